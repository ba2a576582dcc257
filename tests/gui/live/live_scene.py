"""The page with a meeting that is being held, for tests of the live view."""

import warnings
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.pages.meetings.page import MeetingsPage
from tests.gui.helpers import settle
from tests.gui.meeting_scene import BEGIN, Scene

START = BEGIN + timedelta(minutes=2)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
Press = Callable[..., None]
Write = Callable[[str], None]


def make_live_page(qtbot: Any, context: AppContext, scene: Scene) -> MeetingsPage:
    """The active page, at the step „Durchführen“ of the planned meeting."""
    found = MeetingsPage(context)
    context.bus.changed.connect(found.receive)
    qtbot.addWidget(found)
    found.resize(1310, 672)
    found.show()
    make_active(found)
    found.open_meeting(scene.planned)
    return found


def make_active(window: QWidget) -> None:
    """Without a screen no window becomes active by itself, nor after a dialog was closed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        QApplication.setActiveWindow(window)


def open_meeting(page: MeetingsPage, scene: Scene, qtbot: Any) -> None:
    """Open the meeting with everybody there; the second item is called."""
    page.workspace.start()
    attendance = page.context.workspace.meetings.attendance
    attendance.arrive([line.id for line in attendance.view(scene.planned).lines], BEGIN)
    page.workspace.next_item()
    settle()


def answer(act: Callable[[Any], None], kind: type[Dialog] = Dialog) -> None:
    """Act on the next dialog that opens."""

    def later() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        act(dialog)

    QTimer.singleShot(0, later)


def in_dialog(kind: type[Dialog], act: Callable[[Any], None]) -> None:
    """Act on the next dialog that opens, then accept it."""

    def accept(dialog: Dialog) -> None:
        act(dialog)
        dialog.primary_button.click()

    answer(accept, kind)
