"""What belongs to a body elsewhere in the file: meetings, resolutions, tasks, projects, needs, rounds, certificates."""

from dataclasses import dataclass
from datetime import date

from coordinator_app.common.clock import local, today
from coordinator_app.common.german import enumerate_words, format_date, format_weekday_date, plural
from coordinator_app.domain.bodies import CHAIRS, Body, Membership, Role, seats_on, votes_of
from coordinator_app.domain.dispatches import Dispatch, Occasion
from coordinator_app.domain.meetings import BEFORE, Meeting, MeetingState
from coordinator_app.domain.needs import Need
from coordinator_app.domain.priorities import PriorityRound
from coordinator_app.domain.projects import Project
from coordinator_app.domain.resolutions import UNFINISHED, Resolution, ResolutionState
from coordinator_app.domain.tasks import OPEN_TASKS, Task
from coordinator_app.services.seats import seat_views
from coordinator_app.services.tasks import TaskView, by_urgency, task_views
from coordinator_app.storage.queries.bodies import needs_of_body, projects_of_body, rounds_of_body
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit

SHOWN = 5


@dataclass(frozen=True, slots=True)
class BodyLink:
    """Something linked to a body: `kind` and `id` lead there, `second` says more, `value` stands at the right."""

    kind: str
    id: int
    text: str
    second: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Links of one sort, the first ones of `total`."""

    links: tuple[BodyLink, ...]
    total: int


@dataclass(frozen=True, slots=True)
class BodyOverview:
    """What a page says about a body at a glance."""

    members: int
    vacant: int
    votes: int
    chairs: str
    deputies: int
    next_meeting: Meeting | None
    last_meeting: Meeting | None
    meetings: LinkGroup
    resolutions: LinkGroup
    unfinished: int
    tasks: tuple[TaskView, ...]
    open_tasks: int
    projects: LinkGroup
    needs: LinkGroup
    rounds: LinkGroup
    children: LinkGroup
    unappointed: int
    certificates_on: date | None


class BodyLinks:
    """Reads what a body is linked with."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def overview(self, body_id: int) -> BodyOverview:
        """What the first tab shows, at most `SHOWN` of each sort; seats of a dissolved body as of its end."""
        with self._store.read() as unit:
            day = today(unit.clock)
            body = unit.get(Body, body_id)
            if not body.active and body.dissolved_on is not None:
                day = min(day, body.dissolved_on)
            seats = seats_on(unit.find(Membership, body_id=body_id), day)
            principals = [seat for seat in seats if seat.deputy_for_id is None]
            vacant = sum(seat.vacant for seat in principals)
            meetings = unit.find(Meeting, body_id=body_id, order="-starts_at")
            tasks = unit.find(Task, body_id=body_id, state=tuple(OPEN_TASKS))
            certificates = unit.find(
                Dispatch, target_kind=Body.kind, target_id=body_id, occasion=Occasion.CERTIFICATES, order="-sent_on"
            )
            return BodyOverview(
                members=len(principals) - vacant,
                vacant=vacant,
                votes=votes_of(seats),
                chairs=_chairs(unit, body_id, day),
                deputies=len(seats) - len(principals),
                next_meeting=_next(meetings),
                last_meeting=_last(meetings),
                meetings=_meetings(meetings),
                resolutions=_resolutions(unit, body_id),
                unfinished=unit.count(
                    Resolution,
                    body_id=body_id,
                    state=ResolutionState.ADOPTED,
                    implementation=tuple(UNFINISHED),
                ),
                tasks=tuple(task_views(unit, sorted(tasks, key=by_urgency)[:SHOWN])),
                open_tasks=len(tasks),
                projects=_projects(unit, body_id),
                needs=_needs(unit, body_id),
                rounds=_rounds(unit, body_id),
                children=_children(unit, body_id),
                unappointed=sum(1 for seat in seats if seat.person_id is not None and seat.appointed_on is None),
                certificates_on=certificates[0].sent_on if certificates else None,
            )


def _chairs(unit: ReadUnit, body_id: int, day: date) -> str:
    """„Vorsitz: A und B“ – two chairs are named together, a deputy chair behind them."""
    views = [view for view in seat_views(unit, body_id, day) if view.seat.deputy_for_id is None]
    heads = [view.shown for view in views if view.seat.role in (Role.CHAIR, Role.CO_CHAIR)]
    seconds = [view.shown for view in views if view.seat.role in CHAIRS and view.seat.role is Role.DEPUTY_CHAIR]
    parts = [enumerate_words(heads)] if heads else []
    parts += [f"Stellvertretung {enumerate_words(seconds)}"] if seconds else []
    return ", ".join(parts)


def _next(meetings: list[Meeting]) -> Meeting | None:
    ahead = [meeting for meeting in meetings if meeting.state in BEFORE | {MeetingState.RUNNING} and meeting.starts_at]
    return ahead[-1] if ahead else None


def _last(meetings: list[Meeting]) -> Meeting | None:
    held = (MeetingState.HELD, MeetingState.CLOSED)
    return next((meeting for meeting in meetings if meeting.state in held), None)


def _meetings(meetings: list[Meeting]) -> LinkGroup:
    links = [
        BodyLink(
            "meeting",
            meeting.id,
            f"{meeting.number}. Sitzung" if meeting.number else meeting.title,
            meeting.state.label,
            format_weekday_date(local(meeting.starts_at).date()) if meeting.starts_at else "ohne Termin",
        )
        for meeting in meetings[:SHOWN]
    ]
    return LinkGroup(tuple(links), len(meetings))


def _resolutions(unit: ReadUnit, body_id: int) -> LinkGroup:
    found = [entry for entry in unit.find(Resolution, body_id=body_id, order="-decided_on,-sequence") if entry.number]
    links = [
        BodyLink(
            "resolution",
            entry.id,
            f"{entry.number} {entry.title}",
            entry.implementation.label if entry.state is ResolutionState.ADOPTED else entry.state.label,
            format_date(entry.decided_on),
        )
        for entry in found[:SHOWN]
    ]
    return LinkGroup(tuple(links), len(found))


def _projects(unit: ReadUnit, body_id: int) -> LinkGroup:
    treated = projects_of_body(unit, body_id)
    found = [item for item in unit.many(Project, list(treated)).values() if item.deleted_at is None]
    links = [
        BodyLink("project", item.id, item.title, item.status.label, plural(treated[item.id], "Mal", "Mal"))
        for item in found[:SHOWN]
    ]
    return LinkGroup(tuple(links), len(found))


def _needs(unit: ReadUnit, body_id: int) -> LinkGroup:
    treated = needs_of_body(unit, body_id)
    found = [item for item in unit.many(Need, list(treated)).values() if item.deleted_at is None]
    links = [BodyLink("need", item.id, item.title, item.status.label) for item in found[:SHOWN]]
    return LinkGroup(tuple(links), len(found))


def _rounds(unit: ReadUnit, body_id: int) -> LinkGroup:
    found = list(unit.many(PriorityRound, rounds_of_body(unit, body_id)).values())
    links = [
        BodyLink("priority_round", item.id, item.title, item.status.label, str(item.year or ""))
        for item in found[:SHOWN]
    ]
    return LinkGroup(tuple(links), len(found))


def _children(unit: ReadUnit, body_id: int) -> LinkGroup:
    found = unit.find(Body, parent_id=body_id)
    links = [BodyLink("body", item.id, item.name, "" if item.active else "aufgelöst") for item in found[:20]]
    return LinkGroup(tuple(links), len(found))
