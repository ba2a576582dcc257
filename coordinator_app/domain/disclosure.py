"""What of a survey's answers may leave the house as data of single persons, and in which form.

Never: own words, dates, codes, numbers of sheets. Facts about the person either stay inside or are keys: together they
must fit at least `k` persons (domain of „Satzarten“ in official microdata: k-anonymity by local suppression).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.domain.questionnaire_rules import Variable, variables
from coordinator_app.domain.questionnaires import Form, FormQuestion, QuestionType
from coordinator_app.domain.vocabulary import Vocabulary

PROTECTED = -4
"""Code of a value taken out to protect a person; only in files handed out."""

PROTECTED_LABEL = "zum Schutz der Person entfernt"
LEAST_K = 3
FEWEST = 30
"""Sheets a data set handed out must have at least."""

AGE_BANDS: tuple[tuple[int, str], ...] = (
    (0, "unter 18 Jahre"),
    (18, "18 bis 29 Jahre"),
    (30, "30 bis 44 Jahre"),
    (45, "45 bis 59 Jahre"),
    (60, "60 bis 74 Jahre"),
    (75, "75 Jahre oder älter"),
)
"""Youngest age of each band; their codes are 1, 2, …"""

OLDEST = 110


class Treatment(Vocabulary):
    """What happens to a variable on its way out."""

    KEEP = "keep", "wie erfasst"
    KEY = "key", "Merkmal zur Person, geschützt"
    AGE = "age", "Altersgruppe, geschützt"
    BANDS = "bands", "in Gruppen"
    OUT = "out", "bleibt hier"


KEYS = frozenset({Treatment.KEY, Treatment.AGE})
"""Treatments whose variables are protected together."""


@dataclass(frozen=True, slots=True)
class ExportVariable:
    """One variable with what happens to it and why; `allowed` are the treatments that may be chosen instead."""

    variable: Variable
    question: FormQuestion
    treatment: Treatment
    reason: str
    allowed: tuple[Treatment, ...]


_PERSON_MODULE = "Q"
_PERSON_BLOCKS = ("zur person", "zu ihrer person", "statistik", "demograf", "soziodemogra")
_AGE = ("alter", "altersgruppe", "geburtsjahr", "wie alt")
_SEX = ("geschlecht", "welches geschlecht")
_PLACE = ("ortsteil", "stadtteil", "wohngebiet", "stadtbezirk", "gemeindeteil", "in welchem ortsteil wohnen")
_MAIN = {"Q01", "Q02", "Q03"}


def proposal(form: Form) -> list[ExportVariable]:
    """Every variable of a form with the treatment the program proposes."""
    questions = {question.key: question for question in form.questions}
    return [_proposed(variable, questions[variable.question]) for variable in variables(form)]


def _proposed(variable: Variable, question: FormQuestion) -> ExportVariable:
    if variable.is_text:
        reason = "Eigene Worte, Daten und Kennziffern können eine Person verraten."
        return ExportVariable(variable, question, Treatment.OUT, reason, (Treatment.OUT,))
    number = question.type in {QuestionType.NUMBER, QuestionType.YEAR}
    if is_about_age(question) and number:
        reason = "Das genaue Alter wird zur Altersgruppe."
        return ExportVariable(variable, question, Treatment.AGE, reason, (Treatment.AGE, Treatment.OUT))
    if _is_person(question):
        main = question.item in _MAIN or _about(question, (*_AGE, *_SEX, *_PLACE))
        if number:
            reason = "Zahl zur Person: bleibt hier."
            return ExportVariable(variable, question, Treatment.OUT, reason, (Treatment.OUT,))
        chosen = Treatment.KEY if main and question.type is QuestionType.SINGLE else Treatment.OUT
        reason = "Geprüft mit den anderen Merkmalen zur Person." if main else "Macht zusammen mit anderen kenntlich."
        return ExportVariable(variable, question, chosen, reason, (Treatment.KEY, Treatment.OUT))
    if number:
        reason = "Seltene Zahlen werden in Gruppen zusammengefasst."
        return ExportVariable(variable, question, Treatment.BANDS, reason, (Treatment.BANDS, Treatment.OUT))
    return ExportVariable(variable, question, Treatment.KEEP, "", (Treatment.KEEP, Treatment.KEY, Treatment.OUT))


def is_about_age(question: FormQuestion) -> bool:
    """Whether a question asks for age or year of birth."""
    return question.item in {"Q01", "Q10"} or (_about(question, _AGE) and _is_person(question))


def _is_person(question: FormQuestion) -> bool:
    """Questions of the bank by their module; own ones by block, title or wording."""
    if question.module:
        return question.module == _PERSON_MODULE
    block = question.block.casefold()
    return any(word in block for word in _PERSON_BLOCKS) or _about(question, (*_AGE[1:], *_SEX, *_PLACE))


def _about(question: FormQuestion, names: Sequence[str]) -> bool:
    title, wording = question.title.casefold(), question.wording.casefold()
    return any(title.split()[:1] == [name] or (" " in name and name in wording) for name in names)


def age_code(age: int) -> int:
    """The code of an age's band; an age nobody has is protected."""
    if not 0 <= age <= OLDEST:
        return PROTECTED
    return sum(age >= youngest for youngest, _ in AGE_BANDS)
