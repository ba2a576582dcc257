"""Lückenmatrix: needs against offers as a heat map with numbers, and what it says in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date, plural
from coordinator_app.documents.content import (
    Alignment,
    Block,
    Document,
    Heading,
    Letterhead,
    Orientation,
    Paragraph,
    Run,
    Style,
    Table,
    TableColumn,
    Text,
)
from coordinator_app.domain.need_matrix import Cell


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the matrix: its words and one cell per column."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPaper:
    """All the paper says.

    `gaps` are (number, need, why), `partial` (number, need, offers), `doublings` (where, offers), `orphans`
    (number, offer); `narrowed` names the filters in words.
    """

    row_word: str
    column_word: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    gaps: tuple[tuple[str, str, str], ...]
    partial: tuple[tuple[str, str, str], ...]
    doublings: tuple[tuple[str, str], ...]
    orphans: tuple[tuple[str, str], ...]
    needs: int
    offers: int
    planned: bool
    narrowed: str
    as_of: date
    town: str
    letterhead: Letterhead | None


def build(paper: MatrixPaper) -> Document:
    """The matrix with its gaps, half gaps, doublings and orphans."""
    blocks: list[Block] = [
        Paragraph(_summary(paper), style=Style.LEAD),
        Paragraph(_legend(paper), style=Style.SMALL, keep=True),
        _matrix(paper),
        *_list(
            "Lücken",
            ("Bedarf", "Warum ohne Angebot"),
            paper.gaps,
            "Jeder offene Bedarf ist wenigstens zum Teil gedeckt.",
        ),
        *_list(
            "Teilweise gedeckt",
            ("Bedarf", "Projekte und Angebote dazu"),
            paper.partial,
            "Kein Bedarf ist nur zum Teil gedeckt.",
        ),
        *_doublings(paper),
        *_list(
            "Angebote ohne Bedarf",
            ("Projekt oder Angebot",),
            paper.orphans,
            "Jedes Angebot ist mit einem Bedarf verknüpft.",
        ),
    ]
    return Document(
        title="Lückenmatrix",
        subtitle="Bedarfe und Angebote nebeneinander",
        subject="Abgleich von Bedarfen und Angeboten",
        author=paper.town,
        letterhead=paper.letterhead,
        footer=f"Lückenmatrix · {paper.town}" if paper.town else "Lückenmatrix",
        orientation=Orientation.LANDSCAPE,
        blocks=tuple(blocks),
    )


def _summary(paper: MatrixPaper) -> str:
    one, many = ("laufendem oder geplantem", "laufenden und geplanten") if paper.planned else ("laufendem", "laufenden")
    offers = plural(paper.offers, f"{one} Angebot", f"{many} Angeboten")
    needs = plural(paper.needs, "offener Bedarf steht", "offene Bedarfe stehen")
    narrowed = f" Nur {paper.narrowed}." if paper.narrowed else ""
    found = (
        f"{plural(len(paper.gaps), 'Bedarf ist', 'Bedarfe sind')} nicht gedeckt, "
        f"{plural(len(paper.partial), 'ist', 'sind')} teilweise gedeckt."
    )
    return f"{needs} {offers} gegenüber (Stand {format_date(paper.as_of)}). {found}{narrowed}"


def _legend(paper: MatrixPaper) -> str:
    return (
        "Jede Zelle zeigt „Bedarfe : Angebote“. Je dunkler, desto mehr Bedarfe darin sind ohne Deckung. „Lücke“ heißt: "
        "Bedarf, aber kein Angebot für dieses Feld. Wer mehrere Zielgruppen, Gebiete oder Handlungsfelder nennt, zählt "
        f"in jeder Zelle. Zeilen: {paper.row_word}, Spalten: {paper.column_word}."
    )


def _matrix(paper: MatrixPaper) -> Table:
    columns = (
        TableColumn(paper.row_word, width=3),
        *(TableColumn(label, width=1.4, alignment=Alignment.CENTER) for label in paper.columns),
    )
    rows = tuple((line.label, *(cell_text(cell) for cell in line.cells)) for line in paper.lines)
    return Table(
        columns,
        rows,
        caption=f"Bedarfe und Angebote nach {paper.row_word} und {paper.column_word}",
        compact=True,
        empty_text="Es gibt weder offene Bedarfe noch laufende Angebote.",
    )


def cell_text(cell: Cell) -> Text:
    """The figures of a cell on its ground, a gap in words too."""
    if not (cell.needs or cell.offers):
        return "–"
    words = f"{cell.words}\nLücke" if cell.is_gap else cell.words
    return Run(words, bold=cell.is_gap, tint=cell.step)


def _list(title: str, words: Sequence[str], found: Sequence[tuple[str, ...]], nothing: str) -> list[Block]:
    columns = (TableColumn("Nr.", width=0.8), *(TableColumn(word, width=4) for word in words))
    rows = tuple(tuple(value or None for value in line) for line in found)
    return [
        Heading(1, f"{title} ({len(found)})" if found else title),
        Table(columns, rows, caption=title, empty_text=nothing) if found else Paragraph(nothing),
    ]


def _doublings(paper: MatrixPaper) -> list[Block]:
    nothing = "Nirgends gibt es drei oder mehr Angebote und zugleich mehr Angebote als Bedarfe."
    heading = Heading(1, f"Doppelungen ({len(paper.doublings)})" if paper.doublings else "Doppelungen")
    if not paper.doublings:
        return [heading, Paragraph(nothing)]
    columns = (TableColumn("Wo", width=3), TableColumn("Angebote", width=6))
    return [heading, Table(columns, tuple(paper.doublings), caption="Doppelungen")]
