"""Builds the application object and the window; light modules only until the first frame is on screen."""

import getpass
import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, QStandardPaths, Qt, QTimer, QTranslator, Slot
from PySide6.QtWidgets import QApplication, QWidget

from coordinator_app import __version__
from coordinator_app.common.clock import SystemClock
from coordinator_app.gui import icons
from coordinator_app.gui.crash import CrashReporter
from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.main_window import MainWindow
from coordinator_app.gui.theme import USUAL_TEXT, Theme


class Program(QObject):
    """Everything that lives as long as the process: application, look, crash reporter, window."""

    def __init__(self, application: QApplication, file: Path | None, folder: Path | None = None) -> None:
        super().__init__()
        self.application = application
        self._file = file
        self.application.setApplicationName("KPR-Arbeitsplatz")
        self.application.setApplicationDisplayName("KPR-Arbeitsplatz")
        self.application.setApplicationVersion(__version__)
        self.application.setDesktopFileName("kpr-arbeitsplatz")
        self._translator = _german_texts(self.application)
        folder = folder or settings_folder()
        self.settings = LocalState(folder / "fenster.ini")
        if not self.settings.text("user/name"):
            self.settings.set("user/name", user_name())
        self.theme = Theme(self.application)
        self.theme.start(
            self.settings.text("look/theme", "system"), float(self.settings.number("look/text-size", USUAL_TEXT))
        )
        self.theme.changed.connect(icons.rebind)
        self.window = MainWindow(self.settings, self.theme, SystemClock())
        self.crash = CrashReporter(folder, self._active_window)
        self.window.first_painted.connect(self._on_first_painted, Qt.ConnectionType.QueuedConnection)

    def _active_window(self) -> QWidget | None:
        return QApplication.activeModalWidget() or self.window

    @Slot()
    def _on_first_painted(self) -> None:
        if self._file is not None:
            QTimer.singleShot(0, self._open)

    @Slot()
    def _open(self) -> None:
        if self._file is not None:
            self.window.open_file(self._file)


def run_window(file: Path | None) -> int:
    """Show the window and run until it is closed; returns the exit code."""
    program = Program(QApplication(sys.argv[:1]), file)
    program.crash.install()
    program.window.show()
    try:
        return program.application.exec()
    finally:
        program.crash.uninstall()


def settings_folder() -> Path:
    """Where window settings and crash reports of this user stand (local, never in the data file)."""
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(base) / "KPR-Arbeitsplatz"


def user_name() -> str:
    """The name the system knows the user by."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USERNAME", "")


def _german_texts(application: QApplication) -> QTranslator:
    """Qt's own German words („Abbrechen“)."""
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_de", folder):
        application.installTranslator(translator)
    return translator
