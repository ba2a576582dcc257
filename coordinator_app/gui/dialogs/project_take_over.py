"""Taking over a project another town has sent: what comes, what is new here, as a pattern or just as it is."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date
from coordinator_app.exchange.project_file import ProjectFile
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import Label, SectionTitle
from coordinator_app.services.project_exchange import ProjectExchange, TakeOver

FILTER = "Austauschdatei (*.json);;Alle Dateien (*)"
PATTERN, EXACT = "pattern", "exact"


class TakeOverDialog(Dialog):
    """Shows the dry run; `ask` returns the id of the project, None when cancelled."""

    help_topic = "projekt-weitergeben"

    def __init__(self, context: AppContext, file: ProjectFile, parent: QWidget | None = None) -> None:
        super().__init__("Projekt aus anderer Kommune übernehmen", primary="Projekt übernehmen", parent=parent)
        self._context = context
        self._file = file
        self._plan: TakeOver | None = None
        self.project_id: int | None = None
        origin = file.town or "einer anderen Kommune"
        day = f", geschrieben am {format_date(file.written)}" if file.written else ""
        self.mode = ChoiceEditor(
            [
                (PATTERN, "Als Vorlage: nur Idee, Aufbau, Ziele und Indikatoren"),
                (EXACT, "So wie es dort steht, mit Zeiten, Geld, Gebieten und Partnern"),
            ],
            optional=False,
        )
        self.mode.field.setAccessibleName("Wie soll das Projekt übernommen werden?")
        self.mode.set_value(PATTERN)
        self.mode.committed.connect(self._show)
        self.grid = KeyValueGrid([], columns=1)
        self.new_words = Label("", wrap=True)
        self.left_out = Label("", "gedaempft", wrap=True)
        self.problems = Label("", "fehler", wrap=True)
        self.add(Label(f"Von {origin}{day}. Es wurde noch nichts gespeichert.", "gedaempft", wrap=True))
        self.add(FieldRow("Übernehmen", self.mode))
        self.add(SectionTitle("Das kommt in diese Datei"))
        self.add(self.grid)
        for label in (self.new_words, self.left_out, self.problems):
            self.add(label)
        self._show()

    @classmethod
    def ask(cls, parent: QWidget | None, context: AppContext, path: Path) -> int | None:
        """Read a file and show what it would bring; `UserError` when it is no exchange file."""
        try:
            data = path.read_bytes()
        except OSError:
            raise UserError(f"„{path.name}“ lässt sich nicht lesen. Bitte die Datei neu wählen.") from None
        file = ProjectExchange(context.workspace).read(data, path.name)
        dialog = cls(context, file, parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.project_id

    @Slot()
    def _show(self) -> None:
        plan = ProjectExchange(self._context.workspace).plan(self._file, as_pattern=self.mode.value() == PATTERN)
        self._plan = plan
        self.grid.set_rows(list(plan.lines))
        self._say(self.new_words, "Wird neu angelegt: ", plan.new_words)
        self._say(self.left_out, "Bleibt weg: ", plan.left_out)
        self._say(self.problems, "", self._file.problems)
        if plan.same_id:
            where = f"{plan.same_number}" if plan.same_number else "im Papierkorb"
            self.set_message(f"Dieses Projekt wurde schon übernommen ({where}). Es wird nicht noch einmal angelegt.")
        elif plan.like:
            self.set_message(f"Ein Projekt dieses Namens gibt es schon: {plan.like}.", "attention")
        else:
            self.set_message("")
        self.primary_button.setEnabled(not plan.same_id)

    @staticmethod
    def _say(label: Label, start: str, parts: tuple[str, ...]) -> None:
        text = "; ".join(parts)
        label.setText(start + text + ("" if text.endswith(".") else ".") if parts else "")
        label.setVisible(bool(parts))

    def check(self) -> bool:
        """Take it over."""
        if self._plan is None or self._plan.same_id:
            return False
        self.project_id = ProjectExchange(self._context.workspace).take_over(self._plan)
        return True


def take_over_project(parent: QWidget | None, context: AppContext, path: Path | None = None) -> None:
    """Ask for a file, show what it brings, take it over and show the project."""
    path = path or alerts.open_file(parent, "Austauschdatei wählen", FILTER)
    if path is None:
        return
    project_id = TakeOverDialog.ask(parent, context, path)
    if project_id:
        context.navigate("project", project_id)
        context.undo_bar("Das Projekt ist übernommen.")
