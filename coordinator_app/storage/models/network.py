"""Tables of contacts kept with the network."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Table

from coordinator_app.domain.network import (
    DistributionList,
    ErasureNote,
    ErasureReason,
    Interaction,
    InteractionChannel,
    InteractionDirection,
)
from coordinator_app.storage.models.base import Mapped, RecordRow, link_table, mapped_column


class InteractionRow(RecordRow):
    """Kontaktvorgang."""

    __tablename__ = "interaction"
    __record__ = Interaction
    __links__: ClassVar[dict[str, Table]] = {
        "persons": link_table("interaction_person", "interaction", "person"),
        "organisations": link_table("interaction_organisation", "interaction", "organisation"),
    }
    happened_on: Mapped[date | None]
    channel: Mapped[InteractionChannel]
    direction: Mapped[InteractionDirection]
    subject: Mapped[str]
    text: Mapped[str]
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="SET NULL"))


class DistributionListRow(RecordRow):
    """Verteiler."""

    __tablename__ = "distribution_list"
    __record__ = DistributionList
    __links__: ClassVar[dict[str, Table]] = {
        "persons": link_table("distribution_list_person", "distribution_list", "person"),
        "organisations": link_table("distribution_list_organisation", "distribution_list", "organisation"),
        "excluded": link_table("distribution_list_excluded", "distribution_list", "person"),
    }
    title: Mapped[str]
    purpose: Mapped[str]
    rule: Mapped[str]


class ErasureNoteRow(RecordRow):
    """Löschvermerk."""

    __tablename__ = "erasure_note"
    __record__ = ErasureNote
    subject_uuid: Mapped[str]
    erased_on: Mapped[date | None]
    reason: Mapped[ErasureReason]
    passages: Mapped[int]
    kept: Mapped[int]
