"""The one table model: ids from a list source, rows in pages of 40 when they are looked at."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Records below one head row: its words, sums and the like at the right, the records in their order."""

    title: str
    detail: str
    ids: Sequence[int]


Grouping = Callable[[Sequence[int]], Sequence[RowGroup]]


class PagedTableModel(QAbstractTableModel):
    """Shows a `ListSource`; sorting and filtering are the source's. Rows deleted since show „–“.

    `VALUE_ROLE` gives the typed value of a cell, `ID_ROLE` the record's id (0 in the head of a group). Heads can be
    neither chosen nor walked to.
    """

    def __init__(self, source: ListSource[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._columns: Sequence[Column[Any]] = tuple(source.columns)
        self._wanted = ListFilter()
        self._ids: list[int] = []
        self._grouping: Grouping | None = None
        self._heads: list[RowGroup] = []
        self._rows: list[int] = []  # ids, and -1, -2 … for the heads of groups
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
        """Ids of all records in their order."""
        return self._ids

    def set_grouping(self, grouping: Grouping | None) -> None:
        """Put the records below heads; None shows them in one row after the other."""
        self._grouping = grouping
        self._show(self._wanted)

    @property
    def grouped(self) -> bool:
        """Whether there are heads of groups."""
        return bool(self._heads)

    def count(self) -> int:
        """Number of matching records."""
        return len(self._ids)

    def place(self, row: int) -> int:
        """Which record (from 1) a row shows; heads do not count."""
        if not self._heads:
            return row + 1
        return sum(id > 0 for id in self._rows[: row + 1])

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
        heads, rows = self._grouped(ids)
        if rows == self._rows and ids == self._ids:
            self._heads = heads
            self._pages.clear()
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._columns) - 1))
            return
        self.beginResetModel()
        self._ids, self._heads, self._rows = ids, heads, rows
        self._pages.clear()
        self.endResetModel()

    def _grouped(self, ids: list[int]) -> tuple[list[RowGroup], list[int]]:
        if self._grouping is None:
            return [], ids
        heads = list(self._grouping(ids))
        return heads, [row for place, head in enumerate(heads) for row in (-place - 1, *head.ids)]

    def row_of(self, record_id: int) -> int:
        """The row showing this record; -1 if it does not match."""
        try:
            return self._rows.index(record_id)
        except ValueError:
            return -1

    def id_at(self, row: int) -> int:
        """The record's id in this row; 0 outside the table and in the head of a group."""
        return max(self._rows[row], 0) if 0 <= row < len(self._rows) else 0

    def head_at(self, row: int) -> RowGroup | None:
        """The group whose head this row is."""
        return self._heads[-self._rows[row] - 1] if 0 <= row < len(self._rows) and self._rows[row] < 0 else None

    def row_at(self, row: int) -> Any:
        """The row as the source gave it; None if it was deleted since and for heads. Loads its page."""
        page = row // PAGE
        rows = self._pages.get(page)
        if rows is None:
            rows = self._source.rows([id for id in self._rows[page * PAGE : (page + 1) * PAGE] if id > 0])
            self._pages[page] = rows
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        return rows.get(self._rows[row])

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
        """Number of rows: records and heads of groups."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads of groups are only looked at."""
        if index.isValid() and self.head_at(index.row()) is not None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of columns on offer."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, alignment, typed value or id of a cell."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        head = self.head_at(row) if self._heads else None
        if head is not None:
            return _head_data(head, role)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role == VALUE_ROLE:
            return self.value(row, column)
        if role == ID_ROLE:
            return self._rows[row]
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
        right = self._columns[column].figure or self._columns[column].kind in RIGHT_ALIGNED
        return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter


def _head_data(head: RowGroup, role: int) -> Any:
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return " · ".join(part for part in (head.title, head.detail) if part)
    return 0 if role == ID_ROLE else "" if role == Qt.ItemDataRole.DisplayRole else None
