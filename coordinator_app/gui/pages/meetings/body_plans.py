"""Tab „Reihen und Vorlagen“ of a body: its meeting series and the templates of its agendas."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_weekday_date, plural
from coordinator_app.domain.meeting_series import MeetingSeries, series_words
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.pages.meetings.series_dates import SeriesDatesDialog
from coordinator_app.gui.pages.meetings.series_dialog import SeriesDialog
from coordinator_app.gui.pages.meetings.template_dialog import TemplateDialog
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged


class PlansPane(QWidget):
    """`show_body(id)`; `meetings_made` after a series has made or moved meetings."""

    meetings_made = Signal()

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self._meetings = context.workspace.meetings
        self._body_id = 0
        self.series = ListCard("Sitzungsreihen")
        self.add_series = LinkButton("Sitzungsreihe anlegen", "plus")
        self.add_series.clicked.connect(self.new_series)
        self.series.add_to_head(self.add_series)
        self.templates = ListCard("Vorlagen der Tagesordnung")
        self.add_standard = LinkButton("Vorlage mit üblichen Punkten anlegen", "list")
        self.add_standard.clicked.connect(self.new_standard)
        self.add_template = LinkButton("Leere Vorlage anlegen", "plus")
        self.add_template.clicked.connect(self.new_template)
        self.templates.add_to_head(self.add_standard)
        self.templates.add_to_head(self.add_template)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.series)
        column.addWidget(self.templates)

    def show_body(self, body_id: int) -> None:
        """Show the series and templates of a body (again)."""
        self._body_id = body_id
        writable = not self._context.read_only
        for button in (self.add_series, self.add_standard, self.add_template):
            button.setVisible(writable)
        rows: list[QWidget] = [self._series_row(entry) for entry in self._meetings.series.of_body(body_id)]
        text = "Noch keine Reihe. Eine Reihe legt alle Sitzungen eines Jahres auf einmal an."
        self.series.set_rows(rows or [hint_row(text)])
        rows = [self._template_row(entry.id) for entry in self._meetings.templates.for_body(body_id)]
        text = "Noch keine Vorlage. Sie füllt die Tagesordnung der ersten Sitzung einer Reihe."
        self.templates.set_rows(rows or [hint_row(text)])

    def _series_row(self, series: MeetingSeries) -> ListRow:
        found = self._meetings.series.preview(series, 1).dates
        value = f"nächster Termin {format_weekday_date(found[0].day)}" if found else "kein Termin mehr"
        row = ListRow(series.title, addition=series_words(series), value=value, icon="calendar")
        tag(row, MeetingSeries.kind, series.id)
        row.activated.connect(self._on_series)
        if not self._context.read_only:
            dates = LinkButton("Termine anlegen …", "calendar-plus")
            dates.setAccessibleName(f"Termine von „{series.title}“ anlegen")
            tag(dates, MeetingSeries.kind, series.id)
            dates.clicked.connect(self._on_dates)
            row.add(dates)
            row.add(self._remove("Sitzungsreihe", series.title, MeetingSeries.kind, series.id))
        return row

    def _template_row(self, template_id: int) -> ListRow:
        view = self._meetings.templates.view(template_id)
        count = sum(1 for line in view.lines if line.number)
        value = f"{plural(count, 'Punkt', 'Punkte')}, {view.minutes} Minuten"
        general = "" if view.template.body_id else "für alle Gremien"
        row = ListRow(view.template.title, addition=general, value=value, icon="list")
        tag(row, view.template.kind, template_id)
        row.activated.connect(self._on_template)
        if not self._context.read_only:
            row.add(self._remove("Vorlage", view.template.title, view.template.kind, template_id))
        return row

    def _remove(self, word: str, title: str, kind: str, id: int) -> IconButton:
        button = IconButton("trash", f"{word} „{title}“ in den Papierkorb", flat=True)
        tag(button, kind, id)
        button.clicked.connect(self._on_remove)
        return button

    @Slot()
    def new_series(self) -> None:
        """Ask for a series, then for its dates."""
        series = MeetingSeries(body_id=self._body_id, title="Ordentliche Sitzungen")
        dialog = SeriesDialog(self._context, self._lookups, series, self)
        if dialog.run():
            with alerts.shown(self):
                new = self._meetings.series.create(body_id=self._body_id, **dialog.values())
                self._ask_dates(new)

    @Slot()
    def new_standard(self) -> None:
        """A template with the usual items, opened for changes."""
        with alerts.shown(self):
            self._open_template(self._meetings.templates.create_standard(self._body_id))

    @Slot()
    def new_template(self) -> None:
        """An empty template, opened for changes."""
        title = NameDialog.ask(self, "Leere Vorlage anlegen", "Bezeichnung", "Vorlage anlegen")
        if title:
            with alerts.shown(self):
                self._open_template(self._meetings.templates.create(title=title, body_id=self._body_id))

    def _open_template(self, template_id: int) -> None:
        if not self._context.read_only:
            TemplateDialog(self._context, self._lookups, template_id, self).run()

    def _ask_dates(self, series_id: int) -> None:
        dialog = SeriesDatesDialog(self._context, self._lookups, self._meetings.series.get(series_id), self)
        if dialog.run():
            count = len(dialog.new_ids)
            words = plural(count, "Sitzung", "Sitzungen") + " angelegt." if count else "Die Termine sind übernommen."
            self._context.notify(words, "ok")
            self.meetings_made.emit()

    @Slot()
    def _on_series(self) -> None:
        series_id = tagged(self.sender())[1]
        if self._context.read_only:
            return
        dialog = SeriesDialog(self._context, self._lookups, self._meetings.series.get(series_id), self)
        if dialog.run():
            with alerts.shown(self):
                self._meetings.series.update(series_id, None, **dialog.values())
                self._ask_dates(series_id)

    @Slot()
    def _on_dates(self) -> None:
        with alerts.shown(self):
            self._ask_dates(tagged(self.sender())[1])

    @Slot()
    def _on_template(self) -> None:
        self._open_template(tagged(self.sender())[1])

    @Slot()
    def _on_remove(self) -> None:
        kind, id = tagged(self.sender())
        with alerts.shown(self):
            if kind == MeetingSeries.kind:
                self._meetings.series.discard(id)
                self._context.undo_bar("Die Sitzungsreihe liegt im Papierkorb. Ihre Sitzungen bleiben bestehen.")
            else:
                self._meetings.templates.discard(id)
                self._context.undo_bar("Die Vorlage liegt im Papierkorb.")
