"""The questionnaire as a value: questions with answers, filters and layout, independent of storage and paper.

Codes: answers have codes ≥ 0, missing answers negative ones, the same in every survey of a file, so that
waves and towns can be compared. A question is addressed by its `key`, which stays when questions move.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from coordinator_app.common.errors import UserError
from coordinator_app.domain.vocabulary import Vocabulary

NOT_APPLICABLE = -7
DOES_NOT_KNOW = -8
NO_ANSWER = -9

MISSING_CODES: dict[int, str] = {
    -5: "nicht gestellt (Filter)",
    -6: "ungültig oder mehrfach angekreuzt",
    NOT_APPLICABLE: "trifft nicht zu",
    DOES_NOT_KNOW: "weiß nicht",
    NO_ANSWER: "keine Angabe",
}
"""Codes every question may take; those printed as a box stand in the question's answers as well."""

END_OF_FORM = "ende"
"""Filter target „Ende des Fragebogens“."""


class QuestionType(Vocabulary):
    """What a question asks for; decides boxes, variables and how it is typed in."""

    SINGLE = "single", "Einfachauswahl"
    MULTIPLE = "multiple", "Mehrfachauswahl"
    SCALE = "scale", "Skala"
    MATRIX = "matrix", "Matrix"
    NUMBER = "number", "Zahl"
    YEAR = "year", "Jahr"
    SHORT_TEXT = "short_text", "Kurzer Text"
    LONG_TEXT = "long_text", "Langer Text"
    DATE = "date", "Datum"
    CODE = "code", "Kennziffer"
    TEXT_TABLE = "text_table", "Texttabelle"
    RANKING = "ranking", "Rangfolge"
    INFO = "info", "Hinweistext"


CHOICE_TYPES = frozenset({QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.SCALE, QuestionType.RANKING})
WITH_ANSWERS = CHOICE_TYPES | {QuestionType.MATRIX, QuestionType.TEXT_TABLE}
"""Types with a list of answers; those of a text table are the headings of its columns."""

WITH_ROWS = frozenset({QuestionType.MATRIX, QuestionType.TEXT_TABLE})
WITH_POLES = frozenset({QuestionType.SCALE, QuestionType.MATRIX})
WITH_FILTER = frozenset({QuestionType.SINGLE, QuestionType.SCALE})
WITH_DIGITS = frozenset({QuestionType.NUMBER, QuestionType.YEAR, QuestionType.CODE})


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: `exclusive` rules out all others („nichts davon“), `text` has a line to write on."""

    code: int
    label: str
    exclusive: bool = False
    text: bool = False

    @property
    def missing(self) -> bool:
        """Whether the answer says that there is none („weiß nicht“, „keine Angabe“)."""
        return self.code < 0


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One line of a matrix or text table; `name` (a, b, …) is appended to the variable name.

    `text` has a line for own words beside its label („Sonstiges: ____“).
    """

    name: str
    label: str
    text: bool = False


@dataclass(frozen=True, slots=True)
class FilterRule:
    """Whoever gives one of these answers goes on with question `target` (a key or `END_OF_FORM`)."""

    codes: tuple[int, ...]
    target: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How a question is set: `columns` 0 = chosen by the sheet, `lines` to write on, `digits` of a number.

    `poles_only` labels only the two ends of a scale, `seconds` is the expected time to answer.
    """

    columns: int = 0
    lines: int = 2
    digits: int = 4
    unit: str = ""
    poles_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormQuestion:
    """A question as it stands in a questionnaire. `limit` = most crosses of a multiple choice (0 = any).

    A matrix may have a second scale in the same rows (`second`, both under their headings). With `row_filter` it
    is answered only in rows where the first scale has one of these codes.
    """

    key: str
    block: str
    type: QuestionType
    wording: str
    title: str = ""
    instruction: str = ""
    variable: str = ""
    answers: tuple[Answer, ...] = ()
    rows: tuple[MatrixRow, ...] = ()
    limit: int = 0
    filters: tuple[FilterRule, ...] = ()
    layout: Layout = Layout()
    seconds: int = 10
    module: str = ""
    construct: str = ""
    item: str = ""
    item_version: int = 0
    comparison: bool = False
    second: tuple[Answer, ...] = ()
    first_heading: str = ""
    second_heading: str = ""
    row_filter: tuple[int, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is a question at all; information texts carry no number."""
        return self.type is not QuestionType.INFO


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A whole questionnaire in printing order; `questions` of one block stand together.

    `large_print` sets everything bigger, `drawn_correction` prints how a wrong cross is taken back.
    """

    title: str
    municipality: str
    questions: tuple[FormQuestion, ...] = ()
    subtitle: str = ""
    introduction: str = ""
    closing: str = ""
    page_limit: int = 4
    language: str = "de"
    large_print: bool = False
    drawn_correction: bool = True

    @property
    def most_pages(self) -> int:
        """Pages the sheet may have: large print takes two and a half times the room."""
        return self.page_limit * 5 // 2 if self.large_print else self.page_limit


# --- JSON: what is stored in the question's columns and frozen in a form version ------------------------------


def answers_text(answers: tuple[Answer, ...]) -> str:
    """Answers as stored JSON; flags that are not set are left out."""
    return json.dumps([_without_defaults(_answer_data(answer)) for answer in answers], ensure_ascii=False)


def answers_from(text: str) -> tuple[Answer, ...]:
    """Answers from stored JSON; raises `UserError` when the text is damaged."""
    return tuple(
        Answer(int(part["code"]), str(part["label"]), bool(part.get("exclusive")), bool(part.get("text")))
        for part in _parts(text, ("code", "label"))
    )


def rows_text(rows: tuple[MatrixRow, ...]) -> str:
    """Matrix rows as stored JSON."""
    parts = [{"name": row.name, "label": row.label, "text": row.text} for row in rows]
    return json.dumps([_without_defaults(part) for part in parts], ensure_ascii=False)


def rows_from(text: str) -> tuple[MatrixRow, ...]:
    """Matrix rows from stored JSON; raises `UserError` when the text is damaged."""
    return tuple(
        MatrixRow(str(part["name"]), str(part["label"]), bool(part.get("text")))
        for part in _parts(text, ("name", "label"))
    )


def filters_text(filters: tuple[FilterRule, ...]) -> str:
    """Filter rules as stored JSON."""
    return json.dumps([{"codes": list(rule.codes), "target": rule.target} for rule in filters])


def filters_from(text: str) -> tuple[FilterRule, ...]:
    """Filter rules from stored JSON; raises `UserError` when the text is damaged."""
    return tuple(
        FilterRule(tuple(int(code) for code in part["codes"]), str(part["target"]))
        for part in _parts(text, ("codes", "target"))
    )


def row_filter_text(codes: tuple[int, ...]) -> str:
    """Codes of the first scale that open the second as stored JSON; none are empty text."""
    return json.dumps(list(codes)) if codes else ""


def row_filter_from(text: str) -> tuple[int, ...]:
    """Codes of a row filter from stored JSON; raises `UserError` when the text is damaged."""
    if not text:
        return ()
    try:
        return tuple(int(code) for code in json.loads(text))
    except (TypeError, ValueError) as error:
        raise _damaged(str(error)) from error


def form_data(form: Form) -> dict[str, Any]:
    """A form as plain JSON data: what a form version freezes and its hash covers.

    What came later is left out while it is not used, so that frozen forms keep their hash.
    """
    later: dict[str, Any] = {}
    if form.large_print:
        later["large_print"] = True
    if not form.drawn_correction:
        later["drawn_correction"] = False
    return later | {
        "title": form.title,
        "municipality": form.municipality,
        "subtitle": form.subtitle,
        "introduction": form.introduction,
        "closing": form.closing,
        "language": form.language,
        "page_limit": form.page_limit,
        "questions": [question_data(question) for question in form.questions],
    }


def question_data(question: FormQuestion) -> dict[str, Any]:
    """One question as plain JSON data."""
    layout = question.layout
    later: dict[str, Any] = {
        "second": [_answer_data(answer) for answer in question.second],
        "first_heading": question.first_heading,
        "second_heading": question.second_heading,
        "row_filter": list(question.row_filter),
    }
    return {name: value for name, value in later.items() if value} | {
        "key": question.key,
        "block": question.block,
        "type": question.type.value,
        "wording": question.wording,
        "title": question.title,
        "instruction": question.instruction,
        "variable": question.variable,
        "answers": [_answer_data(answer) for answer in question.answers],
        "rows": [{"name": row.name, "label": row.label, "text": row.text} for row in question.rows],
        "limit": question.limit,
        "filters": [{"codes": list(rule.codes), "target": rule.target} for rule in question.filters],
        "layout": {
            "columns": layout.columns,
            "lines": layout.lines,
            "digits": layout.digits,
            "unit": layout.unit,
            "poles_only": layout.poles_only,
        },
        "seconds": question.seconds,
        "module": question.module,
        "construct": question.construct,
        "item": question.item,
        "item_version": question.item_version,
        "comparison": question.comparison,
    }


def form_from(data: Mapping[str, Any]) -> Form:
    """A frozen form back from its JSON data; raises `UserError` when something is missing."""
    try:
        questions = tuple(_question_from(part) for part in data["questions"])
        texts = {name: str(data[name]) for name in ("title", "municipality", "subtitle", "introduction", "closing")}
        return Form(
            **texts,
            language=str(data["language"]),
            page_limit=int(data["page_limit"]),
            questions=questions,
            large_print=bool(data.get("large_print")),
            drawn_correction=bool(data.get("drawn_correction", True)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(str(error)) from error


def _question_from(part: Mapping[str, Any]) -> FormQuestion:
    question = FormQuestion(
        key=str(part["key"]),
        block=str(part["block"]),
        type=QuestionType(part["type"]),
        wording=str(part["wording"]),
        answers=answers_from(json.dumps(part["answers"])),
        rows=rows_from(json.dumps(part["rows"])),
        filters=filters_from(json.dumps(part["filters"])),
        layout=Layout(**part["layout"]),
        second=answers_from(json.dumps(part.get("second", []))),
        first_heading=str(part.get("first_heading", "")),
        second_heading=str(part.get("second_heading", "")),
        row_filter=tuple(int(code) for code in part.get("row_filter", ())),
    )
    plain = ("title", "instruction", "variable", "limit", "seconds", "module", "construct", "item", "item_version")
    return replace(question, comparison=bool(part["comparison"]), **{name: part[name] for name in plain})


def _answer_data(answer: Answer) -> dict[str, Any]:
    return {"code": answer.code, "label": answer.label, "exclusive": answer.exclusive, "text": answer.text}


def _without_defaults(part: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if value is not False}


def _parts(text: str, needed: tuple[str, ...]) -> list[dict[str, Any]]:
    """The stored list of objects, each with the names needed; empty text is an empty list."""
    if not text:
        return []
    try:
        data = json.loads(text)
    except ValueError as error:
        raise _damaged(str(error)) from error
    if not isinstance(data, list):
        raise _damaged("keine Liste")
    for part in cast("list[Any]", data):
        if not isinstance(part, dict) or not all(name in part for name in needed):
            raise _damaged(f"es fehlt {' oder '.join(needed)}")
    return cast("list[dict[str, Any]]", data)


def _damaged(detail: str) -> UserError:
    return UserError(
        f"Eine Frage des Fragebogens ist beschädigt gespeichert ({detail}). Bitte löschen Sie die Frage und "
        "nehmen Sie sie neu aus der Fragenbank auf, oder stellen Sie eine Sicherung wieder her.",
        help_topic="fragebogen",
    )
