"""Words of a question in another language: places, what is missing, out of date, the form in other words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.form_languages import LANGUAGES, form_language
from coordinator_app.domain.question_words import (
    FormWords,
    QuestionWords,
    TranslationState,
    form_in_language,
    german_words,
    in_language,
    missing_places,
    same_shape,
    source_hash,
    state_of,
    texts_hash,
    words_from,
    words_text,
)
from coordinator_app.domain.questionnaire_rules import content_hash, variables
from coordinator_app.domain.questionnaires import (
    Answer,
    FilterRule,
    Form,
    FormQuestion,
    Layout,
    MatrixRow,
    QuestionType,
)

MATRIX = FormQuestion(
    key="1",
    block="Angebote",
    type=QuestionType.MATRIX,
    wording="Was kennen Sie?",
    instruction="Bitte ankreuzen.",
    variable="N07",
    answers=(Answer(1, "ja"), Answer(2, "nein"), Answer(-8, "weiß nicht")),
    rows=(MatrixRow("a", "Beratung"), MatrixRow("b", "anderes:", text=True)),
    second=(Answer(1, "gut"), Answer(2, "schlecht")),
    first_heading="Kenne ich",
    second_heading="Finde ich",
    row_filter=(1,),
)
NUMBER = FormQuestion(
    key="2",
    block="Person",
    type=QuestionType.NUMBER,
    wording="Wie viele?",
    variable="Q06",
    layout=Layout(unit="Personen"),
)
ASKED = FormQuestion(
    key="0",
    block="Angebote",
    type=QuestionType.SINGLE,
    wording="Ja?",
    variable="A01",
    answers=(Answer(1, "ja"), Answer(2, "nein")),
    filters=(FilterRule((2,), "2"),),
)
FORM = Form(title="Befragung", municipality="Stadt", questions=(ASKED, MATRIX, NUMBER), introduction="Hallo")


def english(question: FormQuestion) -> QuestionWords:
    """Every text with an „e:“ before it."""
    words = german_words(question)
    for place, text in german_words(question).parts():
        words = words.with_part(place, f"e:{text}" if text else "")
    return words


def test_places_stand_in_printing_order() -> None:
    assert [place for place, text in german_words(MATRIX).parts() if text] == [
        *("wording", "instruction", "rows.a", "rows.b", "first_heading", "answers.1", "answers.2", "answers.-8"),
        *("second_heading", "second.1", "second.2"),
    ]


def test_unknown_place_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="no such place"):
        QuestionWords().with_part("block", "x")


@pytest.mark.parametrize("question", [MATRIX, NUMBER, ASKED])
def test_words_of_every_place_reach_the_question(question: FormQuestion) -> None:
    other = in_language(question, english(question))
    assert german_words(other) == english(question)
    assert [(answer.code, answer.text) for answer in other.answers] == [
        (answer.code, answer.text) for answer in question.answers
    ]
    assert (other.filters, other.row_filter, other.variable) == (
        question.filters,
        question.row_filter,
        question.variable,
    )


def test_what_is_not_translated_stays_german() -> None:
    assert in_language(MATRIX, QuestionWords()) == MATRIX
    assert in_language(NUMBER, QuestionWords(wording="How many?")).layout.unit == "Personen"


def test_state_tells_missing_incomplete_bank_done_and_outdated() -> None:
    source = german_words(MATRIX)
    words = english(MATRIX)
    assert state_of(source, QuestionWords(), "") is TranslationState.MISSING
    assert state_of(source, words.with_part("rows.b", " "), source_hash(source)) is TranslationState.INCOMPLETE
    assert state_of(source, words, None) is TranslationState.BANK
    assert state_of(source, words, source_hash(source)) is TranslationState.DONE
    changed = german_words(replace(MATRIX, wording="Was kennen Sie schon?"))
    assert state_of(changed, words, source_hash(source)) is TranslationState.OUTDATED
    assert [state.ready for state in TranslationState] == [False, False, False, True, True]
    assert missing_places(source, words.with_part("second.2", "")) == ["second.2"]


def test_hash_does_not_mind_blanks_at_the_ends_but_every_other_change() -> None:
    assert source_hash(german_words(replace(NUMBER, wording=" Wie viele? "))) == source_hash(german_words(NUMBER))
    for changed in (replace(NUMBER, wording="Wie viel?"), replace(NUMBER, layout=Layout(unit="Leute"))):
        assert source_hash(german_words(changed)) != source_hash(german_words(NUMBER))
    assert texts_hash("a", "b ") == texts_hash("a", "b") != texts_hash("ab", "")


@given(st.dictionaries(st.integers(-9, 30), st.text(min_size=1, max_size=20), max_size=6))
def test_stored_words_come_back(words: dict[int, str]) -> None:
    assert words_from(words_text(words)) == {str(code): text for code, text in words.items()}


@pytest.mark.parametrize("text", ["", "[1]", "{", "null"])
def test_damaged_words_count_as_not_translated(text: str) -> None:
    assert words_from(text) == {}


def test_form_in_another_language_has_the_same_variables_and_another_hash() -> None:
    words = FormWords(title="Survey", introduction="Hello", blocks={"Angebote": "Services"})
    other = form_in_language(FORM, "en", words, {question.key: english(question) for question in FORM.questions})
    assert (other.title, other.introduction, other.closing, other.language) == ("Survey", "Hello", "", "en")
    assert [question.block for question in other.questions] == ["Services", "Services", "Person"]
    shapes = [
        [
            (v.name, v.type, [code for code, _ in v.values], [code for code, _ in v.missing], v.filter)
            for v in variables(form)
        ]
        for form in (FORM, other)
    ]
    assert shapes[0] == shapes[1]
    assert content_hash(other) != content_hash(FORM)
    assert content_hash(replace(FORM, language="en")) != content_hash(FORM)


def test_forms_that_differ_in_words_only_have_the_same_shape() -> None:
    other = form_in_language(FORM, "en", FormWords(), {question.key: english(question) for question in FORM.questions})
    assert same_shape(FORM, other)
    assert not same_shape(FORM, replace(FORM, questions=FORM.questions[:2]))
    wider = replace(ASKED, answers=(*ASKED.answers, Answer(3, "mehr")))
    assert not same_shape(FORM, replace(other, questions=(wider, *other.questions[1:])))


def test_languages_are_known_by_their_tag() -> None:
    assert [language.code for language in LANGUAGES if language.right_to_left] == ["ar"]
    assert form_language("de-x-leicht").label == "Leichte Sprache"
    with pytest.raises(UserError, match="Möglich sind: Deutsch, Leichte Sprache, Englisch"):
        form_language("xx")
