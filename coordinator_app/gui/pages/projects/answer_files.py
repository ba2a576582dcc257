"""The Belege of an answer: files kept with it, one line each."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain.quality import QualityAnswer
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton


class AnswerFiles(QWidget):
    """Files of the answer to one question of one project; „Beleg anhängen“ takes another one in."""

    def __init__(self, context: AppContext, project_id: int, key: str, question: str) -> None:
        super().__init__()
        self._context = context
        self._project_id, self._key = project_id, key
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column.addLayout(self._rows)
        line = QHBoxLayout()
        column.addLayout(line)
        self.add = LinkButton("Beleg anhängen", "paperclip")
        self.add.setAccessibleName(f"Beleg anhängen: {question}")
        self.add.clicked.connect(self._on_add_clicked)
        theme.reveal(self.add, shown=not context.read_only)
        line.addWidget(self.add)
        line.addStretch(1)

    def show_files(self, files: Sequence[tuple[int, int, str]]) -> None:
        """Show these files: ids of link and document, and the title."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for link_id, document_id, title in files:
            self._rows.addWidget(self._row(link_id, document_id, title))

    def _row(self, link_id: int, document_id: int, title: str) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        link = LinkButton(title, "document")
        link.clicked.connect(partial(_open, self._context, document_id))
        line.addWidget(link)
        if not self._context.read_only:
            remove = IconButton("x", f"Beleg „{title}“ entfernen", flat=True)
            remove.clicked.connect(partial(_unlink, self._context, link_id))
            line.addWidget(remove)
        line.addStretch(1)
        return row

    def add_file(self, path: Path) -> None:
        """Take a file in as Beleg of the answer, as one step; a sentence when it cannot be read."""
        workspace = self._context.workspace
        with alerts.shown(self), workspace.store.write("Beleg angehängt"):
            answer = workspace.quality.answer(self._project_id, self._key)
            workspace.attachments.add_file(path, kind=QualityAnswer.kind, id=answer)

    @Slot()
    def _on_add_clicked(self) -> None:
        path = alerts.open_file(self, "Beleg anhängen", "Alle Dateien (*)")
        if path is not None:
            self.add_file(path)


def _open(context: AppContext, document_id: int, *_: object) -> None:
    with alerts.shown(None):
        path = context.workspace.attachments.export_to_open(document_id)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _unlink(context: AppContext, link_id: int, *_: object) -> None:
    context.workspace.attachments.unlink(link_id)
    context.undo_bar("Beleg entfernt.")
