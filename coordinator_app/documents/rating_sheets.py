"""Bewertungsbögen on paper: one sheet per rater, in the order in which they are typed in on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.documents.content import (
    Alignment,
    Block,
    Document,
    Heading,
    Orientation,
    PageBreak,
    Paragraph,
    Table,
    TableColumn,
    bold,
)
from coordinator_app.domain.priorities import HIGHEST, LOWEST, Criterion

_ROW = 10.0  # millimetres: room for a figure written by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingSheets:
    """What the sheets ask. `names` heads one sheet each; `dots` is the number of dots a person gives, 0 = none."""

    title: str
    body: str
    town: str
    names: tuple[str, ...]
    needs: tuple[tuple[str, str], ...]
    criteria: tuple[Criterion, ...]
    dots: int = 0


def build(sheets: RatingSheets) -> Document:
    """One sheet per name, each on a page of its own."""
    blocks: list[Block] = []
    for place, name in enumerate(sheets.names):
        blocks += [PageBreak()] if place else []
        blocks += _sheet(sheets, name)
    return Document(
        title="Bewertungsbogen" if len(sheets.names) == 1 else "Bewertungsbögen",
        subtitle=" · ".join(part for part in (sheets.title, sheets.body, sheets.town) if part),
        subject="Priorisierung der Bedarfe",
        author=sheets.town,
        footer=f"Bewertungsbogen · {sheets.title}",
        orientation=Orientation.LANDSCAPE,
        blocks=tuple(blocks),
    )


def _sheet(sheets: RatingSheets, name: str) -> list[Block]:
    blocks: list[Block] = [Heading(1, name)]
    if sheets.criteria:
        blocks.append(
            Paragraph(
                (
                    "Bitte tragen Sie in jedes Feld eine Zahl von ",
                    bold(f"{LOWEST} bis {HIGHEST}"),
                    " ein. Wenn Sie etwas nicht beurteilen können, machen Sie einen ",
                    bold("Strich"),
                    ". Es zählt Ihre eigene Einschätzung.",
                ),
                keep=True,
            )
        )
    if sheets.dots:
        points = "einen Punkt" if sheets.dots == 1 else f"{sheets.dots} Punkte"
        blocks.append(
            Paragraph(
                f"Sie haben {points}. Verteilen Sie sie auf die Bedarfe, die zuerst angegangen werden sollen; "
                "mehrere Punkte für einen Bedarf sind erlaubt.",
                keep=True,
            )
        )
    blocks.append(_grid(sheets))
    if sheets.criteria:
        blocks.append(_anchors(sheets.criteria))
    return blocks


def _grid(sheets: RatingSheets) -> Table:
    columns = [TableColumn("Bedarf", width=5)]
    columns += [TableColumn(item.title, width=1.6, alignment=Alignment.CENTER) for item in sheets.criteria]
    columns += [TableColumn("Punkte", width=1.4, alignment=Alignment.CENTER)] if sheets.dots else []
    empty = ("",) * (len(columns) - 1)
    rows = tuple((f"{number} {title}".strip(), *empty) for number, title in sheets.needs)
    return Table(tuple(columns), rows, row_height=_ROW, compact=len(columns) > 7, caption="Bewertung der Bedarfe")


def _anchors(criteria: Sequence[Criterion]) -> Table:
    columns = (TableColumn("Kriterium", width=2.2), *(TableColumn(str(n), width=2.4) for n in range(1, 6)))
    rows = tuple((item.title, *item.anchors) for item in criteria)
    return Table(columns, rows, compact=True, caption="Was die Zahlen bedeuten")
