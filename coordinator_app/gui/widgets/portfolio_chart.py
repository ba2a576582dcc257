"""Four fields of importance and satisfaction, and bars back to back for felt and recorded: drawn with their numbers."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator_app.common.german import format_decimal
from coordinator_app.domain.result_words import base_words, figure_words, number_words
from coordinator_app.domain.results import Perceived, Portfolio, PortfolioField, PortfolioPoint, RecordedPair, Shown
from coordinator_app.gui import theme
from coordinator_app.gui.widgets.picture import Picture

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_HEIGHT, _EDGE, _FOOT = 380, 64, 48
_BAR, _PITCH = 24, 48
_CORNERS = {
    PortfolioField.ACT: (True, False),
    PortfolioField.KEEP: (True, True),
    PortfolioField.WATCH: (False, False),
    PortfolioField.OVER: (False, True),
}


class PortfolioChart(Picture):
    """`show_portfolio(portfolio)`: importance to the right, satisfaction upwards, the fields divided by lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._portfolio: Portfolio | None = None
        self.setAccessibleName("Wichtigkeit und Zufriedenheit")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_portfolio(self, portfolio: Portfolio | None) -> None:
        """Show one portfolio; None takes the chart away."""
        self._portfolio = portfolio
        self.setVisible(portfolio is not None)
        points = portfolio.points if portfolio is not None else ()
        words = [
            f"{point.label}: {point.field.label}, {figure_words(point.x)} und {figure_words(point.y)}"
            for point in points
        ]
        self.setAccessibleDescription("; ".join(words) or "Keine Werte.")
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(640, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grid, fields, points with names."""
        if self._portfolio is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _Fields(
            painter, self._portfolio, QRectF(_EDGE, 8, self.width() - _EDGE - 24, self.height() - _FOOT - 8)
        ).paint()


class _Fields:
    """Paints a portfolio into an area."""

    def __init__(self, painter: QPainter, portfolio: Portfolio, area: QRectF) -> None:
        self.painter, self.portfolio, self.area = painter, portfolio, area
        self.points = [point for point in portfolio.points if Shown.HIDDEN not in {point.x.shown, point.y.shown}]
        self.across = _window([point.x.value or 0.0 for point in self.points], portfolio.x_cut)
        self.up = _window([point.y.value or 0.0 for point in self.points], portfolio.y_cut)

    def paint(self) -> None:
        """Everything, the points last."""
        self._grid()
        self._fields()
        for point in self.points:
            self._point(point)

    def _x(self, value: float) -> float:
        low, high = self.across
        return self.area.left() + self.area.width() * (value - low) / (high - low)

    def _y(self, value: float) -> float:
        low, high = self.up
        return self.area.bottom() - self.area.height() * (value - low) / (high - low)

    def _grid(self) -> None:
        painter, area = self.painter, self.area
        painter.setFont(theme.font("hint", tabular=True))
        for value in _tens(self.across):
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(self._x(value), area.top()), QPointF(self._x(value), area.bottom()))
            painter.setPen(theme.color("text_muted"))
            where = QRectF(self._x(value) - 30, area.bottom() + 2, 60, 18)
            painter.drawText(where, _CENTRE, number_words(value, places=0))
        for value in _tens(self.up):
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(area.left(), self._y(value)), QPointF(area.right(), self._y(value)))
            painter.setPen(theme.color("text_muted"))
            painter.drawText(QRectF(0, self._y(value) - 9, _EDGE - 8, 18), _RIGHT, number_words(value, places=0))
        painter.setPen(theme.color("text"))
        below = QRectF(area.left(), area.bottom() + 22, area.width(), 20)
        words = f"nach rechts: {self.portfolio.x_label}; nach oben: {self.portfolio.y_label}"
        painter.drawText(below, _CENTRE, words)

    def _fields(self) -> None:
        painter, area = self.painter, self.area
        painter.setPen(QPen(theme.color("line_strong"), 1.5, Qt.PenStyle.DashLine))
        x, y = self._x(self.portfolio.x_cut), self._y(self.portfolio.y_cut)
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setFont(theme.font("label"))
        painter.setPen(theme.color("text_muted"))
        inner = area.adjusted(8, 6, -8, -6)
        for field, (right, top) in _CORNERS.items():
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            height = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignBottom
            painter.drawText(inner, side | height, field.label)

    def _point(self, point: PortfolioPoint) -> None:
        painter = self.painter
        at = QPointF(self._x(point.x.value or 0.0), self._y(point.y.value or 0.0))
        painter.setPen(QPen(theme.color("raised"), 1))
        painter.setBrush(theme.color("attention" if point.field is PortfolioField.ACT else "accent"))
        painter.drawEllipse(at, 5.5, 5.5)
        painter.setFont(theme.font("strong" if point.field is PortfolioField.ACT else "body"))
        painter.setPen(theme.color("text"))
        width = QFontMetricsF(painter.font()).horizontalAdvance(point.label) + 4
        beside = at.x() + 10 if at.x() + 10 + width <= self.area.right() else at.x() - 10 - width
        painter.drawText(QRectF(beside, at.y() - 10, width, 20), _LEFT, point.label)


def _window(values: Sequence[float], cut: float) -> tuple[float, float]:
    """The range of an axis in whole tenths around values and cut."""
    known = [*values, cut]
    return max(0.0, int(min(known) * 10 - 0.5) / 10), min(1.0, (int(max(known) * 10) + 1) / 10)


def _tens(ends: tuple[float, float]) -> list[float]:
    return [place / 10 for place in range(round(ends[0] * 10), round(ends[1] * 10) + 1)]


class PairedChart(Picture):
    """`show_perceived(perceived)`: what people feel to the left, the newest recorded value to the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs: Sequence[RecordedPair] = ()
        self.setAccessibleName("Gefühlt und erfasst")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_perceived(self, perceived: Perceived | None) -> None:
        """Show all pairs; None takes the chart away."""
        self._pairs = perceived.pairs if perceived is not None else ()
        self.setVisible(bool(self._pairs))
        words = [
            f"{pair.label}: {figure_words(pair.perceived)} {pair.perceived_words}; {pair.recorded}"
            for pair in self._pairs
        ]
        self.setAccessibleDescription(" ".join(words) or "Keine Werte.")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All pairs below each other under a line of words."""
        return QSize(640, 32 + theme.height(_PITCH) * len(self._pairs))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words, bars from the middle, numbers at their ends."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        label = min(260.0, self.width() * 0.32)
        area = QRectF(label + 16, 28, self.width() - label - 24, self.height() - 32)
        middle = area.center().x()
        painter.setFont(theme.font("hint"))
        painter.setPen(theme.color("text_muted"))
        painter.drawText(QRectF(area.left(), 0, area.width() / 2 - 8, 24), _RIGHT, "gefühlt")
        painter.drawText(QRectF(middle + 8, 0, area.width() / 2, 24), _LEFT, "erfasst (neuester Wert)")
        room = area.width() / 2 - 88
        most = max((pair.points[-1][1] for pair in self._pairs if pair.points), default=1.0) or 1.0
        pitch = theme.height(_PITCH)
        for place, pair in enumerate(self._pairs):
            top = area.top() + place * pitch
            self._label(painter, pair, QRectF(0, top - 4, label, pitch - 4))
            bar = QRectF(middle, top + (pitch - _BAR) / 2 - 6, 0, _BAR)
            self._felt(painter, pair, bar, room)
            self._recorded(painter, pair, bar, room, most)
        painter.setPen(QPen(theme.color("text"), 1.5))
        painter.drawLine(QPointF(middle, area.top() - 2), QPointF(middle, area.bottom()))

    def _label(self, painter: QPainter, pair: RecordedPair, area: QRectF) -> None:
        painter.setFont(theme.font())
        painter.setPen(theme.color("text"))
        metrics = QFontMetricsF(painter.font())
        words = metrics.elidedText(pair.label, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(QRectF(area.left(), area.top(), area.width(), metrics.height() + 2), _LEFT, words)
        painter.setFont(theme.font("hint", tabular=True))
        painter.setPen(theme.color("text_muted"))
        below = QRectF(area.left(), area.top() + metrics.height() + 1, area.width(), metrics.height())
        painter.drawText(below, _LEFT, f"{base_words(pair.base)} · {pair.series}")

    def _felt(self, painter: QPainter, pair: RecordedPair, bar: QRectF, room: float) -> None:
        figure = pair.perceived
        length = (figure.value or 0.0) * room if figure.shown is not Shown.HIDDEN else 0.0
        painter.setPen(QPen(theme.ramp_color("menge", 4), 1))
        painter.setBrush(theme.ramp_color("menge", 3))
        painter.drawRect(QRectF(bar.left() - length, bar.top(), length, bar.height()))
        end = bar.left() - length
        if figure.low is not None and figure.high is not None and length:
            painter.setPen(QPen(theme.color("text"), 1.5))
            left, right = bar.left() - figure.high * room, bar.left() - figure.low * room
            painter.drawLine(QPointF(left, bar.center().y()), QPointF(right, bar.center().y()))
            end = left
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("strong", tabular=True))
        painter.drawText(QRectF(end - 88, bar.top(), 80, bar.height()), _RIGHT, figure_words(figure))

    def _recorded(self, painter: QPainter, pair: RecordedPair, bar: QRectF, room: float, most: float) -> None:
        if not pair.points:
            return
        value = pair.points[-1][1]
        length = value / most * room
        painter.setPen(QPen(theme.ramp_color("belastung", 4), 1))
        painter.setBrush(theme.ramp_color("belastung", 3))
        painter.drawRect(QRectF(bar.left(), bar.top(), length, bar.height()))
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("strong", tabular=True))
        words = f"{format_decimal(value, 1)} {pair.unit}".strip()
        painter.drawText(QRectF(bar.left() + length + 8, bar.top(), 160, bar.height()), _LEFT, words)
