"""Dialogs with one question: some words, one line, one record found by typing."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import FieldInfo, Kind
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import TextEditor
from coordinator_app.gui.forms.field_editors import editor_for
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.widgets.labels import Label


class FieldDialog(Dialog):
    """A dialog that begins in its `first` field."""

    first: QWidget | None = None

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor into the first field."""
        super().showEvent(event)
        if self.first is not None:
            self.first.setFocus()


class TextDialog(FieldDialog):
    """Asks for words about a step: a reason, a result, a report; `required` refuses none at all with that sentence."""

    def __init__(
        self,
        title: str,
        text: str,
        primary: str,
        *,
        required: str = "",
        initial: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, primary=primary, heading=title, parent=parent)
        self._required = required
        self.add(Label(text, wrap=True))
        self.edit = QPlainTextEdit(initial)
        self.edit.setAccessibleName(title)
        self.edit.setTabChangesFocus(True)
        self.edit.setMaximumHeight(140)
        self.first = self.edit
        self.add(self.edit)

    def words(self) -> str:
        """What is typed."""
        return self.edit.toPlainText().strip()

    def check(self) -> bool:
        """Refuse nothing at all where words are needed."""
        if self._required and not self.words():
            raise UserError(self._required)
        return True

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, text: str, primary: str, **wanted: str) -> str | None:
        """The words, None when cancelled; `required` and `initial` as for the dialog."""
        dialog = cls(title, text, primary, **wanted, parent=parent)
        return dialog.words() if dialog.run() else None


def ask_reason(parent: QWidget | None, title: str, text: str, primary: str) -> str:
    """The reason of a step, which must be given; "" when cancelled."""
    return TextDialog.ask(parent, title, text, primary, required="Bitte geben Sie eine Begründung ein.") or ""


class NameDialog(FieldDialog):
    """Asks for one line: the name of a view, the title of a task."""

    def __init__(
        self, title: str, label: str, primary: str, help_text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, primary=primary, heading=title, parent=parent)
        self._label = label
        self.editor = TextEditor(max_length=500)
        self.first = self.editor
        self.add(FieldRow(label, self.editor, required=True, help_text=help_text))

    def check(self) -> bool:
        """Refuse an empty line."""
        if not self.editor.value():
            raise UserError(f"Bitte „{self._label}“ angeben.")
        return True

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, label: str, primary: str, help_text: str = "") -> str:
        """The line, "" when cancelled."""
        dialog = cls(title, label, primary, help_text, parent)
        return str(dialog.editor.value()) if dialog.run() else ""


class LinkDialog(FieldDialog):
    """Asks for one record of a kind, found by typing."""

    def __init__(
        self, title: str, label: str, primary: str, kind: str, lookups: Lookups, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, primary=primary, heading=title, parent=parent)
        info = FieldInfo(name="target", label=label, kind=Kind.REFERENCE, target=kind, required=True)
        self.editor = editor_for(info, lookups)
        self.first = self.editor
        self.add(FieldRow(label, self.editor, required=True, help_text="Tippen Sie ein paar Buchstaben."))

    def check(self) -> bool:
        """Refuse no choice at all."""
        if self.editor.value() is None:
            raise UserError("Bitte wählen Sie einen Eintrag aus der Liste.")
        return True

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, label: str, primary: str, kind: str, lookups: Lookups
    ) -> int | None:
        """The id chosen, None when cancelled."""
        dialog = cls(title, label, primary, kind, lookups, parent)
        return int(dialog.editor.value()) if dialog.run() else None


def ask_successor(parent: QWidget | None, lookups: Lookups) -> int | None:
    """The resolution that replaces another one, None when cancelled."""
    title, verb = "Beschluss ablösen", "Als abgelöst eintragen"
    return LinkDialog.ask(parent, title, "Abgelöst durch", verb, "resolution", lookups)
