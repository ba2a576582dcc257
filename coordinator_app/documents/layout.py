"""Measures both renderers share, so that Word and PDF break lines and pages alike (millimetres)."""

from collections.abc import Sequence
from functools import cache
from itertools import islice

from coordinator_app.documents.content import (
    Block,
    Document,
    GroupRow,
    KeyValues,
    LabelledList,
    Orientation,
    Paragraph,
    Signatures,
    Table,
    Text,
    plain,
)
from coordinator_app.documents.formats import RIGHT_KINDS, value_text
from coordinator_app.documents.text import FONTS, clean

PAGE = (210.0, 297.0)
MARGIN_LEFT, MARGIN_RIGHT = 25.0, 20.0
CELL_PADDING = 4.8  # both sides together, with a hair to spare
TABLE_POINTS, COMPACT_POINTS, BODY_POINTS = 9.5, 8.0, 10.5
_SAMPLE = 400  # rows looked at to find the width of a column
_WIDEST_WORD = 38.0
_WIDEST_COLUMN = 90.0
_MM_PER_POINT = 0.3528
_OTHER = 900  # thousandths of the type size for characters outside Latin


class _Widths(dict[str, int]):
    """Widths of letters; characters outside Latin are taken for wide ones."""

    def __missing__(self, letter: str) -> int:
        return _OTHER


@cache
def _advances() -> tuple[_Widths, _Widths]:
    """Widths of the Latin letters in the regular and the bold face (resources/fonts/widths.txt)."""
    lines = (FONTS / "widths.txt").read_text(encoding="ascii").splitlines()
    regular, bold = (_Widths({chr(0x20 + n): int(width) for n, width in enumerate(line.split())}) for line in lines)
    return regular, bold


def text_width(text: str, points: float, *, bold: bool = False) -> float:
    """Width of a line set in the text font, in millimetres (without kerning)."""
    known = _advances()[bold]
    return sum(map(known.__getitem__, text)) / 1000 * points * _MM_PER_POINT


def line_width(orientation: Orientation) -> float:
    """Width of the text area."""
    page = PAGE[0] if orientation is Orientation.PORTRAIT else PAGE[1]
    return page - MARGIN_LEFT - MARGIN_RIGHT


def column_widths(table: Table, line: float) -> list[float]:
    """Widths of the columns of a table that fills a line of `line` millimetres.

    Given shares are kept. Otherwise numbers and dates get what they need, words share the rest according to
    their longest line, and no column gets less than its longest word as long as there is room.
    """
    needed = [_needed(table, index) for index in range(len(table.columns))]
    least = [minimum for minimum, _ in needed]
    if all(column.width > 0 for column in table.columns):
        return _scaled([column.width for column in table.columns], line)
    shares = sum(column.width for column in table.columns) or 1.0
    wanted = [
        max(minimum, column.width / shares * line * 0.6) if column.width else natural
        for column, (minimum, natural) in zip(table.columns, needed, strict=True)
    ]
    room = line - sum(least)
    if room <= 0:
        return _scaled(least, line)
    more = [max(0.0, want - minimum) for want, minimum in zip(wanted, least, strict=True)]
    spare = room - sum(more)
    if spare >= 0:
        grows = [
            0.0 if column.kind in RIGHT_KINDS else want for column, want in zip(table.columns, wanted, strict=True)
        ]
        grows = grows if sum(grows) else wanted
        return [
            minimum + extra + spare * grow / sum(grows) for minimum, extra, grow in zip(least, more, grows, strict=True)
        ]
    return [minimum + room * extra / sum(more) for minimum, extra in zip(least, more, strict=True)]


def natural_widths(table: Table) -> list[float]:
    """What the columns would like to have, in millimetres: their longest line (words at most 90)."""
    return [_needed(table, index)[1] for index in range(len(table.columns))]


def _needed(table: Table, index: int) -> tuple[float, float]:
    """Least and natural width of a column: its longest word and its longest line."""
    column = table.columns[index]
    texts = [
        plain(value_text(row[index], column.kind))
        for row in islice((row for row in table.rows if not isinstance(row, GroupRow)), _SAMPLE)
    ]
    if table.totals is not None:
        texts.append(plain(value_text(table.totals[index], column.kind)))
    points = COMPACT_POINTS if table.compact else TABLE_POINTS
    lines = {line for text in texts for line in text.splitlines()}
    whole = max((text_width(line, points) for line in lines), default=0.0)
    head = max((text_width(word, points, bold=True) for word in column.label.split()), default=0.0)
    if column.kind in RIGHT_KINDS:
        width = max(whole, head) + CELL_PADDING
        return width, width
    words = {word for line in lines for word in line.split()}
    word = max((text_width(word, points) for word in words), default=0.0)
    least = max(min(word, _WIDEST_WORD), head) + CELL_PADDING
    natural = max(min(whole, _WIDEST_COLUMN), text_width(column.label, points, bold=True)) + CELL_PADDING
    return least, max(least, natural)


def _scaled(shares: Sequence[float], line: float) -> list[float]:
    total = sum(shares)
    return [share / total * line for share in shares]


def label_width(labels: Sequence[str]) -> float:
    """Width of a hanging label column that holds the labels in bold: 14 to 50 mm."""
    widest = max((text_width(label, BODY_POINTS, bold=True) for label in labels), default=0.0)
    return min(50.0, max(14.0, widest + 4.0))


def labels_of(block: KeyValues | LabelledList) -> list[str]:
    """The words in the hanging column."""
    if isinstance(block, KeyValues):
        return [key for key, _ in block.pairs]
    return [item.label for item in block.items]


def kept_with_next(blocks: Sequence[Block], index: int) -> bool:
    """Whether the paragraph at `index` must not be parted from what follows (signatures never stand alone)."""
    block = blocks[index]
    follows = blocks[index + 1] if index + 1 < len(blocks) else None
    return isinstance(block, Paragraph) and (block.keep or isinstance(follows, Signatures))


def has_words(text: Text) -> bool:
    """Whether there is anything to print; paragraphs without are left out."""
    return bool(clean(plain(text)).strip())


def heading_words(text: str) -> str:
    """The words of a heading or title; a visible marker where there are none."""
    return " ".join(text.split()) or "[Überschrift fehlt]"


def properties_subject(document: Document) -> str:
    """What the file properties name as subject."""
    return document.subject or document.subtitle
