"""Attachments of an agenda item: „Anlage 1“ …; added by button or by dragging files onto the card."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_size, plural
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.widgets.buttons import LinkButton, MoreButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged
from coordinator_app.services.item_attachments import ItemAttachment


class ItemFilesCard(ListCard):
    """`show_item(id, label, editable)`; rows open the file in its program."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Anlagen", parent=parent)
        self._context = context
        self._attachments = context.workspace.item_attachments
        self._item_id, self._editable = 0, False
        self.add_link = LinkButton("Datei hinzufügen", "plus")
        self.add_link.clicked.connect(self._on_add)
        self.add_to_head(self.add_link)
        self.setAcceptDrops(True)
        self.setAccessibleDescription("Dateien lassen sich hierher ziehen.")

    def show_item(self, item_id: int, label: str, *, editable: bool) -> None:
        """Show the attachments of an item (again); `label` „TOP 4“."""
        self._item_id, self._editable = item_id, editable
        found = self._attachments.of_item(item_id)
        fixed = bool(found) and editable and self._attachments.fixed(item_id)
        self.add_link.setVisible(editable)
        self.set_hint(f"zu {label}" if found and label else "")
        rows: list[QWidget] = [self._row(entry, len(found), fixed=fixed) for entry in found]
        empty = "Noch keine Anlagen. Ziehen Sie Dateien hierher." if editable else "Keine Anlagen."
        self.set_rows(rows or [hint_row(empty)])

    def add_files(self, paths: list[Path]) -> None:
        """Take files in as one step; a sentence when one cannot be read."""
        if paths and self._editable:
            with alerts.shown(self):
                self._attachments.add_files(self._item_id, paths)
                self._context.notify(f"{plural(len(paths), 'Anlage', 'Anlagen')} hinzugefügt.", "ok")

    def _row(self, entry: ItemAttachment, count: int, *, fixed: bool) -> ListRow:
        document = entry.document
        parts = ["vertraulich"] if document.confidential else []
        parts.append(format_size(document.size))
        row = ListRow(
            f"Anlage {entry.number}: {document.title}",
            addition=document.file_name if document.file_name.rpartition(".")[0] != document.title else "",
            value=" · ".join(parts),
            icon="paperclip",
        )
        tag(row, "document", document.id)
        row.activated.connect(self._on_open)
        if self._editable:
            row.add(self._menu(entry, count, fixed=fixed))
        return row

    def _menu(self, entry: ItemAttachment, count: int, *, fixed: bool) -> MoreButton:
        button = MoreButton(f"Weitere Aktionen zu Anlage {entry.number}")
        link, act = entry.link.id, partial(_act, self._context)
        button.menu_.addAction("Umbenennen …", partial(_rename, self._context, entry.document.id, entry.document.title))
        if not fixed:
            if entry.number > 1:
                button.menu_.addAction("Nach vorn", partial(act, "move", link, -1))
            if entry.number < count:
                button.menu_.addAction("Nach hinten", partial(act, "move", link, 1))
            button.menu_.addAction("Vom TOP entfernen", partial(act, "remove", link))
        return button

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if self._editable and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the dropped files."""
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    @Slot()
    def _on_open(self) -> None:
        with alerts.shown(self):
            path = self._context.workspace.attachments.export_to_open(tagged(self.sender())[1])
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    @Slot()
    def _on_add(self) -> None:
        path = alerts.open_file(self, "Anlage hinzufügen", "Alle Dateien (*)")
        if path is not None:
            self.add_files([path])


def _act(context: AppContext, verb: str, link_id: int, offset: int = 0) -> None:
    attachments = context.workspace.item_attachments
    with alerts.shown(None):
        if verb == "move":
            attachments.move(link_id, offset)
        else:
            attachments.remove(link_id)
            context.undo_bar("Die Anlage ist vom Tagesordnungspunkt genommen.")


def _rename(context: AppContext, document_id: int, title: str) -> None:
    dialog = NameDialog("Anlage umbenennen", "Titel", "Umbenennen")
    dialog.editor.set_value(title)
    if dialog.run():
        with alerts.shown(None):
            context.workspace.item_attachments.rename(document_id, str(dialog.editor.value()))
