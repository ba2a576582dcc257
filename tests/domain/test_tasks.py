"""Urgency and states of tasks."""

from datetime import date

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.recurrence import Rhythm, write_rule
from coordinator_app.domain.tasks import (
    Task,
    TaskState,
    Urgency,
    check_dates,
    check_state,
    check_task,
    copy_of,
    handed_over,
    next_of,
    parse_shift,
    urgency,
)

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("due", "state", "expected"),
    [
        (None, TaskState.OPEN, Urgency.NONE),
        (date(2026, 11, 25), TaskState.OPEN, Urgency.OVERDUE),
        (date(2026, 11, 25), TaskState.DONE, Urgency.SETTLED),
        (None, TaskState.DROPPED, Urgency.SETTLED),
        (DAY, TaskState.WAITING, Urgency.DUE),
        (date(2026, 12, 3), TaskState.IN_PROGRESS, Urgency.SOON),
        (date(2026, 12, 4), TaskState.OPEN, Urgency.LATER),
    ],
)
def test_urgency_of_a_day(due: date | None, state: TaskState, expected: Urgency) -> None:
    assert urgency(due, state, DAY) is expected


def test_task_needs_words_and_a_known_priority() -> None:
    check_task("Angebot nachfordern", 3, "agenda_item")
    check_task("Angebot nachfordern", 3, "")
    with pytest.raises(UserError, match="was zu tun ist"):
        check_task("  ", 3, "")
    for priority in (0, 6):
        with pytest.raises(UserError, match="zwischen 1"):
            check_task("x", priority, "")
    with pytest.raises(ValueError, match="moon"):
        check_task("x", 3, "moon")


def test_dropping_needs_a_reason() -> None:
    check_state(TaskState.OPEN, TaskState.DONE, "")
    check_state(TaskState.OPEN, TaskState.DROPPED, "nicht mehr nötig")
    with pytest.raises(UserError, match="warum die Aufgabe verworfen"):
        check_state(TaskState.OPEN, TaskState.DROPPED, " ")
    with pytest.raises(UserError, match="schon auf „offen“"):
        check_state(TaskState.OPEN, TaskState.OPEN, "")


def test_repetition_needs_a_date_and_reminders_a_number() -> None:
    rule = write_rule(Rhythm.MONTHLY, DAY)
    check_dates(DAY, rule, 0)
    check_dates(None, "", 365)
    with pytest.raises(UserError, match="zuerst eine Frist"):
        check_dates(None, rule, 7)
    with pytest.raises(UserError, match="nicht lesbar"):
        check_dates(DAY, "RRULE", 7)
    for days in (-1, 366, None):
        with pytest.raises(UserError, match="0 bis 365"):
            check_dates(DAY, "", days)


@pytest.mark.parametrize(
    ("due", "done", "expected"),
    [
        (DAY, date(2026, 11, 20), date(2026, 12, 26)),
        (DAY, date(2027, 2, 27), date(2027, 3, 26)),
        (date(2026, 12, 1), DAY, date(2026, 12, 26)),
        (None, DAY, date(2026, 12, 26)),
    ],
)
def test_the_next_one_comes_behind_date_and_finishing(due: date | None, done: date, expected: date) -> None:
    task = Task(
        id=7,
        title="Bericht",
        due_on=due,
        recurrence=write_rule(Rhythm.MONTHLY, DAY),
        meeting_id=3,
        source_kind="agenda_item",
        source_id=5,
        state=TaskState.DONE,
        result="fertig",
        contributors=(1, 2),
    )
    found = next_of(task, done)
    assert found is not None
    assert (found.due_on, found.repeats_id, found.state, found.result) == (expected, 7, TaskState.OPEN, "")
    assert (found.meeting_id, found.source_id, found.contributors) == (None, 5, (1, 2))


def test_what_does_not_come_back_has_no_next_one() -> None:
    assert next_of(Task(id=7, title="Bericht", due_on=DAY), DAY) is None
    last = Task(id=7, title="x", due_on=date.max, recurrence=write_rule(Rhythm.YEARLY, date.max))
    assert next_of(last, DAY) is None


def test_a_copy_begins_anew() -> None:
    task = Task(id=7, title="Bericht", due_on=DAY, recurrence="x", result="fertig", state=TaskState.DONE, person_id=4)
    found = copy_of(task)
    assert (found.title, found.due_on, found.person_id) == ("Bericht", DAY, 4)
    assert (found.recurrence, found.result, found.state, found.id) == ("", "", TaskState.OPEN, 0)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Jens Hempel", "Petra Nitzsche", "Übergeben von Jens Hempel an Petra Nitzsche"),
        ("", "Jens Hempel", "Übernommen von Jens Hempel"),
        ("Jens Hempel", "", "Nicht mehr bei Jens Hempel"),
    ],
)
def test_handing_over_in_words(old: str, new: str, words: str) -> None:
    assert handed_over(old, new) == words


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("um 2 Wochen", 14),
        ("um einen Tag", 1),
        ("um eine Woche", 7),
        ("+3 Tage", 3),
        ("+ 1 Tag", 1),
        ("in 2 Wochen", None),
        ("26.11.", None),
        ("", None),
    ],
)
def test_spans_to_put_off_by(text: str, days: int | None) -> None:
    found = parse_shift(text)
    assert (found.days if found else None) == days


def test_a_span_beyond_ten_years_is_refused() -> None:
    with pytest.raises(UserError, match="höchstens zehn Jahre"):
        parse_shift("um 999 Wochen")
