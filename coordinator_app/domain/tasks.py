"""Tasks (Festlegungen): who does what by when, with their history; overdue is computed, never stored."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.recurrence import following, read_rule
from coordinator_app.domain.vocabulary import Vocabulary


class TaskState(Vocabulary):
    """Where a task stands."""

    OPEN = "open", "offen"
    IN_PROGRESS = "in_progress", "in Arbeit"
    WAITING = "waiting", "wartet"
    DONE = "done", "erledigt"
    DROPPED = "dropped", "verworfen"


OPEN_TASKS = frozenset({TaskState.OPEN, TaskState.IN_PROGRESS, TaskState.WAITING})
MOST_REMIND_DAYS = 365
MOST_SHIFT_DAYS = 3660
SOURCE_KINDS = frozenset(
    {"meeting", "agenda_item", "resolution", "project", "need", "priority", "priority_round"}
    | {"grant", "deadline", "site_walk_finding", "process_step", "concern", "interaction"}
)


class Urgency(Vocabulary):
    """How a task stands against its due date."""

    NONE = "none", "ohne Frist"
    LATER = "later", "später"
    SOON = "soon", "bald fällig"
    DUE = "due", "heute fällig"
    OVERDUE = "overdue", "überfällig"
    SETTLED = "settled", "erledigt"


@dataclass(frozen=True, kw_only=True, slots=True)
class Task(Record):
    """A task for a person or an organisation; `source_kind`/`source_id` name the record it came from.

    `priority` 1 (very urgent) to 5; `body_id` is the body that follows it up (None = nobody's).
    """

    kind: ClassVar[str] = "task"
    label: ClassVar[str] = "Aufgabe"
    plural: ClassVar[str] = "Aufgaben"
    title_field: ClassVar[str] = "title"

    title: str = attribute("Aufgabe", required=True, searchable=True, max_length=500)
    description: str = attribute("Beschreibung", Kind.LONG_TEXT, searchable=True)
    body_id: int | None = attribute("Gremium", Kind.REFERENCE, target="body")
    source_kind: str = attribute("Art der Quelle", max_length=40, printable=False)
    source_id: int | None = attribute("Quelle", Kind.INTEGER, printable=False)
    meeting_id: int | None = attribute("Festgelegt in", Kind.REFERENCE, target="meeting")
    topic_id: int | None = attribute("Thema", Kind.REFERENCE, target="topic")
    person_id: int | None = attribute("Verantwortlich", Kind.REFERENCE, target="person")
    organisation_id: int | None = attribute("Verantwortliche Organisation", Kind.REFERENCE, target="organisation")
    contributors: tuple[int, ...] = attribute("Mitwirkend", Kind.REFERENCES, target="person")
    due_on: date | None = attribute("Frist", Kind.DATE, direction="future")
    priority: int = attribute("Dringlichkeit", Kind.INTEGER, default=3, help="1 ist sehr dringend, 5 kann warten.")
    state: TaskState = attribute("Status", Kind.CHOICE, choices=TaskState, default=TaskState.OPEN)
    done_on: date | None = attribute("Erledigt am", Kind.DATE, direction="past")
    result: str = attribute("Ergebnis", Kind.LONG_TEXT, searchable=True)
    reported_in_id: int | None = attribute("Erledigung berichtet in", Kind.REFERENCE, target="meeting", printable=False)
    public: bool = attribute("Öffentlich", Kind.YES_NO)
    recurrence: str = attribute("Wiederholung", max_length=300, printable=False)
    repeats_id: int | None = attribute("Wiederholt", Kind.REFERENCE, target="task", printable=False)
    remind_days: int = attribute("Erinnern vorher", Kind.INTEGER, default=7, unit="Tage")


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskEvent(Record):
    """One entry of a task's history; never changed afterwards."""

    kind: ClassVar[str] = "task_event"
    label: ClassVar[str] = "Verlaufseintrag"
    plural: ClassVar[str] = "Verlauf"
    title_field: ClassVar[str] = "text"

    task_id: int = attribute("Aufgabe", Kind.REFERENCE, target="task", required=True, default=0)
    happened_at: datetime | None = attribute("Zeitpunkt", Kind.DATE_TIME, direction="past")
    text: str = attribute("Text", Kind.LONG_TEXT)
    old_state: TaskState | None = attribute("Vorher", Kind.CHOICE, choices=TaskState)
    new_state: TaskState | None = attribute("Nachher", Kind.CHOICE, choices=TaskState)
    meeting_id: int | None = attribute("In Sitzung", Kind.REFERENCE, target="meeting")


def urgency(due: date | None, state: TaskState, today: date, soon_days: int = 7) -> Urgency:
    """How urgent a task is; settled ones never are."""
    if state not in OPEN_TASKS:
        return Urgency.SETTLED
    if due is None:
        return Urgency.NONE
    if due < today:
        return Urgency.OVERDUE
    if due == today:
        return Urgency.DUE
    return Urgency.SOON if due <= today + timedelta(days=soon_days) else Urgency.LATER


def check_task(title: str, priority: int | None, source_kind: str) -> None:
    """Refuse a task without words, with an unknown priority or an unknown source."""
    if not title.strip():
        raise UserError("Bitte schreiben Sie, was zu tun ist.", help_topic="aufgaben")
    if priority is None or not 1 <= priority <= 5:
        raise UserError("Die Dringlichkeit liegt zwischen 1 (sehr dringend) und 5.", help_topic="aufgaben")
    if source_kind and source_kind not in SOURCE_KINDS:
        raise ValueError(source_kind)


def check_dates(due: date | None, recurrence: str, remind_days: int | None) -> None:
    """Refuse a repetition without a date to count from, an unreadable one, and an odd number of days."""
    if read_rule(recurrence) is not None and due is None:
        raise UserError(
            "Bitte geben Sie zuerst eine Frist ein: Die Wiederholung rechnet von ihr aus.", help_topic="aufgaben"
        )
    if remind_days is None or not 0 <= remind_days <= MOST_REMIND_DAYS:
        raise UserError(
            f"An eine Frist können Sie 0 bis {MOST_REMIND_DAYS} Tage vorher erinnert werden.", help_topic="aufgaben"
        )


def check_state(state: TaskState, target: TaskState, text: str) -> None:
    """Refuse a step to the same state, and „verworfen“ without a reason."""
    if state is target:
        raise UserError(f"Die Aufgabe steht schon auf „{state.label}“.", help_topic="aufgaben")
    if target is TaskState.DROPPED and not text.strip():
        raise UserError("Bitte geben Sie an, warum die Aufgabe verworfen wird.", help_topic="aufgaben")


def next_of(task: Task, done_on: date) -> Task | None:
    """The task that follows a finished one; None for one that does not come back.

    Its date is the next of the series behind both the old date and the day of finishing: dates that went by are not
    made up for. It keeps the source, but not the meeting it was set in: the minutes of that meeting name the first
    one only.
    """
    series = read_rule(task.recurrence)
    due = following(series, max(done_on, task.due_on or done_on)) if series is not None else None
    if due is None:
        return None
    return Task(
        title=task.title,
        description=task.description,
        body_id=task.body_id,
        source_kind=task.source_kind,
        source_id=task.source_id,
        topic_id=task.topic_id,
        person_id=task.person_id,
        organisation_id=task.organisation_id,
        contributors=task.contributors,
        due_on=due,
        priority=task.priority,
        public=task.public,
        recurrence=task.recurrence,
        repeats_id=task.id,
        remind_days=task.remind_days,
    )


def copy_of(task: Task) -> Task:
    """A new open task with the same words, people and date; without history, result and repetition."""
    return Task(
        title=task.title,
        description=task.description,
        body_id=task.body_id,
        source_kind=task.source_kind,
        source_id=task.source_id,
        topic_id=task.topic_id,
        person_id=task.person_id,
        organisation_id=task.organisation_id,
        contributors=task.contributors,
        due_on=task.due_on,
        priority=task.priority,
        public=task.public,
        remind_days=task.remind_days,
    )


def handed_over(old: str, new: str) -> str:
    """How the history tells of another responsible person."""
    if old and new:
        return f"Übergeben von {old} an {new}"
    return f"Übernommen von {new}" if new else f"Nicht mehr bei {old}"


_SHIFT = re.compile(r"(?:um |\+ ?)(\d{1,4}|einen?|eine) (tag|woche)(?:en?|n)?", re.IGNORECASE)


def parse_shift(text: str) -> timedelta | None:
    """„um 2 Wochen“, „+ 3 Tage“ as a span; None for anything else, which may be a date in words."""
    match = _SHIFT.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    number = int(match[1]) if match[1].isdigit() else 1
    days = number * (7 if match[2].lower() == "woche" else 1)
    if days > MOST_SHIFT_DAYS:
        raise UserError("So weit lässt sich eine Frist nicht verschieben: höchstens zehn Jahre.", help_topic="aufgaben")
    return timedelta(days=days)
