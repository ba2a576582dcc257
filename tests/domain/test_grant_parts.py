"""Parts of a grant: what is filled in by rule, what cannot be stored, and the duty to name the funder."""

from datetime import date
from typing import Any

import pytest

from coordinator_app.domain.funding import FundingProgramme
from coordinator_app.domain.grant_parts import (
    completed_drawdown,
    completed_item,
    completed_proof,
    drawdown_refusal,
    item_sentence,
    next_voucher,
    passed_on_refusal,
    receipt_note,
    receipt_sentence,
)
from coordinator_app.domain.grants import (
    Drawdown,
    DrawdownState,
    Expense,
    FinanceItem,
    Grant,
    GrantState,
    IncomeKind,
    PassThrough,
    PlanSide,
    ProofOfUse,
    ProofState,
)
from coordinator_app.domain.publicity_duty import publicity_duty

DAY = date(2026, 9, 10)
PROGRAMME = FundingProgramme(spend_months=2, publicity_sentence="Der Satz.", publicity_from=500000)


def test_a_position_goes_to_the_end_and_only_income_has_a_source() -> None:
    others = [FinanceItem(position=3), FinanceItem(position=7)]
    spends = completed_item(FinanceItem(text="a", income_kind=IncomeKind.FEES), others)
    assert (spends.position, spends.income_kind) == (8, None)
    comes = completed_item(FinanceItem(text="b", side=PlanSide.INCOME, position=2), others)
    assert (comes.position, comes.income_kind) == (2, IncomeKind.THIRD_PARTY)
    assert completed_item(FinanceItem(text="c"), []).position == 1


@pytest.mark.parametrize(
    ("values", "state", "until"),
    [
        ({}, DrawdownState.PLANNED, None),
        ({"requested_on": DAY}, DrawdownState.REQUESTED, None),
        ({"received_on": date(2026, 7, 31)}, DrawdownState.PAID, date(2026, 9, 30)),
        ({"received_on": DAY, "spend_until": date(2026, 12, 1)}, DrawdownState.PAID, date(2026, 12, 1)),
        ({"received_on": DAY, "state": DrawdownState.SPENT}, DrawdownState.SPENT, date(2026, 11, 10)),
        ({"state": DrawdownState.SPENT}, DrawdownState.PLANNED, None),
    ],
)
def test_a_drawdown_follows_its_days(values: dict[str, Any], state: DrawdownState, until: date | None) -> None:
    found = completed_drawdown(Drawdown(**values), PROGRAMME, [Drawdown(number=4)], is_new=True)
    assert (found.number, found.state, found.spend_until) == (5, state, until)
    assert completed_drawdown(Drawdown(number=2), None, [], is_new=False).number == 2


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, ProofState.OPEN),
        ({"report": "Text"}, ProofState.IN_PROGRESS),
        ({"submitted_on": DAY}, ProofState.SUBMITTED),
        ({"submitted_on": DAY, "state": ProofState.QUERY}, ProofState.QUERY),
        ({"state": ProofState.QUERY}, ProofState.OPEN),
        ({"submitted_on": DAY, "audited_on": DAY, "state": ProofState.QUERY}, ProofState.AUDITED),
    ],
)
def test_a_proof_follows_its_days(values: dict[str, Any], state: ProofState) -> None:
    assert completed_proof(ProofOfUse(**values)).state is state


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (FinanceItem(planned=5), ""),
        (FinanceItem(planned=-5), "negativ"),
        (FinanceItem(side=PlanSide.INCOME, received=-1), "negativ"),
        (FinanceItem(received=1), "in den Belegen"),
        (FinanceItem(side=PlanSide.INCOME, received=1), ""),
    ],
)
def test_positions_that_cannot_be(item: FinanceItem, words: str) -> None:
    assert words in item_sentence(item)
    assert bool(item_sentence(item)) == bool(words)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"amount": 100}, ""),
        ({"amount": None}, "Betrag"),
        ({"amount": 100, "eligible": 101}, "höchstens"),
        ({"amount": 100, "eligible": -1}, "höchstens"),
        ({"amount": -100, "eligible": -50}, ""),
        ({"amount": 1, "dated": DAY, "paid_on": date(2026, 8, 1)}, ""),
        ({"amount": 1, "dated": DAY, "paid_on": date(2025, 8, 1)}, "Jahreszahl"),
    ],
)
def test_receipts_that_cannot_be(values: dict[str, Any], words: str) -> None:
    found = receipt_sentence(Expense(**values))
    assert words in found
    assert bool(found) == bool(words)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"paid_on": DAY, "finance_item_id": 1}, ""),
        ({"paid_on": DAY}, "ohne Ansatz"),
        ({}, "ohne Zahlungstag"),
        ({"dated": date(2025, 12, 31)}, "vor dem Bewilligungszeitraum"),
        ({"paid_on": date(2027, 1, 1)}, "nach dem Bewilligungszeitraum"),
    ],
)
def test_doubtful_receipts_are_noted(values: dict[str, Any], words: str) -> None:
    grant = Grant(period_start=date(2026, 1, 1), period_end=date(2026, 12, 31))
    assert words in receipt_note(Expense(**values), grant)
    assert bool(receipt_note(Expense(**values), grant)) == bool(words)
    assert receipt_note(Expense(paid_on=DAY, finance_item_id=1), Grant()) == ""


@pytest.mark.parametrize(
    ("vouchers", "proposed"),
    [((), ""), (("R-01", "R-09"), "R-10"), (("99",), "100"), (("2026/007",), "2026/008"), (("ohne",), ""), (("",), "")],
)
def test_the_next_number_of_a_receipt_is_proposed(vouchers: tuple[str, ...], proposed: str) -> None:
    assert next_voucher(vouchers) == proposed


def test_drawdowns_that_cannot_be() -> None:
    running, idea = Grant(state=GrantState.RUNNING, approved=100), Grant()
    asked = Drawdown(amount=50, requested_on=DAY)
    assert drawdown_refusal(Drawdown(amount=50), idea, None, [], 0) == ""
    assert "bewilligt" in drawdown_refusal(asked, idea, None, [], 0)
    assert drawdown_refusal(asked, running, None, [], 0) == ""
    assert "negativ" in drawdown_refusal(Drawdown(amount=-1), running, None, [], 0)
    early = Drawdown(amount=5, requested_on=DAY, received_on=date(2026, 9, 1))
    assert "vor dem Abruf" in drawdown_refusal(early, running, None, [], 0)
    assert "noch 1,00" in drawdown_refusal(Drawdown(amount=101, requested_on=DAY), running, None, [], 0)


def test_no_more_is_passed_on_than_there_is() -> None:
    first = PassThrough(id=1, amount=60)
    assert passed_on_refusal(first, Grant(approved=100), [first, PassThrough(id=2, amount=40)]) == ""
    assert "mehr als die Förderung" in passed_on_refusal(first, Grant(requested=100), [PassThrough(id=2, amount=41)])
    assert passed_on_refusal(first, Grant(), []) == ""
    assert "negativ" in passed_on_refusal(PassThrough(amount=-1), Grant(), [])


@pytest.mark.parametrize(
    ("values", "programme", "sentence", "problem"),
    [
        ({}, PROGRAMME, "", ""),
        ({"state": GrantState.RUNNING, "approved": 499999}, PROGRAMME, "", ""),
        ({"state": GrantState.RUNNING, "approved": 500000}, None, "", ""),
        ({"state": GrantState.RUNNING, "approved": 500000}, FundingProgramme(), "", ""),
        ({"state": GrantState.RUNNING, "approved": 500000}, PROGRAMME, "Der Satz.", "noch nicht nachgewiesen."),
        (
            {"state": GrantState.APPROVED, "approved": 500000, "approved_on": date(2026, 9, 1)},
            PROGRAMME,
            "Der Satz.",
            "bis 27.10.2026",
        ),
        (
            {"state": GrantState.APPROVED, "approved": 500000, "period_start": date(2026, 1, 1)},
            PROGRAMME,
            "Der Satz.",
            "noch nicht nachgewiesen.",
        ),
        ({"state": GrantState.RUNNING, "approved": 500000, "publicity_on": DAY}, PROGRAMME, "Der Satz.", "kein Beleg"),
        (
            {"state": GrantState.RUNNING, "approved": 500000, "publicity_on": DAY, "publicity_proof": "Amtsblatt"},
            PROGRAMME,
            "Der Satz.",
            "",
        ),
        ({"state": GrantState.RUNNING}, FundingProgramme(publicity_sentence="Immer."), "Immer.", "noch nicht"),
    ],
)
def test_who_must_name_the_funder(
    values: dict[str, Any], programme: FundingProgramme | None, sentence: str, problem: str
) -> None:
    duty = publicity_duty(Grant(**values), programme, DAY)
    assert duty.sentence == sentence
    assert problem in duty.problem
    assert bool(duty.problem) == bool(problem)
