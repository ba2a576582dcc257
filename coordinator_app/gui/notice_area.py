"""The strip at the bottom of the page for short notices and „Rückgängig“."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.notices import NoticeBar, UndoBar


class NoticeArea(QWidget):
    """Shows one notice at a time; a file that was written offers „Öffnen“ and „Ordner zeigen“."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = UndoBar()
        self.file_bar = _FileBar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.file_bar)

    def show_text(self, text: str, kind: str) -> None:
        """Show a sentence for ten seconds."""
        self.file_bar.hide()
        self.bar.offer(text, None, kind)

    def show_undo(self, text: str, undo: Callable[[], object]) -> None:
        """Show a sentence with „Rückgängig“."""
        self.file_bar.hide()
        self.bar.offer(text, undo)

    def show_file(self, text: str, open_file: Callable[[], object], open_folder: Callable[[], object]) -> None:
        """Say that a file was written; stays until it is used or something else is shown."""
        self.bar.dismiss()
        self.file_bar.offer(text, open_file, open_folder)

    def clear(self) -> None:
        """Show nothing."""
        self.bar.dismiss()
        self.file_bar.hide()

    def text(self) -> str:
        """The sentence shown, "" when there is none."""
        if self.bar.isVisibleTo(self):
            return self.bar.text()
        return self.file_bar.text() if self.file_bar.isVisibleTo(self) else ""


class _FileBar(NoticeBar):
    def __init__(self) -> None:
        super().__init__("", "ok")
        self._open_file: Callable[[], object] | None = None
        self._open_folder: Callable[[], object] | None = None
        self.open_button = SecondaryButton("Öffnen")
        self.open_button.clicked.connect(self._on_open_clicked)
        self.folder_button = SecondaryButton("Ordner zeigen")
        self.folder_button.clicked.connect(self._on_folder_clicked)
        close = SecondaryButton("Schließen")
        close.clicked.connect(self.hide)
        for button in (self.open_button, self.folder_button, close):
            self.add_button(button)

    def offer(self, text: str, open_file: Callable[[], object], open_folder: Callable[[], object]) -> None:
        """Show the sentence with its buttons."""
        self._open_file, self._open_folder = open_file, open_folder
        self.set(text, "ok")

    @Slot()
    def _on_open_clicked(self) -> None:
        if self._open_file is not None:
            self._open_file()
        self.hide()

    @Slot()
    def _on_folder_clicked(self) -> None:
        if self._open_folder is not None:
            self._open_folder()
        self.hide()
