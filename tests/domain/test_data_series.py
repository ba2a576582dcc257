"""Periods, breaks, comparisons in words."""

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import NBSP
from coordinator_app.domain.data_series import (
    Break,
    DataPoint,
    PeriodKind,
    kind_of_period,
    latest_in_words,
    period_text,
    read_breaks,
    read_period,
    segments,
    split_footnote,
)


@pytest.mark.parametrize(
    ("text", "period", "words"),
    [
        ("2025", "2025", "2025"),
        (" Jahr 2025 ", "2025", "2025"),
        ("2025 1)", "2025", "2025"),
        ("3. Quartal 2025", "2025-Q3", "3. Quartal 2025"),
        ("Q3/2025", "2025-Q3", "3. Quartal 2025"),
        ("2025-Q3", "2025-Q3", "3. Quartal 2025"),
        ("07/2025", "2025-07", "Juli 2025"),
        ("2025-7", "2025-07", "Juli 2025"),
        ("Juli 2025", "2025-07", "Juli 2025"),
        ("Mär. 2025", "2025-03", "März 2025"),
        ("31.12.2025", "2025-12-31", "31.12.2025"),
        ("2025-12-31", "2025-12-31", "31.12.2025"),
    ],
)
def test_a_period_is_read_and_spoken(text: str, period: str, words: str) -> None:
    assert read_period(text) == period
    assert period_text(period) == words
    assert read_period(words) == period


@pytest.mark.parametrize("text", ["", "412", "1899", "13/2025", "Foo 2025", "31.02.2025", "5. Quartal 2025", "25"])
def test_other_texts_are_no_period(text: str) -> None:
    assert read_period(text) == ""


@pytest.mark.parametrize(
    ("period", "kind"),
    [
        ("2025", PeriodKind.YEAR),
        ("2025-Q1", PeriodKind.QUARTER),
        ("2025-01", PeriodKind.MONTH),
        ("2025-01-01", PeriodKind.DAY),
    ],
)
def test_a_period_has_its_kind(period: str, kind: PeriodKind) -> None:
    assert kind_of_period(period) is kind


def test_breaks_are_read_in_order_and_cut_the_line() -> None:
    breaks = read_breaks("2023: neue Software\n\n2021: neue Erfassung")
    assert breaks == (Break("2021", "neue Erfassung"), Break("2023", "neue Software"))
    points = [DataPoint(period=str(year), value=1.0) for year in (2024, 2019, 2020, 2021)]
    assert [[point.period for point in piece] for piece in segments(points, breaks)] == [
        ["2019", "2020"],
        ["2021"],
        ["2024"],
    ]


@pytest.mark.parametrize("text", ["2021", "2021:", "irgendwann: neu"])
def test_a_break_without_period_or_reason_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="je Zeile den Zeitraum"):
        read_breaks(text)


@pytest.mark.parametrize(
    ("values", "breaks", "words"),
    [
        ({}, (), "Noch kein Wert."),
        ({"2024": None}, (), "Noch kein Wert."),
        ({"2025": 412.0}, (), "2025: 412 Fälle."),
        ({"2024": 400.0, "2025": 412.0}, (), f"2025: 412 Fälle, 12 mehr als 2024 (+3{NBSP}%)."),
        ({"2024": 400.0, "2025": 300.0}, (), f"2025: 300 Fälle, 100 weniger als 2024 (−25{NBSP}%)."),
        ({"2024": 19.0, "2025": 20.5}, (), "2025: 20,5 Fälle, 1,5 mehr als 2024."),
        ({"2024": 4.0, "2025": 4.0}, (), "2025: 4 Fälle, wie 2024."),
        (
            {"2024": 400.0, "2025": 412.0},
            (Break("2025", "neue Erfassung"),),
            "2025: 412 Fälle; mit 2024 nicht vergleichbar (neue Erfassung).",
        ),
    ],
)
def test_the_newest_value_is_compared_in_words(
    values: dict[str, float | None], breaks: tuple[Break, ...], words: str
) -> None:
    points = [DataPoint(period=period, value=value) for period, value in values.items()]
    assert latest_in_words(points, breaks, "Fälle") == words


@pytest.mark.parametrize(
    ("text", "parts"), [("412 3)", ("412", "3)")), ("412", ("412", "")), ("Diebstahl**", ("Diebstahl", "**"))]
)
def test_footnotes_are_set_apart(text: str, parts: tuple[str, str]) -> None:
    assert split_footnote(text) == parts
