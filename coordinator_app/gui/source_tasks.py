"""The card „Aufgaben“ of any record tasks can come from: the list, and the line to type a new one in place."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.tasks import OPEN_TASKS, TaskState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.task_line import TaskLine
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged
from coordinator_app.services.tasks import TaskView


class SourceTasks(ListCard):
    """`SourceTasks(context, lookups, "Aufgaben zum Bedarf")`; call `show_source("need", id)` after each reload.

    `also` are further sources whose tasks are listed, such as the agenda item of a resolution.
    """

    def __init__(
        self, context: AppContext, lookups: Lookups, title: str = "Aufgaben", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent=parent)
        self._context = context
        self._source: tuple[str, int] = ("", 0)
        self._open = 0
        self.add_link = LinkButton("Aufgabe hinzufügen", "plus")
        self.add_link.clicked.connect(self._on_add)
        self.add_to_head(self.add_link)
        self.line = TaskLine(context, lookups, self._store, two_rows=True)
        self.line.hide()
        self.line.left.connect(self._on_left)
        outer = self.layout()
        if outer is not None:
            outer.addWidget(self.line)

    def show_source(self, kind: str, id: int, *, also: tuple[tuple[str, int], ...] = (), editable: bool = True) -> None:
        """Show the tasks of a record (again)."""
        if (kind, id) != self._source:
            self.line.clear()
            self.line.hide()
        self._source = (kind, id)
        tasks = self._context.workspace.tasks
        found = [view for each in ((kind, id), *also) for view in tasks.of_source(*each)]
        late_first = sorted(found, key=_order)
        self._open = left = sum(view.task.state in OPEN_TASKS for view in found)
        self.set_hint(f"{left} offen" if left and left < len(found) else plural(len(found), "Aufgabe", "Aufgaben"))
        if not found:
            self.set_hint("")
        self.add_link.setVisible(editable and not self._context.read_only)
        self.set_rows([self._row(view) for view in late_first] or [hint_row("Noch keine Aufgabe.")])

    def open_count(self) -> int:
        """How many of the tasks shown are open."""
        return self._open

    def _row(self, view: TaskView) -> QWidget:
        settled = view.task.state not in OPEN_TASKS
        icon = "tick" if view.task.state is TaskState.DONE else "x" if settled else "checklist"
        words = view.task.state.label if settled else view.due or "ohne Frist"
        row = ListRow(view.task.title, addition=view.responsible, value=words, icon=icon)
        tag(row, "task", view.id)
        row.activated.connect(self._on_task)
        return row

    def _store(self, **values: Any) -> int:
        kind, id = self._source
        return self._context.workspace.tasks.create_from(kind, id, **values)

    @Slot()
    def _on_add(self) -> None:
        self.line.begin()

    @Slot()
    def _on_left(self) -> None:
        self.line.hide()
        self.add_link.setFocus()

    @Slot()
    def _on_task(self) -> None:
        kind, id = tagged(self.sender())
        if id:
            self._context.navigate(kind, id)


def _order(view: TaskView) -> tuple[bool, str, int]:
    """Open ones first, by date; those without a date last."""
    return (view.task.state not in OPEN_TASKS, str(view.task.due_on or "9999"), view.id)
