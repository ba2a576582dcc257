"""What the details and lists of the page share: head and tabs, rows that lead to other records, commands of a list."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.domain.columns import ListFilter, ListSource
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.register_pane import RecordDetail, RegisterPane
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.tabs import TabView
from coordinator_app.services.contacts import Linked

_ICONS = {"project": "briefcase", "body": "people", "organisation": "building", "person": "person"}


class ContactDetail(RecordDetail):
    """Head and tabs of an organisation or person; one tab is called "fields"."""

    def __init__(self, context: AppContext, hint: EmptyState, tabs: str, parent: QWidget | None = None) -> None:
        super().__init__(context, hint, parent)
        self._contacts = context.workspace.contacts
        self.more = self._add_more()
        self.tabs = TabView(tabs)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        column.addLayout(head)
        head.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self._set_content(content)

    def edit(self) -> None:
        """Go to the fields."""
        self.tabs.select("fields")
        self.form.focus_first()


Detail = TypeVar("Detail", bound=RecordDetail)


class NetworkPane(RegisterPane[Detail]):
    """A tab with a list and a detail, as the page works with it.

    Subclasses have `source`, the `kind` of their records, the words of the button that makes a new one, and ask for
    it in `ask_new`; `edit` of the detail goes to its fields.
    """

    kind: ClassVar[str] = ""
    new_text: ClassVar[str] = ""
    source: ListSource[Any]

    def ask_new(self) -> int | None:
        """Ask for a new record; its id, None when cancelled."""
        raise TypeError(type(self).__name__)

    def current_record(self) -> tuple[str, int] | None:
        """The record shown."""
        id = self.detail.current_id()
        return (self.kind, id) if id else None

    def count(self) -> int:
        """How many there are, whatever the filter says."""
        return len(self.source.ids(ListFilter()))

    def can_delete(self) -> bool:
        """Whether something is chosen that may go to the Papierkorb."""
        return bool(self.table.current_id())

    def delete(self) -> None:
        """The chosen records to the Papierkorb."""
        self.discard(self.table.selected_ids())

    def print_list(self) -> None:
        """The list in the print preview."""
        self._context.export_list(self.source, self.table.wanted(), self.table.visible_columns(), self.words[2])

    def focus_filter(self) -> None:
        """Into the filter row."""
        self.filter_row.focus_search()

    def leave(self) -> None:
        """Save what is still in a field."""
        self.detail.flush()

    def edit(self) -> None:
        """Go to the fields of the record shown."""
        self.split.show_detail()
        go = getattr(self.detail, "edit", None)
        if go is not None:
            go()


def show_links(card: ListCard, context: AppContext, links: Sequence[Linked], nothing: str) -> None:
    """Fill a card with links to other records."""
    rows: list[QWidget] = []
    for link in links:
        value = link.text if link.current else f"{link.text} (beendet)"
        row = ListRow(link.title, value=value, icon=_ICONS.get(link.kind, "link"))
        row.activated.connect(partial(context.navigate, link.kind, link.id))
        rows.append(row)
    card.set_hint(str(len(rows)) if rows else "")
    card.set_rows(rows or [hint_row(nothing)])
