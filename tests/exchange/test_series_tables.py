"""Figures out of tables: years across, years down, one value per line; odd cells are named."""

import pytest

from coordinator_app.exchange.series_tables import ReadValue, SeriesFile, read_series, read_value
from coordinator_app.exchange.tables import read_bytes


def read(text: str) -> SeriesFile:
    return read_series(read_bytes(text.encode("utf-8"), "werte.csv"))


def test_years_across_with_keys_and_areas() -> None:
    found = read(
        "Tabelle 1: Straftaten;;;;\n"
        "Schlüssel;Straftat;Gebiet;2023;2024;2025\n"
        "0100;Mord 1);Mühlwerda;-;1;.\n"
        "3***00;Diebstahl;Mühlwerda;1.250;1 180 r;viele\n"
        ";;;;;\n"
        ";Summe;Mühlwerda;1;2;3\n"
    )
    first, second, total = found.series
    assert (first.key, first.title, first.area) == ("0100", "Mord", "Mühlwerda")
    assert first.values["2023"] == ReadValue(0.0, "im Original „–“ (nichts vorhanden)")
    assert first.values["2025"].value is None
    assert (second.key, second.values["2023"].value) == ("3***00", 1250.0)
    assert second.values["2024"] == ReadValue(1180.0, "im Original mit „r“")
    assert "2025" not in second.values
    assert [(problem.place, problem.text[:7]) for problem in found.problems] == [("F4", "„viele“")]
    assert total.title == "Summe"


def test_years_down_with_several_columns() -> None:
    found = read("Jahr;Einwohner;Fälle je 1000\n2023;17.450;21,4\n2024;17.401;20,9\nQuelle: Amt;;\n")
    assert [(series.title, series.values["2024"].value) for series in found.series] == [
        ("Einwohner", 17401.0),
        ("Fälle je 1000", 20.9),
    ]
    assert found.problems[0].place == "A4"


def test_a_first_column_of_periods_needs_no_word_for_them() -> None:
    found = read(";Fälle;Versuche\n2019;1950;2001\n2020;1999;2003\n")
    assert [(series.title, series.values["2019"].value) for series in found.series] == [
        ("Fälle", 1950.0),
        ("Versuche", 2001.0),
    ]


def test_one_value_per_line() -> None:
    found = read(
        "Kennzahl;Gebiet;Jahr;Wert;Einheit\n"
        "Straftaten;Mitte;2024;1950;Fälle\nStraftaten;Mitte;2025;2000;Fälle\nStraftaten;Nord;2025;12;Fälle\n"
        "Straftaten;Nord;2025;13;Fälle\n"
    )
    assert [(series.area, series.unit, len(series.values)) for series in found.series] == [
        ("Mitte", "Fälle", 2),
        ("Nord", "Fälle", 1),
    ]
    assert "mehrfach" in found.problems[0].text


def test_a_sheet_without_periods_is_named() -> None:
    found = read("Name;Ort\nMüller;Mitte\nMeier;Nord\n")
    assert found.series == []
    assert "Keine Zeiträume" in found.problems[0].text


def test_a_line_without_words_is_named() -> None:
    found = read("Straftat;2024;2025\n;1;2\nRaub;3;4\n")
    assert [series.title for series in found.series] == ["Raub"]
    assert found.problems[0].text == "Die Zeile hat keine Bezeichnung."


@pytest.mark.parametrize(
    ("cell", "value"),
    [(None, None), (3, ReadValue(3.0)), ("x", ReadValue(None, "Angabe nicht sinnvoll")), (float("inf"), "Die Zahl")],
)
def test_cells_become_values(cell: object, value: object) -> None:
    found = read_value(cell)  # pyright: ignore[reportArgumentType] # cells of several types
    assert found == value or (isinstance(found, str) and found.startswith(str(value)))
