"""Constituting a body anew for another Wahlperiode: term, seats, rules and the first meeting in one undo step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from coordinator_app.common.clock import local, today
from coordinator_app.domain.bodies import Body, BodyRules, Membership, Role, Term, check_term, rules_on, seats_on
from coordinator_app.domain.constitution import (
    ONE_DAY,
    SeatChoice,
    SeatFate,
    check_choices,
    check_constitution,
    constituent_agenda,
    next_term_span,
    term_title,
    terms_in_the_way,
)
from coordinator_app.domain.meetings import Meeting, MeetingType
from coordinator_app.services.seats import SeatView, end_row, hand_over_row, seat_views
from coordinator_app.storage.queries.bodies import last_meetings_of_terms
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

_LONG_TERM = 400  # days; a shorter term counts calendar years and is not the Wahlperiode


@dataclass(frozen=True, slots=True)
class ConstitutionDraft:
    """What the dialog begins with: next term, seats to decide on, whether numbers run by Wahlperiode, usual place."""

    begin: date
    end: date
    title: str
    seats: tuple[SeatView, ...]
    new_term: bool
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstitutionPlan:
    """The decisions; `end` None keeps the terms as they are, `new_rules` copies the last version from `begin` on.

    With `meets_at` the constituent meeting is made.
    """

    begin: date
    end: date | None
    title: str = ""
    choices: Sequence[SeatChoice] = ()
    new_rules: bool = False
    meets_at: datetime | None = None
    meeting_values: dict[str, Any] | None = None
    election: bool = True


@dataclass(frozen=True, slots=True)
class Constituted:
    """What was made: ids, 0 for nothing."""

    term_id: int
    rules_id: int
    meeting_id: int


class Constitutions:
    """Use cases around the re-constitution of a body."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def draft(self, body_id: int) -> ConstitutionDraft:
        """What to propose: the next term follows the last long one, every seat is carried over."""
        with self._store.read() as unit:
            day = today(unit.clock)
            terms = [term for term in unit.find(Term, body_id=body_id) if term.starts_on and term.ends_on]
            lasting = [term for term in terms if _days(term) > _LONG_TERM]
            last = max(lasting, key=lambda term: term.ends_on or day, default=None)
            begin, end = next_term_span(last, day)
            seats = seat_views(unit, body_id, begin, vacant=True)
            meetings = [meeting for meeting in unit.find(Meeting, body_id=body_id, order="-starts_at") if meeting.place]
            place = meetings[0].place if meetings else ""
            return ConstitutionDraft(
                begin, end, term_title(begin, end), tuple(seats), bool(lasting) or not terms, place
            )

    def seats(self, body_id: int, begin: date) -> list[SeatView]:
        """The seats to decide on when the body is constituted on a day: those running the day before."""
        with self._store.read() as unit:
            return _running(unit, body_id, begin)

    def constitute(self, body_id: int, plan: ConstitutionPlan) -> Constituted:
        """Carry the plan out; doing it twice for one day is refused."""
        with self._store.write("Gremium neu konstituiert") as unit:
            body = unit.get(Body, body_id)
            check_constitution(body, plan.begin, plan.end)
            running = [view.seat for view in _running(unit, body_id, plan.begin)]
            check_choices(plan.choices, running, plan.begin)
            term_id = _new_term(unit, body_id, plan) if plan.end is not None else 0
            _settle_seats(unit, running, plan)
            rules_id = _new_rules(unit, body_id, plan.begin) if plan.new_rules else 0
            unit.change(Body, body_id, None, constituted_on=plan.begin)
            return Constituted(term_id, rules_id, self._meeting(unit, body, plan))

    def _meeting(self, unit: WriteUnit, body: Body, plan: ConstitutionPlan) -> int:
        """The constituent meeting with its agenda."""
        from coordinator_app.services.meetings import Meetings

        if plan.meets_at is None:
            return 0
        meetings = Meetings(self._store)
        values: dict[str, Any] = {"chair_id": _chair(unit, body.id, local(plan.meets_at).date())}
        values |= plan.meeting_values or {}
        meeting_id = meetings.create(
            body_id=body.id, starts_at=plan.meets_at, meeting_type=MeetingType.CONSTITUENT, **values
        )
        for item in constituent_agenda(body.name, election=plan.election, new_rules=plan.new_rules):
            meetings.agenda.add(
                meeting_id,
                title=item.title,
                item_type=item.item_type,
                minutes=item.minutes,
                facts=item.facts,
                proposal=item.proposal,
            )
        return meeting_id


def _days(term: Term) -> int:
    return (term.ends_on - term.starts_on).days if term.starts_on and term.ends_on else 0


def _running(unit: ReadUnit, body_id: int, begin: date) -> list[SeatView]:
    """Seats held or vacant on the last day before, that do not end on it."""
    views = seat_views(unit, body_id, begin - ONE_DAY, vacant=True)
    return [view for view in views if view.seat.ends_on is None or view.seat.ends_on >= begin]


def _chair(unit: ReadUnit, body_id: int, day: date) -> int | None:
    chairs = [seat for seat in seats_on(unit.find(Membership, body_id=body_id), day) if seat.role is Role.CHAIR]
    return chairs[0].person_id if chairs else None


def _new_term(unit: WriteUnit, body_id: int, plan: ConstitutionPlan) -> int:
    terms = unit.find(Term, body_id=body_id)
    last = last_meetings_of_terms(unit, body_id)
    used = {id: local(moment).date() if moment is not None else None for id, moment in last.items()}
    shortened, removed = terms_in_the_way(terms, plan.begin, used)
    if shortened is not None:
        unit.change(Term, shortened.id, None, ends_on=plan.begin - ONE_DAY)
    for term in removed:
        unit.discard(Term, term.id)
    end = plan.end or plan.begin
    title = plan.title.strip() or term_title(plan.begin, end)
    new = Term(body_id=body_id, title=title, starts_on=plan.begin, ends_on=end)
    check_term(new, unit.find(Term, body_id=body_id))
    return unit.add(new)


def _new_rules(unit: WriteUnit, body_id: int, begin: date) -> int:
    versions = unit.find(BodyRules, body_id=body_id)
    last = rules_on(versions, begin)
    if last is None or last.valid_from == begin:
        return last.id if last is not None else 0
    return unit.add(replace(last, id=0, uuid="", version=0, valid_from=begin))


def _settle_seats(unit: WriteUnit, running: Sequence[Membership], plan: ConstitutionPlan) -> None:
    """Close every row the day before and open its successor; principals first, so that deputies find them."""
    chosen = {choice.seat_id: choice for choice in plan.choices}
    day = plan.begin
    principals = [seat for seat in running if seat.deputy_for_id is None]
    deputies = [seat for seat in running if seat.deputy_for_id is not None]
    gone = {seat.id for seat in principals if chosen[seat.id].fate is SeatFate.END}
    for seat in [*principals, *deputies]:
        if seat.id in gone:
            end_row(unit, seat, day - ONE_DAY)
    renewed: dict[int, int] = {}
    for seat in [*principals, *deputies]:
        choice = chosen[seat.id]
        if seat.id in gone or seat.deputy_for_id in gone:
            continue
        if choice.fate is SeatFate.END:
            end_row(unit, seat, day - ONE_DAY)
            continue
        person = choice.person_id if choice.fate is SeatFate.REPLACE else seat.person_id
        vacant = choice.fate is SeatFate.VACATE or (choice.fate is SeatFate.KEEP and seat.vacant)
        principal = renewed.get(seat.deputy_for_id or 0, seat.deputy_for_id)
        renewed[seat.id] = hand_over_row(unit, seat, day, person_id=person, vacant=vacant, deputy_for_id=principal)
