"""Where the parts of a result chart stand: measured before painting, so that height and clicks agree with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics

from coordinator_app.domain.result_charts import ChartChoice, ChartLine, Tone, bar_unit, chart_lines, tones
from coordinator_app.domain.result_words import base_words, figure_words, interval_words
from coordinator_app.domain.results import Result
from coordinator_app.gui import theme

BAR, BELOW, GAP = 28, 14, 12  # pixels of a bar, of its interval below it, and to the next
_WRAPPED = Qt.TextFlag.TextWordWrap
_LEAST_BAR = 160
_AXIS = 24
_WAVE_HEIGHT = 260


@dataclass(frozen=True, slots=True)
class Places:
    """A line of the chart: `whole` takes clicks, `label` holds words, `bar` the bar."""

    whole: QRectF
    label: QRectF
    bar: QRectF
    section: str = ""


@dataclass(slots=True)
class Frame:
    """A result laid out for a width in pixels; `interval` = whether intervals are shown."""

    result: Result
    choice: ChartChoice
    width: int
    interval: bool = True
    lines: tuple[ChartLine, ...] = ()
    unit: str = "%"
    tones: tuple[Tone, ...] = ()
    legend: list[tuple[QRectF, int]] = field(default_factory=list[tuple[QRectF, int]])
    places: list[Places] = field(default_factory=list[Places])
    figure_width: int = 0
    interval_width: int = 0
    label_width: int = 0
    head: float = 0.0
    top: float = 0.0
    height: int = 0

    def __post_init__(self) -> None:
        """Measure."""
        self.lines = chart_lines(self.result, self.choice)
        self.unit = bar_unit(self.result, self.choice)
        self.tones = tones(self.result)
        self._measure_columns()
        self.top = self._place_legend()
        self.top += self._head_height()
        self._place_lines()

    @property
    def bar_left(self) -> float:
        """Where bars begin."""
        return float(self.label_width + GAP)

    @property
    def bar_width(self) -> float:
        """How long a bar of the whole is."""
        right = sum(width + GAP for width in (self.figure_width, self.interval_width) if width)
        return max(40.0, self.width - self.bar_left - right - 2)

    def _measure_columns(self) -> None:
        """Words left take what they need up to a good third; numbers right what they need while bars have room."""
        metrics, small = QFontMetrics(theme.font()), QFontMetrics(theme.font("hint"))
        names = [metrics.horizontalAdvance(line.label) for line in self.lines]
        names += [small.horizontalAdvance(base_words(line.base)) for line in self.lines]
        self.label_width = min(max(names, default=60) + 4, max(96, int(self.width * 0.36)))
        if self.choice in {ChartChoice.HEAT, ChartChoice.WAVES}:
            return
        unit = self.figure_unit
        strong = QFontMetrics(theme.font("strong", tabular=True))
        words = [figure_words(line.figure, unit) for line in self.lines if line.figure is not None]
        heads = [self.result.summary] if words and self.result.summary else []
        self.figure_width = max((strong.horizontalAdvance(word) for word in words + heads), default=0)
        ranges = [found for line in self.lines if (found := interval_words(line.figure, unit))]
        if self.interval and ranges:
            self.interval_width = max(small.horizontalAdvance(found) for found in [*ranges, INTERVAL_HEAD])
        if self.bar_width < _LEAST_BAR:
            self.interval_width = 0

    @property
    def shared_base(self) -> bool:
        """Whether all bars are answers of the same people, whose number is told once."""
        return len(self.lines) > 1 and len({line.row for line in self.lines}) == 1

    @property
    def figure_unit(self) -> str:
        """The unit of the numbers beside the bars."""
        by_summary = any(row.summary is not None for row in self.result.rows)
        return self.result.summary_unit if by_summary else self.unit

    def _place_legend(self) -> float:
        """Squares with the names of the columns, in as many lines as they need; gives the height."""
        if self.choice not in {ChartChoice.STACKED, ChartChoice.DIVERGING, ChartChoice.WAVES}:
            return 0.0
        metrics = QFontMetrics(theme.font("hint"))
        names = self.series_names()
        line, left, top = metrics.lineSpacing() + 6, 0.0, 0.0
        for place, name in enumerate(names):
            width = 22.0 + metrics.horizontalAdvance(name)
            if left and left + width > self.width:
                left, top = 0.0, top + line
            self.legend.append((QRectF(left, top, width, line), place))
            left += width + 16
        return top + line + 4 if names else 0.0

    def series_names(self) -> Sequence[str]:
        """What the legend names: the columns, or the lines over the surveys."""
        if self.choice is ChartChoice.WAVES:
            names = list(dict.fromkeys(line.section for line in self.lines))
            return names if any(names) else []
        return self.result.columns

    def _head_height(self) -> float:
        """Room for the words over the columns of numbers or over the cells of a table."""
        metrics = QFontMetrics(theme.font("hint"))
        if self.choice is ChartChoice.HEAT:
            width = max(30, int(self.cell_width()) - 6)
            room = QRect(0, 0, width, 400)
            heights = [metrics.boundingRect(room, _WRAPPED, name).height() for name in self.result.columns]
            self.head = min(max(heights, default=0), 4 * metrics.lineSpacing()) + 8.0
        elif self.figure_width or self.interval_width or self.shared_base:
            self.head = metrics.lineSpacing() + 6.0
        return self.head

    def cell_width(self) -> float:
        """Width of a cell of the table."""
        return (self.width - self.bar_left) / max(1, len(self.result.columns))

    def _place_lines(self) -> None:
        if self.choice is ChartChoice.WAVES:
            self.height = int(self.top + _WAVE_HEIGHT * max(1.0, theme.scale()))
            return
        metrics, small = QFontMetrics(theme.font()), QFontMetrics(theme.font("hint"))
        y, section = self.top, ""
        for line in self.lines:
            heading = ""
            if line.section != section:
                section = heading = line.section
                y += metrics.lineSpacing() + 8 if heading else 0
            room = QRect(0, 0, self.label_width, 400)
            words = metrics.boundingRect(room, _WRAPPED, line.label).height()
            words += 0 if self.shared_base else small.lineSpacing()
            under = BELOW if self.choice is ChartChoice.STACKED and self.interval else 0
            height = max(words, BAR + under) + (4 if self.choice is ChartChoice.HEAT else GAP)
            bar = QRectF(self.bar_left, y + 2, self.bar_width, BAR)
            label = QRectF(0, y, self.label_width, height)
            self.places.append(Places(QRectF(0, y - 4, self.width, height), label, bar, heading))
            y += height
        self.height = int(y + (_AXIS if self.choice in {ChartChoice.INTERVALS, ChartChoice.DIVERGING} else 0))


INTERVAL_HEAD = "95-%-Bereich"
