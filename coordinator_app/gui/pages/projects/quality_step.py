"""One quality step: its guiding questions with answer, fulfilment and what the file already knows."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain.quality import Fulfilment, QualityAnswer
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.projects.answer_files import AnswerFiles
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton, SecondaryButton
from coordinator_app.gui.widgets.labels import Divider, Label
from coordinator_app.gui.widgets.linked_rows import tag, tagged
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.services.quality import AnswerCard, Quality, QualityCard, StepCard

_FIELDS = ("answer", ("fulfilment", "reason"))


class QuestionBlock(QWidget):
    """One question; every field saves itself. The block belongs to one project for good."""

    def __init__(self, context: AppContext, project_id: int, card: AnswerCard, place: int) -> None:
        super().__init__()
        self._quality = context.workspace.quality
        self._project_id, self._key, self._place = project_id, card.question.key, place
        self._read_only = context.read_only
        save = partial(_save, self._quality, project_id, self._key)
        self.form = RecordForm(QualityAnswer, save=save, names=_FIELDS)
        for name in self.form.names():
            field = self.form.editor(name).field
            field.setAccessibleName(f"{field.accessibleName()}: {card.question.text}")
        self.known = NoticeBar("", "neutral", icon="link")
        self.known.triggered.connect(self._on_known_wanted)
        self.finding = NoticeBar("", "attention")
        self.files = AnswerFiles(context, project_id, card.question.key, card.question.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(card.question.text, "stark", wrap=True))
        if card.question.hint:
            column.addWidget(Label(card.question.hint, "hinweis", wrap=True))
        for part in (self.form, self.files, self.known, self.finding):
            column.addWidget(part)
        self.show_answer(card)

    def show_answer(self, card: AnswerCard) -> None:
        """Show the answer as it is stored; a field somebody types in keeps its text."""
        answer = card.answer or QualityAnswer(project_id=self._project_id, question_key=self._key)
        self.form.load(_steady(answer, self._place))
        self.form.set_read_only(read_only=self._read_only)
        self.form.row("reason").setVisible(answer.fulfilment is Fulfilment.NOT_APPLICABLE or bool(answer.reason))
        known = "" if card.known and card.known in answer.answer else card.known
        action = "In die Antwort übernehmen" if known and not self._read_only else ""
        self.known.set(known, "neutral", strong="Aus den Angaben:" if known else "", icon="link", action=action)
        self.finding.set(card.finding, "attention")
        self.files.show_files(card.files)

    @Slot()
    def _on_known_wanted(self) -> None:
        self.form.flush()
        self._quality.take_known(self._project_id, self._key)


def _steady(answer: QualityAnswer, place: int) -> QualityAnswer:
    """The answer under an id that stays when it is stored for the first time: the form tells records apart by it."""
    return QualityAnswer(
        id=place, answer=answer.answer, fulfilment=answer.fulfilment, reason=answer.reason, step=answer.step
    )


def _save(quality: Quality, project_id: int, key: str, name: str, value: Any) -> None:
    quality.answer(project_id, key, **{name: value})


class StepView(QWidget):
    """A step with its questions and the ways to its neighbours; `step_wanted(0)` = back to all steps."""

    step_wanted = Signal(int)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown = (0, 0)
        self.blocks: list[QuestionBlock] = []
        self.back = LinkButton("Alle Schritte", "arrow-left")
        self.before = IconButton("chevron-left", "Vorheriger Schritt")
        self.after = IconButton("chevron-right", "Nächster Schritt")
        self.title = Label("", "titel", wrap=True)
        self.aim = Label("", "gedaempft", wrap=True)
        self.next = SecondaryButton("Weiter", "arrow-right")
        for button in (self.back, self.before, self.after, self.next):
            button.clicked.connect(self._on_step_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        column.addLayout(head)
        head.addWidget(self.back)
        head.addStretch(1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        column.addWidget(self.title)
        column.addWidget(self.aim)
        self._questions = QVBoxLayout()
        self._questions.setSpacing(16)
        column.addLayout(self._questions)
        column.addWidget(self.next, 0, Qt.AlignmentFlag.AlignLeft)

    def show_step(self, card: QualityCard, number: int) -> None:
        """Show one step; the questions of the same step and project stay, with what is typed."""
        step = card.steps[number - 1]
        if self._shown == (card.project_id, number):
            for block, answer in zip(self.blocks, step.answers, strict=True):
                block.show_answer(answer)
        else:
            self._rebuild(card.project_id, step)
            self._shown = (card.project_id, number)
        self._show_ways(card, number)

    def _rebuild(self, project_id: int, step: StepCard) -> None:
        self.flush()
        while self._questions.count():
            item = self._questions.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self.title.setText(f"Schritt {step.step.number}: {step.step.title}")
        self.aim.setText(step.step.aim)
        self.blocks = []
        for place, answer in enumerate(step.answers, 1):
            self._questions.addWidget(Divider())
            block = QuestionBlock(self._context, project_id, answer, place)
            self._questions.addWidget(block)
            self.blocks.append(block)

    def _show_ways(self, card: QualityCard, number: int) -> None:
        last = len(card.steps)
        tag(self.back, "step", 0)
        tag(self.before, "step", number - 1)
        tag(self.after, "step", number + 1)
        self.before.setEnabled(number > 1)
        self.after.setEnabled(number < last)
        following = card.steps[number].step if number < last else None
        self.next.setText(
            f"Weiter: {following.number}. {following.short}" if following else "Zurück zu allen Schritten"
        )
        self.next.setAccessibleName(self.next.text())
        tag(self.next, "step", following.number if following else 0)

    def flush(self) -> None:
        """Save what is still in a field."""
        for block in self.blocks:
            block.form.flush()

    @Slot()
    def focus_first(self) -> None:
        """Put the cursor into the first answer."""
        if self.blocks and self.isVisible():
            self.blocks[0].form.focus_first()

    @Slot()
    def _on_step_clicked(self) -> None:
        self.step_wanted.emit(tagged(self.sender())[1])
