"""The typing mask: one field after the other by single keys, the question as it stands on the sheet."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.common.german import format_date
from coordinator_app.domain.answers import SheetState
from coordinator_app.domain.entry_fields import AS_TEXT, TYPED_DIGITS, EntryField, FieldKind
from coordinator_app.domain.entry_keys import ENTER, read_stored_day
from coordinator_app.gui import theme
from coordinator_app.gui.entry.key_list import KeyList
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.services.entry import EntrySession

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WordsEdit(QPlainTextEdit):
    """A field for words: Enter stores them, Umschalt+Enter begins a new line, ↑ in the first line goes back."""

    written = Signal(str)
    back_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Text vom Bogen")
        self.setTabChangesFocus(True)
        self.setMaximumHeight(theme.height(120))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, ↑ and Strg+Z speak to the mask."""
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in _RETURN and not shift:
            self.written.emit(self.toPlainText())
        elif event.key() == Qt.Key.Key_Up and self.textCursor().blockNumber() == 0:
            self.back_wanted.emit()
        elif _is_undo(event) and not self.document().isUndoAvailable():
            self.undo_wanted.emit()
        elif Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F12:
            event.ignore()
        else:
            super().keyPressEvent(event)


class EntryMask(QWidget):
    """Shows the field under the cursor of a session and hands it the keys.

    `changed` after every key that did something, `sheet_finished` when the next sheet has begun, `all_done` when
    nothing is left to type.
    """

    changed = Signal()
    sheet_finished = Signal()
    all_done = Signal()

    def __init__(self, session: EntrySession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Erfassung")
        theme.mark(self, flaeche="surface")
        self.block = Label("", "gedaempft")
        self.wording = Label("", "titel", wrap=True)
        self.row = Label("", "kartentitel", wrap=True)
        self.hint = Label("", "hinweis", wrap=True)
        self.digits = Label("", "uhr")
        self.keys = KeyList()
        self.words = WordsEdit()
        self.words.written.connect(self._on_written)
        self.words.back_wanted.connect(self.back)
        self.words.undo_wanted.connect(self.undo)
        self.notice = NoticeBar("")
        self._build()

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        for widget in (self.block, self.wording, self.hint, self.row, self.digits, self.words, self.keys):
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area, 1)
        foot = QVBoxLayout()
        outer.addLayout(foot)
        foot.setContentsMargins(24, 0, 24, 12)
        foot.addWidget(self.notice)

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key of the field; everything else goes to the window."""
        if event.key() in _RETURN:
            self._enter()
        elif event.key() == Qt.Key.Key_Backspace:
            self.session.rub_out()
            self._after("")
        elif event.key() == Qt.Key.Key_Up:
            self.back()
        elif event.key() == Qt.Key.Key_Down:
            self.session.forward()
            self._after("")
        elif _is_undo(event):
            self.undo()
        elif event.text().isprintable() and event.text() and not event.modifiers() & _COMMAND:
            self._after(self.session.key(event.text()))
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if self.session.place is not None or self.session.asking is not None:
            self._after(self.session.key(ENTER))
        else:
            self.next_sheet()

    @Slot()
    def back(self) -> None:
        """To the field before."""
        self.session.back()
        self._after("")

    @Slot()
    def undo(self) -> None:
        """Take back the last field."""
        self._after("" if self.session.undo() else "Auf diesem Bogen ist nichts rückgängig zu machen.")

    @Slot(str)
    def _on_written(self, text: str) -> None:
        if self.session.asking is not None:
            self._after(self.session.key(ENTER))
        else:
            self._after(self.session.write(text))

    def next_sheet(self) -> None:
        """Begin the next sheet when this one is complete."""
        if self.session.next_sheet():
            self.sheet_finished.emit()
            self._after("")
        else:
            self.all_done.emit()

    def leave(self) -> None:
        """Store words that are still being written."""
        here = self.session.field
        if here is not None and here.kind is FieldKind.TEXT and self.words.toPlainText().strip():
            self.session.write(self.words.toPlainText())

    # --- what is shown

    def _after(self, message: str) -> None:
        if message:
            QApplication.beep()
        self.show_state(message)
        self.changed.emit()

    def show_state(self, message: str = "") -> None:
        """Show the field under the cursor; `message` says why a key did nothing."""
        session = self.session
        here = session.field
        question = session.plan.questions[here.question] if here is not None else None
        self.block.setText(question.block if question is not None else "")
        self.wording.setText(f"{here.number}.  {question.wording}" if question and here else _finished(session))
        self.hint.setText(_hint(here))
        self.hint.setVisible(bool(self.hint.text()))
        self.row.setText(here.label if here is not None else "")
        self.row.setVisible(bool(self.row.text()))
        self.keys.show_field(here, session.sheet.values, session.typing)
        self._show_digits(here)
        self._show_words(here)
        self._show_notice(message)
        self.setAccessibleDescription(f"{self.wording.text()} {self.row.text()}")

    def _show_digits(self, here: EntryField | None) -> None:
        shown = here is not None and here.kind in TYPED_DIGITS
        self.digits.setVisible(shown)
        if here is None or not shown:
            return
        typed = self.session.typing.digits
        if not typed:
            stored = self.session.sheet.values.get(here.variable, -99)
            kept = _text(self.session.sheet.texts.get(here.variable, "")) if here.kind in AS_TEXT else str(stored)
            typed = kept if stored >= 0 else ""
        blanks = "·" * max(here.digits - len(typed), 0)
        self.digits.setText(f"{typed}{blanks} {here.unit}".strip())

    def _show_words(self, here: EntryField | None) -> None:
        shown = here is not None and here.kind is FieldKind.TEXT
        if here is not None and shown:
            self.words.setPlainText(self.session.sheet.texts.get(here.variable, ""))
            self.words.moveCursor(QTextCursor.MoveOperation.End)
            self.words.show()
            self.words.setFocus()
        elif self.words.isVisibleTo(self):
            if self.words.hasFocus():
                self.setFocus()
            self.words.hide()

    def _show_notice(self, message: str) -> None:
        asking = self.session.asking
        if message:
            self.notice.set(message, "error")
        elif asking is not None:
            text = f"{asking.text} {asking.advice} Enter: so behalten · neu eingeben: verbessern"
            self.notice.set(text, "attention", strong="Passt das?")
        elif self.session.number_taken():
            self.notice.set(
                f"Die Belegnummer {self.session.sheet.number} gibt es schon. F2: andere Nummer", "attention"
            )
        else:
            self.notice.set("")


_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def _is_undo(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Z and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _finished(session: EntrySession) -> str:
    number = session.sheet.number
    states = {SheetState.BLANK: "leer zurück", SheetState.REFUSED: "verweigert"}
    state = states.get(session.sheet.state, "vollständig")
    if session.second and not session.left:
        return f"Beleg {number}: {state}. Damit sind alle Bögen der Zweiterfassung erfasst."
    return f"Beleg {number}: {state}. Enter beginnt den nächsten Bogen."


_HINTS = {
    FieldKind.CROSSES: "Jede Taste setzt oder löscht ein Kreuz, Enter geht weiter.",
    FieldKind.LISTED: "Code eingeben, dann Enter.",
    FieldKind.DATE: "Als TTMMJJJJ eingeben.",
    FieldKind.TEXT: (
        "Enter speichert, Umschalt+Enter: neue Zeile, * allein: unleserlich. Namen von Personen nicht abschreiben."
    ),
}


def _hint(here: EntryField | None) -> str:
    if here is None:
        return ""
    found = _HINTS.get(here.kind, "")
    return f"Höchstens {here.limit} Kreuze. {found}" if here.limit else found


def _text(stored: str) -> str:
    return format_date(read_stored_day(stored)) or stored
