"""The page „Sicherheitsanalyse“: list, planning, designer with outline, sheet, properties and question bank."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from coordinator_app.domain.questionnaires import Answer, QuestionType, answers_from, filters_from, rows_from
from coordinator_app.domain.surveys import CheckAnswer
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.pages.surveys.page import DESIGNER, PLANNING, SurveysPage
from coordinator_app.gui.pages.surveys.properties import BlockPane, FormPane, QuestionPane
from tests.gui.helpers import assert_freed, nameless


@pytest.fixture
def page(qtbot: QtBot, context: AppContext) -> SurveysPage:
    for name in ("Altmühl", "Kernstadt"):
        context.workspace.municipality.add_area(name=name)
    made = SurveysPage(context)
    qtbot.addWidget(made)
    made.resize(1310, 690)
    context.bus.changed.connect(made.receive)
    made.show()
    return made


@pytest.fixture
def survey(page: SurveysPage, qtbot: QtBot) -> int:
    """A survey open in the designer with its sheet shown."""
    new = page.context.workspace.surveys.create(title="Bürgerbefragung zur Sicherheit 2026", year=2026)
    after_typesetting(page, qtbot, lambda: page.open_survey(new))
    return new


def after_typesetting(page: SurveysPage, qtbot: QtBot, act: Callable[[], object]) -> None:
    with qtbot.waitSignal(page.pane.sheet_shown, timeout=10_000):
        act()


def settle() -> None:
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def question(page: SurveysPage, item: str) -> int:
    assert page.pane.designer is not None
    return next(found.id for found in page.pane.designer.questions if found.item == item)


def question_pane(page: SurveysPage) -> QuestionPane:
    pane = page.pane.properties.current()
    assert isinstance(pane, QuestionPane)
    return pane


def own_question(page: SurveysPage, qtbot: QtBot, kind: QuestionType) -> int:
    action = next(action for action in page.pane.add_button.menu_.actions() if action.data() == kind.value)
    after_typesetting(page, qtbot, action.trigger)
    return page.pane.chosen_question


def stored(page: SurveysPage, id: int) -> Any:
    return page.context.workspace.surveys.questions.get(id)


# --- list


def test_new_survey_is_asked_for_and_shown(page: SurveysPage, shell: Any) -> None:
    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, RecordDialog)
        dialog.primary_button.click()

    QTimer.singleShot(0, fill)
    page.new_button.click()
    created = page.context.workspace.surveys.all()[0]
    assert (created.title, created.year) == ("Bürgerbefragung zur Sicherheit", 2026)
    assert shell.calls[-1] == ("navigate", "survey", created.id)


def test_list_opens_and_discards_surveys(page: SurveysPage, survey: int, shell: Any) -> None:
    page.header.back.emit()
    assert page.current_record() is None or page.table.count() == 1
    page.table.select(survey)
    assert page.current_record() == ("survey", survey)
    assert page.can("delete")
    page.delete_current()
    assert page.context.workspace.surveys.all() == []
    assert shell.calls[-1] == ("undo_bar", "Die Erhebung liegt im Papierkorb.")


def test_deleted_survey_leads_back_to_the_list(page: SurveysPage, survey: int) -> None:
    page.context.workspace.surveys.discard(survey)
    settle()
    assert page.new_button.isVisible()
    assert not page.can("print")


# --- planning


def test_planning_saves_fields_and_answers(page: SurveysPage, survey: int, shell: Any) -> None:
    page.steps.activated.emit(PLANNING)
    surveys = page.context.workspace.surveys
    assert not page.print_button.isVisible()
    assert page.planning.notice.text().startswith("8 Prüfpunkte sind offen")
    line = page.planning.lines["legal_basis"]
    line.answer.set_value(CheckAnswer.YES)
    line.answer.committed.emit()
    line.remark.line.setText("Satzung vom 01.02.2026")
    line.remark.line.editingFinished.emit()
    settle()
    check = surveys.checks(survey)["legal_basis"]
    assert (check.answer, check.remark) == (CheckAnswer.YES, "Satzung vom 01.02.2026")
    assert line.day.text() == "am 09.11.2026"
    page.planning.form.editor("purpose").set_value("Sicherheitsgefühl verbessern")
    page.planning.form.commit("purpose")
    assert surveys.get(survey).purpose == "Sicherheitsgefühl verbessern"
    page.print_current()
    assert shell.calls[-1] == ("preview", "survey_checklist", survey, None)


def test_planning_says_when_all_is_settled(page: SurveysPage, survey: int) -> None:
    page.show_step(PLANNING)
    surveys = page.context.workspace.surveys
    for point in page.planning.lines:
        surveys.answer(survey, point, answer=CheckAnswer.YES)
    settle()
    assert page.planning.notice.text() == "Alle Prüfpunkte sind mit „ja“ beantwortet."


# --- designer


def test_sheet_shows_the_typeset_form_with_its_budget(page: SurveysPage, survey: int) -> None:
    pane = page.pane
    assert pane.sheet.pages is not None
    assert pane.sheet.pages.count == 4
    assert "Bürgerbefragung zur Sicherheit 2026" in pane.sheet.pages.text(0)
    assert pane.bar.budget.text().startswith("4 Seiten · ca. ")
    assert pane.bar.page.text() == "1 von 4"
    assert not pane.notice.text()


def test_page_buttons_move_through_the_sheet(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    page.pane.bar.page_wanted.emit(2)
    assert page.pane.bar.page.text() == "3 von 4"


def test_choosing_in_the_outline_frames_the_question(page: SurveysPage, survey: int) -> None:
    asked = question(page, "K01")
    page.pane.choose(asked)
    assert page.pane.outline.current()[0] == asked
    assert page.pane.sheet.page_of(str(asked)) in (2, 3)
    assert page.pane.bar.page.text() != "1 von 4"
    assert question_pane(page).heading.text() == "Frage 12"


def test_click_on_the_sheet_chooses_the_question(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    sheet = page.pane.sheet
    with qtbot.waitSignal(sheet.question_chosen) as clicked:
        qtbot.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=place_of(page, question(page, "A01")))
    assert clicked.args == [str(question(page, "A01"))]
    assert page.pane.chosen_question == question(page, "A01")
    qtbot.mouseMove(sheet.viewport(), QPoint(2, 2))
    qtbot.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert page.pane.chosen_question == question(page, "A01")


def place_of(page: SurveysPage, asked: int) -> QPoint:
    """A point inside a question of the first page in view."""
    surveys = page.context.workspace.surveys
    assert page.pane.designer is not None
    frame = surveys.sheet(page.pane.designer.questionnaire.id).geometry.frame(str(asked))
    assert frame is not None
    assert frame.page == 1
    sheet = page.pane.sheet
    scale = sheet.effective_zoom() / 100 * sheet.logicalDpiX() / 25.4
    left = (sheet.viewport().width() - 210 * scale) / 2 if sheet.viewport().width() > 210 * scale else 16
    return QPoint(int(left + (frame.x + 20) * scale), int(16 + (frame.y + 4) * scale))


def test_edited_wording_is_stored_and_set_again(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    asked = question(page, "J04")
    page.context.workspace.surveys.questions.unlock(asked)
    page.pane.choose(asked)
    settle()
    pane = question_pane(page)

    def edit() -> None:
        pane.texts.editor("wording").area.setPlainText("Haben Sie Anzeige erstattet?")  # type: ignore[attr-defined]  # a long text
        pane.flush()

    after_typesetting(page, qtbot, edit)
    assert stored(page, asked).wording == "Haben Sie Anzeige erstattet?"
    assert page.pane.sheet.pages is not None
    text = "".join(page.pane.sheet.pages.text(number) for number in range(page.pane.sheet.pages.count))
    assert "Haben Sie Anzeige erstattet?" in text
    assert "Wortlaut geändert" in question_pane(page).origin.text()


def test_comparison_question_is_locked_until_freed(page: SurveysPage, survey: int) -> None:
    page.pane.choose(question(page, "A01"))
    pane = question_pane(page)
    assert "Vergleichsfrage" in pane.lock.text()
    assert pane.answers is not None
    assert not pane.answers.isEnabled()
    pane.lock.triggered.emit()
    settle()
    assert pane.answers.isEnabled()
    assert not pane.lock.isVisible()


def test_answers_are_edited_with_codes(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    asked = own_question(page, qtbot, QuestionType.SINGLE)
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
    asked = own_question(page, qtbot, QuestionType.MATRIX)
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
    page.pane.choose(asked)
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
    page.pane.choose(question(page, "A01"))
    pane = question_pane(page)
    assert pane.answers is not None
    pane.answers.lines[0].words.setText("anders")
    pane.answers.committed.emit()
    assert "Vergleichsfrage" in pane.error.text()
    assert pane.answers.lines[0].words.text() == "sehr gern"


def test_findings_are_shown_at_the_question(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    asked = own_question(page, qtbot, QuestionType.SINGLE)
    page.context.workspace.surveys.questions.update(asked, None, answers=(Answer(1, "ja"),))
    settle()
    assert "mindestens zwei Antworten" in question_pane(page).warning.text()


def test_layout_of_a_question_is_chosen(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    asked = own_question(page, qtbot, QuestionType.MULTIPLE)
    form = question_pane(page).layout_form
    form.editor("answer_columns").set_value(2)
    form.commit("answer_columns")
    form.editor("most_marks").set_value(1)
    form.commit("most_marks")
    assert (stored(page, asked).answer_columns, stored(page, asked).most_marks) == (2, 1)


def test_every_type_of_question_can_be_made(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    for kind in QuestionType:
        made = own_question(page, qtbot, kind)
        assert stored(page, made).type is kind
        expected = "Hinweistext" if kind is QuestionType.INFO else "Frage "
        assert question_pane(page).heading.text().startswith(expected)


def test_texts_of_the_form_and_headings_are_edited(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    page.pane.choose(0, "")
    form_pane = page.pane.properties.current()
    assert isinstance(form_pane, FormPane)
    form_pane.form.editor("subtitle").set_value("Ihre Meinung zählt")
    after_typesetting(page, qtbot, lambda: form_pane.form.commit("subtitle"))
    form_pane.form.editor("page_limit").set_value(2)
    form_pane.form.commit("page_limit")
    settle()
    form_pane.form.editor("page_limit").set_value(None)
    assert not form_pane.form.commit("page_limit")
    page.pane.choose(0, "Sicherheitsgefühl")
    block_pane = page.pane.properties.current()
    assert isinstance(block_pane, BlockPane)
    block_pane.row.editor.set_value("Sicher unterwegs")
    block_pane.rename()
    settle()
    assert page.pane.outline.current() == (0, "Sicher unterwegs")
    block_pane.row.editor.set_value("")
    block_pane.rename()
    assert "Überschrift" in block_pane.row.error()


def test_too_long_form_says_so(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    assert page.pane.designer is not None
    surveys, id = page.context.workspace.surveys, page.pane.designer.questionnaire.id
    after_typesetting(page, qtbot, lambda: surveys.update_questionnaire(id, None, page_limit=2))
    assert page.pane.notice.text() == "Der Bogen hat 4 Seiten, vorgesehen sind höchstens 2."


# --- order


def test_keyboard_moves_deletes_and_duplicates(page: SurveysPage, survey: int, qtbot: QtBot, shell: Any) -> None:
    outline = page.pane.outline
    first, second = (page.pane.designer.questions[n].id for n in (0, 1))  # type: ignore[union-attr]  # shown by the fixture
    page.pane.choose(second)
    outline.setFocus()
    qtbot.keyClick(outline, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.pane.designer is not None
    assert [found.id for found in page.pane.designer.questions[:2]] == [second, first]
    assert page.pane.chosen_question == second
    page.duplicate_current()
    copy = page.pane.chosen_question
    assert stored(page, copy).wording == stored(page, second).wording
    qtbot.keyClick(outline, Qt.Key.Key_Delete)
    assert copy not in {found.id for found in page.pane.designer.questions}
    assert shell.calls[-1][0] == "undo_bar"
    page.pane.choose(0, page.pane.designer.questions[0].block)
    before = page.pane.designer.questions[0].block
    qtbot.keyClick(outline, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.pane.designer.questions[0].block != before


def test_arrow_keys_walk_through_the_outline(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    outline = page.pane.outline
    outline.setFocus()
    qtbot.keyClick(outline, Qt.Key.Key_Down)
    qtbot.keyClick(outline, Qt.Key.Key_Down)
    assert page.pane.chosen_question == question(page, "A01")


def test_drop_between_questions_moves_the_question(page: SurveysPage, survey: int) -> None:
    asked = question(page, "Q01")
    page.pane.outline.move_wanted.emit(asked, 0, "Wohnen in Mühlwerda")
    assert page.pane.designer is not None
    assert page.pane.designer.questions[0].id == asked
    assert page.pane.designer.questions[0].block == "Wohnen in Mühlwerda"


def row_of(page: SurveysPage, text: str) -> QTreeWidgetItem:
    outline = page.pane.outline
    return outline.findItems(text, Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)[0]


def drop_on(page: SurveysPage, item: QTreeWidgetItem) -> None:
    outline = page.pane.outline
    outline.scrollToItem(item)
    place = outline.visualItemRect(item).center()
    event = QDropEvent(
        QPointF(place),
        Qt.DropAction.MoveAction,
        QMimeData(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    outline.dropEvent(event)


def test_question_is_dropped_on_another_or_on_a_block(page: SurveysPage, survey: int) -> None:
    asked = question(page, "Q01")
    page.pane.choose(asked)
    drop_on(page, row_of(page, "Gern hier leben"))
    assert page.pane.designer is not None
    assert [found.item for found in page.pane.designer.questions[:2]] == ["A01", "Q01"]
    drop_on(page, row_of(page, "B   Sauberkeit"))
    moved = stored(page, asked)
    assert moved.block == "Sauberkeit und Ordnung"
    drop_on(page, row_of(page, "Titel, Einleitung"))
    assert stored(page, asked).position == moved.position


@pytest.mark.parametrize(("entry", "change"), [(0, -1), (1, 1)])
def test_context_menu_moves_a_question(page: SurveysPage, survey: int, entry: int, change: int) -> None:
    asked = question(page, "I02")
    page.pane.choose(asked)
    before = stored(page, asked).position

    def trigger() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.actions()[entry].trigger()
        menu.close()

    QTimer.singleShot(0, trigger)
    page.pane.outline.customContextMenuRequested.emit(QPoint(5, 5))
    assert stored(page, asked).position == before + change


@pytest.mark.parametrize(("entry", "count"), [(3, 1), (4, -1)])
def test_context_menu_duplicates_and_deletes(page: SurveysPage, survey: int, entry: int, count: int) -> None:
    assert page.pane.designer is not None
    before = len(page.pane.designer.questions)
    page.pane.choose(question(page, "I02"))

    def trigger() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.actions()[entry].trigger()
        menu.close()

    QTimer.singleShot(0, trigger)
    page.pane.outline.customContextMenuRequested.emit(QPoint(5, 5))
    assert len(page.pane.designer.questions) == before + count


def test_read_only_file_can_be_looked_at_and_printed(
    context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, shell: Any
) -> None:
    survey = context.workspace.surveys.create(title="Befragung", year=2026)
    monkeypatch.setattr(type(context), "read_only", property(lambda _: True))
    page = SurveysPage(context)
    qtbot.addWidget(page)
    page.show()
    after_typesetting(page, qtbot, lambda: page.open_survey(survey))
    page.pane.choose(question(page, "I02"))
    assert not page.can("new")
    assert not page.freeze_action.isEnabled()
    qtbot.keyClick(page.pane.outline, Qt.Key.Key_Delete)
    assert question(page, "I02")
    page.print_current()
    assert shell.calls[-1][:2] == ("preview", "questionnaire")


# --- question bank


def test_bank_searches_previews_and_adds(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    page.pane.bank_button.click()
    bank = page.pane.bank
    assert bank is not None
    bank.search.setText("schulwege")
    qtbot.waitUntil(lambda: bank.list.count() == 1)
    assert "Schulwege" in bank.wording.text()
    after_typesetting(page, qtbot, bank.add_button.click)
    added = page.pane.chosen_question
    assert stored(page, added).item == "M02"
    assert not bank.add_button.isEnabled()
    assert bank.add_button.text() == "Steht schon im Fragebogen"
    bank.search.setText("gibtesnicht")
    qtbot.waitUntil(lambda: bank.list.count() == 0)
    assert bank.wording.text() == "Keine Frage passt zu Ihrer Suche."
    bank.search.setText("")
    bank.module.setCurrentIndex(bank.module.findData("Q"))
    bank.module.activated.emit(0)
    assert bank.count.text() == "13 Fragen"
    bank.closed.emit()
    assert isinstance(page.pane.properties.current(), QuestionPane)
    assert page.pane.properties.isVisible()


# --- printing


def test_buttons_print_export_and_freeze(
    page: SurveysPage, survey: int, qtbot: QtBot, shell: Any, alerts_fake: Any
) -> None:
    assert page.pane.designer is not None
    id = page.pane.designer.questionnaire.id
    page.print_button.click()
    assert shell.calls[-1] == ("preview", "questionnaire", id, None)
    page.codebook_action.trigger()
    assert shell.calls[-1] == ("preview", "codebook", id, None)
    page.checklist_action.trigger()
    assert shell.calls[-1] == ("preview", "survey_checklist", survey, None)
    page.word_button.click()
    assert shell.calls[-1] == ("export", "questionnaire", id, "docx", None)
    page.freeze_action.trigger()
    assert page.context.workspace.surveys.versions(id) == []
    alerts_fake.answers = [0]
    after_typesetting(page, qtbot, page.freeze_action.trigger)
    assert page.context.workspace.surveys.versions(id)[0].number == 1
    qtbot.waitUntil(lambda: page.pane.designer is not None and page.pane.designer.version is not None)
    assert ("notify", "Die Druckfassung ist festgelegt und kann gedruckt werden.", "ok") in shell.calls


# --- frame


def test_records_are_opened_from_elsewhere(page: SurveysPage, survey: int) -> None:
    asked = question(page, "J02")
    page.show_list()
    page.show_record("question", asked)
    assert page.pane.chosen_question == asked
    assert page.current_record() == ("questionnaire", page.pane.designer.questionnaire.id)  # type: ignore[union-attr]  # shown
    page.show_step(PLANNING)
    assert page.current_record() == ("survey", survey)
    assert page.current_topic() == "erhebungen"
    page.show_step(DESIGNER)
    assert page.current_topic() == "fragebogen"


def test_designer_takes_the_room_of_the_navigation(page: SurveysPage, survey: int, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.full_screen_changed) as changed:
        page.show_step(PLANNING)
    assert changed.args == [False]
    with qtbot.waitSignal(page.full_screen_changed) as changed:
        page.show_step(DESIGNER)
    assert changed.args == [True]


def test_everything_that_takes_focus_has_a_name(page: SurveysPage, survey: int) -> None:
    page.pane.toggle_bank()
    assert nameless(page) == []
    page.pane.toggle_bank()
    for item in ("I01", "C01", "I02"):
        page.pane.choose(question(page, item))
        assert nameless(page) == []
    page.show_step(PLANNING)
    assert nameless(page) == []


def test_page_is_freed(context: AppContext, qapp: QApplication) -> None:
    assert_freed(lambda: SurveysPage(context))
