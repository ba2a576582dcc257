"""The window for the projector: large type, follows the running meeting, closed by Esc."""

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QColor, QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from coordinator_app.common.clock import Clock, local
from coordinator_app.gui import theme
from coordinator_app.services.presentation import PresentationView, Scene, Shown

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_LEAST = 12  # pixels of the smallest type
_SHARE_OF_TEXT = 0.5  # what the minutes get beside one resolution
_VERDICTS = {True: "ok", False: "attention", None: "info"}


class PresentationWindow(QWidget):
    """`show_view(view)`; `closed` when it was closed. It never takes the focus from the live view by itself."""

    closed = Signal()

    def __init__(self, clock: Clock, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._clock, self._menu = clock, menu
        self._view: PresentationView | None = None
        self._time = ""
        self.setWindowTitle("Ansicht für den Beamer – KPR-Arbeitsplatz")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Ansicht für den Beamer")
        self.setMinimumSize(480, 300)
        self.resize(960, 540)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._on_tick)
        self._on_tick()
        self._tick.start()

    def show_view(self, view: PresentationView) -> None:
        """Show another state of the meeting."""
        if view != self._view:
            self._view = view
            self.setAccessibleDescription(view.spoken)
            self.update()

    def view(self) -> PresentationView | None:
        """What is shown."""
        return self._view

    # --- window

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, F11 fills the screen or not."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What it shows, and where."""
        self._menu.popup(event.globalPos())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that it is gone."""
        super().closeEvent(event)
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Other colours after a change of the look."""
        if theme.is_look_change(event):
            self.update()
        super().changeEvent(event)

    @Slot()
    def _on_tick(self) -> None:
        words = f"{local(self._clock.now()):%H:%M}"
        if words != self._time:
            self._time = words
            self.update(0, 0, self.width(), self.height() // 5)  # the clock stands in the head

    # --- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title and clock, the item in large type, the progress line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("surface"))
        unit = max(3.0, min(self.width() / 160, self.height() / 90))
        edge = round(unit * 6)
        head = QRect(edge, round(unit * 4), self.width() - 2 * edge, round(unit * 7))
        foot = QRect(edge, self.height() - round(unit * 14), head.width(), round(unit * 11))
        middle = QRect(edge, head.bottom() + round(unit * 4), head.width(), 0)
        middle.setBottom(foot.top() - round(unit * 3))
        self._head(painter, head, unit)
        if self._view is not None:
            self._foot(painter, foot, unit, self._view)
            self._middle(painter, middle, unit, self._view)
        painter.end()

    def _head(self, painter: QPainter, area: QRect, unit: float) -> None:
        painter.setFont(_font(unit * 6, strong=True))
        painter.setPen(theme.color("text"))
        width = painter.fontMetrics().horizontalAdvance("00:00") + 4
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._time)
        painter.setFont(_font(unit * 3.4))
        painter.setPen(theme.color("text_muted"))
        words = self._view.title if self._view is not None else ""
        room = area.adjusted(0, 0, -width - round(unit * 4), 0)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.fillRect(area.left(), area.bottom() + round(unit * 1.5), area.width(), 2, theme.color("line"))

    def _foot(self, painter: QPainter, area: QRect, unit: float, view: PresentationView) -> None:
        bar = QRect(area.left(), area.top(), area.width(), max(4, round(unit * 1.2)))
        count = len(view.steps)
        if count:
            gap = 3 if count <= bar.width() // 8 else 0
            for place, step in enumerate(view.steps):
                left = bar.left() + bar.width() * place // count
                right = bar.left() + bar.width() * (place + 1) // count
                role = "accent" if step.current else "accent_soft" if step.passed else "sunken"
                painter.fillRect(left, bar.top(), max(1, right - left - gap), bar.height(), theme.color(role))
        painter.setFont(_font(unit * 3))
        painter.setPen(theme.color("text_muted"))
        line = area.adjusted(0, bar.height() + round(unit * 1.5), 0, 0)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, view.position)
        width = painter.fontMetrics().horizontalAdvance(view.position) + round(unit * 6)
        room = line.adjusted(width, 0, 0, 0)
        shown = painter.fontMetrics().elidedText(view.following, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, shown)

    def _middle(self, painter: QPainter, area: QRect, unit: float, view: PresentationView) -> None:
        quiet = view.scene is not Scene.ITEM or not (view.resolutions or view.text)
        top = area.top()
        if view.number:
            painter.setFont(_font(unit * 4.5, strong=True))
            painter.setPen(theme.color("accent"))
            painter.drawText(area.left(), top + painter.fontMetrics().ascent(), view.number)
            top += round(painter.fontMetrics().height() * 1.1)
        share = 0.62 if quiet else 0.32
        room = QRect(area.left(), top, area.width(), round(area.height() * share))
        top = _write(painter, room, view.heading, unit * (11 if quiet else 7), "text", strong=True)
        if view.words:
            room = QRect(area.left(), top + round(unit * 2), area.width(), area.bottom() - top)
            top = _write(painter, room, view.words, unit * 4.2, "text_muted")
        top += round(unit * 4)
        for place, shown in enumerate(view.resolutions):
            left = len(view.resolutions) - place + (_SHARE_OF_TEXT if view.text else 0)
            room = QRect(area.left(), top, area.width(), max(0, round((area.bottom() - top) / left)))
            top = self._resolution(painter, room, unit, shown) + round(unit * 2.5)
        if view.text:
            _write(painter, QRect(area.left(), top, area.width(), area.bottom() - top), view.text, unit * 4, "text")

    def _resolution(self, painter: QPainter, area: QRect, unit: float, shown: Shown) -> int:
        verdict = round(min(unit * 13, area.height() * 0.4)) if shown.verdict else 0
        painter.setFont(_font(unit * 3.2, strong=True))
        painter.setPen(theme.color("text_muted"))
        painter.drawText(area.left(), area.top() + painter.fontMetrics().ascent(), shown.label)
        top = area.top() + round(painter.fontMetrics().height() * 1.3)
        room = QRect(area.left(), top, area.width(), max(0, area.bottom() - top - verdict - round(unit * 2)))
        top = _write(painter, room, shown.wording, unit * (5 if shown.verdict else 6), "text")
        if not shown.verdict:
            return top
        role = _VERDICTS[shown.adopted]
        band = QRect(area.left(), top + round(unit * 2), area.width(), verdict)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{role}_soft"))
        painter.drawRoundedRect(band, unit, unit)
        painter.fillRect(band.left(), band.top(), round(unit), band.height(), theme.color(role))
        inner = band.adjusted(round(unit * 3), round(unit), -round(unit * 2), -round(unit))
        half = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        _write(painter, half, shown.verdict, unit * 5, role, strong=True)
        _write(painter, half.translated(0, half.height()), shown.sentence, unit * 3.6, "text")
        return band.bottom()


def _font(pixels: float, *, strong: bool = False) -> QFont:
    found = theme.font("strong" if strong else "body", tabular=True)
    found.setPixelSize(max(_LEAST, round(pixels)))
    return found


def _write(painter: QPainter, area: QRect, words: str, pixels: float, role: str, *, strong: bool = False) -> int:
    """Words in the largest type up to `pixels` that fits the area; returns where they end."""
    if not words or area.height() <= 0:
        return area.top()
    size = pixels
    while size > _LEAST and _height(words, area.width(), size, strong=strong) > area.height():
        size *= 0.92
    painter.setFont(_font(size, strong=strong))
    ink: QColor = theme.color(role)
    painter.setPen(ink)
    painter.drawText(area, int(_WRAP), words)
    return area.top() + min(area.height(), _height(words, area.width(), size, strong=strong))


def _height(words: str, width: int, pixels: float, *, strong: bool) -> int:
    metrics = QFontMetrics(_font(pixels, strong=strong))
    return metrics.boundingRect(QRect(0, 0, width, 100_000), int(_WRAP), words).height()
