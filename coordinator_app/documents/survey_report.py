"""The report of a survey („Sicherheitsanalyse“) and its tables volume: chapters from results, method and findings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import NBSP, format_date
from coordinator_app.documents.content import (
    Block,
    BulletList,
    Chart,
    Contents,
    Document,
    FigureList,
    GroupRow,
    Heading,
    KeyValues,
    Letterhead,
    PageBreak,
    Paragraph,
    SourceNote,
    Style,
    Table,
    TableColumn,
    TableList,
    Text,
    bold,
    missing,
)
from coordinator_app.documents.prose import prose
from coordinator_app.documents.result_blocks import (
    comparison_tables,
    result_blocks,
    wave_blocks,
)
from coordinator_app.documents.result_figures import perceived_chart, portfolio_chart
from coordinator_app.documents.result_tables import Cells, frequency_table, full_table
from coordinator_app.documents.results_report import ResultRow, enumerated, results_table
from coordinator_app.documents.series_sheet import RecordedSeries, series_chart
from coordinator_app.documents.survey_method import LIMITS, MethodFacts, method_blocks, sample_blocks
from coordinator_app.domain import report_chapters as chapters
from coordinator_app.domain.data_series import latest_in_words, read_breaks
from coordinator_app.domain.evaluation import SurveyFinding
from coordinator_app.domain.recorded_crime import PKS_LIMITS
from coordinator_app.domain.report_chapters import ChapterState
from coordinator_app.domain.result_charts import ChartChoice
from coordinator_app.domain.result_words import figure_words, interval_words
from coordinator_app.domain.results import Figure, Perceived, PortfolioField, Result
from coordinator_app.domain.survey_run import ModuleResults, SurveyRun
from coordinator_app.domain.surveys import Survey


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with the title of the need that came of it ("" = none)."""

    finding: SurveyFinding
    need: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyReport:
    """All the report says; `states` are its chapters with own texts, `outcomes` what became of the needs."""

    survey: Survey
    run: SurveyRun
    states: Sequence[ChapterState]
    method: MethodFacts
    day: date
    town: str = ""
    findings: Sequence[FindingView] = ()
    outcomes: Sequence[ResultRow] = ()
    recorded: Sequence[RecordedSeries] = ()
    letterhead: Letterhead | None = None
    author: str = ""


def build(report: SurveyReport) -> Document:
    """The report with title page and contents; chapters without content and text are left out."""
    blocks: list[Block] = [*_facts(report), PageBreak(), Contents(2, "Inhalt"), FigureList(), TableList()]
    is_first = True
    for state in report.states:
        content = list(_content(report, state)) if state.included else []
        own = prose(state.text) if state.included else ()
        if not content and not own:
            continue
        if is_first or state.chapter.key == chapters.TABLES:
            blocks.append(PageBreak())
        is_first = False
        blocks += [Heading(1, state.chapter.title), *own, *content]
    return Document(
        title=" ".join(filter(None, ("Sicherheitsanalyse", report.town))),
        subtitle=report.survey.title,
        subject="Sicherheitsanalyse",
        author=report.author,
        letterhead=report.letterhead,
        footer=report.survey.title,
        title_page=True,
        numbered=True,
        blocks=tuple(blocks),
    )


def tables_volume(report: SurveyReport) -> Document:
    """All tables: plain counts, results, comparisons, surveys, indices, weighting."""
    blocks: list[Block] = [*_facts(report), PageBreak(), Contents(1, "Inhalt"), TableList()]
    for title, tables in volume_tables(report, Cells()):
        blocks += [PageBreak(), Heading(1, title), *tables]
    blocks += [PageBreak(), Heading(1, "Antworten und Melderegister"), *sample_blocks(report.method)]
    return Document(
        title="Tabellenband",
        subtitle=report.survey.title,
        subject="Tabellenband",
        author=report.author,
        letterhead=report.letterhead,
        footer=f"Tabellenband: {report.survey.title}",
        title_page=True,
        blocks=tuple(blocks),
    )


def volume_tables(report: SurveyReport, cells: Cells) -> list[tuple[str, list[Table]]]:
    """All tables by chapter; `cells` says whether for reading or for computing."""
    found = [(module.title, _all_tables(module, cells)) for module in report.run.modules]
    if report.run.indices:
        found.append(("Indizes", [full_table(index, cells) for index in report.run.indices]))
    return found


def _all_tables(module: ModuleResults, cells: Cells) -> list[Table]:
    tables = [frequency_table(found, cells) for found in module.frequencies]
    return tables + [full_table(result, cells) for result in (*module.results, *module.compared, *module.waves)]


def result_document(
    result: Result, survey: Survey, letterhead: Letterhead | None = None, choice: ChartChoice | None = None
) -> Document:
    """One result on its own: what it shows, chart in the shape wanted, table."""
    return Document(
        title=result.title,
        subtitle=survey.title,
        subject="Ergebnis der Befragung",
        letterhead=letterhead,
        footer=survey.title,
        blocks=(*result_blocks(result, choice, level=1)[1:], full_table(result)),
    )


def _facts(report: SurveyReport) -> list[Block]:
    survey = report.survey
    period = ""
    if survey.field_start and survey.field_end:
        period = f"{format_date(survey.field_start)} bis {format_date(survey.field_end)}"
    year = "" if str(survey.year) in survey.title else f" ({survey.year})"
    pairs: list[tuple[str, Text]] = [("Erhebung", survey.title + year)]
    pairs += [("Feldzeit", period)] if period else []
    pairs += [("Ausgewertet durch", survey.evaluated_by)] if survey.evaluated_by else []
    return [KeyValues((*pairs, ("Stand", format_date(report.day))))]


# --- chapters -------------------------------------------------------------------------------------------------


def _content(report: SurveyReport, state: ChapterState) -> Sequence[Block]:
    key = state.chapter.key
    maker = _CHAPTERS.get(key)
    if maker is not None:
        return maker(report, state)
    module = next((found for found in report.run.modules if chapters.module_key(found.title) == key), None)
    return _module(module) if module is not None else ()


def _summary(report: SurveyReport, state: ChapterState) -> Sequence[Block]:
    if report.findings:
        return [BulletList(tuple(found.finding.statement or found.finding.title for found in report.findings))]
    return [] if state.text else [Paragraph(missing("Befunde (in der Auswertung festzuhalten)"))]


def _occasion(report: SurveyReport, state: ChapterState) -> Sequence[Block]:
    if report.survey.purpose:
        return list(prose(report.survey.purpose))
    return [] if state.text else [Paragraph(missing("Zweck der Erhebung"))]


def _method(report: SurveyReport, _state: ChapterState) -> Sequence[Block]:
    return method_blocks(report.method)


def _sample(report: SurveyReport, _state: ChapterState) -> Sequence[Block]:
    return sample_blocks(report.method)


def _module(module: ModuleResults) -> Sequence[Block]:
    blocks: list[Block] = []
    waves = {wave.variable: wave for wave in module.waves}
    for result in module.results:
        blocks += result_blocks(result)
        if result.variable in waves:
            blocks += wave_blocks(waves[result.variable])
    compared = comparison_tables(module.compared, module.title)
    return [*blocks, Heading(2, "Unterschiede zwischen Gruppen"), *compared] if compared else blocks


def _indices(report: SurveyReport, _state: ChapterState) -> Sequence[Block]:
    return [block for index in report.run.indices for block in result_blocks(index)]


def _portfolios(report: SurveyReport, _state: ChapterState) -> Sequence[Block]:
    blocks: list[Block] = []
    for portfolio in report.run.portfolios:
        act = [point.label for point in portfolio.points if point.field is PortfolioField.ACT]
        blocks.append(Chart(portfolio_chart(portfolio)))
        if act:
            names = ", ".join(f"„{name}“" for name in act)
            blocks.append(Paragraph(f"Wichtig und wenig zufrieden – Handlungsbedarf: {names}."))
        columns = (
            TableColumn("Thema", width=5),
            TableColumn(portfolio.x_label, width=2),
            TableColumn(portfolio.y_label, width=2),
            TableColumn("n", width=1),
            TableColumn("Feld", width=2.4),
        )
        rows = tuple(
            (point.label, _with_interval(point.x), _with_interval(point.y), str(point.base), point.field)
            for point in portfolio.points
        )
        blocks.append(Table(columns, rows, portfolio.title, compact=True))
        blocks += [Paragraph(note, style=Style.SMALL) for note in portfolio.notes]
    return blocks


def _with_interval(figure: Figure) -> str:
    interval = interval_words(figure)
    return f"{figure_words(figure)} ({interval})" if interval else figure_words(figure)


def _perceived(report: SurveyReport, _state: ChapterState) -> Sequence[Block]:
    perceived = report.run.perceived
    if perceived is None or not perceived.pairs:
        return []
    columns = (
        TableColumn("Thema", width=4),
        TableColumn("gefühlt", width=4),
        TableColumn("n", width=1),
        TableColumn("erfasst", width=5),
    )
    rows = tuple(
        (
            pair.label,
            f"{_with_interval(pair.perceived)} {pair.perceived_words}",
            str(pair.base),
            f"{pair.series}: {pair.recorded}",
        )
        for pair in perceived.pairs
    )
    notes = list(dict.fromkeys((*perceived.notes, *_caveats(perceived))))
    blocks: list[Block] = [Chart(perceived_chart(perceived)), Table(columns, rows, perceived.title, compact=True)]
    return [*blocks, Paragraph(bold("Was dabei zu beachten ist"), keep=True), BulletList(tuple(notes))]


def _caveats(perceived: Perceived) -> list[str]:
    own = [line for pair in perceived.pairs for line in pair.caveats]
    return [*own, *PKS_LIMITS]


def _recorded(report: SurveyReport, _state: ChapterState) -> Sequence[Block]:
    blocks: list[Block] = []
    for found in report.recorded:
        series = found.series
        blocks.append(Heading(2, f"{series.title} ({found.area})" if found.area else series.title))
        blocks.append(Paragraph(latest_in_words(found.points, read_breaks(series.breaks), series.unit)))
        if any(point.value is not None for point in found.points):
            blocks.append(Chart(series_chart(series, found.points)))
            blocks.append(SourceNote(found.source or "nicht angegeben"))
        blocks += [Paragraph(text, style=Style.SMALL) for text in (found.remarks, series.caveats) if text]
    if blocks:
        blocks.append(BulletList(PKS_LIMITS))
    return blocks


def _limits(_report: SurveyReport, _state: ChapterState) -> Sequence[Block]:
    return [BulletList(LIMITS)]


def _findings(report: SurveyReport, _state: ChapterState) -> Sequence[Block]:
    if not report.findings:
        return []
    columns = (
        TableColumn("Befund", width=7),
        TableColumn("festgehalten am", width=2.2),
        TableColumn("Bedarf", width=4),
    )
    rows: list[tuple[Text, ...] | GroupRow] = []
    for found in report.findings:
        finding = found.finding
        words: Text = (bold(finding.title), f"\n{finding.statement}" if finding.statement else "")
        rows.append((words, format_date(finding.taken_on), found.need or finding.state.label))
    return [Table(columns, tuple(rows), "Befunde und Bedarfe")]


def _outcomes(report: SurveyReport, _state: ChapterState) -> Sequence[Block]:
    if not report.outcomes:
        return []
    return [Paragraph(f"Stand: {enumerated(report.outcomes)}."), results_table(report.outcomes)]


def _tables(report: SurveyReport, _state: ChapterState) -> Sequence[Block]:
    blocks: list[Block] = [
        Paragraph(
            f"Anteile in Prozent, in der letzten Spalte die ungewichtete und die wirksame Fallzahl{NBSP}n. Alle "
            "Vergleiche nach Gruppen stehen im gesonderten Tabellenband."
        )
    ]
    for module in report.run.modules:
        blocks += [Heading(2, module.title), *(full_table(result) for result in module.results)]
    return blocks if report.run.modules else []


_CHAPTERS: dict[str, Callable[[SurveyReport, ChapterState], Sequence[Block]]] = {
    chapters.SUMMARY: _summary,
    chapters.OCCASION: _occasion,
    chapters.METHOD: _method,
    chapters.SAMPLE: _sample,
    chapters.INDICES: _indices,
    chapters.PORTFOLIO: _portfolios,
    chapters.PERCEIVED: _perceived,
    chapters.RECORDED: _recorded,
    chapters.LIMITS: _limits,
    chapters.FINDINGS: _findings,
    chapters.OUTCOMES: _outcomes,
    chapters.TABLES: _tables,
}
