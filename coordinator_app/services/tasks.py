"""Tasks: quick entry with dates in words, states with history, what is open for whom."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.domain.day_words import parse_day
from coordinator_app.domain.meetings import AgendaItem, Meeting, MeetingState
from coordinator_app.domain.sentences import due_phrase
from coordinator_app.domain.tasks import (
    OPEN_TASKS,
    Task,
    TaskEvent,
    TaskState,
    Urgency,
    check_state,
    check_task,
    urgency,
)
from coordinator_app.services.meeting_reads import editable_meeting, meeting_day, next_meeting_day
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task with the name of who is responsible, and how it stands against its date."""

    task: Task
    responsible: str
    urgency: Urgency
    due: str

    @property
    def id(self) -> int:
        """Id of the task."""
        return self.task.id


class Tasks:
    """Use cases around tasks; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(self, *, title: str, due: str = "", **values: Any) -> int:
        """A task (fields of `Task`); `due` may be written in words („in 2 Wochen“, „bis zum nächsten KPR“)."""
        with self._store.write("Aufgabe angelegt") as unit:
            check_task(title, values.get("priority", 3), values.get("source_kind", ""))
            if due.strip():
                values["due_on"] = _day(unit, due, values.get("body_id"))
            task_id = unit.add(Task(title=title.strip(), **values))
            state = values.get("state", TaskState.OPEN)
            unit.add(
                TaskEvent(
                    task_id=task_id,
                    happened_at=unit.clock.now(),
                    text="Aufgabe angelegt",
                    new_state=state,
                    meeting_id=values.get("meeting_id"),
                )
            )
            return task_id

    def create_in_item(self, item_id: int, *, title: str, due: str = "", **values: Any) -> int:
        """A Festlegung under an agenda item; „bis zum nächsten KPR“ counts from the day of that meeting."""
        with self._store.write("Festlegung angelegt") as unit:
            item = unit.get(AgendaItem, item_id)
            meeting = editable_meeting(unit, item.meeting_id)
            if due.strip():
                values["due_on"] = _day(unit, due, meeting.body_id, meeting)
            return self.create(
                title=title,
                body_id=meeting.body_id,
                source_kind="agenda_item",
                source_id=item_id,
                meeting_id=meeting.id,
                topic_id=item.topic_id,
                public=item.public,
                **values,
            )

    def parse_due(self, text: str, *, body_id: int | None = None, meeting_id: int | None = None) -> date | None:
        """The day meant by words, for showing it while they are typed; `UserError` when they mean none."""
        with self._store.read() as unit:
            meeting = unit.get(Meeting, meeting_id) if meeting_id else None
            return _day(unit, text, meeting.body_id if meeting else body_id, meeting)

    def get(self, id: int) -> Task:
        """One task."""
        with self._store.read() as unit:
            return unit.get(Task, id)

    def update(self, id: int, version: int | None, **values: Any) -> None:
        """Change fields of a task; its state has its own method."""
        with self._store.write("Aufgabe geändert") as unit:
            task = unit.get(Task, id)
            if "state" in values:
                raise ValueError(values)
            check_task(values.get("title", task.title), values.get("priority", task.priority), "")
            if isinstance(values.get("due_on"), str):
                values["due_on"] = _day(unit, values["due_on"], task.body_id)
            unit.change(Task, id, version, **values)

    def set_state(self, id: int, state: TaskState, text: str = "", *, meeting_id: int | None = None) -> None:
        """Another state with a word about it; „verworfen“ needs a reason. The step enters the history."""
        with self._store.write(f"Aufgabe {state.label}") as unit:
            task = unit.get(Task, id)
            check_state(task.state, state, text)
            closing = state not in OPEN_TASKS
            values: dict[str, Any] = {"state": state, "done_on": today(unit.clock) if closing else None}
            if closing and text.strip():
                values["result"] = text.strip()
            if not closing:
                values["reported_in_id"] = None
            unit.change(Task, id, None, **values)
            unit.add(
                TaskEvent(
                    task_id=id,
                    happened_at=unit.clock.now(),
                    text=text.strip(),
                    old_state=task.state,
                    new_state=state,
                    meeting_id=meeting_id,
                )
            )

    def comment(self, id: int, text: str, *, meeting_id: int | None = None) -> None:
        """A word in the history without another state."""
        with self._store.write("Verlauf ergänzt") as unit:
            task = unit.get(Task, id)
            event = TaskEvent(task_id=task.id, happened_at=unit.clock.now(), text=text.strip(), meeting_id=meeting_id)
            unit.add(event)

    def history(self, id: int) -> list[TaskEvent]:
        """What happened to a task, oldest first."""
        with self._store.read() as unit:
            return unit.find(TaskEvent, task_id=id, order="happened_at")

    def discard(self, id: int) -> None:
        """Move a task to the Papierkorb."""
        with self._store.write("Aufgabe gelöscht") as unit:
            unit.discard(Task, id)

    def of_source(self, source_kind: str, source_id: int) -> list[TaskView]:
        """The tasks that came from a record, in the order they were set."""
        with self._store.read() as unit:
            found = unit.find(Task, source_kind=source_kind, source_id=source_id, order="id")
            return task_views(unit, found)

    def of_meeting(self, meeting_id: int) -> list[TaskView]:
        """The tasks set in a meeting, in the order they were set."""
        with self._store.read() as unit:
            return task_views(unit, unit.find(Task, meeting_id=meeting_id, order="id"))

    def open_of_body(self, body_id: int) -> list[TaskView]:
        """What a body still waits for, the most urgent first."""
        with self._store.read() as unit:
            found = unit.find(Task, body_id=body_id, state=tuple(OPEN_TASKS))
            return task_views(unit, sorted(found, key=by_urgency))

    def open_of_person(self, person_id: int) -> list[TaskView]:
        """What a person still has to do, the most urgent first."""
        with self._store.read() as unit:
            found = unit.find(Task, person_id=person_id, state=tuple(OPEN_TASKS))
            return task_views(unit, sorted(found, key=by_urgency))


def by_urgency(task: Task) -> tuple[date, int, int]:
    """Order of open tasks: date, then priority; those without a date last."""
    return (task.due_on or date.max, task.priority, task.id)


def task_views(unit: ReadUnit, tasks: list[Task]) -> list[TaskView]:
    """Tasks with names and their standing today."""
    day = today(unit.clock)
    people = unit.titles("person", [task.person_id for task in tasks])
    organisations = unit.titles("organisation", [task.organisation_id for task in tasks])
    return [
        TaskView(
            task,
            ", ".join(
                filter(None, (people.get(task.person_id or 0, ""), organisations.get(task.organisation_id or 0, "")))
            ),
            urgency(task.due_on, task.state, day),
            due_phrase(task.due_on, day) if task.state in OPEN_TASKS else "",
        )
        for task in tasks
    ]


def _day(unit: ReadUnit, words: str, body_id: int | None, meeting: Meeting | None = None) -> date | None:
    """Words count from the day of a running meeting (minutes are often typed later), else from today."""
    start = today(unit.clock)
    if meeting is not None and meeting.state in (MeetingState.RUNNING, MeetingState.HELD):
        start = meeting_day(meeting) or start
    following = next_meeting_day(unit, body_id, start) if body_id else None
    if following is None and meeting is not None:
        following = meeting.next_meeting_on
    return parse_day(words, start, "future", following)
