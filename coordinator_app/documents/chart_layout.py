"""Where the parts of a chart stand on paper, and which of its numbers are printed; millimetres, y downwards.

Drawing and Word chart ask here, so that both print the same numbers. Margins come from measured words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, log10

from coordinator_app.documents.chart_description import LYING, STACKING, ChartDescription, ChartKind, Series
from coordinator_app.documents.chart_words import category_labels
from coordinator_app.documents.formats import measured
from coordinator_app.documents.layout import text_width
from coordinator_app.documents.text import printable

POINTS, SMALL = 9.0, 8.0
LINE = 4.2  # from line to line of a label
USUAL_WIDTH = 165.0
THICK_LYING, THICK_UPRIGHT = 0.62, 0.7  # part of its place a bar (or group of bars) takes
_WIDEST_BAR, _THICKEST_LYING = 26.0, 8.0
_LABEL_WIDTH = 58.0  # widest label beside lying bars
_LEGEND_LINE, _SWATCH, _LEGEND_GAP = 4.8, 5.2, 5.0
_LEAST_SLOT = 9.0  # millimetres of a category below which its label is turned
_LONGEST_TURNED = 34.0
_WHOLE = 100.5  # shares that are rounded may add up to a little more than 100


@dataclass(frozen=True, slots=True)
class Axis:
    """A value axis: from `low` to `high` with a number every `step`."""

    low: float
    high: float
    step: float

    def ticks(self) -> list[float]:
        """The numbers along it."""
        first = ceil(self.low / self.step - 1e-9)
        last = floor(self.high / self.step + 1e-9)
        return [round(place * self.step, 10) for place in range(first, last + 1)]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A name of the legend: which series, where its sign begins and on which line."""

    series: int
    left: float
    line: int
    words: str


def axis_of(chart: ChartDescription, steps: int = 5) -> Axis:
    """The value axis of bars and lines: zero belongs to it, both ends are round numbers."""
    low, high = _ends(chart)
    fixed = top_of(chart)
    if fixed is not None:
        step = 20.0 if fixed == 100 and low == 0 else _round_step((fixed - low) / steps)
        return Axis(min(0.0, -step * ceil(-low / step - 1e-9)), fixed, step)
    step = _round_step((high - low) / steps)
    step = 1.0 if step < 1 and is_counted(chart) else step
    return Axis(step * floor(low / step + 1e-9), step * ceil(high / step - 1e-9), step)


def is_counted(chart: ChartDescription) -> bool:
    """Whether a chart shows whole numbers only: then nothing between them stands along its axis."""
    known = [value for series in chart.series for value in series.values if value is not None]
    return bool(known) and chart.decimals == 0 and all(float(value).is_integer() for value in known)


def _ends(chart: ChartDescription) -> tuple[float, float]:
    """Lowest and highest number the axis must reach, zero included; never the same."""
    if chart.kind in STACKING:
        sums = [_sums(chart, place) for place in range(len(chart.categories))]
        known = [end for pair in sums for end in pair]
    else:
        known = [value for series in chart.series for value in (*series.values, *series.low, *series.high)]
    numbers = [value for value in known if value is not None]
    low, high = min([0.0, *numbers]), max([0.0, *numbers])
    return (low, high) if low < high else (low, low + 1.0)


def _sums(chart: ChartDescription, place: int) -> tuple[float, float]:
    """What is stacked below and above zero in a category."""
    values = [series.values[place] or 0.0 for series in chart.series]
    return sum(min(value, 0.0) for value in values), sum(max(value, 0.0) for value in values)


def _round_step(about: float) -> float:
    """A step of 1, 2, 2.5 or 5 times a power of ten, at least `about`."""
    power = 10.0 ** floor(log10(about))
    step = next(factor * power for factor in (1.0, 2.0, 2.5, 5.0, 10.0) if factor * power >= about * (1 - 1e-9))
    return float(f"{step:.6g}")


def top_of(chart: ChartDescription) -> float | None:
    """End of the value axis where it must not be left to the drawing program: whole percentages, whiskers."""
    if chart.kind in STACKING and chart.unit == "%":
        sums = [_sums(chart, place) for place in range(len(chart.categories))]
        return 100.0 if all(below == 0 and above <= _WHOLE for below, above in sums) else None
    highs = [high for series in chart.series for high in series.high if high is not None]
    if chart.kind not in {ChartKind.INTERVAL, ChartKind.LINE} or not highs or max(highs) <= 0:
        return None
    known = [value for series in chart.series for value in series.values if value is not None]
    end = max([*highs, *known])
    step = 10.0 ** floor(log10(end))
    return next(factor * step for factor in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if factor * step >= end)


def wrap(text: str, width: float, points: float = POINTS) -> list[str]:
    """Words as lines of at most `width` millimetres; a word that is longer is cut."""
    lines: list[str] = []
    current = ""
    for word in printable(text).split(" "):
        rest = word
        while text_width(rest, points) > width and len(rest) > 1:
            fitting = max(1, next((n for n in range(len(rest) - 1, 0, -1) if text_width(rest[:n], points) <= width), 1))
            lines += [current] if current else []
            current = ""
            lines.append(rest[:fitting])
            rest = rest[fitting:]
        joined = f"{current} {rest}" if current else rest
        if current and text_width(joined, points) > width:
            lines.append(current)
            current = rest
        else:
            current = joined
    return [*lines, current] if current else lines or [""]


def shortened(text: str, width: float, points: float = POINTS) -> str:
    """Words on one line, cut with „…“ where they are wider than `width`."""
    words = " ".join(printable(text).split())
    if text_width(words, points) <= width:
        return words
    fitting = (n for n in range(len(words) - 1, 0, -1) if text_width(f"{words[:n]}…", points) <= width)
    return f"{words[: next(fitting, 1)].rstrip()}…"


class ChartLayout:
    """Measures of one chart on a drawing of a given width."""

    def __init__(self, chart: ChartDescription, width: float = USUAL_WIDTH) -> None:
        self.chart, self.width = chart, width
        self.lying = chart.kind in LYING
        self.stacked = chart.kind in STACKING
        self.count = len(chart.categories)

    # --- Labels ---

    @cached_property
    def labels(self) -> list[list[str]]:
        """The label of each category as lines."""
        if self.lying:
            width = min(_LABEL_WIDTH, 0.42 * self.width)
            return [self._wrapped(label, width) for label in category_labels(self.chart)]
        if self.turned:
            return [[shortened(label, _LONGEST_TURNED)] for label in category_labels(self.chart)]
        return [self._wrapped(label, self._rough_slot * self.every - 1.0) for label in category_labels(self.chart)]

    def _wrapped(self, label: str, width: float) -> list[str]:
        return [part for line in label.split("\n") for part in wrap(line, width)]

    @property
    def _rough_slot(self) -> float:
        """Width of a category before the margins are known."""
        return (self.width - 22.0) / max(1, self.count)

    @cached_property
    def turned(self) -> bool:
        """Whether labels below upright bars stand on end: a word of one is wider than its place."""
        if self.lying or self.chart.kind in {ChartKind.PORTFOLIO, ChartKind.LINE}:
            return False
        words = [
            word for label in category_labels(self.chart) for word in printable(label).replace("\n", " ").split(" ")
        ]
        widest = max((text_width(word, POINTS) for word in words), default=0.0)
        return self._rough_slot < _LEAST_SLOT or widest > self._rough_slot

    @cached_property
    def every(self) -> int:
        """Every how many categories of a line a label is printed."""
        if self.chart.kind is not ChartKind.LINE:
            return 1
        words = [
            word for label in category_labels(self.chart) for word in printable(label).replace("\n", " ").split(" ")
        ]
        widest = max((text_width(word, POINTS) for word in words), default=0.0) + 2.0
        return max(1, ceil(widest / self._rough_slot))

    @cached_property
    def _label_height(self) -> float:
        """Height of the labels below upright bars or lines."""
        if self.turned:
            return max((text_width(lines[0], POINTS) for lines in self.labels), default=0.0) + 3.0
        return max((len(lines) for lines in self.labels), default=1) * LINE + 3.0

    # --- Legend ---

    @cached_property
    def legend(self) -> list[LegendEntry]:
        """Names of the series below the chart, line by line; none for a single one."""
        if len(self.chart.series) < 2 or self.chart.kind is ChartKind.PORTFOLIO:
            return []
        found: list[LegendEntry] = []
        left, line = 0.0, 0
        for place, series in enumerate(self.chart.series):
            words = shortened(series.name, self.width - _SWATCH - 2.0)
            needed = _SWATCH + text_width(words, POINTS)
            if left and left + needed > self.width:
                left, line = 0.0, line + 1
            found.append(LegendEntry(place, left, line, words))
            left += needed + _LEGEND_GAP
        return found

    @property
    def legend_height(self) -> float:
        """Height of the legend with the space above it."""
        return 3.2 + _LEGEND_LINE * (self.legend[-1].line + 1) if self.legend else 0.0

    def legend_y(self, line: int) -> float:
        """The middle of a line of the legend."""
        lines = self.legend[-1].line + 1
        return self.height - _LEGEND_LINE * (lines - line) + _LEGEND_LINE / 2

    # --- Height and frame ---

    @cached_property
    def height(self) -> float:
        """Height of the drawing, so that bars have the same thickness in every chart."""
        chart = self.chart
        if chart.kind is ChartKind.PORTFOLIO:
            return 110.0
        if not self.lying:
            few = chart.kind is ChartKind.LINE and self.count <= 3
            return (42.0 if few else 58.0) + max(8.0, self._label_height) + 4.0 + self.legend_height
        bars = len(chart.series) if chart.kind is ChartKind.HORIZONTAL else 1
        lines = max((len(lines) for lines in self.labels), default=1)
        return 12.0 + self.legend_height + max(2, self.count) * max(4.5 * bars + 4.0, LINE * lines + 1.5)

    @cached_property
    def axis(self) -> Axis:
        """The value axis, with as many numbers as find room along it."""
        axis = axis_of(self.chart)
        if not self.lying:
            return axis
        room = max(20.0, self.width - self.name_width - 20.0)
        widest = max(text_width(self.tick(value, axis), POINTS) for value in axis.ticks()) + 4.0
        steps = max(1, min(5, int(room / widest) - 1))
        return axis if steps == 5 or top_of(self.chart) == 100 else axis_of(self.chart, steps)

    def tick(self, value: float, axis: Axis) -> str:
        """A number along the axis as words."""
        decimals = next((n for n in range(7) if abs(axis.step * 10**n - round(axis.step * 10**n)) < 1e-6), 6)
        return measured(value, decimals, self.chart.unit if self.chart.unit in {"%", "€"} else "")

    @cached_property
    def name_width(self) -> float:
        """How far the names beside lying bars reach from the left."""
        return max((text_width(line, POINTS) for lines in self.labels for line in lines), default=0.0) + 3.0

    @cached_property
    def frame(self) -> tuple[float, float, float, float]:
        """Where the plot begins and ends: left, top, right, bottom."""
        below = self.height - self.legend_height
        widest = max((text_width(words, POINTS) for _, words in self._numbers()), default=0.0)
        if self.lying:
            negative = widest + 2.0 if self.axis.low < 0 and not self.stacked else 0.0
            half = text_width(self.tick(self.axis.high, self.axis), POINTS) / 2 + 1.0
            right = half if self.stacked else max(half, widest + 3.0)
            return self.name_width + negative, 2.0, self.width - right, below - 6.5
        axis = self.axis
        left = max((text_width(self.tick(value, axis), POINTS) for value in axis.ticks()), default=0.0) + 3.0
        return max(10.0, left), 5.5, self.width - 3.0, below - max(8.0, self._label_height)

    @property
    def slot(self) -> float:
        """Length of the place of one category."""
        left, top, right, bottom = self.frame
        return ((bottom - top) if self.lying else (right - left)) / max(1, self.count)

    @property
    def thick(self) -> float:
        """Thickness of a bar, or of the bars of one category side by side."""
        side_by_side = len(self.chart.series) if self.chart.kind is ChartKind.HORIZONTAL else 1
        if self.lying:
            return min(THICK_LYING * self.slot, _THICKEST_LYING * max(1, side_by_side))
        return min(THICK_UPRIGHT * self.slot, _WIDEST_BAR * (1 if self.stacked else max(1, len(self.chart.series))))

    def place(self, value: float) -> float:
        """Where a value stands along its axis (x of lying bars, y of upright ones)."""
        left, top, right, bottom = self.frame
        share = (value - self.axis.low) / (self.axis.high - self.axis.low)
        return left + share * (right - left) if self.lying else bottom - share * (bottom - top)

    def middle(self, category: float) -> float:
        """The middle of the place of a category (y of lying bars, x of upright ones)."""
        left, top, *_ = self.frame
        return (top if self.lying else left) + (category + 0.5) * self.slot

    # --- Numbers ---

    def number(self, value: float) -> str:
        """A number of the chart as printed."""
        return measured(value, self.chart.decimals, self.chart.unit)

    def _numbers(self) -> Iterator[tuple[Series, str]]:
        for series in self.chart.series:
            yield from ((series, self.number(value)) for value in series.values if value is not None)

    def printed(self, place: int) -> frozenset[int]:
        """The categories at which the number of a series is printed: those that have room for it."""
        known = [index for index, value in enumerate(self.chart.series[place].values) if value is not None]
        if self.chart.kind is ChartKind.LINE:
            return frozenset(self._along_line(known, self.chart.series[place]))
        if self.stacked:
            return frozenset(index for index in known if self._fits(place, index))
        if self.lying:
            return frozenset(known)
        widest = max((text_width(words, POINTS) for _, words in self._numbers()), default=0.0)
        bar = self.thick / max(1, len(self.chart.series))
        return frozenset(known if widest <= bar * 1.2 or (widest <= self.slot and len(self.chart.series) == 1) else ())

    def _fits(self, place: int, index: int) -> bool:
        value = self.chart.series[place].values[index] or 0.0
        length = abs(self.place(value) - self.place(0.0))
        wide = text_width(self.number(value), SMALL)
        return length >= wide + 0.8 if self.lying else length >= 3.4 and wide <= self.thick + 1.0

    def _along_line(self, known: Sequence[int], series: Series) -> Sequence[int]:
        """All numbers where lines do not share a place, else those at the end; with little room ends and extremes."""
        shared = any(sum(one.values[index] is not None for one in self.chart.series) > 1 for index in range(self.count))
        if not known or (shared and not series.low):
            return known[-1:] if known and self._stands_free(known[-1], series) else ()
        widest = max(text_width(self.number(series.values[index] or 0.0), POINTS) for index in known)
        if widest <= self.slot:
            return known
        values = series.values
        low = min(known, key=lambda index: values[index] or 0.0)
        high = max(known, key=lambda index: values[index] or 0.0)
        kept: list[int] = []
        for index in (known[-1], high, low, known[0]):
            if all(abs(index - other) * self.slot >= widest for other in kept):
                kept.append(index)
        return kept

    def _stands_free(self, index: int, series: Series) -> bool:
        """Whether no other line is so near to the point that its number would be covered."""
        own = self.place(series.values[index] or 0.0)
        others = [one.values[index] for one in self.chart.series if one is not series]
        return all(value is None or abs(self.place(value) - own) >= LINE for value in others)
