"""What a questionnaire has to evaluate."""

from dataclasses import replace
from typing import Any

import pytest

from coordinator_app.domain.evaluation_plan import Part, rare_note, subjects, titled, without_rare
from coordinator_app.domain.questionnaires import Answer, FilterRule, Form, FormQuestion, MatrixRow, QuestionType
from coordinator_app.domain.results import ResultKind

SAFE = tuple(
    Answer(code, label)
    for code, label in ((1, "sehr sicher"), (2, "eher sicher"), (3, "eher unsicher"), (4, "sehr unsicher"))
)
ROWS = (MatrixRow("a", "am Tag"), MatrixRow("b", "bei Dunkelheit"), MatrixRow("c", "Sonstiges:", text=True))
YES = (Answer(1, "ja"), Answer(2, "nein"))


def _question(key: str, kind: QuestionType, **values: Any) -> FormQuestion:
    given: dict[str, Any] = {
        "block": "B",
        "wording": f"Wortlaut {key}?",
        "title": f"Titel {key}",
        "variable": f"V{key}",
        **values,
    }
    return FormQuestion(key=key, type=kind, **given)


def _form(*questions: FormQuestion) -> Form:
    return Form(title="Befragung", municipality="Mühlwerda", questions=questions)


@pytest.mark.parametrize(
    ("question", "kind", "names", "codes", "groups"),
    [
        (_question("1", QuestionType.SINGLE, answers=YES), ResultKind.SHARES, ["V1"], (1, 2), True),
        (_question("1", QuestionType.SCALE, answers=SAFE), ResultKind.LIKERT, ["V1"], (1, 2, 3, 4), True),
        (
            _question("1", QuestionType.MATRIX, answers=SAFE, rows=ROWS),
            ResultKind.LIKERT,
            ["V1_a", "V1_b", "V1_c"],
            (1, 2, 3, 4),
            False,
        ),
        (_question("1", QuestionType.MULTIPLE, answers=YES), ResultKind.MULTIPLE, ["V1_1", "V1_2"], (1, 2), False),
        (_question("1", QuestionType.RANKING, answers=YES), ResultKind.RANKING, ["V1_1", "V1_2"], (1, 2), False),
        (_question("1", QuestionType.YEAR), ResultKind.NUMBERS, ["V1"], (), False),
        (_question("1", QuestionType.LONG_TEXT), ResultKind.TEXTS, ["V1"], (), False),
    ],
)
def test_question_becomes_a_subject_of_its_kind(
    question: FormQuestion, kind: ResultKind, names: list[str], codes: tuple[int, ...], groups: bool
) -> None:
    (found,) = subjects(_form(question), {})

    assert (found.key, found.number, found.kind, found.codes, found.groups) == ("q:1", 1, kind, codes, groups)
    assert [part.variable for part in found.parts] == names
    assert found.variable == "V1"
    assert titled(found) == "1 Titel 1"


@pytest.mark.parametrize("kind", [QuestionType.INFO, QuestionType.DATE, QuestionType.CODE, QuestionType.TEXT_TABLE])
def test_hints_dates_codes_and_text_tables_are_not_evaluated(kind: QuestionType) -> None:
    assert subjects(_form(_question("1", kind, answers=YES, rows=ROWS)), {}) == ()


def test_options_of_a_multiple_choice_know_their_answers_and_texts() -> None:
    answers = (Answer(1, "Licht"), Answer(7, "anderes:", text=True), Answer(-9, "keine Angabe"))
    (found,) = subjects(_form(_question("1", QuestionType.MULTIPLE, answers=answers)), {})

    assert [(part.label, part.code) for part in found.parts] == [("Licht", 1), ("anderes:", 7)]
    assert [part.variable for part in found.texts] == ["V1_7_text"]
    assert found.without_answer(-9) == "keine Angabe"
    assert found.without_answer(-99) == "ohne Angabe"


def test_scale_of_the_bank_is_turned_by_its_polarity() -> None:
    often = tuple(Answer(code, label) for code, label in enumerate(("nie", "selten", "oft", "immer"), start=1))
    question = _question("1", QuestionType.SCALE, answers=often, item="H01")
    (found,) = subjects(_form(question), {"H01": "positiv"})

    assert found.codes == (4, 3, 2, 1)
    assert found.labels == ("immer", "oft", "selten", "nie")
    assert found.reading.turned


@pytest.mark.parametrize(
    ("headings", "titles"),
    [
        (("Wie sicher?", "Wie oft?"), ["Titel 1: Wie sicher?", "Titel 1: Wie oft?"]),
        (("", ""), ["Titel 1", "Titel 1: zweite Skala"]),
    ],
)
def test_two_scales_in_one_row_are_two_subjects(headings: tuple[str, str], titles: list[str]) -> None:
    question = _question(
        "1",
        QuestionType.MATRIX,
        answers=SAFE,
        rows=ROWS[:2],
        second=YES,
        first_heading=headings[0],
        second_heading=headings[1],
    )
    first, second = subjects(_form(question), {})

    assert [first.key, second.key] == ["q:1", "q:1:2"]
    assert [first.title, second.title] == titles
    assert [part.label for part in first.parts] == ["am Tag", "bei Dunkelheit"]
    assert len(second.parts) == 2
    assert second.codes == (1, 2)
    assert not {part.variable for part in first.parts} & {part.variable for part in second.parts}


def test_text_question_keeps_its_variable_and_filter() -> None:
    asked = _question("1", QuestionType.SINGLE, answers=YES)
    text = _question("2", QuestionType.SHORT_TEXT)
    asked = replace(asked, filters=(FilterRule((2,), "3"),))
    found = subjects(_form(asked, text, _question("3", QuestionType.SINGLE, answers=YES)), {})

    assert found[1].parts == (Part("V2", "Wortlaut 2?"),)
    assert found[1].filtered == "entfällt, wenn Frage 1 = 2"


def test_other_wording_is_another_wave() -> None:
    question = _question("1", QuestionType.SCALE, answers=SAFE)
    (found,) = subjects(_form(question), {})
    (same,) = subjects(_form(replace(question, title="anders")), {})
    (other,) = subjects(_form(replace(question, wording="anders?")), {})

    assert found.hash == same.hash != other.hash


THREE = (Answer(1, "weiblich"), Answer(2, "männlich"), Answer(3, "divers"))


@pytest.mark.parametrize(
    ("kind", "counts", "shown", "dropped"),
    [
        (QuestionType.SINGLE, {1: 200, 2: 190, 3: 4}, (1, 2), ("divers",)),
        (QuestionType.SINGLE, {1: 200, 2: 190}, (1, 2), ("divers",)),
        (QuestionType.SINGLE, {1: 200, 2: 190, 3: 5}, (1, 2, 3), ()),
        (QuestionType.SINGLE, {1: 200, 2: 3, 3: 4}, (1, 2, 3), ()),
        (QuestionType.SCALE, {1: 200, 2: 190, 3: 4}, (1, 2, 3), ()),
    ],
)
def test_rare_answers_without_order_are_not_shown(
    kind: QuestionType, counts: dict[int, int], shown: tuple[int, ...], dropped: tuple[str, ...]
) -> None:
    (found,) = subjects(_form(_question("1", kind, answers=THREE)), {})
    left = without_rare(found, counts, 5)
    assert (left.codes, left.dropped) == (shown, dropped)


def test_rare_answers_are_named_in_a_note() -> None:
    assert rare_note("", ("divers",), 5) == "Nicht ausgewiesen, weniger als 5 Antworten: divers."
    assert rare_note("Geschlecht", ("a", "b"), 3) == "Geschlecht: nicht ausgewiesen, weniger als 3 Antworten: a, b."
