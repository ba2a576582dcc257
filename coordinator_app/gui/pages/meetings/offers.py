"""What the Themenspeicher offers for the meeting that is being prepared."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_date
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.questions import ask_reason
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged
from coordinator_app.services.backlog import BacklogEntry


class OffersPane(QWidget):
    """Ideas of the body, due ones first, each with „Auf die Tagesordnung“ and „Ablehnen“; `taken(item id)`."""

    taken = Signal(int)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._backlog = context.workspace.meetings.backlog
        self._meeting_id = 0
        self._shown: tuple[object, ...] = ()
        self.card = ListCard("Themen, die anstehen")
        self.later = ListCard("Themen mit späterem Wunschtermin")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.card)
        column.addWidget(self.later)

    def show_meeting(self, meeting_id: int, offers: Sequence[BacklogEntry], *, editable: bool) -> None:
        """Show what is offered."""
        wanted = (meeting_id, editable, *offers)
        if wanted == self._shown:
            return
        self._shown, self._meeting_id = wanted, meeting_id
        due: list[QWidget] = [self._row(entry, editable=editable) for entry in offers if entry.due]
        later: list[QWidget] = [self._row(entry, editable=editable) for entry in offers if not entry.due]
        text = "Im Themenspeicher wartet nichts. Themen sammeln Sie beim Gremium im Reiter „Themenspeicher“."
        self.card.set_rows(due or [hint_row(text)])
        self.card.set_hint(str(len(due)) if due else "")
        self.later.set_rows(later)
        self.later.setVisible(bool(later))

    def _row(self, entry: BacklogEntry, *, editable: bool) -> ListRow:
        item = entry.item
        wish = f"Wunschtermin {format_date(item.wanted_on)}" if item.wanted_on else ""
        row = ListRow(item.title, addition=entry.source, value=wish, icon="inbox")
        tag(row, "backlog_item", entry.id)
        row.activated.connect(self._on_open)
        if editable:
            take = LinkButton("Auf die Tagesordnung", "plus")
            take.setAccessibleName(f"{item.title} auf die Tagesordnung")
            take.clicked.connect(self._on_take)
            reject = IconButton("x", f"„{item.title}“ ablehnen …", flat=True)
            reject.clicked.connect(self._on_reject)
            for button in (take, reject):
                tag(button, "backlog_item", entry.id)
                row.add(button)
        return row

    @Slot()
    def _on_open(self) -> None:
        self._context.navigate(*tagged(self.sender()))

    @Slot()
    def _on_take(self) -> None:
        idea = tagged(self.sender())[1]
        with alerts.shown(self):
            self.taken.emit(self._backlog.take(idea, self._meeting_id))

    @Slot()
    def _on_reject(self) -> None:
        idea = tagged(self.sender())[1]
        text = "Der Grund bleibt beim Eintrag im Themenspeicher stehen."
        reason = ask_reason(self, "Thema ablehnen", text, "Thema ablehnen")
        if reason:
            with alerts.shown(self):
                self._backlog.reject(idea, reason)
                self._context.undo_bar("Das Thema ist abgelehnt.")
