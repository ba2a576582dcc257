"""A small line of measured values with the way from baseline to target, for a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator_app.common.german import format_date, format_decimal
from coordinator_app.gui import theme

_DOT = 2.5


@dataclass(frozen=True, slots=True)
class Course:
    """Values by day, oldest first; `plan` are the ends of the way wanted (() when there is none)."""

    values: tuple[tuple[date, float], ...]
    plan: tuple[tuple[date, float], ...] = ()

    def words(self) -> str:
        """The values as a sentence, for tooltips and assistive technology."""
        parts = [f"{format_decimal(value)} am {format_date(day)}" for day, value in self.values]
        return f"Verlauf: {', '.join(parts)}" if parts else "Noch kein Verlauf"


def placed(points: Sequence[tuple[date, float]], around: Sequence[tuple[date, float]], area: QRectF) -> QPolygonF:
    """Points in an area that spans all points `around`; a span of nothing stands in the middle."""
    days = [day.toordinal() for day, _ in around]
    values = [value for _, value in around]
    width, height = max(days) - min(days), max(values) - min(values)
    found = QPolygonF()
    for day, value in points:
        across = (day.toordinal() - min(days)) / width if width else 0.5
        up = (value - min(values)) / height if height else 0.5
        found.append(QPointF(area.left() + across * area.width(), area.bottom() - up * area.height()))
    return found


class ValueLine(QWidget):
    """The course of an indicator: measured values as a line, the plan dashed."""

    def __init__(self, course: Course, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course = course
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(course.words())
        self.setToolTip(course.words())

    def sizeHint(self) -> QSize:
        """Room for a glance."""
        return QSize(72, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw plan and values."""
        course = self._course
        around = (*course.values, *course.plan)
        if not around:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        if len(course.plan) > 1:
            painter.setPen(QPen(theme.color("line_strong"), 1, Qt.PenStyle.DashLine))
            painter.drawPolyline(placed(course.plan, around, area))
        line = placed(course.values, around, area)
        painter.setPen(QPen(theme.color("accent"), 1.5))
        painter.drawPolyline(line)
        painter.setBrush(theme.color("accent"))
        if not line.isEmpty():
            painter.drawEllipse(line.last(), _DOT, _DOT)
