"""The tab „Aufgaben“: filter row, list, detail."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.tasks import TaskState, Urgency
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.tasks.looks import TASK_CHIPS, URGENCY_CHIPS, standing_chip
from coordinator_app.gui.pages.tasks.task_detail import TaskDetail
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.split_view import SplitView
from coordinator_app.services.meeting_lists import TaskList

_URGENCIES = (Urgency.OVERDUE, Urgency.DUE, Urgency.SOON, Urgency.LATER, Urgency.NONE)


class TaskPane(QWidget):
    """List and detail of the tasks."""

    new_wanted = Signal()
    help_wanted = Signal()
    changed = Signal()

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self.filter_row = FilterRow("Aufgaben filtern", top=12)
        self.filter_row.add_choice("state", "Status", [(state, state.label) for state in TaskState])
        self.filter_row.add_choice("urgency", "Frist", [(urgency, urgency.label) for urgency in _URGENCIES])
        self.filter_row.add_choice("body_id", "Gremium", [])
        self.filter_row.add_choice("person_id", "Person", [])
        self.filter_row.set_views(
            [("Offene Aufgaben", {"open": True}), ("Überfällige", {"urgency": Urgency.OVERDUE}), ("Alle Aufgaben", {})]
        )
        text = "Hier stehen Festlegungen aus Sitzungen und eigene Aufgaben mit Zuständigkeit und Frist."
        self.empty = EmptyState("checklist", "Noch keine Aufgabe", text, "Aufgabe anlegen", "Wie entstehen Aufgaben?")
        self.empty.action.connect(self.new_wanted)
        self.empty.help_wanted.connect(self.help_wanted)
        self.table = RecordTable(
            TaskList(context.workspace.store),
            name="tasks",
            label="Aufgaben",
            state=context.settings,
            chips={"state": TASK_CHIPS, "urgency": URGENCY_CHIPS, "standing": standing_chip},
            sort="due_on",
        )
        self.table.attach(self.filter_row)
        self.detail = TaskDetail(context, lookups)
        self._split = SplitView(
            self.table, self.detail, name="tasks", state=context.settings, list_width=560, detail_min=600
        )
        filled = QWidget()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(filled)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_row)
        column.addWidget(self._split, 1)
        self.table.current_changed.connect(self._on_current)
        self.table.opened.connect(self._on_opened)
        self.table.delete_wanted.connect(self.discard)
        self.table.menu_wanted.connect(self._on_menu)
        self.detail.delete_wanted.connect(self._on_delete)

    def reload(self) -> None:
        """Read again, keeping the selection."""
        bodies = [(body.id, body.short_name or body.name) for body, _ in self._context.workspace.bodies.tree()]
        self._stack.setCurrentIndex(0 if TaskList(self._context.workspace.store).ids(ListFilter()) else 1)
        self.empty.button.setEnabled(not self._context.read_only)
        self.filter_row.set_options("body_id", bodies)
        self.filter_row.set_options("person_id", list(self._lookups.suggest("person", "")))
        self.table.reload()
        if not self.table.current_id() and self.table.count():
            self.table.select_first()
        self._split.set_detail_empty(empty=not self.table.count())
        self.detail.show_task(self.table.current_id())

    def select(self, task_id: int) -> None:
        """Show one task, taking filters away that hide it."""
        if not self.table.select(task_id):
            self.filter_row.reset()
            self.table.select(task_id)
        self.detail.show_task(task_id)
        self._split.show_detail()

    @Slot(list)
    def discard(self, ids: list[int]) -> None:
        """Move tasks to the Papierkorb and offer „Rückgängig“."""
        if not ids or self._context.read_only:
            return
        with self._context.workspace.store.write("Aufgabe in den Papierkorb gelegt"):
            for task_id in ids:
                self._context.workspace.tasks.discard(task_id)
        many = "Die Aufgabe liegt" if len(ids) == 1 else f"{len(ids)} Aufgaben liegen"
        self._context.undo_bar(f"{many} im Papierkorb.")

    @Slot(int)
    def _on_current(self, task_id: int) -> None:
        self.detail.flush()
        self.detail.show_task(task_id)
        self.changed.emit()

    @Slot(int)
    def _on_opened(self, task_id: int) -> None:
        self.detail.show_task(task_id)
        self._split.show_detail()

    @Slot(int)
    def _on_delete(self, task_id: int) -> None:
        self.discard([task_id])

    @Slot(QMenu, list)
    def _on_menu(self, menu: QMenu, ids: list[int]) -> None:
        action = QAction("In den Papierkorb", menu)
        action.setEnabled(bool(ids) and not self._context.read_only)
        action.triggered.connect(self._on_menu_discard)
        menu.addAction(action)

    @Slot()
    def _on_menu_discard(self) -> None:
        self.discard(self.table.selected_ids())
