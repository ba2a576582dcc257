"""Days as people write them, with the direction of their field."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common import german
from coordinator_app.common.errors import UserError
from coordinator_app.domain.day_words import parse_day
from coordinator_app.domain.fields import Direction

TODAY = date(2026, 11, 26)  # a Thursday
DIRECTIONS: tuple[Direction, ...] = ("past", "nearest", "future")


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
        ("26.11", date(2026, 11, 26)),
        ("Donnerstag 10.12.", date(2026, 12, 10)),
        ("26-12-2026", date(2026, 12, 26)),
        ("26/12/26", date(2026, 12, 26)),
        ("26 12 2026", date(2026, 12, 26)),
        ("261226", date(2026, 12, 26)),
        ("26122026", date(2026, 12, 26)),
        ("1.2.70", date(1970, 2, 1)),
        ("3 Maerz 27", date(2027, 3, 3)),
        ("3. sept. 2026", date(2026, 9, 3)),
        ("+14", date(2026, 12, 10)),
        ("-7", date(2026, 11, 19)),
        ("gestern", date(2026, 11, 25)),
        ("vor 2 Wochen", date(2026, 11, 12)),
        ("vor einem Jahr", date(2025, 11, 26)),
        ("letzten Freitag", date(2026, 11, 20)),
        ("vor dem 10.12.", date(2026, 12, 10)),
        ("KW 53", date(2027, 1, 1)),
        ("bis zum nächsten KPR", date(2027, 2, 4)),
        ("bis zur nächsten Sitzung", date(2027, 2, 4)),
    ],
)
def test_words_mean_a_day(words: str, expected: date | None) -> None:
    assert parse_day(words, TODAY, "future", date(2027, 2, 4)) == expected


@pytest.mark.parametrize(
    "words", ["irgendwann", "31.02.2027", "in vielen Tagen", "in 999999 Jahren", "KW 60", "99.99."]
)
def test_words_without_a_day_are_refused_with_examples(words: str) -> None:
    with pytest.raises(UserError, match="kein erkennbares Datum"):
        parse_day(words, TODAY, "future")


def test_next_meeting_must_be_planned() -> None:
    with pytest.raises(UserError, match="keine nächste Sitzung geplant"):
        parse_day("bis zum nächsten KPR", TODAY, "future")


def test_end_of_week_on_a_weekend_is_the_next_friday() -> None:
    assert parse_day("Ende der Woche", date(2026, 11, 28), "future") == date(2026, 12, 4)
    assert parse_day("nächste Woche", date(2026, 11, 28), "future") == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("words", "past", "nearest", "future"),
    [
        ("26.03.", date(2026, 3, 26), date(2027, 3, 26), date(2027, 3, 26)),
        ("20.07.", date(2026, 7, 20), date(2026, 7, 20), date(2027, 7, 20)),
        ("26.11.", TODAY, TODAY, TODAY),
        ("27. November", date(2025, 11, 27), date(2026, 11, 27), date(2026, 11, 27)),
        ("29.02.", date(2024, 2, 29), date(2028, 2, 29), date(2028, 2, 29)),
        ("März", date(2026, 3, 31), date(2027, 3, 31), date(2027, 3, 31)),
        ("Anfang November", date(2026, 11, 1), date(2026, 11, 1), date(2026, 11, 1)),
        ("Montag", date(2026, 11, 23), date(2026, 11, 30), date(2026, 11, 30)),
        ("Donnerstag", date(2026, 11, 19), date(2026, 12, 3), date(2026, 12, 3)),
        ("KW 40", date(2026, 10, 2), date(2026, 10, 2), date(2027, 10, 8)),
        ("3. Quartal", date(2026, 9, 30), date(2026, 9, 30), date(2027, 9, 30)),
        ("seit 1.9.", date(2026, 9, 1), date(2026, 9, 1), date(2027, 9, 1)),
    ],
)
def test_a_day_without_a_year_follows_the_direction_of_its_field(
    words: str, past: date, nearest: date, future: date
) -> None:
    assert parse_day(words, TODAY, "past") == past
    assert parse_day(words, TODAY, "nearest") == nearest
    assert parse_day(words, TODAY, "future") == future


def test_fields_about_the_past_show_examples_of_the_past() -> None:
    with pytest.raises(UserError, match="vor 2 Wochen"):
        parse_day("irgendwann", TODAY, "past")


@pytest.mark.parametrize("words", ["31.02.2026", "bald", "3. ju 2026", "3. jux 2026", "in x Tagen", "KW 0"])
def test_what_is_no_day_is_told(words: str) -> None:
    with pytest.raises(UserError, match="kein erkennbares Datum"):
        parse_day(words, TODAY, "nearest")


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)))
def test_written_days_are_read_back_in_every_direction(day: date) -> None:
    for written in (german.format_date(day), german.format_weekday_date(day), german.format_long_date(day), str(day)):
        for direction in DIRECTIONS:
            assert parse_day(written, TODAY, direction) == day


@given(st.integers(1, 12), st.integers(1, 31), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_directions_keep_their_side_of_today(month: int, day: int, today: date) -> None:
    with suppress(UserError):
        past, future = parse_day(f"{day}.{month}.", today, "past"), parse_day(f"{day}.{month}.", today, "future")
        assert past is not None
        assert future is not None
        assert past <= today <= future
        assert parse_day(f"{day}.{month}.", today, "nearest") in (past, future)


@given(st.text(max_size=40), st.sampled_from(DIRECTIONS))
def test_any_text_is_a_day_or_a_sentence(text: str, direction: Direction) -> None:
    with suppress(UserError):
        found = parse_day(text, TODAY, direction)
        assert found is None or isinstance(found, date)
