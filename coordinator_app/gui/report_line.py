"""The line to type how far something is: state and words, from the keyboard alone."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.labels import Label

Store = Callable[[Any, str], bool]


class ReportLine(QWidget):
    """State and words of a report; Enter stores, Strg+Auf/Ab changes the state, Esc leaves.

    `store(state, words)` keeps it and tells whether it did (a question may have been cancelled); what it refuses by
    a `UserError` stands below. `show_subject(key, state)` makes the line stand for another record.
    """

    stored = Signal()
    left = Signal()

    def __init__(self, states: type[Vocabulary], store: Store, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._subject: object = None
        self._state: Vocabulary | None = None
        self.state = ChoiceEditor([(each, each.label) for each in states], optional=False)
        self.state.box.setAccessibleName(f"Stand: {name}")
        self.words = QLineEdit()
        self.words.setPlaceholderText("Wie steht es?")
        self.words.setAccessibleName(name)
        self.words.setMaxLength(10_000)
        self.words.installEventFilter(self)
        self.error = Label("", "fehler", wrap=True)
        self.error.hide()
        self.hint = Label(
            "Eingabe speichert, Strg+Auf und Strg+Ab ändern den Stand, Esc geht zur Liste.", "hinweis", wrap=True
        )
        self.button = SecondaryButton("Eintragen")
        self.button.clicked.connect(self.store)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.state, 0, 0)
        grid.addWidget(self.words, 0, 1)
        grid.addWidget(self.button, 0, 2)
        grid.addWidget(self.error, 1, 0, 1, 3)
        grid.addWidget(self.hint, 2, 0, 1, 3)
        grid.setColumnStretch(1, 1)

    def show_subject(self, subject: object, state: Vocabulary) -> None:
        """Stand for a record; what is typed stays as long as it is the same one."""
        same = subject == self._subject
        if not same or state != self._state:
            self.state.set_value(state)
        self._subject, self._state = subject, state
        if not same:
            self.words.clear()
            self._show_error("")

    def begin(self) -> None:
        """Put the cursor where the report is typed."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def store(self) -> None:
        """Store the report; what is missing stands below."""
        if self._subject is None:
            return
        try:
            kept = self._store(self.state.value(), self.words.text())
        except UserError as error:
            self._show_error(error.text)
            self.words.setFocus()
            return
        if kept:
            self._show_error("")
            self.words.clear()
            self.stored.emit()

    def _show_error(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter stores, Esc leaves, Strg+Auf/Ab steps through the states."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.store()
                return True
            if key == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                step = 1 if key == Qt.Key.Key_Down else -1
                last = self.state.box.count() - 1
                self.state.box.setCurrentIndex(min(max(self.state.box.currentIndex() + step, 0), last))
                return True
        return super().eventFilter(watched, event)
