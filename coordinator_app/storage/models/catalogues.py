"""Table of the catalogue entries."""

from sqlalchemy import Index, UniqueConstraint

from coordinator_app.domain.catalogues import CatalogEntry, Catalogue
from coordinator_app.storage.models.base import Mapped, RecordRow


class CatalogEntryRow(RecordRow):
    """One entry of a catalogue; its code is unique within the catalogue."""

    __tablename__ = "catalog_entry"
    __record__ = CatalogEntry
    __table_args__ = (UniqueConstraint("catalogue", "code"), Index(None, "catalogue", "position"))

    catalogue: Mapped[Catalogue]
    code: Mapped[str]
    label: Mapped[str]
    short: Mapped[str]
    position: Mapped[int]
    active: Mapped[bool]
    is_seed: Mapped[bool]
