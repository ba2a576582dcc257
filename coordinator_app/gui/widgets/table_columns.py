"""Which columns of a table are shown, in which order and how wide; remembered on this computer."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from coordinator_app.domain.columns import Column
from coordinator_app.gui import theme
from coordinator_app.gui.local_state import LocalState

MAIN_LETTERS = 24  # room kept for the column that stretches, in average letters
WIDEST = 260  # pixels a column takes for its content by itself


class ColumnChooser(QObject):
    """Arranges the header of one table; what was stored under `name` comes back at once.

    In a narrow view the columns that matter least step back (`fit`), until there is room again or the user
    ticks them in the menu: what was ticked stays, then the view scrolls.
    """

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
        self._stepped_back: set[int] = set()  # hidden for want of room, not by the user
        self._ticked: set[int] = set()  # wanted by the user in any case
        self._widths: dict[int, int] = {}  # of the columns that stepped back
        self._arranging = False
        self._set_defaults()
        if state is not None:
            self._restore(state.words(self._key))
        header.sectionResized.connect(self._on_arranged)
        header.sectionMoved.connect(self._on_arranged)

    def visible(self) -> list[Column[Any]]:
        """The columns chosen, in the user's order; also those without room just now."""
        return [self._columns[index] for index in self._order() if self._is_chosen(index)]

    def widen(self, needed: Mapping[int, int]) -> None:
        """Give columns (by index) the room their content needs; never less than they have."""
        self._arranging = True
        for index, width in needed.items():
            if index in self._stepped_back:
                self._widths[index] = max(self._widths[index], min(width, WIDEST))
            elif self._header.sectionSize(index) < min(width, WIDEST) and not self._columns[index].stretch:
                self._header.resizeSection(index, min(width, WIDEST))
        self._arranging = False

    def offer(self, shown: Mapping[str, bool]) -> None:
        """Show or hide columns by key, for what the list shows now; they step back like the others."""
        for index, column in enumerate(self._columns):
            if column.key in shown:
                self._stepped_back.discard(index)
                self._header.setSectionHidden(index, not shown[column.key])
        self.changed.emit()

    def fit(self, room: int, important: Collection[str]) -> None:
        """Let columns step back until the rest fits into `room` pixels; of the `important` keys one stays."""
        main = next((index for index, column in enumerate(self._columns) if column.stretch), -1)
        chosen = [index for index in self._order() if self._is_chosen(index)]
        width = {index: self._width(index) for index in chosen}
        if main in width:
            width[main] = QFontMetrics(theme.font()).averageCharWidth() * MAIN_LETTERS
        back: set[int] = set()
        for index in self._least_first(chosen, main, important):
            if sum(width[each] for each in chosen if each not in back) <= room:
                break
            back.add(index)
        self._arranging = True
        for index in back - self._stepped_back:
            self._widths[index] = self._header.sectionSize(index)
            self._header.setSectionHidden(index, True)
        for index in self._stepped_back - back:
            self._header.setSectionHidden(index, False)
            self._header.resizeSection(index, self._widths[index])
        self._stepped_back = back
        self._arranging = False

    def _least_first(self, chosen: Sequence[int], main: int, important: Collection[str]) -> list[int]:
        """The columns that may step back: from the right, the first one last, the main and one important one never."""
        free = [index for index in reversed(chosen) if index not in self._ticked and index != main]
        kept = [index for index in free if self._columns[index].key in important][-1:]
        first = [index for index in free if index == chosen[0] and index not in kept]
        return [index for index in free if index not in kept and index not in first] + first

    def _order(self) -> list[int]:
        return [self._header.logicalIndex(position) for position in range(self._header.count())]

    def _is_chosen(self, index: int) -> bool:
        return not self._header.isSectionHidden(index) or index in self._stepped_back

    def _width(self, index: int) -> int:
        return self._widths[index] if index in self._stepped_back else self._header.sectionSize(index)

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
        self._stepped_back.clear()
        self._ticked.clear()
        unit = QFontMetrics(theme.font()).averageCharWidth()
        for index, column in enumerate(self._columns):
            self._header.moveSection(self._header.visualIndex(index), index)
            self._header.setSectionHidden(index, not column.shown)
            label = QFontMetrics(theme.font("chip")).horizontalAdvance(column.label)
            self._header.resizeSection(index, max(label + 44, column.width * unit + 24))
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
            self._header.setSectionHidden(keys[key], shown == "0")
            if shown == "2":
                self._ticked.add(keys[key])
            if int(width) >= self._header.minimumSectionSize():
                self._header.resizeSection(keys[key], int(width))
            position += 1

    def _store(self) -> None:
        if self._state is None:
            return
        entries: list[str] = []
        for position in range(self._header.count()):
            index = self._header.logicalIndex(position)
            shown = 2 if index in self._ticked else int(self._is_chosen(index))
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
        if not isinstance(index, int):
            return  # of a menu below
        if index == -1:
            self._set_defaults()
        else:
            self._stepped_back.discard(index)
            self._ticked = self._ticked | {index} if action.isChecked() else self._ticked - {index}
            self._header.setSectionHidden(index, not action.isChecked())
        self._store()
        self.changed.emit()

    @Slot()
    def _on_arranged(self) -> None:
        if self._header.isVisible() and not self._arranging:
            self._store()
