"""Periods of reports: their words, the one before, what lies in them; numbers too small for the public."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.projects import Project, ProjectStatus
from coordinator_app.domain.report_period import Period, ran_in, touches
from coordinator_app.domain.small_numbers import counts_people, is_small, told

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "label", "words", "before"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "2025", "im Jahr 2025", "2024"),
        (date(2024, 1, 1), date(2025, 12, 31), "2024–2025", "in den Jahren 2024 und 2025", "2022–2023"),
        (date(2023, 1, 1), date(2025, 12, 31), "2023–2025", "in den Jahren 2023 bis 2025", "2020–2022"),
        (
            *(date(2025, 7, 1), date(2026, 6, 30), "01.07.2025–30.06.2026"),
            *("vom 01.07.2025 bis zum 30.06.2026", "01.07.2024–30.06.2025"),
        ),
        (
            *(date(2025, 3, 10), date(2025, 3, 19), "10.03.2025–19.03.2025"),
            *("vom 10.03.2025 bis zum 19.03.2025", "28.02.2025–09.03.2025"),
        ),
    ],
)
def test_period_in_words_and_the_one_before(start: date, end: date, label: str, words: str, before: str) -> None:
    period = Period(start, end)
    assert (period.label, period.words, period.before.label) == (label, words, before)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 900))
def test_period_before_ends_the_day_before_and_both_share_no_day(start: date, days: int) -> None:
    period = Period(start, date.fromordinal(start.toordinal() + days))
    before = period.before
    assert before.end.toordinal() == start.toordinal() - 1
    assert before.start <= before.end
    assert not before.holds(start)
    assert period.holds(start)
    assert period.holds(period.end)


def test_the_first_year_of_time_has_days_before_it_counted() -> None:
    assert Period(date(2, 1, 1), date(2, 12, 31)).before == Period(date(1, 1, 1), date(1, 12, 31))
    assert not YEAR.holds(None)
    assert YEAR.is_one_year
    assert not Period(date(2024, 1, 1), date(2025, 12, 31)).is_one_year


@pytest.mark.parametrize(
    ("status", "start", "end", "expected"),
    [
        (ProjectStatus.RUNNING, date(2024, 1, 1), None, True),
        (ProjectStatus.RUNNING, None, None, True),
        (ProjectStatus.RUNNING, date(2026, 1, 1), None, False),
        (ProjectStatus.COMPLETED, date(2024, 1, 1), date(2025, 1, 1), True),
        (ProjectStatus.COMPLETED, date(2024, 1, 1), date(2024, 12, 31), False),
        (ProjectStatus.DORMANT, date(2024, 1, 1), None, False),
        (ProjectStatus.PLANNING, date(2025, 1, 1), date(2025, 6, 1), False),
    ],
)
def test_projects_at_work_in_a_period(
    status: ProjectStatus, start: date | None, end: date | None, expected: bool
) -> None:
    assert ran_in(Project(title="x", status=status, start=start, end=end), YEAR) is expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, False),
        (None, date(2025, 1, 1), True),
        (None, date(2024, 12, 31), False),
        (date(2025, 12, 31), None, True),
        (date(2026, 1, 1), None, False),
        (date(2024, 5, 1), date(2026, 5, 1), True),
    ],
)
def test_times_that_touch_a_period(start: date | None, end: date | None, expected: bool) -> None:
    assert touches(start, end, YEAR) is expected


@pytest.mark.parametrize(
    ("value", "public", "words"),
    [
        (0, True, "0"),
        (1, True, "unter 5"),
        (4, True, "unter 5"),
        (5, True, "5"),
        (3, False, "3"),
        (1200, True, "1.200"),
    ],
)
def test_small_counts_are_not_told_to_the_public(value: int, public: bool, words: str) -> None:
    assert told(value, public=public) == words


def test_what_counts_as_small_and_as_people() -> None:
    assert [is_small(value) for value in (None, 0, 0.5, 4, 5)] == [False, False, True, True, False]
    assert counts_people("Fälle")
    assert counts_people("Teilnehmende je Kurs")
    assert not counts_people("€")
