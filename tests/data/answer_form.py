"""A form with every type of question and files of answers to it, for tests."""

import io
from collections.abc import Sequence
from typing import Any

from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.questionnaires import (
    Answer,
    FilterRule,
    Form,
    FormQuestion,
    Layout,
    MatrixRow,
    QuestionType,
)
from coordinator_app.exchange.answer_mapping import ColumnFinder
from coordinator_app.exchange.answer_sheets import Sheets, prepare
from coordinator_app.exchange.answer_table import table_from

SCALE = (Answer(1, "sehr sicher"), Answer(2, "eher sicher"), Answer(3, "unsicher"), Answer(-8, "weiß nicht"))
OPEN = Answer(3, "Sonstiges", text=True)


def question(name: str, kind: QuestionType, **values: Any) -> FormQuestion:
    return FormQuestion(key=name, block="B", type=kind, wording=f"Wie ist das mit {name}?", variable=name, **values)


FORM = Form(
    title="Sicher leben",
    municipality="Stadt Mühlwerda",
    questions=(
        question("E01", QuestionType.SINGLE, answers=SCALE, filters=(FilterRule((1,), "E03"),)),
        question("E02", QuestionType.MULTIPLE, answers=(Answer(1, "Dunkelheit"), Answer(2, "Verkehr"), OPEN)),
        question("E03", QuestionType.MATRIX, answers=SCALE, rows=(MatrixRow("a", "Bahnhof"), MatrixRow("b", "Park"))),
        question("E04", QuestionType.NUMBER, layout=Layout(digits=3)),
        question("E05", QuestionType.CODE, layout=Layout(digits=5)),
        question("E06", QuestionType.DATE),
        question("E07", QuestionType.LONG_TEXT),
        question(
            *("E08", QuestionType.MATRIX),
            answers=(Answer(1, "kenne ich"), Answer(2, "kenne ich nicht")),
            second=(Answer(1, "gut"), Answer(2, "schlecht")),
            first_heading="Bekannt",
            second_heading="Urteil",
            rows=(MatrixRow("a", "Streife"),),
            row_filter=(1,),
        ),
        question("E09", QuestionType.RANKING, answers=(Answer(1, "Licht"), Answer(2, "Bus"))),
        question("E10", QuestionType.SINGLE, answers=(Answer(1, "Ja"), Answer(2, "Nein"), OPEN)),
        question("E11", QuestionType.YEAR),
    ),
)
FINDER = ColumnFinder(FORM)


def read(data: bytes, name: str = "antworten.csv") -> tuple[Sheets, Any]:
    table = table_from(data, name, FINDER.knows, JobContext())
    return prepare(table, FORM, FINDER, FINDER.targets(table.headings), JobContext()), table


def values(data: bytes, *names: str) -> list[tuple[int, ...]]:
    sheets, _ = read(data)
    order = list(FINDER.variables)
    return [tuple(int(row[order.index(name)]) for name in names) for row in sheets.values]


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
