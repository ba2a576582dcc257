"""The window for the projector: follows the meeting, shows results, can be switched, closes by Esc."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from coordinator_app.common.clock import FixedClock
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.meetings.page import MeetingsPage
from coordinator_app.gui.pages.meetings.presentation_control import choose_screen
from coordinator_app.services.presentation import Scene as WallScene
from tests.gui.helpers import settle
from tests.gui.meeting_scene import Scene


@pytest.fixture
def wall(running: MeetingsPage) -> Callable[[], Any]:
    """What the window shows now."""
    running.workspace.live.toggle_presentation()
    settle()

    def shown() -> Any:
        window = running.workspace.live.presentation.window
        assert window is not None
        return window.view()

    return shown


def test_window_follows_item_wording_and_result(
    running: MeetingsPage, wall: Callable[[], Any], qtbot: Any, workspace: Any
) -> None:
    live = running.workspace.live
    window = live.presentation.window
    assert window is not None
    assert window.isVisible()
    assert window.accessibleName() == "Ansicht für den Beamer"
    assert (wall().number, wall().heading) == ("TOP 2", "Offener Treff am Bahnhof")
    live.vote()
    box = next(iter(live.item.boxes.values()))
    box.wording.area.setFocus()
    qtbot.keyClicks(box.wording.area, "Der Treff kommt.")
    live.flush()
    settle()
    assert wall().resolutions[0].wording == "Der Treff kommt."
    box.counts["yes"].setValue(6)
    box.hold()
    settle()
    assert wall().resolutions[0].verdict == "Angenommen"
    assert "Angenommen" in window.accessibleDescription()
    live.next_item()
    settle()
    assert wall().heading == "Verschiedenes"
    live.toggle_break()
    settle()
    assert wall().scene is WallScene.BREAK


def test_every_state_is_drawn(running: MeetingsPage, wall: Callable[[], Any], workspace: Any, scene: Scene) -> None:
    live = running.workspace.live
    window = live.presentation.window
    assert window is not None
    live.item.texts["facts"].area.setPlainText("Ein langer Satz zum Sachverhalt. " * 80)
    live.flush()
    live.presentation.minutes_action.setChecked(True)
    settle()
    assert wall().text
    pictures = [window.grab().toImage()]
    resolution = workspace.resolutions.draft(live.item.item_id(), wording="Sehr langer Wortlaut. " * 60)
    settle()
    pictures.append(window.grab().toImage())
    workspace.resolutions.discard(resolution)
    live.toggle_break()
    settle()
    pictures.append(window.grab().toImage())
    assert all(one != other for place, one in enumerate(pictures) for other in pictures[place + 1 :])
    window.resize(480, 300)
    assert not window.grab().isNull()


def test_minutes_are_off_until_switched_on(running: MeetingsPage, wall: Callable[[], Any], scene: Scene) -> None:
    control = running.workspace.live.presentation
    assert not control.minutes_action.isChecked()
    assert not control.private_action.isChecked()
    running.workspace.live.item.texts["discussion"].area.setPlainText("Herr Hempel fragt.")
    running.workspace.live.flush()
    settle()
    assert wall().text == ""
    control.minutes_action.setChecked(True)
    assert wall().text == "Herr Hempel fragt."
    control.refresh(scene.held)
    assert not control.minutes_action.isChecked()


def test_escape_closes_and_the_key_opens_again(running: MeetingsPage, wall: Callable[[], Any], qtbot: Any) -> None:
    live = running.workspace.live
    window = live.presentation.window
    assert window is not None
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_A)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    settle()
    assert not live.presentation.is_shown()
    live.toggle_presentation()
    assert live.presentation.is_shown()
    live.toggle_presentation()
    assert not live.presentation.is_shown()


def test_menu_offers_screens_and_fills_the_chosen_one(running: MeetingsPage) -> None:
    control = running.workspace.live.presentation
    control.menu.aboutToShow.emit()
    control.menu.aboutToShow.emit()
    actions: list[QAction] = control.menu.actions()
    screens = [action for action in actions if action.text().startswith("Ganzer Bildschirm")]
    assert len(screens) == 1
    screens[0].trigger()
    settle()
    assert control.window is not None
    assert control.window.isFullScreen()
    control.menu.aboutToShow.emit()
    assert control.close_action.isEnabled()
    control.close_action.trigger()
    assert not control.is_shown()


@pytest.mark.parametrize(
    ("names", "wanted", "chosen"),
    [
        (["A"], None, "A"),
        (["A", "B"], None, "B"),
        (["B", "A"], None, "B"),
        (["A", "B", "C"], "C", "C"),
        (["A", "B"], "weg", "B"),
        (["A", "B"], "A", "A"),
    ],
)
def test_other_screen_is_taken_unless_one_is_chosen(names: list[str], wanted: str | None, chosen: str) -> None:
    assert choose_screen(names, "A", wanted) == chosen


def test_clock_and_look_change_the_picture(
    running: MeetingsPage, wall: Callable[[], Any], clock: FixedClock, context: AppContext
) -> None:
    window = running.workspace.live.presentation.window
    assert window is not None
    before = window.grab().toImage()
    context.theme.choose("dunkel")
    dark = window.grab().toImage()
    context.theme.choose("hell")
    assert dark != before
    assert dark.pixelColor(2, 2).lightness() < 80
