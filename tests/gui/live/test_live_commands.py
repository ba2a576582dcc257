"""Commands of the running meeting by key: urgent items, breaks, recusal, deputies, quorum."""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.agenda import ItemState
from coordinator_app.domain.meetings import AttendanceStatus
from coordinator_app.gui.pages.meetings.dialogs import ChoiceDialog
from coordinator_app.gui.pages.meetings.live_dialogs import (
    BreaksDialog,
    DeputyDialog,
    PersonDialog,
    SpansDialog,
    UrgentDialog,
)
from coordinator_app.gui.pages.meetings.page import MeetingsPage
from tests.gui.helpers import settle
from tests.gui.live.live_scene import BOTH, CTRL, Press, Write, in_dialog, make_active
from tests.gui.meeting_scene import BEGIN, Scene


def line_of(page: MeetingsPage, scene: Scene, name: str) -> Any:
    lines = page.context.workspace.meetings.attendance.view(scene.planned).lines
    return next(line for line in lines if name in line.attendance.name)


def test_urgent_item_comes_next_and_the_others_are_counted_anew(
    running: MeetingsPage, scene: Scene, workspace: Any, press: Press, shell: Any
) -> None:
    def fill(dialog: UrgentDialog) -> None:
        dialog.name.set_value("Brand am Jugendhaus")
        dialog.grounds.set_value("Ereignis vom Vortag")

    in_dialog(UrgentDialog, fill)
    press(Qt.Key.Key_D, BOTH)
    lines = workspace.meetings.agenda.view(scene.planned).lines
    assert [(line.number, line.item.title) for line in lines] == [
        ("1", "Eröffnung"),
        ("2", "Offener Treff am Bahnhof"),
        ("3", "Brand am Jugendhaus"),
        ("4", "Verschiedenes"),
    ]
    assert "Ereignis vom Vortag" in lines[2].item.reason
    assert ("notify", "TOP 3 „Brand am Jugendhaus“ ist aufgenommen. F8 ruft auf.", "info") in shell.calls


def test_urgent_item_needs_a_title(running: MeetingsPage, scene: Scene, workspace: Any) -> None:
    def refuse() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, UrgentDialog)
        dialog.primary_button.click()
        assert "Titel" in dialog.message.text()
        dialog.reject()

    QTimer.singleShot(0, refuse)
    running.workspace.live.add_item()
    assert len(workspace.meetings.agenda.view(scene.planned).lines) == 3


def test_break_is_shown_until_the_meeting_goes_on(
    running: MeetingsPage, scene: Scene, workspace: Any, press: Press, clock: FixedClock
) -> None:
    notices = running.workspace.live.notices
    assert notices.pause.isHidden()
    press(Qt.Key.Key_U, BOTH)
    assert notices.pause.text() == "Die Sitzung ist unterbrochen seit 17:02 Uhr."
    clock.moment += timedelta(minutes=10)
    press(Qt.Key.Key_U, BOTH)
    assert notices.pause.isHidden()
    (found,) = workspace.meetings.breaks.of_meeting(scene.planned)
    assert found.ends_at == clock.moment
    assert running.workspace.live.agenda.running.text().startswith("TOP 2 läuft seit 0 min")
    actions = {action.text(): action for action in running.workspace.more.menu_.actions()}

    def correct(dialog: BreaksDialog) -> None:
        assert dialog.windowTitle().startswith("Unterbrechungen der 2. Sitzung")
        dialog.pairs[0][1].line.setText("17:07")

    in_dialog(BreaksDialog, correct)
    actions["Unterbrechungen berichtigen …"].trigger()
    (found,) = workspace.meetings.breaks.of_meeting(scene.planned)
    assert found.ends_at == BEGIN + timedelta(minutes=7)


def test_items_are_postponed_and_dropped_by_key(running: MeetingsPage, workspace: Any, press: Press) -> None:
    live = running.workspace.live
    item = live.item.item_id()
    press(Qt.Key.Key_V, BOTH)
    assert workspace.meetings.agenda.get(item).state is ItemState.POSTPONED
    press(Qt.Key.Key_F8)
    following = live.item.item_id()
    assert following != item
    press(Qt.Key.Key_A, BOTH)
    assert workspace.meetings.agenda.get(following).state is ItemState.DROPPED


def test_item_is_put_off_to_a_chosen_meeting(
    running: MeetingsPage, scene: Scene, workspace: Any, alerts_fake: Any
) -> None:
    item = running.workspace.live.item
    action = next(found for found in item.more.menu_.actions() if found.text() == "Vertagen auf …")
    action.trigger()
    assert "noch keine spätere Sitzung" in alerts_fake.shown[0]
    later = workspace.meetings.create(body_id=scene.body, starts_at=BEGIN + timedelta(days=90))
    in_dialog(ChoiceDialog, lambda dialog: dialog.choice.set_value(later))
    item_id = item.item_id()
    action.trigger()
    assert workspace.meetings.agenda.get(item_id).state is ItemState.POSTPONED
    assert workspace.meetings.agenda.get(item_id).moved_to_id == later


def test_recusal_by_key_is_entered_and_taken_back(running: MeetingsPage, scene: Scene, press: Press) -> None:
    hempel = line_of(running, scene, "Hempel").id
    live = running.workspace.live

    def choose(dialog: PersonDialog) -> None:
        dialog.choice.set_value(hempel)
        dialog.reason.set_value("Vermieter")

    in_dialog(PersonDialog, choose)
    press(Qt.Key.Key_B, BOTH)
    assert live.item.recused.text() == "Befangen, nicht mitgezählt: Hempel, Jens"
    assert live.room.votes.text() == "5 von 6 stimmberechtigt"
    make_active(running)
    in_dialog(PersonDialog, choose)
    press(Qt.Key.Key_B, BOTH)
    assert live.item.recused.isHidden()


def test_loss_of_the_quorum_is_told_at_once_and_noted(
    running: MeetingsPage, scene: Scene, workspace: Any, press: Press, clock: FixedClock, shell: Any
) -> None:
    live, attendance = running.workspace.live, workspace.meetings.attendance
    press(Qt.Key.Key_Q, BOTH)
    assert workspace.meetings.get(scene.planned).quorum_met
    assert live.notices.quorum.isHidden()
    clock.moment += timedelta(minutes=5)
    gone = [line.id for line in attendance.view(scene.planned).lines][:3]
    attendance.leave(gone)
    settle()
    assert live.notices.quorum.text().startswith("Nicht mehr beschlussfähig. 3 von 6 Stimmen anwesend, nötig 4")
    press(Qt.Key.Key_Q, BOTH)
    assert not workspace.meetings.get(scene.planned).quorum_met
    assert "nicht beschlussfähig" in live.room.noted.text()
    clock.moment += timedelta(minutes=5)
    attendance.arrive(gone)
    settle()
    assert live.notices.quorum.isHidden()
    assert ("notify", "Das Gremium ist wieder beschlussfähig.", "ok") in shell.calls
    assert live.room.note_link.isVisible()


def test_deputy_comes_by_key(running: MeetingsPage, scene: Scene, workspace: Any, press: Press) -> None:
    workspace.meetings.attendance.mark_absent(line_of(running, scene, "Oberschule").id)
    settle()

    def fill(dialog: DeputyDialog) -> None:
        assert dialog.principal.value() == line_of(running, scene, "Oberschule").id
        dialog.name.set_value("Nora Weise")

    in_dialog(DeputyDialog, fill)
    press(Qt.Key.Key_P, BOTH)
    assert line_of(running, scene, "Oberschule").attendance.status is AttendanceStatus.REPRESENTED
    assert line_of(running, scene, "Nora Weise").entitled


def test_nobody_to_represent_is_said(running: MeetingsPage, press: Press, alerts_fake: Any) -> None:
    press(Qt.Key.Key_P, BOTH)
    assert "niemand muss vertreten werden" in alerts_fake.shown[0]


def test_after_the_end_a_name_opens_its_times(
    running: MeetingsPage, scene: Scene, workspace: Any, clock: FixedClock, alerts_fake: Any
) -> None:
    live = running.workspace.live
    box = live.item
    box.vote()
    vote = next(iter(box.boxes.values()))
    vote.wording.area.setPlainText("So soll es sein.")
    vote.counts["yes"].setValue(6)
    live.next_item()
    clock.moment += timedelta(minutes=30)
    running.workspace.finish()
    running.workspace.show_step(2)
    settle()
    police = line_of(running, scene, "Polizei").id
    live.room.rows.select(str(police))

    def correct(dialog: SpansDialog) -> None:
        dialog.pairs[0][1].line.setText("17:01")

    in_dialog(SpansDialog, correct)
    live.room.toggle(police)
    assert line_of(running, scene, "Polizei").spans[0].end == BEGIN + timedelta(minutes=1)
    assert "waren es 5" in alerts_fake.shown[-1]


def test_five_times_of_presence_stand_in_the_dialog(
    running: MeetingsPage, scene: Scene, workspace: Any, clock: FixedClock
) -> None:
    police = line_of(running, scene, "Polizei").id
    for _ in range(8):
        clock.moment += timedelta(minutes=2)
        workspace.meetings.attendance.toggle(police)
    spans = line_of(running, scene, "Polizei").spans
    dialog = SpansDialog("Polizeirevier", spans, BEGIN.date(), running)
    assert len(dialog.pairs) == 6
    assert dialog.spans() == list(spans)
    dialog.pairs[5][0].line.setText("0:30")  # past midnight
    assert dialog.spans()[-1].start > spans[-1].start
    dialog.deleteLater()


def make_wide(pane: QWidget, width: int) -> None:
    """As if the window had another width; the other steps that share it may need more."""
    QApplication.sendEvent(pane, QResizeEvent(QSize(width, 444), pane.size()))
    settle()


def test_narrow_window_shows_agenda_and_room_as_tabs(
    running: MeetingsPage, press: Press, write: Write, scene: Scene
) -> None:
    live = running.workspace.live
    assert not live.sides.narrow
    assert max(live.minimumSizeHint().width(), running.workspace.header.minimumSizeHint().width()) <= 855
    make_wide(live.sides, 855)  # what 1366×768 leaves at 150 %
    assert live.sides.narrow
    assert live.agenda.isVisible()
    assert not live.room.isVisible()
    assert not running.workspace.minutes_button.isVisible()
    press(Qt.Key.Key_P, CTRL)
    assert live.room.isVisible()
    write("Poliz")
    press(Qt.Key.Key_Return)
    assert not line_of(running, scene, "Polizei").present
    make_wide(live.sides, 1310)
    assert live.room.isVisible()
    assert live.agenda.isVisible()
    assert running.workspace.minutes_button.isVisible()
