"""The card under „Genehmigung der Niederschrift“: which minutes, in which version, and the objections to decide on."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.meetings import AgendaItem
from coordinator_app.domain.minutes import Minutes
from coordinator_app.domain.objections import ObjectionDecision
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.meetings.minutes_looks import DECISION_CHIPS, STATE_CHIPS
from coordinator_app.gui.pages.meetings.minutes_objections import DecisionDialog
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged
from coordinator_app.services.objections import ObjectionView


class ApprovalCard(ListCard):
    """`show_item(item, editable=…)`; hidden for any other item. A row of an objection opens the decision on it."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Genehmigung der Niederschrift", parent=parent)
        self._context = context
        self._item: AgendaItem | None = None
        self._minutes: Minutes | None = None
        self._editable = False
        self.hide()

    def show_item(self, item: AgendaItem, *, editable: bool) -> None:
        """Show what an approval item is about (again)."""
        self._item, self._editable = item, editable
        shown = item.item_type is ItemType.MINUTES_APPROVAL
        theme.reveal(self, shown=shown)
        if not shown:
            return
        minutes = self._minutes = self._context.workspace.minutes.of_approval(item.id)
        if minutes is None:
            self.set_hint("")
            self.set_rows([hint_row("Es gibt keine Niederschrift, die noch zu genehmigen ist.")])
            return
        views = self._context.workspace.objections.of_item(item.id)
        waiting = sum(view.objection.decision is ObjectionDecision.OPEN for view in views)
        self.set_hint(f"{plural(waiting, 'Einwendung', 'Einwendungen')} zu entscheiden" if waiting else "")
        self.set_rows([self._minutes_row(minutes), *(self._objection_row(view) for view in views)])

    def _minutes_row(self, minutes: Minutes) -> ListRow:
        sent = f", versendet am {format_date(minutes.sent_on)}" if minutes.sent_on else ""
        row = ListRow(minutes.title, addition=f"Fassung {minutes.current_version}{sent}", icon="document")
        style = STATE_CHIPS[minutes.state]
        row.add(Chip(minutes.state.label, style.kind, style.icon))
        row.activated.connect(partial(self._context.navigate, "minutes", minutes.id))
        return row

    def _objection_row(self, view: ObjectionView) -> ListRow:
        objection = view.objection
        row = ListRow(f"{objection.name}: {objection.text}", addition=view.item, icon="comment")
        tag(row, "objection", view.id)
        row.activated.connect(self._on_open)
        if view.late:
            row.add(Chip("verspätet", "attention", "clock"))
        style = DECISION_CHIPS[objection.decision]
        row.add(Chip(objection.decision.label, style.kind, style.icon))
        return row

    @Slot()
    def _on_open(self) -> None:
        id, item, minutes = tagged(self.sender())[1], self._item, self._minutes
        if item is None or minutes is None:
            return
        workspace = self._context.workspace
        view = next((view for view in workspace.objections.of_item(item.id) if view.id == id), None)
        if view is not None:
            meeting = workspace.meetings.get(minutes.meeting_id)
            DecisionDialog.ask(self, self._context, meeting, view, decided_in=item.meeting_id)
            self.show_item(item, editable=self._editable)
