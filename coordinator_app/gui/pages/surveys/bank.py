"""The question bank as a drawer: search, module, source, comparison lock, preview of an item, taking it over."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.gui import icons, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import QuietCombo
from coordinator_app.gui.widgets.buttons import IconButton, SecondaryButton
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.filter_row import SearchField
from coordinator_app.gui.widgets.labels import Divider, Label
from coordinator_app.survey.item_bank import Item, filled
from coordinator_app.survey.item_search import languages_of, sources

_ITEM = Qt.ItemDataRole.UserRole


class BankDrawer(QWidget):
    """`item_wanted(item id)` on „In den Fragebogen aufnehmen“, double click or Enter; `closed` on the cross."""

    item_wanted = Signal(str)
    closed = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._surveys = context.workspace.surveys
        self._town = context.workspace.municipality.name() or "unserer Stadt"
        self._used: frozenset[str] = frozenset()
        self._read_only = context.read_only
        self.search = SearchField("Fragenbank durchsuchen")
        self.module = QuietCombo()
        self.module.setAccessibleName("Modul der Fragenbank")
        self.module.addItem("Alle Module", "")
        for module in self._surveys.bank.modules:
            self.module.addItem(f"{module.code}  {module.title}", module.code)
        self.source = QuietCombo()
        self.source.setAccessibleName("Quelle der Fragen")
        self.source.addItem("Alle Quellen", "")
        for name, count in sources(self._surveys.bank):
            self.source.addItem(f"{name} ({count})", name)
        self.comparison = QCheckBox("Nur Vergleichsfragen")
        self.list = QListWidget()
        self.list.setAccessibleName("Fragen der Fragenbank")
        self.list.setAccessibleDescription("Eingabe nimmt die Frage in den Fragebogen auf")
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(14, 14))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.count = Label("", "hinweis")
        self.wording = Label("", "stark", wrap=True)
        self.answers = Label("", wrap=True)
        self.details = Label("", "hinweis", wrap=True)
        self.chip = Chip("Vergleichsfrage", "neutral", "lock")
        self.add_button = SecondaryButton("In den Fragebogen aufnehmen", "plus")
        self._build()
        self.search.typed.connect(self._on_filter_changed)
        self.module.activated.connect(self._on_filter_changed)
        self.source.activated.connect(self._on_filter_changed)
        self.comparison.clicked.connect(self._on_filter_changed)
        self.list.currentItemChanged.connect(self._on_current_changed)
        self.list.itemActivated.connect(self._on_add)
        self.add_button.clicked.connect(self._on_add)
        self._on_filter_changed()

    def _build(self) -> None:
        close = IconButton("x", "Fragenbank schließen", flat=True)
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        preview = QWidget()
        words = QVBoxLayout(preview)
        words.setContentsMargins(0, 0, 8, 0)
        words.setSpacing(8)
        words.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        for label in (self.wording, self.answers, self.details):
            words.addWidget(label)
        words.addStretch(1)
        area = QScrollArea()
        area.setWidget(preview)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName("Vorschau der Frage")
        theme.mark(area.viewport(), flaeche="surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addLayout(head)
        head.addWidget(Label("Fragenbank", "titel"), 1)
        head.addWidget(close)
        column.addWidget(self.search)
        column.addWidget(self.module)
        column.addWidget(self.source)
        narrow = QHBoxLayout()
        column.addLayout(narrow)
        narrow.addWidget(self.comparison, 1)
        narrow.addWidget(self.count)
        column.addWidget(self.list, 3)
        column.addWidget(Divider())
        column.addWidget(area, 2)
        column.addWidget(self.add_button)

    def set_used(self, items: frozenset[str]) -> None:
        """Mark the items the form has already."""
        if items != self._used:
            self._used = items
            self._mark()
            self._show(self.current())

    def current(self) -> Item | None:
        """The chosen item."""
        chosen = self.list.currentItem()
        return self._surveys.bank.item(str(chosen.data(_ITEM))) if chosen is not None else None

    @Slot()
    def _on_filter_changed(self) -> None:
        found = self._surveys.search_items(
            self.search.text(),
            str(self.module.currentData()),
            source=str(self.source.currentData()),
            comparison=self.comparison.isChecked(),
        )
        self.list.clear()
        for item in found:
            row = QListWidgetItem(f"{item.id}   {item.title}")
            row.setData(_ITEM, item.id)
            row.setToolTip(filled(item.question.wording, municipality=self._town))
            self.list.addItem(row)
        self.count.setText("1 Frage" if len(found) == 1 else f"{len(found)} Fragen")
        self._mark()
        self.list.setCurrentRow(0 if found else -1)
        self._show(self.current())

    def _mark(self) -> None:
        taken, free = icons.for_row("tick", "ok"), icons.for_row("plus", "text_muted")
        for number in range(self.list.count()):
            row = self.list.item(number)
            row.setIcon(taken if row.data(_ITEM) in self._used else free)

    @Slot()
    def _on_current_changed(self) -> None:
        self._show(self.current())

    def _show(self, item: Item | None) -> None:
        self.add_button.setEnabled(item is not None and item.id not in self._used and not self._read_only)
        taken = item is not None and item.id in self._used
        self.add_button.setText("Steht schon im Fragebogen" if taken else "In den Fragebogen aufnehmen")
        self.chip.setVisible(item is not None and item.comparison)
        if item is None:
            self.wording.setText("Keine Frage passt zu Ihrer Suche.")
            self.answers.setText("")
            self.details.setText("")
            return
        question = item.question
        self.wording.setText(filled(question.wording, municipality=self._town))
        rows = [f"– {filled(row.label, municipality=self._town)}" for row in question.rows]
        scales = [
            " · ".join(answer.label for answer in scale) for scale in (question.answers, question.second) if scale
        ]
        self.answers.setText("\n".join([*rows, *scales]))
        parts = [question.type.label, f"Konstrukt: {question.construct}", f"ca. {question.seconds} Sekunden"]
        also = ", ".join(language.label for language in languages_of(item))
        lines = [" · ".join(parts), f"{item.id}, Fassung {item.version}. Quelle: {item.source}."]
        self.details.setText("\n".join([*lines, f"Auch in: {also}."] if also else lines))

    @Slot()
    def _on_add(self) -> None:
        item = self.current()
        if item is not None and item.id not in self._used and not self._read_only:
            self.item_wanted.emit(item.id)
