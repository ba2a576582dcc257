"""Where tasks come from, in words for lists and letters: meeting with TOP, resolution, project, need."""

from collections.abc import Iterable, Sequence

from coordinator_app.common.german import format_date
from coordinator_app.domain.meetings import AgendaItem, Meeting
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.tasks import Task
from coordinator_app.services.agenda import agenda_view
from coordinator_app.services.meeting_reads import meeting_day
from coordinator_app.storage.unit_of_work import ReadUnit

_WORDS = {
    "project": "Projekt",
    "need": "Bedarf",
    "concern": "Anliegen",
    "interaction": "Kontakt",
    "priority": "Priorität",
    "priority_round": "Priorisierung",
    "meeting": "Sitzung",
    "grant": "Förderung",
    "deadline": "Frist",
    "site_walk_finding": "Befund der Begehung",
    "process_step": "Prozessschritt",
}


def origins(unit: ReadUnit, tasks: Sequence[Task]) -> dict[int, str]:
    """„4. Sitzung der Lenkungsgruppe, 26.11.2026, TOP 5, Beschluss 2026/10“ by id of the task; "" for none."""
    items = unit.many(AgendaItem, _sources(tasks, "agenda_item"))
    resolutions = unit.many(Resolution, _sources(tasks, "resolution"))
    decided = _numbers_of_items(unit, list(items))
    meeting_ids = {task.meeting_id for task in tasks if task.meeting_id}
    meeting_ids |= {item.meeting_id for item in items.values()}
    meeting_ids |= {found.meeting_id for found in resolutions.values() if found.meeting_id}
    meetings = unit.many(Meeting, sorted(meeting_ids))
    labels = _labels(unit, {item.meeting_id for item in items.values()})
    titles = {kind: unit.titles(kind, _sources(tasks, kind)) for kind in _WORDS}
    found: dict[int, str] = {}
    for task in tasks:
        source = task.source_id or 0
        if task.source_kind == "agenda_item" and source in items:
            parts = [meeting_words(meetings.get(items[source].meeting_id)), labels.get(source, "")]
            parts += [f"Beschluss {decided[source]}"] if source in decided else []
        elif task.source_kind == "resolution" and source in resolutions:
            resolution = resolutions[source]
            named = f"Beschluss {resolution.number or f'„{resolution.title}“'}"
            parts = [named, meeting_words(meetings.get(resolution.meeting_id or 0))]
        elif source in titles.get(task.source_kind, {}):
            parts = [f"{_WORDS[task.source_kind]} „{titles[task.source_kind][source]}“"]
        else:
            parts = [meeting_words(meetings.get(task.meeting_id or 0))]
        found[task.id] = ", ".join(filter(None, parts))
    return found


def meeting_words(meeting: Meeting | None) -> str:
    """Title of a meeting with its day; "" for none."""
    if meeting is None:
        return ""
    day = meeting_day(meeting)
    return meeting.title if day is None or " am " in meeting.title else f"{meeting.title}, {format_date(day)}"


def item_label(unit: ReadUnit, item: AgendaItem) -> str:
    """„TOP 4.2“; "" for a heading."""
    return _labels(unit, {item.meeting_id}).get(item.id, "")


def _sources(tasks: Iterable[Task], kind: str) -> list[int]:
    return sorted({task.source_id for task in tasks if task.source_kind == kind and task.source_id})


def _labels(unit: ReadUnit, meeting_ids: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for meeting in unit.many(Meeting, sorted(meeting_ids)).values():
        found |= {line.id: line.label for line in agenda_view(unit, meeting).lines}
    return found


def _numbers_of_items(unit: ReadUnit, item_ids: Sequence[int]) -> dict[int, str]:
    """Number of the (first) resolution decided under each item."""
    found: dict[int, str] = {}
    for start in range(0, len(item_ids), 400):
        chunk = tuple(item_ids[start : start + 400])
        for each in unit.find(Resolution, agenda_item_id=chunk, order="-sequence"):
            if each.number and each.agenda_item_id:
                found[each.agenda_item_id] = each.number
    return found
