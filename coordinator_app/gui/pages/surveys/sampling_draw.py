"""The dialog of a draw: choose the extract, map its columns, check, then write the mail-merge file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import file_name, format_integer
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.surveys import Survey
from coordinator_app.exchange.cells import cell_text
from coordinator_app.exchange.register_columns import REGISTER
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.dialogs.project_import_tables import PlainTable
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor, IntegerEditor, YesNoEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.services.sample_draw import NOBODY, DrawCheck, DrawOptions, DrawResult, OpenedExtract, SampleDraws

if TYPE_CHECKING:
    from coordinator_app.exchange.tables import TableData

TABLES = "Tabellen (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.txt);;Alle Dateien (*)"
_CHECK, _DRAW = "Prüfen", "Ziehen und speichern …"
_MOST_DISTRICTS = 40
_ROWS = 7
_HEIGHT = 620  # of the dialog, where the screen is high enough


class ExtractColumns(PlainTable):
    """The columns of the extract with an example and what they are used as; `changed` when one was chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(
            ("Spalte in der Datei", "Beispiel", "wird verwendet als"), "Zuordnung der Spalten", (210, 200, 260), 1, 38
        )
        self._editors: list[ChoiceEditor] = []
        self.setMinimumHeight(theme.height(38) * 4)

    def show_data(self, data: "TableData", targets: Sequence[str]) -> None:
        """Show the columns with what they are probably."""
        self._editors = []
        self.setRowCount(0)
        self.setRowCount(len(data.header))
        for place, (name, target) in enumerate(zip(data.header, targets, strict=True)):
            texts = (cell_text(row.cells[place]) for row in data.rows if place < len(row.cells))
            self.put(place, 0, name)
            self.put(place, 1, next(filter(None, texts), ""))
            editor = ChoiceEditor(list(REGISTER.targets.items()), optional=False)
            editor.field.setAccessibleName(f"„{name}“ wird verwendet als")
            editor.set_value(target)
            editor.committed.connect(self._on_committed)
            self._editors.append(editor)
            self.put_widget(place, 2, editor)

    def targets(self) -> tuple[str, ...]:
        """What every column is used as."""
        return tuple(str(editor.value()) for editor in self._editors)

    def editor(self, place: int) -> ChoiceEditor:
        """The choice of one column."""
        return self._editors[place]

    @Slot()
    def _on_committed(self) -> None:
        self.changed.emit()


class DistrictTable(PlainTable):
    """Districts of the file that belong to no stratum, each with the stratum it shall belong to."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(
            ("Ortsteil in der Datei", "Personen", "gehört zu"), "Unbekannte Ortsteile", (230, 90, 260), 2, 38
        )
        self._editors: dict[str, ChoiceEditor] = {}

    def show_unknown(self, unknown: Sequence[tuple[str, int]], strata: Sequence[str]) -> None:
        """Show these districts; what was chosen for one stays."""
        kept = self.assigned()
        self._editors = {}
        self.setRowCount(0)
        self.setRowCount(len(unknown))
        self.setMinimumHeight(theme.height(38) * min(len(unknown) + 1, _ROWS))
        for place, (name, persons) in enumerate(unknown):
            self.put(place, 0, name or "(leer)")
            self.put(place, 1, format_integer(persons), right=True)
            editor = ChoiceEditor([(NOBODY, "wird nicht befragt"), *((each, each) for each in strata)], optional=False)
            editor.field.setAccessibleName(f"„{name}“ gehört zu")
            editor.set_value(kept.get(name, NOBODY))
            editor.committed.connect(self._on_committed)
            self._editors[name] = editor
            self.put_widget(place, 2, editor)

    def assigned(self) -> dict[str, str]:
        """The stratum chosen for every district shown."""
        return {name: str(editor.value()) for name, editor in self._editors.items()}

    @Slot()
    def _on_committed(self) -> None:
        self.changed.emit()


class DrawDialog(Dialog):
    """„Prüfen“ only counts; after that the same button writes the file. `result_` is what was done."""

    help_topic = "stichprobe"

    def __init__(self, context: AppContext, survey: Survey, parent: QWidget | None = None) -> None:
        title = "Stichprobe aus dem Melderegister ziehen"
        super().__init__(title, primary=_CHECK, heading=title, parent=parent, width=840)
        self._context, self._survey = context, survey
        self._draws: SampleDraws = context.workspace.sample_draws
        self._strata = [stratum.title for stratum in context.workspace.sampling.strata(survey.id)]
        self._opened: OpenedExtract | None = None
        self._data: TableData | None = None
        self._checked: DrawCheck | None = None
        self._assigned: dict[str, str] = {}
        self.result_: DrawResult | None = None
        self.file_label = Label("Noch keine Datei gewählt", "gedaempft")
        self.choose_button = SecondaryButton("Datei wählen …", "folder-open")
        self.back_button = SecondaryButton("Angaben ändern", "chevron-left")
        self.form, self.report = QWidget(), QWidget()
        self.columns = ExtractColumns()
        self.seed, self.oldest = IntegerEditor(plain=True), IntegerEditor(plain=True)
        self.household = YesNoEditor()
        self.register = YesNoEditor()
        self.confirmed = YesNoEditor()
        self.districts_label = Label("Diese Ortsteile der Datei gehören zu keiner Schicht:", "stark", wrap=True)
        self.districts = DistrictTable()
        self.outcome = NoticeBar("")
        self.lines = Label("", "", wrap=True)
        self.setMinimumHeight(min(_HEIGHT, round(self.screen().availableGeometry().height() * 0.85)))
        self._build()
        self._connect()
        self._show_form()

    @classmethod
    def ask(cls, context: AppContext, survey: Survey, parent: QWidget | None = None) -> DrawResult | None:
        """Draw; what was done, None when nothing was written."""
        dialog = cls(context, survey, parent)
        dialog.run()
        return dialog.result_

    def _build(self) -> None:
        head = QHBoxLayout()
        self.add(head)
        head.addWidget(self.file_label, 1)
        head.addWidget(self.choose_button)
        self.add_left_button(self.back_button)
        form, report = QVBoxLayout(self.form), QVBoxLayout(self.report)
        for column in (form, report):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
        self.add(self.form, 1)
        self.add(self.report)
        self.content.addStretch(0)
        self._build_form(form)
        words = "Die Meldebehörde bestätigt: keine gesperrten Personen (§§ 51, 52 BMG), nur das befragte Alter"
        self.confirmed_row = FieldRow(words, self.confirmed)
        for widget in (self.outcome, self.confirmed_row, self.lines, self.districts_label, self.districts):
            report.addWidget(widget)

    def _build_form(self, column: QVBoxLayout) -> None:
        column.addWidget(self.columns, 1)
        numbers = QWidget()
        line = QHBoxLayout(numbers)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(24)
        help_text = "Dieselbe Datei und Startzahl ergeben dieselben Personen."
        line.addWidget(FieldRow("Startzahl", self.seed, help_text=help_text), 1)
        help_text = f"Leer: ohne Grenze. Befragt wird {self._survey.target_age.label}."
        line.addWidget(FieldRow("Höchstalter", self.oldest, help_text=help_text), 1)
        column.addWidget(numbers)
        column.addWidget(FieldRow("Je Haushalt höchstens eine Person", self.household))
        words = "Personen je Schicht und Registerzahlen (Alter, Geschlecht, Ortsteil) aus dem Auszug zählen"
        help_text = "Nur wenn der Auszug alle Personen des befragten Alters enthält."
        column.addWidget(FieldRow(words, self.register, help_text=help_text))

    def _connect(self) -> None:
        self.seed.set_value(self._draws.proposed_seed())
        self.household.set_value(True)
        self.choose_button.clicked.connect(self.choose_file)
        self.back_button.clicked.connect(self._show_form)
        self.districts.changed.connect(self._on_district_chosen)
        self.confirmed.committed.connect(self._check_again)

    # --- file

    @Slot()
    def choose_file(self) -> None:
        """Ask for the extract and read it."""
        path = alerts.open_file(self, "Auszug aus dem Melderegister wählen", TABLES)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Read an extract in the background."""
        self.set_message("")
        self.primary_button.setEnabled(False)
        self._context.jobs.run(
            _read,
            self._draws,
            path,
            title="Auszug wird gelesen",
            done=self._on_read,
            failed=self._on_failed,
            owner=self,
            key="register-extract",
        )

    def _on_read(self, found: "tuple[OpenedExtract, TableData]") -> None:
        self._opened, self._data = found
        self.file_label.setText(f"{self._opened.path.name}: {format_integer(len(self._data.rows))} Zeilen")
        targets = self._draws.guess(self._data)
        self.columns.show_data(self._data, targets)
        self.confirmed.set_value(False)
        self._assigned = {}
        self._show_form()

    def _on_failed(self, error: UserError) -> None:
        self.set_message(error.text)
        self.primary_button.setEnabled(self._data is not None)

    # --- check

    @Slot()
    def _show_form(self) -> None:
        """Columns and choices; what was checked before no longer counts."""
        self._check_again()
        self.form.setVisible(self._data is not None)
        self.report.hide()
        self.back_button.hide()
        self.choose_button.show()

    @Slot()
    def _check_again(self) -> None:
        self._checked = None
        self.primary_button.setText(_CHECK)
        self.primary_button.setEnabled(self._data is not None)

    @Slot()
    def _on_district_chosen(self) -> None:
        self._assigned.update(self.districts.assigned())
        self._check_again()

    def options(self) -> DrawOptions:
        """What was chosen; `UserError` for unreadable numbers."""
        return DrawOptions(
            targets=self.columns.targets(),
            seed=self.seed.value(),
            oldest=self.oldest.value(),
            one_per_household=self.household.value(),
            assigned=dict(self._assigned),
            confirmed=self.confirmed.value(),
            count_register=self.register.value(),
        )

    def check(self) -> bool:
        """Count first; when that was done, ask where to write and draw."""
        if self._opened is None or self._data is None:
            raise UserError("Bitte wählen Sie zuerst den Auszug aus dem Melderegister.")
        if self._checked is None:
            self.primary_button.setEnabled(False)
            self._context.jobs.run(
                _check,
                self._draws,
                self._survey.id,
                self._opened,
                self._data,
                self.options(),
                title="Auszug wird geprüft",
                done=self._on_checked,
                failed=self._on_failed,
                owner=self,
                key="register-check",
            )
            return False
        return self._draw(self._checked)

    def _on_checked(self, found: DrawCheck) -> None:
        self.set_message("")
        self._checked = found if not found.obstacles else None
        districts = found.extract.districts()
        wrong = [(name, districts.get(name, 0)) for name in self._assigned]
        shown = list(dict([*wrong, *list(found.unknown.items())[:_MOST_DISTRICTS]]).items())
        self.districts.show_unknown(shown, self._strata)
        self._assigned = self.districts.assigned()
        for widget in (self.districts_label, self.districts):
            widget.setVisible(bool(shown))
        self.confirmed_row.setVisible(not (found.extract.tells_blocked and found.extract.tells_age))
        self.primary_button.setText(_DRAW if self._checked is not None else _CHECK)
        self.primary_button.setEnabled(True)
        if found.obstacles:
            self.outcome.set(" ".join(found.obstacles), "attention", icon="triangle")
        else:
            words = (
                f"{format_integer(found.drawn.size)} von {format_integer(found.frame.size)} Personen würden gezogen."
            )
            self.outcome.set(f"{words} Noch ist nichts geschrieben.", "ok", icon="tick-circle")
        self.lines.setText("\n".join(_lines(found)))
        self.form.hide()
        self.choose_button.hide()
        self.report.show()
        self.back_button.show()
        self.primary_button.setFocus()

    # --- draw

    def _draw(self, checked: DrawCheck) -> bool:
        proposal = file_name(f"Seriendruck {self._survey.title}") + ".xlsx"
        path = alerts.save_file(self, "Seriendruckdatei speichern", "Excel (*.xlsx)", proposal)
        if path is None:
            return False
        self.primary_button.setEnabled(False)
        self._context.jobs.run(
            _run,
            self._draws,
            checked,
            path,
            title="Stichprobe wird gezogen",
            done=self._on_drawn,
            failed=self._on_failed,
            lane=Lane.WRITER,
            owner=self,
        )
        return False

    def _on_drawn(self, result: DrawResult) -> None:
        self.result_ = result
        self.accept()


def _lines(found: DrawCheck) -> list[str]:
    """What the check counted, one sentence per line."""
    excluded = "; ".join(f"{format_integer(count)} {reason.label}" for reason, count in found.frame.excluded.items())
    texts = [f"{format_integer(found.frame.rows)} Personen in der Datei."]
    texts += [f"Nicht in der Auswahlgrundlage: {excluded}."] if excluded else []
    texts += [
        f"{each.title}: {format_integer(each.drawn)} von {format_integer(each.frame)} gezogen (gewünscht "
        f"{format_integer(each.wanted)})."
        for each in found.drawn.strata
    ]
    if found.drawn.passed_over:
        texts.append(f"{format_integer(found.drawn.passed_over)} Personen übergangen (Haushalt schon gezogen).")
    return [*texts, *found.remarks]


def _read(job: JobContext, draws: SampleDraws, path: Path) -> Any:
    job.progress(0, 0, "Auszug wird gelesen")
    opened = draws.open(path)
    return opened, draws.understand(opened)


def _check(
    job: JobContext,
    draws: SampleDraws,
    survey_id: int,
    opened: OpenedExtract,
    data: "TableData",
    options: DrawOptions,
) -> DrawCheck:
    return draws.check(survey_id, opened, data, options, job)


def _run(job: JobContext, draws: SampleDraws, checked: DrawCheck, path: Path) -> DrawResult:
    job.progress(0, 0, "Seriendruckdatei wird geschrieben")
    return draws.run(checked, path)
