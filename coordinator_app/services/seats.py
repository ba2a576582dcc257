"""Seats of bodies: who holds them, handing over, deputies, appointing; part of `Bodies`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import plural, sort_key
from coordinator_app.domain.attendance import distinct_names
from coordinator_app.domain.bodies import (
    ROLE_ORDER,
    Body,
    Membership,
    Role,
    check_membership,
    seats_on,
    votes_of,
)
from coordinator_app.domain.contacts import Affiliation, is_current
from coordinator_app.domain.dispatches import Dispatch, Occasion
from coordinator_app.domain.meetings import Attendance, Meeting, MeetingState
from coordinator_app.domain.seats import check_hand_over, history_of, last_day_before
from coordinator_app.domain.sentences import surname_first
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

VACANT = "unbesetzt"
_HELD = frozenset({MeetingState.RUNNING, MeetingState.HELD, MeetingState.CLOSED})


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat with the words to show: who holds it, in which function, for which organisation.

    `shown` is the name told apart from people of the same name in the same list („Anna Müller (Jugendamt)“).
    """

    seat: Membership
    name: str
    function: str
    organisation: str
    shown: str = ""

    @property
    def id(self) -> int:
        """Id of the membership."""
        return self.seat.id


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatDraft:
    """A seat to be made with a body; see `SeatUseCases.add_seat`."""

    seat: str
    role: Role = Role.MEMBER
    has_vote: bool = True
    person_id: int | None = None
    organisation_id: int | None = None


class SeatUseCases:
    """Use cases around the seats of bodies; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def seats(self, body_id: int, day: date | None = None) -> list[SeatView]:
        """The seats of a day (default today), also vacant ones: chairs first, deputies behind their principal."""
        with self._store.read() as unit:
            return seat_views(unit, body_id, day or today(unit.clock), vacant=True)

    def former_seats(self, body_id: int, day: date | None = None) -> list[SeatView]:
        """Rows that ended before a day (default today) or begin later, those to come first, then the latest."""
        with self._store.read() as unit:
            moment = day or today(unit.clock)
            memberships = unit.find(Membership, body_id=body_id)
            held = {seat.id for seat in seats_on(memberships, moment)}
            rest = [item for item in memberships if item.id not in held]
            return _views(unit, sorted(rest, key=_latest_first, reverse=True), moment)

    def history(self, id: int) -> list[SeatView]:
        """Everybody who holds or held the seat, the latest first."""
        with self._store.read() as unit:
            seat = unit.get(Membership, id)
            rows = history_of(unit.find(Membership, body_id=seat.body_id), id)
            return _views(unit, rows or [seat], today(unit.clock))

    def votes(self, body_id: int, day: date | None = None) -> int:
        """The votes of all entitled members on a day (default today); vacant seats have none."""
        with self._store.read() as unit:
            return votes_of(seats_on(unit.find(Membership, body_id=body_id), day or today(unit.clock)))

    def seat(self, id: int) -> Membership:
        """One seat."""
        with self._store.read() as unit:
            return unit.get(Membership, id)

    def add_seat(self, body_id: int, *, seat: str = "", starts_on: date | None = None, **values: Any) -> int:
        """A seat (fields of `Membership`); without words its name is that of the institution or person."""
        with self._store.write("Sitz angelegt") as unit:
            begin = starts_on or today(unit.clock)
            return add_row(unit, Membership(body_id=body_id, seat=seat, starts_on=begin, **values))

    def update_seat(self, id: int, version: int | None, **values: Any) -> None:
        """Change a seat; naming a person fills a vacant one."""
        with self._store.write("Sitz geändert") as unit:
            seat = unit.get(Membership, id)
            if values.get("person_id") is not None and values["person_id"] != seat.person_id:
                values.setdefault("vacant", False)
                values["vacant"] = False
            if values.get("vacant") and not seat.vacant:
                values["person_id"] = None
            check_membership(replace(seat, **values), unit.find(Membership, body_id=seat.body_id))
            unit.change(Membership, id, version, **values)

    def hand_over(self, id: int, *, person_id: int | None, day: date, vacant: bool = False) -> int:
        """Another person takes the seat from `day` on (or nobody: `vacant`); returns the new row.

        The old row is closed the day before, deputies stay with the seat. Without a person and not vacant the
        institution holds the seat itself.
        """
        with self._store.write("Sitz übergeben" if not vacant else "Sitz frei geworden") as unit:
            return hand_over_row(unit, unit.get(Membership, id), day, person_id=person_id, vacant=vacant)

    def end_seat(self, id: int, day: date) -> None:
        """The seat is held for the last time on `day`; those who deputise for it end with it."""
        with self._store.write("Sitz beendet") as unit:
            end_row(unit, unit.get(Membership, id), day)

    def discard_seat(self, id: int) -> None:
        """Move a seat entered by mistake, with its deputies, to the Papierkorb; one that was in a meeting stays."""
        with self._store.write("Sitz gelöscht") as unit:
            seat = unit.get(Membership, id)
            lines = unit.find(Attendance, membership_id=id)
            meetings = unit.many(Meeting, sorted({line.meeting_id for line in lines}))
            held = sum(1 for found in meetings.values() if found.state in _HELD and found.deleted_at is None)
            if held:
                raise UserError(
                    f"Der Sitz „{seat.seat}“ steht in der Anwesenheit von {plural(held, 'Sitzung', 'Sitzungen')} und "
                    "bleibt deshalb erhalten. Bitte beenden Sie ihn stattdessen.",
                    help_topic="gremien",
                )
            unit.discard(Membership, id)
            for deputy in unit.find(Membership, body_id=seat.body_id, deputy_for_id=id):
                unit.discard(Membership, deputy.id)

    def appoint(self, ids: Sequence[int], day: date, *, way: str = "überreicht") -> None:
        """The members of these seats of one body were given their certificates on `day`: recorded as a sending too."""
        with self._store.write("Berufung eingetragen") as unit:
            rows = unit.many(Membership, ids)
            if not rows:
                raise UserError("Bitte wählen Sie mindestens einen Sitz aus.", help_topic="gremien")
            for id in rows:
                unit.change(Membership, id, None, appointed_on=day)
            views = _views(unit, list(rows.values()), day)
            body_id = views[0].seat.body_id
            unit.add(
                Dispatch(
                    occasion=Occasion.CERTIFICATES,
                    target_kind=Body.kind,
                    target_id=body_id,
                    sent_on=day,
                    way=way,
                    recipients="\n".join(view.shown for view in views),
                    contents=f"Berufungsurkunden: {unit.title(Body.kind, body_id)}",
                )
            )


# --- shared with the services of meetings --------------------------------------------------------------------------


def seat_views(unit: ReadUnit, body_id: int, day: date, *, vacant: bool = False) -> list[SeatView]:
    """The seats held on a day with names: chairs first, deputies directly behind their principal.

    Vacant seats are left out unless asked for: nobody is invited to them, nobody sits there.
    """
    found = seats_on(unit.find(Membership, body_id=body_id), day)
    seats = [seat for seat in found if vacant or not seat.vacant]
    deputies: dict[int, list[Membership]] = {}
    for seat in seats:
        if seat.deputy_for_id is not None:
            deputies.setdefault(seat.deputy_for_id, []).append(seat)
    principals = [seat for seat in seats if seat.deputy_for_id is None]
    ordered = [entry for seat in principals for entry in (seat, *deputies.pop(seat.id, ()))]
    ordered += [seat for rest in deputies.values() for seat in rest]  # their principal's seat is not held
    return _views(unit, ordered, day)


def by_name(view: SeatView) -> tuple[int, str]:
    """Order of a list of people: chairs first, then people by surname and institutions by name."""
    is_person = view.seat.person_id is not None
    return ROLE_ORDER[view.seat.role], sort_key(surname_first(view.name) if is_person else view.name)


def add_row(unit: WriteUnit, seat: Membership) -> int:
    """Store a seat after the checks; its name is that of the institution or person unless it has one."""
    if not seat.seat.strip():
        name = unit.title("organisation", seat.organisation_id) or unit.title("person", seat.person_id)
        seat = replace(seat, seat=name)
    check_membership(seat, unit.find(Membership, body_id=seat.body_id))
    return unit.add(seat)


def hand_over_row(
    unit: WriteUnit, seat: Membership, day: date, *, person_id: int | None, vacant: bool = False, **changes: Any
) -> int:
    """Close a row the day before and open its successor; see `SeatUseCases.hand_over`."""
    check_hand_over(seat, day)
    unit.change(Membership, seat.id, None, ends_on=last_day_before(seat, day))
    successor = replace(
        seat,
        id=0,
        uuid="",
        version=0,
        person_id=None if vacant else person_id,
        vacant=vacant,
        starts_on=day,
        ends_on=seat.ends_on if seat.ends_on is not None and seat.ends_on >= day else None,
        appointed_on=None,
        previous_id=seat.id,
        **changes,
    )
    return add_row(unit, successor)


def end_row(unit: WriteUnit, seat: Membership, day: date) -> None:
    """Close a row and those of its deputies."""
    rows = unit.find(Membership, body_id=seat.body_id)
    for row in rows:
        if row.id == seat.id or (_deputises(row, seat, rows, day) and (row.ends_on is None or row.ends_on > day)):
            check_membership(replace(row, ends_on=day), ())
            unit.change(Membership, row.id, None, ends_on=day)


def vacate_seats_of(unit: WriteUnit, person_id: int, day: date) -> int:
    """Nobody sits any more from `day` on where this person sat; as a deputy they are gone. Returns how many rows."""
    rows = [row for row in unit.find(Membership, person_id=person_id) if row.ends_on is None or row.ends_on >= day]
    for row in rows:
        begun = row.starts_on is not None and row.starts_on < day
        if row.deputy_for_id is not None and begun:
            unit.change(Membership, row.id, None, ends_on=last_day_before(row, day))
        elif row.deputy_for_id is not None:
            unit.discard(Membership, row.id)
        elif begun:
            hand_over_row(unit, row, day, person_id=None, vacant=True)
        else:
            unit.change(Membership, row.id, None, person_id=None, vacant=True)
    return len(rows)


def _deputises(row: Membership, seat: Membership, rows: Sequence[Membership], day: date) -> bool:
    """Whether a row is a deputy of that seat on that day."""
    if row.deputy_for_id is None:
        return False
    return any(held.id == row.id and held.deputy_for_id == seat.id for held in seats_on(rows, day))


def _views(unit: ReadUnit, seats: Sequence[Membership], day: date) -> list[SeatView]:
    people = [seat.person_id for seat in seats if seat.person_id is not None]
    names = unit.titles("person", people)
    organisations = unit.titles("organisation", [seat.organisation_id for seat in seats])
    functions = _functions(unit, people, day)
    views: list[SeatView] = []
    for seat in seats:
        organisation = organisations.get(seat.organisation_id or 0, "")
        name = names.get(seat.person_id or 0, "") or organisation or seat.seat
        if seat.vacant:
            name = VACANT
        views.append(SeatView(seat, name, functions.get(seat.person_id or 0, ""), organisation))
    known = {
        view.seat.person_id: (view.seat.person_id, view.name, view.organisation or view.function or view.seat.seat)
        for view in views
        if view.seat.person_id is not None
    }
    told = distinct_names(known.values())
    return [replace(view, shown=told.get(view.seat.person_id or 0, view.name)) for view in views]


def _functions(unit: ReadUnit, people: Sequence[int], day: date) -> dict[int, str]:
    """The function of each person on a day, the main one first."""
    found: dict[int, str] = {}
    for start in range(0, len(people), 200):
        rows = unit.find(Affiliation, person_id=tuple(people[start : start + 200]))
        for row in sorted(rows, key=lambda item: not item.is_main_contact):
            if row.person_id is not None and row.function and is_current(row.start, row.end, day):
                found.setdefault(row.person_id, row.function)
    return found


def _latest_first(seat: Membership) -> tuple[date, date, int]:
    return seat.ends_on or date.max, seat.starts_on or date.min, seat.id
