"""The right side of the live view: coming and going, deputies, guests, times, recusals, quorum."""

from datetime import timedelta
from typing import Any

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.meetings import AttendanceStatus
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.pages.meetings.live_dialogs import DeputyDialog, GuestDialog, PersonDialog, SpansDialog
from coordinator_app.gui.pages.meetings.page import MeetingsPage
from tests.gui.helpers import settle
from tests.gui.live.live_scene import answer
from tests.gui.meeting_scene import BEGIN, Scene


def choose(page: MeetingsPage, scene: Scene, name: str) -> int:
    """Make the line of a person current."""
    lines = page.context.workspace.meetings.attendance.view(scene.planned).lines
    found = next(line for line in lines if name in line.attendance.name)
    page.workspace.live.room.rows.select(str(found.id))
    return found.id


def state(page: MeetingsPage, scene: Scene, line_id: int) -> Any:
    """The line as it is stored."""
    lines = page.context.workspace.meetings.attendance.view(scene.planned).lines
    return next(line for line in lines if line.id == line_id)


def menu_action(page: MeetingsPage, text: str) -> Any:
    """A command of the attendance menu."""
    return next(action for action in page.workspace.live.room.more.menu_.actions() if action.text().startswith(text))


def test_excused_member_is_represented(running: MeetingsPage, scene: Scene) -> None:
    excused = choose(running, scene, "Ober")
    menu_action(running, "Entschuldigt").trigger()
    assert state(running, scene, excused).attendance.status is AttendanceStatus.EXCUSED

    def name_deputy(dialog: Dialog) -> None:
        assert isinstance(dialog, DeputyDialog)
        dialog.name.set_value("Weise, Nora")
        dialog.primary_button.click()

    choose(running, scene, "Ober")
    answer(name_deputy)
    menu_action(running, "Vertretung").trigger()
    assert state(running, scene, excused).attendance.status is AttendanceStatus.REPRESENTED


def test_guest_stands_below_the_list(running: MeetingsPage, scene: Scene, qtbot: Any) -> None:
    def name_guest(dialog: Dialog) -> None:
        assert isinstance(dialog, GuestDialog)
        dialog.name.set_value("Wagner, Mirko")
        dialog.organisation.set_value("Jugendhaus")
        dialog.primary_button.click()

    answer(name_guest)
    menu_action(running, "Gast").trigger()
    settle()
    assert running.workspace.live.room.guests.text() == "Wagner, Mirko · Jugendhaus"


def test_times_of_presence_are_corrected(running: MeetingsPage, scene: Scene, clock: FixedClock, qtbot: Any) -> None:
    clock.moment = BEGIN + timedelta(minutes=58)

    def correct(dialog: Dialog) -> None:
        assert isinstance(dialog, SpansDialog)
        dialog.pairs[0][1].line.setText("17:31")
        dialog.primary_button.click()

    gone = choose(running, scene, "Polizei")
    answer(correct)
    menu_action(running, "Zeiten").trigger()
    assert state(running, scene, gone).spans[0].end == BEGIN + timedelta(minutes=31)
    settle()
    row = running.workspace.live.room.rows.row_of(str(gone))
    assert row is not None
    assert row.value == "gegangen 17:31"


def test_quorum_is_noted_by_its_link(running: MeetingsPage, workspace: Any, scene: Scene, qtbot: Any) -> None:
    room = running.workspace.live.room
    room.note_link.click()
    settle()
    assert workspace.meetings.get(scene.planned).quorum_met
    assert not room.note_link.isVisible()
    assert room.noted.text().startswith("festgestellt um 17:02")


def test_expected_people_come_all_at_once(page: MeetingsPage, workspace: Any, scene: Scene) -> None:
    page.workspace.start()
    menu_action(page, "Alle Erwarteten").trigger()
    assert workspace.meetings.attendance.view(scene.planned).votes == 6


def test_recusal_lowers_the_base_of_that_item(running: MeetingsPage, workspace: Any, qtbot: Any) -> None:
    running.workspace.live.vote()

    def choose(dialog: Dialog) -> None:
        assert isinstance(dialog, PersonDialog)
        dialog.primary_button.click()

    answer(choose)
    item = running.workspace.live.item
    next(action for action in item.more.menu_.actions() if action.text().startswith("Befangenheit")).trigger()
    settle()
    assert "5 Stimmberechtigte anwesend" in next(iter(item.boxes.values())).result.text()
    assert item.recused.text().startswith("Befangen")
