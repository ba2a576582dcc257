"""Numbers for the answer codes of LimeSurvey."""

import re
from collections.abc import Sequence

from coordinator_app.domain.questionnaires import DOES_NOT_KNOW, NO_ANSWER, Answer

_MISSING = {
    DOES_NOT_KNOW: {"weiß nicht", "weiss nicht", "ich weiß nicht", "ich weiß es nicht", "don't know", "weiß ich nicht"},
    NO_ANSWER: {"keine angabe", "k. a", "k.a", "keine antwort", "möchte ich nicht sagen", "no answer"},
}


def numbers_of(answers: Sequence[tuple[str, str]]) -> list[int]:
    """A number for every (code, text): the one in its code where all differ, else counted; missing ones negative."""
    found: list[int | None] = []
    for code, text in answers:
        word = " ".join(text.lower().split()).rstrip(".")
        missing = next((number for number, words in _MISSING.items() if word in words), None)
        numeral = re.fullmatch(r"[A-Za-z_]*?0*(\d{1,4})", code)
        found.append(missing if missing is not None else int(numeral[1]) if numeral else None)
    if None in found or len(set(found)) < len(found):
        count = 0
        for place, number in enumerate(found):
            if number is None or number >= 0 or number in found[:place]:
                count += 1
                found[place] = count
    return [number for number in found if number is not None]


def missing_last(answer: Answer) -> tuple[int, int]:
    """Sorts answers as they are printed: missing ones behind all others, else in their order."""
    return (1, -answer.code) if answer.missing else (0, 0)
