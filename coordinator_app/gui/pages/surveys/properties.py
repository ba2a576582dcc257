"""The pane right of the sheet: properties of the chosen question, block or of the whole form."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.questionnaire_rules import numbers
from coordinator_app.domain.questionnaires import END_OF_FORM, WITH_ANSWERS, WITH_FILTER, WITH_ROWS, QuestionType
from coordinator_app.domain.surveys import Question, Questionnaire
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import ChoiceEditor, IntegerEditor, TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.surveys.filter_list import FilterChoices, FilterList
from coordinator_app.gui.pages.surveys.line_lists import AnswerList, RowList
from coordinator_app.gui.pages.surveys.second_scale import SecondScale
from coordinator_app.gui.widgets.buttons import MoreButton
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.labels import Divider, Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.services.question_content import alike, form_question, is_edited
from coordinator_app.survey.ready_scales import ready_scales

if TYPE_CHECKING:
    from coordinator_app.services.surveys import Designer

COLUMNS = [(0, "wählt der Bogen"), (1, "untereinander"), (2, "zwei Spalten"), (3, "drei Spalten"), (4, "vier Spalten")]
_LAYOUT: dict[QuestionType, tuple[str, ...]] = {
    QuestionType.SINGLE: ("answer_columns",),
    QuestionType.MULTIPLE: ("most_marks", "answer_columns"),
    QuestionType.SCALE: ("poles_only",),
    QuestionType.MATRIX: ("poles_only",),
    QuestionType.RANKING: ("answer_columns",),
    QuestionType.NUMBER: ("digits", "unit"),
    QuestionType.CODE: ("digits", "unit"),
    QuestionType.TEXT_TABLE: ("lines",),
    QuestionType.SHORT_TEXT: ("lines",),
    QuestionType.LONG_TEXT: ("lines",),
}


class QuestionPane(QWidget):
    """Fields of a question of one type; every field saves itself."""

    def __init__(self, context: AppContext, kind: QuestionType, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions = context.workspace.surveys.questions
        self._read_only = context.read_only
        self._designer: Designer | None = None
        self._question: Question | None = None
        self.heading = Label("", "titel")
        self.chip = Chip("", "neutral")
        self.kind_button = MoreButton("Art der Frage ändern", flat=True)
        for other in alike(kind):
            self.kind_button.menu_.addAction(f"Ändern in: {other.label}").setData(other.value)
        self.kind_button.menu_.triggered.connect(self._on_kind)
        self.lock = NoticeBar("")
        self.lock.triggered.connect(self._on_unlock)
        self.warning = NoticeBar("")
        self.error = NoticeBar("")
        texts = ("wording",) if kind is QuestionType.INFO else ("wording", "instruction")
        self.texts = RecordForm(Question, save=self._save, names=texts)
        self.answers = AnswerList(kind) if kind in WITH_ANSWERS else None
        self.rows = RowList(kind) if kind in WITH_ROWS else None
        self.second = SecondScale() if kind is QuestionType.MATRIX else None
        self.filters = FilterList() if kind in WITH_FILTER else None
        layout = (*_LAYOUT.get(kind, ()), "title", *(() if kind is QuestionType.INFO else ("variable",)), "seconds")
        self.layout_form = RecordForm(Question, save=self._save, names=layout, editors=_editors(layout))
        self.origin = Label("", "hinweis", wrap=True)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        column.addLayout(head)
        head.addWidget(self.heading, 1)
        head.addWidget(self.chip)
        head.addWidget(self.kind_button)
        for bar in (self.lock, self.warning, self.error):
            column.addWidget(bar)
        column.addWidget(self.texts)
        for part, slot in (
            (self.rows, self._on_rows),
            (self.answers, self._on_answers),
            (self.second, self._on_second),
            (self.filters, self._on_filters),
        ):
            if part is not None:
                part.committed.connect(slot)
                column.addWidget(part)
        if self.answers is not None:
            self.answers.scale_wanted.connect(self._on_scale)
        if self.second is not None:
            self.second.wanted.connect(self._on_second_wanted)
            self.second.scale_wanted.connect(self._on_second_scale)
        column.addWidget(Divider())
        column.addWidget(self.layout_form)
        column.addWidget(self.origin)
        column.addStretch(1)

    def show_question(self, designer: "Designer", question: Question) -> None:
        """Show a question (again)."""
        self._designer, self._question = designer, question
        value = form_question(question)
        number = numbers(designer.form.questions)
        self.heading.setText(f"Frage {number[value.key]}" if value.counts else "Hinweistext")
        self.chip.set(question.type.label, "neutral", "question-list")
        self._show_bars(designer, question)
        self.texts.load(question)
        self.layout_form.load(question)
        if self.answers is not None:
            self.answers.show_answers(value.answers)
        if self.rows is not None:
            self.rows.show_rows(value.rows)
        if self.second is not None:
            self.second.show_question(value)
        if self.filters is not None:
            self.filters.show_rules(value.filters, _choices(designer, question))
        self.origin.setText(_origin(question))
        self.set_locked(locked=question.comparison or self._read_only)
        if self._read_only:
            self.layout_form.set_read_only(read_only=True)

    def set_locked(self, *, locked: bool) -> None:
        """Lock or free wording and scale; order, filters and layout stay free."""
        self.texts.set_read_only(read_only=locked)
        self.kind_button.setVisible(not locked and bool(self.kind_button.menu_.actions()))
        for part in (self.answers, self.rows, self.second):
            if part is not None:
                part.setEnabled(not locked)
        if self.filters is not None:
            self.filters.setEnabled(not self._read_only)

    def flush(self) -> None:
        """Store what is still in a field."""
        self.texts.flush()
        self.layout_form.flush()
        if self.second is not None:
            self.second.flush()

    def _show_bars(self, designer: "Designer", question: Question) -> None:
        locked = "Wortlaut und Antworten sind gesperrt, damit die Ergebnisse vergleichbar bleiben."
        self.lock.set(
            locked if question.comparison else "",
            "neutral",
            strong="Vergleichsfrage." if question.comparison else "",
            icon="lock",
            action="" if self._read_only or not question.comparison else "Sperre aufheben",
        )
        found = [finding.text for finding in designer.findings if finding.key == str(question.id)]
        self.warning.set("\n".join(found), "attention")
        self.error.set("")

    def _save(self, name: str, value: Any) -> None:
        if self._question is not None:
            self._questions.update(self._question.id, None, **{name: value})

    def _save_list(self, **values: Any) -> None:
        """Store a list; a refusal is shown above the fields and the stored list comes back."""
        if self._question is None or self._designer is None:
            return
        try:
            self._questions.update(self._question.id, None, **values)
            self.error.set("")
        except UserError as error:
            self.show_question(self._designer, self._question)
            self.error.set(error.text, "error")

    @Slot()
    def _on_answers(self) -> None:
        if self.answers is not None and self._question is not None:
            self._save_list(answers=self.answers.value())

    @Slot()
    def _on_rows(self) -> None:
        if self.rows is not None:
            self._save_list(matrix_rows=self.rows.value())

    @Slot(QAction)
    def _on_kind(self, action: QAction) -> None:
        if self._question is not None:
            self.flush()
            self._questions.change_type(self._question.id, QuestionType(action.data()))

    @Slot(dict)
    def _on_second(self, values: dict[str, Any]) -> None:
        self._save_list(**values)

    @Slot(bool)
    def _on_second_wanted(self, wanted: bool) -> None:
        if self._question is not None:
            self._questions.set_second_scale(self._question.id, wanted=wanted)

    @Slot(str)
    def _on_scale(self, key: str) -> None:
        self._use_scale(key, second=False)

    @Slot(str)
    def _on_second_scale(self, key: str) -> None:
        self._use_scale(key, second=True)

    def _use_scale(self, key: str, *, second: bool) -> None:
        if self._question is not None:
            scale = next(scale for scale in ready_scales() if scale.key == key)
            self._questions.use_scale(self._question.id, scale.answers, poles_only=scale.poles_only, second=second)

    @Slot()
    def _on_filters(self) -> None:
        if self.filters is not None:
            self._save_list(filters=self.filters.value())

    @Slot()
    def _on_unlock(self) -> None:
        if self._question is not None:
            self._questions.unlock(self._question.id)


class FormPane(QWidget):
    """Title and texts of the questionnaire."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._surveys = context.workspace.surveys
        self._read_only = context.read_only
        self.form = RecordForm(
            Questionnaire,
            save=self._save,
            names=("title", "subtitle", "introduction", "closing", "page_limit", "large_print", "drawn_correction"),
            editors={"page_limit": IntegerEditor(plain=True)},
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(Label("Titel und Texte", "titel"))
        column.addWidget(self.form)
        column.addStretch(1)

    def show_questionnaire(self, questionnaire: Questionnaire) -> None:
        """Show the texts (again)."""
        self.form.load(questionnaire)
        self.form.set_read_only(read_only=self._read_only)

    def _save(self, name: str, value: Any) -> None:
        if name == "page_limit" and value is None:
            raise UserError("Bitte geben Sie an, wie viele Seiten der Bogen höchstens haben soll.")
        self._surveys.update_questionnaire(self.form.record.id, None, **{name: value})


class BlockPane(QWidget):
    """Heading of a block."""

    renamed = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions = context.workspace.surveys.questions
        self._block, self._questionnaire = "", 0
        self.row = FieldRow("Überschrift des Blocks", TextEditor(max_length=80), required=True)
        self.row.editor.set_read_only(read_only=context.read_only)
        self.row.editor.committed.connect(self.rename)
        self.count = Label("", "hinweis", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(Label("Block", "titel"))
        column.addWidget(self.row)
        column.addWidget(self.count)
        column.addStretch(1)

    def show_block(self, designer: "Designer", block: str) -> None:
        """Show a block (again)."""
        self._block, self._questionnaire = block, designer.questionnaire.id
        inside = sum(question.block == block for question in designer.questions)
        words = "1 Frage" if inside == 1 else f"{inside} Fragen"
        self.row.set_error("")
        self.row.editor.set_value(block)
        self.count.setText(f"{words} in diesem Block. Alt+Pfeil nach oben oder unten verschiebt den ganzen Block.")

    @Slot()
    def rename(self) -> None:
        """Store the heading typed."""
        title = str(self.row.editor.value()).strip()
        try:
            self._questions.rename_block(self._questionnaire, self._block, title)
        except UserError as error:
            self.row.set_error(error.text)
            return
        self.row.set_error("")
        self._block = title
        self.renamed.emit(title)


class Properties(QScrollArea):
    """Shows the pane of what is chosen; panes are made when first needed."""

    block_renamed = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Eigenschaften")
        self._holder = QWidget()
        self._stack = QStackedLayout(self._holder)
        self.setWidget(self._holder)
        self.form_pane = FormPane(context)
        self.block_pane = BlockPane(context)
        self.block_pane.renamed.connect(self.block_renamed)
        self._stack.addWidget(self.form_pane)
        self._stack.addWidget(self.block_pane)
        self._panes: dict[QuestionType, QuestionPane] = {}

    def show_choice(self, designer: "Designer", question_id: int, block: str) -> None:
        """Show a question, a block (question 0) or the texts of the form (no block either)."""
        question = next((found for found in designer.questions if found.id == question_id), None)
        if question is not None:
            pane = self.question_pane(question.type)
            pane.show_question(designer, question)
            self._show(pane)
        elif block:
            self.block_pane.show_block(designer, block)
            self._show(self.block_pane)
        else:
            self.form_pane.show_questionnaire(designer.questionnaire)
            self._show(self.form_pane)

    def question_pane(self, kind: QuestionType) -> QuestionPane:
        """The pane for questions of a type."""
        if kind not in self._panes:
            self._panes[kind] = QuestionPane(self._context, kind)
            self._stack.addWidget(self._panes[kind])
        return self._panes[kind]

    def current(self) -> QWidget | None:
        """The pane shown."""
        return self._stack.currentWidget()

    def flush(self) -> None:
        """Store what is still in a field of the pane shown."""
        pane = self.current()
        if isinstance(pane, QuestionPane):
            pane.flush()
        elif isinstance(pane, FormPane):
            pane.form.flush()

    def _show(self, pane: QWidget) -> None:
        if self._stack.currentWidget() is not pane:
            self.flush()
            self._stack.setCurrentWidget(pane)
            self.verticalScrollBar().setValue(0)


def _editors(names: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in names:
        if name == "answer_columns":
            found[name] = ChoiceEditor(COLUMNS, optional=False)
        elif name in ("most_marks", "digits", "lines", "seconds"):
            found[name] = IntegerEditor(plain=True)
    return found


def _choices(designer: "Designer", question: Question) -> FilterChoices:
    """Answers of a question and the questions behind it with their numbers."""
    number = numbers(designer.form.questions)
    place = next(index for index, other in enumerate(designer.questions) if other.id == question.id)
    later = [
        (str(other.id), f"weiter mit Frage {number[str(other.id)]}: {other.title}")
        for other in designer.questions[place + 1 :]
        if str(other.id) in number
    ]
    answers = tuple((answer.code, answer.label) for answer in form_question(question).answers)
    return FilterChoices(answers, (*later, (END_OF_FORM, "zum Ende des Fragebogens")))


def _origin(question: Question) -> str:
    if not question.item:
        return "Eigene Frage"
    parts = [f"Konstrukt: {question.construct}", f"Fragenbank {question.item}, Fassung {question.item_version}"]
    if is_edited(question):
        parts.append("Wortlaut geändert: nicht mehr mit anderen Befragungen vergleichbar")
    return " · ".join(parts)
