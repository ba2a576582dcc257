"""Tables of minutes, their sealed versions and the objections against them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey

from coordinator_app.domain.minutes import Minutes, MinutesState, MinutesType, MinutesVersion, Stage
from coordinator_app.domain.objections import Objection, ObjectionDecision
from coordinator_app.storage.models.base import Mapped, RecordRow, mapped_column


class MinutesRow(RecordRow):
    """A Niederschrift."""

    __tablename__ = "minutes"
    __record__ = Minutes
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    title: Mapped[str]
    minutes_type: Mapped[MinutesType]
    state: Mapped[MinutesState]
    current_version: Mapped[int]
    confirmed_on: Mapped[date | None]
    sent_on: Mapped[date | None]
    correction_reason: Mapped[str]
    approved_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"))
    approved_on: Mapped[date | None]


class ObjectionRow(RecordRow):
    """An Einwendung."""

    __tablename__ = "objection"
    __record__ = Objection
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id", ondelete="CASCADE"))
    version_number: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    name: Mapped[str]
    raised_on: Mapped[date | None]
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"))
    text: Mapped[str]
    decision: Mapped[ObjectionDecision]
    decision_text: Mapped[str]
    decided_on: Mapped[date | None]
    decided_in_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"))


class MinutesVersionRow(RecordRow):
    """A sealed version."""

    __tablename__ = "minutes_version"
    __record__ = MinutesVersion
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id", ondelete="CASCADE"))
    number: Mapped[int]
    stage: Mapped[Stage]
    content_json: Mapped[str]
    content_hash: Mapped[str]
    previous_hash: Mapped[str]
    reason: Mapped[str]
    made_at: Mapped[datetime | None]
    made_by: Mapped[str]
