"""A meeting that is invited to and about to be held, on its page; keys pressed where the focus is."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from coordinator_app.common.clock import FixedClock
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.meetings.page import MeetingsPage
from tests.gui.helpers import settle
from tests.gui.live.live_scene import NONE, START, Press, Write, make_live_page, open_meeting
from tests.gui.meeting_scene import Scene


@pytest.fixture
def scene(scene: Scene, workspace: Any, clock: FixedClock) -> Scene:
    workspace.meetings.invitations.invite(scene.planned)
    clock.moment = START
    return scene


@pytest.fixture
def page(qtbot: Any, context: AppContext, scene: Scene) -> MeetingsPage:
    return make_live_page(qtbot, context, scene)


@pytest.fixture
def running(page: MeetingsPage, scene: Scene, qtbot: Any) -> MeetingsPage:
    """The page with the meeting opened, everybody there, the second item called."""
    open_meeting(page, scene, qtbot)
    return page


@pytest.fixture
def press(qtbot: Any, page: MeetingsPage) -> Press:
    """Press a key where the focus is, then let the page take up what changed."""

    def act(key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        qtbot.keyClick(QApplication.focusWidget() or page, key, held)
        settle()

    return act


@pytest.fixture
def write(qtbot: Any) -> Write:
    """Type where the focus is."""

    def act(text: str) -> None:
        qtbot.keyClicks(QApplication.focusWidget(), text)

    return act
