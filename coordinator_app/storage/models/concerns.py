"""Tables of concerns, of causes of needs and of how far offers answer them."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint

from coordinator_app.domain.concerns import Concern, ConcernChannel, ConcernState
from coordinator_app.domain.need_offers import Coverage, Factor, FactorKind, FactorLevel, NeedOfferMatch
from coordinator_app.storage.models.base import Mapped, RecordRow, mapped_column


class ConcernRow(RecordRow):
    """Anliegen."""

    __tablename__ = "concern"
    __record__ = Concern
    title: Mapped[str]
    received_on: Mapped[date | None]
    channel: Mapped[ConcernChannel]
    concern_kind_id: Mapped[int | None] = mapped_column(ForeignKey("catalog_entry.id", ondelete="SET NULL"))
    text: Mapped[str]
    place: Mapped[str]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"))
    anonymous: Mapped[bool]
    reply_to: Mapped[str]
    state: Mapped[ConcernState]
    state_reason: Mapped[str]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("concern.id", ondelete="SET NULL"))
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    settled_on: Mapped[date | None]
    answer: Mapped[str]
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id", ondelete="SET NULL"))
    delete_after: Mapped[date | None]
    contact_erased_on: Mapped[date | None]


class FactorRow(RecordRow):
    """Ursache."""

    __tablename__ = "factor"
    __record__ = Factor
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"))
    factor_kind: Mapped[FactorKind]
    level: Mapped[FactorLevel]
    text: Mapped[str]
    importance: Mapped[int]
    backed_by: Mapped[str]


class NeedOfferMatchRow(RecordRow):
    """Abgleich."""

    __tablename__ = "need_offer_match"
    __record__ = NeedOfferMatch
    __table_args__ = (UniqueConstraint("need_id", "project_id"),)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"))
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    coverage: Mapped[Coverage]
    reason: Mapped[str]
