"""Dates, amounts, counts and lists as people write them."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.exchange.tables import Cell
from coordinator_app.exchange.values import (
    Level,
    is_nothing,
    is_permanent,
    read_date,
    read_decimal,
    read_integer,
    read_money,
    read_yes_no,
    split_values,
)


@pytest.mark.parametrize(
    ("cell", "start", "end", "level", "keep"),
    [
        (date(2021, 10, 9), date(2021, 10, 9), date(2021, 10, 9), Level.PLAIN, False),
        (datetime(2021, 10, 9, 12, 0), date(2021, 10, 9), date(2021, 10, 9), Level.PLAIN, False),  # noqa: DTZ001
        ("24.04.2024", date(2024, 4, 24), date(2024, 4, 24), Level.INFO, False),
        ("25.4.23", date(2023, 4, 25), date(2023, 4, 25), Level.INFO, False),
        ("9/10/2021", date(2021, 10, 9), date(2021, 10, 9), Level.WARNING, True),
        ("2021-10-09", date(2021, 10, 9), date(2021, 10, 9), Level.INFO, False),
        ("9. Oktober 2021", date(2021, 10, 9), date(2021, 10, 9), Level.INFO, False),
        ("2021", date(2021, 1, 1), date(2021, 12, 31), Level.INFO, True),
        (2021, date(2021, 1, 1), date(2021, 12, 31), Level.INFO, True),
        ("2020 (?)", date(2020, 1, 1), date(2020, 12, 31), Level.WARNING, True),
        ("ca. 2020", date(2020, 1, 1), date(2020, 12, 31), Level.WARNING, True),
        ("seit 2019", date(2019, 1, 1), date(2019, 12, 31), Level.INFO, True),
        ("Ende 2020", date(2020, 1, 1), date(2020, 12, 31), Level.WARNING, True),
        ("Okt. 2021", date(2021, 10, 1), date(2021, 10, 31), Level.INFO, True),
        ("02/2024", date(2024, 2, 1), date(2024, 2, 29), Level.INFO, True),
        ("3. Quartal 2021", date(2021, 7, 1), date(2021, 9, 30), Level.INFO, True),
        ("2023/24", date(2023, 1, 1), date(2024, 12, 31), Level.INFO, True),
        ("ca. 1.5.2024", date(2024, 5, 1), date(2024, 5, 1), Level.WARNING, True),
        (44478, date(2021, 10, 9), date(2021, 10, 9), Level.INFO, False),
        ("offen", None, None, Level.INFO, True),
        ("k. A.", None, None, Level.INFO, False),
        ("31.02.2025", None, None, Level.ERROR, True),
        ("Juni/Juli", None, None, Level.ERROR, True),
        ("Ma 2024", None, None, Level.ERROR, True),
        ("Winterpause", None, None, Level.ERROR, True),
        ("9.10.1021", None, None, Level.ERROR, True),
        ("2024/20", None, None, Level.ERROR, True),
        ("13/2024", None, None, Level.ERROR, True),
        (7, None, None, Level.ERROR, True),
        (date(1900, 1, 1), None, None, Level.ERROR, True),
        (None, None, None, Level.PLAIN, False),
    ],
)
def test_dates_in_many_spellings(cell: Cell, start: date | None, end: date | None, level: Level, keep: bool) -> None:
    first, last = read_date(cell, is_end=False), read_date(cell, is_end=True)
    assert (first.value, last.value) == (start, end)
    assert (first.level, first.keep) == (level, keep)
    assert bool(first.message) == (level is not Level.PLAIN)


@pytest.mark.parametrize("text", ["dauerhaft", "fortlaufend", "unbefristet", "dauerhaftes Angebot"])
def test_permanent_words_are_no_dates(text: str) -> None:
    assert read_date(text, is_end=True).permanent
    assert is_permanent(text)


@pytest.mark.parametrize("text", ["k. A.", "k.A.", "keine Angabe", "-", "–", "?", "n/a", "unbekannt"])
def test_missing_marks_are_nothing(text: str) -> None:
    assert is_nothing(text)
    assert read_money(text).value is None


@pytest.mark.parametrize(
    ("cell", "cents", "level"),
    [
        (12500, 1_250_000, Level.PLAIN),
        (0.1, 10, Level.PLAIN),
        ("0,00", 0, Level.INFO),
        ("12.500,00 €", 1_250_000, Level.INFO),
        ("12.500", 1_250_000, Level.INFO),
        ("12 500,50", 1_250_050, Level.INFO),
        ("12,5", 1_250, Level.INFO),
        ("12.5", 1_250, Level.INFO),
        ("1,234.56", 123_456, Level.INFO),
        ("1.250.000", 125_000_000, Level.INFO),
        ("0,125", 13, Level.INFO),
        ("5 TEUR", 500_000, Level.INFO),
        ("1,3 Mio. €", 130_000_000, Level.INFO),
        ("EUR 300,-", 30_000, Level.INFO),
        ("300,--", 30_000, Level.INFO),
        ("ca. 5.000 €", 500_000, Level.WARNING),
        ("-5", None, Level.ERROR),
        ("-5,00 €", None, Level.ERROR),
        (-5, None, Level.ERROR),
        (float("nan"), None, Level.ERROR),
        ("10.000 (Land 8.000)", None, Level.ERROR),
        ("beantragt", None, Level.ERROR),
        ("9" * 20, None, Level.ERROR),
        (None, None, Level.PLAIN),
    ],
)
def test_amounts_in_many_spellings(cell: Cell, cents: int | None, level: Level) -> None:
    reading = read_money(cell)
    assert (reading.value, reading.level) == (cents, level)


@pytest.mark.parametrize(
    ("cell", "value", "level"),
    [
        (120, 120, Level.PLAIN),
        ("1.200", 1200, Level.PLAIN),
        ("ca. 120 Personen", 120, Level.WARNING),
        ("k. A.", None, Level.INFO),
        ("viele", None, Level.ERROR),
        (None, None, Level.PLAIN),
    ],
)
def test_counts(cell: Cell, value: int | None, level: Level) -> None:
    reading = read_integer(cell)
    assert (reading.value, reading.level) == (value, level)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("ja", True), (True, True), ("x", True), ("nein", False), ("k. A.", False), ("oft", None), ("", None)],
)
def test_yes_and_no(cell: Cell, value: bool | None) -> None:
    assert read_yes_no(cell).value is value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Ordnungsamt; Polizei", ("Ordnungsamt", "Polizei")),
        ('Jugendliche, "junge Erwachsene"', ("Jugendliche", "junge Erwachsene")),
        ("Schüler/innen, Lehrkräfte", ("Schüler/innen", "Lehrkräfte")),
        ("Kinder/Jugendliche", ("Kinder", "Jugendliche")),
        ("Ordnung und Sauberkeit / Nutzungskonflikte", ("Ordnung und Sauberkeit", "Nutzungskonflikte")),
        ("SMS (Land, Bund)", ("SMS (Land, Bund)",)),
        ('("a"), b', ("(a)", "b")),
        ("A\nB\nA", ("A", "B")),
        ("", ()),
    ],
)
def test_several_values_in_one_cell(text: str, values: tuple[str, ...]) -> None:
    assert split_values(text) == values


def test_commas_may_belong_to_a_name() -> None:
    assert split_values("Stadtverwaltung, sozialer Bereich", commas=False) == ("Stadtverwaltung, sozialer Bereich",)


@given(st.text(max_size=25))
def test_no_text_breaks_a_reader_or_disappears(text: str) -> None:
    for reading in (read_date(text, is_end=False), read_money(text), read_integer(text), read_yes_no(text)):
        known = reading.value is not None or reading.permanent or reading.keep
        assert known or not text.split() or is_nothing(" ".join(text.split()))
    split_values(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mo, 25.04.2022", date(2022, 4, 25)),
        ("Montag, 25. April 2022", date(2022, 4, 25)),
        ("07/25/2021", date(2021, 7, 25)),
        ("July 25, 2021", date(2021, 7, 25)),
        ("25 July 2021", date(2021, 7, 25)),
        ("25-Dec-21", date(2021, 12, 25)),
        ("3rd March 2021", date(2021, 3, 3)),
        ("2021-07-25T00:00:00", date(2021, 7, 25)),
        (20210725, date(2021, 7, 25)),
    ],
)
def test_days_in_other_spellings_are_read(text: Any, day: date) -> None:
    assert read_date(text, is_end=False).value == day


def test_a_day_that_may_be_two_is_told() -> None:
    reading = read_date("03/04/2021", is_end=False)
    assert (reading.value, reading.level, reading.keep) == (date(2021, 4, 3), Level.WARNING, True)
    assert read_date("04/04/2021", is_end=False).level is Level.INFO
    assert read_date(20211399, is_end=False).level is Level.ERROR


@pytest.mark.parametrize(
    ("text", "cents", "level"),
    [
        ("12,500", 1_250_000, Level.WARNING),
        ("12,500.00", 1_250_000, Level.INFO),
        ("1,250,000", 125_000_000, Level.INFO),
        ("0,500", 50, Level.INFO),
        ("12.500", 1_250_000, Level.INFO),
    ],
)
def test_english_thousands_are_read(text: str, cents: int, level: Level) -> None:
    reading = read_money(text)
    assert (reading.value, reading.level) == (cents, level)


@pytest.mark.parametrize(
    ("text", "value"), [("12,5", 12.5), ("1.250,5", 1250.5), ("14 %", 14.0), (3, 3.0), ("k. A.", None)]
)
def test_decimals_are_read(text: Any, value: float | None) -> None:
    assert read_decimal(text).value == value
    assert read_decimal("viel").level is Level.ERROR
