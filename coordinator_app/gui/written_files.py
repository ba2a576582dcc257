"""The card „Ausgegebene Dateien“ of a record: what was written of it, whether it was edited by hand since."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.clock import local
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.attachments import Document, LinkRole
from coordinator_app.domain.written_files import FileState, WrittenFile, state_sentence
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.opening import open_path
from coordinator_app.gui.preview.printable import FORMAT_NAMES
from coordinator_app.gui.widgets.buttons import IconButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.linked_rows import tag, tagged

if TYPE_CHECKING:
    from datetime import date

    from coordinator_app.services.document_files import DocumentFiles

SHOWN = 12
_CHIPS = {
    FileState.EDITED: ("bearbeitet", "attention", "pencil"),
    FileState.GONE: ("nicht mehr da", "neutral", "x"),
    FileState.UNREACHABLE: ("nicht erreichbar", "neutral", "folder"),
}


class WrittenFilesCard(ListCard):
    """`show_record(kind, id)`; hidden while nothing was written. The folders are looked at in the background."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Ausgegebene Dateien", parent=parent)
        self._context = context
        self._record: tuple[str, int] = ("", 0)
        self._lines: dict[str, ListRow] = {}
        self.hide()

    def show_record(self, kind: str, id: int) -> None:
        """Show the files written of a record and the hand-edited ones kept with it."""
        self._record = (kind, id)
        workspace = self._context.workspace
        files = workspace.documents.files
        entries = files.of_record(kind, id)[:SHOWN]
        kept = [doc for link, doc in workspace.attachments.linked(kind, id) if link.role is LinkRole.HAND_EDITED]
        self._lines = {entry.path: self._file_row(entry) for entry in entries}
        self.set_rows([*self._lines.values(), *(self._kept_row(document) for document in kept)])
        theme.reveal(self, shown=bool(self.rows()))
        if entries:
            self._context.jobs.run(
                look_at_files,
                files,
                entries,
                title="",
                lane=Lane.OUTSIDE,
                done=partial(self._show_states, self._record),
                owner=self,
                key="written files",
            )

    def _show_states(self, record: tuple[str, int], states: list[tuple[WrittenFile, FileState]]) -> None:
        if record != self._record:
            return
        for entry, state in states:
            row = self._lines.get(entry.path)
            if row is None:
                continue
            sentence = state_sentence(entry, state)
            row.setToolTip(f"{entry.path}\n{sentence}")
            if row.link is not None:
                row.link.setAccessibleDescription(sentence)
            if state in _CHIPS:
                row.value.hide()  # the day is in the tooltip; what happened since matters more
                row.add(Chip(*_CHIPS[state]))

    def _file_row(self, entry: WrittenFile) -> ListRow:
        path = Path(entry.path)
        row = ListRow(self._words(entry, path), addition=path.name, value=format_date(_day(entry)), icon="document")
        row.setToolTip(entry.path)
        row.activated.connect(partial(_open, path))
        folder = IconButton("folder", f"Ordner von „{path.name}“ zeigen", flat=True)
        folder.clicked.connect(partial(_open, path.parent))
        row.add(folder)
        return row

    def _words(self, entry: WrittenFile, path: Path) -> str:
        """„Niederschrift, Fassung 2 (Word)“; the name of the file for what no document kind made."""
        documents = self._context.workspace.documents
        try:
            label = documents.kind(entry.document_key).label
        except UserError:
            return path.name
        version = f", Fassung {entry.version_number}" if entry.version_number else ""
        ending = path.suffix.lstrip(".").lower()
        return f"{label}{version} ({FORMAT_NAMES.get(ending, ending)})"

    def _kept_row(self, document: Document) -> ListRow:
        day = format_date(document.dated)
        row = ListRow("Von Hand bearbeitet", addition=document.file_name, value=day, icon="paperclip")
        row.setToolTip(document.title)
        tag(row, "document", document.id)
        row.activated.connect(self._on_kept_activated)
        return row

    @Slot()
    def _on_kept_activated(self) -> None:
        with alerts.shown(self):
            open_path(self._context.workspace.attachments.export_to_open(tagged(self.sender())[1]))


def _day(entry: WrittenFile) -> "date | None":
    return local(entry.written_at).date() if entry.written_at else None


def _open(path: Path, *_: object) -> None:
    with alerts.shown(None):
        open_path(path)


def look_at_files(
    job: JobContext, files: "DocumentFiles", entries: list[WrittenFile]
) -> list[tuple[WrittenFile, FileState]]:
    """Job: what became of each file."""
    states: list[tuple[WrittenFile, FileState]] = []
    for entry in entries:
        job.progress(0, 0, "")
        states.append((entry, files.state(entry)))
    return states
