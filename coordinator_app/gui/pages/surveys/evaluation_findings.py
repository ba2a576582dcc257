"""The findings of a survey: what was kept, what came of it, and needs made of them."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from coordinator_app.domain.columns import Column
from coordinator_app.domain.evaluation import FindingState, SurveyFinding
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.needs import Need
from coordinator_app.domain.result_words import figure_words, interval_words
from coordinator_app.domain.results import Figure, result_from
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.questions import LinkDialog
from coordinator_app.gui.models.memory_source import MemorySource
from coordinator_app.gui.widgets.buttons import LinkButton, SecondaryButton
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.context_menu import fill_menu
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.services.survey_findings import FindingLine

_CHIPS = {
    FindingState.OPEN: ChipStyle("neutral", "circle"),
    FindingState.NEED: ChipStyle("ok", "tick"),
    FindingState.NOTED: ChipStyle("neutral", "tick"),
}


class FindingsView(QWidget):
    """`show_survey(id)`; `changed` fires when another finding is chosen."""

    changed = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._findings = context.workspace.survey_findings
        self._lookups = workspace_lookups(context.workspace)
        self._survey = 0
        self.source: MemorySource[FindingLine] = MemorySource(self._load, _COLUMNS)
        self.table = RecordTable(
            self.source,
            name="survey_findings",
            label="Befunde",
            state=context.settings,
            chips={"state": _CHIPS},
            empty=EmptyState(
                "pin",
                "Noch kein Befund festgehalten",
                "Wählen Sie links eine Frage und halten Sie fest, was wichtig ist. Der Befund behält seine Zahlen.",
                compact=True,
            ),
            multi=False,
        )
        self.need_button = SecondaryButton("Bedarf anlegen", "target", parent=self)
        self.link_button = LinkButton("Vorhandenem Bedarf zuordnen …", parent=self)
        self.note_button = LinkButton("Zur Kenntnis", parent=self)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(Label("Befunde der Befragung", "kartentitel"))
        column.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        column.addLayout(buttons)
        buttons.setSpacing(16)
        for button in (self.need_button, self.link_button, self.note_button):
            buttons.addWidget(button)
            button.setVisible(not self._context.read_only)
        buttons.addStretch(1)
        self.need_button.clicked.connect(self.make_need)
        self.link_button.clicked.connect(self.link_need)
        self.note_button.clicked.connect(self.note)
        self.table.opened.connect(self.edit)
        self.table.edit_wanted.connect(self.edit)
        self.table.delete_wanted.connect(self._on_delete)
        self.table.current_changed.connect(self._on_current)
        self.table.menu_wanted.connect(self._on_menu)

    def show_survey(self, survey_id: int) -> None:
        """Show the findings of a survey (again)."""
        self._survey = survey_id
        self.table.reload()
        self._show_buttons()

    def select(self, finding_id: int) -> None:
        """Choose a finding by its id."""
        found = [number for number, line in enumerate(self._load(), start=1) if line.id == finding_id]
        if found:
            self.table.select(found[0])

    def chosen(self) -> SurveyFinding | None:
        """The finding chosen in the list."""
        line = self.source.row(self.table.current_id())
        return line.finding if line is not None else None

    def _load(self) -> list[FindingLine]:
        return self._findings.of(self._survey) if self._survey else []

    def _show_buttons(self) -> None:
        finding = self.chosen()
        free = finding is not None and finding.need_id is None
        self.need_button.setText("Bedarf öffnen" if finding is not None and not free else "Bedarf anlegen")
        self.need_button.setEnabled(finding is not None)
        self.link_button.setEnabled(free)
        self.note_button.setEnabled(free)
        noted = finding is not None and finding.state is FindingState.NOTED
        self.note_button.setText("Wieder öffnen" if noted else "Zur Kenntnis")

    # --- verbs

    @Slot()
    def make_need(self) -> None:
        """A need from the finding chosen, or the one that came of it."""
        finding = self.chosen()
        if finding is None:
            return
        if finding.need_id is not None:
            self._context.navigate(Need.kind, finding.need_id)
        elif not self._context.read_only:
            self._findings.make_need(finding.id)
            self._context.undo_bar("Der Bedarf ist angelegt, mit dem Befund als Beleg.")

    @Slot()
    def link_need(self) -> None:
        """Let the finding support a need that exists."""
        finding = self.chosen()
        if finding is None or self._context.read_only:
            return
        need = LinkDialog.ask(self, "Bedarf wählen", "Bedarf", "Befund zuordnen", Need.kind, self._lookups)
        if need:
            self._findings.add_to_need(finding.id, need)
            self._context.undo_bar("Der Befund ist dem Bedarf zugeordnet.")

    @Slot()
    def note(self) -> None:
        """Take note of the finding, or open it again."""
        finding = self.chosen()
        if finding is not None and not self._context.read_only:
            self._findings.note(finding.id, noted=finding.state is not FindingState.NOTED)

    @Slot(int)
    def edit(self, number: int) -> None:
        """Title and statement of a finding in own words."""
        line = self.source.row(number)
        if line is None or self._context.read_only:
            return
        RecordDialog.ask(
            self,
            SurveyFinding,
            names=("title", "statement"),
            title="Befund",
            primary="Befund speichern",
            initial={"title": line.finding.title, "statement": line.finding.statement},
            save=partial(self._update, line.finding),
        )

    def _update(self, finding: SurveyFinding, values: dict[str, Any]) -> int:
        self._findings.update(finding.id, finding.version, **values)
        return finding.id

    def delete_current(self) -> None:
        """The chosen finding to the Papierkorb."""
        self._on_delete([self.table.current_id()])

    # --- slots

    @Slot(list)
    def _on_delete(self, numbers: list[int]) -> None:
        lines = [line for line in map(self.source.row, numbers) if line is not None]
        if lines and not self._context.read_only:
            self._findings.discard(lines[0].id)
            self._context.undo_bar("Der Befund liegt im Papierkorb.")

    @Slot(int)
    def _on_current(self, _number: int) -> None:
        self._show_buttons()
        self.changed.emit()

    @Slot(QMenu, list)
    def _on_menu(self, menu: QMenu, _numbers: list[int]) -> None:
        buttons = (
            (self.need_button, self.make_need),
            (self.link_button, self.link_need),
            (self.note_button, self.note),
        )
        entries = [(button.text(), slot, button.isEnabled()) for button, slot in buttons]
        fill_menu(menu, [*entries, ("In den Papierkorb", self.delete_current, not self._context.read_only)])


def _unit(finding: SurveyFinding) -> str:
    """The unit of the value: that of the result it was taken from."""
    if not finding.result:
        return "%"
    result = result_from(finding.result)
    return result.summary_unit if result.summary else result.unit


def _value(line: FindingLine) -> str:
    finding = line.finding
    return figure_words(Figure(finding.value), _unit(finding))


def _interval(line: FindingLine) -> str:
    finding = line.finding
    return interval_words(Figure(finding.value, finding.low, finding.high), _unit(finding))


_COLUMNS: tuple[Column[FindingLine], ...] = (
    Column("title", "Befund", Kind.TEXT, lambda line: line.finding.title, sort="title", width=28, stretch=True),
    Column("value", "Wert", Kind.TEXT, _value, width=10),
    Column("interval", "95-%-Bereich", Kind.TEXT, _interval, width=12),
    Column("answers", "n", Kind.INTEGER, lambda line: line.finding.answers, width=7),
    Column("taken_on", "Festgehalten", Kind.DATE, lambda line: line.finding.taken_on, sort="taken_on", width=12),
    Column("state", "Stand", Kind.CHOICE, lambda line: line.finding.state, sort="state", width=16),
    Column("need", "Bedarf", Kind.TEXT, lambda line: line.need, sort="need", width=20),
)
