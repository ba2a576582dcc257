"""Question forms beyond one cross: two scales in a row, own words in rows, text tables, ready scales, large print."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from coordinator_app.domain.questionnaires import (
    Answer,
    MatrixRow,
    QuestionType,
    answers_from,
    row_filter_from,
    rows_from,
)
from coordinator_app.gui.pages.surveys.page import SurveysPage
from coordinator_app.gui.pages.surveys.properties import FormPane
from tests.gui.helpers import settle
from tests.gui.surveys.designer_help import after_typesetting, designer, own_question, question_pane, stored


def entry(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if words in action.text())


def show_changes(page: SurveysPage) -> None:
    page.context.bus.flush()
    page.refresh()


def sheet_text(page: SurveysPage) -> str:
    pages = designer(page).sheet.pages
    assert pages is not None
    return "".join(pages.text(number) for number in range(pages.count))


def test_matrix_gets_a_second_scale_with_row_filter_and_own_words(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    asked = own_question(page, QuestionType.MATRIX)
    pane = question_pane(page)
    assert pane.second is not None
    assert pane.rows is not None
    assert not pane.second.answers.isVisibleTo(pane)
    pane.second.switch.box.click()
    show_changes(page)
    assert pane.second.answers.isVisibleTo(pane)
    pane.second.second.editor.line.setText("Wie wichtig?")  # type: ignore[attr-defined]  # a line of text
    pane.second.second.editor.line.editingFinished.emit()  # type: ignore[attr-defined]  # as above
    entry(pane.second.answers.more.menu_, "Wichtigkeit").trigger()
    show_changes(page)
    pane.second.boxes[0].click()
    pane.rows.lines[1].text.trigger()
    after_typesetting(page, qtbot, entry(pane.second.answers.more.menu_, "keine Angabe").trigger)
    kept = stored(page, asked)
    assert kept.second_heading == "Wie wichtig?"
    assert [answer.code for answer in answers_from(kept.second_answers)] == [1, 2, 3, 4, -8, -9]
    assert row_filter_from(kept.row_filter) == (1,)
    assert rows_from(kept.matrix_rows)[1] == MatrixRow("b", "zweite Zeile", text=True)
    assert "nur bei „ja“" in sheet_text(page)
    pane.second.switch.box.click()
    show_changes(page)
    assert stored(page, asked).second_answers == ""
    page.context.workspace.store.undo()
    show_changes(page)
    assert pane.second.row_filter() == (1,)


def test_ready_scale_labels_only_the_poles(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    asked = own_question(page, QuestionType.SCALE)
    pane = question_pane(page)
    assert pane.answers is not None
    after_typesetting(page, qtbot, entry(pane.answers.more.menu_, "1 bis 7").trigger)
    kept = stored(page, asked)
    assert kept.poles_only
    assert answers_from(kept.answers)[0] == Answer(1, "stimme gar nicht zu")
    assert [answer.code for answer in answers_from(kept.answers)] == [1, 2, 3, 4, 5, 6, 7, -8]
    assert "stimme voll" in sheet_text(page)
    entry(pane.kind_button.menu_, "Mehrfachauswahl").trigger()
    show_changes(page)
    assert stored(page, asked).type is QuestionType.MULTIPLE
    assert question_pane(page).chip.text() == "Mehrfachauswahl"


def test_text_table_has_rows_and_columns(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    asked = own_question(page, QuestionType.TEXT_TABLE)
    pane = question_pane(page)
    assert pane.answers is not None
    assert pane.rows is not None
    assert pane.answers.add_link.text() == "Spalte hinzufügen"
    assert not pane.answers.more.isVisibleTo(pane)
    pane.answers.add_link.click()
    pane.answers.lines[-1].words.setText("Uhrzeit")
    after_typesetting(page, qtbot, pane.answers.lines[-1].words.editingFinished.emit)
    assert [answer.label for answer in answers_from(stored(page, asked).answers)] == ["Ort", "Grund", "Uhrzeit"]
    assert "Uhrzeit" in sheet_text(page)


def test_large_print_is_one_switch(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    designer(page).choose(0)
    settle()
    form = designer(page).properties.current()
    assert isinstance(form, FormPane)
    after_typesetting(page, qtbot, form.form.editor("large_print").box.click)  # type: ignore[attr-defined]  # a tick
    assert designer(page).sheet.pages is not None
    assert designer(page).sheet.pages.count > 4
    assert not designer(page).notice.text()


def test_answers_are_typed_one_after_the_other(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    asked = own_question(page, QuestionType.SINGLE)
    show_changes(page)
    pane = question_pane(page)
    assert pane.answers is not None
    words = pane.answers.lines[1].words
    words.setFocus()
    words.selectAll()
    for label in ("vielleicht", "nie", "immer"):
        qtbot.keyClicks(pane.answers.lines[-1].words, label)
        after_typesetting(page, qtbot, partial(qtbot.keyClick, pane.answers.lines[-1].words, Qt.Key.Key_Return))
        assert page.focusWidget() is pane.answers.lines[-1].words
    kept = answers_from(stored(page, asked).answers)
    assert [answer.label for answer in kept] == ["ja", "vielleicht", "nie", "immer"]
    assert len(pane.answers.lines) == 5
    qtbot.keyClick(pane.answers.lines[3].words, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    kept = answers_from(stored(page, asked).answers)
    assert [answer.label for answer in kept] == ["ja", "vielleicht", "immer", "nie"]
    designer(page).outline.setFocus()
    show_changes(page)
    designer(page).choose(asked)
    assert len(pane.answers.lines) == 4
