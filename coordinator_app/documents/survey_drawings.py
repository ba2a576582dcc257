"""Drawings of surveys that need axes of their own: bars from the middle, four fields, two sides back to back."""

from collections.abc import Callable, Sequence
from typing import Any

from coordinator_app.documents.chart_colors import ChartColors, hatches
from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.chart_layout import SMALL, THICK_LYING, ChartLayout, shortened
from coordinator_app.documents.formats import measured
from coordinator_app.documents.layout import text_width
from coordinator_app.documents.sheet import Sheet
from coordinator_app.domain.result_charts import Side
from coordinator_app.domain.results import PortfolioField

ROOM = 1.35  # how far the axis of a side reaches beyond its longest bar, for the numbers
_WHISKER = 0.53


def draw(layout: ChartLayout, colors: ChartColors, sheet: Sheet) -> None:
    """One of these charts without its legend."""
    _DRAWINGS[layout.chart.kind](layout, colors, sheet)


def side_of(series: Series) -> Side:
    """Which side of a scale a series belongs to; without a tone neither."""
    return series.tone.side if series.tone is not None else Side.NEUTRAL


def reach(chart: ChartDescription) -> float:
    """How far bars from the middle reach to either side, in whole twenties of the unit; shares at most 100."""
    longest = max((length for place in range(len(chart.categories)) for length in sides(chart, place)), default=0.0)
    end = 20.0 * -(-longest // 20)
    return 100.0 if 100 < end <= 120 else end or 20.0


def sides(chart: ChartDescription, place: int) -> tuple[float, float]:
    """Lengths of the bar of a category left and right of the middle; nothing is drawn below zero."""
    shares = {Side.GOOD: 1.0, Side.NEUTRAL: 0.5}
    known = [(max(series.values[place] or 0.0, 0.0), shares.get(side_of(series), 0.0)) for series in chart.series]
    left = sum(value * share for value, share in known)
    return left, sum(value for value, _ in known) - left


def part_fits(layout: ChartLayout, value: float) -> bool:
    """Whether a part of a bar from the middle is long enough for its number."""
    left, _, right, _ = layout.frame
    length = value / (2 * reach(layout.chart)) * (right - left)
    return length >= text_width(layout.number(value), SMALL) + 0.8


def _diverging(layout: ChartLayout, colors: ChartColors, sheet: Sheet) -> None:
    from coordinator_app.documents.charts import labels, number_in

    chart, end = layout.chart, reach(layout.chart)
    left, top, right, bottom = layout.frame
    center, unit = (left + right) / 2, (right - left) / 2 / end
    for value in (-end, -end / 2, 0.0, end / 2, end):
        at = center + value * unit
        sheet.line([(at, top), (at, bottom)], colors.text if value == 0 else colors.grid)
        words = measured(abs(value), places_of(abs(value)), chart.unit if chart.unit == "%" else "")
        sheet.text(at, bottom + 3.2, words, colors.text, anchor="center")
    lines, thick = hatches(chart, colors), layout.thick
    for place in range(layout.count):
        at, middle = center - sides(chart, place)[0] * unit, layout.middle(place)
        for index, series in enumerate(chart.series):
            value = series.values[place] or 0.0
            if value <= 0:
                continue
            color, long = colors.of(series, index), value * unit
            look: dict[str, Any] = {"edge": colors.edge(color), "hatch": lines[index], "ink": colors.background}
            sheet.rect(at, middle - thick / 2, long, thick, color, **look)
            if part_fits(layout, value):
                words = layout.number(value)
                number_in(sheet, at + long / 2, middle, words, color, colors, hatched=bool(lines[index]))
            at += long
    labels(layout, colors, sheet)


def _paired(layout: ChartLayout, colors: ChartColors, sheet: Sheet) -> None:
    """Each side has its own scale; numbers stand at the bars, so no axis is printed."""
    from coordinator_app.documents.charts import labels, whisker

    chart = layout.chart
    left, top, right, bottom = layout.name_width, layout.frame[1], layout.width - 2.0, layout.frame[3] + 5.0
    center, room = (left + right) / 2, (right - left) / 2 / ROOM
    slot = (bottom - top) / max(1, layout.count)
    for index, (series, unit) in enumerate(zip(chart.series, (chart.unit, chart.second_unit), strict=True)):
        side, length = (-1 if index == 0 else 1), room / side_top(series)
        color = colors.of(series, index)
        for place, value in enumerate(series.values):
            if value is None:
                continue
            middle, end = top + (place + 0.5) * slot, max(value, 0.0)
            start = min(center, center + side * end * length)
            thick = min(THICK_LYING * slot, layout.thick)
            sheet.rect(start, middle - thick / 2, end * length, thick, color, edge=colors.edge(color))
            low, high = (series.low[place], series.high[place]) if series.low and series.high else (None, None)
            if low is not None and high is not None:
                for line in whisker(center + side * low * length, center + side * high * length, middle, 1.1):
                    sheet.line(line, colors.text, _WHISKER)
                end = high
            words, anchor = measured(value, places_of(value), unit), "left" if side > 0 else "right"
            sheet.text(center + side * (end * length + 1.4), middle, words, colors.text, anchor=anchor)
    sheet.line([(center, top), (center, bottom)], colors.text)
    layout.frame = (left, top, right, bottom)
    labels(layout, colors, sheet)


def side_top(series: Series) -> float:
    """The number a side of paired bars reaches to."""
    known = [value for value in (*series.values, *series.high) if value is not None]
    top = max(known, default=1.0)
    return top if top > 0 else 1.0


def places_of(value: float) -> int:
    """Decimals of a number that is printed as short as it is."""
    return 0 if float(value).is_integer() else 1


FIELDS = (  # corner across and up, and its name
    *((1, 0, PortfolioField.ACT), (1, 1, PortfolioField.KEEP)),
    *((0, 0, PortfolioField.WATCH), (0, 1, PortfolioField.OVER)),
)


def _portfolio(layout: ChartLayout, colors: ChartColors, sheet: Sheet) -> None:
    chart = layout.chart
    across, up = chart.series
    spots = [
        (x, y, name)
        for x, y, name in zip(across.values, up.values, chart.categories, strict=True)
        if x is not None and y is not None
    ]
    (low_x, high_x), (low_y, high_y) = windows(chart)
    left, top, right, bottom = 20.0, 3.0, layout.width - 6.0, layout.height - 14.0

    def at(x: float, y: float) -> tuple[float, float]:
        wide, high = (x - low_x) / (high_x - low_x), (y - low_y) / (high_y - low_y)
        return left + wide * (right - left), bottom - high * (bottom - top)

    for value in _tens(low_x, high_x):
        x, _ = at(value, low_y)
        sheet.line([(x, top), (x, bottom)], colors.grid)
        sheet.text(x, bottom + 3.2, _percent(value, chart), colors.text, anchor="center")
    for value in _tens(low_y, high_y):
        _, y = at(low_x, value)
        sheet.line([(left, y), (right, y)], colors.grid)
        sheet.text(left - 1.5, y, _percent(value, chart), colors.text, anchor="right")
    sheet.line([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], colors.outline)
    if chart.cuts is not None:
        x, y = at(*chart.cuts)
        sheet.line([(x, top), (x, bottom)], colors.outline, 0.35, (1.6, 1.0))
        sheet.line([(left, y), (right, y)], colors.outline, 0.35, (1.6, 1.0))
        for corner_x, corner_y, field in FIELDS:
            x, y = (right - 1.5 if corner_x else left + 1.5), (top + 3.0 if corner_y else bottom - 3.0)
            sheet.text(x, y, field.label, colors.text, anchor="right" if corner_x else "left", italic=True)
    sheet.text((left + right) / 2, layout.height - 4.0, f"{across.name} →", colors.text, anchor="center")
    sheet.text(4.0, (top + bottom) / 2, f"{up.name} →", colors.text, anchor="center", turned=90)
    _spots(sheet, colors, [(*at(x, y), name) for x, y, name in spots], (left, right))


def _spots(
    sheet: Sheet, colors: ChartColors, spots: Sequence[tuple[float, float, str]], ends: tuple[float, float]
) -> None:
    """Points with their names beside them, a little apart where two would cover each other."""
    left, right = ends
    taken: list[tuple[float, float, float]] = []
    for x, y, name in sorted(spots, key=lambda spot: (spot[1], spot[0])):
        sheet.circle(x, y, 1.05, colors.series[0])
        rightwards = x < (left + right) / 2
        words = shortened(name, (right - x if rightwards else x - left) - 3.0, SMALL)
        wide, start = text_width(words, SMALL), 2.1 if rightwards else -2.1
        begin = x + start if rightwards else x + start - wide
        row = y
        while any(
            abs(row - other) < 3.0 and begin < stop and other_begin < begin + wide for other_begin, stop, other in taken
        ):
            row += 0.6
        taken.append((begin, begin + wide, row))
        sheet.text(x + start, row, words, colors.text, points=SMALL, anchor="left" if rightwards else "right")


def _percent(value: float, chart: ChartDescription) -> str:
    return measured(value, places_of(value), chart.unit if chart.unit == "%" else "")


def _tens(low: float, high: float) -> list[float]:
    step = 10.0 if high - low <= 60 else 20.0 if high - low <= 200 else (high - low) / 5
    return [low + step * n for n in range(int((high - low) / step + 1e-9) + 1)]


def windows(chart: ChartDescription) -> tuple[tuple[float, float], tuple[float, float]]:
    """The ranges of both axes of four fields."""
    cuts = chart.cuts or (None, None)
    across, up = (
        window([value for value in series.values if value is not None], cut)
        for series, cut in zip(chart.series, cuts, strict=True)
    )
    return across, up


def window(values: Sequence[float], cut: float | None) -> tuple[float, float]:
    """The range of an axis in whole tens around values and cut; shares stay between 0 and 100."""
    known = [*values, *([cut] if cut is not None else [])] or [50.0]
    low, high = 10.0 * (min(known) // 10) - 10, 10.0 * -(-max(known) // 10) + 10
    return (max(0.0, low), min(100.0, high)) if min(known) >= 0 and max(known) <= 100 else (low, high)


_DRAWINGS: dict[ChartKind, Callable[[ChartLayout, ChartColors, Sheet], None]] = {
    ChartKind.DIVERGING: _diverging,
    ChartKind.PORTFOLIO: _portfolio,
    ChartKind.PAIRED: _paired,
}
