"""Surveys and questionnaires through the services, on a real file."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import StaleRecord, UserError
from coordinator_app.domain.questionnaire_rules import blocks, numbers
from coordinator_app.domain.questionnaires import (
    END_OF_FORM,
    Answer,
    FilterRule,
    MatrixRow,
    QuestionType,
    answers_from,
    filters_from,
)
from coordinator_app.domain.surveys import LEGAL_POINTS, CheckAnswer, Survey, TargetAge
from coordinator_app.services.question_content import is_edited
from coordinator_app.services.surveys import Surveys
from coordinator_app.services.workspace import Workspace

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
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


@pytest.fixture
def questionnaire(surveys: Surveys) -> int:
    survey = surveys.create(title="Bürgerbefragung zur Sicherheit", year=2026)
    return surveys.questionnaires(survey)[0].id


def empty(surveys: Surveys) -> int:
    survey = surveys.create(title="Leer", year=2026, template="leer")
    return surveys.questionnaires(survey)[0].id


def titles(surveys: Surveys, questionnaire: int) -> list[str]:
    return [question.title for question in surveys.questions.of(questionnaire)]


def by_item(surveys: Surveys, questionnaire: int, item: str) -> int:
    return next(question.id for question in surveys.questions.of(questionnaire) if question.item == item)


def test_new_survey_has_the_four_page_form_in_the_towns_words(surveys: Surveys, questionnaire: int) -> None:
    designer = surveys.designer(questionnaire)
    assert designer.questionnaire.title == "Bürgerbefragung zur Sicherheit 2026"
    assert designer.form.municipality == "Stadt Mühlwerda"
    assert blocks(designer.form.questions)[0][0] == "Wohnen in Mühlwerda"
    assert designer.findings == ()
    assert designer.version is None
    number = numbers(designer.form.questions)
    avoided = surveys.questions.get(by_item(surveys, questionnaire, "I01"))
    target = filters_from(avoided.filters)[0].target
    assert number[target] == number[str(avoided.id)] + 3
    districts = answers_from(surveys.questions.get(by_item(surveys, questionnaire, "Q03")).answers)
    assert [answer.label for answer in districts] == ["Altmühl", "Kernstadt", "Neudorf", "keine Angabe"]


def test_surveys_are_listed_newest_first_and_can_be_changed_and_discarded(surveys: Surveys) -> None:
    old = surveys.create(title="Befragung", year=2022, template="leer", target_age=TargetAge.FROM_14)
    new = surveys.create(title="Befragung 2026", year=2026, template="leer")
    assert [survey.id for survey in surveys.all()] == [new, old]
    assert surveys.questionnaires(new)[0].title == "Befragung 2026"
    version = surveys.update(old, 1, purpose="Sicherheitsgefühl")
    assert surveys.get(old).purpose == "Sicherheitsgefühl"
    with pytest.raises(StaleRecord):
        surveys.update(old, version - 1, purpose="Anderes")
    with pytest.raises(UserError, match="vierstellig"):
        surveys.update(old, None, year=22)
    surveys.discard(old)
    assert [survey.id for survey in surveys.all()] == [new]


def test_creating_is_one_undo_step(workspace: Workspace, surveys: Surveys, questionnaire: int) -> None:
    assert workspace.store.undo() == "Erhebung angelegt"
    assert surveys.all() == []
    workspace.store.redo()
    assert len(surveys.questions.of(questionnaire)) > 20


@pytest.mark.parametrize(("title", "year"), [("", 2026), ("Befragung", None)])
def test_survey_without_title_or_year_is_refused(surveys: Surveys, title: str, year: int | None) -> None:
    with pytest.raises(UserError):
        surveys.create(title=title, year=year)


def test_legal_checklist_keeps_answer_and_day(surveys: Surveys) -> None:
    survey = surveys.create(title="Befragung", year=2026, template="leer")
    assert len(surveys.legal_warnings(survey)) == len(LEGAL_POINTS)
    surveys.answer(survey, "legal_basis", answer=CheckAnswer.YES, remark="Satzung vom 01.02.2026")
    surveys.answer(survey, "notice", answer=CheckAnswer.NO)
    checks = surveys.checks(survey)
    assert checks["legal_basis"].answered_on == date(2026, 3, 12)
    assert len(surveys.legal_warnings(survey)) == len(LEGAL_POINTS) - 1
    surveys.answer(survey, "legal_basis", answer=CheckAnswer.OPEN)
    reopened = surveys.checks(survey)["legal_basis"]
    assert (reopened.answered_on, reopened.remark) == (None, "Satzung vom 01.02.2026")
    with pytest.raises(ValueError, match="unknown"):
        surveys.answer(survey, "gibt_es_nicht", answer=CheckAnswer.YES)


def test_item_joins_the_block_of_its_module(surveys: Surveys, questionnaire: int) -> None:
    new = surveys.questions.add_item(questionnaire, "A05")
    order = [question.item for question in surveys.questions.of(questionnaire)]
    assert order[:3] == ["A01", "A02", "A05"]
    assert surveys.questions.get(new).block == "Wohnen in Mühlwerda"
    with pytest.raises(UserError, match="steht schon im Fragebogen"):
        surveys.questions.add_item(questionnaire, "A05")


def test_item_of_a_new_module_gets_its_block_before_the_person(surveys: Surveys, questionnaire: int) -> None:
    new = surveys.questions.add_item(questionnaire, "M02")
    names = [name for name, _ in blocks(surveys.form(questionnaire).questions)]
    assert names[-2:] == ["Sicherheit im Verkehr", "Angaben zu Ihrer Person"]
    assert surveys.questions.get(new).module == "M"


def test_positions_have_no_gaps_after_every_change(surveys: Surveys, questionnaire: int) -> None:
    first = surveys.questions.of(questionnaire)[0]
    surveys.questions.add_own(questionnaire, QuestionType.SINGLE, after=first.id)
    surveys.questions.duplicate(first.id)
    surveys.questions.discard(first.id)
    surveys.questions.add_own(questionnaire, QuestionType.INFO)
    positions = [question.position for question in surveys.questions.of(questionnaire)]
    assert positions == list(range(len(positions)))


def test_own_questions_start_with_something_printable(surveys: Surveys) -> None:
    questionnaire = empty(surveys)
    for kind in QuestionType:
        surveys.questions.add_own(questionnaire, kind)
    designer = surveys.designer(questionnaire)
    assert designer.findings == ()
    assert {question.block for question in designer.questions} == {"Weitere Fragen"}
    assert designer.questions[0].variable == "X01"
    assert surveys.sheet(questionnaire).geometry.pages >= 1


def test_question_moves_between_blocks(surveys: Surveys, questionnaire: int) -> None:
    order = surveys.questions.of(questionnaire)
    surveys.questions.move(order[0].id, 4)
    moved = surveys.questions.of(questionnaire)
    assert [question.id for question in moved[:5]] == [q.id for q in (*order[1:5], order[0])]
    assert moved[4].block == moved[3].block
    surveys.questions.move(order[0].id, 0)
    assert surveys.questions.of(questionnaire)[0].id == order[0].id
    surveys.questions.move(order[0].id, 99, block="Schluss")
    assert surveys.questions.of(questionnaire)[-1].block == "Schluss"


def test_step_over_the_edge_of_a_block_joins_the_next(surveys: Surveys, questionnaire: int) -> None:
    order = surveys.questions.of(questionnaire)
    last = max(index for index, question in enumerate(order) if question.block == order[0].block)
    surveys.questions.step(order[last].id, 1)
    after = surveys.questions.of(questionnaire)
    assert after[last].id == order[last].id
    assert after[last].block == order[last + 1].block
    surveys.questions.step(order[last].id, 1)
    assert surveys.questions.of(questionnaire)[last + 1].id == order[last].id
    surveys.questions.step(order[0].id, -1)
    assert surveys.questions.of(questionnaire)[0].id == order[0].id


def test_filter_that_would_lead_backwards_is_taken_away(surveys: Surveys, questionnaire: int) -> None:
    avoided = by_item(surveys, questionnaire, "I01")
    surveys.questions.move(avoided, 99)
    assert surveys.questions.get(avoided).filters in ("", "[]")
    assert surveys.designer(questionnaire).findings == ()


def test_discarding_the_target_takes_the_filter_away(
    workspace: Workspace, surveys: Surveys, questionnaire: int
) -> None:
    avoided = by_item(surveys, questionnaire, "I01")
    target = int(filters_from(surveys.questions.get(avoided).filters)[0].target)
    surveys.questions.discard(target)
    assert filters_from(surveys.questions.get(avoided).filters) == ()
    workspace.store.undo()
    assert filters_from(surveys.questions.get(avoided).filters)[0].target == str(target)


def test_filters_lead_forward_only(surveys: Surveys, questionnaire: int) -> None:
    order = surveys.questions.of(questionnaire)
    asked = next(question for question in order if question.item == "J02")
    surveys.questions.update(asked.id, None, filters=(FilterRule((2,), END_OF_FORM),))
    with pytest.raises(UserError, match="weiter hinten"):
        surveys.questions.update(asked.id, None, filters=(FilterRule((2,), str(order[0].id)),))


def test_blocks_move_and_take_other_names(surveys: Surveys, questionnaire: int) -> None:
    def names() -> list[str]:
        return [name for name, _ in blocks(surveys.form(questionnaire).questions)]

    before = names()
    surveys.questions.move_block(questionnaire, before[0], 1)
    assert names()[:2] == [before[1], before[0]]
    surveys.questions.move_block(questionnaire, before[1], -1)
    assert names()[0] == before[1]
    surveys.questions.rename_block(questionnaire, before[1], " Ordnung ")
    assert names()[0] == "Ordnung"
    with pytest.raises(UserError, match="Überschrift"):
        surveys.questions.rename_block(questionnaire, "Ordnung", " ")
    with pytest.raises(UserError, match="gibt es in diesem Fragebogen nicht mehr"):
        surveys.questions.move_block(questionnaire, before[1], 1)


def test_comparison_question_is_locked_until_it_is_given_up(surveys: Surveys, questionnaire: int) -> None:
    asked = surveys.questions.get(by_item(surveys, questionnaire, "A01"))
    assert asked.comparison
    surveys.questions.update(asked.id, asked.version, title="Gern hier", wording=asked.wording)
    with pytest.raises(UserError, match="Vergleichsfrage"):
        surveys.questions.update(asked.id, None, wording="Leben Sie gern hier?")
    with pytest.raises(UserError, match="Vergleichsfrage"):
        surveys.questions.update(asked.id, None, answers=(Answer(1, "ja"), Answer(2, "nein")))
    surveys.questions.unlock(asked.id)
    surveys.questions.update(asked.id, None, wording="Leben Sie gern hier?")
    changed = surveys.questions.get(asked.id)
    assert is_edited(changed)
    assert not is_edited(surveys.questions.get(by_item(surveys, questionnaire, "J04")))


def test_matrix_rows_are_stored_as_values(surveys: Surveys) -> None:
    questionnaire = empty(surveys)
    matrix = surveys.questions.add_own(questionnaire, QuestionType.MATRIX)
    surveys.questions.update(matrix, None, matrix_rows=(MatrixRow("a", "am Tag"), MatrixRow("b", "nachts")))
    assert [row.label for row in surveys.form(questionnaire).questions[0].rows] == ["am Tag", "nachts"]


def test_draft_sheet_says_draft_until_the_form_is_frozen(
    workspace: Workspace, surveys: Surveys, questionnaire: int
) -> None:
    draft = surveys.sheet(questionnaire)
    assert draft.code == "00000000"
    assert surveys.designer(questionnaire).budget(draft.geometry.pages).within
    version = surveys.freeze(questionnaire)
    assert surveys.freeze(questionnaire) == version
    frozen = surveys.versions(questionnaire)[0]
    assert (frozen.number, frozen.pages, frozen.code) == (1, 4, surveys.sheet(questionnaire).code)
    surveys.update_questionnaire(questionnaire, None, subtitle="Ihre Meinung zählt")
    assert surveys.sheet(questionnaire).code == "00000000"
    surveys.freeze(questionnaire)
    assert [version.number for version in surveys.versions(questionnaire)] == [2, 1]
    assert surveys.version_sheet(version).code == frozen.code


def test_version_that_would_be_set_differently_is_refused(
    workspace: Workspace, surveys: Surveys, questionnaire: int
) -> None:
    version = surveys.freeze(questionnaire)
    with workspace.store.write("Test") as unit:
        from coordinator_app.domain.surveys import FormVersion

        unit.change(FormVersion, version, None, code="11111111")
    with pytest.raises(UserError, match="nicht mehr genau gleich setzen"):
        surveys.version_sheet(version)


def test_form_with_findings_or_without_questions_is_not_frozen(surveys: Surveys) -> None:
    questionnaire = empty(surveys)
    with pytest.raises(UserError, match="noch keine Fragen"):
        surveys.freeze(questionnaire)
    own = surveys.questions.add_own(questionnaire, QuestionType.SINGLE)
    surveys.questions.update(own, None, answers=(Answer(1, "ja"),))
    with pytest.raises(UserError, match="mindestens zwei Antworten"):
        surveys.freeze(questionnaire)


def test_page_limit_is_sensible(surveys: Surveys, questionnaire: int) -> None:
    with pytest.raises(UserError, match="1 bis 16 Seiten"):
        surveys.update_questionnaire(questionnaire, None, page_limit=40)
    assert surveys.get_questionnaire(questionnaire).page_limit == 4


def test_contact_is_printed_at_the_end(surveys: Surveys, questionnaire: int) -> None:
    survey = surveys.all()[0]
    surveys.update(survey.id, None, contact="Ordnungsamt, Telefon 03000 12345")
    assert surveys.form(questionnaire).closing.endswith("Rückfragen: Ordnungsamt, Telefon 03000 12345")


def test_bank_is_searched_by_words_and_module(surveys: Surveys) -> None:
    assert [item.id for item in surveys.search_items("beleuchtung", "C")] == ["C01", "C05", "C07"]
    assert surveys.bank.item("C05").title == "Beleuchtung"


def test_survey_is_a_record_others_can_link_to(workspace: Workspace, surveys: Surveys) -> None:
    survey = surveys.create(title="Befragung", year=2026, template="leer")
    with workspace.store.read() as unit:
        assert unit.titles(Survey.kind, [survey]) == {survey: "Befragung"}


def test_question_about_the_district_needs_districts(fresh_file: Path, tmp_path: Path) -> None:
    path = shutil.copyfile(fresh_file, tmp_path / "ohne.kpr")
    workspace = Workspace.open(path, clock=FixedClock(NOW))
    survey = workspace.surveys.create(title="Befragung", year=2026)
    questionnaire = workspace.surveys.questionnaires(survey)[0].id
    assert workspace.surveys.designer(questionnaire).findings == ()
    assert "Q03" not in {question.item for question in workspace.surveys.questions.of(questionnaire)}
    with pytest.raises(UserError, match="Ortsteile"):
        workspace.surveys.questions.add_item(questionnaire, "Q03")
    workspace.store.close()


def test_arms_of_the_town_are_printed_beside_the_title(
    workspace: Workspace, surveys: Surveys, questionnaire: int
) -> None:
    plain = surveys.sheet(questionnaire)
    own = workspace.municipality.own()
    assert own is not None
    logo = workspace.attachments.add_bytes(PNG, name="wappen.png", title="Wappen")
    workspace.municipality.update(own.id, None, logo_id=logo)
    with_arms = surveys.sheet(questionnaire)
    assert len(with_arms.pdf) > len(plain.pdf)
    assert with_arms.geometry == plain.geometry
    other = workspace.attachments.add_bytes(b"%PDF-1.4", name="wappen.pdf", title="Wappen")
    workspace.municipality.update(own.id, None, logo_id=other)
    assert surveys.sheet(questionnaire).pdf == plain.pdf
    damaged = workspace.attachments.add_bytes(PNG[:40], name="kaputt.png", title="Wappen")
    workspace.municipality.update(own.id, None, logo_id=damaged)
    assert surveys.sheet(questionnaire).pdf == plain.pdf
