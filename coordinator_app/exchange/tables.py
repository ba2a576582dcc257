"""Reads tables people keep: Excel (new and old), OpenDocument and CSV, told apart by content, not by file name.

`read_tables` gives every sheet with all its lines; `find_header` and `extract` turn one sheet into a heading and
data rows with their line numbers, and name every line left out (titles, blank lines, sums, repeated headings).
"""

import io
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from zipfile import BadZipFile, ZipFile

from coordinator_app.common.errors import UserError
from coordinator_app.exchange.cells import Cell, cell_text, column_letter, is_number_text
from coordinator_app.exchange.delimited import read_delimited
from coordinator_app.exchange.headings import Heading, find_header, find_heading, heading_at, heading_names

__all__ = ["Cell", "Heading", "cell_text", "column_letter", "find_header", "find_heading", "heading_at"]

MAX_BYTES = 60 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 400
MAX_UNPACKED = 400 * 1024 * 1024
HELP = "excel-liste"

_SUM_WORDS = re.compile(
    r"^\W*(zwischensumme|summe|gesamtsumme|gesamt|insgesamt|total|anzahl|Σ)\b.{0,40}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a sheet may be: more rows are refused, more columns are cut off."""

    rows: int = MAX_ROWS
    columns: int = MAX_COLUMNS


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with all its lines from line 1 on, each as wide as the widest; None = empty cell."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    filled_down: tuple[tuple[int, int], ...] = ()  # (line, column) filled from a merged cell above
    remarks: tuple[tuple[int, str], ...] = ()  # (line, what was odd about reading it)

    @property
    def filled_rows(self) -> int:
        """Number of lines with at least one value."""
        return len(self.rows) - self.rows.count((None,) * len(self.rows[0])) if self.rows else 0


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file with its sheets in their order; `format_label` names what was recognised („Excel“, „CSV …“)."""

    name: str
    format_label: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class DataRow:
    """One data row; `line` is the line number as the spreadsheet program shows it."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line that is no data row, with the reason and its text so that nothing disappears unseen."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class TableData:
    """A sheet understood as a table."""

    sheet: str
    header_line: int
    header: tuple[str, ...]
    rows: tuple[DataRow, ...]
    skipped: tuple[SkippedLine, ...]
    filled_down: tuple[tuple[int, int], ...] = ()
    remarks: tuple[tuple[int, str], ...] = ()

    def place(self, line: int, column: str) -> str:
        """The cell as spreadsheet programs name it („C7“); only the line when no column is meant."""
        return f"{column_letter(self.header.index(column))}{line}" if column in self.header else str(line)


def read_tables(path: Path) -> TableFile:
    """Read a file; `UserError` with what is wrong and what to do when it holds no readable table."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            text = f"„{path.name}“ ist mit {size // 1_048_576} MB zu groß. Bitte die Liste in kleinere Dateien teilen."
            raise UserError(text, help_topic=HELP)
        data = path.read_bytes()
    except FileNotFoundError:
        raise UserError(f"„{path.name}“ gibt es an diesem Ort nicht mehr. Bitte die Datei neu wählen.") from None
    except IsADirectoryError:
        raise UserError(f"„{path.name}“ ist ein Ordner. Bitte eine Datei wählen.") from None
    except OSError:
        text = f"„{path.name}“ lässt sich nicht öffnen. Ist sie noch in Excel geöffnet oder fehlt die Berechtigung?"
        raise UserError(text, help_topic=HELP) from None
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str, limits: Limits = Limits()) -> TableFile:
    """As `read_tables`, from bytes and with other limits if wanted."""
    if not data.strip(b"\x00\r\n\t ") or not data:
        raise UserError(f"„{name}“ ist leer. Bitte eine Datei mit einer Liste wählen.", help_topic=HELP)
    refuse_foreign(data, name)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _read_workbook(data, name, limits)
    label, rows, remarks = read_delimited(data, name)
    sheet = _sheet(Path(name).stem, rows, (name, limits), remarks=remarks)
    if not sheet.filled_rows:
        raise UserError(f"„{name}“ enthält keine Tabelle. Bitte eine andere Datei wählen.", help_topic=HELP)
    return TableFile(name, label, (sheet,))


_FOREIGN = (
    (b"%PDF", "ein PDF"),
    (b"{\\rtf", "ein Textdokument (RTF)"),
    (b"\x89PNG", "ein Bild"),
    (b"\xff\xd8\xff", "ein Bild"),
    (b"GIF8", "ein Bild"),
    (b"SQLite format 3", "eine Datenbank"),
    (b"MZ", "ein Programm"),
)


def refuse_foreign(data: bytes, name: str) -> None:
    """Raise `UserError` for a file that is known to be no table, naming what it is."""
    found = next((label for start, label in _FOREIGN if data.startswith(start)), "")
    head = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if not found and head.startswith((b"<html", b"<!doctype html", b"<table")):
        found = "eine Internetseite"
    elif not found and head.startswith(b"<?xml"):
        found = "eine XML-Datei"
    if head.startswith(b"{") and b'"kpr-projekt"' in head:
        text = f"„{name}“ ist das Projekt einer anderen Kommune. Bitte „Datei ▸ Projekt übernehmen“ wählen."
        raise UserError(text, help_topic="projekt-weitergeben")
    if not found and data.startswith(b"PK\x03\x04"):
        found = _foreign_package(data, name)
    if found:
        text = f"„{name}“ ist {found}, keine Tabelle. Bitte die Liste in Excel öffnen und als „.xlsx“ speichern."
        raise UserError(text, help_topic=HELP)


def _foreign_package(data: bytes, name: str) -> str:
    try:
        with ZipFile(io.BytesIO(data)) as package:
            if sum(item.file_size for item in package.infolist()) > MAX_UNPACKED:
                text = f"„{name}“ wird beim Öffnen zu groß. Bitte die Datei in kleinere teilen."
                raise UserError(text, help_topic=HELP)
            names = set(package.namelist())
            kind = package.read("mimetype") if "mimetype" in names else b""
    except (BadZipFile, OSError, ValueError, KeyError, RuntimeError, EOFError, zlib.error):
        raise _damaged(name) from None
    if "word/document.xml" in names or b"opendocument.text" in kind:
        return "ein Textdokument"
    if "ppt/presentation.xml" in names or b"opendocument.presentation" in kind:
        return "eine Präsentation"
    spreadsheet = any(item.startswith("xl/workbook") for item in names) or "content.xml" in names
    return "" if spreadsheet else "ein Archiv"


def _damaged(name: str) -> UserError:
    text = f"„{name}“ ist beschädigt. Bitte die Datei in Excel öffnen, neu speichern und noch einmal wählen."
    return UserError(text, help_topic=HELP)


def _protected(name: str) -> UserError:
    text = f"„{name}“ ist mit einem Kennwort geschützt. Bitte in Excel ohne Kennwort speichern und noch einmal wählen."
    return UserError(text, help_topic=HELP)


def _read_workbook(data: bytes, name: str, limits: Limits) -> TableFile:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data:
        raise _protected(name)
    sheets: list[Sheet] = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet_name in book.sheet_names:
            sheet = book.get_sheet_by_name(sheet_name)
            height = sheet.end[0] + 1 if sheet.end else 0
            if height > limits.rows:
                raise _too_long(name, sheet_name, height, limits.rows)
            rows = sheet.to_python(skip_empty_area=False)
            sheets.append(_sheet(sheet_name, rows, (name, limits), tuple(sheet.merged_cell_ranges or ())))
    except PasswordError:
        raise _protected(name) from None
    except (CalamineError, OSError, ValueError):
        raise _damaged(name) from None
    if not any(sheet.filled_rows for sheet in sheets):
        raise UserError(f"„{name}“ enthält keine Werte. Bitte eine andere Datei wählen.", help_topic=HELP)
    label = "OpenDocument" if b"opendocument.spreadsheet" in data[:200] else "Excel"
    return TableFile(name, label, tuple(sheets))


def _too_long(name: str, sheet: str, rows: int, most: int) -> UserError:
    count, limit = f"{rows:,}".replace(",", "."), f"{most:,}".replace(",", ".")
    text = (
        f"Das Blatt „{sheet}“ in „{name}“ hat {count} Zeilen; eingelesen werden höchstens {limit}. "
        "Bitte leere Zeilen am Ende löschen oder die Liste teilen."
    )
    return UserError(text, help_topic=HELP)


_Area = tuple[tuple[int, int], tuple[int, int]]


def _sheet(
    name: str,
    rows: Sequence[Sequence[Cell]],
    origin: tuple[str, Limits],
    merged: tuple[_Area, ...] = (),
    remarks: Sequence[tuple[int, str]] = (),
) -> Sheet:
    file, limits = origin
    if len(rows) > limits.rows:
        raise _too_long(file, name, len(rows), limits.rows)
    width = min(max((len(row) for row in rows), default=0), limits.columns)
    table = _cleaned(rows, width)
    filled: list[tuple[int, int]] = []
    for (top, left), (bottom, right) in merged:
        if bottom == top or left != right or left >= width or top >= len(table):
            continue  # only cells merged downwards repeat a value; merged across they are titles
        for line in range(top + 1, min(bottom + 1, len(table))):
            if table[line][left] is None and any(cell is not None for cell in table[line]):
                table[line][left] = table[top][left]
                filled.append((line + 1, left))
    while table and all(cell is None for cell in table[-1]):
        table.pop()
    return Sheet(name, tuple(map(tuple, table)), tuple(filled), tuple(remarks))


class _Texts(dict[str, str | None]):
    """Texts without odd blanks and control characters, each cleaned once; None for one of which nothing is left."""

    def __missing__(self, text: str) -> str | None:
        clean = text
        if not text.isprintable():  # unbreakable blanks and line ends are no printable signs to Python either
            clean = text.replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")
            clean = "".join(sign for sign in clean if sign in "\n\t" or ord(sign) >= 32)
        self[text] = found = clean.strip() or None
        return found


def _cleaned(rows: Sequence[Sequence[Cell]], width: int) -> list[list[Cell]]:
    """Rows of clean cells of one width. A list has hundreds of thousands of cells: nothing is called per cell."""
    texts = _Texts()
    found: list[list[Cell]] = []
    lines = cast("Sequence[Sequence[Any]]", rows)  # told apart by class, which is fastest
    for row in lines:
        cells: list[Cell] = [
            texts[cell]
            if cell.__class__ is str
            else int(cell)
            if cell.__class__ is float and -1e15 < cell < 1e15 and cell.is_integer()
            else cell
            for cell in row
        ]
        if len(cells) != width:
            cells = [*cells[:width], *([None] * (width - len(cells)))]
        found.append(cells)
    return found


def extract(sheet: Sheet, header: int, bottom: int | None = None) -> TableData:
    """Split a sheet at its heading (index of the line, and of its last one) into rows and skipped lines."""
    heading = (header, header if bottom is None else bottom)
    names = heading_names(sheet, heading)
    used = len(names)
    rows: list[DataRow] = []
    skipped: list[SkippedLine] = []
    repeated = {_words(sheet.rows[index][:used]) for index in range(heading[0], heading[1] + 1)}
    for index, full in enumerate(sheet.rows):
        if heading[0] <= index <= heading[1]:
            continue
        cells, text = full[:used], _line_text(full)
        reason = _skip_reason(index, heading, cells, repeated)
        if reason and text:
            skipped.append(SkippedLine(index + 1, reason, text))
        elif not reason:
            rows.append(DataRow(index + 1, cells))
        elif index > heading[1] and index < len(sheet.rows) - 1:
            skipped.append(SkippedLine(index + 1, reason, ""))
    filled = tuple(item for item in sheet.filled_down if item[0] > heading[1] + 1)
    return TableData(sheet.name, heading[1] + 1, names, tuple(rows), tuple(skipped), filled, sheet.remarks)


def _words(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(cell_text(cell).casefold() for cell in cells)


def _skip_reason(index: int, heading: Heading, cells: Sequence[Cell], repeated: set[tuple[str, ...]]) -> str:
    if index < heading[0]:
        return "Zeile über der Kopfzeile"
    if all(cell is None for cell in cells):
        return "leere Zeile"
    if isinstance(next(cell for cell in cells if cell is not None), str) and _words(cells) in repeated:
        return "wiederholte Kopfzeile"
    if is_sum_row(cells):
        return "Summenzeile"
    return ""


def is_sum_row(cells: Sequence[Cell]) -> bool:
    """Whether a row is a total: a word like „Summe“ and otherwise nothing but numbers."""
    texts = [cell for cell in cells if isinstance(cell, str) and not is_number_text(cell)]
    return len(texts) == 1 and _SUM_WORDS.match(texts[0]) is not None


def _line_text(row: Sequence[Cell]) -> str:
    return " · ".join(cell_text(cell) for cell in row if cell is not None)
