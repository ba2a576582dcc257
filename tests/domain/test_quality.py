"""Answers to the guiding questions: what counts, progress of the steps, words for it."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator_app.domain.quality import (
    Fulfilment,
    QualityAnswer,
    QualityStep,
    Question,
    QuestionSet,
    StepState,
    all_progress,
    answer_finding,
    changed_answer,
    counts_as,
    open_steps,
    step_progress,
    steps_in_words,
    summary,
)

F = Fulfilment
DAY = date(2026, 11, 9)
STEP = QualityStep(1, "Problembeschreibung", "Problem", "Ziel.", (Question("a", "A?"), Question("b", "B?")))
SET = QuestionSet("1", "Quelle", (STEP, replace(STEP, number=2, questions=(Question("c", "C?"),))))


def answer(key: str, fulfilment: F, reason: str = "") -> QualityAnswer:
    return QualityAnswer(question_key=key, fulfilment=fulfilment, reason=reason, answer="Text")


@pytest.mark.parametrize(
    ("answers", "state", "begun", "met", "applicable"),
    [
        ([], StepState.OPEN, 0, 0, 2),
        ([answer("a", F.PARTIAL)], StepState.PARTIAL, 1, 0, 2),
        ([answer("a", F.MET), answer("b", F.PARTIAL)], StepState.PARTIAL, 2, 1, 2),
        ([answer("a", F.MET), answer("b", F.MET)], StepState.MET, 2, 2, 2),
        ([answer("a", F.MET), answer("b", F.NOT_APPLICABLE, "Kein Ort")], StepState.MET, 1, 1, 1),
        ([answer("b", F.NOT_APPLICABLE, "Kein Ort")], StepState.PARTIAL, 0, 0, 1),
        ([answer("b", F.NOT_APPLICABLE)], StepState.OPEN, 0, 0, 2),
        ([answer("x", F.MET)], StepState.OPEN, 0, 0, 2),
    ],
)
def test_a_step_is_as_far_as_its_questions(
    answers: list[QualityAnswer], state: StepState, begun: int, met: int, applicable: int
) -> None:
    found = step_progress(STEP, {item.question_key: item for item in answers})
    assert (found.state, found.begun, found.met, found.applicable) == (state, begun, met, applicable)


def test_a_step_where_nothing_applies_is_met() -> None:
    nothing = {key: answer(key, F.NOT_APPLICABLE, "Reine Veranstaltung") for key in "ab"}
    assert step_progress(STEP, nothing).state is StepState.MET


def test_progress_of_all_steps_in_words() -> None:
    progress = all_progress(SET, [answer("c", F.MET)])
    assert open_steps(progress, (1, 2)) == (1,)
    assert summary(progress) == "1 von 2 Schritten erfüllt"
    assert summary(all_progress(SET, [answer("a", F.MET)])) == "0 von 2 Schritten erfüllt, 1 begonnen"


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((4,), "ist Qualitätsschritt 4"),
        ((1, 2), "sind die Qualitätsschritte 1 und 2"),
        ((1, 2, 4), "sind die Qualitätsschritte 1, 2 und 4"),
    ],
)
def test_steps_are_the_subject_of_a_sentence(numbers: tuple[int, ...], words: str) -> None:
    assert steps_in_words(numbers) == words


def test_a_question_knows_its_step() -> None:
    assert (SET.step_of("c"), SET.step_of("weg")) == (2, 0)


@pytest.mark.parametrize(
    ("before", "values", "after"),
    [
        (F.OPEN, {"answer": "Text"}, F.PARTIAL),
        (F.MET, {"answer": "Text"}, F.MET),
        (F.OPEN, {"answer": "Text", "fulfilment": F.MET}, F.MET),
        (F.PARTIAL, {"answer": " "}, F.OPEN),
        (F.NOT_APPLICABLE, {"answer": ""}, F.NOT_APPLICABLE),
        (F.OPEN, {"reason": "Kein Ort"}, F.OPEN),
        (F.PARTIAL, {"fulfilment": F.MET}, F.MET),
    ],
)
def test_a_first_text_begins_a_question_and_an_emptied_one_opens_it(
    before: F, values: dict[str, object], after: F
) -> None:
    changed = changed_answer(QualityAnswer(question_key="a", fulfilment=before), values, DAY)
    assert changed.fulfilment is after
    assert changed.edited_on == DAY


def test_contradictory_answers_are_named() -> None:
    assert "begründen" in answer_finding(answer("a", F.NOT_APPLICABLE))
    assert "ohne Antwort" in answer_finding(replace(answer("a", F.MET), answer=""))
    assert answer_finding(answer("a", F.MET)) == ""
    assert answer_finding(None) == ""
    assert counts_as(None) is F.OPEN
    assert QualityAnswer(step=3).heading == "Qualitätsschritt 3"
