"""A tab of a need that is one card of rows with „hinzufügen“ in its head."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import ListCard
from coordinator_app.gui.widgets.scroll_column import ScrollColumn

if TYPE_CHECKING:
    from coordinator_app.services.need_card import NeedCard


class NeedPart(ScrollColumn):
    """Subclasses fill `card` in `show_card`, which is called after each reload, and ask for a new row in `add`."""

    def __init__(
        self,
        context: AppContext,
        lookups: Lookups,
        card: ListCard,
        add_text: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(margins=(24, 16, 24, 24), parent=parent)
        self._context = context
        self._needs = context.workspace.needs
        self._lookups = lookups
        self._need_id = 0
        self.card = card
        self.column.addWidget(card)
        self.column.addStretch(1)
        self.add_link = LinkButton(add_text, "plus")
        self.add_link.clicked.connect(self.add)
        self.card.add_to_head(self.add_link)
        self.add_link.setVisible(not context.read_only)

    def show_card(self, card: "NeedCard | None") -> None:
        """Show the rows of a need; None = no need."""
        self._need_id = card.need.id if card is not None else 0

    @Slot()
    def add(self) -> None:
        """Ask for a new row."""
