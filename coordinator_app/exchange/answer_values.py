"""What the cells of a column mean for a variable: codes, labels, codes of other programs, numbers, dates, words.

Decided once per different text. What cannot be an answer becomes „ungültig“ (−6) and is told.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.domain.answers import INVALID, LARGEST, NOT_TYPED, TEXT_LENGTH, WRITTEN
from coordinator_app.domain.questionnaire_rules import Variable
from coordinator_app.domain.questionnaires import MISSING_CODES, Answer, FormQuestion, QuestionType
from coordinator_app.exchange.answer_mapping import words
from coordinator_app.exchange.limesurvey_form import OTHER

MISSING_WORDS: dict[str, int] = {
    **{words(label): code for code, label in MISSING_CODES.items()},
    "keine angabe": -9,
    "k. a": -9,
    "k.a": -9,
    "ka": -9,
    "n/a": -9,
    "na": -9,
    "#nv": -9,
    "#n/a": -9,
    "null": -9,
    "no answer": -9,
    "keine antwort": -9,
    "ohne angabe": -9,
    "weiß nicht": -8,
    "weiss nicht": -8,
    "don't know": -8,
    "w. n": -8,
    "trifft nicht zu": -7,
    "entfällt": -7,
    "ungültig": -6,
    "mehrfach": -6,
    "{question_not_shown}": -5,
    "nicht gestellt": -5,
}
_YES = frozenset({"1", "y", "ja", "yes", "x", "true", "wahr", "angekreuzt", "gewählt", "✓", "quoted"})
_NO = frozenset({"0", "false", "falsch", "nicht angekreuzt", "nicht gewählt", "not quoted"})
_EMPTY_BOX = frozenset({"n", "nein", "no", "-"})
"""What online programs write for a box left empty, also when the whole question was passed over."""

_UNWRITTEN = frozenset({-5, -9})
"""Missing answers told in words that count in a text as well; „weiß nicht“ there is what somebody wrote."""
_WHOLE = re.compile(r"([+-]?\d{1,10})(?:[.,]0+)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?.*)?")
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: \d{2}:\d{2}.*)?")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text means: a code (None = nothing the question knows) and the words to keep beside it."""

    code: int | None
    text: str = ""


EMPTY = Meaning(NOT_TYPED)
"""An empty cell: what it means is decided by the other cells of the row."""

Reader = Callable[[str], Meaning]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a column was read: a meaning for each of its texts; `labels` when the cells held labels instead of codes.

    `unclear` when its numbers could be both, with another meaning.
    """

    meanings: tuple[Meaning, ...]
    labels: bool = False
    unclear: bool = False


def read_column(
    texts: Sequence[str], variable: Variable, question: FormQuestion, codes: Mapping[str, int] | None = None
) -> Reading:
    """The meaning of every different text of a column; `codes` are those of the program it came from."""
    given = codes or {}
    if variable.is_text:
        return Reading(tuple(_written(variable, question, text) for text in texts))
    if variable.type is QuestionType.MULTIPLE:
        return Reading(tuple(_cross(text, variable, given) for text in texts))
    if variable.type in {QuestionType.NUMBER, QuestionType.YEAR}:
        return Reading(tuple(_number(text, variable, question) for text in texts))
    return _coded(texts, variable, question, given)


# --- Codes and labels -------------------------------------------------------------------------------------------


def _coded(texts: Sequence[str], variable: Variable, question: FormQuestion, given: Mapping[str, int]) -> Reading:
    answers = question.second if variable.second else question.answers
    if variable.type is QuestionType.RANKING:
        answers = ()  # its columns hold ranks, not answers
    valid = {code for code, _ in variable.values} | {code for code, _ in variable.missing} | MISSING_CODES.keys()
    labels = _labels(variable, answers)
    as_code = [_code(text, valid) for text in texts]
    as_label = [labels.get(words(text)) for text in texts]
    pairs = list(zip(as_code, as_label, strict=True))
    by_label = any(code is None and label is not None and label >= 0 for code, label in pairs)
    unclear = any(code is not None and label is not None and code != label for code, label in pairs)
    found: list[Meaning] = []
    for text, code, label in zip(texts, as_code, as_label, strict=True):
        if not text:
            found.append(EMPTY)
        elif text in given:
            found.append(Meaning(given[text]))
        else:
            first, second = (label, code) if by_label else (code, label)
            best = first if first is not None else second
            foreign = _otherwise(text, answers, valid) if answers else None
            found.append(Meaning(best if best is not None else foreign))
    return Reading(tuple(found), by_label, unclear)


def _labels(variable: Variable, answers: Sequence[Answer]) -> dict[str, int]:
    """Codes by label; the words everybody uses for missing answers unless the question has them as an answer."""
    found = dict(MISSING_WORDS)
    pairs = [*variable.missing, *((answer.code, answer.label) for answer in answers), *variable.values]
    for code, label in pairs:
        found[words(label)] = code
    for code, label in pairs:
        for text in (
            f"{code} {label}",
            f"{code} - {label}",
            f"{code} – {label}",
            f"{code}: {label}",
            f"{code} = {label}",
        ):
            found.setdefault(words(text), code)
        found.setdefault(words(f"{label} ({code})"), code)
    return found


def _code(text: str, valid: set[int]) -> int | None:
    match = _WHOLE.fullmatch(text.replace("−", "-"))
    return int(match[1]) if match and int(match[1]) in valid else None


def _otherwise(text: str, answers: Sequence[Answer], valid: set[int]) -> int | None:
    """Codes of LimeSurvey without its structure: „-oth-“, „A3“, „AO03“, „Y“ and „N“."""
    if text == OTHER:
        return next((answer.code for answer in answers if answer.text), None)
    match = re.fullmatch(r"[A-Za-z]{1,3}0*(\d{1,3})", text)
    if match:
        return int(match[1]) if int(match[1]) in valid else None
    wanted = {"Y": "ja", "N": "nein", "U": "unsicher", "F": "weiblich", "M": "männlich"}.get(text, "")
    return next((answer.code for answer in answers if wanted and words(answer.label) == wanted), None)


# --- Crosses, numbers, words ------------------------------------------------------------------------------------


def _missing(text: str) -> int | None:
    """The missing code a text stands for."""
    match = _WHOLE.fullmatch(text.replace("−", "-"))
    if match and int(match[1]) in MISSING_CODES:
        return int(match[1])
    return MISSING_WORDS.get(words(text))


def _cross(text: str, variable: Variable, given: Mapping[str, int]) -> Meaning:
    if not text:
        return EMPTY
    if text in given:
        return Meaning(given[text])
    plain = words(text)
    if plain in _YES or plain == words(variable.label):
        return Meaning(1)
    if plain in _NO:
        return Meaning(0)
    if plain in _EMPTY_BOX:
        return EMPTY
    match = _WHOLE.fullmatch(text)
    if match and int(match[1]) in (0, 1):
        return Meaning(int(match[1]))
    if match and variable.code is not None and int(match[1]) == variable.code:
        return Meaning(1)  # some programs write the answer's own code
    return Meaning(_missing(text))


def _number(text: str, variable: Variable, question: FormQuestion) -> Meaning:
    if not text:
        return EMPTY
    match = _WHOLE.fullmatch(text.replace("−", "-"))
    value = int(text.replace(".", "")) if _THOUSANDS.fullmatch(text) else int(match[1]) if match else None
    if value is not None and value >= 0:
        limit = 9_999 if variable.type is QuestionType.YEAR else min(10 ** max(question.layout.digits, 1) - 1, LARGEST)
        return Meaning(value if value <= limit else None)
    return Meaning(_missing(text))


def _written(variable: Variable, question: FormQuestion, text: str) -> Meaning:
    if not text:
        return EMPTY
    if re.fullmatch(r"-[5-9](?:[.,]0+)?", text.replace("−", "-")):
        return Meaning(-int(text[1]))
    if MISSING_WORDS.get(words(text)) in _UNWRITTEN:
        return Meaning(MISSING_WORDS[words(text)])
    if variable.type is QuestionType.DATE:
        return _date(text)
    if variable.type is QuestionType.CODE:
        digits = re.sub(r"\s", "", text)
        fits = digits.isascii() and digits.isdigit() and len(digits) <= max(question.layout.digits, 1)
        return Meaning(WRITTEN, digits) if fits else Meaning(_missing(text))
    return Meaning(WRITTEN, text[:TEXT_LENGTH])


def _date(text: str) -> Meaning:
    iso, german = _ISO.fullmatch(text), _GERMAN.fullmatch(text)
    try:
        if iso:
            return Meaning(WRITTEN, date(int(iso[1]), int(iso[2]), int(iso[3])).isoformat())
        if german:
            return Meaning(WRITTEN, date(int(german[3]), int(german[2]), int(german[1])).isoformat())
    except ValueError:
        return Meaning(None)
    return Meaning(_missing(text))


def shown(code: int | None) -> int:
    """The code stored for a meaning: what is nothing the question knows is „ungültig“."""
    return INVALID if code is None else code
