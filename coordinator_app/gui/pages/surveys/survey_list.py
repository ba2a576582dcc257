"""Tab „Erhebungen“: the list of surveys."""

from typing import ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.domain.surveys import SurveyState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pane_duties import PaneDuties
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable

STATE_CHIPS = {
    SurveyState.PLANNING: ChipStyle("info", "clock"),
    SurveyState.FIELD: ChipStyle("ok"),
    SurveyState.ANALYSIS: ChipStyle("info", "chart"),
    SurveyState.DONE: ChipStyle("neutral", "tick"),
}


class SurveyListPane(QWidget, PaneDuties):
    """All surveys; `open_wanted(id)` opens one."""

    open_wanted = Signal(int)
    new_wanted = Signal()
    changed = Signal()
    kinds: ClassVar[frozenset[str]] = frozenset({"survey"})
    new_text: ClassVar[str] = "Neue Erhebung"
    topic: ClassVar[str] = "erhebungen"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._surveys = context.workspace.surveys
        self.empty = EmptyState(
            "chart",
            "Noch keine Erhebung angelegt",
            "Hier stellen Sie den Fragebogen für eine Befragung zur Sicherheit zusammen, aus geprüften Fragen der "
            "Fragenbank, und drucken den Bogen.",
            "" if context.read_only else "Neue Erhebung",
            "Wie läuft eine Befragung ab?",
        )
        self.filter_row = FilterRow("Erhebungen filtern", top=16)
        self.table = RecordTable(
            self._surveys.list(),
            name="surveys",
            label="Erhebungen",
            state=context.settings,
            chips={"state": STATE_CHIPS},
            empty=self.empty,
            sort="year desc",
        )
        self.table.attach(self.filter_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_row)
        column.addWidget(self.table, 1)
        self.empty.action.connect(self.new_wanted)
        self.empty.help_wanted.connect(self._on_help)
        self.table.opened.connect(self.open_wanted)
        self.table.delete_wanted.connect(self._on_delete)
        self.table.current_changed.connect(self._on_current)

    def reload(self) -> None:
        """Read the list again; the first survey is chosen, so that the focus in the list can be seen."""
        self.table.reload()
        if not self.table.current_id():
            self.table.select_first()

    def current_record(self) -> tuple[str, int] | None:
        """The survey chosen in the list."""
        return ("survey", self.table.current_id()) if self.table.current_id() else None

    def can(self, command: str) -> bool:
        """New surveys, deleting the chosen, filtering and printing the list."""
        if command in {"filter", "print", "export"}:
            return True
        writable = not self._context.read_only
        return writable and (command == "new" or (command == "delete" and bool(self.table.current_id())))

    def print_list(self) -> None:
        """The list as it is shown."""
        table = self.table
        self._context.export_list(self._surveys.list(), table.wanted(), table.visible_columns(), "Erhebungen")

    def delete_current(self) -> None:
        """The chosen surveys to the Papierkorb."""
        self._on_delete(self.table.selected_ids())

    def focus_filter(self) -> None:
        """Into the filter row."""
        self.filter_row.focus_search()

    @Slot(list)
    def _on_delete(self, ids: list[int]) -> None:
        if not ids or self._context.read_only:
            return
        with self._context.workspace.store.write("Erhebung gelöscht"):
            for survey in ids:
                self._surveys.discard(survey)
        many = "Die Erhebung liegt" if len(ids) == 1 else f"{len(ids)} Erhebungen liegen"
        self._context.undo_bar(f"{many} im Papierkorb.")

    @Slot(int)
    def _on_current(self, _id: int) -> None:
        self.changed.emit()

    @Slot()
    def _on_help(self) -> None:
        self._context.show_help("erhebungen")
