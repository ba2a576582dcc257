"""Starts the program: the window's frame first, everything else when that is on screen."""

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from coordinator_app import __version__
from coordinator_app.gui.local_state import LocalState, bring_into_view, settings_folder
from coordinator_app.gui.main_window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

    from coordinator_app.gui.system_signals import SystemSignals
    from coordinator_app.gui.warm_up import WarmUp

NAME = "KPR-Arbeitsplatz"
SMALL_SCREEN = 1500  # logical pixels
PAGE_DRAWN = 100  # ms after opening: what later pages need must not delay the drawing of the first


class Program(QObject):
    """Everything that lives as long as the process: application, look, crash reporter, window.

    `deferred`: the frame paints before look and content are made; otherwise all is there at once (tests, pictures).
    """

    def __init__(
        self, application: QApplication, file: Path | None, folder: Path | None = None, *, deferred: bool = False
    ) -> None:
        super().__init__()
        import_plainly()
        self.application = application
        self._file = file
        self._deferred = deferred
        self._folder = folder or settings_folder(NAME)
        application.setApplicationName(NAME)
        application.setApplicationDisplayName(NAME)
        application.setApplicationVersion(__version__)
        application.setDesktopFileName("kpr-arbeitsplatz")
        self.settings = LocalState(self._folder / "fenster.ini")
        self.window = MainWindow()
        self.warm_up: WarmUp | None = None
        self.signals: SystemSignals | None = None
        self.window.setWindowTitle(NAME)
        self._known_size = self.settings.restore_window(self.window)
        self.window.first_painted.connect(self._on_first_painted)
        if not deferred:
            self._complete()

    def show(self) -> None:
        """Show the window as it was last time; at the first start all of a small screen is used."""
        small = self.application.primaryScreen().availableSize().width() < SMALL_SCREEN
        if small and not self._known_size:
            self.window.showMaximized()
        else:
            self.window.show()

    def _complete(self) -> None:
        """Crash reporter, look and content."""
        from coordinator_app.common.clock import SystemClock
        from coordinator_app.gui import icons, motion
        from coordinator_app.gui.crash import CrashReporter
        from coordinator_app.gui.theme import USUAL_TEXT, Theme

        self.crash = CrashReporter(self._folder, self._active_window)
        if not self.settings.text("user/name"):
            self.settings.set("user/name", user_name())
        self._translator = german_texts(self.application)
        self.theme = Theme(self.application, fusion=self._deferred)
        size = self.settings.number("look/text-size", USUAL_TEXT)
        self.theme.start(self.settings.text("look/theme", "system"), float(size))
        self.theme.changed.connect(icons.rebind)
        motion.apply(wanted=self.settings.flag(motion.KEY))
        self.window.build(self.settings, self.theme, SystemClock(), with_start=self._file is None)
        self.window.file_opened.connect(self._on_file_opened)
        self.window.session.failed.connect(self._on_file_failed)
        self.application.setWindowIcon(program_icon())
        self.application.screenRemoved.connect(self._on_screens_changed)
        self.application.primaryScreenChanged.connect(self._on_screens_changed)
        self.application.commitDataRequest.connect(self._on_session_ending)
        self.application.aboutToQuit.connect(self._on_about_to_quit)

    @Slot()
    def _on_file_opened(self) -> None:
        if self._deferred:
            QTimer.singleShot(PAGE_DRAWN, self, self._on_page_drawn)
        else:
            gc.enable()  # tests and pictures build pages when they want them

    @Slot()
    def _on_page_drawn(self) -> None:
        gc.enable()
        if self.window.context is None:
            return  # closed again at once
        from coordinator_app.gui import speaking
        from coordinator_app.gui.navigation import existing_pages
        from coordinator_app.gui.warm_up import WarmUp

        self.tell_update()
        self.window.session.warm_up()
        if speaking.hears_everything():
            return  # it would read out parts of pages nobody has opened
        self.warm_up = WarmUp(self.window.stack, self.window.windowHandle())
        self.window.session.closed.connect(self.warm_up.stop)
        self.warm_up.begin([page.id for page in existing_pages()])

    @Slot()
    def _on_file_failed(self) -> None:
        gc.enable()

    def _listen_to_system(self) -> "SystemSignals":
        from coordinator_app.gui.system_signals import SystemSignals

        signals = SystemSignals(self)
        signals.end_wanted.connect(self._on_end_wanted)
        signals.front_wanted.connect(self.window.come_to_front)
        signals.install()
        return signals

    @Slot()
    def _on_screens_changed(self) -> None:
        """A screen was unplugged, or a remote session goes on at another place: the window stays within reach."""
        QTimer.singleShot(500, self, self._on_screens_settled)

    @Slot()
    def _on_screens_settled(self) -> None:
        bring_into_view(self.window)

    @Slot()
    def _on_session_ending(self) -> None:
        """The user logs off: store what is still in a field. Others may yet stop the logoff, so nothing is closed."""
        self.window.closing.store_fields()

    @Slot()
    def _on_end_wanted(self) -> None:
        """The system wants the program to end: leave every dialog and every loop."""
        self._on_session_ending()
        self.application.exit(0)

    @Slot()
    def _on_about_to_quit(self) -> None:
        """The last moment: a file still open is closed now."""
        self.window.closing.end_at_once()

    def give_back(self) -> None:
        """Leave the hooks of Python and the system as they were."""
        if self.window.built:
            self.crash.uninstall()
        if self.signals is not None:
            self.signals.uninstall()

    def _active_window(self) -> QWidget | None:
        return QApplication.activeModalWidget() or self.window

    @Slot()
    def _on_first_painted(self) -> None:
        QTimer.singleShot(0, self.go_on)

    @Slot()
    def go_on(self) -> None:
        """After the first frame: make the content if need be, then open the file."""
        if not self.window.built:
            self._complete()
            self.crash.install()
            self.signals = self._listen_to_system()
        if self._file is not None:
            self.window.open_file(self._file)
        else:
            gc.enable()
            self.tell_update()

    def tell_update(self) -> None:
        """After an update, once: say so and offer to read what is new; at the very first start nothing is."""
        seen = self.settings.text("program/version")
        if seen == __version__:
            return
        self.settings.set("program/version", __version__)
        from coordinator_app.services.release_notes import is_update

        if is_update(seen):
            offers = [("Was ist neu?", self.window.actions_table["help.news"].trigger)]
            told = f"Das Programm ist jetzt Version {__version__}. {self.window.notices.text()}"  # of the file opened
            self.window.notices.show_offer(told.strip(), offers, "info")


def run_window(file: Path | None, kind: type[Program] | None = None) -> int:
    """Show the window and run until it is closed; returns the exit code. `kind`: a program that also watches itself."""
    gc.disable()  # nothing made during the start is garbage; switched on again when the first page stands
    program = (kind or Program)(QApplication([*sys.argv[:1], "-style", "fusion"]), file, deferred=True)
    program.show()
    try:
        code = program.application.exec()
    finally:
        program.give_back()
    if program.window.built and program.window.closing.stuck:
        os._exit(code)  # a thread that hangs (on a network drive that is gone) must not keep the process alive
    return code


def import_plainly() -> None:
    """Let modules be imported the usual way again.

    PySide6 reads and keeps the source of every module imported after it, to find out whether it asks for another
    spelling of Qt's names. Nothing here does; without that the start takes a fifth less time and memory.
    """
    import builtins

    plain = getattr(builtins, "__orig_import__", None)  # kept by PySide6 when it puts its own in place
    if plain is not None:
        builtins.__import__ = plain


def user_name() -> str:
    """The name the system knows the user by."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USERNAME", "")


def program_icon() -> QIcon:
    """The sign of the program for title bar and task bar, in the sizes systems ask for."""
    from coordinator_app.gui import svg

    icon = QIcon()
    for size in (16, 24, 32, 48, 64):
        icon.addPixmap(svg.picture("program.svg", size))
    return icon


def german_texts(application: QApplication) -> "QTranslator":
    """Qt's own German words („Abbrechen“)."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_de", folder):
        application.installTranslator(translator)
    return translator
