"""A body on the page „Gremien & Sitzungen“: overview, rules, terms, re-constitution, tree."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt

from coordinator_app.domain.bodies import BodyRules, Role
from coordinator_app.domain.constitution import SeatFate
from coordinator_app.domain.meetings import MeetingType
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog, RecordDialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.pages.meetings.body_rules import CompareDialog
from coordinator_app.gui.pages.meetings.constitution_dialog import ConstitutionDialog
from coordinator_app.gui.pages.meetings.dialogs import DayDialog
from coordinator_app.gui.pages.meetings.move_body import MoveBodyDialog
from coordinator_app.gui.pages.meetings.new_body import NewBodyDialog
from coordinator_app.gui.pages.meetings.page import MeetingsPage
from coordinator_app.gui.pages.meetings.seat_dialogs import AppointDialog, HandOverDialog, HistoryDialog
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import ListRow
from tests.gui.body_helpers import answer, meetings_in, meetings_page, told
from tests.gui.helpers import assert_freed, nameless, settle
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


# --- overview


def test_overview_leads_to_meetings_resolutions_and_tasks(page: MeetingsPage, scene: Scene, shell: Any) -> None:
    overview = page.body.overview
    assert overview.cards["meetings"].isVisibleTo(overview)
    assert not overview.cards["rounds"].isVisibleTo(overview)
    for key, wanted in (("resolutions", ("resolution", scene.resolution)), ("tasks", ("task", scene.task))):
        row = overview.cards[key].rows()[0]
        assert isinstance(row, ListRow)
        row.activated.emit()
        assert shell.calls[-1] == ("navigate", *wanted)
    overview.cards["resolutions"].findChildren(LinkButton)[0].click()
    assert shell.calls[-1] == ("preview", "resolution_register", scene.body, None)
    overview.rules_link.click()
    assert page.body.tabs.current() == "rules"
    page.body.tabs.select("main")
    overview.cards["meetings"].findChildren(LinkButton)[0].click()
    assert page.body.tabs.current() == "meetings"
    page.body.tabs.select("main")
    row = overview.cards["meetings"].rows()[0]
    assert isinstance(row, ListRow)
    row.activated.emit()
    assert page.in_workspace()


def test_overview_stands_in_one_column_on_narrow_windows(page: MeetingsPage) -> None:
    overview = page.body.overview
    overview.resize(900, 600)
    overview.resize(500, 600)
    settle()
    assert nameless(page) == []


@pytest.mark.parametrize("missing", ["rules", "seats"])
def test_overview_says_what_is_missing(open_page: Callable[[], MeetingsPage], workspace: Any, missing: str) -> None:
    body = workspace.bodies.create(name="AG Neu")
    if missing == "rules":
        with workspace.store.write("x") as unit:
            unit.discard(BodyRules, workspace.bodies.rules(body).id)
    page = open_page()
    page.show_record("body", body)
    notice = page.body.overview.notice
    assert notice.isVisibleTo(page)
    assert ("Noch keine eigenen Regeln" if missing == "rules" else "Noch keine Sitze") in notice.text()
    notice.triggered.emit()
    assert page.body.tabs.current() == missing


# --- rules and terms


def test_rules_in_use_are_locked_and_a_new_version_is_offered(
    page: MeetingsPage, scene: Scene, workspace: Any, shell: Any
) -> None:
    rules = page.body.rules
    page.body.tabs.select("rules")
    assert "1 Sitzung wurde nach dieser Fassung gehalten (zuletzt 10.09.2026)" in rules.warning.text()
    assert not rules.discard_action.isEnabled()

    def begin(dialog: DayDialog) -> None:
        dialog.day.set_value(date(2027, 1, 1))
        dialog.primary_button.click()

    answer(begin)
    rules.new_button.click()
    settle()
    assert rules.box.count() == 2
    assert not rules.warning.isVisibleTo(rules)
    workspace.bodies.update_rules(workspace.bodies.all_rules(scene.body)[0].id, None, notice_days=21)
    settle()

    def compare(dialog: CompareDialog) -> None:
        dialog.older.activated.emit(1)
        dialog.reject()

    answer(compare)
    rules.compare_versions()
    rules.box.setCurrentIndex(1)
    rules.box.activated.emit(1)
    assert rules.warning.isVisibleTo(rules)
    rules.print_button.click()
    assert shell.calls[-1] == ("preview", "body_rules", scene.body, None)
    rules.box.setCurrentIndex(0)
    rules.box.activated.emit(0)
    rules.discard_version()
    settle()
    assert rules.box.count() == 1


def test_a_body_without_rules_shows_the_usual_ones(open_page: Callable[[], MeetingsPage], workspace: Any) -> None:
    body = workspace.bodies.create(name="AG Neu")
    with workspace.store.write("x") as unit:
        unit.discard(BodyRules, workspace.bodies.rules(body).id)
    page = open_page()
    page.show_record("body", body)
    page.body.tabs.select("rules")
    rules = page.body.rules
    assert not rules.form.isVisibleTo(rules)
    assert rules.new_button.text() == "Regeln anlegen …"
    assert "14 Tage" in rules.sentence()

    def begin(dialog: DayDialog) -> None:
        dialog.primary_button.click()

    answer(begin)
    rules.new_button.click()
    settle()
    assert rules.form.isVisibleTo(rules)


def test_terms_are_added_changed_and_deleted(page: MeetingsPage, scene: Scene, workspace: Any, shell: Any) -> None:
    terms = page.body.rules.terms

    def accept(dialog: RecordDialog) -> None:
        dialog.primary_button.click()

    answer(accept)
    terms.add_term()
    settle()
    assert [term.title for term in workspace.bodies.terms(scene.body)] == ["2027", "2026"]

    def number(dialog: RecordDialog) -> None:
        dialog.fields.rows["next_meeting_number"].editor.set_value(5)
        dialog.primary_button.click()

    answer(number)
    row = terms.rows()[0]
    assert isinstance(row, ListRow)
    row.activated.emit()
    settle()
    assert workspace.bodies.terms(scene.body)[0].next_meeting_number == 5
    terms.rows()[0].findChildren(IconButton)[0].click()
    settle()
    assert [term.title for term in workspace.bodies.terms(scene.body)] == ["2026"]
    assert told(shell) == "Die Sitzungsperiode liegt im Papierkorb."


# --- the life of a body


def test_a_body_is_constituted_anew(page: MeetingsPage, scene: Scene, workspace: Any, shell: Any) -> None:
    new = workspace.contacts.create_person(last_name="Neu", first_name="Nora")

    def guide(dialog: ConstitutionDialog) -> None:
        assert dialog.outcome.text() == "6 Personen bleiben."
        dialog.begin.set_value(date(2027, 1, 1))
        dialog.begin.committed.emit()
        dialog.terms.set_value(True)
        dialog.terms.committed.emit()
        dialog.end.set_value(date(2031, 12, 31))
        dialog.end.committed.emit()
        assert dialog.term_title.value() == "2027–2031"
        by_seat = {line.view.seat.seat: line for line in dialog.lines}
        for name, fate in (
            ("Ordnungsamt", SeatFate.REPLACE),
            ("Diakonie", SeatFate.END),
            ("Oberschule", SeatFate.VACATE),
        ):
            by_seat[name].fate.set_value(fate)
            by_seat[name].fate.committed.emit()
        dialog.primary_button.click()
        assert "„Ordnungsamt“ fehlt die neue Person" in dialog.message.text()
        by_seat["Ordnungsamt"].person.set_value(new)
        dialog.day.set_value(date(2026, 12, 1))
        dialog.primary_button.click()
        assert "liegt vor dem 01.01.2027" in dialog.message.text()
        dialog.day.set_value(date(2027, 1, 20))
        dialog.place.set_value("Rathaus")
        dialog.primary_button.click()

    answer(guide)
    page.body.constitute()
    verb, kind, meeting = shell.calls[-1]
    assert (verb, kind) == ("navigate", "meeting")
    assert workspace.meetings.get(meeting).meeting_type is MeetingType.CONSTITUENT
    names = [view.name for view in workspace.bodies.seats(scene.body, date(2027, 2, 1))]
    assert names == ["Cornelia Marschner", "unbesetzt", "Nora Neu", "Polizeirevier", "Seniorenbeirat"]
    assert workspace.store.undo() == "Gremium neu konstituiert"
    assert len(workspace.bodies.seats(scene.body, date(2027, 2, 1))) == 6


def test_constitution_asks_for_its_days(page: MeetingsPage, scene: Scene) -> None:
    def refuse(dialog: ConstitutionDialog) -> None:
        dialog.begin.set_value(None)
        dialog.primary_button.click()
        assert "beginnt und endet" in dialog.message.text()
        dialog.begin.set_value(date(2027, 1, 1))
        dialog.day.set_value(None)
        dialog.primary_button.click()
        assert "Tag der konstituierenden Sitzung" in dialog.message.text()
        dialog.meeting.set_value(False)
        dialog.meeting.committed.emit()
        assert not dialog.meeting_box.isVisible()
        assert nameless(dialog) == []
        dialog.reject()

    answer(refuse)
    page.body.constitute()


def test_a_body_is_dissolved_and_taken_up_again(
    page: MeetingsPage, scene: Scene, workspace: Any, shell: Any, alerts_fake: Any
) -> None:
    def end(dialog: DayDialog) -> None:
        dialog.day.set_value(date(2026, 11, 20))
        dialog.primary_button.click()

    answer(end)
    page.body.dissolve()
    assert "noch Sitzungen" in alerts_fake.shown[-1]
    workspace.meetings.cancel(scene.planned, "Ausfall")
    answer(end)
    page.body.dissolve()
    settle()
    page.show_record("body", scene.body)
    assert "Aufgelöst am 20.11.2026" in page.body.overview.notice.text()
    assert not page.new_meeting_button.isVisibleTo(page)
    assert not page.body.constitute_action.isVisible()
    page.body.overview.notice.triggered.emit()
    settle()
    assert workspace.bodies.get(scene.body).active
    assert told(shell) == "„Lenkungsgruppe“ ist wieder aufgenommen. 6 Sitze laufen weiter."


def test_a_body_that_met_is_not_deleted(page: MeetingsPage, scene: Scene, alerts_fake: Any) -> None:
    page.body.delete_wanted.emit("body", scene.body)
    assert "lösen Sie es stattdessen auf" in alerts_fake.shown[-1]


def test_bodies_are_moved_and_folded_by_keys(
    qtbot: Any, open_page: Callable[[], MeetingsPage], workspace: Any, shell: Any
) -> None:
    root = workspace.bodies.create(name="A Rat")
    others = [workspace.bodies.create(name=f"B {number}", parent_id=root) for number in range(7)]
    for month in (11, 12):
        workspace.meetings.create(body_id=others[0], starts_at=datetime(2026, month, 24, 16, tzinfo=UTC))
    workspace.bodies.dissolve(others[6], date(2026, 1, 1))
    page = open_page()
    rows = page.tree.rows
    assert meetings_in(rows) == 1
    assert page.tree.select("body", others[0])
    qtbot.keyClick(rows, Qt.Key.Key_Right)
    assert meetings_in(rows) == 2
    qtbot.keyClick(rows, Qt.Key.Key_Left)
    rows.opened.emit(f"body:{others[0]}")
    assert meetings_in(rows) == 2
    assert rows.row_of(f"body:{others[6]}") is None
    rows.opened.emit("dissolved:0")
    assert rows.row_of(f"body:{others[6]}") is not None
    assert page.tree.select("body", others[1])
    qtbot.keyClick(rows, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle()
    assert workspace.bodies.get(others[1]).parent_id == others[0]
    assert told(shell) == "Das Gremium ist verschoben."
    page.tree.select("body", others[1])
    qtbot.keyClick(rows, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert workspace.bodies.get(others[1]).parent_id == root


def test_a_body_is_moved_by_a_dialog(page: MeetingsPage, scene: Scene, workspace: Any, shell: Any) -> None:
    root = workspace.bodies.create(name="Rat")
    child = workspace.bodies.create(name="AG", parent_id=scene.body)

    def choose(dialog: MoveBodyDialog) -> None:
        dialog.target.set_value(child)
        assert dialog.target.value() is None  # a body never stands below its own
        dialog.target.set_value(root)
        dialog.primary_button.click()

    answer(choose)
    page.body.move_in_tree()
    assert workspace.bodies.get(scene.body).parent_id == root
    assert told(shell) == "„Lenkungsgruppe“ ist verschoben."


def test_a_sub_body_and_a_new_kind_are_made_in_place(
    page: MeetingsPage, scene: Scene, workspace: Any, shell: Any
) -> None:
    def name_it(dialog: NameDialog) -> None:
        dialog.editor.set_value("Runder Tisch")
        dialog.primary_button.click()

    def fill(dialog: NewBodyDialog) -> None:
        assert dialog.parent_body.value() == scene.body
        dialog.name.set_value("AG Tags")
        kind: Any = dialog.kind
        kind.box.setCurrentIndex(kind.box.count() - 1)
        answer(name_it)
        kind.box.activated.emit(kind.box.count() - 1)
        dialog.primary_button.click()

    answer(fill)
    page.body.child_wanted.emit(scene.body)
    verb, kind, body = shell.calls[-1]
    assert (verb, kind) == ("navigate", "body")
    made = workspace.bodies.get(body)
    assert made.parent_id == scene.body
    assert workspace.catalogues.labels([made.body_kind_id]) == {made.body_kind_id: "Runder Tisch"}


def test_dialogs_of_bodies_are_named_and_freed(context: AppContext, workspace: Any, scene: Scene) -> None:
    lookups = workspace_lookups(workspace)
    body = workspace.bodies.get(scene.body)
    views = workspace.bodies.seats(scene.body)
    rules = workspace.bodies.all_rules(scene.body)
    makers: list[Callable[[], Dialog]] = [
        lambda: HandOverDialog(views[0], lookups),
        lambda: HistoryDialog(views[0].seat, views[:1]),
        lambda: AppointDialog(views, lookups),
        lambda: ConstitutionDialog(workspace.bodies, body, lookups),
        lambda: CompareDialog([*rules, *rules], rules[0].id),
    ]
    for make in makers:
        assert nameless(make()) == []
        assert_freed(make)
    assert views[0].seat.role is Role.CHAIR
