"""Register figures out of tables: one group per line with its persons, or a cross table of two features.

Groups are recognised by the answers of the questionnaire; ages may stand as single years. Nothing is guessed: a line
or column without an answer is told with its place, sums are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.common.german import search_form
from coordinator_app.domain.register_margins import JOIN, GroupReader, MarginCell, Values, cells_of
from coordinator_app.exchange.cells import Cell, cell_text, column_letter
from coordinator_app.exchange.tables import Sheet, TableFile
from coordinator_app.exchange.values import read_integer

_SUMS = re.compile(r"^\W*(summe|gesamt|insgesamt|zusammen|zwischensumme|total|alle)\b", re.IGNORECASE)
_LINES = 40
_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class MarginQuestion:
    """A question figures may be about: the column of the data set, its words, codes with labels."""

    variable: str
    label: str
    values: Values


@dataclass(frozen=True, slots=True)
class ReadMargin:
    """One margin as a table gives it; `problems` name what was not taken over."""

    variable: str
    label: str
    cells: tuple[MarginCell, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lines:
    """The question the first column is about, with the code of every line found."""

    question: MarginQuestion
    codes: dict[int, int]


def read_margins(file: TableFile, questions: Sequence[MarginQuestion]) -> list[ReadMargin]:
    """The margins of all sheets; none when no table has groups that are answers of one of the questions."""
    found = (_read_sheet(sheet, questions) for sheet in file.sheets)
    return [margin for margin in found if margin is not None]


def _read_sheet(sheet: Sheet, questions: Sequence[MarginQuestion]) -> ReadMargin | None:
    readers = [(question, GroupReader(question.values)) for question in questions]
    lines = max((_lines(sheet, *pair) for pair in readers), key=_matches, default=None)
    if lines is None or len(lines.codes) < 2:
        return None
    others = [pair for pair in readers if pair[0] is not lines.question]
    head, columns, second = 0, dict[int, int](), None
    for place in range(min(*lines.codes, _LINES)):
        for question, reader in others:
            codes = _codes(sheet.rows[place][1:], reader)
            if len(codes) >= 2 and len(codes) > len(columns):
                head, columns, second = place, {column + 1: code for column, code in codes.items()}, question
    if second is None:
        return _long(sheet, lines)
    return _crossed(sheet, lines, second, head, columns)


def _matches(found: _Lines) -> int:
    return len(found.codes)


def _lines(sheet: Sheet, question: MarginQuestion, reader: GroupReader) -> _Lines:
    return _Lines(question, _codes([row[0] if row else None for row in sheet.rows], reader))


def _codes(cells: Sequence[Cell], reader: GroupReader) -> dict[int, int]:
    """The code by place of every cell that is an answer; nothing when most cells are none."""
    filled = [place for place, cell in enumerate(cells) if cell is not None and not _is_sum(cell)]
    found = {place: code for place in filled if (code := reader.code(cell_text(cells[place]))) is not None}
    return found if filled and len(found) >= _SHARE * len(filled) - 1 else {}


def _is_sum(cell: Cell) -> bool:
    return _SUMS.match(search_form(cell_text(cell))) is not None


def _long(sheet: Sheet, lines: _Lines) -> ReadMargin:
    """Groups in the first column, persons in the first column of numbers behind it."""
    counts: dict[tuple[int, ...], int] = {}
    problems: list[str] = []
    for line, code in lines.codes.items():
        numbers = [place for place in range(1, len(sheet.rows[line])) if sheet.rows[line][place] is not None]
        place = next((each for each in numbers if _persons(sheet.rows[line][each]) is not None), None)
        _count(sheet, line, place, (code,), counts, problems)
    problems += _left_out(sheet, lines)
    question = lines.question
    return _margin(question.variable, question.label, counts, [question], problems)


def _crossed(sheet: Sheet, lines: _Lines, second: MarginQuestion, head: int, columns: dict[int, int]) -> ReadMargin:
    counts: dict[tuple[int, ...], int] = {}
    problems: list[str] = []
    for line, code in lines.codes.items():
        for place, other in columns.items():
            _count(sheet, line, place, (code, other), counts, problems)
    problems += _left_out(sheet, lines)
    problems += [
        f"{column_letter(place)}{head + 1}: „{cell_text(cell)}“ ist keine Antwort der Frage „{second.label}“."
        for place, cell in enumerate(sheet.rows[head])
        if place and cell is not None and place not in columns and not _is_sum(cell)
    ]
    pair = [lines.question, second]
    variable = JOIN.join(question.variable for question in pair)
    return _margin(variable, f" {JOIN} ".join(question.label for question in pair), counts, pair, problems)


def _count(
    sheet: Sheet,
    line: int,
    place: int | None,
    key: tuple[int, ...],
    counts: dict[tuple[int, ...], int],
    problems: list[str],
) -> None:
    cell = None if place is None or place >= len(sheet.rows[line]) else sheet.rows[line][place]
    persons = _persons(cell)
    if persons is None:
        where = f"{column_letter(place)}{line + 1}" if place is not None else f"Zeile {line + 1}"
        problems.append(f"{where}: „{cell_text(cell)}“ ist keine Anzahl von Personen.")
        return
    counts[key] = counts.get(key, 0) + persons


def _persons(cell: Cell) -> int | None:
    return None if cell_text(cell).strip().startswith(("-", "–", "−")) else read_integer(cell).value


def _left_out(sheet: Sheet, lines: _Lines) -> list[str]:
    """Lines below the first group that are no answer and no sum."""
    first = min(lines.codes)
    return [
        f"Zeile {place + 1}: „{cell_text(row[0])}“ ist keine Antwort der Frage „{lines.question.label}“."
        for place, row in enumerate(sheet.rows)
        if place > first and row[0] is not None and place not in lines.codes and not _is_sum(row[0])
    ]


def _margin(
    variable: str,
    label: str,
    counts: dict[tuple[int, ...], int],
    questions: Sequence[MarginQuestion],
    problems: Sequence[str],
) -> ReadMargin:
    order = [[code for code, _ in question.values] for question in questions]
    names = [dict(question.values) for question in questions]
    return ReadMargin(variable, label, tuple(cells_of(counts, names, first=order)), tuple(problems))
