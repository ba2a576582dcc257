"""One row of a form: label above, editor with unit, help, error line; names for assistive technology."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from coordinator_app.gui import speaking, theme
from coordinator_app.gui.forms.dates import DateTimeEditor
from coordinator_app.gui.forms.editors import Editor, YesNoEditor
from coordinator_app.gui.forms.pickers import MultiChoiceEditor
from coordinator_app.gui.widgets.cards import IconLabel
from coordinator_app.gui.widgets.labels import Label


class FieldRow(QWidget):
    """`FieldRow("Titel", TextEditor(), required=True, help_text="…", unit="Tage")`; `set_error` says what is wrong."""

    def __init__(
        self,
        label: str,
        editor: Editor,
        *,
        required: bool = False,
        help_text: str = "",
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._laid_out = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.editor = editor
        self.label = Label(f"{label} (Pflicht)" if required else label, "beschriftung")
        self.label.setBuddy(editor.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if isinstance(editor, YesNoEditor):
            editor.box.setText(label)
            self.label.hide()
        column.addWidget(self.label)
        column.addWidget(editor)
        if unit:
            editor.add_unit(unit)
        self.help = Label(help_text, "hinweis", wrap=True)
        theme.reveal(self.help, shown=bool(help_text))
        column.addWidget(self.help)
        self._error_line = QWidget()
        self._error = Label("", "fehler", wrap=True)
        self._build_error_line()
        column.addWidget(self._error_line)
        self._describe(label, required=required, help_text=help_text, unit=unit)

    def _build_error_line(self) -> None:
        error_line = QHBoxLayout(self._error_line)
        error_line.setContentsMargins(0, 0, 0, 0)
        error_line.setSpacing(4)
        error_line.addWidget(IconLabel("octagon", 16, "error"), 0, Qt.AlignmentFlag.AlignTop)
        error_line.addWidget(self._error, 1)
        self._error_line.hide()

    def _describe(self, label: str, *, required: bool, help_text: str, unit: str) -> None:
        field = self.editor.field
        if isinstance(self.editor, MultiChoiceEditor | DateTimeEditor):
            self.editor.set_name(label)
        else:
            field.setAccessibleName(label)
        parts = [f"in {unit}" if unit else "", "Pflichtangabe" if required else "", help_text]
        self._description = ". ".join(part for part in parts if part)
        field.setAccessibleDescription(self._description)

    def sizeHint(self) -> QSize:
        """Never lower than help or error need at the width there is, as a row gets no more than its hint."""
        hint = super().sizeHint()
        if self._laid_out and self.hasHeightForWidth():
            hint.setHeight(self.heightForWidth(self._laid_out))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height of the new width."""
        super().resizeEvent(event)
        if event.size().width() != self._laid_out:
            self._laid_out = event.size().width()
            if self.hasHeightForWidth():
                self.updateGeometry()

    def error(self) -> str:
        """The sentence shown; "" when all is well."""
        return self._error.text() if not self._error_line.isHidden() else ""

    def set_error(self, sentence: str) -> None:
        """Show what is wrong and what to do, and say it when the focus is elsewhere already; "" clears it."""
        if sentence and sentence != self.error() and not self.editor.field.hasFocus():
            speaking.say(self.editor.field, f"{self.editor.field.accessibleName()}: {sentence}", urgent=True)
        self._error.setText(sentence)
        self._error_line.setVisible(bool(sentence))
        self.editor.set_error(wrong=bool(sentence))
        spoken = " ".join(part for part in (sentence, self._description) if part)
        self.editor.field.setAccessibleDescription(spoken)
