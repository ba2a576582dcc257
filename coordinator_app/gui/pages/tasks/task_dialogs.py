"""Questions about one or several tasks: another date, somebody else, what came of it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_weekday_date, plural
from coordinator_app.domain.tasks import TaskState, parse_shift
from coordinator_app.gui.forms.editors import LongTextEditor, TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import FieldDialog, TextDialog
from coordinator_app.gui.forms.responsible import responsible_editor
from coordinator_app.gui.widgets.labels import Label


class PutOffDialog(FieldDialog):
    """Asks for another date, as a day or as a span from the present one."""

    help_topic = "aufgaben"

    def __init__(self, count: int, read: Callable[[str], date | None], parent: QWidget | None = None) -> None:
        title = "Frist verschieben"
        super().__init__(title, primary=title, heading=title, parent=parent, width=480)
        self._read, self._count = read, count
        if count > 1:
            self.add(
                Label(f"{count} Aufgaben sind ausgewählt; erledigte bleiben, wie sie sind.", "gedaempft", wrap=True)
            )
        self.editor = TextEditor(max_length=60)
        self.editor.line.setPlaceholderText("26.11., „in 2 Wochen“ oder „um 2 Wochen“")
        self.first = self.editor
        help_text = "„in 2 Wochen“ zählt von heute, „um 2 Wochen“ von der bisherigen Frist."
        self.add(FieldRow("Neue Frist", self.editor, required=True, help_text=help_text))
        self.meant = Label("", "stark")
        self.add(self.meant)
        self.editor.line.textChanged.connect(self._on_typed)

    @Slot()
    def _on_typed(self) -> None:
        try:
            self.meant.setText(self._words(self.editor.line.text()))
        except UserError:
            self.meant.setText("")

    def _words(self, text: str) -> str:
        shift = parse_shift(text)
        if shift is not None:
            later = plural(shift.days, "Tag", "Tage")
            return f"= jede Frist {later} später" if self._count > 1 else f"= {later} später"
        day = self._read(text)
        return f"= {format_weekday_date(day)}" if day else ""

    def check(self) -> bool:
        """Refuse what means no date."""
        if not self._words(self.editor.line.text()):
            raise UserError("Bitte geben Sie ein Datum oder eine Spanne ein.")
        return True

    @classmethod
    def ask(cls, parent: QWidget | None, count: int, read: Callable[[str], date | None]) -> str:
        """The words typed, "" when cancelled; `read` understands a day."""
        dialog = cls(count, read, parent)
        return dialog.editor.line.text() if dialog.run() else ""


class HandOverDialog(FieldDialog):
    """Asks who takes over, and why."""

    help_topic = "aufgaben"

    def __init__(self, count: int, lookups: Lookups, parent: QWidget | None = None) -> None:
        title = "Aufgabe übergeben" if count == 1 else f"{count} Aufgaben übergeben"
        super().__init__(title, primary="Übergeben", heading=title, parent=parent, width=480)
        self.who = responsible_editor(lookups)
        self.first = self.who
        self.add(FieldRow("An wen?", self.who, required=True))
        self.why = LongTextEditor(lines=2)
        help_text = "Freiwillig; steht mit der Übergabe im Verlauf."
        self.add(FieldRow("Anmerkung", self.why, help_text=help_text))

    def check(self) -> bool:
        """Refuse nobody."""
        if self.who.value() is None:
            raise UserError("Bitte wählen Sie, wer die Aufgabe übernimmt.")
        return True

    @classmethod
    def ask(cls, parent: QWidget | None, count: int, lookups: Lookups) -> tuple[int, str] | None:
        """The person (or organisation by its negative id) and the words; None when cancelled."""
        dialog = cls(count, lookups, parent)
        return (int(dialog.who.value() or 0), dialog.why.value()) if dialog.run() else None


def ask_about_step(parent: QWidget | None, state: TaskState, count: int = 1) -> str | None:
    """The words a step wants (result, reason); "" where none are asked for, None when cancelled."""
    what = "Aufgabe" if count == 1 else f"{count} Aufgaben"
    if state is TaskState.DONE:
        question = "Was ist herausgekommen? Das kann auch leer bleiben."
        return TextDialog.ask(parent, f"{what} erledigt", question, "Als erledigt eintragen")
    if state is TaskState.DROPPED:
        needed = "Bitte geben Sie an, warum die Aufgabe verworfen wird."
        question = "Warum? Eine Wiederholung endet damit."
        return TextDialog.ask(parent, f"{what} verwerfen", question, f"{what} verwerfen", required=needed)
    return ""
