"""Long work as plain functions `job(context, …)`; the window's bridge runs them, tests call them directly."""

from collections.abc import Callable
from threading import Event

from coordinator_app.common.errors import Cancelled


class JobContext:
    """Handed to every job: reports progress and carries the wish to cancel."""

    def __init__(self, report: Callable[[int, int, str], None] | None = None) -> None:
        self._report = report
        self._cancelled = Event()

    def cancel(self) -> None:
        """Ask the job to stop at its next `progress`; callable from any thread."""
        self._cancelled.set()

    def progress(self, done: int, total: int, text: str) -> None:
        """Tell how far the job is (`total` 0 = unknown); raises `Cancelled` when the user asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled
        if self._report is not None:
            self._report(done, total, text)
