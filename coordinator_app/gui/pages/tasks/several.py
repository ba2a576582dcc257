"""What stands beside the list while several tasks are selected: how many, and what can be done to all of them."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.domain.tasks import TaskState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.tasks.task_verbs import TaskVerbs
from coordinator_app.gui.widgets.buttons import ChoiceMenuButton, SecondaryButton
from coordinator_app.gui.widgets.labels import Label


class SeveralTasks(QWidget):
    """„3 Aufgaben ausgewählt“ with the verbs for several; `delete_button` is wired by the pane."""

    def __init__(self, context: AppContext, verbs: TaskVerbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verbs = verbs
        self._ids: list[int] = []
        self.title = Label("", "titel")
        hint = "Was Sie hier tun, gilt für alle ausgewählten Aufgaben und ist ein einziger Schritt."
        self.state_button = ChoiceMenuButton("Status ändern", TaskState, self._on_state, "flag")
        self.date_button = SecondaryButton("Frist verschieben …", "calendar")
        self.person_button = SecondaryButton("Übergeben …", "person")
        self.delete_button = SecondaryButton("In den Papierkorb", "trash")
        self.date_button.clicked.connect(self._on_put_off)
        self.person_button.clicked.connect(self._on_hand_over)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(Label(hint, "gedaempft", wrap=True))
        column.addSpacing(8)
        for button in (self.state_button, self.date_button, self.person_button, self.delete_button):
            button.setEnabled(not context.read_only)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_tasks(self, ids: list[int]) -> None:
        """Stand for these tasks."""
        self._ids = list(ids)
        self.title.setText(f"{len(ids)} Aufgaben ausgewählt")

    @Slot()
    def _on_state(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._verbs.set_state(self._ids, TaskState(action.data()))

    @Slot()
    def _on_put_off(self) -> None:
        self._verbs.put_off(self._ids)

    @Slot()
    def _on_hand_over(self) -> None:
        self._verbs.hand_over(self._ids)
