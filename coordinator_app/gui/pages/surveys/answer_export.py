"""Handing out anonymised data: what goes out, what stays and why, then the files."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.disclosure import Treatment
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import ChoiceEditor, YesNoEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.pages.surveys.data_dialogs import LinesTable, WorkingDialog
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.answer_export import AnswerExport, DataFormat, ExportLine, ExportPlan

MOST_CHOICES = 60


class AnswerExportDialog(WorkingDialog):
    """Shows every variable with its treatment; facts about the person may be left out or protected together."""

    help_topic = "daten-ausgeben"

    def __init__(self, context: AppContext, survey_id: int, parent: QWidget | None = None) -> None:
        super().__init__(context, "Anonymisierte Daten ausgeben", "Dateien speichern …", parent)
        self._service: AnswerExport = context.workspace.answer_export
        self._survey = survey_id
        self._chosen: dict[str, Treatment] = {}
        self._editors: dict[str, ChoiceEditor] = {}
        self._rows: dict[str, int] = {}
        self.plan: ExportPlan | None = None
        self.paths: Sequence[Path] = ()
        self.group = ChoiceEditor([(False, "Zufallsstichprobe"), (True, "offener Link")], optional=False)
        self.group.set_value(value=False)
        self.summary = Label("Die Daten werden geprüft …", wrap=True)
        self.table = LinesTable(
            ("Variable", "Bedeutung", "Was damit geschieht", "Warum"), "Variablen der Ausgabe", (120, 280, 230, 260), 3
        )
        self.formats = {kind: YesNoEditor(kind.label) for kind in DataFormat}
        self._build()
        self._check()

    @classmethod
    def ask(cls, parent: QWidget | None, context: AppContext, survey_id: int) -> Sequence[Path]:
        """Show what goes out and let it be written; the files written."""
        dialog = cls(context, survey_id, parent)
        dialog.run()
        return dialog.paths

    def _build(self) -> None:
        words = (
            "Ausgegeben werden Antwortcodes in zufälliger Reihenfolge, ohne Texte, Belegnummern und Tage. Merkmale zur "
            "Person, die zusammen zu wenige Menschen beschreiben, werden auf einzelnen Bögen entfernt."
        )
        self.add(Label(words, wrap=True))
        self.add(FieldRow("Welche Antworten", self.group))
        self.add(self.summary)
        self.add(self.table, 1)
        row = QHBoxLayout()
        self.add(row)
        row.setSpacing(16)
        for kind, editor in self.formats.items():
            editor.set_value(kind is not DataFormat.DDI)
            editor.committed.connect(self._show_button)
            row.addWidget(editor)
        row.addStretch(1)
        self.group.committed.connect(self._check)

    @Slot()
    def _check(self) -> None:
        """Protect again after every decision."""
        self.start(
            _plan,
            self._service,
            self._survey,
            dict(self._chosen),
            bool(self.group.value()),
            title="Daten werden geschützt",
            done=self._on_planned,
        )

    def _on_planned(self, plan: ExportPlan) -> None:
        first = self.plan is None
        self.plan = plan
        rows, variables = plan.data.rows, len(plan.data.variables)
        text = f"{plural(rows, 'Bogen', 'Bögen')}, {plural(variables, 'Variable', 'Variablen')}. "
        self.summary.setText(text + " ".join(plan.data.notes[1:2]) + _removed(plan))
        if first:
            lines = sorted(plan.lines, key=_weight)
            self._rows = {line.item.variable.name: row for row, line in enumerate(lines)}
            self.table.show_lines([_line(line) for line in lines])
            self._offer(plan)
        for line in plan.lines:
            self.table.put(self._rows[line.item.variable.name], 3, _line(line)[3])
        self._show_button()

    def _offer(self, plan: ExportPlan) -> None:
        """A choice for every variable about the person and every number that may go out or stay."""
        for line in plan.lines:
            item = line.item
            if item.treatment is Treatment.KEEP or len(item.allowed) < 2 or len(self._editors) >= MOST_CHOICES:
                continue
            editor = ChoiceEditor([(choice, choice.label) for choice in item.allowed], optional=False)
            editor.set_value(item.treatment)
            editor.field.setAccessibleName(f"Was mit {item.variable.name} geschieht")
            editor.committed.connect(partial(_choose, self, item.variable.name, editor))
            self._editors[item.variable.name] = editor
            self.table.put_widget(self._rows[item.variable.name], 2, editor)

    def choose(self, variable: str, treatment: Treatment) -> None:
        """Treat a variable otherwise."""
        self._chosen[variable] = treatment
        self._check()

    @Slot()
    def _show_button(self) -> None:
        if not self.working:
            self.ready("Dateien speichern …", possible=self.plan is not None and bool(self._kinds()))

    def _kinds(self) -> list[DataFormat]:
        return [kind for kind, editor in self.formats.items() if editor.value()]

    def check(self) -> bool:
        """Ask for the folder and write; the dialog closes when that is done."""
        if self.plan is None or self.working:
            return False
        folder = alerts.choose_folder(self, "Ordner für die Daten wählen")
        if folder is not None:
            self.start(
                _write,
                self._service,
                self.plan,
                folder,
                self._kinds(),
                title="Daten werden gespeichert",
                done=self._on_written,
                lane=Lane.WRITER,
            )
        return False

    def _on_written(self, paths: Sequence[Path]) -> None:
        self.paths = paths
        self.context.notify(f"{plural(len(paths), 'Datei', 'Dateien')} in „{paths[0].parent.name}“ gespeichert.")
        self.accept()


def _choose(dialog: AnswerExportDialog, variable: str, editor: ChoiceEditor) -> None:
    dialog.choose(variable, editor.value())


def _removed(plan: ExportPlan) -> str:
    return f" {plural(plan.removed, 'Angabe wird', 'Angaben werden')} dafür entfernt." if plan.removed else ""


def _weight(line: ExportLine) -> int:
    """What needs a look stands first: protected and grouped variables, then those that stay, then the rest."""
    treatment = line.item.treatment
    return 2 if treatment is Treatment.KEEP else 1 if treatment is Treatment.OUT else 0


def _line(line: ExportLine) -> tuple[str, str, str, str]:
    item = line.item
    why = item.reason
    if line.groups:
        why = f"{why} ({line.groups})"
    if line.removed:
        why = f"{why} {plural(line.removed, 'Angabe', 'Angaben')} entfernt."
    return item.variable.name, item.variable.label, item.treatment.label, why.strip()


def _plan(
    context: Any, service: AnswerExport, survey: int, chosen: dict[str, Treatment], open_link: bool
) -> ExportPlan:
    context.progress(0, 0, "Daten werden geschützt …")
    return service.plan(survey, chosen, open_link=open_link)


def _write(
    context: Any, service: AnswerExport, plan: ExportPlan, folder: Path, kinds: Sequence[DataFormat]
) -> Sequence[Path]:
    context.progress(0, 0, "Daten werden gespeichert …")
    return service.write(plan, folder, kinds)
