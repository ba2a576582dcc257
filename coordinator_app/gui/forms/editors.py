"""Editors of one value: text, numbers, money, dates, times, yes/no and fixed choices.

Every editor offers `value()` (raises `UserError` for what cannot be read), `set_value`, `committed` (the user has
finished: Enter, focus left, something chosen), `set_error`, `set_read_only` and `field` (what takes the focus).
"""

from collections.abc import Sequence
from datetime import time
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from coordinator_app.common import german
from coordinator_app.common.errors import UserError
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.gui import theme
from coordinator_app.gui.widgets.labels import Label

NARROW = 150


class Editor(QWidget):
    """Base of all editors; `field` is the widget that takes the focus and carries the accessible name."""

    committed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field: QWidget = self
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(4)

    def _take(self, field: QWidget, width: int = 0, most: int = 0) -> None:
        """Hold the field: `width` wide at most and left, or as wide as the form up to `most`."""
        self.field = field
        self._line.addWidget(field, 0 if width else 1)
        if width:
            field.setMaximumWidth(width)
            self._line.addStretch(1)
        elif most:
            field.setMaximumWidth(most)
            self._line.addStretch(0)  # takes what is left, so that the field stays at the left
        self.setFocusProxy(field)

    def setAccessibleName(self, name: str) -> None:
        """The name is spoken where the focus is: at the field."""
        if self.field is self:
            super().setAccessibleName(name)
        else:
            self.field.setAccessibleName(name)

    def add_unit(self, words: str) -> None:
        """Show a unit directly behind the field."""
        self._line.insertWidget(1, Label(words, "gedaempft"))
        self._line.setSpacing(8)

    def value(self) -> Any:
        """The typed value; `UserError` if the text cannot be read."""
        raise UserError("Dieses Feld kann nicht gelesen werden.")

    def set_value(self, value: Any) -> None:
        """Show a value without telling `committed`."""

    def is_dirty(self) -> bool:
        """Whether the user has typed something that was not committed yet."""
        return False

    def set_error(self, *, wrong: bool) -> None:
        """Show or clear the mark of an error at the field itself."""
        theme.mark(self.field, zustand="fehler" if wrong else "")

    def set_read_only(self, *, read_only: bool) -> None:
        """Forbid or allow changes; the value stays readable."""
        self.field.setEnabled(not read_only)


class TextEditor(Editor):
    """One line of text; subclasses read and show other values through `_read` and `_show`."""

    field_width = 0
    right = False

    def __init__(self, parent: QWidget | None = None, *, max_length: int = 0) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        if max_length:
            self.line.setMaxLength(max_length)
        if self.right:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.line.setFont(theme.font(tabular=True))
        self._shown = ""
        self._take(self.line, self.field_width)
        self.line.editingFinished.connect(self._on_editing_finished)

    def value(self) -> Any:
        """The typed value."""
        return self._read(self.line.text().strip())

    def set_value(self, value: Any) -> None:
        """Show a value; the cursor stays where it is if the words are the same."""
        self._shown = self._show(value)
        if self.line.text() != self._shown:
            self.line.setText(self._shown)
            self.line.setCursorPosition(0)

    def is_dirty(self) -> bool:
        """Whether the text differs from what was shown last."""
        return self.line.text() != self._shown

    def set_read_only(self, *, read_only: bool) -> None:
        """A read-only line can still be selected and copied."""
        self.line.setReadOnly(read_only)

    def _read(self, text: str) -> Any:
        return text

    def _show(self, value: Any) -> str:
        return str(value or "")

    @Slot()
    def _on_editing_finished(self) -> None:
        if self.is_dirty():
            self._shown = self.line.text()
            self.committed.emit()


class IntegerEditor(TextEditor):
    """A whole number or nothing; `plain` leaves the thousands' points away (years, numbers of things)."""

    field_width, right = NARROW, True

    def __init__(self, parent: QWidget | None = None, *, plain: bool = False) -> None:
        self._plain = plain
        super().__init__(parent)

    def _read(self, text: str) -> int | None:
        return german.parse_integer(text)

    def _show(self, value: Any) -> str:
        if value is None:
            return ""
        return str(value) if self._plain else german.format_integer(value)


class DecimalEditor(TextEditor):
    """A number with decimal comma or nothing."""

    field_width, right = NARROW, True

    def _read(self, text: str) -> float | None:
        return german.parse_decimal(text)

    def _show(self, value: Any) -> str:
        return "" if value is None else german.format_decimal(value)


class MoneyEditor(TextEditor):
    """Euros, stored as cents, or nothing."""

    field_width, right = 180, True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line.setPlaceholderText("€")

    def _read(self, text: str) -> int | None:
        return german.parse_money(text)

    def _show(self, value: Any) -> str:
        return "" if value is None else german.format_money(value)


class TimeEditor(TextEditor):
    """A time of day or nothing: „17:30“, „1730“, „17 Uhr“."""

    field_width = 110

    def _read(self, text: str) -> time | None:
        return german.parse_time(text)

    def _show(self, value: Any) -> str:
        return "" if value is None else f"{value.hour:02d}:{value.minute:02d}"


class _Area(QPlainTextEdit):
    """Tells when it has its new width: an event filter sees a resize before the text is laid out anew."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """A file dragged here is meant for the record, not its path for the text: what lies below takes it."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)


class LongTextEditor(Editor):
    """Paragraphs; grows with its text from two lines; commits when left and after a pause of one second."""

    PAUSE_MS = 1000

    def __init__(self, parent: QWidget | None = None, *, lines: int = 2, most_lines: int = 14) -> None:
        super().__init__(parent)
        self.area = _Area()
        self.area.setTabChangesFocus(True)
        self.area.installEventFilter(self)
        self._lines, self._most = lines, most_lines
        self._shown = ""
        self._take(self.area)
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(self.PAUSE_MS)
        self.pause.timeout.connect(self._on_pause)
        self.area.textChanged.connect(self._on_text_changed)
        self.area.resized.connect(self._grow)
        self._grow()

    def value(self) -> str:
        """The text without blanks at its ends."""
        return self.area.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        """Show a text; the same words but for blanks at the ends stay untouched, and with them the cursor."""
        self._shown = str(value or "")
        typed = self.area.toPlainText()
        if typed.strip() == self._shown.strip() and self.area.hasFocus():
            self._shown = typed
        elif typed != self._shown:
            self.area.blockSignals(True)
            self.area.setPlainText(self._shown)
            self.area.blockSignals(False)
        self._grow()

    def is_dirty(self) -> bool:
        """Whether the text differs from what was shown or committed last."""
        return self.area.toPlainText() != self._shown

    def set_read_only(self, *, read_only: bool) -> None:
        """A read-only text can still be selected and copied."""
        self.area.setReadOnly(read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Commit when the focus leaves; measure again when the width or the font changes."""
        if watched is self.area:
            if event.type() == QEvent.Type.FocusOut:
                self._on_pause()
            elif event.type() in {QEvent.Type.FontChange, QEvent.Type.Show}:
                self._grow()
        return super().eventFilter(watched, event)

    @Slot()
    def _on_text_changed(self) -> None:
        self._grow()
        self.pause.start()

    @Slot()
    def _on_pause(self) -> None:
        self.pause.stop()
        if self.is_dirty():
            self._shown = self.area.toPlainText()
            self.committed.emit()

    @Slot()
    def _grow(self) -> None:
        spacing = self.area.fontMetrics().lineSpacing()
        # The layout breaks lines only when it is asked for a paragraph; blockCount counts paragraphs.
        layout, block, height = self.area.document().documentLayout(), self.area.document().firstBlock(), 0.0
        while block.isValid():
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        lines = round(height / spacing)
        shown = max(self._lines, min(self._most, lines))
        wanted = shown * spacing + 2 * round(self.area.document().documentMargin()) + 8
        if self.area.minimumHeight() != wanted:
            self.area.setMinimumHeight(wanted)
            self.area.setMaximumHeight(wanted)


class YesNoEditor(Editor):
    """A check box; its words stand behind it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox(text)
        self._take(self.box)
        self.box.clicked.connect(self.committed)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick it or not."""
        self.box.setChecked(bool(value))


class QuietCombo(QComboBox):
    """A combo box the mouse wheel does not change while somebody scrolls the page."""

    about_to_open = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(14)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def showPopup(self) -> None:
        """Tell before the list opens, so that it can be brought up to date."""
        self.about_to_open.emit()
        super().showPopup()


class ChoiceEditor(Editor):
    """One of a fixed list: `options` are (value, text); `optional` offers „–“ for none."""

    def __init__(
        self, options: Sequence[tuple[Any, str]], parent: QWidget | None = None, *, optional: bool = True
    ) -> None:
        super().__init__(parent)
        self.box = QuietCombo()
        self._optional = optional
        self._values: list[Any] = []  # Qt's item data would turn vocabulary members into plain text
        self._take(self.box, most=420)
        self.set_options(options)
        self.box.activated.connect(self._on_activated)

    @classmethod
    def of(cls, choices: type[Vocabulary], *, optional: bool) -> "ChoiceEditor":
        """An editor for a closed vocabulary."""
        return cls([(member, member.label) for member in choices], optional=optional)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer other values; keeps the chosen one."""
        chosen = self.value() if self.box.count() else None
        offered = [(None, "–"), *options] if self._optional else list(options)
        self._values = [value for value, _ in offered]
        self.box.clear()
        self.box.addItems([text for _, text in offered])
        self.set_value(chosen)

    def value(self) -> Any:
        """The chosen value or None."""
        index = self.box.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_value(self, value: Any) -> None:
        """Choose a value; an unknown one chooses nothing."""
        usual = 0 if self._optional else -1
        self.box.setCurrentIndex(self._values.index(value) if value in self._values else usual)

    @Slot()
    def _on_activated(self) -> None:
        self.committed.emit()
