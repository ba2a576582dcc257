"""The receipts of one grant as a list: one declaration of columns for screen, print, Word and Excel."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from coordinator_app.common.german import format_money, plural
from coordinator_app.domain.columns import Column
from coordinator_app.domain.finance_plan import counted
from coordinator_app.domain.grant_parts import receipt_note
from coordinator_app.domain.grants import Expense, Grant
from coordinator_app.services.lists import ListRow, RecordList, column
from coordinator_app.storage.store import Store

_Row = ListRow[Expense]


def _counted(row: _Row) -> Any:
    return counted(row.record)


def _column(name: str, **changes: Any) -> Column[_Row]:
    return replace(column(Expense, name), **changes)


COLUMNS: tuple[Column[_Row], ...] = (
    _column("voucher", width=9, label="Nr."),
    _column("paid_on", width=10, label="Bezahlt"),
    _column("amount", width=11, total=True),
    _column("purpose", width=20, stretch=True),
    _column("payee", width=16),
    _column("finance_item_id", width=16, shown=False),
    _column("project_id", width=16, shown=False),
    _column("dated", width=10, shown=False),
    _column("eligible", width=12, label="zuwendungsfähig", value=_counted, sort="", shown=False),
)


class ReceiptList(RecordList[Expense]):
    """List source over the receipts of the grant shown last."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, Expense, COLUMNS, grant_id=0)
        self._grant = Grant()

    def show_grant(self, grant: Grant) -> None:
        """List the receipts of this grant from now on."""
        self._grant = grant
        self._fixed["grant_id"] = grant.id

    def doubtful(self, receipts: Iterable[Expense]) -> str:
        """What a funder may not accept, in one sentence; "" when all is well."""
        reasons: dict[str, list[Expense]] = {}
        for receipt in receipts:
            note = receipt_note(receipt, self._grant)
            if note:
                reasons.setdefault(note, []).append(receipt)
        parts = [
            f"{plural(len(found), 'Beleg', 'Belege')} {note} ({format_money(sum(map(counted, found)))})"
            for note, found in reasons.items()
        ]
        return f"Bitte prüfen: {'; '.join(parts)}." if parts else ""
