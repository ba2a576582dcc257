"""Seats of a body on the page „Gremien & Sitzungen“: handing over, vacancy, deputies, certificates, mail merge."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.pages.meetings.dialogs import DayDialog
from coordinator_app.gui.pages.meetings.page import MeetingsPage
from coordinator_app.gui.pages.meetings.seat_dialogs import VACANT, AppointDialog, HandOverDialog, HistoryDialog
from coordinator_app.gui.preview.printable import Choice
from coordinator_app.gui.preview.side_panel import SidePanel
from tests.gui.body_helpers import answer, meetings_page, seat, told
from tests.gui.helpers import settle
from tests.gui.meeting_scene import Scene

TODAY = date(2026, 11, 9)


@pytest.fixture
def open_page(qtbot: Any, context: AppContext) -> Callable[[], MeetingsPage]:
    return partial(meetings_page, qtbot, context)


@pytest.fixture
def page(open_page: Callable[[], MeetingsPage], scene: Scene) -> MeetingsPage:
    found = open_page()
    found.show_record("body", scene.body)
    return found


def test_a_seat_is_handed_over_in_one_step(page: MeetingsPage, scene: Scene, workspace: Any, shell: Any) -> None:
    new = workspace.contacts.create_person(last_name="Neu", first_name="Nora")
    seats = page.body.seats
    page.body.tabs.select("seats")
    seats.rows.select(str(seat(workspace, scene.body, "Ordnungsamt").id))

    def refuse_then_give(dialog: HandOverDialog) -> None:
        dialog.primary_button.click()
        assert "neue Person" in dialog.message.text()
        dialog.person.set_value(new)
        dialog.day.set_value(None)
        dialog.primary_button.click()
        assert "ab welchem Tag" in dialog.message.text()
        dialog.day.set_value(TODAY)
        dialog.primary_button.click()

    answer(refuse_then_give)
    seats.hand_over_button.click()
    settle()
    assert seat(workspace, scene.body, "Ordnungsamt").name == "Nora Neu"
    assert told(shell) == "Der Sitz „Ordnungsamt“ ist übergeben."
    current = seats.current_seat()
    assert current is not None
    assert current.name == "Nora Neu"

    def look(dialog: HistoryDialog) -> None:
        assert len(dialog.card.rows()) == 2
        dialog.reject()

    answer(look)
    seats.show_history()


def test_a_seat_can_stay_vacant(page: MeetingsPage, scene: Scene, workspace: Any) -> None:
    page.body.seats.rows.select(str(seat(workspace, scene.body, "Diakonie").id))

    def leave_empty(dialog: HandOverDialog) -> None:
        dialog.kind.set_value(VACANT)
        dialog.kind.committed.emit()
        assert not dialog.person_row.isVisible()
        dialog.primary_button.click()

    answer(leave_empty)
    page.body.seats.hand_over()
    settle()
    found = seat(workspace, scene.body, "Diakonie")
    assert found.name == "unbesetzt"
    row = page.body.seats.rows.row_of(str(found.id))
    assert row is not None
    assert row.chip is not None
    assert row.chip[0] == "unbesetzt"
    assert "1 Sitz ist unbesetzt" in page.body.overview.notice.text()


def test_a_deputy_stands_behind_the_principal(page: MeetingsPage, scene: Scene, workspace: Any) -> None:
    office = seat(workspace, scene.body, "Ordnungsamt")
    page.body.seats.rows.select(str(office.id))

    def fill(dialog: RecordDialog) -> None:
        assert dialog.fields.rows["deputy_for_id"].editor.value() == office.id
        dialog.fields.rows["person_id"].editor.set_value(scene.chair)
        dialog.primary_button.click()

    answer(fill)
    page.body.seats.add_deputy()
    settle()
    deputy = next(view for view in workspace.bodies.seats(scene.body) if view.seat.deputy_for_id == office.id)
    row = page.body.seats.rows.row_of(str(deputy.id))
    assert row is not None
    assert (row.depth, row.second.partition(" ·")[0]) == (1, "Vertretung für Ordnungsamt")


def test_a_seat_is_ended_and_the_list_of_a_day_shown(
    page: MeetingsPage, scene: Scene, workspace: Any, shell: Any
) -> None:
    seats = page.body.seats
    seats.rows.select(str(seat(workspace, scene.body, "Oberschule").id))

    def end(dialog: DayDialog) -> None:
        dialog.day.set_value(date(2026, 11, 1))
        dialog.primary_button.click()

    answer(end)
    seats.end_seat()
    settle()
    assert len(workspace.bodies.seats(scene.body)) == 5
    seats.day.set_value(date(2026, 6, 1))
    seats.day.committed.emit()
    assert seats.rows.count() == 6
    seats.print_members()
    assert shell.calls[-1] == ("preview", "member_list", scene.body, {"day": "2026-06-01"})


def test_a_seat_of_a_held_meeting_is_not_deleted(
    qtbot: Any, page: MeetingsPage, scene: Scene, workspace: Any, alerts_fake: Any
) -> None:
    page.body.seats.rows.select(str(seat(workspace, scene.body, "Ordnungsamt").id))
    qtbot.keyClick(page.body.seats.rows, Qt.Key.Key_Delete)
    assert "steht in der Anwesenheit" in alerts_fake.shown[-1]
    assert seat(workspace, scene.body, "Ordnungsamt")


def test_certificates_are_printed_and_noted(page: MeetingsPage, scene: Scene, workspace: Any, shell: Any) -> None:
    seats = page.body.seats
    chair = seat(workspace, scene.body, "Oberbürgermeisterin")
    seats.rows.select(str(chair.id))
    seats.print_certificate()
    assert shell.calls[-1] == ("preview", "certificate", chair.id, None)
    seats.print_certificates()
    assert shell.calls[-1] == ("preview", "certificates", scene.body, None)

    def note(dialog: AppointDialog) -> None:
        assert len(dialog.boxes) == 2
        for _, box in dialog.boxes:
            box.setChecked(False)
        dialog.primary_button.click()
        assert "mindestens eine Person" in dialog.message.text()
        dialog.boxes[0][1].setChecked(True)
        dialog.day.set_value(None)
        dialog.primary_button.click()
        assert "Tag der Übergabe" in dialog.message.text()
        dialog.day.set_value(TODAY)
        dialog.primary_button.click()

    answer(note)
    seats.appoint()
    assert seat(workspace, scene.body, "Oberbürgermeisterin").seat.appointed_on == TODAY
    assert told(shell) == "1 Berufung eingetragen."


@pytest.mark.parametrize(("typed", "written"), [("m.csv", "m.csv"), ("m.xlsx", "m.xlsx"), ("m", "m.xlsx")])
def test_mail_merge_data_is_saved(
    page: MeetingsPage, tmp_path: Path, alerts_fake: Any, typed: str, written: str
) -> None:
    alerts_fake.answers.append(str(tmp_path / typed))
    page.body.seats.save_merge_data()
    assert (tmp_path / written).stat().st_size > 100
    page.body.seats.save_merge_data()  # cancelled: nothing happens


def test_narrow_windows_keep_the_actions_in_the_menu(page: MeetingsPage) -> None:
    page.body.tabs.select("seats")
    seats = page.body.seats
    seats.setMaximumWidth(460)
    settle()
    assert not seats.hand_over_button.isVisibleTo(seats)
    texts = {action.text() for action in seats.more.menu_.actions()}
    assert {"An andere Person übergeben …", "Urkunden für alle", "Seriendruckdaten speichern …"} <= texts


def test_the_preview_keeps_a_day_asked_for(qtbot: Any) -> None:
    panel = SidePanel()
    qtbot.addWidget(panel)
    choice = Choice("day", "Stand", "", (("", "heute"), ("next", "nächste Sitzung")))
    panel.show_options((choice,), {"day": "2026-06-01"})
    assert panel.options() == {"day": "2026-06-01"}
    assert panel.field("day").currentText() == "01.06.2026"
    panel.show_options((choice,), {"day": "anders"})
    assert panel.field("day").currentText() == "anders"
