"""The register of needs: filter row, list, and the detail beside it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from coordinator_app.domain.needs import NeedStatus
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.needs.detail import NeedDetail
from coordinator_app.gui.pages.needs.looks import NEED_CHIPS
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.split_view import SplitView


class NeedRegister(QWidget):
    """List and detail of the needs."""

    new_wanted = Signal()
    changed = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.filter_row = FilterRow("Bedarfe filtern", top=16)
        self.filter_row.add_choice("status", "Status", [(status, status.label) for status in NeedStatus])
        self.filter_row.add_choice("field_of_action_id", "Handlungsfeld", [])
        empty = EmptyState(
            "target",
            "Noch kein Bedarf erfasst",
            "Hier sammeln Sie, was in der Kommune auffällt: Probleme, Bedarfe und Stärken, jeweils mit Belegen.",
            "Bedarf anlegen",
            "Was ist ein Bedarf?",
        )
        empty.action.connect(self.new_wanted)
        empty.help_wanted.connect(self._on_help_wanted)
        self.table = RecordTable(
            context.workspace.needs.list(),
            name="needs",
            label="Bedarfe",
            state=context.settings,
            chips={"status": NEED_CHIPS},
            empty=empty,
        )
        self.table.attach(self.filter_row)
        self.detail = NeedDetail(context)
        self._split = SplitView(
            self.table, self.detail, name="needs", state=context.settings, list_width=480, detail_min=660
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        filters = QVBoxLayout()
        filters.setContentsMargins(0, 0, 0, 0)
        filters.addWidget(self.filter_row)
        column.addLayout(filters)
        column.addWidget(self._split, 1)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.opened.connect(self._on_opened)
        self.table.delete_wanted.connect(self.discard)
        self.table.menu_wanted.connect(self._on_menu_wanted)
        self.detail.delete_wanted.connect(self._on_detail_delete)

    def reload(self) -> None:
        """Read again, keeping the selection."""
        entries = self._context.workspace.catalogues.entries("field_of_action")
        self.filter_row.set_options("field_of_action_id", [(entry.id, entry.label) for entry in entries])
        self.table.reload()
        if not self.table.current_id() and self.table.count():
            self.table.select_first()
        self._split.set_detail_empty(empty=not self.table.count())
        self.detail.show_need(self.table.current_id())

    def select(self, need_id: int) -> None:
        """Show one need, taking filters away that hide it."""
        if not self.table.select(need_id):
            self.filter_row.reset()
            self.table.select(need_id)
        self.detail.show_need(need_id)
        self._split.show_detail()

    @Slot(int)
    def _on_current_changed(self, need_id: int) -> None:
        self._split.set_detail_empty(empty=not self.table.count())
        self.detail.show_need(need_id)
        self.changed.emit()

    @Slot(int)
    def _on_opened(self, need_id: int) -> None:
        self.detail.show_need(need_id)
        self._split.show_detail()

    @Slot(list)
    def discard(self, ids: list[int]) -> None:
        """Move needs to the Papierkorb and offer „Rückgängig“."""
        if not ids or self._context.read_only:
            return
        with self._context.workspace.store.write("Bedarf in den Papierkorb gelegt"):
            for need_id in ids:
                self._context.workspace.needs.discard(need_id)
        many = "Der Bedarf liegt" if len(ids) == 1 else f"{len(ids)} Bedarfe liegen"
        self._context.undo_bar(f"{many} im Papierkorb.")

    @Slot(int)
    def _on_detail_delete(self, need_id: int) -> None:
        self.discard([need_id])

    @Slot(QMenu, list)
    def _on_menu_wanted(self, menu: QMenu, ids: list[int]) -> None:
        action = QAction("In den Papierkorb", menu)
        action.setEnabled(bool(ids) and not self._context.read_only)
        action.triggered.connect(self._on_menu_discard)
        menu.addAction(action)

    @Slot()
    def _on_menu_discard(self) -> None:
        self.discard(self.table.selected_ids())

    @Slot()
    def _on_help_wanted(self) -> None:
        self._context.show_help("bedarfe")
