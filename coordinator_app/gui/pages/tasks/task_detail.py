"""One task: state, facts, where it comes from, history."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date, format_date_time
from coordinator_app.domain.sentences import due_phrase
from coordinator_app.domain.tasks import OPEN_TASKS, Task, TaskEvent, TaskState
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import TextDialog
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.tasks.looks import TASK_CHIPS, standing_chip
from coordinator_app.gui.register_pane import RecordDetail
from coordinator_app.gui.widgets.buttons import ChoiceMenuButton, LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.scroll_column import ScrollColumn

FIELDS: tuple[str | tuple[str, ...], ...] = (
    "title",
    ("person_id", "organisation_id"),
    ("due_on", "priority"),
    "description",
    ("body_id", "contributors"),
    "result",
    "public",
)
_SOURCES = {
    "meeting": "aus der Sitzung",
    "agenda_item": "Festlegung aus",
    "resolution": "aus dem Beschluss",
    "project": "aus dem Projekt",
    "need": "aus dem Bedarf",
    "priority": "aus der Priorität",
}


class TaskDetail(RecordDetail):
    """One task with its source and history."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        text = "Wählen Sie links eine Aufgabe aus."
        super().__init__(context, EmptyState("checklist", "Keine Aufgabe gewählt", text, compact=True), parent)
        self._lookups = lookups
        self._tasks = context.workspace.tasks
        self._task: Task | None = None
        self.due_chip = Chip()
        self.state_button = ChoiceMenuButton("Status ändern", TaskState, self._on_state, "flag", words=_step)
        self.source_link = LinkButton("", "link")
        self.source_link.clicked.connect(self._on_source)
        self.source_word = Label("", "gedaempft")
        self.form = RecordForm(Task, save=self._save, names=FIELDS, lookups=lookups)
        self.history = ListCard("Verlauf")
        self._build()

    def _facts_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.due_chip)
        line.addWidget(self.source_word)
        line.addWidget(self.source_link)
        line.addStretch(1)
        return line

    def _build(self) -> None:
        self.header.add_button(self.state_button)
        self._add_more()
        comment = LinkButton("Eintrag hinzufügen", "plus")
        comment.clicked.connect(self._on_comment)
        self.history.add_to_head(comment)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 24, 12)
        head.setSpacing(8)
        head.addWidget(self.header)
        head.addLayout(self._facts_line())
        column.addLayout(head)
        self.history.setMaximumWidth(720)
        column.addWidget(ScrollColumn(self.form, self.history, margins=(24, 4, 24, 24), spacing=24), 1)
        self._set_content(content)

    def _clear(self) -> None:
        super()._clear()
        self._task = None

    def _show(self, id: int) -> None:
        task = self._tasks.get(id)
        self._task = task
        self.header.set(task.title)
        self.header.chip.set_style(task.state.label, TASK_CHIPS[task.state])
        words = due_phrase(task.due_on, today(self._context.clock)) if task.state in OPEN_TASKS else ""
        style = standing_chip(words)
        self.due_chip.set(words, style.kind if style else "neutral", style.icon if style else "")
        self.due_chip.setToolTip(format_date(task.due_on) if task.due_on else "")
        self.form.load(task)
        self._show_source(task)
        self._show_states(task)
        self._show_history(task)

    def _show_source(self, task: Task) -> None:
        words, title = _SOURCES.get(task.source_kind, ""), ""
        if task.source_kind == "agenda_item" and task.meeting_id:
            title = self._lookups.titles("meeting", [task.meeting_id]).get(task.meeting_id, "")
        elif words and task.source_id:
            title = self._lookups.titles(task.source_kind, [task.source_id]).get(task.source_id, "")
        self.source_word.setText(words if title else "")
        self.source_link.setText(title)
        self.source_link.setVisible(bool(title))

    def _show_states(self, task: Task) -> None:
        self.state_button.offer([state for state in TaskState if state is not task.state])
        self.state_button.setEnabled(not self._context.read_only)

    def _show_history(self, task: Task) -> None:
        rows: list[QWidget] = []
        for event in reversed(self._tasks.history(task.id)):
            words = _event_words(event)
            rows.append(ListRow(words, value=format_date_time(event.happened_at), clickable=False))
        self.history.set_rows(rows or [ListRow("Noch kein Eintrag.", clickable=False)])

    def _save(self, name: str, value: Any) -> None:
        if self._task is not None:
            self._tasks.update(self._task.id, None, **{name: value})

    @Slot()
    def _on_state(self) -> None:
        action = self.sender()
        if self._task is None or not isinstance(action, QAction):
            return
        self.flush()
        state = TaskState(action.data())
        text: str | None = ""
        if state is TaskState.DONE:
            question = "Was ist herausgekommen? Das kann auch leer bleiben."
            text = TextDialog.ask(self, "Aufgabe erledigt", question, "Als erledigt eintragen")
        elif state is TaskState.DROPPED:
            needed = "Bitte geben Sie an, warum die Aufgabe verworfen wird."
            text = TextDialog.ask(self, "Aufgabe verwerfen", "Warum?", "Aufgabe verwerfen", required=needed)
        if text is not None:
            with alerts.shown(self):
                self._tasks.set_state(self._task.id, state, text)

    @Slot()
    def _on_comment(self) -> None:
        if self._task is None or self._context.read_only:
            return
        needed = "Bitte schreiben Sie etwas."
        text = TextDialog.ask(
            self, "Eintrag in den Verlauf", "Was ist geschehen?", "Eintrag hinzufügen", required=needed
        )
        if text:
            self._tasks.comment(self._task.id, text)

    @Slot()
    def _on_source(self) -> None:
        if self._task is not None and self._task.source_id:
            self._context.navigate(self._task.source_kind, self._task.source_id)


def _event_words(event: TaskEvent) -> str:
    step = ""
    if event.new_state is not None:
        step = f"{event.old_state.label} → {event.new_state.label}" if event.old_state else event.new_state.label
    return ": ".join(part for part in (step, event.text) if part) or "Angelegt"


def _step(state: TaskState) -> str:
    """A step that asks for words ends with dots."""
    return state.label if state in OPEN_TASKS else f"{state.label}…"
