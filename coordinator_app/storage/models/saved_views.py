"""Table of the named list views."""

from sqlalchemy import Index

from coordinator_app.domain.saved_views import SavedView
from coordinator_app.storage.models.base import Mapped, RecordRow


class SavedViewRow(RecordRow):
    """A named view of one page."""

    __tablename__ = "saved_view"
    __record__ = SavedView
    __table_args__ = (Index(None, "page"),)

    page: Mapped[str]
    name: Mapped[str]
    definition: Mapped[str]
