"""The tab „Umlauf“: preparing, starting, answering by keys, counting, correcting, breaking off."""

import warnings
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.ballots import BallotChoice
from coordinator_app.domain.circulations import CirculationState
from coordinator_app.domain.resolutions import ResolutionState
from coordinator_app.domain.votes import Majority, TieRule
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.questions import NameDialog, TextDialog
from coordinator_app.gui.pages.meetings.body_detail import CIRCULATIONS
from coordinator_app.gui.pages.meetings.circulation_detail import CirculationDetail
from coordinator_app.gui.pages.meetings.circulation_dialogs import DecisionDialog, StartDialog
from coordinator_app.gui.pages.meetings.circulations import CirculationsPane
from coordinator_app.gui.pages.meetings.dialogs import DayDialog
from coordinator_app.gui.pages.meetings.page import MeetingsPage
from coordinator_app.gui.pages.tasks.page import TasksPage
from coordinator_app.gui.widgets.buttons import LinkButton
from tests.gui.helpers import nameless, settle
from tests.gui.meeting_scene import Scene

B = BallotChoice


@pytest.fixture
def page(qtbot: Any, context: AppContext, scene: Scene) -> MeetingsPage:
    found = MeetingsPage(context)
    context.bus.changed.connect(found.receive)
    qtbot.addWidget(found)
    found.resize(1310, 672)
    found.reload()
    found.show()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        QApplication.setActiveWindow(found)  # without a screen no window becomes active by itself
    found.show_record("body", scene.body)
    found.body.tabs.select(CIRCULATIONS)
    return found


@pytest.fixture
def pane(page: MeetingsPage) -> CirculationsPane:
    return page.body.circulations


@pytest.fixture
def prepared(page: MeetingsPage, workspace: Any, scene: Scene) -> int:
    id: int = workspace.circulations.create(body_id=scene.body, title="Lichtwochen", wording="Zustimmung.")
    settle()
    page.show_record("circulation", id)
    return id


@pytest.fixture
def detail(prepared: int, pane: CirculationsPane) -> CirculationDetail:
    return pane.detail


def answer(act: Callable[[Any], None]) -> None:
    """Act on the next dialog that opens."""

    def later() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        act(dialog)

    QTimer.singleShot(0, later)


def accept(dialog: Dialog) -> None:
    dialog.primary_button.click()


def start(detail: CirculationDetail) -> None:
    answer(accept)
    detail.step_button.click()
    settle()


def trigger(detail: CirculationDetail, words: str) -> None:
    action = next(action for action in detail.more.menu_.actions() if action.text() == words)
    assert action.isVisible()
    action.trigger()
    settle()


def test_empty_list_offers_the_first_one(
    pane: CirculationsPane, shell: Any, workspace: Any, scene: Scene, qtbot: Any
) -> None:
    assert pane.empty.isVisible()
    pane.empty.help_wanted.emit()
    assert shell.calls[-1] == ("show_help", "umlaufbeschluss")

    def name(dialog: Dialog) -> None:
        assert isinstance(dialog, NameDialog)
        dialog.editor.line.setText("Neuer Umlauf")
        dialog.primary_button.click()

    answer(name)
    pane.empty.button.click()
    settle()
    assert pane.in_detail()
    assert pane.window().focusWidget() is pane.detail.texts["wording"].area
    assert [line.circulation.title for line in workspace.circulations.of_body(scene.body)] == ["Neuer Umlauf"]
    pane.detail.back_button.click()
    assert not pane.in_detail()
    assert pane.rows.keys() == [str(workspace.circulations.of_body(scene.body)[0].circulation.id)]
    pane.rows.itemClicked.emit(pane.rows.item(0))
    assert pane.in_detail()
    qtbot.keyClick(pane.detail, Qt.Key.Key_Escape)
    assert not pane.in_detail()
    qtbot.keyClick(pane.rows, Qt.Key.Key_Return)
    assert pane.in_detail()


def test_whole_circulation_by_keys(
    detail: CirculationDetail, pane: CirculationsPane, prepared: int, workspace: Any, qtbot: Any, shell: Any
) -> None:
    detail.texts["grounds"].area.setPlainText("Die Frist drängt.")
    detail.name.line.setText("Lichtwochen 2027")
    detail.mover.line.setText("AG Licht")
    start(detail)
    view = workspace.circulations.view(prepared)
    assert (view.resolution.title, view.resolution.grounds) == ("Lichtwochen 2027", "Die Frist drängt.")
    assert (view.resolution.mover, view.circulation.state) == ("AG Licht", CirculationState.RUNNING)
    assert not detail.step_button.isEnabled()
    assert "6 Stimmen fehlen noch" in detail.notice.text()
    rows = detail.answers.rows
    detail.answers.way.set_value("Post")
    rows.setFocus()
    qtbot.keyClicks(rows, "jjn")
    settle()
    ballots = workspace.circulations.view(prepared).ballots
    assert [(ballot.choice, ballot.way) for ballot in ballots[:4]] == [
        (B.YES, "Post"),
        (B.YES, "Post"),
        (B.NO, "Post"),
        (B.OPEN, ""),
    ]
    assert detail.answers.title.hint.text() == "3 von 6"
    qtbot.keyClicks(rows, "jj")
    settle()
    assert detail.step_button.isEnabled()
    assert "Kann ausgezählt werden" in detail.notice.text()
    detail.step_button.click()
    settle()
    view = workspace.circulations.view(prepared)
    assert (view.resolution.state, view.resolution.number) == (ResolutionState.ADOPTED, "2026/02")
    assert "Beschluss 2026/02" in detail.notice.text()
    trigger(detail, "Beschluss im Register")
    assert shell.calls[-1] == ("navigate", "resolution", view.resolution.id)
    qtbot.keyClicks(rows, "n")
    assert workspace.circulations.view(prepared).count.no == 1  # counted: nothing is entered any more
    trigger(detail, "Wieder öffnen")
    assert workspace.circulations.get(prepared).state is CirculationState.RUNNING


def test_register_leads_to_the_circulation(
    prepared: int, context: AppContext, workspace: Any, qtbot: Any, shell: Any
) -> None:
    workspace.circulations.start(prepared)
    for ballot in workspace.circulations.view(prepared).ballots:
        workspace.circulations.answer(ballot.id, B.YES)
    decided = workspace.circulations.close(prepared).resolution.id
    tasks = TasksPage(context)
    qtbot.addWidget(tasks)
    tasks.reload()
    tasks.show()
    tasks.show_record("resolution", decided)
    link = next(link for link in tasks.findChildren(LinkButton) if link.text().startswith("Umlaufverfahren"))
    link.click()
    assert ("navigate", "circulation", prepared) in shell.calls


def test_documents_are_previewed(detail: CirculationDetail, prepared: int, shell: Any) -> None:
    for action in detail.print_button.menu_.actions():
        action.trigger()
    assert [call[1:3] for call in shell.calls if call[0] == "preview"] == [
        ("circulation_letter", prepared),
        ("circulation_result", prepared),
    ]


def test_deadline_follows_the_day_of_sending(detail: CirculationDetail, prepared: int, workspace: Any) -> None:
    def act(dialog: StartDialog) -> None:
        dialog.sent.set_value(None)
        dialog.primary_button.click()
        assert dialog.isVisible()
        dialog.sent.line.setText("02.11.2026")
        dialog.sent.line.editingFinished.emit()
        assert dialog.until.value() == date(2026, 11, 16)
        dialog.primary_button.click()

    answer(act)
    detail.step_button.click()
    settle()
    assert workspace.circulations.get(prepared).reply_until == date(2026, 11, 16)

    def later(dialog: DayDialog) -> None:
        assert dialog.day.value() == date(2026, 11, 16)
        dialog.day.set_value(date(2026, 12, 1))
        dialog.primary_button.click()

    answer(later)
    trigger(detail, "Frist ändern …")
    assert workspace.circulations.get(prepared).reply_until == date(2026, 12, 1)


def test_breaking_off_asks_why(detail: CirculationDetail, prepared: int, workspace: Any, shell: Any) -> None:
    start(detail)

    def act(dialog: TextDialog) -> None:
        dialog.edit.setPlainText("Antrag zurückgezogen")
        dialog.primary_button.click()

    answer(act)
    trigger(detail, "Verfahren abbrechen …")
    assert workspace.circulations.get(prepared).stop_reason == "Antrag zurückgezogen"
    assert "Antrag zurückgezogen" in detail.notice.text()
    trigger(detail, "In den Papierkorb")
    assert ("undo_bar", "Das Umlaufverfahren liegt im Papierkorb.") in shell.calls
    assert not detail.isVisible()


def test_objection_is_entered_where_the_rules_know_it(
    detail: CirculationDetail, prepared: int, workspace: Any, scene: Scene
) -> None:
    rules = workspace.bodies.rules(scene.body)
    workspace.bodies.update_rules(rules.id, None, circulation_objection=True)
    start(detail)
    assert detail.answers.object_link.isVisible()
    detail.answers.object_link.click()
    settle()
    assert workspace.circulations.get(prepared).state is CirculationState.STOPPED


@pytest.mark.parametrize("majority", [Majority.SIMPLE, Majority.FREE])
def test_what_the_rules_leave_open_is_asked(
    detail: CirculationDetail, prepared: int, workspace: Any, scene: Scene, majority: Majority, qtbot: Any
) -> None:
    rules = workspace.bodies.rules(scene.body)
    workspace.bodies.update_rules(rules.id, None, circulation_majority=majority, tie_rule=TieRule.CHAIR_DECIDES)
    start(detail)
    qtbot.keyClicks(detail.answers.rows, "jjjnnn")
    settle()

    def act(dialog: DecisionDialog) -> None:
        if majority is Majority.FREE:
            dialog.primary_button.click()
            assert dialog.isVisible()  # a reason is needed
            dialog.reason.set_value("Zuruf")
        dialog.primary_button.click()

    answer(act)
    detail.step_button.click()
    settle()
    assert workspace.circulations.view(prepared).resolution.state is ResolutionState.ADOPTED


def test_late_answer_is_told(
    detail: CirculationDetail, alerts_fake: Any, qtbot: Any, clock: FixedClock, workspace: Any
) -> None:
    start(detail)
    clock.moment += timedelta(days=20)
    detail.answers.day.set_value(date(2026, 11, 28))
    qtbot.keyClicks(detail.answers.rows, "j")
    assert "nach der Frist" in alerts_fake.shown[-1]


def test_other_body_shows_its_own_list(
    page: MeetingsPage, pane: CirculationsPane, prepared: int, workspace: Any
) -> None:
    other = workspace.bodies.create(name="AG Licht")
    settle()
    page.show_record("body", other)
    assert not pane.in_detail()
    assert pane.empty.isVisible()


def test_everything_has_a_name(detail: CirculationDetail) -> None:
    assert nameless(detail) == []
    start(detail)
    assert nameless(detail) == []
