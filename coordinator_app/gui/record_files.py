"""The card „Dokumente“ of any record: files kept with it; files dropped on the card are added."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_date, format_size, plural
from coordinator_app.domain.attachments import LinkRole
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged


class RecordFiles(ListCard):
    """`show_record(kind, id)` after each reload; what came back from editing by hand stands elsewhere."""

    def __init__(
        self, context: AppContext, nothing: str, title: str = "Dokumente", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent=parent)
        self._context = context
        self._nothing = nothing
        self._record: tuple[str, int] = ("", 0)
        add = LinkButton("Datei hinzufügen", "plus")
        theme.reveal(add, shown=not context.read_only)
        add.clicked.connect(self._on_add_clicked)
        self.add_to_head(add)
        self.setAcceptDrops(not context.read_only)
        self.setAccessibleDescription("Dateien lassen sich hierher ziehen.")

    def show_record(self, kind: str, id: int) -> None:
        """Show the files of a record."""
        self._record = (kind, id)
        rows: list[QWidget] = []
        for link, document in self._context.workspace.attachments.linked(kind, id):
            if link.role in {LinkRole.HAND_EDITED, LinkRole.IMAGE}:
                continue  # stand with the files written and with the pictures
            details = " · ".join(filter(None, (format_date(document.dated), format_size(document.size))))
            row = ListRow(document.title, addition=document.file_name, value=details, icon="document")
            tag(row, "document", document.id)
            row.activated.connect(self._on_row_activated)
            if not self._context.read_only:
                remove = IconButton("x", f"„{document.title}“ entfernen", flat=True)
                remove.clicked.connect(partial(_unlink, self._context, link.id))
                row.add(remove)
            rows.append(row)
        self.set_hint(str(len(rows)) if rows else "")
        self.set_rows(rows or [hint_row(self._nothing)])

    def add_files(self, paths: list[Path]) -> None:
        """Take files in as one step; a sentence when one cannot be read."""
        kind, id = self._record
        if not paths or not id:
            return
        with alerts.shown(self):
            self._context.workspace.attachments.add_files(paths, kind=kind, id=id)
            self._context.notify(f"{plural(len(paths), 'Datei', 'Dateien')} hinzugefügt.")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the dropped files."""
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
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


def _unlink(context: AppContext, link_id: int, *_: object) -> None:
    context.workspace.attachments.unlink(link_id)
    context.undo_bar("Dokument entfernt.")
