"""Opening, making, closing one municipality file: the heavy imports and the disk work happen off the main thread."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from coordinator_app.common.clock import Clock
from coordinator_app.common.errors import Cancelled, UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.gui.jobs import Job, Jobs, JobState, Lane

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

FILE_FILTER = "Kommunen-Dateien (*.kpr)"


class FileSession(QObject):
    """The file the window works on; at most one.

    `opened(workspace)`, `failed(path, error)` and `given_up` („Abbrechen“) answer `open`; `closed` answers `close`,
    after `backup_failed(error)` when the backup that is written before a changed file is closed did not succeed.
    """

    opened = Signal(object)
    failed = Signal(object, object)
    given_up = Signal()
    closed = Signal()
    backup_failed = Signal(object)

    def __init__(self, jobs: Jobs, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._clock = clock
        self._path = Path()
        self.user = ""
        self.workspace: Workspace | None = None
        self._opening: Job | None = None
        self._closing: Job | None = None
        self._leaving: Workspace | None = None
        self._after_close: Callable[[], object] | None = None
        jobs.finished.connect(self._on_job_finished)

    def open(self, path: Path) -> None:
        """Open a file in the background; read-only when somebody else is using it."""
        self._path = path.absolute()
        self._opening = self._jobs.run(
            open_workspace,
            self._path,
            self._clock,
            self.user,
            title=f"„{path.name}“ wird geöffnet",
            done=self._on_opened,
            failed=self._on_failed,
            lane=Lane.WRITER,
            owner=self,
            key="open file",
            drop=give_back,
        )

    def stop_opening(self) -> bool:
        """Give up opening a file; whether one was being opened."""
        opening = self._opening is not None and self._opening.active
        if self._opening is not None:
            self._opening.cancel()
        return opening

    def is_opening(self, path: Path) -> bool:
        """Whether this very file is being opened at the moment."""
        return self._opening is not None and self._opening.active and self._path == path.absolute()

    def adopt(self, workspace: "Workspace") -> None:
        """Take over a file that is open already (just made by the wizard)."""
        self._path = workspace.store.path
        self._on_opened(workspace)

    def warm_up(self) -> None:
        """Load and prepare in the background what later reads and writes will need (SQLAlchemy, tables, triggers)."""
        if self.workspace is not None:
            self._jobs.run(warm_up, self.workspace, title="", lane=Lane.READER)

    def back_up_later(self, delay: int) -> None:
        """Write the daily backup some time after opening, when it is due."""
        QTimer.singleShot(delay, self, self._back_up)

    def _back_up(self) -> None:
        if self.workspace is not None and not self.workspace.store.read_only:
            self._jobs.run(
                back_up_if_due, self.workspace, title="Die tägliche Sicherung wird geschrieben", lane=Lane.WRITER
            )

    def close(self, after: Callable[[], object] | None = None) -> None:
        """Back up and close in the background, then call `after`."""
        self._after_close = after
        workspace, self.workspace = self.workspace, None
        if workspace is None:
            self._on_closed(None)
            return
        self._leaving = workspace
        self._closing = self._jobs.run(
            close_workspace,
            workspace,
            title="Die Datei wird gesichert und geschlossen",
            done=self._on_closed,
            failed=self._on_close_failed,
            lane=Lane.WRITER,
            owner=self,
        )

    def close_at_once(self) -> None:
        """Close the file here and now, as the program ends: backup and sheets of answers as ever, no questions."""
        workspace, self.workspace = self.workspace, None
        if workspace is not None:
            give_back(workspace)

    @Slot(object)
    def _on_job_finished(self, job: Job) -> None:
        if job.state is not JobState.CANCELLED:
            return
        if job is self._opening:
            self.given_up.emit()
        elif job is self._closing and self._leaving is not None:
            give_back(self._leaving)  # „Abbrechen“ while it waited behind other work: it must be closed all the same
            self._on_closed(None)

    def _on_opened(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self.opened.emit(workspace)

    def _on_failed(self, error: UserError) -> None:
        self.failed.emit(self._path, error)

    def _on_closed(self, _: object) -> None:
        self._leaving = None
        self.closed.emit()
        after, self._after_close = self._after_close, None
        if after is not None:
            after()

    def _on_close_failed(self, error: UserError) -> None:
        self.backup_failed.emit(error)  # before going on: that may be the end of the program
        self._on_closed(None)


def open_workspace(job: JobContext, path: Path, clock: Clock, user: str) -> "Workspace":
    """Job: import the services and open the file; reports the steps of a conversion."""
    from coordinator_app.services.workspace import Workspace

    workspace = Workspace.open(path, clock=clock, user=user, report=job.progress)
    try:
        job.progress(1, 1, "")
    except Cancelled:
        workspace.close()  # here, so that the next one to open the same file finds it free
        raise
    return workspace


def close_workspace(job: JobContext, workspace: "Workspace") -> None:
    """Job: write a backup if anything was changed, close, release the lock."""
    job.progress(0, 0, "")
    workspace.close()


def give_back(workspace: "Workspace") -> None:
    """Close a file nobody waits for; a backup that fails now can be told nobody, the file itself is closed."""
    with suppress(UserError, OSError):
        workspace.close()


def back_up_if_due(job: JobContext, workspace: "Workspace") -> None:
    """Job: the daily backup."""
    job.progress(0, 0, "")
    workspace.backups.make_if_due()


def warm_up(job: JobContext, workspace: "Workspace") -> None:
    """Job: let the storage make what it makes when first asked."""
    job.progress(0, 0, "")
    workspace.store.warm_up()
