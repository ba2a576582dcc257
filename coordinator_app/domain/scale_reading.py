"""How the answers of a scale are read: which end is good for the town, and what the two top answers say together.

The question bank names the polarity of the *construct* („positiv“: safety; „negativ“: worry). Whether its good end
is the first or the last answer follows from how the answers run: from much to little („sehr sicher … sehr unsicher“)
or from little to much („kein Problem … großes Problem“).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.domain.questionnaires import Answer, FormQuestion, QuestionType

POSITIVE, NEGATIVE, NEITHER = "positiv", "negativ", "ohne"
_LITTLE = re.compile(
    r"^(?:kein|keine|nein|nie|gar nicht|überhaupt nicht|nicht|0$|viel (?:niedriger|weniger|seltener)|deutlich "
    r"(?:abgenommen|weniger|niedriger)|deutlicher rückgang|ich fühle mich viel sicherer)\b",
    re.IGNORECASE,
)
_GOOD = re.compile(
    r"\b(?:sicher|zufrieden|gut|gern|gerne|besser|hilfreich|wichtig|vertrauen|positiv|ausreichend)\b", re.IGNORECASE
)
_BAD_ABSENT = re.compile(r"^(?:kein|keine) (?:problem|sorge|angst|gefahr|belastung)", re.IGNORECASE)
_DEGREES = frozenset({"sehr", "eher", "voll", "ziemlich", "völlig", "etwas", "deutlich", "viel", "stimme"})
_LONGEST_SCALE = 7
"""Scales with more answers (0 to 10) are told by their mean, not by top answers."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A scale read: its valid answers from good to bad, how many are good, and what is added up.

    `good` = 0 where no end is good; then the answers stand as printed. `summary` names the sum of `summary_codes`
    („sicher“, „mittleres oder großes Problem“); both are empty where nothing is added up. `turned` tells that the
    answers stand the other way round than on the sheet.
    """

    answers: tuple[Answer, ...]
    good: int = 0
    summary: str = ""
    summary_codes: tuple[int, ...] = ()
    turned: bool = False
    mean: bool = False


def read_scale(question: FormQuestion, polarity: str) -> Reading:
    """How this question's answers are shown; `polarity` from the bank („" = an own question)."""
    valid = tuple(answer for answer in question.answers if not answer.missing)
    if question.type not in {QuestionType.SCALE, QuestionType.MATRIX}:
        return Reading(valid)
    if len(valid) > _LONGEST_SCALE:
        return Reading(valid, mean=True)
    end = good_end([answer.label for answer in valid], polarity)
    if not end or len(valid) < 2:
        return Reading(valid)
    yes = tuple(answer for answer in valid if answer.label.lower().startswith("ja,"))
    if yes:
        return Reading(valid, 0, "ja", tuple(answer.code for answer in yes))
    turned = end == "right"
    ordered = tuple(reversed(valid)) if turned else valid
    good = len(valid) // 2
    bad_told = polarity == NEGATIVE or (not polarity and any(_BAD_ABSENT.match(each.label) for each in valid))
    told = sorted(ordered[len(valid) - good :] if bad_told else ordered[:good], key=valid.index)
    others = [answer.label for answer in valid if answer not in told]
    words = together([answer.label for answer in told], others)
    return Reading(ordered, good, words, tuple(answer.code for answer in told), turned)


def good_end(labels: Sequence[str], polarity: str) -> str:
    """„left“, „right“ or "" (none): where the good end of a scale with these labels lies."""
    if not labels:
        return ""
    first = labels[0].strip()
    if not polarity:
        return _own_good_end(first, labels[-1].strip())
    if polarity == NEITHER:
        return ""
    little_first = _LITTLE.match(first) is not None
    return "left" if (polarity == POSITIVE) != little_first else "right"


def _own_good_end(first: str, last: str) -> str:
    """An own question: only where the words of both ends leave no doubt."""
    if _BAD_ABSENT.match(first):
        return "left"
    if _BAD_ABSENT.match(last):
        return "right"
    good_first, good_last = _says_good(first), _says_good(last)
    if good_first == good_last:
        return ""
    return "left" if good_first else "right"


def _says_good(label: str) -> bool:
    return _GOOD.search(label) is not None and _LITTLE.match(label) is None


def together(labels: Sequence[str], others: Sequence[str] = ()) -> str:
    """What several answers say together; `others` are the remaining answers of the scale.

    „sehr sicher“ and „eher sicher“ are „sicher“, but „sehr oder eher wichtig“ where „weniger wichtig“ is another.
    """
    if len(labels) == 1:
        return labels[0]
    words = [label.split() for label in labels]
    head = _shared([parts[:-1] for parts in words])
    tail = _shared([parts[len(head) :][::-1] for parts in words])[::-1]
    middles = [" ".join(parts[len(head) : len(parts) - len(tail)]) for parts in words]
    if not tail or not all(middles):
        return f"{', '.join(labels[:-1])} oder {labels[-1]}"
    collapsed = " ".join([*head, *tail])
    if all(set(middle.lower().split()) <= _DEGREES for middle in middles) and not _also_said(collapsed, others):
        return collapsed
    return " ".join([*head, " oder ".join(middles), *tail])


def _shared(lists: list[list[str]]) -> list[str]:
    """The words all lists begin with."""
    found: list[str] = []
    for position in zip(*lists, strict=False):
        if len(set(position)) > 1:
            break
        found.append(position[0])
    return found


def _also_said(phrase: str, others: Sequence[str]) -> bool:
    """Whether another answer says the same words without a „nicht“."""
    wanted = set(phrase.lower().split())
    return any(wanted <= (said := set(other.lower().split())) and "nicht" not in said for other in others)
