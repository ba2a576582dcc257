"""Reading tables of all formats by content, with headings, sums, merged cells and files that are no tables."""

import io
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.exchange import tables
from coordinator_app.exchange.tables import (
    Sheet,
    cell_text,
    column_letter,
    extract,
    find_header,
    is_sum_row,
    read_bytes,
    read_tables,
)

REAL = Path(__file__).parents[1] / "data" / "projektliste_aus_quelldokumenten.xlsx"


def workbook(rows: list[list[object]], merge: str = "") -> bytes:
    """An .xlsx file with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_real_list_has_its_heading_in_line_four_and_fourteen_rows() -> None:
    file = read_tables(REAL)
    assert [sheet.name for sheet in file.sheets] == ["Projekte & Angebote", "Kontakte alt"]
    assert [sheet.filled_rows for sheet in file.sheets] == [18, 0]
    header = find_header(file.sheets[0])
    assert header == 3
    data = extract(file.sheets[0], header)
    assert data.header[1] == "Projekt / Angebot"
    assert data.header_line == 4
    assert [row.line for row in data.rows] == [*range(5, 10), *range(11, 20)]
    reasons = {line.line: line.reason for line in data.skipped}
    assert reasons == {
        1: "Zeile über der Kopfzeile",
        2: "Zeile über der Kopfzeile",
        10: "leere Zeile",
        20: "leere Zeile",
        21: "Summenzeile",
    }
    assert data.skipped[-1].text == "Summe"


@pytest.mark.parametrize(
    ("data", "label"),
    [
        ("Titel;Beginn\nTreff;2021\n".encode("utf-8-sig"), "CSV (Semikolon)"),
        (b'Titel,Beginn\n"Treff, offen",2021\n', "CSV (Komma)"),
        ("Titel\tBeginn\nTreff\t2021\n".encode("utf-16"), "CSV (Tabulator)"),
        ("Titel;Träger\nTreff;Jugendhäuser\n".encode("cp1252"), "CSV (Semikolon)"),
        (b"sep=|\nTitel|Beginn\nTreff|2021\n", "CSV (senkrechter Strich)"),
    ],
)
def test_delimited_text_is_understood(data: bytes, label: str) -> None:
    file = read_bytes(data, "liste.csv")
    assert file.format_label == label
    assert file.sheets[0].rows[0][0] == "Titel"
    assert len(file.sheets[0].rows[0]) == 2


def test_old_windows_text_keeps_umlauts() -> None:
    file = read_bytes("Titel;Träger\nTreff;Jugendhäuser – Nord\n".encode("cp1252"), "liste.csv")
    assert file.sheets[0].rows[1][1] == "Jugendhäuser – Nord"


OPEN_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>
<table:table table:name="Angebote">
<table:table-row><table:table-cell office:value-type="string"><text:p>Titel</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Beginn</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>Jugendhäuser</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2021-10-09"><text:p>09.10.21</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def open_document() -> bytes:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", OPEN_DOCUMENT.replace("\n", ""))
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "label"),
    [(open_document(), "OpenDocument"), ((REAL.parent / "altes_format.xls").read_bytes(), "Excel")],
    ids=["ods", "xls"],
)
def test_content_counts_not_the_ending(tmp_path: Path, data: bytes, label: str) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(data)
    file = read_tables(path)
    assert file.format_label == label
    assert file.sheets[0].name == "Angebote"
    assert [cell_text(cell) for cell in file.sheets[0].rows[1]] == ["Jugendhäuser", "09.10.2021"]


def test_cells_merged_downwards_repeat_their_value() -> None:
    rows: list[list[object]] = [["Feld", "Titel"], ["Sucht", "A"], [None, "B"], [None, None], [None, "C"]]
    sheet = read_bytes(workbook(rows, "A2:A5"), "x.xlsx").sheets[0]
    assert [row[0] for row in sheet.rows] == ["Feld", "Sucht", "Sucht", None, "Sucht"]
    assert extract(sheet, 0).filled_down == ((3, 0), (5, 0))


def test_headings_get_names_when_empty_or_double() -> None:
    sheet = Sheet("x", (("Titel", None, "Notiz", "Notiz"), ("A", "b", "c", "d")))
    assert extract(sheet, 0).header == ("Titel", "Spalte B", "Notiz", "Notiz (2)")


def test_repeated_heading_is_left_out() -> None:
    sheet = Sheet("x", (("Titel", "Ende"), ("A", "1"), ("TITEL", "ENDE"), ("B", "2")))
    data = extract(sheet, 0)
    assert [row.cells[0] for row in data.rows] == ["A", "B"]
    assert data.skipped[0].reason == "wiederholte Kopfzeile"


def test_known_words_find_a_heading_below_a_table_of_texts() -> None:
    sheet = Sheet("x", (("a", "b", "c"), ("Titel", "Träger", None), ("d", "e", "f")))
    assert find_header(sheet) == 0
    assert find_header(sheet, {"Titel", "Träger"}.__contains__) == 1
    assert find_header(Sheet("x", (("nur ein Wert",), (1,)))) is None


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((None, "Summe", None, 12.5), True),
        (("Gesamt:", "12.500,00 €"), True),
        (("Insgesamt 14 Projekte", None), True),
        (("Summe der Talente", "Jugendhaus"), False),
        ((1, 2), False),
        (("Totale Gewaltfreiheit lernen an Schulen in ganz Sachsen und darüber hinaus", None), False),
    ],
)
def test_sum_rows_are_recognised(cells: tuple[tables.Cell, ...], expected: bool) -> None:
    assert is_sum_row(cells) is expected


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "ja"),
        (False, "nein"),
        (12.5, "12,5"),
        (7, "7"),
        (date(2021, 10, 9), "09.10.2021"),
        (datetime(2021, 10, 9), "09.10.2021"),  # noqa: DTZ001
        (datetime(2021, 10, 9, 14, 30), "09.10.2021 14:30"),  # noqa: DTZ001
    ],
)
def test_cell_text_reads_german(cell: tables.Cell, text: str) -> None:
    assert cell_text(cell) == text


def test_column_letters_follow_the_spreadsheet() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


def package(*names: str) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "leer"),
        (b"\r\n  \n", "leer"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n", "Bild"),
        (b"<html><table></table></html>", "Internetseite"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"SQLite format 3\x00", "Datenbank"),
        (b"\x01\x02\x00\x03binary", "kann"),
        (b"\xff\xfeA", "kann"),
        (b"PK\x03\x04 cut off", "beschädigt"),
        (package("word/document.xml"), "Textdokument"),
        (package("ppt/presentation.xml"), "Präsentation"),
        (package("readme.txt"), "Archiv"),
        (package("xl/workbook.xml"), "beschädigt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "beschädigt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "Kennwort"),
        (b";;;\n;;\n", "keine Tabelle"),
        (workbook([[None]]), "keine Werte"),
    ],
)
def test_files_that_are_no_tables_are_refused_in_german(data: bytes, word: str) -> None:
    with pytest.raises(UserError) as caught:
        read_bytes(data, "liste.xlsx")
    assert word in caught.value.text
    assert "liste.xlsx" in caught.value.text


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="gibt es"):
        read_tables(tmp_path / "weg.xlsx")
    with pytest.raises(UserError, match=r"Ordner|öffnen"):
        read_tables(tmp_path)


def test_a_million_rows_are_refused_quickly() -> None:
    with pytest.raises(UserError, match=r"100\.000"):
        read_bytes(b"Titel;Ende\n" + b"a;b\n" * 100_001, "lang.csv")
    with pytest.raises(UserError, match="hat 5 Zeilen"):
        read_bytes(workbook([["a", "b"]] * 5), "lang.xlsx", tables.Limits(rows=3))


def test_a_package_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_UNPACKED", 500)
    with pytest.raises(UserError, match="zu groß"):
        read_bytes(workbook([["a", "b"]] * 5), "bombe.xlsx")


def test_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gross.csv"
    path.write_bytes(b"a;b\n" * 10)
    monkeypatch.setattr(tables, "MAX_BYTES", 10)
    with pytest.raises(UserError, match="zu groß"):
        read_tables(path)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_table_or_a_sentence(data: bytes) -> None:
    try:
        file = read_bytes(data, "x.csv")
    except UserError:
        return
    header = find_header(file.sheets[0])
    if header is not None:
        extract(file.sheets[0], header)


@given(st.lists(st.lists(st.text(max_size=5), min_size=2, max_size=4), min_size=2, max_size=6))
def test_no_text_of_a_sheet_disappears(rows: list[list[str]]) -> None:
    width = max(len(row) for row in rows)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    sheet = Sheet("x", tuple(tuple(cell.strip() or None for cell in row) for row in padded))
    data = extract(sheet, 0)
    seen = " ".join([*data.header, *(line.text for line in data.skipped)])
    seen += " ".join(cell_text(cell) for row in data.rows for cell in row.cells)
    for row in sheet.rows:
        for cell in row:
            assert " ".join(cell_text(cell).split()) in " ".join(seen.split())
