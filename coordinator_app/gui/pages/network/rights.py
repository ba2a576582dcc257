"""What can be done about the data of one person: Auskunft, information, blocking, leaving, erasing."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator_app.domain.contacts import Person, PersonStatus
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.dialogs.erase_person import ask_erase
from coordinator_app.gui.pages.network.privacy import block_person
from coordinator_app.gui.widgets.buttons import SecondaryButton


class PersonRights(QWidget):
    """A row of buttons; `show_person` after each reload."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._person = Person()
        self.disclosure = SecondaryButton("Auskunft", "document")
        self.inform = SecondaryButton("Informationsbrief", "mail")
        self.block = SecondaryButton("Sperren …", "lock")
        self.erase = SecondaryButton("Endgültig löschen …", "trash")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for button, slot in (
            (self.disclosure, self._on_disclosure),
            (self.inform, self._on_inform),
            (self.block, self._on_block),
            (self.erase, self._on_erase),
        ):
            button.clicked.connect(slot)
            line.addWidget(button)
        line.addStretch(1)

    def show_person(self, person: Person) -> None:
        """Offer what fits the person."""
        self._person = person
        blocked = person.status is PersonStatus.BLOCKED
        self.block.setText("Sperre aufheben" if blocked else "Sperren …")
        self.inform.setEnabled(not blocked)
        self.block.setEnabled(not self._context.read_only)
        self.erase.setEnabled(not self._context.read_only)

    @Slot()
    def _on_disclosure(self) -> None:
        self._context.preview("person_disclosure", self._person.id)

    @Slot()
    def _on_inform(self) -> None:
        self._context.preview("privacy_information", self._person.id)

    @Slot()
    def _on_block(self) -> None:
        with alerts.shown(self):
            if self._person.status is PersonStatus.BLOCKED:
                self._context.workspace.contacts.release_person(self._person.id)
                self._context.undo_bar("Sperre aufgehoben.")
            else:
                block_person(self, self._context, self._person.id)

    @Slot()
    def _on_erase(self) -> None:
        ask_erase(self, self._context, self._person.id)
