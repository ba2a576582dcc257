"""Tables of minutes and their sealed versions."""

from datetime import date, datetime

from sqlalchemy import ForeignKey

from coordinator_app.domain.minutes import Minutes, MinutesState, MinutesType, MinutesVersion, Stage
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
    correction_reason: Mapped[str]
    approved_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"))
    approved_on: Mapped[date | None]


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
