"""Results of a survey as charts of a document: the same lines and tones as on the screen."""

from collections.abc import Sequence

from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.domain.result_charts import (
    ONE_FIGURE,
    ChartChoice,
    ChartLine,
    bar_unit,
    boundary,
    chart_lines,
    tones,
)
from coordinator_app.domain.result_words import figure_words, interval_words, scaled
from coordinator_app.domain.results import Figure, Perceived, Portfolio, Result, Shown

_DECIMALS = 9  # digits kept of a scaled fraction: 0.07 × 100 is not 7.000000000000001


def result_chart(result: Result, choice: ChartChoice) -> ChartDescription:
    """The chart of a result in a shape that suits it (`chart_choices`, not the coloured table)."""
    lines = chart_lines(result, choice)
    if choice is ChartChoice.WAVES:
        return _waves(result, lines)
    if choice is ChartChoice.INTERVALS:
        return _intervals(result, lines)
    return _stacked(result, lines, choice)


def _stacked(result: Result, lines: Sequence[ChartLine], choice: ChartChoice) -> ChartDescription:
    """Hidden cells have no number; the interval of the sum hangs on the part it ends with."""
    series: list[Series] = []
    for place, (name, tone) in enumerate(zip(result.columns, tones(result), strict=True)):
        values = tuple(_value(line.cells[place], result.unit) for line in lines)
        low, high = _ends(result, lines, values, place) if choice is ChartChoice.STACKED else ((), ())
        series.append(Series(name, values, low, high, tone))
    kind = ChartKind.DIVERGING if choice is ChartChoice.DIVERGING else ChartKind.HORIZONTAL_STACKED
    return ChartDescription(
        kind,
        result.title,
        tuple(_label(line) for line in lines),
        tuple(series),
        unit=result.unit,
        counts=_counts(lines),
        additions=tuple(_addition(result, line) for line in lines),
    )


def _ends(
    result: Result, lines: Sequence[ChartLine], values: Sequence[float | None], column: int
) -> tuple[tuple[float | None, ...], tuple[float | None, ...]]:
    """The interval of the sum up to this column, measured from where its part begins."""
    lows: list[float | None] = []
    highs: list[float | None] = []
    for line, value in zip(lines, values, strict=True):
        place, figure = boundary(result, result.rows[line.row]) or (None, Figure(None))
        if value is None or place != column or figure.value is None or figure.low is None or figure.high is None:
            lows.append(None)
            highs.append(None)
            continue
        lows.append(round(value - (figure.value - figure.low) * 100, _DECIMALS))
        highs.append(round(value + (figure.high - figure.value) * 100, _DECIMALS))
    return (tuple(lows), tuple(highs)) if any(low is not None for low in lows) else ((), ())


def _addition(result: Result, line: ChartLine) -> str:
    """„sicher 89,0 % (86,0–92,0)“ below the label; what is hidden is said to be."""
    if line.shown is Shown.HIDDEN:
        return "nicht gezeigt (kleine Fallzahl)"
    if line.figure is None or not result.summary:
        return ""
    words = f"{result.summary} {figure_words(line.figure, result.summary_unit)}"
    interval = interval_words(line.figure, result.summary_unit)
    return f"{words}; {interval}" if interval else words


def _intervals(result: Result, lines: Sequence[ChartLine]) -> ChartDescription:
    unit = bar_unit(result, ChartChoice.INTERVALS)
    figures = [line.cells[0] if line.shown is not Shown.HIDDEN else Figure(None) for line in lines]
    values = tuple(_value(figure, unit) for figure in figures)
    low, high = (tuple(_scaled(end, unit) for end in ends) for ends in _sides(figures))
    ends = (low, high) if any(end is not None for end in low) else ((), ())
    by_summary = any(row.summary for row in result.rows) and result.summary
    name = result.summary if by_summary else result.columns[0] if result.kind in ONE_FIGURE else "Anteil"
    return ChartDescription(
        ChartKind.INTERVAL,
        result.title,
        tuple(_label(line) for line in lines),
        (Series(name, values, *ends),),
        unit=unit,
        decimals=1,
        counts=() if _one_base(lines) else _counts(lines),
        additions=tuple(_small(line) for line in lines),
    )


def _counts(lines: Sequence[ChartLine]) -> tuple[int | None, ...]:
    """The n of each bar; that of a hidden bar may be hidden as well."""
    return tuple(None if line.shown is Shown.HIDDEN and not line.base else line.base for line in lines)


def _one_base(lines: Sequence[ChartLine]) -> bool:
    """Whether all bars are answers of the same people, whose number stands below the chart."""
    return len(lines) > 1 and len({line.row for line in lines}) == 1


def _small(line: ChartLine) -> str:
    """What is said about a bar that is not drawn or rests on few answers."""
    if line.shown is Shown.HIDDEN:
        return "nicht gezeigt (kleine Fallzahl)"
    few = line.figure is not None and line.figure.shown is Shown.BRACKETED
    return "(wenige Antworten)" if few else ""


def _waves(result: Result, lines: Sequence[ChartLine]) -> ChartDescription:
    labels = tuple(dict.fromkeys(line.label for line in lines))
    unit = bar_unit(result, ChartChoice.WAVES)
    series: list[Series] = []
    for section in dict.fromkeys(line.section for line in lines):
        found = {line.label: line for line in lines if line.section == section and line.shown is not Shown.HIDDEN}
        figures = [(found[label].figure if label in found else None) or Figure(None) for label in labels]
        low, high = (tuple(_scaled(end, unit) for end in ends) for ends in _sides(figures))
        ends = (low, high) if any(end is not None for end in low) else ((), ())
        series.append(Series(section or result.summary, tuple(_value(figure, unit) for figure in figures), *ends))
    return ChartDescription(ChartKind.LINE, result.title, labels, tuple(series), unit=unit, decimals=1)


def portfolio_chart(portfolio: Portfolio) -> ChartDescription:
    """Importance to the right, satisfaction upwards."""
    shown = [point for point in portfolio.points if Shown.HIDDEN not in {point.x.shown, point.y.shown}]
    return ChartDescription(
        ChartKind.PORTFOLIO,
        portfolio.title,
        tuple(point.label for point in shown),
        (
            Series(portfolio.x_label, tuple(_value(point.x, "%") for point in shown)),
            Series(portfolio.y_label, tuple(_value(point.y, "%") for point in shown)),
        ),
        unit="%",
        cuts=(round(portfolio.x_cut * 100, _DECIMALS), round(portfolio.y_cut * 100, _DECIMALS)),
    )


def perceived_chart(perceived: Perceived) -> ChartDescription:
    """What people feel to the left, the newest recorded value to the right."""
    pairs = perceived.pairs
    low, high = (tuple(_scaled(end, "%") for end in ends) for ends in _sides([pair.perceived for pair in pairs]))
    ends = (low, high) if any(end is not None for end in low) else ((), ())
    words = {pair.perceived_words for pair in pairs}
    units = {pair.unit for pair in pairs}
    return ChartDescription(
        ChartKind.PAIRED,
        perceived.title,
        tuple(pair.label for pair in pairs),
        (
            Series(
                words.pop() if len(words) == 1 else "gefühlt",
                tuple(_value(pair.perceived, "%") for pair in pairs),
                *ends,
            ),
            Series("erfasst (neuester Wert)", tuple(pair.points[-1][1] if pair.points else None for pair in pairs)),
        ),
        unit="%",
        second_unit=units.pop() if len(units) == 1 else "",
        counts=tuple(pair.base for pair in pairs),
    )


def _label(line: ChartLine) -> str:
    return f"{line.section}: {line.label}" if line.section else line.label


def _value(figure: Figure, unit: str) -> float | None:
    return None if figure.shown is Shown.HIDDEN else _scaled(figure.value, unit)


def _sides(figures: Sequence[Figure]) -> tuple[list[float | None], list[float | None]]:
    """Lower and upper ends; both None where one is missing or the figure is hidden."""
    known = [
        (figure.low, figure.high)
        if figure.low is not None and figure.high is not None and figure.shown is not Shown.HIDDEN
        else (None, None)
        for figure in figures
    ]
    return [low for low, _ in known], [high for _, high in known]


def _scaled(value: float | None, unit: str) -> float | None:
    found = scaled(value, unit)
    return None if found is None else round(found, _DECIMALS)
