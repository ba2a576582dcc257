"""Charts as drawings: SVG for the PDF, PNG for the screen.

Drawn with matplotlib's object interface (no pyplot, no global state). Colours come from a theme file; paper
uses the light one. Bars carry their numbers and keep a fixed order, so a chart also works in grey.
"""

import logging
import os
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import floor, log10
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeAlias, cast

from coordinator_app.common.paths import RESOURCES
from coordinator_app.documents.chart_description import LYING, STACKING, ChartDescription, ChartKind, Series
from coordinator_app.documents.chart_words import category_labels
from coordinator_app.documents.formats import measured
from coordinator_app.documents.layout import text_width
from coordinator_app.documents.text import FONTS, printable
from coordinator_app.domain.result_charts import Side

# matplotlib's own stubs leave most parameters untyped; under strict checking they help nobody.
Axes: TypeAlias = Any
Figure: TypeAlias = Any

_POINTS = 9.0
_MM_PER_INCH = 25.4
_MARKERS = "osD^vPX*"
_LEGEND_COLUMNS, _USUAL_WIDTH = 6, 165.0
BAD_HATCH = "////"
OWN_WAY = frozenset({ChartKind.DIVERGING, ChartKind.PORTFOLIO, ChartKind.PAIRED})
_HATCHES = ("", "", "", "///", "...", "\\\\\\", "xxx", "---")


@dataclass(frozen=True, slots=True)
class ChartColors:
    """The theme roles a chart uses, each „#RRGGBB“; `series` in order of use."""

    series: tuple[str, ...]
    outline: str
    grid: str
    text: str
    background: str
    soft: str  # ground on which text and whiskers stand
    good: tuple[str, ...] = ()  # ramps of a scale, weak to strong
    bad: tuple[str, ...] = ()
    neutral: str = ""

    def of(self, series: Series, place: int) -> str:
        """The colour of a series: its tone on a scale, else the one of its place."""
        tone = series.tone
        if tone is None or tone.side is Side.PLAIN:
            return self.series[(place if tone is None else tone.step) % len(self.series)]
        if tone.side is Side.NEUTRAL:
            return self.neutral
        return (self.good if tone.side is Side.GOOD else self.bad)[tone.step - 1]


@cache
def paper_colors() -> ChartColors:
    """Colours for print: those of the light theme on white."""
    return theme_colors(RESOURCES / "themes" / "hell.toml")


def theme_colors(path: Path) -> ChartColors:
    """Chart colours of a theme file."""
    theme = tomllib.loads(path.read_text(encoding="utf-8"))
    roles, chart = theme["rollen"], theme["diagramm"]
    return ChartColors(
        series=tuple(chart["reihen"]),
        outline=chart["umriss"],
        grid=chart["gitter"],
        text=roles["text"],
        background=roles["raised"],
        soft=theme["rampen"]["menge"][2],
        good=tuple(theme["rampen"]["menge"]),
        bad=tuple(theme["rampen"]["belastung"]),
        neutral=chart["neutral"],
    )


# --- Drawing ----------------------------------------------------------------------------------------------


def chart_svg(chart: ChartDescription, width: float, colors: ChartColors | None = None) -> bytes:
    """The chart as SVG, `width` millimetres wide, lettering as outlines; the same bytes for the same chart."""
    figure = _draw(chart, width, colors or paper_colors())
    target = BytesIO()
    import matplotlib as mpl

    with cast("Any", mpl).rc_context({"svg.hashsalt": "kpr", "svg.fonttype": "path"}):
        figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
    return target.getvalue()


def sketch_svg(chart: ChartDescription, width: float) -> bytes:
    """A blank picture as large as the drawing, to find out where pages break."""
    size = f'width="{width}mm" height="{chart_height(chart)}mm" viewBox="0 0 {width} {chart_height(chart)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}></svg>'.encode()


def chart_png(chart: ChartDescription, width: float, dpi: int, colors: ChartColors | None = None) -> bytes:
    """The chart as PNG, `width` millimetres wide at `dpi`; for the screen."""
    figure = _draw(chart, width, colors or paper_colors())
    target = BytesIO()
    figure.savefig(target, format="png", dpi=dpi, metadata={"Software": None})
    return target.getvalue()


def chart_height(chart: ChartDescription) -> float:
    """Height of the drawing in millimetres, so that bars have the same thickness in every chart."""
    legend = _legend_height(chart)
    if chart.kind is ChartKind.PORTFOLIO:
        return 110.0
    if chart.kind not in LYING:
        few = chart.kind is ChartKind.LINE and len(chart.categories) <= 3
        return (52.0 if few else 70.0) + legend
    bars = len(chart.series) if chart.kind is ChartKind.HORIZONTAL else 1
    lines = max((label.count("\n") + 1 for label in _wrapped(chart)), default=1)
    return 14.0 + legend + max(2, len(chart.categories)) * max(4.5 * bars + 4.0, 4.2 * lines + 1.5)


def _legend_height(chart: ChartDescription) -> float:
    """Height of the legend: lines of four names each."""
    if len(chart.series) < 2 or chart.kind is ChartKind.PORTFOLIO:
        return 0.0
    return 8.0 + 4.5 * ((len(chart.series) - 1) // _legend_columns(chart))


def _legend_columns(chart: ChartDescription) -> int:
    """How many names stand side by side below a chart."""
    widest = max(text_width(series.name, _POINTS) for series in chart.series) + 10.0
    return max(1, min(_LEGEND_COLUMNS, int(_USUAL_WIDTH / widest)))


def cache_folder() -> Path:
    """Where matplotlib may keep its font list between starts: the user's cache folder, else a temporary one."""
    home = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(home) / "kpr-arbeitsplatz" / "diagramme"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(mkdtemp(prefix="kpr-"))
    return folder


@cache
def prepare_drawing() -> None:
    """Set matplotlib up once: our fonts, and a cache folder that lasts (a frozen program would build it every time)."""
    if not os.environ.get("MPLCONFIGDIR"):
        os.environ["MPLCONFIGDIR"] = str(cache_folder())
    # The first start builds a list of fonts and says so as a warning; nobody has to act on it.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    from matplotlib import font_manager

    for path in sorted(FONTS.glob("*.ttf")):
        cast("Any", font_manager).fontManager.addfont(str(path))


def _draw(chart: ChartDescription, width: float, colors: ChartColors) -> Figure:
    prepare_drawing()
    import matplotlib as mpl
    from matplotlib import figure as drawing

    height = chart_height(chart)
    settings = {"font.family": ["Liberation Sans", "DejaVu Sans"], "font.size": _POINTS, "axes.unicode_minus": True}
    settings |= {"hatch.linewidth": 0.6, "hatch.color": colors.background, "text.color": colors.text}
    with cast("Any", mpl).rc_context(settings):
        figure = cast("Figure", drawing.Figure(figsize=(width / _MM_PER_INCH, height / _MM_PER_INCH)))
        axes = figure.add_axes(_frame(chart, width, height))
        pen = _Pen(chart, colors, axes)
        if chart.kind in OWN_WAY:
            from coordinator_app.documents.survey_drawings import draw

            draw(chart, colors, axes, _wrapped(chart))
        elif chart.kind is ChartKind.LINE:
            pen.lines()
            pen.dress()
        else:
            pen.bars()
            pen.dress()
        if len(chart.series) > 1 and chart.kind is not ChartKind.PORTFOLIO:
            handles, names = axes.get_legend_handles_labels()
            columns = _legend_columns(chart)
            look = {"frameon": False, "handlelength": 1.4, "borderaxespad": 0.2, "ncols": columns}
            figure.legend(_by_line(handles, columns), _by_line(names, columns), loc="lower left", **look)
    return figure


def _by_line(entries: Sequence[Any], columns: int) -> list[Any]:
    """Entries in the order in which columns filled from above read line by line."""
    return [entry for column in range(columns) for entry in entries[column::columns]]


def _frame(chart: ChartDescription, width: float, height: float) -> tuple[float, float, float, float]:
    """The axes inside the figure (left, bottom, width, height as shares): fixed margins, twice as fast as a layout."""
    legend = _legend_height(chart)
    left, right, top, bottom = 14.0, 3.0, 5.0, 12.0 + legend
    if chart.kind is ChartKind.PORTFOLIO:
        right = 8.0
    elif chart.kind in LYING:
        labels = [line for label in _wrapped(chart) for line in label.splitlines()]
        left = min(0.45 * width, max((text_width(label, _POINTS) for label in labels), default=0.0) + 4.0)
        right, top, bottom = 16.0, 2.0, 9.0 + legend
    return left / width, bottom / height, (width - left - right) / width, (height - top - bottom) / height


def _wrapped(chart: ChartDescription) -> list[str]:
    from textwrap import fill

    limit = 34 if chart.kind in LYING else max(10, 96 // max(1, len(chart.categories)))
    labels = [label.split("\n") for label in category_labels(chart)]
    return [printable("\n".join(fill(line, limit) for line in lines)) for lines in labels] or [""]


class _Pen:
    """Draws one description into one matplotlib axes."""

    def __init__(self, chart: ChartDescription, colors: ChartColors, axes: Axes) -> None:
        self.chart, self.colors, self.axes = chart, colors, axes
        self.lying = chart.kind in LYING
        self.stacked = chart.kind in STACKING
        self.places = [float(place) for place in range(len(chart.categories))]

    def lines(self) -> None:
        for index, series in enumerate(self.chart.series):
            values = [float("nan") if value is None else value for value in series.values]
            color, marker = self._color(index), _MARKERS[index % len(_MARKERS)]
            places = self._aside(index)
            look = {"color": color, "linewidth": 2, "marker": marker, "markersize": 5}
            self.axes.plot(places, values, label=printable(series.name), **look)
            self._whiskers(places, series, color)
            if len(self.chart.series) == 1 or series.low:
                self._values_at(places, series.values, 0.0, series.high)

    def _aside(self, index: int) -> list[float]:
        """Places of a line a little beside those of the others, so that whiskers do not cover each other."""
        first = self.chart.series[index]
        shift = (index - (len(self.chart.series) - 1) / 2) * 0.06 if first.low else 0.0
        return [place + shift for place in self.places]

    def bars(self) -> None:
        count = 1 if self.stacked else max(1, len(self.chart.series))
        thick = (0.62 if self.lying else 0.7) / count
        base = [0.0] * len(self.places)
        for index, series in enumerate(self.chart.series):
            values = [value or 0.0 for value in series.values]
            shift = 0.0 if self.stacked else (index - (count - 1) / 2) * thick
            places = [place + shift for place in self.places]
            look: dict[str, Any] = {
                "color": self.colors.soft if self.chart.kind is ChartKind.INTERVAL else self._color(index),
                "edgecolor": self.colors.outline if index >= 5 else self.colors.background,
                "linewidth": 0.8,
                "hatch": self._hatch(index, series),
                "label": printable(series.name),
            }
            start = base if self.stacked else [0.0] * len(values)
            if self.lying:
                self.axes.barh(places, values, thick, left=start, **look)
            else:
                self.axes.bar(places, values, thick, bottom=start, **look)
            if self.stacked:
                self._values_inside(places, values, start, index)
                self._spans(places, series, start)
                base = [low + value for low, value in zip(base, values, strict=True)]
            else:
                self._whiskers(places, series)
                self._values_at(places, series.values, thick, series.high)

    def _hatch(self, index: int, series: Series) -> str | None:
        """Lines over a part, so that it can be told in grey: many series, and the bad end of a scale."""
        many = _HATCHES[index % len(_HATCHES)] if len(self.chart.series) > 3 else None
        return many if series.tone is None else BAD_HATCH if series.tone.side is Side.BAD else None

    def _spans(self, places: Sequence[float], series: Series, start: Sequence[float]) -> None:
        """Whiskers below a stacked bar: the interval of the sum up to this series."""
        if series.low and series.high:
            below = [place + 0.41 for place in places]
            low, high = (
                tuple(None if end is None else begin + end for begin, end in zip(start, ends, strict=True))
                for ends in (series.low, series.high)
            )
            self._whiskers(below, Series("", series.values, low, high), self.colors.text, 5)

    def _whiskers(self, places: Sequence[float], series: Series, color: str = "", size: float = 7) -> None:
        if not (series.low and series.high):
            return
        look: dict[str, Any] = {"color": color or self.colors.text, "linewidth": 1.5, "markersize": size}
        for place, low, high in zip(places, series.low, series.high, strict=True):
            if low is not None and high is not None:
                ends, at = [low, high], [place, place]
                x, y = (ends, at) if self.lying else (at, ends)
                self.axes.plot(x, y, marker="|" if self.lying else "_", **look)

    def _values_at(
        self,
        places: Sequence[float],
        values: Sequence[float | None],
        thick: float,
        high: Sequence[float | None] = (),
    ) -> None:
        """Numbers behind (lying) or above the bars; left out where bars are too thin for them."""
        if not self.lying and thick and thick * self._room() < 7.0:
            return
        for index, (place, value) in enumerate(zip(places, values, strict=True)):
            if value is None:
                continue
            end = max(value, (high[index] or value) if high else value)
            text = measured(value, self.chart.decimals, self.chart.unit)
            spot, offset = ((end, place), (4, 0)) if self.lying else ((place, end), (0, 3))
            self.axes.annotate(
                text,
                spot,
                xytext=offset,
                textcoords="offset points",
                va="center" if self.lying else "bottom",
                ha="left" if self.lying else "center",
            )

    def _values_inside(
        self, places: Sequence[float], values: Sequence[float], start: Sequence[float], index: int
    ) -> None:
        """Numbers in the parts of stacked bars that are long enough."""
        whole = max((sum(series.values[i] or 0 for series in self.chart.series) for i in range(len(values))), default=0)
        color = self.colors.background if is_dark(self._color(index)) else self.colors.text
        for place, value, low in zip(places, values, start, strict=True):
            if whole and value / whole > 0.07:
                x, y = (low + value / 2, place) if self.lying else (place, low + value / 2)
                text = measured(value, self.chart.decimals, self.chart.unit)
                ground = number_ground(self.chart.series[index], self._color(index))
                self.axes.text(x, y, text, color=color, ha="center", va="center", fontsize=8, bbox=ground)

    def dress(self) -> None:
        """Axes without frame, light grid, German numbers."""
        from matplotlib.ticker import FuncFormatter

        axes, colors = self.axes, self.colors
        for side in ("top", "right", "bottom" if self.lying else "left"):
            axes.spines[side].set_visible(False)
        for spine in axes.spines.values():
            spine.set_color(colors.outline)
        axes.tick_params(length=0, labelsize=_POINTS, labelcolor=colors.text)
        axes.set_axisbelow(True)
        numbers, names = (axes.xaxis, axes.yaxis) if self.lying else (axes.yaxis, axes.xaxis)
        numbers.grid(visible=True, color=colors.grid, linewidth=0.8)
        numbers.set_major_formatter(FuncFormatter(self._tick))
        names.set_ticks(self.places, _wrapped(self.chart)[: len(self.places)])
        highest = top_of(self.chart)
        if highest is not None:
            (axes.set_xlim if self.lying else axes.set_ylim)(0, highest)
        if self.lying:
            axes.set_ylim(max(1, len(self.places)) - 0.45, -0.55)
            axes.set_xlim(left=min(0.0, self._lowest()))
        else:
            axes.set_ylim(bottom=min(0.0, self._lowest()))
            axes.set_xlim(-0.5, max(1, len(self.places)) - 0.5)

    def _lowest(self) -> float:
        known = [value for series in self.chart.series for value in series.values if value is not None]
        return min(known, default=0.0) * 1.1

    def _room(self) -> float:
        """Width of one category in millimetres."""
        box = self.axes.get_position()
        return box.width * self.axes.figure.get_figwidth() * _MM_PER_INCH / max(1, len(self.places))

    def _tick(self, value: float, _: int) -> str:
        decimals = 0 if float(value).is_integer() else max(1, self.chart.decimals)
        return measured(value, decimals, self.chart.unit if self.chart.unit in {"%", "€"} else "")

    def _color(self, index: int) -> str:
        return self.colors.of(self.chart.series[index], index)


def number_ground(series: Series, color: str) -> dict[str, Any] | None:
    """A plain ground for a number on a part with lines over it."""
    lined = series.tone is not None and series.tone.side is Side.BAD
    return {"facecolor": color, "edgecolor": "none", "pad": 1.0} if lined else None


def top_of(chart: ChartDescription) -> float | None:
    """End of the value axis where it must not be left to the drawing program: whole percentages, whiskers."""
    if chart.kind in STACKING and chart.unit == "%":
        return 100.0
    highs = [high for series in chart.series for high in series.high if high is not None]
    if chart.kind not in {ChartKind.INTERVAL, ChartKind.LINE} or not highs or max(highs) <= 0:
        return None
    step = 10.0 ** floor(log10(max(highs)))
    return next(factor * step for factor in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if factor * step >= max(highs))


def is_dark(color: str) -> bool:
    """Whether white lettering reads better than black on this colour („#RRGGBB“)."""
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140
