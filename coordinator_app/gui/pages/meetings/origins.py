"""Why the agenda looks as it does: every item taken over with its reason, and items moved to other meetings."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_weekday_date
from coordinator_app.domain.carry_over import origin_word, summary
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.services.agenda import AgendaLine, AgendaView

FEW = 4  # lines shown until all are wanted
MOST = 40  # lines shown at all; the rest says its reason at the item


class OriginsCard(QWidget):
    """`show_agenda(meeting_id, view)`; `item_wanted(id)` when a line is chosen. Hidden when nothing was taken over."""

    item_wanted = Signal(int)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: tuple[object, ...] | None = None
        self._meeting_id, self._all = 0, False
        self._taken: list[AgendaLine] = []
        self.all_link = LinkButton("Alle anzeigen")
        self.all_link.clicked.connect(self._on_all)
        self.card = ListCard("Herkunft der Punkte")
        self.card.add_to_head(self.all_link)
        self.away = ListCard("In andere Sitzungen verschoben")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.card)
        column.addWidget(self.away)

    def show_agenda(self, meeting_id: int, view: AgendaView) -> None:
        """Show where the items come from (again)."""
        taken = [line for line in view.lines if line.item.reason]
        away = self._context.workspace.meetings.moves.moved_away(meeting_id)
        wanted = (*((line.id, line.number, line.item.title, line.item.reason) for line in taken), *away)
        if wanted == self._shown:
            return
        self._shown, self._taken = wanted, taken
        self._all = self._all and meeting_id == self._meeting_id
        self._meeting_id = meeting_id
        self._show_taken()
        moved: list[QWidget] = []
        for link in away:
            row = ListRow(link.title, value=format_weekday_date(link.day) or "ohne Termin", icon="arrow-right")
            row.activated.connect(partial(self._context.navigate, "agenda_item", link.item_id))
            moved.append(row)
        self.away.set_rows(moved)
        self.away.setVisible(bool(moved))
        theme.reveal(self, shown=bool(taken or moved))

    def _show_taken(self) -> None:
        shown = self._taken[: MOST if self._all else FEW]
        left = len(self._taken) - len(shown)
        self.card.set_hint(summary([line.item.origin_key for line in self._taken]))
        rows: list[QWidget] = [self._row(line) for line in shown]
        if self._all and left:
            rows.append(hint_row(f"{left} weitere; der Grund steht beim Tagesordnungspunkt."))
        self.card.set_rows(rows)
        self.card.setVisible(bool(shown))
        self.all_link.setVisible(len(self._taken) > FEW)
        self.all_link.setText("Weniger anzeigen" if self._all else f"Alle {len(self._taken)} anzeigen")

    @Slot()
    def _on_all(self) -> None:
        self._all = not self._all
        self._show_taken()

    def _row(self, line: AgendaLine) -> ListRow:
        item = line.item
        number = f"{line.number}  " if line.number else ""
        row = ListRow(f"{number}{item.title}", addition=item.reason, value=origin_word(item.origin_key), icon="info")
        row.activated.connect(partial(self.item_wanted.emit, item.id))
        return row
