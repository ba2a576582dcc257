"""Vectors of the invitation period and of working days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.deadlines import (
    DayCount,
    check_meeting_day,
    is_working_day,
    latest_dispatch,
    meeting_day_note,
    next_working_day,
)
from coordinator_app.services.public_holidays import holidays_around

C, W = DayCount.CALENDAR, DayCount.WORKING
TODAY = date(2026, 11, 26)  # a Thursday


@pytest.mark.parametrize(
    ("meeting", "days", "count", "latest"),
    [
        (date(2026, 11, 26), 14, C, date(2026, 11, 12)),
        (date(2026, 11, 26), 10, W, date(2026, 11, 11)),  # Buß- und Bettag on the 18th
        (date(2026, 5, 19), 10, W, date(2026, 5, 4)),  # Himmelfahrt on the 14th
        (date(2026, 10, 15), 14, C, date(2026, 10, 1)),
        (date(2026, 10, 15), 0, W, date(2026, 10, 15)),
    ],
)
def test_invitation_period_counts_back(meeting: date, days: int, count: DayCount, latest: date) -> None:
    assert latest_dispatch(meeting, days, count, holidays_around(meeting)) == latest


def test_saxon_holidays_are_no_working_days() -> None:
    holidays = holidays_around(date(2026, 11, 18))
    assert not is_working_day(date(2026, 11, 18), holidays)
    assert is_working_day(date(2026, 11, 19), holidays)
    assert not is_working_day(date(2026, 11, 21), holidays)
    assert next_working_day(date(2026, 5, 14), holidays) == date(2026, 5, 15)
    assert next_working_day(date(2026, 5, 16), holidays) == date(2026, 5, 18)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 40))
def test_working_days_never_come_later_than_calendar_days(meeting: date, days: int) -> None:
    holidays = frozenset({date(2026, 11, 18), date(2026, 5, 14)})
    found = latest_dispatch(meeting, days, W, holidays)
    assert found <= latest_dispatch(meeting, days, C)
    assert is_working_day(found, holidays)


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2126, 5, 5)])
def test_a_slip_of_the_year_is_refused(day: date) -> None:
    check_meeting_day(TODAY, TODAY)
    check_meeting_day(date(2010, 3, 4), TODAY)
    with pytest.raises(UserError, match="Jahreszahl"):
        check_meeting_day(day, TODAY)


def test_the_day_of_a_meeting_is_commented_not_refused() -> None:
    assert meeting_day_note(TODAY, TODAY) == ""
    assert "nachträglich" in meeting_day_note(date(2026, 11, 25), TODAY)
    told = meeting_day_note(date(2026, 12, 26), TODAY, "Zweiter Weihnachtstag", date(2026, 12, 28))
    assert told == "Sa, 26.12.2026 ist kein Werktag (Zweiter Weihnachtstag). Nächster Werktag: Mo, 28.12.2026."
    assert meeting_day_note(date(2026, 12, 26), TODAY, "Samstag") == "Sa, 26.12.2026 ist kein Werktag (Samstag)."
