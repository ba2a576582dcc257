"""Rounds on screen: criteria edited, dots typed, sheets turned by keyboard, matrix, comparison, order of equals."""

from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.domain.bodies import Body
from coordinator_app.domain.priorities import RoundStatus
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.pages.needs.dialogs import NewRoundDialog
from coordinator_app.gui.pages.needs.freeze_dialog import FreezeDialog
from coordinator_app.gui.pages.needs.page import NeedsPage
from coordinator_app.gui.pages.needs.rounds import Rounds
from tests.gui.helpers import settle


@pytest.fixture
def page(qtbot: QtBot, context: AppContext) -> NeedsPage:
    made = NeedsPage(context)
    qtbot.addWidget(made)
    made.resize(1166, 690)
    context.bus.changed.connect(made.receive)
    made.show()
    return made


@pytest.fixture
def rounds(page: NeedsPage) -> Rounds:
    return page.findChildren(Rounds)[0]


def in_dialog(act: Any) -> None:
    """Do something in the dialog that is about to open, then press its primary button."""

    def run() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        act(dialog)
        dialog.primary_button.click()
        if dialog.isVisible():
            words = dialog.message.text()
            dialog.reject()
            pytest.fail(f"the dialog stayed open: {words}")

    QTimer.singleShot(0, run)


def new_round(context: AppContext, *titles: str, **values: Any) -> tuple[list[int], int]:
    needs = [context.workspace.needs.create(title=title) for title in titles]
    made = context.workspace.priorities.create_round(title="Runde", needs=needs, raters=["A", "B"], **values)
    return needs, made


def score(context: AppContext, round_id: int, points: dict[int, int]) -> None:
    card = context.workspace.priorities.card(round_id)
    for rater in card.raters:
        for need, value in points.items():
            for criterion in card.criteria:
                context.workspace.priorities.score(
                    rater_id=rater.id, need_id=need, criterion_id=criterion.id, points=value
                )


def as_it_is(_dialog: Any) -> None:
    """Take the dialog as it opens."""


def test_criteria_are_edited_added_moved_and_removed(
    page: NeedsPage, rounds: Rounds, context: AppContext, shell: Any
) -> None:
    _, round_id = new_round(context, "Lärm")
    page.tabs.select("scoring")
    settle()
    card = rounds.scoring.criteria
    first = next(iter(card.spins))

    def words(dialog: Any) -> None:
        assert isinstance(dialog, RecordDialog)
        dialog.fields.rows["middle_words"].editor.set_value("regelmäßig")

    in_dialog(words)
    card.edit(first)
    settle()
    assert context.workspace.priorities.card(round_id).criteria[0].anchors[2] == "regelmäßig"
    place = [label for label, _ in card.offered()].index("Datenlage")
    in_dialog(as_it_is)
    card.add_own(card.offered()[place][1])
    settle()
    assert list(context.workspace.priorities.card(round_id).criteria)[-1].title == "Datenlage"
    next(action for action in card.findChildren(QAction) if action.data() == ("down", first)).trigger()
    settle()
    assert context.workspace.priorities.card(round_id).criteria[1].id == first
    card.remove(first)
    settle()
    assert first not in card.spins
    assert shell.calls[-1][0] == "undo_bar"


def test_dots_are_typed_as_numbers_and_sheets_turned_by_keyboard(
    page: NeedsPage, rounds: Rounds, context: AppContext, qtbot: QtBot, alerts_fake: Any
) -> None:
    needs, round_id = new_round(context, "Lärm", "Müll", uses_scores=False, uses_dots=True, dots_per_rater=12)
    page.tabs.select("scoring")
    settle()
    grid = rounds.scoring.grid
    for key in (Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_Return):
        qtbot.keyClick(grid, key)
        settle()
    card = context.workspace.priorities.card(round_id)
    assert card.dots[card.raters[0].id] == {needs[0]: 10, needs[1]: 2}
    assert rounds.scoring.grid_card.hint.text() == "0 von 12 Klebepunkten"
    assert rounds.scoring.raters.list.currentRow() == 1, "Enter on the last field turns the sheet"
    qtbot.keyClick(grid, Qt.Key.Key_9)
    qtbot.keyClick(grid, Qt.Key.Key_9)
    settle()
    assert "12 Klebepunkte" in str(alerts_fake.shown[-1])
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    assert "letzte Bogen" in rounds.scoring.keys.text()
    qtbot.keyClick(grid, Qt.Key.Key_PageUp)
    settle()
    assert rounds.scoring.raters.list.currentRow() == 0


def test_numbered_sheets_are_made_and_raters_renamed(page: NeedsPage, rounds: Rounds, context: AppContext) -> None:
    _, round_id = new_round(context, "Lärm", uses_dots=True)
    page.tabs.select("scoring")
    settle()
    raters = rounds.scoring.raters
    in_dialog(lambda dialog: dialog.editor.set_value("3"))
    raters.add_sheets()
    settle()
    assert raters.list.count() == 5

    def poster(dialog: Any) -> None:
        dialog.fields.rows["name"].editor.set_value("Plakat")
        dialog.fields.rows["heads"].editor.set_value(14)

    in_dialog(poster)
    raters.rename()
    settle()
    assert raters.list.item(0).text() == "Plakat (14 Personen)"
    in_dialog(poster)
    raters.add_rater()
    settle()
    assert context.workspace.priorities.card(round_id).raters[-1].heads == 14


def test_scoring_is_closed_discussed_and_opened_again(page: NeedsPage, rounds: Rounds, context: AppContext) -> None:
    needs, round_id = new_round(context, "Lärm", "Müll")
    score(context, round_id, {needs[0]: 5, needs[1]: 2})
    page.tabs.select("scoring")
    settle()
    rounds.scoring.close_button.click()
    settle()
    assert rounds.scoring.grid.read_only
    page.tabs.select("ranking")
    settle()
    rounds.ranking.discussed_button.click()
    settle()
    assert context.workspace.priorities.card(round_id).round.status is RoundStatus.DISCUSSED
    rounds.scoring.reopen_button.click()
    settle()
    assert context.workspace.priorities.card(round_id).round.status is RoundStatus.SCORING


def test_matrix_and_comparison_choose_needs(page: NeedsPage, rounds: Rounds, context: AppContext, qtbot: QtBot) -> None:
    needs, before = new_round(context, "Lärm", "Müll", "Licht", "Weg")
    score(context, before, {need: 5 - place for place, need in enumerate(needs)})
    round_id = context.workspace.priorities.create_round(
        title="Neu", needs=needs, raters=["A", "B"], previous_id=before
    )
    score(context, round_id, {need: 2 + place for place, need in enumerate(needs)})
    page.tabs.select("ranking")
    settle()
    ranking = rounds.ranking
    qtbot.waitUntil(lambda: ranking.source.sensitivity is not None)
    assert "±20" in ranking.firmness.text()
    ranking.tabs.select("matrix")
    settle()
    qtbot.keyClick(ranking.matrix, Qt.Key.Key_Right)
    assert ranking.table.current_id() == needs[2]
    first = ranking.matrix.point(0)
    qtbot.mouseClick(ranking.matrix, Qt.MouseButton.LeftButton, pos=first.toPoint())
    assert ranking.table.current_id() == needs[3]
    assert ranking.matrix.mark_at(QPointF(0, 0)) is None
    ranking.across.setCurrentIndex(0)
    ranking.across.activated.emit(0)
    ranking.tabs.select("moves")
    settle()
    assert ranking.moves.count() == 4
    assert "Weg" in ranking.matrix.accessibleDescription()


def test_new_round_takes_criteria_and_sheets_and_compares(page: NeedsPage, rounds: Rounds, context: AppContext) -> None:
    _, before = new_round(context, "Lärm", criteria=())
    context.workspace.priorities.add_criterion(round_id=before, title="Nur eins")

    def fill(dialog: Any) -> None:
        assert isinstance(dialog, NewRoundDialog)
        dialog.seats_link.click()
        assert "zuerst das Gremium" in dialog.message.text()
        dialog.method.setCurrentIndex(1)
        dialog.dots.set_value(5)
        dialog.criteria.setCurrentIndex(1)
        dialog.sheets.set_value(4)

    in_dialog(fill)
    rounds.new_round()
    settle()
    card = rounds.card
    assert card is not None
    assert [criterion.title for criterion in card.criteria] == ["Nur eins"]
    assert [rater.name for rater in card.raters] == ["Bogen 1", "Bogen 2", "Bogen 3", "Bogen 4"]
    assert (card.round.previous_id, card.round.uses_dots, card.round.dots_per_rater) == (before, True, 5)


def test_body_orders_equal_needs_when_freezing(page: NeedsPage, rounds: Rounds, context: AppContext) -> None:
    needs, round_id = new_round(context, "Lärm", "Müll", max_priorities=2)
    score(context, round_id, {needs[0]: 4, needs[1]: 4})
    with context.workspace.store.write("Beschluss") as unit:
        resolution = unit.add(Resolution(body_id=unit.add(Body(name="LG")), title="Prioritäten"))
    page.tabs.select("ranking")
    settle()

    def decide(dialog: Any) -> None:
        assert isinstance(dialog, FreezeDialog)
        dialog.resolution.set_value(resolution)
        dialog.ranks[needs[1]].setCurrentIndex(1)
        dialog.primary_button.click()
        assert "eigenen Rang" in dialog.message.text()
        dialog.ranks[needs[0]].setCurrentIndex(2)

    in_dialog(decide)
    rounds.freeze()
    settle()
    ranking = context.workspace.priorities.card(round_id).ranking
    assert [item.need.id for item in ranking] == [needs[1], needs[0]]
    assert page.tabs.current_pane() is not None
