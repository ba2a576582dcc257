"""The line to type a task: what, who, by when; from the keyboard alone."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_weekday_date
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.responsible import chosen, responsible_editor
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.labels import Label

Store = Callable[..., int]


class TaskLine(QWidget):
    """„Was“, „Wer“ (found by typing, new people are made on the way) and „Bis“ in words; Enter stores, Esc leaves.

    `store(title=…, due=…, person_id=…, organisation_id=…)` makes the task and gives its id; what it refuses by a
    `UserError` stands below the fields. Signals: `stored(id)`, `left` (Esc in empty fields; else they are emptied).
    """

    stored = Signal(int)
    left = Signal()

    def __init__(
        self,
        context: AppContext,
        lookups: Lookups,
        store: Store,
        *,
        margins: tuple[int, int, int, int] = (16, 12, 16, 12),
        two_rows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._store = context, store
        self.body_id: int | None = None
        self.meeting_id: int | None = None
        self.what, self.due = QLineEdit(), QLineEdit()
        self.what.setPlaceholderText("Was ist zu tun?")
        self.what.setAccessibleName("Neue Aufgabe")
        self.due.setPlaceholderText("26.11. oder „in 2 Wochen“")
        self.due.setAccessibleName("Frist der neuen Aufgabe")
        self.who = responsible_editor(lookups, create=self._create_person)
        self.who.line.setAccessibleName("Verantwortlich für die neue Aufgabe")
        self.meant = Label("", "hinweis")
        self.error = Label("", "fehler", wrap=True)
        self.meant.hide()
        self.error.hide()
        self.add_button = SecondaryButton("Hinzufügen")
        self.add_button.clicked.connect(self.store)
        self._build(margins, two_rows=two_rows)
        self.due.textChanged.connect(self._on_due_typed)
        for field in (self.what, self.who.line, self.due):
            field.installEventFilter(self)

    def _build(self, margins: tuple[int, int, int, int], *, two_rows: bool) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(*margins)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8 if two_rows else 4)
        top = Qt.AlignmentFlag.AlignTop
        if two_rows:
            grid.addWidget(self.what, 0, 0, 1, 3)
            for column, field in enumerate((self.who, self.due, self.add_button)):
                grid.addWidget(field, 1, column, top)
            grid.addWidget(self.error, 2, 0)
            grid.addWidget(self.meant, 2, 1, 1, 2)
            stretches = (5, 4, 0)
        else:
            for column, field in enumerate((self.what, self.who, self.due, self.add_button)):
                grid.addWidget(field, 0, column, top)
            grid.addWidget(self.error, 1, 0, 1, 2)
            grid.addWidget(self.meant, 1, 2, 1, 2)
            stretches = (5, 4, 3, 0)
        for column, stretch in enumerate(stretches):
            grid.setColumnStretch(column, stretch)
        for field in (self.what, self.who.line, self.due):
            field.setMinimumWidth(80)

    def begin(self) -> None:
        """Start typing, keeping what is there already."""
        self.show()
        self.what.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def store(self) -> None:
        """Store the task; what is wrong stands below."""
        self._show_error("")
        try:
            id = self._store(title=self.what.text(), due=self.due.text(), **chosen(self.who.value()))
        except UserError as error:
            self._show_error(error.text)
            return
        self.clear()
        self.what.setFocus()
        self.stored.emit(id)

    def clear(self) -> None:
        """Empty all fields."""
        self.what.clear()
        self.due.clear()
        self.who.set_value(None)
        self._show_error("")

    def _show_error(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on and stores at the end (Strg+Enter at once), Esc leaves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._leave()
                return True
            choosing = watched is self.who.line and self._list_open()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not choosing:
                at_once = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                if watched is self.due or at_once:
                    self.store()
                else:
                    self._go_on(watched)
                return True
        return super().eventFilter(watched, event)

    def _go_on(self, watched: QObject) -> None:
        """Enter in a field before the last one; `watched` is that field."""
        del watched
        self.focusNextChild()

    def _leave(self) -> None:
        empty = not any((self.what.text(), self.due.text(), self.who.line.text()))
        self.clear()
        if empty:
            self.left.emit()

    def _list_open(self) -> bool:
        popup = self.who.completer.popup()
        return popup is not None and popup.isVisible()

    @Slot()
    def _on_due_typed(self) -> None:
        text = self.due.text().strip()
        words = ""
        if text:
            try:
                day = self._context.workspace.tasks.parse_due(text, body_id=self.body_id, meeting_id=self.meeting_id)
                words = f"= {format_weekday_date(day)}" if day else ""
            except UserError:
                words = "noch nicht verstanden"
        self.meant.setText(words)
        self.meant.setVisible(bool(words))

    def _create_person(self, text: str) -> int | None:
        first, _, last = text.strip().rpartition(" ")
        return self._context.workspace.contacts.create_person(last_name=last, first_name=first)
