"""Lists for print, Word and Excel: values, order, types, sums."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from coordinator_app.documents.content import Document, Orientation, Table, TableColumn, bold
from coordinator_app.documents.lists import ListContent, list_content, list_document
from coordinator_app.documents.spreadsheet import render_spreadsheet, render_tables
from coordinator_app.domain.columns import Column
from coordinator_app.domain.fields import Kind
from tests.documents import samples

Row = dict[str, Any]


def _column(key: str, kind: Kind = Kind.TEXT, *, total: bool = False) -> Column[Row]:
    return Column(key, key.capitalize(), kind, lambda row: row.get(key), total=total)


COLUMNS = (
    _column("titel"),
    _column("beginn", Kind.DATE),
    _column("kosten", Kind.MONEY, total=True),
    _column("zahl", Kind.INTEGER, total=True),
    _column("anteil", Kind.DECIMAL),
    _column("zeit", Kind.DATE_TIME),
    _column("felder", Kind.CATALOGUES),
)
ROWS: list[Row] = [
    {
        "titel": "=SUMME(A1)",
        "beginn": date(2026, 11, 26),
        "kosten": 2_480_050,
        "zahl": 3,
        "anteil": 31.4,
        "zeit": datetime(2026, 11, 26, 16, 2, tzinfo=UTC),
        "felder": ("Sucht", "Gewalt"),
    },
    {"titel": "https://example.org\nzweite Zeile", "beginn": date(1850, 1, 1), "kosten": None, "zahl": 4, "felder": ()},
]


def _content() -> ListContent:
    return list_content("Projektliste", COLUMNS, ROWS, state="2 Einträge")


def _sheet(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data)).worksheets[0]


def test_values_are_taken_in_order_and_empty_ones_are_missing() -> None:
    content = _content()
    assert content.rows[0][:4] == ("=SUMME(A1)", date(2026, 11, 26), 2_480_050, 3)
    assert content.rows[1][6] is None
    assert content.totals == (None, None, 2_480_050, 7, None, None, None)


def test_list_without_sums_has_no_totals() -> None:
    assert list_content("x", COLUMNS[:2], ROWS).totals is None
    assert list_content("x", COLUMNS, []).totals is None


def test_excel_has_real_dates_numbers_and_euros() -> None:
    sheet = _sheet(render_spreadsheet(_content()))
    assert [cell.value for cell in sheet[4]] == ["Titel", "Beginn", "Kosten", "Zahl", "Anteil", "Zeit", "Felder"]
    row = sheet[5]
    assert row[1].value == datetime(2026, 11, 26)  # noqa: DTZ001 - Excel knows no time zones
    assert row[1].number_format == "dd.mm.yyyy"
    assert row[2].value == 24_800.5
    assert "€" in row[2].number_format
    assert row[3].value == 3
    assert row[4].value == 31.4
    assert row[5].value == datetime(2026, 11, 26, 17, 2)  # noqa: DTZ001
    assert row[6].value == "Sucht, Gewalt"


def test_excel_never_makes_formulas_or_links_of_text() -> None:
    sheet = _sheet(render_spreadsheet(_content()))
    assert sheet["A5"].value == "=SUMME(A1)"
    assert sheet["A5"].data_type == "s"
    assert sheet["A6"].value == "https://example.org\nzweite Zeile"
    assert sheet["A6"].hyperlink is None
    assert sheet["B6"].value == "01.01.1850"


def test_excel_head_is_frozen_filtered_and_says_what_the_list_shows() -> None:
    sheet = _sheet(render_spreadsheet(_content()))
    assert (sheet["A1"].value, sheet["A2"].value) == ("Projektliste", "2 Einträge")
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:G6"
    assert sheet["C7"].value == "=SUBTOTAL(109,C5:C6)"
    assert sheet["A7"].value == "Summe"


def test_excel_is_the_same_every_time_and_takes_any_text() -> None:
    assert render_spreadsheet(_content()) == render_spreadsheet(_content())
    odd = list_content("x\x00", COLUMNS[:1], [{"titel": "a\x07b\ud800" + "x" * 40_000}])
    assert len(_sheet(render_spreadsheet(odd))["A5"].value) == 32_767
    assert _sheet(render_spreadsheet(ListContent(title="leer", columns=(), rows=())))["A1"].value == "leer"


@pytest.mark.parametrize(
    ("columns", "words", "orientation"),
    [(2, "kurz", Orientation.PORTRAIT), (4, "x y " * 20, Orientation.LANDSCAPE), (9, "kurz", Orientation.LANDSCAPE)],
)
def test_list_lies_across_when_its_columns_need_it(columns: int, words: str, orientation: Orientation) -> None:
    content = ListContent(title="x", columns=(TableColumn("Spalte"),) * columns, rows=((words,) * columns,))
    assert list_document(content).orientation is orientation


def test_list_document_has_state_sums_and_small_type_for_many_columns() -> None:
    state, table = list_document(_content()).blocks
    assert state.text == "2 Einträge"
    assert table.totals == ("Summe", "", 2_480_050, 7, "", "", "")
    assert not table.compact
    many = ListContent(title="x", columns=(TableColumn("a"),) * 9, rows=())
    assert list_document(many).blocks[0].compact


def test_tables_of_a_document_become_sheets() -> None:
    named = Table(
        (TableColumn("Code"), TableColumn("Text")), (("1", ("sehr ", bold("gut"))),), caption="Frage 1/2: [Wie?]"
    )
    document = Document(title="Codeplan", blocks=(named, named, *samples.everything().blocks))
    book = openpyxl.load_workbook(BytesIO(render_tables(document)))
    assert book.sheetnames[:3] == ["Frage 1 2 Wie", "Frage 1 2 Wie 2", "Vorhaben nach Handlungsfeld"]
    assert [cell.value for cell in book.worksheets[0][5]] == ["1", "sehr gut"]
    assert book.worksheets[2]["A5"].value == "Handlungsfeld Sicherheit im öffentlichen Raum"
    assert openpyxl.load_workbook(BytesIO(render_tables(Document(title="x", blocks=())))).sheetnames == ["Leer"]
