"""Questions of the running meeting: urgent items, guests, deputies, recusals, times of presence."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator_app.common.clock import BERLIN, local
from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.attendance import Span
from coordinator_app.domain.meetings import Meeting
from coordinator_app.gui import alerts
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor, TextEditor, TimeEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.pickers import ReferenceEditor
from coordinator_app.gui.forms.questions import FieldDialog
from coordinator_app.gui.pages.meetings.dialogs import ChoiceDialog
from coordinator_app.gui.pages.meetings.looks import when
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.agenda import AgendaLine

_URGENT_TYPES = (ItemType.CONSULTATION, ItemType.RESOLUTION, ItemType.INFORMATION)


class UrgentDialog(FieldDialog):
    """An item that is put on the agenda during the meeting: title, kind, grounds, and where it is treated."""

    help_topic = "sitzung-durchfuehren"

    def __init__(self, current: AgendaLine | None, parent: QWidget | None = None) -> None:
        title = "Dringlichen TOP aufnehmen"
        super().__init__(title, primary="TOP aufnehmen", heading=title, parent=parent)
        self._current = current
        self.name = TextEditor(max_length=250)
        self.grounds = TextEditor(max_length=300)
        self.kind = ChoiceEditor([(each, each.label) for each in _URGENT_TYPES], optional=False)
        self.kind.set_value(ItemType.CONSULTATION)
        places = [(False, "am Ende der Tagesordnung")]
        if current is not None:
            places.insert(0, (True, f"als nächster Punkt, nach {current.label}"))
        self.place = ChoiceEditor(places, optional=False)
        self.place.set_value(places[0][0])
        self.add(FieldRow("Titel", self.name, required=True))
        self.add(FieldRow("Warum dringlich", self.grounds, help_text="Steht in der Niederschrift."))
        line = QHBoxLayout()
        self.add(line)
        line.setSpacing(16)
        line.addWidget(FieldRow("Art", self.kind))
        line.addWidget(FieldRow("Wird behandelt", self.place))
        self.add(Label("Die Punkte dahinter werden neu gezählt.", "hinweis", wrap=True))
        self.first = self.name

    def check(self) -> bool:
        """An item needs a title."""
        if not str(self.name.value()):
            raise UserError("Bitte geben Sie dem Tagesordnungspunkt einen Titel.")
        return True

    def values(self) -> dict[str, Any]:
        """What `LiveMeetings.insert_urgent` takes."""
        behind = self._current.id if self._current is not None and self.place.value() else None
        return {
            "title": str(self.name.value()),
            "grounds": str(self.grounds.value()),
            "item_type": self.kind.value(),
            "after_id": behind,
        }


class GuestDialog(FieldDialog):
    """Name and organisation of a guest."""

    help_topic = "sitzung-durchfuehren"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Gast hinzufügen", primary="Gast hinzufügen", heading="Gast hinzufügen", parent=parent)
        self.name, self.organisation = TextEditor(max_length=200), TextEditor(max_length=200)
        self.add(FieldRow("Name", self.name, required=True))
        self.add(FieldRow("Organisation", self.organisation))
        self.first = self.name

    def check(self) -> bool:
        """A guest needs a name."""
        if not str(self.name.value()):
            raise UserError("Bitte geben Sie den Namen des Gastes ein.")
        return True


class DeputyDialog(FieldDialog):
    """Who comes for whom: `principals` are (id of the attendance, name); a known person or a name."""

    help_topic = "sitzung-durchfuehren"

    def __init__(
        self, principals: Sequence[tuple[int, str]], lookups: Lookups, chosen: int = 0, parent: QWidget | None = None
    ) -> None:
        title = "Vertretung eintragen"
        super().__init__(title, primary="Vertretung eintragen", heading=title, parent=parent)
        self.principal = ChoiceEditor(principals, optional=False)
        self.principal.set_value(chosen if chosen in dict(principals) else principals[0][0])
        self.person = ReferenceEditor(partial(lookups.suggest, "person"), partial(lookups.titles, "person"))
        self.name = TextEditor(max_length=200)
        self.add(FieldRow("Vertreten wird", self.principal, required=True))
        self.add(FieldRow("Es kommt (aus dem Netzwerk)", self.person))
        self.add(FieldRow("oder Name", self.name, help_text="Für Personen, die nicht im Netzwerk stehen."))
        self.first = self.person if chosen else self.principal

    def check(self) -> bool:
        """A person or a name must be given."""
        if self.person.value() is None and not str(self.name.value()):
            raise UserError("Bitte wählen Sie eine Person oder geben Sie einen Namen ein.")
        return True


class PersonDialog(FieldDialog):
    """One of the people in the room, chosen by typing the first letters."""

    help_topic = "sitzung-durchfuehren"

    def __init__(
        self,
        title: str,
        text: str,
        people: Sequence[tuple[int, str]],
        primary: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, primary=primary, heading=title, parent=parent)
        self.add(Label(text, wrap=True))
        self.choice = ChoiceEditor(people, optional=False)
        self.choice.set_value(people[0][0])
        self.reason = TextEditor(max_length=300)
        self.add(FieldRow("Person", self.choice))
        self.add(FieldRow("Grund", self.reason, help_text="Steht nicht in der Niederschrift; leer lassen geht auch."))
        self.first = self.choice


def ask_later_meeting(parent: QWidget, later: Sequence[Meeting]) -> int | None:
    """To which planned meeting an item is put off; None when cancelled or when there is none."""
    if not later:
        alerts.inform(
            parent, "Es ist noch keine spätere Sitzung geplant. „Vertagen“ legt den Punkt für die nächste bereit."
        )
        return None
    options = [(meeting.id, f"{meeting.title}, {when(meeting, meeting.title)}") for meeting in later]
    chosen: int | None = ChoiceDialog.ask(parent, "Vertagen", "", "Auf die Sitzung", options, "TOP vertagen")
    return chosen


class SpansDialog(Dialog):
    """Times corrected by hand, of one person's presence or of breaks: a pair for each, and some to add."""

    help_topic = "sitzung-durchfuehren"
    COMES, GOES, AGAIN = "Gekommen", "Gegangen", "wieder gekommen"

    def __init__(self, name: str, spans: Sequence[Span], day: date, parent: QWidget | None = None) -> None:
        title = self._title(name)
        super().__init__(title, primary="Zeiten speichern", heading=title, parent=parent)
        self._day = day
        self.pairs: list[tuple[TimeEditor, TimeEditor]] = []
        for number in range(max(3, len(spans) + 1)):
            come, go = TimeEditor(), TimeEditor()
            if number < len(spans):
                come.set_value(local(spans[number].start).time())
                end = spans[number].end
                go.set_value(local(end).time() if end else None)
            line = QHBoxLayout()
            self.add(line)
            line.addWidget(FieldRow(self.AGAIN if number else self.COMES, come))
            line.addWidget(FieldRow(self.GOES, go))
            self.pairs.append((come, go))
        self.add(Label(f"Ohne „{self.GOES}“ gilt das Ende der Sitzung.", "hinweis", wrap=True))

    def _title(self, name: str) -> str:
        return f"Anwesenheit von {name}"

    def spans(self) -> list[Span]:
        """The times as spans; one after midnight belongs to the next day."""
        found: list[Span] = []
        comes = [come.value() for come, _ in self.pairs]
        earliest: time = next((value for value in comes if value is not None), time())
        for come, go in self.pairs:
            begin, end = come.value(), go.value()
            if begin is None and end is None:
                continue
            if begin is None:
                raise UserError(f"Zu „{self.GOES}“ fehlt „{self.COMES}“. Bitte ergänzen Sie die Uhrzeit.")
            found.append(Span(self._moment(begin, earliest), self._moment(end, earliest) if end else None))
        return found

    def _moment(self, clock_time: time, earliest: time) -> datetime:
        late = clock_time.hour < 6 <= earliest.hour
        day = self._day + timedelta(days=1) if late else self._day
        return datetime.combine(day, clock_time, BERLIN).astimezone(UTC)

    def check(self) -> bool:
        """Times must be readable."""
        self.spans()
        return True


class BreaksDialog(SpansDialog):
    """The breaks of a meeting."""

    COMES, GOES, AGAIN = "Unterbrochen von", "bis", "Unterbrochen von"

    def _title(self, name: str) -> str:
        return f"Unterbrechungen der {name}"
