"""The step „Einladen“ in a window: ways and answers by single keys, drafts into a folder, changes to be told."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu

from coordinator_app.domain.contacts import Channel, ContactPoint
from coordinator_app.domain.dispatches import Occasion, Way
from coordinator_app.domain.meetings import MeetingState, Reply
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.pages.meetings.invite import InvitePane
from coordinator_app.gui.pages.meetings.invite_dialogs import InviteGuestDialog, ReplyDeputyDialog, SendDialog
from coordinator_app.gui.widgets.cards import ListRow
from tests.gui.helpers import assert_freed, nameless, settle
from tests.gui.meeting_scene import Scene

DISPATCH_LINES = 6


@pytest.fixture
def pane(qtbot: Any, context: AppContext, workspace: Any, scene: Scene) -> Iterator[InvitePane]:
    """The step of the planned meeting; the officer has an e-mail address, the chair a postal one."""
    workspace.contacts.add_part(
        ContactPoint(person_id=scene.officer, channel=Channel.EMAIL, value="hempel@muehlwerda.example")
    )
    workspace.contacts.add_part(
        ContactPoint(person_id=scene.chair, channel=Channel.POST, value="Markt 1, 08999 Mühlwerda")
    )
    made = InvitePane(context, workspace_lookups(workspace))
    qtbot.addWidget(made)
    made.resize(1100, 620)
    made.show()
    made.show_meeting(scene.planned)
    yield made
    context.jobs.shutdown()


def answer(act: Callable[[Any], None]) -> None:
    """Act on the next dialog that opens."""

    def later() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        act(dialog)

    QTimer.singleShot(0, later)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty folder for what is written."""
    folder = tmp_path / "Versand"
    folder.mkdir()
    return folder


def again(pane: InvitePane, scene: Scene) -> None:
    settle()
    pane.show_meeting(scene.planned)


def press(qtbot: Any, pane: InvitePane, *letters: str) -> None:
    for letter in letters:
        qtbot.keyClick(pane.recipients.rows_, getattr(Qt.Key, f"Key_{letter}"))


def chips(pane: InvitePane) -> list[str]:
    rows = pane.recipients.rows_
    found = [rows.row_of(key) for key in pane.recipients.rows()]
    return [row.chip[0] for row in found if row is not None and row.chip is not None]


def test_ways_are_chosen_by_single_keys(qtbot: Any, pane: InvitePane, workspace: Any, scene: Scene) -> None:
    assert chips(pane)[0] == "Post"
    assert "keine E-Mail-Adresse" in pane.recipients.quorum.text()
    assert pane.recipients.hint.text() == "6 Personen werden eingeladen"
    pane.recipients.rows_.selectAll()
    press(qtbot, pane, "H")
    again(pane, scene)
    assert set(chips(pane)) == {"persönlich"}
    assert not pane.recipients.quorum.isVisible()
    pane.recipients.rows_.setCurrentRow(2)
    press(qtbot, pane, "N", "Q")
    again(pane, scene)
    assert chips(pane)[2] == "nicht einladen"
    assert pane.recipients.hint.text() == "5 Personen werden eingeladen"
    pane.recipients.ways[0].click()
    again(pane, scene)
    assert chips(pane)[2] == "E-Mail"


def test_answers_are_typed_one_after_the_other(qtbot: Any, pane: InvitePane, workspace: Any, scene: Scene) -> None:
    pane.send()
    again(pane, scene)
    assert pane.recipients.hint.text() == "0 zugesagt, 0 abgesagt, 6 offen"
    pane.recipients.rows_.setCurrentRow(0)
    press(qtbot, pane, "Z", "A", "Z")
    rows = workspace.meetings.invitations.of_meeting(scene.planned)
    assert sorted(row.reply.value for row in rows) == ["no", "open", "open", "open", "yes", "yes"]
    again(pane, scene)
    assert chips(pane)[:3] == ["zugesagt", "abgesagt", "zugesagt"]
    assert "noch nicht beschlussfähig: 2 von 6 Stimmen" in pane.recipients.quorum.text()
    pane.recipients.rows_.setCurrentRow(1)
    pane.recipients.answers[3].click()
    assert workspace.meetings.invitations.state(scene.planned).counts.no == 0


def test_deputy_is_named_in_a_dialog(qtbot: Any, pane: InvitePane, workspace: Any, scene: Scene) -> None:
    person = workspace.contacts.create_person(last_name="Sommer", first_name="Ines")
    body = scene.body
    seat = next(view.id for view in workspace.bodies.seats(body) if view.name == "Jens Hempel")
    workspace.bodies.add_seat(body, seat="Vertretung", person_id=person, deputy_for_id=seat, has_vote=False)
    pane.send()
    again(pane, scene)
    keys = pane.recipients.rows_.keys()
    pane.recipients.rows_.setCurrentRow(keys.index(f"seat:{seat}"))

    def take_known(dialog: ReplyDeputyDialog) -> None:
        assert dialog.deputy.value() == person
        assert not dialog.name.isVisible()
        dialog.primary_button.click()

    answer(take_known)
    press(qtbot, pane, "V")
    again(pane, scene)
    row = pane.recipients.rows_.row_of(f"seat:{seat}")
    assert row is not None
    assert row.second == "Es kommt: Ines Sommer"

    pane.recipients.rows_.setCurrentRow(0)

    def type_name(dialog: ReplyDeputyDialog) -> None:
        dialog.primary_button.click()
        assert "Namen" in dialog.message.text()
        dialog.name.set_value("Jan Winter")
        dialog.primary_button.click()

    answer(type_name)
    press(qtbot, pane, "V")
    names = {row.deputy_name for row in workspace.meetings.invitations.of_meeting(scene.planned)}
    assert names >= {"Ines Sommer", "Jan Winter"}
    answer(lambda dialog: dialog.reject())
    pane.recipients.rows_.setCurrentRow(1)
    press(qtbot, pane, "V")
    assert workspace.meetings.invitations.state(scene.planned).counts.deputy == 2


def test_guests_come_and_go(qtbot: Any, pane: InvitePane, workspace: Any, scene: Scene, shell: Any) -> None:
    def fill(dialog: InviteGuestDialog) -> None:
        dialog.primary_button.click()
        assert "Namen" in dialog.message.text()
        dialog.name.set_value("Mirko Wagner")
        dialog.address.set_value("wagner@haus.example")
        dialog.primary_button.click()

    answer(fill)
    pane.recipients.add_guest()
    again(pane, scene)
    key = next(key for key in pane.recipients.rows() if key.startswith("guest:"))
    pane.recipients.rows_.select(key)
    pane.recipients.rows_.setCurrentRow(pane.recipients.rows().index(key))
    qtbot.keyClick(pane.recipients.rows_, Qt.Key.Key_Delete)
    again(pane, scene)
    assert key not in pane.recipients.rows()
    assert shell.calls[-1][0] == "undo_bar"
    answer(lambda dialog: dialog.reject())
    pane.recipients.add_guest()
    qtbot.keyClick(pane.recipients.rows_, Qt.Key.Key_Delete)  # a member is no guest: nothing happens


def test_deputies_are_informed_at_once(pane: InvitePane, workspace: Any, scene: Scene) -> None:
    person = workspace.contacts.create_person(last_name="Sommer", first_name="Ines")
    workspace.contacts.add_part(ContactPoint(person_id=person, channel=Channel.EMAIL, value="s@x.example"))
    other = workspace.contacts.create_person(last_name="Winter", first_name="Jan")
    seat = next(view.id for view in workspace.bodies.seats(scene.body) if view.name == "Jens Hempel")
    for one in (person, other):
        workspace.bodies.add_seat(scene.body, seat="V", person_id=one, deputy_for_id=seat, has_vote=False)
    again(pane, scene)
    pane.recipients.inform_deputies()
    ways = {found.name: found.way for found in workspace.meetings.invitations.plan(scene.planned)}
    assert (ways["Ines Sommer"], ways["Jan Winter"]) == (Way.EMAIL, Way.POST)


def menu_words(pane: InvitePane, row: int) -> list[str]:
    rows = pane.recipients.rows_
    rows.setCurrentRow(row)
    rows.customContextMenuRequested.emit(QPoint(10, 10))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    next(action for action in menu.actions() if "Post" in action.text()).trigger()
    menu.close()
    return words


def test_menu_offers_the_same(pane: InvitePane, workspace: Any, scene: Scene) -> None:
    assert menu_words(pane, 1)[0] == "E-Mail\tE"
    again(pane, scene)
    assert chips(pane)[1] == "Post"
    pane.send()
    again(pane, scene)
    words = menu_words(pane, 2)
    assert words[0] == "Zugesagt\tZ"
    assert "Versandweg: Post" in words


def test_files_are_written_and_the_sending_is_noted(
    qtbot: Any, pane: InvitePane, workspace: Any, scene: Scene, alerts_fake: Any, out: Path
) -> None:
    def fill(dialog: SendDialog) -> None:
        assert "1 per E-Mail, 1 per Post" in dialog.summary.text()
        assert "keine E-Mail-Adresse" in dialog.problems.text()
        dialog.day.set_value(date(2026, 11, 20))
        dialog.day.committed.emit()
        assert "verspätet" in dialog.notice.text()
        dialog.day.set_value(None)
        dialog.primary_button.click()
        assert "wann versendet" in dialog.message.text()
        dialog.day.set_value(date(2026, 11, 9))
        dialog.primary_button.click()

    alerts_fake.answers = [out]
    answer(fill)
    pane.prepare_button.click()
    qtbot.waitUntil(lambda: workspace.meetings.get(scene.planned).state is MeetingState.INVITED, timeout=20_000)
    again(pane, scene)
    assert sorted(path.suffix for path in out.iterdir()) == [".eml", ".ics", ".pdf"]
    assert "3 Dateien liegen" in pane.written.text()
    assert not pane.prepare_button.isVisible()
    row: Any = pane.history.rows()[0]
    assert isinstance(row, ListRow)
    row.activated.emit()
    assert "Einladung, versendet am 09.11.2026" in alerts_fake.shown[-1]


def test_nothing_is_noted_when_it_is_not_wanted(
    qtbot: Any, pane: InvitePane, workspace: Any, scene: Scene, alerts_fake: Any, out: Path
) -> None:
    def fill(dialog: SendDialog) -> None:
        dialog.noted.set_value(False)
        dialog.primary_button.click()

    alerts_fake.answers = [out]
    answer(fill)
    pane.prepare_button.click()
    qtbot.waitUntil(lambda: bool(pane.written.text()), timeout=20_000)
    assert workspace.meetings.get(scene.planned).state is MeetingState.PLANNED
    answer(lambda dialog: dialog.reject())
    pane.prepare(Occasion.INVITATION)
    answer(lambda dialog: dialog.primary_button.click())
    pane.prepare(Occasion.INVITATION)  # no folder chosen: nothing is written
    assert len(list(out.iterdir())) == 3


def test_changes_newcomers_reminders_and_cancellation_are_offered(
    qtbot: Any, pane: InvitePane, workspace: Any, scene: Scene, alerts_fake: Any, out: Path
) -> None:
    meetings = workspace.meetings
    pane.send()
    person = workspace.contacts.create_person(last_name="Neu", first_name="Nele")
    workspace.bodies.add_seat(scene.body, seat="Neuer Sitz", person_id=person)
    meetings.update(scene.planned, None, place="Bürgersaal")
    again(pane, scene)
    assert "Ort: Bürgersaal statt" in pane.untold.text()
    assert "1 Person ist noch nicht eingeladen" in pane.newcomers.text()
    alerts_fake.answers = [out, out, out]
    answer(lambda dialog: dialog.primary_button.click())
    pane.untold.triggered.emit()
    qtbot.waitUntil(lambda: not meetings.invitations.changes(scene.planned), timeout=20_000)
    answer(lambda dialog: dialog.primary_button.click())
    pane.remind_link.click()
    records = workspace.dispatches
    qtbot.waitUntil(lambda: records.of("meeting", scene.planned)[0].occasion is Occasion.REMINDER, timeout=20_000)
    answer(lambda dialog: dialog.reject())
    pane.newcomers.triggered.emit()
    meetings.cancel(scene.planned, "Hochwasser")
    again(pane, scene)
    assert pane.untold.text().endswith("Die Sitzung ist abgesagt.")
    answer(lambda dialog: dialog.primary_button.click())
    pane.untold.triggered.emit()
    qtbot.waitUntil(lambda: records.of("meeting", scene.planned)[0].occasion is Occasion.CANCELLATION, timeout=20_000)
    again(pane, scene)
    assert not pane.untold.isVisible()


def test_calendar_file_is_saved(
    pane: InvitePane, scene: Scene, alerts_fake: Any, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("coordinator_app.gui.opening.open_path", opened.append)
    pane.save_calendar()  # no place chosen
    alerts_fake.answers = [out / "Termin"]
    pane.save_calendar()
    assert (out / "Termin.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert "Termin.ics" in pane.written.text()
    pane.written.triggered.emit()
    assert opened == [out]


def test_text_is_kept_and_documents_are_shown(pane: InvitePane, workspace: Any, scene: Scene, shell: Any) -> None:
    pane.text.show_stored("")
    rows: list[Any] = pane.documents.rows()
    rows[2].activated.emit()
    assert shell.calls[-1] == ("preview", "meeting_letters", scene.planned, None)
    workspace.meetings.update(scene.planned, None, invitation_text="wir treffen uns.")
    again(pane, scene)
    assert pane.text.value() == "wir treffen uns."


def test_body_without_seats_says_what_to_do(qtbot: Any, context: AppContext, workspace: Any, scene: Scene) -> None:
    body = workspace.bodies.create(name="AG leer", valid_from=date(2026, 1, 1))
    meeting = workspace.meetings.create(body_id=body)
    made = InvitePane(context, workspace_lookups(workspace))
    qtbot.addWidget(made)
    made.show()
    made.show_meeting(meeting)
    assert "keine Sitze" in made.recipients.empty.text()
    assert made.recipients.empty.isVisible()
    assert "noch kein Datum" in made.notice.text()


def test_everything_has_a_name_and_is_freed(
    qtbot: Any, pane: InvitePane, workspace: Any, scene: Scene, context: AppContext
) -> None:
    assert nameless(pane) == []
    lookups = workspace_lookups(workspace)
    for dialog in (
        InviteGuestDialog(lookups),
        ReplyDeputyDialog("A", [(1, "B")], lookups),
        SendDialog(workspace.sending, scene.planned, Occasion.INVITATION, lookups, context=context),
    ):
        qtbot.addWidget(dialog)
        assert nameless(dialog) == []
    assert Reply.OPEN.label


def test_dialogs_are_freed(workspace: Any, scene: Scene) -> None:
    lookups = workspace_lookups(workspace)
    assert_freed(partial(InviteGuestDialog, lookups))
