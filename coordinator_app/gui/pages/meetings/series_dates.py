"""Dialog „Termine der Sitzungsreihe“: which meetings are made, moved or fall away; holidays are decided here."""

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_time, format_weekday_date
from coordinator_app.domain.meeting_series import MeetingSeries, series_words
from coordinator_app.domain.series_plan import SeriesAction, SeriesLine, count_words
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.chips import Chip, ChipStyle
from coordinator_app.gui.widgets.labels import Label

_OPEN = "open"
_STYLES = {
    SeriesAction.NEW: ChipStyle("info", "plus"),
    SeriesAction.THERE: ChipStyle("ok", "tick"),
    SeriesAction.MOVED: ChipStyle("attention", "refresh"),
    SeriesAction.DROPPED: ChipStyle("attention", "x"),
    SeriesAction.FIXED: ChipStyle("neutral", "lock"),
    SeriesAction.GONE: ChipStyle("neutral", "trash"),
}


class SeriesDatesDialog(Dialog):
    """The plan of a series up to a day; the primary button carries it out in one step."""

    help_topic = "sitzungsreihen"

    def __init__(
        self, context: AppContext, lookups: Lookups, series: MeetingSeries, parent: QWidget | None = None
    ) -> None:
        title = "Termine der Sitzungsreihe"
        super().__init__(title, primary="Termine anlegen", heading=title, parent=parent, width=760)
        self._series, self._service = series, context.workspace.meetings.series
        self.new_ids: list[int] = []
        self.choices: dict[date, ChoiceEditor] = {}
        self._plan: tuple[SeriesLine, ...] = ()
        self.add(Label(f"{series.title}: {series_words(series)}", "gedaempft", wrap=True))
        self.until = DateEditor(lookups.today, direction="future")
        self.until.set_value(_until(lookups.today(), series))
        self.until.committed.connect(self._show_plan)
        self.add(FieldRow("Termine anlegen bis", self.until, required=True))
        self.accept_all = LinkButton("Alle Vorschläge für Feiertage und Wochenenden annehmen", "tick")
        self.accept_all.clicked.connect(self._on_accept_all)
        self.add(self.accept_all)
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.add(self._holder)
        self.nothing = Label("In diesem Zeitraum liegt kein Termin.", "gedaempft", wrap=True)
        self.add(self.nothing)
        self._cells: list[QWidget] = []
        self._show_plan()

    @Slot()
    def _show_plan(self) -> None:
        for cell in self._cells:
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells, self.choices, self._plan = [], {}, ()
        try:
            until = self.until.value()
            self._plan = self._service.plan(self._series.id, until) if until else ()
            self.set_message("")
        except UserError as error:
            self.set_message(error.text)
        for row, line in enumerate(self._plan):
            self._show_line(row, line)
        self.nothing.setVisible(not self._plan)
        self.accept_all.setVisible(any(line.undecided for line in self._plan))
        self._show_button()

    def _show_line(self, row: int, line: SeriesLine) -> None:
        chip = Chip(line.action.label, _STYLES[line.action].kind, _STYLES[line.action].icon)
        self._put(row, 0, chip)
        self._put(row, 1, Label(line_words(line), wrap=True))
        options = _options(line)
        if options:
            choice = ChoiceEditor(options, optional=False)
            choice.set_value(options[0][0])
            choice.field.setAccessibleName(f"Entscheidung für {format_weekday_date(line.day)}")
            choice.committed.connect(self._show_button)
            self.choices[line.day] = choice
            self._put(row, 2, choice)

    def _put(self, row: int, column: int, cell: QWidget) -> None:
        self._grid.addWidget(cell, row, column)
        self._cells.append(cell)

    def decisions(self) -> dict[date, date | None]:
        """The day for each line that asked; lines still open are missing."""
        values = {day: choice.value() for day, choice in self.choices.items()}
        return {day: value for day, value in values.items() if value != _OPEN}

    @Slot()
    def _show_button(self) -> None:
        skipped = frozenset(day for day, value in self.decisions().items() if value is None)
        words = count_words(self._plan, skipped)
        self.primary_button.setText(f"Übernehmen: {words}" if words else "Schließen")
        self.cancel_button.setVisible(bool(words) or bool(self.choices))

    @Slot()
    def _on_accept_all(self) -> None:
        for line in self._plan:
            if line.undecided:
                self.choices[line.day].set_value(line.better)
        self._show_button()

    def check(self) -> bool:
        """Carry the plan out; days nobody decided about are named."""
        until = self.until.value()
        if until is None:
            raise UserError("Bitte geben Sie den Tag ein, bis zu dem Termine angelegt werden.")
        self.new_ids = self._service.carry_out(self._series.id, until, self.decisions())
        return True


def line_words(line: SeriesLine) -> str:
    """„Do, 14.05.2026 – Christi Himmelfahrt“, „Fr, 05.03.2027 (bisher Do, 18.02.2027, 14:00 Uhr)“."""
    words = format_weekday_date(line.day)
    hint = f" – {line.hint}" if line.hint else ""
    if line.before is None or line.action is SeriesAction.DROPPED:
        return f"{words}{hint}"
    there = format_weekday_date(line.before.date())
    if line.action is SeriesAction.MOVED:
        return f"{words}{hint} (bisher {there}, {format_time(line.before.time())})"
    return f"{words}{hint} (findet am {there} statt)" if line.before.date() != line.day else f"{words}{hint}"


def _options(line: SeriesLine) -> list[tuple[date | str | None, str]]:
    if line.action is SeriesAction.GONE:
        return [(None, "nicht wieder anlegen"), (line.day, "wieder anlegen")]
    if not line.undecided:
        return []
    return [
        (_OPEN, "Bitte wählen"),
        (line.better, f"auf {format_weekday_date(line.better)} legen"),
        (line.day, "trotzdem an diesem Tag"),
        (None, "ausfallen lassen"),
    ]


def _until(today: date, series: MeetingSeries) -> date:
    """The end of the year; from October on that of the next one. An event lies where it lies."""
    year = today.year + (today.month >= 10)
    ends = [day for day in (series.ends_on,) if day is not None]
    wanted = date(year, 12, 31)
    if series.anchor_on is not None:
        return max(wanted, series.anchor_on.replace(month=12, day=31))
    return min([wanted, *ends])
