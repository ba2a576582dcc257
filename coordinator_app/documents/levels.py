"""Parts of other documents inside a chapter: their headings moved down, tables without empty columns."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coordinator_app.documents.content import Block, GroupRow, Heading, Row, Table

_DEEPEST = 4


def lowered(blocks: Iterable[Block], by: int) -> tuple[Block, ...]:
    """The blocks with every heading `by` levels lower, at most to the fourth."""
    return tuple(
        replace(block, level=min(block.level + by, _DEEPEST)) if isinstance(block, Heading) else block
        for block in blocks
    )


def without_empty(table: Table) -> Table:
    """The table without the columns (but the first) no row has anything in."""
    cells = [row for row in table.rows if not isinstance(row, GroupRow)]
    kept = [
        place
        for place in range(len(table.columns))
        if not place or any(row[place] is not None and row[place] != "" for row in cells)
    ]
    if not cells or len(kept) == len(table.columns):
        return table
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(row if isinstance(row, GroupRow) else _only(row, kept) for row in table.rows),
        totals=_only(table.totals, kept) if table.totals is not None else None,
    )


def _only(row: Sequence[object], kept: Sequence[int]) -> Row:
    return tuple(row[place] for place in kept)
