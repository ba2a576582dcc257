"""Typing a random share of the sheets twice: which ones, where the two differ, how many errors that means.

A field is one stop of the typing (all crosses of a multiple choice together). Words count by whether something was
written, not by their spelling. The rate is that of the first entry: fields where it was wrong ÷ fields typed twice; the
interval is Clopper and Pearson's, exact for independent fields. Errors both entries share are not found.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coordinator_app.common.german import format_date, format_decimal, format_integer
from coordinator_app.domain.answers import MISSING_TEXTS, NOT_TYPED
from coordinator_app.domain.entry_fields import AS_TEXT, EntryField, EntryPlan, FieldKind, Values
from coordinator_app.domain.entry_keys import read_stored_day
from coordinator_app.domain.vocabulary import Vocabulary

DEFAULT_SHARE = 10
"""Percent of the sheets typed twice where nothing else is wished."""


class Taken(Vocabulary):
    """Which entry is right where two differ."""

    FIRST = "first", "Erste Eingabe stimmt"
    SECOND = "second", "Zweite Eingabe stimmt"
    NEITHER = "neither", "Beide falsch"


ERRORS = (Taken.SECOND, Taken.NEITHER)
"""Decisions that mean the first entry was wrong."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field two entries of a sheet differ in, with what each says in words."""

    place: int
    variable: str
    label: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class EntryError:
    """How good the first entry was: `fields` typed twice, `errors` found, `open` differences not yet decided.

    `low` and `high` bound the 95 % interval of the rate (fractions); undecided differences count as errors.
    """

    fields: int
    errors: int
    open: int = 0
    low: float = 0.0
    high: float = 1.0

    @property
    def found(self) -> int:
        """Errors, with the undecided differences."""
        return self.errors + self.open

    @property
    def per_thousand(self) -> float:
        """Errors per 1,000 fields."""
        return 1_000 * self.found / self.fields if self.fields else 0.0

    @property
    def words(self) -> str:
        """The sentence for screen and method chapter."""
        if not self.fields:
            return "Es wurde noch kein Bogen zweimal erfasst."
        rate = format_decimal(self.per_thousand, 1, fixed=True)
        low, high = (format_decimal(1_000 * bound, 1, fixed=True) for bound in (self.low, self.high))
        text = (
            f"Erfassungsfehler je 1.000 Angaben: {rate} (95-%-Bereich {low} bis {high}; {format_integer(self.fields)} "
            f"Angaben zweimal erfasst, {format_integer(self.found)} Fehler in der ersten Eingabe)."
        )
        return text if not self.open else f"{text} {self.open} Unterschiede sind noch nicht entschieden."


def drawn(uuids: Iterable[str], share: int, seed: int) -> set[str]:
    """The sheets to type twice: `share` percent (rounded up), those with the smallest hash of seed and uuid.

    The same seed and sheets give the same choice in any order; later sheets change little of it.
    """
    ordered = sorted(uuids, key=lambda uuid: hashlib.sha256(f"{seed}:{uuid}".encode()).digest())
    return set(ordered[: -(-len(ordered) * share // 100)])


def compared(
    plan: EntryPlan, first: Values, second: Values, first_texts: Mapping[str, str], second_texts: Mapping[str, str]
) -> tuple[int, list[Difference]]:
    """How many fields either entry has, and those they differ in."""
    fields, found = 0, list[Difference]()
    for field in plan.fields:
        if not (field.answered(first) or field.answered(second)):
            continue
        fields += 1
        one, two = shown(field, first, first_texts), shown(field, second, second_texts)
        same = all(first.get(name, NOT_TYPED) == second.get(name, NOT_TYPED) for name in field.variables)
        if not same or (field.kind in AS_TEXT - {FieldKind.TEXT} and one != two):
            label = f"Frage {field.number}" + (f" – {field.label}" if field.label else "")
            found.append(Difference(field.place, field.variable, label, one, two))
    return fields, found


def shown(field: EntryField, values: Values, texts: Mapping[str, str]) -> str:
    """What was typed in a field, in words."""
    value = values.get(field.variable, NOT_TYPED)
    if value < 0:
        return MISSING_TEXTS[value]
    if field.kind is FieldKind.CROSSES:
        pairs = zip(field.variables, field.answers, strict=True)
        return ", ".join(answer.label for name, answer in pairs if values.get(name) == 1)
    if field.kind is FieldKind.DATE:
        day = read_stored_day(texts.get(field.variable, ""))
        return format_date(day) or texts.get(field.variable, "")
    if field.kind in AS_TEXT:
        return texts.get(field.variable, "")
    label = next((answer.label for answer in field.answers if answer.code == value), "")
    return f"{value} {label}".strip()
