"""Rhythms of tasks: their text, the next date (held against dateutil), their words."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.recurrence import Rhythm, Series, following, in_words, read_rule, write_rule

REPEATING = [rhythm for rhythm in Rhythm if rhythm is not Rhythm.ONCE]
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))


@given(st.sampled_from(REPEATING), days, st.integers(min_value=-400, max_value=4000))
def test_next_day_is_that_of_the_written_rule(rhythm: Rhythm, start: date, offset: int) -> None:
    after = start + timedelta(days=offset)
    oracle = rrulestr(write_rule(rhythm, start)).after(datetime.combine(after, time()))
    assert oracle is not None
    assert following(Series(rhythm, start), after) == oracle.date()


@given(st.sampled_from(REPEATING), days)
def test_a_written_rule_is_read_again(rhythm: Rhythm, start: date) -> None:
    assert read_rule(write_rule(rhythm, start)) == Series(rhythm, start)


@given(st.sampled_from(REPEATING), days)
def test_days_of_a_series_only_grow(rhythm: Rhythm, start: date) -> None:
    day: date | None = start
    for _ in range(6):
        assert day is not None
        before, day = day, following(Series(rhythm, start), day)
        assert day is not None
        assert day > before


@pytest.mark.parametrize(
    ("rhythm", "start", "after", "expected"),
    [
        (Rhythm.WEEKLY, date(2026, 11, 26), date(2026, 11, 26), date(2026, 12, 3)),
        (Rhythm.FORTNIGHTLY, date(2026, 11, 26), date(2026, 12, 5), date(2026, 12, 10)),
        (Rhythm.MONTHLY, date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 28)),
        (Rhythm.MONTHLY, date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)),
        (Rhythm.MONTH_END, date(2026, 6, 15), date(2026, 6, 15), date(2026, 6, 30)),
        (Rhythm.QUARTERLY, date(2026, 11, 30), date(2026, 11, 30), date(2027, 2, 28)),
        (Rhythm.QUARTERLY, date(2026, 1, 31), date(2026, 5, 5), date(2026, 7, 31)),
        (Rhythm.HALF_YEARLY, date(2026, 8, 31), date(2026, 8, 31), date(2027, 2, 28)),
        (Rhythm.YEARLY, date(2024, 2, 29), date(2024, 2, 29), date(2025, 2, 28)),
        (Rhythm.YEARLY, date(2024, 2, 29), date(2027, 3, 1), date(2028, 2, 29)),
        (Rhythm.YEARLY, date(2026, 12, 24), date(2026, 1, 1), date(2026, 12, 24)),
        (Rhythm.WEEKLY, date(2026, 11, 26), date(2026, 1, 1), date(2026, 11, 26)),
        (Rhythm.YEARLY, date(9999, 5, 1), date(9999, 5, 1), None),
        (Rhythm.WEEKLY, date(9999, 12, 30), date(9999, 12, 30), None),
    ],
)
def test_next_day(rhythm: Rhythm, start: date, after: date, expected: date | None) -> None:
    assert following(Series(rhythm, start), after) == expected


def test_once_has_no_rule() -> None:
    assert write_rule(Rhythm.ONCE, date(2026, 1, 1)) == ""
    assert read_rule(" ") is None


@pytest.mark.parametrize(
    "text", ["morgen", "DTSTART:20260231\nRRULE:FREQ=WEEKLY;INTERVAL=1", "DTSTART:20260228\nRRULE:FREQ=DAILY"]
)
def test_a_foreign_rule_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="nicht lesbar"):
        read_rule(text)


@pytest.mark.parametrize(
    ("rhythm", "start", "expected"),
    [
        (Rhythm.WEEKLY, date(2026, 11, 26), "jede Woche am Donnerstag"),
        (Rhythm.FORTNIGHTLY, date(2026, 11, 27), "alle zwei Wochen am Freitag"),
        (Rhythm.MONTHLY, date(2026, 11, 15), "jeden Monat am 15."),
        (Rhythm.MONTHLY, date(2026, 1, 31), "jeden Monat am 31., sonst am Monatsletzten"),
        (Rhythm.MONTH_END, date(2026, 1, 31), "jeden Monat am Monatsende"),
        (Rhythm.QUARTERLY, date(2026, 1, 10), "jedes Vierteljahr am 10."),
        (Rhythm.YEARLY, date(2026, 9, 1), "jedes Jahr am 1. September"),
        (Rhythm.YEARLY, date(2024, 2, 29), "jedes Jahr am 29. Februar, sonst am 28."),
    ],
)
def test_rhythm_in_words(rhythm: Rhythm, start: date, expected: str) -> None:
    assert in_words(Series(rhythm, start)) == expected
