"""Breaks of a meeting: how long it stood still."""

from datetime import UTC, datetime, timedelta

from coordinator_app.domain.meeting_breaks import MeetingBreak, paused, running_break

BEGIN = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)


def minute(number: int) -> datetime:
    return BEGIN + timedelta(minutes=number)


def a_break(start: int | None, end: int | None = None) -> MeetingBreak:
    return MeetingBreak(
        starts_at=None if start is None else minute(start), ends_at=None if end is None else minute(end)
    )


def test_pauses_count_as_far_as_they_lie_between_two_moments() -> None:
    breaks = [a_break(10, 20), a_break(30), a_break(None)]
    assert paused(breaks, minute(0), minute(35)) == timedelta(minutes=15)
    assert paused(breaks, minute(15), minute(25)) == timedelta(minutes=5)
    assert paused(breaks, minute(0), minute(5)) == timedelta()
    assert paused([], minute(0), minute(5)) == timedelta()


def test_the_break_that_goes_on_is_found() -> None:
    going_on = a_break(30)
    assert running_break([a_break(10, 20), going_on]) is going_on
    assert running_break([a_break(10, 20)]) is None
