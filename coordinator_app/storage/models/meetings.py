"""Tables of meetings, agenda, invitations and attendance."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, Table

from coordinator_app.domain.agenda import ItemState, ItemType
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.dispatches import Way
from coordinator_app.domain.meeting_breaks import MeetingBreak
from coordinator_app.domain.meetings import (
    AgendaItem,
    Attendance,
    AttendanceSpan,
    AttendanceStatus,
    BacklogItem,
    BacklogState,
    Invitation,
    Meeting,
    MeetingState,
    MeetingType,
    NoticeAnswer,
    Recusal,
    Reply,
    Topic,
    TopicState,
)
from coordinator_app.storage.models.base import Mapped, RecordRow, link_table, mapped_column


class MeetingRow(RecordRow):
    """A Sitzung."""

    __tablename__ = "meeting"
    __record__ = Meeting
    __table_args__ = (Index(None, "state", "deleted_at", "starts_at"),)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"))
    term_id: Mapped[int | None] = mapped_column(ForeignKey("term.id", ondelete="SET NULL"))
    series_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_series.id", ondelete="SET NULL"))
    series_day: Mapped[date | None]
    number: Mapped[int | None]
    title: Mapped[str]
    meeting_type: Mapped[MeetingType]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    actual_start: Mapped[datetime | None]
    actual_end: Mapped[datetime | None]
    place: Mapped[str]
    online_link: Mapped[str]
    state: Mapped[MeetingState]
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    minute_taker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"))
    invitation_text: Mapped[str]
    invited_on: Mapped[date | None]
    invited_by: Mapped[str]
    notice_answer: Mapped[NoticeAnswer]
    quorum_at: Mapped[datetime | None]
    quorum_met: Mapped[bool]
    hint: Mapped[str]
    hint_pinned: Mapped[bool]
    next_meeting_on: Mapped[date | None]
    cancel_reason: Mapped[str]
    calendar_sequence: Mapped[int]
    calendar_state: Mapped[str]
    reopen_reason: Mapped[str]


class TopicRow(RecordRow):
    """A Thema through the meetings."""

    __tablename__ = "topic"
    __record__ = Topic
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"))
    title: Mapped[str]
    recurring: Mapped[bool]
    pinned: Mapped[str]
    state: Mapped[TopicState]


class AgendaItemRow(RecordRow):
    """A TOP."""

    __tablename__ = "agenda_item"
    __record__ = AgendaItem
    __links__: ClassVar[dict[str, Table]] = {
        "projects": link_table("agenda_item_project", "agenda_item", "project"),
        "needs": link_table("agenda_item_need", "agenda_item", "need"),
    }
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"))
    position: Mapped[int]
    is_heading: Mapped[bool]
    title: Mapped[str]
    item_type: Mapped[ItemType]
    public: Mapped[bool]
    minutes: Mapped[int]
    reporter: Mapped[str]
    guests: Mapped[str]
    facts: Mapped[str]
    proposal: Mapped[str]
    discussion: Mapped[str]
    outcome: Mapped[str]
    state: Mapped[ItemState]
    recurring: Mapped[bool]
    skipped: Mapped[bool]
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="SET NULL"))
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"))
    moved_to_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"))
    moved_from_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"))
    origin_key: Mapped[str]
    reason: Mapped[str]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class InvitationRow(RecordRow):
    """An invited person or institution."""

    __tablename__ = "invitation"
    __record__ = Invitation
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id", ondelete="SET NULL"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    name: Mapped[str]
    role: Mapped[Role]
    has_vote: Mapped[bool]
    organisation: Mapped[str]
    for_information: Mapped[bool]
    way: Mapped[Way]
    address: Mapped[str]
    reply: Mapped[Reply]
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    deputy_name: Mapped[str]
    replied_on: Mapped[date | None]
    sent_on: Mapped[date | None]
    reminded_on: Mapped[date | None]


class AttendanceRow(RecordRow):
    """A line of the attendance list."""

    __tablename__ = "attendance"
    __record__ = Attendance
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id", ondelete="SET NULL"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    name: Mapped[str]
    function: Mapped[str]
    organisation: Mapped[str]
    role: Mapped[Role]
    status: Mapped[AttendanceStatus]
    has_vote: Mapped[bool]
    weight: Mapped[int]
    represents_id: Mapped[int | None] = mapped_column(ForeignKey("attendance.id", ondelete="SET NULL"))
    signed: Mapped[bool]
    reason: Mapped[str]


class AttendanceSpanRow(RecordRow):
    """A time of presence."""

    __tablename__ = "attendance_span"
    __record__ = AttendanceSpan
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendance.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]


class RecusalRow(RecordRow):
    """A Befangenheit."""

    __tablename__ = "recusal"
    __record__ = Recusal
    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"))
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendance.id", ondelete="CASCADE"))
    reason: Mapped[str]
    leaves_room: Mapped[bool]


class MeetingBreakRow(RecordRow):
    """An Unterbrechung."""

    __tablename__ = "meeting_break"
    __record__ = MeetingBreak
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    reason: Mapped[str]


class BacklogItemRow(RecordRow):
    """An entry of the Themenspeicher."""

    __tablename__ = "backlog_item"
    __record__ = BacklogItem
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"))
    title: Mapped[str]
    proposed_by: Mapped[str]
    proposed_on: Mapped[date | None]
    text: Mapped[str]
    wanted_on: Mapped[date | None]
    minutes: Mapped[int]
    source_kind: Mapped[str]
    source_id: Mapped[int | None]
    state: Mapped[BacklogState]
    reject_reason: Mapped[str]
