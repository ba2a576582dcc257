"""The help window (F1): the Handbuch at the left with a search field, the text at the right."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from coordinator_app.common.german import plural, search_words
from coordinator_app.gui import help_topics, theme
from coordinator_app.gui.help_text import HelpText
from coordinator_app.gui.help_tree import HelpTree
from coordinator_app.gui.speaking import say
from coordinator_app.gui.widgets.buttons import IconButton, SecondaryButton
from coordinator_app.gui.widgets.filter_row import SearchField
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services import handbook

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent

SIZE = (1040, 700)


class HelpWindow(QDialog):
    """Stays open beside the window it belongs to; `topic` is the one shown.

    `handbook_wanted` asks for the printed Handbuch; a window above a dialog cannot show it and has no button for it.
    """

    topic_shown = Signal(str)
    handbook_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, can_print: bool = True) -> None:
        super().__init__(parent)
        self._behind: list[str] = []
        self._wanted: Sequence[str] = ()
        self.topic = ""
        self.setWindowTitle("Hilfe")
        self.setWindowFlags(Qt.WindowType.Window)
        self.search = SearchField("Hilfe durchsuchen")
        self.search.typed.connect(self._on_typed)
        self.found = Label("", "hinweis", wrap=True)
        self.tree = HelpTree()
        self.tree.chosen.connect(self._on_chosen)
        self.text = HelpText()
        self.text.anchorClicked.connect(self._on_link)
        self._back = IconButton("arrow-left", "Zurück", flat=True)
        self._back.clicked.connect(self.go_back)
        self.print_button = SecondaryButton("Handbuch drucken oder als PDF", "printer")
        self.print_button.clicked.connect(self.handbook_wanted)
        theme.reveal(self.print_button, shown=can_print)
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
        column.addWidget(self.found)
        column.addWidget(self.tree, 1)
        column.addWidget(self.print_button)
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.text)
        splitter.setSizes([320, SIZE[0] - 320])
        splitter.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)
        room = self.screen().availableGeometry()
        width, height = min(SIZE[0], room.width() - 40), min(SIZE[1], room.height() - 80)
        self.setGeometry(room.right() - width - 16, room.top() + 48, width, height)  # beside the work, title in sight
        self._fill("")

    def show_topic(self, topic_id: str, *, remember: bool = True) -> None:
        """Show a topic and bring the window to the front; an unknown one shows the contents."""
        topic = help_topics.topic(topic_id)
        if remember and self.topic and self.topic != topic.id:
            self._behind.append(self.topic)
        self.topic = topic.id
        self.setWindowTitle(f"Hilfe – {topic.title}")
        self.tree.mark(topic.id)
        self._back.setEnabled(bool(self._behind))
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.show_markdown(topic.text, self._wanted)
        self.topic_shown.emit(topic.id)

    @Slot()
    def go_back(self) -> None:
        """Return to the topic before."""
        if self._behind:
            self.show_topic(self._behind.pop(), remember=False)

    def _fill(self, words: str) -> None:
        self._wanted = search_words(words)
        if self._wanted:
            hits = handbook.find(words, help_topics.unmade())
            self.tree.show_hits(hits)
            self.found.setText(
                plural(len(hits), "Thema", "Themen") if hits else "Nichts gefunden. Versuchen Sie ein anderes Wort."
            )
        else:
            self.tree.show_parts()
        self.found.setVisible(bool(self._wanted))
        if self._wanted:
            say(self.found, self.found.text())
        self.tree.mark(self.topic)

    @Slot(str)
    def _on_typed(self, words: str) -> None:
        self._fill(words)
        if self.topic and (self.topic in self.tree.ids() or not self._wanted):
            self.text.show_markdown(help_topics.topic(self.topic).text, self._wanted)

    @Slot(str)
    def _on_chosen(self, topic_id: str) -> None:
        self.show_topic(topic_id)

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

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """In the search field: Eingabe shows the first hit, Ab goes into the list; elsewhere as in any dialog."""
        if self.search.hasFocus() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.tree.setFocus()
            if self.topic not in self.tree.ids() or self._wanted:
                self.tree.choose_first()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: "QHideEvent") -> None:
        """Forget the way back when the window is closed."""
        self._behind.clear()
        super().hideEvent(event)
