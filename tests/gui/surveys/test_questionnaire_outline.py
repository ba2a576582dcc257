"""The outline of the questionnaire: order by keyboard, mouse and menu; read-only files."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.surveys.page import SurveysPage
from tests.gui.surveys.designer_help import (
    after_typesetting,
    designer,
    drop_on,
    question,
    row_of,
    step,
    stored,
)


def test_keyboard_moves_deletes_and_duplicates(page: SurveysPage, survey: int, qtbot: QtBot, shell: Any) -> None:
    outline = designer(page).outline
    first, second = (designer(page).designer.questions[n].id for n in (0, 1))  # type: ignore[union-attr]  # shown by the fixture
    designer(page).choose(second)
    outline.setFocus()
    qtbot.keyClick(outline, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert designer(page).designer is not None
    assert [found.id for found in designer(page).designer.questions[:2]] == [second, first]
    assert designer(page).chosen_question == second
    page.duplicate_current()
    copy = designer(page).chosen_question
    assert stored(page, copy).wording == stored(page, second).wording
    qtbot.keyClick(outline, Qt.Key.Key_Delete)
    assert copy not in {found.id for found in designer(page).designer.questions}
    assert shell.calls[-1][0] == "undo_bar"
    designer(page).choose(0, designer(page).designer.questions[0].block)
    before = designer(page).designer.questions[0].block
    qtbot.keyClick(outline, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert designer(page).designer.questions[0].block != before


def test_arrow_keys_walk_through_the_outline(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    outline = designer(page).outline
    outline.setFocus()
    qtbot.keyClick(outline, Qt.Key.Key_Down)
    qtbot.keyClick(outline, Qt.Key.Key_Down)
    assert designer(page).chosen_question == question(page, "A01")


def test_drop_between_questions_moves_the_question(page: SurveysPage, survey: int) -> None:
    asked = question(page, "Q01")
    designer(page).outline.move_wanted.emit(asked, 0, "Wohnen in Mühlwerda")
    assert designer(page).designer is not None
    assert designer(page).designer.questions[0].id == asked
    assert designer(page).designer.questions[0].block == "Wohnen in Mühlwerda"


def test_question_is_dropped_on_another_or_on_a_block(page: SurveysPage, survey: int) -> None:
    asked = question(page, "Q01")
    designer(page).choose(asked)
    drop_on(page, row_of(page, "Gern hier leben"))
    assert designer(page).designer is not None
    assert [found.item for found in designer(page).designer.questions[:2]] == ["A01", "Q01"]
    drop_on(page, row_of(page, "B   Sauberkeit"))
    moved = stored(page, asked)
    assert moved.block == "Sauberkeit und Ordnung"
    drop_on(page, row_of(page, "Titel, Einleitung"))
    assert stored(page, asked).position == moved.position


@pytest.mark.parametrize(("entry", "change"), [(0, -1), (1, 1)])
def test_context_menu_moves_a_question(page: SurveysPage, survey: int, entry: int, change: int) -> None:
    asked = question(page, "I02")
    designer(page).choose(asked)
    before = stored(page, asked).position

    def trigger() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.actions()[entry].trigger()
        menu.close()

    QTimer.singleShot(0, trigger)
    designer(page).outline.customContextMenuRequested.emit(QPoint(5, 5))
    assert stored(page, asked).position == before + change


@pytest.mark.parametrize(("entry", "count"), [(3, 1), (4, -1)])
def test_context_menu_duplicates_and_deletes(page: SurveysPage, survey: int, entry: int, count: int) -> None:
    assert designer(page).designer is not None
    before = len(designer(page).designer.questions)
    designer(page).choose(question(page, "I02"))

    def trigger() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.actions()[entry].trigger()
        menu.close()

    QTimer.singleShot(0, trigger)
    designer(page).outline.customContextMenuRequested.emit(QPoint(5, 5))
    assert len(designer(page).designer.questions) == before + count


def test_read_only_file_can_be_looked_at_and_printed(
    context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, shell: Any
) -> None:
    survey = context.workspace.surveys.create(title="Befragung", year=2026)
    monkeypatch.setattr(type(context), "read_only", property(lambda _: True))
    page = SurveysPage(context)
    qtbot.addWidget(page)
    page.show()
    after_typesetting(page, qtbot, lambda: page.open_survey(survey))
    designer(page).choose(question(page, "I02"))
    assert not page.can("new")
    assert not step(page).freeze_action.isEnabled()
    qtbot.keyClick(designer(page).outline, Qt.Key.Key_Delete)
    assert question(page, "I02")
    page.print_current()
    assert shell.calls[-1][:2] == ("preview", "questionnaire")
