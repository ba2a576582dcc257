"""The popup of editors with several entries: a search line over check boxes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from coordinator_app.gui import theme
from coordinator_app.gui.widgets.filter_row import SearchField

Pairs = Sequence[tuple[int, str]]
Suggest = Callable[[str], Pairs]
Titles = Callable[[Iterable[int]], Mapping[int, str]]


class CheckList(QFrame):
    """The popup: a search line over check boxes; the chosen ones first."""

    changed = Signal(object)
    closed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        theme.mark(self, flaeche="aufklapp")
        self._suggest: Suggest | None = None
        self._titles: Titles | None = None
        self._chosen: list[int] = []
        self.search = SearchField("Suchen")
        self.search.setAccessibleName(f"{name} suchen")
        self.search.typed.connect(self._on_typed)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.itemChanged.connect(self._on_item_changed)
        self.list.itemActivated.connect(self._on_item_activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self.search.installEventFilter(self)

    def open_below(self, field: QWidget, suggest: Suggest, titles: Titles, chosen: Sequence[int]) -> None:
        """Open under the field with these ticked."""
        self._suggest, self._titles, self._chosen = suggest, titles, list(chosen)
        self.search.clear()
        self._fill("")
        self.setMinimumWidth(max(280, field.width()))
        rows = min(10, max(3, self.list.count()))
        self.list.setMinimumHeight(rows * theme.height(30) + 8)
        self.adjustSize()
        self.move(self._place(field))
        self.show()
        self.search.setFocus()

    def _place(self, field: QWidget) -> QPoint:
        below = field.mapToGlobal(field.rect().bottomLeft())
        screen = field.screen().availableGeometry()
        if below.y() + self.height() > screen.bottom():
            below = field.mapToGlobal(QPoint(0, -self.height()))
        return QPoint(min(below.x(), screen.right() - self.width()), max(screen.top(), below.y()))

    def _fill(self, text: str) -> None:
        if self._suggest is None or self._titles is None:
            return
        found = list(self._suggest(text))
        if not text:
            known = self._titles(self._chosen)
            first = [(entry, known[entry]) for entry in self._chosen if entry in known]
            ticked = {entry for entry, _ in first}
            # Short lists keep their own order, so that entries stay where people know them.
            found = (
                found
                if ticked <= {entry for entry, _ in found}
                else first + [pair for pair in found if pair[0] not in ticked]
            )
        self.list.blockSignals(True)
        self.list.clear()
        for entry, title in found:
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if entry in self._chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        if self.list.count():
            self.list.setCurrentRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search line into the list, Enter ticks the first."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.list.setFocus()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                item = self.list.currentItem()
                if item is not None:
                    self._on_item_activated(item)
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: Any) -> None:
        """Tell that the choice is finished."""
        super().hideEvent(event)
        self.closed.emit()

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._fill(text.strip())

    @Slot(QListWidgetItem)
    def _on_item_activated(self, item: QListWidgetItem) -> None:
        ticked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    @Slot(QListWidgetItem)
    def _on_item_changed(self, item: QListWidgetItem) -> None:
        entry = item.data(Qt.ItemDataRole.UserRole)
        if item.checkState() == Qt.CheckState.Checked:
            if entry not in self._chosen:
                self._chosen.append(entry)
        elif entry in self._chosen:
            self._chosen.remove(entry)
        self.changed.emit(tuple(self._chosen))
