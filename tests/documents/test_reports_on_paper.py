"""Red thread on one A4 whatever is on it, results, Bilanz, rating sheets, parts of the priority report."""

from io import BytesIO

import pypdfium2
import pytest

from coordinator_app.documents import balance_sheet, priority_report_parts, rating_sheets, results_report, thread_sheet
from coordinator_app.documents.content import Document, Letterhead, Paragraph, Table, plain, walk
from coordinator_app.documents.typeset import render_pdf
from coordinator_app.documents.word import render_word
from coordinator_app.domain.balance import balance
from coordinator_app.domain.outcomes import Outcome
from coordinator_app.domain.priorities import Criterion
from coordinator_app.domain.ranking import Move, Place, Sensitivity
from coordinator_app.domain.thread_sheet import ThreadEntry, ThreadSection, ThreadSheet
from tests.documents import rules

HEAD = Letterhead(("Stadt Mühlwerda", "Kommunaler Präventionsrat", "Koordination", "Markt 1, 09899 Mühlwerda"))
STATIONS = ("Befund", "Bedarf", "Priorität", "Projekt", "Ziel", "Beschluss", "Förderung", "Aufgabe", "Messwert")
LONG = "Zwischen Bahnhofsvorplatz und Unterführung treffen sich abends viele Jugendliche, weil ein Ort fehlt. " * 6


def words(document: Document) -> str:
    return "\n".join(plain(node) for node in walk(document) if isinstance(node, str))


def sheet(entries: int, text: str) -> ThreadSheet:
    sections = tuple(
        ThreadSection(name, tuple(ThreadEntry(f"{text} {n}") for n in range(entries)), "Fehlt noch.")
        for name in STATIONS
    )
    return ThreadSheet(
        number="B-001",
        title=LONG[:200],
        status="priorisiert",
        outcome="in Umsetzung",
        summary=LONG * 3,
        sections=sections,
    )


@pytest.mark.parametrize(("entries", "text"), [(0, ""), (1, "Kurz"), (4, "Ein Satz dazu."), (25, LONG), (2, LONG)])
def test_red_thread_is_one_page_with_little_and_with_much(entries: int, text: str) -> None:
    document = thread_sheet.build(sheet(entries, text), letterhead=HEAD, state="Stand 26.11.2026")
    assert len(pypdfium2.PdfDocument(BytesIO(render_pdf(document)))) == 1


def test_red_thread_names_where_it_breaks_and_what_is_left_out() -> None:
    assert "Hier reißt der Faden ab: Befund, Bedarf" in words(thread_sheet.build(sheet(0, "")))
    full = words(thread_sheet.build(sheet(25, LONG)))
    assert "Der Faden ist geschlossen" in full
    assert "und 24 weitere" in full


def test_results_say_how_far_things_are() -> None:
    rows = (
        results_report.ResultRow("B-001", "Treff", ("25 Jugendliche", "14 Anliegen"), Outcome.RUNNING, "Läuft."),
        results_report.ResultRow("B-002", "Lärm", ("9 Anliegen",), Outcome.OPEN, "Noch nichts."),
    )
    document = results_report.build(results_report.ResultsReport(source="Befragung", rows=rows, letterhead=HEAD))
    assert "2 Themen: 1 in Umsetzung, 1 noch offen." in words(document)
    assert document.subtitle == "Ergebnisse aus: Befragung"
    empty = results_report.build(results_report.ResultsReport(source="", rows=()))
    assert "noch keine Ergebnisse" in words(empty)


def test_balance_has_last_year_beside_it_and_says_when_the_year_runs() -> None:
    figures = balance({"meetings": 4, "granted": 100}, {"meetings": 6})
    document = balance_sheet.build(2026, figures, letterhead=HEAD, running=True)
    table = next(node for node in walk(document) if isinstance(node, Table))
    assert [column.label for column in table.columns] == ["Kennzahl", "2026", "2025", "Veränderung"]
    assert ("Sitzungen", "4", "6", "−2") in table.rows
    assert "läuft noch" in words(document)
    assert "läuft noch" not in words(balance_sheet.build(2025, figures))


def criteria() -> tuple[Criterion, ...]:
    return (
        Criterion(id=1, title="Ausmaß", weight=3, lowest_words="selten", middle_words="manchmal"),
        Criterion(id=2, title="Beeinflussbarkeit vor Ort", weight=1),
    )


def sheets(*names: str, dots: int = 0, scores: bool = True) -> Document:
    found = rating_sheets.RatingSheets(
        title="Prioritäten 2027",
        body="Lenkungsgruppe",
        town="Mühlwerda",
        names=names,
        needs=(("B-001", "Treffpunkt"), ("B-002", "Lärm")),
        criteria=criteria() if scores else (),
        dots=dots,
    )
    return rating_sheets.build(found)


def test_every_rater_gets_a_sheet_with_room_for_every_score() -> None:
    document = sheets("Bogen: Polizeirevier", "Bogen: Ordnungsamt", dots=3)
    grids = [node for node in walk(document) if isinstance(node, Table) and node.row_height]
    assert len(grids) == 2
    assert [column.label for column in grids[0].columns] == ["Bedarf", "Ausmaß", "Beeinflussbarkeit vor Ort", "Punkte"]
    assert grids[0].rows[0] == ("B-001 Treffpunkt", "", "", "")
    assert "3 Punkte" in words(document)
    assert "manchmal" in words(document)


def test_sheet_of_dots_alone_asks_for_no_scores() -> None:
    document = sheets("Bogen Nr. ______", dots=1, scores=False)
    assert document.title == "Bewertungsbogen"
    assert "einen Punkt" in words(document)
    assert "Strich" not in words(document)


@pytest.mark.parametrize(
    ("up", "across", "field"),
    [(4, 4, "zuerst angehen"), (4, 2, "Verbündete"), (2, 3, "nebenbei"), (2.9, 2.9, "beobachten")],
)
def test_matrix_has_four_fields(up: float, across: float, field: str) -> None:
    assert field in priority_report_parts.field_of(up, across)
    need = priority_report_parts.MatrixNeed(1, "Treffpunkt", up, across)
    table = priority_report_parts.matrix([need], "Beeinflussbarkeit")[-1]
    assert isinstance(table, Table)
    cells = [plain(cell) for row in table.rows if isinstance(row, tuple) for cell in row[1:]]
    assert sum("Treffpunkt" in cell for cell in cells) == 1
    assert priority_report_parts.matrix([], "Beeinflussbarkeit") == []


def test_parts_of_the_priority_report_say_dots_firmness_and_comparison() -> None:
    dots = priority_report_parts.dots([("Lärm", 2), ("Treff", 7)], 3, 14)
    table = dots[-1]
    assert isinstance(table, Table)
    assert table.rows == (("Treff", 7), ("Lärm", 2))
    found = Sensitivity(3, 1.0, {1: 0.5, 2: 1.0})
    (firm,) = priority_report_parts.firmness(found, [(1, "Lärm"), (2, "Treff")])
    assert isinstance(firm, Paragraph)
    assert "Lärm 50\u00a0%" in plain(firm.text)
    before, after = Place(1, "Lärm", 2, 3.5, None), Place(1, "Lärm", 1, 4.0, None)
    moves = [Move(before, after), Move(None, Place(2, "Neu", 0, None, None))]
    compared = priority_report_parts.comparison(moves, "Prioritäten 2024")[-1]
    assert isinstance(compared, Table)
    assert compared.rows == (
        ("Lärm", "Rang 2 (3,50)", "Rang 1 (4,00)", "gestiegen"),
        ("Neu", None, "ohne Rang", "neu"),
    )
    assert priority_report_parts.comparison([], "") == []


@pytest.mark.parametrize(
    "document",
    [
        thread_sheet.build(sheet(3, LONG), letterhead=HEAD),
        balance_sheet.build(2026, balance({"meetings": 4}, {}), letterhead=HEAD),
        sheets("Bogen: A", "Bogen: B", dots=3),
    ],
    ids=["red_thread", "balance", "rating_sheets"],
)
def test_papers_keep_the_rules_of_word_and_pdf(document: Document) -> None:
    assert rules.word_findings(render_word(document)) == []
    assert rules.pdf_findings(render_pdf(document)) == []
