"""Tasks in depth on their page: several at once, the line to type one, repetition, letters, saved views."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget

from coordinator_app.domain.contacts import PersonStatus
from coordinator_app.domain.recurrence import Rhythm
from coordinator_app.domain.tasks import Task, TaskState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.questions import TextDialog
from coordinator_app.gui.pages.tasks.page import TasksPage
from coordinator_app.gui.pages.tasks.task_dialogs import HandOverDialog, PutOffDialog
from coordinator_app.gui.source_tasks import SourceTasks
from coordinator_app.gui.task_line import TaskLine
from coordinator_app.gui.widgets.labels import Label
from tests.gui.helpers import settle
from tests.gui.meeting_scene import Scene
from tests.gui.tasks_scene import answer, choose, open_tasks, select_all


@pytest.fixture
def page(qtbot: Any, context: AppContext, scene: Scene) -> TasksPage:
    return open_tasks(qtbot, context, scene)


# --- several


def test_several_are_put_off_and_handed_over(page: TasksPage, workspace: Any, scene: Scene, shell: Any) -> None:
    ids = select_all(page)
    assert page.tasks.detail.several.title.text() == "3 Aufgaben ausgewählt"

    def put_off(dialog: PutOffDialog) -> None:
        dialog.editor.line.setText("um 2 Wochen")
        assert dialog.meant.text() == "= jede Frist 14 Tage später"
        dialog.editor.line.setText("irgendwann")
        assert dialog.meant.text() == ""
        dialog.editor.line.setText("30.11.")
        assert dialog.meant.text() == "= Mo, 30.11.2026"
        dialog.primary_button.click()

    answer(put_off)
    page.tasks.detail.several.date_button.click()
    assert {workspace.tasks.get(id).due_on for id in ids} == {date(2026, 11, 30)}
    assert shell.calls[-1] == ("undo_bar", "3 Aufgaben mit neuer Frist.")

    def hand_over(dialog: HandOverDialog) -> None:
        dialog.primary_button.click()
        assert "wer die Aufgabe übernimmt" in dialog.message.text()
        dialog.who.set_value(scene.officer)
        dialog.why.set_value("Urlaub")
        dialog.primary_button.click()

    answer(hand_over)
    page.tasks.detail.several.person_button.click()
    assert {workspace.tasks.get(id).person_id for id in ids} == {scene.officer}
    assert shell.calls[-1] == ("undo_bar", "3 Aufgaben übergeben.")


def test_several_are_finished_and_thrown_away(page: TasksPage, workspace: Any, shell: Any) -> None:
    ids = select_all(page)

    def confirm(dialog: TextDialog) -> None:
        dialog.primary_button.click()

    answer(confirm)
    choose(page.tasks.detail.several.state_button.offered(), "erledigt")
    assert {workspace.tasks.get(id).state for id in ids} == {TaskState.DONE}
    assert shell.calls[-1] == ("undo_bar", "3 Aufgaben erledigt.")
    workspace.store.undo()
    settle()
    select_all(page)
    page.tasks.detail.several.delete_button.click()
    assert all(workspace.tasks.get(id).deleted_at for id in ids)


def test_one_selected_again_shows_its_detail(page: TasksPage) -> None:
    ids = select_all(page)
    page.tasks.table.select(ids[1])
    assert page.tasks.detail.current_id() == ids[1]
    assert page.tasks.detail.header.isVisible()


def test_nothing_that_changes_is_said(page: TasksPage, workspace: Any, shell: Any) -> None:
    ids = select_all(page)
    workspace.tasks.several.set_state(ids, TaskState.DONE)

    def put_off(dialog: PutOffDialog) -> None:
        dialog.primary_button.click()
        assert "Datum oder eine Spanne" in dialog.message.text()
        dialog.editor.line.setText("morgen")
        dialog.primary_button.click()

    answer(put_off)
    page.tasks.detail.verbs.put_off(ids)
    assert shell.calls[-1] == ("notify", "Das betrifft keine der ausgewählten Aufgaben.", "info")


def test_context_menu_offers_the_verbs(page: TasksPage, shell: Any) -> None:
    menu = QMenu(page)
    page.tasks.table.menu_wanted.emit(menu, page.tasks.table.selected_ids())
    words = [action.text() for action in menu.actions()]
    assert words == ["Status", "Frist verschieben …", "Übergeben …", "Aufgabe kopieren", "", "In den Papierkorb"]
    assert all(action.isEnabled() for action in menu.actions())
    choose(menu.actions(), "Aufgabe kopieren")
    assert shell.calls[-1][:2] == ("navigate", "task")


# --- one


def test_keys_of_the_list(page: TasksPage, workspace: Any, scene: Scene, shell: Any) -> None:
    page.tasks.table.edit_wanted.emit(scene.task)
    assert page.tasks.detail.current_id() == scene.task
    page.tasks.table.duplicate_wanted.emit(scene.task)
    copied = shell.calls[-1][2]
    assert workspace.tasks.get(copied).title == workspace.tasks.get(scene.task).title
    page.show_record("task", scene.task)
    page.duplicate_current()
    assert shell.calls[-1][:2] == ("navigate", "task")


def test_finishing_a_repeating_task_tells_the_next_date(page: TasksPage, workspace: Any, shell: Any) -> None:
    task = workspace.tasks.create(title="Aushang", due="30.11.", rhythm=Rhythm.MONTHLY)
    settle()
    page.show_record("task", task)
    editor = page.tasks.detail.form.row("recurrence")
    assert editor.editor.value() is Rhythm.MONTHLY
    assert editor.help.text() == "jeden Monat am 30., sonst am Monatsletzten. Danach: Mi, 30.12.2026"
    answer(lambda dialog: dialog.primary_button.click())
    page.tasks.finish()
    assert shell.calls[-1] == (
        "undo_bar",
        "Die Aufgabe ist erledigt. Die nächste ist angelegt: Mi, 30.12.2026.",
    )


def test_rhythm_is_chosen_in_the_form(page: TasksPage, workspace: Any, scene: Scene) -> None:
    page.show_record("task", scene.task)
    row = page.tasks.detail.form.row("recurrence")
    row.editor.set_value(Rhythm.WEEKLY)
    row.editor.committed.emit()
    assert workspace.tasks.repetition(workspace.tasks.get(scene.task)).rhythm is Rhythm.WEEKLY
    bare = workspace.tasks.create(title="Ohne Frist")
    settle()
    page.show_record("task", bare)
    row.editor.set_value(Rhythm.WEEKLY)
    row.editor.committed.emit()
    assert "zuerst eine Frist" in row.error()


def test_who_left_is_told_and_handed_over(page: TasksPage, workspace: Any, scene: Scene) -> None:
    workspace.contacts.update_person(scene.officer, None, status=PersonStatus.LEFT)
    settle()
    page.show_record("task", scene.task)
    detail = page.tasks.detail
    assert detail.departed.isVisible()
    assert "ist ausgeschieden" in detail.departed.text()

    def hand_over(dialog: HandOverDialog) -> None:
        dialog.who.set_value(scene.chair)
        dialog.primary_button.click()

    answer(hand_over)
    detail.departed.triggered.emit()
    assert workspace.tasks.get(scene.task).person_id == scene.chair
    settle()
    assert not detail.departed.isVisible()
    words = [label.text() for row in detail.history.rows() for label in row.findChildren(Label)]
    assert any(text.startswith("Übergeben von") for text in words)


# --- the line


def test_a_task_is_typed_without_the_mouse(page: TasksPage, workspace: Any, scene: Scene, shell: Any) -> None:
    page.tasks.filter_row.set_values(body_id=scene.body)
    assert page.tasks.begin_line()
    line = page.tasks.line
    QTest.keyClicks(line.what, "Flyer nachdrucken")
    QTest.keyClicks(line.due, "in 2 Wochen")
    assert line.meant.text() == "= Mo, 23.11.2026"
    line.who.set_value(scene.chair)
    QTest.keyClick(line.due, Qt.Key.Key_Return)
    with workspace.store.read() as unit:
        (made,) = unit.find(Task, title="Flyer nachdrucken")
    assert (made.due_on, made.person_id, made.body_id) == (date(2026, 11, 23), scene.chair, scene.body)
    assert line.what.text() == ""
    assert shell.calls[-1][:2] == ("notify", "„Flyer nachdrucken“ ist angelegt.")


def test_the_line_says_what_is_wrong_and_empties_on_escape(page: TasksPage) -> None:
    line = page.tasks.line
    line.due.setText("irgendwann")
    assert line.meant.text() == "noch nicht verstanden"
    line.what.setText("x")
    line.store()
    assert "kein erkennbares Datum" in line.error.text()
    QTest.keyClick(line.what, Qt.Key.Key_Escape)
    assert (line.what.text(), line.error.text()) == ("", "")
    QTest.keyClick(line.what, Qt.Key.Key_Escape)
    assert page.tasks.line.isVisible()
    line.what.setText("Sofort")
    QTest.keyClick(line.what, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert line.what.text() == ""


def test_low_window_hides_the_line(page: TasksPage) -> None:
    assert page.tasks.line.isVisible()
    page.resize(880, 420)
    assert not page.tasks.line.isVisible()
    page.tasks.begin_line()
    assert page.tasks.line.isVisible()


def test_all_done_is_good_news(page: TasksPage, workspace: Any) -> None:
    workspace.tasks.several.set_state(select_all(page), TaskState.DONE)
    settle()
    words = [label.text() for label in page.tasks.table.nothing_found.findChildren(Label)]
    assert "Alles erledigt" in words
    page.tasks.filter_row.set_values(state=TaskState.WAITING)
    words = [label.text() for label in page.tasks.table.nothing_found.findChildren(Label)]
    assert "Nichts gefunden" in words


# --- tasks of other records


def test_card_lists_and_takes_tasks_of_a_record(
    qtbot: Any, context: AppContext, workspace: Any, scene: Scene, shell: Any
) -> None:
    need = workspace.needs.create(title="Unsicherheit")
    card = SourceTasks(context, workspace_lookups(workspace), "Aufgaben zum Bedarf")
    qtbot.addWidget(card)
    card.show_source("need", need)
    card.show()
    assert card.open_count() == 0
    card.add_link.click()
    assert isinstance(card.line, TaskLine)
    card.line.what.setText("Begehung")
    card.line.due.setText("morgen")
    card.line.store()
    done = workspace.tasks.create_from("need", need, title="Vorgespräch")
    workspace.tasks.set_state(done, TaskState.DONE)
    card.show_source("need", need)
    rows: list[Any] = card.rows()
    assert [row.link.text() for row in rows] == ["Begehung", "Vorgespräch"]
    assert card.hint.full_text() == "1 offen"
    rows[0].link.click()
    assert shell.calls[-1][:2] == ("navigate", "task")
    QTest.keyClick(card.line.what, Qt.Key.Key_Escape)
    assert card.line.isHidden()
    card.show_source("agenda_item", workspace.tasks.get(scene.task).source_id, editable=False)
    assert card.add_link.isHidden()
    assert isinstance(card.rows()[0], QWidget)
