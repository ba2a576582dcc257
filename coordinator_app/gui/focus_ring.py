"""The focus ring of buttons, links, tabs and steps: two pixels, drawn one pixel outside their shape.

A style sheet cannot draw outside a widget, so one transparent overlay follows the focus. Fields show their
focus by their own border and lists by their current row; they get no ring.
"""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QSplitter, QTabBar, QWidget

_WIDTH, _GAP = 2, 1
_MARGIN = _WIDTH + _GAP


@runtime_checkable
class ShowsFocus(Protocol):
    """A widget of our own that wants the ring around a part of itself."""

    def focus_rect(self) -> QRect:
        """The part the ring surrounds, in the widget's coordinates."""
        ...


class FocusRing(QWidget):
    """The overlay; lives beside the focused widget, or further out where its parent is too tight for the ring."""

    def __init__(self, target: QWidget, color: Callable[[], QColor]) -> None:
        super().__init__(_host(target))
        self._target = target
        self._color = color
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setObjectName("fokusring")
        around: QWidget | None = target
        while around is not None and around is not self.parentWidget():
            around.installEventFilter(self)
            around = around.parentWidget()
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow moves and changes of the focused widget."""
        if event.type() in {
            QEvent.Type.Move,
            QEvent.Type.Resize,
            QEvent.Type.Show,
            QEvent.Type.Hide,
            QEvent.Type.KeyRelease,
            QEvent.Type.MouseButtonRelease,
            QEvent.Type.UpdateRequest,
        }:
            self._follow()
        return False

    def _follow(self) -> None:
        target = self._target
        if not shiboken6.isValid(target) or not target.isVisible():
            self.hide()
            return
        area = target.focus_rect() if isinstance(target, ShowsFocus) else target.rect()
        if isinstance(target, QTabBar):
            area = target.tabRect(target.currentIndex())
        host = self.parentWidget()
        if host is not None:
            area.translate(target.mapTo(host, QPoint(0, 0)))
        self.setGeometry(area.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._color(), _WIDTH))
        half = _WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 6, 6)


def _host(target: QWidget) -> QWidget | None:
    """The nearest ancestor with room for the ring; never beyond a scroll area, whose edge must hide it."""
    host = target.parentWidget()
    ring = QRect(QPoint(0, 0), target.size()).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
    while host is not None and not host.isWindow() and not isinstance(host.parentWidget(), QAbstractScrollArea):
        if host.rect().contains(ring.translated(target.mapTo(host, QPoint(0, 0)))):
            break
        host = host.parentWidget()
    return host


class FocusWatcher(QObject):
    """Puts the ring around whatever takes the focus, as long as its owner keeps it."""

    def __init__(self, application: QApplication, color: Callable[[], QColor]) -> None:
        super().__init__()
        self._color = color
        self._ring: FocusRing | None = None
        application.focusChanged.connect(self._on_focus_changed)

    @property
    def ring(self) -> FocusRing | None:
        """The ring shown now."""
        return self._ring

    @Slot("QWidget*", "QWidget*")
    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        self.follow(now)

    def follow(self, now: QWidget | None) -> None:
        """Put the ring around this widget if the ring is its sign of focus; else take it away."""
        if self._ring is not None:
            if shiboken6.isValid(self._ring):
                self._ring.hide()
                self._ring.deleteLater()
            self._ring = None
        if now is not None and wants_ring(now):
            self._ring = FocusRing(now, self._color)


def wants_ring(widget: QWidget) -> bool:
    """Whether the ring is this widget's sign of focus."""
    parent = widget.parentWidget()
    if parent is None or isinstance(parent, QSplitter):
        return False
    return isinstance(widget, QAbstractButton | QTabBar | ShowsFocus)
