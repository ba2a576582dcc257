"""How a document goes onto paper: which pages, how they stand on the sheets, both sides, copies.

Pages are counted from 0 here and from 1 in everything a person reads or types. A *side* is one face of a sheet as the
preview shows it: one page, two pages, or two pages of a booklet.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import plural
from coordinator_app.domain.vocabulary import Vocabulary

_PART = re.compile(r"(\d+)?\s*(-|–|bis)?\s*(\d+)?")
_LONGEST = 200  # characters of a list of pages


class Arrangement(Vocabulary):
    """How the pages stand on the sides of the paper."""

    SINGLE = "single", "eine Seite je Blattseite"
    TWO_UP = "two_up", "zwei Seiten je Blattseite"
    BOOKLET_A5 = "booklet_a5", "Heft A5 (auf A4-Papier)"
    BOOKLET_A4 = "booklet_a4", "Heft A4 (auf A3-Papier)"

    @property
    def is_booklet(self) -> bool:
        """Whether the sheets are folded in the middle."""
        return self in {Arrangement.BOOKLET_A5, Arrangement.BOOKLET_A4}

    @property
    def paper(self) -> str:
        """The paper it needs."""
        return "A3" if self is Arrangement.BOOKLET_A4 else "A4"


class Turning(Vocabulary):
    """One side or both, and the edge the sheet is turned at."""

    ONE_SIDED = "one_sided", "einseitig"
    LONG_EDGE = "long_edge", "beidseitig, lange Kante"
    SHORT_EDGE = "short_edge", "beidseitig, kurze Kante"

    @property
    def two_sided(self) -> bool:
        """Whether the backs are printed too."""
        return self is not Turning.ONE_SIDED


class PagesWanted(Vocabulary):
    """Which sides are printed."""

    ALL = "all", "alle Seiten"
    CURRENT = "current", "nur diese Seite"
    CHOSEN = "chosen", "Seiten von–bis"
    FRONTS = "fronts", "nur Vorderseiten"
    BACKS = "backs", "nur Rückseiten"


@dataclass(frozen=True, slots=True)
class PrintPlan:
    """What the printer is asked for: the sides from 0 in their order (empty = all), and how."""

    sides: tuple[int, ...] = ()
    copies: int = 1
    turning: Turning = Turning.ONE_SIDED
    grey: bool = False


def offered(upright: Sequence[bool]) -> tuple[Arrangement, ...]:
    """The arrangements that fit pages standing upright or lying: a booklet wants standing pages."""
    if upright and all(upright):
        return tuple(Arrangement)
    if upright and not any(upright):
        return (Arrangement.SINGLE, Arrangement.TWO_UP)
    return (Arrangement.SINGLE,)


def page_order(arrangement: Arrangement, count: int) -> tuple[int | None, ...]:
    """The pages in the order they are put on the sides, None for an empty place.

    A booklet has sheets of four pages: outside last and first, inside second and last but one.
    """
    if not arrangement.is_booklet:
        return tuple(range(count))
    full = -(-count // 4) * 4
    places = [
        page for front in range(0, full // 2, 2) for page in (full - 1 - front, front, front + 1, full - 2 - front)
    ]
    return tuple(page if page < count else None for page in places)


def chosen_sides(text: str, count: int) -> tuple[int, ...]:
    """The sides named in „1-3, 5, 8-“, from 0, each once and in order; refuses what names none of `count`."""
    found: set[int] = set()
    for part in re.split(r"[,;\s]*[,;][,;\s]*", text.strip()[:_LONGEST].strip(",; ")):
        match = _PART.fullmatch(part.strip())
        if match is None or not (match[1] or match[3]) or (match[1] and match[3] and not match[2]):
            raise UserError(f"„{part.strip()}“ sind keine Seiten. Bitte schreiben Sie zum Beispiel „1-3, 5“.")
        first = int(match[1] or 1)
        last = int(match[3] or (count if match[2] else first))
        if not 1 <= first <= last <= count:
            raise UserError(
                f"Die Seiten „{part.strip()}“ gibt es nicht: Das Dokument hat {plural(count, 'Seite', 'Seiten')}."
            )
        found |= set(range(first - 1, last))
    return tuple(sorted(found))


def wanted_sides(wanted: PagesWanted, text: str, count: int, current: int) -> tuple[int, ...]:
    """The sides to print, from 0; `current` is the one in view."""
    match wanted:
        case PagesWanted.CURRENT:
            return (min(current, count - 1),)
        case PagesWanted.CHOSEN:
            return chosen_sides(text, count)
        case PagesWanted.FRONTS:
            return tuple(range(0, count, 2))
        case PagesWanted.BACKS:
            return tuple(range(1, count, 2))
        case _:
            return tuple(range(count))


def sheets(sides: int, turning: Turning) -> int:
    """Sheets of paper for a number of sides."""
    return -(-sides // 2) if turning.two_sided else sides


def fitting_turning(arrangement: Arrangement, upright: bool, turning: Turning) -> Turning:
    """The edge at which sheets must be turned to be read like a book, when both sides are printed.

    Booklets and lying sides are turned at the short edge.
    """
    if arrangement.is_booklet:
        return Turning.SHORT_EDGE
    if not turning.two_sided:
        return turning
    lying = upright == (arrangement is Arrangement.TWO_UP)
    return Turning.SHORT_EDGE if lying else Turning.LONG_EDGE


def paper_hint(arrangement: Arrangement, pages: int, sides: int, plan: PrintPlan) -> str:
    """How much paper it needs and what to mind, as German sentences.

    `pages` of the document, all `sides` of the sheets.
    """
    printed = len(plan.sides) or sides
    needed = sheets(printed, plan.turning)
    amount = f"{needed * plan.copies} Blatt {arrangement.paper}"
    if plan.copies > 1:
        amount += f" ({plan.copies} × {needed})"
    told = [f"{amount}, {plan.turning.label}."]
    if arrangement in {Arrangement.TWO_UP, Arrangement.BOOKLET_A5}:
        told.append("Verkleinert auf 71\u00a0%.")
    if arrangement.is_booklet:
        told += _booklet_hints(pages, plan)
    elif plan.turning.two_sided and printed % 2:
        told.append("Die Rückseite des letzten Blatts bleibt leer.")
    return " ".join(told)


def _booklet_hints(pages: int, plan: PrintPlan) -> list[str]:
    empty = -pages % 4
    told = [f"{plural(empty, 'Seite bleibt', 'Seiten bleiben')} am Ende leer."] if empty else []
    if plan.turning is Turning.SHORT_EDGE:
        return [*told, "In der Mitte falten und heften."]
    return [*told, "Ein Heft wird beidseitig gedruckt und an der kurzen Kante gewendet."]
