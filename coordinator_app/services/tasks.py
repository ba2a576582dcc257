"""Tasks: quick entry with dates in words, states with history, what is open for whom."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import WEEKDAYS
from coordinator_app.domain.day_words import parse_day
from coordinator_app.domain.meetings import AgendaItem, Meeting, MeetingState
from coordinator_app.domain.recurrence import Rhythm, following, in_words, read_rule, write_rule
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.sentences import due_phrase
from coordinator_app.domain.tasks import (
    OPEN_TASKS,
    Task,
    TaskEvent,
    TaskState,
    Urgency,
    check_dates,
    check_task,
    copy_of,
    urgency,
)
from coordinator_app.services import task_steps
from coordinator_app.services.meeting_reads import editable_meeting, meeting_day, next_meeting_day
from coordinator_app.services.public_holidays import holidays_around
from coordinator_app.storage.queries.tasks import TaskCounts, task_counts, who_is_responsible
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit

if TYPE_CHECKING:
    from coordinator_app.services.several_tasks import SeveralTasks


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


@dataclass(frozen=True, slots=True)
class Repetition:
    """How a task comes back; `rest_day` tells when the next date is no working day („ist ein Feiertag“), else ""."""

    rhythm: Rhythm
    words: str
    next_day: date | None
    rest_day: str


class Tasks:
    """Use cases around tasks; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def several(self) -> "SeveralTasks":
        """What is done to several tasks at once."""
        from coordinator_app.services.several_tasks import SeveralTasks

        return SeveralTasks(self._store)

    def create(self, *, title: str, due: str = "", rhythm: Rhythm = Rhythm.ONCE, **values: Any) -> int:
        """A task (fields of `Task`); `due` may be written in words („in 2 Wochen“, „bis zum nächsten KPR“)."""
        with self._store.write("Aufgabe angelegt") as unit:
            check_task(title, values.get("priority", 3), values.get("source_kind", ""))
            if due.strip():
                values["due_on"] = _day(unit, due, values.get("body_id"))
            task = Task(title=title.strip(), **values)
            if rhythm is not Rhythm.ONCE:
                task = replace(task, recurrence=_rule(rhythm, task.due_on))
            check_dates(task.due_on, task.recurrence, task.remind_days)
            return task_steps.add(unit, task)

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

    def create_from(self, source_kind: str, source_id: int, **values: Any) -> int:
        """A task that comes from a record; one from a resolution is followed up by its body."""
        if source_kind == "resolution":
            with self._store.read() as unit:
                found = unit.get(Resolution, source_id)
            values = {"body_id": found.body_id, "public": found.public, **values}
        return self.create(source_kind=source_kind, source_id=source_id, **values)

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
        """Change fields of a task; its state has its own method. Date and people enter the history."""
        with self._store.write("Aufgabe geändert") as unit:
            task = unit.get(Task, id)
            if "state" in values:
                raise ValueError(values)
            check_task(values.get("title", task.title), values.get("priority", task.priority), "")
            if isinstance(values.get("due_on"), str):
                values["due_on"] = _day(unit, values["due_on"], task.body_id)
            check_dates(
                values.get("due_on", task.due_on),
                values.get("recurrence", task.recurrence),
                values.get("remind_days", task.remind_days),
            )
            task_steps.change(unit, task, version, values)

    def set_rhythm(self, id: int, rhythm: Rhythm) -> None:
        """Let a task come back, counted from its date; another rhythm begins anew with the date it has now."""
        with self._store.write("Wiederholung geändert") as unit:
            task = unit.get(Task, id)
            rule = _rule(rhythm, task.due_on)
            unit.change(Task, id, None, recurrence=rule)
            found = read_rule(rule)
            task_steps.note(unit, id, f"Wiederholung: {in_words(found) if found else Rhythm.ONCE.label}")

    def repetition(self, task: Task) -> Repetition | None:
        """How a task comes back and when next; None for one that does not."""
        series = read_rule(task.recurrence)
        if series is None:
            return None
        day = following(series, max(today(self._store.clock), task.due_on or date.min))
        return Repetition(series.rhythm, in_words(series), day, _rest_day(day) if day else "")

    def set_state(self, id: int, state: TaskState, text: str = "", *, meeting_id: int | None = None) -> int | None:
        """Another state with a word about it; „verworfen“ needs a reason. The step enters the history.

        Finishing a task that comes back makes the next one in the same step; its id is returned.
        """
        with self._store.write(f"Aufgabe {state.label}") as unit:
            return task_steps.set_state(unit, unit.get(Task, id), state, text, meeting_id)

    def hand_over(
        self, id: int, *, person_id: int | None = None, organisation_id: int | None = None, text: str = ""
    ) -> None:
        """Somebody else is responsible from now on; who had it before stands in the history."""
        self.several.hand_over([id], person_id=person_id, organisation_id=organisation_id, text=text)

    def duplicate(self, id: int) -> int:
        """A new open task like this one, without its history."""
        with self._store.write("Aufgabe kopiert") as unit:
            return task_steps.add(unit, copy_of(unit.get(Task, id)), "Aufgabe kopiert")

    def comment(self, id: int, text: str, *, meeting_id: int | None = None) -> None:
        """A word in the history without another state."""
        with self._store.write("Verlauf ergänzt") as unit:
            task_steps.note(unit, unit.get(Task, id).id, text, meeting_id)

    def history(self, id: int) -> list[TaskEvent]:
        """What happened to a task, oldest first."""
        with self._store.read() as unit:
            return unit.find(TaskEvent, task_id=id, order="happened_at")

    def discard(self, id: int) -> None:
        """Move a task to the Papierkorb."""
        with self._store.write("Aufgabe gelöscht") as unit:
            unit.discard(Task, id)

    def departed(self, task: Task) -> str:
        """What to tell when who is responsible is no longer there; "" when there is nothing to tell."""
        if task.person_id is None or task.state not in OPEN_TASKS:
            return ""
        with self._store.read() as unit:
            words = task_steps.departed(unit, [task.person_id]).get(task.person_id, "")
            name = unit.title("person", task.person_id) or "Wer verantwortlich war,"  # the Papierkorb hides names
            return f"{name} {words}." if words else ""

    def counts(self) -> TaskCounts:
        """Whether there are tasks, how many are open and overdue."""
        with self._store.read() as unit:
            return task_counts(unit, today(unit.clock))

    def responsibles(self) -> list[tuple[int, str]]:
        """Who has tasks, for filters: people by their id, organisations by the negative one."""
        with self._store.read() as unit:
            return who_is_responsible(unit)

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

    def open_of_organisation(self, organisation_id: int) -> list[TaskView]:
        """What an organisation (as such or with one of its people) still has to do, the most urgent first."""
        with self._store.read() as unit:
            found = unit.find(Task, organisation_id=organisation_id, state=tuple(OPEN_TASKS))
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
            urgency(task.due_on, task.state, day, task.remind_days),
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


def _rule(rhythm: Rhythm, due: date | None) -> str:
    if rhythm is Rhythm.ONCE:
        return ""
    if due is None:
        raise UserError(
            "Bitte geben Sie zuerst eine Frist ein: Die Wiederholung rechnet von ihr aus.", help_topic="aufgaben"
        )
    return write_rule(rhythm, due)


def _rest_day(day: date) -> str:
    """Only told, never moved: many things are due on a Sunday."""
    if day in holidays_around(day):
        return "ist ein Feiertag"
    return "" if day.weekday() < 5 else f"ist ein {WEEKDAYS[day.weekday()]}"
