"""The tab „Aufgaben“: filter row, list, detail."""

from PySide6.QtWidgets import QWidget

from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.tasks import TaskState, Urgency
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.tasks.looks import TASK_CHIPS, URGENCY_CHIPS, standing_chip
from coordinator_app.gui.pages.tasks.task_detail import TaskDetail
from coordinator_app.gui.register_pane import RegisterPane
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.services.meeting_lists import TaskList

_URGENCIES = (Urgency.OVERDUE, Urgency.DUE, Urgency.SOON, Urgency.LATER, Urgency.NONE)


class TaskPane(RegisterPane[TaskDetail]):
    """List and detail of the tasks; before the first task only the hint how to begin."""

    words = ("Die", "Aufgabe", "Aufgaben")
    help_topic = "aufgaben"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        filter_row = FilterRow("Aufgaben filtern", top=12)
        filter_row.add_choice("state", "Status", [(state, state.label) for state in TaskState])
        filter_row.add_choice("urgency", "Frist", [(urgency, urgency.label) for urgency in _URGENCIES])
        filter_row.add_choice("body_id", "Gremium", [])
        filter_row.add_choice("person_id", "Person", [])
        filter_row.set_views(
            [("Offene Aufgaben", {"open": True}), ("Überfällige", {"urgency": Urgency.OVERDUE}), ("Alle Aufgaben", {})]
        )
        self._lookups = lookups
        table = RecordTable(
            TaskList(context.workspace.store),
            name="tasks",
            label="Aufgaben",
            state=context.settings,
            chips={"state": TASK_CHIPS, "urgency": URGENCY_CHIPS, "standing": standing_chip},
            sort="due_on",
        )
        detail = TaskDetail(context, lookups)
        super().__init__(
            context, filter_row, table, detail, name="tasks", list_width=560, detail_min=600, parent=parent
        )
        text = "Hier stehen Festlegungen aus Sitzungen und eigene Aufgaben mit Zuständigkeit und Frist."
        self.empty = EmptyState("checklist", "Noch keine Aufgabe", text, "Aufgabe anlegen", "Wie entstehen Aufgaben?")
        self.empty.hide()
        self._column.addWidget(self.empty, 1)
        self.empty.action.connect(self.new_wanted)
        self.empty.help_wanted.connect(self._on_help)

    def reload(self) -> None:
        """Read again, keeping the selection."""
        nothing = not TaskList(self._context.workspace.store).ids(ListFilter())
        self.empty.setVisible(nothing)
        self.empty.button.setEnabled(not self._context.read_only)
        self.filter_row.setVisible(not nothing)
        self.split.setVisible(not nothing)
        super().reload()

    def _set_options(self) -> None:
        bodies = [(body.id, body.short_name or body.name) for body, _ in self._context.workspace.bodies.tree()]
        self.filter_row.set_options("body_id", bodies)
        self.filter_row.set_options("person_id", list(self._lookups.suggest("person", "")))

    def _discard(self, id: int) -> None:
        self._context.workspace.tasks.discard(id)
