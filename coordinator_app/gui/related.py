"""The card „Zusammenhang“: what a record is tied to; every row leads to the other side."""

from functools import partial

from PySide6.QtWidgets import QWidget

from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import tag
from coordinator_app.services.related import Related, related_records

ICONS = {
    "need": "target",
    "priority_round": "flag",
    "project": "briefcase",
    "resolution": "gavel",
    "agenda_item": "calendar",
    "grant": "euro",
}


class RelatedCard(ListCard):
    """`show_record(kind, id)` after each reload; hidden when the record stands alone.

    `without` names kinds that the page shows in another place.
    """

    def __init__(
        self,
        context: AppContext,
        title: str = "Zusammenhang",
        without: frozenset[str] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent=parent)
        self._context = context
        self._without = without
        self.hide()

    def show_record(self, kind: str, id: int) -> None:
        """Show what a record is tied to."""
        found = related_records(self._context.workspace.store, kind, id)
        rows: list[QWidget] = [self._row(entry) for entry in found if entry.kind not in self._without]
        self.set_hint(str(len(rows)) if rows else "")
        self.set_rows(rows)
        theme.reveal(self, shown=bool(rows))

    def _row(self, entry: Related) -> ListRow:
        row = ListRow(entry.title, addition=entry.addition, value=entry.word, icon=ICONS[entry.kind])
        tag(row, entry.kind, entry.id)
        row.activated.connect(partial(self._context.navigate, entry.kind, entry.id))
        return row
