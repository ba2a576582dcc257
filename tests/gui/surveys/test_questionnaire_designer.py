"""The questionnaire designer: sheet, properties of a question, question bank."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from coordinator_app.domain.questionnaires import Answer, QuestionType, answers_from, filters_from, rows_from
from coordinator_app.gui.pages.surveys.page import SurveysPage
from coordinator_app.gui.pages.surveys.properties import BlockPane, FormPane, QuestionPane
from tests.gui.helpers import settle
from tests.gui.surveys.designer_help import (
    after_typesetting,
    designer,
    own_question,
    place_of,
    question,
    question_pane,
    stored,
)


def test_sheet_shows_the_typeset_form_with_its_budget(page: SurveysPage, survey: int) -> None:
    pane = designer(page)
    assert pane.sheet.pages is not None
    assert pane.sheet.pages.count == 4
    assert "Bürgerbefragung zur Sicherheit 2026" in pane.sheet.pages.text(0)
    assert pane.bar.budget.text().startswith("4 Seiten · ca. ")
    assert pane.bar.page.text() == "1 von 4"
    assert not pane.notice.text()


def test_page_buttons_move_through_the_sheet(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    designer(page).bar.page_wanted.emit(2)
    assert designer(page).bar.page.text() == "3 von 4"


def test_choosing_in_the_outline_frames_the_question(page: SurveysPage, survey: int) -> None:
    asked = question(page, "K01")
    designer(page).choose(asked)
    assert designer(page).outline.current()[0] == asked
    assert designer(page).sheet.page_of(str(asked)) in (2, 3)
    assert designer(page).bar.page.text() != "1 von 4"
    assert question_pane(page).heading.text() == "Frage 12"


def test_click_on_the_sheet_chooses_the_question(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    sheet = designer(page).sheet
    with qtbot.waitSignal(sheet.question_chosen) as clicked:
        qtbot.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=place_of(page, question(page, "A01")))
    assert clicked.args == [str(question(page, "A01"))]
    assert designer(page).chosen_question == question(page, "A01")
    qtbot.mouseMove(sheet.viewport(), QPoint(2, 2))
    qtbot.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert designer(page).chosen_question == question(page, "A01")


def test_edited_wording_is_stored_and_set_again(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    asked = question(page, "J04")
    page.context.workspace.surveys.questions.unlock(asked)
    designer(page).choose(asked)
    settle()
    pane = question_pane(page)

    def edit() -> None:
        pane.texts.editor("wording").area.setPlainText("Haben Sie Anzeige erstattet?")  # type: ignore[attr-defined]  # a long text
        pane.flush()

    after_typesetting(page, qtbot, edit)
    assert stored(page, asked).wording == "Haben Sie Anzeige erstattet?"
    assert designer(page).sheet.pages is not None
    text = "".join(designer(page).sheet.pages.text(number) for number in range(designer(page).sheet.pages.count))
    assert "Haben Sie Anzeige erstattet?" in text
    assert "Wortlaut geändert" in question_pane(page).origin.text()


def test_comparison_question_is_locked_until_freed(page: SurveysPage, survey: int) -> None:
    designer(page).choose(question(page, "A01"))
    pane = question_pane(page)
    assert "Vergleichsfrage" in pane.lock.text()
    assert pane.answers is not None
    assert not pane.answers.isEnabled()
    pane.lock.triggered.emit()
    settle()
    assert pane.answers.isEnabled()
    assert not pane.lock.isVisible()


def test_answers_are_edited_with_codes(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    asked = own_question(page, QuestionType.SINGLE)
    answers = question_pane(page).answers
    assert answers is not None
    answers.lines[0].words.setText("immer")
    answers.lines[0].words.editingFinished.emit()
    answers.add_link.click()
    answers.lines[2].words.setText("selten")
    answers.lines[2].words.editingFinished.emit()
    answers.more.menu_.actions()[0].trigger()
    answers.more.menu_.actions()[0].trigger()
    found = answers_from(stored(page, asked).answers)
    assert found == (Answer(1, "immer"), Answer(2, "nein"), Answer(3, "selten"), Answer(-8, "weiß nicht"))
    settle()
    assert answers.lines[3].code.text() == "–8"
    answers.lines[0].moved.emit(answers.lines[0], 1)
    answers.lines[3].removed.emit(answers.lines[3])
    answers.lines[0].text.trigger()
    settle()
    assert [answer.label for answer in answers_from(stored(page, asked).answers)] == ["nein", "immer", "selten"]
    assert answers_from(stored(page, asked).answers)[0].text


def test_matrix_rows_keep_their_names(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    asked = own_question(page, QuestionType.MATRIX)
    rows = question_pane(page).rows
    assert rows is not None
    rows.add_link.click()
    rows.lines[1].words.setText("zweite Zeile")
    rows.lines[1].words.editingFinished.emit()
    settle()
    rows.lines[0].removed.emit(rows.lines[0])
    assert [(row.name, row.label) for row in rows_from(stored(page, asked).matrix_rows)] == [("b", "zweite Zeile")]


def test_filters_are_chosen_from_lists(page: SurveysPage, survey: int) -> None:
    asked = question(page, "I01")
    designer(page).choose(asked)
    filters = question_pane(page).filters
    assert filters is not None
    assert len(filters.lines) == 2
    filters.lines[0].removed.emit(filters.lines[0])
    settle()
    assert [rule.codes for rule in filters_from(stored(page, asked).filters)] == [(-9,)]
    filters.add_link.click()
    settle()
    rules = filters_from(stored(page, asked).filters)
    assert {code for rule in rules for code in rule.codes} == {-9, 2}
    filters.lines[0].target.setCurrentIndex(filters.lines[0].target.count() - 1)
    filters.lines[0].changed.emit()
    assert "ende" in {rule.target for rule in filters_from(stored(page, asked).filters)}


def test_refused_change_is_explained_beside_the_fields(page: SurveysPage, survey: int) -> None:
    designer(page).choose(question(page, "A01"))
    pane = question_pane(page)
    assert pane.answers is not None
    pane.answers.lines[0].words.setText("anders")
    pane.answers.committed.emit()
    assert "Vergleichsfrage" in pane.error.text()
    assert pane.answers.lines[0].words.text() == "sehr gern"


def test_findings_are_shown_at_the_question(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    asked = own_question(page, QuestionType.SINGLE)
    page.context.workspace.surveys.questions.update(asked, None, answers=(Answer(1, "ja"),))
    settle()
    assert "mindestens zwei Antworten" in question_pane(page).warning.text()


def test_layout_of_a_question_is_chosen(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    asked = own_question(page, QuestionType.MULTIPLE)
    form = question_pane(page).layout_form
    form.editor("answer_columns").set_value(2)
    form.commit("answer_columns")
    form.editor("most_marks").set_value(1)
    form.commit("most_marks")
    assert (stored(page, asked).answer_columns, stored(page, asked).most_marks) == (2, 1)


def test_every_type_of_question_can_be_made(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    for kind in QuestionType:
        made = own_question(page, kind)
        assert stored(page, made).type is kind
        expected = "Hinweistext" if kind is QuestionType.INFO else "Frage "
        assert question_pane(page).heading.text().startswith(expected)


def test_texts_of_the_form_and_headings_are_edited(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    designer(page).choose(0, "")
    form_pane = designer(page).properties.current()
    assert isinstance(form_pane, FormPane)
    form_pane.form.editor("subtitle").set_value("Ihre Meinung zählt")
    after_typesetting(page, qtbot, lambda: form_pane.form.commit("subtitle"))
    form_pane.form.editor("page_limit").set_value(2)
    form_pane.form.commit("page_limit")
    settle()
    form_pane.form.editor("page_limit").set_value(None)
    assert not form_pane.form.commit("page_limit")
    designer(page).choose(0, "Sicherheitsgefühl")
    block_pane = designer(page).properties.current()
    assert isinstance(block_pane, BlockPane)
    block_pane.row.editor.set_value("Sicher unterwegs")
    block_pane.rename()
    settle()
    assert designer(page).outline.current() == (0, "Sicher unterwegs")
    block_pane.row.editor.set_value("")
    block_pane.rename()
    assert "Überschrift" in block_pane.row.error()


def test_too_long_form_says_so(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    assert designer(page).designer is not None
    surveys, id = page.context.workspace.surveys, designer(page).designer.questionnaire.id
    after_typesetting(page, qtbot, lambda: surveys.update_questionnaire(id, None, page_limit=2))
    assert designer(page).notice.text() == "Der Bogen hat 4 Seiten, vorgesehen sind höchstens 2."


def test_bank_searches_previews_and_adds(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    designer(page).bank_button.click()
    bank = designer(page).bank
    assert bank is not None
    bank.search.setText("schulwege")
    qtbot.waitUntil(lambda: bank.list.count() == 1)
    assert "Schulwege" in bank.wording.text()
    after_typesetting(page, qtbot, bank.add_button.click)
    added = designer(page).chosen_question
    assert stored(page, added).item == "M02"
    assert not bank.add_button.isEnabled()
    assert bank.add_button.text() == "Steht schon im Fragebogen"
    bank.search.setText("gibtesnicht")
    qtbot.waitUntil(lambda: bank.list.count() == 0)
    assert bank.wording.text() == "Keine Frage passt zu Ihrer Suche."
    bank.search.setText("")
    bank.module.setCurrentIndex(bank.module.findData("Q"))
    bank.module.activated.emit(0)
    assert bank.count.text() == "14 Fragen"
    bank.module.setCurrentIndex(0)
    bank.source.setCurrentIndex(bank.source.findData("Disorder-Ansatz"))
    bank.comparison.click()
    assert bank.count.text() == "2 Fragen"
    assert "Quelle: Disorder-Ansatz" in bank.details.text()
    assert "Auch in: Leichte Sprache, Englisch, Arabisch, Ukrainisch." in bank.details.text()
    bank.closed.emit()
    assert isinstance(designer(page).properties.current(), QuestionPane)
    assert designer(page).properties.isVisible()
