"""One task: state, facts, where it comes from, history."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date, format_date_time, format_weekday_date
from coordinator_app.domain.recurrence import Rhythm, read_rule
from coordinator_app.domain.sentences import due_phrase
from coordinator_app.domain.tasks import OPEN_TASKS, Task, TaskEvent, TaskState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import ChoiceEditor, Editor
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import TextDialog
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.tasks.looks import TASK_CHIPS
from coordinator_app.gui.pages.tasks.several import SeveralTasks
from coordinator_app.gui.pages.tasks.task_verbs import TaskVerbs
from coordinator_app.gui.register_pane import RecordDetail
from coordinator_app.gui.thread_bar import ThreadBar
from coordinator_app.gui.widgets.buttons import ChoiceMenuButton, LinkButton
from coordinator_app.gui.widgets.cards import ListCard
from coordinator_app.gui.widgets.chips import Chip, due_look
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import entry_row, hint_row
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn

FIELDS: tuple[str | tuple[str, ...], ...] = (
    "title",
    ("person_id", "organisation_id"),
    ("due_on", "recurrence"),
    ("priority", "remind_days"),
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
    "priority_round": "aus der Priorisierung",
    "interaction": "aus dem Kontakt",
    "concern": "aus dem Anliegen",
    "grant": "zur Förderung",
    "deadline": "zur Frist",
    "site_walk_finding": "aus der Begehung",
    "process_step": "zum Prozessschritt",
}


class RhythmEditor(ChoiceEditor):
    """Shows the rule a task is stored with as one of the rhythms on offer; its value is the rhythm."""

    def __init__(self) -> None:
        super().__init__([(rhythm, rhythm.label) for rhythm in Rhythm], optional=False)

    def set_value(self, value: Any) -> None:
        """Show the rhythm of a rule."""
        series = read_rule(value or "") if not isinstance(value, Rhythm) else None
        super().set_value(value if isinstance(value, Rhythm) else series.rhythm if series else Rhythm.ONCE)


class TaskDetail(RecordDetail):
    """One task with its source and history; with several selected what can be done to all of them."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        text = "Wählen Sie links eine Aufgabe aus."
        super().__init__(context, EmptyState("checklist", "Keine Aufgabe gewählt", text, compact=True), parent)
        self._lookups = lookups
        self._tasks = context.workspace.tasks
        self._task: Task | None = None
        self.thread_bar = ThreadBar(context, lookups, hide_alone=True)
        self.due_chip = Chip()
        self.verbs = TaskVerbs(context, lookups, self)
        self.several = SeveralTasks(context, self.verbs)
        self.state_button = ChoiceMenuButton("Status ändern", TaskState, self._on_state, "flag", words=_step)
        self.departed = NoticeBar("", "attention", icon="leave")
        self.departed.triggered.connect(self._on_hand_over)
        self.source_link = LinkButton("", "link")
        self.source_link.clicked.connect(self._on_source)
        self.source_word = Label("", "gedaempft")
        self._source = QWidget()
        editors: dict[str, Editor] = {"recurrence": RhythmEditor()}
        self.form = RecordForm(Task, save=self._save, names=FIELDS, lookups=lookups, editors=editors)
        self.history = ListCard("Verlauf")
        self._build()

    def _fill_source(self, line: QHBoxLayout) -> None:
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.source_word)
        line.addWidget(self.source_link)
        line.addStretch(1)

    def _build(self) -> None:
        self.header.add_chip(self.due_chip)
        self.header.add_button(self.state_button)
        self._fill_more()
        comment = LinkButton("Eintrag hinzufügen", "plus")
        comment.clicked.connect(self._on_comment)
        self.history.add_to_head(comment)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        column.addLayout(head)
        head.setContentsMargins(24, 16, 24, 12)
        head.setSpacing(8)
        head.addWidget(self.thread_bar)
        head.addWidget(self.header)
        head.addWidget(self._source)
        self._fill_source(QHBoxLayout(self._source))
        head.addWidget(self.departed)
        column.addWidget(ScrollColumn(self.form, self.history, margins=(24, 4, 24, 24), spacing=24, width=720), 1)
        self._set_content(content)
        self._stack.addWidget(self.several)

    def _fill_more(self) -> None:
        more = self._add_more()
        first = more.menu_.actions()[0]
        for text, slot in (
            ("Frist verschieben …", self._on_put_off),
            ("Übergeben …", self._on_hand_over),
            ("Aufgabe kopieren", self._on_duplicate),
        ):
            action = QAction(text, more.menu_)
            action.setEnabled(not self._context.read_only)
            action.triggered.connect(slot)
            more.menu_.insertAction(first, action)

    def show_several(self, ids: list[int]) -> None:
        """Stand for several tasks; back to one by `show_record`."""
        self.flush()
        self.several.show_tasks(ids)
        self._stack.setCurrentWidget(self.several)

    def edit(self) -> None:
        """Put the cursor into the first field (F2)."""
        if self._task is not None:
            self.form.focus_first()

    def _clear(self) -> None:
        super()._clear()
        self._task = None

    def _show(self, id: int) -> None:
        task = self._tasks.get(id)
        self._task = task
        self.header.set(task.title)
        self.header.chip.set_style(task.state.label, TASK_CHIPS[task.state])
        words = due_phrase(task.due_on, today(self._context.clock)) if task.state in OPEN_TASKS else ""
        style = due_look(words)
        self.due_chip.set(words, style.kind if style else "neutral", style.icon if style else "")
        self.due_chip.setToolTip(format_date(task.due_on) if task.due_on else "")
        self.form.load(task)
        self._show_repetition(task)
        gone = self._tasks.departed(task)
        self.departed.set(gone, "attention", icon="leave", action="" if self._context.read_only else "Übergeben …")
        self.thread_bar.show_record("task", id)
        self._show_source(task)
        self._show_states(task)
        self._show_history(task)

    def _show_repetition(self, task: Task) -> None:
        found = self._tasks.repetition(task)
        words = ""
        if found is not None and task.state in OPEN_TASKS:
            rest = f" ({found.rest_day})" if found.rest_day else ""
            words = (
                f"{found.words.removesuffix('.')}. Danach: {format_weekday_date(found.next_day)}{rest}"
                if found.next_day
                else ""
            )
        label = self.form.row("recurrence").help
        label.setText(words)
        label.setVisible(bool(words))

    def _show_source(self, task: Task) -> None:
        words, title = _SOURCES.get(task.source_kind, ""), ""
        if task.source_kind == "agenda_item" and task.meeting_id is not None:
            title = self._lookups.titles("meeting", [task.meeting_id]).get(task.meeting_id, "")
        elif words and task.source_id:
            title = self._lookups.titles(task.source_kind, [task.source_id]).get(task.source_id, "")
        self.source_word.setText(words if title else "")
        self.source_link.setText(title)
        self._source.setVisible(bool(title))

    def _show_states(self, task: Task) -> None:
        self.state_button.offer([state for state in TaskState if state is not task.state])
        self.state_button.setEnabled(not self._context.read_only)

    def _show_history(self, task: Task) -> None:
        rows: list[QWidget] = []
        for event in reversed(self._tasks.history(task.id)):
            step = _event_step(event)
            text = event.text or ("" if step else "Angelegt")
            rows.append(entry_row(text, format_date_time(event.happened_at), step))
        self.history.set_rows(rows or [hint_row("Noch kein Eintrag.")])

    def _save(self, name: str, value: Any) -> None:
        if self._task is not None and name == "recurrence":
            self._tasks.set_rhythm(self._task.id, value)
        elif self._task is not None:
            self._tasks.update(self._task.id, None, **{name: value})

    @Slot()
    def _on_state(self) -> None:
        action = self.sender()
        if self._task is None or not isinstance(action, QAction):
            return
        self.flush()
        self.verbs.set_state([self._task.id], TaskState(action.data()))

    @Slot()
    def _on_put_off(self) -> None:
        if self._task is not None:
            self.flush()
            self.verbs.put_off([self._task.id])

    @Slot()
    def _on_hand_over(self) -> None:
        if self._task is not None:
            self.flush()
            self.verbs.hand_over([self._task.id])

    @Slot()
    def _on_duplicate(self) -> None:
        if self._task is not None:
            self.flush()
            self.verbs.duplicate(self._task.id)

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


def _event_step(event: TaskEvent) -> str:
    """The step of an entry: „offen → erledigt“; the first entry tells in its text that it is the first."""
    if event.new_state is None or event.old_state is None:
        return ""
    return f"{event.old_state.label} → {event.new_state.label}"


def _step(state: TaskState) -> str:
    """A step that asks for words ends with dots."""
    return state.label if state in OPEN_TASKS else f"{state.label} …"
