"""The parts of a grant: what follows by rule when one is stored, and what cannot be."""

import re
from collections.abc import Sequence
from dataclasses import replace

from coordinator_app.common.german import format_date, format_money
from coordinator_app.domain.finance_plan import drawdown_sentence
from coordinator_app.domain.funding import FundingProgramme
from coordinator_app.domain.grant_dates import spend_until
from coordinator_app.domain.grant_states import GRANTED_STATES
from coordinator_app.domain.grants import (
    Drawdown,
    DrawdownState,
    Expense,
    FinanceItem,
    Grant,
    IncomeKind,
    PassThrough,
    PlanSide,
    ProofOfUse,
    ProofState,
)


def completed_item(item: FinanceItem, others: Sequence[FinanceItem]) -> FinanceItem:
    """A position at the end of the plan, with a source on the income side and none on the other."""
    kind = (item.income_kind or IncomeKind.THIRD_PARTY) if item.side is PlanSide.INCOME else None
    position = item.position or max((other.position for other in others), default=0) + 1
    return replace(item, income_kind=kind, position=position)


def completed_drawdown(
    draw: Drawdown, programme: FundingProgramme | None, others: Sequence[Drawdown], *, is_new: bool
) -> Drawdown:
    """A drawdown with number, state and spending term as its days say; „verbraucht“ stays once it was set."""
    if is_new:
        draw = replace(draw, number=max((other.number for other in others), default=0) + 1)
    if draw.received_on is not None:
        until = draw.spend_until or spend_until(draw.received_on, programme)
        state = DrawdownState.SPENT if draw.state is DrawdownState.SPENT else DrawdownState.PAID
        return replace(draw, spend_until=until, state=state)
    return replace(draw, state=DrawdownState.REQUESTED if draw.requested_on else DrawdownState.PLANNED)


def completed_proof(proof: ProofOfUse) -> ProofOfUse:
    """A proof whose state follows its days; a query of the funder stays until the proof was audited."""
    if proof.audited_on is not None:
        return replace(proof, state=ProofState.AUDITED)
    if proof.state is ProofState.QUERY and proof.submitted_on is not None:
        return proof
    if proof.submitted_on is not None:
        return replace(proof, state=ProofState.SUBMITTED)
    return replace(proof, state=ProofState.IN_PROGRESS if proof.report.strip() else ProofState.OPEN)


def item_sentence(item: FinanceItem) -> str:
    """What is wrong with a position, "" for nothing."""
    if item.planned < 0 or (item.received or 0) < 0:
        return "Ein Betrag im Plan kann nicht negativ sein."
    if item.received is not None and item.side is PlanSide.EXPENSE:
        return "Was ausgegeben wurde, steht in den Belegen, nicht im Plan."
    return ""


def receipt_sentence(receipt: Expense) -> str:
    """What is wrong with a receipt, "" for nothing; a credit note is negative."""
    amount, eligible = receipt.amount, receipt.eligible
    if amount is None:
        return "Bitte den Betrag des Belegs angeben."
    if eligible is not None and not min(amount, 0) <= eligible <= max(amount, 0):
        return f"Zuwendungsfähig sind höchstens die {format_money(amount)} des Belegs."
    if receipt.dated is not None and receipt.paid_on is not None and (receipt.paid_on - receipt.dated).days < -366:
        return "Der Beleg wäre über ein Jahr vor seinem Datum bezahlt. Bitte die Jahreszahl prüfen."
    return ""


def receipt_note(receipt: Expense, grant: Grant) -> str:
    """Why a funder may not accept a receipt, "" for nothing."""
    day = receipt.paid_on or receipt.dated
    if day is None:
        return "ohne Zahlungstag"
    if grant.period_start is not None and day < grant.period_start:
        return f"vor dem Bewilligungszeitraum (ab {format_date(grant.period_start)})"
    if grant.period_end is not None and day > grant.period_end:
        return f"nach dem Bewilligungszeitraum (bis {format_date(grant.period_end)})"
    return "ohne Ansatz" if receipt.finance_item_id is None else ""


def next_voucher(vouchers: Sequence[str]) -> str:
    """The number after the last one („R-09“ → „R-10“); "" where numbers do not end in digits."""
    found = re.fullmatch(r"(.*?)(\d{1,9})", vouchers[-1]) if vouchers else None
    return f"{found[1]}{int(found[2]) + 1:0{len(found[2])}d}" if found else ""


def drawdown_refusal(
    draw: Drawdown, grant: Grant, programme: FundingProgramme | None, others: Sequence[Drawdown], spent: int
) -> str:
    """Why a drawdown cannot be stored, "" for no reason."""
    if (draw.amount or 0) < 0:
        return "Ein Abruf kann nicht negativ sein."
    if draw.received_on is not None and draw.requested_on is not None and draw.received_on < draw.requested_on:
        return "Das Geld wäre vor dem Abruf eingegangen. Bitte die beiden Tage prüfen."
    if draw.requested_on is None:
        return ""
    if grant.state not in GRANTED_STATES:
        return "Abrufen lässt sich Geld erst, wenn die Förderung bewilligt ist."
    return drawdown_sentence(grant, programme, draw, others, spent)


def passed_on_refusal(passed: PassThrough, grant: Grant, others: Sequence[PassThrough]) -> str:
    """Why money cannot be passed on, "" for no reason: never more than the grant."""
    if (passed.amount or 0) < 0:
        return "Eine Weiterleitung kann nicht negativ sein."
    total = (passed.amount or 0) + sum(other.amount or 0 for other in others if other.id != passed.id)
    limit = grant.approved if grant.approved is not None else grant.requested
    if limit is not None and total > limit:
        return f"Weitergeleitet wären {format_money(total)}, mehr als die Förderung ({format_money(limit)})."
    return ""
