"""The list of what can be evaluated: questions with their numbers, indices, and the views of the whole survey."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from coordinator_app.common.german import search_text, search_words
from coordinator_app.gui import theme
from coordinator_app.gui.widgets.filter_row import SearchField

if TYPE_CHECKING:
    from coordinator_app.services.evaluation import Entry

FINDINGS, WEIGHTING, PORTFOLIO, PERCEIVED = "findings", "weighting", "portfolio", "perceived"
WHOLE: tuple[tuple[str, str], ...] = (
    (FINDINGS, "Befunde"),
    (WEIGHTING, "Stichprobe und Melderegister"),
    (PORTFOLIO, "Wichtigkeit und Zufriedenheit"),
    (PERCEIVED, "Gefühl und Statistik"),
)
"""Views of the whole survey: their keys and words."""

_KEY = Qt.ItemDataRole.UserRole
_ROW = 36


class EvaluationList(QWidget):
    """`fill(entries)`; `chosen(key)` fires for the entry shown next."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, flaeche="surface")
        self.search = SearchField("Frage suchen", self)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Fragen und Auswertungen")
        theme.mark(self.list, rolle="zeilen")
        self.list.setUniformItemSizes(False)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(16, 8, 16, 8)
        column.addLayout(top)
        top.addWidget(self.search)
        column.addWidget(self.list, 1)
        self.search.typed.connect(self._on_typed)
        self.list.currentItemChanged.connect(self._on_current)

    def fill(self, entries: Sequence["Entry"], key: str) -> None:
        """Show these entries and choose one without a signal."""
        self._filling = True
        place = self.list.verticalScrollBar().value()
        self.list.clear()
        block = ""
        for entry in entries:
            if entry.block != block and not entry.number:
                self._add_heading(entry.block)
            block = entry.block
            number = str(entry.number) if entry.number else ""
            self._add(entry.key, f"{number:\u2007>2}   {entry.title}", f"{entry.block} {entry.title}", entry.title)
        self._add_heading("Ganze Erhebung")
        for name, words in WHOLE:
            self._add(name, words, words, words)
        self.choose(key)
        self._on_typed(self.search.text())
        self.list.verticalScrollBar().setValue(place)
        self._filling = False

    def _add(self, key: str, text: str, searched: str, tip: str) -> None:
        item = QListWidgetItem(text)
        item.setData(_KEY, key)
        item.setData(_KEY + 1, search_text([searched]))
        item.setToolTip(tip)
        item.setSizeHint(QSize(0, theme.height(_ROW)))
        self.list.addItem(item)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.font("label"))
        item.setData(_KEY + 1, "")
        item.setSizeHint(QSize(0, theme.height(_ROW)))
        self.list.addItem(item)

    def choose(self, key: str) -> None:
        """Choose an entry without a signal; the first one when there is none of this key."""
        before, self._filling = self._filling, True
        items = [self.list.item(row) for row in range(self.list.count())]
        found = next((item for item in items if item.data(_KEY) == key), None)
        first = found or next((item for item in items if item.data(_KEY)), None)
        if first is not None:
            self.list.setCurrentItem(first)
        self._filling = before

    def key(self) -> str:
        """The key of the entry chosen; „" without any."""
        item = self.list.currentItem()
        return str(item.data(_KEY) or "") if item is not None else ""

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        words = search_words(text)
        for row in range(self.list.count()):
            item = self.list.item(row)
            known = str(item.data(_KEY + 1) or "")
            item.setHidden(bool(words) and not (known and all(word in known for word in words)))

    @Slot()
    def _on_current(self) -> None:
        if not self._filling and self.key():
            self.chosen.emit(self.key())
