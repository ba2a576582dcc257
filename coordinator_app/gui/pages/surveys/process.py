"""Tab „Prozess“: the steps of the ASSKomm cooperation with dates, papers and resolution."""

from typing import Any, ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_date
from coordinator_app.domain.process import ProcessStep, StepState
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.list_pane import ListPane
from coordinator_app.gui.record_files import RecordFiles
from coordinator_app.gui.register_pane import RecordDetail
from coordinator_app.gui.source_tasks import SourceTasks
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.labels import Label, ProgressLine
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.scroll_column import ScrollColumn

FIELDS = ("title", ("state", "planned_on"), ("done_on", "resolution_id"), "text", "note")
NEW_FIELDS = ("title", "planned_on", "note")
STEP_CHIPS = {
    StepState.OPEN: ChipStyle("neutral", "circle"),
    StepState.RUNNING: ChipStyle("info", "play"),
    StepState.DONE: ChipStyle("ok", "tick"),
    StepState.SKIPPED: ChipStyle("neutral", "x"),
}


class StepDetail(RecordDetail):
    """One step."""

    moved = Signal(int, int)

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        hint = EmptyState("checklist", "Kein Schritt gewählt", "Wählen Sie links einen Schritt aus.", compact=True)
        super().__init__(context, hint, parent)
        self._process = context.workspace.process
        self.done_button = SecondaryButton("Abschließen", "tick")
        self.done_button.clicked.connect(self._on_done)
        self.resolution_button = SecondaryButton("Beschluss", "gavel")
        self.resolution_button.clicked.connect(self._on_resolution)
        self.header.add_button(self.resolution_button)
        self.header.add_button(self.done_button)
        more = self._add_more()
        for text, by in (("Nach oben", -1), ("Nach unten", 1)):
            action = QAction(text, more.menu_)
            action.setData(by)
            action.setEnabled(not context.read_only)
            action.triggered.connect(self._on_move)
            more.menu_.insertAction(more.menu_.actions()[-1], action)
        self.about = Label("", "gedaempft", wrap=True)
        self.form = RecordForm(
            ProcessStep, save=self._save, names=FIELDS, lookups=lookups, labels={"note": "Worum es geht"}
        )
        self.files = RecordFiles(context, "Noch kein Papier, zum Beispiel die Vereinbarung oder das Protokoll.")
        self.tasks = SourceTasks(context, lookups, "Aufgaben zum Schritt")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        column.addLayout(head)
        head.addWidget(self.header)
        column.addWidget(ScrollColumn(self.about, self.form, self.files, self.tasks), 1)
        self._set_content(content)

    def _show(self, id: int) -> None:
        step = self._process.get(id)
        self.header.set(step.title, f"Schritt {step.position}")
        self.header.chip.set_style(step.state.label, STEP_CHIPS[step.state])
        self.header.chip.show()
        open_ = step.state in {StepState.OPEN, StepState.RUNNING}
        theme.reveal(self.done_button, shown=open_ and not self._context.read_only)
        theme.reveal(self.resolution_button, shown=step.resolution_id is not None)
        self.about.setText(_standing(step))
        self.about.setVisible(bool(self.about.text()))
        self.form.load(step)
        self.files.show_record(ProcessStep.kind, id)
        self.tasks.show_source(ProcessStep.kind, id)

    def _save(self, name: str, value: Any) -> None:
        self._process.update(self.form.record.id, None, **{name: value})

    @Slot()
    def _on_done(self) -> None:
        self.flush()
        self._process.update(self._id, None, state=StepState.DONE)
        self._context.undo_bar("Der Schritt ist abgeschlossen.")

    @Slot()
    def _on_resolution(self) -> None:
        self.flush()
        step = self._process.get(self._id)
        if step.resolution_id:
            self._context.navigate("resolution", step.resolution_id)

    @Slot()
    def _on_move(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.flush()
            self.moved.emit(self._id, int(action.data()))


class ProcessPane(ListPane[StepDetail]):
    """The steps in their order, with how many are done."""

    words = ("Der", "Schritt", "Schritte")
    help_topic = "prozess"
    kind: ClassVar[str] = ProcessStep.kind
    list_title = "ASSKomm-Prozess"
    kinds: ClassVar[frozenset[str]] = frozenset({"process_step"})
    new_text: ClassVar[str] = "Neuer Schritt"
    topic: ClassVar[str] = "prozess"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        self._lookups = lookups
        self.source = context.workspace.process.list()
        filter_row = FilterRow("Schritte filtern", top=16)
        filter_row.add_choice("state", "Stand", [(state, state.label) for state in StepState])
        self.progress = ProgressLine("Schritte abgeschlossen", 0, 1)
        self.counted = Label("", "gedaempft")
        filter_row.add_right(self.counted)
        filter_row.add_right(self.progress)
        self.progress.setMinimumWidth(140)
        empty = EmptyState(
            "checklist",
            "Noch kein Schritt",
            "Hier stehen die Schritte der Zusammenarbeit: von der Beratung bis zum Bericht.",
            "" if context.read_only else "Schritt anlegen",
            "Wie läuft die Zusammenarbeit ab?",
        )
        table = RecordTable(
            self.source,
            name="process_steps",
            label="Schritte",
            state=context.settings,
            chips={"state": STEP_CHIPS},
            empty=empty,
            sort="position",
        )
        detail = StepDetail(context, lookups)
        super().__init__(context, filter_row, table, detail, name="process_steps", list_width=460, parent=parent)
        detail.moved.connect(self._on_moved)

    def reload(self) -> None:
        """Read again, with how far the process is."""
        super().reload()
        steps = self._context.workspace.process.steps()
        counted = [step for step in steps if step.state is not StepState.SKIPPED]
        done = sum(step.state is StepState.DONE for step in counted)
        self.progress.set_progress(done, max(len(counted), 1))
        self.counted.setText(f"{done} von {len(counted)} abgeschlossen")

    # --- duties of a tab

    def new_record(self) -> None:
        """Ask for a step."""
        new_id = RecordDialog.ask(
            self,
            ProcessStep,
            names=NEW_FIELDS,
            title="Neuer Schritt",
            primary="Schritt anlegen",
            lookups=self._lookups,
            labels={"note": "Worum es geht"},
            save=self._create,
        )
        if new_id:
            self._context.navigate(ProcessStep.kind, new_id)

    def _create(self, values: dict[str, Any]) -> int:
        return self._context.workspace.process.create(**values)

    def _discard(self, id: int) -> None:
        self._context.workspace.process.discard(id)

    @Slot(int, int)
    def _on_moved(self, id: int, by: int) -> None:
        self._context.workspace.process.move(id, by)


def _standing(step: ProcessStep) -> str:
    if step.done_on is not None:
        return f"Abgeschlossen am {format_date(step.done_on)}."
    return f"Geplant für {format_date(step.planned_on)}." if step.planned_on else ""
