"""Which columns of a table are shown, in which order and how wide; remembered on this computer."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from coordinator_app.domain.columns import Column
from coordinator_app.gui import theme
from coordinator_app.gui.local_state import LocalState


class ColumnChooser(QObject):
    """Arranges the header of one table; what was stored under `name` comes back at once."""

    changed = Signal()

    def __init__(
        self,
        header: QHeaderView,
        columns: Sequence[Column[Any]],
        name: str,
        state: LocalState | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._header, self._columns, self._state = header, columns, state
        self._key = f"table/{name}"
        self._set_defaults()
        if state is not None:
            self._restore(state.words(self._key))
        header.sectionResized.connect(self._on_arranged)
        header.sectionMoved.connect(self._on_arranged)

    def visible(self) -> list[Column[Any]]:
        """The columns shown, in the user's order."""
        order = (self._header.logicalIndex(position) for position in range(self._header.count()))
        return [self._columns[index] for index in order if not self._header.isSectionHidden(index)]

    def menu(self, parent: QWidget) -> QMenu:
        """A menu with a check box per column and „Standard wiederherstellen“."""
        menu = QMenu(parent)
        for index, column in enumerate(self._columns):
            action = menu.addAction(column.label)
            action.setCheckable(True)
            action.setData(index)
        menu.addSeparator()
        menu.addAction("Standard wiederherstellen").setData(-1)
        menu.aboutToShow.connect(self._on_menu_opens)
        menu.triggered.connect(self._on_chosen)
        return menu

    def _set_defaults(self) -> None:
        unit = QFontMetrics(theme.font()).averageCharWidth()
        for index, column in enumerate(self._columns):
            self._header.moveSection(self._header.visualIndex(index), index)
            self._header.setSectionHidden(index, not column.shown)
            label = QFontMetrics(theme.font("chip")).horizontalAdvance(column.label)
            self._header.resizeSection(index, max(label + 36, column.width * unit + 24))
            mode = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Interactive
            self._header.setSectionResizeMode(index, mode)

    def _restore(self, stored: Sequence[str]) -> None:
        """Bring back „key:width:shown“ in visual order; unknown keys are columns of another version."""
        keys = {column.key: index for index, column in enumerate(self._columns)}
        position = 0
        for entry in stored:
            key, _, rest = entry.partition(":")
            width, _, shown = rest.partition(":")
            if key not in keys or not width.isdigit():
                continue
            self._header.moveSection(self._header.visualIndex(keys[key]), position)
            self._header.setSectionHidden(keys[key], shown != "1")
            if int(width) >= self._header.minimumSectionSize():
                self._header.resizeSection(keys[key], int(width))
            position += 1

    def _store(self) -> None:
        if self._state is None:
            return
        entries: list[str] = []
        for position in range(self._header.count()):
            index = self._header.logicalIndex(position)
            shown = int(not self._header.isSectionHidden(index))
            entries.append(f"{self._columns[index].key}:{self._header.sectionSize(index)}:{shown}")
        self._state.set(self._key, entries)

    @Slot()
    def _on_menu_opens(self) -> None:
        menu = self.sender()
        if not isinstance(menu, QMenu):
            return
        for action in menu.actions():
            index = action.data()
            if isinstance(index, int) and index >= 0:
                action.setChecked(not self._header.isSectionHidden(index))
                action.setEnabled(not action.isChecked() or len(self.visible()) > 1)

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        index = action.data()
        if index == -1:
            self._set_defaults()
        else:
            self._header.setSectionHidden(index, not action.isChecked())
        self._store()
        self.changed.emit()

    @Slot()
    def _on_arranged(self) -> None:
        if self._header.isVisible():
            self._store()
