"""Recorded crime: keys as text, rates with their population and warnings, means without gaps."""

import pytest

from coordinator_app.domain.data_series import Measure
from coordinator_app.domain.recorded_crime import (
    NEVER_ADDED,
    caveat_of,
    is_pks_key,
    mean_of_years,
    pks_key,
    population_for,
    rate_in_words,
    rate_lines,
    rate_notes,
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("------", "------"),
        ("----", "----"),
        ("010000", "010000"),
        ("10000", "010000"),  # a spreadsheet took the nought away
        ("10000,0", "010000"),
        ("0100", "0100"),
        ("3***00", "3***00"),
        ("435*00", "435*00"),
        (" 674000 ", "674000"),
        ("Quelle: BKA", ""),
        ("1", ""),
        ("***", ""),
        ("2025", "2025"),
    ],
)
def test_keys_stay_text(text: str, key: str) -> None:
    assert pks_key(text) == key
    assert is_pks_key(text) is (text == key and key != "")


def test_rate_takes_the_population_of_the_end_of_the_year_before() -> None:
    population = {"2023-12-31": 20_000.0, "2024": 10_000.0, "2026": 5_000.0}
    lines = rate_lines({"2024": 100.0, "2025": 12.0, "2026": 10.0, "2024-07": 9.0, "2022": 1.0}, population)
    assert [(line.period, line.population_of, line.rate, line.sure) for line in lines] == [
        ("2024", "2023-12-31", 500.0, True),
        ("2025", "2024", 120.0, False),
        ("2026", "2026", 200.0, False),
    ]
    assert [line.step for line in lines] == [5.0, 10.0, 20.0]


def test_one_case_in_a_small_town_moves_the_rate_by_fourteen() -> None:
    line = rate_lines({"2025": 3.0}, {"2024": 7_300.0})[0]
    assert round(line.step, 1) == 13.7
    assert round(10 * line.step) == 137


@pytest.mark.parametrize(
    ("year", "population", "expected"),
    [
        ("2025", {"2024-12-31": 1, "2024": 2, "2025": 3}, "2024-12-31"),
        ("2025", {"2024": 2, "2025-12-31": 4}, "2024"),
        ("2025", {"2025-12-31": 4, "2025": 3}, "2025-12-31"),
        ("2025", {"2025": 3}, "2025"),
        ("2025", {"2023": 3}, None),
    ],
)
def test_population_of_a_year(year: str, population: dict[str, float], expected: str | None) -> None:
    assert population_for(year, population) == expected


def test_a_population_of_nought_gives_no_rate() -> None:
    assert rate_lines({"2025": 3.0}, {"2024": 0.0}) == []


def test_notes_name_base_small_numbers_and_commuters() -> None:
    ends = {"2023-12-31": 17_000.0, "2024-12-31": 17_000.0}
    notes = rate_notes(rate_lines({"2024": 8.0, "2025": 7.0}, ends), 100_000)
    assert notes[0] == "Fälle je 100.000 Einwohner, Einwohner am 31.12. des Vorjahres."
    assert "(2024 und 2025)" in notes[1]
    assert "um 5,9" in notes[1]
    assert "Pendler" in notes[2]
    sure = rate_notes(rate_lines({"2025": 700.0}, {"2024": 17_000.0}, 1_000), 1_000)
    assert sure[0] == "Fälle je 1.000 Einwohner, Einwohner des Vorjahres."
    assert len(sure) == 2
    assert rate_notes([], 100_000) == []


def test_notes_name_years_whose_population_is_their_own() -> None:
    mixed = rate_notes(rate_lines({"2024": 80.0, "2025": 70.0}, {"2023": 9_000.0, "2025": 9_100.0}), 100_000)
    assert mixed[0].endswith("Einwohner des Vorjahres, für 2025 des gleichen Jahres.")
    own = rate_notes(rate_lines({"2025": 70.0}, {"2025-12-31": 9_100.0}), 100_000)
    assert own[0].endswith("Einwohner (31.12.2025).")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"2023": 3.0, "2024": 4.0, "2025": 8.0}, (5.0, "2023 bis 2025")),
        ({"2021": 90.0, "2023": 3.0, "2024": 4.0, "2025": 8.0}, (5.0, "2023 bis 2025")),
        ({"2022": 3.0, "2024": 4.0, "2025": 8.0}, None),
        ({"2024": 4.0, "2025": 8.0}, None),
        ({"2025-Q1": 1.0, "2025-Q2": 1.0, "2025-Q3": 1.0}, None),
    ],
)
def test_mean_needs_years_without_a_gap(values: dict[str, float], expected: tuple[float, str] | None) -> None:
    assert mean_of_years(values) == expected


def test_small_numbers_stand_in_brackets() -> None:
    few, one, many = rate_lines(
        {"2023": 12.0, "2024": 1.0, "2025": 300.0}, {"2022": 20_000, "2023": 20_000, "2024": 20_000}
    )
    assert rate_in_words(few, 100_000) == "2023: 12\u00a0Fälle, (60) je 100.000 Einwohner"
    assert rate_in_words(one, 100_000) == "2024: 1\u00a0Fall, (5) je 100.000 Einwohner"
    assert rate_in_words(many, 100_000) == "2025: 300\u00a0Fälle, 1.500 je 100.000 Einwohner"


def test_persons_and_rates_are_never_added_and_say_so() -> None:
    assert all("nicht addieren" in caveat_of(measure) for measure in NEVER_ADDED)
    assert caveat_of(Measure.CASES) == ""
