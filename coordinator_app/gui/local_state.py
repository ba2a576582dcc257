"""Window state of this computer (sizes, last files, theme): a local ini file, never the municipality's file."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QSettings, QStandardPaths
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
        if not isinstance(stored, QByteArray) or not window.restoreGeometry(stored):
            return False
        bring_into_view(window)
        return True

    def save_splitter(self, key: str, splitter: "QSplitter") -> None:
        """Remember the division of a splitter."""
        self._ini.setValue(f"splitter/{key}", splitter.saveState())

    def restore_splitter(self, key: str, splitter: "QSplitter") -> bool:
        """Bring back the division of a splitter; whether one was stored."""
        stored = self._ini.value(f"splitter/{key}")
        return isinstance(stored, QByteArray) and splitter.restoreState(stored)

    # Recent files -------------------------------------------------------------------------------

    def recent_files(self) -> list[Path]:
        """The files opened last: pinned ones first, then the newest; missing ones stay until the user removes them."""
        pinned = self.pinned_files()
        others = [Path(text) for text in self.words("recent/files") if Path(text) not in pinned]
        return [*pinned, *others[:RECENT_LIMIT]]

    def pinned_files(self) -> list[Path]:
        """The files that stay on top of the list."""
        return [Path(text) for text in self.words("recent/pinned")]

    def last_folder(self) -> str:
        """Where the file opened last lies; "" before the first."""
        newest = self.words("recent/files")
        return str(Path(newest[0]).parent) if newest else ""

    def add_recent(self, path: Path) -> None:
        """Put a file on top of those not pinned."""
        self._keep_recent([path, *(known for known in self._newest() if not _same(known, path))])

    def pin_recent(self, path: Path, *, pinned: bool) -> None:
        """Keep a file on top of the list, or no longer."""
        others = [known for known in self.pinned_files() if known != path]
        self.set("recent/pinned", [str(known) for known in ([path, *others] if pinned else others)])

    def forget_recent(self, path: Path) -> None:
        """Take a file off the list; the file itself is left alone."""
        self._keep_recent([known for known in self._newest() if known != path])
        self.pin_recent(path, pinned=False)

    def _newest(self) -> list[Path]:
        return [Path(text) for text in self.words("recent/files")]

    def _keep_recent(self, paths: Sequence[Path]) -> None:
        self.set("recent/files", [str(path) for path in paths[: 2 * RECENT_LIMIT]])  # more: pinned ones do not count


def bring_into_view(window: "QMainWindow") -> None:
    """Move a window back whose screen is gone or got smaller, and make one that is too large fit."""
    if window.isMaximized() or window.isFullScreen():
        return  # the system keeps these on a screen
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    frame = window.geometry()
    wanted = placed(frame, screens)
    if wanted != frame:
        window.setGeometry(wanted)


def placed(frame: QRect, screens: Sequence[QRect]) -> QRect:
    """Where a window goes on these screens (usable parts, the main one first): where it is, if it can be used there.

    It can when its title can be grasped and half of it is seen; otherwise it goes to the screen it touches most.
    """
    if not screens:
        return frame
    seen = [screen.intersected(frame) for screen in screens]
    areas = [part.width() * part.height() if part.isValid() else 0 for part in seen]
    home = screens[areas.index(max(areas))]
    fits = frame.width() <= home.width() and frame.height() <= home.height()
    title = any(screen.contains(frame.center().x(), frame.top()) for screen in screens)
    if fits and title and 2 * sum(areas) >= frame.width() * frame.height():
        return frame
    found = QRect(frame)
    found.setSize(frame.size().boundedTo(home.size()))
    found.moveLeft(max(home.left(), min(found.left(), home.right() - found.width() + 1)))
    found.moveTop(max(home.top(), min(found.top(), home.bottom() - found.height() + 1)))
    return found


def _same(one: Path, other: Path) -> bool:
    """Whether two paths are written alike; Windows makes no difference between large and small letters."""
    return os.path.normcase(one) == os.path.normcase(other)


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
