"""Steps on tasks inside one transaction: each leaves its trace in the history."""

from collections.abc import Collection
from datetime import date
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date
from coordinator_app.domain.contacts import Affiliation, Person, PersonStatus
from coordinator_app.domain.tasks import OPEN_TASKS, Task, TaskEvent, TaskState, check_state, handed_over, next_of
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


def add(unit: WriteUnit, task: Task, words: str = "Aufgabe angelegt") -> int:
    """Store a task with the first entry of its history."""
    id = unit.add(task)
    unit.add(
        TaskEvent(
            task_id=id, happened_at=unit.clock.now(), text=words, new_state=task.state, meeting_id=task.meeting_id
        )
    )
    return id


def note(unit: WriteUnit, task_id: int, words: str, meeting_id: int | None = None) -> None:
    """An entry of the history without another state."""
    unit.add(TaskEvent(task_id=task_id, happened_at=unit.clock.now(), text=words.strip(), meeting_id=meeting_id))


def set_state(unit: WriteUnit, task: Task, state: TaskState, text: str, meeting_id: int | None) -> int | None:
    """Another state; the id of the next task when a finished one comes back (exactly once), else None."""
    check_state(task.state, state, text)
    closing = state not in OPEN_TASKS
    day = today(unit.clock)
    values: dict[str, Any] = {"state": state, "done_on": day if closing else None}
    if closing and text.strip():
        values["result"] = text.strip()
    if not closing:
        values["reported_in_id"] = None
    unit.change(Task, task.id, None, **values)
    unit.add(
        TaskEvent(
            task_id=task.id,
            happened_at=unit.clock.now(),
            text=text.strip(),
            old_state=task.state,
            new_state=state,
            meeting_id=meeting_id,
        )
    )
    return _add_next(unit, task, day) if state is TaskState.DONE else None


def _add_next(unit: WriteUnit, task: Task, day: date) -> int | None:
    """A task has one successor for ever, even when that lies in the Papierkorb or this one is finished again."""
    following = next_of(task, day)
    if following is None or unit.count(Task, deleted=None, repeats_id=task.id):
        return None
    return add(unit, following, f"Wiederholung nach „erledigt“ am {format_date(day)}")


def change(unit: WriteUnit, task: Task, version: int | None, values: dict[str, Any]) -> None:
    """Change fields; another date and another responsible person enter the history."""
    unit.change(Task, task.id, version, **values)
    due = values.get("due_on", task.due_on)
    if due != task.due_on:
        note(unit, task.id, f"Frist: {format_date(task.due_on) or 'keine'} → {format_date(due) or 'keine'}")
    person = values.get("person_id", task.person_id)
    organisation = values.get("organisation_id", task.organisation_id)
    if (person, organisation) != (task.person_id, task.organisation_id):
        old = responsible(unit, task.person_id, task.organisation_id)
        note(unit, task.id, handed_over(old, responsible(unit, person, organisation)))


def responsible(unit: ReadUnit, person_id: int | None, organisation_id: int | None) -> str:
    """Names of who is responsible, "" for nobody."""
    return ", ".join(filter(None, (unit.title("person", person_id), unit.title("organisation", organisation_id))))


def departed(unit: ReadUnit, person_ids: Collection[int]) -> dict[int, str]:
    """What to tell about people who are no longer there („ist ausgeschieden“, „ist seit 30.09.2026 nicht mehr …“)."""
    found: dict[int, str] = {}
    day = today(unit.clock)
    for person in unit.many(Person, sorted(set(person_ids))).values():
        if person.deleted_at is not None:
            found[person.id] = "liegt im Papierkorb"
        elif person.status is not PersonStatus.ACTIVE:
            found[person.id] = f"ist {person.status.label}"
        else:
            words = _left_organisation(unit.find(Affiliation, person_id=person.id, order="end"), day, unit)
            found |= {person.id: words} if words else {}
    return found


def _left_organisation(affiliations: list[Affiliation], day: date, unit: ReadUnit) -> str:
    """Somebody who works nowhere any more; people entered without any work are left alone."""
    if not affiliations or any(each.end is None or each.end >= day for each in affiliations):
        return ""
    last = affiliations[-1]
    return f"ist seit {format_date(last.end)} nicht mehr bei „{unit.title('organisation', last.organisation_id)}“"
