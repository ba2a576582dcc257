"""The card „Offene Aufgaben“ of a person or an organisation, with the way to their letter."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.services.tasks import TaskView

_LETTERS = {"person": "task_letter", "organisation": "organisation_task_letter"}


class OpenTasks(ListCard):
    """`show_record("person", id)` or `("organisation", id)` after each reload."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Offene Aufgaben", parent=parent)
        self._context = context
        self._record = ("person", 0)
        self.letter_link = LinkButton("Brief ansehen", "mail")
        self.letter_link.clicked.connect(self._on_letter)
        self.add_to_head(self.letter_link)

    def show_record(self, kind: str, id: int) -> None:
        """Show what somebody still has to do, the most urgent first."""
        self._record = (kind, id)
        tasks = self._context.workspace.tasks
        found = tasks.open_of_person(id) if kind == "person" else tasks.open_of_organisation(id)
        self.set_hint(str(len(found)) if found else "")
        own = kind == "person" or any(view.task.person_id is None for view in found)
        self.letter_link.setVisible(bool(found) and own)  # tasks of its people go into their letters
        self.set_rows([self._row(view) for view in found] or [hint_row("Nichts offen.")])

    def _row(self, view: TaskView) -> QWidget:
        row = ListRow(view.task.title, value=view.due or "ohne Frist", icon="checklist")
        row.activated.connect(partial(self._context.navigate, "task", view.id))
        return row

    @Slot()
    def _on_letter(self) -> None:
        kind, id = self._record
        self._context.preview(_LETTERS[kind], id)
