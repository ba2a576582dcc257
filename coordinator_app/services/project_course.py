"""The course of projects: milestones, events with counts, and what they add up to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.project_course import (
    Confirmation,
    Event,
    EventState,
    EventTotals,
    Milestone,
    MilestoneState,
    event_sentence,
    event_totals,
    is_late,
    milestone_sentence,
    settled,
)
from coordinator_app.domain.project_states import one_year_later
from coordinator_app.domain.project_timeline import Timeline, timeline
from coordinator_app.domain.projects import Project
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

HELP = "projekte"


@dataclass(frozen=True, slots=True)
class Course:
    """The course of one project: milestones by day, events and confirmations newest first."""

    milestones: tuple[Milestone, ...]
    events: tuple[Event, ...]
    totals: EventTotals
    line: Timeline | None
    confirmations: tuple[Confirmation, ...]
    late: int

    @property
    def next_milestone(self) -> Milestone | None:
        """The milestone that comes next (or is late)."""
        return next((item for item in self.milestones if item.state is MilestoneState.PLANNED), None)


def read_course(unit: ReadUnit, project: Project, day: date) -> Course:
    """The course of a project as of `day`."""
    milestones = sorted(unit.find(Milestone, project_id=project.id), key=_by_day)
    events = unit.find(Event, projects=project.id, order="-starts_on,id")
    return Course(
        milestones=tuple(milestones),
        events=tuple(events),
        totals=event_totals(events),
        line=timeline(project, milestones, events, day),
        confirmations=tuple(unit.find(Confirmation, project_id=project.id, order="-asked_on,-id")),
        late=sum(is_late(item, day) for item in milestones),
    )


def copy_milestones(unit: WriteUnit, old: int, new: int) -> None:
    """Plan the milestones of a project anew for its copy, a year later; those that were dropped stay behind."""
    for item in sorted(unit.find(Milestone, project_id=old), key=_by_day):
        if item.state is not MilestoneState.DROPPED:
            later = one_year_later(item.planned_on or item.reached_on)
            unit.add(Milestone(project_id=new, title=item.title, planned_on=later))


class ProjectCourse:
    """`workspace.project_course`: verbs on milestones and events; every writing verb is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def milestone(self, id: int) -> Milestone:
        """One milestone."""
        with self._store.read() as unit:
            return unit.get(Milestone, id)

    def event(self, id: int) -> Event:
        """One event."""
        with self._store.read() as unit:
            return unit.get(Event, id)

    def events_between(self, first: date, last: date) -> list[Event]:
        """All events that begin in a span of days, by day."""
        with self._store.read() as unit:
            found = unit.find(Event, order="starts_on,id")
        return [event for event in found if event.starts_on is not None and first <= event.starts_on <= last]

    # ---------------------------------------------------------------- milestones

    def add_milestone(self, project_id: int, *, title: str, **values: Any) -> int:
        """Add a milestone and return its id."""
        item = settled(Milestone(project_id=project_id, title=title.strip(), **values))
        self._refuse(milestone_sentence(item, today(self._store.clock)))
        with self._store.write("Meilenstein hinzugefügt") as unit:
            unit.get(Project, project_id)
            return unit.add(item)

    def update_milestone(self, id: int, version: int | None, **values: Any) -> int:
        """Change a milestone and return the new version; a day of reaching makes it reached."""
        with self._store.write("Meilenstein geändert", merge=f"milestone:{id}:{','.join(values)}") as unit:
            item = settled(replace(unit.get(Milestone, id), **values))
            self._refuse(milestone_sentence(item, today(self._store.clock)))
            return unit.change(Milestone, id, version, **{**values, "state": item.state, "reached_on": item.reached_on})

    def reach(self, id: int, on: date | None = None) -> None:
        """Note that a milestone was reached (today)."""
        with self._store.write("Meilenstein erreicht"):
            self.update_milestone(id, None, state=MilestoneState.REACHED, reached_on=on or today(self._store.clock))

    def remove_milestone(self, id: int) -> None:
        """Remove a milestone; undoable."""
        with self._store.write("Meilenstein entfernt") as unit:
            unit.remove(Milestone, id)

    # ---------------------------------------------------------------- events

    def add_event(self, *, title: str, projects: Sequence[int], **values: Any) -> int:
        """Add an event and return its id."""
        event = Event(title=title.strip(), projects=tuple(projects), **values)
        self._refuse_event(event)
        with self._store.write("Veranstaltung angelegt") as unit:
            return unit.add(event)

    def update_event(self, id: int, version: int | None, **values: Any) -> int:
        """Change an event and return the new version."""
        with self._store.write("Veranstaltung geändert", merge=f"event:{id}:{','.join(values)}") as unit:
            self._refuse_event(replace(unit.get(Event, id), **values))
            return unit.change(Event, id, version, **values)

    def hold(self, id: int, participants: int | None) -> None:
        """Note that an event took place, with the number of participants (None = not counted)."""
        with self._store.write("Veranstaltung durchgeführt"):
            self.update_event(id, None, state=EventState.HELD, participants=participants)

    def discard_event(self, id: int) -> None:
        """Move an event to the Papierkorb."""
        with self._store.write("Veranstaltung in den Papierkorb gelegt") as unit:
            unit.discard(Event, id)

    def _refuse_event(self, event: Event) -> None:
        if not event.projects:
            raise UserError("Bitte wenigstens ein Projekt angeben, zu dem die Veranstaltung gehört.", help_topic=HELP)
        self._refuse(event_sentence(event, today(self._store.clock)))

    def _refuse(self, sentence: str) -> None:
        if sentence:
            raise UserError(sentence, help_topic=HELP)


def _by_day(item: Milestone) -> tuple[date, int]:
    return item.planned_on or item.reached_on or date.max, item.id
