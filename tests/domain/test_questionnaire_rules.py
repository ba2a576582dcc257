"""Rules over a whole form: numbers, filters, length, hashes, variables."""

from dataclasses import replace

import pytest

from coordinator_app.domain.questionnaire_rules import (
    block_letter,
    blocks,
    budget,
    content_hash,
    findings,
    hash_of,
    numbers,
    question_seconds,
    variables,
)
from coordinator_app.domain.questionnaires import (
    END_OF_FORM,
    Answer,
    FilterRule,
    Form,
    FormQuestion,
    MatrixRow,
    QuestionType,
)

YES_NO = (Answer(1, "ja"), Answer(2, "nein"), Answer(-9, "keine Angabe"))


def question(key: str, kind: QuestionType = QuestionType.SINGLE, **values: object) -> FormQuestion:
    answers = YES_NO if kind in (QuestionType.SINGLE, QuestionType.SCALE, QuestionType.MULTIPLE) else ()
    defaults = {"block": "Wohnen", "wording": f"Frage {key}?", "answers": answers, "variable": f"V{key}"}
    return FormQuestion(key=key, type=kind, **{**defaults, **values})  # type: ignore[arg-type]  # test values


def form(*questions: FormQuestion) -> Form:
    return Form(title="Befragung", municipality="Mühlwerda", questions=questions)


def test_information_texts_have_no_number() -> None:
    parts = [question("a"), question("i", QuestionType.INFO), question("b")]
    assert numbers(parts) == {"a": 1, "b": 2}


def test_neighbours_with_the_same_heading_are_one_block() -> None:
    parts = [question("a"), question("b"), question("c", block="Verkehr"), question("d")]
    found = blocks(parts)
    assert [(title, len(inside)) for title, inside in found] == [("Wohnen", 2), ("Verkehr", 1), ("Wohnen", 1)]
    assert [block_letter(n) for n in (0, 25, 26)] == ["A", "Z", "AA"]


def test_sound_form_has_no_findings() -> None:
    sound = form(
        question("a", filters=(FilterRule((2,), "c"), FilterRule((-9,), END_OF_FORM))),
        question("b", QuestionType.SHORT_TEXT),
        question("c"),
    )
    assert findings(sound) == []


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (question("a", wording=" "), "Frage 1 hat keinen Wortlaut"),
        (question("a", QuestionType.INFO, wording=""), "Hinweistext hat keinen Wortlaut"),
        (question("a", answers=YES_NO[:1]), "mindestens zwei Antworten"),
        (question("a", answers=(*YES_NO, Answer(2, "doch"))), "Der Code 2 ist doppelt"),
        (question("a", answers=(*YES_NO, Answer(3, " "))), "Eine Antwort hat keinen Text"),
        (question("a", QuestionType.MATRIX, answers=YES_NO), "Die Matrix hat keine Zeilen"),
        (question("a", QuestionType.MULTIPLE, limit=4), "höchstens 4 Kreuze"),
        (question("a", QuestionType.DATE, filters=(FilterRule((1,), "z"),)), "nur bei Einfachauswahl"),
        (question("a", filters=(FilterRule((7,), "z"),)), "Antwort, die es nicht mehr gibt"),
        (question("a", filters=(FilterRule((), "z"),)), "Antwort, die es nicht mehr gibt"),
        (question("a", filters=(FilterRule((2,), "weg"),)), "Frage, die es nicht mehr gibt"),
        (question("a", filters=(FilterRule((2,), "a"),)), "springt zurück zu Frage 1"),
        (question("a", variable="Vz"), "„Vz“ kommt doppelt"),
    ],
)
def test_finding_names_what_is_wrong(changed: FormQuestion, message: str) -> None:
    found = findings(form(changed, question("z")))
    assert message in found[0].text
    assert found[0].key == "a"


def test_matrix_takes_longer_with_every_row() -> None:
    rows = tuple(MatrixRow(name, name) for name in "abc")
    assert question_seconds(question("a", QuestionType.MATRIX, rows=rows, seconds=10)) == 22
    assert question_seconds(question("a", seconds=10)) == 10


def test_budget_says_pages_minutes_and_questions() -> None:
    one = budget(form(question("a", seconds=61)), 1)
    assert (one.text, one.within) == ("1 Seite · ca. 3 Minuten · 1 Frage", True)
    many = form(*(question(str(n), seconds=28) for n in range(31)))
    assert budget(many, 4).text == "4 Seiten · ca. 16 Minuten · 31 Fragen"
    assert budget(many).text == "ca. 16 Minuten · 31 Fragen"
    assert not budget(many, 5).within
    assert not budget(form(*(question(str(n), seconds=1) for n in range(41))), 4).within
    assert not budget(form(*(question(str(n), seconds=40) for n in range(31))), 4).within


def test_hash_of_a_question_covers_wording_and_scale_only() -> None:
    asked = question("a")
    assert hash_of(asked) == hash_of(replace(asked, key="b", block="Anderes", seconds=99))
    assert hash_of(asked) == hash_of(replace(asked, wording=asked.wording + " "))
    assert hash_of(asked) != hash_of(replace(asked, wording=asked.wording + "!"))
    assert hash_of(asked) != hash_of(replace(asked, answers=YES_NO[:2]))


def test_content_hash_covers_what_is_printed() -> None:
    before = form(question("a"))
    assert content_hash(before) == content_hash(form(question("a", title="Kurzname", seconds=99)))
    assert content_hash(before) != content_hash(replace(before, title="Anders"))
    assert content_hash(before) != content_hash(form(question("a", wording="Anders?")))


def test_variables_follow_question_types() -> None:
    rows = (MatrixRow("a", "am Tag"), MatrixRow("b", "nachts"))
    asked = form(
        question("1", filters=(FilterRule((2,), "4"),)),
        question("2", QuestionType.MATRIX, rows=rows, answers=YES_NO),
        question("3", QuestionType.MULTIPLE, answers=(*YES_NO[:2], Answer(3, "anderes", text=True))),
        question("i", QuestionType.INFO),
        question("4", QuestionType.RANKING, answers=YES_NO[:2]),
        question("5", QuestionType.NUMBER),
    )
    found = {variable.name: variable for variable in variables(asked)}
    assert list(found) == ["V1", "V2_a", "V2_b", "V3_1", "V3_2", "V3_3", "V3_3_text", "V4_1", "V4_2", "V5"]
    assert found["V1"].values == ((1, "ja"), (2, "nein"))
    assert found["V1"].missing == ((-6, "ungültig oder mehrfach angekreuzt"), (-9, "keine Angabe"))
    assert found["V2_b"].label == "nachts"
    assert found["V2_a"].filter == "entfällt, wenn Frage 1 = 2"
    assert (-5, "nicht gestellt (Filter)") in found["V2_a"].missing
    assert found["V3_3"].values == ((0, "nicht angekreuzt"), (1, "angekreuzt"))
    assert found["V4_1"].values == ((1, "Rang 1"), (2, "Rang 2"))
    assert found["V4_1"].filter == ""
    assert found["V5"].number == 5


def test_filter_to_the_end_skips_all_that_follows() -> None:
    asked = form(question("1", filters=(FilterRule((2, -9), END_OF_FORM),)), question("2"), question("3"))
    assert variables(asked)[2].filter == "entfällt, wenn Frage 1 = 2, -9"
