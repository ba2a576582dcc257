"""What both details share: rows that lead to other records."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.services.contacts import Linked

_ICONS = {"project": "briefcase", "body": "people", "organisation": "building", "person": "person"}


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
