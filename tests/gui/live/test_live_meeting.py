"""Holding a meeting: by keyboard alone, with a late arrival, a vote and two Festlegungen; guards; safety of typing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.agenda import ItemState
from coordinator_app.domain.meetings import MeetingState, NoticeAnswer
from coordinator_app.domain.resolutions import ResolutionState
from coordinator_app.domain.votes import ChairVote, Majority, Outcome, TieRule
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.pages.meetings.dialogs import ChoiceDialog
from coordinator_app.gui.pages.meetings.live_vote import VoteBox
from coordinator_app.gui.pages.meetings.page import MeetingsPage
from tests.gui.helpers import nameless, settle
from tests.gui.live.live_scene import CTRL, SHIFT, Press, Write, answer
from tests.gui.meeting_scene import BEGIN, Scene


def box_of(page: MeetingsPage) -> VoteBox:
    """The only resolution shown."""
    (box,) = page.workspace.live.item.boxes.values()
    return box


def vote_by_keys(press: Press, write: Write, wording: str, counts: str) -> None:
    """Strg+B, the wording, one digit for each of yes, no and abstention, Strg+Eingabe."""
    press(Qt.Key.Key_B, CTRL)
    write(wording)
    press(Qt.Key.Key_Tab)
    for place, digit in enumerate(counts):
        if place:
            press(Qt.Key.Key_Return)
        write(digit)
    press(Qt.Key.Key_Return, CTRL)


def task_by_keys(press: Press, write: Write, words: str, person: str, due: str) -> None:
    """Strg+T, what, who, until when."""
    press(Qt.Key.Key_T, CTRL)
    write(words)
    press(Qt.Key.Key_Return)
    write(person)
    press(Qt.Key.Key_Tab)
    write(due)
    press(Qt.Key.Key_Return)


def come_by_keys(press: Press, write: Write, name: str) -> None:
    """Strg+P, some letters of a name, Enter."""
    press(Qt.Key.Key_P, CTRL)
    write(name)
    press(Qt.Key.Key_Return)


def test_whole_meeting_by_keyboard_alone(
    page: MeetingsPage, press: Press, write: Write, workspace: Any, scene: Scene, clock: FixedClock, shell: Any
) -> None:
    live, attendance = page.workspace.live, workspace.meetings.attendance
    live.waiting.button.setFocus()
    press(Qt.Key.Key_Space)  # Sitzung eröffnen
    assert ("status_hint", "Strg+B Beschluss · Strg+T Aufgabe · Strg+P Kommt/geht · F8 Nächster TOP") in shell.calls

    for name in ("Marschner", "Hempel", "Polizei", "Ober", "Senioren"):
        come_by_keys(press, write, name)
    assert (attendance.view(scene.planned).votes, live.room.quorum.text()) == (5, "beschlussfähig")

    press(Qt.Key.Key_F8)
    write("Herr Hempel stellt das Konzept vor.")
    clock.moment = BEGIN + timedelta(minutes=12)
    come_by_keys(press, write, "Diak")  # somebody comes late while words are being typed
    assert QApplication.focusWidget() is live.item.texts["discussion"].area
    late = next(line for line in attendance.view(scene.planned).lines if "Diakonie" in line.attendance.name)
    assert late.spans[0].start == BEGIN + timedelta(minutes=12)

    item = live.item.item_id()
    vote_by_keys(press, write, "Der Treff wird eingerichtet.", "411")
    (resolution,) = workspace.resolutions.of_item(item)
    assert (resolution.state, resolution.number) == (ResolutionState.ADOPTED, "2026/02")

    task_by_keys(press, write, "Flyer drucken", "Hempel", "in 2 Wochen")
    task_by_keys(press, write, "Raum mieten", "Marschner", "10.12.")
    tasks = [view.task for view in workspace.tasks.of_source("agenda_item", item)]
    assert [(task.title, task.person_id, str(task.due_on)) for task in tasks] == [
        ("Flyer drucken", scene.officer, "2026-12-10"),
        ("Raum mieten", scene.chair, "2026-12-10"),
    ]

    press(Qt.Key.Key_F8)
    done = workspace.meetings.agenda.get(item)
    assert (done.state, done.discussion) == (ItemState.DONE, "Herr Hempel stellt das Konzept vor.")
    press(Qt.Key.Key_F8)
    page.workspace.close_button.setFocus()
    press(Qt.Key.Key_Space)
    assert workspace.meetings.get(scene.planned).state is MeetingState.HELD


def test_typing_is_stored_within_a_second_without_a_pause(running: MeetingsPage, qtbot: Any, workspace: Any) -> None:
    live = running.workspace.live
    area = live.item.texts["facts"].area
    area.setFocus()
    for letter in "abcdefghijklmnopqrst":
        qtbot.keyClicks(area, letter)
        qtbot.wait(50)
    stored = workspace.meetings.agenda.get(live.item.item_id()).facts
    assert len(stored) >= 6  # stored while the typing went on
    assert area.toPlainText() == "abcdefghijklmnopqrst"
    running.leave()
    assert workspace.meetings.agenda.get(live.item.item_id()).facts == "abcdefghijklmnopqrst"


def test_blank_at_the_end_survives_the_saving(running: MeetingsPage, qtbot: Any) -> None:
    area = running.workspace.live.item.texts["facts"].area
    area.setFocus()
    qtbot.keyClicks(area, "ein Wort ")
    qtbot.wait(750)
    qtbot.keyClicks(area, "weiter")
    assert area.toPlainText() == "ein Wort weiter"


def test_late_invitation_must_be_answered_first(
    page: MeetingsPage, workspace: Any, scene: Scene, clock: FixedClock
) -> None:
    workspace.meetings.invitations.withdraw(scene.planned)
    workspace.meetings.invitations.invite(scene.planned)
    page.workspace.reload()

    def refuse(dialog: Dialog) -> None:
        dialog.reject()

    answer(refuse)
    page.workspace.start()
    assert workspace.meetings.get(scene.planned).state is MeetingState.INVITED

    def waive(dialog: Dialog) -> None:
        assert isinstance(dialog, ChoiceDialog)
        dialog.primary_button.click()

    answer(waive)
    page.workspace.start()
    assert workspace.meetings.get(scene.planned).notice_answer is NoticeAnswer.WAIVED


def test_decision_without_a_result_stops_the_next_item(
    running: MeetingsPage, alerts_fake: Any, press: Callable[..., None]
) -> None:
    before = running.workspace.live.item.item_id()
    press(Qt.Key.Key_F8)
    assert "Es fehlt der Beschluss" in alerts_fake.shown[0]
    assert running.workspace.live.item.item_id() == before


def test_complete_vote_is_held_by_going_on(
    running: MeetingsPage, workspace: Any, press: Callable[..., None], write: Callable[[str], None]
) -> None:
    item = running.workspace.live.item.item_id()
    press(Qt.Key.Key_B, CTRL)
    write("So soll es sein.")
    box = box_of(running)
    box.all_link.click()
    assert box.counts["yes"].value() == 6
    press(Qt.Key.Key_F8)
    assert workspace.resolutions.of_item(item)[0].number == "2026/02"
    press(Qt.Key.Key_F8, SHIFT)
    assert running.workspace.live.item.item_id() == item
    assert workspace.meetings.agenda.get(item).state is ItemState.IN_PROGRESS


def test_numbers_that_do_not_fit_are_told(running: MeetingsPage, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_B, CTRL)
    box = box_of(running)
    box.counts["yes"].setValue(3)
    assert "3 Stimmen fehlen" in box.result.text() or "fehlen" in box.result.text()
    assert not box.is_complete()


def test_vote_without_wording_is_refused(running: MeetingsPage, alerts_fake: Any, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_B, CTRL)
    box = box_of(running)
    box.all_link.click()
    box.hold()
    assert "Wortlaut" in alerts_fake.shown[0]


def test_tie_asks_for_the_chair(
    running: MeetingsPage, workspace: Any, scene: Scene, press: Callable[..., None]
) -> None:
    rules = workspace.bodies.rules(scene.body)
    workspace.bodies.update_rules(rules.id, None, tie_rule=TieRule.CHAIR_DECIDES)
    press(Qt.Key.Key_B, CTRL)
    box = box_of(running)
    box.counts["yes"].setValue(3)
    box.counts["no"].setValue(3)
    assert box.chair_vote.isVisible()
    box.chair_vote.set_value(ChairVote.YES)
    box.chair_vote.committed.emit()
    assert box.result.text().startswith("Angenommen.")


def test_free_majority_states_outcome_with_reason(
    running: MeetingsPage, workspace: Any, press: Callable[..., None], write: Callable[[str], None]
) -> None:
    press(Qt.Key.Key_B, CTRL)
    write("Frei festgestellt.")
    box = box_of(running)
    box.more_link.click()
    box.majority.set_value(Majority.FREE)
    box.counts["yes"].setValue(6)
    assert box.outcome.isVisible()
    box.outcome.set_value(Outcome.ADOPTED)
    box.reason.set_value("Zuruf ohne Widerspruch")
    box.hold()
    assert workspace.resolutions.get(box.resolution_id).state is ResolutionState.ADOPTED


def test_vote_is_repeated_and_keeps_its_number(
    running: MeetingsPage, workspace: Any, qtbot: Any, press: Callable[..., None], write: Callable[[str], None]
) -> None:
    press(Qt.Key.Key_B, CTRL)
    write("Zweimal.")
    box = box_of(running)
    box.all_link.click()
    box.hold()
    settle()
    assert box.hint.full_text() == "Nr. 2026/02"
    box.again_button.click()
    settle()
    assert box.counts["yes"].value() == 6
    assert "2026/02" in box.hint.full_text()
    assert box.wording.area.isEnabled()


def test_undecided_resolution_is_removed(running: MeetingsPage, workspace: Any, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_B, CTRL)
    box_of(running).remove_link.click()
    assert running.workspace.live.item.boxes == {}
    assert workspace.resolutions.of_item(running.workspace.live.item.item_id()) == []


def test_open_items_stop_the_closing(running: MeetingsPage, workspace: Any, scene: Scene, alerts_fake: Any) -> None:
    running.workspace.finish()
    assert workspace.meetings.get(scene.planned).state is MeetingState.RUNNING
    assert alerts_fake.shown


def test_items_are_postponed_dropped_and_opened_again(running: MeetingsPage, workspace: Any, qtbot: Any) -> None:
    item = running.workspace.live.item
    actions = {action.text().partition("\t")[0]: action for action in item.more.menu_.actions()}
    item_id = item.item_id()
    actions["Vertagen"].trigger()
    settle()
    assert workspace.meetings.agenda.get(item_id).state is ItemState.POSTPONED
    assert item.state_chip.text() == "vertagt"
    actions["Wieder öffnen"].trigger()
    settle()
    actions["Absetzen"].trigger()
    assert workspace.meetings.agenda.get(item_id).state is ItemState.DROPPED


def test_task_line_says_what_is_wrong(
    running: MeetingsPage, qtbot: Any, press: Callable[..., None], write: Callable[[str], None]
) -> None:
    press(Qt.Key.Key_T, CTRL)
    line = running.workspace.live.item.tasks.line
    write("Etwas")
    line.due.setText("irgendwann einmal")
    assert line.meant.text() == "noch nicht verstanden"
    line.store()
    assert line.error.isVisible()
    press(Qt.Key.Key_Escape)
    assert line.isHidden()


def test_unknown_responsible_becomes_a_contact(
    running: MeetingsPage, workspace: Any, press: Press, write: Write, qtbot: Any
) -> None:
    press(Qt.Key.Key_T, CTRL)
    line = running.workspace.live.item.tasks.line
    line.who.line.setFocus()
    write("Nora Weise")
    qtbot.waitUntil(lambda: line.who.completer.popup().isVisible())
    line.who.completer.activated[str].emit("„Nora Weise“ neu anlegen")
    new_id = line.who.value()
    assert workspace.search.titles("person", [new_id])[new_id].startswith("Nora")


def test_planned_meeting_leads_to_its_invitation(page: MeetingsPage, workspace: Any, scene: Scene, qtbot: Any) -> None:
    workspace.meetings.invitations.withdraw(scene.planned)
    settle()
    page.workspace.live.waiting.button.click()
    assert page.workspace.invite.isVisible()


def test_shortcuts_work_only_while_it_runs(page: MeetingsPage, running: MeetingsPage) -> None:
    assert all(action.isVisible() for action in page.visible_actions())
    page.show_overview()
    assert page.visible_actions() == []


def test_nothing_is_nameless(running: MeetingsPage, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_B, CTRL)
    press(Qt.Key.Key_T, CTRL)
    assert nameless(running) == []
