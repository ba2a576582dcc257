"""Tables of written votes and single ballots."""

from datetime import date

from sqlalchemy import ForeignKey

from coordinator_app.domain.ballots import Ballot, BallotChoice
from coordinator_app.domain.circulations import Circulation, CirculationState
from coordinator_app.storage.models.base import Mapped, RecordRow, mapped_column


class BallotRow(RecordRow):
    """An Einzelstimme."""

    __tablename__ = "ballot"
    __record__ = Ballot
    vote_id: Mapped[int] = mapped_column(ForeignKey("vote.id", ondelete="CASCADE"))
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id", ondelete="SET NULL"))
    attendance_id: Mapped[int | None] = mapped_column(ForeignKey("attendance.id", ondelete="SET NULL"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    name: Mapped[str]
    represents: Mapped[str]
    choice: Mapped[BallotChoice]
    weight: Mapped[int]
    cast_on: Mapped[date | None]
    way: Mapped[str]


class CirculationRow(RecordRow):
    """An Umlaufverfahren."""

    __tablename__ = "circulation"
    __record__ = Circulation
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"))
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id", ondelete="CASCADE"))
    vote_id: Mapped[int | None] = mapped_column(ForeignKey("vote.id", ondelete="SET NULL"))
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"))
    title: Mapped[str]
    letter: Mapped[str]
    sent_on: Mapped[date | None]
    reply_until: Mapped[date | None]
    closed_on: Mapped[date | None]
    state: Mapped[CirculationState]
    stop_reason: Mapped[str]
