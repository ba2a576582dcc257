"""Rules over a whole questionnaire: numbers, length, what is the same in two waves, variables.

Length: a town's paper questionnaire is answered without help; 16 pages and 64 questions are the most that was
accepted in the field (municipal surveys of 16 pages: about 40 % return), so the frame of a form is its page
limit, `MINUTES_PER_PAGE` and `QUESTIONS_PER_PAGE`.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from coordinator_app.domain.questionnaires import (
    MISSING_CODES,
    Answer,
    Form,
    FormQuestion,
    MatrixRow,
    QuestionType,
    form_data,
)

MINUTES_PER_PAGE = 4
QUESTIONS_PER_PAGE = 10
START_SECONDS = 60
"""Time to read title, introduction and the hints for filling in."""

SECONDS_PER_ROW = 6
"""Time a reader needs for each further line of a matrix; the item's own seconds cover wording and first line."""


def numbers(questions: Sequence[FormQuestion]) -> dict[str, int]:
    """The printed number of every question by key, in order from 1; information texts have none."""
    found: dict[str, int] = {}
    for question in questions:
        if question.counts:
            found[question.key] = len(found) + 1
    return found


def blocks(questions: Sequence[FormQuestion]) -> list[tuple[str, list[FormQuestion]]]:
    """Neighbouring questions with the same block heading together, in order."""
    found: list[tuple[str, list[FormQuestion]]] = []
    for question in questions:
        if not found or found[-1][0] != question.block:
            found.append((question.block, []))
        found[-1][1].append(question)
    return found


def block_letter(index: int) -> str:
    """The letter printed before a block: A to Z, then AA, AB and so on."""
    first, last = divmod(index, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


# --- Length ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Budget:
    """How long the form is against its frame; `pages` is what the sheet really takes (0 = not yet set).

    `most_pages` is the frame of the sheet: that of the form, more in large print.
    """

    pages: int
    seconds: int
    questions: int
    page_limit: int
    most_pages: int

    @property
    def minutes(self) -> int:
        """Expected time to fill in, rounded up to whole minutes."""
        return -(-self.seconds // 60)

    @property
    def within(self) -> bool:
        """Whether pages, minutes and questions all keep to the frame."""
        limit = self.page_limit
        fits = self.minutes <= limit * MINUTES_PER_PAGE and self.questions <= limit * QUESTIONS_PER_PAGE
        return fits and self.pages <= self.most_pages

    @property
    def text(self) -> str:
        """„4 Seiten · ca. 12 Minuten · 31 Fragen“; pages are left out until the sheet is set."""
        parts = [_count(self.pages, "Seite", "Seiten")] if self.pages else []
        parts.append(f"ca. {_count(self.minutes, 'Minute', 'Minuten')}")
        parts.append(_count(self.questions, "Frage", "Fragen"))
        return " · ".join(parts)


def budget(form: Form, pages: int = 0) -> Budget:
    """Length of a form whose sheet has `pages` pages."""
    seconds = START_SECONDS + sum(question_seconds(question) for question in form.questions)
    asked = sum(question.counts for question in form.questions)
    return Budget(pages, seconds, asked, form.page_limit, form.most_pages)


def question_seconds(question: FormQuestion) -> int:
    """Expected time for one question in seconds; a matrix takes longer with every line and with a second scale."""
    lines = len(question.rows) * (2 if question.second else 1)
    return question.seconds + SECONDS_PER_ROW * max(lines - 1, 0)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


# --- Identity -------------------------------------------------------------------------------------------------


def question_hash(wording: str, answers: Sequence[Answer], rows: Sequence[str] = (), instruction: str = "") -> str:
    """Twelve hexadecimal digits over wording and scale: waves compare only questions where it is the same.

    Spaces at the ends do not count; every other character does, because small changes of a wording change
    answers.
    """
    scale = [[answer.code, answer.label.strip()] for answer in answers]
    content = [wording.strip(), instruction.strip(), scale, [row.strip() for row in rows]]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:12]


def hash_of(question: FormQuestion) -> str:
    """`question_hash` of a question in a form; a second scale counts as part of the scale."""
    rows = [row.label for row in question.rows]
    if question.second:
        rows += [f"{answer.code} {answer.label}" for answer in question.second]
        rows += [question.first_heading, question.second_heading, str(list(question.row_filter))]
    return question_hash(question.wording, question.answers, rows, question.instruction)


def wave_hash(question: FormQuestion) -> str:
    """Twelve hexadecimal digits over all that makes answers comparable: two waves are compared only when it is equal.

    Beyond `hash_of` it covers the type, labelled poles, most marks, exclusive answers, lines for own words, unit.
    """
    answers = [[answer.code, answer.exclusive, answer.text] for answer in question.answers]
    layout = question.layout
    form: list[object] = [question.type.value, question.limit, layout.poles_only, layout.unit, answers]
    form += [[row.name, row.text] for row in question.rows]
    return hashlib.sha256(json.dumps([hash_of(question), form]).encode()).hexdigest()[:12]


def content_hash(form: Form) -> str:
    """Hash over everything printed on the form (64 hexadecimal digits); titles of the tree do not count."""
    data = form_data(form)
    for question in data["questions"]:
        for name in ("title", "seconds", "construct", "comparison", "module"):
            del question[name]
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


# --- Variables (code plan) ------------------------------------------------------------------------------------

TEXT_TYPES = frozenset(
    {
        QuestionType.SHORT_TEXT,
        QuestionType.LONG_TEXT,
        QuestionType.TEXT_TABLE,
        QuestionType.CODE,
        QuestionType.DATE,
    }
)
"""Types whose variables hold text: own words, codes with leading zeros, dates as JJJJ-MM-TT."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One column of the data set: `values` are codes with labels, `missing` those that count as no answer.

    `question` is the key of the question in the form, `row` the matrix row, `code` the answer the column stands
    for (multiple choice, ranking, text beside an answer, column of a text table), `second` the second scale.
    """

    name: str
    number: int
    type: QuestionType
    label: str
    values: tuple[tuple[int, str], ...]
    missing: tuple[tuple[int, str], ...]
    filter: str = ""
    question: str = ""
    row: str = ""
    code: int | None = None
    second: bool = False

    @property
    def is_text(self) -> bool:
        """Whether the column holds text instead of numbers."""
        return self.type in TEXT_TYPES


def variables(form: Form) -> list[Variable]:
    """All columns of the data set in the order of the form, with who is asked („nur wenn Frage 6 …“)."""
    number = numbers(form.questions)
    conditions = _conditions(form, number)
    found: list[Variable] = []
    for question in form.questions:
        if question.counts:
            found += variables_of(question, number[question.key], conditions[question.key])
    return found


def variables_of(question: FormQuestion, number: int = 0, condition: str = "") -> list[Variable]:
    """The columns one question fills; `condition` says in words who is not asked."""
    columns = _Columns(question, number, condition)
    codes = _codes_of(question.answers)
    match question.type:
        case QuestionType.MATRIX:
            heading = f" – {question.first_heading}" if question.second and question.first_heading else ""
            for row in question.rows:
                columns.add(f"_{row.name}", row.label + heading, codes, row=row.name)
                if question.second:
                    columns.add_second(row)
        case QuestionType.TEXT_TABLE:
            for row, (code, label) in product(question.rows, codes):
                columns.add(f"_{row.name}_{code}", f"{row.label} – {label}", (), row=row.name, code=code)
        case QuestionType.MULTIPLE:
            for code, label in codes:
                columns.add(f"_{code}", label, _CROSSED, code=code)
        case QuestionType.RANKING:
            ranks = tuple((rank, f"Rang {rank}") for rank in range(1, len(codes) + 1))
            for code, label in codes:
                columns.add(f"_{code}", label, ranks, code=code)
        case _:
            columns.add("", question.wording, codes)
    columns.add_texts()
    return columns.found


_Codes = tuple[tuple[int, str], ...]
_CROSSED: _Codes = ((0, "nicht angekreuzt"), (1, "angekreuzt"))


class _Columns:
    """Collects the columns of one question in `found`."""

    def __init__(self, question: FormQuestion, number: int, condition: str) -> None:
        self.found: list[Variable] = []
        self._question, self._number, self._condition = question, number, condition
        self._missing = _missing(question.answers, condition)

    def add(self, suffix: str, label: str, values: _Codes, *, row: str = "", code: int | None = None) -> None:
        """A column with the missing codes of the question."""
        question = self._question
        name = question.variable + suffix
        self.found.append(
            Variable(
                name,
                self._number,
                question.type,
                label,
                values,
                self._missing,
                self._condition,
                question.key,
                row,
                code,
            )
        )

    def add_second(self, row: MatrixRow) -> None:
        """The second scale in one row: `<variable>_<row>_2`, with the row filter as condition."""
        question = self._question
        both = [self._condition] if self._condition else []
        if question.row_filter:
            both.append(f"nur wenn {question.variable}_{row.name} = {', '.join(map(str, question.row_filter))}")
        limits = "; ".join(both)
        label = row.label + (f" – {question.second_heading}" if question.second_heading else "")
        name = f"{question.variable}_{row.name}_2"
        codes, missing = _codes_of(question.second), _missing(question.second, limits)
        self.found.append(
            Variable(
                name, self._number, question.type, label, codes, missing, limits, question.key, row.name, second=True
            )
        )

    def add_texts(self) -> None:
        """One text column for every answer and matrix row with a line for own words."""
        question = self._question
        beside = [(str(answer.code), answer.label, "", answer.code) for answer in question.answers if answer.text]
        if question.type is QuestionType.MATRIX:
            beside += [(row.name, row.label, row.name, None) for row in question.rows if row.text]
        for suffix, label, row, code in beside:
            name, words = f"{question.variable}_{suffix}_text", f"Text zu „{label}“"
            self.found.append(
                Variable(
                    name,
                    self._number,
                    QuestionType.SHORT_TEXT,
                    words,
                    (),
                    (),
                    self._condition,
                    question.key,
                    row,
                    code,
                )
            )


def _codes_of(answers: Sequence[Answer]) -> tuple[tuple[int, str], ...]:
    return tuple((answer.code, answer.label) for answer in answers if not answer.missing)


def _missing(answers: Sequence[Answer], condition: str) -> tuple[tuple[int, str], ...]:
    """Missing codes of a variable: those printed, those of the entry, and „nicht gestellt“ behind a filter."""
    found = {answer.code: answer.label for answer in answers if answer.missing}
    found.setdefault(-9, MISSING_CODES[-9])
    found[-6] = MISSING_CODES[-6]
    if condition:
        found[-5] = MISSING_CODES[-5]
    return tuple(sorted(found.items(), reverse=True))


def _conditions(form: Form, number: dict[str, int]) -> dict[str, str]:
    """For every question who skips it: „entfällt, wenn Frage 6 = 2“, joined by „oder“."""
    place = {question.key: index for index, question in enumerate(form.questions)}
    skipped: dict[str, list[str]] = {question.key: [] for question in form.questions}
    for index, question in enumerate(form.questions):
        for rule in question.filters:
            end = place.get(rule.target, len(form.questions))
            codes = ", ".join(map(str, rule.codes))
            for passed in form.questions[index + 1 : end]:
                skipped[passed.key].append(f"Frage {number.get(question.key, 0)} = {codes}")
    return {key: f"entfällt, wenn {' oder '.join(texts)}" if texts else "" for key, texts in skipped.items()}
