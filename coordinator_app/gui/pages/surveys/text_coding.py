"""Open answers with their categories: one key gives the answer chosen a category, the next line follows."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.common.german import format_integer
from coordinator_app.domain.evaluation import CodeCategory
from coordinator_app.domain.evaluation_plan import Part
from coordinator_app.domain.result_sentences import coded_words
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import QuietCombo
from coordinator_app.gui.pages.surveys.result_table import ResultTable
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.text_coding import CodedText

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
"""The key of each category by its place."""


class TextTable(QTableWidget):
    """Answers and their categories; `key_typed(key)` fires for a key of a category."""

    key_typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 2, parent)
        self.setAccessibleName("Antworten")
        self.setAccessibleDescription("Die Taste vor einer Kategorie ordnet die gewählten Antworten zu oder löst sie.")
        self.setHorizontalHeaderLabels(["Antwort", "Kategorien"])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(theme.height(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A category key, or what a table does with it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.selectRow(min(self.currentRow() + 1, self.rowCount() - 1))
            return
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        text = event.text().lower()
        if plain and text and text in KEYS:
            self.key_typed.emit(text)
            return
        super().keyPressEvent(event)


class CodingView(QWidget):
    """`show_question(survey, key)`: the texts of a question and their categories."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._coding = context.workspace.text_coding
        self._survey, self._key = 0, ""
        self._parts: tuple[Part, ...] = ()
        self._texts: list[CodedText] = []
        self._categories: list[CodeCategory] = []
        self.heading = Label("", "kartentitel", wrap=True, parent=self)
        self.counted = Label("", "hinweis", wrap=True, parent=self)
        self.variable = QuietCombo(self)
        self.variable.setAccessibleName("Textfeld")
        self.texts = TextTable(self)
        self.categories = ResultTable("Kategorien", self)
        self.new_name = QLineEdit(self)
        self.new_name.setPlaceholderText("Neue Kategorie")
        self.new_name.setAccessibleName("Neue Kategorie")
        self.add_button = SecondaryButton("Anlegen", "plus", parent=self)
        self.remove_button = SecondaryButton("Löschen", "trash", parent=self)
        self.hint = Label(
            "Die Taste vor einer Kategorie ordnet die gewählten Antworten zu; noch einmal löst sie. Enter geht weiter.",
            "hinweis",
            wrap=True,
            parent=self,
        )
        self._build()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 16)
        outer.setSpacing(8)
        for widget in (self.heading, self.counted, self.variable):
            outer.addWidget(widget)
        line = QHBoxLayout()
        outer.addLayout(line, 1)
        line.setSpacing(16)
        line.addWidget(self.texts, 3)
        right = QVBoxLayout()
        line.addLayout(right, 2)
        right.addWidget(self.categories)
        entry = QHBoxLayout()
        right.addLayout(entry)
        entry.addWidget(self.new_name, 1)
        entry.addWidget(self.add_button)
        entry.addWidget(self.remove_button)
        right.addWidget(self.hint)
        right.addStretch(1)
        writable = not self._context.read_only
        for widget in (self.new_name, self.add_button, self.remove_button, self.hint):
            widget.setVisible(writable)
        self.texts.key_typed.connect(self.toggle)
        self.new_name.returnPressed.connect(self.add_category)
        self.add_button.clicked.connect(self.add_category)
        self.remove_button.clicked.connect(self.remove_category)
        self.variable.activated.connect(self._on_variable)

    # --- showing

    def show_question(self, survey_id: int, key: str) -> None:
        """Show the texts of a question (again), keeping the line chosen."""
        same = (survey_id, key) == (self._survey, self._key)
        self._survey, self._key = survey_id, key
        self._parts = self._coding.parts(survey_id, key)
        subject = self._context.workspace.evaluation.prepared(survey_id).subject(key)
        self.heading.setText(subject.wording if subject is not None else "")
        if not same:
            self.variable.clear()
            for part in self._parts:
                self.variable.addItem(part.label, part.variable)
        self.variable.setVisible(len(self._parts) > 1)
        self._show_texts(0 if not same else max(self.texts.currentRow(), 0))

    def _name(self) -> str:
        return str(self.variable.currentData() or "")

    def _show_texts(self, row: int) -> None:
        name = self._name()
        self._texts = self._coding.texts(self._survey, name) if name else []
        self._categories = self._coding.categories(self._survey, name)
        titles = {category.code: category.title for category in self._categories}
        self.texts.setRowCount(len(self._texts))
        for place, text in enumerate(self._texts):
            first = QTableWidgetItem(text.text)
            if text.shown != text.text:
                first.setToolTip(f"Nach außen: {text.shown}")
            words = ", ".join(titles[code] for code in text.categories if code in titles)
            self.texts.setItem(place, 0, first)
            self.texts.setItem(place, 1, QTableWidgetItem(words))
        if self._texts:
            self.texts.selectRow(min(row, len(self._texts) - 1))
        self._count(titles)

    def _count(self, titles: dict[int, str]) -> None:
        """How many answers each category has."""
        coded = sum(bool(set(text.categories) & set(titles)) for text in self._texts)
        self.counted.setText(coded_words(len(self._texts), coded))
        counts = [sum(category.code in text.categories for text in self._texts) for category in self._categories]
        lines = [
            [f"{KEYS[place]}   {category.title}" if place < len(KEYS) else category.title, format_integer(count)]
            for place, (category, count) in enumerate(zip(self._categories, counts, strict=True))
        ]
        self.categories.show_lines(["Kategorie", "Antworten"], lines)
        self.remove_button.setEnabled(bool(lines))

    # --- verbs

    @Slot(str)
    def toggle(self, key: str) -> None:
        """Give the chosen answers the category of this key; take it away when all have it."""
        place = KEYS.index(key)
        rows = sorted({index.row() for index in self.texts.selectionModel().selectedRows()})
        if self._context.read_only or place >= len(self._categories) or not rows:
            return
        code = self._categories[place].code
        chosen = [self._texts[row] for row in rows]
        take = all(code in text.categories for text in chosen)
        codes = {
            text.sheet_id: tuple(set(text.categories) - {code}) if take else (*text.categories, code) for text in chosen
        }
        self._coding.assign(self._survey, self._name(), codes)
        self._stay(rows[-1])

    def _stay(self, row: int) -> None:
        """Show again without another order of the lines, so that the eye stays where it is."""
        order = [text.sheet_id for text in self._texts]
        name = self._name()
        known = {text.sheet_id: text for text in self._coding.texts(self._survey, name)}
        self._texts = [known[sheet] for sheet in order if sheet in known]
        titles = {category.code: category.title for category in self._categories}
        for place, text in enumerate(self._texts):
            words = ", ".join(titles[code] for code in text.categories if code in titles)
            item = self.texts.item(place, 1)
            if item is not None and item.text() != words:
                item.setText(words)
        self._count(titles)
        self.texts.selectRow(min(row, len(self._texts) - 1))

    @Slot()
    def add_category(self) -> None:
        """A category with the name typed; the answers chosen do not get it by themselves."""
        self._coding.add(self._survey, self._name(), self.new_name.text())
        self.new_name.clear()
        self._show_texts(max(self.texts.currentRow(), 0))
        self.texts.setFocus()

    @Slot()
    def remove_category(self) -> None:
        """The category chosen in the list to the Papierkorb."""
        row = self.categories.currentRow()
        if 0 <= row < len(self._categories):
            self._coding.discard(self._categories[row].id)
            self._context.undo_bar("Die Kategorie liegt im Papierkorb.")

    @Slot()
    def _on_variable(self) -> None:
        self._show_texts(0)
