"""The page „Aufgaben & Beschlüsse“: tasks with filters and states, register, follow-up."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coordinator_app.domain.resolutions import Implementation
from coordinator_app.domain.tasks import TaskState, Urgency
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog, RecordDialog
from coordinator_app.gui.forms.questions import LinkDialog, TextDialog
from coordinator_app.gui.navigation import PAGES
from coordinator_app.gui.pages.tasks.page import CONTROL, REGISTER, TASKS, TasksPage
from coordinator_app.gui.widgets.labels import Label
from tests.gui.helpers import nameless, settle
from tests.gui.meeting_scene import Scene


@pytest.fixture
def open_page(qtbot: Any, context: AppContext) -> Callable[[], TasksPage]:
    def make() -> TasksPage:
        page = TasksPage(context)
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


def choose(actions: list[QAction], text: str) -> None:
    """Trigger the command whose words begin so."""
    next(action for action in actions if action.text().startswith(text)).trigger()


def tell(words: str) -> Callable[[Dialog], None]:
    """Fill in a text dialog and accept it."""

    def act(dialog: Dialog) -> None:
        assert isinstance(dialog, TextDialog)
        dialog.edit.setPlainText(words)
        dialog.primary_button.click()

    return act


def test_kinds_are_those_of_the_navigation() -> None:
    assert TasksPage.record_kinds == next(info.kinds for info in PAGES if info.id == "tasks")


def test_empty_file_offers_a_first_task(open_page: Callable[[], TasksPage], workspace: Any, shell: Any) -> None:
    page = open_page()
    assert page.tasks.empty.isVisible()

    def fill(dialog: Dialog) -> None:
        assert isinstance(dialog, RecordDialog)
        dialog.fields.rows["title"].editor.set_value("Flyer drucken")
        dialog.fields.rows["due_on"].editor.field.setText("in 2 Wochen")  # pyright: ignore[reportAttributeAccessIssue]  # a line
        dialog.primary_button.click()

    answer(fill)
    page.tasks.empty.button.click()
    (kind, task_id) = shell.calls[-1][1:]
    assert kind == "task"
    assert workspace.tasks.get(task_id).due_on.isoformat() == "2026-11-23"


def test_overdue_task_is_told_and_leads_to_its_meeting(
    open_page: Callable[[], TasksPage], scene: Scene, shell: Any, workspace: Any
) -> None:
    page = open_page()
    assert page.header.subtitle.full_text() == "1 offene Aufgabe, 1 überfällig"
    assert page.tasks.detail.due_chip.text() == "überfällig seit 39 Tagen"
    page.tasks.detail.source_link.click()
    assert shell.calls[-1] == ("navigate", "agenda_item", workspace.tasks.get(scene.task).source_id)


def test_done_task_asks_for_its_result_and_leaves_the_open_ones(
    qtbot: Any, open_page: Callable[[], TasksPage], workspace: Any, scene: Scene
) -> None:
    page = open_page()
    answer(tell("Angebot liegt vor"))
    choose(page.tasks.detail.state_button.offered(), "erledigt")
    task = workspace.tasks.get(scene.task)
    assert task.state is TaskState.DONE
    settle()
    assert page.header.subtitle.full_text() == "0 offene Aufgaben"
    page.show_record("task", scene.task)
    assert page.tasks.detail.current_id() == scene.task
    assert [label.text() for label in page.tasks.detail.history.rows()[0].findChildren(Label)][:2] == [
        "offen → erledigt",
        "Angebot liegt vor",
    ]


def test_dropping_a_task_needs_a_reason(open_page: Callable[[], TasksPage], workspace: Any, scene: Scene) -> None:
    page = open_page()
    seen: list[str] = []

    def empty_handed(dialog: Dialog) -> None:
        dialog.primary_button.click()
        seen.append(dialog.message.text())
        dialog.reject()

    answer(empty_handed)
    choose(page.tasks.detail.state_button.offered(), "verworfen")
    assert "warum" in seen[0]
    assert workspace.tasks.get(scene.task).state is TaskState.OPEN


def test_field_is_stored_and_a_comment_added(open_page: Callable[[], TasksPage], workspace: Any, scene: Scene) -> None:
    page = open_page()
    editor: Any = page.tasks.detail.form.editor("due_on")
    editor.line.setText("30.11.")
    page.leave()
    assert workspace.tasks.get(scene.task).due_on.isoformat() == "2026-11-30"
    answer(tell("Zweimal nachgefragt"))
    page.tasks.detail.history.findChildren(type(page.tasks.detail.source_link))[0].click()
    assert workspace.tasks.history(scene.task)[-1].text == "Zweimal nachgefragt"


def test_filters_by_urgency_and_person(open_page: Callable[[], TasksPage], workspace: Any, scene: Scene) -> None:
    workspace.tasks.create(title="Später", due="in 3 Monaten", person_id=scene.chair)
    page = open_page()
    page.tasks.filter_row.reset()
    assert page.tasks.table.count() == 2
    page.tasks.filter_row.set_values(urgency=Urgency.OVERDUE)
    assert page.tasks.table.count() == 1
    page.tasks.filter_row.reset()
    page.tasks.filter_row.set_values(responsible=scene.chair)
    assert page.tasks.table.count() == 1


def test_deleted_task_can_be_brought_back(
    open_page: Callable[[], TasksPage], workspace: Any, scene: Scene, shell: Any
) -> None:
    page = open_page()
    assert page.can("delete")
    page.delete_current()
    assert workspace.tasks.get(scene.task).deleted_at is not None
    assert shell.calls[-1] == ("undo_bar", "Die Aufgabe liegt im Papierkorb.")
    workspace.store.undo()
    assert workspace.tasks.get(scene.task).deleted_at is None


def test_register_shows_wording_and_vote(open_page: Callable[[], TasksPage], scene: Scene, shell: Any) -> None:
    page = open_page()
    page.show_record("resolution", scene.resolution)
    detail = page.register.detail
    assert page.current_record() == ("resolution", scene.resolution)
    assert detail.wording.text() == "Der Tunnel wird beleuchtet."
    assert "5 Ja-Stimmen" in detail.result.text()
    assert detail.header.code.text() == "2026/01"
    detail.meeting_link.click()
    assert shell.calls[-1][:2] == ("navigate", "agenda_item")
    assert page.current_topic() == "beschluesse"


def test_report_is_typed_from_the_keyboard(
    qtbot: Any, open_page: Callable[[], TasksPage], workspace: Any, scene: Scene
) -> None:
    page = open_page()
    page.tabs.select(CONTROL)
    assert page.control.table.count() == 1
    page.control.table.edit_wanted.emit(scene.resolution)
    line = page.control.detail.reports.line
    QTest.keyClick(line.words, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(line.words, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(line.words, Qt.Key.Key_Return)
    assert "wie der Beschluss umgesetzt" in line.error.text()
    QTest.keyClicks(line.words, "Leuchten montiert")
    QTest.keyClick(line.words, Qt.Key.Key_Return)
    found = workspace.resolutions.get(scene.resolution)
    assert (found.implementation, found.report) == (Implementation.DONE, "Leuchten montiert")
    assert line.error.text() == ""
    settle()
    assert page.control.table.count() == 0
    page.control.filter_row.view_box.setCurrentText("Neu umgesetzt")
    page.control.filter_row.view_box.activated.emit(3)
    assert page.control.table.count() == 1


def test_reporting_goes_on_with_the_next_resolution(
    open_page: Callable[[], TasksPage], workspace: Any, scene: Scene
) -> None:
    more = [_adopted(workspace, scene, number) for number in (2, 3)]
    page = open_page()
    page.tabs.select(CONTROL)
    page.control.table.sort_by("number")
    page.control.table.select(scene.resolution)
    page.control.begin_report()
    line = page.control.detail.reports.line
    line.words.setText("läuft")
    line.store()
    settle()
    assert page.control.detail.current_id() == more[0]
    assert line.words.text() == ""
    QTest.keyClick(line.words, Qt.Key.Key_Escape)
    assert [each.text for each in workspace.follow_up.reports(scene.resolution)] == ["läuft"]


def _adopted(workspace: Any, scene: Scene, sequence: int) -> int:
    first = workspace.resolutions.get(scene.resolution)
    with workspace.store.write("Beschluss eingetragen") as unit:
        title = f"Beschluss {sequence}"
        return unit.add(replace(first, id=0, uuid="", number=f"2026/{sequence:02d}", sequence=sequence, title=title))


def test_replaced_resolution_names_its_successor(
    open_page: Callable[[], TasksPage], workspace: Any, scene: Scene, shell: Any
) -> None:
    successor = _adopted(workspace, scene, 2)
    page = open_page()
    page.show_record("resolution", scene.resolution)

    def name(dialog: Dialog) -> None:
        assert isinstance(dialog, LinkDialog)
        dialog.editor.set_value(successor)
        dialog.primary_button.click()

    line = page.register.detail.reports.line
    line.state.set_value(Implementation.REPLACED)
    answer(name)
    line.store()
    assert workspace.resolutions.get(scene.resolution).replaced_by_id == successor
    settle()
    row = page.register.detail.links.rows()[0]
    assert row.link.text() == "2026/02 Beschluss 2"  # pyright: ignore[reportAttributeAccessIssue]  # a ListRow
    row.link.click()  # pyright: ignore[reportAttributeAccessIssue]  # a ListRow
    assert shell.calls[-1] == ("navigate", "resolution", successor)


@pytest.mark.parametrize(
    ("tab", "title"), [(TASKS, "Aufgabenliste"), (REGISTER, "Beschlussregister"), (CONTROL, "Beschlusskontrolle")]
)
def test_prints_the_list_of_its_tab(
    open_page: Callable[[], TasksPage], scene: Scene, shell: Any, tab: str, title: str
) -> None:
    page = open_page()
    page.tabs.select(tab)
    page.print_current()
    assert shell.calls[-1][0] == "export_list"
    assert shell.calls[-1][4] == title


def test_documents_of_body_and_person(open_page: Callable[[], TasksPage], scene: Scene, shell: Any) -> None:
    page = open_page()
    actions = page.print_button.menu_.actions()
    choose(actions, "Aufgabenliste des Gremiums")
    choose(actions, "Beschlussregister des Gremiums")
    choose(actions, "Aufgaben der verantwortlichen Person")
    previews = [call[1:3] for call in shell.calls if call[0] == "preview"]
    assert previews == [
        ("task_list", scene.body),
        ("resolution_register", scene.body),
        ("person_task_list", scene.officer),
    ]


def test_nothing_is_nameless(open_page: Callable[[], TasksPage], scene: Scene) -> None:
    page = open_page()
    for tab in (TASKS, REGISTER, CONTROL):
        page.tabs.select(tab)
        assert nameless(page) == []
