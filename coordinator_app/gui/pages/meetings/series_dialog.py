"""Dialog „Sitzungsreihe“: the rhythm with a preview of its next five dates."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.clock import BERLIN, local
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import WEEKDAYS, format_time, format_weekday_date
from coordinator_app.domain.meeting_series import (
    MeetingSeries,
    Place,
    Rhythm,
    Rule,
    check_series,
    read_rule,
    write_rule,
)
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor, Editor, IntegerEditor, TextEditor, TimeEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.meeting_series import PREVIEW, SeriesDate

_UNITS = {
    Rhythm.WEEKS: "Wochen",
    Rhythm.MONTH_WEEKDAY: "Monaten",
    Rhythm.MONTH_DAY: "Monaten",
    Rhythm.YEARLY: "Jahren",
}
_BEFORE, _AFTER = -1, 1


class SeriesDialog(Dialog):
    """Fields of a series by its rhythm; `values()` are those of `MeetingSeries`."""

    help_topic = "sitzungsreihen"

    def __init__(
        self, context: AppContext, lookups: Lookups, series: MeetingSeries, parent: QWidget | None = None
    ) -> None:
        title = "Sitzungsreihe ändern" if series.id else "Neue Sitzungsreihe"
        primary = "Reihe speichern" if series.id else "Reihe anlegen"
        super().__init__(title, primary=primary, heading=title, parent=parent, width=680)
        self._meetings = context.workspace.meetings
        self._series, self._today = series, lookups.today
        self.title_editor = TextEditor(max_length=200)
        self.rhythm = ChoiceEditor([(entry, entry.label) for entry in Rhythm], optional=False)
        self.step = IntegerEditor(plain=True)
        self.nth = ChoiceEditor([(entry, entry.label) for entry in Place], optional=False)
        self.weekday = ChoiceEditor(list(enumerate(WEEKDAYS)), optional=False)
        self.anchor = TextEditor(max_length=200)
        self.anchor_on = DateEditor(lookups.today, direction="future")
        self.offset = IntegerEditor(plain=True)
        self.side = ChoiceEditor(
            [(_BEFORE, "Tage vor dem Ereignis"), (_AFTER, "Tage nach dem Ereignis")], optional=False
        )
        self.day = DateEditor(lookups.today, direction="future")
        self.begin = TimeEditor()
        self.minutes = IntegerEditor(plain=True)
        self.place = TextEditor(max_length=200)
        templates = self._meetings.templates.for_body(series.body_id)
        self.template = ChoiceEditor([(entry.id, entry.title) for entry in templates])
        self.ends_on = DateEditor(lookups.today, direction="future")
        self._rows: dict[str, FieldRow] = {}
        self.preview_card = Card("Die nächsten Termine")
        self.lines = [Label("", wrap=True) for _ in range(PREVIEW)]
        self.preview_note = Label("", "gedaempft", wrap=True)
        self._build()
        self._fill(series)
        self._show_fields()
        self._show_preview()

    def _build(self) -> None:
        self.add(self._row("title", "Bezeichnung", self.title_editor, required=True))
        self.add(self._row("rhythm", "Rhythmus", self.rhythm))
        self._line(
            self._row("step", "Abstand in Wochen", self.step),
            self._row("nth", "Am", self.nth),
            self._row("weekday", "Wochentag", self.weekday),
        )
        help_text = "Zum Beispiel „Stadtparkfest“. Tragen Sie jedes Jahr den neuen Tag ein."
        self.add(self._row("anchor", "Ereignis", self.anchor, required=True, help_text=help_text))
        self._line(
            self._row("anchor_on", "Tag des Ereignisses", self.anchor_on),
            self._row("offset", "Abstand", self.offset),
            self._row("side", "", self.side),
        )
        self._line(
            self._row("day", "Erster Tag", self.day, required=True),
            self._row("begin", "Beginn", self.begin, required=True),
            self._row("minutes", "Dauer", self.minutes, unit="Minuten"),
        )
        column = QVBoxLayout()
        self.preview_card.add(column)
        column.setSpacing(4)
        for label in (*self.lines, self.preview_note):
            column.addWidget(label)
        self.add(self.preview_card)
        self._line(
            self._row("place", "Ort", self.place, help_text="Leer: wie in der letzten Sitzung."),
            self._row("ends_on", "Bis", self.ends_on, help_text="Leer: ohne Ende."),
        )
        help_text = "Für die erste Sitzung. Später kommen die wiederkehrenden Punkte aus der letzten Sitzung."
        self.add(self._row("template", "Vorlage der Tagesordnung", self.template, help_text=help_text))

    def _row(self, name: str, label: str, editor: Editor, **options: Any) -> FieldRow:
        row = self._rows[name] = FieldRow(label, editor, **options)
        if name == "side":
            editor.field.setAccessibleName("vor oder nach dem Ereignis")
        editor.committed.connect(self._on_committed)
        return row

    def _line(self, *rows: FieldRow) -> None:
        line = QHBoxLayout()
        self.add(line)
        line.setSpacing(16)
        for row in rows:
            line.addWidget(row, 1)

    def _fill(self, series: MeetingSeries) -> None:
        rule = _rule_of(series)
        start = local(series.starts_at) if series.starts_at else None
        values: dict[Editor, Any] = {
            self.title_editor: series.title,
            self.rhythm: rule.rhythm,
            self.step: rule.step,
            self.nth: rule.place,
            self.weekday: rule.weekday,
            self.anchor: series.anchor,
            self.anchor_on: series.anchor_on,
            self.offset: abs(series.offset_days),
            self.side: _AFTER if series.offset_days > 0 else _BEFORE,
            self.day: start.date() if start else None,
            self.begin: start.time() if start else time(17, 0),
            self.minutes: series.minutes,
            self.place: series.place,
            self.template: series.template_id,
            self.ends_on: series.ends_on,
        }
        for editor, value in values.items():
            editor.set_value(value)

    def rule(self) -> Rule:
        """The rhythm chosen."""
        return Rule(
            rhythm=self.rhythm.value(),
            step=self.step.value() or 0,
            place=self.nth.value(),
            weekday=self.weekday.value(),
        )

    def values(self) -> dict[str, Any]:
        """The fields of the series; `UserError` when one cannot be read."""
        rule = self.rule()
        event = rule.rhythm is Rhythm.EVENT
        offset = (self.offset.value() or 0) * self.side.value()
        anchor_on: date | None = self.anchor_on.value() if event else None
        day: date | None = self.day.value()
        if event and day is None:
            day = anchor_on or self._today()
        begin: time | None = self.begin.value()
        starts_at = datetime.combine(day, begin, BERLIN).astimezone(UTC) if day and begin else None
        return {
            "title": str(self.title_editor.value()),
            "rule": write_rule(rule, day) if day else "",
            "anchor": str(self.anchor.value()) if event else "",
            "anchor_on": anchor_on,
            "offset_days": offset if event else 0,
            "starts_at": starts_at,
            "minutes": self.minutes.value() or 0,
            "place": str(self.place.value()),
            "template_id": self.template.value(),
            "ends_on": self.ends_on.value() if not event else None,
        }

    def check(self) -> bool:
        """Refuse what cannot be a series."""
        check_series(MeetingSeries(body_id=self._series.body_id, **self.values()))
        return True

    def _show_fields(self) -> None:
        rhythm: Rhythm = self.rhythm.value()
        event = rhythm is Rhythm.EVENT
        shown = {
            "step": not event,
            "nth": rhythm is Rhythm.MONTH_WEEKDAY,
            "weekday": rhythm is Rhythm.MONTH_WEEKDAY,
            "anchor": event,
            "anchor_on": event,
            "offset": event,
            "side": event,
            "day": not event,
            "ends_on": not event,
        }
        for name, wanted in shown.items():
            theme.reveal(self._rows[name], shown=wanted)
        if not event:
            words = f"Abstand in {_UNITS[rhythm]}"
            self._rows["step"].label.setText(words)
            self.step.field.setAccessibleName(words)

    def _show_preview(self) -> None:
        dates: Sequence[SeriesDate] = ()
        note = ""
        try:
            found = self._meetings.series.preview(MeetingSeries(body_id=self._series.body_id, **self.values()))
            dates, note = found.dates, found.note
        except UserError as error:
            note = error.text
        note = note or ("" if dates else "Die Termine erscheinen, sobald Tag und Uhrzeit eingetragen sind.")
        for label, entry in zip(self.lines, [*dates, *[None] * PREVIEW], strict=False):
            label.setText(date_words(entry) if entry is not None else "")
            theme.reveal(label, shown=entry is not None)
        self.preview_note.setText(note)
        theme.reveal(self.preview_note, shown=bool(note))

    @Slot()
    def _on_committed(self) -> None:
        self._show_fields()
        self._show_preview()


def date_words(entry: SeriesDate) -> str:
    """„Do, 14.05.2026, 14:00 Uhr – Christi Himmelfahrt, Vorschlag: Fr, 15.05.2026“."""
    words = f"{format_weekday_date(entry.day)}, {format_time(entry.begin)}"
    if entry.better is None:
        return words
    return f"{words} – {entry.hint}, Vorschlag: {format_weekday_date(entry.better)}"


def _rule_of(series: MeetingSeries) -> Rule:
    if not series.id:
        return Rule(step=6)
    try:
        return read_rule(series.rule)
    except UserError:
        return Rule()
