"""The tabs of one project with real services: goals, actors, documents, thread, menus; names and freed widgets."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from coordinator_app.domain.goals import Goal
from coordinator_app.domain.needs import Need
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.dialogs.project_import import ImportDialog
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.questions import LinkDialog
from coordinator_app.gui.pages.network.page import NetworkPage
from coordinator_app.gui.pages.projects.dialogs import ActorDialog
from coordinator_app.gui.pages.projects.page import ProjectsPage
from tests.gui.helpers import assert_freed, nameless


def answer(kind: type[QDialog], fill: Callable[[Any], None]) -> None:
    """Fill the next modal dialog of a kind and press its primary button."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind), dialog
        fill(dialog)
        dialog.primary_button.click()
        if dialog.isVisible():
            dialog.reject()

    QTimer.singleShot(0, act)


@pytest.fixture
def project(context: AppContext) -> int:
    """One project with a measured goal, a carrier and a person."""
    workspace = context.workspace
    club = workspace.contacts.create_organisation(name="Jugendhaus Alte Weberei")
    person = workspace.contacts.create_person(first_name="Mirko", last_name="Wagner")
    project = workspace.projects.create(title="Offener Treff", carrier_id=club, responsible_id=person)
    goal = workspace.projects.add_goal(project, "Weniger Beschwerden", due=date(2027, 1, 1))
    indicator = workspace.projects.add_indicator(goal, "Beschwerden", baseline=47.0, target=50.0, unit="%")
    workspace.projects.measure(indicator, measured_on=date(2026, 5, 1), value=48.0)
    workspace.projects.add_actor(project, organisation_id=club)
    workspace.projects.add_actor(project, person_id=person)
    return project


@pytest.fixture
def page(context: AppContext, project: int, qtbot: QtBot) -> ProjectsPage:
    """The page over one project."""
    made = ProjectsPage(context)
    qtbot.addWidget(made)
    made.resize(1166, 690)
    made.show()
    made.show_record("project", project)
    return made


def goal_actions(page: ProjectsPage) -> dict[str, QAction]:
    return {action.text(): action for action in page.detail.pane("goals").findChildren(QAction) if action.text()}


def test_the_menu_of_a_goal_changes_and_removes(
    page: ProjectsPage, project: int, context: AppContext, shell: Any
) -> None:
    page.detail.tabs.select("goals")
    answer(RecordDialog, lambda dialog: dialog.fields.rows["text"].editor.set_value("Neues Ziel"))
    goal_actions(page)["Ziel ändern"].trigger()
    with context.workspace.store.read() as unit:
        assert unit.find(Goal, project_id=project)[0].text == "Neues Ziel"
    page.mark_stale()
    page.refresh()
    goal_actions(page)["Messwert vom 01.05.2026 entfernen"].trigger()
    assert shell.calls[-1] == ("undo_bar", "Messwert entfernt.")


def test_actors_are_added_and_removed(page: ProjectsPage, project: int, context: AppContext) -> None:
    police = context.workspace.contacts.create_organisation(name="Polizeirevier")
    page.detail.tabs.select("actors")

    def fill(dialog: ActorDialog) -> None:
        dialog.primary_button.click()
        assert dialog.message.isVisible()
        dialog.organisation.set_value(police)

    answer(ActorDialog, fill)
    page.detail.pane("actors").add_actor()
    assert len(context.workspace.projects.card(project).actors) == 3


def test_files_can_be_dropped_on_the_documents(
    page: ProjectsPage, project: int, context: AppContext, tmp_path: Path, alerts_fake: Any
) -> None:
    page.detail.tabs.select("documents")
    file = tmp_path / "Konzept.txt"
    file.write_text("Konzept", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    point, copy = QPointF(5, 5), Qt.DropAction.CopyAction
    event = QDropEvent(point, copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    page.detail.pane("documents").dropEvent(event)
    assert [document.title for _, document in context.workspace.attachments.linked("project", project)] == ["Konzept"]
    page.detail.pane("documents").add_files([tmp_path / "weg.txt"])
    assert "weg.txt" in alerts_fake.shown[0]


def test_a_document_is_taken_off_the_project(
    page: ProjectsPage, project: int, context: AppContext, tmp_path: Path, alerts_fake: Any, shell: Any
) -> None:
    file = tmp_path / "Konzept.txt"
    file.write_text("Konzept", encoding="utf-8")
    alerts_fake.answers.append(file)
    page.detail.tabs.select("documents")
    pane = page.detail.pane("documents")
    add = next(button for button in pane.findChildren(QPushButton) if button.text() == "Datei hinzufügen")
    add.click()
    pane.show_card(context.workspace.projects.card(project))
    pane.list.rows()[0].findChildren(QPushButton)[-1].click()
    assert shell.calls[-1] == ("undo_bar", "Dokument entfernt.")
    assert context.workspace.attachments.linked("project", project) == []


def test_the_context_menu_offers_what_can_be_done(page: ProjectsPage, shell: Any) -> None:
    menu = QMenu(page)
    page.table.menu_wanted.emit(menu, page.table.selected_ids())
    actions = {action.text(): action for action in menu.actions()}
    assert [action.isEnabled() for action in actions.values()] == [False, True, True, True, True]
    actions["Steckbrief ansehen"].trigger()
    assert shell.calls[-1][0] == "preview"


def test_needs_and_tasks_are_linked_from_the_thread(page: ProjectsPage, project: int, context: AppContext) -> None:
    with context.workspace.store.write("Bedarf angelegt") as unit:
        need = unit.add(Need(title="Treffpunkt fehlt"))
    answer(LinkDialog, lambda dialog: dialog.editor.set_value(need))
    page.detail.thread_bar.add_wanted.emit(1)
    menu = page.detail.thread_bar.button(1).findChildren(QMenu)[-1]
    next(action for action in menu.actions() if action.text().startswith("Vorhandenen")).trigger()
    assert context.workspace.projects.get(project).needs == (need,)
    answer(RecordDialog, lambda dialog: dialog.fields.rows["title"].editor.set_value("Schlüssel klären"))
    page.detail.thread_bar.add_wanted.emit(5)
    assert context.workspace.projects.card(project).tasks[0][1] == "Schlüssel klären"


def test_an_actor_is_taken_out_of_the_project(
    page: ProjectsPage, project: int, context: AppContext, shell: Any
) -> None:
    page.detail.tabs.select("actors")
    rows = page.detail.pane("actors").list.rows()
    assert len(rows) == 4
    rows[-1].findChildren(QPushButton)[-1].click()
    assert shell.calls[-1] == ("undo_bar", "Beteiligung entfernt.")
    assert len(context.workspace.projects.card(project).actors) == 1


def test_an_indicator_is_asked_for(page: ProjectsPage, project: int, context: AppContext) -> None:
    page.detail.tabs.select("goals")
    buttons = page.detail.pane("goals").findChildren(QPushButton)
    add = next(button for button in buttons if button.text() == "Indikator hinzufügen")
    answer(RecordDialog, lambda dialog: dialog.fields.rows["name"].editor.set_value("Besuche je Tag"))
    add.click()
    names = [item.indicator.name for item in context.workspace.projects.card(project).indicators]
    assert names == ["Beschwerden", "Besuche je Tag"]


@pytest.mark.parametrize("made", [ProjectsPage, NetworkPage, ImportDialog])
def test_everything_that_takes_the_focus_has_a_name(context: AppContext, project: int, qtbot: QtBot, made: Any) -> None:
    widget = made(context)
    qtbot.addWidget(widget)
    widget.resize(1166, 690)
    widget.show()
    if isinstance(widget, ProjectsPage):
        widget.show_record("project", project)
        for key in ("fields", "goals", "actors", "documents", "history"):
            widget.detail.tabs.select(key)
    assert nameless(widget) == []


@pytest.mark.parametrize("kind", ["page", "network", "import", "actor"])
def test_nothing_stays_alive_after_closing(context: AppContext, project: int, qtbot: QtBot, kind: str) -> None:
    lookups = workspace_lookups(context.workspace)

    def make() -> Any:
        if kind == "page":
            page = ProjectsPage(context)
            page.show()
            for key in ("fields", "goals", "actors", "documents", "history"):
                page.detail.tabs.select(key)
            return page
        makers: dict[str, Callable[[], Any]] = {
            "network": lambda: NetworkPage(context),
            "import": lambda: ImportDialog(context),
            "actor": lambda: ActorDialog(lookups),
        }
        return makers[kind]()

    assert_freed(make)
