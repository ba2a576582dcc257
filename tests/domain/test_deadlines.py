"""Vectors of the invitation period and of dates in words."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.deadlines import (
    DayCount,
    is_working_day,
    latest_dispatch,
    next_working_day,
    parse_date_words,
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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", None),
        ("   ", None),
        ("heute", date(2026, 11, 26)),
        ("sofort", date(2026, 11, 26)),
        ("morgen", date(2026, 11, 27)),
        ("Übermorgen", date(2026, 11, 28)),
        ("in 2 Wochen", date(2026, 12, 10)),
        ("in einer Woche", date(2026, 12, 3)),
        ("innerhalb von 3 Tagen", date(2026, 11, 29)),
        ("in zwei Monaten", date(2027, 1, 26)),
        ("in zwölf Tagen", date(2026, 12, 8)),
        ("in einem Jahr", date(2027, 11, 26)),
        ("26.11.", date(2026, 11, 26)),
        ("25.11.", date(2027, 11, 25)),
        ("bis 10.12.", date(2026, 12, 10)),
        ("spätestens bis zum 10.12.2026", date(2026, 12, 10)),
        ("26.11.26", date(2026, 11, 26)),
        ("1.3.2027", date(2027, 3, 1)),
        ("Do, 26.11.2026", date(2026, 11, 26)),
        ("29.02.", date(2028, 2, 29)),
        ("2026-12-10", date(2026, 12, 10)),
        ("26. November", date(2026, 11, 26)),
        ("3. Mrz 2027", date(2027, 3, 3)),
        ("3. Dez. 27", date(2027, 12, 3)),
        ("Montag", date(2026, 11, 30)),
        ("nächsten Donnerstag", date(2026, 12, 3)),
        ("Ende März", date(2027, 3, 31)),
        ("Ende November", date(2026, 11, 30)),
        ("Mitte Dezember", date(2026, 12, 15)),
        ("Anfang Februar 2028", date(2028, 2, 1)),
        ("Ende Februar 2028", date(2028, 2, 29)),
        ("März", date(2027, 3, 31)),
        ("Ende des Monats", date(2026, 11, 30)),
        ("Monatsende", date(2026, 11, 30)),
        ("nächsten Monat", date(2026, 12, 31)),
        ("Ende nächsten Monats", date(2026, 12, 31)),
        ("Ende der Woche", date(2026, 11, 27)),
        ("Wochenende", date(2026, 11, 27)),
        ("nächste Woche", date(2026, 12, 4)),
        ("Quartalsende", date(2026, 12, 31)),
        ("Ende nächsten Quartals", date(2027, 3, 31)),
        ("Ende kommender Woche", date(2026, 12, 4)),
        ("Jahresende", date(2026, 12, 31)),
        ("nächstes Jahr", date(2027, 12, 31)),
        ("Ende 2027", date(2027, 12, 31)),
        ("KW 49", date(2026, 12, 4)),
        ("3. KW", date(2027, 1, 22)),
        ("1. Quartal", date(2027, 3, 31)),
        ("Q4", date(2026, 12, 31)),
        ("2. Quartal 2027", date(2027, 6, 30)),
        ("bis zum nächsten KPR", date(2027, 2, 4)),
        ("bis zur nächsten Sitzung", date(2027, 2, 4)),
    ],
)
def test_words_mean_a_day(words: str, expected: date | None) -> None:
    assert parse_date_words(words, TODAY, date(2027, 2, 4)) == expected


@pytest.mark.parametrize(
    "words", ["irgendwann", "31.02.2027", "in vielen Tagen", "in 999999 Jahren", "KW 60", "99.99."]
)
def test_words_without_a_day_are_refused_with_examples(words: str) -> None:
    with pytest.raises(UserError, match="kein erkennbares Datum"):
        parse_date_words(words, TODAY)


def test_next_meeting_must_be_planned() -> None:
    with pytest.raises(UserError, match="keine nächste Sitzung geplant"):
        parse_date_words("bis zum nächsten KPR", TODAY)


def test_end_of_week_on_a_weekend_is_the_next_friday() -> None:
    assert parse_date_words("Ende der Woche", date(2026, 11, 28)) == date(2026, 12, 4)
    assert parse_date_words("nächste Woche", date(2026, 11, 28)) == date(2026, 12, 4)


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_a_sentence(text: str) -> None:
    with suppress(UserError):
        found = parse_date_words(text, TODAY)
        assert found is None or isinstance(found, date)
