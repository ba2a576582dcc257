"""The page „Gremien & Sitzungen“ outside the live view: tree, body, preparing, inviting, dialogs."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from coordinator_app.domain.bodies import Role, RulesPreset
from coordinator_app.domain.meetings import MeetingState, Reply
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.questions import TextDialog
from coordinator_app.gui.navigation import PAGES
from coordinator_app.gui.pages.meetings.dialogs import (
    DayDialog,
)
from coordinator_app.gui.pages.meetings.live_dialogs import (
    DeputyDialog,
    GuestDialog,
    PersonDialog,
    SpansDialog,
    UrgentDialog,
)
from coordinator_app.gui.pages.meetings.new_body import NewBodyDialog
from coordinator_app.gui.pages.meetings.new_meeting import NewMeetingDialog
from coordinator_app.gui.pages.meetings.page import MeetingsPage
from coordinator_app.gui.widgets.buttons import LinkButton
from tests.gui.helpers import assert_freed, nameless, settle
from tests.gui.meeting_scene import Scene


@pytest.fixture
def open_page(qtbot: Any, context: AppContext) -> Callable[[], MeetingsPage]:
    def make() -> MeetingsPage:
        page = MeetingsPage(context)
        context.bus.changed.connect(page.receive)
        qtbot.addWidget(page)
        page.resize(1166, 640)
        page.show()
        return page

    return make


def answer(act: Callable[[Dialog], None]) -> None:
    """Act on the next dialog that opens."""

    def later() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        act(dialog)

    QTimer.singleShot(0, later)


def test_kinds_are_those_of_the_navigation() -> None:
    assert MeetingsPage.record_kinds == next(info.kinds for info in PAGES if info.id == "meetings")


def test_empty_file_offers_a_first_body(
    qtbot: Any, open_page: Callable[[], MeetingsPage], workspace: Any, shell: Any
) -> None:
    page = open_page()
    assert page.empty.isVisible()

    def fill(dialog: Dialog) -> None:
        assert isinstance(dialog, NewBodyDialog)
        dialog.name.set_value("Präventionsrat")
        dialog.preset.set_value(RulesPreset.WORKING_GROUP)
        dialog.seats.setPlainText("Bürgermeisterin (Vorsitz)\nPolizeirevier\nSchulamt (beratend)\n")
        dialog.primary_button.click()

    answer(fill)
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    body = workspace.bodies.tree()[0][0]
    assert shell.calls[-1] == ("navigate", "body", body.id)
    seats = [(view.seat.seat, view.seat.role, view.seat.has_vote) for view in workspace.bodies.seats(body.id)]
    assert seats == [
        ("Bürgermeisterin", Role.CHAIR, True),
        ("Polizeirevier", Role.MEMBER, True),
        ("Schulamt", Role.ADVISORY, False),
    ]
    assert workspace.bodies.rules(body.id).default_consensus
    settle()
    assert page.tree.current() == ("body", body.id)


def test_body_without_a_name_is_refused_in_the_dialog(qtbot: Any, open_page: Callable[[], MeetingsPage]) -> None:
    page = open_page()
    seen: list[str] = []

    def act(dialog: Dialog) -> None:
        dialog.primary_button.click()
        seen.append(dialog.message.text())
        dialog.reject()

    answer(act)
    page.new_record()
    assert "Namen" in seen[0]


def test_tree_shows_the_next_meeting_first(open_page: Callable[[], MeetingsPage], scene: Scene) -> None:
    page = open_page()
    assert page.tree.rows.keys() == [f"body:{scene.body}", f"meeting:{scene.planned}", f"meeting:{scene.held}"]
    assert page.tree.current() == ("meeting", scene.planned)
    assert page.summary.title.text() == "Sitzung der Lenkungsgruppe am 26.11.2026"
    assert "12.11.2026" in page.summary.notice.text()


def test_search_narrows_the_tree(qtbot: Any, open_page: Callable[[], MeetingsPage], scene: Scene) -> None:
    page = open_page()
    page.focus_filter()
    qtbot.keyClicks(page.tree.search, "10.09.")
    qtbot.waitUntil(lambda: page.tree.rows.keys() == [f"body:{scene.body}", f"meeting:{scene.held}"])


def test_nothing_is_nameless(open_page: Callable[[], MeetingsPage], scene: Scene) -> None:
    page = open_page()
    page.show_record("body", scene.body)
    for tab in ("main", "meetings", "seats", "rules", "ideas", "facts"):
        page.body.tabs.select(tab)
    assert nameless(page) == []
    page.open_meeting(scene.planned, 0)
    for step in range(3):
        page.workspace.show_step(step)
        assert nameless(page) == []


def test_seat_dialog_adds_and_discards_a_seat(
    qtbot: Any, open_page: Callable[[], MeetingsPage], workspace: Any, scene: Scene, shell: Any
) -> None:
    page = open_page()
    page.show_record("body", scene.body)
    page.body.tabs.select("seats")

    def fill(dialog: Dialog) -> None:
        dialog.fields.rows["seat"].editor.set_value("Frauenhaus")  # pyright: ignore[reportAttributeAccessIssue]  # a RecordDialog
        dialog.fields.rows["role"].editor.set_value(Role.ADVISORY)  # pyright: ignore[reportAttributeAccessIssue]  # a RecordDialog
        dialog.primary_button.click()

    answer(fill)
    page.body.seats.add_button.click()
    added = next(view for view in workspace.bodies.seats(scene.body) if view.seat.seat == "Frauenhaus")
    assert not added.seat.has_vote
    settle()
    page.body.seats.rows.select(str(added.id))
    qtbot.keyClick(page.body.seats.rows, Qt.Key.Key_Delete)
    assert added.id not in {view.id for view in workspace.bodies.seats(scene.body)}
    assert shell.calls[-1][0] == "undo_bar"


def test_rules_form_saves_and_says_what_it_means(
    qtbot: Any, open_page: Callable[[], MeetingsPage], workspace: Any, scene: Scene
) -> None:
    page = open_page()
    page.show_record("body", scene.body)
    page.body.tabs.select("rules")
    page.body.rules.warning.triggered.emit()  # a meeting was held under these rules: they open on request
    editor: Any = page.body.rules.form.editor("notice_days")
    editor.line.setFocus()
    editor.line.selectAll()
    qtbot.keyClicks(editor.line, "7")
    page.leave()
    assert workspace.bodies.rules(scene.body).notice_days == 7
    settle()
    assert "spätestens 7 Tage" in page.body.rules.sentence()


def test_next_meeting_is_prepared_from_the_last_one(
    qtbot: Any, open_page: Callable[[], MeetingsPage], workspace: Any, scene: Scene
) -> None:
    workspace.meetings.discard(scene.planned)
    page = open_page()
    page.show_record("body", scene.body)

    def fill(dialog: Dialog) -> None:
        assert isinstance(dialog, NewMeetingDialog)
        assert dialog.place.value() == "Rathaus"
        dialog.day.set_value(date(2026, 12, 10))
        dialog.primary_button.click()

    answer(fill)
    page.new_meeting()
    made = workspace.meetings.get(page.workspace.meeting_id())
    assert made.starts_at == datetime(2026, 12, 10, 16, 0, tzinfo=UTC)  # 17:00 as the last one, in winter
    assert page.in_workspace()
    items = workspace.meetings.agenda.view(made.id).lines
    assert {line.item.title for line in items} >= {"Beschlusskontrolle", "Offene Aufgaben"}
    page.workspace.prepare.select_item(items[0].id)
    assert page.workspace.prepare.item_form.reason.text().startswith("Warum dieser Punkt hier steht:")


def test_meeting_without_a_day_is_refused(qtbot: Any, open_page: Callable[[], MeetingsPage], scene: Scene) -> None:
    page = open_page()
    seen: list[str] = []

    def act(dialog: Dialog) -> None:
        assert isinstance(dialog, NewMeetingDialog)
        dialog.day.set_value(None)
        dialog.primary_button.click()
        seen.append(dialog.message.text())
        dialog.reject()

    answer(act)
    page.new_meeting()
    assert "Tag" in seen[0]


def test_agenda_by_keyboard(qtbot: Any, open_page: Callable[[], MeetingsPage], workspace: Any, scene: Scene) -> None:
    page = open_page()
    page.open_meeting(scene.planned, 0)
    prepare = page.workspace.prepare
    first, second, third = (line.id for line in workspace.meetings.agenda.view(scene.planned).lines)

    def order() -> list[int]:
        return [line.id for line in workspace.meetings.agenda.view(scene.planned).lines]

    prepare.select_item(third)
    qtbot.keyClick(prepare.rows, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order() == [first, third, second]
    settle()
    qtbot.keyClick(prepare.rows, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert workspace.meetings.agenda.view(scene.planned).line(third).number == "1.1"
    qtbot.keyClick(prepare.rows, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle()
    qtbot.keyClick(prepare.rows, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert len(order()) == 4
    qtbot.keyClick(prepare.rows, Qt.Key.Key_Delete)
    assert len(order()) == 3


def test_new_item_waits_for_its_title(
    qtbot: Any, open_page: Callable[[], MeetingsPage], workspace: Any, scene: Scene
) -> None:
    page = open_page()
    page.open_meeting(scene.planned, 0)
    page.new_record()
    prepare = page.workspace.prepare
    editor: Any = prepare.item_form.form.editor("title")
    editor.line.selectAll()
    qtbot.keyClicks(editor.line, "Abfall am Stadtpark")
    page.leave()
    item = workspace.meetings.agenda.get(prepare.current_item())
    assert item.title == "Abfall am Stadtpark"


def test_too_long_an_agenda_is_told(
    open_page: Callable[[], MeetingsPage], workspace: Any, scene: Scene, qtbot: Any
) -> None:
    page = open_page()
    page.open_meeting(scene.planned, 0)
    workspace.meetings.agenda.add(scene.planned, title="Lang", minutes=100)
    settle()
    assert page.workspace.prepare.notice.text() == "Die Tagesordnung dauert 20 Minuten länger als geplant."


def test_offered_idea_is_taken(open_page: Callable[[], MeetingsPage], workspace: Any, scene: Scene, qtbot: Any) -> None:
    workspace.meetings.backlog.add(body_id=scene.body, title="Spielplatz", wanted_on=date(2026, 11, 30))
    page = open_page()
    page.open_meeting(scene.planned, 0)
    prepare = page.workspace.prepare
    offered = prepare.rows.row_of("offers")
    assert offered is not None
    assert offered.value == "1"
    row: Any = prepare.offers.card.rows()[0]
    next(link for link in row.findChildren(LinkButton) if link.text() == "Auf die Tagesordnung").click()
    assert "Spielplatz" in [line.item.title for line in workspace.meetings.agenda.view(scene.planned).lines]


def test_inviting_freezes_recipients_and_takes_replies(
    qtbot: Any, open_page: Callable[[], MeetingsPage], workspace: Any, scene: Scene, shell: Any
) -> None:
    page = open_page()
    page.open_meeting(scene.planned, 1)
    invite = page.workspace.invite
    assert "12.11.2026" in invite.notice.text()
    assert len(invite.recipients.rows()) == 6
    page.print_current()
    assert shell.calls[-1] == ("preview", "invitation", scene.planned, None)
    page.workspace.primary.click()
    assert workspace.meetings.get(scene.planned).state is MeetingState.INVITED
    settle()
    invite.recipients.rows_.setCurrentRow(1)
    qtbot.keyClick(invite.recipients.rows_, Qt.Key.Key_A)
    assert [found.reply for found in workspace.meetings.invitations.of_meeting(scene.planned)].count(Reply.NO) == 1
    settle()
    assert invite.recipients.hint.text() == "0 zugesagt, 1 abgesagt, 5 offen"
    assert page.workspace.primary.text() == "Weiter: Durchführen"


def test_inviting_without_agenda_says_what_is_missing(
    open_page: Callable[[], MeetingsPage], workspace: Any, scene: Scene, alerts_fake: Any
) -> None:
    for line in workspace.meetings.agenda.view(scene.planned).lines:
        workspace.meetings.agenda.discard(line.id)
    page = open_page()
    page.open_meeting(scene.planned, 1)
    page.workspace.primary.click()
    assert "Tagesordnung" in alerts_fake.shown[0]


def test_meeting_is_cancelled_with_a_reason(
    qtbot: Any, open_page: Callable[[], MeetingsPage], workspace: Any, scene: Scene
) -> None:
    page = open_page()
    page.open_meeting(scene.planned)

    def fill(dialog: Dialog) -> None:
        assert isinstance(dialog, TextDialog)
        dialog.edit.setPlainText("Hochwasser")
        dialog.primary_button.click()

    answer(fill)
    action = next(
        action for action in page.workspace.more.menu_.actions() if action.text().startswith("Sitzung absagen")
    )
    action.trigger()
    assert workspace.meetings.get(scene.planned).cancel_reason == "Hochwasser"


def test_records_lead_to_their_place(open_page: Callable[[], MeetingsPage], workspace: Any, scene: Scene) -> None:
    page = open_page()
    item = workspace.meetings.agenda.view(scene.planned).lines[1].id
    page.show_record("agenda_item", item)
    assert page.current_record() == ("meeting", scene.planned)
    assert page.workspace.prepare.current_item() == item
    seat = workspace.bodies.seats(scene.body)[0].id
    page.show_record("membership", seat)
    assert page.body.tabs.current() == "seats"
    idea = workspace.meetings.backlog.add(body_id=scene.body, title="Idee")
    page.show_record("backlog_item", idea)
    assert page.body.tabs.current() == "ideas"
    page.show_record("minutes", workspace.minutes.of_meeting(scene.held).id)
    assert page.current_record() == ("meeting", scene.held)
    page.show_overview()
    assert page.tree.current() == ("meeting", scene.held)


def test_deleted_meeting_leaves_its_workspace(
    qtbot: Any, open_page: Callable[[], MeetingsPage], workspace: Any, scene: Scene
) -> None:
    page = open_page()
    page.open_meeting(scene.planned, 0)
    workspace.meetings.discard(scene.planned)
    settle()
    assert not page.in_workspace()


def test_delete_key_takes_the_meeting_to_the_bin(
    qtbot: Any, open_page: Callable[[], MeetingsPage], workspace: Any, scene: Scene, shell: Any
) -> None:
    page = open_page()
    qtbot.keyClick(page.tree.rows, Qt.Key.Key_Delete)
    assert workspace.meetings.get(scene.planned).deleted_at is not None
    assert shell.calls[-1][0] == "undo_bar"


def test_dialogs_are_freed(
    qtbot: Any, open_page: Callable[[], MeetingsPage], context: AppContext, scene: Scene
) -> None:
    lookups = workspace_lookups(context.workspace)
    makers: list[Callable[[], Dialog]] = [
        GuestDialog,
        lambda: DayDialog("Tag", "", "Tag", "Weiter", lookups),
        lambda: NewMeetingDialog(context, lookups, 1, None),
        lambda: NewBodyDialog(context.workspace, lookups),
        lambda: SpansDialog("Hempel", (), date(2026, 11, 26)),
        lambda: UrgentDialog(None),
        lambda: DeputyDialog([(1, "Hempel")], lookups),
        lambda: PersonDialog("Befangenheit", "Text", [(1, "Hempel")], "Eintragen"),
    ]
    for make in makers:
        assert_freed(make)


def test_printing_in_the_overview_shows_the_list_of_the_tab(
    open_page: Callable[[], MeetingsPage], scene: Scene, shell: Any
) -> None:
    page = open_page()
    page.show_record("body", scene.body)
    for tab, key in (("seats", "member_list"), ("meetings", "meetings_list"), ("rules", "body_rules")):
        page.body.tabs.select(tab)
        assert page.can("print")
        page.print_current()
        assert shell.calls[-1] == ("preview", key, scene.body, None)
    page.tree.select("meeting", scene.planned)
    page.export_current()
    assert shell.calls[-1] == ("preview", "agenda", scene.planned, None)
