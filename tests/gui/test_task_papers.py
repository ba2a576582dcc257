"""Saved views, letters and papers of the tasks page; publishing and gaps of the register; its commands."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from coordinator_app.domain.tasks import TaskState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.letter_layouts import LayoutEditor, chosen_layout
from coordinator_app.gui.open_tasks import OpenTasks
from coordinator_app.gui.pages.tasks.letters_dialog import PREVIEW, WRITE, LettersDialog
from coordinator_app.gui.pages.tasks.page import CONTROL, REGISTER, TasksPage
from coordinator_app.services.letter_templates import EXAMPLE
from coordinator_app.services.task_letters import Written
from tests.gui.helpers import nameless, settle
from tests.gui.meeting_scene import Scene
from tests.gui.tasks_scene import answer, choose, open_tasks, select_all


@pytest.fixture
def page(qtbot: Any, context: AppContext, scene: Scene) -> TasksPage:
    return open_tasks(qtbot, context, scene)


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
    assert names == ["Aufgabe eintippen", "Als erledigt eintragen", "Frist verschieben …", "Übergeben …"]
    page.tabs.select(CONTROL)
    assert [action.text().replace("&", "") for action in page.visible_actions()] == ["Bericht eintragen"]
    page.visible_actions()[0].trigger()
    assert page.control.detail.reports.line.words.hasFocus() or not page.isActiveWindow()
    page.tabs.select(REGISTER)
    assert page.visible_actions() == []


def test_nothing_is_nameless_with_several(page: TasksPage) -> None:
    select_all(page)
    assert nameless(page) == []


def test_open_tasks_of_people_and_organisations(qtbot: Any, context: AppContext, workspace: Any, shell: Any) -> None:
    person = workspace.contacts.create_person(last_name="Zeidler", first_name="Anna")
    house = workspace.contacts.create_organisation(name="Jugendhaus")
    task = workspace.tasks.create(title="Flyer", due="morgen", person_id=person, organisation_id=house)
    card = OpenTasks(context)
    qtbot.addWidget(card)
    card.show_record("person", person)
    rows: list[Any] = card.rows()
    rows[0].link.click()
    assert shell.calls[-1] == ("navigate", "task", task)
    card.letter_link.click()
    assert shell.calls[-1][:3] == ("preview", "task_letter", person)
    card.show_record("organisation", house)
    assert (card.hint.full_text(), card.letter_link.isHidden()) == ("1", True)
    workspace.tasks.create(title="Plakate", organisation_id=house)
    card.show_record("organisation", house)
    card.letter_link.click()
    assert shell.calls[-1][:3] == ("preview", "organisation_task_letter", house)


def test_letters_are_written_on_the_paper_chosen_and_it_is_remembered(
    qtbot: Any, context: AppContext, workspace: Any
) -> None:
    workspace.letter_templates.add(EXAMPLE, title="Kopfbogen")
    assert chosen_layout(context) == "pdf"
    editor = LayoutEditor(context)
    qtbot.addWidget(editor)
    editor.set_value("town")
    editor.committed.emit()
    assert chosen_layout(context) == "town"
    assert LayoutEditor(context, editor).value() == "town"
    assert [words for _, words in workspace.letters.layouts()][-1] == "Word auf der Briefvorlage „Kopfbogen“"
    context.settings.set("output/letter_layout", "town:99")
    assert chosen_layout(context) == "pdf"
