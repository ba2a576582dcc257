"""The one table model: ids from a list source, rows in pages of 40 when they are looked at."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from coordinator_app.domain.columns import Column, ListFilter, ListSource
from coordinator_app.gui.models.formats import RIGHT_ALIGNED, format_value

PAGE = 40
_PAGES_KEPT = 30

VALUE_ROLE = Qt.ItemDataRole.UserRole
ID_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


@runtime_checkable
class HasTotals(Protocol):
    """A source that adds up its columns itself, in the database."""

    def totals(self, wanted: ListFilter) -> Mapping[str, Any]:
        """Sums by column key over all matching records."""
        ...


class PagedTableModel(QAbstractTableModel):
    """Shows a `ListSource`; sorting and filtering are the source's. Rows deleted since show „–“.

    `VALUE_ROLE` gives the typed value of a cell, `ID_ROLE` the record's id.
    """

    def __init__(self, source: ListSource[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._columns: Sequence[Column[Any]] = tuple(source.columns)
        self._wanted = ListFilter()
        self._ids: list[int] = []
        self._pages: OrderedDict[int, dict[int, Any]] = OrderedDict()
        self._loaded = False

    @property
    def source(self) -> ListSource[Any]:
        """Where the rows come from."""
        return self._source

    @property
    def columns(self) -> Sequence[Column[Any]]:
        """All columns on offer; the view hides some."""
        return self._columns

    @property
    def wanted(self) -> ListFilter:
        """What is shown, with its order."""
        return self._wanted

    @property
    def ids(self) -> Sequence[int]:
        """Ids of all rows in their order."""
        return self._ids

    def set_filter(self, wanted: ListFilter) -> None:
        """Show what matches; keeps the present order if `wanted` names none."""
        if not wanted.sort:
            wanted = replace(wanted, sort=self._wanted.sort, descending=self._wanted.descending)
        self._show(wanted)

    def set_order(self, sort: str, *, descending: bool = False) -> None:
        """Show the same records in another order ("" = the source's own)."""
        self._show(replace(self._wanted, sort=sort, descending=descending))

    def reload(self) -> None:
        """Read everything anew."""
        self._show(self._wanted)

    def _show(self, wanted: ListFilter) -> None:
        ids = self._source.ids(wanted)
        self._wanted = wanted
        self._loaded = True
        if ids == self._ids:
            self._pages.clear()
            if ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, len(self._columns) - 1))
            return
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def row_of(self, record_id: int) -> int:
        """The row showing this record; -1 if it does not match."""
        try:
            return self._ids.index(record_id)
        except ValueError:
            return -1

    def id_at(self, row: int) -> int:
        """The record's id in this row; 0 outside the table."""
        return self._ids[row] if 0 <= row < len(self._ids) else 0

    def row_at(self, row: int) -> Any:
        """The row as the source gave it; None if it was deleted since. Loads its page."""
        page = row // PAGE
        rows = self._pages.get(page)
        if rows is None:
            rows = self._source.rows(self._ids[page * PAGE : (page + 1) * PAGE])
            self._pages[page] = rows
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        return rows.get(self._ids[row])

    def value(self, row: int, column: int) -> Any:
        """The typed value of a cell; None when missing."""
        found = self.row_at(row)
        return None if found is None else self._columns[column].value(found)

    def text(self, row: int, column: int) -> str:
        """The words of a cell."""
        return format_value(self._columns[column].kind, self.value(row, column))

    def totals(self) -> Mapping[str, Any]:
        """Sums by column key over all matching records of the columns marked `total`."""
        summed = [column for column in self._columns if column.total]
        if not summed:
            return {}
        if isinstance(self._source, HasTotals):
            return self._source.totals(self._wanted)
        found: dict[str, Any] = {column.key: 0 for column in summed}
        for start in range(0, len(self._ids), PAGE):
            for row in self._source.rows(self._ids[start : start + PAGE]).values():
                for column in summed:
                    found[column.key] += column.value(row) or 0
        return found

    # Qt's side ------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Number of matching records."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of columns on offer."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, alignment, typed value or id of a cell."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role == VALUE_ROLE:
            return self.value(row, column)
        if role == ID_ROLE:
            return self._ids[row]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Labels of the columns; row numbers for assistive technology."""
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        right = self._columns[column].kind in RIGHT_ALIGNED
        return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
