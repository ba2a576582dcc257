"""The card „Bilder“ of a project."""

from coordinator_app.domain.projects import Project
from coordinator_app.gui import photos_card
from coordinator_app.gui.photos_card import HEIGHT, WIDTH

__all__ = ["HEIGHT", "WIDTH", "PhotosCard"]


class PhotosCard(photos_card.PhotosCard):
    """`show_project(id)`."""

    def show_project(self, project_id: int) -> None:
        """Show the pictures of a project."""
        self.show_record(Project.kind, project_id)
