"""Seats over time: who held one, handing it over, the numbers of a term, and what stands against deleting a body."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import enumerate_words, format_date, plural
from coordinator_app.domain.bodies import Body, Membership, Term, seat_roots

ONE_DAY = timedelta(days=1)


def history_of(memberships: Iterable[Membership], id: int) -> list[Membership]:
    """All rows of the seat a row belongs to, the latest first."""
    rows = list(memberships)
    roots = seat_roots(rows)
    wanted = roots.get(id)
    found = [row for row in rows if roots[row.id] == wanted]
    return sorted(found, key=lambda row: (row.starts_on or date.min, row.id), reverse=True)


def check_hand_over(seat: Membership, day: date) -> None:
    """Refuse to hand a seat over on or before the day it was taken, or twice.

    Whoever has a seat holds it for one day at least: a wrong name on the first day is corrected, not handed over.
    """
    if seat.starts_on is not None and day <= seat.starts_on:
        raise UserError(
            f"Der Sitz „{seat.seat}“ ist erst seit dem {format_date(seat.starts_on)} so besetzt. Bitte wählen Sie "
            "einen späteren Tag, oder berichtigen Sie die Person über „Sitz ändern“.",
            help_topic="gremien",
        )


def last_day_before(seat: Membership, day: date) -> date:
    """The last day of the one who leaves: the day before, or earlier if the seat had ended already."""
    before = day - ONE_DAY
    return min(seat.ends_on, before) if seat.ends_on is not None else before


def check_numbers(term: Term, drawn_meetings: Sequence[int], drawn_resolutions: Sequence[int]) -> None:
    """Next numbers never go back to one already drawn: registers have no number twice."""
    for name, wanted, drawn in (
        ("Sitzungsnummer", term.next_meeting_number, drawn_meetings),
        ("Beschlussnummer", term.next_resolution_number, drawn_resolutions),
    ):
        lowest = max(drawn, default=0) + 1
        if (wanted or 0) < lowest:
            raise UserError(
                f"Die nächste {name} der Periode „{term.title}“ ist frühestens {lowest}; "
                "schon vergebene Nummern bleiben vergeben. Bitte geben Sie eine höhere Zahl ein.",
                help_topic="gremien",
            )


def check_term_removal(term: Term, meetings: int) -> None:
    """A term in which meetings were numbered stays."""
    if meetings:
        verb = "liegt" if meetings == 1 else "liegen"
        raise UserError(
            f"In der Periode „{term.title}“ {verb} {plural(meetings, 'Sitzung', 'Sitzungen')}; "
            "sie bleibt deshalb stehen.",
            help_topic="gremien",
        )


def check_removal(name: str, meetings: int, children: Sequence[str]) -> None:
    """A body that met, or that others belong to, is not deleted: its resolutions and minutes would lose their body."""
    if meetings:
        raise UserError(
            f"„{name}“ hat {plural(meetings, 'Sitzung', 'Sitzungen')}. Beschlüsse und Niederschriften gehören zum "
            "Gremium, deshalb wird es nicht gelöscht. Bitte lösen Sie es stattdessen auf; es bleibt dann im Archiv.",
            help_topic="gremien",
        )
    if children:
        quoted = enumerate_words([f"„{child}“" for child in children[:4]])
        raise UserError(
            f"Zu „{name}“ {'gehört' if len(children) == 1 else 'gehören'} noch {quoted}. "
            "Bitte ordnen Sie zuerst die untergeordneten Gremien anders zu.",
            help_topic="gremien",
        )


def check_dissolution(name: str, day: date, later_meetings: Sequence[str]) -> None:
    """A body is dissolved after its last meeting; meetings planned later are called off first."""
    if later_meetings:
        quoted = enumerate_words([f"„{title}“" for title in later_meetings[:3]])
        raise UserError(
            f"„{name}“ hat nach dem {format_date(day)} noch Sitzungen: {quoted}. "
            "Bitte sagen Sie sie zuerst ab, oder wählen Sie einen späteren Tag.",
            help_topic="gremien",
        )


def check_meets(body: Body, day: date | None) -> None:
    """A dissolved body meets no more; meetings up to its last day can still be entered."""
    if body.active or (day is not None and body.dissolved_on is not None and day <= body.dissolved_on):
        return
    when = f" am {format_date(body.dissolved_on)}" if body.dissolved_on else ""
    raise UserError(
        f"„{body.name}“ ist{when} aufgelöst. Für eine neue Sitzung nehmen Sie das Gremium bitte zuerst wieder auf.",
        help_topic="gremien",
    )
