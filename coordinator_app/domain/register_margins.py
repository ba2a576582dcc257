"""Register figures answers are weighted to: how a margin names its cells, and which answer a group of a table means.

One `RegisterMargin` is one cell. Its variable is one column of the data set or two joined by „×“; its codes are
„2“, „1,2“ (codes put together) or „1,2×3“ (one part for each variable).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_integer, search_form
from coordinator_app.domain.register_draw import district_key
from coordinator_app.domain.sampling import RegisterMargin

JOIN = "×"
HELP = "stichprobe"
OPEN_END = 200
"""Upper end of „75 Jahre oder älter“."""

Values = Sequence[tuple[int, str]]

_SEX = {
    **dict.fromkeys(("w", "f", "weiblich", "frau", "frauen"), 0),
    **dict.fromkeys(("m", "maennlich", "mann", "maenner"), 1),
    **dict.fromkeys(("d", "x", "divers", "ohne angabe", "divers ohne angabe"), 2),
}
_RANGE = re.compile(r"(\d{1,3})\s*(?:-|–|—|bis)\s*(?:unter\s*(?=\d))?(\d{1,3})")
_BELOW = re.compile(r"(?:unter|bis unter|juenger als|<)\s*(\d{1,3})")
_UP_TO = re.compile(r"^(?:bis|bis zu|hoechstens)\s*(\d{1,3})")
_FROM = re.compile(
    r"(?:ab|ueber|mindestens|>=|>)?\s*(\d{1,3})\s*(?:jahre?)?\s*(?:und|oder|u\.?)?\s*(?:aelter|mehr|\+|plus)"
)
_FROM_WORD = re.compile(r"^(?:ab|mindestens|>=)\s*(\d{1,3})")
_ONE = re.compile(r"^(\d{1,3})(?:\s*jahre?)?$")


@dataclass(frozen=True, slots=True)
class MarginCell:
    """One cell before it is stored: codes for each variable, words, persons."""

    codes: tuple[tuple[int, ...], ...]
    label: str
    persons: int


# --- Names and codes ------------------------------------------------------------------------------------------


def margin_variables(variable: str) -> tuple[str, ...]:
    """The columns a margin is about: „Q01×Q02“ → („Q01“, „Q02“)."""
    return tuple(part.strip() for part in variable.split(JOIN))


def margin_codes(text: str) -> tuple[frozenset[int], ...]:
    """The codes of a cell for each of its variables: „1,2×3“ → ({1, 2}, {3}); `UserError` for what is none."""
    try:
        return tuple(frozenset(int(code) for code in part.split(",")) for part in text.split(JOIN))
    except ValueError:
        words = f"Registerzahlen: „{text}“ ist kein Code. Bitte die Zeile löschen und neu eintragen."
        raise UserError(words, help_topic=HELP) from None


def codes_text(codes: Iterable[Iterable[int]]) -> str:
    """Codes as stored, in ascending order."""
    return JOIN.join(",".join(map(str, sorted(set(part)))) for part in codes)


def margin_total(margins: Iterable[RegisterMargin]) -> int:
    """Persons in all cells."""
    return sum(margin.persons for margin in margins)


def by_variable(margins: Iterable[RegisterMargin]) -> dict[str, list[RegisterMargin]]:
    """The cells of every margin in their order."""
    found: dict[str, list[RegisterMargin]] = {}
    for margin in sorted(margins, key=_place):
        found.setdefault(margin.variable, []).append(margin)
    return found


def _place(margin: RegisterMargin) -> tuple[str, int, int]:
    return margin.variable, margin.position, margin.id


def margin_problems(margins: Iterable[RegisterMargin]) -> list[str]:
    """What stands against weighting to these figures: codes in two cells, empty cells, sums that differ by over 1 %."""
    found: list[str] = []
    totals: dict[str, int] = {}
    for variable, cells in by_variable(margins).items():
        seen: set[tuple[int, ...]] = set()
        for cell in cells:
            keys = _single_cells(margin_codes(cell.codes))
            if seen & keys:
                found.append(f"{variable}: Ein Code von „{cell.label_text}“ kommt in zwei Gruppen vor.")
            seen |= keys
            if cell.persons < 1:
                found.append(f"{variable}: Für „{cell.label_text}“ sind keine Personen eingetragen.")
        totals[variable] = margin_total(cells)
    if totals and max(totals.values()) > 1.01 * min(totals.values()):
        words = "; ".join(f"{variable}: {format_integer(total)}" for variable, total in totals.items())
        found.append(f"Die Summen der Merkmale gehen um mehr als 1 % auseinander ({words}).")
    return found


def _single_cells(codes: Sequence[frozenset[int]]) -> set[tuple[int, ...]]:
    found: set[tuple[int, ...]] = {()}
    for part in codes:
        found = {(*before, code) for before in found for code in part}
    return found


# --- Which answer a group means -------------------------------------------------------------------------------


def age_span(text: str) -> tuple[int, int] | None:
    """The ages a text names, both ends included: „18 bis 29 Jahre“, „18 – unter 30“, „unter 18“, „75+“, „34“."""
    form = search_form(text).strip()
    if found := _RANGE.search(form):
        low, high = int(found[1]), int(found[2])
        high -= "unter" in form
        return (low, high) if low <= high else None
    if found := _BELOW.search(form):
        return (0, int(found[1]) - 1)
    if found := _UP_TO.match(form):
        return (0, int(found[1]))
    if found := _FROM.search(form) or _FROM_WORD.match(form):
        return (int(found[1]), OPEN_END)
    one = _ONE.match(form)
    return (int(one[1]), int(one[1])) if one else None


def age_codes(values: Values) -> dict[int, tuple[int, int]]:
    """The span of every answer that names ages; empty when fewer than two do: it is no question of age."""
    found = {code: span for code, label in values if code >= 0 and (span := age_span(label)) is not None}
    return found if len(found) >= 2 else {}


def sex_codes(values: Values) -> dict[int, int]:
    """Code by place (0 weiblich, 1 männlich, 2 divers); empty when women and men are not both among the answers."""
    found: dict[int, int] = {}
    for code, label in values:
        place = _SEX.get(search_form(label).strip())
        if code >= 0 and place is not None:
            found.setdefault(place, code)
    return found if {0, 1} <= set(found) else {}


class GroupReader:
    """Finds the answer a group of a table or a person of the register belongs to."""

    def __init__(self, values: Values) -> None:
        self._ages = age_codes(values)
        self._sexes = sex_codes(values)
        self._labels = {district_key(label): code for code, label in values if code >= 0}

    @property
    def is_age(self) -> bool:
        """Whether the answers are ages."""
        return bool(self._ages)

    @property
    def is_sex(self) -> bool:
        """Whether the answers are sexes."""
        return bool(self._sexes)

    def code(self, text: str) -> int | None:
        """The answer that has these words, or the ages within its own; None when none does."""
        found = self._labels.get(district_key(text))
        if found is not None:
            return found
        if self._sexes:
            return self._sexes.get(_SEX.get(search_form(text).strip(), -1))
        span = age_span(text) if self._ages else None
        return None if span is None else self.code_of_ages(*span)

    def code_of_ages(self, low: int, high: int) -> int | None:
        """The answer whose ages hold all of these; an open upper end belongs to the last one."""
        for code, (first, last) in self._ages.items():
            if first <= low and (high <= last or last == OPEN_END):
                return code
        return None


def cells_of(
    counts: Mapping[tuple[int, ...], int], labels: Sequence[Mapping[int, str]], *, first: Sequence[Sequence[int]] = ()
) -> list[MarginCell]:
    """Counted persons by code as cells with words, in the order of the answers; `first` gives that order."""
    order = [{code: place for place, code in enumerate(part)} for part in first]

    def place(key: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(ranks.get(code, code) for ranks, code in zip(order, key, strict=True)) if order else key

    return [
        MarginCell(
            tuple((code,) for code in key),
            ", ".join(names.get(code, str(code)) for names, code in zip(labels, key, strict=True)),
            counts[key],
        )
        for key in sorted(counts, key=place)
    ]


def joined_cells(cells: Sequence[MarginCell], place: int) -> list[MarginCell]:
    """The cells with that at `place` put together with the one before; `UserError` when they have nothing in common."""
    before, cell = cells[place - 1], cells[place]
    different = sum(one != other for one, other in zip(before.codes, cell.codes, strict=True))
    if place < 1 or different > 1:
        text = f"„{cell.label}“ und „{before.label}“ unterscheiden sich in mehr als einem Merkmal."
        raise UserError(f"{text} Bitte nur Gruppen zusammenfassen, die sonst gleich sind.", help_topic=HELP)
    codes = tuple(tuple(sorted({*one, *other})) for one, other in zip(before.codes, cell.codes, strict=True))
    both = MarginCell(codes, f"{before.label} / {cell.label}", before.persons + cell.persons)
    return [*cells[: place - 1], both, *cells[place + 1 :]]
