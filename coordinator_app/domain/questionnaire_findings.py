"""What is wrong with a questionnaire before it may be printed: answers, codes, filters, names of variables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coordinator_app.domain.questionnaire_rules import numbers, variables
from coordinator_app.domain.questionnaires import (
    CHOICE_TYPES,
    END_OF_FORM,
    MISSING_CODES,
    WITH_ANSWERS,
    WITH_DIGITS,
    WITH_FILTER,
    WITH_POLES,
    WITH_ROWS,
    Answer,
    Form,
    FormQuestion,
    QuestionType,
)

MOST_COLUMNS, MOST_COLUMNS_OF_TWO = 13, 12
"""Boxes side by side on the sheet with gaps of 3 mm, large print included: in one scale, in two."""

MOST_FIELDS = 5
MOST_ANSWERS, MOST_LINES, MOST_RANKS = 45, 15, 9
MOST_DIGITS = {QuestionType.NUMBER: 9, QuestionType.CODE: 12}
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


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
    taken = _taken_names(form)
    for place, question in enumerate(form.questions):
        name = f"Frage {number[question.key]}" if question.counts else "Hinweistext"
        if not question.wording.strip():
            found.append(Finding(question.key, f"{name} hat keinen Wortlaut."))
        texts = [*_answer_findings(question), *_second_findings(question), *_filter_findings(form, place, number)]
        texts += _name_findings(question, taken)
        found += [Finding(question.key, f"{name}: {text}") for text in texts]
    return found


# --- Answers ----------------------------------------------------------------------------------------------------


def _answer_findings(question: FormQuestion) -> Iterator[str]:
    if question.type in WITH_ANSWERS:
        yield from _scale_findings(question)
    if question.type in WITH_ROWS and not question.rows:
        noun = "Matrix" if question.type is QuestionType.MATRIX else "Tabelle"
        yield f"Die {noun} hat keine Zeilen."
    if question.type is QuestionType.MULTIPLE and question.limit > len(question.answers):
        yield f"Es sind höchstens {question.limit} Kreuze erlaubt, aber nur {len(question.answers)} Antworten da."
    yield from _room_findings(question)


def _room_findings(question: FormQuestion) -> Iterator[str]:
    """What does not fit on the sheet."""
    count = len(question.answers)
    most = MOST_COLUMNS_OF_TWO if question.second else MOST_COLUMNS
    if question.type in CHOICE_TYPES and count > MOST_ANSWERS:
        yield f"Mehr als {MOST_ANSWERS} Antworten passen nicht auf eine Seite. Bitte fassen Sie einige zusammen."
    if question.type is QuestionType.RANKING and count > MOST_RANKS:
        yield f"Eine Rangfolge kann höchstens {MOST_RANKS} Antworten haben; das Feld fasst eine Ziffer."
    if question.type in WITH_POLES and count + len(question.second) > most:
        yield f"Auf den Bogen passen höchstens {most} Spalten mit Kästchen nebeneinander."
    if question.type is QuestionType.TEXT_TABLE and count > MOST_FIELDS:
        yield f"Eine Texttabelle kann höchstens {MOST_FIELDS} Spalten haben; schmalere Felder kann niemand ausfüllen."
    if question.layout.lines > MOST_LINES:
        yield f"Mehr als {MOST_LINES} Schreiblinien passen nicht auf eine Seite."
    if question.type in WITH_DIGITS:
        digits = MOST_DIGITS.get(question.type, 4)
        if not 1 <= question.layout.digits <= digits:
            yield f"Die Zahl der Ziffern muss zwischen 1 und {digits} liegen."


def _scale_findings(question: FormQuestion) -> Iterator[str]:
    table = question.type is QuestionType.TEXT_TABLE
    given = sum(not answer.missing for answer in question.answers)
    if table and given < 1:
        yield "Die Tabelle hat keine Spalten."
    if not table and given < 2:
        yield "Es braucht mindestens zwei Antworten."
    yield from _code_findings(question.answers)


def _code_findings(answers: Sequence[Answer]) -> Iterator[str]:
    codes = [answer.code for answer in answers]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"Der Code {code} ist doppelt vergeben."
    for code in sorted({code for code in codes if code < 0 and code not in MISSING_CODES}):
        yield f"Den Code {code} für fehlende Antworten gibt es nicht; möglich sind −5 bis −9."
    if any(not answer.label.strip() for answer in answers):
        yield "Eine Antwort hat keinen Text."


def _second_findings(question: FormQuestion) -> Iterator[str]:
    """What is wrong with the second scale of a matrix and the filter of its rows."""
    if not question.second:
        if question.row_filter:
            yield "Der Filter je Zeile braucht eine zweite Skala."
        return
    if question.type is not QuestionType.MATRIX:
        yield "Eine zweite Skala ist nur bei einer Matrix möglich."
        return
    if sum(not answer.missing for answer in question.second) < 2:
        yield "Die zweite Skala braucht mindestens zwei Antworten."
    yield from (f"Zweite Skala: {text}" for text in _code_findings(question.second))
    if not (question.first_heading.strip() and question.second_heading.strip()):
        yield "Zwei Skalen in einer Zeile brauchen beide eine Überschrift."
    codes = {answer.code for answer in question.answers}
    if not codes.issuperset(question.row_filter):
        yield "Der Filter je Zeile nennt eine Antwort, die es nicht mehr gibt."
    elif question.row_filter and codes.issubset(question.row_filter):
        yield "Der Filter je Zeile lässt jede Antwort zu; er ist überflüssig."


# --- Filters ----------------------------------------------------------------------------------------------------


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


# --- Names of variables -------------------------------------------------------------------------------------------


def _taken_names(form: Form) -> dict[str, set[str]]:
    """Every name of the data set in small letters with the keys of the questions that give it."""
    taken: dict[str, set[str]] = {}
    for question in form.questions:
        if question.counts:
            taken.setdefault(question.variable.lower(), set()).add(question.key)
    for variable in variables(form):
        taken.setdefault(variable.name.lower(), set()).add(variable.question)
    return taken


def _name_findings(question: FormQuestion, taken: dict[str, set[str]]) -> Iterator[str]:
    """A name begins with a letter and is given once; statistics programs do not tell capitals from small letters."""
    if not question.counts:
        return
    if not _NAME.fullmatch(question.variable):
        yield (
            f"Der Variablenname „{question.variable}“ ist nicht möglich: Er beginnt mit einem Buchstaben, danach sind "
            "Buchstaben ohne Umlaute, Ziffern und der Unterstrich erlaubt."
        )
        return
    doubled = [name for name, keys in taken.items() if question.key in keys and len(keys) > 1]
    if question.variable.lower() in doubled:
        yield f"Der Variablenname „{question.variable}“ kommt doppelt vor."
    elif doubled:
        yield f"Der Name der Spalte „{doubled[0].upper()}“ kommt doppelt vor; bitte ändern Sie den Variablennamen."
