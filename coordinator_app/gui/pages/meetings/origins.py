"""Why the agenda looks as it does: every item taken over with its reason, and items moved to other meetings."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_weekday_date
from coordinator_app.domain.carry_over import origin_word, summary
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.services.agenda import AgendaLine, AgendaView

MOST = 30  # lines shown; the rest says its reason at the item


class OriginsCard(QWidget):
    """`show_agenda(meeting_id, view)`; `item_wanted(id)` when a line is chosen. Hidden when nothing was taken over."""

    item_wanted = Signal(int)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: tuple[object, ...] = ()
        self.card = ListCard("So ist die Tagesordnung entstanden")
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
        self._shown = wanted
        self.card.set_hint(summary([line.item.origin_key for line in taken]))
        rows: list[QWidget] = [self._row(line) for line in taken[:MOST]]
        if len(taken) > MOST:
            rows.append(hint_row(f"{len(taken) - MOST} weitere; der Grund steht beim Tagesordnungspunkt."))
        self.card.set_rows(rows)
        self.card.setVisible(bool(taken))
        moved: list[QWidget] = []
        for link in away:
            row = ListRow(link.title, value=format_weekday_date(link.day) or "ohne Termin", icon="arrow-right")
            row.activated.connect(partial(self._context.navigate, "agenda_item", link.item_id))
            moved.append(row)
        self.away.set_rows(moved)
        self.away.setVisible(bool(moved))
        self.setVisible(bool(taken or moved))

    def _row(self, line: AgendaLine) -> ListRow:
        item = line.item
        number = f"{line.number}  " if line.number else ""
        row = ListRow(f"{number}{item.title}", addition=item.reason, value=origin_word(item.origin_key), icon="info")
        row.activated.connect(partial(self.item_wanted.emit, item.id))
        return row
