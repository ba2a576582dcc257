"""The help window (F1): topics at the left with a search field, the text at the right."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QDesktopServices,
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.gui import help_topics, theme
from coordinator_app.gui.actions import Actions
from coordinator_app.gui.help_topics import SHORTCUTS, Topic
from coordinator_app.gui.navigation import HIDDEN_PAGES, existing_pages
from coordinator_app.gui.widgets.buttons import IconButton
from coordinator_app.gui.widgets.filter_row import SearchField

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent


class HelpWindow(QDialog):
    """Stays open beside the main window; `topic` is the one shown."""

    topic_shown = Signal(str)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._behind: list[str] = []
        self.topic = ""
        self.setWindowTitle("Hilfe")
        self.setWindowFlags(Qt.WindowType.Window)
        self.search = SearchField("Hilfe durchsuchen")
        self.search.typed.connect(self._on_typed)
        self.list = QListWidget()
        self.list.setAccessibleName("Hilfethemen")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentItemChanged.connect(self._on_item_changed)
        self.text = QTextBrowser()
        self.text.setAccessibleName("Hilfetext")
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._on_link)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        theme.mark(self.text, rolle="lesetext")
        self._back = IconButton("arrow-left", "Zurück", flat=True)
        self._back.clicked.connect(self.go_back)
        QShortcut(QKeySequence("Alt+Left"), self, self.go_back)
        QShortcut(QKeySequence("Ctrl+F"), self, self._on_find)
        self._build()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 8, 12)
        head = QHBoxLayout()
        column.addLayout(head)
        head.addWidget(self._back)
        head.addWidget(self.search, 1)
        column.addWidget(self.list, 1)
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.text)
        splitter.setSizes([280, 620])
        splitter.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)
        self.resize(900, 640)
        self._fill("")

    def show_topic(self, topic_id: str, *, remember: bool = True) -> None:
        """Show a topic and bring the window to the front; an unknown one shows the contents."""
        topic = self._topic(topic_id)
        if remember and self.topic and self.topic != topic.id:
            self._behind.append(self.topic)
        self.topic = topic.id
        self.text.setMarkdown(topic.text)
        polish(self.text.document())
        self.setWindowTitle(f"Hilfe – {topic.title}")
        self._mark(topic.id)
        self._back.setEnabled(bool(self._behind))
        self.show()
        self.raise_()
        self.activateWindow()
        self.topic_shown.emit(topic.id)

    @Slot()
    def go_back(self) -> None:
        """Return to the topic before."""
        if self._behind:
            self.show_topic(self._behind.pop(), remember=False)

    def _topic(self, topic_id: str) -> Topic:
        if topic_id == SHORTCUTS:
            pages = [(info.title, info.load().page_actions) for info in (*existing_pages(), *HIDDEN_PAGES)]
            return help_topics.shortcuts_page(self._actions.infos(), pages)
        return help_topics.topics().get(topic_id) or help_topics.contents_page()

    def _fill(self, words: str) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for topic in help_topics.find(words):
            item = QListWidgetItem(topic.title)
            item.setData(Qt.ItemDataRole.UserRole, topic.id)
            self.list.addItem(item)
        if not words:
            item = QListWidgetItem("Tastenkürzel")
            item.setData(Qt.ItemDataRole.UserRole, SHORTCUTS)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._mark(self.topic)

    def _mark(self, topic_id: str) -> None:
        self.list.blockSignals(True)
        found = [row for row in range(self.list.count()) if self._id(row) == topic_id]
        self.list.setCurrentRow(found[0] if found else -1)
        self.list.blockSignals(False)

    def _id(self, row: int) -> str:
        return str(self.list.item(row).data(Qt.ItemDataRole.UserRole))

    @Slot(str)
    def _on_typed(self, words: str) -> None:
        self._fill(words)

    @Slot(QListWidgetItem)
    def _on_item_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_topic(str(item.data(Qt.ItemDataRole.UserRole)))

    @Slot(QUrl)
    def _on_link(self, link: QUrl) -> None:
        if link.scheme() in {"http", "https"}:
            QDesktopServices.openUrl(link)
        else:
            self.show_topic(link.path())

    @Slot()
    def _on_find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def hideEvent(self, event: "QHideEvent") -> None:
        """Forget the way back when the window is closed."""
        self._behind.clear()
        super().hideEvent(event)


def polish(document: QTextDocument) -> None:
    """Give a Markdown document our type sizes and air (Markdown takes no style sheet)."""
    document.setDocumentMargin(24)
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        paragraph = block.blockFormat()
        paragraph.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if level and cursor.currentTable() is None:
            paragraph.setTopMargin(0 if level == 1 else 16)
            paragraph.setBottomMargin(6)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            letters = QTextCharFormat()
            letters.setFont(theme.font("title" if level == 1 else "card"))
            cursor.mergeCharFormat(letters)
        cursor.setBlockFormat(paragraph)
        block = block.next()
    for child in document.rootFrame().childFrames():
        if isinstance(child, QTextTable):
            look = child.format()
            look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            look.setBorderCollapse(True)
            look.setBorder(1)
            look.setBorderBrush(theme.color("line"))
            look.setCellPadding(5)
            child.setFormat(look)
