"""Dialogs of figures: several values at once, and what a table would change before it is taken in."""

from functools import partial

from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.data_series import DataSource
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import LongTextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.pickers import ReferenceEditor
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import text_row
from coordinator_app.services.data_series import DataSeriesService, PlannedSeries, SeriesPlan

_SHOWN = 40


class LinesDialog(Dialog):
    """Values typed or pasted, one „2025 412“ per line."""

    help_topic = "kennzahlen"

    def __init__(self, service: DataSeriesService, series_id: int, parent: QWidget | None = None) -> None:
        title = "Mehrere Werte einfügen"
        super().__init__(title, primary="Werte eintragen", heading=title, parent=parent)
        self._service, self._series = service, series_id
        self.text = LongTextEditor(lines=8)
        words = "Je Zeile Zeitraum und Wert, zum Beispiel zwei Spalten aus Excel. „.“ heißt: kein Wert bekannt."
        self.add(FieldRow("Werte", self.text, help_text=words))

    @classmethod
    def ask(cls, service: DataSeriesService, series_id: int, parent: QWidget | None = None) -> bool:
        """Let values be pasted; whether some were stored."""
        return cls(service, series_id, parent).run()

    def check(self) -> bool:
        """Store the lines."""
        self._service.set_lines(self._series, self.text.value())
        return True


class SeriesImportDialog(Dialog):
    """What a table would change, series by series, and the cells that are left out."""

    help_topic = "kennzahlen"

    def __init__(
        self, service: DataSeriesService, plan: SeriesPlan, lookups: Lookups, parent: QWidget | None = None
    ) -> None:
        title = f"„{plan.name}“ einlesen"
        primary = f"{plural(plan.writes, 'Wert', 'Werte')} übernehmen" if plan.writes else "Schließen"
        super().__init__(title, primary=primary, heading=title, parent=parent, width=760)
        self._service, self._plan = service, plan
        self.written = 0
        found = plural(len(plan.series), "Kennzahl", "Kennzahlen")
        words = f"{found} gefunden. Noch ist nichts gespeichert."
        if not plan.writes:
            words = f"{found} gefunden. Alle Werte stehen schon in der Datei; es gibt nichts zu übernehmen."
        self.add(Label(words, wrap=True))
        self.source = ReferenceEditor(
            partial(lookups.suggest, DataSource.kind),
            partial(lookups.titles, DataSource.kind),
            create=self._create_source,
        )
        self.add(
            FieldRow("Quelle der neuen Kennzahlen", self.source, help_text="Zum Beispiel „PKS“; kann leer bleiben.")
        )
        series = ListCard("Kennzahlen", str(len(plan.series)))
        self.add(series)
        rows: list[QWidget] = [_series_row(each) for each in plan.series[:_SHOWN]]
        series.set_rows([*rows, *_rest(len(plan.series))])
        if plan.problems:
            problems = ListCard("Nicht übernommen", str(len(plan.problems)))
            self.add(problems)
            lines = [text_row(_place(each.sheet, each.place) + each.text) for each in plan.problems[:_SHOWN]]
            problems.set_rows([*lines, *_rest(len(plan.problems))])

    @classmethod
    def ask(
        cls, service: DataSeriesService, plan: SeriesPlan, lookups: Lookups, parent: QWidget | None = None
    ) -> int | None:
        """Show the plan; how many values were taken in, None when it was cancelled or there was nothing to do."""
        dialog = cls(service, plan, lookups, parent)
        return dialog.written if dialog.run() and plan.writes else None

    def check(self) -> bool:
        """Take the values in."""
        if self._plan.writes:
            self.written = self._service.take_in(self._plan, source_id=self.source.value())
        return True

    def _create_source(self, text: str) -> int | None:
        return self._service.create_source(title=text)


def _series_row(planned: PlannedSeries) -> QWidget:
    parts = (
        f"{planned.new} neu" if planned.new else "",
        f"{planned.changed} geändert" if planned.changed else "",
        f"{planned.same} unverändert" if planned.same else "",
    )
    read = planned.read
    area = read.area + (" (kein Gebiet der Datei)" if read.area and planned.area_id is None else "")
    addition = ", ".join(filter(None, ("" if planned.series_id else "neue Kennzahl", read.key, area)))
    return ListRow(read.title, addition=addition, value=", ".join(filter(None, parts)), icon="chart", clickable=False)


def _place(sheet: str, place: str) -> str:
    return f"{sheet} {place}: " if place else f"{sheet}: "


def _rest(count: int) -> list[QWidget]:
    return [ListRow(f"und {count - _SHOWN} weitere", clickable=False)] if count > _SHOWN else []
