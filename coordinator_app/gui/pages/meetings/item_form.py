"""One agenda item while the meeting is prepared."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.domain.meetings import AgendaItem
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import TextEditor
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.meetings.item_files import ItemFilesCard
from coordinator_app.gui.pages.meetings.item_thread import ItemThreadCard
from coordinator_app.gui.pages.meetings.typing_editor import TypingEditor
from coordinator_app.gui.papers_card import PapersCard
from coordinator_app.gui.related import RelatedCard
from coordinator_app.gui.thread_bar import ThreadBar
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.agenda import AgendaLine

FIELDS: tuple[str | tuple[str, ...], ...] = (
    "title",
    ("item_type", "minutes"),
    ("reporter", "guests"),
    "facts",
    "proposal",
    ("projects", "needs"),
    ("public", "recurring", "skipped"),
)
HEADING_FIELDS = ("title", "recurring")
_TEXTS = frozenset({"title", "facts", "proposal", "reporter"})


class ItemForm(QWidget):
    """Fields of an item, above them why the carry-over put it here."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agenda = context.workspace.meetings.agenda
        self._item: AgendaItem | None = None
        self.thread_bar = ThreadBar(context, lookups)
        self.title = Label("", "titel")
        self.reason = NoticeBar("", "info")
        self.form = RecordForm(
            AgendaItem,
            save=self._save,
            names=FIELDS,
            lookups=lookups,
            editors={"facts": TypingEditor(lines=3, marks=True), "proposal": TypingEditor(lines=2, marks=True)},
        )
        self.files = ItemFilesCard(context)
        self.papers = PapersCard(context)
        self.thread_card = ItemThreadCard(context)
        self.related = RelatedCard(context, without=frozenset({"agenda_item"}))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.thread_bar)
        column.addWidget(self.title)
        column.addWidget(self.reason)
        column.addWidget(self.form)
        for card in (self.files, self.papers, self.thread_card, self.related):
            column.addWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(inner, width=720))

    def show_line(self, line: AgendaLine, *, editable: bool) -> None:
        """Show an item (again)."""
        item = line.item
        self._item = item
        self.title.setText("Zwischentitel" if item.is_heading else line.label if line.number else "Diesmal nicht")
        self.reason.set(item.reason, "info", strong="Warum dieser Punkt hier steht:" if item.reason else "")
        self.form.load(item)
        self.form.set_read_only(read_only=not editable)
        for card in (self.files, self.papers, self.thread_card, self.thread_bar):
            card.setVisible(not item.is_heading)
        if not item.is_heading:
            self.thread_bar.show_record("agenda_item", item.id)
            self.files.show_item(item.id, line.label if line.number else "", editable=editable)
            self.papers.show_record("agenda_item", item.id, item.title)
            self.thread_card.show_item(item, editable=editable)
        self.related.show_record("agenda_item", item.id)
        for name in self.form.names():
            self.form.row(name).setVisible(not item.is_heading or name in HEADING_FIELDS)

    def focus_title(self) -> None:
        """Put the cursor into the title, all of it selected."""
        editor = self.form.editor("title")
        editor.setFocus()
        if isinstance(editor, TextEditor):
            editor.line.selectAll()

    def flush(self) -> None:
        """Save what is still in a field."""
        self.form.flush()

    def _save(self, name: str, value: Any) -> None:
        if self._item is None:
            return
        if name in _TEXTS:
            self._agenda.write(self._item.id, name, value)
        else:
            self._agenda.update(self._item.id, None, **{name: value})
