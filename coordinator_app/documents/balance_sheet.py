"""Bilanz in Zahlen: one table by group with last year beside it, for the plenum."""

from collections.abc import Sequence
from datetime import date

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
from coordinator_app.domain.report_period import Period


def build(
    year: int, figures: Sequence[Figure], *, letterhead: Letterhead | None = None, running: bool = False
) -> Document:
    """The figures of a year; `running`: the year is not over yet, which the document says."""
    period = Period(date(year, 1, 1), date(year, 12, 31))
    blocks: list[Block] = []
    sentences = balance_sentences(tuple(figures), period.words, period.before.label)
    if sentences:
        blocks.append(BulletList(sentences))
    return Document(
        title=f"Bilanz in Zahlen {year}",
        subject="Bilanz in Zahlen",
        letterhead=letterhead,
        footer=f"Bilanz in Zahlen {year}",
        blocks=(*blocks, *figure_blocks(figures, period, running=running, compact=True)),
    )


def figure_blocks(
    figures: Sequence[Figure], period: Period, *, running: bool = False, compact: bool = False
) -> tuple[Block, ...]:
    """The table by group with the period before beside it, and how its figures are counted."""
    rows: list[Row] = []
    group = ""
    for figure in figures:
        if figure.info.group != group:
            group = figure.info.group
            rows.append(GroupRow(group))
        rows.append((figure.info.label, figure.text, figure.previous_text, figure.change or "–"))
    right = Alignment.RIGHT
    before = period.before
    table = Table(
        columns=(
            TableColumn("Kennzahl", width=6),
            TableColumn(period.label, width=2.2, alignment=right),
            TableColumn(before.label, width=2.2, alignment=right),
            TableColumn("Veränderung", width=2.4, alignment=right),
        ),
        rows=tuple(rows),
        caption=f"Bilanz {period.label} mit dem {'Vorjahr' if period.is_one_year else 'Zeitraum davor'}",
        compact=compact,
    )
    notes = [f"{figure.info.label}: {figure.info.hint}." for figure in figures if figure.info.hint]
    if running:
        what = f"Das Jahr {period.label}" if period.is_one_year else "Der Zeitraum"
        notes.insert(0, f"{what} läuft noch; gezählt ist bis heute.")
    notes.append("„–“ heißt: dazu ist nichts eingetragen.")
    return table, Paragraph(" ".join(notes), style=Style.SMALL)
