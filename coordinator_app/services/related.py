"""What a record is tied to, from whichever side it is looked at: need, priority, project, resolution, agenda item."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from coordinator_app.common.german import format_date
from coordinator_app.domain.grants import Grant, GrantShare
from coordinator_app.domain.meetings import AgendaItem, Meeting
from coordinator_app.domain.needs import Need
from coordinator_app.domain.priorities import Priority, PriorityRound
from coordinator_app.domain.projects import Project
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.services.agenda import agenda_view
from coordinator_app.services.meeting_reads import meeting_day
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit


@dataclass(frozen=True, slots=True)
class Related:
    """A record on the other side: `word` says what it is („Beschluss 2026/04“), `addition` more about it."""

    kind: str
    id: int
    title: str
    word: str
    addition: str = ""


def related_records(store: Store, kind: str, id: int) -> list[Related]:
    """Everything a record is tied to, in the order of the red thread, without repeats; [] for other kinds."""
    gather = _GATHER.get(kind)
    if gather is None:
        return []
    with store.read() as unit:
        found = gather(unit, id)
    return list({(entry.kind, entry.id): entry for entry in found}.values())


def _of_need(unit: ReadUnit, id: int) -> list[Related]:
    need = unit.get(Need, id)
    rounds = _rounds(unit, [id])
    items = unit.find(AgendaItem, needs=id)
    decided = [*unit.find(Resolution, needs=id), *_decided_with(unit, need, [entry.id for entry in rounds])]
    return [*rounds, *_projects(unit, need.projects), *_resolutions(decided), *_items(unit, items)]


def _decided_with(unit: ReadUnit, need: Need, rounds: Iterable[int]) -> list[Resolution]:
    """Resolutions that reach a need through its projects and the rounds that ranked it."""
    projects = unit.many(Project, need.projects).values()
    ids = [id for project in projects for id in project.resolutions]
    ids += [found.resolution_id for found in unit.many(PriorityRound, rounds).values() if found.resolution_id]
    return list(unit.many(Resolution, ids).values())


def _of_project(unit: ReadUnit, id: int) -> list[Related]:
    project = unit.get(Project, id)
    items = unit.find(AgendaItem, projects=id)
    decided = list(unit.many(Resolution, project.resolutions).values())
    return [
        *_needs(unit, project.needs),
        *_rounds(unit, project.needs),
        *_resolutions(decided),
        *_grants(unit, [id], []),
        *_items(unit, items),
    ]


def _of_item(unit: ReadUnit, id: int) -> list[Related]:
    item = unit.get(AgendaItem, id)
    decided = unit.find(Resolution, agenda_item_id=id)
    before = unit.many(AgendaItem, [item.previous_id] if item.previous_id else []).values()
    after = unit.find(AgendaItem, previous_id=id)
    return [
        *_needs(unit, item.needs),
        *_projects(unit, item.projects),
        *_resolutions(decided),
        *_grants(unit, item.projects, [entry.id for entry in decided]),
        *_items(unit, before, "zuvor in"),
        *_items(unit, after, "danach in"),
    ]


def _of_round(unit: ReadUnit, id: int) -> list[Related]:
    found = unit.get(PriorityRound, id)
    decided = unit.many(Resolution, [found.resolution_id] if found.resolution_id else []).values()
    needs = unit.many(Need, found.needs).values()
    projects = [project for need in needs for project in need.projects]
    return [*_resolutions(decided), *_projects(unit, projects)]


_GATHER: Mapping[str, Callable[[ReadUnit, int], list[Related]]] = {
    "need": _of_need,
    "project": _of_project,
    "agenda_item": _of_item,
    "priority_round": _of_round,
}


def _needs(unit: ReadUnit, ids: Iterable[int]) -> list[Related]:
    return [
        Related("need", need.id, need.title, "Bedarf", need.number)
        for need in unit.many(Need, ids).values()
        if need.deleted_at is None
    ]


def _projects(unit: ReadUnit, ids: Iterable[int]) -> list[Related]:
    return [
        Related("project", project.id, project.title, "Projekt", project.status.label)
        for project in unit.many(Project, ids).values()
        if project.deleted_at is None
    ]


def _rounds(unit: ReadUnit, needs: Iterable[int]) -> list[Related]:
    """Rounds that ranked the needs, and those that are about to."""
    wanted = tuple(needs)
    if not wanted:
        return []
    ranks = unit.find(Priority, need_id=wanted, order="-id")
    rounds = unit.many(PriorityRound, [rank.priority_round_id for rank in ranks])
    found = [
        Related("priority_round", rank.priority_round_id, rounds[rank.priority_round_id].title, "Priorität", words)
        for rank in ranks
        if rank.priority_round_id in rounds and (words := f"Rang {rank.rank}" if rank.rank else rank.decision.label)
    ]
    waiting = [entry for entry in unit.find(PriorityRound, needs=wanted) if entry.id not in rounds]
    found += [Related("priority_round", entry.id, entry.title, "Bewertung", entry.status.label) for entry in waiting]
    return [entry for entry in found if entry.id not in rounds or rounds[entry.id].deleted_at is None]


def _resolutions(found: Iterable[Resolution]) -> list[Related]:
    """Resolutions, what was decided last first; those in the Papierkorb left out."""
    return [
        Related(
            "resolution",
            entry.id,
            entry.title,
            f"Beschluss {entry.number}".strip(),
            " ".join(filter(None, (entry.state.label, format_date(entry.decided_on)))),
        )
        for entry in sorted(found, key=_decided, reverse=True)
        if entry.deleted_at is None
    ]


def _grants(unit: ReadUnit, projects: Iterable[int], resolutions: Iterable[int]) -> list[Related]:
    """Grants of projects, and those a resolution is about."""
    wanted = tuple(projects)
    shares = unit.find(GrantShare, project_id=wanted, order="id") if wanted else []
    decided = tuple(resolutions)
    found = [*unit.many(Grant, [share.grant_id for share in shares if share.grant_id]).values()]
    found += unit.find(Grant, resolution_id=decided) if decided else []
    return [
        Related("grant", grant.id, grant.title, "Förderung", grant.state.label)
        for grant in found
        if grant.deleted_at is None
    ]


def _decided(entry: Resolution) -> tuple[str, int]:
    return (entry.decided_on.isoformat() if entry.decided_on else "", entry.id)


def _items(unit: ReadUnit, items: Iterable[AgendaItem], word: str = "") -> list[Related]:
    """Agenda items with their number and meeting, the latest meeting first."""
    found: list[tuple[str, Related]] = []
    wanted = list(items)
    meetings = unit.many(Meeting, {item.meeting_id for item in wanted})
    for item in wanted:
        meeting = meetings.get(item.meeting_id)
        if meeting is None or meeting.deleted_at is not None or item.deleted_at is not None:
            continue
        line = agenda_view(unit, meeting).line(item.id)
        day = meeting_day(meeting)
        label = line.label if line is not None and line.number else "TOP"
        words = f"{word} {meeting.title}".strip()
        if day is not None and " am " not in meeting.title:
            words += f", {format_date(day)}"
        found.append((day.isoformat() if day else "", Related("agenda_item", item.id, item.title, label, words)))
    return [entry for _, entry in sorted(found, key=_first, reverse=True)]


def _first(entry: tuple[str, Related]) -> str:
    return entry[0]
