"""Bilanz in Zahlen: one table by group with last year beside it, for the plenum."""

from collections.abc import Sequence

from coordinator_app.documents.content import (
    Alignment,
    Block,
    BulletList,
    Document,
    GroupRow,
    Letterhead,
    Paragraph,
    Row,
    Style,
    Table,
    TableColumn,
)
from coordinator_app.domain.balance import Figure, balance_sentences


def build(
    year: int, figures: Sequence[Figure], *, letterhead: Letterhead | None = None, running: bool = False
) -> Document:
    """The figures of a year; `running`: the year is not over yet, which the document says."""
    blocks: list[Block] = []
    sentences = balance_sentences(tuple(figures), year)
    if sentences:
        blocks.append(BulletList(sentences))
    rows: list[Row] = []
    group = ""
    for figure in figures:
        if figure.info.group != group:
            group = figure.info.group
            rows.append(GroupRow(group))
        rows.append((figure.info.label, figure.text, figure.previous_text, figure.change or "–"))
    right = Alignment.RIGHT
    blocks.append(
        Table(
            columns=(
                TableColumn("Kennzahl", width=6),
                TableColumn(str(year), width=2.2, alignment=right),
                TableColumn(str(year - 1), width=2.2, alignment=right),
                TableColumn("Veränderung", width=2.4, alignment=right),
            ),
            rows=tuple(rows),
            caption=f"Bilanz {year} mit dem Vorjahr",
        )
    )
    notes = [f"{figure.info.label}: {figure.info.hint}." for figure in figures if figure.info.hint]
    if running:
        notes.insert(0, f"Das Jahr {year} läuft noch; gezählt ist bis heute.")
    notes.append("„–“ heißt: dazu ist nichts eingetragen.")
    blocks.append(Paragraph(" ".join(notes), style=Style.SMALL))
    return Document(
        title=f"Bilanz in Zahlen {year}",
        subject="Bilanz in Zahlen",
        letterhead=letterhead,
        footer=f"Bilanz in Zahlen {year}",
        blocks=tuple(blocks),
    )
