"""Window state of this computer (sizes, last files, theme): a local ini file, never the municipality's file."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths
from PySide6.QtGui import QGuiApplication

from coordinator_app.common.paths import portable_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QSplitter

RECENT_LIMIT = 8


class LocalState:
    """Small typed access to the ini file; a damaged or unwritable file means default values, never an error."""

    def __init__(self, path: Path) -> None:
        with suppress(OSError):  # a home that is full or protected: this session has its settings in memory only
            path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._ini = QSettings(str(path), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """A stored text."""
        value = self._ini.value(key, default)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int = 0) -> int:
        """A stored whole number."""
        try:
            return int(str(self._ini.value(key, default)))
        except ValueError:
            return default

    def flag(self, key: str, default: bool = False) -> bool:
        """A stored yes or no."""
        return self.text(key, "1" if default else "0") == "1"

    def words(self, key: str) -> list[str]:
        """A stored list of texts."""
        value = self._ini.value(key, [])
        return [str(item) for item in value] if isinstance(value, list) else [str(value)] if value else []

    def set(self, key: str, value: str | int | bool | Sequence[str]) -> None:
        """Store a text, number, flag or list of texts."""
        if isinstance(value, bool):
            self._ini.setValue(key, "1" if value else "0")
        elif isinstance(value, str | int):
            self._ini.setValue(key, str(value))
        else:
            self._ini.setValue(key, list(value))

    def keys(self) -> list[str]:
        """What is stored."""
        return self._ini.allKeys()

    def sync(self) -> None:
        """Write to disk now."""
        self._ini.sync()

    # Windows and splitters ----------------------------------------------------------------------

    def save_window(self, window: "QMainWindow") -> None:
        """Remember place and size for the present set of screens."""
        self._ini.setValue(f"window/{_screens()}", window.saveGeometry())

    def restore_window(self, window: "QMainWindow") -> bool:
        """Bring the window where it was with these screens; False when it was never open on them."""
        stored = self._ini.value(f"window/{_screens()}")
        return isinstance(stored, QByteArray) and window.restoreGeometry(stored)

    def save_splitter(self, key: str, splitter: "QSplitter") -> None:
        """Remember the division of a splitter."""
        self._ini.setValue(f"splitter/{key}", splitter.saveState())

    def restore_splitter(self, key: str, splitter: "QSplitter") -> bool:
        """Bring back the division of a splitter; whether one was stored."""
        stored = self._ini.value(f"splitter/{key}")
        return isinstance(stored, QByteArray) and splitter.restoreState(stored)

    # Recent files -------------------------------------------------------------------------------

    def recent_files(self) -> list[Path]:
        """The files opened last, newest first; missing ones stay in the list until the user removes them."""
        return [Path(text) for text in self.words("recent/files")]

    def add_recent(self, path: Path) -> None:
        """Put a file on top of the list."""
        others = [known for known in self.recent_files() if known != path]
        self.set("recent/files", [str(item) for item in [path, *others][:RECENT_LIMIT]])

    def forget_recent(self, path: Path) -> None:
        """Take a file off the list; the file itself is left alone."""
        self.set("recent/files", [str(known) for known in self.recent_files() if known != path])


def _screens() -> str:
    """A name for the present screens: their sizes and scale in order."""
    parts = [
        f"{screen.size().width()}x{screen.size().height()}@{screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    ]
    return "_".join(parts)


def settings_folder(name: str) -> Path:
    """Where window settings and crash reports of this user stand (never in the data file).

    Beside the program when that is a portable one, else in the user's own folder for settings.
    """
    portable = portable_folder()
    if portable is not None:
        return portable / "Einstellungen"
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)) / name


def files_folder() -> Path:
    """Where new files are proposed: beside a portable program, else in the user's documents."""
    portable = portable_folder()
    if portable is not None:
        return portable
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())
