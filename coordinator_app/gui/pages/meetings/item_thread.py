"""The thread of an agenda item through the meetings: earlier and later occurrences, and whether it comes back."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_weekday_date
from coordinator_app.domain.meetings import AgendaItem, TopicState
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.meetings.looks import ITEM_ICONS
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.services.agenda_moves import ItemLink, ItemLinks

MOST = 12  # occurrences shown; a recurring item of ten years has more


class ItemThreadCard(ListCard):
    """`show_item(item, editable)`: where the topic was and goes, each row leads there."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Das Thema in anderen Sitzungen", parent=parent)
        self._context = context
        self._moves = context.workspace.meetings.moves
        self._item: AgendaItem | None = None
        self._follow = False
        self.follow_link = LinkButton("Weiterverfolgen", "refresh")
        self.follow_link.clicked.connect(self._on_follow)
        self.add_to_head(self.follow_link)

    def show_item(self, item: AgendaItem, *, editable: bool) -> None:
        """Show the thread of an item (again)."""
        self._item = item
        links = self._moves.links(item.id)
        followed = links.topic is not None and links.topic.state is TopicState.OPEN
        self._follow = not followed
        self.follow_link.setVisible(editable and not item.recurring)
        self.follow_link.setText("Weiterverfolgen" if self._follow else "Nicht mehr weiterverfolgen")
        self.follow_link.setToolTip("Der Punkt kommt in die nächsten Sitzungen, bis er erledigt ist.")
        self.set_rows(self._lines(item, links, followed=followed))

    def _lines(self, item: AgendaItem, links: ItemLinks, *, followed: bool) -> list[QWidget]:
        rows: list[QWidget] = []
        if item.recurring:
            rows.append(hint_row("Wiederkehrend: kommt in jeder Sitzung wieder."))
        elif followed:
            rows.append(hint_row("Kommt wieder, bis der Punkt erledigt ist und keine Aufgabe mehr offen ist."))
        if links.moved_from is not None:
            rows.append(self._leads("Verschoben aus", links.moved_from.title, "meeting", links.moved_from.id))
        if links.idea_id is not None:
            rows.append(self._leads("Aus dem", "Themenspeicher", "backlog_item", links.idea_id))
        rows += [self._occurrence(link, "früher") for link in links.before[-MOST:]]
        rows += [self._occurrence(link, "später") for link in links.after[:MOST]]
        return rows or [hint_row("Bisher nur in dieser Sitzung.")]

    def _leads(self, word: str, title: str, kind: str, id: int) -> ListRow:
        row = ListRow(f"{word} {title}", icon="link")
        row.activated.connect(partial(self._context.navigate, kind, id))
        return row

    def _occurrence(self, link: ItemLink, when: str) -> ListRow:
        icon, role = ITEM_ICONS[link.state]
        day = format_weekday_date(link.day) or "ohne Termin"
        row = ListRow(f"{day}: {link.title}", addition=when, value=link.state.label, icon=icon, icon_role=role)
        row.activated.connect(partial(self._context.navigate, "agenda_item", link.item_id))
        return row

    @Slot()
    def _on_follow(self) -> None:
        if self._item is not None:
            with alerts.shown(self):
                self._moves.follow_topic(self._item.id, follow=self._follow)
