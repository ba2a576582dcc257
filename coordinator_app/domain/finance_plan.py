"""Ausgaben- und Finanzierungsplan: sums, own share, planned against actual. Everything is whole euro cents.

Sources: RL KommPräv (own share of at least a tenth, no investive Ausgaben), §§ 23, 44 SäHO with ANBest-K/ANBest-P
(a position may be exceeded by a fifth when others are saved). What holds for a grant stands in its Bescheid.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from coordinator_app.common.german import format_money
from coordinator_app.domain.funding import FundingProgramme, FundingType, PaymentWay
from coordinator_app.domain.grants import Drawdown, Expense, FinanceItem, Grant, IncomeKind, PlanSide
from coordinator_app.domain.project_states import Finding
from coordinator_app.domain.shares import WHOLE, format_share, part_of, share_of

INVESTMENT = "investment"
OWN_KINDS = (IncomeKind.OWN_CASH, IncomeKind.OWN_STAFF, IncomeKind.OWN_IN_KIND)
TRANSFER_TOLERANCE = 20


@dataclass(frozen=True, slots=True)
class PlanSums:
    """Sums of a plan in cents; `by_kind` is the income by where it comes from."""

    expenses: int
    income: int
    by_kind: Mapping[IncomeKind, int]

    @property
    def difference(self) -> int:
        """Income minus expenses; 0 = the plan balances."""
        return self.income - self.expenses

    @property
    def grant(self) -> int:
        """What the plan asks for."""
        return self.by_kind.get(IncomeKind.GRANT, 0)

    @property
    def own(self) -> int:
        """Own share of every kind."""
        return sum(self.by_kind.get(kind, 0) for kind in OWN_KINDS)

    def counted_own(self, *, in_kind: bool) -> int:
        """The own share that counts: money always, staff and Eigenleistung where the programme takes them."""
        return self.own if in_kind else self.by_kind.get(IncomeKind.OWN_CASH, 0)


def plan_sums(items: Iterable[FinanceItem]) -> PlanSums:
    """Add a plan up."""
    expenses, by_kind = 0, dict.fromkeys(IncomeKind, 0)
    for item in items:
        if item.side is PlanSide.EXPENSE:
            expenses += item.planned
        else:
            by_kind[item.income_kind or IncomeKind.THIRD_PARTY] += item.planned
    return PlanSums(expenses, sum(by_kind.values()), by_kind)


def balance_sentence(sums: PlanSums) -> str:
    """What keeps a plan from balancing, "" when it does."""
    if not sums.difference:
        return ""
    missing = format_money(abs(sums.difference))
    wrong = f"Es fehlen {missing} Einnahmen." if sums.difference < 0 else f"Es sind {missing} Einnahmen zu viel."
    return (
        f"Ausgaben ({format_money(sums.expenses)}) und Einnahmen ({format_money(sums.income)}) gehen nicht auf. {wrong}"
    )


def own_share_sentence(sums: PlanSums, programme: FundingProgramme) -> str:
    """What is wrong with the own share or the share of the grant, "" when both fit the programme."""
    least, most = programme.smallest_own_share, programme.largest_share
    counted = sums.counted_own(in_kind=programme.own_share_in_kind)
    if least is not None and counted * WHOLE < least * sums.expenses:
        needed = _rounded_up(sums.expenses, least)
        kinds = "" if programme.own_share_in_kind else " Es zählen nur Eigenmittel in Geld."
        has = format_share(share_of(counted, sums.expenses))
        return (
            f"Der Eigenanteil beträgt {has} der Ausgaben, nötig sind {format_share(least)} "
            f"({format_money(needed)}).{kinds}"
        )
    if most is not None and sums.grant * WHOLE > most * sums.expenses:
        return (
            f"Die Zuwendung wäre {format_share(_share_up(sums.grant, sums.expenses))} der Ausgaben, "
            f"möglich sind höchstens {format_share(most)} ({format_money(sums.expenses * most // WHOLE)})."
        )
    return ""


def _rounded_up(cents: int, tenths: int) -> int:
    return -(-cents * tenths // WHOLE)


def _share_up(part: int, whole: int) -> int:
    return -(-part * WHOLE // whole) if whole else WHOLE


def plan_findings(
    items: Sequence[FinanceItem],
    programme: FundingProgramme | None,
    requested: int | None = None,
    investments: AbstractSet[int] = frozenset(),
) -> tuple[Finding, ...]:
    """What stands against a plan; blocking = the application is not ready.

    `investments` are the ids of the cost kinds that are investive; `requested` is the amount applied for.
    """
    if not items:
        return (Finding("Der Ausgaben- und Finanzierungsplan ist noch leer.", blocks=True),)
    sums = plan_sums(items)
    found = [Finding(balance_sentence(sums), blocks=True)]
    if programme is not None:
        found.append(Finding(own_share_sentence(sums, programme), blocks=True))
        found += _amount_findings(sums.grant, programme)
        if programme.investment_excluded:
            found += [
                Finding(f"„{item.text}“ ist eine investive Ausgabe; dieses Programm fördert keine.")
                for item in items
                if item.side is PlanSide.EXPENSE and item.cost_kind_id in investments
            ]
    if requested is not None and requested != sums.grant:
        text = f"Beantragt sind {format_money(requested)}, im Plan stehen {format_money(sums.grant)} Zuwendung."
        found.append(Finding(text))
    return tuple(finding for finding in found if finding.text)


def granted_plan_findings(
    items: Sequence[FinanceItem], programme: FundingProgramme | None, approved: int
) -> tuple[Finding, ...]:
    """What is wrong with the plan of a grant that was approved: it must fit the Bescheid."""
    sums = plan_sums(items)
    texts = [balance_sentence(sums), own_share_sentence(sums, programme) if programme is not None else ""]
    if sums.grant != approved:
        planned = format_money(sums.grant)
        texts.append(f"Bewilligt sind {format_money(approved)}, im Plan stehen {planned}: bitte den Plan anpassen.")
    return tuple(Finding(text) for text in texts if text)


def _amount_findings(amount: int, programme: FundingProgramme) -> list[Finding]:
    found: list[Finding] = []
    if programme.smallest_amount is not None and amount < programme.smallest_amount:
        text = f"Unter {format_money(programme.smallest_amount)} wird nur in begründeten Fällen gefördert."
        found.append(Finding(text))
    if programme.largest_amount is not None and amount > programme.largest_amount:
        found.append(Finding(f"Gefördert werden höchstens {format_money(programme.largest_amount)}."))
    return found


# --- planned against actual ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A position with what was spent or came in; `item` None = receipts without a position."""

    item: FinanceItem | None
    planned: int
    actual: int

    @property
    def deviation(self) -> int:
        """Actual minus planned."""
        return self.actual - self.planned


def counted(receipt: Expense) -> int:
    """What of a receipt counts for the grant: the eligible part, or all of it where none is named."""
    return (receipt.amount or 0) if receipt.eligible is None else receipt.eligible


def expense_lines(items: Iterable[FinanceItem], receipts: Iterable[Expense]) -> tuple[PlanLine, ...]:
    """Positions of the expenses with what was spent, receipts without a position last."""
    spent: dict[int | None, int] = {}
    for receipt in receipts:
        spent[receipt.finance_item_id] = spent.get(receipt.finance_item_id, 0) + counted(receipt)
    lines = [PlanLine(item, item.planned, spent.pop(item.id, 0)) for item in items if item.side is PlanSide.EXPENSE]
    rest = sum(spent.values())
    return (*lines, PlanLine(None, 0, rest)) if rest or None in spent else tuple(lines)


def income_lines(items: Iterable[FinanceItem], drawdowns: Iterable[Drawdown]) -> tuple[PlanLine, ...]:
    """Positions of the income with what came in; drawdowns received count for the first position of the grant."""
    drawn = received(drawdowns)
    lines: list[PlanLine] = []
    for item in items:
        if item.side is not PlanSide.INCOME:
            continue
        came = item.received
        if item.income_kind is IncomeKind.GRANT and came is None:
            came, drawn = drawn, 0
        lines.append(PlanLine(item, item.planned, came or 0))
    return tuple(lines)


def received(drawdowns: Iterable[Drawdown]) -> int:
    """What of the grant is on the account."""
    return sum(found.amount or 0 for found in drawdowns if found.received_on is not None)


def transfer_findings(lines: Iterable[PlanLine], tolerance: int | None) -> tuple[Finding, ...]:
    """Positions exceeded by more than `tolerance` per cent (None = a fifth), and receipts without a position."""
    allowed = TRANSFER_TOLERANCE if tolerance is None else tolerance
    found: list[Finding] = []
    for line in lines:
        if line.item is None:
            found.append(Finding(f"{format_money(line.actual)} Ausgaben sind keinem Ansatz zugeordnet."))
        elif line.actual * 100 > line.planned * (100 + allowed):
            over = format_money(line.deviation)
            found.append(Finding(f"„{line.item.text}“ ist um {over} überschritten, erlaubt sind {allowed} Prozent."))
    return tuple(found)


def entitled(grant: Grant, spent: int, other_income: int = 0) -> int:
    """What the grant comes to after `spent` eligible cents were spent; never more than was approved.

    A share is a share of what was spent; a deficit is what other income leaves open; fixed and full financing pay
    what was approved, but not more than was spent.
    """
    approved = grant.approved or 0
    if grant.funding_type is FundingType.SHARE:
        return min(approved, part_of(spent, grant.share)) if grant.share is not None else min(approved, spent)
    if grant.funding_type is FundingType.DEFICIT:
        return min(approved, max(spent - other_income, 0))
    return min(approved, spent)


def payment_way(grant: Grant, programme: FundingProgramme | None) -> PaymentWay:
    """Whether money is drawn before or refunded after payment; small grants of some programmes are refunded."""
    if programme is None:
        return PaymentWay.DRAWDOWN
    small = programme.refund_below is not None and (grant.approved or 0) < programme.refund_below
    return PaymentWay.REFUND if small else programme.payment_way


def drawn(drawdowns: Iterable[Drawdown]) -> int:
    """What was asked for so far, paid or not; planned ones do not count."""
    return sum(found.amount or 0 for found in drawdowns if found.requested_on is not None)


def drawdown_sentence(
    grant: Grant, programme: FundingProgramme | None, wanted: Drawdown, others: Iterable[Drawdown], spent: int
) -> str:
    """What stands against asking for `wanted`: more than approved, or a refund of what was not paid yet."""
    earlier = drawn(found for found in others if found.id != wanted.id)
    total = earlier + (wanted.amount or 0)
    if grant.approved is not None and total > grant.approved:
        left = format_money(max(grant.approved - earlier, 0))
        return f"Bewilligt sind {format_money(grant.approved)}; abrufbar sind noch {left}."
    if payment_way(grant, programme) is PaymentWay.REFUND and total > entitled(grant, spent):
        left = format_money(max(entitled(grant, spent) - earlier, 0))
        return f"Erstattet wird nur, was bezahlt ist: nach den Belegen sind das noch {left}."
    return ""
