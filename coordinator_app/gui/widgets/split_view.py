"""List and detail side by side; below a width the detail replaces the list with „Zurück“."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QSplitter, QSplitterHandle, QVBoxLayout, QWidget

from coordinator_app.gui import theme
from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.widgets.buttons import LinkButton

LIST_MIN, DETAIL_MIN = 320, 480
LIST_SHARE = 0.36  # of a wide window, until the user divides it otherwise
_GRAB = 7


class _Handle(QSplitterHandle):
    """A line of one pixel with a grip, seven pixels to grab."""

    def sizeHint(self) -> QSize:
        return QSize(_GRAB, _GRAB)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = theme.color("line")
        area = self.rect()
        painter.fillRect(area, theme.color("surface"))
        if self.orientation() == Qt.Orientation.Horizontal:
            painter.fillRect(area.center().x(), 0, 1, area.height(), line)
            grip = QRectF(area.center().x() - 2, area.center().y() - 16, 5, 32)
        else:
            painter.fillRect(0, area.center().y(), area.width(), 1, line)
            grip = QRectF(area.center().x() - 16, area.center().y() - 2, 32, 5)
        painter.fillRect(grip, line)


class Splitter(QSplitter):
    """A splitter with the line and grip of the design; panes do not collapse."""

    def __init__(self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(_GRAB)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        """The handle drawn by us."""
        return _Handle(self.orientation(), self)

    def shift(self, by: int) -> None:
        """Move the line behind the first pane, as the mouse does."""
        self.moveSplitter(self.sizes()[0] + by, 1)


def shift_division(within: QWidget, by: int) -> None:
    """Move the line of the parts that hold the focus by pixels; of the first ones in sight when none does."""
    around = QApplication.focusWidget()
    while around is not None and not isinstance(around, Splitter):
        around = around.parentWidget()
    shown = [each for each in within.findChildren(Splitter) if each.isVisible() and min(each.sizes()) > 0]
    found = around if isinstance(around, Splitter) else next(iter(shown), None)
    if found is not None and len(found.sizes()) > 1:
        found.shift(by)


class SplitView(QWidget):
    """`SplitView(list_pane, detail_pane, name="projects", state=context.settings)`.

    The division is remembered under `name`. In a narrow window only one side shows: call `show_detail()`
    when a record is opened; the user comes back by „Zurück“ (or Esc), then `left_detail` fires.
    `list_share` of a wide window is the list's until the user divides it otherwise; `detail_min` is the room the
    detail needs beside the list: with less it takes the list's place.
    Nothing selected: `set_detail_empty(True)` lets the list have all the room. `list_head` are widgets above the
    list (its filters): they go with it when the detail takes its place.
    """

    left_detail = Signal()

    def __init__(
        self,
        list_pane: QWidget,
        detail_pane: QWidget,
        *,
        name: str,
        state: LocalState | None = None,
        list_width: int = 440,
        list_share: float = LIST_SHARE,
        detail_min: int = DETAIL_MIN,
        back_text: str = "Zurück zur Liste",
        list_head: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._state = name, state
        self._share = list_share
        self._narrow = False
        self._detail_shown = False
        self._detail_empty = self._bare = False
        self._list, self._list_head = list_pane, list_head
        list_pane.setMinimumWidth(LIST_MIN)
        self._detail = QWidget()
        theme.mark(self._detail, flaeche="surface")
        self._detail_min = detail_min
        self._detail.setMinimumWidth(DETAIL_MIN)
        column = QVBoxLayout(self._detail)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._back_row = QWidget()
        self.back_button = LinkButton(back_text, "chevron-left")
        self._build_back_row()
        column.addWidget(self._back_row)
        column.addWidget(detail_pane, 1)
        self.splitter = Splitter()
        self._build_splitter(list_width)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it may become too narrow for both panes
        outer.addWidget(self.splitter)

    def _build_back_row(self) -> None:
        back_line = QHBoxLayout(self._back_row)
        back_line.setContentsMargins(24, 12, 24, 0)
        self.back_button.clicked.connect(self.show_list)
        back_line.addWidget(self.back_button)
        back_line.addStretch(1)
        self._back_row.hide()

    def _build_splitter(self, list_width: int) -> None:
        self.splitter.addWidget(self._list)
        self.splitter.addWidget(self._detail)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([list_width, 10_000])
        self._list_width = list_width
        self._divided = self._state is not None and self._state.restore_splitter(self._name, self.splitter)
        self.splitter.splitterMoved.connect(self._on_moved)

    def is_narrow(self) -> bool:
        """Whether only one side has room."""
        return self._narrow

    def show_detail(self) -> None:
        """A record was opened: in a narrow window the detail takes the list's place, and the focus goes with it."""
        self._detail_shown = True
        now = QApplication.focusWidget()
        beside = now is not None and any(each.isAncestorOf(now) for each in (self._list, *self._list_head))
        if beside and self._narrow and not self._detail_empty:
            self._detail.show()
            self._back_row.show()
            self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arrange()

    @Slot()
    def show_list(self) -> None:
        """Back to the list; does nothing visible where both sides have room."""
        was_shown, self._detail_shown = self._detail_shown, False
        self._arrange()
        if was_shown:
            self._list.setFocus()
            self.left_detail.emit()

    def set_detail_empty(self, empty: bool, *, bare: bool = False) -> None:
        """Give the list all the room while there is nothing to show beside it (an empty list).

        `bare`: nothing is there at all, so there is nothing to filter either.
        """
        if (empty, bare) != (self._detail_empty, self._bare):
            self._detail_empty, self._bare = empty, bare
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide whether both sides have room."""
        super().resizeEvent(event)
        self._measure()
        if not self._divided and not self._narrow:
            wanted = max(self._list_width, round(self.width() * self._share))
            self.splitter.setSizes([wanted, self.width() - wanted - _GRAB])

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room."""
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._measure()

    def _measure(self) -> None:
        narrow = self.width() < round((LIST_MIN + self._detail_min) * theme.scale()) + _GRAB
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()

    def minimumSizeHint(self) -> QSize:
        """One pane must fit, not both."""
        return QSize(LIST_MIN, 200)

    def _arrange(self) -> None:
        self._back_row.setVisible(self._narrow)
        detail = not self._detail_empty and (not self._narrow or self._detail_shown)
        in_sight = not self._narrow or not detail
        self._list.setVisible(in_sight)
        for part in self._list_head:
            part.setVisible(in_sight and not self._bare)
        self._detail.setVisible(detail)

    @Slot(int, int)
    def _on_moved(self, _position: int, _index: int) -> None:
        self._divided = True
        if self._state is not None and not self._narrow:
            self._state.save_splitter(self._name, self.splitter)
