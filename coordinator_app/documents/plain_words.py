"""A document as plain text, for a field people go on writing in."""

from typing import Any

from coordinator_app.documents.content import (
    BulletList,
    Document,
    GroupRow,
    Heading,
    KeyValues,
    ListItem,
    Paragraph,
    Table,
    TableColumn,
    Text,
    plain,
)
from coordinator_app.documents.formats import value_text


def plain_words(document: Document) -> str:
    """Headings, paragraphs, lists and tables as lines; a table row becomes „- Name: Spalte Wert, …“.

    Figures, charts, notices and small print are left out.
    """
    parts = (_words(block) for block in document.blocks)
    return "\n\n".join(part for part in parts if part)


def _words(block: Any) -> str:
    if isinstance(block, Heading):
        return block.text
    if isinstance(block, Paragraph):
        return plain(block.text)
    if isinstance(block, BulletList):
        return "\n".join(f"- {plain(_text(item))}" for item in block.items)
    if isinstance(block, KeyValues):
        return "\n".join(f"- {key}: {plain(value)}" for key, value in block.pairs)
    if isinstance(block, Table):
        return "\n".join(_row(block.columns, row) for row in block.rows)
    return ""


def _text(item: Text | ListItem) -> Text:
    return item.text if isinstance(item, ListItem) else item


def _row(columns: tuple[TableColumn, ...], row: Any) -> str:
    if isinstance(row, GroupRow):
        return row.text
    cells = [
        plain(value_text(value, column.kind)).replace("\n", " ") for column, value in zip(columns, row, strict=True)
    ]
    rest = [
        f"{column.label} {cell}" for column, cell in zip(columns[1:], cells[1:], strict=True) if cell not in {"", "–"}
    ]
    return f"- {cells[0]}{': ' + ', '.join(rest) if rest else ''}"
