"""The page „Projekte“ with real services: list, detail, tabs, state changes, new, undoable deletion, saved views."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from coordinator_app.domain.projects import ActorRole, ProjectStatus, ProjectType
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.pages.projects.dialogs import StepDialog
from coordinator_app.gui.pages.projects.page import ProjectsPage
from coordinator_app.gui.widgets.notices import NoticeBar

S = ProjectStatus


def answer(kind: type[QDialog], fill: Callable[[Any], None], *, accept: bool = True) -> None:
    """Fill the next modal dialog of a kind and press its primary button (or cancel)."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind), dialog
        fill(dialog)
        if accept:
            dialog.primary_button.click()
        if dialog.isVisible():
            dialog.reject()

    QTimer.singleShot(0, act)


def leave_alone(_dialog: QDialog) -> None:
    """Fill nothing in."""


@pytest.fixture
def project(context: AppContext) -> int:
    """One project in planning with a carrier, an actor and a measured goal."""
    workspace = context.workspace
    club = workspace.contacts.create_organisation(name="Jugendhaus Alte Weberei")
    person = workspace.contacts.create_person(first_name="Mirko", last_name="Wagner")
    project = workspace.projects.create(
        title="Offener Treff",
        status=S.PLANNING,
        short_description="Betreuter Ort.",
        carrier_id=club,
        responsible_id=person,
        costs=2_480_000,
        funding=1_984_000,
        start=date(2026, 1, 1),
        planned_reach=40,
        confirmed_on=date(2026, 1, 1),
    )
    goal = workspace.projects.add_goal(project, "Weniger Beschwerden", due=date(2027, 1, 1))
    indicator = workspace.projects.add_indicator(goal, "Beschwerden", baseline=47.0, target=50.0, unit="%")
    workspace.projects.measure(indicator, measured_on=date(2026, 5, 1), value=48.0)
    workspace.projects.add_actor(project, organisation_id=club, role=ActorRole.EXECUTING)
    workspace.projects.add_actor(project, person_id=person)
    return project


@pytest.fixture
def page(context: AppContext, project: int, qtbot: QtBot) -> ProjectsPage:
    """The page over one project, as on a small screen."""
    made = ProjectsPage(context)
    qtbot.addWidget(made)
    made.resize(1166, 690)
    made.show()
    made.show_record("project", project)
    return made


def test_an_empty_page_invites_and_gives_the_list_all_the_room(context: AppContext, qtbot: QtBot) -> None:
    page = ProjectsPage(context)
    qtbot.addWidget(page)
    page.resize(1166, 690)
    page.show()
    assert page.table.empty.isVisible()
    assert not page.detail.isVisible()
    assert page.current_record() is None
    assert not page.can("delete")


def test_the_detail_shows_the_project_with_its_thread(page: ProjectsPage, project: int) -> None:
    detail = page.detail
    assert detail.header.title.full_text() == "Offener Treff"
    assert detail.header.chip.text() == "in Planung"
    assert page.current_record() == ("project", project)
    assert "1 Eintrag" in page.header.subtitle.full_text()
    assert page.table.footer_text() == "Zeile 1 von 1 · Summe Förderung 19.840,00\xa0€"


def test_every_tab_shows_the_project(page: ProjectsPage) -> None:
    for key in ("overview", "fields", "goals", "actors", "documents", "history"):
        page.detail.tabs.select(key)
        assert page.detail.tabs.current_pane() is not None
        assert page.detail.tabs.current_pane().isVisible()


def test_changing_a_field_saves_it_and_can_be_undone(page: ProjectsPage, project: int, context: AppContext) -> None:
    page.detail.edit()
    form = page.detail.fields.form
    form.editor("title").field.setText("Offener Treff am Bahnhof")
    page.leave()
    assert context.workspace.projects.get(project).title == "Offener Treff am Bahnhof"
    context.workspace.store.undo()
    page.mark_stale()
    page.refresh()
    assert form.editor("title").value() == "Offener Treff"


def test_an_impossible_period_shows_at_the_field(page: ProjectsPage, project: int, context: AppContext) -> None:
    page.detail.edit()
    form = page.detail.fields.form
    form.editor("end").field.setText("1.1.2020")
    page.leave()
    assert "vor dem Beginn" in form.row("end").error()
    assert context.workspace.projects.get(project).end is None


def test_filters_and_typing_narrow_the_list(page: ProjectsPage, context: AppContext, qtbot: QtBot) -> None:
    context.workspace.projects.create(title="Boxen", project_type=ProjectType.OFFER)
    page.mark_stale()
    page.refresh()
    assert page.table.count() == 2
    page.filter_row.search.setText("weberei")
    qtbot.waitUntil(lambda: page.table.count() == 1)
    assert "1 von 2" in page.header.subtitle.full_text()
    page.filter_row.reset()
    page.filter_row.set_values(status=S.RUNNING)
    assert page.table.count() == 1
    page.show_record("project", page.table.model.ids[0])


def test_showing_a_hidden_record_takes_the_filter_away(page: ProjectsPage, project: int) -> None:
    page.filter_row.set_values(status=S.RUNNING)
    assert page.table.count() == 0
    page.show_record("project", project)
    assert page.table.current_id() == project


def test_a_goal_leads_to_its_project_and_tab(page: ProjectsPage, project: int, context: AppContext) -> None:
    card = context.workspace.projects.card(project)
    page.show_record("indicator", card.goals[0].indicators[0].indicator.id)
    assert page.detail.tabs.current() == "goals"


def status_action(page: ProjectsPage, status: ProjectStatus) -> QAction:
    return next(action for action in page.detail.status_button.offered() if action.data() == status.value)


def test_a_free_step_needs_no_dialog(page: ProjectsPage, project: int, context: AppContext) -> None:
    status_action(page, S.RUNNING).trigger()
    assert context.workspace.projects.get(project).status is S.RUNNING


def test_a_side_state_asks_for_its_reason(page: ProjectsPage, project: int, context: AppContext) -> None:
    def fill(dialog: StepDialog) -> None:
        dialog.primary_button.click()
        assert dialog.message.isVisible()
        dialog.reason.set_value("Personal fehlt")

    answer(StepDialog, fill)
    status_action(page, S.DORMANT).trigger()
    assert context.workspace.projects.get(project).status_reason == "Personal fehlt"


def test_a_cancelled_step_changes_nothing(page: ProjectsPage, project: int, context: AppContext) -> None:
    answer(StepDialog, leave_alone, accept=False)
    status_action(page, S.DORMANT).trigger()
    assert context.workspace.projects.get(project).status is S.PLANNING


def test_a_blocked_step_says_why_and_stays_closed(page: ProjectsPage, project: int, context: AppContext) -> None:
    context.workspace.projects.transition(project, None, S.RUNNING)
    page.mark_stale()
    page.refresh()

    def look(dialog: StepDialog) -> None:
        told = [bar.text() for bar in dialog.findChildren(NoticeBar) if bar.isVisible()]
        assert "Zum Abschluss fehlt das Ende. Bitte das Enddatum eintragen." in told
        assert not dialog.primary_button.isEnabled()

    answer(StepDialog, look)
    status_action(page, S.COMPLETED).trigger()
    assert context.workspace.projects.get(project).status is S.RUNNING


def test_a_narrow_window_shows_the_detail_instead_of_the_list(page: ProjectsPage, qtbot: QtBot) -> None:
    page.resize(960, 640)
    page.table.opened.emit(page.table.current_id())
    assert page.detail.isVisible()
    assert not page.table.isVisible()


def test_a_new_project_is_asked_for_and_shown(page: ProjectsPage, shell: Any) -> None:
    answer(RecordDialog, lambda dialog: dialog.fields.rows["title"].editor.set_value("Fahrradcodierung"))
    page.new_record()
    assert shell.calls[-1][:2] == ("navigate", "project")


def test_a_new_project_without_title_stays_in_the_dialog(page: ProjectsPage, shell: Any) -> None:
    def fill(dialog: RecordDialog) -> None:
        dialog.primary_button.click()
        assert "Titel" in dialog.fields.rows["title"].error()

    answer(RecordDialog, fill, accept=False)
    page.new_record()
    assert shell.calls == []


def test_deleting_offers_undo(page: ProjectsPage, shell: Any, context: AppContext) -> None:
    page.delete_current()
    assert shell.calls[-1] == ("undo_bar", "Das Projekt liegt im Papierkorb.")
    page.mark_stale()
    page.refresh()
    assert page.table.count() == 0
    context.workspace.store.undo()
    page.mark_stale()
    page.refresh()
    assert page.table.count() == 1


def test_printing_hands_over_the_columns_on_screen(page: ProjectsPage, shell: Any) -> None:
    page.print_current()
    verb, _, _, columns, title = shell.calls[-1]
    assert (verb, title) == ("export_list", "Projektliste")
    assert [column.key for column in columns] == ["title", "status", "end"]
    page.detail.show_sheet()
    assert shell.calls[-1][:2] == ("preview", "project_sheet")
    page.detail.public_sheet()
    assert shell.calls[-1][3] == {"variant": "public"}


def test_copying_for_the_next_year_shows_the_copy(page: ProjectsPage, project: int, shell: Any) -> None:
    page.duplicate_current()
    assert shell.calls[-1] == ("navigate", "project", project + 1)


def test_confirming_takes_the_notice_away(page: ProjectsPage, project: int, context: AppContext) -> None:
    context.workspace.projects.transition(project, None, S.RUNNING)
    context.workspace.projects.update(project, None, confirmed_on=date(2024, 1, 1))
    page.mark_stale()
    page.refresh()
    assert page.detail.overview.confirm_bar.isVisible()
    page.detail.overview.confirm_bar.triggered.emit()
    page.mark_stale()
    page.refresh()
    assert not page.detail.overview.confirm_bar.isVisible()
    assert context.workspace.projects.get(project).confirmed_by == "Test"


def test_contradictions_lead_to_the_fields(page: ProjectsPage, project: int, context: AppContext) -> None:
    context.workspace.projects.update(project, None, funding=9_000_000)
    page.mark_stale()
    page.refresh()
    assert page.detail.overview.notice.isVisible()
    page.detail.overview.notice.triggered.emit()
    assert page.detail.tabs.current() == "fields"


def test_goals_indicators_and_values_are_asked_for(page: ProjectsPage, project: int, context: AppContext) -> None:
    page.detail.tabs.select("goals")
    pane = page.detail.pane("goals")
    answer(RecordDialog, lambda dialog: dialog.fields.rows["text"].editor.set_value("Mehr Vertrauen"))
    pane.add_goal()
    card = context.workspace.projects.card(project)
    assert [item.goal.text for item in card.goals] == ["Weniger Beschwerden", "Mehr Vertrauen"]
    answer(RecordDialog, lambda dialog: dialog.fields.rows["value"].editor.set_value(50.0))
    pane.add_measurement(card.goals[0].indicators[0].indicator.id)
    assert next(iter(context.workspace.projects.card(project).indicators)).light.label == "erreicht"


def test_the_thread_leads_to_other_pages(page: ProjectsPage, shell: Any) -> None:
    page.detail.thread_bar.node_activated.emit("need", 3)
    assert shell.calls[-1] == ("navigate", "need", 3)
    page.detail.thread_bar.node_activated.emit("measurement", 1)
    assert shell.calls[-1] == ("navigate", "measurement", 1)


def test_a_view_is_saved_with_filter_and_columns_and_deleted(
    page: ProjectsPage, context: AppContext, shell: Any
) -> None:
    page.filter_row.set_values(status=S.PLANNING)
    page.table.header.setSectionHidden(0, False)
    answer(NameDialog, lambda dialog: dialog.editor.set_value("Meine Planung"))
    page.views.save()
    page.filter_row.reset()
    page.table.header.setSectionHidden(0, True)
    page.mark_stale()
    page.refresh()
    box = page.filter_row.view_box
    place = [box.itemText(row) for row in range(box.count())].index("Meine Planung")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    assert page.table.wanted().equals == {"status": "planning"}
    assert page.table.count() == 1
    assert not page.table.header.isSectionHidden(0)
    page.views.delete()
    assert shell.calls[-1] == ("undo_bar", "Ansicht „Meine Planung“ gelöscht.")
    assert context.workspace.saved_views.views("projects") == []


def test_fixed_views_filter_too(page: ProjectsPage) -> None:
    box = page.filter_row.view_box
    for place in range(box.count()):
        box.setCurrentIndex(place)
        box.activated.emit(place)
    assert box.itemText(0) == "Alle Projekte"


def test_the_page_fits_a_small_screen(page: ProjectsPage) -> None:
    assert page.minimumSizeHint().width() <= 854  # 1366 at 150 %, collapsed navigation
    assert page.minimumSizeHint().height() <= 690
