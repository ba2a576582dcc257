"""CSV of answers, fast: separators of a block are found at once, columns are cut out and counted without a loop.

A file whose lines do not all have the same number of fields, or whose quotation marks do not come out even, is read by
`delimited` instead, line by line. Memory is bounded by the block, not by the file.
"""

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.exchange.answer_table import (
    HEADING_LINES,
    MAX_COLUMNS,
    MAX_ROWS,
    AnswerTable,
    Column,
    Known,
    folded,
    from_rows,
    heading_place,
    nothing_in,
    one_line,
    second_headings,
    too_long,
    too_wide,
)
from coordinator_app.exchange.delimited import SEPARATORS, decode, find_separator, read_delimited, rows_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK = 8 * 1024 * 1024
MOST_UNEVEN = 40 * 1024 * 1024
"""Largest file read line by line."""

_LONGEST = 200
"""Lines a quoted text may have; one that runs on further is taken for a quotation mark left open."""

_QUOTE, _RETURN, _NEWLINE = 34, 13, 10


def read(data: bytes, name: str, known: Known, job: JobContext) -> AnswerTable:
    """A table of answers from delimited text of any usual encoding and separator."""
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise nothing_in(name)
    plain, encoding = _plain(data, name)
    separator, begin = _separator(plain, encoding)
    if b"\n" not in plain:
        plain = plain.replace(b"\r", b"\n")  # old Macintosh
    try:
        found = _fast(plain, name, known, job, (separator, begin, encoding))
    except csv.Error:  # a quotation mark left open, or a field of more than 131,072 signs
        found = None
    if found is not None:
        return found
    if len(data) > MOST_UNEVEN:
        text = (
            f"„{name}“ ist groß und ungleichmäßig: Die Zeilen haben nicht alle gleich viele Felder, oder ein "
            "Anführungszeichen ist nicht geschlossen. Bitte die Datei neu ausgeben oder teilen."
        )
        raise UserError(text, help_topic="antworten-einlesen")
    job.progress(0, 0, "Ungleichmäßige Datei wird Zeile für Zeile gelesen …")
    label, rows, remarks = read_delimited(data, name)
    return from_rows(name, label, rows, known, job, remarks)


def _plain(data: bytes, name: str) -> tuple[bytes, str]:
    """The text as bytes in which ASCII signs stand for themselves, without byte order mark, and its encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decode(data, name).encode("utf-8"), "utf-8"
    if b"\x00" in data:
        decode(data[:8192] if b"\x00" in data[:8192] else b"\x00", name)  # raises: no text at all
    body = data.removeprefix(b"\xef\xbb\xbf")
    if body.isascii():
        return body, "utf-8"
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return body, "cp1252"
    return body, "utf-8"


def _separator(plain: bytes, encoding: str) -> tuple[str, int]:
    """The separator and where the table begins (behind Excel's own hint line)."""
    first, _, _ = plain.partition(b"\n")
    hint = first.strip().lower()
    if hint.startswith(b"sep=") and len(hint) == 5 and chr(hint[4]) in SEPARATORS:
        return chr(hint[4]), len(first) + 1
    return find_separator(plain[:200_000].decode(encoding, errors="replace")), 0


# --- The fast way -----------------------------------------------------------------------------------------------


class _Columns:
    """Collects every column over the blocks: different texts as bytes, places block by block."""

    def __init__(self, width: int) -> None:
        self.known: list[dict[bytes, int]] = [{} for _ in range(width)]
        self.places: list[list[NDArray[np.int32]]] = [[] for _ in range(width)]

    def add(self, column: int, texts: list[bytes], places: "NDArray[np.integer]") -> None:
        import numpy as np

        known = self.known[column]
        table = np.asarray([known.setdefault(text, len(known)) for text in texts], np.int32)
        self.places[column].append(table[places])

    def column(self, place: int, heading: str, encoding: str) -> Column:
        import numpy as np

        texts = [
            text.decode(encoding, errors="replace").replace('""', '"').replace("\r\n", "\n")
            for text in self.known[place]
        ]
        parts = self.places[place]
        return folded(heading, texts, np.concatenate(parts) if parts else np.empty(0, np.int32))


def _fast(plain: bytes, name: str, known: Known, job: JobContext, way: tuple[str, int, str]) -> AnswerTable | None:
    """The table when every line has as many fields as the heading; None when it must be read another way."""
    import numpy as np

    separator, begin, encoding = way
    top = _top_lines(plain[begin:], separator, encoding)
    heading = heading_place([line for line, _ in top], known)
    below = second_headings([line for line, _ in top], heading, known)
    headings = [one_line(text) for text in top[heading][0]]
    width = len(headings)
    if width > MAX_COLUMNS:
        raise too_wide(name, width)
    if width < 2 or not all(headings):
        return None
    start = begin + top[heading + below][1]
    columns = _Columns(width)
    rows = 0
    for block, done in _blocks(plain, start):
        job.progress(done, len(plain), "Antworten werden gelesen …")
        taken = _take(block, ord(separator), width, columns)
        if taken is None:
            return None
        rows += taken
        if rows > MAX_ROWS:
            raise too_long(name, rows)
    first = heading + below + 2 + (1 if begin else 0)
    lines = np.arange(first, first + rows, dtype=np.int32)
    made = tuple(columns.column(place, text, encoding) for place, text in enumerate(headings))
    above = tuple(tuple(line) for place, (line, _) in enumerate(top[: heading + below + 1]) if place != heading)
    return AnswerTable(name, f"CSV ({SEPARATORS[separator]})", made, rows, lines, above)


def _top_lines(plain: bytes, separator: str, encoding: str) -> list[tuple[list[str], int]]:
    """The first records with the offset behind each; quotation marks may hold line ends.

    Raises `csv.Error` when one is left open.
    """
    found: list[tuple[list[str], int]] = []
    place = 0
    while place < len(plain) and len(found) < HEADING_LINES:
        end = place
        for _ in range(_LONGEST):
            end = plain.find(b"\n", end) + 1 or len(plain)
            if plain.count(b'"', place, end) % 2 == 0 or end >= len(plain):
                break
        if plain.count(b'"', place, end) % 2:
            raise csv.Error
        text = plain[place:end].decode(encoding, errors="replace")
        rows = rows_of(text, separator, 1)
        found.append((rows[0] if rows else [""], end))
        place = end
    return found or [([""], 0)]


def _blocks(plain: bytes, start: int) -> Iterator[tuple[bytes, int]]:
    """Blocks of whole records and the offset behind each.

    Where no end of a record is found because a quotation mark is left open, the block is cut anyhow: it is uneven then.
    """
    while start < len(plain):
        end = min(start + BLOCK, len(plain))
        if end < len(plain):
            end = cut = plain.rfind(b"\n", start, end) + 1 or end
            odd = plain.count(b'"', start, cut) % 2
            for _ in range(_LONGEST if odd else 0):
                before = plain.rfind(b"\n", start, cut - 1) + 1
                odd ^= plain.count(b'"', before, cut) % 2
                cut = before
                if not odd and cut > start:
                    end = cut
                    break
        yield plain[start:end], end
        start = end


def _take(block: bytes, separator: int, width: int, columns: _Columns) -> int | None:
    """Cut a block of whole records into its columns; the number of rows, None when the block is uneven."""
    import numpy as np

    block = block.rstrip(b"\r\n") + b"\n"
    if block == b"\n":
        return 0
    signs = np.frombuffer(block + b"\x00" * 8, np.uint8)
    text = signs[: len(block)]
    marks = (text == separator) | (text == _NEWLINE)
    quoted = b'"' in block
    if quoted:
        if block.count(b'"') % 2:
            return None
        inside = np.logical_xor.accumulate(text == _QUOTE)
        marks &= ~inside
    ends = np.flatnonzero(marks)
    closing = text[ends] == _NEWLINE
    rows = int(closing.sum())
    if len(ends) != rows * width or not closing[width - 1 :: width].all():
        return None
    starts = np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1)).reshape(rows, width)
    ends = ends.reshape(rows, width)
    for column in range(width):
        first, last = starts[:, column].copy(), ends[:, column].copy()
        if column == width - 1:
            last -= (signs[last - 1] == _RETURN) & (last > first)
        if quoted and not _unquote(signs, first, last):
            return None
        _count(block, signs, (first, last), (columns, column))
    return rows


def _unquote(signs: "NDArray[np.uint8]", first: "NDArray[np.int64]", last: "NDArray[np.int64]") -> bool:
    """Move the ends inside the quotation marks; False when a mark stands where none may."""
    opened = (signs[first] == _QUOTE) & (last > first)
    closed = (last - first >= 2) & (signs[last - 1] == _QUOTE)
    if bool((opened & ~closed).any()):
        return False
    first += opened
    last -= opened
    return True


def _count(
    block: bytes,
    signs: "NDArray[np.uint8]",
    ends: "tuple[NDArray[np.int64], NDArray[np.int64]]",
    goal: tuple[_Columns, int],
) -> None:
    """Find the different texts of one column of a block: by counting for one or two signs, else by sorting."""
    import numpy as np

    first, last = ends
    columns, column = goal
    length = last - first
    longest = int(length.max(initial=0))
    if longest > 8:
        texts = [block[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)]
        known: dict[bytes, int] = {}
        places = np.fromiter((known.setdefault(text, len(known)) for text in texts), np.int32, len(texts))
        columns.add(column, list(known), places)
        return
    key = np.zeros(len(first), np.uint64 if longest > 2 else np.uint16)
    for place in range(longest):
        sign = signs[first + place].astype(key.dtype)
        sign[length <= place] = 0
        key |= sign << key.dtype.type(8 * place)
    if longest > 2:
        different, places = np.unique(key, return_inverse=True)
    else:
        used = np.bincount(key, minlength=65_536) > 0
        different = np.flatnonzero(used)
        table = np.cumsum(used, dtype=np.int32) - 1
        places = table[key]
    texts = [int(value).to_bytes(8, "little").rstrip(b"\x00") for value in different]
    columns.add(column, texts, places)
