"""The tab „Begehungen“: findings typed from the paper form, tasks and needs that come of them."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coordinator_app.domain.site_walks import WalkState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.surveys.findings import rating_chip
from coordinator_app.gui.pages.surveys.page import SurveysPage
from coordinator_app.gui.pages.surveys.walks import WalksPane
from coordinator_app.services.workspace import Workspace
from tests.gui.conftest import RecordingShell


@pytest.fixture
def walk(workspace: Workspace) -> int:
    return workspace.site_walks.create(title="Bahnhof", walked_on=date(2026, 11, 5), place="Bahnhof")


@pytest.fixture
def page(qtbot: QtBot, make_context: Callable[[Workspace], AppContext], workspace: Workspace, walk: int) -> SurveysPage:
    made = SurveysPage(make_context(workspace))
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.show_record("site_walk", walk)
    return made


@pytest.fixture
def pane(page: SurveysPage) -> WalksPane:
    found = page.analysis.pane
    assert isinstance(found, WalksPane)
    return found


def type_finding(pane: WalksPane, spot: str, text: str, rating: int) -> None:
    line = pane.detail.findings.line
    line.spot.setText(spot)
    line.rating.set_value(rating)
    line.text.setText(text)
    QTest.keyClick(line.text, Qt.Key.Key_Return)
    pane.reload()


def test_findings_are_typed_one_after_the_other(pane: WalksPane, workspace: Workspace, walk: int) -> None:
    type_finding(pane, "Tunnel", "Zwei Leuchten defekt", 5)
    line = pane.detail.findings.line
    assert (line.spot.text(), line.text.text(), line.rating.value()) == ("Tunnel", "", None)
    line.text.setText("")
    QTest.keyClick(line.measure, Qt.Key.Key_Return)
    assert "Befund" in line.error.text()
    type_finding(pane, "Vorplatz", "Belebt", 1)
    assert [view.finding.spot for view in workspace.site_walks.findings(walk)] == ["Tunnel", "Vorplatz"]
    assert pane.detail.findings.table.count() == 2


def test_task_and_need_come_of_a_finding_in_one_key(
    page: SurveysPage, pane: WalksPane, workspace: Workspace, shell: RecordingShell
) -> None:
    type_finding(pane, "Tunnel", "Zwei Leuchten defekt", 5)
    workspace.site_walks.update(pane.detail.current_id(), None, state=WalkState.HELD)
    pane.reload()
    assert not pane.detail.notice.isHidden()
    assert not page.visible_actions()
    pane.detail.findings.table.select(1)
    task, need = page.visible_actions()
    task.trigger()
    assert shell.calls[-1][0] == "undo_bar"
    pane.reload()
    assert pane.detail.notice.isHidden()
    need.trigger()
    pane.reload()
    (view,) = workspace.site_walks.findings(pane.detail.current_id())
    assert view.followed_up.startswith("Aufgabe offen, Bedarf „")
    pane.detail.findings.make_need()
    assert shell.calls[-1] == ("navigate", "need", view.finding.need_id)


def test_a_finding_is_thrown_away_and_a_walk_repeated(
    pane: WalksPane, workspace: Workspace, shell: RecordingShell, walk: int
) -> None:
    type_finding(pane, "Tunnel", "Zwei Leuchten defekt", 5)
    pane.duplicate_current()
    (again,) = [found.id for found in workspace.site_walks.all() if found.id != walk]
    assert ("navigate", "site_walk", again) in shell.calls
    pane.select(walk)
    pane.show_record("site_walk_finding", workspace.site_walks.findings(walk)[0].id)
    pane.detail.findings.delete_chosen()
    assert workspace.site_walks.findings(walk) == []
    pane.discard([walk])
    assert shell.calls[-1] == ("undo_bar", "Die Begehung liegt im Papierkorb.")


def test_the_papers_open_in_the_preview(page: SurveysPage, pane: WalksPane, shell: RecordingShell, walk: int) -> None:
    pane.detail.form_action.trigger()
    pane.detail.report_action.trigger()
    assert [call[1:3] for call in shell.calls if call[0] == "preview"] == [("walk_form", walk), ("walk_report", walk)]
    page.print_current()
    assert shell.calls[-1][0] == "export_list"
    assert page.current_topic() == "begehungen"


@pytest.mark.parametrize(("words", "kind"), [("1 gut", "ok"), ("4 eher schlecht", "attention"), ("", None)])
def test_ratings_have_a_look(words: str, kind: str | None) -> None:
    chip = rating_chip(words)
    assert (chip.kind if chip else None) == kind
