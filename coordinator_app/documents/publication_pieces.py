"""A document as the publication check sees it: its words with the headings above them, its tables as numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from coordinator_app.documents.content import (
    Block,
    Boxed,
    Chart,
    Document,
    Figure,
    GroupRow,
    Heading,
    KeyValues,
    LabelledList,
    ListItem,
    Section,
    Signatures,
    Table,
    Text,
    runs,
)
from coordinator_app.documents.formats import value_text
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.publication_findings import Grid, Passage

_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})*|-?\d+")
_BESIDE = 100  # characters of a heading in a place


@dataclass(slots=True)
class _Pieces:
    """The pieces found so far and the headings above."""

    passages: list[Passage] = field(default_factory=list[Passage])
    grids: list[Grid] = field(default_factory=list[Grid])
    heads: list[str] = field(default_factory=list[str])

    @property
    def where(self) -> str:
        return " › ".join(self.heads)[-_BESIDE:]

    def say(self, *texts: Text) -> None:
        words = "\n".join(filter(None, (_words(text) for text in texts)))
        if words.strip():
            self.passages.append(Passage(self.where, words))


def pieces_of(document: Document) -> tuple[list[Passage], list[Grid]]:
    """The passages and tables of a document in reading order; letterhead and footer are not looked at."""
    found = _Pieces()
    found.say(document.title)
    found.say(document.subtitle)
    _take(found, document.blocks)
    return found.passages, found.grids


def _take(found: _Pieces, blocks: Iterable[Block]) -> None:
    for block in blocks:
        match block:
            case Heading():
                del found.heads[block.level - 1 :]
                found.heads.append(" ".join(filter(None, (block.label, block.text))))
                found.say(found.heads[-1])
            case Section() | Boxed():
                found.say(block.title if isinstance(block, Boxed) else "")
                _take(found, block.blocks)
            case Table():
                _table(found, block)
            case Chart():
                _chart(found, block)
            case KeyValues():
                _pairs(found, block.pairs)
            case _:
                for text in _texts(block):
                    found.say(text)


def _texts(block: Any) -> Iterator[Text]:
    """The texts of a block without numbers of its own, one per paragraph or item."""
    match block:
        case LabelledList():
            for item in block.items:
                yield _words((f"{item.label} ", *runs(item.text), "\n", *runs(item.detail)))
        case Signatures():
            for entry in block.entries:
                yield f"{entry.name}, {entry.role}" if entry.name else ""
        case Figure():
            yield block.caption
        case _ if hasattr(block, "items"):
            for item in block.items:
                yield item.text if isinstance(item, ListItem) else item
                yield from item.items if isinstance(item, ListItem) else ()
        case _ if hasattr(block, "text"):
            title = getattr(block, "title", "")
            yield (f"{title}: ", *runs(block.text)) if title else block.text
        case _:
            return


def _pairs(found: _Pieces, pairs: Sequence[tuple[str, Text]]) -> None:
    for label, text in pairs:
        words = _words(text)
        number = _value(words)
        if isinstance(number, str):
            found.say(f"{label}: {words}")
        else:
            found.grids.append(Grid(found.where, "", (label, ""), ((label, number),)))


def _table(found: _Pieces, table: Table) -> None:
    """A table: its numbers as a grid, the words of each row together, so that name and function stay beside."""
    found.say(table.caption)
    group = ""
    rows: list[tuple[str | float | None, ...]] = []
    for row in table.rows:
        if isinstance(row, GroupRow):
            group = row.text
            found.say(group)
            continue
        cells = [_cell(value, column.kind) for value, column in zip(row, table.columns, strict=False)]
        found.say(" · ".join(cell for cell in cells if isinstance(cell, str) and cell))
        rows.append((_named(cells[0], group), *cells[1:]) if cells else ())
    totals = [_cell(value, column.kind) for value, column in zip(table.totals or (), table.columns, strict=False)]
    labels = tuple(column.label for column in table.columns)
    found.grids.append(Grid(found.where, table.caption, labels, tuple(rows), tuple(totals)))


def _named(cell: str | float | None, group: str) -> str | float | None:
    return f"{group}, {cell}" if group and isinstance(cell, str) else cell


def _chart(found: _Pieces, chart: Chart) -> None:
    shown = chart.description
    caption = chart.caption or shown.title
    found.say(caption)
    unit = f" {shown.unit}" if shown.unit else ""
    columns = ("", *(f"{series.name}{unit}" for series in shown.series))
    rows = tuple(
        (category, *(series.values[place] for series in shown.series))
        for place, category in enumerate(shown.categories)
    )
    found.grids.append(Grid(found.where, caption, columns, rows))


def _cell(value: Any, kind: Kind) -> str | float | None:
    """A cell as number or words; money is words: it counts nobody."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int | float) and kind is not Kind.MONEY:
        return value
    return _value(_words(value_text(value, kind)))


def _value(words: str) -> str | float:
    text = words.strip()
    return int(text.replace(".", "")) if _NUMBER.fullmatch(text) else words


def _words(text: Text) -> str:
    """The words of a text with its notes behind it."""
    parts = runs(text)
    notes = " ".join(run.note for run in parts if run.note)
    return "".join(run.text for run in parts) + (f"\n{notes}" if notes else "")
