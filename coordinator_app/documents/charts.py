"""Charts as drawings: SVG for the PDF, PNG where a picture is wanted.

Drawn on a `Sheet` of matplotlib with the measures of `chart_layout`. Bars carry their numbers, keep a fixed
order and get lines over them where two would look alike in grey.
"""

from collections.abc import Sequence
from typing import Any

from coordinator_app.documents.chart_colors import ChartColors, hatches, is_dark, paper_colors
from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.chart_layout import (
    LINE,
    POINTS,
    SMALL,
    USUAL_WIDTH,
    ChartLayout,
)
from coordinator_app.documents.layout import text_width
from coordinator_app.documents.sheet import Sheet

OWN_WAY = frozenset({ChartKind.DIVERGING, ChartKind.PORTFOLIO, ChartKind.PAIRED})
_WHISKER = 0.53


def chart_svg(chart: ChartDescription, width: float, colors: ChartColors | None = None) -> bytes:
    """The chart as SVG, `width` millimetres wide; the same bytes for the same chart."""
    return _drawn(chart, width, colors).svg()


def chart_png(chart: ChartDescription, width: float, dpi: int, colors: ChartColors | None = None) -> bytes:
    """The chart as PNG, `width` millimetres wide at `dpi`."""
    return _drawn(chart, width, colors).png(dpi)


def _drawn(chart: ChartDescription, width: float, colors: ChartColors | None) -> Sheet:
    layout, colors = ChartLayout(chart, width), colors or paper_colors()
    sheet = Sheet(width, layout.height)
    if chart.kind in OWN_WAY:
        from coordinator_app.documents.survey_drawings import draw

        draw(layout, colors, sheet)
    else:
        _Pen(layout, colors, sheet).draw()
    legend(layout, colors, sheet)
    return sheet


def chart_height(chart: ChartDescription, width: float = USUAL_WIDTH) -> float:
    """Height of the drawing in millimetres."""
    return ChartLayout(chart, width).height


def legend(layout: ChartLayout, colors: ChartColors, sheet: Sheet) -> None:
    """Names of the series below the chart with the fill or sign of each."""
    chart = layout.chart
    lines = hatches(chart, colors)
    for entry in layout.legend:
        color = colors.of(chart.series[entry.series], entry.series)
        y = layout.legend_y(entry.line)
        if chart.kind is ChartKind.LINE:
            color = colors.stroke(color)
            sheet.line([(entry.left, y), (entry.left + 4.2, y)], color, 0.7)
            sheet.sign(entry.series, entry.left + 2.1, y, color)
        else:
            edge = colors.edge(color)
            look: dict[str, Any] = {"edge": edge, "hatch": lines[entry.series], "ink": colors.background}
            sheet.rect(entry.left, y - 1.4, 4.2, 2.8, color, **look)
        sheet.text(entry.left + 5.2, y, entry.words, colors.text)


def labels(layout: ChartLayout, colors: ChartColors, sheet: Sheet) -> None:
    """The names of the categories beside or below the plot."""
    bottom = layout.frame[3]
    for place, lines in enumerate(layout.labels):
        if place % layout.every:
            continue
        if layout.lying:
            begin = layout.middle(place) - LINE * (len(lines) - 1) / 2
            beside = layout.name_width - 2.0
            for number, words in enumerate(lines):
                sheet.text(beside, begin + number * LINE, words, colors.text, anchor="right")
        elif layout.turned:
            sheet.text(layout.middle(place), bottom + 1.5, lines[0], colors.text, anchor="right", turned=90)
        else:
            for number, words in enumerate(lines):
                y = bottom + 3.2 + number * LINE
                sheet.text(layout.middle(place), y, words, colors.text, anchor="center")


def number_in(sheet: Sheet, x: float, y: float, words: str, color: str, colors: ChartColors, *, hatched: bool) -> None:
    """A number in the middle of a part; on a hatched one with a plain ground."""
    if hatched:
        wide = text_width(words, SMALL) + 1.0
        sheet.rect(x - wide / 2, y - 1.6, wide, 3.2, color)
    ink = colors.background if is_dark(color) else colors.text
    sheet.text(x, y, words, ink, points=SMALL, anchor="center")


class _Pen:
    """Draws bars and lines."""

    def __init__(self, layout: ChartLayout, colors: ChartColors, sheet: Sheet) -> None:
        self.layout, self.colors, self.sheet = layout, colors, sheet
        self.chart, self.lying = layout.chart, layout.lying
        self.hatches = hatches(layout.chart, colors)

    def draw(self) -> None:
        """The whole chart without its legend."""
        self._grid()
        if self.chart.kind is ChartKind.LINE:
            self._lines()
        elif self.layout.stacked:
            self._stacked()
        else:
            self._bars()
        self._base()
        labels(self.layout, self.colors, self.sheet)

    def _grid(self) -> None:
        left, top, right, bottom = self.layout.frame
        for value in self.layout.axis.ticks():
            at, words = self.layout.place(value), self.layout.tick(value, self.layout.axis)
            ends = [(at, top), (at, bottom)] if self.lying else [(left, at), (right, at)]
            self.sheet.line(ends, self.colors.grid)
            if self.lying:
                self.sheet.text(at, bottom + 3.2, words, self.colors.text, anchor="center")
            else:
                self.sheet.text(left - 1.5, at, words, self.colors.text, anchor="right")

    def _base(self) -> None:
        """The line at zero."""
        left, top, right, bottom = self.layout.frame
        at = self.layout.place(0.0)
        self.sheet.line([(at, top), (at, bottom)] if self.lying else [(left, at), (right, at)], self.colors.outline)

    def _fill(self, start: float, end: float, middle: float, thick: float, place: int) -> None:
        """A bar from one value to another around the middle of its place."""
        color = self.colors.soft if self.chart.kind is ChartKind.INTERVAL else self._color(place)
        low, high = sorted((self.layout.place(start), self.layout.place(end)))
        box = (low, middle - thick / 2, high - low, thick)
        if not self.lying:
            box = (middle - thick / 2, low, thick, high - low)
        look: dict[str, Any] = {
            "edge": self.colors.edge(color),
            "hatch": self.hatches[place],
            "ink": self.colors.background,
        }
        self.sheet.rect(*box, color, **look)

    def _color(self, place: int) -> str:
        return self.colors.of(self.chart.series[place], place)

    # --- Kinds ---

    def _bars(self) -> None:
        count = max(1, len(self.chart.series))
        thick = self.layout.thick / count
        for place, series in enumerate(self.chart.series):
            shift = (place - (count - 1) / 2) * thick
            middles = [self.layout.middle(index) + shift for index in range(len(series.values))]
            for index, value in enumerate(series.values):
                if value is not None:
                    self._fill(0.0, value, middles[index], thick, place)
            self._whiskers(series, middles, series.low, series.high)
            self._numbers(place, middles)

    def _stacked(self) -> None:
        thick = self.layout.thick
        middles = [self.layout.middle(index) for index in range(self.layout.count)]
        above, below = [0.0] * len(middles), [0.0] * len(middles)
        for place, series in enumerate(self.chart.series):
            printed = self.layout.printed(place)
            starts = [(below if (value or 0) < 0 else above)[index] for index, value in enumerate(series.values)]
            for index, value in enumerate(series.values):
                if not value:
                    continue
                start = starts[index]
                self._fill(start, start + value, middles[index], thick, place)
                if index in printed:
                    self._number_inside(place, start + value / 2, middles[index], value)
                (below if value < 0 else above)[index] += value
            if series.low and series.high:
                aside = [middle + thick / 2 + 0.1 * self.layout.slot for middle in middles]
                low, high = (_moved(ends, starts) for ends in (series.low, series.high))
                self._whiskers(series, aside, low, high, 0.6)

    def _number_inside(self, place: int, at: float, middle: float, value: float) -> None:
        x, y = (self.layout.place(at), middle) if self.lying else (middle, self.layout.place(at))
        words, color = self.layout.number(value), self._color(place)
        number_in(self.sheet, x, y, words, color, self.colors, hatched=bool(self.hatches[place]))

    def _lines(self) -> None:
        count = len(self.chart.series)
        for place, series in enumerate(self.chart.series):
            # Whiskers stand a little beside those of the other lines, so that they do not cover each other.
            shift = (place - (count - 1) / 2) * 0.06 * self.layout.slot if series.low else 0.0
            color = self.colors.stroke(self._color(place))
            middles = [self.layout.middle(index) + shift for index in range(len(series.values))]
            piece: list[tuple[float, float]] = []
            for index, value in enumerate(series.values):
                if value is None:
                    self.sheet.line(piece, color, 0.7)
                    piece = []
                else:
                    piece.append((middles[index], self.layout.place(value)))
                    self.sheet.sign(place, *piece[-1], color)
            self.sheet.line(piece, color, 0.7)
            self._whiskers(series, middles, series.low, series.high, color=color)
            self._numbers(place, middles)

    # --- Numbers and whiskers ---

    def _numbers(self, place: int, middles: Sequence[float]) -> None:
        """Numbers behind (lying) or above the bars and points."""
        series = self.chart.series[place]
        for index in sorted(self.layout.printed(place)):
            value = series.values[index] or 0.0
            reach = series.high[index] if series.high else None
            end = max(value, value if reach is None else reach)
            words, color = self.layout.number(value), self.colors.text
            if self.lying:
                side = -1 if value < 0 else 1
                x = self.layout.place(end if side > 0 else value) + 1.4 * side
                self.sheet.text(x, middles[index], words, color, anchor="left" if side > 0 else "right")
            else:
                below = value < 0 and self.chart.kind is not ChartKind.LINE
                x, y = middles[index], self.layout.place(value) + 2.4 if below else self.layout.place(end) - 2.4
                if self.chart.kind is ChartKind.LINE:  # a line that rises or falls steeply runs behind its number
                    wide = text_width(words, POINTS)
                    self.sheet.rect(x - wide / 2, y - 1.2, wide, 2.4, self.colors.background)
                self.sheet.text(x, y, words, color, anchor="center")

    def _whiskers(
        self,
        series: Series,
        middles: Sequence[float],
        low: Sequence[float | None],
        high: Sequence[float | None],
        size: float = 1.1,
        color: str = "",
    ) -> None:
        if not (series.low and series.high):
            return
        for middle, begin, end in zip(middles, low, high, strict=True):
            if begin is None or end is None:
                continue
            for start, stop in whisker(self.layout.place(begin), self.layout.place(end), middle, size):
                ends = [start, stop] if self.lying else [start[::-1], stop[::-1]]
                self.sheet.line([(x, y) for x, y in ends], color or self.colors.text, _WHISKER)


def whisker(begin: float, end: float, middle: float, size: float) -> list[tuple[tuple[float, float], ...]]:
    """The three lines of a lying whisker: along it, and across both ends."""
    return [
        ((begin, middle), (end, middle)),
        *(((at, middle - size), (at, middle + size)) for at in (begin, end)),
    ]


def _moved(ends: Sequence[float | None], starts: Sequence[float]) -> list[float | None]:
    return [None if end is None else start + end for start, end in zip(starts, ends, strict=True)]
