"""Taking the questions of a LimeSurvey survey into the questionnaire: what comes, what does not, then one step."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import plural
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.surveys.data_dialogs import LinesTable, ReadingDialog
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.survey_import import StructurePlan, SurveyImport

FILTER = "LimeSurvey-Umfrage (*.lss *.lsa *.txt);;Alle Dateien (*)"
_QUESTIONS, _REMARKS = "questions", "remarks"


class StructureImportDialog(ReadingDialog):
    """Reads the file at once; nothing is stored before the button is pressed. `ask` tells how many questions came."""

    help_topic = "limesurvey"

    def __init__(self, context: AppContext, questionnaire_id: int, path: Path, parent: QWidget | None = None) -> None:
        self._service: SurveyImport = context.workspace.survey_import
        title = "Fragen aus LimeSurvey übernehmen"
        super().__init__(context, path, title, "Übernehmen", self._service.report, parent)
        self.added = 0
        self.about = Label(f"„{path.name}“ wird gelesen …", "stark", wrap=True)
        self.questions = LinesTable(
            ("Variable", "Art", "Wortlaut", "Was geschieht"), "Fragen der Datei", (110, 150, 380, 180), 2
        )
        self.remarks = LinesTable(("Stelle", "Was daraus wird"), "Nicht oder anders übernommen", (240, 540), 1)
        self.add(self.about)
        tables = {_QUESTIONS: ("Fragen", self.questions), _REMARKS: ("Nicht oder anders übernommen", self.remarks)}
        self.tabs = self.add_tables(tables, "Inhalt der Datei")
        self.add_left_button(self.report_button)
        self.start(_plan, self._service, questionnaire_id, path, title="Umfrage wird gelesen", done=self._on_planned)

    @classmethod
    def ask(cls, parent: QWidget | None, context: AppContext, questionnaire_id: int, path: Path | None = None) -> int:
        """Let a file be chosen and taken in; how many questions are new."""
        path = path or alerts.open_file(parent, "LimeSurvey-Umfrage wählen", FILTER)
        if path is None:
            return 0
        dialog = cls(context, questionnaire_id, path, parent)
        dialog.run()
        return dialog.added

    def _on_planned(self, plan: StructurePlan) -> None:
        self.plan = plan
        self.about.setText(f"„{plan.survey.title}“ · {plan.survey.generation}")
        self.questions.show_lines(
            [
                (
                    item.question.variable,
                    item.question.type.label,
                    item.question.wording,
                    "steht schon im Fragebogen" if item.present else "wird am Ende angefügt",
                )
                for item in plan.questions
            ]
        )
        self.remarks.show_lines([(remark.place, remark.text) for remark in plan.remarks])
        self.tabs.set_count(_QUESTIONS, len(plan.questions))
        self.tabs.set_count(_REMARKS, len(plan.remarks))
        self.report_button.setEnabled(True)
        text = f"{plural(plan.new, 'Frage', 'Fragen')} übernehmen" if plan.new else "Nichts zu übernehmen"
        self.ready(text, possible=bool(plan.new))

    def check(self) -> bool:
        """Add the questions."""
        if self.plan is None or self.working:
            return False
        self.added = self._service.run(self.plan)
        return True


def _plan(context: Any, service: SurveyImport, questionnaire: int, path: Path) -> StructurePlan:
    context.progress(0, 0, "Umfrage wird gelesen …")
    return service.plan(questionnaire, path)
