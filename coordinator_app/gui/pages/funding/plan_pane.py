"""Tab „Finanzplan“: expenses and income with planned and actual amounts, checked while they are typed."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_money
from coordinator_app.domain.finance_plan import PlanLine, balance_sentence
from coordinator_app.domain.grants import FinanceItem, IncomeKind, PlanSide
from coordinator_app.domain.shares import format_share, share_of
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import ChoiceEditor, Editor, IntegerEditor
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.funding.parts import PartsCard, grant_parts
from coordinator_app.gui.pages.funding.plan_line import PlanEntry
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import Card, ListRow
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.grant_card import GrantCard


class PlanPane(ScrollColumn):
    """The two sides of the plan, a line to type positions into, and what is wrong with it."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._card: GrantCard | None = None
        self.notices = [NoticeBar("", "attention") for _ in range(4)]
        self.balance = NoticeBar("", "ok")
        self.entry = PlanEntry(context, lookups)
        self.expenses = self._side(lookups, PlanSide.EXPENSE)
        self.income = self._side(lookups, PlanSide.INCOME)
        self.sums = Card("Auf einen Blick")
        self.figures = KeyValueGrid(columns=2, label_width=150)
        self.sums.add(self.figures)
        show = LinkButton("Plan ansehen und drucken", "printer")
        show.clicked.connect(self._on_print)
        self.sums.add_to_head(show)
        for bar in (*self.notices, self.balance):
            bar.hide()
            self.column.addWidget(bar)
        for part in (self.entry, self.expenses, self.income, self.sums):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.entry.setVisible(not context.read_only)

    def _side(self, lookups: Lookups, side: PlanSide) -> PartsCard[FinanceItem]:
        spends = side is PlanSide.EXPENSE
        own = "cost_kind_id" if spends else "income_kind"
        names: tuple[str | tuple[str, ...], ...] = ("text", (own, "planned"), "year")
        return PartsCard(
            self._context,
            lookups,
            FinanceItem,
            owner="grant_id",
            title="Ausgaben" if spends else "Einnahmen",
            words=("Ausgabe hinzufügen" if spends else "Einnahme hinzufügen", "Ansätze"),
            names=names if spends else (*names, "received"),
            row=self._row,
            nothing="Noch kein Ansatz. Oben lassen sich Ansätze nacheinander eintippen.",
            store=grant_parts(self._context, FinanceItem),
            editors=partial(_editors, spends),
            initial=partial(_initial, side),
        )

    def show_card(self, card: GrantCard) -> None:
        """Show the plan of a grant."""
        self._card = card
        self.entry.show_grant(card.grant.id)
        self.expenses.show_parts(card.grant.id, [i for i in card.items if i.side is PlanSide.EXPENSE])
        self.income.show_parts(card.grant.id, [i for i in card.items if i.side is PlanSide.INCOME])
        self.expenses.set_hint(format_money(card.sums.expenses) if card.items else "")
        self.income.set_hint(format_money(card.sums.income) if card.items else "")
        texts = [(found.text, "error" if found.blocks else "attention") for found in card.plan_findings]
        texts += [(found.text, "attention") for found in card.transfer_findings]
        for bar, (text, kind) in zip(self.notices, [*texts, *[("", "info")] * 4], strict=False):
            bar.set(text, kind)
            bar.setVisible(bool(text))
        fine = bool(card.items) and not balance_sentence(card.sums) and not card.plan_findings
        self.balance.set("Der Plan geht auf, der Eigenanteil reicht." if fine else "", "ok")
        self.balance.setVisible(fine)
        self.figures.set_rows(_figures(card))
        self.sums.setVisible(bool(card.items))

    def _row(self, item: FinanceItem) -> ListRow:
        card = self._card
        line = _line_of(card, item) if card is not None else None
        kind = ""
        if card is not None and item.cost_kind_id is not None:
            kind = card.cost_kinds.get(item.cost_kind_id, "")
        if item.side is PlanSide.INCOME and item.income_kind is not None:
            kind = item.income_kind.label
        actual = f"Ist {format_money(line.actual)} · " if line is not None and line.actual else ""
        year = f" {item.year}" if item.year else ""
        addition = kind + year if kind != item.text else year.strip()
        return ListRow(item.text, addition=addition, value=f"{actual}Plan {format_money(item.planned)}", icon="euro")

    @Slot()
    def _on_print(self) -> None:
        if self._card is not None:
            self._context.preview("grant_plan", self._card.grant.id)


def _line_of(card: GrantCard, item: FinanceItem) -> PlanLine | None:
    return next((line for line in (*card.expenses, *card.income) if line.item and line.item.id == item.id), None)


def _editors(spends: bool) -> dict[str, Editor]:
    found: dict[str, Editor] = {"year": IntegerEditor(plain=True)}
    if not spends:
        found["income_kind"] = ChoiceEditor.of(IncomeKind, optional=False)
    return found


def _initial(side: PlanSide) -> dict[str, Any]:
    kind = None if side is PlanSide.EXPENSE else IncomeKind.OWN_CASH
    return {"side": side, "income_kind": kind, "planned": 0}


def _figures(card: GrantCard) -> list[tuple[str, str | QWidget]]:
    sums = card.sums
    rows: list[tuple[str, str | QWidget]] = [
        ("Ausgaben", format_money(sums.expenses)),
        ("Einnahmen", format_money(sums.income)),
    ]
    for kind, cents in sums.by_kind.items():
        if cents:
            share = format_share(share_of(cents, sums.expenses))
            rows.append((kind.label, f"{format_money(cents)} ({share} der Ausgaben)"))
    return rows
