"""The line of a project, drawn: term, milestones as diamonds, events as circles, today."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from coordinator_app.common.german import format_date
from coordinator_app.domain.project_timeline import Look, Mark, Timeline
from coordinator_app.gui import icons, speaking, theme
from coordinator_app.gui.widgets.picture import Picture

LANES = 5
SIDE = 24
RADIUS = 8.0
_WIDEST = 176
_LOOKS = {
    Look.PLANNED: ("info_soft", "info", "clock"),
    Look.LATE: ("attention_soft", "attention", "triangle"),
    Look.REACHED: ("ok_soft", "ok", "tick"),
    Look.DROPPED: ("sunken", "text_muted", "x"),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with the place of its sign and the lane of its words (-1 = no room for words)."""

    mark: Mark
    x: float
    lane: int
    words: str
    left: float


class TimelineView(Picture):
    """`set_line(timeline)`; arrow keys walk along the marks, Enter or a click fires `activated(kind, id)`."""

    activated = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: Timeline | None = None
        self._placed: list[Placed] = []
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Zeitstrahl")

    def set_line(self, line: Timeline | None) -> None:
        """Show another line; None shows nothing."""
        self._line = line
        self._current = 0
        self._place()
        self.updateGeometry()
        self._tell()
        self.update()

    def placed(self) -> list[Placed]:
        """The marks with their places, in order of days."""
        return list(self._placed)

    # --- measures

    def _row(self) -> int:
        return QFontMetrics(theme.font("hint")).lineSpacing() + 4

    def _lanes(self) -> int:
        return max((item.lane for item in self._placed), default=0) + 1

    def _middle(self) -> float:
        return 4.0 + self._lanes() * self._row() + 8 + RADIUS

    def sizeHint(self) -> QSize:
        """As high as lanes, line and scale need."""
        return QSize(480, round(self._middle() + RADIUS + 6 + self._row() + 4))

    def minimumSizeHint(self) -> QSize:
        """May become narrow, never low."""
        return QSize(240, self.sizeHint().height())

    def _x(self, share: float) -> float:
        return SIDE + share * max(self.width() - 2 * SIDE, 1)

    def resizeEvent(self, event) -> None:  # noqa: ANN001  (Qt's own signature)
        """Find new places for the words."""
        super().resizeEvent(event)
        lanes = self._lanes()
        self._place()
        if lanes != self._lanes():
            self.updateGeometry()

    def _place(self) -> None:
        """Give every mark the lowest lane in which its words do not touch the ones before."""
        self._placed = []
        if self._line is None:
            return
        metrics = QFontMetrics(theme.font("hint"))
        widest = round(_WIDEST * theme.scale())
        ends = [float("-inf")] * LANES
        for mark in self._line.marks:
            x = self._x(self._line.share(mark.on))
            words = metrics.elidedText(mark.title, Qt.TextElideMode.ElideRight, widest)
            width = metrics.horizontalAdvance(words)
            left = min(max(x - RADIUS, 2.0), max(self.width() - width - 2.0, 2.0))
            lane = next((lane for lane, end in enumerate(ends) if end + 10 <= left), -1)
            if lane >= 0:
                ends[lane] = left + width
            self._placed.append(Placed(mark, x, lane, words, left))

    # --- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the scale, the term, today and the marks with their words."""
        if self._line is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self._middle()
        self._paint_scale(painter, self._line, middle)
        for item in self._placed:
            self._paint_leader(painter, item, middle)
        for item in self._placed:
            self._paint_words(painter, item, middle)
        for position, item in enumerate(self._placed):
            _paint_sign(painter, item, middle, current=self.hasFocus() and position == self._current)

    def _paint_scale(self, painter: QPainter, line: Timeline, middle: float) -> None:
        start = self._x(line.share(line.term_from or line.begin))
        stop = self._x(line.share(line.term_to or line.end))
        painter.setPen(QPen(theme.color("line_strong"), 1.5))
        painter.drawLine(QPointF(self._x(0), middle), QPointF(self._x(1), middle))
        if line.term_from or line.term_to:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(start, middle - 2, max(stop - start, 2), 4), 2, 2)
        painter.setFont(theme.font("hint", tabular=True))
        metrics = QFontMetrics(painter.font())
        bottom, free = middle + RADIUS + 6, float("-inf")
        for day, label in line.ticks:
            x = self._x(line.share(day))
            width = metrics.horizontalAdvance(label)
            painter.setPen(QPen(theme.color("line_strong"), 1))
            painter.drawLine(QPointF(x, middle), QPointF(x, middle + RADIUS + 3))
            left = min(max(x - width / 2, 0), self.width() - width)
            if left > free + 8:
                painter.setPen(theme.color("text_muted"))
                area = QRectF(left, bottom, width + 2, self._row())
                painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, label)
                free = left + width
        if line.today is not None:
            x = self._x(line.share(line.today))
            painter.setPen(QPen(theme.color("accent"), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, 2), QPointF(x, middle + RADIUS + 3))

    def _paint_leader(self, painter: QPainter, item: Placed, middle: float) -> None:
        if item.lane >= 0:
            bottom = middle - RADIUS - 8 - item.lane * self._row()
            painter.setPen(QPen(theme.color("line_strong"), 1))
            painter.drawLine(QPointF(item.x, bottom - 2), QPointF(item.x, middle - RADIUS))

    def _paint_words(self, painter: QPainter, item: Placed, middle: float) -> None:
        if item.lane < 0:
            return
        row = self._row()
        top = middle - RADIUS - 8 - (item.lane + 1) * row
        width = QFontMetrics(theme.font("hint")).horizontalAdvance(item.words)
        area = QRectF(item.left, top, width + 2, row)
        painter.fillRect(area.adjusted(-2, 1, 2, -1), theme.color("raised"))
        painter.setFont(theme.font("hint"))
        painter.setPen(theme.color("text"))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, item.words)

    # --- walking along

    def _tell(self) -> None:
        if self._line is None:
            return
        words = self._line.sentence()
        if self._current < len(self._placed):
            words = f"{_words(self._placed[self._current].mark)}. {words}"
        speaking.describe(self, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys choose a mark, Enter opens it."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self._placed:
            last = len(self._placed) - 1
            self._current = max(0, min(last, self._current + steps[Qt.Key(event.key())]))
            self._tell()
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._placed:
            self._activate(self._current)
        else:
            super().keyPressEvent(event)

    def _activate(self, position: int) -> None:
        mark = self._placed[position].mark
        self.activated.emit(mark.kind, mark.id)

    def mark_at(self, position: QPointF) -> int | None:
        """Which of the marks stands here."""
        middle, row = self._middle(), self._row()
        for at, item in enumerate(self._placed):
            sign = QRectF(item.x - 12, middle - 12, 24, 24)
            top = middle - RADIUS - 8 - (item.lane + 1) * row
            words = QRectF(item.left, top, _WIDEST * theme.scale(), row) if item.lane >= 0 else QRectF()
            if sign.contains(position) or words.contains(position):
                return at
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the mark under the mouse."""
        found = self.mark_at(event.position())
        if found is not None:
            self._current = found
            self._tell()
            self.update()
            self._activate(found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what the mark under the mouse is."""
        found = self.mark_at(event.position())
        tip = "" if found is None else _words(self._placed[found].mark)
        QToolTip.showText(event.globalPosition().toPoint(), tip, self)


def _words(mark: Mark) -> str:
    return f"{format_date(mark.on)} {mark.title} ({mark.words})"


def _paint_sign(painter: QPainter, item: Placed, middle: float, *, current: bool) -> None:
    ground, ink, name = _LOOKS[item.mark.look]
    painter.setPen(QPen(theme.color("focus" if current else ink), 3 if current else 1.5))
    painter.setBrush(theme.color(ground))
    center = QPointF(item.x, middle)
    if item.mark.kind == "milestone":
        reach = RADIUS + 2
        corners = [QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)]
        painter.drawPolygon(QPolygonF([center + corner for corner in corners]))
    else:
        painter.drawEllipse(center, RADIUS, RADIUS)
    icons.paint_in(painter, name, QRectF(item.x - 5, middle - 5, 10, 10), theme.color(ink))
