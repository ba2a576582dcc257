"""Urgency and states of tasks."""

from datetime import date

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.tasks import TaskState, Urgency, check_state, check_task, urgency

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
