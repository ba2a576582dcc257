"""The Lückenmatrix: figures on their ground in Word, PDF and Excel, and the lists behind them."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from coordinator_app.documents.content import Paragraph, Run, Table, walk
from coordinator_app.documents.formats import TINTS
from coordinator_app.documents.need_matrix import Line, MatrixPaper, build, cell_text
from coordinator_app.documents.spreadsheet import render_tables
from coordinator_app.documents.typeset import render_pdf
from coordinator_app.documents.word import render_word
from coordinator_app.domain.need_matrix import Cell

GAP, FULL, BOTH = Cell([1, 2], [], [1, 2]), Cell([3], [7]), Cell([4], [8, 9], [4])


def paper(**changes: object) -> MatrixPaper:
    values: dict[str, object] = {
        "row_word": "Handlungsfeld",
        "column_word": "Zielgruppe",
        "columns": ("Kinder", "Jugendliche", "alle"),
        "lines": (Line("Sucht", (GAP, FULL, BOTH)), Line("Verkehr", (Cell(), Cell(), Cell()))),
        "gaps": (("B-001", "Treffpunkt", "kein Projekt oder Angebot verknüpft"),),
        "partial": (("B-002", "Tunnel", "Nachtlichter"),),
        "doublings": (("Sucht · alle", "A, B, C"),),
        "orphans": (("P-004", "Demokratiewerkstatt"),),
        "needs": 4,
        "offers": 3,
        "planned": False,
        "narrowed": "",
        "as_of": date(2026, 11, 9),
        "town": "Mühlwerda",
        "letterhead": None,
    }
    return MatrixPaper(**{**values, **changes})  # pyright: ignore[reportArgumentType] - built by name


def tables(made: object) -> list[Table]:
    return [node for node in walk(made) if isinstance(node, Table)]


def test_cells_say_figures_gap_and_ground() -> None:
    assert cell_text(GAP) == Run("2 : 0\nLücke", bold=True, tint=3)
    assert cell_text(FULL) == Run("1 : 1")
    assert cell_text(BOTH) == Run("1 : 2", tint=2)
    assert cell_text(Cell()) == "–"


def test_lists_follow_the_matrix() -> None:
    made = build(paper())
    assert [table.caption for table in tables(made)] == [
        "Bedarfe und Angebote nach Handlungsfeld und Zielgruppe",
        "Lücken",
        "Teilweise gedeckt",
        "Doppelungen",
        "Angebote ohne Bedarf",
    ]
    first = next(block for block in made.blocks if isinstance(block, Paragraph))
    assert first.text == (
        "4 offene Bedarfe stehen 3 laufenden Angeboten gegenüber (Stand 09.11.2026). "
        "1 Bedarf ist nicht gedeckt, 1 ist teilweise gedeckt."
    )


def test_nothing_found_is_said_in_sentences() -> None:
    made = build(paper(gaps=(), partial=(), doublings=(), orphans=(), lines=(), planned=True, narrowed="Gebiet „Au“"))
    words = [str(block.text) for block in made.blocks if isinstance(block, Paragraph)]
    assert any("laufenden und geplanten" in line and "Nur Gebiet „Au“." in line for line in words)
    assert any("verknüpft" in line for line in words)
    assert len(tables(made)) == 1


@pytest.mark.parametrize("step", [2, 3])
def test_ground_reaches_word_and_excel(step: int) -> None:
    made = build(paper())
    with ZipFile(BytesIO(render_word(made))) as package:
        xml = package.read("word/document.xml").decode()
    assert f'w:fill="{TINTS[step - 1]}"' in xml
    sheet = load_workbook(BytesIO(render_tables(made))).worksheets[0]
    grounds = {cell.value: cell.fill.fgColor.rgb for row in sheet.iter_rows(min_row=5) for cell in row}
    assert grounds["2 : 0\nLücke"] == f"FF{TINTS[2]}"
    assert grounds["1 : 1"] == "00000000"


def test_pdf_is_made() -> None:
    assert render_pdf(build(paper())).startswith(b"%PDF")
