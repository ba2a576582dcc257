"""What a report is about and what it takes in: title, period, filters, columns, lists."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any
from weakref import ReferenceType, ref

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.german import search_form
from coordinator_app.domain.new_reports import LONG_KINDS
from coordinator_app.domain.report_plan import read_plan
from coordinator_app.domain.reports import Report, ReportKind
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import YesNoEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups, Pairs
from coordinator_app.gui.forms.pickers import MultiChoiceEditor
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.reports.extras import extra_cards
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.scroll_column import ScrollColumn

FIELDS = ("title", ("period_start", "period_end"), "addressee", ("reference", "asked_on"), "note")
_FILTERED = LONG_KINDS | {ReportKind.INQUIRY_ANSWER}
_LOOKS = {
    "title_page": "Titelseite",
    "contents": "Inhaltsverzeichnis",
    "figure_list": "Abbildungsverzeichnis",
    "table_list": "Tabellenverzeichnis",
    "numbered": "Kapitel nummerieren",
}


class ReportChoices(QWidget):
    """`show_report(report)` after each reload; every choice is stored at once."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._builder = context.workspace.report_builder
        self._id = 0
        self._kind: ReportKind | None = None
        self.extras: list[Any] = []
        self.form = RecordForm(Report, save=self._save, names=FIELDS, lookups=lookups)
        self.rows = self._make_rows(lookups)
        self.filters = Card("Was hineinkommt", "nichts gewählt = alles")
        self.looks = Card("Aufbau")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = ScrollColumn()
        outer.addWidget(scroll)
        self._extras = QVBoxLayout()
        self._extras.setSpacing(16)
        column = scroll.column
        column.addLayout(self._extras)
        column.addWidget(self.form)
        column.addWidget(self.filters)
        column.addWidget(self.looks)
        column.addStretch(1)
        for name in ("fields", "areas", "columns", "with_sheets"):
            self.filters.add(self.rows[name])
        for pair in (("title_page", "contents"), ("figure_list", "table_list"), ("numbered",)):
            line = QHBoxLayout()
            self.looks.add(line)
            for name in pair:
                line.addWidget(self.rows[name], 1)
        for name, row in self.rows.items():
            row.editor.committed.connect(partial(_commit, ref(self), name))

    def _make_rows(self, lookups: Lookups) -> dict[str, FieldRow]:
        columns = _ColumnChoice()
        rows = {
            "fields": FieldRow(
                "Handlungsfelder",
                MultiChoiceEditor(_Entries(lookups, "field_of_action").suggest, _titles(lookups, "catalog_entry")),
            ),
            "areas": FieldRow("Gebiete", MultiChoiceEditor(partial(lookups.suggest, "area"), _titles(lookups, "area"))),
            "columns": FieldRow(
                "Spalten der Projektliste",
                MultiChoiceEditor(columns.suggest, columns.titles),
                help_text="Nichts gewählt heißt: die üblichen Spalten.",
            ),
            "with_sheets": FieldRow("Mit einem Steckbrief je Projekt", YesNoEditor()),
        }
        rows |= {name: FieldRow(label, YesNoEditor()) for name, label in _LOOKS.items()}
        for name in ("fields", "areas", "columns"):
            editor = rows[name].editor
            if isinstance(editor, MultiChoiceEditor):
                editor.set_name(rows[name].label.text())
        self._columns = columns
        return rows

    def show_report(self, report: Report) -> None:
        """Show what is chosen for a report."""
        self._show_kind(report.report_kind)
        self._id = report.id
        self.form.load(report)
        values = asdict(read_plan(report.settings))
        values["columns"] = self._columns.ids(values["columns"])
        for name, row in self.rows.items():
            row.editor.set_value(values[name])
        for extra in self.extras:
            extra.show_report(report.id)

    def _show_kind(self, kind: ReportKind) -> None:
        """Only what a kind of report can use is offered."""
        if kind is self._kind:
            return
        self._kind = kind
        self._show_extras(kind)
        theme.reveal(self.filters, shown=kind in _FILTERED)
        theme.reveal(self.rows["columns"], shown=kind in LONG_KINDS)
        theme.reveal(self.rows["with_sheets"], shown=kind in LONG_KINDS)
        theme.reveal(self.form.row("asked_on"), shown=kind is ReportKind.INQUIRY_ANSWER)
        for name in ("period_start", "period_end"):
            theme.reveal(self.form.row(name), shown=kind in _FILTERED)

    def _show_extras(self, kind: ReportKind) -> None:
        """The cards only this kind has; those of the kind before go."""
        for extra in self.extras:
            self._extras.removeWidget(extra)
            extra.hide()
            extra.deleteLater()
        self.extras = extra_cards(self._context, kind, self)
        for extra in self.extras:
            self._extras.addWidget(extra)

    def set_locked(self, *, locked: bool) -> None:
        """A released report can only be read."""
        read_only = locked or self._context.read_only
        self.form.set_read_only(read_only=read_only)
        for row in self.rows.values():
            row.editor.set_read_only(read_only=read_only)

    def _save(self, name: str, value: Any) -> None:
        self._builder.update(self.form.record.id, None, **{name: value})  # the choices below change the same record

    def store(self, name: str) -> None:
        """Store one choice of the plan."""
        value = self.rows[name].editor.value()
        if name == "columns":
            value = self._columns.keys(value)
        if self._id:
            self._builder.set_plan(self._id, **{name: value})


def _commit(choices: "ReferenceType[ReportChoices]", name: str) -> None:
    found = choices()
    if found is not None:
        found.store(name)


class _Entries:
    """The entries of a catalogue that fit typed words."""

    def __init__(self, lookups: Lookups, catalogue: str) -> None:
        self._lookups, self._catalogue = lookups, catalogue

    def suggest(self, text: str) -> Pairs:
        """As `MultiChoiceEditor` asks."""
        wanted = search_form(text)
        return [(id, label) for id, label in self._lookups.catalogue(self._catalogue) if wanted in search_form(label)]


class _ColumnChoice:
    """The columns of the project list as numbers from 1, as a choice of several wants them."""

    def _labels(self) -> dict[int, tuple[str, str]]:
        from coordinator_app.services.project_list import COLUMNS

        return {number: (column.key, column.label) for number, column in enumerate(COLUMNS, start=1)}

    def suggest(self, text: str) -> Pairs:
        """As `MultiChoiceEditor` asks."""
        wanted = search_form(text)
        return [(number, label) for number, (_, label) in self._labels().items() if wanted in search_form(label)]

    def titles(self, ids: Iterable[int]) -> Mapping[int, str]:
        """The words of columns."""
        labels = self._labels()
        return {id: labels[id][1] for id in ids if id in labels}

    def ids(self, keys: Iterable[str]) -> tuple[int, ...]:
        """The numbers of columns by their keys."""
        numbers = {key: number for number, (key, _) in self._labels().items()}
        return tuple(numbers[key] for key in keys if key in numbers)

    def keys(self, ids: Iterable[int]) -> tuple[str, ...]:
        """The keys of columns by their numbers."""
        labels = self._labels()
        return tuple(labels[id][0] for id in ids)


def _titles(lookups: Lookups, kind: str) -> Any:
    return partial(lookups.titles, kind)
