"""Taking answers in from a file: what was found, how the answers came, what was not understood; then all or nothing."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import plural
from coordinator_app.domain.answers import AnswerMode
from coordinator_app.exchange.answer_mapping import Role
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import ChoiceEditor, TextEditor, YesNoEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.pages.surveys.data_dialogs import LinesTable, ReadingDialog
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.answer_import import AnswerImport
from coordinator_app.services.answer_import_rows import AnswerPlan, AnswerResult, ImportWay, OpenedAnswers

FILTER = "Antworten (*.csv *.txt *.tsv *.xlsx *.xlsm *.xls *.ods *.lsa);;Alle Dateien (*)"
STRUCTURES = "LimeSurvey-Struktur (*.lss *.lsa *.txt)"
MOST_CHOICES = 60
_ODD, _COLUMNS = "odd", "columns"


class AnswerImportDialog(ReadingDialog):
    """Reads a file at once; nothing is stored before the button is pressed."""

    help_topic = "antworten-einlesen"

    def __init__(self, context: AppContext, survey_id: int, path: Path, parent: QWidget | None = None) -> None:
        self._service: AnswerImport = context.workspace.answer_import
        super().__init__(context, path, "Antworten einlesen", "Einlesen", self._service.report, parent)
        self._survey = survey_id
        self._structure: Path | None = None
        self._opened: OpenedAnswers | None = None
        self.result_: AnswerResult | None = None
        self.about = Label(f"„{path.name}“", "stark", wrap=True)
        self.mode = ChoiceEditor.of(AnswerMode, optional=False)
        self.source = TextEditor()
        self.incomplete = YesNoEditor("auch nicht abgeschickte Antworten")
        self.summary = Label("Die Datei wird gelesen …", wrap=True)
        self.odd = LinesTable(
            ("Stelle", "Überschrift", "Inhalt", "Was daraus wird", "Anzahl"),
            "Nicht verstanden",
            (90, 170, 170, 300, 70),
            3,
        )
        self.columns = LinesTable(("Spalte", "Überschrift", "Beispiel", "kommt in"), "Spalten", (70, 290, 220, 260), 1)
        self.structure_button = SecondaryButton("LimeSurvey-Struktur dazu …", "folder-open")
        self._build()
        self._connect()
        self._read()

    @classmethod
    def ask(
        cls, parent: QWidget | None, context: AppContext, survey_id: int, path: Path | None = None
    ) -> tuple[int, Callable[[], int]] | None:
        """Let a file be chosen and taken in; how many sheets are new and what takes them back, None when nothing."""
        path = path or alerts.open_file(parent, "Datei mit Antworten wählen", FILTER)
        if path is None:
            return None
        dialog = cls(context, survey_id, path, parent)
        dialog.run()
        if dialog.result_ is None or dialog.plan is None:
            return None
        return dialog.result_.new, partial(context.workspace.answer_import.take_back, dialog.plan)

    def _build(self) -> None:
        self.add(self.about)
        row = QHBoxLayout()
        self.add(row)
        row.setSpacing(16)
        text = "Antworten eines offenen Links werden nie mit der Stichprobe vermischt."
        row.addWidget(FieldRow("Wie die Antworten kamen", self.mode, help_text=text), 1)
        text = "Dieselbe Quelle zweimal eingelesen zählt einmal."
        row.addWidget(FieldRow("Quelle", self.source, help_text=text), 1)
        self.add(self.incomplete)
        self.add(self.summary)
        tables = {_ODD: ("Nicht verstanden", self.odd), _COLUMNS: ("Spalten", self.columns)}
        self.tabs = self.add_tables(tables, "Prüfung der Datei")
        self.add_left_button(self.structure_button)
        self.add_left_button(self.report_button)
        self.incomplete.hide()
        self._enable(ready=False)

    def _connect(self) -> None:
        self.mode.committed.connect(self._check)
        self.source.committed.connect(self._check)
        self.incomplete.committed.connect(self._check)
        self.structure_button.clicked.connect(self._on_structure)

    def _enable(self, *, ready: bool) -> None:
        for widget in (self.mode, self.source, self.incomplete, self.report_button):
            widget.setEnabled(ready)

    # ------------------------------------------------------------ reading and checking

    def _read(self) -> None:
        self._enable(ready=False)
        self.start(
            _open,
            self._service,
            self._survey,
            self.path,
            self._structure,
            title="Antworten werden gelesen",
            done=self._on_opened,
        )

    def _on_opened(self, opened: OpenedAnswers) -> None:
        self._opened = opened
        way = self._service.proposed(opened)
        self.mode.set_value(way.mode)
        self.source.set_value(way.source)
        table = opened.table
        rows = plural(table.rows, "Zeile", "Zeilen")
        self.about.setText(f"„{table.name}“ · {table.format_label} · {rows} · Formular {opened.form.code}")
        self.incomplete.setVisible(any(target.role is Role.SUBMITTED for target in opened.targets))
        self._fit()
        self._show_columns(opened)
        self._check()

    @Slot()
    def _check(self) -> None:
        """Check again after every decision."""
        if self._opened is None:
            return
        self._enable(ready=True)
        way = ImportWay(
            self.mode.value(), self.source.value() or self._opened.table.name, incomplete=bool(self.incomplete.value())
        )
        self.start(_plan, self._service, self._opened, way, title="Antworten werden geprüft", done=self._on_planned)

    def _on_planned(self, plan: AnswerPlan) -> None:
        self.plan = plan
        self.summary.setText(_summary(plan))
        self.tabs.set_count(_ODD, len(plan.oddities))
        self.odd.show_lines(
            [(item.place, item.heading, item.text, item.message, str(item.count)) for item in plan.oddities]
        )
        text = f"{plural(plan.new, 'Bogen', 'Bögen')} einlesen" if plan.new else "Nichts einzulesen"
        self.ready(text, possible=bool(plan.new))

    def on_failed(self, error: UserError) -> None:
        """Show what went wrong; another structure may help."""
        super().on_failed(error)
        if self._opened is None:
            self.summary.setText("Es wurde nichts eingelesen.")

    # ------------------------------------------------------------ columns

    def _show_columns(self, opened: OpenedAnswers) -> None:
        """Every column with its variable; a choice where none was found."""
        table = opened.table
        self.tabs.set_count(_COLUMNS, len(table.columns))
        lines: list[Sequence[str]] = []
        for place, (column, target) in enumerate(zip(table.columns, opened.targets, strict=True)):
            shown = [] if target.role is Role.PRIVATE else [text for text in column.texts if text][:3]
            sample = " · ".join(shown)
            goal = target.variable or target.role.label
            lines.append((table.place(place).rstrip("0123456789"), column.heading, sample, goal))
        self.columns.show_lines(lines)
        unknown = [place for place, target in enumerate(opened.targets) if target.role is Role.UNKNOWN]
        taken = {target.variable for target in opened.targets}
        free = [(name, _named(name, opened)) for name in opened.finder.variables if name not in taken]
        for place in unknown[:MOST_CHOICES]:
            editor = ChoiceEditor(free)
            editor.field.setAccessibleName(f"„{table.columns[place].heading}“ kommt in")
            editor.committed.connect(partial(_choose, self, place, editor))
            self.columns.put_widget(place, 3, editor)

    def put_column(self, place: int, variable: str) -> None:
        """Let a column go into a variable."""
        if self._opened is not None:
            self._opened = self._service.with_target(self._opened, place, variable)
            self._check()

    # ------------------------------------------------------------ buttons

    @Slot()
    def _on_structure(self) -> None:
        path = alerts.open_file(self, "LimeSurvey-Struktur wählen", STRUCTURES)
        if path is not None:
            self._structure = path
            self._read()

    def check(self) -> bool:
        """Store the sheets; the dialog closes when that is done."""
        if self.plan is not None and not self.working:
            self.start(
                _run,
                self._service,
                self.plan,
                title="Antworten werden eingelesen",
                done=self._on_done,
                lane=Lane.WRITER,
            )
        return False

    def _on_done(self, result: AnswerResult) -> None:
        self.result_ = result
        self.accept()


def _choose(dialog: AnswerImportDialog, place: int, editor: ChoiceEditor) -> None:
    dialog.put_column(place, editor.value() or "")


def _named(name: str, opened: OpenedAnswers) -> str:
    label = " ".join(opened.finder.variables[name].label.split())
    return f"{name} – {label[:60]}"


def _summary(plan: AnswerPlan) -> str:
    parts = [f"{plural(plan.new, 'neuer Bogen', 'neue Bögen')}"]
    if len(plan.by_mode) > 1:
        parts[0] += " (" + ", ".join(f"{count} {mode.label}" for mode, count in plan.by_mode.items()) + ")"
    for count, words in (
        (plan.known, "schon eingelesen"),
        (plan.changed, "davon jetzt mit anderen Angaben"),
        (plan.incomplete, "nicht abgeschickt"),
        (plan.empty, "ohne jede Angabe"),
        (plan.opened.table.left_out, "unlesbar"),
    ):
        if count:
            parts.append(f"{count} {words}")
    found, whole = plan.sheets.found, len(plan.opened.finder.variables)
    return f"{', '.join(parts)}. {found} von {whole} Variablen des Fragebogens gefunden. Noch ist nichts gespeichert."


def _open(context: Any, service: AnswerImport, survey: int, path: Path, structure: Path | None) -> OpenedAnswers:
    return service.open(survey, path, structure, context)


def _plan(context: Any, service: AnswerImport, opened: OpenedAnswers, way: ImportWay) -> AnswerPlan:
    return service.plan(opened, way, context)


def _run(context: Any, service: AnswerImport, plan: AnswerPlan) -> AnswerResult:
    return service.run(plan, context)
