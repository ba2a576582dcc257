"""German texts, dates and numbers: written, sorted, searched and read."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common import german
from coordinator_app.common.errors import UserError

N = german.NBSP


# ---------------------------------------------------------------- sorting and searching


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Zwickau", "Äpfel", "Apfel", "apfel"], ["Äpfel", "Apfel", "apfel", "Zwickau"]),
        (["Straße 10", "Strasse 9", "STRASSE 1"], ["STRASSE 1", "Strasse 9", "Straße 10"]),
        (["„Wir“ e. V.", "Verein", "(Alt)"], ["(Alt)", "Verein", "„Wir“ e. V."]),
        (["Éclair", "Eber", "Efeu"], ["Eber", "Éclair", "Efeu"]),
    ],
)
def test_sort_key_orders_as_german_lists_do(names: list[str], expected: list[str]) -> None:
    assert sorted(names, key=german.sort_key) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Straße", "strasse"),
        ("ÄÖÜ", "aeoeue"),
        ("Café", "cafe"),
        ("Łódź", "lodz"),
        ("a\u0308", "ae"),
        ("plain", "plain"),
    ],
)
def test_search_form(text: str, expected: str) -> None:
    assert german.search_form(text) == expected


def test_search_text_holds_both_forms_of_words_with_umlauts() -> None:
    assert german.search_text(["Prävention", "", "vor  Ort"]) == "praevention vor ort pravention"
    assert german.search_text(["Straße"]) == "strasse"
    assert german.search_text([]) == ""


def test_search_words_drops_punctuation() -> None:
    assert german.search_words(' „Straßen-Fest“, (2.) a_b" ') == ["strassen", "fest", "2", "a", "b"]


@given(st.text(max_size=60))
def test_every_way_to_write_a_word_finds_it(text: str) -> None:
    stored = german.search_text([text])
    for word in german.search_words(text):
        assert word in stored


@given(st.text(max_size=60))
def test_keys_are_in_lower_case_and_sorting_twice_changes_nothing(text: str) -> None:
    key = german.sort_key(text)
    assert key == key.lower()
    assert german.search_form(german.search_form(text)) == german.search_form(text)


# ---------------------------------------------------------------- writing


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (german.format_date(date(2026, 1, 2)), "02.01.2026"),
        (german.format_date(None), ""),
        (german.format_weekday_date(date(2026, 11, 26)), "Do, 26.11.2026"),
        (german.format_weekday_date(None), ""),
        (german.format_long_date(date(2026, 3, 1)), f"1.{N}März 2026"),
        (german.format_long_date(None), ""),
        (german.format_time(datetime(2026, 11, 26, 16, 2, tzinfo=UTC)), f"17:02{N}Uhr"),
        (german.format_time(datetime(2026, 7, 1, 16, 2, tzinfo=UTC)), f"18:02{N}Uhr"),
        (german.format_time(time(9, 5)), f"09:05{N}Uhr"),
        (german.format_time(None), ""),
        (german.format_time_span(time(17, 0), time(19, 30)), f"17:00–19:30{N}Uhr"),
        (german.format_time_span(time(17, 0), None), f"ab 17:00{N}Uhr"),
        (german.format_date_time(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)), f"01.01.2027, 00:30{N}Uhr"),
        (german.format_date_time(None), ""),
        (german.format_integer(1234567), "1.234.567"),
        (german.format_integer(-12), "−12"),
        (german.format_integer(None), ""),
        (german.format_decimal(1234.5), "1.234,5"),
        (german.format_decimal(1234.5, fixed=True), "1.234,50"),
        (german.format_decimal(-0.001), "0"),
        (german.format_decimal(-2.25, 1), "−2,2"),
        (german.format_decimal(7.0), "7"),
        (german.format_decimal(None), ""),
        (german.format_percent(0.125, 1), f"12,5{N}%"),
        (german.format_percent(1), f"100{N}%"),
        (german.format_percent(None), ""),
        (german.format_money(123450), f"1.234,50{N}€"),
        (german.format_money(-5), f"−0,05{N}€"),
        (german.format_money(None), ""),
        (german.format_size(3_400_000), f"3,4{N}MB"),
        (german.format_size(12_300), f"12{N}KB"),
        (german.format_size(3), f"1{N}KB"),
        (german.plural(1, "Sitzung", "Sitzungen"), "1 Sitzung"),
        (german.plural(0, "Sitzung", "Sitzungen"), "0 Sitzungen"),
        (german.due_words(-1), "überfällig seit 1 Tag"),
        (german.due_words(1), "morgen fällig"),
        (german.due_words(12), "in 12 Tagen"),
        (german.plural(1200, "Sitzung", "Sitzungen"), "1.200 Sitzungen"),
        (german.enumerate_words([]), ""),
        (german.enumerate_words(["A"]), "A"),
        (german.enumerate_words(["A", "B"]), "A und B"),
        (german.enumerate_words(["A", "B", "C"], "oder"), "A, B oder C"),
    ],
)
def test_written_forms(written: str, expected: str) -> None:
    assert written == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Niederschrift 4. Sitzung: „Licht“", "Niederschrift 4. Sitzung „Licht“"),
        ('a/b\\c?d*e|f"g<h>i', "a b c d e f g h i"),
        ("  ..x.. ", "x"),
        ("", "Ohne Namen"),
        ("///", "Ohne Namen"),
        ("CON", "_CON"),
        ("lpt1.txt", "_lpt1.txt"),
        ("nul .txt", "_nul .txt"),
        ("COM¹", "_COM¹"),
        ("conin$", "_conin$"),
        ("Kontor", "Kontor"),
        ("a" * 300, "a" * 120),
        ("ä" * 300, "ä" * 105),
        ("😀" * 300, "😀" * 52),
        ("Sitzung " * 40, ("Sitzung " * 15).strip()),
        ("Straßenlaterne " * 40, ("Straßenlaterne " * 8).strip()),
        ("x " + "y" * 200, "x " + "y" * 118),
        ("tab\tneu\nzeile\x00", "tab neu zeile"),
    ],
)
def test_file_names_are_safe_on_every_system(text: str, expected: str) -> None:
    assert german.file_name(text) == expected


# ---------------------------------------------------------------- reading


@pytest.mark.parametrize(
    ("reader", "typed", "expected"),
    [
        (german.parse_time, "17:02", time(17, 2)),
        (german.parse_time, "17.02 Uhr", time(17, 2)),
        (german.parse_time, f"17:02{N}Uhr", time(17, 2)),
        (german.parse_time, "1702", time(17, 2)),
        (german.parse_time, "9h", time(9, 0)),
        (german.parse_time, "17 Uhr", time(17, 0)),
        (german.parse_time, "9h30", time(9, 30)),
        (german.parse_decimal, "1.234,5", 1234.5),
        (german.parse_decimal, "12.5", 12.5),
        (german.parse_decimal, "-3", -3.0),
        (german.parse_decimal, "−0,5", -0.5),
        (german.parse_integer, "1.234", 1234),
        (german.parse_integer, f"12{N}345", 12345),
        (german.parse_integer, "+7", 7),
        (german.parse_integer, "7,00", 7),
        (german.parse_money, "1.234,50 €", 123450),
        (german.parse_money, "12,5", 1250),
        (german.parse_money, "€ 300", 30000),
        (german.parse_money, "300 EUR", 30000),
        (german.parse_money, "300 Euro", 30000),
        (german.parse_money, "300,–", 30000),
        (german.parse_money, "300,-- €", 30000),
        (german.parse_money, "-0,05", -5),
        (german.parse_money, "1234.5", 123450),
        (german.parse_money, "1,230", 123),
    ],
)
def test_numbers_and_times_people_type(reader: Callable[[str], Any], typed: str, expected: Any) -> None:
    assert reader(typed) == expected


@pytest.mark.parametrize("reader", [german.parse_time, german.parse_decimal, german.parse_integer, german.parse_money])
@pytest.mark.parametrize("typed", ["", "  ", N])
def test_empty_is_missing(reader: Callable[[str], Any], typed: str) -> None:
    assert reader(typed) is None


@pytest.mark.parametrize(
    ("reader", "typed", "words"),
    [
        (german.parse_time, "25:00", "ist keine Uhrzeit"),
        (german.parse_time, "17:60", "ist keine Uhrzeit"),
        (german.parse_time, "abends", "ist keine Uhrzeit"),
        (german.parse_decimal, "viel", "ist keine Zahl"),
        (german.parse_decimal, "1,2,3", "ist keine Zahl"),
        (german.parse_decimal, "1.23.4", "ist keine Zahl"),
        (german.parse_decimal, "9" * 16, "ist keine Zahl"),
        (german.parse_integer, "1,5", "keine ganze Zahl"),
        (german.parse_money, "1,234", "mehr als zwei Nachkommastellen"),
        (german.parse_money, "zwölf", "ist keine Zahl"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(reader: Callable[[str], Any], typed: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as told:
        reader(typed)
    assert f"„{typed}“" in told.value.text


@given(st.integers(-(10**13), 10**13))
def test_written_amounts_are_read_back(cents: int) -> None:
    assert german.parse_money(german.format_money(cents)) == cents
    assert german.parse_integer(german.format_integer(cents)) == cents


@given(st.text(max_size=30))
def test_no_text_at_all_breaks_the_readers(typed: str) -> None:
    for reader in (german.parse_time, german.parse_decimal, german.parse_integer, german.parse_money):
        with suppress(UserError):
            reader(typed)


@pytest.mark.parametrize(
    ("number", "words", "often"),
    [
        (0, "null Bedarfe", "0-mal"),
        (1, "ein Bedarf", "einmal"),
        (12, "zwölf Bedarfe", "zwölfmal"),
        (13, "13 Bedarfe", "13-mal"),
    ],
)
def test_small_numbers_in_words(number: int, words: str, often: str) -> None:
    assert (german.counted(number, "ein Bedarf", "Bedarfe"), german.times(number)) == (words, often)


def test_words_at_the_start_of_a_sentence_and_single_numbers() -> None:
    assert german.sentence_start("drei Bedarfe") == "Drei Bedarfe"
    assert german.sentence_start("") == ""
    assert [german.in_words(number, "eine") for number in (0, 1, 2, 1200)] == ["null", "eine", "zwei", "1.200"]
