"""Preparing the next meeting by hand through the real window: five recurring and two postponed items, nine open tasks.

What a hand does is counted, not how long the machine takes (see `hand.py`). The sum must stay below a minute.
"""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.common import clock as clock_module
from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.agenda import ItemState, ItemType
from coordinator_app.domain.meetings import AgendaItem, Meeting, MeetingState
from coordinator_app.gui import alerts
from coordinator_app.gui.pages.meetings.new_meeting import NewMeetingDialog
from coordinator_app.services.workspace import Workspace
from tests.gui.conftest import AnsweringAlerts
from tests.journeys.hand import Hand
from tests.journeys.steps import CTRL, SLOW, Day

NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
LAST = datetime(2026, 9, 10, 15, 0, tzinfo=UTC)
RECURRING = ("Eröffnung", "Lagebericht der Polizei", "Lagebericht des Ordnungsamtes", "Berichte der Arbeitsgruppen")
POSTPONED = ("Haushalt 2027", "Spielplatz Nord")


def make_last_meeting(workspace: Workspace) -> int:
    """A held meeting with what it hands on; returns its body."""
    body = workspace.bodies.create(name="Lenkungsgruppe", short_name="LG", valid_from=date(2026, 1, 1))
    person = workspace.contacts.create_person(last_name="Hempel", first_name="Jens")
    meeting = workspace.meetings.create(
        body_id=body, starts_at=LAST, ends_at=LAST + timedelta(hours=2), place="Rathaus, Ratssaal", chair_id=person
    )
    agenda = workspace.meetings.agenda
    for number, title in enumerate(RECURRING):
        kind = ItemType.CONSULTATION if number else ItemType.INFORMATION
        agenda.add(meeting, title=title, item_type=kind, recurring=True)
    postponed = [agenda.add(meeting, title=title, facts="Sachverhalt") for title in POSTPONED]
    agenda.add(meeting, title="Verschiedenes", item_type=ItemType.MISCELLANEOUS, recurring=True)
    with workspace.store.write("gehalten") as unit:
        for line in agenda.view(meeting).lines:
            state = ItemState.POSTPONED if line.id in postponed else ItemState.DONE
            unit.change(AgendaItem, line.id, None, state=state)
        unit.change(Meeting, meeting, None, state=MeetingState.HELD, actual_start=LAST, number=3)
    for number in range(9):
        workspace.tasks.create(title=f"Aufgabe {number + 1}", body_id=body, person_id=person, due="in 2 Wochen")
    workspace.meetings.backlog.add(body_id=body, title="Beleuchtung am Bahnhof", minutes=15)
    return body


@pytest.fixture
def day(qtbot: QtBot, fresh_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    clock, answers = FixedClock(NOW), AnsweringAlerts()
    monkeypatch.setattr(clock_module, "SystemClock", lambda: clock)
    monkeypatch.setattr(alerts, "backend", answers)
    path = tmp_path / "Stadt.kpr"
    shutil.copyfile(fresh_file, path)
    made = Day(qtbot, clock, answers, tmp_path)
    made.start_program()
    with qtbot.waitSignal(made.window.file_opened, timeout=SLOW):
        made.window.open_file(path)
    made.workspace.municipality.create(name="Mühlwerda")
    made.kept["body"] = make_last_meeting(made.workspace)
    yield made
    made.quit_program()


def add_topics(hand: Hand, prepare: Any, meeting_id: int) -> None:
    """A topic from the Themenspeicher, a new item with its title, moved up."""
    prepare.rows.setFocus()
    hand.press(Qt.Key.Key_End)
    take = prepare.offers.card.rows()[0].findChildren(QWidget, "")
    button = next(found for found in take if found.accessibleName() == "Beleuchtung am Bahnhof auf die Tagesordnung")
    hand.click(button)
    hand.press(Qt.Key.Key_N, CTRL)
    hand.write("Straßenfest Mühlgasse")
    hand.press(Qt.Key.Key_Return)
    prepare.rows.setFocus()
    hand.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    final = [line.item.title for line in hand.day.workspace.meetings.agenda.view(meeting_id).lines]
    assert final[-3:] == ["Straßenfest Mühlgasse", "Beleuchtung am Bahnhof", "Verschiedenes"]


def test_the_next_meeting_is_prepared_within_a_minute(day: Day) -> None:
    page = day.page("meetings")
    page.show_record("body", day.kept["body"])
    day.settle()
    hand = Hand(day)

    def enter(dialog: NewMeetingDialog) -> None:
        hand.day.qtbot.waitUntil(dialog.day.line.hasFocus, timeout=SLOW)
        dialog.day.line.selectAll()
        hand.write("10.12.")
        hand.press(Qt.Key.Key_Return)

    with day.dialog(NewMeetingDialog, enter):
        hand.click(page.new_meeting_button)
    meetings = day.workspace.meetings
    meeting = meetings.get(page.workspace.meeting_id())
    assert meeting.starts_at == datetime(2026, 12, 10, 16, 0, tzinfo=UTC)
    lines = meetings.agenda.view(meeting.id).lines
    titles = [line.item.title for line in lines]
    assert titles == ["Eröffnung", "Offene Aufgaben", *RECURRING[1:], *POSTPONED, "Verschiedenes"]
    assert all(line.item.reason for line in lines)
    assert lines[5].item.facts == "Sachverhalt"
    assert (
        "8 Punkte übernommen: 5 wiederkehrend, 1 Nachverfolgung, 2 vertagt."
        in page.workspace.prepare.origins.card.hint.full_text()
    )
    add_topics(hand, page.workspace.prepare, meeting.id)
    day.nothing_was_refused()
    assert hand.clicks <= 3
    assert hand.seconds() <= 60, hand
