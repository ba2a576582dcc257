"""Headings recognised, rows turned into values, nothing lost."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.projects import ProjectStatus, ProjectType
from coordinator_app.exchange.list_subjects import heading_key
from coordinator_app.exchange.project_columns import SUBJECT, Target
from coordinator_app.exchange.project_rows import ParsedRow, parse_rows
from coordinator_app.exchange.tables import Cell, DataRow, TableData, cell_text
from coordinator_app.exchange.values import Level, is_nothing

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Projekt / Angebot", Target.TITLE),
        ("Projektname", Target.TITLE),
        ("Name des Projekts", Target.TITLE),
        ("Themenfeld", Target.FIELDS),
        ("Handlungsfeld(er)", Target.FIELDS),
        ("Träger / Ansprechpartner", Target.CARRIER),
        ("Träger (e. V.)", Target.CARRIER),
        ("Kommune", Target.AREAS),
        ("ZIELGRUPPE", Target.TARGET_GROUPS),
        ("Förderung (€)", Target.FUNDING),
        ("Kosten gesamt", Target.COSTS),
        ("Ansprechp.", Target.RESPONSIBLE),
        ("lfd. Nr.", Target.NUMBER),
        ("Laufzeit", Target.PERIOD),
        ("Bemerkung", Target.NOTE),
        ("Wetter", None),
        ("(€)", None),
    ],
)
def test_headings_are_recognised(heading: str, target: Target | None) -> None:
    assert SUBJECT.recognise(heading) is target
    assert SUBJECT.is_heading(heading) == (target is not None)


def test_guess_never_gives_a_single_field_twice() -> None:
    assert SUBJECT.guess(("Titel", "Projekt", "Bemerkung", "Hinweise", "Träger", "Einrichtung")) == (
        Target.TITLE,
        Target.NOTE,
        Target.NOTE,
        Target.NOTE,
        Target.CARRIER,
        Target.NOTE,
    )


def test_guess_finds_a_title_in_an_unusual_heading() -> None:
    assert SUBJECT.guess(("Unsere Präventionsangebote 2024", "Ende"))[0] is Target.TITLE
    assert SUBJECT.guess(("Wetter", "Ende")) == (Target.NOTE, Target.END)


def test_heading_key_drops_brackets_and_units() -> None:
    assert heading_key("Kosten (brutto) in EUR") == "kosten in"


def parse(columns: dict[str, Cell], targets: list[Target] | None = None, **more: Any) -> ParsedRow:
    """One row under headings."""
    header = ("Titel", *columns)
    row = DataRow(5, ("Treff", *columns.values()))
    data = TableData("x", 4, header, (row,), (), **more)
    wanted = (Target.TITLE, *targets) if targets else SUBJECT.guess(header)
    return parse_rows(data, wanted, DAY)[0]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"Laufzeit": "01.01.2027–30.06.2028"}, {"start": date(2027, 1, 1), "end": date(2028, 6, 30)}),
        ({"Laufzeit": "2023-2025"}, {"start": date(2023, 1, 1), "end": date(2025, 12, 31)}),
        ({"Laufzeit": "2027"}, {"start": date(2027, 1, 1), "end": date(2027, 12, 31)}),
        ({"Laufzeit": "dauerhaft"}, {"is_permanent": True}),
        ({"Laufzeit": "seit 2019"}, {"start": date(2019, 1, 1)}),
        ({"Laufzeit": "bis 31.12.2027"}, {"end": date(2027, 12, 31)}),
        ({"Ende": "fortlaufend"}, {"is_permanent": True}),
        ({"Status": "läuft"}, {"status": ProjectStatus.RUNNING}),
        ({"Status": "geplant für Herbst"}, {"status": ProjectStatus.PLANNING}),
        ({"Art": "Netzwerk"}, {"project_type": ProjectType.NETWORK}),
        ({"Bemerkung": "dauerhaftes Angebot"}, {"is_permanent": True, "project_type": ProjectType.OFFER}),
        ({"Bemerkung": "Einzelmaßnahme"}, {"project_type": ProjectType.MEASURE}),
        ({"Bemerkung": "noch kein Projekt"}, {"status": ProjectStatus.IDEA}),
        ({"Ende": "31.12.2020"}, {"status": ProjectStatus.COMPLETED}),
        ({"Beginn": "01.01.2030"}, {"status": ProjectStatus.PLANNING}),
        ({"Kosten": "12.500,00 €"}, {"costs": 1_250_000}),
        ({"Teilnehmerzahl": "ca. 40"}, {"planned_reach": 40}),
        ({"öffentlich": "ja"}, {"is_public": True}),
        ({"Beginn": "01.05.2027", "Ende": "31.12.2027"}, {"end": date(2027, 12, 31)}),
    ],
)
def test_values_are_understood(columns: dict[str, Cell], expected: dict[str, object]) -> None:
    values = parse(columns).values
    assert {name: values.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("columns", "level", "word"),
    [
        ({"Ende": "31.02.2025"}, Level.ERROR, "kein Datum"),
        ({"Kosten": "viel"}, Level.ERROR, "kein Betrag"),
        ({"Status": "irgendwie"}, Level.WARNING, "unbekannt"),
        ({"Ansprechpartner": "Vogel"}, Level.WARNING, "Personenname"),
        ({"Zielgruppe": "k. A."}, Level.INFO, "keine Angabe"),
        ({"Handlungsfeld": "y" * 130}, Level.WARNING, "zu lang"),
        ({"Träger": "y" * 230}, Level.WARNING, "zu lang"),
        ({"Partner": "y" * 230}, Level.WARNING, "zu lang"),
        ({"Ort": "y" * 230}, Level.WARNING, "gekürzt"),
        ({"Beginn": "01.05.2027", "Ende": "31.12.2026"}, Level.ERROR, "vor dem Beginn"),
        ({"Wetter": None}, Level.WARNING, "Zwischenüberschrift"),
    ],
)
def test_odd_values_are_reported(columns: dict[str, Cell], level: Level, word: str) -> None:
    row = parse(columns)
    assert [(item.level, word in item.message) for item in row.findings if item.level is level] == [(level, True)]


def test_a_missing_title_is_an_error() -> None:
    data = TableData("x", 1, ("Titel", "Ende"), (DataRow(2, (None, "2027")),), ())
    row = parse_rows(data, SUBJECT.guess(data.header), DAY)[0]
    assert row.findings[-1].message == "Der Titel fehlt."


def test_people_in_the_carrier_column_become_responsible() -> None:
    row = parse({"Träger / Ansprechpartner": "Jugendhaus, Frau Vogel, Herr Kern"})
    assert (row.carrier, row.responsible, row.note) == (
        "Jugendhaus",
        "Frau Vogel",
        ["Träger / Ansprechpartner: Herr Kern"],
    )


def test_two_carriers_and_two_people_keep_the_second_in_the_note() -> None:
    row = parse(
        {"A": "Jugendhaus", "B": "Schule", "C": "Anna Weber", "D": "Jan Kern"},
        [Target.CARRIER, Target.CARRIER, Target.RESPONSIBLE, Target.RESPONSIBLE],
    )
    assert (row.carrier, row.responsible) == ("Jugendhaus", "Anna Weber")
    assert row.note == ["B: Schule", "D: Jan Kern"]


def test_filled_down_cells_are_reported() -> None:
    row = parse({"Handlungsfeld": "Sucht"}, filled_down=((5, 1),))
    assert "verbundenen Zelle" in row.findings[0].message


def test_a_second_value_for_a_field_goes_into_the_note() -> None:
    row = parse({"Ort": "Markt", "Standort": "Bahnhof"}, [Target.LOCATION, Target.LOCATION])
    assert (row.values["location"], row.note) == ("Markt", ["Standort: Bahnhof"])
    dates = parse({"Von": "01.01.2027", "Ab": "02.01.2027"}, [Target.START, Target.START])
    assert dates.note == ["Ab: 02.01.2027"]


def test_skipped_columns_leave_no_trace() -> None:
    row = parse({"Ort": "Markt"}, [Target.SKIP])
    assert row.note == []
    assert "location" not in row.values


def test_double_and_textual_numbers_are_reported() -> None:
    cells: list[tuple[Cell, Cell]] = [(1, "A"), (2, "B"), ("3", "C"), (9, "D"), (9, "E")]
    rows = tuple(DataRow(line, row) for line, row in enumerate(cells, start=2))
    data = TableData("x", 1, ("lfd. Nr.", "Titel"), rows, ())
    found = [finding.message for row in parse_rows(data, SUBJECT.guess(data.header), DAY) for finding in row.findings]
    assert [text for text in found if "Titel" not in text] == [
        "Die Zahl ist als Text eingetragen.",
        "Die Nummer 9 kommt mehrfach vor (Zeilen 5, 6).",
        "Die Nummer 9 kommt mehrfach vor (Zeilen 5, 6).",
    ]


@given(st.lists(st.sampled_from(list(Target)), min_size=2, max_size=5), st.data())
def test_no_text_disappears_whatever_the_mapping(targets: list[Target], draw: st.DataObject) -> None:
    texts = [draw.draw(st.from_regex(r"[A-Za-zäöü0-9][A-Za-zäöü0-9 .,?-]{0,20}", fullmatch=True)) for _ in targets]
    header = tuple(f"S{place}" for place in range(len(targets)))
    cells = tuple(text.strip() or None for text in texts)
    row = parse_rows(TableData("x", 1, header, (DataRow(2, cells),), ()), targets, DAY)[0]
    kept = " ".join(
        [
            *row.note,
            *(str(value) for value in row.values.values()),
            *(word for words in row.words.values() for word in words),
            row.carrier,
            row.responsible,
            *row.partners,
            *(finding.text for finding in row.findings),
        ]
    ).lower()
    for target, cell in zip(targets, cells, strict=True):
        text = " ".join(cell_text(cell).split())
        if target is Target.SKIP or is_nothing(text) or target in {Target.COSTS, Target.FUNDING, Target.REACH}:
            continue
        for word in text.replace(",", " ").replace(";", " ").lower().split():
            assert word.strip(" .,-") in kept or not word.strip(" .,-") or target in _READ


_READ = {Target.START, Target.END, Target.PERIOD, Target.PUBLIC, Target.STATUS, Target.TYPE}
