"""Tabs „Dokumente“ (attachments, also by drag and drop) and „Verlauf“ of a project."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_date, format_date_time, format_size, plural
from coordinator_app.domain.attachments import LinkRole
from coordinator_app.domain.projects import Project
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.projects.photos import PhotosCard
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.written_files import WrittenFilesCard
from coordinator_app.services.project_card import ProjectCard

PICTURES = frozenset({".jpg", ".jpeg", ".png"})


class DocumentsPane(ScrollColumn):
    """Files kept with a project; dropping files on the tab adds them."""

    def __init__(self, context: AppContext, _lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._project_id = 0
        self.list = ListCard("Dokumente")
        add = LinkButton("Datei hinzufügen", "plus")
        theme.reveal(add, shown=not context.read_only)
        add.clicked.connect(self._on_add_clicked)
        self.list.add_to_head(add)
        self.files = WrittenFilesCard(context)
        self.photos = PhotosCard(context)
        self.column.addWidget(self.list)
        self.column.addWidget(self.photos)
        self.column.addWidget(self.files)
        self.column.addStretch(1)
        self.setAcceptDrops(not context.read_only)
        self.setAccessibleDescription("Dateien lassen sich hierher ziehen.")

    def show_card(self, card: ProjectCard) -> None:
        """Show the documents of a project."""
        self._project_id = card.project.id
        attachments = self._context.workspace.attachments
        rows: list[QWidget] = []
        self.files.show_record(Project.kind, card.project.id)
        self.photos.show_project(card.project.id)
        for link, document in attachments.linked(Project.kind, card.project.id):
            if link.role in {LinkRole.HAND_EDITED, LinkRole.IMAGE}:
                continue  # stand with the files written and with the pictures
            details = " · ".join(filter(None, (format_date(document.dated), format_size(document.size))))
            row = ListRow(document.title, addition=document.file_name, value=details, icon="document")
            tag(row, "document", document.id)
            row.activated.connect(self._on_row_activated)
            if not self._context.read_only:
                remove = IconButton("x", f"„{document.title}“ vom Projekt nehmen", flat=True)
                remove.clicked.connect(partial(_unlink, self._context, link.id))
                row.add(remove)
            rows.append(row)
        self.list.set_hint(str(len(rows)) if rows else "")
        if not rows:
            rows.append(hint_row("Noch keine Dokumente. Ziehen Sie Dateien oder E-Mails hierher."))
        self.list.set_rows(rows)

    def add_files(self, paths: list[Path]) -> None:
        """Take files in as one step; a sentence when one cannot be read."""
        if not paths:
            return
        with alerts.shown(self):
            self._context.workspace.attachments.add_files(paths, kind=Project.kind, id=self._project_id)
            self._context.notify(f"{plural(len(paths), 'Datei', 'Dateien')} hinzugefügt.")

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

    @Slot()
    def _on_row_activated(self) -> None:
        with alerts.shown(self):
            path = self._context.workspace.attachments.export_to_open(tagged(self.sender())[1])
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    @Slot()
    def _on_add_clicked(self) -> None:
        path = alerts.open_file(self, "Datei hinzufügen", "Alle Dateien (*)")
        if path is not None:
            self.add_files([path])


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


def _unlink(context: AppContext, link_id: int, *_: object) -> None:
    context.workspace.attachments.unlink(link_id)
    context.undo_bar("Dokument vom Projekt genommen.")
