"""The stops of typing a sheet: which fields a form has, their keys, and who is asked what.

A field is one thing on paper a person answers: one choice, all crosses of a multiple choice, one row of a matrix on
one scale, one number, one text. Codes 0 to 9 are typed as digits, higher ones as letters in their order; the keys
beside the digits of the number block stand for missing answers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from string import ascii_lowercase

from coordinator_app.domain.answers import NOT_ASKED, NOT_TYPED
from coordinator_app.domain.questionnaire_rules import Variable, numbers, variables
from coordinator_app.domain.questionnaires import (
    END_OF_FORM,
    MISSING_CODES,
    Answer,
    Form,
    FormQuestion,
    QuestionType,
)

MISSING_KEYS: dict[str, int] = {"+": -8, "-": -9, "*": -6, "/": -7}
"""Keys of the missing codes; all four lie on the number block."""

Values = Mapping[str, int]


class FieldKind(Enum):
    """How a field is typed."""

    CHOICE = auto()  # one key
    CROSSES = auto()  # a key per cross, Enter goes on
    LISTED = auto()  # more answers than keys: the code, then Enter
    NUMBER = auto()  # digits
    CODE = auto()  # digits kept as text
    DATE = auto()  # TTMMJJJJ
    TEXT = auto()  # words


TYPED_DIGITS = frozenset({FieldKind.LISTED, FieldKind.NUMBER, FieldKind.CODE, FieldKind.DATE})
"""Kinds that collect digits until they are complete."""

AS_TEXT = frozenset({FieldKind.CODE, FieldKind.DATE, FieldKind.TEXT})
"""Kinds whose answer is kept as text."""


@dataclass(frozen=True, slots=True)
class KeyAnswer:
    """One answer with the key that stands for it („" = none: its code is typed)."""

    key: str
    code: int
    label: str
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Only asked where `variable` has one of these codes (empty: any answer that counts)."""

    variable: str
    codes: tuple[int, ...] = ()

    def met(self, values: Values) -> bool:
        """Whether it holds."""
        value = values.get(self.variable, NOT_TYPED)
        return value in self.codes if self.codes else value >= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryField:
    """One stop. `variables` is one name, for crosses one per answer in the order of `answers`.

    `answers` count, `missing` are codes that may be typed instead; `digits` 0 = any number of digits; `limit` = most
    crosses (0 = any).
    """

    place: int
    question: str
    number: int
    kind: FieldKind
    variables: tuple[str, ...]
    label: str = ""
    answers: tuple[KeyAnswer, ...] = ()
    missing: tuple[KeyAnswer, ...] = ()
    digits: int = 0
    limit: int = 0
    year: bool = False
    unit: str = ""
    rank: bool = False
    needs: Condition | None = None

    @property
    def variable(self) -> str:
        """The first variable: the name of the field."""
        return self.variables[0]

    def typed(self, values: Values) -> bool:
        """Whether the field has been typed (or is known not to be asked)."""
        return all(values.get(name, NOT_TYPED) != NOT_TYPED for name in self.variables)

    def answered(self, values: Values) -> bool:
        """Whether there is anything typed other than „nicht gestellt“."""
        return any(values.get(name, NOT_TYPED) not in {NOT_TYPED, NOT_ASKED} for name in self.variables)


@dataclass(frozen=True, slots=True)
class EntryPlan:
    """All fields of a form in the order of typing, with the questions they belong to."""

    form: Form
    fields: tuple[EntryField, ...]
    questions: Mapping[str, FormQuestion]
    numbers: Mapping[str, int]

    def fields_of(self, question: str) -> list[EntryField]:
        """The fields of one question."""
        return [field for field in self.fields if field.question == question]

    def field_of(self, variable: str) -> EntryField | None:
        """The field a variable is typed in."""
        return next((field for field in self.fields if variable in field.variables), None)


def entry_plan(form: Form) -> EntryPlan:
    """The fields of a form; information texts have none."""
    number = numbers(form.questions)
    by_question: dict[str, list[Variable]] = {}
    for variable in variables(form):
        by_question.setdefault(variable.question, []).append(variable)
    found: list[EntryField] = []
    for question in form.questions:
        if question.counts:
            for field in _fields(question, number[question.key], by_question.get(question.key, [])):
                found.append(replace(field, place=len(found)))
    return EntryPlan(form, tuple(found), {question.key: question for question in form.questions}, number)


# --- Fields of one question -----------------------------------------------------------------------------------


def _fields(question: FormQuestion, number: int, columns: Sequence[Variable]) -> Iterator[EntryField]:
    own = [column for column in columns if column.type is question.type]
    beside = [column for column in columns if column.type is not question.type]
    if question.type is QuestionType.MULTIPLE:
        yield _crosses(question, number, own)
    else:
        for column in own:
            yield _one(question, number, column)
            if question.type is QuestionType.MATRIX and not _second_follows(own, column):
                yield from (_words(question, number, text) for text in beside if text.row == column.row)
    if question.type is not QuestionType.MATRIX:
        yield from (_words(question, number, text) for text in beside)


def _second_follows(own: Sequence[Variable], column: Variable) -> bool:
    return not column.second and any(other.second and other.row == column.row for other in own)


def _crosses(question: FormQuestion, number: int, own: Sequence[Variable]) -> EntryField:
    counted = [answer for answer in question.answers if not answer.missing]
    return EntryField(
        place=0,
        question=question.key,
        number=number,
        kind=FieldKind.CROSSES,
        variables=tuple(column.name for column in own),
        answers=_keyed(counted),
        missing=_missing(own[0]),
        limit=question.limit,
    )


def _one(question: FormQuestion, number: int, column: Variable) -> EntryField:
    labelled = question.type in {QuestionType.MATRIX, QuestionType.TEXT_TABLE, QuestionType.RANKING}
    plain = EntryField(
        place=0,
        question=question.key,
        number=number,
        kind=_KINDS.get(question.type, FieldKind.CHOICE),
        variables=(column.name,),
        label=column.label if labelled else "",
        missing=_missing(column),
        unit=question.layout.unit,
    )
    match question.type:
        case QuestionType.NUMBER | QuestionType.CODE:
            return replace(plain, digits=question.layout.digits)
        case QuestionType.YEAR:
            return replace(plain, digits=4, year=True)
        case QuestionType.DATE:
            return replace(plain, digits=8)
        case QuestionType.RANKING:
            return _choice(replace(plain, rank=True), [Answer(code, label) for code, label in column.values])
        case QuestionType.SHORT_TEXT | QuestionType.LONG_TEXT | QuestionType.TEXT_TABLE:
            return plain
        case _:
            needs = None
            if column.second and question.row_filter:
                needs = Condition(f"{question.variable}_{column.row}", question.row_filter)
            return _choice(replace(plain, needs=needs), question.second if column.second else question.answers)


_KINDS = {
    QuestionType.NUMBER: FieldKind.NUMBER,
    QuestionType.YEAR: FieldKind.NUMBER,
    QuestionType.CODE: FieldKind.CODE,
    QuestionType.DATE: FieldKind.DATE,
    QuestionType.SHORT_TEXT: FieldKind.TEXT,
    QuestionType.LONG_TEXT: FieldKind.TEXT,
    QuestionType.TEXT_TABLE: FieldKind.TEXT,
}


def _choice(field: EntryField, answers: Sequence[Answer]) -> EntryField:
    """One answer of several; with more answers than keys its code is typed."""
    keyed = _keyed([answer for answer in answers if not answer.missing])
    if all(answer.key for answer in keyed):
        return replace(field, answers=keyed)
    most = max(len(str(answer.code)) for answer in keyed)
    plain = tuple(replace(answer, key="") for answer in keyed)
    return replace(field, answers=plain, kind=FieldKind.LISTED, digits=most)


def _words(question: FormQuestion, number: int, text: Variable) -> EntryField:
    """The line for own words beside an answer or row: asked only where that is crossed."""
    if text.row:
        needs = Condition(f"{question.variable}_{text.row}")
    elif question.type is QuestionType.MULTIPLE:
        needs = Condition(f"{question.variable}_{text.code}", (1,))
    else:
        needs = Condition(question.variable, (text.code or 0,))
    return EntryField(
        place=0,
        question=question.key,
        number=number,
        kind=FieldKind.TEXT,
        variables=(text.name,),
        label=text.label,
        missing=_missing(text),
        needs=needs,
    )


def _keyed(answers: Sequence[Answer]) -> tuple[KeyAnswer, ...]:
    """Answers with their keys: the digit of the code; higher codes have letters in their order."""
    letters = iter(ascii_lowercase)
    return tuple(
        KeyAnswer(
            str(answer.code) if answer.code < 10 else next(letters, ""), answer.code, answer.label, answer.exclusive
        )
        for answer in answers
    )


def _missing(column: Variable) -> tuple[KeyAnswer, ...]:
    """The missing codes that may be typed, in the order of their keys."""
    labels = dict(column.missing)
    labels.setdefault(-6, MISSING_CODES[-6])
    labels.setdefault(-9, MISSING_CODES[-9])
    return tuple(KeyAnswer(key, code, labels[code]) for key, code in MISSING_KEYS.items() if code in labels)


# --- Who is asked ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Skip:
    """Why a question is left out: the question whose filter jumps over it, and the answer given there."""

    question: str
    code: int


def skips(plan: EntryPlan, values: Values) -> dict[str, Skip]:
    """The questions a person jumps over by her answers, with the reason (the first one counts)."""
    found: dict[str, Skip] = {}
    questions = plan.form.questions
    place = {question.key: index for index, question in enumerate(questions)}
    for index, question in enumerate(questions):
        value = values.get(question.variable, NOT_TYPED)
        for rule in question.filters:
            if value in rule.codes:
                end = len(questions) if rule.target == END_OF_FORM else place.get(rule.target, index)
                for passed in questions[index + 1 : end]:
                    found.setdefault(passed.key, Skip(question.key, value))
    return found


def asked(plan: EntryPlan, values: Values) -> list[bool]:
    """For every field whether it is to be answered on this sheet."""
    left_out = skips(plan, values)
    return [
        field.question not in left_out and (field.needs is None or field.needs.met(values)) for field in plan.fields
    ]


def settled(plan: EntryPlan, values: Values) -> dict[str, int]:
    """The values with „nicht gestellt“ where nothing is to be answered, and taken back where it is again.

    What was really typed stays; a field whose condition is not decided yet waits.
    """
    found = dict(values)
    left_out = skips(plan, found)
    for field in plan.fields:
        waits = field.needs is not None and found.get(field.needs.variable, NOT_TYPED) == NOT_TYPED
        out = field.question in left_out or (field.needs is not None and not waits and not field.needs.met(found))
        for name in field.variables:
            if out and found.get(name, NOT_TYPED) == NOT_TYPED:
                found[name] = NOT_ASKED
            elif not out and found.get(name) == NOT_ASKED:
                found[name] = NOT_TYPED
    return found


def next_open(plan: EntryPlan, values: Values, after: int) -> int | None:
    """The next field to type after a place, else the first one left; None when the sheet is complete."""
    todo = [
        field.place
        for field, wanted in zip(plan.fields, asked(plan, values), strict=True)
        if wanted and not field.typed(values)
    ]
    return next((place for place in todo if place > after), todo[0] if todo else None)


def neighbour(plan: EntryPlan, values: Values, place: int, step: int) -> int | None:
    """The next asked field in a direction (`step` 1 or −1); None at the ends."""
    wanted = asked(plan, values)
    place += step
    while 0 <= place < len(plan.fields):
        if wanted[place] or plan.fields[place].answered(values):
            return place
        place += step
    return None
