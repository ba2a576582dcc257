"""Dialogs of bodies and meetings: choices, dates of meetings."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator_app.common.clock import BERLIN, local
from coordinator_app.common.errors import UserError
from coordinator_app.domain.meetings import Meeting, NoticeAnswer
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor, TextEditor, TimeEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.widgets.labels import Label


class ChoiceDialog(Dialog):
    """One of several values; `choice` holds it afterwards."""

    def __init__(
        self,
        title: str,
        text: str,
        label: str,
        options: Sequence[tuple[Any, str]],
        primary: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, primary=primary, heading=title, parent=parent)
        if text:
            self.add(Label(text, wrap=True))
        self.choice = ChoiceEditor(options, optional=False)
        self.choice.set_value(options[0][0])
        self.add(FieldRow(label, self.choice))

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, text: str, label: str, options: Sequence[tuple[Any, str]], primary: str
    ) -> Any:
        """The value chosen, None when cancelled."""
        dialog = cls(title, text, label, options, primary, parent)
        return dialog.choice.value() if dialog.run() else None


def ask_notice(parent: QWidget | None, sentence: str) -> NoticeAnswer | None:
    """How the body stands to an invitation that was late; None when cancelled."""
    text = f"{sentence} Bitte stellen Sie fest, ob trotzdem ordnungsgemäß geladen ist. Das steht in der Niederschrift."
    options = [
        (NoticeAnswer.WAIVED, NoticeAnswer.WAIVED.label),
        (NoticeAnswer.YES, NoticeAnswer.YES.label),
        (NoticeAnswer.NO, NoticeAnswer.NO.label),
    ]
    title = "Ladungsfrist nicht eingehalten"
    return ChoiceDialog.ask(parent, title, text, "Ordnungsgemäß geladen", options, "Sitzung eröffnen")


class NewMeetingDialog(Dialog):
    """Day, time and place of a new meeting; what the last meeting hands on is told, not asked."""

    def __init__(
        self, lookups: Lookups, last: Meeting | None, usual: date | None, parent: QWidget | None = None
    ) -> None:
        title = "Nächste Sitzung vorbereiten" if last else "Neue Sitzung"
        super().__init__(title, primary="Sitzung anlegen", heading=title, parent=parent)
        if last is not None:
            text = (
                f"Ort, Dauer, Leitung und Schriftführung kommen aus „{last.title}“, ebenso offene Punkte: "
                "Genehmigung der Niederschrift, Beschlusskontrolle, offene Aufgaben, Vertagtes und wiederkehrende TOP."
            )
            self.add(Label(text, "gedaempft", wrap=True))
        self.day = DateEditor(lookups.today)
        self.begin, self.end = TimeEditor(), TimeEditor()
        self.place = TextEditor()
        self._fill(last, usual)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(FieldRow("Tag", self.day, required=True))
        line.addWidget(FieldRow("Beginn", self.begin, required=True))
        line.addWidget(FieldRow("Geplantes Ende", self.end))
        self.add(line)
        self.add(FieldRow("Ort", self.place, help_text="Haus und Raum."))
        self.day.setFocus()

    def _fill(self, last: Meeting | None, usual: date | None) -> None:
        begin, end = time(17, 0), time(19, 0)
        if last is not None and last.starts_at is not None:
            begin = local(last.starts_at).time().replace(second=0, microsecond=0)
            length = (last.ends_at - last.starts_at) if last.ends_at else timedelta(hours=2)
            end = (datetime.combine(date.min, begin) + length).time()
            self.place.set_value(last.place)
        self.day.set_value(usual)
        self.begin.set_value(begin)
        self.end.set_value(end)

    def moments(self) -> tuple[datetime, datetime | None]:
        """Begin and end in UTC."""
        day: date = self.day.value()
        end: time | None = self.end.value()
        return _moment(day, self.begin.value()), _moment(day, end) if end else None

    def check(self) -> bool:
        """A meeting needs a day and a time, and ends after it begins."""
        if self.day.value() is None:
            raise UserError("Bitte geben Sie den Tag der Sitzung ein, zum Beispiel 26.11.2026.")
        if self.begin.value() is None:
            raise UserError("Bitte geben Sie die Uhrzeit ein, zu der die Sitzung beginnt.")
        begin, end = self.moments()
        if end is not None and end <= begin:
            raise UserError("Das Ende liegt vor dem Beginn. Bitte prüfen Sie die Uhrzeiten.")
        return True


class DayDialog(Dialog):
    """One day."""

    def __init__(
        self, title: str, text: str, label: str, primary: str, lookups: Lookups, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, primary=primary, heading=title, parent=parent)
        if text:
            self.add(Label(text, wrap=True))
        self.day = DateEditor(lookups.today)
        self.day.set_value(lookups.today())
        self.add(FieldRow(label, self.day, required=True))
        self.day.setFocus()

    def check(self) -> bool:
        """A day must be given."""
        if self.day.value() is None:
            raise UserError("Bitte geben Sie ein Datum ein.")
        return True


def _moment(day: date, clock_time: time) -> datetime:
    return datetime.combine(day, clock_time, BERLIN).astimezone(UTC)
