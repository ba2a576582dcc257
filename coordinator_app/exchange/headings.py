"""Finds the heading of a table, also one of two lines („Laufzeit“ over „von“ and „bis“)."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coordinator_app.exchange.cells import Cell, cell_text, column_letter, is_number_text

if TYPE_CHECKING:
    from coordinator_app.exchange.tables import Sheet

Heading = tuple[int, int]  # indexes of the first and the last line
HEADER_SEARCH = 40  # a heading further down than this is chosen by hand
LONGEST = 45  # characters; longer texts are no headings


def find_heading(sheet: "Sheet", known: Callable[[str], bool] | None = None) -> Heading | None:
    """The most likely heading among the first lines with its second line if it has one; None without a table."""
    line = find_header(sheet, known)
    return None if line is None else heading_at(sheet, line)


def heading_at(sheet: "Sheet", line: int) -> Heading:
    """The heading a line belongs to: alone, or with the line above or below it."""
    if line and _is_pair(sheet, line - 1, line):
        return line - 1, line
    if line + 1 < len(sheet.rows) and _is_pair(sheet, line, line + 1):
        return line, line + 1
    return line, line


def find_header(sheet: "Sheet", known: Callable[[str], bool] | None = None) -> int | None:
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
    texts = [cell for cell in filled if isinstance(cell, str) and not is_number_text(cell)]
    if len(texts) < 2:
        return 0.0
    different = len({text.casefold() for text in texts})
    long = sum(1 for text in texts if len(text) > LONGEST)
    words = sum(1 for text in texts if known is not None and known(text))
    return different + 3 * words - 2 * long - 2 * (len(filled) - len(texts))


def heading_names(sheet: "Sheet", heading: Heading) -> tuple[str, ...]:
    """A name for every column, made different from each other; of two lines „Laufzeit: von“."""
    top, bottom = heading
    width = max((_used(row) for row in sheet.rows[top:]), default=0)
    groups = _groups(sheet, top, bottom) if bottom > top else {}
    found: list[str] = []
    for index in range(width):
        text = _line(sheet.rows[bottom][index])
        over = _line(sheet.rows[top][groups[index]]) if index in groups else ""
        if bottom > top:
            own = _line(sheet.rows[top][index])
            text = f"{over}: {text}" if over and text and text != over else text or own or over
        text = text or f"Spalte {column_letter(index)}"
        count = sum(1 for name in found if re.sub(r" \(\d+\)$", "", name) == text)
        found.append(f"{text} ({count + 1})" if count else text)
    return tuple(found)


def _line(cell: Cell) -> str:
    return " ".join(cell_text(cell).split())


def _used(row: Sequence[Cell]) -> int:
    return max((index + 1 for index, cell in enumerate(row) if cell is not None), default=0)


def _groups(sheet: "Sheet", top: int, bottom: int) -> dict[int, int]:
    """For every column below a group title the column of that title; a group is two columns wide at least."""
    row, below = sheet.rows[top], sheet.rows[bottom]
    width = max(_used(row), _used(below))
    starts = [index for index in range(len(row)) if row[index] is not None]
    found: dict[int, int] = {}
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else width
        if end - start >= 2:
            found.update(dict.fromkeys(range(start, end), start))
    return found


def _is_pair(sheet: "Sheet", top: int, bottom: int) -> bool:
    """Whether two lines are one heading: group titles above, their columns below.

    Below there stand words under groups only, so that a first data row, which fills other columns too, is none.
    """
    above = sheet.rows[top]
    below = [
        None if (bottom + 1, index) in sheet.filled_down else cell for index, cell in enumerate(sheet.rows[bottom])
    ]
    titles = [cell for cell in above if cell is not None]
    words = [(index, cell) for index, cell in enumerate(below) if cell is not None]
    if len(titles) < 2 or len(words) < 2 or not all(map(_is_title, [*titles, *(cell for _, cell in words)])):
        return False
    groups = _groups(sheet, top, bottom)
    under = [groups[index] for index, _ in words if index in groups]
    if not any(under.count(start) >= 2 for start in set(under)):
        return False
    alone = [index for index, cell in enumerate(above) if cell is not None and index not in groups]
    if alone:
        return len(under) == len(words)
    return len(words) == _used(below) and not any(":" in cell_text(cell) for cell in titles)


def _is_title(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) <= LONGEST and not re.search(r"\d", cell)
