"""The values of spreadsheet cells and how a person would write them."""

import re
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None

_NUMBER_TEXT = re.compile(r"^[\d.,\s€%–-]+(EUR|Euro)?$", re.IGNORECASE)


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


def is_number_text(text: str) -> bool:
    """Whether a text is only a number, an amount or a span of numbers."""
    return _NUMBER_TEXT.match(text) is not None


def column_letter(index: int) -> str:
    """The spreadsheet's name of a column: 0 → „A“, 27 → „AB“."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
