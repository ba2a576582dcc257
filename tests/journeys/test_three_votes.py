"""Three votes with a late arrival and a recusal, from the opened meeting to the preview of the minutes: keys alone.

How long it takes by hand is told in the notes of the project; here the keys are counted.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.common import clock as clock_module
from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.agenda import ItemState
from coordinator_app.domain.meetings import MeetingState
from coordinator_app.gui import alerts
from coordinator_app.gui.pages.meetings.live_dialogs import PersonDialog
from tests.gui.conftest import AnsweringAlerts
from tests.journeys.steps import CTRL, NONE, SLOW, Day
from tests.meeting_scenario import SECOND

if TYPE_CHECKING:
    from tests.meeting_scenario import Progress, SavedSteering

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
MOST_KEYS = 60  # at an unhurried key a second well below ninety seconds


@dataclass
class Keys:
    """A hand on the keyboard that counts."""

    day: Day
    pressed: int = 0

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.pressed += 1
            self.day.press(key, held)

    def write(self, text: str) -> None:
        """Type words."""
        self.pressed += len(text)
        self.day.write(text)


@pytest.fixture
def saved(steering_files: "Callable[[Progress], SavedSteering]") -> "SavedSteering":
    """The opened meeting, with six of eight who may vote."""
    return steering_files("running")


@pytest.fixture
def day(qtbot: QtBot, saved: "SavedSteering", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    """The program with that file, ten minutes into the meeting."""
    clock, answers = FixedClock(SECOND + timedelta(minutes=10)), AnsweringAlerts()
    monkeypatch.setattr(clock_module, "SystemClock", lambda: clock)
    monkeypatch.setattr(alerts, "backend", answers)
    path = tmp_path / "Stadt.kpr"
    shutil.copyfile(saved.path, path)
    made = Day(qtbot, clock, answers, tmp_path)
    made.start_program()
    with qtbot.waitSignal(made.window.file_opened, timeout=SLOW):
        made.window.open_file(path)
    yield made
    made.quit_program()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_three_votes_a_late_arrival_and_a_recusal_without_the_mouse(day: Day, saved: "SavedSteering") -> None:
    meeting, lines = saved.ids["second"], saved.ids["lines"]
    page = day.page("meetings")
    page.open_meeting(meeting)
    day.settle()
    live, keys = page.workspace.live, Keys(day)
    live.rows.setFocus()

    keys.press(Qt.Key.Key_F8, Qt.Key.Key_F8)  # Eröffnung, Genehmigung der Niederschrift
    vote(keys, "6")
    keys.press(Qt.Key.Key_F8, Qt.Key.Key_F8, Qt.Key.Key_F8, Qt.Key.Key_F8)
    assert live.item.item_id() == saved.ids["treff"]

    keys.press(Qt.Key.Key_P, held=CTRL)  # somebody comes late
    keys.write("lor")
    keys.press(Qt.Key.Key_Return)
    recuse(keys, "Böh")
    assert live.item.recused.text().endswith("Böhme, Rico")
    vote(keys, "51")

    keys.press(Qt.Key.Key_F8)
    keys.press(Qt.Key.Key_B, held=CTRL)
    keys.write("Der Haushalt gilt.")
    keys.press(Qt.Key.Key_Tab)
    keys.write("7")
    keys.press(Qt.Key.Key_F8)  # what is complete is held by going on
    day.nothing_was_refused()
    assert keys.pressed <= MOST_KEYS

    votes = [
        (found.number, taken.yes, taken.no, taken.present)
        for item in day.workspace.meetings.agenda.view(meeting).lines
        for found in day.workspace.resolutions.of_item(item.id)
        for taken in day.workspace.resolutions.votes(found.id)
    ]
    assert [numbers[1:] for numbers in votes] == [(6, 0, 6), (5, 1, 6), (7, 0, 7)]
    assert len({number for number, *_ in votes}) == 3
    late = next(line for line in day.workspace.meetings.attendance.view(meeting).lines if line.id == lines["Lorenz"])
    assert late.present
    end(day, page, meeting)


def end(day: Day, page: Any, meeting: int) -> None:
    """Three actions from „Sitzung beenden“ to the page in the printing preview: end, print, (print)."""
    for line in day.workspace.meetings.agenda.view(meeting).lines:
        if line.item.state in (ItemState.NOTED, ItemState.ACCEPTED, ItemState.IN_PROGRESS):
            day.press(Qt.Key.Key_F8)
    day.press(Qt.Key.Key_F8, BOTH)
    assert day.workspace.meetings.get(meeting).state is MeetingState.HELD
    assert page.workspace.follow_up.isVisible()
    day.press(Qt.Key.Key_P, CTRL)
    preview = day.preview()
    assert preview.isVisible()
    day.nothing_was_refused()


def vote(keys: Keys, counts: str) -> None:
    """Strg+B, one figure per field, Strg+Eingabe."""
    keys.press(Qt.Key.Key_B, held=CTRL)
    for place, figure in enumerate(counts):
        if place:
            keys.press(Qt.Key.Key_Return)
        keys.write(figure)
    keys.press(Qt.Key.Key_Return, held=CTRL)


def recuse(keys: Keys, name: str) -> None:
    """Strg+Umschalt+B, the first letters of a name, Enter."""

    def choose(dialog: PersonDialog) -> None:
        keys.day.wait_for(lambda: dialog.isAncestorOf(QApplication.focusWidget() or dialog))
        keys.write(name)
        keys.pressed += 1
        keys.day.qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Return)
        assert not dialog.isVisible()

    with keys.day.dialog(PersonDialog, choose):
        keys.press(Qt.Key.Key_B, held=BOTH)
