"""How wide the columns of a table are and how large its type is, the same in Word and PDF (millimetres)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from coordinator_app.documents.content import GroupRow, Table, Text, plain
from coordinator_app.documents.formats import RIGHT_KINDS, value_text
from coordinator_app.documents.layout import CELL_PADDING, COMPACT_POINTS, TABLE_POINTS, text_width

_SAMPLE = 400  # rows looked at to find the width of a column
_WIDEST_WORD = 38.0
_WIDEST_COLUMN = 90.0
_PIECES = re.compile(r"\s+|(?<=[-/])(?=\w)")  # where a head may break


@dataclass(frozen=True, slots=True)
class Widths:
    """The columns of a table; `is_small` where it has the smaller type, wanted or needed for its heads."""

    columns: list[float]
    is_small: bool

    @property
    def points(self) -> float:
        """The size of the type."""
        return COMPACT_POINTS if self.is_small else TABLE_POINTS

    def hold(self, texts: Sequence[Text]) -> bool:
        """Whether every cell of a row has room in one line."""
        return all(
            isinstance(text, str) and "\n" not in text and text_width(text, self.points) <= width - CELL_PADDING
            for text, width in zip(texts, self.columns, strict=True)
        )


@dataclass(frozen=True, slots=True)
class _Need:
    """What a column must have (words of its head, numbers), should have (its longest word) and would like."""

    must: float
    least: float
    natural: float


def table_widths(table: Table, line: float) -> Widths:
    """Columns that fill a line of `line` millimetres.

    Given shares are kept. Otherwise numbers and dates get what they need, words share the rest according to
    their longest line, and no column gets less than its longest word as long as there is room. Words of the head and
    numbers do not break: where they have no room, other columns give way, then the type gets smaller.
    """
    small, needs = table.compact, _needs(table, small=table.compact)
    if not small and sum(need.must for need in needs) > line:
        small, needs = True, _needs(table, small=True)
    return Widths(_lifted(_wished(table, needs, line), [need.must for need in needs], line), small)


def natural_widths(table: Table) -> list[float]:
    """What the columns would like to have, in millimetres: their longest line (words at most 90)."""
    return [need.natural for need in _needs(table, small=table.compact)]


def _wished(table: Table, needs: Sequence[_Need], line: float) -> list[float]:
    if all(column.width > 0 for column in table.columns):
        return _scaled([column.width for column in table.columns], line)
    least = [need.least for need in needs]
    shares = sum(column.width for column in table.columns) or 1.0
    wanted = [
        max(need.least, column.width / shares * line * 0.6) if column.width else need.natural
        for column, need in zip(table.columns, needs, strict=True)
    ]
    room = line - sum(least)
    if room <= 0:
        return _scaled(least, line)
    more = [max(0.0, want - minimum) for want, minimum in zip(wanted, least, strict=True)]
    spare = room - sum(more)
    if spare < 0:
        return [minimum + room * extra / sum(more) for minimum, extra in zip(least, more, strict=True)]
    grows = [0.0 if column.kind in RIGHT_KINDS else want for column, want in zip(table.columns, wanted, strict=True)]
    grows = grows if sum(grows) else wanted
    return [
        minimum + extra + spare * grow / sum(grows) for minimum, extra, grow in zip(least, more, grows, strict=True)
    ]


def _lifted(widths: list[float], must: Sequence[float], line: float) -> list[float]:
    """The widths with none below what it must have; the others give in proportion to what they have more."""
    lack = sum(max(0.0, least - width) for width, least in zip(widths, must, strict=True))
    if not lack:
        return widths
    if sum(must) >= line:
        return _scaled(must, line)
    slack = [max(0.0, width - least) for width, least in zip(widths, must, strict=True)]
    return [
        max(width, least) - lack * more / sum(slack) for width, least, more in zip(widths, must, slack, strict=True)
    ]


def _needs(table: Table, *, small: bool) -> list[_Need]:
    return [_need(table, index, COMPACT_POINTS if small else TABLE_POINTS) for index in range(len(table.columns))]


def _need(table: Table, index: int, points: float) -> _Need:
    column = table.columns[index]
    texts = [
        plain(value_text(row[index], column.kind))
        for row in islice((row for row in table.rows if not isinstance(row, GroupRow)), _SAMPLE)
    ]
    if table.totals is not None:
        texts.append(plain(value_text(table.totals[index], column.kind)))
    lines = {line for text in texts for line in text.splitlines()}
    whole = max((text_width(line, points) for line in lines), default=0.0)
    head = max((text_width(word, points, bold=True) for word in _PIECES.split(column.label)), default=0.0)
    if column.kind in RIGHT_KINDS:
        width = max(whole, head) + CELL_PADDING
        return _Need(width, width, width)
    words = {word for line in lines for word in line.split()}
    word = max((text_width(word, points) for word in words), default=0.0)
    least = max(min(word, _WIDEST_WORD), head) + CELL_PADDING
    natural = max(min(whole, _WIDEST_COLUMN), text_width(column.label, points, bold=True)) + CELL_PADDING
    return _Need(head + CELL_PADDING, least, max(least, natural))


def _scaled(shares: Sequence[float], line: float) -> list[float]:
    total = sum(shares)
    return [share / total * line for share in shares]
