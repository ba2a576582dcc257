"""A form with every type of question, for tests of typing."""

from typing import Any

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

YES_NO = (Answer(1, "ja"), Answer(2, "nein"), Answer(-8, "weiß nicht"))


def question(key: str, kind: QuestionType, **more: Any) -> FormQuestion:
    """A question whose variable is its key in capitals."""
    return FormQuestion(key=key, block="Alles", type=kind, wording=f"Frage {key}?", variable=key.upper(), **more)


EVERYTHING = Form(
    title="Alles",
    municipality="Stadt Mühlwerda",
    questions=(
        question("a", QuestionType.SINGLE, answers=YES_NO, filters=(FilterRule((2,), "d"),)),
        question("i", QuestionType.INFO),
        question(
            "b",
            QuestionType.MULTIPLE,
            limit=2,
            answers=(
                Answer(1, "Licht"),
                Answer(2, "Bänke"),
                Answer(3, "Sonstiges", text=True),
                Answer(4, "nichts davon", exclusive=True),
                Answer(-8, "weiß nicht"),
            ),
        ),
        question("c", QuestionType.SCALE, answers=tuple(Answer(code, str(code)) for code in range(1, 8))),
        question(
            "d",
            QuestionType.MATRIX,
            answers=(Answer(1, "ja"), Answer(2, "nein")),
            rows=(MatrixRow("a", "Bahnhof"), MatrixRow("b", "Sonstiges", text=True)),
            second=(Answer(1, "tags"), Answer(2, "nachts")),
            row_filter=(1,),
        ),
        question("e", QuestionType.NUMBER, layout=Layout(digits=3, unit="Jahre")),
        question("f", QuestionType.YEAR),
        question("g", QuestionType.CODE, layout=Layout(digits=5)),
        question("h", QuestionType.DATE),
        question("j", QuestionType.SHORT_TEXT),
        question(
            "k",
            QuestionType.TEXT_TABLE,
            answers=(Answer(1, "Ort"), Answer(2, "Zeit")),
            rows=(MatrixRow("a", "1."), MatrixRow("b", "2.")),
        ),
        question("l", QuestionType.RANKING, answers=(Answer(1, "Bus"), Answer(2, "Rad"), Answer(3, "Auto"))),
        question(
            "m",
            QuestionType.SINGLE,
            answers=(*YES_NO, Answer(3, "anders", text=True)),
            filters=(FilterRule((2,), END_OF_FORM),),
        ),
        question("n", QuestionType.SINGLE, answers=tuple(Answer(code, f"Ortsteil {code}") for code in range(1, 15))),
        question("o", QuestionType.SINGLE, answers=tuple(Answer(code, f"Straße {code}") for code in range(1, 60))),
    ),
)
