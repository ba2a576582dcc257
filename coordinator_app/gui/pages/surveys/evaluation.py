"""The step „Auswertung“: questions left, the result in the middle, how it is shown right."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from coordinator_app.domain.evaluation import SurveyFinding
from coordinator_app.domain.needs import Need
from coordinator_app.domain.result_charts import ChartChoice, chart_choices
from coordinator_app.domain.results import Frequencies, Result, ResultKind
from coordinator_app.domain.surveys import Survey
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.surveys.evaluation_findings import FindingsView
from coordinator_app.gui.pages.surveys.evaluation_list import FINDINGS, WHOLE, EvaluationList
from coordinator_app.gui.pages.surveys.evaluation_panel import COUNTS, TABLE, EvaluationPanel
from coordinator_app.gui.pages.surveys.evaluation_view import ResultView
from coordinator_app.gui.pages.surveys.evaluation_whole import WholeView
from coordinator_app.gui.pages.surveys.steps import StepPane
from coordinator_app.gui.pages.surveys.text_coding import CodingView
from coordinator_app.gui.widgets.buttons import MoreButton, PrimaryButton
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.split_view import Splitter

if TYPE_CHECKING:
    from coordinator_app.services.evaluation import Entry

LIST_WIDTH, PANEL_WIDTH = 232, 256
_NO_ANSWERS = "Sobald unter „Rücklauf“ Bögen erfasst oder eingelesen sind, stehen hier die Ergebnisse."


class EvaluationPane(StepPane):
    """Results of the survey's answers; findings, indices, categories and weights beside them."""

    full_screen: ClassVar[bool] = True
    topic: ClassVar[str] = "auswertung"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._key = ""
        self.entries: dict[str, Entry] = {}
        self.result: Result | None = None
        self.list = EvaluationList(self)
        self.panel = EvaluationPanel(self)
        self.view = ResultView(self)
        self.findings = FindingsView(context, self)
        self.whole = WholeView(context, self)
        self.coding = CodingView(context, self)
        self.empty = EmptyState(
            "chart",
            "Noch keine Antworten",
            _NO_ANSWERS,
            "Antwortdatei suchen …",
            "Wie wird ausgewertet?",
            button_icon="folder-open",
            parent=self,
        )
        self.keep_button = PrimaryButton("Als Befund festhalten", "pin", parent=self)
        self.more_button = MoreButton("Weiteres zur Auswertung", parent=self)
        self._middle = QStackedWidget(self)
        self._splitter = Splitter(parent=self)
        self.stack = QStackedWidget(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        for view in (self.view, self.findings, self.whole, self.coding):
            self._middle.addWidget(view)
        for part in (self.list, self._middle, self.panel):
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([LIST_WIDTH, 800, PANEL_WIDTH])
        self._splitter.setChildrenCollapsible(False)
        self.context.settings.save_splitter("evaluation", self._splitter)
        self.stack.addWidget(self._splitter)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        menu = self.more_button.menu_
        self.tables_action = menu.addAction("Tabellenband (Excel)")
        self.index_action = menu.addAction("Index anlegen …")
        self.change_action = menu.addAction("Index ändern …")
        self.settings_action = menu.addAction("Gewichtung und Grenzen …")

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.panel.changed.connect(self._on_wanted)
        self.view.finding_wanted.connect(self.keep_finding)
        self.keep_button.clicked.connect(self._on_keep)
        self.view.row_changed.connect(self.changed)
        self.findings.changed.connect(self.changed)
        self.empty.help_wanted.connect(self._on_help)
        self.empty.action.connect(self._on_search_file)
        self.view.print_wanted.connect(self.print_list)
        self.tables_action.triggered.connect(self._on_tables)
        self.index_action.triggered.connect(self._on_new_index)
        self.change_action.triggered.connect(self._on_change_index)
        self.settings_action.triggered.connect(self._on_settings)
        writable = not self.context.read_only
        for action in (self.index_action, self.settings_action):
            action.setEnabled(writable)

    # --- duties of the step

    def header_buttons(self) -> Sequence[QPushButton]:
        """More, keep as a finding."""
        return (self.more_button, self.keep_button)

    def show_survey(self, survey: Survey) -> None:
        """Show the question in sight again, with new answers."""
        other = survey.id != self.survey_id
        super().show_survey(survey)
        if other:
            self._key = ""
            self.panel.weighted.blockSignals(True)
            self.panel.weighted.setChecked(survey.weighted)
            self.panel.weighted.blockSignals(False)
        state = self.context.workspace.answers.state(survey.id)
        prepared = self.context.workspace.evaluation.prepared(survey.id)
        kept = self.context.workspace.survey_findings.of(survey.id)
        if state.problem:
            self.empty.set_words("Antworten nicht lesbar", state.problem)
        elif not prepared.data.size:
            self.empty.set_words("Noch keine Antworten", _NO_ANSWERS)
        self.empty.button.setVisible(bool(state.problem) and not state.deleted and not self.context.read_only)
        self.stack.setCurrentWidget(self._splitter if prepared.data.size or kept else self.empty)
        entries = self.context.workspace.evaluation.entries(survey.id) if prepared.data.size else []
        self.entries = {entry.key: entry for entry in entries}
        known = self._key in self.entries or self._key in dict(WHOLE)
        self._key = self._key if known else (entries[0].key if entries else FINDINGS)
        self.list.fill(entries, self._key)
        basis = self.context.workspace.evaluation.basis(survey.id)
        self.panel.show_basis(basis, (survey.hide_below, survey.bracket_below))
        self._show()

    def show_record(self, kind: str, record_id: int) -> None:
        """Open a finding in the list of findings, an index as a result."""
        if kind == SurveyFinding.kind:
            self.go_to(FINDINGS)
            self.findings.select(record_id)
        elif kind == "survey_index":
            self.go_to(f"index:{record_id}")

    def current_record(self) -> tuple[str, int] | None:
        """The finding chosen in the list of findings."""
        chosen = self.findings.chosen() if self._key == FINDINGS else None
        return (SurveyFinding.kind, chosen.id) if chosen is not None else None

    def can(self, command: str) -> bool:
        """Filter always; print and export a result; delete a chosen finding or index."""
        if command == "filter":
            return True
        if command in {"print", "export"}:
            return self._key in self.entries
        if command == "delete":
            chosen = self._key == FINDINGS and self.findings.chosen() is not None
            return not self.context.read_only and (chosen or self._key.startswith("index:"))
        return False

    def focus_filter(self) -> None:
        """Into the search over questions."""
        self.list.search.setFocus()

    @Slot()
    def print_list(self) -> None:
        """The result in sight in the preview."""
        if self._key in self.entries:
            self.context.preview("survey_result", self.survey_id, self._paper())

    @Slot()
    def export_current(self) -> None:
        """The result in sight as a Word file."""
        if self._key in self.entries:
            self.context.export("survey_result", self.survey_id, "docx", self._paper())

    def _paper(self) -> dict[str, str]:
        """What of the survey is printed: the result as it is on the screen."""
        panel, shape = self.panel, self.panel.chart.currentData()
        return {
            "result": self._key,
            "group": str(panel.group.currentData() or ""),
            "chart": shape.value if isinstance(shape, ChartChoice) else "",
            "weighted": "yes" if panel.weighted.isChecked() else "no",
            "dont_know": "yes" if panel.dont_know.isChecked() else "no",
        }

    def delete_current(self) -> None:
        """The chosen finding, or the index in sight, to the Papierkorb."""
        if self._key == FINDINGS:
            self.findings.delete_current()
        elif self._key.startswith("index:"):
            self.context.workspace.survey_indices.discard(int(self._key.partition(":")[2]))
            self.context.undo_bar("Der Index liegt im Papierkorb.")

    # --- showing

    def go_to(self, key: str) -> None:
        """Show a question, an index or a view of the whole survey by its key."""
        self.list.choose(key)
        self._key = self.list.key()
        self._show()

    def _show(self) -> None:
        """What is chosen, in the middle; the panel belongs to results only."""
        key = self._key
        entry = self.entries.get(key)
        self.panel.setVisible(entry is not None and entry.kind is not ResultKind.TEXTS)
        writable = not self.context.read_only
        self.keep_button.setEnabled(entry is not None and entry.kind is not ResultKind.TEXTS and writable)
        self.change_action.setEnabled(key.startswith("index:") and writable)
        if entry is None:
            self._show_whole(key)
        elif entry.kind is ResultKind.TEXTS:
            self._middle.setCurrentWidget(self.coding)
            self.coding.show_question(self.survey_id, key)
        else:
            self._middle.setCurrentWidget(self.view)
            self._show_result(entry)
        self.changed.emit()

    def _show_whole(self, key: str) -> None:
        if key == FINDINGS:
            self._middle.setCurrentWidget(self.findings)
            self.findings.show_survey(self.survey_id)
        else:
            self._middle.setCurrentWidget(self.whole)
            self.whole.show_view(self.survey_id, key)

    def _show_result(self, entry: "Entry") -> None:
        from coordinator_app.services.evaluation_tables import View

        panel, evaluation = self.panel, self.context.workspace.evaluation
        survey = evaluation.prepared(self.survey_id).survey
        groups = [(each.key, each.title) for each in self.entries.values() if each.groups and each.key != entry.key]
        panel.show_groups(groups, str(panel.group.currentData() or ""))
        earlier = evaluation.earlier(self.survey_id, entry.key)
        waves = panel.wave.currentData() or ()
        panel.show_waves(str(survey.year), [(each.id, str(each.year)) for each in earlier], tuple(waves))
        view = View(
            group=str(panel.group.currentData() or ""),
            weighted=panel.weighted.isChecked(),
            dont_know=panel.dont_know.isChecked(),
        )
        others: tuple[int, ...] = tuple(panel.wave.currentData() or ())
        counts: list[Frequencies] = []
        if others:
            self.result = evaluation.waves(self.survey_id, entry.key, others, view)
        else:
            self.result = evaluation.result(self.survey_id, entry.key, view)
            counts = [] if view.group else evaluation.frequencies(self.survey_id, entry.key, view)
        self._show_shapes(self.result, counts)
        numbers = entry.kind in {ResultKind.NUMBERS, ResultKind.INDEX, ResultKind.RANKING}
        panel.allow(
            weighting=evaluation.weighting(self.survey_id).applied,
            groups=not others,
            interval=True,
            dont_know=not numbers and entry.kind is not ResultKind.MULTIPLE and not others,
        )
        self.view.show_result(
            self.result,
            counts,
            panel.chart.currentData() or TABLE,
            interval=panel.interval.isChecked(),
            dont_know=view.dont_know,
            writable=not self.context.read_only,
        )

    def _show_shapes(self, result: Result, counts: Sequence[Frequencies]) -> None:
        shapes: list[tuple[ChartChoice | str, str]] = [(each, each.label) for each in chart_choices(result)]
        shapes.append((TABLE, "Tabelle"))
        if counts:
            shapes.append((COUNTS, "Häufigkeiten"))
        self.panel.show_charts(shapes, self.panel.chart.currentData())

    # --- slots

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self._key = key
        self._show()

    @Slot()
    def _on_wanted(self) -> None:
        entry = self.entries.get(self._key)
        if entry is not None:
            self._show_result(entry)

    @Slot()
    def _on_keep(self) -> None:
        self.keep_finding(self.view.row, with_need=False)

    @Slot(int, bool)
    def keep_finding(self, row: int, with_need: bool) -> None:
        """Keep a row of the result in sight, with a need when wished."""
        if self.result is None or self.context.read_only:
            return
        findings = self.context.workspace.survey_findings
        if with_need:
            _, need = findings.keep_with_need(self.survey_id, self.result, row)
            self.context.undo_bar("Der Befund ist festgehalten und der Bedarf angelegt.")
            self.context.navigate(Need.kind, need)
            return
        findings.keep(self.survey_id, self.result, row)
        self.context.undo_bar("Der Befund ist festgehalten; Sie finden ihn unter „Befunde“.")

    @Slot()
    def _on_new_index(self) -> None:
        from coordinator_app.gui.pages.surveys.evaluation_dialogs import IndexDialog

        made = IndexDialog.ask(self, self.context, self.survey_id)
        if made:
            self.context.navigate("survey_index", made)

    @Slot()
    def _on_change_index(self) -> None:
        from coordinator_app.gui.pages.surveys.evaluation_dialogs import IndexDialog

        IndexDialog.ask(self, self.context, self.survey_id, int(self._key.partition(":")[2]))

    @Slot()
    def _on_tables(self) -> None:
        self.context.export("survey_tables", self.survey_id, "xlsx")

    @Slot()
    def _on_search_file(self) -> None:
        folder = str(self.context.workspace.store.path.parent)
        path = alerts.open_file(self, "Antwortdatei suchen", "Antwortdateien (*.kpra)", folder)
        if path is not None:
            self.context.workspace.answers.relocate(self.survey_id, path)
            self.show_survey(self.context.workspace.surveys.get(self.survey_id))

    @Slot()
    def _on_settings(self) -> None:
        from coordinator_app.gui.pages.surveys.evaluation_dialogs import ask_limits

        ask_limits(self, self.context, self.survey_id)

    @Slot()
    def _on_help(self) -> None:
        self.context.show_help(self.topic)
