"""German words and their translation side by side: one line for each text of a question or of the form."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QListWidgetItem, QVBoxLayout, QWidget

from coordinator_app.domain.form_languages import FormLanguage
from coordinator_app.domain.question_words import TranslationState
from coordinator_app.gui import icons, theme
from coordinator_app.gui.forms.editors import LongTextEditor, TextEditor
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.translation_sheets import Entry, TextPair

_ICONS = {
    TranslationState.DONE: ("tick", "ok"),
    TranslationState.BANK: ("book", "ok"),
    TranslationState.OUTDATED: ("triangle", "attention"),
    TranslationState.INCOMPLETE: ("circle", "attention"),
    TranslationState.MISSING: ("circle", "text_muted"),
}
_LONG = frozenset({"wording", "introduction", "closing"})
_LONG_FROM = 60


class _Line(QWidget):
    """One translation to type; `edited(place, text)` when it was left with other words."""

    edited = Signal(str, str)

    def __init__(self, pair: TextPair, language: FormLanguage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pair = pair
        long = pair.place in _LONG or len(pair.source) > _LONG_FROM
        self.editor = LongTextEditor(self, lines=2) if long else TextEditor(self)
        field = self.editor.field
        field.setAccessibleName(f"{language.label}: {pair.label}")
        field.setAccessibleDescription(f"Deutsch: {pair.source}")
        if language.right_to_left:
            field.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            if isinstance(self.editor, LongTextEditor):
                document = self.editor.area.document()
                option = document.defaultTextOption()
                option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
                document.setDefaultTextOption(option)
        self.editor.set_value(pair.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.editor)
        self.editor.committed.connect(self._on_committed)

    @Slot()
    def _on_committed(self) -> None:
        self.edited.emit(self.pair.place, self.editor.value())

    def show_pair(self, pair: TextPair) -> None:
        """Show words that were stored meanwhile; what is being typed stays."""
        self.pair = pair
        if not self.editor.is_dirty():
            self.editor.set_value(pair.text)


class TextPairs(QWidget):
    """All texts of one entry beside each other; `edited(key of the entry, place, text)` for every change."""

    edited = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[_Line] = []
        self._key = ""
        self._shown: tuple[object, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def show_entry(self, entry: Entry, language: FormLanguage, *, read_only: bool) -> None:
        """Show the texts of an entry; the same places again keep the cursor."""
        pairs = entry.pairs
        wanted = (entry.key, language.code, [(pair.place, pair.source) for pair in pairs])
        if wanted == self._shown:
            for line, pair in zip(self.lines, pairs, strict=True):
                line.show_pair(pair)
            return
        self.flush()
        self._shown, self._key = wanted, entry.key
        self._clear()
        self._grid.addWidget(Label("Deutsch", "beschriftung", self), 0, 0)
        self._grid.addWidget(Label(language.label, "beschriftung", self), 0, 1)
        for row, pair in enumerate(pairs, 1):
            self._grid.addWidget(_german(pair, self), row, 0)
            line = _Line(pair, language, self)
            line.editor.set_read_only(read_only=read_only)
            line.edited.connect(self._on_edited)
            self._grid.addWidget(line, row, 1, Qt.AlignmentFlag.AlignTop)
            self.lines.append(line)

    def flush(self) -> None:
        """Store what is still in a field."""
        for line in self.lines:
            if line.editor.is_dirty():
                text = line.editor.value()
                line.editor.set_value(text)
                self._on_edited(line.pair.place, text)

    @Slot(str, str)
    def _on_edited(self, place: str, text: str) -> None:
        self.edited.emit(self._key, place, text)

    def focus_first(self) -> None:
        """Into the first text that has no translation, else into the first."""
        empty = [line for line in self.lines if not line.pair.text]
        for line in (empty or self.lines)[:1]:
            line.editor.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        self.lines = []
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _german(pair: TextPair, parent: QWidget) -> QWidget:
    """The German words with what they are above them; they can be selected and copied."""
    box = QWidget(parent)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(0)
    words = Label(pair.source, "", box, wrap=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(Label(pair.label, "hinweis", box))
    column.addWidget(words)
    column.addStretch(1)
    theme.mark(box, flaeche="surface")
    return box


def show_row(row: QListWidgetItem, entry: Entry) -> None:
    """A line of the list: the state as icon, in words for the tooltip and assistive technology."""
    name = entry.label.partition(", ")[2] if entry.number else entry.label
    row.setText(f"{entry.number}  {name}" if entry.number else name)
    row.setIcon(icons.for_row(*_ICONS[entry.state]))
    row.setToolTip(f"{entry.label}: {entry.state.label}")
    row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.label}, {entry.state.label}")
