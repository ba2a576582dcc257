"""The dialog that asks which resolution takes the place of another."""

from PySide6.QtWidgets import QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import fields_of
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.field_editors import editor_for
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups


class SuccessorDialog(Dialog):
    """Finds a resolution by typing."""

    def __init__(self, lookups: Lookups, parent: QWidget | None = None) -> None:
        title = "Beschluss ablösen"
        super().__init__(title, primary="Als abgelöst eintragen", heading=title, parent=parent)
        self.editor = editor_for(fields_of(Resolution)["replaced_by_id"], lookups)
        self.add(FieldRow("Abgelöst durch", self.editor, help_text="Tippen Sie einen Teil des Titels."))
        self.editor.setFocus()

    def check(self) -> bool:
        """A resolution must be chosen."""
        if self.editor.value() is None:
            raise UserError("Bitte wählen Sie den Beschluss, der diesen ablöst.")
        return True

    @classmethod
    def ask(cls, parent: QWidget | None, lookups: Lookups) -> int:
        """Id of the resolution, 0 when cancelled."""
        dialog = cls(lookups, parent)
        return int(dialog.editor.value()) if dialog.run() else 0
