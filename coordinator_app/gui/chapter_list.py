"""The chapters of a report with a tick each, in an order that can be changed by mouse and keys."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from coordinator_app.domain.report_chapters import ChapterState
from coordinator_app.gui import theme

_KEY = Qt.ItemDataRole.UserRole
_ROW, _LIST = 30, 300


class ChapterList(QListWidget):
    """`ticked(key, on)` when a chapter is taken in or left out, `chosen(key)` when it is shown.

    With `movable` it can be dragged or moved by Alt+Up/Down: `arranged(keys)` gives all chapters in the new order.
    """

    ticked = Signal(str, bool)
    chosen = Signal(str)
    arranged = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, movable: bool = False) -> None:
        super().__init__(parent)
        self.setAccessibleName("Kapitel des Berichts")
        theme.mark(self, rolle="zeilen")
        self.setMinimumWidth(_LIST)
        self.setMaximumWidth(_LIST)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._filling = False
        self._movable = movable
        self.itemChanged.connect(self._on_ticked)
        self.currentItemChanged.connect(self._on_current)
        if movable:
            self.setAccessibleDescription("Alt+Pfeil nach oben oder unten verschiebt das Kapitel.")
            self.setDefaultDropAction(Qt.DropAction.MoveAction)
            # Told when the event is over: whoever hears it fills the list anew.
            self._dropped = QTimer(self)
            self._dropped.setSingleShot(True)
            self._dropped.setInterval(0)
            self._dropped.timeout.connect(self._tell_order)
            self.model().rowsMoved.connect(self._dropped.start)

    def fill(self, states: Sequence[ChapterState], key: str, *, editable: bool) -> None:
        """Show these chapters, `key` chosen (the first when there is none of it), without signals."""
        self._filling = True
        place = self.verticalScrollBar().value()
        self.clear()
        for state in states:
            item = self._item(state, editable=editable)
            self.addItem(item)
            if state.chapter.key == key:
                self.setCurrentItem(item)
        if self.currentItem() is None:
            self.setCurrentRow(0)
        self.verticalScrollBar().setValue(place)
        can_move = self._movable and editable
        mode = QAbstractItemView.DragDropMode.InternalMove if can_move else QAbstractItemView.DragDropMode.NoDragDrop
        self.setDragDropMode(mode)
        self._filling = False

    def _item(self, state: ChapterState, *, editable: bool) -> QListWidgetItem:
        item = QListWidgetItem(state.heading + ("  ·  eigener Text" if state.text else ""))
        item.setData(_KEY, state.chapter.key)
        item.setToolTip(f"{state.heading}: {state.chapter.generated}")
        item.setSizeHint(QSize(0, theme.height(_ROW)))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if editable:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if editable and self._movable:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        item.setFlags(flags)
        item.setCheckState(Qt.CheckState.Checked if state.included else Qt.CheckState.Unchecked)
        return item

    def key(self) -> str:
        """The key of the chapter chosen."""
        item = self.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def keys(self) -> list[str]:
        """All chapters in their order."""
        return [str(self.item(row).data(_KEY)) for row in range(self.count())]

    def shift(self, steps: int) -> None:
        """Move the chapter chosen up (negative) or down."""
        keys, row = self.keys(), self.currentRow()
        target = row + steps
        if self.dragDropMode() is QAbstractItemView.DragDropMode.InternalMove and 0 <= target < len(keys):
            keys.insert(target, keys.pop(row))
            self.arranged.emit(keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move the chapter."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shift(step)
        else:
            super().keyPressEvent(event)

    @Slot()
    def _tell_order(self) -> None:
        if not self._filling:
            self.arranged.emit(self.keys())

    @Slot(QListWidgetItem)
    def _on_ticked(self, item: QListWidgetItem) -> None:
        if not self._filling:
            self.ticked.emit(str(item.data(_KEY)), item.checkState() is Qt.CheckState.Checked)

    @Slot()
    def _on_current(self) -> None:
        if not self._filling and self.key():
            self.chosen.emit(self.key())
