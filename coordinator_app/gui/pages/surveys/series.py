"""Tab „Kennzahlen“: series of figures over time, each with chart, values, breaks and source."""

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_decimal, plural
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.data_series import DataPoint, DataSeries, DataSource, period_text, read_breaks
from coordinator_app.exchange.pks_tables import PksTable
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.list_pane import ListPane
from coordinator_app.gui.pages.surveys.pks_dialog import PksDialog
from coordinator_app.gui.pages.surveys.series_dialogs import LinesDialog, SeriesImportDialog
from coordinator_app.gui.pages.surveys.series_rates import RatesPane
from coordinator_app.gui.pages.surveys.value_line import ValueLine
from coordinator_app.gui.register_pane import RecordDetail
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card, ListCard, ListRow
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.line_chart import LineChart, Spot
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.tabs import TabView
from coordinator_app.services.data_series import DataSeriesService, SeriesPlan

FIELDS = (
    "title",
    ("key", "unit"),
    ("measure", "period_kind"),
    ("area_id", "source_id"),
    ("population_id", "rate_base"),
    "breaks",
    "caveats",
    "public",
    "note",
)
NEW_FIELDS = ("title", ("unit", "key"), ("area_id", "source_id"))
SOURCE_FIELDS = ("title", ("publisher", "dated"), ("licence", "location"), "remarks")
BREAK_HELP = "Je Zeile: Zeitraum, Doppelpunkt, Grund. Ab da beginnt im Diagramm eine neue Linie."


def spots_of(points: list[DataPoint], breaks_text: str) -> list[Spot]:
    """The values with the breaks before them, as the chart wants them."""
    breaks = read_breaks(breaks_text)
    spots: list[Spot] = []
    before = ""
    for point in points:
        crossed = [each.reason for each in breaks if before and before < each.period <= point.period]
        spots.append(Spot(period_text(point.period), point.value, crossed[-1] if crossed else ""))
        before = point.period
    return spots


class SeriesDetail(RecordDetail):
    """One series."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        hint = EmptyState("chart", "Keine Kennzahl gewählt", "Wählen Sie links eine Kennzahl aus.", compact=True)
        super().__init__(context, hint, parent)
        self._service = context.workspace.data_series
        self.sheet_button = SecondaryButton("Datenblatt", "document")
        self.sheet_button.clicked.connect(self._on_sheet)
        self.header.add_button(self.sheet_button)
        more = self._add_more()
        source = QAction("Quelle bearbeiten oder anlegen …", more.menu_)
        source.setEnabled(not context.read_only)
        source.triggered.connect(self.edit_source)
        more.menu_.insertAction(more.menu_.actions()[0], source)
        self.sentence = Label("", "stark", wrap=True)
        self.origin = Label("", "hinweis", wrap=True)
        self.chart = LineChart("Diagramm der Kennzahl")
        self.values = ListCard("Werte")
        self.line = ValueLine(self._store)
        lines = LinkButton("Mehrere einfügen …", "plus")
        lines.clicked.connect(self._on_lines)
        theme.reveal(lines, shown=not context.read_only)
        self.values.add_to_head(lines)
        self.form = RecordForm(DataSeries, save=self._save, names=FIELDS, lookups=lookups)
        self.form.row("breaks").help.setText(BREAK_HELP)
        theme.reveal(self.form.row("breaks").help, shown=True)
        self.rates = RatesPane()
        self.tabs = TabView("Teile der Kennzahl")
        self._build()

    def _build(self) -> None:
        parts = (self.sentence, self.chart, self.origin, self.line, self.values)
        self.tabs.add_tab("course", "Verlauf", self._course_pane, *parts)
        self.tabs.add_tab("rates", "Häufigkeitszahl", self._rates_pane, self.rates)
        self.tabs.add_tab("fields", "Angaben", self._fields_pane, self.form)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        column.addLayout(head)
        head.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self.tabs.select("course")
        self._set_content(content)

    def _course_pane(self) -> QWidget:
        card = Card()
        pane = ScrollColumn(self.sentence, card, self.origin, self.line, self.values)
        card.add(self.chart)
        self.line.setVisible(not self._context.read_only)
        return pane

    def _rates_pane(self) -> QWidget:
        return self.rates

    def _fields_pane(self) -> QWidget:
        return ScrollColumn(self.form)

    def _show(self, id: int) -> None:
        series = self._service.get(id)
        points = self._service.points(id)
        with self._context.workspace.store.read() as unit:
            area = unit.title("area", series.area_id)
        self.header.set(series.title, series.key)
        self.header.chip.hide()
        place = f"{area}: " if area else ""
        self.sentence.setText(f"{place}{self._service.in_words(id)}")
        self.origin.setText(self._origin(series))
        self.chart.set_spots(spots_of(points, series.breaks))
        self.chart.setAccessibleName(f"Diagramm: {series.title}")
        self._show_values(points)
        self.rates.show_rates(series, points, self._service.rates(id))
        self.form.load(series)

    def _origin(self, series: DataSeries) -> str:
        source = self._service.source(series.source_id) if series.source_id else None
        named = (source.title, source.publisher, source.licence) if source is not None else ("nicht angegeben",)
        words = ", ".join(filter(None, named))
        limits = f" {source.remarks}" if source is not None and source.remarks else ""
        limits += f" {series.caveats}" if series.caveats else ""
        inside = "" if series.public else " Nur für den internen Gebrauch."
        return f"Quelle: {words}.{limits}{inside}"

    def _show_values(self, points: list[DataPoint]) -> None:
        rows: list[QWidget] = []
        for point in reversed(points):
            words = "kein Wert" if point.value is None else format_decimal(point.value, 2)
            row = ListRow(period_text(point.period), addition=point.comment, value=words, clickable=False)
            if not self._context.read_only:
                remove = IconButton("x", f"Wert {period_text(point.period)} entfernen", flat=True)
                remove.clicked.connect(partial(_remove, self._context, point))
                row.add(remove)
            rows.append(row)
        self.values.set_hint(plural(len(rows), "Wert", "Werte") if rows else "")
        self.values.set_rows(rows or [hint_row("Noch kein Wert. Tippen Sie oben Zeitraum und Wert ein.")])

    def _store(self, period: str, value: float | None, comment: str) -> None:
        self._service.set_value(self._id, period, value, comment)

    def _save(self, name: str, value: Any) -> None:
        self._service.update(self.form.record.id, None, **{name: value})

    @Slot()
    def edit_source(self) -> None:
        """The source of the series; a new one is tied to it."""
        self.flush()
        series = self._service.get(self._id)
        known = self._service.source(series.source_id) if series.source_id else None
        flat = [name for entry in SOURCE_FIELDS for name in ((entry,) if isinstance(entry, str) else entry)]
        RecordDialog.ask(
            self,
            DataSource,
            names=SOURCE_FIELDS,
            title="Datenquelle",
            primary="Quelle speichern",
            initial={name: getattr(known, name) for name in flat} if known else None,
            save=partial(self._save_source, series, known),
        )

    def _save_source(self, series: DataSeries, known: DataSource | None, values: dict[str, Any]) -> int:
        if known is not None:
            self._service.update_source(known.id, known.version, **values)
            return known.id
        with self._context.workspace.store.write("Datenquelle angelegt"):
            source = self._service.create_source(**values)
            self._service.update(series.id, None, source_id=source)
        return source

    @Slot()
    def _on_lines(self) -> None:
        LinesDialog.ask(self._service, self._id, self)

    @Slot()
    def _on_sheet(self) -> None:
        self.flush()
        self._context.preview("data_series", self._id)


class SeriesPane(ListPane[SeriesDetail]):
    """List and detail of the series."""

    words = ("Die", "Kennzahl", "Kennzahlen")
    help_topic = "kennzahlen"
    kind: ClassVar[str] = DataSeries.kind
    list_title = "Kennzahlen"
    kinds: ClassVar[frozenset[str]] = frozenset({"data_series", "data_source"})
    new_text: ClassVar[str] = "Neue Kennzahl"
    topic: ClassVar[str] = "kennzahlen"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        self._lookups = lookups
        self.source = context.workspace.data_series.list()
        filter_row = FilterRow("Kennzahlen filtern", top=16)
        filter_row.add_choice("source_id", "Quelle")
        filter_row.add_choice("area_id", "Gebiet")
        self.import_button = SecondaryButton("Tabelle einlesen", "download")
        self.import_button.setEnabled(not context.read_only)
        filter_row.add_right(self.import_button)
        empty = EmptyState(
            "chart",
            "Noch keine Kennzahl",
            "Hier stehen Zahlen über die Zeit: Straftaten, Ordnungswidrigkeiten, Einwohner, Kosten für Graffiti. "
            "Von Hand, eingefügt oder aus einer Tabelle.",
            "" if context.read_only else "Kennzahl anlegen",
            "Wie arbeite ich mit Kennzahlen?",
        )
        table = RecordTable(
            self.source, name="data_series", label="Kennzahlen", state=context.settings, empty=empty, sort="title"
        )
        super().__init__(
            context,
            filter_row,
            table,
            SeriesDetail(context, lookups),
            name="data_series",
            list_width=400,
            parent=parent,
        )
        self.import_button.clicked.connect(self.take_in)

    def _set_options(self) -> None:
        workspace = self._context.workspace
        sources = workspace.data_series.sources()
        self.filter_row.set_options("source_id", [(source.id, source.title) for source in sources])
        self.filter_row.set_options("area_id", workspace.municipality.area_choices())

    # --- duties of a tab

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a series; for a source its first series."""
        if kind == DataSource.kind:
            series = self._context.workspace.data_series.all()
            record_id = next((each.id for each in series if each.source_id == record_id), 0)
        if record_id:
            self.select(record_id)

    def new_record(self) -> None:
        """Ask for a series."""
        new_id = RecordDialog.ask(
            self,
            DataSeries,
            names=NEW_FIELDS,
            title="Neue Kennzahl",
            primary="Kennzahl anlegen",
            lookups=self._lookups,
            save=self._create,
        )
        if new_id:
            self._context.navigate(DataSeries.kind, new_id)

    def _create(self, values: dict[str, Any]) -> int:
        return self._context.workspace.data_series.create(**values)

    def _discard(self, id: int) -> None:
        self._context.workspace.data_series.discard(id)

    @Slot()
    def take_in(self) -> None:
        """Choose a table, look at what it would change, take it in."""
        path = alerts.open_file(self, "Tabelle einlesen", "Tabellen (*.xlsx *.xls *.ods *.csv *.txt)")
        if path is None:
            return
        self._context.jobs.run(
            _read,
            self._context.workspace.data_series,
            path,
            title=f"„{path.name}“ wird gelesen",
            done=self.show_found,
            lane=Lane.READER,
            owner=self,
        )

    def show_found(self, found: SeriesPlan | PksTable) -> None:
        """Let her choose from a table of the PKS, then show what taking it in would change."""
        if isinstance(found, SeriesPlan):
            self.show_plan(found)
            return
        workspace = self._context.workspace
        own = workspace.municipality.own()
        codes = [town.official_key for town in ([own] if own else []) + workspace.municipality.others()]
        plan = None
        with alerts.shown(self):
            plan = PksDialog.ask(workspace.data_series, found, codes, self)
        if plan is not None:
            self.show_plan(plan)

    def show_plan(self, plan: SeriesPlan) -> None:
        """Show what a table would change and take it in when that is wanted."""
        service = self._context.workspace.data_series
        with alerts.shown(self):
            written = SeriesImportDialog.ask(service, plan, self._lookups, self)
            if written is not None:
                self._context.undo_bar(f"{plural(written, 'Wert', 'Werte')} aus „{plan.name}“ übernommen.")


def _read(job: JobContext, service: DataSeriesService, path: Path) -> SeriesPlan | PksTable:
    job.progress(0, 0, path.name)
    return service.read(path)


def _remove(context: AppContext, point: DataPoint, *_: object) -> None:
    context.workspace.data_series.remove_point(point.id)
    context.undo_bar(f"Wert {period_text(point.period)} entfernt.")
