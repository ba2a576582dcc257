"""Measures both renderers share, so that Word and PDF break lines and pages alike (millimetres)."""

from collections.abc import Sequence
from functools import cache

from coordinator_app.documents.content import (
    Block,
    Document,
    KeyValues,
    LabelledList,
    Orientation,
    Paragraph,
    Signatures,
    Text,
    plain,
)
from coordinator_app.documents.text import FONTS, clean

PAGE = (210.0, 297.0)
MARGIN_LEFT, MARGIN_RIGHT = 25.0, 20.0
CELL_PADDING = 4.8  # both sides together, with a hair to spare
TABLE_POINTS, COMPACT_POINTS, BODY_POINTS = 9.5, 8.0, 10.5
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
