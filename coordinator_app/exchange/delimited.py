"""CSV and other delimited text of unknown origin: encoding and separator are found out."""

import csv
import io

from coordinator_app.common.errors import UserError

_SEPARATORS = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "senkrechter Strich"}
_SAMPLE_ROWS = 60


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
    for separator in _SEPARATORS:
        counts = [len(row) for row in _rows(text[:200_000], separator, _SAMPLE_ROWS) if row]
        if not counts:
            continue
        usual = max(set(counts), key=counts.count)
        if usual < 2:
            continue
        score = counts.count(usual) / len(counts) * min(usual, 20)
        if score > best_score:
            best, best_score = separator, score
    return best


def _rows(text: str, separator: str, limit: int | None = None) -> list[list[str]]:
    found: list[list[str]] = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        found.append(row)
        if limit is not None and len(found) >= limit:
            break
    return found


def read_delimited(data: bytes, name: str) -> tuple[str, list[list[str]]]:
    """A label like „CSV (Semikolon)“ and all rows as text; `UserError` for binary or unbalanced files."""
    text = decode(data, name)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[4], rest  # Excel's own hint line
    else:
        separator = find_separator(text)
    try:
        rows = _rows(text, separator)
    except csv.Error:
        message = f"„{name}“ lässt sich nicht in Spalten teilen. Bitte in Excel öffnen und als „.xlsx“ speichern."
        raise UserError(message, help_topic="excel-liste") from None
    return f"CSV ({_SEPARATORS.get(separator, separator)})", rows
