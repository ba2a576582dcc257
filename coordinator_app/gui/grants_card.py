"""The card of the grants of a project or resolution; every row leads to the grant."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_money
from coordinator_app.domain.grants import Grant, GrantState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.linked_rows import hint_row

STATE_CHIPS = {
    GrantState.IDEA: ChipStyle("neutral", "comment"),
    GrantState.CONSULTATION: ChipStyle("info", "people"),
    GrantState.PREPARING: ChipStyle("info", "pencil"),
    GrantState.APPLIED: ChipStyle("attention", "mail"),
    GrantState.QUERY: ChipStyle("attention", "triangle"),
    GrantState.APPROVED: ChipStyle("ok", "tick"),
    GrantState.REFUSED: ChipStyle("error", "x-circle"),
    GrantState.WITHDRAWN: ChipStyle("neutral", "x"),
    GrantState.RUNNING: ChipStyle("ok", "tick-circle"),
    GrantState.SETTLED: ChipStyle("info", "checklist"),
    GrantState.AUDITED: ChipStyle("neutral", "tick"),
    GrantState.ARCHIVED: ChipStyle("neutral", "lock"),
    GrantState.REVOKED: ChipStyle("error", "octagon"),
}


class GrantsCard(ListCard):
    """`show_grants([(grant, words at the right)], "said when there is none")`."""

    def __init__(self, context: AppContext, title: str = "Förderung", parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._context = context

    def show_grants(self, grants: Sequence[tuple[Grant, str]], nothing: str) -> None:
        """Show these grants."""
        rows: list[QWidget] = []
        for grant, words in grants:
            chip = (grant.state.label, STATE_CHIPS[grant.state])
            year = str(grant.funding_year or "")
            title = grant.title if year in grant.title else f"{grant.title} ({year})"
            row = ListRow(title, value=words or amount_words(grant), chip=chip, chip_width=128)
            row.activated.connect(partial(self._context.navigate, "grant", grant.id))
            rows.append(row)
        self.set_hint(str(len(rows)) if rows else "")
        self.set_rows(rows or [hint_row(nothing)])


def amount_words(grant: Grant) -> str:
    """`12.000,00 € bewilligt`, `8.000,00 € beantragt`, "" for no amount."""
    if grant.approved is not None:
        return f"{format_money(grant.approved)} bewilligt"
    return f"{format_money(grant.requested)} beantragt" if grant.requested is not None else ""
