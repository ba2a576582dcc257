"""What is wrong with a form before printing."""

import pytest

from coordinator_app.domain.questionnaire_findings import findings
from coordinator_app.domain.questionnaires import (
    END_OF_FORM,
    Answer,
    FilterRule,
    Form,
    FormQuestion,
    Layout,
    MatrixRow,
    QuestionType,
)

YES_NO = (Answer(1, "ja"), Answer(2, "nein"), Answer(-9, "keine Angabe"))
ROWS = (MatrixRow("a", "am Tag"), MatrixRow("b", "nachts"))
TWO = {"answers": YES_NO, "rows": ROWS, "second": YES_NO, "first_heading": "heute", "second_heading": "früher"}


def question(key: str, kind: QuestionType = QuestionType.SINGLE, **values: object) -> FormQuestion:
    answers = YES_NO if kind in (QuestionType.SINGLE, QuestionType.SCALE, QuestionType.MULTIPLE) else ()
    defaults = {"block": "Wohnen", "wording": f"Frage {key}?", "answers": answers, "variable": f"V{key}"}
    return FormQuestion(key=key, type=kind, **{**defaults, **values})  # type: ignore[arg-type]  # test values


def matrix(**values: object) -> FormQuestion:
    return question("a", QuestionType.MATRIX, **{**TWO, **values})


def form(*questions: FormQuestion) -> Form:
    return Form(title="Befragung", municipality="Mühlwerda", questions=questions)


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
        (question("a", variable="vZ"), "„vZ“ kommt doppelt"),
        (question("a", variable="1a"), "„1a“ ist nicht möglich"),
        (question("a", variable=""), "ist nicht möglich"),
        (question("a", answers=(*YES_NO, Answer(-3, "nie"))), "Den Code -3 für fehlende Antworten gibt es nicht"),
        (question("a", QuestionType.TEXT_TABLE, rows=ROWS), "keine Spalten"),
        (question("a", QuestionType.TEXT_TABLE, answers=(Answer(1, "Ort"),)), "Tabelle hat keine Zeilen"),
        (question("a", QuestionType.CODE, layout=Layout(digits=13)), "zwischen 1 und 12"),
        (question("a", QuestionType.NUMBER, layout=Layout(digits=10)), "zwischen 1 und 9"),
        (question("a", second=YES_NO), "nur bei einer Matrix"),
        (matrix(second=(), row_filter=(1,)), "braucht eine zweite Skala"),
        (matrix(second=YES_NO[:1]), "zweite Skala braucht mindestens zwei"),
        (matrix(second=(*YES_NO, Answer(2, "doch"))), "Zweite Skala: Der Code 2 ist doppelt"),
        (question("a", answers=tuple(Answer(n, "x") for n in range(46))), "Mehr als 45 Antworten"),
        (
            question("a", QuestionType.RANKING, answers=tuple(Answer(n, "x") for n in range(10))),
            "höchstens 9 Antworten",
        ),
        (question("a", QuestionType.LONG_TEXT, layout=Layout(lines=16)), "Mehr als 15 Schreiblinien"),
        (matrix(first_heading=""), "beide eine Überschrift"),
        (matrix(row_filter=(5,)), "Filter je Zeile nennt eine Antwort"),
        (matrix(row_filter=(1, 2, -9)), "überflüssig"),
        (matrix(answers=tuple(Answer(code, "x") for code in range(10))), "höchstens 12 Spalten"),
        (question("a", QuestionType.SCALE, answers=tuple(Answer(n, "x") for n in range(14))), "höchstens 13 Spalten"),
        (
            question("a", QuestionType.TEXT_TABLE, rows=ROWS, answers=tuple(Answer(n, "x") for n in range(6))),
            "höchstens 5 Spalten",
        ),
    ],
)
def test_finding_names_what_is_wrong(changed: FormQuestion, message: str) -> None:
    found = findings(form(changed, question("z")))
    assert message in found[0].text
    assert found[0].key == "a"


def test_columns_of_two_questions_must_not_have_the_same_name() -> None:
    found = findings(form(matrix(), question("b", variable="VA_a")))
    assert "Spalte „VA_A“ kommt doppelt" in found[0].text
    assert "„VA_a“ kommt doppelt" in found[1].text


def test_new_kinds_of_questions_are_sound() -> None:
    table = question("t", QuestionType.TEXT_TABLE, rows=ROWS, answers=(Answer(1, "Ort"),))
    assert findings(form(matrix(row_filter=(1,)), table, question("c", QuestionType.CODE))) == []
