"""Tabs „Dokumente“ (attachments, also by drag and drop) and „Verlauf“ of a project."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_date_time, plural
from coordinator_app.domain.projects import Project
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.papers_card import PapersCard
from coordinator_app.gui.photos_card import PhotosCard
from coordinator_app.gui.record_files import RecordFiles
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.written_files import WrittenFilesCard
from coordinator_app.services.project_card import ProjectCard

PICTURES = frozenset({".jpg", ".jpeg", ".png"})


class DocumentsPane(ScrollColumn):
    """Files and pictures kept with a project; dropping files on the tab adds them, pictures to the pictures."""

    def __init__(self, context: AppContext, _lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.list = RecordFiles(context, "Noch keine Dokumente. Ziehen Sie Dateien oder E-Mails hierher.")
        self.list.setAcceptDrops(False)  # the whole tab takes them
        self.papers = PapersCard(context)
        self.photos = PhotosCard(context)
        self.files = WrittenFilesCard(context)
        for card in (self.list, self.papers, self.photos, self.files):
            self.column.addWidget(card)
        self.column.addStretch(1)
        self.setAcceptDrops(not context.read_only)
        self.setAccessibleDescription("Dateien lassen sich hierher ziehen.")

    def show_card(self, card: ProjectCard) -> None:
        """Show the documents of a project."""
        for part in (self.list, self.photos, self.files):
            part.show_record(Project.kind, card.project.id)
        self.papers.show_record(Project.kind, card.project.id, card.project.title)

    def add_files(self, paths: list[Path]) -> None:
        """Take files in as one step; a sentence when one cannot be read."""
        self.list.add_files(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the dropped files, pictures to the pictures."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        pictures = [path for path in paths if path.suffix.lower() in PICTURES]
        self.add_files([path for path in paths if path not in pictures])
        self.photos.add_pictures(pictures)
        event.acceptProposedAction()


class HistoryPane(ScrollColumn):
    """Who changed what and when; newest first."""

    def __init__(self, context: AppContext, _lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.list = ListCard("Verlauf")
        self.column.addWidget(self.list)
        self.column.addStretch(1)

    def show_card(self, card: ProjectCard) -> None:
        """Show the history of a project."""
        lines = self._context.workspace.projects.history(card.project.id)
        rows = [
            ListRow(line.step, addition=line.user, value=format_date_time(line.at), icon="history", clickable=False)
            for line in lines
        ]
        self.list.set_hint(plural(len(rows), "Änderung", "Änderungen"))
        self.list.set_rows(list(rows))
