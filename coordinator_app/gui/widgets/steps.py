"""Step bar, red thread and date leaf: drawn pieces that show where something stands."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from coordinator_app.common.german import MONTHS, format_weekday_date
from coordinator_app.domain.red_thread import ThreadNode
from coordinator_app.gui import icons, theme

_CIRCLE, _CONNECTOR, _GAP, _MARGIN = 22, 24, 8, 3


class _Step(QAbstractButton):
    """One step: circle with number or tick, and its word."""

    def __init__(self, number: int, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = number
        self.state = "later"
        self.connected = number > 1
        self.connector = _CONNECTOR
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, state: str) -> None:
        self.state = state
        spoken = {"done": "erledigt", "now": "aktueller Schritt", "later": "noch offen"}[state]
        self.setAccessibleName(f"Schritt {self.number}: {self.text()}, {spoken}")
        self.updateGeometry()
        self.update()

    def _before(self) -> int:
        return self.connector + 2 * _GAP if self.connected else 0

    def wanted(self) -> int:
        """Width with the usual connector."""
        font = theme.font("strong" if self.state == "now" else "body")
        before = _CONNECTOR + 2 * _GAP if self.connected else 0
        return before + _CIRCLE + _GAP + QFontMetrics(font).horizontalAdvance(self.text()) + 2

    def sizeHint(self) -> QSize:
        shorter = _CONNECTOR - self.connector if self.connected else 0
        return QSize(self.wanted() - shorter, theme.height(28))

    def focus_rect(self) -> QRect:
        """Circle and word without the connector."""
        return self.rect().adjusted(self._before(), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if self.connected:
            painter.setPen(QPen(theme.color("line_strong"), 1))
            painter.drawLine(QPointF(_GAP, middle), QPointF(_GAP + self.connector, middle))
        circle = QRectF(self._before(), middle - _CIRCLE / 2, _CIRCLE, _CIRCLE)
        now, done = self.state == "now", self.state == "done"
        painter.setPen(QPen(theme.color("accent" if now or done else "line_strong"), 1.2))
        painter.setBrush(theme.color("accent") if now else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle.adjusted(0.6, 0.6, -0.6, -0.6))
        if done:
            icons.paint(painter, "tick", circle.adjusted(4, 4, -4, -4), "accent")
        else:
            painter.setFont(theme.font("chip" if now else "hint"))
            painter.setPen(theme.color("text_on_accent" if now else "text_muted"))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.setFont(theme.font("strong" if now else "body"))
        painter.setPen(theme.color("text" if now or self.underMouse() else "text_muted"))
        words = QRectF(circle.right() + _GAP, 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())


class StepBar(QWidget):
    """`StepBar(["Vorbereiten", "Einladen", …])`; `set_current(1)` marks the second as now, those before as done.

    It is navigation: each step takes the focus, `activated(index)` fires on click, Enter or Space.
    """

    activated = Signal(int)

    def __init__(self, steps: Sequence[str], current: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[_Step] = []
        self._current = current
        line = QHBoxLayout(self)
        line.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        line.setSpacing(0)
        for number, text in enumerate(steps, 1):
            step = _Step(number, text, self)
            step.clicked.connect(self._on_step_clicked)
            self._steps.append(step)
            line.addWidget(step)
        line.addStretch(1)
        self.set_current(current)

    def current(self) -> int:
        """Position of the step that is now."""
        return self._current

    def set_current(self, index: int, done: Sequence[int] | None = None) -> None:
        """Mark a step as now; `done` names the finished ones (usually all before it)."""
        self._current = index
        finished = set(range(index)) if done is None else set(done)
        for position, step in enumerate(self._steps):
            step.set_state("now" if position == index else "done" if position in finished else "later")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the lines between the steps give way first."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = max(1, len(self._steps) - 1)
        excess = sum(step.wanted() for step in self._steps) + 2 * _MARGIN - self.width()
        connector = max(0, _CONNECTOR - max(0, -(-excess // lines)))
        for step in self._steps:
            if step.connector != connector:
                step.connector = connector
                step.updateGeometry()
                step.update()

    @Slot()
    def _on_step_clicked(self) -> None:
        step = self.sender()
        if isinstance(step, _Step):
            self.activated.emit(step.number - 1)


class _Node(QAbstractButton):
    """A station with its caption, ring and label."""

    RING = 12
    WIDEST, LEAST = 260, 44  # pixels of a label: as many as let all stations fit
    TIGHT = 60  # below it the current station says no more than the others

    def __init__(self, node: ThreadNode, add: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.node = node
        self.words = node.label or add
        self.next_state = ""
        self.widest = self.WIDEST
        self.setText(self.words)
        spoken = {"reached": "vorhanden", "current": "hier", "missing": "fehlt noch"}[node.state]
        self.setAccessibleName(f"{node.caption}: {self.words or 'nichts'}, {spoken}")
        can_go = node.state == "reached" or (node.state == "missing" and bool(add))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can_go else Qt.FocusPolicy.NoFocus)
        self.setEnabled(can_go or node.state == "current")
        if can_go:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _label_font(self) -> QFont:
        font = theme.font("label")
        if self.node.state == "current":
            font.setWeight(QFont.Weight.DemiBold)
        font.setUnderline(self.node.state == "missing" or (self.node.state == "reached" and self.underMouse()))
        return font

    def _heights(self) -> tuple[int, int, int]:
        caption = QFontMetrics(theme.font("caption")).lineSpacing()
        label = QFontMetrics(theme.font("label")).lineSpacing()
        return caption, self.RING + 4, label

    def sizeHint(self) -> QSize:
        caption, _ = self._widths()
        label = QFontMetrics(self._label_font()).horizontalAdvance(self._shown_label())
        return QSize(max(caption, label, self.RING) + self._gap(self.widest), sum(self._heights()) + 2)

    def _widths(self) -> tuple[int, int]:
        """Of the caption and of the whole label."""
        caption = QFontMetrics(theme.font("caption")).horizontalAdvance(self.node.caption)
        return caption, QFontMetrics(self._label_font()).horizontalAdvance(self.words)

    def _gap(self, widest: int) -> int:
        return min(20, max(4, widest // 8))

    def _room(self, widest: int) -> int:
        """The current station may say more than the others."""
        return widest + min(60, max(0, widest - self.TIGHT)) if self.node.state == "current" else widest

    def measure(self) -> Callable[[int], int]:
        """What the station takes at most, by the pixels its label may have."""
        caption, label = self._widths()
        return lambda widest: max(caption, min(label, self._room(widest)), self.RING) + self._gap(widest)

    def shorten(self, widest: int) -> None:
        """Show at most so many pixels of the label; the tooltip then has all of it."""
        self.widest = widest
        self.setToolTip(self.words if self._shown_label() != self.words else "")
        self.updateGeometry()

    def _shown_label(self) -> str:
        """The label, shortened when it would push the other stations out of sight."""
        room = self._room(self.widest)
        return QFontMetrics(self._label_font()).elidedText(self.words, Qt.TextElideMode.ElideRight, room)

    def focus_rect(self) -> QRect:
        """The label."""
        upper, ring, label = self._heights()
        width = QFontMetrics(self._label_font()).horizontalAdvance(self._shown_label())
        return QRect(0, upper + ring, width, label)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        upper, ring, lower = self._heights()
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text_muted"))
        painter.drawText(QRectF(0, 0, self.width(), upper), left, self.node.caption)
        middle = upper + ring / 2
        missing = self.node.state == "missing"
        if self.next_state:
            if "missing" in {self.next_state, self.node.state}:
                painter.setPen(QPen(theme.color("line_strong"), 1, Qt.PenStyle.DashLine))
            else:
                painter.setPen(QPen(theme.color("thread"), 2))
            painter.drawLine(QPointF(self.RING, middle), QPointF(self.width(), middle))
        ink = theme.color("line_strong" if missing else "thread")
        painter.setPen(QPen(ink, 2))
        painter.setBrush(ink if self.node.state == "current" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(1, middle - self.RING / 2 + 1, self.RING - 2, self.RING - 2))
        painter.setFont(self._label_font())
        painter.setPen(theme.color("link" if missing else "text"))
        painter.drawText(QRectF(0, upper + ring, self.width(), lower), left, self._shown_label())


class RedThread(QScrollArea):
    """Befund › Bedarf › Priorität › Projekt … as a red line with stations; scrolls when narrow.

    `node_activated(kind, id)` fires for a reached station, `add_wanted(position)` for „+ anlegen“.
    """

    node_activated = Signal(str, int)
    add_wanted = Signal(int)

    def __init__(
        self,
        nodes: Sequence[ThreadNode] = (),
        add: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Roter Faden")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._nodes: list[_Node] = []
        self._inner = QWidget()
        self.setWidget(self._inner)
        for part in (self.viewport(), self._inner):  # it lies on cards too
            part.setAutoFillBackground(False)
        self._line = QHBoxLayout(self._inner)
        self._line.setContentsMargins(3, 3, 3, 3)
        self._line.setSpacing(0)
        self.set_nodes(nodes, add)

    def set_nodes(self, nodes: Sequence[ThreadNode], add: Mapping[str, str] | None = None) -> None:
        """Show these stations in their order; `add` has by caption what a missing one offers."""
        while self._line.count():
            item = self._line.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._nodes = [_Node(node, (add or {}).get(node.caption, ""), self._inner) for node in nodes]
        for position, button in enumerate(self._nodes):
            if position + 1 < len(nodes):
                button.next_state = nodes[position + 1].state
            button.clicked.connect(self._on_node_clicked)
            self._line.addWidget(button)
            button.show()
        self._line.addStretch(1)
        self._fit()
        self.updateGeometry()
        self._show_current()

    def count(self) -> int:
        """How many stations there are."""
        return len(self._nodes)

    def button(self, position: int) -> QWidget:
        """The widget of a station: where a menu belongs."""
        return self._nodes[position]

    def sizeHint(self) -> QSize:
        """As high as the stations."""
        height = max((node.sizeHint().height() for node in self._nodes), default=44)
        return QSize(320, height + 8)

    def minimumSizeHint(self) -> QSize:
        """It may become narrow, never lower."""
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current station in sight."""
        super().resizeEvent(event)
        self._fit()
        self._show_current()

    def _fit(self) -> None:
        """Shorten long labels just so far that all stations are in sight, within reason."""
        stations = [node.measure() for node in self._nodes]
        least, widest = _Node.LEAST, _Node.WIDEST
        while least < widest:
            tried = (least + widest + 1) // 2
            if sum(station(tried) for station in stations) + 6 <= self.width():
                least = tried
            else:
                widest = tried - 1
        for node in self._nodes:
            node.shorten(least)

    def _show_current(self) -> None:
        for button in self._nodes:
            if button.node.state == "current":
                self.ensureWidgetVisible(button, 120, 0)

    @Slot()
    def _on_node_clicked(self) -> None:
        button = self.sender()
        if not isinstance(button, _Node):
            return
        if button.node.state == "missing":
            self.add_wanted.emit(self._nodes.index(button))
        elif button.node.state == "reached":
            self.node_activated.emit(button.node.kind, button.node.id)


_WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


class DateLeaf(QLabel):
    """A calendar leaf with weekday, day and month (64×72)."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = day
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_day(day)

    def set_day(self, day: date) -> None:
        """Show another day."""
        self._day = day
        self.setAccessibleName(format_weekday_date(day))
        self.setToolTip(format_weekday_date(day))
        self.update()

    def sizeHint(self) -> QSize:
        """64×72, or more for large text."""
        lines = QFontMetrics(theme.font("title")).height() + 2 * QFontMetrics(theme.font("hint")).height()
        return QSize(64, max(72, lines + 12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the leaf."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(area, 4, 4)
        head = max(22.0, QFontMetrics(theme.font("hint")).height() + 4.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(QRectF(0, 0, self.width(), head), 4, 4)
        painter.drawRect(QRectF(0, head - 4, self.width(), 4))
        center = Qt.AlignmentFlag.AlignCenter
        painter.setFont(theme.font("chip"))
        painter.setPen(theme.color("text_on_accent"))
        painter.drawText(QRectF(0, 0, self.width(), head), center, _WEEKDAYS[self._day.weekday()])
        foot = QFontMetrics(theme.font("hint")).height() + 6.0
        painter.setFont(theme.font("title", tabular=True))
        painter.setPen(theme.color("text"))
        painter.drawText(QRectF(0, head, self.width(), self.height() - head - foot + 2), center, str(self._day.day))
        painter.setFont(theme.font("hint"))
        painter.setPen(theme.color("text_muted"))
        painter.drawText(QRectF(0, self.height() - foot, self.width(), foot - 4), center, month_short(self._day))


def month_short(day: date) -> str:
    """„Nov.“, „Mai“: the month as calendars shorten it."""
    name = MONTHS[day.month - 1]
    return name if len(name) <= 4 else f"{name[:3]}."
