"""Tasks in depth on their page: several at once, the line to type one, repetition, letters, saved views."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from coordinator_app.domain.contacts import PersonStatus
from coordinator_app.domain.recurrence import Rhythm
from coordinator_app.domain.tasks import Task, TaskState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.questions import NameDialog, TextDialog
from coordinator_app.gui.pages.tasks.letters_dialog import PREVIEW, WRITE, LettersDialog
from coordinator_app.gui.pages.tasks.page import CONTROL, REGISTER, TasksPage
from coordinator_app.gui.pages.tasks.task_dialogs import HandOverDialog, PutOffDialog
from coordinator_app.gui.source_tasks import SourceTasks
from coordinator_app.gui.task_line import TaskLine
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.task_letters import Written
from tests.gui.helpers import nameless, settle
from tests.gui.meeting_scene import Scene


@pytest.fixture
def page(qtbot: Any, context: AppContext, scene: Scene, workspace: Any) -> TasksPage:
    for number in (1, 2):
        workspace.tasks.create(title=f"Aufgabe {number}", due=f"in {number} Wochen", person_id=scene.chair)
    made = TasksPage(context)
    context.bus.changed.connect(made.receive)
    qtbot.addWidget(made)
    made.resize(1166, 640)
    made.show()
    return made


def answer(act: Callable[[Any], None]) -> None:
    """Act on the next dialog that opens."""

    def later() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        act(dialog)

    QTimer.singleShot(0, later)


def select_all(page: TasksPage) -> list[int]:
    model, flags = page.tasks.table.model, QItemSelectionModel.SelectionFlag
    for row in range(model.rowCount()):
        page.tasks.table.view.selectionModel().select(model.index(row, 0), flags.Select | flags.Rows)
    return page.tasks.table.selected_ids()


def choose(actions: list[QAction], text: str) -> None:
    next(action for action in actions if action.text().startswith(text)).trigger()


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


# --- views, letters, papers


def test_a_view_is_saved_and_chosen_again(page: TasksPage, workspace: Any) -> None:
    row = page.tasks.filter_row
    row.set_values(state=TaskState.OPEN)
    row.view_box.setCurrentIndex(1)
    row.view_box.activated.emit(1)

    def name(dialog: NameDialog) -> None:
        dialog.editor.set_value("Meine")
        dialog.primary_button.click()

    answer(name)
    page.tasks.views.save()
    (view,) = workspace.saved_views.views("tasks")
    stored = workspace.saved_views.definition(view.id)
    assert stored["equals"]["urgency"] == ["overdue", "due", "soon"]
    assert row.view_box.currentText() == "Meine"
    row.reset()
    row.view_box.setCurrentText("Meine")
    row.view_box.activated.emit(row.view_box.currentIndex())
    assert page.tasks.table.count() == 2
    page.tasks.views.delete()
    assert workspace.saved_views.views("tasks") == []


def test_letters_are_previewed_for_all(page: TasksPage, shell: Any) -> None:
    def look(dialog: LettersDialog) -> None:
        assert dialog.tree.topLevelItemCount() == 2
        dialog.preview_button.click()

    answer(look)
    choose(page.print_button.menu_.actions(), "Briefe: Ihre offenen Aufgaben")
    assert shell.calls[-1][:3] == ("preview", "task_letters", 0)


def test_letters_are_written_and_noted(
    page: TasksPage, workspace: Any, scene: Scene, alerts_fake: Any, tmp_path: Path, qtbot: Any
) -> None:
    folder = tmp_path / "Briefe"
    folder.mkdir()
    alerts_fake.answers = [str(folder), 0]

    def tick(dialog: LettersDialog) -> None:
        items: list[Any] = [dialog.tree.topLevelItem(row) for row in range(2)]
        for item in items:
            item.setCheckState(0, Qt.CheckState.Unchecked)
        dialog.primary_button.click()
        assert "wenigstens eine Person" in dialog.message.text()
        items[0].setCheckState(0, Qt.CheckState.Checked)
        assert dialog.count.text() == "1 Empfänger angehakt."
        dialog.primary_button.click()

    answer(tick)
    page.papers.write_letters()
    qtbot.waitUntil(lambda: len(alerts_fake.asked) == 2, timeout=20_000)
    assert [path.suffix for path in folder.iterdir()] == [".docx"]
    assert "1 Brief liegt in" in alerts_fake.asked[1][0]
    assert len(workspace.dispatches.of("person", scene.officer)) == 1


def test_nobody_with_open_tasks_is_said(page: TasksPage, workspace: Any, shell: Any) -> None:
    workspace.tasks.several.set_state(select_all(page), TaskState.DONE)
    page.papers.write_letters()
    assert shell.calls[-1] == ("notify", "Es gibt niemanden mit offenen Aufgaben.", "info")


def test_dialog_of_letters_gives_wish_and_keys(page: TasksPage, workspace: Any) -> None:
    found = workspace.task_letters.debtors()
    answer(lambda dialog: dialog.primary_button.click())
    assert LettersDialog.ask(page, found, "Alle") == (WRITE, [one.key for one in found])
    answer(lambda dialog: dialog.preview_button.click())
    asked = LettersDialog.ask(page, found, "Alle")
    assert asked is not None
    assert asked[0] == PREVIEW
    answer(lambda dialog: dialog.reject())
    assert LettersDialog.ask(page, found, "Alle") is None
    assert Written((), (), ()).files == ()


def test_papers_of_what_is_chosen(page: TasksPage, workspace: Any, scene: Scene, shell: Any) -> None:
    actions = page.print_button.menu_.actions()
    choose(actions, "Beschlussausfertigung")
    assert shell.calls[-1] == ("notify", "Bitte wählen Sie im Beschlussregister einen Beschluss.", "info")
    page.show_record("task", scene.task)
    choose(actions, "Brief an die verantwortliche Person")
    assert shell.calls[-1][:3] == ("preview", "task_letter", scene.officer)
    house = workspace.contacts.create_organisation(name="Jugendhaus")
    task = workspace.tasks.create(title="x", organisation_id=house)
    settle()
    page.show_record("task", task)
    choose(actions, "Brief an die verantwortliche Person")
    assert shell.calls[-1][:3] == ("preview", "organisation_task_letter", house)
    choose(actions, "Aufgaben der verantwortlichen Person")
    assert shell.calls[-1][0] == "notify"
    workspace.tasks.update(task, None, organisation_id=None)
    choose(actions, "Brief an die verantwortliche Person")
    assert shell.calls[-1][0] == "notify"
    choose(actions, "Beschlusskontrolle des Gremiums")
    assert shell.calls[-1][1:] == ("resolution_register", scene.body, {"scope": "open"})
    page.show_record("resolution", scene.resolution)
    choose(actions, "Beschlussausfertigung")
    assert shell.calls[-1][:3] == ("preview", "resolution_sheet", scene.resolution)
    page.register.detail.sheet_button.click()
    assert shell.calls[-1][:3] == ("preview", "resolution_sheet", scene.resolution)


def test_publishing_is_noted(page: TasksPage, workspace: Any, scene: Scene, shell: Any) -> None:
    page.show_record("resolution", scene.resolution)
    page.register.detail.publish_action.trigger()
    found = workspace.resolutions.get(scene.resolution)
    assert (found.public, found.published_on) == (True, date(2026, 11, 9))
    assert "veröffentlicht" in shell.calls[-1][1]
    settle()
    assert not page.register.detail.publish_action.isEnabled()


def test_gaps_in_the_register_are_told(page: TasksPage, workspace: Any, scene: Scene) -> None:
    page.tabs.select(REGISTER)
    assert not page.register.gaps.isVisible()
    term = workspace.resolutions.get(scene.resolution).term_id
    workspace.bodies.update_term(term, None, next_resolution_number=4)
    page.mark_stale()
    page.refresh()
    assert page.register.gaps.isVisible()
    assert "es fehlen 2 und 3" in page.register.gaps.text()


def test_commands_follow_the_tab(page: TasksPage) -> None:
    names = [action.text().replace("&", "") for action in page.visible_actions()]
    assert names == ["Aufgabe eintippen", "Als erledigt eintragen", "Frist verschieben…", "Übergeben…"]
    page.tabs.select(CONTROL)
    assert [action.text().replace("&", "") for action in page.visible_actions()] == ["Bericht eintragen"]
    page.visible_actions()[0].trigger()
    assert page.control.detail.reports.line.words.hasFocus() or not page.isActiveWindow()
    page.tabs.select(REGISTER)
    assert page.visible_actions() == []


def test_nothing_is_nameless_with_several(page: TasksPage) -> None:
    select_all(page)
    assert nameless(page) == []


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
