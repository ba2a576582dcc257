"""Chapters of a report left, right the own text of the chosen one; for reports and for the report of a survey."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date
from coordinator_app.domain.report_chapters import ChapterState
from coordinator_app.domain.snippets import fill
from coordinator_app.gui import theme
from coordinator_app.gui.chapter_list import ChapterList
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import LongTextEditor, TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.forms.snippets import SnippetPicker, code_at_cursor, set_in
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.public_marks import PublicMarks
from coordinator_app.gui.widgets.scroll_column import ScrollColumn

if TYPE_CHECKING:
    from coordinator_app.services.chapter_texts import ChapterTexts

_HELP = "Steht im Kapitel vor dem, was aus den Daten kommt, und bleibt erhalten."


class ChapterPane(QWidget):
    """`show_chapters(owner, states)` after each reload; what is typed or ticked goes to `texts` by itself.

    With `movable` chapters can be put into another order, renamed and added, and paragraphs made non-public. Cards may
    follow in `column`.
    """

    shown = Signal()

    def __init__(
        self, context: AppContext, texts: "ChapterTexts", *, movable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._texts = context, texts
        self._owner = 0
        self._states: tuple[ChapterState, ...] = ()
        self._shown = ""
        self._editable = False
        self._movable = movable
        self.list = ChapterList(movable=movable)
        self.up_button = IconButton("arrow-up", "Kapitel nach oben (Alt+Pfeil hoch)", flat=True)
        self.down_button = IconButton("arrow-down", "Kapitel nach unten (Alt+Pfeil runter)", flat=True)
        self.add_link = LinkButton("Eigenes Kapitel", "plus")
        self.card = Card("Kapitel")
        self.remove_link = LinkButton("Kapitel löschen")
        self.snippet_link = LinkButton("Textbaustein einsetzen")
        self.generated = Label("", "hinweis", wrap=True)
        self.title = TextEditor(max_length=200)
        self.title_row = FieldRow("Eigene Überschrift", self.title)
        self.editor = LongTextEditor(lines=7, most_lines=24)
        self.editor.area.setAccessibleName("Eigener Text des Kapitels")
        self.marks = PublicMarks(self.editor.area) if movable else None
        self._build()
        self._connect()

    def _build(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        line.addLayout(left)
        left.addWidget(self.list, 1)
        self._bar = QWidget()
        left.addWidget(self._bar)
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(12, 2, 12, 2)
        bar.addWidget(self.add_link)
        bar.addStretch(1)
        bar.addWidget(self.up_button)
        bar.addWidget(self.down_button)
        right = ScrollColumn()
        line.addWidget(right, 1)
        self.column = right.column
        self.column.addWidget(self.card)
        self.card.add_to_head(self.remove_link)
        self.card.add(self.generated)
        self.card.add(self.title_row)
        self.card.add(FieldRow("Eigener Text", self.editor, help_text=_HELP))
        self.card.add(self.snippet_link)

    def _connect(self) -> None:
        self.list.ticked.connect(self._on_ticked)
        self.list.chosen.connect(self._on_chosen)
        self.list.arranged.connect(self._on_arranged)
        self.up_button.clicked.connect(self._on_up)
        self.down_button.clicked.connect(self._on_down)
        self.add_link.clicked.connect(self._on_add)
        self.remove_link.clicked.connect(self._on_remove)
        self.snippet_link.clicked.connect(self.insert_snippet)
        self.editor.committed.connect(self.flush)
        self.title.committed.connect(self.flush)
        if self.marks is not None:
            self.marks.changed.connect(self.flush)

    # --- showing

    def show_chapters(self, owner: int, states: Sequence[ChapterState], *, editable: bool) -> None:
        """Show the chapters of a report; the chosen one stays, and with it what is being typed."""
        if owner != self._owner:
            self.flush()
            self._owner, self._shown = owner, ""
        self._states = tuple(states)
        self._editable = editable and not self._context.read_only
        self.list.fill(self._states, self._shown, editable=self._editable)
        theme.reveal(self._bar, shown=self._movable and self._editable)
        self._show_chapter(self.list.key())

    def clear(self) -> None:
        """No report is shown any more."""
        self._owner, self._shown, self._states = 0, "", ()
        self.list.clear()

    def state(self) -> ChapterState | None:
        """The chapter shown."""
        return next((state for state in self._states if state.chapter.key == self._shown), None)

    def _show_chapter(self, key: str) -> None:
        same, self._shown = key == self._shown, key
        state = self.state()
        if state is None:
            return
        self.card.set_title(state.heading)
        out = "" if state.included else " Das Kapitel ist weggelassen."
        said = "Hier steht nur Ihr eigener Text." if state.needs_text else f"Aus den Daten: {state.chapter.generated}."
        self.generated.setText(said + out)
        if not (same and self.editor.is_dirty()):
            self.editor.set_value(state.text)
        if not (same and self.title.is_dirty()):
            self.title.set_value(state.heading if state.is_own else state.title)
        self.title.line.setPlaceholderText("" if state.is_own else state.chapter.title)
        self.title_row.label.setText("Überschrift" if state.is_own else "Eigene Überschrift")
        self.title_row.set_error("")
        self.editor.set_read_only(read_only=not self._editable)
        self.title.set_read_only(read_only=not self._editable)
        theme.reveal(self.title_row, shown=self._movable)
        theme.reveal(self.remove_link, shown=state.is_own and self._editable)
        theme.reveal(self.snippet_link, shown=self._editable)
        row = self.list.currentRow()
        self.up_button.setEnabled(row > 0)
        self.down_button.setEnabled(row < self.list.count() - 1)
        self.shown.emit()

    # --- storing

    @Slot()
    def flush(self) -> None:
        """Store what is still in the fields."""
        if not self._owner or not self._shown or not self._editable:
            return
        state = self.state()
        if state is not None and self.editor.value() != state.text:
            self._texts.set_text(self._owner, self._shown, self.editor.value())
        self._store_title()

    def _store_title(self) -> None:
        state = self.state()
        words = str(self.title.value())
        if state is None or words == (state.heading if state.is_own else state.title):
            return
        try:
            self._texts.set_title(self._owner, self._shown, words)
            self.title_row.set_error("")
        except UserError as error:
            self.title_row.set_error(error.text)

    @Slot()
    def insert_snippet(self) -> None:
        """Set a text block in at the cursor; the word before the cursor may be its code."""
        area, snippets = self.editor.area, self._context.workspace.snippets
        if not self._editable:
            return
        code = code_at_cursor(area)
        snippet = snippets.find(code)
        if snippet is None:
            code = ""
            snippet = SnippetPicker.ask(self, snippets, None)
        if snippet is not None:
            set_in(area, fill(snippet.text, {"datum": format_date(today(self._context.clock))}), code)
            area.setFocus()

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self.flush()
        self._show_chapter(key)

    @Slot(str, bool)
    def _on_ticked(self, key: str, included: bool) -> None:
        self._texts.set_included(self._owner, key, included=included)

    @Slot(object)
    def _on_arranged(self, keys: list[str]) -> None:
        self.flush()
        self._texts.arrange(self._owner, keys)

    @Slot()
    def _on_up(self) -> None:
        self.list.shift(-1)

    @Slot()
    def _on_down(self) -> None:
        self.list.shift(1)

    @Slot()
    def _on_add(self) -> None:
        self.flush()
        title = NameDialog.ask(self, "Eigenes Kapitel", "Überschrift des Kapitels", "Kapitel anlegen")
        if title:
            keys = self.list.keys()
            self._shown = self._texts.add_own(self._owner, title, keys, after=self.list.key())

    @Slot()
    def _on_remove(self) -> None:
        state = self.state()
        if state is not None and state.is_own:
            self.flush()
            self._texts.remove_own(self._owner, self._shown)
            self._context.undo_bar(f"Das Kapitel „{state.heading}“ ist gelöscht.")
