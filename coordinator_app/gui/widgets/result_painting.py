"""Painting of result charts in the colours of the theme; every part carries its number, so grey is enough."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from coordinator_app.common.german import format_decimal
from coordinator_app.domain.result_charts import ChartChoice, ChartLine, Side, Tone, boundary
from coordinator_app.domain.result_words import base_words, figure_words, interval_words, number_words, scaled
from coordinator_app.domain.results import Figure, Shown
from coordinator_app.domain.rounding import percent, rounded
from coordinator_app.gui import theme
from coordinator_app.gui.widgets.line_chart import grid_parts, nice_top
from coordinator_app.gui.widgets.result_frame import INTERVAL_HEAD, Frame, Places

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TOP_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_CENTRE = Qt.AlignmentFlag.AlignCenter
_HIDDEN_WORDS = "nicht gezeigt (kleine Fallzahl)"
_GRID_LINES = 5


def paint_chart(painter: QPainter, frame: Frame) -> None:
    """The whole chart."""
    _paint_legend(painter, frame)
    if frame.choice is ChartChoice.WAVES:
        _Waves(painter, frame).paint()
        return
    _paint_heads(painter, frame)
    if frame.choice is ChartChoice.INTERVALS:
        _paint_axis(painter, frame, 0.0, _top(frame))
    for line, places in zip(frame.lines, frame.places, strict=True):
        _paint_label(painter, frame, line, places)
        if line.shown is Shown.HIDDEN:
            painter.setPen(theme.color("text_muted"))
            painter.setFont(theme.font("hint"))
            painter.drawText(places.bar, _LEFT, _HIDDEN_WORDS)
            continue
        _PAINTERS[frame.choice](painter, frame, line, places.bar)
        _paint_figures(painter, frame, line, places.bar)


# --- words around the bars


def _paint_legend(painter: QPainter, frame: Frame) -> None:
    painter.setFont(theme.font("hint"))
    names = frame.series_names()
    for area, place in frame.legend:
        square = QRectF(area.left() + 0.5, area.center().y() - 6.5, 13, 13)
        if frame.choice is ChartChoice.WAVES:
            _paint_marker(painter, square.center(), place)
        else:
            painter.setPen(QPen(_edge(frame.tones[place]), 1))
            painter.setBrush(tone_color(frame.tones[place]))
            painter.drawRect(square)
        painter.setPen(theme.color("text"))
        painter.drawText(area.adjusted(22, 0, 4, 0), _LEFT, names[place])


def _paint_heads(painter: QPainter, frame: Frame) -> None:
    """Words over the numbers at the right, or over the cells."""
    painter.setFont(theme.font("hint"))
    painter.setPen(theme.color("text_muted"))
    top = frame.top - frame.head
    if frame.choice is ChartChoice.HEAT:
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        width = frame.cell_width()
        for column, name in enumerate(frame.result.columns):
            painter.drawText(QRectF(frame.bar_left + column * width + 3, top, width - 6, frame.head - 4), flags, name)
        return
    if frame.shared_base:
        painter.drawText(QRectF(0, top, frame.bar_left, frame.head - 4), _LEFT, base_words(frame.lines[0].base))
    if frame.figure_width and frame.result.summary:
        painter.drawText(_figure_area(frame, top, frame.head - 4), _RIGHT, frame.result.summary)
    if frame.interval_width:
        painter.drawText(_interval_area(frame, top, frame.head - 4), _RIGHT, INTERVAL_HEAD)


def _figure_area(frame: Frame, top: float, height: float) -> QRectF:
    left = frame.bar_left + frame.bar_width + 12
    return QRectF(left, top, frame.figure_width, height)


def _interval_area(frame: Frame, top: float, height: float) -> QRectF:
    return QRectF(frame.width - frame.interval_width - 1, top, frame.interval_width, height)


def _paint_label(painter: QPainter, frame: Frame, line: ChartLine, places: Places) -> None:
    if places.section:
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.color("text"))
        height = QFontMetricsF(painter.font()).lineSpacing()
        area = QRectF(0, places.label.top() - height - 6, frame.width, height)
        painter.drawText(area, _LEFT, places.section)
    painter.setFont(theme.font())
    painter.setPen(theme.color("text"))
    if frame.shared_base or (line.shown is Shown.HIDDEN and not line.base):
        area = QRectF(0, places.bar.top(), frame.label_width, max(places.bar.height(), places.label.height() - 12))
        painter.drawText(area, int(_LEFT | Qt.TextFlag.TextWordWrap), line.label)
        return
    used = painter.boundingRect(places.label, int(_TOP_WRAPPED), line.label)
    painter.drawText(places.label, int(_TOP_WRAPPED), line.label)
    painter.setFont(theme.font("hint", tabular=True))
    painter.setPen(theme.color("text_muted"))
    below = QRectF(0, used.bottom(), frame.label_width, QFontMetricsF(painter.font()).lineSpacing())
    painter.drawText(below, _LEFT, base_words(line.base))


def _paint_figures(painter: QPainter, frame: Frame, line: ChartLine, bar: QRectF) -> None:
    if frame.figure_width and line.figure is not None:
        painter.setFont(theme.font("strong", tabular=True))
        painter.setPen(theme.color("text"))
        words = figure_words(line.figure, frame.figure_unit)
        painter.drawText(_figure_area(frame, bar.top(), bar.height()), _RIGHT, words)
    if frame.interval_width and line.figure is not None:
        painter.setFont(theme.font("hint", tabular=True))
        painter.setPen(theme.color("text_muted"))
        words = interval_words(line.figure, frame.figure_unit)
        painter.drawText(_interval_area(frame, bar.top(), bar.height()), _RIGHT, words)


# --- bars


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a stacked bar from `start` with `size` (fractions); `column` None = the hidden rest."""

    start: float
    size: float
    column: int | None


def stacked_parts(cells: Sequence[Figure]) -> list[_Part]:
    """The parts of a bar of the whole; what is hidden is one part without a number where the first of it stands."""
    known = sum(cell.value or 0.0 for cell in cells)
    rest = max(0.0, 1.0 - known)
    parts: list[_Part] = []
    start = 0.0
    for column, cell in enumerate(cells):
        if cell.shown is Shown.HIDDEN:
            if rest:
                parts.append(_Part(start, rest, None))
                start, rest = start + rest, 0.0
        elif cell.value:
            parts.append(_Part(start, cell.value, column))
            start += cell.value
    return parts


def _paint_stacked(painter: QPainter, frame: Frame, line: ChartLine, bar: QRectF) -> None:
    for part in stacked_parts(line.cells):
        area = QRectF(bar.left() + part.start * bar.width(), bar.top(), part.size * bar.width(), bar.height())
        _paint_part(painter, frame, line, part, area)
    place = boundary(frame.result, frame.result.rows[line.row])
    if frame.interval and place is not None:
        _paint_whisker(painter, place[1], bar.left(), bar.width(), bar.bottom() + 9)


def _paint_diverging(painter: QPainter, frame: Frame, line: ChartLine, bar: QRectF) -> None:
    """Good to the left of the middle, bad to the right, what is neither halved by it."""
    middle = bar.center().x()
    painter.setPen(QPen(theme.color("text"), 1.5))
    painter.drawLine(QPointF(middle, bar.top() - 5), QPointF(middle, bar.bottom() + 5))
    scale = bar.width() / 2 / max(_reach(frame, each) for each in frame.lines)
    shift = middle - _left_of_middle(frame, line) * scale
    for part in stacked_parts(line.cells):
        area = QRectF(shift + part.start * scale, bar.top(), part.size * scale, bar.height())
        _paint_part(painter, frame, line, part, area)


def _left_of_middle(frame: Frame, line: ChartLine) -> float:
    sizes = {Side.GOOD: 1.0, Side.NEUTRAL: 0.5}
    return sum(part.size * sizes.get(_side(frame, part), 0.0) for part in stacked_parts(line.cells))


def _reach(frame: Frame, line: ChartLine) -> float:
    """How far the longer side of a bar reaches from the middle, as a fraction of the whole bar."""
    left = _left_of_middle(frame, line)
    return max(left, sum(part.size for part in stacked_parts(line.cells)) - left, 0.05)


def _side(frame: Frame, part: _Part) -> Side:
    return frame.tones[part.column].side if part.column is not None else Side.NEUTRAL


def _paint_part(painter: QPainter, frame: Frame, line: ChartLine, part: _Part, area: QRectF) -> None:
    if part.column is None:
        painter.setPen(QPen(theme.color("line_strong"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(QBrush(theme.color("line"), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
        return
    tone = frame.tones[part.column]
    ground = tone_color(tone)
    painter.setPen(QPen(theme.color("raised"), 1))
    painter.setBrush(ground)
    painter.drawRect(area)
    painter.setFont(theme.font("hint", tabular=True))
    value = line.cells[part.column].value or 0.0
    words = format_decimal(percent(value) if frame.result.unit == "%" else rounded(value, 0), 0)
    if QFontMetricsF(painter.font()).horizontalAdvance(words) + 4 <= area.width():
        painter.setPen(theme.text_on(ground))
        painter.drawText(area, _CENTRE, words)


def _paint_whisker(painter: QPainter, figure: Figure, left: float, width: float, y: float) -> None:
    if figure.low is None or figure.high is None:
        return
    painter.setPen(QPen(theme.color("text"), 1.5))
    low, high = left + figure.low * width, left + figure.high * width
    painter.drawLine(QPointF(low, y), QPointF(high, y))
    for end in (low, high):
        painter.drawLine(QPointF(end, y - 4), QPointF(end, y + 4))


def _top(frame: Frame) -> float:
    """The end of the axis: a round number at or above everything shown, at most the whole for shares."""
    found = [line.figure for line in frame.lines if line.figure is not None and line.figure.shown is not Shown.HIDDEN]
    ends = [scaled(value, frame.unit) for figure in found for value in (figure.value, figure.high)]
    top = nice_top(max((end for end in ends if end is not None), default=1.0))
    return min(top, 100.0) / 100 if frame.unit == "%" else top


def _paint_axis(painter: QPainter, frame: Frame, low: float, top: float) -> None:
    if not frame.places:
        return
    first, last = frame.places[0].bar.top() - 4, frame.places[-1].bar.bottom() + 6
    painter.setFont(theme.font("hint", tabular=True))
    parts = grid_parts(low, top)
    for step in range(parts + 1):
        x = frame.bar_left + frame.bar_width * step / parts
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(x, first), QPointF(x, last))
        painter.setPen(theme.color("text_muted"))
        value = low + (top - low) * step / parts
        places = 0 if float(scaled(value, frame.unit) or 0).is_integer() else 1
        words = number_words(value, frame.unit if frame.unit == "%" else "", places)
        painter.drawText(QRectF(x - 40, last + 2, 80, 18), _CENTRE, words)


def _paint_bar(painter: QPainter, frame: Frame, line: ChartLine, bar: QRectF) -> None:
    figure = line.cells[0]
    if figure.value is None:
        return
    top = _top(frame)
    length = max(0.0, min(1.0, figure.value / top)) * bar.width()
    painter.setPen(QPen(theme.ramp_color("menge", 4), 1))
    painter.setBrush(theme.ramp_color("menge", 2))
    painter.drawRect(QRectF(bar.left(), bar.top() + 3, length, bar.height() - 6))
    if frame.interval:
        _paint_whisker(painter, figure, bar.left(), bar.width() / top, bar.center().y())


def _paint_cells(painter: QPainter, frame: Frame, line: ChartLine, bar: QRectF) -> None:
    highest = max((cell.value or 0.0 for each in frame.lines for cell in each.cells), default=0.0) or 1.0
    width = frame.cell_width()
    painter.setFont(theme.font(tabular=True))
    for column, cell in enumerate(line.cells):
        area = QRectF(frame.bar_left + column * width, bar.top(), width, bar.height()).adjusted(1, 0, -1, 0)
        known = cell.value is not None and cell.shown is not Shown.HIDDEN
        step = heat_step(cell.value or 0.0, highest)
        ground = theme.ramp_color("menge", step) if known else theme.color("surface")
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(ground)
        painter.drawRect(area)
        painter.setPen(theme.text_on(ground))
        painter.drawText(area, _CENTRE, figure_words(cell, frame.result.unit, 0 if frame.result.unit == "%" else 1))


def heat_step(value: float, highest: float) -> int:
    """The step of the ramp 1 to 5 in fifths of the highest value."""
    return max(1, min(5, int(value / highest * 5) + 1))


# --- lines over the surveys


class _Waves:
    """One line per section through the surveys, with whiskers and numbers."""

    def __init__(self, painter: QPainter, frame: Frame) -> None:
        self.painter, self.frame = painter, frame
        self.labels = list(dict.fromkeys(line.label for line in frame.lines))
        self.top = _top(frame)
        self.area = QRectF(56, frame.top + 20, frame.width - 80, frame.height - frame.top - 56)

    def paint(self) -> None:
        """Grid, labels of the surveys, lines."""
        painter, area = self.painter, self.area
        painter.setFont(theme.font("hint", tabular=True))
        for step in range(_GRID_LINES + 1):
            y = area.bottom() - area.height() * step / _GRID_LINES
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.color("text_muted"))
            words = number_words(self.top * step / _GRID_LINES, self.frame.unit, 0)
            painter.drawText(QRectF(0, y - 10, 48, 20), _RIGHT, words)
        for label in self.labels:
            x = self._x(label)
            painter.drawText(QRectF(x - 80, area.bottom() + 8, 160, 20), _CENTRE, label)
        names = self.frame.series_names() or [""]
        for place, name in enumerate(names):
            self._line(place, [line for line in self.frame.lines if line.section == name], len(names))

    def _x(self, label: str) -> float:
        return self.area.left() + self.area.width() * (self.labels.index(label) + 0.5) / len(self.labels)

    def _y(self, value: float) -> float:
        return self.area.bottom() - self.area.height() * min(1.0, value / self.top)

    def _line(self, place: int, lines: Sequence[ChartLine], count: int) -> None:
        painter = self.painter
        shift = (place - (count - 1) / 2) * 8
        before: QPointF | None = None
        for line in lines:
            figure = line.figure
            if figure is None or figure.value is None or line.shown is Shown.HIDDEN:
                before = None
                continue
            point = QPointF(self._x(line.label) + shift, self._y(figure.value))
            if before is not None:
                painter.setPen(QPen(_series_color(place), 2))
                painter.drawLine(before, point)
            if self.frame.interval and figure.low is not None and figure.high is not None:
                painter.setPen(QPen(_series_color(place), 1.5))
                painter.drawLine(QPointF(point.x(), self._y(figure.low)), QPointF(point.x(), self._y(figure.high)))
            _paint_marker(painter, point, place)
            painter.setFont(theme.font("hint", tabular=True))
            painter.setPen(theme.color("text"))
            words = figure_words(figure, self.frame.unit)
            painter.drawText(QPointF(point.x() + 8, point.y() - 6), words)
            before = point


def _paint_marker(painter: QPainter, centre: QPointF, place: int) -> None:
    painter.setPen(QPen(theme.color("raised"), 1))
    painter.setBrush(_series_color(place))
    box = QRectF(centre.x() - 5, centre.y() - 5, 10, 10)
    if place % 3 == 1:
        painter.drawRect(box)
    elif place % 3 == 2:
        painter.drawPolygon([box.bottomLeft(), box.bottomRight(), QPointF(centre.x(), box.top())])
    else:
        painter.drawEllipse(box)


# --- colours


def tone_color(tone: Tone) -> QColor:
    """The colour of a tone in the theme in force."""
    if tone.side is Side.PLAIN:
        return _series_color(tone.step)
    if tone.side is Side.NEUTRAL:
        return QColor(theme.roles().neutral)
    return theme.ramp_color("menge" if tone.side is Side.GOOD else "belastung", tone.step)


def _series_color(place: int) -> QColor:
    series = theme.roles().series
    return QColor(series[place % len(series)])


def _edge(tone: Tone) -> QColor:
    return theme.color("line_strong") if tone.side is Side.NEUTRAL else tone_color(tone)


_PAINTERS = {
    ChartChoice.STACKED: _paint_stacked,
    ChartChoice.DIVERGING: _paint_diverging,
    ChartChoice.INTERVALS: _paint_bar,
    ChartChoice.HEAT: _paint_cells,
}
