"""CSV and other delimited text of unknown origin: encoding, separator and broken quotes are found out."""

import csv
import io
import re
from collections.abc import Sequence

from coordinator_app.common.errors import UserError

SEPARATORS = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "senkrechter Strich"}
_SAMPLE_ROWS = 60
_LONGEST_CELL = 40  # lines; a quoted text that runs on further is taken for a quotation mark left open
_UNREADABLE = "\ufffd"
Remarks = list[tuple[int, str]]


def decode(data: bytes, name: str) -> str:
    """Text from UTF-16 (with mark), UTF-8 (with or without mark) or else Windows-1252; `UserError` for binary data."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise _no_text(name) from None
    if b"\x00" in data[:8192]:
        raise _no_text(name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _no_text(name: str) -> UserError:
    text = f"„{name}“ ist keine Tabelle, die das Programm lesen kann. Möglich sind .xlsx, .xls, .ods und .csv."
    return UserError(text, help_topic="excel-liste")


def find_separator(text: str) -> str:
    """The separator that splits the first lines into the most columns most evenly; ";" when none does."""
    best, best_score = ";", 0.0
    for separator in SEPARATORS:
        try:
            counts = [len(row) for row in rows_of(text[:200_000], separator, _SAMPLE_ROWS) if row]
        except csv.Error:  # a quotation mark left open swallows too much
            counts = [line.count(separator) + 1 for line in text[:200_000].splitlines()[:_SAMPLE_ROWS] if line]
        if not counts:
            continue
        usual = max(set(counts), key=counts.count)
        if usual < 2:
            continue
        score = counts.count(usual) / len(counts) * min(usual, 20)
        if score > best_score:
            best, best_score = separator, score
    return best


def rows_of(text: str, separator: str, limit: int | None = None) -> list[list[str]]:
    """The records of a text, at most `limit`; raises `csv.Error` for what the reader cannot take."""
    found: list[list[str]] = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        found.append(row)
        if limit is not None and len(found) >= limit:
            break
    return found


def read_delimited(data: bytes, name: str) -> tuple[str, list[list[str]], Remarks]:
    """A label like „CSV (Semikolon)“, all rows as text, and what was odd by line; `UserError` for binary files."""
    text = decode(data, name)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[4], rest  # Excel's own hint line
    else:
        separator = find_separator(text)
    remarks: Remarks = []
    try:
        rows = rows_of(text, separator)
    except csv.Error:
        rows = []
    if not rows or _has_swallowed(rows, separator):
        rows, remarks = _line_by_line(text, separator)
    if _UNREADABLE in text:
        message = "Ein Zeichen war nicht lesbar und steht als „\ufffd“ da. Bitte die Zeile ansehen."
        remarks += [(line, message) for line, row in enumerate(rows, 1) if any(_UNREADABLE in cell for cell in row)]
    return f"CSV ({SEPARATORS.get(separator, separator)})", [[_bare(cell) for cell in row] for row in rows], remarks


def _bare(cell: str) -> str:
    """A text without the apostrophe that keeps spreadsheet programs from computing it (also written by us)."""
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip()[:1] in {"=", "+", "-", "@"} else cell


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    widths = [len(row) for row in rows if len(row) > 1]
    return max(set(widths), key=widths.count) if widths else 1


def _has_swallowed(rows: Sequence[Sequence[str]], separator: str) -> bool:
    """Whether a quotation mark left open made one cell out of several."""
    usual = _usual_width(rows)
    if usual < 2:
        return any(separator in cell and cell.count("\n") > _LONGEST_CELL for row in rows for cell in row)
    last = rows[-1][-1] if rows[-1] else ""
    if len(rows[-1]) < usual and separator in last:
        return True
    return any("\n" in cell and cell.count(separator) >= usual - 1 for row in rows for cell in row)


def _line_by_line(text: str, separator: str) -> tuple[list[list[str]], Remarks]:
    """As `rows_of`, but a quotation mark that is never closed counts as a sign like any other."""
    lines = text.splitlines()
    usual = _usual_width([line.split(separator) for line in lines])
    rows: list[list[str]] = []
    remarks: Remarks = []
    place = 0
    while place < len(lines):
        taken, row = _record(lines, place, separator, usual)
        place += taken
        if row is None:
            row = [cell.strip() for cell in lines[place - taken].split(separator)]
            message = "Ein Anführungszeichen ist nicht geschlossen. Die Zeile wurde einzeln gelesen: bitte ansehen."
            remarks.append((len(rows) + 1, message))
        rows.append(row)
    return rows, remarks


def _record(lines: Sequence[str], start: int, separator: str, usual: int) -> tuple[int, list[str] | None]:
    """How many lines the record takes, and its cells; None when its quotes do not come out even."""
    mark = re.escape(separator)
    whole = re.compile(rf'(^|{mark})\s*"(?:[^"]|"")*"')
    begun = re.compile(rf'(^|{mark})\s*"')
    joined = lines[start]
    for taken, line in enumerate(lines[start : start + _LONGEST_CELL], 1):
        joined = joined if taken == 1 else f"{joined}\n{line}"
        if begun.search(whole.sub(r"\1", joined)):
            continue
        try:
            row: list[str] = next(csv.reader(io.StringIO(joined, newline=""), delimiter=separator), [""])
        except csv.Error:  # a field of more than 131,072 signs
            break
        if taken == 1 or (len(row) == usual and not _has_swallowed([row], separator)):
            return taken, row
        break
    return 1, None
