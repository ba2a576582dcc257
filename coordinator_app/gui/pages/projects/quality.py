"""Tab „Qualität“: the seven steps with their progress, and one step with its guiding questions."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain.projects import ProjectStatus, ProjectType
from coordinator_app.domain.quality import StepState, steps_in_words
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.projects.quality_step import StepView
from coordinator_app.gui.widgets.buttons import LinkButton, SecondaryButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.labels import Label, ProgressLine
from coordinator_app.gui.widgets.linked_rows import tag, tagged
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.project_card import ProjectCard
from coordinator_app.services.quality import QualityCard, StepCard

STEP_CHIPS = {
    StepState.OPEN: ChipStyle("neutral", "circle"),
    StepState.PARTIAL: ChipStyle("attention", "pencil"),
    StepState.MET: ChipStyle("ok", "tick"),
}
_BEFORE_APPLICATION = frozenset({ProjectStatus.IDEA, ProjectStatus.PLANNING})


class QualityPane(ScrollColumn):
    """All steps, or one of them; what is typed is kept when another step or project is shown."""

    def __init__(self, context: AppContext, _lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._quality = context.workspace.quality
        self._card: QualityCard | None = None
        self._step = 0  # 0 = all steps
        self.all_steps = _AllSteps()
        self.all_steps.description.clicked.connect(self.show_description)
        self.all_steps.report.clicked.connect(self.show_report)
        self.all_steps.form.clicked.connect(self.show_form)
        self.all_steps.notice.triggered.connect(self._on_notice_triggered)
        self.step = StepView(context)
        self.step.step_wanted.connect(self.open_step)
        self.column.addWidget(self.all_steps)
        self.column.addWidget(self.step)
        self.column.addStretch(1)
        self.step.hide()

    def show_card(self, card: ProjectCard) -> None:
        """Show the quality of a project; another project begins with all its steps."""
        if self._card is not None and self._card.project_id != card.project.id:
            self.flush()
            self._step = 0
        self._card = self._quality.card_of(card)
        for row in self.all_steps.show_steps(self._card, wanted_before=_wanted(card, self._card)):
            row.activated.connect(self._on_row_activated)
        self._show()

    @Slot(int)
    def open_step(self, number: int) -> None:
        """Show one step from its top; 0 shows all steps."""
        self.flush()
        before, self._step = self._step, number
        self._show()
        self.verticalScrollBar().setValue(0)
        if number and number != before:
            QTimer.singleShot(0, self.step.focus_first)
        elif before and not number:
            self.all_steps.focus_step(before)

    def current_step(self) -> int:
        """The step shown; 0 when all are."""
        return self._step

    def flush(self) -> None:
        """Save what is still in a field."""
        self.step.flush()

    @Slot()
    def show_description(self) -> None:
        """The Projektbeschreibung in the print preview."""
        if self._card is not None:
            self.flush()
            self._context.preview("project_description", self._card.project_id)

    @Slot()
    def show_report(self) -> None:
        """The draft of the Sachbericht in the print preview."""
        if self._card is not None:
            self.flush()
            self._context.preview("progress_report", self._card.project_id)

    @Slot()
    def show_form(self) -> None:
        """The questions with room to write in the print preview."""
        if self._card is not None:
            self.flush()
            self._context.preview("quality_form", self._card.project_id)

    def _show(self) -> None:
        self.all_steps.setVisible(not self._step)
        self.step.setVisible(bool(self._step))
        if self._card is not None and self._step:
            self.step.show_step(self._card, self._step)

    @Slot()
    def _on_row_activated(self) -> None:
        self.open_step(tagged(self.sender())[1])

    @Slot()
    def _on_notice_triggered(self) -> None:
        missing = self._card.missing_for_application() if self._card else ()
        self.open_step(missing[0] if missing else 1)


def _wanted(card: ProjectCard, quality: QualityCard) -> tuple[int, ...]:
    """The steps to be begun before an application; () where there will be none or it is over."""
    project = card.project
    if project.project_type is ProjectType.OFFER or project.status not in _BEFORE_APPLICATION:
        return ()
    return quality.missing_for_application()


class _AllSteps(QWidget):
    """The seven steps as rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = Label("", "stark")
        self.description = SecondaryButton("Projektbeschreibung", "document")
        self.report = SecondaryButton("Sachbericht", "document")
        self.form = LinkButton("Fragen als Bogen zum Ausfüllen", "printer")
        self.progress = ProgressLine("Erfüllte Qualitätsschritte", 0, 7)
        self.notice = NoticeBar("", "attention")
        self.list = ListCard("Sieben Schritte zur Qualität")
        self.source = Label("", "klein", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        column.addLayout(head)
        head.addWidget(self.state, 1)
        for button in (self.description, self.report):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        for part in (self.progress, self.notice, self.list):
            column.addWidget(part)
        column.addWidget(self.form, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.source)

    def show_steps(self, card: QualityCard, *, wanted_before: tuple[int, ...]) -> list[ListRow]:
        """Show the steps and return their rows."""
        self.state.setText(card.summary)
        met = sum(item.state is StepState.MET for item in card.progress)
        self.progress.set_progress(met, len(card.progress))
        rows = [_row(step) for step in card.steps]
        self.list.set_rows(list(rows))
        text = f"Vor dem Förderantrag {steps_in_words(wanted_before)} noch offen." if wanted_before else ""
        action = f"Schritt {wanted_before[0]} öffnen" if wanted_before else ""
        self.notice.set(text, "attention", action=action)
        self.source.setText(card.source)
        return rows

    def focus_step(self, number: int) -> None:
        """Put the focus on the row of a step."""
        row = self.list.rows()[number - 1]
        if isinstance(row, ListRow) and row.link is not None:
            row.link.setFocus()


def _row(card: StepCard) -> ListRow:
    progress = card.progress
    value = f"{progress.met} von {progress.applicable} erfüllt" if progress.applicable else "trifft nicht zu"
    chip = (progress.state.label, STEP_CHIPS[progress.state])
    row = ListRow(f"{card.step.number}. {card.step.title}", value=value, chip=chip, chip_width=100)
    tag(row, "quality_step", card.step.number)
    return row
