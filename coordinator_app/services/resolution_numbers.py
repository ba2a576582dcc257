"""Numbers of resolutions: drawn late, without gaps within a term, and never given to another resolution."""

from datetime import date

from coordinator_app.domain.bodies import Body, Term, term_on
from coordinator_app.domain.meetings import Meeting
from coordinator_app.domain.number_pattern import resolution_number
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.services.bodies import ensure_term
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit


def next_number(unit: ReadUnit, resolution: Resolution, day: date) -> str:
    """The number a resolution decided on a day would get now; "" while its body has no term for it."""
    term = term_of(unit, resolution) or term_on(unit.find(Term, body_id=resolution.body_id), day)
    body = unit.get(Body, resolution.body_id)
    return resolution_number(body.number_pattern, term.title, term.next_resolution_number) if term else ""


def term_of(unit: ReadUnit, resolution: Resolution) -> Term | None:
    """The term of a resolution: that of its meeting, else its own."""
    meeting = unit.get(Meeting, resolution.meeting_id) if resolution.meeting_id else None
    term_id = (meeting.term_id if meeting else None) or resolution.term_id
    return unit.get(Term, term_id) if term_id else None


def draw_number(store: Store, id: int, day: date) -> None:
    """Give a resolution the next number of its term, once and for good.

    A step of its own that cannot be undone: undoing the vote leaves the number with this resolution, so it is
    never given to another one and the register has no gaps.
    """
    with store.write("Beschlussnummer vergeben", undoable=False) as unit:
        resolution = unit.get(Resolution, id)
        if resolution.number:
            return
        term = term_of(unit, resolution) or ensure_term(unit, resolution.body_id, day)
        body = unit.get(Body, resolution.body_id)
        number = term.next_resolution_number
        words = resolution_number(body.number_pattern, term.title, number)
        unit.change(Resolution, id, None, number=words, sequence=number, term_id=term.id)
        unit.change(Term, term.id, None, next_resolution_number=number + 1)
