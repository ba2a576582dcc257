"""What the details and lists of the page share: head and tabs, rows that lead to other records, commands of a list."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.domain.columns import ListFilter
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.list_pane import ListPane
from coordinator_app.gui.register_pane import Detail, RecordDetail
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


class NetworkPane(ListPane[Detail]):
    """A tab of the page; subclasses ask for a new record in `ask_new`."""

    def ask_new(self) -> int | None:
        """Ask for a new record; its id, None when cancelled."""
        return None

    def new_record(self) -> None:
        """Ask for a new record and show it."""
        new = self.ask_new()
        if new:
            self._context.navigate(self.kind, new)

    def count(self) -> int:
        """How many there are, whatever the filter says."""
        return len(self.source.ids(ListFilter()))


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
