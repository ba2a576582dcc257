"""Tables of bodies, their rules, terms and seats."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Table

from coordinator_app.domain.attendance import QuorumKind
from coordinator_app.domain.bodies import Approval, Body, BodyRules, Membership, Role, Term
from coordinator_app.domain.deadlines import DayCount
from coordinator_app.domain.votes import Majority, TieRule
from coordinator_app.storage.models.base import Mapped, RecordRow, link_table, mapped_column


class BodyRow(RecordRow):
    """A Gremium."""

    __tablename__ = "body"
    __record__ = Body
    __links__: ClassVar[dict[str, Table]] = {
        "fields_of_action": link_table("body_field_of_action", "body", "catalog_entry"),
    }
    name: Mapped[str]
    short_name: Mapped[str]
    genitive: Mapped[str]
    body_kind_id: Mapped[int | None] = mapped_column(ForeignKey("catalog_entry.id", ondelete="SET NULL"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("body.id", ondelete="SET NULL"))
    founded_on: Mapped[date | None]
    constituted_on: Mapped[date | None]
    basis: Mapped[str]
    dissolved_on: Mapped[date | None]
    number_pattern: Mapped[str]
    public_by_default: Mapped[bool]
    active: Mapped[bool]


class BodyRulesRow(RecordRow):
    """The rules of a body from a day on."""

    __tablename__ = "body_rules"
    __record__ = BodyRules
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"))
    title: Mapped[str]
    valid_from: Mapped[date | None]
    notice_days: Mapped[int]
    notice_count: Mapped[DayCount]
    quorum_kind: Mapped[QuorumKind]
    quorum_value: Mapped[int]
    default_majority: Mapped[Majority]
    default_consensus: Mapped[bool]
    abstentions_count: Mapped[bool]
    tie_rule: Mapped[TieRule]
    deputies_allowed: Mapped[bool]
    transfer_allowed: Mapped[bool]
    circulation_allowed: Mapped[bool]
    circulation_majority: Mapped[Majority]
    circulation_days: Mapped[int]
    circulation_objection: Mapped[bool]
    minutes_days: Mapped[int]
    objection_days: Mapped[int]
    approval: Mapped[Approval]
    sign_chair: Mapped[bool]
    sign_minute_taker: Mapped[bool]
    sign_member: Mapped[bool]


class TermRow(RecordRow):
    """A Sitzungsperiode."""

    __tablename__ = "term"
    __record__ = Term
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"))
    title: Mapped[str]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    next_meeting_number: Mapped[int]
    next_resolution_number: Mapped[int]


class MembershipRow(RecordRow):
    """A Sitz."""

    __tablename__ = "membership"
    __record__ = Membership
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"))
    seat: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    role: Mapped[Role]
    has_vote: Mapped[bool]
    weight: Mapped[int]
    deputy_for_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id", ondelete="SET NULL"))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    appointed_on: Mapped[date | None]
    vacant: Mapped[bool]
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id", ondelete="SET NULL"))
