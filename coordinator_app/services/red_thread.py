"""The red thread of any record: reads what it is tied to, from whichever end it is looked at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from coordinator_app.domain.concerns import COUNTED, Concern
from coordinator_app.domain.fields import Record
from coordinator_app.domain.goals import Goal, Indicator, Measurement, latest
from coordinator_app.domain.grants import Grant, GrantShare
from coordinator_app.domain.meetings import AgendaItem
from coordinator_app.domain.needs import Evidence, Need
from coordinator_app.domain.priorities import Priority, PriorityRound, RoundStatus
from coordinator_app.domain.projects import Project
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.tasks import Task
from coordinator_app.domain.thread_chain import Chain
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit

R = TypeVar("R", bound=Record)


@dataclass(slots=True)
class _Seeds:
    """Where a thread begins: ids of the records tied directly."""

    title: str
    anchor: tuple[str, int]
    needs: list[int] = field(default_factory=list[int])
    projects: list[int] = field(default_factory=list[int])
    resolutions: list[int] = field(default_factory=list[int])
    items: list[int] = field(default_factory=list[int])
    grants: list[int] = field(default_factory=list[int])


def read_chain(store: Store, kind: str, id: int) -> Chain:
    """The thread of a record; of a kind that has none an empty one."""
    with store.read() as unit:
        return chain_of(unit, kind, id)


def chain_of(unit: ReadUnit, kind: str, id: int) -> Chain:
    """As `read_chain`, within a unit of work."""
    gather = _GATHER.get(kind)
    if gather is None:
        return Chain(kind=kind, id=id, title="", anchor=("", 0))
    return _complete(unit, kind, id, gather(unit, id))


def _living(unit: ReadUnit, record_type: type[R], ids: Iterable[int]) -> tuple[R, ...]:
    """The records of these ids that are not in the Papierkorb, each once."""
    wanted = list(dict.fromkeys(ids))
    found = unit.many(record_type, wanted)
    return tuple(found[id] for id in wanted if id in found and found[id].deleted_at is None)


def _of(unit: ReadUnit, record_type: type[R], field_name: str, ids: Iterable[int], order: str = "id") -> list[R]:
    wanted = tuple(dict.fromkeys(ids))
    equals: dict[str, Any] = {field_name: wanted}
    return unit.find(record_type, order=order, **equals) if wanted else []


def _complete(unit: ReadUnit, kind: str, id: int, seeds: _Seeds) -> Chain:
    projects = _living(unit, Project, seeds.projects)
    need_ids = seeds.needs or [need for project in projects for need in project.needs]
    needs = _living(unit, Need, need_ids)
    needed = [need.id for need in needs]
    ranks, rounds = _ranks(unit, needed)
    resolutions = _living(unit, Resolution, [*seeds.resolutions, *_round_resolutions(kind, rounds)])
    grants = _grants(unit, seeds, projects, resolutions)
    goals = _of(unit, Goal, "project_id", [project.id for project in projects])
    indicators = _of(unit, Indicator, "goal_id", [goal.id for goal in goals])
    chain = Chain(
        kind=kind,
        id=id,
        title=seeds.title,
        anchor=seeds.anchor,
        evidence=tuple(_of(unit, Evidence, "need_id", needed, order="-observed,id")),
        concerns=tuple(item for item in _of(unit, Concern, "need_id", needed) if item.state in COUNTED),
        needs=needs,
        ranks=ranks,
        rounds=rounds,
        scored_in=_waiting(unit, needed, rounds),
        projects=projects,
        goals=tuple(goals),
        indicators=tuple(indicators),
        measurements=_measurements(unit, indicators),
        resolutions=resolutions,
        items=_living(unit, AgendaItem, seeds.items),
        grants=grants,
    )
    return replace(chain, tasks=_tasks(unit, chain))


def _ranks(unit: ReadUnit, needs: list[int]) -> tuple[tuple[Priority, ...], dict[int, PriorityRound]]:
    """The latest frozen result of each need, with the rounds."""
    newest: dict[int, Priority] = {}
    found = _of(unit, Priority, "need_id", needs, order="-id")
    rounds = unit.many(PriorityRound, [item.priority_round_id for item in found])
    for item in found:
        known = rounds.get(item.priority_round_id)
        if item.need_id is not None and known is not None and known.deleted_at is None:
            newest.setdefault(item.need_id, item)
    kept = {item.priority_round_id for item in newest.values()}
    return tuple(newest.values()), {id: found for id, found in rounds.items() if id in kept}


def _waiting(unit: ReadUnit, needs: list[int], rounds: Mapping[int, PriorityRound]) -> tuple[PriorityRound, ...]:
    if not needs:
        return ()
    found = unit.find(PriorityRound, needs=tuple(needs))
    return tuple(item for item in found if item.id not in rounds and item.status is not RoundStatus.RESOLVED)


def _round_resolutions(kind: str, rounds: Mapping[int, PriorityRound]) -> list[int]:
    """The decision about the priorities belongs to the thread of a need, not to each of its projects."""
    if kind not in {"need", "evidence", "priority_round"}:
        return []
    return [found.resolution_id for found in rounds.values() if found.resolution_id is not None]


def _grants(
    unit: ReadUnit, seeds: _Seeds, projects: Iterable[Project], resolutions: Iterable[Resolution]
) -> tuple[Grant, ...]:
    shares = _of(unit, GrantShare, "project_id", [project.id for project in projects])
    decided = _of(unit, Grant, "resolution_id", [item.id for item in resolutions]) if not seeds.grants else []
    ids = [*seeds.grants, *(share.grant_id for share in shares if share.grant_id is not None)]
    return _living(unit, Grant, [*ids, *(grant.id for grant in decided)])


def _measurements(unit: ReadUnit, indicators: list[Indicator]) -> tuple[Measurement, ...]:
    values = _of(unit, Measurement, "indicator_id", [item.id for item in indicators], order="measured_on,id")
    found = (latest([value for value in values if value.indicator_id == item.id]) for item in indicators)
    return tuple(value for value in found if value is not None)


def _tasks(unit: ReadUnit, chain: Chain) -> tuple[Task, ...]:
    sources: list[tuple[str, list[int]]] = [
        ("need", [need.id for need in chain.needs] if chain.kind != "project" else []),
        ("project", [project.id for project in chain.projects]),
        ("resolution", [item.id for item in chain.resolutions]),
        ("agenda_item", [item.id for item in chain.items]),
        ("grant", [grant.id for grant in chain.grants]),
    ]
    found: dict[int, Task] = {}
    for kind, ids in sources:
        if ids:
            tasks = unit.find(Task, source_kind=kind, source_id=tuple(dict.fromkeys(ids)), order="due_on,id")
            found.update((task.id, task) for task in tasks)
    return tuple(found.values())


# --- where a thread begins --------------------------------------------------------------------------------


def _from_need(unit: ReadUnit, id: int) -> _Seeds:
    need = unit.get(Need, id)
    projects = _living(unit, Project, need.projects)
    decided = [found.id for found in unit.find(Resolution, needs=id)]
    decided += [resolution for project in projects for resolution in project.resolutions]
    items = [item.id for item in unit.find(AgendaItem, needs=id)]
    return _Seeds(need.title, ("need", id), [id], list(need.projects), decided, items)


def _from_evidence(unit: ReadUnit, id: int) -> _Seeds:
    evidence = unit.get(Evidence, id)
    seeds = _from_need(unit, evidence.need_id)
    seeds.title = evidence.statement
    return seeds


def _from_round(unit: ReadUnit, id: int) -> _Seeds:
    found = unit.get(PriorityRound, id)
    projects = [project for need in _living(unit, Need, found.needs) for project in need.projects]
    decided = [found.resolution_id] if found.resolution_id else []
    return _Seeds(found.title, ("priority_round", id), list(found.needs), projects, decided)


def _from_project(unit: ReadUnit, id: int) -> _Seeds:
    project = unit.get(Project, id)
    items = [item.id for item in unit.find(AgendaItem, projects=id)]
    return _Seeds(project.title, ("project", id), list(project.needs), [id], list(project.resolutions), items)


def _from_goal(unit: ReadUnit, id: int) -> _Seeds:
    goal = unit.get(Goal, id)
    seeds = _from_project(unit, goal.project_id) if goal.project_id else _Seeds("", ("goal", id))
    seeds.title = goal.text
    return seeds


def _from_indicator(unit: ReadUnit, id: int) -> _Seeds:
    indicator = unit.get(Indicator, id)
    seeds = _from_goal(unit, indicator.goal_id) if indicator.goal_id else _Seeds("", ("indicator", id))
    seeds.title = indicator.name
    return seeds


def _from_resolution(unit: ReadUnit, id: int) -> _Seeds:
    found = unit.get(Resolution, id)
    ranked = _of(unit, PriorityRound, "resolution_id", [id])
    needs = [*found.needs, *(need for project in _living(unit, Project, found.projects) for need in project.needs)]
    if not needs:
        needs = [need for item in ranked for need in item.needs]
    items = [found.agenda_item_id] if found.agenda_item_id else []
    return _Seeds(found.number or found.title, ("resolution", id), needs, list(found.projects), [id], items)


def _from_item(unit: ReadUnit, id: int) -> _Seeds:
    item = unit.get(AgendaItem, id)
    decided = unit.find(Resolution, agenda_item_id=id)
    needs = [*item.needs, *(need for found in decided for need in found.needs)]
    projects = [*item.projects, *(project for found in decided for project in found.projects)]
    return _Seeds(item.title, ("agenda_item", id), needs, projects, [found.id for found in decided], [id])


def _from_grant(unit: ReadUnit, id: int) -> _Seeds:
    grant = unit.get(Grant, id)
    shares = _of(unit, GrantShare, "grant_id", [id])
    projects = [share.project_id for share in shares if share.project_id is not None]
    decided = [grant.resolution_id] if grant.resolution_id else []
    decided += [resolution for project in _living(unit, Project, projects) for resolution in project.resolutions]
    anchor = ("project", projects[0]) if projects else ("grant", id)
    return _Seeds(grant.title, anchor, [], projects, decided, [], [id])


def _from_task(unit: ReadUnit, id: int) -> _Seeds:
    task = unit.get(Task, id)
    gather = _GATHER.get(task.source_kind) if task.source_id and task.source_kind != "task" else None
    seeds = gather(unit, task.source_id) if gather is not None and task.source_id else _Seeds("", ("task", id))
    seeds.title = task.title
    return seeds


_GATHER: dict[str, Callable[[ReadUnit, int], _Seeds]] = {
    "need": _from_need,
    "evidence": _from_evidence,
    "priority_round": _from_round,
    "project": _from_project,
    "goal": _from_goal,
    "indicator": _from_indicator,
    "resolution": _from_resolution,
    "agenda_item": _from_item,
    "grant": _from_grant,
    "task": _from_task,
}
