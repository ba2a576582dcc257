"""One project with all that hangs on it, as the detail page and the Steckbrief show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coordinator_app.domain.goal_tree import ordered, status_hint
from coordinator_app.domain.goals import Goal, Indicator, Light, Measurement, indicator_findings, latest, light
from coordinator_app.domain.measuring import next_measurement
from coordinator_app.domain.needs import Evidence, Need
from coordinator_app.domain.priorities import Priority
from coordinator_app.domain.project_course import Evaluation
from coordinator_app.domain.project_states import Finding, ProjectFacts, project_findings
from coordinator_app.domain.projects import Project, ProjectActor, needs_confirmation
from coordinator_app.domain.quality import QualityAnswer
from coordinator_app.domain.red_thread import ThreadNode, station
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.smart import SmartHint, smart_hints
from coordinator_app.domain.tasks import OPEN_TASKS, Task
from coordinator_app.services.project_course import Course, read_course
from coordinator_app.services.quality_questions import open_step_numbers
from coordinator_app.storage.unit_of_work import ReadUnit


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """An indicator with its values (oldest first), its traffic light, and the day the next value is due."""

    indicator: Indicator
    measurements: tuple[Measurement, ...]
    light: Light
    findings: tuple[str, ...]
    next_on: date | None = None
    is_late: bool = False

    @property
    def latest(self) -> Measurement | None:
        """The youngest measured value."""
        return latest(self.measurements)


@dataclass(frozen=True, slots=True)
class GoalCard:
    """A goal at its `depth` in the tree: indicators, letters of SMART, a hint on its judgement, its priority."""

    goal: Goal
    indicators: tuple[IndicatorCard, ...]
    depth: int = 0
    smart: tuple[SmartHint, ...] = ()
    hint: str = ""
    priority: str = ""


@dataclass(frozen=True, slots=True)
class ActorCard:
    """Who takes part: `kind` and `id` lead to the organisation or person."""

    actor: ProjectActor
    kind: str
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """Everything about one project; names are those of today."""

    project: Project
    carrier: str
    responsible: str
    successor: str
    names: dict[str, tuple[str, ...]]
    actors: tuple[ActorCard, ...]
    goals: tuple[GoalCard, ...]
    needs: tuple[tuple[int, str], ...]
    resolutions: tuple[tuple[int, str], ...]
    tasks: tuple[tuple[int, str, bool], ...]
    thread: tuple[ThreadNode, ...]
    findings: tuple[Finding, ...]
    to_confirm: bool
    course: Course

    @property
    def indicators(self) -> Iterable[IndicatorCard]:
        """All indicators in the order of their goals."""
        return [item for goal in self.goals for item in goal.indicators]


def project_facts(unit: ReadUnit, id: int) -> ProjectFacts:
    """Counts of goals, indicators, indicators with a value and evaluations; the quality steps nobody has begun."""
    goals = unit.find(Goal, project_id=id)
    indicators = _indicators(unit, goals)
    measured = {item.indicator_id for item in _measurements(unit, indicators)}
    return ProjectFacts(
        goals=len(goals),
        indicators=len(indicators),
        measured_indicators=len(measured),
        evaluations=unit.count(Evaluation, project_id=id),
        open_quality_steps=open_step_numbers(unit.find(QualityAnswer, project_id=id)),
    )


def project_card(unit: ReadUnit, id: int, day: date) -> ProjectCard:
    """Read one project with all that hangs on it; `day` decides traffic lights and confirmation."""
    project = unit.get(Project, id)
    goals = _goals(unit, project, day)
    needs = _titled(unit, "need", project.needs)
    resolutions = _titled(unit, "resolution", project.resolutions)
    tasks = tuple(
        (task.id, task.title, task.state in OPEN_TASKS)
        for task in unit.find(Task, source_kind="project", source_id=id, order="due_on")
    )
    return ProjectCard(
        project=project,
        carrier=unit.title("organisation", project.carrier_id),
        responsible=unit.title("person", project.responsible_id),
        successor=unit.title("project", project.successor_id),
        names=_names(unit, project),
        actors=_actors(unit, id),
        goals=goals,
        needs=needs,
        resolutions=resolutions,
        tasks=tasks,
        thread=_thread(unit, project, goals, tasks),
        findings=project_findings(project),
        to_confirm=needs_confirmation(project, day),
        course=read_course(unit, project, day),
    )


_ENTRIES = ("fields_of_action", "target_groups", "age_groups", "settings", "prevention_types")


def _names(unit: ReadUnit, project: Project) -> dict[str, tuple[str, ...]]:
    wanted = {name: getattr(project, name) for name in _ENTRIES}
    titles = unit.titles("catalog_entry", [id for ids in wanted.values() for id in ids])
    found = {name: tuple(titles[id] for id in ids if id in titles) for name, ids in wanted.items()}
    found["areas"] = tuple(title for _, title in _titled(unit, "area", project.areas))
    return found


def _titled(unit: ReadUnit, kind: str, ids: tuple[int, ...]) -> tuple[tuple[int, str], ...]:
    titles = unit.titles(kind, ids)
    return tuple((id, titles[id]) for id in ids if id in titles)


def _actors(unit: ReadUnit, id: int) -> tuple[ActorCard, ...]:
    rows = unit.find(ProjectActor, project_id=id, order="id")
    organisations = unit.titles("organisation", [row.organisation_id for row in rows])
    people = unit.titles("person", [row.person_id for row in rows])
    found: list[ActorCard] = []
    for row in rows:
        if row.organisation_id is not None:
            found.append(
                ActorCard(row, "organisation", row.organisation_id, organisations.get(row.organisation_id, ""))
            )
        elif row.person_id is not None:
            found.append(ActorCard(row, "person", row.person_id, people.get(row.person_id, "")))
    return tuple(found)


def _indicators(unit: ReadUnit, goals: list[Goal]) -> list[Indicator]:
    return unit.find(Indicator, goal_id=tuple(goal.id for goal in goals), order="id") if goals else []


def _measurements(unit: ReadUnit, indicators: list[Indicator]) -> list[Measurement]:
    ids = tuple(item.id for item in indicators)
    return unit.find(Measurement, indicator_id=ids, order="measured_on,id") if ids else []


def _goals(unit: ReadUnit, project: Project, day: date) -> tuple[GoalCard, ...]:
    goals = unit.find(Goal, project_id=project.id, order="id")
    indicators = _indicators(unit, goals)
    values = _measurements(unit, indicators)
    cards = {item.id: _indicator_card(item, values, day) for item in indicators}
    priorities = unit.titles("priority", [goal.priority_id for goal in goals])
    found: list[GoalCard] = []
    for node in ordered(goals):
        goal = node.goal
        own = tuple(cards[item.id] for item in indicators if item.goal_id == goal.id)
        smart = smart_hints(goal, [card.indicator for card in own], start=project.start, end=project.end)
        hint = status_hint(goal.status, [card.light for card in own])
        found.append(GoalCard(goal, own, node.depth, smart, hint, priorities.get(goal.priority_id or 0, "")))
    return tuple(found)


def _indicator_card(item: Indicator, values: list[Measurement], day: date) -> IndicatorCard:
    own = tuple(value for value in values if value.indicator_id == item.id)
    due = next_measurement(item, own)
    late = due is not None and due < day
    return IndicatorCard(item, own, light(item, own, day), indicator_findings(item), due, late)


def _thread(
    unit: ReadUnit, project: Project, goals: tuple[GoalCard, ...], tasks: tuple[tuple[int, str, bool], ...]
) -> tuple[ThreadNode, ...]:
    needs = list(unit.many(Need, project.needs).values())
    evidence = [item for need in needs for item in unit.find(Evidence, need_id=need.id)]
    ranks = [item for need in needs for item in unit.find(Priority, need_id=need.id, order="-id")]
    decided = list(unit.many(Resolution, project.resolutions).values())
    values = [card.latest for goal in goals for card in goal.indicators if card.latest is not None]
    running = [task for task in tasks if task[2]]
    return (
        station("Befund", "need", [(item.need_id or 0, item.statement) for item in evidence], "Belege"),
        station("Bedarf", "need", [(need.id, need.title) for need in needs], "Bedarfe"),
        station("Priorität", "need", [(item.need_id or 0, f"Rang {item.rank}") for item in ranks[:1]], ""),
        ThreadNode("Projekt", project.title, "project", project.id, current=True),
        station("Beschluss", "resolution", [(item.id, item.number or item.title) for item in decided], "Beschlüsse"),
        station(
            "Aufgabe", "task", [(task[0], task[1]) for task in running or tasks], "offen" if running else "erledigt"
        ),
        station("Messwert", "measurement", [(item.id, f"{item.measured_on:%d.%m.%Y}") for item in values], "Messwerte"),
    )
