"""Text blocks in text fields: by their code, or chosen from a list that is searched by typing."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.snippets import GAP, Filled, Snippet, SnippetUse, code_before
from coordinator_app.gui import speaking, theme
from coordinator_app.gui.forms.questions import FieldDialog
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.snippets import Snippets

_ID = int(Qt.ItemDataRole.UserRole)


class SnippetPicker(FieldDialog):
    """Type some letters, arrow keys choose, Enter sets the block in; below stands its text."""

    help_topic = "textbausteine"

    def __init__(
        self, snippets: Snippets, use: SnippetUse | None, words: str = "", parent: QWidget | None = None
    ) -> None:
        title = "Textbaustein einsetzen"
        super().__init__(title, primary="Einsetzen", heading=title, parent=parent)
        self._snippets, self._use = snippets, use
        self._found: dict[int, Snippet] = {}
        self.search = QLineEdit(words)
        self.search.setPlaceholderText("Kürzel oder Wörter tippen")
        self.search.setAccessibleName("Textbaustein suchen")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName("Textbausteine")
        self.list.setMinimumHeight(theme.height(30) * 6)
        theme.mark(self.list, rolle="kasten")
        self.text = Label("", "gedaempft", wrap=True)
        self.text.setMinimumHeight(theme.height(20) * 3)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.add(self.search)
        self.add(self.list, 1)
        self.add(self.text)
        self.first = self.search
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list.currentRowChanged.connect(self._on_chosen)
        self.list.itemDoubleClicked.connect(self._on_primary_clicked)
        self._fill()

    def chosen(self) -> Snippet | None:
        """The block chosen."""
        item = self.list.currentItem()
        return self._found.get(int(item.data(_ID))) if item is not None else None

    def check(self) -> bool:
        """Something must be chosen."""
        if self.chosen() is None:
            raise UserError("Kein Textbaustein passt zu diesen Wörtern. Bausteine pflegen Sie unter „Einstellungen“.")
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys of the search line move in the list."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.list.count():
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)

    @classmethod
    def ask(cls, parent: QWidget | None, snippets: Snippets, use: SnippetUse | None, words: str = "") -> Snippet | None:
        """The block chosen, None when cancelled."""
        dialog = cls(snippets, use, words, parent)
        return dialog.chosen() if dialog.run() else None

    @Slot()
    def _fill(self) -> None:
        found = self._snippets.search(self.search.text(), self._use)
        self._found = {each.id: each for each in found}
        self.list.clear()
        for each in found:
            item = QListWidgetItem(f"{each.code}  –  {each.title}")
            item.setData(_ID, each.id)
            item.setSizeHint(QSize(0, theme.height(30)))
            self.list.addItem(item)
        self.list.setCurrentRow(0 if found else -1)
        self._on_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        snippet = self.chosen()
        self.text.setText(snippet.text if snippet else "Kein Textbaustein passt zu diesen Wörtern.")
        item = self.list.currentItem()
        if self.isVisible() and not self.list.hasFocus():  # the cursor stays in the search line
            speaking.say(self.list, item.text() if item is not None and snippet else self.text.text())


def code_at_cursor(area: QPlainTextEdit) -> str:
    """The word directly before the cursor; "" while something is selected."""
    cursor = area.textCursor()
    if cursor.hasSelection():
        return ""
    return code_before(cursor.block().text()[: cursor.positionInBlock()])


def set_in(area: QPlainTextEdit, filled: Filled, instead_of: str = "") -> None:
    """Set a block in at the cursor, in place of the code typed; one step for „Rückgängig“ of the field.

    The first gap is selected, so that typing fills it.
    """
    cursor = area.textCursor()
    cursor.beginEditBlock()
    for _ in instead_of:
        cursor.deletePreviousChar()
    start = cursor.selectionStart()
    cursor.insertText(filled.text)
    cursor.endEditBlock()
    if filled.gap is not None:
        cursor.setPosition(start + filled.gap)
        cursor.setPosition(start + filled.gap + len(GAP), QTextCursor.MoveMode.KeepAnchor)
    area.setTextCursor(cursor)


def next_gap(area: QPlainTextEdit) -> bool:
    """Select the next „…“ behind the cursor; False when there is none."""
    text, place = area.toPlainText(), area.textCursor().selectionEnd()
    found = text.find(GAP, place)
    if found < 0:
        return False
    cursor = area.textCursor()
    cursor.setPosition(found)
    cursor.setPosition(found + len(GAP), QTextCursor.MoveMode.KeepAnchor)
    area.setTextCursor(cursor)
    return True
