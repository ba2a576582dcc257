"""What the Themenspeicher offers for the meeting that is being prepared."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_date
from coordinator_app.domain.carry_over import Idea
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row


class OffersPane(QWidget):
    """Ideas due for this meeting, each with „Auf die Tagesordnung“; `taken(item id)` afterwards."""

    taken = Signal(int)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meetings = context.workspace.meetings
        self._meeting_id = 0
        self.card = ListCard("Themen, die anstehen")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def show_meeting(self, meeting_id: int, offers: Sequence[Idea], *, editable: bool) -> None:
        """Show what is offered."""
        self._meeting_id = meeting_id
        rows: list[QWidget] = []
        for offer in offers:
            due = f"gewünscht bis {format_date(offer.due)}" if offer.due else ""
            row = ListRow(offer.title, addition=due, icon="inbox", clickable=False)
            take = LinkButton("Auf die Tagesordnung", "plus")
            take.setProperty("offer", int(offer.key.partition(":")[2]))
            take.setAccessibleName(f"{offer.title} auf die Tagesordnung")
            take.setEnabled(editable)
            take.clicked.connect(self._on_take)
            row.add(take)
            rows.append(row)
        text = "Im Themenspeicher wartet nichts. Themen sammeln Sie beim Gremium im Reiter „Themenspeicher“."
        self.card.set_rows(rows or [hint_row(text)])

    @Slot()
    def _on_take(self) -> None:
        button = self.sender()
        if button is not None:
            with alerts.shown(self):
                self.taken.emit(self._meetings.backlog.take(int(button.property("offer")), self._meeting_id))
