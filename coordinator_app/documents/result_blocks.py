"""A result of a survey as blocks of a document: sentence, chart, table; comparisons as one coloured table.

Everything is taken as it comes (`domain.results`): what is hidden there is hidden here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coordinator_app.common.german import enumerate_words
from coordinator_app.documents.content import (
    Alignment,
    Block,
    Chart,
    Heading,
    Paragraph,
    Row,
    Run,
    Style,
    Table,
    TableColumn,
)
from coordinator_app.documents.result_figures import result_chart
from coordinator_app.documents.result_tables import full_table
from coordinator_app.domain.report_sentences import changes, differences, everybody, reading
from coordinator_app.domain.result_charts import ChartChoice, chart_choices
from coordinator_app.domain.result_sentences import ABOVE, BELOW, subtitle
from coordinator_app.domain.result_words import base_words, figure_words, interval_words, rounding_note
from coordinator_app.domain.results import Figure, Result, ResultKind, ResultRow, Shown

UP, DOWN = "▲", "▼"
MARKS_NOTE = f"{UP} gesichert höher, {DOWN} gesichert niedriger als die übrigen Gruppen. Je dunkler, desto höher."
_MOST_COLUMNS, _MOST_LINES = 9, 3
_ALL = "alle"


def result_blocks(result: Result, choice: ChartChoice | None = None, *, level: int = 2) -> list[Block]:
    """One question: heading, wording, what it shows, chart and what the figures rest on."""
    title = f"Frage {result.number}: {result.title}" if result.number else result.title
    blocks: list[Block] = [Heading(level, title)]
    if result.wording and result.wording != result.title:
        blocks.append(Paragraph(Run(result.wording, italic=True), keep=True))
    blocks += [Paragraph(sentence) for sentence in reading(result)]
    offered = [each for each in chart_choices(result) if each is not ChartChoice.HEAT]
    if offered:
        shown = choice if choice is not None and choice in offered else offered[0]
        blocks.append(Chart(result_chart(result, shown), caption=result.title))
    elif any(row.cells for row in result.rows):
        blocks.append(full_table(result))
    blocks.append(Paragraph(base_line(result), style=Style.SMALL))
    return blocks


def base_line(result: Result) -> str:
    """What stands below a chart: unit, weighting, n, what is hidden, rounding."""
    bases = sorted({row.base for row in result.rows if row.base and row.shown is not Shown.HIDDEN})
    counted = f"{base_words(bases[0])} bis {bases[-1]}" if len(bases) > 1 else base_words(bases[0]) if bases else ""
    parts = [f"{subtitle(result)}.", f"{counted}." if counted else "", *result.notes]
    has_interval = any(interval_words(row.summary) for row in result.rows)
    if has_interval and result.kind is ResultKind.LIKERT:
        parts.append(f"Strich: 95-%-Bereich für „{result.summary}“.")
    return " ".join(dict.fromkeys(filter(None, (*parts, rounding_note(result)))))


# --- comparisons ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line of a comparison: what is compared, and the figure per group; `unit` as in the result."""

    label: str
    unit: str
    cells: tuple[tuple[str, Figure, str], ...]  # group, figure, how it differs


def grid_lines(result: Result) -> Iterator[GridLine]:
    """What a comparison shows: the summary per row, or the first answers of a question without one."""
    for section in dict.fromkeys(row.section for row in result.rows):
        rows = [row for row in result.rows if row.section == section]
        if any(row.summary is not None for row in rows):
            name = f"{section or result.title} ({result.summary})" if result.summary else section or result.title
            cells = tuple((_group(row), row.summary or _shown(row), row.differs) for row in rows)
            yield GridLine(name, result.summary_unit, cells)
            continue
        for place, column in enumerate(result.columns):
            if result.kind is not ResultKind.MULTIPLE and len(result.columns) > 2:
                return
            if result.kind is not ResultKind.MULTIPLE and place:
                break
            cells = tuple((_group(row), row.cells[place], "") for row in rows)
            yield GridLine(f"{section or result.title}: {column}", result.unit, cells)


def _group(row: ResultRow) -> str:
    return _ALL if everybody(row) else row.label


def _shown(row: ResultRow) -> Figure:
    return Figure(None, shown=row.shown)


def comparison_tables(results: Sequence[Result], title: str) -> list[Block]:
    """The comparisons of a chapter as one coloured table per grouping, with the certain differences in words."""
    blocks: list[Block] = []
    for group in dict.fromkeys(result.group for result in results if result.group):
        found = [result for result in results if result.group == group]
        lines = [line for result in found for line in grid_lines(result)]
        if not lines:
            continue
        names = list(dict.fromkeys(name for line in lines for name, _, _ in line.cells))
        shown = [
            name for name in names if any(_told(figure) for line in lines for at, figure, _ in line.cells if at == name)
        ]
        if len(shown) <= _MOST_COLUMNS:
            gone = [f"„{name}“" for name in names if name not in shown]
            note = f" Wegen kleiner Fallzahl nicht gezeigt: {enumerate_words(gone)}." if gone else ""
            blocks.append(_grid(lines, shown, f"{title} nach {group}"))
            blocks.append(Paragraph(MARKS_NOTE + note, style=Style.SMALL))
        blocks += [Paragraph(sentence) for result in found for sentence in differences(result)]
        blocks += _without_difference(found)
    return blocks


def _told(figure: Figure) -> bool:
    return figure.value is not None and figure.shown is not Shown.HIDDEN


def _without_difference(results: Sequence[Result]) -> Iterator[Block]:
    """Questions a test over the whole table found nothing in."""
    names = [f"„{result.title}“" for result in results if result.test is not None and result.test.p >= 0.05]
    if names:
        yield Paragraph(
            f"Kein gesicherter Unterschied nach {results[0].group} über die ganze Tabelle (Rao-Scott): "
            f"{enumerate_words(names)}.",
            style=Style.SMALL,
        )


def _grid(lines: Sequence[GridLine], names: Sequence[str], caption: str) -> Table:
    highest = max(
        (figure.value or 0.0 for line in lines for _, figure, _ in line.cells if line.unit == "%"), default=0.0
    )
    columns = [TableColumn("Anteil", width=3.6)]
    columns += [TableColumn(name, width=1.5, alignment=Alignment.RIGHT) for name in names]
    rows: list[Row] = []
    for line in lines:
        known = {name: (figure, differs) for name, figure, differs in line.cells}
        rows.append((line.label, *(_cell(*known.get(name, (Figure(None), "")), line.unit, highest) for name in names)))
    return Table(tuple(columns), tuple(rows), caption, compact=True)


def _cell(figure: Figure, differs: str, unit: str, highest: float) -> Run:
    mark = {ABOVE: f" {UP}", BELOW: f" {DOWN}"}.get(differs, "")
    words = figure_words(figure, unit, 0 if unit == "%" else 1) + mark
    if figure.value is None or figure.shown is Shown.HIDDEN or unit != "%" or not highest:
        return Run(words)
    return Run(words, tint=max(1, min(5, int(figure.value / highest * 5) + 1)))


def _wave_table(result: Result, sections: Sequence[str]) -> Table:
    labels = list(dict.fromkeys(row.label for row in result.rows))
    known = {(row.section, row.label): row.summary for row in result.rows}
    columns = [TableColumn(result.summary or "Angabe", width=4)]
    columns += [TableColumn(label, width=2, alignment=Alignment.RIGHT) for label in labels]
    rows = tuple(
        (section, *(_with_range(known.get((section, label)), result.summary_unit) for label in labels))
        for section in sections
    )
    return Table(tuple(columns), rows, f"{result.title} im Vergleich der Erhebungen (95-%-Bereich)", compact=True)


def _with_range(figure: Figure | None, unit: str) -> str:
    interval = interval_words(figure, unit)
    return f"{figure_words(figure, unit)} ({interval})" if interval else figure_words(figure, unit)


def wave_blocks(result: Result) -> list[Block]:
    """The same question in several surveys: lines with intervals, many as a table, and what changed with certainty."""
    blocks: list[Block] = [Heading(3, f"{result.title}: Vergleich der Erhebungen")]
    blocks += [Paragraph(sentence) for sentence in changes(result)]
    sections = list(dict.fromkeys(row.section for row in result.rows))
    if len(sections) <= _MOST_LINES:
        blocks.append(Chart(result_chart(result, chart_choices(result)[0])))
    else:
        blocks.append(_wave_table(result, sections))
    blocks.append(
        Paragraph("Verglichen werden nur Fragen mit gleichem Wortlaut und gleicher Skala.", style=Style.SMALL)
    )
    return blocks
