"""Tables of resolutions and votes."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Table

from coordinator_app.domain.resolutions import (
    Implementation,
    ImplementationReport,
    Resolution,
    ResolutionState,
    ResolutionType,
    Vote,
)
from coordinator_app.domain.votes import ChairVote, Majority, Outcome, Procedure
from coordinator_app.storage.models.base import Mapped, RecordRow, link_table, mapped_column
from coordinator_app.storage.models.projects import project_resolution


class ResolutionRow(RecordRow):
    """A Beschluss."""

    __tablename__ = "resolution"
    __record__ = Resolution
    __links__: ClassVar[dict[str, Table]] = {
        "projects": project_resolution,
        "needs": link_table("resolution_need", "resolution", "need"),
    }
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"))
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"))
    term_id: Mapped[int | None] = mapped_column(ForeignKey("term.id", ondelete="SET NULL"))
    number: Mapped[str]
    sequence: Mapped[int | None]
    title: Mapped[str]
    wording: Mapped[str]
    grounds: Mapped[str]
    mover: Mapped[str]
    resolution_type: Mapped[ResolutionType]
    state: Mapped[ResolutionState]
    decided_on: Mapped[date | None]
    implementation: Mapped[Implementation]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id", ondelete="SET NULL"))
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    responsible_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    due_on: Mapped[date | None]
    report: Mapped[str]
    implemented_on: Mapped[date | None]
    public: Mapped[bool]
    candidates: Mapped[str]
    elected: Mapped[str]
    published_on: Mapped[date | None]


class VoteRow(RecordRow):
    """An Abstimmung."""

    __tablename__ = "vote"
    __record__ = Vote
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id", ondelete="CASCADE"))
    round: Mapped[int]
    procedure: Mapped[Procedure]
    majority: Mapped[Majority]
    taken_at: Mapped[datetime | None]
    present: Mapped[int]
    members: Mapped[int]
    base_reason: Mapped[str]
    yes: Mapped[int]
    no: Mapped[int]
    abstain: Mapped[int]
    invalid: Mapped[int]
    not_voting: Mapped[int]
    candidates: Mapped[str]
    chair_vote: Mapped[ChairVote]
    outcome: Mapped[Outcome]
    reason: Mapped[str]
    sentence: Mapped[str]
    override_reason: Mapped[str]


class ImplementationReportRow(RecordRow):
    """An Umsetzungsbericht."""

    __tablename__ = "implementation_report"
    __record__ = ImplementationReport
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id", ondelete="CASCADE"))
    reported_on: Mapped[date | None]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"))
    old_state: Mapped[Implementation | None]
    new_state: Mapped[Implementation | None]
    text: Mapped[str]
