"""What is in a stored question: as a value for rules and documents, from an item of the bank, at the beginning."""

from dataclasses import replace
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.domain.municipality import Area, AreaKind, Municipality
from coordinator_app.domain.questionnaire_rules import hash_of
from coordinator_app.domain.questionnaires import (
    WITH_FILTER,
    Answer,
    FormQuestion,
    Layout,
    MatrixRow,
    QuestionType,
    answers_from,
    answers_text,
    filters_from,
    row_filter_from,
    row_filter_text,
    rows_from,
    rows_text,
)
from coordinator_app.domain.surveys import Question
from coordinator_app.storage.unit_of_work import ReadUnit
from coordinator_app.survey.item_bank import Item, filled_question
from coordinator_app.survey.ready_scales import ready_scales


def form_question(question: Question) -> FormQuestion:
    """A stored question as the value rules and documents work with; its key is its id."""
    return FormQuestion(
        key=str(question.id),
        block=question.block,
        type=question.type,
        wording=question.wording,
        title=question.title,
        instruction=question.instruction,
        variable=question.variable,
        answers=answers_from(question.answers),
        rows=rows_from(question.matrix_rows),
        limit=question.most_marks,
        filters=filters_from(question.filters),
        layout=Layout(question.answer_columns, question.lines, question.digits, question.unit, question.poles_only),
        seconds=question.seconds,
        module=question.module,
        construct=question.construct,
        item=question.item,
        item_version=question.item_version,
        comparison=question.comparison,
        second=answers_from(question.second_answers),
        first_heading=question.first_heading,
        second_heading=question.second_heading,
        row_filter=row_filter_from(question.row_filter),
    )


def is_edited(question: Question) -> bool:
    """Whether wording or scale differ from the item the question was taken from."""
    return bool(question.item_hash) and hash_of(form_question(question)) != question.item_hash


def town_name(unit: ReadUnit) -> str:
    """Name of the file's municipality for the wording of questions."""
    own = unit.find(Municipality, is_own=True)
    return own[0].name if own else "unserer Stadt"


def question_of_item(unit: ReadUnit, item: Item, questionnaire_id: int, block: str) -> Question:
    """A copy of a bank item for this town, not stored yet; `UserError` when it needs Ortsteile and there are none."""
    areas = districts(unit) if item.answers_from else ()
    if item.answers_from and not areas:
        raise UserError(
            "Diese Frage braucht die Ortsteile Ihrer Kommune als Antworten. Bitte legen Sie diese unter "
            "„Einstellungen“ an.",
            help_topic="fragenbank",
        )
    content = filled_question(item.question, municipality=town_name(unit), areas=areas)
    return Question(
        questionnaire_id=questionnaire_id,
        block=block,
        title=content.title,
        type=content.type,
        wording=content.wording,
        instruction=content.instruction,
        variable="" if content.type is QuestionType.INFO else content.variable,
        answers=answers_text(content.answers),
        matrix_rows=rows_text(content.rows),
        most_marks=content.limit,
        lines=content.layout.lines,
        digits=content.layout.digits,
        unit=content.layout.unit,
        poles_only=content.layout.poles_only,
        seconds=content.seconds,
        module=content.module,
        construct=content.construct,
        item=content.item,
        item_version=content.item_version,
        item_hash=hash_of(content),
        comparison=content.comparison,
        second_answers=answers_text(content.second) if content.second else "",
        first_heading=content.first_heading,
        second_heading=content.second_heading,
        row_filter=row_filter_text(content.row_filter),
    )


_SMALL_NUMBERS = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn")
_MOST_NAMED = 21  # hints up to twenty crosses are recognised as ours
_ANY_MARKS = "Mehrere Kreuze sind möglich."
_EVERY_ROW = "Bitte in jeder Zeile ein Kreuz."


def marks_instruction(most: int) -> str:
    """The hint for the most crosses allowed: „Bitte höchstens drei Kreuze.“; 0 = as many as wanted."""
    if not most:
        return _ANY_MARKS
    count = _SMALL_NUMBERS[most - 1] if most <= len(_SMALL_NUMBERS) else str(most)
    return f"Bitte höchstens {count} Kreuz{'e' if most > 1 else ''}."


def following(current: Question, values: dict[str, Any]) -> dict[str, Any]:
    """What changes along: the hint for the most crosses, as long as nobody wrote one of their own."""
    if "most_marks" not in values or "instruction" in values or current.type is not QuestionType.MULTIPLE:
        return {}
    ready = {"", *(marks_instruction(most) for most in range(_MOST_NAMED))}
    return {"instruction": marks_instruction(values["most_marks"] or 0)} if current.instruction in ready else {}


_ALIKE = (
    (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.SCALE, QuestionType.RANKING),
    (QuestionType.SHORT_TEXT, QuestionType.LONG_TEXT),
    (QuestionType.NUMBER, QuestionType.YEAR, QuestionType.CODE, QuestionType.DATE),
)


def alike(kind: QuestionType) -> tuple[QuestionType, ...]:
    """The types a question of this type can become without being written anew, without its own."""
    return tuple(other for group in _ALIKE if kind in group for other in group if other is not kind)


def changed_type(current: Question, kind: QuestionType) -> dict[str, Any]:
    """The fields of a question that becomes one of type `kind`: what that type does not have goes."""
    values: dict[str, Any] = {"type": kind}
    if kind not in WITH_FILTER:
        values["filters"] = ""
    if kind is not QuestionType.SCALE:
        values["poles_only"] = False
    if kind is not QuestionType.MULTIPLE:
        kept = answers_from(current.answers)
        values["most_marks"] = 0
        values["answers"] = answers_text(tuple(replace(answer, exclusive=False) for answer in kept)) if kept else ""
    if kind is QuestionType.YEAR:
        values["digits"] = 4
    ready = {marks_instruction(most) for most in range(_MOST_NAMED)}
    if kind is QuestionType.MULTIPLE and not current.instruction:
        values["instruction"] = _ANY_MARKS
    elif kind is not QuestionType.MULTIPLE and current.instruction in ready:
        values["instruction"] = ""
    return values


def first_content(kind: QuestionType) -> dict[str, Any]:
    """What a new question of this type starts with, so that the sheet shows something to change."""
    yes_no = answers_text((Answer(1, "ja"), Answer(2, "nein")))
    match kind:
        case QuestionType.TEXT_TABLE:
            rows = tuple(MatrixRow(name, f"{number}.") for number, name in enumerate("abc", 1))
            columns = answers_text((Answer(1, "Ort"), Answer(2, "Grund")))
            return {"answers": columns, "matrix_rows": rows_text(rows), "lines": 1}
        case QuestionType.MATRIX:
            rows = (MatrixRow("a", "erste Zeile"), MatrixRow("b", "zweite Zeile"))
            return {"answers": yes_no, "matrix_rows": rows_text(rows), "instruction": _EVERY_ROW}
        case QuestionType.RANKING:
            return {"answers": answers_text(tuple(Answer(code, f"Antwort {code}") for code in (1, 2, 3)))}
        case QuestionType.MULTIPLE:
            return {"answers": yes_no, "instruction": _ANY_MARKS}
        case QuestionType.SCALE:
            return {"answers": answers_text(ready_scales()[0].answers)}
        case QuestionType.SINGLE:
            return {"answers": yes_no}
        case _:
            return {}


def districts(unit: ReadUnit) -> tuple[str, ...]:
    """Names of the Ortsteile in their order."""
    return tuple(area.name for area in unit.find(Area, area_kind=AreaKind.DISTRICT))
