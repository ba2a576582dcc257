"""Driving the real window as a person does: dialogs, keys, previews, files; used by the journeys."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.columns import ListFilter
from coordinator_app.gui.application import Program
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.main_window import MainWindow
from coordinator_app.gui.preview.page import PreviewPage
from coordinator_app.services.workspace import Workspace
from tests.documents import rules
from tests.gui.conftest import AnsweringAlerts
from tests.gui.helpers import settle

W = TypeVar("W", bound=QWidget)
D = TypeVar("D", bound=QDialog)

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
SLOW = 30_000  # ms; what is waited for takes a fraction of that on a quiet machine


class DialogHand(QObject):
    """Waits until a dialog of one class is open, acts on it once, and keeps what went wrong for the test."""

    def __init__(self, kind: type[QDialog], act: Callable[[Any], None]) -> None:
        super().__init__()
        self._kind, self._act = kind, act
        self.done = False
        self.error: BaseException | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, self._kind):
            return
        self._timer.stop()
        self.done = True
        try:
            self._act(dialog)
        except BaseException as error:  # noqa: BLE001 - told by the test once the dialog has closed
            self.error = error
            dialog.reject()


@dataclass
class Day:
    """One working day at the window. `files` are the documents written, checked as they appear."""

    qtbot: QtBot
    clock: FixedClock
    alerts: AnsweringAlerts
    folder: Path
    program: Program | None = None
    files: list[Path] = field(default_factory=list)
    kept: dict[str, int] = field(default_factory=dict)

    # --- the program

    def start_program(self) -> None:
        """Open the window as the program does, on the start screen, in the light theme."""
        settings = self.folder / "einstellungen"
        LocalState(settings / "fenster.ini").set("look/theme", "hell")
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.program = Program(application, None, settings)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow, timeout=SLOW)

    def quit_program(self) -> None:
        """Close the window and wait until the file is written, backed up and free."""
        window = self.window
        window.close()
        self.qtbot.waitUntil(window.isHidden, timeout=SLOW)
        window.deleteLater()
        self.program = None
        self.settle()

    @property
    def window(self) -> MainWindow:
        """The main window."""
        assert self.program is not None
        return self.program.window

    @property
    def context(self) -> AppContext:
        """The open file as pages see it."""
        assert self.window.context is not None
        return self.window.context

    @property
    def workspace(self) -> Workspace:
        """The services of the open file, to look at what the window has stored."""
        return self.context.workspace

    def page(self, page_id: str) -> Any:
        """Go to a page by its command."""
        self.window.actions_table[f"page:{page_id}"].trigger()
        self.settle()
        assert self.window.stack.current_page is not None
        assert self.window.stack.current_page.page_id == page_id
        return self.window.stack.current_page

    def settle(self) -> None:
        """Let the window take up what has changed, on a busy machine too."""
        self.qtbot.wait(30)
        settle()

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(condition, timeout=SLOW)

    def go_to(self, moment: datetime) -> None:
        """Let time pass."""
        self.clock.moment = moment

    def take_action(self, name: str) -> None:
        """Trigger a command of the menus; it must be enabled."""
        action = self.window.actions_table[name]
        self.wait_for(action.isEnabled)
        action.trigger()
        self.settle()

    def take_focus(self) -> None:
        """Bring the window to the front, as a window manager does when a dialog closes."""
        for _ in range(50):
            if self.window.isActiveWindow():
                return
            self.window.activateWindow()
            handle = self.window.windowHandle()
            if handle is not None:
                handle.requestActivate()
            self.qtbot.wait(20)
        pytest.fail("the window does not become active")

    # --- dialogs and keys

    @contextmanager
    def dialog(self, kind: type[D], act: Callable[[D], None]) -> Iterator[None]:
        """Act on the dialog of this class that what stands in the `with` block opens."""
        hand = DialogHand(kind, act)
        yield
        if hand.error is not None:
            raise hand.error
        assert hand.done, f"no {kind.__name__} was opened; shown: {self.alerts.shown}"
        self.take_focus()
        self.settle()

    def cursor(self) -> QWidget:
        """Where keys go."""
        if QApplication.activeModalWidget() is None:
            self.take_focus()
        widget = QApplication.focusWidget()
        assert widget is not None, f"nothing has the focus; last in {self.window.focusWidget()!r}"
        return widget

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the cursor is."""
        self.qtbot.keyClick(self.cursor(), key, held)
        self.settle()

    def write(self, text: str) -> None:
        """Type where the cursor is; QTest itself knows the keys of ASCII only."""
        for letter in text:
            for event in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.cursor(), QKeyEvent(event, 0, NONE, letter))

    def nothing_was_refused(self) -> None:
        """No message box has complained so far."""
        assert self.alerts.shown == []

    # --- what leaves the program

    def preview(self) -> PreviewPage:
        """The print preview that has just been opened, when its pages are there."""
        self.wait_for(lambda: isinstance(self.window.stack.current_page, PreviewPage))
        page = self.window.stack.current_page
        assert isinstance(page, PreviewPage)
        self.wait_for(lambda: page.canvas.pages is not None or bool(page.problem.text()))
        assert page.canvas.pages is not None, page.problem.text()
        return page

    def save_from_preview(self, file_format: str, name: str) -> bytes:
        """Save the document in the preview by its button; its content, checked against the rules of documents."""
        page = self.preview()
        assert page.save_button(file_format).isVisible()
        return self.save(name, page.save_button(file_format).click)

    def save(self, name: str, act: Callable[[], object]) -> bytes:
        """Do what asks for a file name, answer it, and wait for the file."""
        path = self.folder / "Ausgabe" / name
        path.parent.mkdir(exist_ok=True)
        self.alerts.answers = [path]
        act()
        self.wait_for(lambda: path.name in self.window.notices.text() and path.exists())
        self.files.append(path)
        content = path.read_bytes()
        assert check_file(path, content) == []
        return content


def check_file(path: Path, content: bytes) -> list[str]:
    """What the document rules of the project find wrong with a file."""
    if path.suffix == ".docx":
        return rules.word_findings(content)
    if path.suffix == ".pdf":
        return rules.pdf_findings(content)
    return []


def words_of(pdf: bytes) -> str:
    """The text of a PDF in one line of single blanks."""
    return " ".join("\n".join(rules.pdf_texts(pdf)).replace("\u00a0", " ").split())


def accept(dialog: Any) -> None:
    """Press the verb of a dialog; it must close."""
    dialog.primary_button.click()
    assert not dialog.isVisible(), dialog.message.text()


def fill(dialog: Any, **values: object) -> None:
    """Enter values into the fields of a record dialog and accept it."""
    for name, value in values.items():
        dialog.fields.rows[name].editor.set_value(value)
    accept(dialog)


def titles(workspace: Workspace) -> set[str]:
    """Titles of all projects and offers."""
    source = workspace.projects.list_source()
    return {row.record.title for row in source.rows(source.ids(ListFilter())).values()}
