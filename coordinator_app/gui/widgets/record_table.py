"""`RecordTable`: the list of every page over a list source."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QStackedLayout,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain.columns import Column, ListFilter, ListSource
from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.models.paged_table import Grouping, PagedTableModel
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.table_columns import ColumnChooser
from coordinator_app.gui.widgets.table_footer import TableFooter
from coordinator_app.gui.widgets.table_order import OrderMenus
from coordinator_app.gui.widgets.table_parts import CellPainter, ChipRule, RecordDelegate, RecordView, SortHeader

MEASURED = 40  # rows looked at for the widths of the columns


class RecordTable(QWidget):
    """`RecordTable(source, name="projects", label="Projekte", state=context.settings, chips={"state": STYLES})`.

    Shows the source at once; `attach(filter_row)` wires a `FilterRow`; call `reload()` after changes (keeps the
    selection by id). `chips` maps a column key to styles by value (or a function); `painters` draws cells itself.
    Signals: `current_changed(id)` (0 = none), `selection_changed(ids)`, `opened(id)` (Enter, double click),
    `edit_wanted(id)` F2, `delete_wanted(ids)` Entf, `duplicate_wanted(id)` Strg+D,
    `menu_wanted(menu, ids)`: add actions to the context menu before it opens.
    """

    current_changed = Signal(int)
    selection_changed = Signal(list)
    opened = Signal(int)
    edit_wanted = Signal(int)
    delete_wanted = Signal(list)
    duplicate_wanted = Signal(int)
    menu_wanted = Signal(QMenu, list)
    columns_changed = Signal()

    def __init__(
        self,
        source: ListSource[Any],
        *,
        name: str,
        label: str,
        state: LocalState | None = None,
        chips: Mapping[str, ChipRule] | None = None,
        painters: Mapping[str, CellPainter] | None = None,
        empty: EmptyState | None = None,
        multi: bool = True,
        footer: bool = True,
        sort: str = "",
        row_height: int = 30,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._state = name, state
        self._footer_wanted = footer
        self._filter_row: FilterRow | None = None
        self._reported: tuple[int, tuple[int, ...]] = (0, ())
        self.model = PagedTableModel(source, self)
        self.view = RecordView(row_height)
        self.view.setAccessibleName(label)
        self.header = SortHeader(self.view)
        self._set_up_view(RecordDelegate(self.view, chips or {}, painters or {}, self), multi=multi)
        self.empty = empty or EmptyState("inbox", "Noch keine Einträge", "Hier stehen die Einträge dieser Liste.")
        self.nothing_found = EmptyState(
            "search", "Nichts gefunden", "Kein Eintrag passt zu den Filtern.", compact=True, help_text="Filter aufheben"
        )
        self.nothing_found.help_link.set_icon("filter")
        self._build()
        self._connect()
        self._important = frozenset(chips or {})
        self._painted = frozenset(painters or {})
        self.chooser = ColumnChooser(self.header, self.model.columns, name, state, self)
        self.chooser.changed.connect(self._on_columns_chosen)
        self._restore_order(sort)
        self.reload()

    def _set_up_view(self, delegate: RecordDelegate, *, multi: bool) -> None:
        self.view.setAccessibleDescription("Pfeiltasten wählen, Eingabe öffnet, Entf löscht, Buchstaben filtern")
        mode = QAbstractItemView.SelectionMode
        self.view.setSelectionMode(mode.ExtendedSelection if multi else mode.SingleSelection)
        self.view.setHorizontalHeader(self.header)
        self.view.setModel(self.model)
        self.view.setItemDelegate(delegate)
        self.setFocusProxy(self.view)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)  # before the panes: a stack without a place shows them as windows
        for pane in (self.view, self.empty, self.nothing_found):
            self._stack.addWidget(pane)
        self._footer = TableFooter()
        column.addWidget(self._footer)

    def _connect(self) -> None:
        self.header.sectionClicked.connect(self._on_header_clicked)
        self.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.header.customContextMenuRequested.connect(self._on_header_menu)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self.view.doubleClicked.connect(self._on_double_clicked)
        self.view.wish.connect(self._on_wish)
        self.view.typed.connect(self._on_typed)
        self.view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.nothing_found.help_wanted.connect(self._on_reset_wanted)

    # What is shown ----------------------------------------------------------------------------------

    def attach(self, filter_row: FilterRow) -> None:
        """Let a filter row drive this table, with its column button."""
        self._filter_row = filter_row
        filter_row.changed.connect(self.set_filter)
        filter_row.columns_button.show()
        filter_row.columns_button.setMenu(self.column_menu(filter_row.columns_button))
        self.set_filter(filter_row.wanted())

    @Slot(object)
    def set_filter(self, wanted: ListFilter) -> None:
        """Show what matches; the order stays, the selection too where it still matches."""
        if not wanted.sort:
            now = self.model.wanted
            wanted = replace(wanted, sort=now.sort, descending=now.descending)
        kept = self.selected_ids()
        current = self.current_id()
        self.model.set_filter(wanted)
        self._after_reset(current, kept)
        if self.isVisible():
            self._footer.say_found(self.count())

    def set_grouping(self, grouping: Grouping | None) -> None:
        """Put the records below heads (None: no heads); keeps the selection."""
        kept, current = self.selected_ids(), self.current_id()
        self.model.set_grouping(grouping)
        self._after_reset(current, kept)

    @Slot()
    def reload(self) -> None:
        """Read everything anew; keeps selection and position by id."""
        kept, current = self.selected_ids(), self.current_id()
        position = self.view.verticalScrollBar().value()
        self.model.reload()
        self.view.verticalScrollBar().setValue(position)
        self._after_reset(current, kept)
        self.chooser.widen(self._content_widths())
        self._fit_columns()

    def wanted(self) -> ListFilter:
        """What is shown, with its order (for printing and export)."""
        return self.model.wanted

    def count(self) -> int:
        """Number of matching records."""
        return self.model.count()

    def footer_text(self) -> str:
        """The words of the footer: position or selection, then sums."""
        return self._footer.text()

    def sort_by(self, sort: str, *, descending: bool = False) -> None:
        """Order by a column's sort name."""
        kept, current = self.selected_ids(), self.current_id()
        self.model.set_order(sort, descending=descending)
        self._show_order()
        self._after_reset(current, kept)

    # Selection --------------------------------------------------------------------------------------

    def current_id(self) -> int:
        """Id of the current record; 0 = none."""
        index = self.view.currentIndex()
        return self.model.id_at(index.row()) if index.isValid() else 0

    def selected_ids(self) -> list[int]:
        """Ids of the selected records in the table's order."""
        return [self.model.id_at(row) for row in self._selected_rows()]

    def _selected_rows(self) -> list[int]:
        """Rows from the ranges of the selection: an index per row would cost 50,000 objects for „alles“."""
        rows: set[int] = set()
        chosen = self.view.selectionModel().selection()
        for position in range(chosen.size()):
            found = chosen.at(position)
            rows.update(range(found.top(), found.bottom() + 1))
        return sorted(row for row in rows if self.model.id_at(row))

    def select(self, record_id: int) -> bool:
        """Make a record current and bring it into sight; False if it does not match the filter."""
        row = self.model.row_of(record_id)
        if row < 0:
            return False
        self._make_current(row)
        self.view.scrollTo(self.model.index(row, 0))
        return True

    def _make_current(self, row: int) -> None:
        """Select one row alone; `selectRow` would add it while Ctrl is held, as it is during a keyboard command."""
        flags, index = QItemSelectionModel.SelectionFlag, self.model.index(row, self.view.first_column())
        self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def select_first(self) -> bool:
        """Make the first record current; False when there is none."""
        return self.count() > 0 and self.select(self.model.id_at(0) or self.model.id_at(1))

    def _after_reset(self, current: int, kept: list[int]) -> None:
        model = self.view.selectionModel()
        row = self.model.row_of(current) if current else -1
        if row >= 0 and self.current_id() != current:
            self._make_current(row)
        missing = [] if kept == [current] else [found for found in kept if found != current]
        if missing:
            selection = QItemSelection()
            for record_id in missing[:200]:
                found = self.model.row_of(record_id)
                if found >= 0:
                    index = self.model.index(found, 0)
                    selection.select(index, index)
            flags = QItemSelectionModel.SelectionFlag
            model.select(selection, flags.Select | flags.Rows)
        self._show_state()
        self._report()

    def _show_state(self) -> None:
        wanted = self.model.wanted
        filtered = bool(wanted.text or wanted.equals)
        if self.count():
            self._stack.setCurrentWidget(self.view)
        else:
            self._stack.setCurrentWidget(self.nothing_found if filtered else self.empty)
        self._footer.setVisible(self._footer_wanted and self.count() > 0)
        self.updateGeometry()
        self._footer.show_sums(self.model.columns, self.model.totals() if self._footer_wanted else {})
        self._show_position()

    def _show_position(self) -> None:
        row = self.view.currentIndex().row()
        place = self.model.place(row) if row >= 0 else 0
        self._footer.show_position(len(self._selected_rows()), place, self.count())

    def _report(self) -> None:
        """Tell of another current record or selection, once per real change."""
        current, selected = self.current_id(), tuple(self.selected_ids())
        before_current, before_selected = self._reported
        self._reported = (current, selected)
        if current != before_current:
            self.current_changed.emit(current)
        if selected != before_selected:
            self.selection_changed.emit(list(selected))

    # Columns ----------------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """What is in sight must fit; empty states behind it ask for no room."""
        shown = self._stack.currentWidget()
        if shown is None:
            return super().minimumSizeHint()
        least = shown.minimumSizeHint()
        footer = 0 if self._footer.isHidden() else self._footer.minimumHeight()
        return QSize(least.width(), least.height() + footer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let columns step back or return."""
        super().resizeEvent(event)
        self._fit_columns()

    def _content_widths(self) -> dict[int, int]:
        """What the first rows need in each column."""
        found: dict[int, int] = {}
        delegate, option = self.view.itemDelegate(), QStyleOptionViewItem()
        for row in range(min(self.count(), MEASURED)):
            for column in [at for at, each in enumerate(self.model.columns) if each.key not in self._painted]:
                needed = delegate.sizeHint(option, self.model.index(row, column)).width()
                found[column] = max(found.get(column, 0), needed)
        return found

    def _fit_columns(self) -> None:
        self.chooser.fit(self.view.width() - self.view.verticalScrollBar().sizeHint().width(), self._important)

    def column_menu(self, parent: QWidget) -> QMenu:
        """A menu with the order, a check box per column and „Standard wiederherstellen“."""
        menu = self.chooser.menu(parent)
        OrderMenus(menu, self.header, self.model.columns, self.wanted, self._order_by)
        return menu

    def visible_columns(self) -> list[Column[Any]]:
        """The columns shown, in the user's order (for printing and export)."""
        return self.chooser.visible()

    def _restore_order(self, sort: str) -> None:
        if self._state is not None:
            sort = self._state.text(f"table-order/{self._name}", sort)
        name, _, direction = sort.partition(" ")
        if name in {column.sort for column in self.model.columns}:
            self.model.set_order(name, descending=direction == "desc")
        self._show_order()

    def _show_order(self) -> None:
        wanted = self.model.wanted
        found = [index for index, column in enumerate(self.model.columns) if column.sort and column.sort == wanted.sort]
        self.header.show_order(found[0] if found else -1, descending=wanted.descending)

    # Slots ------------------------------------------------------------------------------------------

    @Slot()
    def _on_columns_chosen(self) -> None:
        self._fit_columns()
        self.columns_changed.emit()

    @Slot(int)
    def _on_header_clicked(self, section: int) -> None:
        sort = self.model.columns[section].sort
        if not sort:
            return
        self._order_by(sort, self.model.wanted.sort == sort and not self.model.wanted.descending)

    def _order_by(self, sort: str, descending: bool) -> None:
        """Order by a column and remember it."""
        self.sort_by(sort, descending=descending)
        if self._state is not None:
            self._state.set(f"table-order/{self._name}", f"{sort} {'desc' if descending else 'asc'}")

    @Slot(QPoint)
    def _on_header_menu(self, position: QPoint) -> None:
        menu = self.column_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.header.mapToGlobal(position))

    @Slot(QPoint)
    def _on_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_wanted.emit(menu, self.selected_ids())
        if menu.actions():
            menu.popup(self.view.viewport().mapToGlobal(position))
        else:
            menu.deleteLater()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.id_at(index.row()))

    @Slot(str)
    def _on_wish(self, wish: str) -> None:
        current = self.current_id()
        if not current:
            return
        if wish == "delete":
            self.delete_wanted.emit(self.selected_ids() or [current])
            return
        {"open": self.opened, "edit": self.edit_wanted, "duplicate": self.duplicate_wanted}[wish].emit(current)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        if self._filter_row is not None:
            self._filter_row.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._filter_row.search.setText(self._filter_row.search.text() + text)

    @Slot()
    def _on_reset_wanted(self) -> None:
        if self._filter_row is not None:
            self._filter_row.reset()
        else:
            self.set_filter(ListFilter())

    @Slot()
    def _on_selection_changed(self) -> None:
        self._show_position()
        self._report()

    @Slot()
    def _on_current_changed(self) -> None:
        self._show_position()
        self._report()
