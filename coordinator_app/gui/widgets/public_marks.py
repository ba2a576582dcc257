"""Marking paragraphs of a text field as non-public, see `domain.publicity`."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from coordinator_app.domain.publicity import is_marked, marked_lines, toggle
from coordinator_app.gui import icons, theme
from coordinator_app.gui.actions import german_keys

SHORTCUT = "Ctrl+Shift+X"


class PublicMarks(QObject):
    """Gives a plain text field the key and the menu entry „Absatz nicht öffentlich“ and tints what is non-public.

    `changed` fires after a mark was set or taken off; the text itself carries the mark.
    """

    changed = Signal()

    def __init__(self, area: QPlainTextEdit) -> None:
        super().__init__(area)
        self._area = area
        self._shown: tuple[int, ...] = ()
        self.action = QAction("Absatz nicht öffentlich", area)
        self.action.setShortcut(QKeySequence(SHORTCUT))
        self.action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.action.setToolTip(f"Nur in der vollständigen Niederschrift ({german_keys(SHORTCUT)})")
        self.action.setCheckable(True)
        icons.bind(self.action, "lock", "text")
        self.action.triggered.connect(self.toggle)
        area.addAction(self.action)
        area.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        area.customContextMenuRequested.connect(self._on_menu)
        area.document().contentsChanged.connect(self._show)  # texts set by the program come without `textChanged`
        area.installEventFilter(self)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The key also where a general command has it; other colours after a change of the look."""
        if isinstance(event, QKeyEvent) and self._is_key(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.toggle()
                return True
        if theme.is_look_change(event):
            self._show()
        return super().eventFilter(watched, event)

    @Slot()
    def toggle(self) -> None:
        """Mark the lines of the cursor or selection, or take their mark off; one step for „Rückgängig“ of the field."""
        if self._area.isReadOnly():
            return
        first, last = self._lines()
        before = self._area.toPlainText()
        after = toggle(before, first, last)
        if after == before:
            return
        column = self._area.textCursor().positionInBlock()
        cursor = QTextCursor(self._area.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(after)
        cursor.endEditBlock()
        self._place(before, after, first, column)
        self.changed.emit()

    def _is_key(self, event: QKeyEvent) -> bool:
        return QKeySequence(event.keyCombination()) == self.action.shortcut()

    def _lines(self) -> tuple[int, int]:
        """The lines touched by cursor or selection."""
        cursor, document = self._area.textCursor(), self._area.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        last = document.findBlock(cursor.selectionEnd()).blockNumber()
        return first, last

    def _place(self, before: str, after: str, line: int, column: int) -> None:
        """Put the cursor where it was in its words."""
        new_lines, old_lines = after.split("\n"), before.split("\n")
        words = old_lines[line]
        wanted = next((number for number, text in enumerate(new_lines) if number >= line and text.strip()), line)
        shift = len(new_lines[wanted]) - len(words)
        block = self._area.document().findBlockByNumber(wanted)
        cursor = self._area.textCursor()
        cursor.setPosition(block.position() + max(0, min(column + shift, block.length() - 1)))
        self._area.setTextCursor(cursor)

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        menu = self._area.createStandardContextMenu()
        first, last = self._lines()
        lines = self._area.toPlainText().split("\n")[first : last + 1]
        self.action.setChecked(any(is_marked(line) for line in lines))
        self.action.setEnabled(not self._area.isReadOnly())
        menu.addSeparator()
        menu.addAction(self.action)
        menu.exec(self._area.viewport().mapToGlobal(place))
        menu.deleteLater()

    @Slot()
    def _show(self) -> None:
        """Tint the non-public lines over the whole width."""
        lines = marked_lines(self._area.toPlainText())
        if not lines and not self._shown:
            return
        self._shown = lines
        selections: list[QTextEdit.ExtraSelection] = []
        for number in lines:
            selection = QTextEdit.ExtraSelection()
            selection.format.setBackground(theme.color("attention_soft"))
            selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            selection.cursor = QTextCursor(self._area.document().findBlockByNumber(number))
            selection.cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            selections.append(selection)
        self._area.setExtraSelections(selections)
