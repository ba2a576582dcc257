"""Dialogs around inviting: an extra guest, who comes as a deputy, what is sent and how."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.dispatches import Occasion
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor, LongTextEditor, TextEditor, YesNoEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.pickers import ReferenceEditor
from coordinator_app.gui.letter_layouts import LayoutEditor
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.services.sending import MeetingSending, SendOptions, SendPlan

_OTHER = -1


class InviteGuestDialog(Dialog):
    """A known person, or a name with an address; `values()` are the arguments of `Invitations.add_guest`."""

    help_topic = "einladen"

    def __init__(self, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__("Gast einladen", primary="Gast einladen", heading="Gast einladen", parent=parent)
        self.person = ReferenceEditor(partial(lookups.suggest, "person"), partial(lookups.titles, "person"))
        self.name, self.organisation = TextEditor(max_length=200), TextEditor(max_length=200)
        self.address = LongTextEditor(lines=3)
        self.add(FieldRow("Person aus dem Netzwerk", self.person))
        self.add(FieldRow("oder Name", self.name, help_text="Für Personen, die nicht im Netzwerk stehen."))
        self.add(FieldRow("Institution", self.organisation))
        text = "Eine E-Mail-Adresse, oder Straße und Ort in zwei Zeilen."
        self.add(FieldRow("Adresse", self.address, help_text=text))

    @classmethod
    def ask(cls, parent: QWidget | None, lookups: Lookups) -> dict[str, Any] | None:
        """What was entered, None when cancelled."""
        dialog = cls(lookups, parent)
        return dialog.values() if dialog.run() else None

    def values(self) -> dict[str, Any]:
        """The arguments of `Invitations.add_guest`."""
        return {
            "person_id": self.person.value(),
            "name": str(self.name.value()),
            "organisation": str(self.organisation.value()),
            "address": str(self.address.value()),
        }

    def check(self) -> bool:
        """A person or a name must be given."""
        if self.person.value() is None and not str(self.name.value()).strip():
            raise UserError("Bitte wählen Sie eine Person oder geben Sie einen Namen ein.")
        return True


class ReplyDeputyDialog(Dialog):
    """Who comes instead of somebody: a deputy of the seat, another person of the network, or a name."""

    help_topic = "einladen"

    def __init__(
        self, principal: str, deputies: Sequence[tuple[int, str]], lookups: Lookups, parent: QWidget | None = None
    ) -> None:
        title = f"Vertretung für {principal}"
        super().__init__(title, primary="Vertretung eintragen", heading=title, parent=parent)
        self.deputy = ChoiceEditor([*deputies, (_OTHER, "jemand anderes")], optional=False)
        self.deputy.set_value(deputies[0][0] if deputies else _OTHER)
        self.deputy.committed.connect(self._show_fields)
        self.person = ReferenceEditor(partial(lookups.suggest, "person"), partial(lookups.titles, "person"))
        self.name = TextEditor(max_length=200)
        self._rows = [
            FieldRow("Person aus dem Netzwerk", self.person),
            FieldRow("oder Name", self.name, help_text="Für Personen, die nicht im Netzwerk stehen."),
        ]
        if deputies:
            self.add(FieldRow("Es kommt", self.deputy))
        for row in self._rows:
            self.add(row)
        self._show_fields()

    @classmethod
    def ask(
        cls, parent: QWidget | None, principal: str, deputies: Sequence[tuple[int, str]], lookups: Lookups
    ) -> dict[str, Any] | None:
        """The arguments of `Invitations.reply`, None when cancelled."""
        dialog = cls(principal, deputies, lookups, parent)
        return dialog.values() if dialog.run() else None

    def values(self) -> dict[str, Any]:
        """Who comes, as arguments of `Invitations.reply`."""
        if self.deputy.value() != _OTHER:
            return {"deputy_id": int(self.deputy.value())}
        return {"deputy_id": self.person.value(), "deputy_name": str(self.name.value()).strip()}

    def check(self) -> bool:
        """Somebody must be named."""
        values = self.values()
        if values.get("deputy_id") is None and not values.get("deputy_name"):
            raise UserError("Bitte wählen Sie eine Person oder geben Sie einen Namen ein.")
        return True

    @Slot()
    def _show_fields(self) -> None:
        for row in self._rows:
            row.setVisible(self.deputy.value() == _OTHER)


_TITLES = {
    Occasion.INVITATION: "Einladung versenden",
    Occasion.CHANGE: "Änderung mitteilen",
    Occasion.REMINDER: "Offene Antworten erinnern",
    Occasion.CANCELLATION: "Absage mitteilen",
}
_WITH_PAPERS = (Occasion.INVITATION, Occasion.CHANGE)


class SendDialog(Dialog):
    """What is written for an occasion; the program sends nothing, it makes drafts and letters.

    `options()` and `sent_on()` after it was accepted; `record_only` when nothing is to be written.
    """

    help_topic = "einladen"

    def __init__(
        self,
        sending: MeetingSending,
        meeting_id: int,
        occasion: Occasion,
        lookups: Lookups,
        *,
        context: AppContext,
        late: Any = None,
        parent: QWidget | None = None,
    ) -> None:
        title = _TITLES[occasion]
        super().__init__(title, primary="Dateien erstellen …", heading=title, parent=parent)
        self._occasion = occasion
        self._late = late
        self.plan: SendPlan = sending.plan(meeting_id, occasion)
        self.summary = Label("", wrap=True)
        self.problems = NoticeBar("")
        self.mails = ChoiceEditor(
            [(True, "ein Entwurf an alle, Empfänger verdeckt (BCC)"), (False, "ein Entwurf je Person, mit Anrede")],
            optional=False,
        )
        self.invitation, self.agenda, self.calendar, self.files = (YesNoEditor() for _ in range(4))
        self.letters = LayoutEditor(context, self)
        self.day = DateEditor(lookups.today)
        self.noted = YesNoEditor()
        self.notice = NoticeBar("")
        self._fill(lookups.today())
        self._build()

    def _fill(self, day: date) -> None:
        self.summary.setText(f"Es geht an: {self.plan.sentence}.")
        shown = self.plan.problems[:4]
        more = f" Und {len(self.plan.problems) - 4} weitere." if len(self.plan.problems) > 4 else ""
        self.problems.set(" ".join(shown) + more, "attention")
        self.mails.set_value(True)
        self.day.set_value(day)
        for box, ticked in ((self.invitation, True), (self.calendar, True), (self.files, True), (self.noted, True)):
            box.set_value(ticked)
        self.day.committed.connect(self._on_day)
        self._on_day()

    def _build(self) -> None:
        self.add(self.summary)
        self.add(self.problems)
        if self.plan.mails:
            self.add(FieldRow("E-Mail", self.mails, help_text="Entwürfe öffnen sich in Outlook oder Thunderbird."))
        papers = self._occasion in _WITH_PAPERS
        boxes = [("Einladung (PDF)", self.invitation), ("Tagesordnung (PDF)", self.agenda)] if papers else []
        if self._occasion is not Occasion.REMINDER:
            boxes.append(("Termin für den Kalender (.ics)", self.calendar))
        boxes += [("Anlagen der TOP", self.files)] if papers else []
        if boxes:
            self.add(Label("Beilegen", "beschriftung"))
        for text, box in boxes:
            self.add(FieldRow(text, box))
        self.letters.setVisible(bool(self.plan.letters))
        if self.plan.letters:
            self.add(FieldRow("Briefe", self.letters, help_text="Ein Brief je Person in einer Datei."))
        self.letters.setVisible(bool(self.plan.letters))
        self.add(FieldRow("Versendet am", self.day))
        self.add(FieldRow("Als versendet vermerken", self.noted))
        self.add(self.notice)
        self.primary_button.setEnabled(bool(self.plan.everybody))

    def options(self) -> SendOptions:
        """What to write."""
        return SendOptions(
            occasion=self._occasion,
            one_draft=bool(self.mails.value()),
            invitation=self.invitation.value(),
            agenda=self.agenda.value(),
            calendar=self.calendar.value(),
            attachments=self.files.value(),
            letters=str(self.letters.value()),
        )

    def sent_on(self) -> date | None:
        """The day of dispatch; None when nothing is to be noted."""
        return self.day.value() if self.noted.value() else None

    def check(self) -> bool:
        """A sending that is noted needs its day."""
        if self.noted.value() and self.day.value() is None:
            raise UserError("Bitte geben Sie an, wann versendet wird.")
        return True

    @Slot()
    def _on_day(self) -> None:
        sentence = ""
        if self._late is not None and self.day.value() is not None:
            check = self._late(self.day.value())
            sentence = "" if check.in_time else f"Die Einladung ist verspätet. {check.sentence}"
        self.notice.set(sentence, "attention")
