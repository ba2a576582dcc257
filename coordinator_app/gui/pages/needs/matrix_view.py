"""The matrix: needs as numbered points, one criterion across, all others upwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from coordinator_app.common.german import format_decimal
from coordinator_app.gui import speaking, theme
from coordinator_app.gui.widgets.picture import Picture

LOW, HIGH, MIDDLE = 1.0, 5.0, 3.0
CORNERS = (("Verbündete suchen", 0, 1), ("zuerst angehen", 1, 1), ("beobachten", 0, 0), ("nebenbei mitnehmen", 1, 0))


@dataclass(frozen=True, slots=True)
class MatrixMark:
    """A need in the matrix: `number` stands in its point (the rank), `across` and `up` are 1 to 5."""

    need: int
    number: int
    title: str
    across: float
    up: float

    @property
    def words(self) -> str:
        """The point as a sentence, for tooltips and assistive technology."""
        return f"{self.number}. {self.title}: {format_decimal(self.up, 1)} zu {format_decimal(self.across, 1)}"


class MatrixView(Picture):
    """Arrow keys go from point to point in the order of the ranks, a click chooses one: `chosen(need)`."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: Sequence[MatrixMark] = ()
        self._across = ""
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Matrix")

    def set_marks(self, marks: Sequence[MatrixMark], across: str) -> None:
        """Show these needs; `across` names the criterion of the level axis."""
        self._marks, self._across = marks, across
        self.setAccessibleDescription("; ".join(mark.words for mark in marks) or "Noch keine Werte")
        self.update()

    def set_current(self, need: int) -> None:
        """Mark a need."""
        self._current = need
        words = next((mark.words for mark in self._marks if mark.need == need), "")
        if words:
            speaking.describe(self, words)
        self.update()

    def sizeHint(self) -> QSize:
        """Nearly square."""
        return QSize(520, 400)

    def minimumSizeHint(self) -> QSize:
        """Room for twelve points; its pane scrolls in a small window."""
        return QSize(300, 280)

    # --- geometry

    def _plot(self) -> QRectF:
        line = QFontMetrics(theme.font("hint")).lineSpacing()
        return QRectF(self.rect()).adjusted(16 + line, 12, -20, -(2 * line + 10))

    def _radius(self) -> float:
        return QFontMetrics(theme.font("caption")).height() * 0.72

    def point(self, place: int) -> QPointF:
        """Where a mark is drawn; equal ones stand side by side."""
        mark, area = self._marks[place], self._plot()
        same = [other for other in range(place) if self._close(self._marks[other], mark)]
        shift = len(same) * self._radius() * 2.1
        left = area.left() + (mark.across - LOW) / (HIGH - LOW) * area.width()
        if left + shift > area.right():
            shift = -shift
        return QPointF(left + shift, area.bottom() - (mark.up - LOW) / (HIGH - LOW) * area.height())

    def _close(self, one: MatrixMark, other: MatrixMark) -> bool:
        area = self._plot()
        wide = abs(one.across - other.across) / (HIGH - LOW) * area.width()
        high = abs(one.up - other.up) / (HIGH - LOW) * area.height()
        return max(wide, high) < 1.6 * self._radius()

    def mark_at(self, position: QPointF) -> MatrixMark | None:
        """The mark under a point."""
        for place in reversed(range(len(self._marks))):
            if (self.point(place) - position).manhattanLength() <= 1.6 * self._radius():
                return self._marks[place]
        return None

    # --- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Four fields with their words, axes, points."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._plot()
        self._paint_fields(painter, area)
        self._paint_axes(painter, area)
        for place, mark in enumerate(self._marks):
            self._paint_mark(painter, self.point(place), mark)

    def _paint_fields(self, painter: QPainter, area: QRectF) -> None:
        half = (area.width() / 2, area.height() / 2)
        painter.setFont(theme.font("hint"))
        for words, right, upper in CORNERS:
            field = QRectF(area.left() + right * half[0], area.top() + (1 - upper) * half[1], *half)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.setBrush(theme.color("accent_soft" if right and upper else "raised"))
            painter.drawRect(field)
            painter.setPen(theme.color("text_muted"))
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            edge = Qt.AlignmentFlag.AlignTop if upper else Qt.AlignmentFlag.AlignBottom
            painter.drawText(field.adjusted(8, 5, -8, -5), side | edge, words)

    def _paint_axes(self, painter: QPainter, area: QRectF) -> None:
        font = theme.font("hint")
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        line = QFontMetrics(font).lineSpacing()
        for value in range(1, 6):
            left = area.left() + (value - LOW) / (HIGH - LOW) * area.width()
            top = area.bottom() - (value - LOW) / (HIGH - LOW) * area.height()
            centre = Qt.AlignmentFlag.AlignCenter
            painter.drawText(QRectF(left - 12, area.bottom() + 2, 24, line), centre, str(value))
            painter.drawText(QRectF(area.left() - 16, top - line / 2, 12, line), centre, str(value))
        below = QRectF(area.left(), area.bottom() + line + 4, area.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, f"{self._across} →")
        painter.save()
        painter.translate(2, area.center().y())
        painter.rotate(-90)
        upright = QRectF(-area.height() / 2, 0, area.height(), line)
        painter.drawText(upright, Qt.AlignmentFlag.AlignCenter, "übrige Kriterien →")
        painter.restore()

    def _paint_mark(self, painter: QPainter, centre: QPointF, mark: MatrixMark) -> None:
        radius, current = self._radius(), mark.need == self._current
        painter.setPen(QPen(theme.color("accent"), 1.5))
        painter.setBrush(theme.color("accent" if current else "raised"))
        painter.drawEllipse(centre, radius, radius)
        if current and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawEllipse(centre, radius + 3, radius + 3)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text_on_accent" if current else "text"))
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(mark.number))

    # --- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys walk through the points."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        by = steps.get(Qt.Key(event.key()), 0)
        if not by or not self._marks:
            super().keyPressEvent(event)
            return
        needs = [mark.need for mark in self._marks]
        place = needs.index(self._current) + by if self._current in needs else 0
        self._choose(self._marks[max(0, min(place, len(needs) - 1))])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the point under the pointer."""
        found = self.mark_at(event.position())
        if found is not None:
            self._choose(found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name the point under the pointer."""
        found = self.mark_at(event.position())
        if found is not None:
            QToolTip.showText(event.globalPosition().toPoint(), found.words, self)
        else:
            QToolTip.hideText()

    def _choose(self, mark: MatrixMark) -> None:
        self.set_current(mark.need)
        self.chosen.emit(mark.need)
