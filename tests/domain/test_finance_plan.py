"""Finance plan: sums, own share, planned against actual, drawdowns; all of it in whole cents."""

import ast
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain import finance_plan, shares
from coordinator_app.domain.finance_plan import (
    PlanLine,
    balance_sentence,
    counted,
    drawdown_sentence,
    drawn,
    entitled,
    expense_lines,
    granted_plan_findings,
    income_lines,
    own_share_sentence,
    payment_way,
    plan_findings,
    plan_sums,
    received,
    transfer_findings,
)
from coordinator_app.domain.funding import FundingProgramme, FundingType, PaymentWay
from coordinator_app.domain.grants import Drawdown, Expense, FinanceItem, Grant, IncomeKind, PlanSide

CENTS = st.integers(min_value=0, max_value=10**9)
PROGRAMME = FundingProgramme(title="RL", largest_share=900, smallest_own_share=100, own_share_in_kind=True)


def cost(planned: int, text: str = "Honorare", **values: Any) -> FinanceItem:
    return FinanceItem(grant_id=1, text=text, planned=planned, **values)


def income(planned: int, kind: IncomeKind | None = IncomeKind.GRANT, **values: Any) -> FinanceItem:
    return FinanceItem(grant_id=1, side=PlanSide.INCOME, income_kind=kind, text="E", planned=planned, **values)


BALANCED = (cost(1000), income(900), income(100, IncomeKind.OWN_STAFF))


@pytest.mark.parametrize("module", [finance_plan, shares])
def test_no_float_touches_money(module: Any) -> None:
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    floats = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float)]
    divided = [node for node in ast.walk(tree) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)]
    called = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in {"float", "round"}]
    assert not floats + divided + called


@given(st.lists(CENTS, max_size=8), st.lists(st.tuples(CENTS, st.sampled_from(list(IncomeKind))), max_size=8))
def test_sums_are_exact(costs: list[int], incomes: list[tuple[int, IncomeKind]]) -> None:
    sums = plan_sums([*(cost(cents) for cents in costs), *(income(cents, kind) for cents, kind in incomes)])
    assert sums.expenses == sum(costs)
    assert sums.income == sum(sums.by_kind.values()) == sum(cents for cents, _ in incomes)
    assert sums.difference == sums.income - sums.expenses
    assert (balance_sentence(sums) == "") == (sums.difference == 0)


def test_income_without_a_source_counts_as_third_party() -> None:
    assert plan_sums([income(5, None)]).by_kind[IncomeKind.THIRD_PARTY] == 5


def test_a_plan_that_does_not_balance_says_what_is_missing() -> None:
    assert "Es fehlen 1,00\u00a0€ Einnahmen" in balance_sentence(plan_sums([cost(300), income(200)]))
    assert "Es sind 0,50\u00a0€ Einnahmen zu viel" in balance_sentence(plan_sums([cost(100), income(150)]))


@pytest.mark.parametrize(
    ("items", "in_kind", "words"),
    [
        (BALANCED, True, ""),
        (BALANCED, False, "Es zählen nur Eigenmittel in Geld."),
        ((cost(1000), income(900), income(100, IncomeKind.OWN_CASH)), False, ""),
        ((cost(1000), income(950), income(50, IncomeKind.OWN_CASH)), True, "nötig sind 10\u00a0% (1,00\u00a0€)"),
        ((cost(1000), income(910), income(100, IncomeKind.OWN_CASH)), True, "91\u00a0% der Ausgaben"),
        ((income(10),), True, "Die Zuwendung wäre 100\u00a0%"),
    ],
)
def test_own_share_is_checked(items: tuple[FinanceItem, ...], *, in_kind: bool, words: str) -> None:
    programme = FundingProgramme(largest_share=900, smallest_own_share=100, own_share_in_kind=in_kind)
    found = own_share_sentence(plan_sums(items), programme)
    assert words in found
    assert bool(found) == bool(words)


def test_a_programme_without_shares_asks_for_none() -> None:
    assert own_share_sentence(plan_sums([cost(10), income(10)]), FundingProgramme()) == ""


def test_an_empty_plan_blocks() -> None:
    (finding,) = plan_findings([], PROGRAMME)
    assert finding.blocks


def test_a_fitting_plan_has_no_findings() -> None:
    assert plan_findings(BALANCED, PROGRAMME, requested=900) == ()
    assert plan_findings(BALANCED, None) == ()


def test_amounts_and_investments_are_warned_about() -> None:
    programme = FundingProgramme(smallest_amount=2000, largest_amount=500, investment_excluded=True)
    items = (cost(1000, "Kamera", cost_kind_id=7), income(1000))
    texts = [finding.text for finding in plan_findings(items, programme, requested=800, investments=frozenset({7}))]
    assert len(texts) == 4
    assert any("Unter 20,00\u00a0€" in text for text in texts)
    assert any("höchstens 5,00\u00a0€" in text for text in texts)
    assert any("„Kamera“ ist eine investive Ausgabe" in text for text in texts)
    assert any("Beantragt sind 8,00\u00a0€" in text for text in texts)
    fitting = FundingProgramme(smallest_amount=500, largest_amount=2000)
    assert plan_findings(items, fitting, investments=frozenset({7})) == ()


def test_the_plan_of_an_approved_grant_fits_the_bescheid() -> None:
    assert granted_plan_findings(BALANCED, PROGRAMME, 900) == ()
    (finding,) = granted_plan_findings(BALANCED, None, 800)
    assert "bitte den Plan anpassen" in finding.text
    assert not finding.blocks
    assert len(granted_plan_findings(BALANCED[:2], PROGRAMME, 900)) == 2


def test_receipts_are_set_against_their_position() -> None:
    items = (cost(1000, id=1), cost(500, id=2), income(9))
    receipts = [
        Expense(amount=600, finance_item_id=1),
        Expense(amount=700, eligible=500, finance_item_id=1),
        Expense(amount=30),
    ]
    lines = expense_lines(items, receipts)
    assert [(line.planned, line.actual, line.deviation) for line in lines] == [
        (1000, 1100, 100),
        (500, 0, -500),
        (0, 30, 30),
    ]
    assert lines[-1].item is None
    assert len(expense_lines(items, receipts[:2])) == 2
    assert counted(Expense(amount=None)) == 0


def test_income_counts_what_came_in() -> None:
    draws = [Drawdown(amount=400, received_on=date(2026, 1, 5)), Drawdown(amount=100)]
    items = (income(900), income(100, IncomeKind.OWN_CASH, received=80), income(50, IncomeKind.FEES), cost(3))
    assert [line.actual for line in income_lines(items, draws)] == [400, 80, 0]
    assert [line.actual for line in income_lines((income(9, received=7), income(9)), draws)] == [7, 400]
    assert received(draws) == 400


def test_exceeded_positions_are_named() -> None:
    lines = [PlanLine(cost(1000), 1000, 1201), PlanLine(cost(1000), 1000, 1200), PlanLine(None, 0, 5)]
    texts = [finding.text for finding in transfer_findings(lines, None)]
    assert len(texts) == 2
    assert "um 2,01\u00a0€ überschritten, erlaubt sind 20 Prozent" in texts[0]
    assert "keinem Ansatz" in texts[1]
    assert len(transfer_findings(lines[:2], 0)) == 2


@pytest.mark.parametrize(
    ("kind", "share", "spent", "other", "expected"),
    [
        (FundingType.SHARE, 800, 1000, 0, 800),
        (FundingType.SHARE, 800, 5000, 0, 1000),
        (FundingType.SHARE, None, 700, 0, 700),
        (FundingType.DEFICIT, 800, 1500, 700, 800),
        (FundingType.DEFICIT, None, 500, 700, 0),
        (FundingType.FIXED, None, 400, 100, 400),
        (FundingType.FULL, None, 4000, 0, 1000),
    ],
)
def test_what_a_grant_comes_to(kind: FundingType, share: int | None, spent: int, other: int, expected: int) -> None:
    assert entitled(Grant(funding_type=kind, share=share, approved=1000), spent, other) == expected


@given(st.sampled_from(list(FundingType)), st.none() | st.integers(0, 1000), CENTS, CENTS, CENTS)
def test_never_more_than_approved_or_spent(
    kind: FundingType, share: int | None, approved: int, spent: int, other: int
) -> None:
    found = entitled(Grant(funding_type=kind, share=share, approved=approved), spent, other)
    assert type(found) is int
    assert 0 <= found <= min(approved, spent)


def test_small_grants_are_refunded() -> None:
    programme = FundingProgramme(refund_below=2000)
    assert payment_way(Grant(approved=1999), programme) is PaymentWay.REFUND
    assert payment_way(Grant(approved=2000), programme) is PaymentWay.DRAWDOWN
    assert payment_way(Grant(approved=1), None) is PaymentWay.DRAWDOWN
    assert payment_way(Grant(), FundingProgramme(payment_way=PaymentWay.REFUND)) is PaymentWay.REFUND


def test_no_more_is_drawn_than_approved_or_paid() -> None:
    grant = Grant(approved=1000, share=500)
    first = Drawdown(id=1, amount=700, requested_on=date(2026, 3, 1))
    planned = Drawdown(id=2, amount=900)
    assert drawn([first, planned]) == 700
    assert drawdown_sentence(grant, None, first, [first, planned], 0) == ""
    later = Drawdown(id=3, amount=400, requested_on=date(2026, 5, 1))
    assert "abrufbar sind noch 3,00\u00a0€" in drawdown_sentence(grant, None, later, [first, planned], 0)
    refund = FundingProgramme(payment_way=PaymentWay.REFUND)
    assert "das noch 5,00\u00a0€" in drawdown_sentence(grant, refund, first, [first], 1000)
    assert drawdown_sentence(grant, refund, first, [], 1400) == ""
    assert drawdown_sentence(Grant(), None, first, [], 0) == ""
