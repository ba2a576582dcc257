"""Table of all deadlines of the house."""

from datetime import date

from sqlalchemy import ForeignKey, Index

from coordinator_app.domain.deadline_register import Deadline, DeadlineOrigin
from coordinator_app.storage.models.base import Mapped, RecordRow, mapped_column


class DeadlineRow(RecordRow):
    """Frist."""

    __tablename__ = "deadline"
    __record__ = Deadline
    __table_args__ = (Index(None, "target_kind", "target_id"), Index(None, "deleted_at", "done_on", "due_on"))
    title: Mapped[str]
    deadline_kind_id: Mapped[int | None] = mapped_column(ForeignKey("catalog_entry.id", ondelete="SET NULL"))
    target_kind: Mapped[str]
    target_id: Mapped[int | None]
    due_on: Mapped[date | None]
    lead_days: Mapped[str]
    done_on: Mapped[date | None]
    critical: Mapped[bool]
    origin: Mapped[DeadlineOrigin]
    rule_key: Mapped[str]
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
