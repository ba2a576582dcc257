"""What cannot be right on finished sheets, each with the sheet to open."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import plural
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.sheet_checks import MOST, SheetNote

_SHOWN = 100


class NotesDialog(Dialog):
    """`chosen` is the note whose sheet is to be opened."""

    help_topic = "ruecklauf"

    def __init__(self, notes: Sequence[SheetNote], parent: QWidget | None = None) -> None:
        title = "Widersprüche auf den Bögen"
        super().__init__(title, primary="", cancel="Schließen", heading=title, parent=parent, width=760)
        self.chosen: SheetNote | None = None
        words = "Alle Bögen passen zu Filtern und Regeln des Fragebogens."
        if notes:
            count = f"Mindestens {MOST} Stellen" if len(notes) >= MOST else plural(len(notes), "Stelle", "Stellen")
            words = f"{count} gefunden. Was so auf dem Papier steht, bleibt; Tippfehler verbessern Sie auf dem Bogen."
        self.add(Label(words, wrap=True))
        if not notes:
            return
        self.list = ListCard("Stellen", str(len(notes)))
        self.add(self.list)
        rows: list[QWidget] = []
        for note in notes[:_SHOWN]:
            name = f"Beleg {note.sheet.number}" if note.sheet.number else note.sheet.source or "ohne Beleg"
            row = ListRow(note.text, addition=name, clickable=True)
            row.activated.connect(partial(self._choose, note))
            rows.append(row)
        if len(notes) > _SHOWN:
            rows.append(ListRow(f"und {len(notes) - _SHOWN} weitere", clickable=False))
        self.list.set_rows(rows)

    def _choose(self, note: SheetNote, *_: object) -> None:
        self.chosen = note
        self.accept()
