"""A real meeting as far as it is public, entered through the window: two chairs, seats of institutions, one resolution.

The same meeting through the services: `tests/services/test_zwickau_meeting.py`.
"""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coordinator_app.common import clock as clock_module
from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.meetings import MeetingState
from coordinator_app.gui import alerts
from coordinator_app.gui.pages.meetings.new_body import NewBodyDialog
from coordinator_app.gui.pages.meetings.new_meeting import NewMeetingDialog
from tests.gui.conftest import AnsweringAlerts
from tests.journeys.meeting_day import add_task, come_or_go, follow_up, save_minutes
from tests.journeys.steps import CTRL, SLOW, Day, accept, words_of

BEGIN = datetime(2021, 10, 7, 8, 0, tzinfo=UTC)  # 10:00 in Germany
CHAIRS = ("Oberbürgermeisterin oder Oberbürgermeister", "Polizeipräsidentin oder Polizeipräsident")
INSTITUTIONS = (
    "Stadtverwaltung",
    "Polizeirevier",
    "Jugendarbeit",
    "Suchtberatung",
    "Justiz",
    "Opferhilfe",
    "Demokratiearbeit",
)
TOPICS = (
    "Bericht der Stabsstelle Kommunale Prävention",
    "AG Graffiti",
    "AG Schulverweigerung",
    "Netzwerk Suchtprävention",
    "Veranstaltungen Fahrradsicherheit, Seniorensicherheit und „Stark ohne Drogen“",
    "Sicherheitsanalyse 2021",
)
WORDING = "Die Ergebnisse der Befragung werden in die Präventionsstrategie aufgenommen."


@pytest.fixture
def day(qtbot: QtBot, fresh_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    """The program with a file in which only the municipality stands, a month before the meeting."""
    clock, answers = FixedClock(BEGIN - timedelta(days=30)), AnsweringAlerts()
    monkeypatch.setattr(clock_module, "SystemClock", lambda: clock)
    monkeypatch.setattr(alerts, "backend", answers)
    path = tmp_path / "Stadt.kpr"
    shutil.copyfile(fresh_file, path)
    made = Day(qtbot, clock, answers, tmp_path)
    made.start_program()
    with qtbot.waitSignal(made.window.file_opened, timeout=SLOW):
        made.window.open_file(path)
    made.workspace.municipality.create(name="Große Kreisstadt am Fluss")
    yield made
    made.quit_program()


def make_body(day: Day) -> None:
    """Two chairs and seven institutions, typed one per line; the term in which it is the second meeting."""
    page = day.page("meetings")

    def enter(dialog: NewBodyDialog) -> None:
        dialog.name.set_value("Lenkungsgremium")
        dialog.short_name.set_value("KPR")
        dialog.valid_from.set_value(date(2020, 9, 24))
        dialog.seats.setPlainText("\n".join([*(f"{name} (Vorsitz)" for name in CHAIRS), *INSTITUTIONS]))
        accept(dialog)

    with day.dialog(NewBodyDialog, enter):
        page.empty.button.click()
    day.kept["body"] = day.workspace.bodies.tree()[0][0].id
    assert day.workspace.bodies.votes(day.kept["body"]) == 9
    day.workspace.bodies.add_term(
        day.kept["body"], title="2021", starts_on=date(2021, 1, 1), ends_on=date(2021, 12, 31), next_meeting_number=2
    )
    for last in ("Leitung", "Protokoll"):
        day.kept[last] = day.workspace.contacts.create_person(last_name=last)
    day.kept["Verkehrswacht"] = day.workspace.contacts.create_organisation(name="Verkehrswacht")


def prepare(day: Day) -> Any:
    """Day, place, chair, and the agenda by the keyboard."""
    page = day.page("meetings")
    page.show_record("body", day.kept["body"])

    def enter(dialog: NewMeetingDialog) -> None:
        dialog.day.set_value(date(2021, 10, 7))
        dialog.begin.set_value(time(10, 0))
        dialog.end.set_value(time(12, 0))
        dialog.place.set_value("Rathaus")
        accept(dialog)

    with day.dialog(NewMeetingDialog, enter):
        page.new_meeting_button.click()
    day.kept["meeting"] = page.workspace.meeting_id()
    pane = page.workspace.prepare
    for name, person in (("chair_id", "Leitung"), ("minute_taker_id", "Protokoll")):
        pane.form.editor(name).set_value(day.kept[person])
        pane.form.commit(name)
    for title in TOPICS:
        day.settle()
        pane.add_button.click()
        day.write(title)
        page.leave()
    day.settle()
    pane.item_form.form.editor("item_type").set_value(ItemType.RESOLUTION)
    pane.item_form.form.commit("item_type")
    day.settle()
    lines = day.workspace.meetings.agenda.view(day.kept["meeting"]).lines
    assert [line.item.title for line in lines if line.item.title in TOPICS] == list(TOPICS)
    day.kept["item"] = next(line.id for line in lines if line.item.title == TOPICS[-1])
    return page


def invite(day: Day, page: Any) -> None:
    """Invited on the last day that is in time."""
    page.workspace.show_step(1)
    page.workspace.invite.sent_on.set_value(date(2021, 9, 23))
    page.workspace.primary.click()
    day.settle()
    check = day.workspace.meetings.invitations.check(day.kept["meeting"])
    assert (check.in_time, check.latest) == (True, date(2021, 9, 23))


def hold(day: Day, page: Any) -> None:
    """Seven of nine at ten o'clock, one more twenty minutes later; every item in turn, the resolution at the end."""
    meeting, live = day.kept["meeting"], page.workspace.live
    day.go_to(BEGIN)
    page.open_meeting(meeting, 2)
    live.waiting.button.setFocus()
    day.press(Qt.Key.Key_Space)
    for name in (*CHAIRS, *INSTITUTIONS[:5]):
        come_or_go(day, name)
    live.room.note_link.click()
    day.settle()
    assert day.workspace.meetings.get(meeting).quorum_met
    day.go_to(BEGIN + timedelta(minutes=20))
    come_or_go(day, "Opferhilfe")
    for _ in range(len(TOPICS) + 3):
        if live.item.item_id() == day.kept["item"]:
            break
        day.press(Qt.Key.Key_F8)
    day.nothing_was_refused()
    decide(day, live)
    day.go_to(BEGIN + timedelta(minutes=100))
    finish(day, page)
    found = day.workspace.meetings.get(meeting)
    assert (found.title, found.number) == ("2. Sitzung des Lenkungsgremiums", 2)


def decide(day: Day, live: Any) -> None:
    """Seven for it, one abstention; two tasks for an organisation."""
    day.press(Qt.Key.Key_B, CTRL)
    day.write(WORDING)
    day.press(Qt.Key.Key_Tab)
    day.write("7")
    day.press(Qt.Key.Key_Return)
    day.write("0")
    day.press(Qt.Key.Key_Return)
    day.write("1")
    (box,) = live.item.boxes.values()
    assert box.result.text().startswith("Angenommen."), box.result.text()
    day.press(Qt.Key.Key_Return, CTRL)
    (resolution,) = day.workspace.resolutions.of_item(day.kept["item"])
    assert resolution.number == "2021/01"
    assert day.workspace.resolutions.votes(resolution.id)[0].sentence == (
        "Der Beschlussvorschlag wird mit 7 Ja-Stimmen ohne Gegenstimmen bei 1 Enthaltung angenommen."
    )
    add_task(day, "Ergebnisse vorstellen", "Verkehrswacht", "Ende April")
    add_task(day, "Fahrradaktion", "Verkehrswacht", "09.10.")
    due = [view.task.due_on for view in day.workspace.tasks.open_of_body(day.kept["body"])]
    assert due == [date(2021, 10, 9), date(2022, 4, 30)]


def finish(day: Day, page: Any) -> None:
    """Whatever stands behind the last topic, then „Sitzung schließen“."""
    before = 0
    while page.workspace.live.item.item_id() != before:
        before = page.workspace.live.item.item_id()
        day.press(Qt.Key.Key_F8)
    page.workspace.close_button.setFocus()
    day.press(Qt.Key.Key_Space)
    day.nothing_was_refused()
    assert day.workspace.meetings.get(day.kept["meeting"]).state is MeetingState.HELD


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_second_meeting_of_a_steering_body_with_two_chairs(day: Day) -> None:
    make_body(day)
    page = prepare(day)
    invite(day, page)
    hold(day, page)
    pane = follow_up(day, datetime(2021, 10, 12, 8, 0, tzinfo=UTC))
    text = words_of(save_minutes(day, pane))
    for words in (*TOPICS[:4], "Beschluss 2021/01", WORDING, "Opferhilfe", "10:20", "Verkehrswacht", "30.04.2022"):
        assert words in text, words
