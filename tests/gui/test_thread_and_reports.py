"""The red thread walked and continued by „+“ in details, and the page „Berichte“."""

from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.domain.bodies import Body
from coordinator_app.domain.needs import Evidence
from coordinator_app.domain.projects import Project
from coordinator_app.domain.resolutions import Resolution, ResolutionState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.reports.page import ReportsPage
from coordinator_app.gui.thread_bar import ThreadBar
from coordinator_app.gui.widgets.cards import ListRow
from tests.gui.helpers import assert_freed, nameless, settle


@pytest.fixture
def bar(qtbot: QtBot, context: AppContext) -> ThreadBar:
    made = ThreadBar(context)
    qtbot.addWidget(made)
    made.resize(900, 60)
    made.show()
    return made


def answer(**values: Any) -> None:
    """Fill the fields of the next dialog („target“ = the record to tie) and accept it."""

    def act() -> None:
        dialog: Any = QApplication.activeModalWidget()
        for name, value in values.items():
            editor = dialog.editor if name == "target" else dialog.fields.rows[name].editor
            editor.set_value(value)
        dialog.primary_button.click()
        if dialog.isVisible():
            words = dialog.message.text()
            dialog.reject()
            pytest.fail(words)

    QTimer.singleShot(0, act)


def plus(bar: ThreadBar, caption: str, words: str = "") -> None:
    """Press the „+“ of a station; `words` = the entry of its menu."""
    captions = [bar.button(place).accessibleName().split(":")[0] for place in range(bar.count())]
    place = captions.index(caption)
    bar.add_wanted.emit(place)
    if words:
        menu = bar.button(place).findChildren(QMenu)[-1]
        next(action for action in menu.actions() if action.text().startswith(words)).trigger()


def test_a_need_gets_every_link_from_its_thread(bar: ThreadBar, context: AppContext, shell: Any) -> None:
    workspace = context.workspace
    need = workspace.needs.create(title="Treffpunkt fehlt")
    bar.show_record("need", need)
    kind = workspace.catalogues.entries("evidence_kind")[0].id
    answer(evidence_kind_id=kind, statement="25 Jugendliche")
    plus(bar, "Befund")
    answer(title="Offener Treff")
    plus(bar, "Projekt", "Neues Projekt")
    bar.show_record("need", need)
    with workspace.store.read() as unit:
        (project,) = unit.find(Project)
        assert project.needs == (need,)
        assert unit.count(Evidence, need_id=need) == 1
    with workspace.store.write("Beschluss") as unit:
        body = unit.add(Body(name="LG"))
        decided = unit.add(Resolution(body_id=body, title="Treff", state=ResolutionState.ADOPTED))
    answer(target=decided)
    plus(bar, "Beschluss", "Vorhandenen Beschluss")
    assert workspace.resolutions.get(decided).needs == (need,)
    answer(title="Schlüssel klären")
    plus(bar, "Aufgabe")
    round_id = workspace.priorities.create_round(title="Runde", needs=[])
    plus(bar, "Priorität")
    assert [found.id for found in workspace.priorities.card(round_id).needs] == [need]
    bar.show_record("need", need)
    states = [bar.button(place).accessibleName().rsplit(", ", 1)[1] for place in range(bar.count())]
    assert states == ["vorhanden", "hier", "vorhanden", "vorhanden", "vorhanden", "vorhanden", "fehlt noch"]


def test_a_project_is_measured_step_by_step(bar: ThreadBar, context: AppContext) -> None:
    project = context.workspace.projects.create(title="Offener Treff")
    bar.show_record("project", project)
    for values in ({"text": "Weniger Beschwerden"}, {"name": "Beschwerden"}, {"value": 31.0}):
        if "value" in values:
            values = {**values, "measured_on": context.clock.now().date()}  # noqa: PLW2901
        answer(**values)
        plus(bar, "Messwert")
        bar.show_record("project", project)
    answer(title="Treffpunkt fehlt")
    plus(bar, "Bedarf", "Neuer Bedarf")
    bar.show_record("project", project)
    assert bar.button(1).accessibleName() == "Bedarf: Treffpunkt fehlt, vorhanden"
    assert bar.button(bar.count() - 1).accessibleName() == "Messwert: 31, vorhanden"


def test_without_a_round_the_plus_says_where_to_make_one(
    bar: ThreadBar, context: AppContext, shell: Any, alerts_fake: Any
) -> None:
    need = context.workspace.needs.create(title="Lärm")
    bar.show_record("need", need)
    plus(bar, "Priorität")
    assert "keine Bewertungsrunde" in str(alerts_fake.shown[-1])
    assert shell.calls[-1] == ("open_page", "needs")


def test_resolutions_and_lonely_tasks(bar: ThreadBar, context: AppContext, qtbot: QtBot) -> None:
    workspace = context.workspace
    project = workspace.projects.create(title="Offener Treff")
    with workspace.store.write("Beschluss") as unit:
        decided = unit.add(Resolution(body_id=unit.add(Body(name="LG")), title="Treff"))
    bar.show_record("resolution", decided)
    answer(target=project)
    plus(bar, "Projekt")
    assert workspace.resolutions.get(decided).projects == (project,)
    holder = QWidget()
    qtbot.addWidget(holder)
    lonely = ThreadBar(context, hide_alone=True, parent=holder)
    lonely.show_record("task", workspace.tasks.create(title="Kaffee kaufen"))
    assert lonely.isHidden()


@pytest.fixture
def page(qtbot: QtBot, context: AppContext) -> ReportsPage:
    made = ReportsPage(context)
    qtbot.addWidget(made)
    made.resize(1166, 690)
    context.bus.changed.connect(made.receive)
    made.show()
    return made


def test_reports_show_thread_results_and_balance(page: ReportsPage, context: AppContext, shell: Any) -> None:
    workspace = context.workspace
    need = workspace.needs.create(title="Treffpunkt fehlt")
    kind = workspace.catalogues.entries("evidence_kind")[0].id
    workspace.needs.add_evidence(need_id=need, evidence_kind_id=kind, statement="25 Jugendliche")
    page.tabs.select("thread")
    settle()
    rows = [row for row in page.threads.stations.rows() if isinstance(row, ListRow)]
    assert len(rows) == 9
    rows[0].activated.emit()
    assert shell.calls[-1][:2] == ("navigate", "evidence")
    assert "Priorität" in page.threads.gaps.text()
    page.print_current()
    assert shell.calls[-1][:3] == ("preview", "red_thread", need)
    page.tabs.select("results")
    settle()
    assert page.results.table.count() == 1
    page.results.table.opened.emit(1)
    assert shell.calls[-1] == ("navigate", "need", need)
    page.results.box.setCurrentIndex(2)
    page.results.box.activated.emit(2)
    assert page.results.table.count() == 0
    page.print_current()
    assert shell.calls[-1][1] == "results_report"
    page.tabs.select("balance")
    settle()
    assert page.balance.table.count() > 20
    page.print_current()
    assert shell.calls[-1][:4] == ("preview", "balance", 0, {"year": "all"})
    assert page.can("print")
    assert not page.can("filter")
    assert nameless(page) == []


def test_empty_file_leads_to_the_needs(page: ReportsPage, shell: Any) -> None:
    settle()
    assert not page.can("print")
    page.threads.table.empty.button.click()
    assert shell.calls[-1] == ("open_page", "needs")


def test_reports_page_is_freed(context: AppContext) -> None:
    context.workspace.needs.create(title="Treffpunkt fehlt")
    assert_freed(lambda: ReportsPage(context))
