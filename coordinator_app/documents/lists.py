"""Lists as documents: the columns a person sees on the screen, as a table for print and Word or as an Excel sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from coordinator_app.documents.content import (
    Block,
    Document,
    GroupRow,
    Letterhead,
    Orientation,
    Paragraph,
    Row,
    Style,
    Table,
    TableColumn,
)
from coordinator_app.documents.layout import line_width
from coordinator_app.documents.table_widths import natural_widths
from coordinator_app.domain.columns import Column
from coordinator_app.domain.fields import Kind

RowT = TypeVar("RowT")
COMPACT_FROM = 8  # columns; more than these are set smaller
_ADDS_UP = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListContent:
    """A list with its typed values: one tuple per row, one value per column, None = missing.

    `state` says in one line what the list shows („Suche „Jugend“ · 34 Einträge · Stand 26.11.2026“).
    `totals` has the sums of the columns that add up, None elsewhere; it is None when there is no such column.
    `heads` are the words above each group of rows with their number; on a sheet the rows follow one another.
    """

    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    state: str = ""
    totals: tuple[Any, ...] | None = None
    heads: tuple[tuple[str, int], ...] = ()


def list_content(title: str, columns: Sequence[Column[RowT]], rows: Sequence[RowT], *, state: str = "") -> ListContent:
    """Take the values of `columns` out of `rows`; empty texts and empty tuples count as missing."""
    takes = [column.value for column in columns]
    values = tuple(tuple(None if (v := take(row)) == "" or v == () else v for take in takes) for row in rows)
    return ListContent(
        title=title,
        columns=tuple(TableColumn(column.label, column.kind) for column in columns),
        rows=values,
        state=state,
        totals=_totals(columns, values),
    )


def _totals(columns: Sequence[Column[Any]], rows: Sequence[tuple[Any, ...]]) -> tuple[Any, ...] | None:
    adds = [column.total and column.kind in _ADDS_UP for column in columns]
    if not any(adds) or not rows:
        return None
    return tuple(
        sum(row[index] for row in rows if row[index] is not None) if add else None for index, add in enumerate(adds)
    )


def list_document(
    content: ListContent,
    *,
    letterhead: Letterhead | None = None,
    footer: str = "",
    author: str = "",
    created: datetime | None = None,
) -> Document:
    """The list as a document: landscape when its columns do not fit a portrait page."""
    compact = len(content.columns) > COMPACT_FROM
    totals = None
    if content.totals is not None:
        totals = tuple("" if value is None else value for value in content.totals)
        if totals and totals[0] == "":
            totals = ("Summe", *totals[1:])
    table = Table(
        content.columns,
        _with_heads(content),
        totals=totals,
        compact=compact,
        empty_text="Die Liste enthält keine Einträge.",
    )
    needed = sum(natural_widths(table))
    wide = compact or needed > 1.35 * line_width(Orientation.PORTRAIT)
    blocks: tuple[Block, ...] = (table,)
    if content.state:
        blocks = (Paragraph(content.state, style=Style.SMALL, keep=True), table)
    return Document(
        title=content.title,
        subject="Liste",
        blocks=blocks,
        letterhead=letterhead,
        footer=footer,
        author=author,
        created=created,
        orientation=Orientation.LANDSCAPE if wide else Orientation.PORTRAIT,
    )


def _with_heads(content: ListContent) -> tuple[Row, ...]:
    if not content.heads:
        return content.rows
    rows: list[Row] = []
    left = iter(content.rows)
    for words, count in content.heads:
        rows += [GroupRow(words), *islice(left, count)]
    return tuple(rows)
