"""Planung & Recht: what the survey is about and the legal checklist before printing."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.common.german import format_date
from coordinator_app.domain.surveys import LEGAL_POINTS, CheckAnswer, LegalPoint, Survey, SurveyCheck
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import ChoiceEditor, IntegerEditor, TextEditor
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.surveys.steps import StepPane
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.labels import Divider, Label
from coordinator_app.gui.widgets.notices import NoticeBar

FIELDS = (
    "title",
    ("year", "state"),
    "purpose",
    "population",
    ("target_age", "mode"),
    ("field_start", "field_end"),
    "contact",
)


class CheckLine(QWidget):
    """One legal question: its words, answer, day and remark; `answered(point, answer, remark)` when changed."""

    answered = Signal(str, object, str)

    def __init__(self, point: LegalPoint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.point = point
        self.answer = ChoiceEditor.of(CheckAnswer, optional=False)
        self.answer.box.setAccessibleName(f"Antwort: {point.question}")
        self.answer.setFixedWidth(112)
        self.day = Label("", "hinweis")
        self.remark = TextEditor()
        self.remark.line.setPlaceholderText("Bemerkung")
        self.remark.line.setAccessibleName(f"Bemerkung: {point.question}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.addWidget(Label(point.question, "", wrap=True), 0, 0)
        grid.addWidget(
            Label(" · ".join(part for part in (point.source, point.hint) if part), "hinweis", wrap=True), 1, 0
        )
        grid.addWidget(self.remark, 2, 0)
        grid.addWidget(self.answer, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.day, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        self.answer.committed.connect(self._on_committed)
        self.remark.committed.connect(self._on_committed)

    def show_check(self, check: SurveyCheck) -> None:
        """Show the stored answer."""
        self.answer.set_value(check.answer)
        self.day.setText(f"am {format_date(check.answered_on)}" if check.answered_on else "")
        if not self.remark.is_dirty():
            self.remark.set_value(check.remark)

    @Slot()
    def _on_committed(self) -> None:
        self.answered.emit(self.point.key, self.answer.value(), self.remark.value())


class PlanningPane(StepPane):
    """Fields of the survey left, legal checklist right; below each other where there is no room."""

    topic: ClassVar[str] = "erhebungen"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._surveys = context.workspace.surveys
        self._read_only = context.read_only
        self.form = RecordForm(
            Survey,
            save=self._save,
            names=FIELDS,
            lookups=workspace_lookups(context.workspace),
            editors={"year": IntegerEditor(plain=True)},
        )
        self.notice = NoticeBar("")
        self.checklist = Card("Recht und Datenschutz vor dem Druck")
        self.lines: dict[str, CheckLine] = {}
        print_link = LinkButton("Checkliste drucken", "printer")
        print_link.clicked.connect(self.print_list)
        self.checklist.add_to_head(print_link)
        for number, point in enumerate(LEGAL_POINTS):
            line = CheckLine(point)
            line.answered.connect(self._on_answered)
            line.setEnabled(not self._read_only)
            self.lines[point.key] = line
            if number:
                self.checklist.body.addWidget(Divider())
            self.checklist.body.addWidget(line)
        self.checklist.body.setSpacing(0)
        self._build()

    def _build(self) -> None:
        content = QWidget()
        columns = QHBoxLayout(content)
        columns.setContentsMargins(24, 16, 24, 24)
        columns.setSpacing(24)
        left = QVBoxLayout()
        left.setSpacing(12)
        card = Card("Angaben zur Erhebung")
        card.add(self.form)
        right = QVBoxLayout()
        right.setSpacing(12)
        columns.addLayout(left, 2)
        left.addWidget(card)
        left.addStretch(1)
        columns.addLayout(right, 3)
        right.addWidget(self.notice)
        right.addWidget(self.checklist)
        right.addStretch(1)
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_survey(self, survey: Survey) -> None:
        """Show a survey (again)."""
        super().show_survey(survey)
        self.form.load(survey)
        self.form.set_read_only(read_only=self._read_only)
        for key, check in self._surveys.checks(survey.id).items():
            self.lines[key].show_check(check)
        open_points = len(self._surveys.legal_warnings(survey.id))
        if open_points:
            words = "Ein Prüfpunkt ist" if open_points == 1 else f"{open_points} Prüfpunkte sind"
            self.notice.set(f"{words} offen oder mit „nein“ beantwortet. Bitte vor dem Druck klären.", "attention")
        else:
            self.notice.set("Alle Prüfpunkte sind mit „ja“ beantwortet.", "ok")

    def leave(self) -> None:
        """Store what is still in a field."""
        self.form.flush()

    def can(self, command: str) -> bool:
        """The checklist can be printed."""
        return command in {"print", "export"}

    @Slot()
    def print_list(self) -> None:
        """The legal checklist in the preview."""
        self.leave()
        self.context.preview("survey_checklist", self.survey_id)

    def export_current(self) -> None:
        """The legal checklist as a file."""
        self.leave()
        self.context.export("survey_checklist", self.survey_id, "docx")

    def _save(self, name: str, value: Any) -> None:
        self._surveys.update(self.form.record.id, None, **{name: value})

    @Slot(str, object, str)
    def _on_answered(self, point: str, answer: CheckAnswer, remark: str) -> None:
        if self.form.record is not None:
            self._surveys.answer(self.form.record.id, point, answer=answer, remark=remark)
