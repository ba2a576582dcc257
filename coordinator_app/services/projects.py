"""Projects and offers: creating, changing, moving through their states, who takes part, goals and indicators."""

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.contacts import period_sentence
from coordinator_app.domain.fields import Record
from coordinator_app.domain.goal_tree import ordered, tree_finding
from coordinator_app.domain.goals import Goal, Indicator, Measurement
from coordinator_app.domain.project_course import Confirmation, Evaluation, Event, Milestone
from coordinator_app.domain.project_states import (
    Finding,
    ProjectFacts,
    for_next_year,
    money_findings,
    one_year_later,
    project_findings,
    step_findings,
)
from coordinator_app.domain.projects import ActorRole, Project, ProjectActor, ProjectStatus, ProjectType, project_number
from coordinator_app.domain.quality import QualityAnswer
from coordinator_app.services.project_card import ProjectCard, project_card, project_facts
from coordinator_app.services.project_course import copy_milestones
from coordinator_app.services.project_list import ProjectList
from coordinator_app.services.quality_questions import copy_answers
from coordinator_app.storage.queries.projects import LogLine, next_serial, record_log
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import WriteUnit

if TYPE_CHECKING:
    from coordinator_app.services.several_projects import SeveralProjects

R = TypeVar("R", bound=Record)
HELP = "projekte"


class Projects:
    """Verbs on projects; every writing verb is one undoable step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def several(self) -> "SeveralProjects":
        """What is done to several at once."""
        from coordinator_app.services.several_projects import SeveralProjects

        return SeveralProjects(self._store, self)

    # ---------------------------------------------------------------- reading

    def list_source(self) -> ProjectList:
        """The list with its columns, filters and sums."""
        return ProjectList(self._store)

    def get(self, id: int) -> Project:
        """One project; `UserError` when it is gone."""
        with self._store.read() as unit:
            return unit.get(Project, id)

    def card(self, id: int) -> ProjectCard:
        """Everything the detail and the Steckbrief show about one project."""
        with self._store.read() as unit:
            return project_card(unit, id, today(self._store.clock))

    def project_of(self, kind: str, id: int) -> int:
        """The (first) project a part belongs to, 0 for an event without one; `UserError` when the part is gone."""
        with self._store.read() as unit:
            if kind == "measurement":
                kind, id = "indicator", unit.get(Measurement, id).indicator_id or 0
            if kind == "indicator":
                kind, id = "goal", unit.get(Indicator, id).goal_id or 0
            if kind == "event":
                return next(iter(unit.get(Event, id).projects), 0)
            part: Any = unit.get(_PARTS[kind], id)
            return part.project_id or 0

    def history(self, id: int) -> list[LogLine]:
        """The steps that touched a project or its parts, newest first."""
        with self._store.read() as unit:
            goals = [goal.id for goal in unit.find(Goal, project_id=id)]
            indicators = [item.id for item in unit.find(Indicator, goal_id=tuple(goals))] if goals else []
            parts = [("goal", item) for item in goals] + [("indicator", item) for item in indicators]
            for part in (ProjectActor, Milestone, Evaluation, Confirmation, QualityAnswer):
                parts += [(part.kind, item.id) for item in unit.find(part, project_id=id)]
            parts += [("event", item.id) for item in unit.find(Event, projects=id)]
            return record_log(unit.connection, [("project", id), *parts])

    def findings(self, id: int) -> tuple[Finding, ...]:
        """Contradictions inside one project."""
        return project_findings(self.get(id))

    def step_findings(self, id: int, target: ProjectStatus, *, reason: str = "") -> tuple[Finding, ...]:
        """What stands against the step to `target`."""
        with self._store.read() as unit:
            return step_findings(unit.get(Project, id), target, project_facts(unit, id), reason=reason)

    # ---------------------------------------------------------------- writing

    def create(self, *, title: str, **values: Any) -> int:
        """Store a new project with the next number and return its id; a new offer runs, everything else is an idea."""
        if values.get("project_type") is ProjectType.OFFER:
            values.setdefault("status", ProjectStatus.RUNNING)
        project = Project(title=title.strip(), **values)
        _refuse_blocking(project)
        with self._store.write("Projekt angelegt") as unit:
            return unit.add(replace(project, number=project_number(next_serial(unit.connection))))

    def update(self, id: int, version: int | None, **values: Any) -> int:
        """Change fields and return the new version; states go through `transition`, numbers never change."""
        if values.keys() & {"status", "number"}:
            message = "status and number of a project are not changed by update"
            raise ValueError(message)
        with self._store.write("Projekt geändert", merge=f"project:{id}:{','.join(values)}") as unit:
            _refuse_blocking(replace(unit.get(Project, id), **values))
            return unit.change(Project, id, version, **values)

    def transition(self, id: int, version: int | None, target: ProjectStatus, *, reason: str = "") -> int:
        """Move a project to another state; blocking findings are a `UserError`, warnings are the caller's to show."""
        with self._store.write(f"Projekt: Status „{target.label}“") as unit:
            project = unit.get(Project, id)
            for finding in step_findings(project, target, project_facts(unit, id), reason=reason):
                if finding.blocks:
                    raise UserError(finding.text, help_topic=HELP)
            return unit.change(Project, id, version, status=target, status_reason=reason.strip())

    def discard(self, id: int) -> None:
        """Move a project to the Papierkorb; its number stays with it."""
        with self._store.write("Projekt in den Papierkorb gelegt") as unit:
            unit.discard(Project, id)

    def confirm(self, id: int, by: str = "") -> None:
        """Note that somebody confirmed today that the entry is still right."""
        with self._store.write("Projekt bestätigt") as unit:
            unit.change(Project, id, None, confirmed_on=today(self._store.clock), confirmed_by=by.strip())

    def duplicate(self, id: int) -> int:
        """A copy as a plan for the next year with its parts and the plans; returns the new id."""
        with self._store.write("Projekt für das nächste Jahr kopiert") as unit:
            old = unit.get(Project, id)
            number = project_number(next_serial(unit.connection))
            new = unit.add(replace(for_next_year(old), number=number))
            if old.successor_id is None:
                unit.change(Project, id, None, successor_id=new)
            for actor in unit.find(ProjectActor, project_id=id, order="id"):
                unit.add(replace(actor, uuid="", project_id=new, start=None, end=None))
            self._copy_goals(unit, id, new)
            copy_milestones(unit, id, new)
            copy_answers(unit, id, new)
            return new

    def _copy_goals(self, unit: WriteUnit, old: int, new: int) -> None:
        ids: dict[int | None, int | None] = {None: None}
        for goal in (node.goal for node in ordered(unit.find(Goal, project_id=old))):
            copy = Goal(
                **{name: getattr(goal, name) for name in _GOAL_KEPT},
                project_id=new,
                parent_id=ids.get(goal.parent_id),
                due=one_year_later(goal.due),
            )
            ids[goal.id] = unit.add(copy)
            for indicator in unit.find(Indicator, goal_id=goal.id, order="id"):
                later = one_year_later(indicator.target_on)
                unit.add(replace(indicator, uuid="", goal_id=ids[goal.id], target_on=later))

    # ---------------------------------------------------------------- who takes part

    def add_actor(
        self,
        project_id: int,
        *,
        organisation_id: int | None = None,
        person_id: int | None = None,
        role: ActorRole = ActorRole.PARTNER,
        **values: Any,
    ) -> int:
        """Add an organisation or person in a role; the same one in the same role only once."""
        if organisation_id is None and person_id is None:
            raise UserError("Bitte eine Organisation oder eine Person wählen.", help_topic=HELP)
        same: dict[str, Any] = {
            "project_id": project_id,
            "organisation_id": organisation_id,
            "person_id": person_id,
            "role": role,
        }
        actor = ProjectActor(**same, **values)
        _refuse(period_sentence(actor.start, actor.end))
        with self._store.write("Beteiligung hinzugefügt") as unit:
            if unit.find(ProjectActor, **same):
                raise UserError(f"Diese Beteiligung gibt es schon ({role.label}).", help_topic=HELP)
            return unit.add(actor)

    # ---------------------------------------------------------------- goals, indicators, measurements

    def add_goal(self, project_id: int, text: str, **values: Any) -> int:
        """Add a goal and return its id; it stands under a goal of a higher level of the same project, or alone."""
        goal = Goal(project_id=project_id, text=text.strip(), **values)
        with self._store.write("Ziel hinzugefügt") as unit:
            unit.get(Project, project_id)
            _refuse(tree_finding(goal, unit.find(Goal, project_id=project_id)))
            return unit.add(goal)

    def add_indicator(self, goal_id: int, name: str, **values: Any) -> int:
        """Add an indicator to a goal and return its id; the goal counts as measurable from then on."""
        with self._store.write("Indikator hinzugefügt") as unit:
            goal = unit.get(Goal, goal_id)
            if not goal.is_measurable:
                unit.change(Goal, goal_id, None, is_measurable=True)
            return unit.add(Indicator(goal_id=goal_id, name=name.strip(), **values))

    def measure(self, indicator_id: int, *, measured_on: date, value: float, **values: Any) -> int:
        """Add a measured value; a day in the future is refused."""
        if measured_on > today(self._store.clock):
            raise UserError(f"Der {measured_on:%d.%m.%Y} liegt in der Zukunft. Bitte den Tag der Messung eintragen.")
        with self._store.write("Messwert eingetragen") as unit:
            unit.get(Indicator, indicator_id)
            return unit.add(Measurement(indicator_id=indicator_id, measured_on=measured_on, value=value, **values))

    def update_part(self, part_type: type[R], id: int, version: int | None, **values: Any) -> int:
        """Change an actor, goal, indicator or measurement; returns the new version."""
        with self._store.write(
            f"{part_type.label} geändert", merge=f"{part_type.kind}:{id}:{','.join(values)}"
        ) as unit:
            changed = replace(unit.get(part_type, id), **values)
            if isinstance(changed, ProjectActor):
                _refuse(period_sentence(changed.start, changed.end))
            if isinstance(changed, Goal):
                _refuse(tree_finding(changed, unit.find(Goal, project_id=changed.project_id)))
            return unit.change(part_type, id, version, **values)

    def remove_part(self, part_type: type[Record], id: int) -> None:
        """Remove an actor, goal, indicator or measurement with what hangs on it; undoable."""
        with self._store.write(f"{part_type.label} entfernt") as unit:
            unit.remove(part_type, id)

    # ---------------------------------------------------------------- review

    def facts(self, id: int) -> ProjectFacts:
        """Counts of goals and indicators that the steps ask for."""
        with self._store.read() as unit:
            return project_facts(unit, id)


_PARTS: dict[str, type[Record]] = {
    "goal": Goal,
    "milestone": Milestone,
    "evaluation": Evaluation,
    "confirmation": Confirmation,
    "quality_answer": QualityAnswer,
}
_GOAL_KEPT = ("level", "text", "is_specific", "is_measurable", "is_accepted", "is_realistic", "is_timed")


def _refuse(sentence: str) -> None:
    if sentence:
        raise UserError(sentence, help_topic=HELP)


def _refuse_blocking(project: Project) -> None:
    for finding in (*project_findings(project), *money_findings(project.costs, project.funding)):
        if finding.blocks:
            raise UserError(finding.text, help_topic=HELP)
