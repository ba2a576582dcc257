"""What earlier meetings left to do: the content of the items „Beschlusskontrolle“ and „Offene Aufgaben“."""

from datetime import date

from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.meetings import AgendaItem, Meeting
from coordinator_app.domain.minutes_content import ControlContent
from coordinator_app.domain.resolutions import UNFINISHED, Resolution, ResolutionState
from coordinator_app.domain.tasks import OPEN_TASKS, Task, TaskState
from coordinator_app.services.meeting_reads import meeting_day
from coordinator_app.services.tasks import TaskView, by_urgency, task_views
from coordinator_app.storage.unit_of_work import ReadUnit


def control_lines(unit: ReadUnit, meeting: Meeting, item: AgendaItem) -> tuple[ControlContent, ...]:
    """The lines of a control item, () for any other."""
    if item.item_type is ItemType.RESOLUTION_CONTROL:
        return _resolutions(unit, meeting)
    if item.item_type is ItemType.OPEN_TASKS:
        return _tasks(unit, meeting)
    return ()


def controlled_resolutions(unit: ReadUnit, meeting: Meeting) -> list[Resolution]:
    """Adopted before this meeting, and unfinished or finished since the meeting before: those are listed once more."""
    day = meeting_day(meeting)
    since = _last_day(unit, meeting)
    found = [
        entry
        for entry in unit.find(Resolution, body_id=meeting.body_id, state=ResolutionState.ADOPTED)
        if entry.meeting_id != meeting.id
        and (day is None or entry.decided_on is None or entry.decided_on < day)
        and (entry.implementation in UNFINISHED or _finished_after(entry, since))
    ]
    return sorted(found, key=_by_number)


def controlled_tasks(unit: ReadUnit, meeting: Meeting) -> list[TaskView]:
    """Set before this meeting: all that are open, and those finished since they were reported last."""
    found = unit.find(Task, body_id=meeting.body_id, state=tuple(OPEN_TASKS))
    for reported in (None, meeting.id):
        found += unit.find(Task, body_id=meeting.body_id, state=TaskState.DONE, reported_in_id=reported)
    return task_views(unit, sorted((task for task in found if task.meeting_id != meeting.id), key=by_urgency))


def _resolutions(unit: ReadUnit, meeting: Meeting) -> tuple[ControlContent, ...]:
    found = controlled_resolutions(unit, meeting)
    people = unit.titles("person", [entry.responsible_id for entry in found])
    organisations = unit.titles("organisation", [entry.responsible_organisation_id for entry in found])
    return tuple(
        ControlContent(
            number=entry.number,
            title=entry.title,
            responsible=people.get(entry.responsible_id or 0, "")
            or organisations.get(entry.responsible_organisation_id or 0, ""),
            due=entry.due_on,
            state=entry.implementation.label,
            report=entry.report.strip(),
        )
        for entry in found
    )


def _tasks(unit: ReadUnit, meeting: Meeting) -> tuple[ControlContent, ...]:
    return tuple(
        ControlContent(
            title=view.task.title,
            responsible=view.responsible,
            due=view.task.due_on,
            state=view.task.state.label,
            report=view.task.result.strip() if view.task.state is TaskState.DONE else "",
        )
        for view in controlled_tasks(unit, meeting)
    )


def _finished_after(entry: Resolution, since: date | None) -> bool:
    """What was finished on the day of the last meeting stands in its minutes already."""
    return entry.implemented_on is not None and since is not None and entry.implemented_on > since


def _last_day(unit: ReadUnit, meeting: Meeting) -> date | None:
    last = unit.get(Meeting, meeting.previous_id) if meeting.previous_id else None
    return meeting_day(last) if last else None


def _by_number(entry: Resolution) -> tuple[str, int]:
    return (str(entry.decided_on or ""), entry.sequence or 0)
