"""The questionnaire designer: outline, the typeset sheet, properties; question bank as a drawer."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.questionnaires import QuestionType
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.pages.surveys.bank import BankDrawer
from coordinator_app.gui.pages.surveys.outline import Outline
from coordinator_app.gui.pages.surveys.properties import Properties
from coordinator_app.gui.pages.surveys.sheet_view import SheetView
from coordinator_app.gui.widgets.buttons import IconButton, MenuButton, SecondaryButton, WordButton
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.labels import ElidedLabel, Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.split_view import Splitter

if TYPE_CHECKING:
    from coordinator_app.documents.questionnaire_sheet import Sheet
    from coordinator_app.services.surveys import Designer, Surveys

PAUSE_MS = 40  # after the last change before the sheet is set again
OUTLINE_WIDTH, PANE_WIDTH = 264, 304


class BudgetBar(QFrame):
    """„4 Seiten · ca. 12 Minuten · 24 Fragen“, what is wrong, comparison questions, page switch."""

    page_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, flaeche="leiste")
        self.budget = ElidedLabel("", "stark", natural=True)
        self.fits = Chip()
        self.version = Chip()
        self.state = ElidedLabel("", "gedaempft")
        self.comparison = Chip()
        self.page = Label("", "stark")
        self._back = IconButton("chevron-left", "Vorige Seite")
        self._next = IconButton("chevron-right", "Nächste Seite")
        self._back.clicked.connect(self._on_back)
        self._next.clicked.connect(self._on_next)
        self._at, self._pages = 0, 0
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 4, 24, 4)
        line.setSpacing(12)
        for widget in (self.budget, self.fits, self.version):
            line.addWidget(widget)
        line.addWidget(self.state, 1)
        for widget in (self.comparison, Label("Seite", "gedaempft"), self._back, self.page, self._next):
            line.addWidget(widget)

    def show_designer(self, designer: "Designer", pages: int) -> None:
        """Show length and state; `pages` 0 = not set yet."""
        budget = designer.budget(pages)
        self.budget.setText(budget.text)
        if budget.within:
            self.fits.set("im Rahmen", "ok")
        else:
            self.fits.set("zu lang", "attention")
        version = designer.version
        if version is None:
            self.version.set("Entwurf", "neutral", "pencil")
        else:
            words = (
                f"Druckfassung {version.number}, Großdruck" if version.large_print else f"Druckfassung {version.number}"
            )
            self.version.set(words, "ok", "tick")
        locked = sum(question.comparison for question in designer.questions)
        self.comparison.set(f"{locked} Vergleichsfragen" if locked != 1 else "1 Vergleichsfrage", "neutral", "lock")
        self.comparison.setVisible(bool(locked))

    def show_page(self, page: int, pages: int) -> None:
        """Show which page (from 0) of how many is in view."""
        self._at, self._pages = page, pages
        self.page.setText(f"{page + 1} von {pages}" if pages else "–")
        self._back.setEnabled(page > 0)
        self._next.setEnabled(page + 1 < pages)

    @Slot()
    def _on_back(self) -> None:
        self.page_wanted.emit(self._at - 1)

    @Slot()
    def _on_next(self) -> None:
        self.page_wanted.emit(self._at + 1)


class DesignerPane(QWidget):
    """Shows one questionnaire; every edit is stored at once and the sheet is set again beside it.

    `sheet_shown` fires when a new setting is on the screen.
    """

    sheet_shown = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._surveys: Surveys = context.workspace.surveys
        self._questionnaire = 0
        self._designer: Designer | None = None
        self._chosen: tuple[int, str] = (0, "")
        self._pages = 0
        self._set_form: Any = None  # the form the sheet in view was made of
        self.bar = BudgetBar()
        self.notice = NoticeBar("")
        self.outline = Outline()
        self.outline.read_only = context.read_only
        self.sheet = SheetView()
        self.properties = Properties(context)
        self.bank: BankDrawer | None = None
        self.add_button = MenuButton("Frage", "plus")
        self.bank_button = SecondaryButton("Fragenbank", "search")
        self._right = QStackedWidget()
        self._splitter = Splitter()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        left = _OutlineSide(self.add_button, self.bank_button)
        theme.mark(left, flaeche="surface")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.outline, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(12, 10, 12, 10)
        buttons.setSpacing(8)
        column.addLayout(buttons)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.bank_button)
        buttons.addStretch(1)
        for kind in QuestionType:
            action = QAction(kind.label, self.add_button.menu_)
            action.setData(kind.value)
            self.add_button.menu_.addAction(action)
        self.add_button.setEnabled(not self._context.read_only)
        self.outline.setFrameShape(QFrame.Shape.NoFrame)
        theme.mark(self.properties.viewport(), flaeche="surface")
        self._right.addWidget(self.properties)
        self._right.setMinimumWidth(PANE_WIDTH - 40)
        left.setMinimumWidth(220)
        self.sheet.setMinimumWidth(320)
        for pane in (left, self.sheet, self._right):
            self._splitter.addWidget(pane)
        for index, stretch in enumerate((0, 1, 0)):
            self._splitter.setStretchFactor(index, stretch)
        self._splitter.setSizes([OUTLINE_WIDTH, 10_000, PANE_WIDTH])
        self._context.settings.restore_splitter("questionnaire", self._splitter)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addWidget(self.notice)
        outer.addWidget(self._splitter, 1)

    def _connect(self) -> None:
        self._soon.timeout.connect(self._typeset)
        self._splitter.splitterMoved.connect(self._on_splitter_moved)
        self.bar.page_wanted.connect(self.sheet.go_to)
        self.sheet.page_changed.connect(self._on_page_changed)
        self.sheet.question_chosen.connect(self._on_question_clicked)
        self.outline.chosen.connect(self.choose)
        self.outline.step_wanted.connect(self._on_step_wanted)
        self.outline.move_wanted.connect(self._on_move_wanted)
        self.outline.delete_wanted.connect(self.delete)
        self.outline.duplicate_wanted.connect(self.duplicate)
        self.properties.block_renamed.connect(self._on_block_renamed)
        self.bank_button.clicked.connect(self.toggle_bank)
        self.add_button.menu_.triggered.connect(self._on_add_own)

    # --- showing

    def show_questionnaire(self, questionnaire_id: int) -> None:
        """Read a questionnaire (again) and show it; the sheet follows in a moment."""
        if questionnaire_id != self._questionnaire:
            self._questionnaire, self._chosen = questionnaire_id, (0, "")
        designer = self._surveys.designer(questionnaire_id)
        self._designer = designer
        if self._chosen[0] and self._chosen[0] not in {question.id for question in designer.questions}:
            self._chosen = (0, "")
        self.outline.fill(designer, self._chosen)
        self.properties.show_choice(designer, *self._chosen)
        self.bar.show_designer(designer, self._pages)
        if self.bank is not None:
            self.bank.set_used(_used(designer))
        wanted = (designer.form, designer.version)
        if wanted != self._set_form:
            self._set_form = wanted
            if self.sheet.pages is None:
                self._typeset()  # nothing to look at meanwhile
            else:
                self._soon.start()

    @Slot(int, str)
    def choose(self, question: int, block: str = "") -> None:
        """Choose a question, a block (question 0) or the texts of the form."""
        self._chosen = (question, "" if question else block)
        self.outline.choose(*self._chosen)
        self.sheet.choose(str(question) if question else "")
        if self._designer is not None:
            self.properties.show_choice(self._designer, *self._chosen)
            if not question:
                self.sheet.reveal(next((q.key for q in self._designer.form.questions if q.block == block), ""))

    @property
    def designer(self) -> "Designer | None":
        """What is shown."""
        return self._designer

    @property
    def chosen_question(self) -> int:
        """Id of the chosen question; 0 when none is."""
        return self._chosen[0]

    def flush(self) -> None:
        """Store what is still in a field."""
        self.properties.flush()

    @Slot()
    def _typeset(self) -> None:
        if self._designer is not None:
            self._context.jobs.run(
                _make_sheet,
                self._surveys,
                self._designer,
                title="Fragebogen wird gesetzt",
                done=self._on_sheet_made,
                lane=Lane.READER,
                owner=self,
                key="questionnaire-sheet",
            )

    def _on_sheet_made(self, made: "tuple[int, Sheet]") -> None:
        questionnaire, sheet = made
        if questionnaire != self._questionnaire or self._designer is None:
            return
        self._pages = sheet.geometry.pages
        self.sheet.show_sheet(sheet)
        self.sheet.choose(str(self._chosen[0]) if self._chosen[0] else "", scroll=bool(self._chosen[0]))
        self.bar.show_designer(self._designer, self._pages)
        self.bar.show_page(self.sheet.current, self._pages)
        limit = self._designer.form.most_pages
        self.notice.set(
            f"Der Bogen hat {self._pages} Seiten, vorgesehen sind höchstens {limit}." if self._pages > limit else "",
            "attention",
        )
        self.sheet_shown.emit()

    # --- editing

    @Slot()
    def toggle_bank(self) -> None:
        """Open or close the question bank."""
        if self.bank is None:
            self.bank = BankDrawer(self._context)
            theme.mark(self.bank, flaeche="surface")
            self.bank.item_wanted.connect(self.add_item)
            self.bank.closed.connect(self.toggle_bank)
            self._right.addWidget(self.bank)
            if self._designer is not None:
                self.bank.set_used(_used(self._designer))
        opened = self._right.currentWidget() is not self.bank
        self.properties.flush()
        self._right.setCurrentWidget(self.bank if opened else self.properties)
        if opened:
            self.bank.search.setFocus()

    @Slot(str)
    def add_item(self, item: str) -> None:
        """Take an item of the bank into the form and show it."""
        new = self._surveys.questions.add_item(self._questionnaire, item)
        self._after_edit((new, ""))

    @Slot(QAction)
    def _on_add_own(self, action: QAction) -> None:
        kind = QuestionType(action.data())
        new = self._surveys.questions.add_own(self._questionnaire, kind, after=self._chosen[0] or None)
        if self._right.currentWidget() is self.bank:
            self.toggle_bank()
        self._after_edit((new, ""))

    @Slot(int)
    def delete(self, question: int) -> None:
        """Move a question to the Papierkorb and offer „Rückgängig“."""
        title = self._surveys.questions.get(question).title
        self._surveys.questions.discard(question)
        self._after_edit((0, ""))
        self._context.undo_bar(f"„{title}“ liegt im Papierkorb.")

    @Slot(int)
    def duplicate(self, question: int) -> None:
        """Copy a question behind itself."""
        self._after_edit((self._surveys.questions.duplicate(question), ""))

    @Slot(int, str, int)
    def _on_step_wanted(self, question: int, block: str, direction: int) -> None:
        if question:
            self._surveys.questions.step(question, direction)
        else:
            self._surveys.questions.move_block(self._questionnaire, block, direction)
        self._after_edit(self._chosen)

    @Slot(int, int, str)
    def _on_move_wanted(self, question: int, place: int, block: str) -> None:
        self._surveys.questions.move(question, place, block=block)
        self._after_edit((question, ""))

    @Slot(str)
    def _on_block_renamed(self, title: str) -> None:
        self._chosen = (0, title)

    @Slot(str)
    def _on_question_clicked(self, key: str) -> None:
        if self._right.currentWidget() is self.bank:
            self.toggle_bank()
        if key:
            self.choose(int(key))

    @Slot(int)
    def _on_page_changed(self, page: int) -> None:
        self.bar.show_page(page, self._pages)

    @Slot()
    def _on_splitter_moved(self) -> None:
        self._context.settings.save_splitter("questionnaire", self._splitter)

    def _after_edit(self, chosen: tuple[int, str]) -> None:
        """Show the stored state at once, so that the next key stroke works on it."""
        self._chosen = chosen
        self.show_questionnaire(self._questionnaire)


class _OutlineSide(QWidget):
    """Outline and buttons; where the words of both have no room, the second shows its icon alone."""

    def __init__(self, first: WordButton, second: WordButton) -> None:
        super().__init__()
        self._first, self._second = first, second

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words to the width."""
        super().resizeEvent(event)
        needed = self._first.sizeHint().width() + self._second.roomy_width() + 8 + 2 * 12
        self._second.set_compact(compact=self.width() < needed)


def _used(designer: "Designer") -> frozenset[str]:
    return frozenset(question.item for question in designer.questions if question.item)


def _make_sheet(job: JobContext, surveys: "Surveys", designer: "Designer") -> "tuple[int, Sheet]":
    """Set the sheet in the background."""
    job.progress(0, 0, "Fragebogen wird gesetzt")
    return designer.questionnaire.id, surveys.sheet_of(designer.form, designer.version)
