"""The Beschlussregister: order of numbers, and an honest word about gaps in them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.common.german import enumerate_words
from coordinator_app.domain.resolutions import DECIDED, ResolutionState

_NAMED = 12  # more missing numbers are only counted


def natural_key(number: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key in which numbers count as numbers: „2026/9“ before „2026/10“."""
    parts = re.findall(r"(\d+)|(\D+)", number.casefold())
    return tuple((0, int(digits), "") if digits else (1, 0, words) for digits, words in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A resolution that holds a number; `thrown` = it lies in the Papierkorb."""

    sequence: int
    number: str
    state: ResolutionState
    thrown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCheck:
    """How the numbers of a term stand.

    `gaps` are running numbers that were drawn and belong to nothing, `unsettled` hold a number without a decision
    (withdrawn, postponed or voted on again), `thrown` lie in the Papierkorb, `doubled` were given twice.
    """

    term: str
    first: int = 0
    last: int = 0
    count: int = 0
    gaps: tuple[int, ...] = ()
    unsettled: tuple[tuple[str, str], ...] = ()
    thrown: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """No gap, nothing twice, nothing thrown away."""
        return not (self.gaps or self.thrown or self.doubled)

    @property
    def sentence(self) -> str:
        """What there is to tell, for the page and under the printed register; "" for a term without numbers."""
        if not self.count:
            return ""
        found = [self._series()]
        if self.thrown:
            found.append(f"Im Papierkorb: {enumerate_words(list(self.thrown))}.")
        if self.doubled:
            found.append(f"Doppelt vergeben: {enumerate_words(list(self.doubled))}.")
        if self.unsettled:
            words = [f"{number} ({state})" for number, state in self.unsettled]
            found.append(f"Ohne Entscheidung: {enumerate_words(words)}.")
        return " ".join(found)

    def _series(self) -> str:
        numbers = f"Nummer {self.first}" if self.first == self.last else f"Nummern {self.first} bis {self.last}"
        if not self.gaps:
            start = "" if self.first == 1 else f", das Register beginnt mit Nummer {self.first}"
            return f"{numbers} lückenlos{start}."
        missing = [str(gap) for gap in self.gaps[:_NAMED]]
        if len(self.gaps) > _NAMED:
            missing.append(f"{len(self.gaps) - _NAMED} weitere")
        return f"{numbers}, es {'fehlt' if len(self.gaps) == 1 else 'fehlen'} {enumerate_words(missing)}."


def check_numbers(term: str, found: Sequence[Numbered], drawn: int) -> NumberCheck:
    """Hold the numbers of a term against how many were drawn; numbers before the first one are not missed.

    A town that begins with the program in the middle of a year starts with a higher number.
    """
    held = Counter(each.sequence for each in found)
    if not held:
        return NumberCheck(term=term)
    first, last = min(held), max(*held, drawn)
    return NumberCheck(
        term=term,
        first=first,
        last=last,
        count=len(found),
        gaps=tuple(number for number in range(first, last + 1) if number not in held),
        unsettled=tuple(
            (each.number, each.state.label) for each in found if each.state not in DECIDED and not each.thrown
        ),
        thrown=tuple(each.number for each in found if each.thrown),
        doubled=tuple(dict.fromkeys(each.number for each in found if held[each.sequence] > 1)),
    )
