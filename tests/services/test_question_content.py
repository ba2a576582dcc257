"""Own questions: hints, second scale, ready scales, other types; long form and large print of a questionnaire."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.questionnaire_rules import variables
from coordinator_app.domain.questionnaires import (
    END_OF_FORM,
    Answer,
    FilterRule,
    QuestionType,
    answers_from,
    form_from,
)
from coordinator_app.services.question_content import marks_instruction
from coordinator_app.services.surveys import Surveys
from coordinator_app.services.workspace import Workspace

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture(scope="module")
def town_file(fresh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town with three districts, made once."""
    path = Path(shutil.copyfile(fresh_file, tmp_path_factory.mktemp("town") / "muehlwerda.kpr"))
    workspace = Workspace.open(path, clock=FixedClock(NOW))
    workspace.municipality.create(name="Mühlwerda")
    for name in ("Neudorf", "Altmühl", "Kernstadt"):
        workspace.municipality.add_area(name=name)
    workspace.store.close()
    return path


@pytest.fixture
def plain_file(town_file: Path) -> Path:
    return town_file


@pytest.fixture
def surveys(workspace: Workspace) -> Surveys:
    return workspace.surveys


def empty(surveys: Surveys) -> int:
    survey = surveys.create(title="Leer", year=2026, template="leer")
    return surveys.questionnaires(survey)[0].id


def test_hint_follows_the_most_crosses_until_somebody_writes_an_own_one(surveys: Surveys) -> None:
    questions = surveys.questions
    question = questions.add_own(empty(surveys), QuestionType.MULTIPLE)
    assert questions.get(question).instruction == "Mehrere Kreuze sind möglich."
    questions.update(question, None, most_marks=3)
    assert questions.get(question).instruction == "Bitte höchstens drei Kreuze."
    questions.update(question, None, most_marks=0)
    assert questions.get(question).instruction == "Mehrere Kreuze sind möglich."
    questions.update(question, None, instruction="Nur die wichtigsten.")
    questions.update(question, None, most_marks=12)
    assert questions.get(question).instruction == "Nur die wichtigsten."
    assert marks_instruction(12) == "Bitte höchstens 12 Kreuze."
    assert marks_instruction(1) == "Bitte höchstens ein Kreuz."


def test_second_scale_is_given_and_taken_away_in_one_step(surveys: Surveys, workspace: Workspace) -> None:
    questionnaire = empty(surveys)
    question = surveys.questions.add_own(questionnaire, QuestionType.MATRIX)
    surveys.questions.set_second_scale(question, wanted=True)
    surveys.questions.update(question, None, row_filter=(1,), second_heading="Wie oft?")
    shown = surveys.designer(questionnaire)
    assert shown.findings == ()
    assert shown.form.questions[0].row_filter == (1,)
    assert shown.form.questions[0].second_heading == "Wie oft?"
    surveys.questions.set_second_scale(question, wanted=False)
    assert surveys.designer(questionnaire).form.questions[0].second == ()
    workspace.store.undo()
    assert len(surveys.designer(questionnaire).form.questions[0].second) == 2


def test_ready_scale_keeps_what_says_that_there_is_no_answer(surveys: Surveys) -> None:
    questionnaire = empty(surveys)
    questions = surveys.questions
    question = questions.add_own(questionnaire, QuestionType.SCALE)
    questions.update(question, None, answers=(Answer(1, "ja"), Answer(2, "nein"), Answer(-9, "möchte ich nicht sagen")))
    scale = (Answer(1, "sehr"), Answer(2, "2"), Answer(3, "gar nicht"), Answer(-8, "weiß nicht"))
    questions.use_scale(question, scale, poles_only=True)
    asked = surveys.designer(questionnaire).form.questions[0]
    assert [answer.code for answer in asked.answers] == [1, 2, 3, -9]
    assert asked.layout.poles_only
    matrix = questions.add_own(questionnaire, QuestionType.MATRIX)
    questions.use_scale(matrix, scale, poles_only=False, second=True)
    assert [answer.code for answer in surveys.designer(questionnaire).form.questions[1].second] == [1, 2, 3, -8]


def test_large_print_is_a_version_of_its_own_with_the_same_variables(surveys: Surveys) -> None:
    survey = surveys.create(title="Befragung", year=2026, template="kurz4")
    questionnaire = surveys.questionnaires(survey)[0].id
    first = surveys.freeze(questionnaire)
    surveys.update_questionnaire(questionnaire, None, large_print=True)
    assert surveys.designer(questionnaire).version is None
    large = surveys.freeze(questionnaire)
    newest, before = surveys.versions(questionnaire)
    assert (newest.id, before.id) == (large, first)
    assert (newest.large_print, before.large_print) == (True, False)
    assert newest.code != before.code
    assert variables(form_from(json.loads(newest.content))) == variables(form_from(json.loads(before.content)))
    surveys.update_questionnaire(questionnaire, None, large_print=False)
    shown = surveys.designer(questionnaire).version
    assert shown is not None
    assert shown.id == first


def test_long_form_has_sixteen_pages_at_most(surveys: Surveys) -> None:
    survey = surveys.create(title="Befragung", year=2026, template="lang16")
    designer = surveys.designer(surveys.questionnaires(survey)[0].id)
    assert designer.findings == ()
    sheet = surveys.sheet(designer.questionnaire.id)
    assert designer.budget(sheet.geometry.pages).within
    assert 12 <= sheet.geometry.pages <= 16
    assert {question.module for question in designer.questions} == set("ABCDEFGHIJKLMNOPQ")
    assert sum(question.type is not QuestionType.INFO for question in designer.questions) <= 64


def test_type_of_a_question_changes_among_those_alike(surveys: Surveys, workspace: Workspace) -> None:
    questionnaire = empty(surveys)
    questions = surveys.questions
    asked = questions.add_own(questionnaire, QuestionType.MULTIPLE)
    questions.update(asked, None, answers=(Answer(1, "a"), Answer(2, "nichts", exclusive=True)), most_marks=1)
    questions.change_type(asked, QuestionType.SINGLE)
    kept = questions.get(asked)
    assert (kept.type, kept.most_marks, kept.instruction) == (QuestionType.SINGLE, 0, "")
    assert answers_from(kept.answers) == (Answer(1, "a"), Answer(2, "nichts"))
    workspace.store.undo()
    assert questions.get(asked).type is QuestionType.MULTIPLE
    single = questions.add_own(questionnaire, QuestionType.SINGLE)
    after = questions.add_own(questionnaire, QuestionType.NUMBER, after=single)
    questions.update(single, None, filters=(FilterRule((2,), END_OF_FORM),))
    questions.change_type(single, QuestionType.MULTIPLE)
    assert questions.get(single).filters == ""
    assert questions.get(single).instruction == "Mehrere Kreuze sind möglich."
    questions.change_type(after, QuestionType.YEAR)
    assert questions.get(after).digits == 4
    with pytest.raises(UserError, match="kann nicht „Matrix“ werden"):
        questions.change_type(after, QuestionType.MATRIX)


def test_type_of_a_comparison_question_is_locked(surveys: Surveys) -> None:
    survey = surveys.create(title="Befragung", year=2026)
    locked = next(q for q in surveys.designer(surveys.questionnaires(survey)[0].id).questions if q.comparison)
    with pytest.raises(UserError, match="Vergleichsfrage"):
        surveys.questions.change_type(locked.id, QuestionType.SINGLE)


def test_frozen_versions_are_printed_again_whatever_is_edited_since(surveys: Surveys, workspace: Workspace) -> None:
    survey = surveys.create(title="Befragung", year=2026, template="kurz4")
    questionnaire = surveys.questionnaires(survey)[0].id
    plain = surveys.version_sheet(surveys.freeze(questionnaire))
    surveys.update_questionnaire(questionnaire, None, large_print=True)
    large = surveys.freeze(questionnaire)
    surveys.update_questionnaire(questionnaire, None, title="Anderer Titel")
    kind = workspace.documents.kind("questionnaire")
    [option] = [option for option in kind.options_for(workspace, questionnaire) if option.key == "version"]
    (usual, newest, oldest) = option.choices
    assert usual == ("", "wie im Fragebogen")
    code = surveys.version_sheet(large).code
    assert newest == (str(large), f"Druckfassung 2: {code[:4]}-{code[4:]}, Großdruck")
    again = workspace.documents.render("questionnaire", questionnaire, "pdf", {"version": oldest[0]})
    assert again == plain.pdf
    word = workspace.documents.render("questionnaire", questionnaire, "docx", {"version": oldest[0]})
    assert word.startswith(b"PK")
    assert surveys.version_form(large).title == "Befragung 2026"
