"""Tables of needs and their evidence."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Table

from coordinator_app.domain.needs import (
    Direction,
    Evidence,
    Need,
    NeedKind,
    NeedStatus,
    NeedStep,
    Strength,
)
from coordinator_app.storage.models.base import Mapped, RecordRow, link_table, mapped_column
from coordinator_app.storage.models.projects import project_need


class NeedRow(RecordRow):
    """A Bedarf."""

    __tablename__ = "need"
    __record__ = Need
    __links__: ClassVar[dict[str, Table]] = {
        "areas": link_table("need_area", "need", "area"),
        "target_groups": link_table("need_target_group", "need", "catalog_entry"),
        "places": link_table("need_place", "need", "place"),
        "projects": project_need,
    }
    number: Mapped[str]
    title: Mapped[str]
    need_kind: Mapped[NeedKind]
    description: Mapped[str]
    field_of_action_id: Mapped[int | None] = mapped_column(ForeignKey("catalog_entry.id", ondelete="SET NULL"))
    offence_group_id: Mapped[int | None] = mapped_column(ForeignKey("catalog_entry.id", ondelete="SET NULL"))
    place: Mapped[str]
    since: Mapped[str]
    affected: Mapped[str]
    causes: Mapped[str]
    status: Mapped[NeedStatus]
    status_reason: Mapped[str]
    first_reported: Mapped[date | None]
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))


class EvidenceRow(RecordRow):
    """A Beleg."""

    __tablename__ = "evidence"
    __record__ = Evidence
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"))
    evidence_kind_id: Mapped[int | None] = mapped_column(ForeignKey("catalog_entry.id", ondelete="SET NULL"))
    statement: Mapped[str]
    source: Mapped[str]
    source_kind: Mapped[str]
    source_id: Mapped[int | None]
    direction: Mapped[Direction]
    strength: Mapped[Strength]
    observed: Mapped[date | None]


class NeedStepRow(RecordRow):
    """A change of state of a need."""

    __tablename__ = "need_step"
    __record__ = NeedStep
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"))
    moved_on: Mapped[date | None]
    old_status: Mapped[NeedStatus | None]
    new_status: Mapped[NeedStatus | None]
    reason: Mapped[str]
