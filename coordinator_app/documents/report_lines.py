"""Blocks of a document as lines of text, by which two states of it are compared."""

from collections.abc import Iterable, Iterator
from typing import Any

from coordinator_app.documents.chart_words import alternative_text
from coordinator_app.documents.content import (
    Block,
    Chart,
    Figure,
    GroupRow,
    Heading,
    KeyValues,
    LabelledItem,
    ListItem,
    Paragraph,
    SourceNote,
    Table,
    plain,
    walk,
)
from coordinator_app.documents.formats import value_text
from coordinator_app.domain.report_comparison import CELL, HEADING

_EVERYTHING = 1_000_000  # characters of the sentences of a chart: never shortened to its extremes


def lines_of(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Everything the blocks say, one line per paragraph, list item, row and chart, footnotes behind; without looks."""
    kept = tuple(blocks)
    found = [line for block in kept for line in _block(block)]
    return tuple(" ".join(line.split()) for line in (*found, *_notes(kept)) if line.strip())


def _block(block: Any) -> Iterator[str]:
    if isinstance(block, Heading):
        yield HEADING + " ".join(filter(None, (block.label, block.text)))
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, KeyValues):
        yield from (CELL.join((key, plain(value))) for key, value in block.pairs)
    elif isinstance(block, Chart):
        yield block.alt or alternative_text(block.description, _EVERYTHING)
    elif isinstance(block, Figure):
        yield block.caption or block.alt
    elif isinstance(block, Paragraph | SourceNote):
        yield plain(block.text)
    else:
        yield from _parts(block)


def _parts(block: Any) -> Iterator[str]:
    """Lists, boxes and sections: the lines of what they hold."""
    for name in getattr(block, "__dataclass_fields__", ()):
        value = getattr(block, name)
        if name in {"title", "detail", "text"} and value:
            yield plain(value)
        elif name in {"items", "blocks"}:
            for part in value:
                yield from _item(part)


def _item(part: Any) -> Iterator[str]:
    if isinstance(part, LabelledItem):
        yield CELL.join((part.label, plain(part.text)))
    elif isinstance(part, ListItem):
        yield plain(part.text)
        yield from (plain(text) for text in part.items)
    elif hasattr(part, "__dataclass_fields__") and not hasattr(part, "bold"):
        yield from _block(part)
    else:
        yield plain(part)


def _table(table: Table) -> Iterator[str]:
    rows = [*table.rows, *([table.totals] if table.totals else [])]
    if table.caption:
        yield table.caption
    for row in rows:
        if isinstance(row, GroupRow):
            yield HEADING + row.text
        else:
            cells = (plain(value_text(value, column.kind)) for value, column in zip(row, table.columns, strict=False))
            yield CELL.join(cells)


def _notes(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The footnotes, where sources stand, each once."""
    found = (getattr(node, "note", "") for node in walk(blocks))
    yield from dict.fromkeys(note for note in found if note)
