"""Tables of the documents kept inside the file and of their links."""

from datetime import date

from sqlalchemy import ForeignKey, Index

from coordinator_app.domain.attachments import Document, DocumentLink, LinkRole, PhotoConsent
from coordinator_app.storage.models.base import Mapped, RecordRow, mapped_column


class DocumentRow(RecordRow):
    """A document; its bytes are in `document_content`."""

    __tablename__ = "document"
    __record__ = Document

    title: Mapped[str]
    document_kind_id: Mapped[int | None] = mapped_column(ForeignKey("catalog_entry.id", ondelete="SET NULL"))
    file_name: Mapped[str]
    mime_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(ForeignKey("document_content.sha256", ondelete="RESTRICT"))
    dated: Mapped[date | None]
    author: Mapped[str]
    confidential: Mapped[bool]
    keep_until: Mapped[date | None]
    photo_consent: Mapped[PhotoConsent]
    alt_text: Mapped[str]


class DocumentLinkRow(RecordRow):
    """A document attached to a record of any kind."""

    __tablename__ = "document_link"
    __record__ = DocumentLink
    __table_args__ = (Index(None, "target_kind", "target_id"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    target_kind: Mapped[str]
    target_id: Mapped[int]
    role: Mapped[LinkRole]
    number: Mapped[int]
