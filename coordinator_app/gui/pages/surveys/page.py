"""The page „Sicherheitsanalyse“: list of surveys; one survey with its steps."""

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from coordinator_app.common.clock import today
from coordinator_app.domain.surveys import Survey
from coordinator_app.gui import theme
from coordinator_app.gui.actions import ActionInfo
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.editors import ChoiceEditor, IntegerEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.pages.surveys.analysis import TAB_KINDS, AnalysisTabs
from coordinator_app.gui.pages.surveys.steps import (
    DESIGNER,
    STEP_KINDS,
    STEPS,
    StepPane,
    place_of,
    settled_steps,
    step_of_kind,
)
from coordinator_app.gui.pages.surveys.survey_list import STATE_CHIPS
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.steps import StepBar

if TYPE_CHECKING:
    from coordinator_app.services.surveys import Surveys


class SurveysPage(Page):
    """The tabs of the analysis, and one survey with its steps."""

    page_id: ClassVar[str] = "surveys"
    title: ClassVar[str] = "Sicherheitsanalyse"
    icon: ClassVar[str] = "chart"
    help_topic: ClassVar[str] = "erhebungen"
    record_kinds: ClassVar[frozenset[str]] = STEP_KINDS | TAB_KINDS
    topics: ClassVar[frozenset[str]] = frozenset(
        {
            *("survey_check", "form_version", "municipality", "task", "need", "area", "resolution"),
            *("organisation", "catalog_entry", "document_link", "document"),
            *("questionnaire_translation", "question_translation"),
            *("survey_stratum", "register_margin", "code_category", "recorded_link", "report_chapter_text", "report"),
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
        self._step = DESIGNER
        self._panes: dict[str, StepPane] = {}
        self._views = QStackedWidget()
        self.analysis = AnalysisTabs(context)
        listed = self.analysis.surveys
        self.table, self.filter_row, self.empty = listed.table, listed.filter_row, listed.empty
        self.list_header, self.new_button = self.analysis.header, self.analysis.new_button
        self.header = PageHeader("")
        self.header.show_back()
        self.steps = StepBar([step.label for step in STEPS])
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

    def _connect(self) -> None:
        self.analysis.new_wanted.connect(self.new_record)
        self.analysis.changed.connect(self._on_tab_changed)
        self._finding_actions = (
            self.own_action("walk.task", self.analysis.make_task),
            self.own_action("walk.need", self.analysis.make_need),
        )
        self.analysis.surveys.open_wanted.connect(self.open_survey)
        self.header.back.connect(self.show_list)
        self.steps.activated.connect(self._on_step_wanted)

    def step(self, key: str) -> StepPane:
        """The pane of a step, made at its first visit."""
        if key not in self._panes:
            pane = STEPS[place_of(key)].make(self.context)
            pane.changed.connect(self._on_tab_changed)
            self._steps_stack.addWidget(pane)
            for button in pane.header_buttons():
                self.header.add_button(button)
            self._panes[key] = pane
        return self._panes[key]

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
        self.header.chip.set_style(survey.state.label, STATE_CHIPS[survey.state])
        self.steps.set_current(place_of(self._step), settled_steps(self.context.workspace, survey))
        self.step(self._step).show_survey(survey)

    def show_record(self, kind: str, record_id: int) -> None:
        """Open a survey, a record of one of its steps, or another record of the analysis on its tab."""
        if kind == "survey":
            self.open_survey(record_id)
        elif key := step_of_kind(kind):
            self.open_survey(self._surveys.survey_of(kind, record_id))
            self._show_step(key)
            self.step(key).show_record(kind, record_id)
        else:
            self.show_list()
            self.analysis.show_record(kind, record_id)

    @property
    def _pane(self) -> Any:
        """What is in sight: a tab of the list or a step of the survey."""
        return self.step(self._step) if self._survey else self.analysis.pane

    def current_record(self) -> tuple[str, int] | None:
        """What the step or tab names, else the survey shown."""
        return self._pane.current_record() or (("survey", self._survey) if self._survey else None)

    def can(self, command: str) -> bool:
        """What the step or tab can; a new survey can always be made."""
        if command == "new" and self._survey:
            return not self.context.read_only
        return bool(self._pane.can(command))

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

    def print_current(self) -> None:
        """What the step or tab prints."""
        self._pane.print_list()

    def export_current(self) -> None:
        """The same as a file."""
        if self._survey:
            self.step(self._step).export_current()
        else:
            self.analysis.pane.print_list()

    def delete_current(self) -> None:
        """What is chosen in the step or tab."""
        self._pane.delete_current()

    def duplicate_current(self) -> None:
        """The same once more."""
        self._pane.duplicate_current()

    def focus_filter(self) -> None:
        """Into the filter row."""
        self._pane.focus_filter()

    def release(self) -> None:
        """Free typeset pages and the like."""
        for pane in self._panes.values():
            pane.release()

    def leave(self) -> None:
        """Store what is still in a field."""
        self.analysis.leave()
        for pane in self._panes.values():
            pane.leave()

    def current_topic(self) -> str:
        """Help on the step or tab."""
        return self._pane.topic or self.help_topic

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
        self._views.setCurrentIndex(1)
        self._show_step(self._step)
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

    def show_step(self, key: str) -> None:
        """Show a step of the survey; one in full screen has the room of the navigation."""
        self.leave()
        self._show_step(key)

    def _show_step(self, key: str) -> None:
        self._step = key
        shown = self.step(key)
        self._steps_stack.setCurrentWidget(shown)
        for pane in self._panes.values():
            for button in pane.header_buttons():
                button.setVisible(pane is shown)
        self.full_screen_changed.emit(shown.full_screen)
        self.reload()
        self.actions_changed.emit()

    @Slot(int)
    def _on_step_wanted(self, place: int) -> None:
        self.show_step(STEPS[place].key)

    @Slot()
    def _on_tab_changed(self) -> None:
        self.visible_actions()
        self.actions_changed.emit()
        self.place_changed.emit()
