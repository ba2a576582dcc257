"""Tables of what leaves the house: sendings, written files, letter templates."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index

from coordinator_app.domain.dispatches import Dispatch, Occasion
from coordinator_app.domain.letter_templates import LetterTemplate, TemplatePurpose
from coordinator_app.domain.written_files import WrittenFile
from coordinator_app.storage.models.base import Mapped, RecordRow, mapped_column


class DispatchRow(RecordRow):
    """A Versand."""

    __tablename__ = "dispatch"
    __record__ = Dispatch
    __table_args__ = (Index(None, "target_kind", "target_id"),)
    occasion: Mapped[Occasion]
    target_kind: Mapped[str]
    target_id: Mapped[int]
    sent_on: Mapped[date | None]
    way: Mapped[str]
    recipients: Mapped[str]
    contents: Mapped[str]


class WrittenFileRow(RecordRow):
    """A file written outside."""

    __tablename__ = "written_file"
    __record__ = WrittenFile
    __table_args__ = (Index(None, "subject_kind", "subject_id"),)
    document_key: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    path: Mapped[str]
    sha256: Mapped[str]
    version_number: Mapped[int]
    written_at: Mapped[datetime | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"))


class LetterTemplateRow(RecordRow):
    """A Briefvorlage."""

    __tablename__ = "letter_template"
    __record__ = LetterTemplate
    title: Mapped[str]
    purpose: Mapped[TemplatePurpose]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id", ondelete="SET NULL"))
    is_default: Mapped[bool]
