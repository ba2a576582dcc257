"""One grant with all that hangs on it, as the detail page and the documents show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.domain.attachments import DocumentLink, LinkRole
from coordinator_app.domain.catalogues import CatalogEntry, Catalogue
from coordinator_app.domain.finance_plan import (
    INVESTMENT,
    PlanLine,
    PlanSums,
    counted,
    entitled,
    expense_lines,
    granted_plan_findings,
    income_lines,
    plan_findings,
    plan_sums,
    received,
    transfer_findings,
)
from coordinator_app.domain.funding import FundingProgramme, ProgrammeDeadline
from coordinator_app.domain.grant_dates import GrantDate, GrantParts, grant_dates
from coordinator_app.domain.grant_states import GRANTED_STATES, GrantFacts
from coordinator_app.domain.grants import (
    Condition,
    Drawdown,
    Expense,
    FinanceItem,
    Grant,
    GrantShare,
    IncomeKind,
    PassThrough,
    PlanSide,
    ProofOfUse,
)
from coordinator_app.domain.project_states import Finding
from coordinator_app.domain.projects import Project
from coordinator_app.domain.publicity_duty import PublicityDuty, publicity_duty
from coordinator_app.domain.shares import split
from coordinator_app.services.funding import rules_of
from coordinator_app.storage.unit_of_work import ReadUnit


@dataclass(frozen=True, slots=True)
class ShareCard:
    """A project's part of a grant: its share and what that is of the amount approved or applied for."""

    share: GrantShare
    project_id: int
    title: str
    amount: int


@dataclass(frozen=True, slots=True)
class Money:
    """Where the money of a grant stands, in cents."""

    requested: int
    approved: int
    spent: int
    received: int
    entitled: int

    @property
    def to_repay(self) -> int:
        """What came in beyond what the spending entitles to; 0 for nothing."""
        return max(self.received - self.entitled, 0)

    @property
    def open(self) -> int:
        """What was approved and has not come in yet."""
        return max(self.approved - self.received, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantCard:
    """Everything about one grant; titles are those of today."""

    grant: Grant
    programme: FundingProgramme | None
    rules: tuple[ProgrammeDeadline, ...]
    applicant: str
    resolution: str
    shares: tuple[ShareCard, ...]
    items: tuple[FinanceItem, ...]
    cost_kinds: dict[int, str]
    sums: PlanSums
    plan_findings: tuple[Finding, ...]
    expenses: tuple[PlanLine, ...]
    income: tuple[PlanLine, ...]
    transfer_findings: tuple[Finding, ...]
    receipts: tuple[Expense, ...]
    drawdowns: tuple[Drawdown, ...]
    proofs: tuple[ProofOfUse, ...]
    conditions: tuple[Condition, ...]
    passed_on: tuple[tuple[PassThrough, str], ...]
    dates: tuple[GrantDate, ...]
    money: Money
    publicity: PublicityDuty


def grant_card(unit: ReadUnit, id: int, day: date) -> GrantCard:
    """Read one grant with all that hangs on it; `day` decides which days are still to come."""
    grant = unit.get(Grant, id)
    programme = programme_of(unit, grant)
    rules = rules_of(unit, grant.programme_id)
    items, receipts = items_of(unit, id), receipts_of(unit, id)
    drawdowns = tuple(unit.find(Drawdown, grant_id=id, order="number,id"))
    proofs = tuple(unit.find(ProofOfUse, grant_id=id, order="due_on,id"))
    conditions = tuple(unit.find(Condition, grant_id=id, order="due_on,id"))
    passed = unit.find(PassThrough, grant_id=id, order="id")
    names = unit.titles("organisation", [entry.organisation_id for entry in passed])
    parts = GrantParts(drawdowns=drawdowns, proofs=proofs, conditions=conditions, passed_on=passed)
    lines = expense_lines(items, receipts)
    tolerance = programme.transfer_tolerance if programme is not None else None
    return GrantCard(
        grant=grant,
        programme=programme,
        rules=rules,
        applicant=unit.title("organisation", grant.applicant_id),
        resolution=unit.title("resolution", grant.resolution_id),
        shares=share_cards(unit, grant),
        items=items,
        cost_kinds=unit.titles("catalog_entry", [item.cost_kind_id for item in items]),
        sums=plan_sums(items),
        plan_findings=_plan_findings(unit, grant, programme, items),
        expenses=lines,
        income=income_lines(items, drawdowns),
        transfer_findings=transfer_findings(lines, tolerance) if receipts else (),
        receipts=receipts,
        drawdowns=drawdowns,
        proofs=proofs,
        conditions=conditions,
        passed_on=tuple((entry, names.get(entry.organisation_id or 0, "")) for entry in passed),
        dates=grant_dates(grant, programme, rules, parts, day),
        money=_money(grant, items, receipts, drawdowns),
        publicity=publicity_duty(grant, programme, day),
    )


def programme_of(unit: ReadUnit, grant: Grant) -> FundingProgramme | None:
    """The programme of a grant, also from the Papierkorb."""
    return unit.many(FundingProgramme, [grant.programme_id]).get(grant.programme_id) if grant.programme_id else None


def items_of(unit: ReadUnit, grant_id: int) -> tuple[FinanceItem, ...]:
    """The plan: expenses before income, in their order."""
    found = unit.find(FinanceItem, grant_id=grant_id, order="position,id")
    return tuple(sorted(found, key=lambda item: item.side is PlanSide.INCOME))


def receipts_of(unit: ReadUnit, grant_id: int) -> tuple[Expense, ...]:
    """The receipts by the day they were paid."""
    return tuple(unit.find(Expense, grant_id=grant_id, order="paid_on,dated,id"))


def investments(unit: ReadUnit) -> frozenset[int]:
    """Ids of the cost kind „Investive Ausgaben“."""
    found = unit.find(CatalogEntry, catalogue=Catalogue.COST_KIND, code=INVESTMENT, deleted=None)
    return frozenset(entry.id for entry in found)


def shares_of(unit: ReadUnit, grant_id: int) -> list[GrantShare]:
    """Who shares a grant, in the order they came."""
    return unit.find(GrantShare, grant_id=grant_id, order="id")


def share_cards(unit: ReadUnit, grant: Grant) -> tuple[ShareCard, ...]:
    """The projects of a grant with their amounts, which add up to the whole."""
    shares = shares_of(unit, grant.id)
    projects = unit.many(Project, [share.project_id for share in shares if share.project_id])
    amounts = split(grant.approved or grant.requested or 0, [share.share for share in shares])
    return tuple(
        ShareCard(share, share.project_id or 0, projects[share.project_id or 0].title, amount)
        for share, amount in zip(shares, amounts, strict=True)
        if (share.project_id or 0) in projects
    )


def grant_facts(unit: ReadUnit, grant: Grant, day: date) -> GrantFacts:
    """What the steps of a grant ask for."""
    links = unit.find(DocumentLink, target_kind=Grant.kind, target_id=grant.id, order="id")
    return GrantFacts(
        today=day,
        programme=programme_of(unit, grant),
        rules=rules_of(unit, grant.programme_id),
        items=items_of(unit, grant.id),
        proofs=unit.find(ProofOfUse, grant_id=grant.id, order="id"),
        documents=sum(link.role is not LinkRole.HAND_EDITED for link in links),
        open_conditions=unit.count(Condition, grant_id=grant.id, met_on=None),
        investments=investments(unit),
    )


def _plan_findings(
    unit: ReadUnit, grant: Grant, programme: FundingProgramme | None, items: Sequence[FinanceItem]
) -> tuple[Finding, ...]:
    if not items:
        return ()
    if grant.state in GRANTED_STATES:
        return granted_plan_findings(items, programme, grant.approved or 0)
    return plan_findings(items, programme, grant.requested, investments(unit))


def _money(
    grant: Grant, items: Sequence[FinanceItem], receipts: Sequence[Expense], drawdowns: Sequence[Drawdown]
) -> Money:
    spent = sum(map(counted, receipts))
    income = income_lines(items, drawdowns)
    other = sum(line.actual for line in income if line.item and line.item.income_kind is not IncomeKind.GRANT)
    came = received(drawdowns)
    return Money(grant.requested or 0, grant.approved or 0, spent, came, entitled(grant, spent, other))
