"""Rules over a whole questionnaire: numbers, filters, length, what is the same in two waves, variables.

Length: a town's paper questionnaire is answered without help; 16 pages and 64 questions are the most that was
accepted in the field (municipal surveys of 16 pages: about 40 % return), so the frame of a form is its page
limit, `MINUTES_PER_PAGE` and `QUESTIONS_PER_PAGE`.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coordinator_app.domain.questionnaires import (
    END_OF_FORM,
    MISSING_CODES,
    WITH_ANSWERS,
    WITH_FILTER,
    Answer,
    Form,
    FormQuestion,
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


# --- Findings -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to put right before printing; `key` names the question ("" = the whole form)."""

    key: str
    text: str
    serious: bool = True


def findings(form: Form) -> list[Finding]:
    """Everything wrong with the form in reading order: filters, answers, codes, names of variables."""
    found: list[Finding] = []
    number = numbers(form.questions)
    variables = [question.variable for question in form.questions if question.counts]
    for place, question in enumerate(form.questions):
        name = f"Frage {number[question.key]}" if question.counts else "Hinweistext"
        if not question.wording.strip():
            found.append(Finding(question.key, f"{name} hat keinen Wortlaut."))
        found += [Finding(question.key, f"{name}: {text}") for text in _answer_findings(question)]
        found += [Finding(question.key, f"{name}: {text}") for text in _filter_findings(form, place, number)]
        if question.counts and variables.count(question.variable) > 1:
            found.append(Finding(question.key, f"{name}: Der Variablenname „{question.variable}“ kommt doppelt vor."))
    return found


def _answer_findings(question: FormQuestion) -> Iterator[str]:
    if question.type in WITH_ANSWERS:
        if sum(not answer.missing for answer in question.answers) < 2:
            yield "Es braucht mindestens zwei Antworten."
        codes = [answer.code for answer in question.answers]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield f"Der Code {code} ist doppelt vergeben."
        if any(not answer.label.strip() for answer in question.answers):
            yield "Eine Antwort hat keinen Text."
    if question.type is QuestionType.MATRIX and not question.rows:
        yield "Die Matrix hat keine Zeilen."
    if question.type is QuestionType.MULTIPLE and question.limit > len(question.answers):
        yield f"Es sind höchstens {question.limit} Kreuze erlaubt, aber nur {len(question.answers)} Antworten da."


def _filter_findings(form: Form, place: int, number: dict[str, int]) -> Iterator[str]:
    question = form.questions[place]
    if question.filters and question.type not in WITH_FILTER:
        yield "Filter sind nur bei Einfachauswahl und Skala möglich."
        return
    codes = {answer.code for answer in question.answers}
    later = {follower.key for follower in form.questions[place + 1 :]}
    for rule in question.filters:
        if not codes.issuperset(rule.codes) or not rule.codes:
            yield "Der Filter nennt eine Antwort, die es nicht mehr gibt."
        if rule.target in (END_OF_FORM, *later):
            continue
        if rule.target in number:
            yield f"Der Filter springt zurück zu Frage {number[rule.target]}; er darf nur nach vorn führen."
        else:
            yield "Der Filter führt zu einer Frage, die es nicht mehr gibt."


# --- Length ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Budget:
    """How long the form is against its frame; `pages` is what the sheet really takes (0 = not yet set)."""

    pages: int
    seconds: int
    questions: int
    page_limit: int

    @property
    def minutes(self) -> int:
        """Expected time to fill in, rounded up to whole minutes."""
        return -(-self.seconds // 60)

    @property
    def within(self) -> bool:
        """Whether pages, minutes and questions all keep to the frame."""
        limit = self.page_limit
        fits = self.minutes <= limit * MINUTES_PER_PAGE and self.questions <= limit * QUESTIONS_PER_PAGE
        return fits and self.pages <= limit

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
    return Budget(pages, seconds, sum(question.counts for question in form.questions), form.page_limit)


def question_seconds(question: FormQuestion) -> int:
    """Expected time for one question in seconds; a matrix takes longer with every line."""
    return question.seconds + SECONDS_PER_ROW * max(len(question.rows) - 1, 0)


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
    """`question_hash` of a question in a form."""
    rows = [row.label for row in question.rows]
    return question_hash(question.wording, question.answers, rows, question.instruction)


def content_hash(form: Form) -> str:
    """Hash over everything printed on the form (64 hexadecimal digits); titles of the tree do not count."""
    data = form_data(form)
    for question in data["questions"]:
        for name in ("title", "seconds", "construct", "comparison", "module"):
            del question[name]
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


# --- Variables (code plan) ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Variable:
    """One column of the data set: `values` are codes with labels, `missing` those that count as no answer."""

    name: str
    number: int
    type: QuestionType
    label: str
    values: tuple[tuple[int, str], ...]
    missing: tuple[tuple[int, str], ...]
    filter: str = ""


def variables(form: Form) -> list[Variable]:
    """All columns of the data set in the order of the form, with who is asked („nur wenn Frage 6 …“)."""
    number = numbers(form.questions)
    conditions = _conditions(form, number)
    found: list[Variable] = []
    for question in form.questions:
        if question.counts:
            found += _variables_of(question, number[question.key], conditions[question.key])
    return found


def _variables_of(question: FormQuestion, number: int, condition: str) -> Iterator[Variable]:
    missing = _missing(question, condition)
    for suffix, label, values in _columns_of(question):
        yield Variable(question.variable + suffix, number, question.type, label, values, missing, condition)
    for answer in question.answers:
        if answer.text:
            name, label = f"{question.variable}_{answer.code}_text", f"Text zu „{answer.label}“"
            yield Variable(name, number, QuestionType.SHORT_TEXT, label, (), (), condition)


def _columns_of(question: FormQuestion) -> Iterator[tuple[str, str, tuple[tuple[int, str], ...]]]:
    """Suffix of the name, label and values of every column a question fills."""
    codes = tuple((answer.code, answer.label) for answer in question.answers if not answer.missing)
    match question.type:
        case QuestionType.MATRIX:
            yield from ((f"_{row.name}", row.label, codes) for row in question.rows)
        case QuestionType.MULTIPLE:
            crossed = ((0, "nicht angekreuzt"), (1, "angekreuzt"))
            yield from ((f"_{code}", label, crossed) for code, label in codes)
        case QuestionType.RANKING:
            ranks = tuple((rank, f"Rang {rank}") for rank in range(1, len(codes) + 1))
            yield from ((f"_{code}", label, ranks) for code, label in codes)
        case _:
            yield "", question.wording, codes


def _missing(question: FormQuestion, condition: str) -> tuple[tuple[int, str], ...]:
    """Missing codes of a variable: those printed, those of the entry, and „nicht gestellt“ behind a filter."""
    found = {answer.code: answer.label for answer in question.answers if answer.missing}
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
