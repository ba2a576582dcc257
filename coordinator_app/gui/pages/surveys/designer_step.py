"""The step „Fragebogen“: the designer with its commands: print, Word, freeze, code plan."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from coordinator_app.common.german import plural
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.form_languages import GERMAN, form_language
from coordinator_app.domain.surveys import Survey
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.pages.surveys.designer import DesignerPane
from coordinator_app.gui.pages.surveys.steps import StepPane
from coordinator_app.gui.pages.surveys.translations import TranslationsView
from coordinator_app.gui.widgets.buttons import MoreButton, PrimaryButton, SecondaryButton

if TYPE_CHECKING:
    from coordinator_app.services.surveys import Surveys

_SHOWN = 3  # open legal points named in the question before freezing


class DesignerStep(StepPane):
    """The designer of the survey's questionnaire; `questionnaire_id` is the one shown."""

    full_screen: ClassVar[bool] = True
    topic: ClassVar[str] = "fragebogen"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._surveys: Surveys = context.workspace.surveys
        self.questionnaire_id = 0
        self.more_button = MoreButton("Weiteres zum Fragebogen", parent=self)
        menu = self.more_button.menu_
        self.freeze_action = menu.addAction("Druckfassung festlegen …")
        self.codebook_action = menu.addAction("Codeplan")
        self.checklist_action = menu.addAction("Checkliste vor dem Druck")
        self.import_action = menu.addAction("Fragen aus LimeSurvey übernehmen …")
        self.languages_button = SecondaryButton("Sprachen", "comments", parent=self)
        self.word_button = SecondaryButton("Word-Fassung", "upload", parent=self)
        self.print_button = PrimaryButton("Bogen drucken", "printer", parent=self)
        self.pane = DesignerPane(context, self)
        self.translations: TranslationsView | None = None
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.freeze_action.setEnabled(not context.read_only)
        self.freeze_action.triggered.connect(self.freeze)
        self.codebook_action.triggered.connect(self._on_codebook)
        self.checklist_action.triggered.connect(self._on_checklist)
        self.import_action.setEnabled(not context.read_only)
        self.import_action.triggered.connect(self.import_questions)
        self.languages_button.clicked.connect(self.show_languages)
        self.word_button.clicked.connect(self.export_current)
        self.print_button.clicked.connect(self.print_list)

    def header_buttons(self) -> Sequence[QPushButton]:
        """More, languages, Word, print."""
        return (self.more_button, self.languages_button, self.word_button, self.print_button)

    def show_survey(self, survey: Survey) -> None:
        """Show the questionnaire of a survey."""
        super().show_survey(survey)
        self.questionnaire_id = self._surveys.questionnaires(survey.id)[0].id
        self.pane.show_questionnaire(self.questionnaire_id)
        if self.translations is not None:
            self.translations.show_questionnaire(self.questionnaire_id)

    @property
    def language(self) -> str:
        """The language printing and freezing are about: that of the translations while they are in view."""
        shown = self.translations is not None and self._stack.currentWidget() is self.translations
        return self.translations.language if shown and self.translations is not None else GERMAN

    def _options(self) -> dict[str, str] | None:
        """What is printed; None = the German form, as everywhere."""
        return None if self.language == GERMAN else {"language": self.language}

    @Slot()
    def show_languages(self) -> None:
        """The questionnaire in other languages, or back to the designer."""
        if self.translations is None:
            self.translations = TranslationsView(self.context, self)
            self.translations.changed.connect(self.changed)
            self._stack.addWidget(self.translations)
        self.leave()
        opened = self._stack.currentWidget() is self.pane
        if opened:
            self.translations.show_questionnaire(self.questionnaire_id)
        self._stack.setCurrentWidget(self.translations if opened else self.pane)
        self.languages_button.setText("Zum Fragebogen" if opened else "Sprachen")
        self.changed.emit()

    def show_record(self, kind: str, record_id: int) -> None:
        """Choose a question; a questionnaire is shown already."""
        if self.language != GERMAN:
            self.show_languages()
        if kind == "question":
            self.pane.choose(record_id)

    def current_record(self) -> tuple[str, int] | None:
        """The questionnaire."""
        return ("questionnaire", self.questionnaire_id)

    def can(self, command: str) -> bool:
        """Print and export always, delete and duplicate a chosen question."""
        if command in {"delete", "duplicate"}:
            in_view = self._stack.currentWidget() is self.pane
            return in_view and not self.context.read_only and bool(self.pane.chosen_question)
        return command in {"print", "export"}

    @Slot()
    def print_list(self) -> None:
        """The sheet in the preview."""
        self.leave()
        self.context.preview("questionnaire", self.questionnaire_id, self._options())

    @Slot()
    def export_current(self) -> None:
        """The form as Word file."""
        self.leave()
        self.context.export("questionnaire", self.questionnaire_id, "docx", self._options())

    def delete_current(self) -> None:
        """The chosen question to the Papierkorb."""
        self.pane.delete(self.pane.chosen_question)

    def duplicate_current(self) -> None:
        """The chosen question once more."""
        self.pane.duplicate(self.pane.chosen_question)

    def leave(self) -> None:
        """Store what is still in a field."""
        self.pane.flush()
        if self.translations is not None:
            self.translations.flush()

    def release(self) -> None:
        """Free the typeset pages."""
        self.pane.sheet.release()

    @Slot()
    def freeze(self) -> None:
        """Freeze the form for printing after naming open legal points."""
        self.leave()
        language = form_language(self.language).label
        warnings = self._surveys.legal_warnings(self.survey_id)
        shown = [f"– {warning}" for warning in warnings[:_SHOWN]]
        if len(warnings) > _SHOWN:
            shown.append(f"– und {len(warnings) - _SHOWN} weitere, siehe Checkliste")
        detail = "\n".join(["Noch nicht geklärt:", *shown]) if warnings else ""
        if waiting := self._surveys.translations.waiting(self.questionnaire_id):
            detail = "\n".join(filter(None, [detail, "Andere Sprachen sind noch nicht fertig:", *waiting]))
        question = (
            f"Druckfassung festlegen ({language})? Der Bogen erhält eine Formularkennung. Wenn Sie ihn danach ändern, "
            "ist es ein neuer Entwurf; die Druckfassung bleibt unverändert."
        )
        if alerts.confirm(self, question, "Druckfassung festlegen", detail=detail):
            self.context.jobs.run(
                _freeze,
                self._surveys,
                self.questionnaire_id,
                self.language,
                title="Druckfassung wird festgelegt",
                done=self._on_frozen,
                lane=Lane.WRITER,
                owner=self,
            )

    @Slot()
    def import_questions(self) -> None:
        """Take the questions of a LimeSurvey survey in."""
        from coordinator_app.gui.pages.surveys.structure_import import StructureImportDialog

        self.leave()
        added = StructureImportDialog.ask(self, self.context, self.questionnaire_id)
        if added:
            self.context.notify(f"{plural(added, 'Frage', 'Fragen')} aus LimeSurvey übernommen.")

    def _on_frozen(self, version: int) -> None:
        self.context.notify("Die Druckfassung ist festgelegt und kann gedruckt werden.")

    @Slot()
    def _on_codebook(self) -> None:
        self.pane.flush()
        self.context.preview("codebook", self.questionnaire_id)

    @Slot()
    def _on_checklist(self) -> None:
        self.pane.flush()
        self.context.preview("survey_checklist", self.survey_id)


def _freeze(job: JobContext, surveys: "Surveys", questionnaire: int, language: str) -> int:
    """Set and store the form version in the background."""
    job.progress(0, 0, "Druckfassung wird festgelegt")
    return surveys.freeze(questionnaire, language)
