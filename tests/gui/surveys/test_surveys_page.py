"""The page „Sicherheitsanalyse“: list, planning, printing, names and freeing."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.domain.surveys import CheckAnswer
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.pages.surveys.page import SurveysPage
from coordinator_app.gui.pages.surveys.steps import DESIGNER, PLANNING, place_of
from tests.gui.helpers import assert_freed, nameless, settle
from tests.gui.surveys.designer_help import (
    after_typesetting,
    designer,
    planning,
    question,
    step,
)


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


def test_undone_survey_leads_back_to_the_list(page: SurveysPage, survey: int) -> None:
    page.context.workspace.store.undo()
    settle()
    assert page.new_button.isVisible()
    page.context.workspace.store.redo()
    settle()
    assert page.table.count() == 1


def test_deleted_survey_leads_back_to_the_list(page: SurveysPage, survey: int) -> None:
    page.context.workspace.surveys.discard(survey)
    settle()
    assert page.new_button.isVisible()
    assert page.can("print")  # the list of surveys


def test_planning_saves_fields_and_answers(page: SurveysPage, survey: int, shell: Any) -> None:
    page.steps.activated.emit(place_of(PLANNING))
    surveys = page.context.workspace.surveys
    assert not step(page).print_button.isVisible()
    assert planning(page).notice.text().startswith("8 Prüfpunkte sind offen")
    line = planning(page).lines["legal_basis"]
    line.answer.set_value(CheckAnswer.YES)
    line.answer.committed.emit()
    line.remark.line.setText("Satzung vom 01.02.2026")
    line.remark.line.editingFinished.emit()
    settle()
    check = surveys.checks(survey)["legal_basis"]
    assert (check.answer, check.remark) == (CheckAnswer.YES, "Satzung vom 01.02.2026")
    assert line.day.text() == "am 09.11.2026"
    planning(page).form.editor("purpose").set_value("Sicherheitsgefühl verbessern")
    planning(page).form.commit("purpose")
    assert surveys.get(survey).purpose == "Sicherheitsgefühl verbessern"
    page.print_current()
    assert shell.calls[-1] == ("preview", "survey_checklist", survey, None)


def test_planning_says_when_all_is_settled(page: SurveysPage, survey: int) -> None:
    page.show_step(PLANNING)
    surveys = page.context.workspace.surveys
    for point in planning(page).lines:
        surveys.answer(survey, point, answer=CheckAnswer.YES)
    settle()
    assert planning(page).notice.text() == "Alle Prüfpunkte sind mit „ja“ beantwortet."


def test_buttons_print_export_and_freeze(
    page: SurveysPage, survey: int, qtbot: QtBot, shell: Any, alerts_fake: Any
) -> None:
    assert designer(page).designer is not None
    id = designer(page).designer.questionnaire.id
    step(page).print_button.click()
    assert shell.calls[-1] == ("preview", "questionnaire", id, None)
    step(page).codebook_action.trigger()
    assert shell.calls[-1] == ("preview", "codebook", id, None)
    step(page).checklist_action.trigger()
    assert shell.calls[-1] == ("preview", "survey_checklist", survey, None)
    step(page).word_button.click()
    assert shell.calls[-1] == ("export", "questionnaire", id, "docx", None)
    step(page).freeze_action.trigger()
    assert page.context.workspace.surveys.versions(id) == []
    alerts_fake.answers = [0]
    after_typesetting(page, qtbot, step(page).freeze_action.trigger)
    assert page.context.workspace.surveys.versions(id)[0].number == 1
    qtbot.waitUntil(lambda: designer(page).designer is not None and designer(page).designer.version is not None)
    assert ("notify", "Die Druckfassung ist festgelegt und kann gedruckt werden.", "ok") in shell.calls


def test_records_are_opened_from_elsewhere(page: SurveysPage, survey: int) -> None:
    asked = question(page, "J02")
    page.show_list()
    page.show_record("question", asked)
    assert designer(page).chosen_question == asked
    assert page.current_record() == ("questionnaire", designer(page).designer.questionnaire.id)  # type: ignore[union-attr]  # shown
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
    designer(page).toggle_bank()
    assert nameless(page) == []
    designer(page).toggle_bank()
    for item in ("I01", "C01", "I02"):
        designer(page).choose(question(page, item))
        assert nameless(page) == []
    page.show_step(PLANNING)
    assert nameless(page) == []


def test_page_is_freed(context: AppContext, qapp: QApplication) -> None:
    assert_freed(lambda: SurveysPage(context))
