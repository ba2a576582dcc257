"""F6 and Umschalt+F6: from one part of the window to the next, instead of through every control between them.

The parts in reading order: navigation, head of the page, the panes of the page from left to right, tour, notice bar.
Each keeps its place: who comes back to a part stands where she left it.
"""

import shiboken6
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from coordinator_app.gui.main_window import MainWindow
from coordinator_app.gui.side_navigation import SideNavigation
from coordinator_app.gui.tab_order import first_stop, is_stop
from coordinator_app.gui.widgets.headers import PageHeader


class Regions(QObject):
    """Knows the parts of one window and where the focus was last in each."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._last: dict[QWidget, QWidget] = {}

    @Slot()
    def forward(self) -> None:
        """To the next part that has something to reach."""
        self._go(1)

    @Slot()
    def backward(self) -> None:
        """To the part before."""
        self._go(-1)

    def parts(self) -> list[QWidget]:
        """What the window is divided into now, in reading order."""
        window = self._window
        page = window.stack.currentWidget() if window.body.currentWidget() is window.work else None
        if page is None:
            return [part for part in (window.body.currentWidget(),) if part is not None]
        heads = [head for head in page.findChildren(PageHeader) if head.isVisible()]
        return [window.navigation, *heads[:1], *panes_of(page), *self._beside(), window.notices]

    def _beside(self) -> list[QWidget]:
        """Parts of the window beside page and navigation."""
        return [part for part in self._window.work.findChildren(QWidget, "beistand") if part.isVisible()]

    def _go(self, step: int) -> None:
        parts, focus = self.parts(), QApplication.focusWidget()
        here = next((at for at, part in enumerate(parts) if focus is not None and _holds(part, focus)), -1)
        if here >= 0 and focus is not None:
            self._last = {part: kept for part, kept in self._last.items() if part in parts}
            self._last[parts[here]] = focus
        elif step < 0:
            here = 0
        for distance in range(1, len(parts) + 1):
            part = parts[(here + step * distance) % len(parts)]
            if self._enter(part):
                return

    def _enter(self, part: QWidget) -> bool:
        """Put the focus where it was in this part, else on its first list or control; False when there is none."""
        target = self._last.get(part) if part is not self._window.navigation else None  # there the page shown counts
        if target is None or not _usable(target, part):
            target = begin_of(part)
        if target is None:
            return False
        target.setFocus(Qt.FocusReason.TabFocusReason)
        return True


def panes_of(page: QWidget | None) -> list[QWidget]:
    """The visible panes of a page from left to right; what stands beside no divider is one pane."""
    if page is None:
        return []
    outer = [found for found in page.findChildren(QSplitter) if found.isVisible() and not _inside_splitter(found, page)]
    if not outer:
        return [page]
    panes: list[QWidget] = []
    for splitter in outer:
        for index in range(splitter.count()):
            pane = splitter.widget(index)
            if pane is not None and pane.isVisible():
                panes += [pane] if not isinstance(pane, QSplitter) else panes_of(pane) or [pane]
    return panes


def _inside_splitter(widget: QWidget, page: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not page:
        if isinstance(parent, QSplitter):
            return True
        parent = parent.parentWidget()
    return False


def begin_of(part: QWidget) -> QWidget | None:
    """Where to begin in a part: at the page shown, at its first list, else at its first control; None: nowhere."""
    if isinstance(part, SideNavigation):
        known = list(part.buttons.values())
        return next((button for button in known if button.isChecked()), known[0])
    return first_stop(part, but=[head for head in part.findChildren(PageHeader) if head.isVisible()])


def _usable(widget: QWidget, part: QWidget) -> bool:
    """Whether Tab would stop here, within the part."""
    return shiboken6.isValid(widget) and is_stop(widget) and _holds(part, widget)


def _holds(part: QWidget, widget: QWidget) -> bool:
    return part is widget or part.isAncestorOf(widget)
