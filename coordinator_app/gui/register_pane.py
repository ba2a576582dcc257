"""A register: filter row, list, and beside it the detail of the record chosen in the list."""

from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.widgets.buttons import MoreButton
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.headers import DetailHeader
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.split_view import SplitView
from coordinator_app.gui.widgets.tabs import lay_out_now


class RecordDetail(QWidget):
    """Detail of one record; `show_record(0)` shows `hint`, which asks to choose one.

    Subclasses make `form`, hand their content to `_set_content` and show a record in `_show(id)`.
    """

    delete_wanted = Signal(int)
    form: RecordForm

    def __init__(self, context: AppContext, hint: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._id = 0
        self.header = DetailHeader()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(hint)

    def _set_content(self, content: QWidget) -> None:
        self._stack.addWidget(content)

    def _add_more(self) -> MoreButton:
        """The menu behind „…“ at the end of the head, with „In den Papierkorb“."""
        more = MoreButton()
        delete = QAction("In den Papierkorb", more.menu_)
        delete.setEnabled(not self._context.read_only)
        delete.triggered.connect(self._on_delete)
        more.menu_.addAction(delete)
        self.header.add_button(more)
        return more

    def show_record(self, id: int) -> None:
        """Show a record (again); 0 shows none."""
        self._id = id
        self._stack.setCurrentIndex(1 if id else 0)
        if id:
            self._show(id)
            self.form.set_read_only(read_only=self._context.read_only)
        else:
            self._clear()

    def _show(self, id: int) -> None:
        """Show this record."""

    def _clear(self) -> None:
        """No record is shown any more."""
        self.form.load(None)

    def current_id(self) -> int:
        """The record shown, 0 for none."""
        return self._id

    def flush(self) -> None:
        """Save what is still in a field."""
        if self._id:
            self.form.flush()

    @Slot()
    def _on_delete(self) -> None:
        if self._id:
            self.delete_wanted.emit(self._id)


Detail = TypeVar("Detail", bound=RecordDetail)


class RegisterPane(QWidget, Generic[Detail]):
    """List and detail of one kind of record; `changed` fires when another one is shown.

    Subclasses fill the choices of the filter row in `_set_options`; where records may go to the Papierkorb they
    are named by `words` („Der“, „Bedarf“, „Bedarfe“) and thrown away by `_discard`.
    """

    new_wanted = Signal()
    changed = Signal()
    words: ClassVar[tuple[str, str, str]] = ("", "", "")
    help_topic: ClassVar[str] = ""

    def __init__(
        self,
        context: AppContext,
        filter_row: FilterRow,
        table: RecordTable,
        detail: Detail,
        *,
        name: str,
        list_width: int = 480,
        detail_min: int = 660,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.filter_row, self.table, self.detail = filter_row, table, detail
        table.attach(filter_row)
        self._list_head = QWidget()
        state, head = context.settings, (self._list_head,)
        self.split = SplitView(
            table, detail, name=name, state=state, list_width=list_width, detail_min=detail_min, list_head=head
        )
        self._column, self._head_column = QVBoxLayout(self), QVBoxLayout(self._list_head)
        for column in (self._column, self._head_column):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
        self._column.addWidget(self._list_head)
        self._head_column.addWidget(filter_row)
        self._column.addWidget(self.split, 1)
        filter_row.search_wanted.connect(self.split.show_list)
        table.empty.action.connect(self.new_wanted)
        table.empty.help_wanted.connect(self._on_help)
        table.current_changed.connect(self._on_current)
        table.opened.connect(self._on_opened)
        if self.words[1]:
            table.delete_wanted.connect(self.discard)
            table.menu_wanted.connect(self._on_menu)
            detail.delete_wanted.connect(self._on_delete)

    def _set_options(self) -> None:
        """Fill the choices of the filter row again."""

    def _discard(self, id: int) -> None:
        """Move one record to the Papierkorb."""

    def _kept(self, ids: list[int]) -> str:
        """What stays all the same, as a sentence behind the notice; asked before the records go."""
        return ""

    def reload(self) -> None:
        """Read again, keeping the selection."""
        self._set_options()
        self.table.reload()
        if not self.table.current_id() and self.table.count():
            self.table.select_first()
        self._show(self.table.current_id())

    def select(self, id: int) -> bool:
        """Show one record, taking filters away that hide it; False when it is not in this list."""
        found = self.table.select(id)
        if not found:
            self.filter_row.reset()
            found = self.table.select(id)
        self._show(id)
        self.split.show_detail()
        return found

    @Slot(list)
    def discard(self, ids: list[int]) -> None:
        """Move records to the Papierkorb as one step and offer „Rückgängig“."""
        if not ids or self._context.read_only:
            return
        self.detail.flush()
        article, one, many = self.words
        what = one if len(ids) == 1 else f"{len(ids)} {many}"
        kept = self._kept(ids)
        with self._context.workspace.store.write(f"{what} in den Papierkorb gelegt"):
            for id in ids:
                self._discard(id)
        lies = f"{article} {one} liegt" if len(ids) == 1 else f"{what} liegen"
        self._context.undo_bar(f"{lies} im Papierkorb. {kept}".strip())

    def _show(self, id: int) -> None:
        nothing = not self.table.count()
        wanted = self.table.wanted()
        self.split.set_detail_empty(empty=nothing, bare=nothing and not wanted.text and not wanted.equals)
        self.detail.show_record(id)
        if self.isVisible():
            lay_out_now()

    @Slot(int)
    def _on_current(self, id: int) -> None:
        self.detail.flush()
        self._show(id)
        self.changed.emit()

    @Slot(int)
    def _on_opened(self, id: int) -> None:
        self._show(id)
        self.split.show_detail()

    @Slot(QMenu, list)
    def _on_menu(self, menu: QMenu, ids: list[int]) -> None:
        action = QAction("In den Papierkorb", menu)
        action.setEnabled(bool(ids) and not self._context.read_only)
        action.triggered.connect(self._on_menu_discard)
        menu.addAction(action)

    @Slot()
    def _on_menu_discard(self) -> None:
        self.discard(self.table.selected_ids())

    @Slot(int)
    def _on_delete(self, id: int) -> None:
        self.discard([id])

    @Slot()
    def _on_help(self) -> None:
        self._context.show_help(self.help_topic)
