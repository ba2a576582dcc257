"""The questionnaire as a value and its JSON."""

import json
from dataclasses import replace

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.questionnaires import (
    END_OF_FORM,
    Answer,
    FilterRule,
    Form,
    FormQuestion,
    Layout,
    MatrixRow,
    QuestionType,
    answers_from,
    answers_text,
    filters_from,
    filters_text,
    form_data,
    form_from,
    row_filter_from,
    row_filter_text,
    rows_from,
    rows_text,
)

ANSWERS = (Answer(1, "ja"), Answer(2, "anderes", text=True), Answer(3, "nichts", exclusive=True), Answer(-9, "k. A."))
QUESTION = FormQuestion(
    key="17",
    block="Wohnen",
    type=QuestionType.SINGLE,
    wording="Wohnen Sie gern hier?",
    answers=ANSWERS,
    rows=(MatrixRow("a", "am Tag", text=True),),
    filters=(FilterRule((1, 2), END_OF_FORM),),
    layout=Layout(columns=2, poles_only=True),
    comparison=True,
    limit=3,
)


def test_lists_of_a_question_survive_storing() -> None:
    assert answers_from(answers_text(ANSWERS)) == ANSWERS
    assert rows_from(rows_text(QUESTION.rows)) == QUESTION.rows
    assert filters_from(filters_text(QUESTION.filters)) == QUESTION.filters
    assert answers_from("") == rows_from("") == filters_from("") == ()


def test_form_survives_freezing() -> None:
    form = Form(title="Befragung", municipality="Mühlwerda", questions=(QUESTION,), introduction="Guten Tag")
    assert form_from(json.loads(json.dumps(form_data(form)))) == form


def test_second_scale_and_large_print_survive_freezing() -> None:
    question = replace(
        QUESTION,
        type=QuestionType.MATRIX,
        second=ANSWERS[:2],
        first_heading="Kennen Sie das?",
        second_heading="Wie wichtig?",
        row_filter=(1, 2),
    )
    form = Form(title="B", municipality="M", questions=(question,), large_print=True, drawn_correction=False)
    assert form_from(json.loads(json.dumps(form_data(form)))) == form


def test_row_filter_is_stored_as_list_of_codes() -> None:
    assert row_filter_from(row_filter_text((1, -8))) == (1, -8)
    assert row_filter_text(()) == ""
    assert row_filter_from("") == ()
    for damaged in ("{", "1", '["a"]'):
        with pytest.raises(UserError, match="beschädigt gespeichert"):
            row_filter_from(damaged)


def test_stored_answers_leave_out_flags_that_are_not_set() -> None:
    assert answers_text((Answer(1, "ja"),)) == '[{"code": 1, "label": "ja"}]'


@pytest.mark.parametrize("text", ["{", '{"code": 1}', "[1]", '[{"code": 1}]'])
def test_damaged_answers_are_a_sentence(text: str) -> None:
    with pytest.raises(UserError, match="beschädigt gespeichert"):
        answers_from(text)


@pytest.mark.parametrize("change", [{"title": None}, {"questions": [{"key": "1"}]}, {"page_limit": "vier"}])
def test_damaged_form_is_a_sentence(change: dict[str, object]) -> None:
    data = form_data(Form(title="Befragung", municipality="Mühlwerda", questions=(QUESTION,)))
    data.update(change)
    if change == {"title": None}:
        del data["title"]
    with pytest.raises(UserError, match="beschädigt gespeichert"):
        form_from(data)


def test_missing_answers_and_information_texts_are_told_apart() -> None:
    assert [answer.missing for answer in ANSWERS] == [False, False, False, True]
    info = FormQuestion(key="1", block="A", type=QuestionType.INFO, wording="Hinweis")
    assert QUESTION.counts
    assert not info.counts
