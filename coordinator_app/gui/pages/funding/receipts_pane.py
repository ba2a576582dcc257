"""Tab „Belege“: the receipts of a grant as a list, typed in one after the other."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_money, plural
from coordinator_app.domain.grant_parts import next_voucher
from coordinator_app.domain.grants import Expense, PlanSide
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.editors import ChoiceEditor, Editor
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.record_files import RecordFiles
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.grant_card import GrantCard
from coordinator_app.services.grant_lists import ReceiptList

FIELDS = (
    ("voucher", "dated"),
    ("paid_on", "payee"),
    "purpose",
    ("amount", "eligible"),
    "finance_item_id",
    "project_id",
    "note",
)


class ReceiptsPane(ScrollColumn):
    """The list of receipts with its sums, and what a funder may not accept."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(margins=(24, 12, 24, 12), spacing=8, parent=parent)
        self._context, self._lookups = context, lookups
        self._card: GrantCard | None = None
        self._last: dict[str, Any] = {}
        self.source = ReceiptList(context.workspace.store)
        self.add_button = SecondaryButton("Beleg eintragen", "plus")
        self.print_button = SecondaryButton("Belegliste", "printer")
        self.sum = Label("", "gedaempft", wrap=True)
        self.notice = NoticeBar("", "attention")
        writable = not context.read_only
        empty = EmptyState(
            "euro",
            "Noch kein Beleg",
            "Hier stehen Rechnungen und Quittungen mit Zahlungstag; daraus entsteht der zahlenmäßige Nachweis.",
            "Beleg eintragen" if writable else "",
            compact=True,
        )
        empty.action.connect(self.add_receipt)
        self.table = RecordTable(
            self.source, name="receipts", label="Belege", state=context.settings, empty=empty, sort="paid_on"
        )
        self.files = RecordFiles(context, "Rechnung oder Quittung als Datei hierher ziehen.", "Dateien zum Beleg")
        self._build()

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        self.column.addLayout(line)
        line.addWidget(self.sum, 1)
        line.addWidget(self.print_button)
        line.addWidget(self.add_button)
        self.column.addWidget(self.notice)
        self.column.addWidget(self.table, 1)
        self.table.setMinimumHeight(theme.height(150))
        policy = QSizePolicy.Policy
        self.table.setSizePolicy(policy.Preferred, policy.Ignored)  # takes what is left; the pane scrolls below that
        self.column.addWidget(self.files)
        self.table.current_changed.connect(self._on_current)
        self.notice.hide()
        self.add_button.clicked.connect(self.add_receipt)
        self.print_button.clicked.connect(self._on_print)
        self.table.opened.connect(self.edit_receipt)
        self.table.edit_wanted.connect(self.edit_receipt)
        self.table.delete_wanted.connect(self.remove)

    def show_card(self, card: GrantCard) -> None:
        """Show the receipts of a grant."""
        self._card = card
        self.source.show_grant(card.grant)
        self.table.reload()
        spent = format_money(card.money.spent)
        words = f"{plural(len(card.receipts), 'Beleg', 'Belege')}, zuwendungsfähig {spent}"
        if card.money.approved:
            words += f" · nach den Belegen stehen {format_money(card.money.entitled)} Zuwendung zu"
        self.sum.setText(words if card.receipts else "")
        for button in (self.print_button, self.add_button):  # without receipts the empty list says what to do
            button.setVisible(bool(card.receipts) and (button is self.print_button or not self._context.read_only))
        doubtful = self.source.doubtful(card.receipts)
        self.notice.set(doubtful, "attention")
        self.notice.setVisible(bool(doubtful))
        self._on_current(self.table.current_id())

    @Slot(int)
    def _on_current(self, id: int) -> None:
        """Show the files of the receipt chosen."""
        theme.reveal(self.files, shown=bool(id))
        if id:
            voucher = self._context.workspace.grants.part(Expense, id).voucher
            self.files.set_title(f"Dateien zum Beleg {voucher}".strip())
            self.files.show_record(Expense.kind, id)

    @Slot()
    def add_receipt(self) -> None:
        """Ask for a receipt; the next one begins with the same position and project."""
        if self._card is None or self._context.read_only:
            return
        numbers = [receipt.voucher for receipt in sorted(self._card.receipts, key=_by_id)]
        initial = {"voucher": next_voucher(numbers), "paid_on": today(self._context.clock), **self._kept()}
        title = "Beleg eintragen"
        new_id = self._ask(title, title, initial, self._create)
        if new_id:
            self.table.select(new_id)

    def _kept(self) -> dict[str, Any]:
        kept = {name: self._last.get(name) for name in ("finance_item_id", "project_id")}
        card = self._card
        if kept["project_id"] is None and card is not None and len(card.shares) == 1:
            kept["project_id"] = card.shares[0].project_id
        return kept

    @Slot(int)
    def edit_receipt(self, id: int) -> None:
        """Ask for changes of a receipt."""
        if self._card is None or self._context.read_only:
            return
        receipt = self._context.workspace.grants.part(Expense, id)
        names = [name for entry in FIELDS for name in ((entry,) if isinstance(entry, str) else entry)]
        values = {name: getattr(receipt, name) for name in names}
        self._ask("Beleg ändern", "Speichern", values, partial(self._change, id))

    def _ask(self, title: str, primary: str, initial: dict[str, Any], save: Any) -> int | None:
        return RecordDialog.ask(
            self,
            Expense,
            names=FIELDS,
            title=title,
            primary=primary,
            lookups=self._lookups,
            initial=initial,
            editors=self._editors(),
            save=save,
        )

    def _editors(self) -> dict[str, Editor]:
        items = self._card.items if self._card is not None else ()
        options = [(item.id, item.text) for item in items if item.side is PlanSide.EXPENSE]
        return {"finance_item_id": ChoiceEditor(options)}

    def _create(self, values: dict[str, Any]) -> int:
        self._last = values
        grant_id = self._card.grant.id if self._card is not None else None
        return self._context.workspace.grants.add_part(Expense(grant_id=grant_id, **values))

    def _change(self, id: int, values: dict[str, Any]) -> int:
        self._context.workspace.grants.update_part(Expense, id, None, **values)
        return id

    @Slot(list)
    def remove(self, ids: list[int]) -> None:
        """Remove receipts as one step and offer „Rückgängig“."""
        if not ids or self._context.read_only:
            return
        what = "Beleg" if len(ids) == 1 else f"{len(ids)} Belege"
        with self._context.workspace.store.write(f"{what} entfernt"):
            for id in ids:
                self._context.workspace.grants.remove_part(Expense, id)
        self._context.undo_bar(f"{what} entfernt.")

    @Slot()
    def _on_print(self) -> None:
        if self._card is not None:
            self._context.preview("grant_receipts", self._card.grant.id)


def _by_id(receipt: Expense) -> int:
    return receipt.id
