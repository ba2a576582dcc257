"""A line over time with its numbers; where figures stop being comparable it is cut and the reason stands there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator_app.common.german import format_decimal
from coordinator_app.gui import theme
from coordinator_app.gui.widgets.picture import Picture

_HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 240, 64, 24, 30, 34
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Spot:
    """A value of the line; None = nothing known. `begins` tells why the line is cut before it, "" = it is not."""

    label: str
    value: float | None
    begins: str = ""


class LineChart(Picture):
    """`set_spots(spots, unit)`; the description for readers who do not see it is set with it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spots: tuple[Spot, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_spots(self, spots: Sequence[Spot]) -> None:
        """Show these values."""
        self._spots = tuple(spots)
        self.setAccessibleDescription(in_words(self._spots))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(480, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Still readable."""
        return QSize(280, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grid, cuts, line, points with numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("hint"))
        known = [spot.value for spot in self._spots if spot.value is not None]
        if not known:
            painter.setPen(theme.color("text_muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "Noch keine Werte.")
            return
        area = QRectF(_LEFT, _TOP, self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BOTTOM)
        top = nice_top(max([*known, 0.0]))
        low = min([*known, 0.0])
        self._paint_grid(painter, area, low, top)
        points = [self._point(area, number, spot, low, top) for number, spot in enumerate(self._spots)]
        self._paint_labels(painter, area, points)
        self._paint_line(painter, points)
        self._paint_numbers(painter, points)

    def _x(self, area: QRectF, number: int) -> float:
        return area.left() + area.width() * ((number + 0.5) / len(self._spots))

    def _point(self, area: QRectF, number: int, spot: Spot, low: float, top: float) -> QPointF | None:
        if spot.value is None:
            return None
        share = (spot.value - low) / (top - low)
        return QPointF(self._x(area, number), area.bottom() - area.height() * share)

    def _paint_grid(self, painter: QPainter, area: QRectF, low: float, top: float) -> None:
        parts = grid_parts(low, top)
        for step in range(parts + 1):
            value = low + (top - low) * step / parts
            y = area.bottom() - area.height() * step / parts
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.color("text_muted"))
            place = QRectF(0, y - 10, _LEFT - 8, 20)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _number(value))

    def _paint_labels(self, painter: QPainter, area: QRectF, points: Sequence[QPointF | None]) -> None:
        metrics = QFontMetricsF(painter.font())
        widest = max(metrics.horizontalAdvance(spot.label) for spot in self._spots) + 8
        every = max(1, -(-int(widest * len(points)) // max(int(area.width()), 1)))
        for number, spot in enumerate(self._spots):
            x = self._x(area, number)
            if number % every == 0:
                painter.setPen(theme.color("text_muted"))
                place = QRectF(x - widest, area.bottom() + 6, 2 * widest, 20)
                painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, spot.label)
            if spot.begins:
                left = x - area.width() / len(points) / 2
                painter.setPen(QPen(theme.color("attention"), 1.5, Qt.PenStyle.DashLine))
                painter.drawLine(QPointF(left, area.top() - 8), QPointF(left, area.bottom()))
                room = metrics.elidedText(f"Bruch: {spot.begins}", Qt.TextElideMode.ElideRight, area.right() - left - 8)
                painter.drawText(QPointF(left + 5, area.top() - 12), room)

    def _paint_line(self, painter: QPainter, points: Sequence[QPointF | None]) -> None:
        painter.setPen(QPen(theme.color("accent"), 2))
        for number in range(1, len(points)):
            before, after = points[number - 1], points[number]
            if before is not None and after is not None and not self._spots[number].begins:
                painter.drawLine(before, after)

    def _paint_numbers(self, painter: QPainter, points: Sequence[QPointF | None]) -> None:
        metrics = QFontMetricsF(painter.font())
        next_left = float(self.width())
        for spot, point in reversed(list(zip(self._spots, points, strict=True))):  # the last value always has room
            if point is None or spot.value is None:
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(point, 3.5, 3.5)
            words = _number(spot.value)
            width = metrics.horizontalAdvance(words)
            left = point.x() - width / 2
            if left + width + 4 < next_left:
                painter.setPen(theme.color("text"))
                painter.drawText(QPointF(left, point.y() - 8), words)
                next_left = left


def nice_top(value: float) -> float:
    """The end of an axis at or above a value: 1, 2, 2.5, 5 or 10 times a power of ten."""
    if value <= 0:
        return 1.0
    power = 1.0
    while power * 10 < value:
        power *= 10
    while power >= value and power > 1e-6:
        power /= 10
    return next(step * power for step in _STEPS if step * power >= value)


def grid_parts(low: float, top: float) -> int:
    """Into how many parts the lines of a grid divide an axis that ends at a `nice_top`, so that all are round."""
    lead = top
    while lead >= 10:
        lead /= 10
    while 0 < lead < 1:
        lead *= 10
    return 5 if low == 0 and round(lead, 6) != 2 else 4


def in_words(spots: Sequence[Spot]) -> str:
    """The values as a text: „2023: 400; 2024: kein Wert; Bruch vor 2025 (neue Erfassung); 2025: 412“."""
    parts: list[str] = []
    for spot in spots:
        if spot.begins:
            parts.append(f"Bruch vor {spot.label} ({spot.begins})")
        parts.append(f"{spot.label}: {'kein Wert' if spot.value is None else _number(spot.value)}")
    return "; ".join(parts)


def _number(value: float) -> str:
    return format_decimal(value, 0 if float(value).is_integer() else 1)
