"""The pictures of `packaging/screenshots`: each view once; what opens above the window is taken and closed."""

import re
import sys
from pathlib import Path

import environment

sys.path.insert(0, str(environment.ROOT))

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QMessageBox, QWidget

from coordinator_app.gui import alerts
from coordinator_app.gui.crash_dialog import CrashDialog

SETTLE = 80  # milliseconds until a page stands still
STAGES = 8  # pages of a guided dialog

Words = tuple[str, ...]


class NoFiles(alerts.Boxes):
    """Real message boxes, but every file dialog is cancelled at once: those are the system's, not ours."""

    def open_path(self, parent: QWidget | None, title: str, filters: str, folder: str) -> str:
        """Cancel."""
        return ""

    def save_path(self, parent: QWidget | None, title: str, filters: str, proposal: str) -> str:
        """Cancel."""
        return ""

    def document_path(self, parent: QWidget | None, title: str, filters: str, proposal: str) -> str:
        """Cancel."""
        return ""

    def folder_path(self, parent: QWidget | None, title: str, folder: str) -> str:
        """Cancel."""
        return ""


def slug(text: str) -> str:
    """A word for a file name."""
    plain = text.lower().replace("&", "").translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]


class Album:
    """Numbers and writes pictures; equal names and equal pictures within one run are taken once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names: set[str] = set()
        self._pictures: set[int] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def __len__(self) -> int:
        return len(self._pictures)

    def add(self, widget: QWidget, *words: str) -> bool:
        """Photograph a widget under a name; False when that picture exists already."""
        name = "-".join(slug(word) for word in words if slug(word))
        picture = widget.grab().toImage()
        look = hash(bytes(picture.constBits()))
        if name in self._names or look in self._pictures:
            return False
        self._names.add(name)
        self._pictures.add(look)
        picture.save(str(self.folder / f"{len(self):03d}-{name}.png"))
        return True


class Watcher(QObject):
    """Photographs whatever opens above the window, goes through it and closes it."""

    def __init__(self, album: Album) -> None:
        super().__init__()
        self.album = album
        self.where = ""
        self.failures: list[str] = []
        self._busy = False
        self._builds: set[Words] = set()  # a calendar is a calendar, one question for a record like the next
        self._timer = QTimer(self)
        self._timer.setInterval(40)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()

    @Slot()
    def _on_timeout(self) -> None:
        above = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if above is None or self._busy:
            return
        self._busy = True
        try:
            QTest.qWait(SETTLE)
            if shiboken6.isValid(above) and above.isVisible():
                self.photograph(above)
        finally:
            self._busy = False

    def photograph(self, above: QWidget) -> None:
        """Take a dialog with all its pages and close it."""
        title = above.windowTitle()
        if isinstance(above, CrashDialog):
            self.failures.append(f"{self.where}: {above.details()}")
        popup = above.windowType() == Qt.WindowType.Popup
        build = _build_of(above)
        if build not in self._builds:
            self._builds.add(build)
            self.album.add(above, self.where, title or type(above).__name__)
        for stage in range(2, STAGES):
            if popup or not self._go_on(above):
                break
            QTest.qWait(SETTLE)
            if not self.album.add(above, self.where, title, f"schritt {stage}"):
                break  # it asks for something first
        if shiboken6.isValid(above):
            if isinstance(above, QDialog):
                above.reject()
            else:
                above.close()

    def _go_on(self, above: QWidget) -> bool:
        """Press „Weiter“ of a guided dialog, which wants a name before."""
        for field in above.findChildren(QLineEdit):
            if field.isVisible() and field.accessibleName().startswith("Name") and not field.text():
                field.setText("Mühlwerda")
        for button in above.findChildren(QAbstractButton):
            if button.isVisible() and button.isEnabled() and name_of(button) == "Weiter":
                button.click()
                return True
        return False


def _build_of(above: QWidget) -> Words:
    """What a dialog is made of, whatever its words."""
    if above.windowType() == Qt.WindowType.Popup:
        return (type(above).__name__,)
    words = (above.windowTitle(),) if isinstance(above, QMessageBox) else ()
    return (type(above).__name__, *words, *(type(each).__name__ for each in above.findChildren(QWidget)))


def name_of(button: QAbstractButton) -> str:
    """What a button is called."""
    return (button.text() or button.accessibleName() or button.toolTip()).replace("&", "")
