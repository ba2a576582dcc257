"""Tables of answers, column by column: every column as its different texts and their place in each row.

A survey's answers are many rows of few different values, so everything later is decided once per different text. CSV is
read by `answer_csv` in blocks of bounded size; Excel and OpenDocument through `tables`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.exchange.cells import cell_text, column_letter, is_number_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_BYTES = 120 * 1024 * 1024
MAX_ROWS = 500_000
MAX_COLUMNS = 3_000
HEADING_LINES = 6
"""Lines at the top among which the heading is looked for."""

HELP = "antworten-einlesen"
Known = Callable[[str], bool]
"""Whether a heading names something the form knows."""

Remark = tuple[int, str]
"""(line of the file, what was odd about it)."""


@dataclass(frozen=True, eq=False, slots=True)
class Column:
    """One column: `texts` are the different values ("" = empty), `places` (int32) the index of every row's text."""

    heading: str
    texts: tuple[str, ...]
    places: "NDArray[np.int32]"

    def first_row(self, place: int) -> int:
        """The first row (from 0) with this text."""
        return int((self.places == place).argmax())

    def counts(self) -> "NDArray[np.int64]":
        """How often each text occurs."""
        import numpy as np

        return np.bincount(self.places, minlength=len(self.texts)).astype(np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class AnswerTable:
    """A table of answers. `first_line` is the line of row 0 in the file, `above` the other lines of the heading.

    `left_out` counts lines that could not be read as rows; each stands in `remarks`.
    """

    name: str
    format_label: str
    columns: tuple[Column, ...]
    rows: int
    lines: "NDArray[np.int32]"
    above: tuple[tuple[str, ...], ...] = ()
    remarks: tuple[Remark, ...] = ()
    left_out: int = 0

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings in their order."""
        return tuple(column.heading for column in self.columns)

    def row_marks(self) -> "NDArray[np.uint64]":
        """A mark of every row's cells as they stand in the file, the same for the same cells at every reading."""
        import numpy as np

        found = np.zeros(self.rows, np.uint64)
        for column in self.columns:
            marks = [blake2b(text.encode(), digest_size=8).digest() for text in column.texts]
            different = np.frombuffer(b"".join(marks), "<u8")
            found = found * np.uint64(0x9E3779B97F4A7C15) + (different[column.places] if marks else np.uint64(0))
        return found

    def place(self, column: int, row: int = 0) -> str:
        """A cell as spreadsheet programs name it („C17“)."""
        return f"{column_letter(column)}{int(self.lines[row]) if self.rows else 1}"


def read_answers(path: Path, known: Known, job: JobContext | None = None) -> AnswerTable:
    """Read a file of answers; `UserError` with what is wrong and what to do, `Cancelled` when the user stops."""
    context = job or JobContext()
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise too_large(path.name, size)
        data = path.read_bytes()
    except FileNotFoundError:
        raise UserError(f"„{path.name}“ gibt es an diesem Ort nicht mehr. Bitte die Datei neu wählen.") from None
    except IsADirectoryError:
        raise UserError(f"„{path.name}“ ist ein Ordner. Bitte eine Datei wählen.") from None
    except OSError:
        text = f"„{path.name}“ lässt sich nicht öffnen. Ist sie noch in Excel geöffnet oder fehlt die Berechtigung?"
        raise UserError(text, help_topic=HELP) from None
    return table_from(data, path.name, known, context)


def table_from(data: bytes, name: str, known: Known, job: JobContext) -> AnswerTable:
    """As `read_answers`, from bytes."""
    from coordinator_app.exchange import answer_csv, tables

    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        job.progress(0, 0, "Tabelle wird gelesen …")
        book = tables.read_bytes(data, name, tables.Limits(MAX_ROWS, MAX_COLUMNS))
        sheet = max(book.sheets, key=lambda item: _fit(item.rows[:HEADING_LINES], known))
        rows = [[cell_text(cell) for cell in row] for row in sheet.rows]
        return from_rows(name, book.format_label, rows, known, job)
    tables.refuse_foreign(data, name)
    return answer_csv.read(data, name, known, job)


def _fit(rows: Sequence[Sequence[Any]], known: Known) -> tuple[int, int]:
    texts = [[cell_text(cell) for cell in row] for row in rows]
    best = max((heading_score(row, known) for row in texts), default=0)
    return best, max((len(row) for row in texts), default=0)


def too_large(name: str, size: int) -> UserError:
    """The refusal of a file beyond `MAX_BYTES`."""
    text = (
        f"„{name}“ ist mit {size // 1_048_576} MB zu groß; eingelesen werden höchstens {MAX_BYTES // 1_048_576} MB. "
        "Bitte die Antworten ohne Zeitmessung und überflüssige Spalten ausgeben oder die Datei teilen."
    )
    return UserError(text, help_topic=HELP)


# --- The heading ------------------------------------------------------------------------------------------------


def heading_score(row: Sequence[str], known: Known) -> int:
    """How many cells of a line are known headings."""
    return sum(1 for cell in row if cell and known(cell))


def heading_place(lines: Sequence[Sequence[str]], known: Known) -> int:
    """Index of the heading among the first lines: the one with the most known headings, else the first full one."""
    scores = [heading_score(line, known) for line in lines[:HEADING_LINES]]
    if scores and max(scores):
        return scores.index(max(scores))
    return next((place for place, line in enumerate(lines) if sum(map(bool, line)) > 1), 0)


def second_headings(lines: Sequence[Sequence[str]], heading: int, known: Known) -> int:
    """How many lines directly below the heading are headings too (question texts under codes).

    Such a line fills most columns with known texts and holds no number, so that no answer is taken for one.
    """
    width = sum(map(bool, lines[heading])) if lines else 0
    found = 0
    for line in lines[heading + 1 : HEADING_LINES]:
        if heading_score(line, known) * 2 <= width or any(is_number_text(cell) for cell in line if cell):
            break
        found += 1
    return found


def one_line(text: str) -> str:
    """A heading on one line."""
    return " ".join(text.split())


# --- From rows of cells -----------------------------------------------------------------------------------------


def from_rows(
    name: str, label: str, rows: list[list[str]], known: Known, job: JobContext, remarks: Iterable[Remark] = ()
) -> AnswerTable:
    """A table from rows of texts as they stand in the file; rows of another width are filled up or left out."""
    import numpy as np

    if not rows:
        raise nothing_in(name)
    top = heading_place(rows, known)
    bottom = top + second_headings(rows, top, known)
    headings = [one_line(text) for text in rows[top]]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MAX_COLUMNS:
        raise too_wide(name, len(headings))
    kept, lines, odd = _fitting(rows, bottom + 1, len(headings))
    if len(kept) > MAX_ROWS:
        raise too_long(name, len(kept))
    columns: list[Column] = []
    for place, heading in enumerate(headings):
        if place % 20 == 0:
            job.progress(place, len(headings), "Spalten werden gelesen …")
        columns.append(_column(heading, [row[place] for row in kept]))
    above = tuple(tuple(rows[line]) for line in range(bottom + 1) if line != top)
    left_out = sum(1 for _, text in odd if "nicht" in text)
    numbers = np.asarray(lines, np.int32)
    return AnswerTable(name, label, tuple(columns), len(kept), numbers, above, (*remarks, *odd), left_out)


def _fitting(rows: list[list[str]], start: int, width: int) -> tuple[list[list[str]], list[int], list[Remark]]:
    """Rows of exactly this width with their lines, and what was odd about others; blank lines are passed over."""
    kept: list[list[str]] = []
    lines: list[int] = []
    odd: list[Remark] = []
    for line, row in enumerate(rows[start:], start + 1):
        if not any(row):
            continue
        if len(row) > width and any(row[width:]):
            odd.append((line, f"Die Zeile hat {len(row)} statt {width} Felder und wird nicht übernommen."))
            continue
        if len(row) < width:
            missing = width - len(row)
            odd.append((line, f"Der Zeile fehlen am Ende {missing} von {width} Feldern; sie gelten als leer."))
            row = [*row, *[""] * missing]  # noqa: PLW2901 -- the padded row takes its place
        kept.append(row)
        lines.append(line)
    return kept, lines, odd


def _column(heading: str, cells: list[str]) -> Column:
    import numpy as np

    known: dict[str, int] = {}
    places = np.fromiter((known.setdefault(cell, len(known)) for cell in cells), np.int32, len(cells))
    return folded(heading, list(known), places)


def folded(heading: str, texts: Sequence[str], places: "NDArray[np.int32]") -> Column:
    """A column whose texts are trimmed; those that become the same are one."""
    import numpy as np

    known: dict[str, int] = {}
    table = [known.setdefault(bare(text), len(known)) for text in texts]
    if len(known) == len(table):
        return Column(heading, tuple(known), places)
    return Column(heading, tuple(known), np.asarray(table, np.int32)[places])


def bare(text: str) -> str:
    """A text without outer blanks and without the apostrophe that keeps Excel from computing it."""
    text = text.replace("\xa0", " ").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text


def nothing_in(name: str) -> UserError:
    """The refusal of a file without a table."""
    return UserError(f"„{name}“ enthält keine Antworten. Bitte eine andere Datei wählen.", help_topic=HELP)


def too_long(name: str, rows: int) -> UserError:
    """The refusal of a file beyond `MAX_ROWS`."""
    text = f"„{name}“ hat {rows} Zeilen; eingelesen werden höchstens {MAX_ROWS}. Bitte die Datei teilen."
    return UserError(text, help_topic=HELP)


def too_wide(name: str, columns: int) -> UserError:
    """The refusal of a file beyond `MAX_COLUMNS`."""
    text = f"„{name}“ hat {columns} Spalten; eingelesen werden höchstens {MAX_COLUMNS}. Bitte weniger Spalten ausgeben."
    return UserError(text, help_topic=HELP)
