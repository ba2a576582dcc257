"""Reads tables people keep: Excel (new and old), OpenDocument and CSV, told apart by content, not by file name.

`read_tables` gives every sheet with all its lines; `find_header` and `extract` turn one sheet into a heading and
data rows with their line numbers, and name every line left out (titles, blank lines, sums, repeated headings).
"""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from coordinator_app.common.errors import UserError
from coordinator_app.exchange.delimited import read_delimited

Cell = str | int | float | bool | date | datetime | time | timedelta | None

MAX_BYTES = 60 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 400
HEADER_SEARCH = 40  # a heading further down than this is chosen by hand
HELP = "excel-liste"

_SUM_WORDS = re.compile(
    r"^\W*(zwischensumme|summe|gesamtsumme|gesamt|insgesamt|total|anzahl|Σ)\b.{0,40}$", re.IGNORECASE
)
_NUMBER_TEXT = re.compile(r"^[\d.,\s€%–-]+(EUR|Euro)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with all its lines from line 1 on, each as wide as the widest; None = empty cell."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    filled_down: tuple[tuple[int, int], ...] = ()  # (line, column) filled from a merged cell above

    @property
    def filled_rows(self) -> int:
        """Number of lines with at least one value."""
        return sum(1 for row in self.rows if any(cell is not None for cell in row))


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


def read_bytes(data: bytes, name: str) -> TableFile:
    """As `read_tables`, from bytes."""
    if not data.strip(b"\x00\r\n\t ") or not data:
        raise UserError(f"„{name}“ ist leer. Bitte eine Datei mit einer Liste wählen.", help_topic=HELP)
    _refuse_foreign(data, name)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _read_workbook(data, name)
    label, rows = read_delimited(data, name)
    sheet = _sheet(Path(name).stem, rows, name)
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


def _refuse_foreign(data: bytes, name: str) -> None:
    found = next((label for start, label in _FOREIGN if data.startswith(start)), "")
    head = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if not found and head.startswith((b"<html", b"<!doctype html", b"<table")):
        found = "eine Internetseite"
    elif not found and head.startswith(b"<?xml"):
        found = "eine XML-Datei"
    if not found and data.startswith(b"PK\x03\x04"):
        found = _foreign_package(data, name)
    if found:
        text = f"„{name}“ ist {found}, keine Tabelle. Bitte die Liste in Excel öffnen und als „.xlsx“ speichern."
        raise UserError(text, help_topic=HELP)


def _foreign_package(data: bytes, name: str) -> str:
    try:
        with ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            kind = package.read("mimetype") if "mimetype" in names else b""
    except (BadZipFile, OSError, ValueError, KeyError, RuntimeError):
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


def _read_workbook(data: bytes, name: str) -> TableFile:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data:
        raise _protected(name)
    sheets: list[Sheet] = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet_name in book.sheet_names:
            sheet = book.get_sheet_by_name(sheet_name)
            height = sheet.end[0] + 1 if sheet.end else 0
            if height > MAX_ROWS:
                raise _too_long(name, sheet_name, height)
            rows = sheet.to_python(skip_empty_area=False)
            sheets.append(_sheet(sheet_name, rows, name, tuple(sheet.merged_cell_ranges or ())))
    except PasswordError:
        raise _protected(name) from None
    except (CalamineError, OSError, ValueError):
        raise _damaged(name) from None
    if not any(sheet.filled_rows for sheet in sheets):
        raise UserError(f"„{name}“ enthält keine Werte. Bitte eine andere Datei wählen.", help_topic=HELP)
    label = "OpenDocument" if b"opendocument.spreadsheet" in data[:200] else "Excel"
    return TableFile(name, label, tuple(sheets))


def _too_long(name: str, sheet: str, rows: int) -> UserError:
    count = f"{rows:,}".replace(",", ".")
    text = (
        f"Das Blatt „{sheet}“ in „{name}“ hat {count} Zeilen; eingelesen werden höchstens 100.000. "
        "Bitte leere Zeilen am Ende löschen oder die Liste teilen."
    )
    return UserError(text, help_topic=HELP)


_Area = tuple[tuple[int, int], tuple[int, int]]


def _sheet(name: str, rows: Sequence[Sequence[Cell]], file: str, merged: tuple[_Area, ...] = ()) -> Sheet:
    if len(rows) > MAX_ROWS:
        raise _too_long(file, name, len(rows))
    width = min(max((len(row) for row in rows), default=0), MAX_COLUMNS)
    table = [[_clean(row[index]) if index < len(row) else None for index in range(width)] for row in rows]
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
    return Sheet(name, tuple(tuple(row) for row in table), tuple(filled))


def _clean(cell: Cell) -> Cell:
    if isinstance(cell, str):
        text = cell.replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n").strip()
        text = "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32)
        return text or None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell


def cell_text(cell: Cell) -> str:
    """A cell as a person would write it („09.10.2021“, „12,5“, „ja“); "" when empty."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return f"{cell:%d.%m.%Y}" if midnight else f"{cell:%d.%m.%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return str(cell)


def find_header(sheet: Sheet, known: Callable[[str], bool] | None = None) -> int | None:
    """Index of the most likely heading among the first lines; None when the sheet has no two-column line.

    A heading has many short, different texts and no numbers; `known` tells words that are typical headings.
    """
    best, best_score = None, 0.0
    for index, row in enumerate(sheet.rows[:HEADER_SEARCH]):
        score = _header_score(row, known)
        if score > best_score:
            best, best_score = index, score
    return best


def _header_score(row: Sequence[Cell], known: Callable[[str], bool] | None) -> float:
    filled = [cell for cell in row if cell is not None]
    texts = [cell for cell in filled if isinstance(cell, str) and not _NUMBER_TEXT.match(cell)]
    if len(texts) < 2:
        return 0.0
    different = len({text.casefold() for text in texts})
    long = sum(1 for text in texts if len(text) > 45)
    words = sum(1 for text in texts if known is not None and known(text))
    return different + 3 * words - 2 * long - 2 * (len(filled) - len(texts))


def extract(sheet: Sheet, header: int) -> TableData:
    """Split a sheet at its heading (index of the line) into rows and skipped lines with their reasons."""
    names = _names(sheet, header)
    used = len(names)
    rows: list[DataRow] = []
    skipped: list[SkippedLine] = []
    heading = tuple(cell_text(cell).casefold() for cell in sheet.rows[header][:used])
    for index, full in enumerate(sheet.rows):
        cells, text = full[:used], _line_text(full)
        if index == header:
            continue
        reason = _skip_reason(index, header, cells, heading)
        if reason and text:
            skipped.append(SkippedLine(index + 1, reason, text))
        elif not reason:
            rows.append(DataRow(index + 1, cells))
        elif index > header and index < len(sheet.rows) - 1:
            skipped.append(SkippedLine(index + 1, reason, ""))
    filled = tuple(item for item in sheet.filled_down if item[0] > header + 1)
    return TableData(sheet.name, header + 1, names, tuple(rows), tuple(skipped), filled)


def _skip_reason(index: int, header: int, cells: Sequence[Cell], heading: tuple[str, ...]) -> str:
    if index < header:
        return "Zeile über der Kopfzeile"
    if all(cell is None for cell in cells):
        return "leere Zeile"
    if tuple(cell_text(cell).casefold() for cell in cells) == heading:
        return "wiederholte Kopfzeile"
    if is_sum_row(cells):
        return "Summenzeile"
    return ""


def is_sum_row(cells: Sequence[Cell]) -> bool:
    """Whether a row is a total: a word like „Summe“ and otherwise nothing but numbers."""
    texts = [cell for cell in cells if isinstance(cell, str) and not _NUMBER_TEXT.match(cell)]
    return len(texts) == 1 and _SUM_WORDS.match(texts[0]) is not None


def _names(sheet: Sheet, header: int) -> tuple[str, ...]:
    width = max((_used(row) for row in sheet.rows[header:]), default=0)
    found: list[str] = []
    for index in range(width):
        text = " ".join(cell_text(sheet.rows[header][index]).split()) or f"Spalte {column_letter(index)}"
        count = sum(1 for name in found if re.sub(r" \(\d+\)$", "", name) == text)
        found.append(f"{text} ({count + 1})" if count else text)
    return tuple(found)


def _used(row: Sequence[Cell]) -> int:
    return max((index + 1 for index, cell in enumerate(row) if cell is not None), default=0)


def _line_text(row: Sequence[Cell]) -> str:
    return " · ".join(cell_text(cell) for cell in row if cell is not None)


def column_letter(index: int) -> str:
    """The spreadsheet's name of a column: 0 → „A“, 27 → „AB“."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
