"""Unexpected errors of any thread end in one calm dialog; expected ones (`UserError`) in their sentence.

Nothing is sent. Every report is appended to a local text file beside the window settings.
"""

import faulthandler
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from coordinator_app import __version__
from coordinator_app.common.clock import BERLIN
from coordinator_app.common.errors import Cancelled, UserError
from coordinator_app.gui import alerts, theme

LOG_LIMIT = 200_000


class CrashReporter(QObject):
    """Receives exceptions nobody caught, on any thread, and shows them on the main thread.

    `parent` gives the window to stand on. While a report is open, further errors are added to it instead
    of opening more windows; the same error is shown once.
    """

    _posted = Signal(object)

    def __init__(self, folder: Path, parent: Callable[[], QWidget | None]) -> None:
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
        self._folder.mkdir(parents=True, exist_ok=True)
        self._fault_file = (self._folder / "absturz.txt").open("w", encoding="utf-8")
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

    def _log(self, report: str) -> None:
        path = self._folder / "fehler.txt"
        try:
            old = path.read_text(encoding="utf-8")[-LOG_LIMIT:] if path.exists() else ""
            path.write_text(f"{old}\n{report}", encoding="utf-8")
        except OSError:
            return  # the report on screen must not fail because a disk is full


def report_text(error: BaseException) -> str:
    """The technical details of one error: versions, time and traceback, no contents of the file."""
    head = [
        f"KPR-Arbeitsplatz {__version__}",
        f"Zeit: {datetime.now(BERLIN):%d.%m.%Y %H:%M:%S}",
        f"System: {platform.platform()}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        "",
    ]
    return "\n".join(head) + "\n" + "".join(traceback.format_exception(error))


def _signature(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__} {place}"


class CrashDialog(QDialog):
    """Says that something went wrong and that the data is safe; „Technische Angaben“ can be copied."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wants_end = False
        self.setWindowTitle("Unerwarteter Fehler")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        title = QLabel("Das hat leider nicht geklappt.")
        theme.mark(title, rolle="titel")
        text = QLabel(
            "Im Programm ist ein unerwarteter Fehler aufgetreten. <b>Ihre Daten sind sicher:</b> "
            "Alles, was als „Gespeichert“ angezeigt wurde, steht in der Datei.<br><br>"
            "Sie können weiterarbeiten. Tritt der Fehler wieder auf, beenden Sie das Programm und starten Sie es neu. "
            "Wenn Sie den Fehler melden möchten, kopieren Sie die technischen Angaben und beschreiben Sie, "
            "was Sie gerade getan haben. Es wird nichts von selbst versendet."
        )
        text.setWordWrap(True)
        self._details = QPlainTextEdit(report)
        self._details.setReadOnly(True)
        self._details.setAccessibleName("Technische Angaben")
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._details.setMinimumHeight(200)
        self._details.hide()
        for widget in (title, text, self._details):
            layout.addWidget(widget)
        layout.addLayout(self._button_row())
        self.setMinimumWidth(560)

    def add(self, report: str) -> None:
        """Append a further error to the details."""
        self._details.appendPlainText("\n" + report)

    def details(self) -> str:
        """The technical details as they would be copied."""
        return self._details.toPlainText()

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.toggle = QPushButton("&Technische Angaben")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._details.setVisible)
        self.copy = QPushButton("&Kopieren")
        self.copy.clicked.connect(self._on_copy_clicked)
        buttons = QDialogButtonBox()
        self.end = buttons.addButton("Programm &beenden", QDialogButtonBox.ButtonRole.DestructiveRole)
        self.go_on = buttons.addButton("&Weiterarbeiten", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.mark(self.go_on, rolle="primaer")
        self.go_on.setDefault(True)
        self.end.clicked.connect(self._on_end_clicked)
        buttons.accepted.connect(self.accept)
        row.addWidget(self.toggle)
        row.addWidget(self.copy)
        row.addStretch()
        row.addWidget(buttons)
        return row

    @Slot()
    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.details())
        self.copy.setText("Kopiert")

    @Slot()
    def _on_end_clicked(self) -> None:
        self.wants_end = True
        self.reject()
