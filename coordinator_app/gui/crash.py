"""Unexpected errors of any thread end in one calm dialog; expected ones (`UserError`) in their sentence.

Nothing is sent. Every report is appended to a local text file beside the window settings.
"""

import faulthandler
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from coordinator_app.common.errors import Cancelled, UserError
from coordinator_app.gui import alerts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from coordinator_app.gui.crash_dialog import CrashDialog

LOG_LIMIT = 200_000


class CrashReporter(QObject):
    """Receives exceptions nobody caught, on any thread, and shows them on the main thread.

    `parent` gives the window to stand on. While a report is open, further errors are added to it instead
    of opening more windows; the same error is shown once.
    """

    _posted = Signal(object)

    def __init__(self, folder: Path, parent: "Callable[[], QWidget | None]") -> None:
        super().__init__()
        self._folder = folder
        self._parent = parent
        self._seen: set[str] = set()
        self._open: CrashDialog | None = None
        self._showing_error = False
        self._fault_file: IO[str] | None = None
        self._posted.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of Python's main thread, other threads and hard faults."""
        sys.excepthook = self.handle
        threading.excepthook = self._handle_thread
        fault = self._folder / "absturz.txt"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._keep_fault(fault)
            self._fault_file = fault.open("w", encoding="utf-8")
        except OSError:
            return  # a home that cannot be written must not keep anybody from working
        faulthandler.enable(self._fault_file)

    def uninstall(self) -> None:
        """Give the hooks back (end of the program, tests)."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._fault_file is not None:
            faulthandler.disable()
            self._fault_file.close()
            self._fault_file = None

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Python's `sys.excepthook`: shown a moment later, when the interrupted slot has ended."""
        if isinstance(error, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error, trace)
            return
        if not isinstance(error, Cancelled):
            self._posted.emit(error)

    def _handle_thread(self, details: threading.ExceptHookArgs) -> None:
        if details.exc_value is not None:
            self.handle(details.exc_type, details.exc_value, details.exc_traceback)

    @Slot(object)
    def _on_posted(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._show_user_error(error)
        else:
            self._show_crash(error)

    def _show_user_error(self, error: UserError) -> None:
        if self._showing_error:
            return
        self._showing_error = True
        try:
            alerts.show_error(self._parent(), error)
        finally:
            self._showing_error = False

    def _show_crash(self, error: BaseException) -> None:
        from coordinator_app.gui.crash_dialog import CrashDialog, report_text

        report = report_text(error)
        self._log(report)
        if self._open is not None:
            self._open.add(report)
            return
        where = _signature(error)
        if where in self._seen:
            return
        self._seen.add(where)
        self._open = CrashDialog(report, self._parent())
        try:
            self._open.exec()
            wants_end = self._open.wants_end
        finally:
            self._open.deleteLater()
            self._open = None
        if wants_end:
            QGuiApplication.exit(1)

    def _keep_fault(self, fault: Path) -> None:
        """Put what a hard fault of the last session left behind with the other reports."""
        left = fault.read_text(encoding="utf-8", errors="replace") if fault.exists() else ""
        if left.strip():
            self._log(f"Absturz der vorigen Sitzung:\n{left}")

    def _log(self, report: str) -> None:
        path = self._folder / "fehler.txt"
        try:
            old = path.read_text(encoding="utf-8")[-LOG_LIMIT:] if path.exists() else ""
            path.write_text(f"{old}\n{report}", encoding="utf-8")
        except OSError:
            return  # the report on screen must not fail because a disk is full


def _signature(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__} {place}"
