"""How long the start takes: the real start with the real window, told from inside (`--startzeit`, benchmarks)."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from coordinator_app.gui import application

PAINTED, USABLE = "Fenster gezeichnet", "Heute gezeigt"


def measure(file: Path | None, report: Callable[[str], None]) -> int:
    """Start, call `report` with `PAINTED` and (with a file) `USABLE` when it is so, then leave at once.

    Comes back with an exit code only when the window is closed before.
    """

    class Watched(application.Program):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self.window.first_painted.connect(self.painted)
            self.window.file_opened.connect(self.opened)

        def painted(self) -> None:
            report(PAINTED)
            if file is None:
                os._exit(0)  # without the cost of taking everything down

        def opened(self) -> None:
            QTimer.singleShot(0, self.drawn)

        def drawn(self) -> None:
            self.window.repaint()
            report(USABLE)
            if self.window.context is not None:  # a lock left behind would have the next start check the whole file
                self.window.context.workspace.store.close()
            os._exit(0)

    return application.run_window(file, Watched)
