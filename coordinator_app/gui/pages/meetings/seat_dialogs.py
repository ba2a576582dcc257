"""Dialogs about seats: another person takes one, what came before, who was appointed when."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date
from coordinator_app.domain.bodies import Membership
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.pickers import ReferenceEditor
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.seats import SeatView

PERSON, INSTITUTION, VACANT = "person", "institution", "vacant"


class HandOverDialog(Dialog):
    """Who has the seat from which day on: a person, the institution itself, or nobody yet."""

    help_topic = "gremien"

    def __init__(self, view: SeatView, lookups: Lookups, parent: QWidget | None = None) -> None:
        title = f"Sitz „{view.seat.seat}“ übergeben"
        super().__init__(title, primary="Sitz übergeben", heading=title, parent=parent)
        since = f" seit {format_date(view.seat.starts_on)}" if view.seat.starts_on else ""
        self.add(Label(f"Bisher: {view.shown}{since}. Stimmrecht, Rolle und Vertretung bleiben beim Sitz.", wrap=True))
        options = [(PERSON, "Eine andere Person"), (VACANT, "Noch niemand, der Sitz wird unbesetzt")]
        if view.organisation:
            options.insert(1, (INSTITUTION, f"Die Institution ohne Namen ({view.organisation})"))
        self.kind = ChoiceEditor(options, optional=False)
        self.kind.set_value(PERSON)
        self.kind.committed.connect(self._on_kind)
        self.person = ReferenceEditor(partial(lookups.suggest, "person"), partial(lookups.titles, "person"))
        self.day = DateEditor(lookups.today)
        self.day.set_value(lookups.today())
        self.add(FieldRow("Künftig", self.kind, required=True))
        self.person_row = FieldRow("Neue Person", self.person, required=True, help_text="Tippen Sie den Namen.")
        self.add(self.person_row)
        self.add(FieldRow("Ab welchem Tag?", self.day, required=True))

    @Slot()
    def _on_kind(self) -> None:
        self.person_row.setVisible(self.kind.value() == PERSON)

    def person_id(self) -> int | None:
        """The new person; None when there is none."""
        return self.person.value() if self.kind.value() == PERSON else None

    def vacant(self) -> bool:
        """Whether the seat stays without anybody."""
        return self.kind.value() == VACANT

    def check(self) -> bool:
        """A person and a day must be given."""
        if self.kind.value() == PERSON and self.person.value() is None:
            raise UserError("Bitte wählen Sie die neue Person aus, oder lassen Sie den Sitz unbesetzt.")
        if self.day.value() is None:
            raise UserError("Bitte geben Sie an, ab welchem Tag der Wechsel gilt.")
        return True


class HistoryDialog(Dialog):
    """Everybody who held a seat."""

    help_topic = "gremien"

    def __init__(self, seat: Membership, rows: Sequence[SeatView], parent: QWidget | None = None) -> None:
        title = f"Verlauf des Sitzes „{seat.seat}“"
        super().__init__(title, primary="", cancel="Schließen", heading=title, parent=parent, width=620)
        self.card = ListCard("Wer den Sitz hatte")
        self.card.set_rows([_history_row(view) for view in rows])
        self.add(self.card)


def _history_row(view: SeatView) -> ListRow:
    seat = view.seat
    end = f"bis {format_date(seat.ends_on)}" if seat.ends_on else "bis heute"
    begin = f"{format_date(seat.starts_on)} " if seat.starts_on else ""
    appointed = f"berufen {format_date(seat.appointed_on)}" if seat.appointed_on else ""
    icon = "circle" if seat.vacant else "person" if seat.person_id else "building"
    return ListRow(view.shown, addition=appointed, value=f"{begin}{end}", icon=icon, clickable=False)


class AppointDialog(Dialog):
    """Whose certificates were handed over, and when."""

    help_topic = "gremien"

    def __init__(self, views: Sequence[SeatView], lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(
            "Berufung eintragen", primary="Berufung eintragen", heading="Berufung eintragen", parent=parent
        )
        self.add(Label("Wer hat seine Urkunde erhalten? Der Tag steht danach beim Sitz und im Versand.", wrap=True))
        self.boxes: list[tuple[int, QCheckBox]] = []
        for view in views:
            done = f" (schon berufen am {format_date(view.seat.appointed_on)})" if view.seat.appointed_on else ""
            box = QCheckBox(f"{view.shown}, {view.seat.seat}{done}".replace("&", "&&"))
            box.setChecked(view.seat.appointed_on is None)
            self.add(box)
            self.boxes.append((view.id, box))
        self.day = DateEditor(lookups.today)
        self.day.set_value(lookups.today())
        self.add(FieldRow("Überreicht am", self.day, required=True))

    def chosen(self) -> list[int]:
        """Ids of the seats ticked."""
        return [id for id, box in self.boxes if box.isChecked()]

    def appointed_on(self) -> date:
        """The day given."""
        found: date = self.day.value()
        return found

    def check(self) -> bool:
        """Somebody and a day must be chosen."""
        if not self.chosen():
            raise UserError("Bitte wählen Sie mindestens eine Person aus.")
        if self.day.value() is None:
            raise UserError("Bitte geben Sie den Tag der Übergabe an.")
        return True
