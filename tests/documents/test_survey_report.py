"""Sicherheitsanalyse, tables volume and single results as documents."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import openpyxl

from coordinator_app.documents.content import (
    Chart,
    Contents,
    Document,
    Heading,
    Paragraph,
    Table,
    plain,
    walk,
    warnings_of,
)
from coordinator_app.documents.outline import headings_of
from coordinator_app.documents.plain_words import plain_words
from coordinator_app.documents.result_blocks import comparison_tables, grid_lines, result_blocks, wave_blocks
from coordinator_app.documents.result_tables import Cells, full_table
from coordinator_app.documents.results_report import ResultRow as OutcomeRow
from coordinator_app.documents.series_sheet import RecordedSeries
from coordinator_app.documents.survey_method import MethodFacts, method_blocks
from coordinator_app.documents.survey_report import (
    FindingView,
    SurveyReport,
    build,
    result_document,
    tables_volume,
    volume_tables,
)
from coordinator_app.documents.tables_book import tables_book
from coordinator_app.documents.typeset import render_pdf
from coordinator_app.documents.word import render_word
from coordinator_app.domain.data_series import DataPoint, DataSeries
from coordinator_app.domain.evaluation import ReportChapterText, SurveyFinding
from coordinator_app.domain.outcomes import Outcome
from coordinator_app.domain.report_chapters import METHOD, OCCASION, SUMMARY, chapter_states
from coordinator_app.domain.result_charts import ChartChoice
from coordinator_app.domain.result_sentences import ABOVE, BELOW
from coordinator_app.domain.results import DataBasis, ResultKind, WeightingReport, row_key
from coordinator_app.domain.sampling import SampleDraw, SurveyStratum
from coordinator_app.domain.survey_run import ModuleResults, SurveyRun
from coordinator_app.domain.surveys import Survey, SurveyMode
from tests.documents.result_samples import (
    BASIS,
    LIKERT,
    MULTIPLE,
    PERCEIVED,
    PORTFOLIO,
    SHARES,
    WAVES,
    WEIGHTING,
    figure,
    sample_run,
)
from tests.documents.rules import pdf_texts, word_findings

NBSP = "\u00a0"
SURVEY = Survey(
    id=7,
    title="Bürgerbefragung 2026",
    year=2026,
    purpose="Grundlage der Prävention.",
    population="Personen ab 16 Jahren in Mühlwerda",
    legal_basis="Satzung vom 03.03.2026",
    evaluated_by="Statistikstelle",
    mode=SurveyMode.MIXED,
    announced_on=date(2026, 4, 2),
    field_start=date(2026, 4, 8),
    field_end=date(2026, 5, 14),
    reminded_on=date(2026, 4, 22),
    destroyed_on=date(2026, 7, 1),
    destroyed_by="Hauptamt",
    answers_deleted_on=date(2027, 1, 4),
)
STRATA = (
    SurveyStratum(id=1, survey_id=7, title="Altstadt", inhabitants=4200, letters=420, undeliverable=12),
    SurveyStratum(id=2, survey_id=7, title="Neustadt", inhabitants=5800, letters=580),
)
DRAW = SampleDraw(
    id=1,
    survey_id=7,
    title="Ziehung April",
    seed=4711,
    frame=10_000,
    drawn=1000,
    deleted_on=date(2026, 5, 20),
    deleted_by="Meldebehörde",
)
FACTS = MethodFacts(
    survey=SURVEY,
    basis=BASIS,
    weighting=WEIGHTING,
    strata=STRATA,
    draws=((DRAW, ("10.000 Personen in der Auswahlgrundlage, 1.000 gezogen.",)),),
    return_sentence="Rücklaufquote nach AAPOR RR6.",
    entry_sentence="Erfassungsfehler je 1.000 Angaben: 0,4 (95-%-Bereich 0,1 bis 1,3).",
    questions=25,
    languages=("Deutsch", "Englisch"),
)
FINDING = SurveyFinding(
    id=3,
    survey_id=7,
    title="Bahnhof unsicher",
    statement="31,0 % sagen „sicher“.",
    taken_on=date(2026, 8, 1),
    need_id=5,
)
SERIES = DataSeries(
    id=9, title="Wohnungseinbruch", key="435*00", unit="Fälle", caveats="Kleine Zahlen schwanken stark."
)
POINTS = [DataPoint(series_id=9, period=str(year), value=value) for year, value in ((2024, 9.0), (2025, 7.0))]


def sample_report(**values: Any) -> SurveyReport:
    """A report with everything in it."""
    run = values.pop("run", sample_run())
    stored = values.pop("stored", {})
    standard: dict[str, Any] = {
        "survey": SURVEY,
        "run": run,
        "states": chapter_states([module.title for module in run.modules], stored),
        "method": FACTS,
        "day": date(2026, 9, 1),
        "town": "Mühlwerda",
        "findings": (FindingView(FINDING, "Bahnhof heller machen"),),
        "outcomes": (OutcomeRow("B-5", "Bahnhof heller machen", ("31 %",), Outcome.RUNNING, "Läuft.", 5),),
        "recorded": (RecordedSeries(SERIES, POINTS, "Mühlwerda", "PKS Sachsen", "Nur angezeigte Taten."),),
    }
    return SurveyReport(**{**standard, **values})


def headings(document: Document, level: int = 1) -> list[str]:
    return [node.text for node in walk(document.blocks) if isinstance(node, Heading) and node.level == level]


def test_report_has_its_chapters_in_order_with_numbers() -> None:
    document = build(sample_report())
    assert headings(document) == [
        "Das Wichtigste in Kürze",
        "Anlass und Ziel",
        "Methode",
        "Wer geantwortet hat",
        "Wohnen und Leben",
        "Sicherheitsgefühl",
        "Indizes",
        "Wichtigkeit und Zufriedenheit",
        "Gefühlt und erfasst",
        "Lagedaten",
        "Grenzen der Daten",
        "Befunde und Bedarfe",
        "Was wurde aus den Ergebnissen?",
        "Tabellenband",
    ]
    assert [number for number, heading in headings_of(document) if heading.level == 1] == list(map(str, range(1, 15)))
    assert any(isinstance(block, Contents) for block in document.blocks)
    assert warnings_of(document) == ()
    words = plain_words(document)
    for part in ("31,0 % sagen „sicher“.", "Bahnhof heller machen", "Kleine Zahlen schwanken stark.", "Nur angezeigte"):
        assert part in words


def test_report_is_valid_in_word_and_pdf() -> None:
    document = replace(build(sample_report()), created=datetime(2026, 9, 1, tzinfo=UTC))
    assert word_findings(render_word(document)) == []
    pages = pdf_texts(render_pdf(document))
    assert "Sicherheitsanalyse Mühlwerda" in pages[0]
    assert "Inhalt" in pages[1]


def test_own_texts_stand_before_figures_and_chapters_can_be_left_out() -> None:
    stored = {
        METHOD: ReportChapterText(survey_id=7, chapter=METHOD, left_out=True),
        OCCASION: ReportChapterText(survey_id=7, chapter=OCCASION, text="Warum wir fragen.\n\n- erstens\n- zweitens"),
    }
    document = build(sample_report(stored=stored))
    assert "Methode" not in headings(document)
    words = plain_words(document)
    assert words.index("Warum wir fragen.") < words.index("Grundlage der Prävention.")


def test_what_is_not_known_is_marked_and_empty_chapters_are_gone() -> None:
    bare = Survey(id=1, title="Befragung", year=2026)
    empty = SurveyRun(basis=DataBasis(None, None, 0), weighting=WeightingReport(applied=False))
    method = MethodFacts(survey=bare, basis=empty.basis, weighting=empty.weighting)
    report = sample_report(run=empty, survey=bare, method=method, findings=(), outcomes=(), recorded=())
    document = build(report)
    assert headings(document) == [
        "Das Wichtigste in Kürze",
        "Anlass und Ziel",
        "Methode",
        "Wer geantwortet hat",
        "Grenzen der Daten",
    ]
    assert warnings_of(document) == (
        "Befunde (in der Auswertung festzuhalten) fehlt",
        "Zweck der Erhebung fehlt",
        "Grundgesamtheit fehlt",
        "Rechtsgrundlage fehlt",
        "auswertende Stelle fehlt",
        "Angabe zur Ziehung der Stichprobe fehlt",
        "Feldzeit fehlt",
        "Angabe zum Erfassungsfehler fehlt",
    )
    own = {key: ReportChapterText(survey_id=1, chapter=key, text="Eigenes.") for key in (SUMMARY, OCCASION)}
    written = build(replace(report, states=chapter_states((), own)))
    assert "Zweck der Erhebung fehlt" not in warnings_of(written)


def test_method_tells_counts_dates_weights_and_limits() -> None:
    words = plain_words(Document(title="Methode", blocks=tuple(method_blocks(FACTS))))
    for part in (
        "10.000 Personen im Melderegister",
        "Ziehung April: zufällig gezogen mit der Startzahl 4711",
        "am 20.05.2026 gelöscht durch: Meldebehörde",
        "08.04.2026 bis 14.05.2026",
        "Deutsch, Englisch",
        f"Der Rücklauf beträgt 39,8{NBSP}%.",
        "12 Antworten kamen über einen offenen Zugang",
        "0,48 bis 2,6",
        "1,13",
        "Erfassungsfehler je 1.000 Angaben",
        "Bögen wurden am 01.07.2026 vernichtet durch: Hauptamt",
        "Antworten wurden am 04.01.2027 gelöscht.",
        "Anzahlen unter 5",
    ):
        assert part in words, part
    paper = replace(SURVEY, mode=SurveyMode.PAPER, destroyed_by="", answers_deleted_by="Hauptamt")
    plain_basis = replace(BASIS, online=0, self_selected=0, return_rate=None)
    bare = WeightingReport(applied=True, words=("Nur das Grundgewicht.",))
    simple = replace(
        FACTS,
        survey=paper,
        basis=plain_basis,
        weighting=bare,
        draws=((replace(DRAW, deleted_by=""), ()), (replace(DRAW, deleted_on=None), ())),
    )
    other = plain_words(Document(title="Methode", blocks=tuple(method_blocks(simple))))
    assert "davon online" not in other
    assert "gelöscht." in other
    assert "offenen Zugang" not in other


def test_margins_stand_beside_the_register() -> None:
    document = build(sample_report())
    table = next(t for t in walk(document.blocks) if isinstance(t, Table) and "Melderegister" in plain(t.caption))
    assert table.rows[0] == ("Altstadt", "4.200", f"42,0{NBSP}%", "190", f"49,2{NBSP}%", f"42,0{NBSP}%")


def test_result_has_sentence_chart_and_base() -> None:
    blocks = result_blocks(LIKERT)
    assert isinstance(blocks[0], Heading)
    assert blocks[0].text == "Frage 5: Sicherheitsgefühl zu Fuß, allein unterwegs"
    chart = next(block for block in blocks if isinstance(block, Chart))
    assert chart.description.series[0].name == "sehr sicher"
    small = blocks[-1]
    assert isinstance(small, Paragraph)
    assert plain(small.text).startswith("Frage 5, Angaben in Prozent, gewichtet")
    assert f"n{NBSP}={NBSP}297 bis 386." in plain(small.text)
    assert "Strich: 95-%-Bereich für „sicher“." in plain(small.text)
    turned = result_blocks(LIKERT, ChartChoice.DIVERGING)
    assert next(block for block in turned if isinstance(block, Chart)).description.kind.name == "DIVERGING"
    wide = replace(SHARES, rows=SHARES.rows * 40)
    assert any(isinstance(block, Table) for block in result_blocks(replace(wide, kind=ResultKind.MULTIPLE)))
    same = replace(SHARES, wording=SHARES.title, number=0, rows=(replace(SHARES.rows[0], base=0),))
    assert len(result_blocks(same)) == 4


def grouped() -> Any:
    """A scale by district with everybody first."""
    rows = (
        replace(LIKERT.rows[0], section="am Tag", label="insgesamt", key="E01_a"),
        replace(LIKERT.rows[1], section="am Tag", label="Altstadt", key=row_key("E01_a", "Q03", 1), differs=ABOVE),
        replace(LIKERT.rows[2], section="am Tag", label="Neustadt", key=row_key("E01_a", "Q03", 2), differs=BELOW),
        replace(LIKERT.rows[3], section="am Tag", label="Hafen", key=row_key("E01_a", "Q03", 3)),
    )
    return replace(LIKERT, rows=rows, group="Ortsteil", test=MULTIPLE.test)


def test_groups_stand_in_one_coloured_table_with_marks() -> None:
    blocks = comparison_tables((grouped(), replace(grouped(), test=None)), "Sicherheit")
    table = blocks[0]
    assert isinstance(table, Table)
    assert [column.label for column in table.columns] == ["Anteil", "alle", "Altstadt", "Neustadt"]
    cells: Any = table.rows[0]
    assert cells[0] == "am Tag (sicher)"
    assert [cell.text for cell in cells[1:]] == [f"89{NBSP}%", f"53{NBSP}% ▲", f"59{NBSP}% ▼"]
    assert [cell.tint for cell in cells[1:]] == [5, 3, 4]
    words = plain_words(Document(title="x", blocks=tuple(blocks)))
    assert "Wegen kleiner Fallzahl nicht gezeigt: „Hafen“." in words
    assert "„am Tag“ nach Ortsteil: gesichert höher als die übrigen: Altstadt" in words
    quiet = replace(grouped(), test=replace(MULTIPLE.test, p=0.4)) if MULTIPLE.test else grouped()
    assert "Kein gesicherter Unterschied nach Ortsteil" in plain_words(
        Document(title="x", blocks=tuple(comparison_tables((quiet,), "Sicherheit")))
    )


def test_questions_without_scale_are_compared_by_their_answers() -> None:
    lines = list(grid_lines(MULTIPLE))
    assert lines[0].label == "Vorsicht im Alltag: Orte meiden"
    assert len(lines) == 3
    yes_no = replace(SHARES, columns=("ja", "nein"), rows=(replace(SHARES.rows[0], cells=(figure(0.4), figure(0.6))),))
    assert [line.label for line in grid_lines(yes_no)] == ["Wohndauer: ja"]
    assert list(grid_lines(SHARES)) == []
    assert comparison_tables((replace(SHARES, group="Ortsteil"),), "Wohnen") == []
    many = replace(
        grouped(),
        rows=tuple(replace(grouped().rows[1], label=f"G{n}", key=row_key("E01_a", "Q03", n)) for n in range(1, 13)),
    )
    assert not any(isinstance(block, Table) for block in comparison_tables((many,), "Sicherheit"))


def test_few_surveys_are_lines_many_questions_a_table() -> None:
    assert any(isinstance(block, Chart) for block in wave_blocks(WAVES))
    many = replace(WAVES, rows=tuple(replace(row, section=f"Ort {n}") for n in range(4) for row in WAVES.rows[:2]))
    table = next(block for block in wave_blocks(many) if isinstance(block, Table))
    assert table.rows[0] == ("Ort 0", f"86,0{NBSP}% (83,0–89,0)", f"89,0{NBSP}% (86,0–92,0)")
    gap = replace(many, rows=many.rows[1:])
    table = next(block for block in wave_blocks(gap) if isinstance(block, Table))
    assert table.rows[0] == ("Ort 0", f"89,0{NBSP}% (86,0–92,0)", "–")


def test_volume_is_a_document_and_a_workbook_with_links() -> None:
    report = sample_report()
    assert headings(tables_volume(report)) == [
        "Wohnen und Leben",
        "Sicherheitsgefühl",
        "Indizes",
        "Antworten und Melderegister",
    ]
    chapters = [*volume_tables(report, Cells(numeric=True)), ("Inhalt", []), ("Sicherheitsgefühl", [])]
    data = tables_book(
        "Tabellenband", chapters, notes=("Hinweis",), author="Stadt", created=datetime(2026, 9, 1, tzinfo=UTC)
    )
    book = openpyxl.load_workbook(BytesIO(data))
    assert book.sheetnames == [
        "Inhalt",
        "Wohnen und Leben",
        "Sicherheitsgefühl",
        "Indizes",
        "Inhalt 2",
        "Sicherheitsgefühl 2",
    ]
    sheet = book["Sicherheitsgefühl"]
    values = {cell.value for row in sheet.rows for cell in row}
    assert {"am Tag", 52, 386, "•"} <= values
    assert any(cell.hyperlink for row in book["Inhalt"].rows for cell in row)
    without = replace(report, run=replace(report.run, indices=()))
    assert "Indizes" not in headings(tables_volume(without))


def test_single_result_is_a_document() -> None:
    document = result_document(LIKERT, SURVEY)
    assert document.title == LIKERT.title
    assert isinstance(document.blocks[-1], Table)
    assert "df = 2,9 und 660,2" in plain(full_table(MULTIPLE).caption)


def test_chapters_without_content_stay_away() -> None:
    run = SurveyRun(
        basis=BASIS,
        weighting=WEIGHTING,
        modules=(ModuleResults("Wohnen", (SHARES,)),),
        portfolios=(replace(PORTFOLIO, points=PORTFOLIO.points[1:], notes=()),),
        perceived=replace(PERCEIVED, pairs=()),
    )
    series = RecordedSeries(replace(SERIES, caveats=""), [DataPoint(series_id=9, period="2025", value=None)])
    document = build(sample_report(run=run, recorded=(series,)))
    assert "Gefühlt und erfasst" not in headings(document)
    assert "Unterschiede zwischen Gruppen" not in headings(document, 2)
    assert "Handlungsbedarf:" not in plain_words(document)
