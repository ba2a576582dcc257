"""The step „Bericht“: chapters on or off, own texts, what is missing, and the documents themselves."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.surveys import Survey
from coordinator_app.gui import theme
from coordinator_app.gui.chapter_pane import ChapterPane
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.pages.surveys.steps import StepPane
from coordinator_app.gui.papers_card import PapersCard
from coordinator_app.gui.widgets.buttons import MenuButton, PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

_EMPTY = "Zu dieser Erhebung gibt es noch keine Antworten; der Bericht enthält nur Methode und eigene Texte."


class ReportPane(StepPane):
    """Chapters left; right the text of the chosen chapter and what is missing before the report goes out."""

    topic: ClassVar[str] = "sicherheitsbericht"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._reports = context.workspace.survey_reports
        self.tables_button = MenuButton("Tabellenband", "upload", parent=self)
        for label, slot in (("Excel-Datei", self._on_tables_excel), ("Druckansicht", self._on_tables_preview)):
            self.tables_button.menu_.addAction(label).triggered.connect(slot)
        self.word_button = SecondaryButton("Word-Datei", "upload", parent=self)
        self.print_button = PrimaryButton("Druckansicht", "printer", parent=self)
        self.word_button.clicked.connect(self.export_current)
        self.print_button.clicked.connect(self.print_list)
        self.chapters = ChapterPane(context, self._reports, parent=self)
        self.notice = NoticeBar("", "info", parent=self)
        self.missing = Card("Vor der Ausgabe prüfen")
        self.missing_words = Label("", "", wrap=True)
        self.papers = PapersCard(context)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.chapters)
        self.chapters.column.insertWidget(0, self.notice)
        self.chapters.column.addWidget(self.missing)
        self.chapters.column.addWidget(self.papers)
        self.missing.add(self.missing_words)
        self.chapters.column.addStretch(1)

    def header_buttons(self) -> Sequence[QPushButton]:
        """Tables volume, Word, preview."""
        return (self.tables_button, self.word_button, self.print_button)

    def show_survey(self, survey: Survey) -> None:
        """Show the chapters of a survey."""
        if survey.id != self.survey_id:
            self.leave()
        super().show_survey(survey)
        workspace = self.context.workspace
        titles = list(dict.fromkeys(entry.block for entry in workspace.evaluation.entries(survey.id) if entry.number))
        self.chapters.show_chapters(survey.id, self._reports.states(survey.id, titles), editable=True)
        self.papers.show_record(Survey.kind, survey.id, survey.title)
        has_answers = workspace.evaluation.basis(survey.id).evaluated > 0
        self.notice.set(_EMPTY, "info")
        theme.reveal(self.notice, shown=not has_answers)
        self.tables_button.setEnabled(has_answers)
        self.context.jobs.run(
            _missing,
            workspace,
            survey.id,
            title="",
            done=self._on_missing,
            failed=self._on_unknown,
            lane=Lane.READER,
            owner=self,
            key="survey-report-missing",
        )

    def can(self, command: str) -> bool:
        """The report can always be printed and exported."""
        return command in {"print", "export"}

    @Slot()
    def print_list(self) -> None:
        """The report in the preview."""
        self.leave()
        self.context.preview("survey_report", self.survey_id)

    @Slot()
    def export_current(self) -> None:
        """The report as Word file."""
        self.leave()
        self.context.export("survey_report", self.survey_id, "docx")

    def leave(self) -> None:
        """Store what is still in the field."""
        self.chapters.flush()

    @Slot()
    def _on_tables_excel(self) -> None:
        self.context.export("survey_tables", self.survey_id, "xlsx")

    @Slot()
    def _on_tables_preview(self) -> None:
        self.context.preview("survey_tables", self.survey_id)

    def _on_missing(self, found: Sequence[str]) -> None:
        self.missing_words.setText("\n".join(f"• {words}" for words in found) or "Es fehlt nichts.")

    def _on_unknown(self, _error: Exception) -> None:
        self.missing_words.setText("Was fehlt, lässt sich gerade nicht feststellen; die Druckansicht nennt den Grund.")


def _missing(job: JobContext, workspace: "Workspace", survey_id: int) -> tuple[str, ...]:
    """What is marked as missing in the report."""
    job.progress(0, 0, "Bericht wird geprüft")
    return workspace.documents.warnings("survey_report", survey_id)
