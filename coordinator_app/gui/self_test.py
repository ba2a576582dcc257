"""The window's part of the self-test: open the example file, show every page once, take a picture, close."""

import os
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from coordinator_app.cli import DONE, FAULTY
from coordinator_app.services.self_test import SelfTest

if TYPE_CHECKING:
    from coordinator_app.gui.application import Program

PICTURE = "Fenster.png"
LIMIT = 180.0  # seconds for the window; a slow PC with a virus scanner needs some
SETTLE = 150  # ms between two pages
TITLE = "Fenster mit allen Seiten öffnen und schließen"


def run_self_test(test: SelfTest) -> int:
    """Run the whole self-test, silently; returns the exit code."""
    test.files_and_documents()
    if not test.faulty:
        _show_window(test)
    test.finish()
    return FAULTY if test.faulty else DONE


def _show_window(test: SelfTest) -> None:
    from coordinator_app.gui.application import Program

    _settle_surroundings()
    application = QApplication([*sys.argv[:1], "-style", "fusion"])
    program = Program(application, test.demo, test.folder / "Einstellungen", deferred=True)
    walk = Walk(program, test)
    program.show()
    application.exec()
    program.give_back()
    walk.conclude()


def _settle_surroundings() -> None:
    """Without a screen or a language, as in a script of an administrator on Linux, Qt would complain or not start."""
    if not sys.platform.startswith("linux"):
        return
    if not any(os.environ.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    language = next((os.environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)), "")
    if "utf" not in language.lower():
        os.environ["LC_ALL"] = "C.UTF-8"


class Walk(QObject):
    """Goes through the pages when the file is open, then closes the window; a dialog in between is a fault."""

    def __init__(self, program: "Program", test: SelfTest) -> None:
        super().__init__(program)
        self._program = program
        self._test = test
        self._begin = time.monotonic()
        self._pages: list[str] = []
        self._shown = 0
        program.window.file_opened.connect(self._on_opened)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self.look)
        self._watch.start(500)

    @Slot()
    def _on_opened(self) -> None:
        from coordinator_app.gui.navigation import existing_pages

        self._pages = [page.id for page in existing_pages()]
        QTimer.singleShot(SETTLE, self, self._next)

    @Slot()
    def _next(self) -> None:
        window = self._program.window
        if self._shown < len(self._pages):
            window.open_page(self._pages[self._shown])
            self._shown += 1
            QTimer.singleShot(SETTLE, self, self._next)
            return
        window.open_page(self._pages[0])
        window.grab().save(str(self._test.folder / PICTURE))
        window.close()

    @Slot()
    def look(self) -> None:
        """See whether something stands in the way or takes too long; that ends the program."""
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            self._give_up(f"Unerwartet erschien: {dialog.windowTitle()} – {dialog.accessibleDescription()}")
        elif time.monotonic() - self._begin > LIMIT:
            self._give_up(f"Nach {LIMIT:.0f} Sekunden war das Fenster noch nicht fertig.")

    def _give_up(self, why: str) -> None:
        self._test.fail(TITLE, why)
        self._test.finish()
        os._exit(FAULTY)  # whatever hangs must not keep the test from ending

    def conclude(self) -> None:
        """After the window has gone: say how it went."""
        if not self._pages or self._shown < len(self._pages):
            self._test.fail(TITLE, "Das Fenster schloss sich, bevor alle Seiten gezeigt waren.")
        else:
            seconds = time.monotonic() - self._begin
            self._test.passed(TITLE, f"{self._shown} Seiten", seconds)
