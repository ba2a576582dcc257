"""„Nächste Sitzung vorbereiten“: day, time, place and where the agenda comes from."""

from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator_app.common.clock import BERLIN, local
from coordinator_app.common.errors import UserError
from coordinator_app.domain.carry_over import summary
from coordinator_app.domain.meetings import Meeting
from coordinator_app.domain.seats import check_meets
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor, TextEditor, TimeEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.widgets.labels import Label

_USUAL_GAP = timedelta(days=91)  # steering bodies meet four times a year


class NewMeetingDialog(Dialog):
    """Day, time and place of a new meeting; what the last meeting hands on is told, not asked.

    `planned` is a meeting that has a date already (from a series) and is prepared instead of a new one.
    """

    help_topic = "sitzungen"

    def __init__(
        self,
        context: AppContext,
        lookups: Lookups,
        body_id: int,
        last: Meeting | None,
        planned: Meeting | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = "Nächste Sitzung vorbereiten" if last or planned else "Neue Sitzung"
        primary = "Sitzung vorbereiten" if planned else "Sitzung anlegen"
        super().__init__(title, primary=primary, heading=title, parent=parent)
        self._meetings, self._today = context.workspace.meetings, lookups.today
        if planned is not None:
            self.add(Label(f"„{planned.title}“ ist schon angelegt und wird jetzt vorbereitet.", wrap=True))
        if last is not None:
            text = (
                f"Ort, Dauer, Leitung und Schriftführung kommen aus „{last.title}“, ebenso offene Punkte: "
                "Genehmigung der Niederschrift, Beschlusskontrolle, offene Aufgaben, Vertagtes und wiederkehrende TOP."
            )
            self.add(Label(text, "gedaempft", wrap=True))
        self.day = DateEditor(lookups.today, direction="future")
        self.begin, self.end = TimeEditor(), TimeEditor()
        self.place = TextEditor()
        self.template = self._templates(body_id, last)
        self._build()
        self._fill(last, planned)
        self.day.committed.connect(self._show_note)
        self._show_note()

    def _templates(self, body_id: int, last: Meeting | None) -> ChoiceEditor:
        nothing = "aus der letzten Sitzung" if last is not None else "ohne Vorlage"
        options: list[tuple[int, str]] = [(0, nothing)]
        found = self._meetings.templates.for_body(body_id)
        options += [(entry.id, f"Vorlage „{entry.title}“") for entry in found]
        editor = ChoiceEditor(options, optional=False)
        editor.set_value(found[0].id if found and last is None else 0)
        return editor

    def _build(self) -> None:
        line = QHBoxLayout()
        self.add(line)
        line.setSpacing(16)
        line.addWidget(FieldRow("Tag", self.day, required=True))
        line.addWidget(FieldRow("Beginn", self.begin, required=True))
        line.addWidget(FieldRow("Geplantes Ende", self.end))
        self.add(FieldRow("Ort", self.place, help_text="Haus und Raum."))
        self.add(FieldRow("Wiederkehrende Punkte", self.template))

    def _fill(self, last: Meeting | None, planned: Meeting | None) -> None:
        begin, end = time(17, 0), time(19, 0)
        day: date | None = usual_day(last, self._today())
        place = last.place if last is not None else ""
        model = planned or last
        if model is not None and model.starts_at is not None:
            begin = local(model.starts_at).time().replace(second=0, microsecond=0)
            length = (model.ends_at - model.starts_at) if model.ends_at else timedelta(hours=2)
            end = (datetime.combine(date.min, begin) + length).time()
        if planned is not None and planned.starts_at is not None:
            day, place = local(planned.starts_at).date(), planned.place or place
        self.day.set_value(day)
        self.begin.set_value(begin)
        self.end.set_value(end)
        self.place.set_value(place)

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

    @Slot()
    def _show_note(self) -> None:
        """A day in the past or no working day is told, never refused."""
        try:
            day = self.day.value()
        except UserError as error:
            self.set_message(error.text)
            return
        self.set_message(self._meetings.series.day_note(day) if day is not None else "", "attention")


def usual_day(last: Meeting | None, today: date) -> date | None:
    """The day noted in the last meeting, else a quarter of a year after it; None when that is over."""
    usual = last.next_meeting_on if last else None
    if usual is None and last is not None and last.starts_at is not None:
        usual = local(last.starts_at + _USUAL_GAP).date()
    return usual if usual is not None and usual >= today else None


def prepare_next_meeting(context: AppContext, lookups: Lookups, body_id: int, parent: QWidget) -> int:
    """Ask and prepare the next meeting of a body, tell what came along; its id, 0 when cancelled."""
    meetings = context.workspace.meetings
    check_meets(context.workspace.bodies.get(body_id), None)
    planned = meetings.waiting_for_preparation(body_id)
    dated = [found for found in meetings.of_body(body_id) if found.starts_at and found != planned]
    earlier = [found for found in dated if planned is None or _begin(found) < _begin(planned)]
    last = next(iter(earlier), None)
    dialog = NewMeetingDialog(context, lookups, body_id, last, planned, parent)
    if not dialog.run():
        return 0
    begin, end = dialog.moments()
    with alerts.shown(parent):
        template_id = dialog.template.value() or None
        place = str(dialog.place.value())
        if planned is not None:
            values = {"starts_at": begin, "ends_at": end, "place": place}
            meetings.prepare(planned.id, template_id=template_id, **values)
            new = planned.id
        else:
            new = meetings.prepare_next(
                body_id=body_id, starts_at=begin, template_id=template_id, ends_at=end, place=place
            )
        words = summary([line.item.origin_key for line in meetings.agenda.view(new).lines])
        if words:
            context.notify(words, "ok")
        return new
    return 0


def _begin(meeting: Meeting) -> datetime:
    return meeting.starts_at or datetime.max.replace(tzinfo=UTC)


def _moment(day: date, clock_time: time) -> datetime:
    return datetime.combine(day, clock_time, BERLIN).astimezone(UTC)
