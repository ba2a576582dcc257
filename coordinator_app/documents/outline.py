"""What a document is made of, seen from above: its headings with their numbers, its captions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from coordinator_app.documents.chart_words import caption_of
from coordinator_app.documents.content import Block, Chart, Document, Figure, Heading, Section, Table
from coordinator_app.documents.layout import heading_words
from coordinator_app.documents.text import clean

NUMBERED_LEVELS = 3
NUMBER_WIDTHS = (8.0, 11.0, 14.0)
"""Millimetres from the number of a heading to its words, by level."""


class Listed(Enum):
    """What a list of the contents names; the value is its word in captions."""

    HEADING = ""
    FIGURE = "Abbildung"
    TABLE = "Tabelle"


@dataclass(frozen=True, slots=True)
class Places:
    """The pages of everything that can be listed, each in the order of the document."""

    headings: tuple[int, ...]
    figures: tuple[int, ...]
    tables: tuple[int, ...]

    def page(self, kind: Listed, place: int) -> int | None:
        """The page of the `place`th (from 1) of a kind; None when the pages are not known."""
        pages = {Listed.HEADING: self.headings, Listed.FIGURE: self.figures, Listed.TABLE: self.tables}[kind]
        return pages[place - 1] if place <= len(pages) else None


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks in their order, sections opened."""
    for block in blocks:
        if isinstance(block, Section):
            yield from flat(block.blocks)
        else:
            yield block


class Numbers:
    """Counts the headings of a document in their order; none has a number in a document that is not numbered."""

    def __init__(self, document: Document) -> None:
        self._counts = [0] * NUMBERED_LEVELS
        self._numbered = document.numbered
        self._silent = NUMBERED_LEVELS + 1  # level of the heading without number above, what is below has none

    def next(self, heading: Heading) -> str:
        """The number of the next heading, „“ for none."""
        level = heading.level
        if level <= self._silent:
            self._silent = NUMBERED_LEVELS + 1
        if not self._numbered or level >= self._silent or level > NUMBERED_LEVELS:
            return ""
        if heading.label or not heading.numbered:
            self._silent = level
            return ""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (NUMBERED_LEVELS - level)
        return ".".join(str(count) for count in self._counts[:level])


def headings_of(document: Document) -> list[tuple[str, Heading]]:
    """The headings in their order, each with its number."""
    numbers = Numbers(document)
    return [(numbers.next(block), block) for block in flat(document.blocks) if isinstance(block, Heading)]


def heading_line(heading: Heading) -> str:
    """The words of a heading without its number, in one line."""
    label = f"{' '.join(clean(heading.label).split())}\N{EN SPACE}" if heading.label else ""
    return label + heading_words(clean(heading.text))


def caption_line(block: Block) -> tuple[Listed, str] | None:
    """The caption of a figure, chart or table that is shown with one."""
    if isinstance(block, Table):
        return (Listed.TABLE, block.caption) if block.caption and block.rows else None
    if isinstance(block, Figure):
        return (Listed.FIGURE, block.caption) if block.caption else None
    if isinstance(block, Chart) and not block.description.is_empty and caption_of(block):
        return Listed.FIGURE, caption_of(block)
    return None


def captions_of(document: Document, kind: Listed) -> Sequence[str]:
    """The captions of one kind in their order."""
    found = (caption_line(block) for block in flat(document.blocks))
    return [entry[1] for entry in found if entry is not None and entry[0] is kind]
