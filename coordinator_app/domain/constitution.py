"""Re-constitution of a body at the beginning of a Wahlperiode: the next term, what becomes of seats, the first agenda.

A body that is constituted anew keeps its name, its resolutions and its history; it gets a new term, every seat is
decided on, and the members are appointed again.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.bodies import Body, Membership, Term
from coordinator_app.domain.vocabulary import Vocabulary

_USUAL_YEARS = 5  # a Wahlperiode of Saxon councils
ONE_DAY = timedelta(days=1)


class SeatFate(Vocabulary):
    """What becomes of a seat when its body is constituted anew."""

    KEEP = "keep", "Person bleibt"
    REPLACE = "replace", "andere Person"
    VACATE = "vacate", "Sitz bleibt, noch unbesetzt"
    END = "end", "Sitz entfällt"


@dataclass(frozen=True, slots=True)
class SeatChoice:
    """The decision about one seat; `person_id` only with `SeatFate.REPLACE`."""

    seat_id: int
    fate: SeatFate = SeatFate.KEEP
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class FirstItem:
    """An agenda item of the constituent meeting."""

    title: str
    item_type: ItemType = ItemType.INFORMATION
    minutes: int = 10
    facts: str = ""
    proposal: str = ""


def add_years(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 28 February where there is none."""
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def next_term_span(last: Term | None, today: date) -> tuple[date, date]:
    """First and last day proposed for the next term: it follows the last one and is as long.

    Whole years stay whole years (a term from 29.02. too), anything else keeps its number of days. Without a
    term before it begins today and lasts five years.
    """
    if last is None or last.starts_on is None or last.ends_on is None:
        return today, add_years(today, _USUAL_YEARS) - ONE_DAY
    begin = last.ends_on + ONE_DAY
    for years in range(1, 13):
        if add_years(last.starts_on, years) == begin or add_years(last.starts_on, years) == last.ends_on:
            return begin, add_years(begin, years) - ONE_DAY
    return begin, begin + (last.ends_on - last.starts_on)


def term_title(begin: date, end: date) -> str:
    """How a term is called: „2026“ or „2026–2031“."""
    return str(begin.year) if begin.year == end.year else f"{begin.year}–{end.year}"


def check_constitution(body: Body, begin: date, end: date | None) -> None:
    """Refuse to constitute a body twice, before its last constitution, or for no time."""
    if end is not None and end < begin:
        raise _refused("Die neue Periode endet, bevor sie beginnt. Bitte prüfen Sie die beiden Daten.")
    if not body.active:
        raise _refused(f"„{body.name}“ ist aufgelöst. Bitte nehmen Sie das Gremium zuerst wieder auf.")
    if body.constituted_on is not None and begin <= body.constituted_on:
        raise _refused(
            f"„{body.name}“ wurde zum {format_date(body.constituted_on)} schon neu konstituiert. "
            "Bitte wählen Sie einen späteren Tag, oder machen Sie den Schritt rückgängig."
        )


def check_choices(choices: Sequence[SeatChoice], seats: Sequence[Membership], begin: date) -> None:
    """Every running seat is decided on exactly once; a new person is named; no seat begins after the new term."""
    running = {seat.id: seat for seat in seats}
    chosen = [choice.seat_id for choice in choices]
    if sorted(chosen) != sorted(running):
        raise _refused("Die Sitze haben sich inzwischen geändert. Bitte öffnen Sie „Neu konstituieren“ noch einmal.")
    for choice in choices:
        seat = running[choice.seat_id]
        if choice.fate is SeatFate.REPLACE and choice.person_id is None:
            raise _refused(f"Für den Sitz „{seat.seat}“ fehlt die neue Person. Bitte wählen Sie eine aus.")
        if seat.starts_on is not None and seat.starts_on >= begin:
            raise _refused(
                f"Der Sitz „{seat.seat}“ beginnt erst am {format_date(seat.starts_on)}. "
                "Bitte wählen Sie einen späteren Tag für die neue Periode."
            )


def terms_in_the_way(
    terms: Iterable[Term], begin: date, used: dict[int, date | None]
) -> tuple[Term | None, tuple[Term, ...]]:
    """The running term to be shortened and the later unused ones to be taken away when a new term begins.

    `used` has for each term that numbers meetings the day of its last one. Raises `UserError` when a meeting
    already lies in the time of the new term.
    """
    shortened: Term | None = None
    removed: list[Term] = []
    for term in terms:
        if term.starts_on is None or term.ends_on is None or term.ends_on < begin:
            continue
        last = used.get(term.id)
        if term.id in used and (last is None or last >= begin):
            when = f" am {format_date(last)}" if last else ""
            raise _refused(
                f"In der Periode „{term.title}“ gibt es schon eine Sitzung{when}, nach dem Beginn der neuen Periode. "
                "Bitte wählen Sie einen späteren Beginn oder lassen Sie die Sitzungsperioden, wie sie sind."
            )
        if term.starts_on < begin:
            shortened = term
        elif term.id in used or term.next_resolution_number > 1:
            raise _refused(
                f"Die Periode „{term.title}“ beginnt erst nach der neuen. Bitte ändern Sie zuerst die Sitzungsperioden."
            )
        else:
            removed.append(term)
    return shortened, tuple(removed)


def constituent_agenda(body_name: str, *, election: bool, new_rules: bool) -> tuple[FirstItem, ...]:
    """The agenda of the first meeting after a re-constitution."""
    items = [
        FirstItem("Eröffnung und Begrüßung", minutes=5),
        FirstItem(
            "Feststellung der ordnungsgemäßen Ladung und der Beschlussfähigkeit",
            minutes=5,
            facts="Die Leitung stellt fest, ob form- und fristgerecht geladen wurde und wer anwesend ist.",
        ),
        FirstItem(
            "Berufung der Mitglieder und Übergabe der Urkunden",
            minutes=15,
            facts="Die Mitglieder stellen sich vor; die Berufungsurkunden werden überreicht.",
        ),
    ]
    if election:
        items += [
            FirstItem("Wahl des Vorsitzes", ItemType.ELECTION, 15),
            FirstItem("Wahl der Stellvertretung", ItemType.ELECTION, 10),
        ]
    if new_rules:
        items.append(
            FirstItem(
                "Beschluss über die Geschäftsordnung",
                ItemType.RESOLUTION,
                15,
                facts="Der Entwurf ist der Einladung beigefügt.",
                proposal=f"{body_name}: Die Geschäftsordnung wird in der vorliegenden Fassung beschlossen.",
            )
        )
    items += [
        FirstItem("Rückblick und Schwerpunkte der neuen Periode", ItemType.CONSULTATION, 25),
        FirstItem("Arbeitsplan und Sitzungstermine", ItemType.CONSULTATION, 10),
        FirstItem("Verschiedenes", ItemType.MISCELLANEOUS, 10),
    ]
    return tuple(items)


def outcome_sentence(kept: int, replaced: int, vacant: int, ended: int) -> str:
    """What happens to the seats, in one sentence."""
    parts = [
        text
        for number, text in (
            (kept, f"{plural(kept, 'Person bleibt', 'Personen bleiben')}"),
            (replaced, f"{plural(replaced, 'Sitz wird', 'Sitze werden')} neu besetzt"),
            (vacant, f"{plural(vacant, 'Sitz bleibt', 'Sitze bleiben')} vorerst unbesetzt"),
            (ended, f"{plural(ended, 'Sitz entfällt', 'Sitze entfallen')}"),
        )
        if number
    ]
    return ", ".join(parts) + "." if parts else "Das Gremium hat noch keine Sitze."


def _refused(sentence: str) -> UserError:
    return UserError(sentence, help_topic="gremien")
