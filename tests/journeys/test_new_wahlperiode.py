"""A new Wahlperiode through the window: personnel change, re-constitution, certificates given, all taken back."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from coordinator_app.common import clock as clock_module
from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.constitution import SeatFate
from coordinator_app.domain.meetings import MeetingType
from coordinator_app.gui import alerts
from coordinator_app.gui.pages.meetings.constitution_dialog import ConstitutionDialog
from coordinator_app.gui.pages.meetings.new_body import NewBodyDialog
from coordinator_app.gui.pages.meetings.seat_dialogs import HandOverDialog
from tests.gui.conftest import AnsweringAlerts
from tests.journeys.steps import SLOW, Day, accept, words_of

TODAY = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
BEGIN = date(2027, 1, 1)


@pytest.fixture
def day(qtbot: QtBot, fresh_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    """The program with a file in which only the municipality and three people stand."""
    clock, answers = FixedClock(TODAY), AnsweringAlerts()
    monkeypatch.setattr(clock_module, "SystemClock", lambda: clock)
    monkeypatch.setattr(alerts, "backend", answers)
    path = tmp_path / "Stadt.kpr"
    shutil.copyfile(fresh_file, path)
    made = Day(qtbot, clock, answers, tmp_path)
    made.start_program()
    with qtbot.waitSignal(made.window.file_opened, timeout=SLOW):
        made.window.open_file(path)
    made.workspace.municipality.create(name="Mühlwerda", town="Mühlwerda")
    for name in ("Marschner", "Seidel", "Uhlig"):
        made.kept[name] = made.workspace.contacts.create_person(first_name="Alex", last_name=name)
    yield made
    made.quit_program()


def make_body(day: Day) -> Any:
    """A council with three seats, two of them with people."""
    page = day.page("meetings")

    def enter(dialog: NewBodyDialog) -> None:
        dialog.name.set_value("Kommunaler Präventionsrat")
        dialog.valid_from.set_value(date(2021, 9, 1))
        dialog.seats.setPlainText("Bürgermeisteramt (Vorsitz)\nPolizei\nJugendamt")
        accept(dialog)

    with day.dialog(NewBodyDialog, enter):
        page.empty.button.click()
    day.kept["body"] = day.workspace.bodies.tree()[0][0].id
    page.body.tabs.select("seats")
    day.settle()
    for seat, name in (("Bürgermeisteramt", "Marschner"), ("Polizei", "Seidel")):
        take_seat(day, page, seat, name)
    return page


def take_seat(day: Day, page: Any, seat: str, name: str) -> None:
    """Somebody takes a seat by the button over the list."""
    view = next(view for view in day.workspace.bodies.seats(day.kept["body"]) if view.seat.seat == seat)
    page.body.seats.rows.select(str(view.id))

    def give(dialog: HandOverDialog) -> None:
        dialog.person.set_value(day.kept[name])
        accept(dialog)

    with day.dialog(HandOverDialog, give):
        page.body.seats.hand_over()


def constitute(day: Day, page: Any) -> None:
    """One person goes, one seat waits, the first meeting is made."""

    def guide(dialog: ConstitutionDialog) -> None:
        dialog.begin.set_value(BEGIN)
        dialog.begin.committed.emit()
        dialog.end.set_value(date(2031, 12, 31))
        dialog.end.committed.emit()
        by_seat = {line.view.seat.seat: line for line in dialog.lines}
        by_seat["Polizei"].fate.set_value(SeatFate.REPLACE)
        by_seat["Polizei"].fate.committed.emit()
        by_seat["Polizei"].person.set_value(day.kept["Uhlig"])
        by_seat["Jugendamt"].fate.set_value(SeatFate.VACATE)
        by_seat["Jugendamt"].fate.committed.emit()
        dialog.day.set_value(date(2027, 1, 21))
        dialog.place.set_value("Rathaus")
        accept(dialog)

    with day.dialog(ConstitutionDialog, guide):
        page.body.constitute_action.trigger()


def test_a_new_wahlperiode_begins_in_the_window(day: Day) -> None:
    page = make_body(day)
    bodies, body = day.workspace.bodies, day.kept["body"]
    constitute(day, page)
    assert page.in_workspace()
    (meeting,) = day.workspace.meetings.of_body(body)
    assert meeting.meeting_type is MeetingType.CONSTITUENT
    assert [view.name for view in bodies.seats(body, BEGIN)] == ["Alex Marschner", "unbesetzt", "Alex Uhlig"]

    day.go_to(datetime(2027, 1, 21, 16, 0, tzinfo=UTC))
    page.show_overview()
    page.show_record("body", body)
    day.settle()
    day.context.preview("certificates", body, {"day": "today"})
    text = words_of(day.save_from_preview("pdf", "Urkunden.pdf"))
    assert text.count("Berufungsurkunde") == 2
    assert "Alex Uhlig" in text
    assert "Mühlwerda, den 21. Januar 2027" in text
    day.alerts.answers = [0]
    (button,) = day.preview().side.follow_up_buttons()
    button.click()
    day.settle()
    assert [view.seat.appointed_on for view in bodies.seats(body)] == [date(2027, 1, 21), None, date(2027, 1, 21)]
    day.save_from_preview("docx", "Urkunden.docx")
    day.nothing_was_refused()

    assert day.workspace.store.undo() == "Berufung eingetragen"
    assert day.workspace.store.undo() == "Gremium neu konstituiert"
    assert day.workspace.meetings.of_body(body) == []
    assert [view.name for view in bodies.seats(body)] == ["Alex Marschner", "Jugendamt", "Alex Seidel"]
