"""The page with a meeting that is being held, for tests of the live view."""

import warnings
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.meetings.page import MeetingsPage
from tests.gui.helpers import settle
from tests.gui.meeting_scene import BEGIN, Scene

START = BEGIN + timedelta(minutes=2)


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
