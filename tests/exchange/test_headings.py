"""Headings of one and of two lines, and CSV files with broken quotes."""

import pytest

from coordinator_app.exchange.headings import find_heading, heading_at
from coordinator_app.exchange.project_columns import SUBJECT, Target
from coordinator_app.exchange.tables import Cell, Sheet, extract, read_bytes

TWO_LINES: tuple[tuple[Cell, ...], ...] = (
    ("Übersicht der Projekte", None, None, None, None, None),
    ("Titel", "Laufzeit", None, "Kosten", None, "Träger"),
    (None, "von", "bis", "gesamt", "davon Förderung", None),
    ("Treff", "01.01.2026", "31.12.2026", 100, 50, "Jugendhaus"),
)


def test_a_heading_of_two_lines_is_one() -> None:
    sheet = Sheet("A", TWO_LINES)
    heading = find_heading(sheet, SUBJECT.is_heading)
    assert heading == (1, 2)
    data = extract(sheet, *heading)
    assert data.header == (
        "Titel",
        "Laufzeit: von",
        "Laufzeit: bis",
        "Kosten: gesamt",
        "Kosten: davon Förderung",
        "Träger",
    )
    assert SUBJECT.guess(data.header) == (
        Target.TITLE,
        Target.START,
        Target.END,
        Target.COSTS,
        Target.FUNDING,
        Target.CARRIER,
    )
    assert [row.line for row in data.rows] == [4]
    assert data.place(4, "Laufzeit: bis") == "C4"
    assert data.place(4, "") == "4"


def test_merged_headings_count_as_one_name() -> None:
    rows = (TWO_LINES[1], ("Titel", "von", "bis", "gesamt", "davon Förderung", "Träger"), TWO_LINES[3])
    sheet = Sheet("A", rows, filled_down=((2, 0), (2, 5)))
    assert heading_at(sheet, 0) == heading_at(sheet, 1) == (0, 1)
    assert extract(sheet, 0, 1).header[:2] == ("Titel", "Laufzeit: von")


def test_groups_over_all_columns_are_a_heading() -> None:
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Projekt", None, "Laufzeit", None),
        ("Name", "Träger", "von", "bis"),
        ("Treff", "Jugendhaus", "2026", None),
    )
    assert heading_at(Sheet("A", rows), 1) == (0, 1)


@pytest.mark.parametrize(
    "rows",
    [
        (("Titel", "Träger", "Ort"), ("Treff", "Jugendhaus", "Markt")),
        (("Titel", "Träger", None), ("Treff", None, None)),
        (("Stand: heute", None, "bitte prüfen"), ("Titel", "Träger", "Ort")),
        (("Titel", "Laufzeit", None), ("Treff", "2025", "2026")),
    ],
)
def test_a_first_row_is_no_heading(rows: tuple[tuple[Cell, ...], ...]) -> None:
    assert heading_at(Sheet("A", rows), 0) == (0, 0)


def test_repeated_headings_of_two_lines_are_left_out() -> None:
    sheet = Sheet("A", (*TWO_LINES, TWO_LINES[1], TWO_LINES[2], TWO_LINES[3]))
    data = extract(sheet, 1, 2)
    assert [row.line for row in data.rows] == [4, 7]
    assert [line.reason for line in data.skipped] == ["Zeile über der Kopfzeile", *["wiederholte Kopfzeile"] * 2]


@pytest.mark.parametrize(
    ("heading", "target"),
    [("Laufzeit: bis", Target.END), ("Kosten: davon Förderung", Target.FUNDING), ("Projekt: Träger", Target.CARRIER)],
)
def test_the_lower_line_tells_what_a_column_is(heading: str, target: Target) -> None:
    assert SUBJECT.recognise(heading) is target


BROKEN = 'Titel;Träger;Ort\nTreff;Haus "Sonne;Markt\nBoxen;Verein;Halle\n"Zwei\nZeilen";A;B\nEnde;"C;D\n'


def test_a_quote_left_open_costs_no_row() -> None:
    sheet = read_bytes(BROKEN.encode(), "a.csv").sheets[0]
    assert sheet.rows == (
        ("Titel", "Träger", "Ort"),
        ("Treff", 'Haus "Sonne', "Markt"),
        ("Boxen", "Verein", "Halle"),
        ("Zwei\nZeilen", "A", "B"),
        ("Ende", '"C', "D"),
    )


def test_a_quote_that_swallows_rows_is_told() -> None:
    text = 'Titel;Träger\n"Treff;Jugendhaus\nBoxen;Verein\nLesen;Bücherei\n'
    sheet = read_bytes(text.encode("cp1252"), "a.csv").sheets[0]
    assert [row[0] for row in sheet.rows] == ["Titel", '"Treff', "Boxen", "Lesen"]
    assert [line for line, _ in sheet.remarks] == [2]
    assert extract(sheet, 0).remarks == sheet.remarks


def test_signs_windows_does_not_know_are_told() -> None:
    sheet = read_bytes("Titel;Ort\nCafé ".encode("cp1252") + b"\x81;M\xe4rz\n", "a.csv").sheets[0]
    assert sheet.rows[1] == ("Café \ufffd", "März")
    assert [line for line, _ in sheet.remarks] == [2]
