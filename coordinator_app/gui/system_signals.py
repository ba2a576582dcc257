"""What the system tells a running program: end (SIGTERM, SIGHUP, Strg+C in a terminal), come to the front (SIGUSR1).

Python runs its own handlers only when it gets a turn, which an idle window may not give it for hours; so the
numbers of the signals come through a pipe the event loop watches. Windows knows none of this: there the end of a
session comes through Qt, and the window of another process can be brought to the front from outside.
"""

import os
import signal
import sys
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

ENDING = ("SIGTERM", "SIGHUP", "SIGINT")
FRONT = "SIGUSR1"


class SystemSignals(QObject):
    """From `install` until `uninstall`: `end_wanted` and `front_wanted` instead of the usual effect."""

    end_wanted = Signal()
    front_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: dict[int, Any] = {}
        self._pipe: tuple[int, int] = (-1, -1)
        self._fd_before = -1
        self._notifier: QSocketNotifier | None = None

    def install(self) -> None:
        """Take over the signals; does nothing on Windows."""
        if sys.platform == "win32":
            return
        self._pipe = os.pipe()
        for end in self._pipe:
            os.set_blocking(end, False)
        self._fd_before = signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
        for name in (*ENDING, FRONT):
            number = getattr(signal, name)
            self._before[number] = signal.signal(number, _noted)
        self._notifier = QSocketNotifier(self._pipe[0], QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_written)

    def uninstall(self) -> None:
        """Give the signals back."""
        if self._notifier is None:
            return
        for number, before in self._before.items():
            signal.signal(number, before)
        signal.set_wakeup_fd(self._fd_before)
        self._notifier.setEnabled(False)
        self._notifier.deleteLater()
        self._notifier = None
        for end in self._pipe:
            os.close(end)

    @Slot()
    def _on_written(self) -> None:
        numbers = set(os.read(self._pipe[0], 100))
        if getattr(signal, FRONT) in numbers:
            self.front_wanted.emit()
        if numbers & {getattr(signal, name) for name in ENDING}:
            self.end_wanted.emit()


def _noted(_number: int, _frame: FrameType | None) -> None:
    """The number is in the pipe by now."""
