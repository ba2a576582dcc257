"""The page „Sicherheitsanalyse“: list of surveys; one survey with its steps."""

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.surveys import Survey
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.actions import ActionInfo
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.editors import ChoiceEditor, IntegerEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.pages.surveys.analysis import TAB_KINDS, AnalysisTabs
from coordinator_app.gui.pages.surveys.designer import DesignerPane
from coordinator_app.gui.pages.surveys.planning import PlanningPane
from coordinator_app.gui.pages.surveys.survey_list import STATE_CHIPS
from coordinator_app.gui.widgets.buttons import MoreButton, PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.steps import StepBar

if TYPE_CHECKING:
    from coordinator_app.services.surveys import Surveys

PLANNING, DESIGNER = 0, 1
_SHOWN = 3  # open legal points named in the question before freezing


class SurveysPage(Page):
    """List of surveys, and one survey with „Planung & Recht“ and „Fragebogen“."""

    page_id: ClassVar[str] = "surveys"
    title: ClassVar[str] = "Sicherheitsanalyse"
    icon: ClassVar[str] = "chart"
    help_topic: ClassVar[str] = "erhebungen"
    record_kinds: ClassVar[frozenset[str]] = frozenset({"survey", "questionnaire", "question"}) | TAB_KINDS
    topics: ClassVar[frozenset[str]] = frozenset(
        {
            *("survey_check", "form_version", "municipality", "task", "need", "area", "resolution"),
            *("organisation", "catalog_entry", "document_link", "document"),
        }
    )

    page_actions: ClassVar[tuple[ActionInfo, ...]] = (
        ActionInfo("walk.task", "Aufgabe aus dem &Befund", shortcut="Ctrl+T", icon="checklist", topic="begehungen"),
        ActionInfo("walk.need", "Bedarf aus dem Be&fund", shortcut="Ctrl+B", icon="target", topic="begehungen"),
    )

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._surveys: Surveys = context.workspace.surveys
        self._survey = 0
        self._questionnaire = 0
        self._step = DESIGNER
        self._views = QStackedWidget()
        self.more_button = MoreButton("Weiteres zum Fragebogen")
        self.freeze_action = self.more_button.menu_.addAction("Druckfassung festlegen …")
        self.codebook_action = self.more_button.menu_.addAction("Codeplan")
        self.checklist_action = self.more_button.menu_.addAction("Checkliste vor dem Druck")
        self.word_button = SecondaryButton("Word-Fassung", "upload")
        self.print_button = PrimaryButton("Bogen drucken", "printer")
        self.analysis = AnalysisTabs(context)
        listed = self.analysis.surveys
        self.table, self.filter_row, self.empty = listed.table, listed.filter_row, listed.empty
        self.list_header, self.new_button = self.analysis.header, self.analysis.new_button
        self.header = PageHeader("", "", [self.more_button, self.word_button, self.print_button])
        self.header.show_back()
        self.steps = StepBar(["Planung & Recht", "Fragebogen"])
        self._planning: PlanningPane | None = None
        self._pane: DesignerPane | None = None
        self._steps_stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        survey = QWidget()
        column = QVBoxLayout(survey)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        steps = QWidget()
        theme.mark(steps, flaeche="surface")
        line = QVBoxLayout(steps)
        line.setContentsMargins(24, 0, 24, 8)
        line.addWidget(self.steps)
        column.addWidget(steps)
        column.addWidget(self._steps_stack, 1)
        self._views.addWidget(self.analysis)
        self._views.addWidget(survey)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._views)
        self.freeze_action.setEnabled(not self.context.read_only)

    def _connect(self) -> None:
        self.analysis.new_wanted.connect(self.new_record)
        self.analysis.changed.connect(self._on_tab_changed)
        self._finding_actions = (
            self.own_action("walk.task", self.analysis.make_task),
            self.own_action("walk.need", self.analysis.make_need),
        )
        self.analysis.surveys.open_wanted.connect(self.open_survey)
        self.header.back.connect(self.show_list)
        self.steps.activated.connect(self.show_step)
        self.freeze_action.triggered.connect(self.freeze)
        self.codebook_action.triggered.connect(self._on_codebook)
        self.checklist_action.triggered.connect(self._on_checklist_wanted)
        self.word_button.clicked.connect(self._on_word)
        self.print_button.clicked.connect(self.print_current)

    @property
    def planning(self) -> PlanningPane:
        """The step „Planung & Recht“, built at its first visit."""
        if self._planning is None:
            self._planning = PlanningPane(self.context)
            self._planning.checklist_wanted.connect(self._on_checklist_wanted)
            self._steps_stack.addWidget(self._planning)
        return self._planning

    @property
    def pane(self) -> DesignerPane:
        """The step „Fragebogen“, built at its first visit."""
        if self._pane is None:
            self._pane = DesignerPane(self.context)
            self._steps_stack.addWidget(self._pane)
        return self._pane

    # --- duties of the page

    def reload(self) -> None:
        """Read what is shown again; a survey that is gone leads back to the list."""
        survey = next((found for found in self._surveys.all() if found.id == self._survey), None)
        if survey is None:
            if self._survey:
                self.show_list()
            self.analysis.reload()
            return
        self.header.set_title(survey.title)
        chip = STATE_CHIPS[survey.state]
        self.header.chip.set_style(survey.state.label, chip)
        settled = not self._surveys.legal_warnings(survey.id)
        self.steps.set_current(self._step, [PLANNING] if settled else [])
        if self._step == PLANNING:
            self.planning.show_survey(survey)
        else:
            self.pane.show_questionnaire(self._questionnaire)

    def show_record(self, kind: str, record_id: int) -> None:
        """Open a survey, a questionnaire or the form at a question; another record of the analysis on its tab."""
        if kind not in {"survey", "questionnaire", "question"}:
            self.show_list()
            self.analysis.show_record(kind, record_id)
        elif kind == "question":
            question = self._surveys.questions.get(record_id)
            self.show_record("questionnaire", question.questionnaire_id or 0)
            self.pane.choose(record_id)
        elif kind == "questionnaire":
            self.open_survey(self._surveys.get_questionnaire(record_id).survey_id or 0)
            self.show_step(DESIGNER)
        else:
            self.open_survey(record_id)

    def current_record(self) -> tuple[str, int] | None:
        """The question chosen, else the questionnaire or survey shown."""
        if not self._survey:
            return self.analysis.pane.current_record()
        if self._step == DESIGNER:
            return ("questionnaire", self._questionnaire)
        return ("survey", self._survey)

    def can(self, command: str) -> bool:
        """What the tab can; with a survey open printing and export, deleting where something is chosen."""
        if not self._survey:
            return self.analysis.pane.can(command)
        writable = not self.context.read_only
        chosen = self.pane.chosen_question if self._step == DESIGNER else 0
        match command:
            case "new":
                return writable
            case "print" | "export":
                return True
            case "delete" | "duplicate":
                return writable and bool(chosen)
            case _:
                return False

    @Slot()
    def new_record(self) -> None:
        """A new record of the tab shown; for a survey ask for title, year and template, then show it."""
        if not self._survey and self.analysis.pane is not self.analysis.surveys:
            self.analysis.pane.new_record()
            return
        surveys = self._surveys
        template = ChoiceEditor([(t.key, t.title) for t in surveys.bank.templates], optional=False)

        def save(values: dict[str, Any]) -> int:
            return surveys.create(template=template.value(), **values)

        dialog = RecordDialog(
            Survey,
            names=("title", "year", "target_age"),
            title="Neue Erhebung",
            primary="Erhebung anlegen",
            editors={"year": IntegerEditor(plain=True)},
            initial={"title": "Bürgerbefragung zur Sicherheit", "year": today(self.context.clock).year},
            save=save,
            parent=self,
        )
        template.set_value("kurz4")
        dialog.add(FieldRow("Vorlage des Fragebogens", template))
        if dialog.run():
            self.context.navigate("survey", dialog.new_id)

    @Slot()
    def print_current(self) -> None:
        """The sheet, or the checklist on the step „Planung & Recht“; without a survey the list of the tab."""
        if not self._survey:
            self.analysis.pane.print_list()
        elif self._step == PLANNING:
            self._on_checklist_wanted()
        else:
            self.pane.flush()
            self.context.preview("questionnaire", self._questionnaire)

    def export_current(self) -> None:
        """The form as Word file; without a survey the list of the tab."""
        if self._survey:
            self._on_word()
        else:
            self.analysis.pane.print_list()

    def delete_current(self) -> None:
        """The chosen question, or the chosen survey of the list."""
        if self._survey:
            self.pane.delete(self.pane.chosen_question)
        else:
            self.analysis.pane.delete_current()

    def duplicate_current(self) -> None:
        """The chosen question, or the chosen record of the tab, once more."""
        if self._survey:
            self.pane.duplicate(self.pane.chosen_question)
        else:
            self.analysis.pane.duplicate_current()

    def focus_filter(self) -> None:
        """Into the filter row."""
        self.analysis.pane.focus_filter()

    def release(self) -> None:
        """Free the typeset pages."""
        if self._pane is not None:
            self._pane.sheet.release()

    def leave(self) -> None:
        """Store what is still in a field."""
        self.analysis.leave()
        if self._planning is not None:
            self._planning.flush()
        if self._pane is not None:
            self._pane.flush()

    def current_topic(self) -> str:
        """Help on the tab, on surveys or on the questionnaire."""
        if not self._survey:
            return self.analysis.pane.topic
        return "fragebogen" if self._step == DESIGNER else "erhebungen"

    def visible_actions(self) -> list[QAction]:
        """What comes of the finding chosen."""
        shown = not self._survey and self.analysis.finding_chosen() and not self.context.read_only
        for action in self._finding_actions:
            action.setEnabled(shown)
        return list(self._finding_actions) if shown else []

    # --- places

    @Slot(int)
    def open_survey(self, survey: int) -> None:
        """Show one survey at the step shown last; `UserError` when it is gone."""
        self.leave()
        self._survey = self._surveys.get(survey).id
        self._questionnaire = self._surveys.questionnaires(survey)[0].id
        self._views.setCurrentIndex(1)
        self.show_step(self._step)
        self.place_changed.emit()

    @Slot()
    def show_list(self) -> None:
        """Back to all surveys."""
        if self._survey in {survey.id for survey in self._surveys.all()}:
            self.leave()
        self._survey = 0
        self._views.setCurrentIndex(0)
        self.analysis.reload()
        self.full_screen_changed.emit(False)
        self.place_changed.emit()
        self.actions_changed.emit()

    @Slot(int)
    def show_step(self, step: int) -> None:
        """Show a step of the survey; the designer has the room of the navigation."""
        self.leave()
        self._step = step
        self._steps_stack.setCurrentWidget(self.pane if step == DESIGNER else self.planning)
        for button in (self.more_button, self.word_button, self.print_button):
            button.setVisible(step == DESIGNER)
        self.full_screen_changed.emit(step == DESIGNER)
        self.reload()
        self.actions_changed.emit()

    # --- verbs

    @Slot()
    def freeze(self) -> None:
        """Freeze the form for printing after naming open legal points."""
        self.pane.flush()
        warnings = self._surveys.legal_warnings(self._survey)
        shown = [f"– {warning}" for warning in warnings[:_SHOWN]]
        if len(warnings) > _SHOWN:
            shown.append(f"– und {len(warnings) - _SHOWN} weitere, siehe Checkliste")
        detail = "\n".join(["Noch nicht geklärt:", *shown]) if warnings else ""
        question = (
            "Druckfassung festlegen? Der Bogen erhält eine Formularkennung. Wenn Sie ihn danach ändern, ist es ein "
            "neuer Entwurf; die Druckfassung bleibt unverändert."
        )
        if alerts.confirm(self, question, "Druckfassung festlegen", detail=detail):
            self.context.jobs.run(
                _freeze,
                self._surveys,
                self._questionnaire,
                title="Druckfassung wird festgelegt",
                done=self._on_frozen,
                lane=Lane.WRITER,
                owner=self,
            )

    def _on_frozen(self, version: int) -> None:
        self.context.notify("Die Druckfassung ist festgelegt und kann gedruckt werden.")

    @Slot()
    def _on_codebook(self) -> None:
        self.pane.flush()
        self.context.preview("codebook", self._questionnaire)

    @Slot()
    def _on_word(self) -> None:
        self.pane.flush()
        self.context.export("questionnaire", self._questionnaire, "docx")

    @Slot()
    def _on_checklist_wanted(self) -> None:
        self.leave()
        self.context.preview("survey_checklist", self._survey)

    @Slot()
    def _on_tab_changed(self) -> None:
        self.visible_actions()
        self.actions_changed.emit()
        self.place_changed.emit()


def _freeze(job: JobContext, surveys: "Surveys", questionnaire: int) -> int:
    """Set and store the form version in the background."""
    job.progress(0, 0, "Druckfassung wird festgelegt")
    return surveys.freeze(questionnaire)
