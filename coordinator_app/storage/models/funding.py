"""Tables of funding programmes and grants; money in whole euro cents."""

from datetime import date

from sqlalchemy import ForeignKey

from coordinator_app.domain.funding import FundingProgramme, FundingType, PaymentWay, ProgrammeDate, ProgrammeDeadline
from coordinator_app.domain.grants import (
    Condition,
    Drawdown,
    DrawdownState,
    Expense,
    FinanceItem,
    Grant,
    GrantShare,
    GrantState,
    IncomeKind,
    PassThrough,
    PlanSide,
    ProofKind,
    ProofOfUse,
    ProofState,
)
from coordinator_app.storage.models.base import Mapped, RecordRow, mapped_column


class FundingProgrammeRow(RecordRow):
    """Förderprogramm."""

    __tablename__ = "funding_programme"
    __record__ = FundingProgramme
    title: Mapped[str]
    short_name: Mapped[str]
    provider: Mapped[str]
    legal_basis: Mapped[str]
    version_of: Mapped[date | None]
    website: Mapped[str]
    funding_type: Mapped[FundingType]
    payment_way: Mapped[PaymentWay]
    largest_share: Mapped[int | None]
    smallest_own_share: Mapped[int | None]
    own_share_in_kind: Mapped[bool]
    smallest_amount: Mapped[int | None]
    largest_amount: Mapped[int | None]
    refund_below: Mapped[int | None]
    eligible: Mapped[str]
    not_eligible: Mapped[str]
    investment_excluded: Mapped[bool]
    consultation_required: Mapped[bool]
    resolution_required: Mapped[bool]
    postal_days: Mapped[int | None]
    quality_plan_required: Mapped[bool]
    publicity_from: Mapped[int | None]
    publicity_sentence: Mapped[str]
    logo_id: Mapped[int | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"))
    proof_months: Mapped[int | None]
    spend_months: Mapped[int | None]
    retention_years: Mapped[int | None]
    transfer_tolerance: Mapped[int | None]
    source: Mapped[str]
    checked_on: Mapped[date | None]
    checked_by: Mapped[str]
    active: Mapped[bool]
    is_seed: Mapped[bool]


class ProgrammeDeadlineRow(RecordRow):
    """Programmfrist."""

    __tablename__ = "programme_deadline"
    __record__ = ProgrammeDeadline
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("funding_programme.id", ondelete="CASCADE"))
    programme_date: Mapped[ProgrammeDate]
    month: Mapped[int | None]
    day: Mapped[int | None]
    months_after: Mapped[int | None]
    year_offset: Mapped[int]
    text: Mapped[str]


class GrantRow(RecordRow):
    """Förderung."""

    __tablename__ = "grant"
    __record__ = Grant
    title: Mapped[str]
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("funding_programme.id", ondelete="SET NULL"))
    reference: Mapped[str]
    state: Mapped[GrantState]
    applicant_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    funding_type: Mapped[FundingType]
    funding_year: Mapped[int | None]
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    consultation_on: Mapped[date | None]
    consultation_with: Mapped[str]
    applied_on: Mapped[date | None]
    requested: Mapped[int | None]
    approved_on: Mapped[date | None]
    notified_on: Mapped[date | None]
    approved: Mapped[int | None]
    share: Mapped[int | None]
    resolution_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id", ondelete="SET NULL"))
    appeal_until: Mapped[date | None]
    bound_until: Mapped[date | None]
    keep_until: Mapped[date | None]
    recovered: Mapped[int | None]
    recovery_reason: Mapped[str]
    publicity_on: Mapped[date | None]
    publicity_proof: Mapped[str]
    state_reason: Mapped[str]


class GrantShareRow(RecordRow):
    """Anteil an der Förderung."""

    __tablename__ = "grant_share"
    __record__ = GrantShare
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("grant.id", ondelete="CASCADE"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    share: Mapped[int]


class FinanceItemRow(RecordRow):
    """Ansatz."""

    __tablename__ = "finance_item"
    __record__ = FinanceItem
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("grant.id", ondelete="CASCADE"))
    side: Mapped[PlanSide]
    cost_kind_id: Mapped[int | None] = mapped_column(ForeignKey("catalog_entry.id", ondelete="SET NULL"))
    income_kind: Mapped[IncomeKind | None]
    text: Mapped[str]
    planned: Mapped[int]
    received: Mapped[int | None]
    year: Mapped[int | None]
    position: Mapped[int]


class ExpenseRow(RecordRow):
    """Beleg."""

    __tablename__ = "expense"
    __record__ = Expense
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("grant.id", ondelete="CASCADE"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="SET NULL"))
    finance_item_id: Mapped[int | None] = mapped_column(ForeignKey("finance_item.id", ondelete="SET NULL"))
    voucher: Mapped[str]
    dated: Mapped[date | None]
    paid_on: Mapped[date | None]
    payee: Mapped[str]
    purpose: Mapped[str]
    amount: Mapped[int | None]
    eligible: Mapped[int | None]


class DrawdownRow(RecordRow):
    """Mittelabruf."""

    __tablename__ = "drawdown"
    __record__ = Drawdown
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("grant.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str]
    amount: Mapped[int | None]
    requested_on: Mapped[date | None]
    received_on: Mapped[date | None]
    spend_until: Mapped[date | None]
    state: Mapped[DrawdownState]


class ProofOfUseRow(RecordRow):
    """Verwendungsnachweis."""

    __tablename__ = "proof_of_use"
    __record__ = ProofOfUse
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("grant.id", ondelete="CASCADE"))
    proof_kind: Mapped[ProofKind]
    reference: Mapped[str]
    due_on: Mapped[date | None]
    submitted_on: Mapped[date | None]
    audited_on: Mapped[date | None]
    report: Mapped[str]
    recovered: Mapped[int | None]
    state: Mapped[ProofState]


class ConditionRow(RecordRow):
    """Auflage."""

    __tablename__ = "condition"
    __record__ = Condition
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("grant.id", ondelete="CASCADE"))
    text: Mapped[str]
    due_on: Mapped[date | None]
    met_on: Mapped[date | None]
    proof: Mapped[str]


class PassThroughRow(RecordRow):
    """Weiterleitung."""

    __tablename__ = "pass_through"
    __record__ = PassThrough
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("grant.id", ondelete="CASCADE"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    purpose: Mapped[str]
    amount: Mapped[int | None]
    contract_on: Mapped[date | None]
    proof_due_on: Mapped[date | None]
    proof_on: Mapped[date | None]
