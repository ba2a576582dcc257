"""The files opened last, for the start screen and the menu.

Whether a file is there is found out beside the main thread: a network drive that is gone answers after half a
minute or never, and nobody shall wait for that at the start.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from coordinator_app.common.clock import BERLIN
from coordinator_app.common.jobs import JobContext
from coordinator_app.gui.jobs import Jobs, Lane
from coordinator_app.gui.local_state import LocalState


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A file opened before. `there` is None until it is known; `changed` is set when it is there."""

    path: Path
    pinned: bool = False
    there: bool | None = None
    changed: datetime | None = None


class RecentFiles(QObject):
    """`files` gives what is known now, pinned ones first; `look` finds out more, `found` fires when it did."""

    found = Signal()

    def __init__(self, settings: LocalState, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._jobs = jobs
        self._known: dict[Path, datetime | None] = {}

    def files(self) -> list[RecentFile]:
        """The list as it can be shown at once."""
        pinned = self._settings.pinned_files()
        return [self._file(path, pinned=path in pinned) for path in self._settings.recent_files()]

    def _file(self, path: Path, *, pinned: bool) -> RecentFile:
        changed = self._known.get(path)
        return RecentFile(path, pinned, changed is not None if path in self._known else None, changed)

    def look(self) -> None:
        """Find out in the background which files are there and when they were changed."""
        paths = self._settings.recent_files()
        if paths:
            self._jobs.run(
                changed_when, paths, title="", done=self._on_looked, lane=Lane.OUTSIDE, owner=self, key="recent files"
            )

    def _on_looked(self, known: dict[Path, datetime | None]) -> None:
        if known != self._known:
            self._known = known
            self.found.emit()

    def pin(self, path: Path, *, pinned: bool) -> None:
        """Keep a file on top of the list, or no longer."""
        self._settings.pin_recent(path, pinned=pinned)
        self.found.emit()

    def forget(self, path: Path) -> None:
        """Take a file off the list; the file itself is left alone."""
        self._settings.forget_recent(path)
        self.found.emit()


def changed_when(job: JobContext, paths: Sequence[Path]) -> dict[Path, datetime | None]:
    """Job: when each file was written last; None for one that cannot be reached."""
    known: dict[Path, datetime | None] = {}
    for number, path in enumerate(paths):
        job.progress(number, len(paths), "")
        known[path] = written(path)
    return known


def written(path: Path) -> datetime | None:
    """When a file was written last; None when it cannot be reached."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, BERLIN)
    except OSError:
        return None
