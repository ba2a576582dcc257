"""Results of a survey as tables: for reading (words) or for computing (numbers, intervals in two columns).

Numbers for computing are rounded as they are printed: nothing more can be read from a cell than from the page.
"""

from dataclasses import dataclass
from typing import Any

from coordinator_app.common.german import format_decimal, format_integer
from coordinator_app.documents.content import Alignment, Table, TableColumn
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.result_words import HIDDEN, base_words, figure_words, interval_words
from coordinator_app.domain.results import YEARS, Figure, Frequencies, Result, ResultRow, Shown
from coordinator_app.domain.rounding import percent, percent_words, rounded

_RANGE = "95-%-Bereich"


@dataclass(frozen=True, slots=True)
class Cells:
    """How figures become cells; `numeric` = numbers instead of words where a figure is fully shown."""

    numeric: bool = False

    def column(self, label: str, width: float) -> TableColumn:
        """A column of figures."""
        return TableColumn(label, Kind.DECIMAL if self.numeric else Kind.TEXT, width, Alignment.RIGHT)

    def range_columns(self, width: float) -> list[TableColumn]:
        """The column or columns of an interval."""
        if self.numeric:
            return [self.column("von", width), self.column("bis", width)]
        return [self.column(_RANGE, width)]

    def figure(self, figure: Figure | None, unit: str) -> Any:
        """A figure; hidden and bracketed ones are always words."""
        told = self.numeric and unit != YEARS
        if not told or figure is None or figure.value is None or figure.shown is not Shown.FULL:
            return figure_words(figure, unit)
        return _number(figure.value, unit)

    def range(self, figure: Figure | None, unit: str) -> list[Any]:
        """An interval as one or two cells."""
        words = interval_words(figure, unit)
        if not self.numeric:
            return [words]
        if not words or figure is None or figure.low is None or figure.high is None:
            return ["", ""]
        return [_number(figure.low, unit), _number(figure.high, unit)]

    def count(self, count: float | None) -> Any:
        """A number of answers; None = hidden."""
        if count is None:
            return HIDDEN
        return round(count) if self.numeric else format_integer(round(count))

    def share(self, share: float | None) -> Any:
        """A plain share; None = not meaningful."""
        if share is None:
            return ""
        return percent(share, 1) if self.numeric else percent_words(share, 1)


WORDS = Cells()


def _number(value: float, unit: str) -> float:
    return percent(value, 1) if unit == "%" else rounded(value, 1)


def full_table(result: Result, cells: Cells = WORDS) -> Table:
    """The table that suits a result: answers below each other for a single question, else rows with all answers."""
    alone = len(result.rows) == 1 and result.rows[0].summary is None and len(result.columns) > 1
    return _answers(result, cells) if alone else _rows(result, cells)


def _rows(result: Result, cells: Cells) -> Table:
    with_summary = any(row.summary is not None for row in result.rows) and bool(result.summary)
    single = with_summary and len(result.columns) == 1 and result.columns[0] == result.summary
    names = () if single else result.columns
    columns = [TableColumn(result.group or ("Erhebung" if result.wave else "Angabe"), width=3.6)]
    columns += [cells.column(name, 1.3) for name in names]
    columns += [cells.column(result.summary, 1.5)] if with_summary else []
    columns += [*cells.range_columns(1.7), cells.column("n", 0.9), cells.column("n wirksam", 1.1)]
    rows = tuple(
        (
            f"{row.section}: {row.label}" if row.section else row.label,
            *(cells.figure(cell, result.unit) for cell in (() if single else row.cells)),
            *_last(result, row, cells, with_summary=with_summary),
        )
        for row in result.rows
    )
    return Table(tuple(columns), rows, _title(result), compact=True)


def _last(result: Result, row: ResultRow, cells: Cells, *, with_summary: bool) -> list[Any]:
    """Summary with interval, n and n_eff of a row."""
    unit = result.summary_unit if with_summary else result.unit
    summary = row.summary or Figure(None, shown=row.shown)
    figure = summary if with_summary else row.cells[0] if len(row.cells) == 1 else None
    hidden = row.shown is Shown.HIDDEN and not row.base
    return [
        *([cells.figure(summary, unit)] if with_summary else []),
        *cells.range(figure, unit),
        cells.count(None if hidden else row.base),
        cells.count(None if hidden else row.effective),
    ]


def _answers(result: Result, cells: Cells) -> Table:
    row = result.rows[0]
    columns = (TableColumn("Antwort", width=6), cells.column("Anteil", 1.6), *cells.range_columns(2))
    rows = tuple(
        (name, cells.figure(cell, result.unit), *cells.range(cell, result.unit))
        for name, cell in zip(result.columns, row.cells, strict=True)
    )
    return Table(columns, rows, f"{_title(result)} ({base_words(row.base)})", compact=True)


def _title(result: Result) -> str:
    number = f"Frage {result.number}: " if result.number else ""
    behind = f" nach {result.group}" if result.group else " im Vergleich der Erhebungen" if result.wave else ""
    test = ""
    if result.test is not None:
        degrees = " und ".join(format_decimal(each, 1) for each in (result.test.first_df, result.test.second_df))
        test = (
            f" ({result.test.name}: F = {format_decimal(result.test.statistic, 2, fixed=True)}, df = {degrees}, "
            f"p = {format_decimal(result.test.p, 3, fixed=True)})"
        )
    return f"{number}{result.title}{behind}{test}"


def frequency_table(found: Frequencies, cells: Cells = WORDS) -> Table:
    """The plain count of a variable: n, share of all, of the valid ones, cumulated."""
    columns = (
        TableColumn("Angabe", width=5),
        *(cells.column(name, 1.5) for name in ("n", "Anteil", "gültig", "kumuliert")),
    )
    rows = tuple(
        (
            line.label,
            cells.count(line.count),
            cells.share(line.share),
            cells.figure(line.valid, "%") if line.valid is not None else "",
            cells.share(line.cumulated),
        )
        for line in found.lines
    )
    return Table(columns, rows, f"{found.variable}: {found.title} – Grundauszählung", compact=True)
