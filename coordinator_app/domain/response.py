"""How many came back: counts of a survey and its return rates, each with the definition it follows.

Rates after AAPOR, Standard Definitions (10th ed., 2023): RR6 counts partly filled sheets as answers and leaves out
letters that never arrived; RR2 divides by all letters. Self-selected answers belong to neither.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import NBSP, format_decimal, format_integer
from coordinator_app.domain.answers import AnswerMode, SheetState


@dataclass(frozen=True, slots=True)
class SheetCount:
    """So many sheets of one mode and state, first or second entries, of one day."""

    mode: AnswerMode
    state: SheetState
    second: bool
    day: date
    count: int


@dataclass(frozen=True, slots=True)
class Returns:
    """Counts of one survey; second entries and deleted sheets are not in them. None = not known."""

    letters: int | None
    undeliverable: int | None
    paper: int = 0
    online: int = 0
    blank: int = 0
    refused: int = 0
    open: int = 0
    self_selected: int = 0
    second: int = 0
    days: tuple[tuple[date, int], ...] = ()

    @property
    def answers(self) -> int:
        """Sheets that are evaluated: paper and online of the drawn sample."""
        return self.paper + self.online

    @property
    def delivered(self) -> int | None:
        """Letters that arrived as far as is known."""
        return None if self.letters is None else self.letters - (self.undeliverable or 0)

    @property
    def rate(self) -> float | None:
        """Adjusted return rate (AAPOR RR6): answers ÷ (letters − undeliverable)."""
        return self.answers / self.delivered if self.delivered and self.delivered > 0 else None

    @property
    def least_rate(self) -> float | None:
        """Lowest return rate (AAPOR RR2): answers ÷ letters."""
        return self.answers / self.letters if self.letters else None

    @property
    def impossible(self) -> str:
        """What cannot be right about the counts; „“ when nothing is."""
        if self.letters is not None and (self.undeliverable or 0) > self.letters:
            return "Es sind mehr Briefe unzustellbar als angeschrieben wurden. Bitte prüfen Sie beide Zahlen."
        if self.delivered is not None and self.answers + self.blank + self.refused > self.delivered:
            return "Es sind mehr Bögen zurückgekommen als Briefe zugestellt wurden. Bitte prüfen Sie die Anschreiben."
        return ""

    @property
    def definition(self) -> str:
        """How the rate is made, in one sentence for screen and method chapter."""
        if self.rate is None:
            return "Ohne die Zahl der Anschreiben lässt sich keine Rücklaufquote berechnen."
        least = format_decimal((self.least_rate or 0) * 100, 1, fixed=True)
        return (
            f"Rücklaufquote = ausgewertete Bögen ({format_integer(self.answers)}) geteilt durch Anschreiben "
            f"({format_integer(self.letters)}) ohne unzustellbare ({format_integer(self.undeliverable or 0)}), nach "
            f"AAPOR RR6; bezogen auf alle Anschreiben (RR2) {least}{NBSP}%."
        )


def as_text(returns: Returns) -> str:
    """The counts as JSON, to stay when the answers are deleted; days are left out."""
    names = ("letters", "undeliverable", *_COUNTS)
    return json.dumps({name: getattr(returns, name) for name in names})


def from_text(text: str) -> Returns:
    """Counts kept by `as_text`; nothing known when it is empty or damaged."""
    try:
        return Returns(**{name: value for name, value in json.loads(text).items() if name in _KEPT})
    except (ValueError, TypeError, AttributeError):
        return Returns(None, None)


_COUNTS = ("paper", "online", "blank", "refused", "open", "self_selected", "second")
_KEPT = frozenset(("letters", "undeliverable", *_COUNTS))


def counted(groups: Iterable[SheetCount], letters: int | None, undeliverable: int | None) -> Returns:
    """Counts over the groups of an answer file."""
    counts: dict[str, int] = {}
    days: dict[date, int] = {}
    for group in groups:
        kind = _kind(group)
        counts[kind] = counts.get(kind, 0) + group.count
        if kind not in {"second", "self_selected"}:
            days[group.day] = days.get(group.day, 0) + group.count
    return Returns(letters, undeliverable, **counts, days=tuple(sorted(days.items())))


def _kind(group: SheetCount) -> str:
    """The name of the count sheets belong to."""
    if group.second:
        return "second"
    if group.mode is AnswerMode.SELF_SELECTED:
        return "self_selected"
    return group.mode.value if group.state is SheetState.DONE else group.state.value
