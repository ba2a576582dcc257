"""Tables of rounds, their criteria, raters and scores, and the frozen result."""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Table, UniqueConstraint

from coordinator_app.domain.priorities import (
    Criterion,
    Decision,
    DotVote,
    Polarity,
    Priority,
    PriorityRound,
    Rater,
    RoundStatus,
    Score,
)
from coordinator_app.storage.models.base import Mapped, RecordRow, link_table, mapped_column


class PriorityRoundRow(RecordRow):
    """A Priorisierungsrunde."""

    __tablename__ = "priority_round"
    __record__ = PriorityRound
    __links__: ClassVar[dict[str, Table]] = {"needs": link_table("priority_round_need", "priority_round", "need")}
    title: Mapped[str]
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id", ondelete="SET NULL"))
    year: Mapped[int | None]
    status: Mapped[RoundStatus]
    uses_scores: Mapped[bool]
    uses_dots: Mapped[bool]
    dots_per_rater: Mapped[int]
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("priority_round.id", ondelete="SET NULL"))
    max_priorities: Mapped[int]
    resolution_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id", ondelete="SET NULL"))
    frozen_on: Mapped[date | None]


class CriterionRow(RecordRow):
    """A criterion of a round."""

    __tablename__ = "criterion"
    __record__ = Criterion
    __table_args__ = (CheckConstraint("weight >= 0", name="weight"),)
    priority_round_id: Mapped[int] = mapped_column(ForeignKey("priority_round.id", ondelete="CASCADE"))
    title: Mapped[str]
    weight: Mapped[int]
    polarity: Mapped[Polarity]
    lowest_words: Mapped[str]
    highest_words: Mapped[str]
    second_words: Mapped[str]
    middle_words: Mapped[str]
    fourth_words: Mapped[str]
    position: Mapped[int]


class RaterRow(RecordRow):
    """Somebody who scores."""

    __tablename__ = "rater"
    __record__ = Rater
    priority_round_id: Mapped[int] = mapped_column(ForeignKey("priority_round.id", ondelete="CASCADE"))
    name: Mapped[str]
    heads: Mapped[int]
    position: Mapped[int]


class ScoreRow(RecordRow):
    """One score; no row means the rater has not scored yet, NULL points mean „weiß nicht“."""

    __tablename__ = "score"
    __record__ = Score
    __table_args__ = (
        UniqueConstraint("rater_id", "need_id", "criterion_id"),
        CheckConstraint("points BETWEEN 1 AND 5", name="points"),
    )
    rater_id: Mapped[int] = mapped_column(ForeignKey("rater.id", ondelete="CASCADE"))
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"))
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id", ondelete="CASCADE"))
    points: Mapped[int | None]


class DotVoteRow(RecordRow):
    """Dots of a rater on a need."""

    __tablename__ = "dot_vote"
    __record__ = DotVote
    __table_args__ = (UniqueConstraint("rater_id", "need_id"), CheckConstraint("dots >= 0", name="dots"))
    rater_id: Mapped[int] = mapped_column(ForeignKey("rater.id", ondelete="CASCADE"))
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"))
    dots: Mapped[int]


class PriorityRow(RecordRow):
    """The frozen result for one need; stays readable when the need is erased."""

    __tablename__ = "priority"
    __record__ = Priority
    __table_args__ = (UniqueConstraint("priority_round_id", "need_id"),)
    priority_round_id: Mapped[int] = mapped_column(ForeignKey("priority_round.id", ondelete="CASCADE"))
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id", ondelete="SET NULL"))
    need_title: Mapped[str]
    rank: Mapped[int]
    value: Mapped[float | None]
    lowest: Mapped[float | None]
    highest: Mapped[float | None]
    dissent: Mapped[bool]
    dots: Mapped[int]
    evidence_kinds: Mapped[int]
    stability: Mapped[float | None]
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    runs_until: Mapped[date | None]
    decision: Mapped[Decision]
    reason: Mapped[str]
