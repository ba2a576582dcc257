"""Order and arrangement of a table by keyboard: two menus below that of the columns."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHeaderView, QMenu

from coordinator_app.domain.columns import Column, ListFilter

_ASCENDING, _DESCENDING = "Aufsteigend", "Absteigend"


class OrderMenus(QObject):
    """„Sortieren nach“ and „Spalte nach links“ on top of a menu of columns, filled whenever it opens, freed with it.

    `sort(name, descending)` orders the table; `wanted()` tells its present order. Columns are moved in the header.
    """

    def __init__(
        self,
        menu: QMenu,
        header: QHeaderView,
        columns: Sequence[Column[Any]],
        wanted: Callable[[], ListFilter],
        sort: Callable[[str, bool], None],
    ) -> None:
        super().__init__(menu)
        self._header, self._columns, self._wanted, self._sort = header, columns, wanted, sort
        first = menu.actions()[0]
        self._order = QMenu("&Sortieren nach", menu)
        self._move = QMenu("Spalte nach &links", menu)
        for each in (self._order, self._move):
            menu.insertMenu(first, each)
        menu.insertSeparator(first)
        menu.aboutToShow.connect(self._fill)
        self._order.triggered.connect(self._on_order_chosen)
        self._move.triggered.connect(self._on_moved)

    @Slot()
    def _fill(self) -> None:
        """The columns that sort, the direction, and the visible columns but the first."""
        now = self._wanted()
        self._order.clear()
        self._move.clear()
        group, directions = QActionGroup(self._order), QActionGroup(self._order)
        for column in self._columns:
            if column.sort:
                self._add(group, column.label, column.sort, chosen=column.sort == now.sort)
        self._order.addSeparator()
        self._add(directions, _ASCENDING, "", chosen=not now.descending).setEnabled(bool(now.sort))
        self._add(directions, _DESCENDING, "", chosen=now.descending).setEnabled(bool(now.sort))
        order = [self._header.logicalIndex(place) for place in range(self._header.count())]
        shown = [index for index in order if not self._header.isSectionHidden(index)]
        for index in shown[1:]:
            self._move.addAction(self._columns[index].label).setProperty("column", index)
        self._move.setEnabled(len(shown) > 1)

    def _add(self, group: QActionGroup, label: str, sort: str, *, chosen: bool) -> QAction:
        action = self._order.addAction(label)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.setProperty("sort", sort)
        group.addAction(action)
        return action

    @Slot(QAction)
    def _on_order_chosen(self, action: QAction) -> None:
        now = self._wanted()
        name = str(action.property("sort"))
        if name:
            self._sort(name, now.descending and name == now.sort)
        else:
            self._sort(now.sort, action.text() == _DESCENDING)

    @Slot(QAction)
    def _on_moved(self, action: QAction) -> None:
        """Before the visible column at its left."""
        place = self._header.visualIndex(int(action.property("column")))
        left = place - 1
        while left > 0 and self._header.isSectionHidden(self._header.logicalIndex(left)):
            left -= 1
        self._header.moveSection(place, left)
