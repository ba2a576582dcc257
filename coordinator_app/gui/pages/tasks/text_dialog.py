"""A dialog that asks for words about a step: a reason, a result, a report."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.widgets.labels import Label


class TextDialog(Dialog):
    """`ask` gives the words, None when cancelled; `required` refuses none at all with that sentence."""

    def __init__(
        self, title: str, text: str, primary: str, required: str, initial: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, primary=primary, heading=title, parent=parent)
        self._required = required
        self.add(Label(text, wrap=True))
        self.edit = QPlainTextEdit(initial)
        self.edit.setAccessibleName(title)
        self.edit.setTabChangesFocus(True)
        self.edit.setMaximumHeight(140)
        self.add(self.edit)
        self.edit.setFocus()

    def words(self) -> str:
        """What is typed."""
        return self.edit.toPlainText().strip()

    def check(self) -> bool:
        """Refuse nothing at all where words are needed."""
        if self._required and not self.words():
            self.set_message(self._required)
            return False
        return True

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, text: str, primary: str, *, required: str = "", initial: str = ""
    ) -> str | None:
        """The words, None when cancelled."""
        dialog = cls(title, text, primary, required, initial, parent)
        return dialog.words() if dialog.run() else None
