"""Drawings of surveys that need axes of their own: bars from the middle, four fields, two sides back to back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.formats import measured
from coordinator_app.documents.text import printable
from coordinator_app.domain.result_charts import Side
from coordinator_app.domain.results import PortfolioField

if TYPE_CHECKING:
    from coordinator_app.documents.charts import ChartColors

_THICK = 0.62
_SMALL = 8
_LABELLED = 0.14  # part of half the axis a bar needs for its number


def draw(chart: ChartDescription, colors: "ChartColors", axes: Any, labels: Sequence[str]) -> None:
    """Fill the axes of matplotlib with one of these charts; `labels` are its categories broken into lines."""
    _DRAWINGS[chart.kind](chart, colors, axes, labels)


def side_of(series: Series) -> Side:
    """Which side of a scale a series belongs to; without a tone neither."""
    return series.tone.side if series.tone is not None else Side.NEUTRAL


def reach(chart: ChartDescription) -> float:
    """How far bars from the middle reach to either side, in whole twenties of the unit."""
    longest = max((length for place in range(len(chart.categories)) for length in sides(chart, place)), default=0.0)
    return min(100.0, 20.0 * -(-longest // 20)) or 20.0


def sides(chart: ChartDescription, place: int) -> tuple[float, float]:
    """Lengths of the bar of a category left and right of the middle."""
    whole = sum(series.values[place] or 0.0 for series in chart.series)
    shares = {Side.GOOD: 1.0, Side.NEUTRAL: 0.5}
    left = sum((series.values[place] or 0.0) * shares.get(side_of(series), 0.0) for series in chart.series)
    return left, whole - left


def _diverging(chart: ChartDescription, colors: "ChartColors", axes: Any, labels: Sequence[str]) -> None:
    from coordinator_app.documents.charts import BAD_HATCH, is_dark, number_ground

    starts = [-sides(chart, place)[0] for place in range(len(chart.categories))]
    places = list(range(len(chart.categories)))
    end = reach(chart)
    for index, series in enumerate(chart.series):
        values = [value or 0.0 for value in series.values]
        color = colors.of(series, index)
        look: dict[str, Any] = {"color": color, "edgecolor": colors.background, "linewidth": 0.8}
        look["label"] = printable(series.name)
        look["hatch"] = BAD_HATCH if side_of(series) is Side.BAD else None
        axes.barh(places, values, _THICK, left=starts, **look)
        ink = colors.background if is_dark(color) else colors.text
        for place, value, start in zip(places, values, starts, strict=True):
            if value / end > _LABELLED:
                words = measured(value, chart.decimals, chart.unit)
                middle = {"ha": "center", "va": "center", "bbox": number_ground(series, color)}
                axes.text(start + value / 2, place, words, color=ink, fontsize=_SMALL, **middle)
        starts = [start + value for start, value in zip(starts, values, strict=True)]
    axes.axvline(0, color=colors.text, linewidth=1, zorder=0.9)
    _lying(axes, colors, labels)
    axes.set_xlim(-end, end)
    _ticks(axes.xaxis, chart.unit)


def _paired(chart: ChartDescription, colors: "ChartColors", axes: Any, labels: Sequence[str]) -> None:
    """Each side has its own scale; numbers stand at the bars, so no axis is printed."""
    places = list(range(len(chart.categories)))
    for index, (series, unit) in enumerate(zip(chart.series, (chart.unit, chart.second_unit), strict=True)):
        side = -1 if index == 0 else 1
        top = side_top(series)
        lengths = [side * (value or 0.0) / top for value in series.values]
        look = {"color": colors.of(series, index), "edgecolor": colors.background, "label": printable(series.name)}
        axes.barh(places, lengths, _THICK, **look)
        for place, value in enumerate(series.values):
            if value is None:
                continue
            end = value
            if series.low and series.high:
                low, high = series.low[place], series.high[place]
                if low is not None and high is not None:
                    ends = [side * low / top, side * high / top]
                    axes.plot(ends, [place, place], color=colors.text, linewidth=1.5, marker="|", markersize=7)
                    end = high
            words = measured(value, _places(value), unit)
            offset, align = (4 * side, "left" if side > 0 else "right")
            spot = (side * end / top, place)
            axes.annotate(words, spot, xytext=(offset, 0), textcoords="offset points", va="center", ha=align)
    axes.axvline(0, color=colors.text, linewidth=1)
    _lying(axes, colors, labels)
    axes.set_xlim(-1.35, 1.35)
    axes.xaxis.set_visible(False)


def side_top(series: Series) -> float:
    """The number a side of paired bars reaches to."""
    known = [value for value in (*series.values, *series.high) if value is not None]
    return max(known, default=1.0) or 1.0


def _places(value: float) -> int:
    return 0 if float(value).is_integer() else 1


FIELDS = (  # corner across and up, and its name
    *((1, 0, PortfolioField.ACT), (1, 1, PortfolioField.KEEP)),
    *((0, 0, PortfolioField.WATCH), (0, 1, PortfolioField.OVER)),
)


def _portfolio(chart: ChartDescription, colors: "ChartColors", axes: Any, _labels: Sequence[str]) -> None:
    across, up = chart.series
    spots = [
        (x, y, name)
        for x, y, name in zip(across.values, up.values, chart.categories, strict=True)
        if x is not None and y is not None
    ]
    low_x, high_x = window([x for x, _, _ in spots], chart.cuts[0] if chart.cuts else None)
    low_y, high_y = window([y for _, y, _ in spots], chart.cuts[1] if chart.cuts else None)
    axes.set_xlim(low_x, high_x)
    axes.set_ylim(low_y, high_y)
    if chart.cuts is not None:
        axes.axvline(chart.cuts[0], color=colors.outline, linewidth=1, linestyle="--")
        axes.axhline(chart.cuts[1], color=colors.outline, linewidth=1, linestyle="--")
        for x, y, field in FIELDS:
            corner = {"ha": "right" if x else "left", "va": "top" if y else "bottom", "style": "italic"}
            axes.text(0.01 + 0.98 * x, 0.02 + 0.96 * y, field.label, transform=axes.transAxes, **corner)
    for x, y, name in spots:
        axes.plot([x], [y], color=colors.series[0], marker="o", markersize=6)
        right = x < (low_x + high_x) / 2
        words = {"xytext": (6 if right else -6, 0), "textcoords": "offset points", "va": "center"}
        axes.annotate(printable(name), (x, y), ha="left" if right else "right", fontsize=_SMALL, **words)
    axes.set_xlabel(printable(f"{across.name} →"), fontsize=9, color=colors.text)
    axes.set_ylabel(printable(f"{up.name} →"), fontsize=9, color=colors.text)
    for spine in axes.spines.values():
        spine.set_color(colors.outline)
    axes.tick_params(length=0, labelsize=9, labelcolor=colors.text)
    axes.set_axisbelow(True)
    axes.grid(visible=True, color=colors.grid, linewidth=0.6)
    _ticks(axes.xaxis, chart.unit)
    _ticks(axes.yaxis, chart.unit)


def window(values: Sequence[float], cut: float | None) -> tuple[float, float]:
    """The range of an axis in whole tens around values and cut, at most 0 to 100."""
    known = [*values, *([cut] if cut is not None else [])] or [50.0]
    return max(0.0, 10.0 * (min(known) // 10) - 10), min(100.0, 10.0 * -(-max(known) // 10) + 10)


def _lying(axes: Any, colors: "ChartColors", labels: Sequence[str]) -> None:
    for side in ("top", "right", "bottom", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, labelsize=9, labelcolor=colors.text)
    axes.set_axisbelow(True)
    axes.xaxis.grid(visible=True, color=colors.grid, linewidth=0.8)
    axes.yaxis.set_ticks(list(range(len(labels))), list(labels))
    axes.set_ylim(max(1, len(labels)) - 0.45, -0.55)


def _ticks(axis: Any, unit: str) -> None:
    """German numbers without sign: both sides count from the middle."""
    from matplotlib.ticker import FuncFormatter

    def words(value: float, _: int) -> str:
        return measured(abs(value), _places(value), unit if unit == "%" else "")

    axis.set_major_formatter(FuncFormatter(words))


_DRAWINGS: dict[ChartKind, Callable[[ChartDescription, "ChartColors", Any, Sequence[str]], None]] = {
    ChartKind.DIVERGING: _diverging,
    ChartKind.PORTFOLIO: _portfolio,
    ChartKind.PAIRED: _paired,
}
