"""Bodies with their rules, terms and seats."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import sort_key
from coordinator_app.domain.bodies import (
    PRESETS,
    ROLE_ORDER,
    Body,
    BodyRules,
    Membership,
    Role,
    RulesPreset,
    Term,
    check_membership,
    check_term,
    check_tree,
    resolution_number,
    rules_on,
    seats_on,
    term_on,
    votes_of,
)
from coordinator_app.domain.contacts import Affiliation, is_current
from coordinator_app.domain.sentences import surname_first
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat with the words to show: who holds it, in which function, for which organisation."""

    seat: Membership
    name: str
    function: str
    organisation: str

    @property
    def id(self) -> int:
        """Id of the membership."""
        return self.seat.id


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatDraft:
    """A seat to be made with a body; see `Bodies.add_seat`."""

    seat: str
    role: Role = Role.MEMBER
    has_vote: bool = True
    person_id: int | None = None
    organisation_id: int | None = None


class Bodies:
    """Use cases around bodies; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- bodies

    def create(
        self,
        *,
        name: str,
        preset: RulesPreset = RulesPreset.STEERING,
        valid_from: date | None = None,
        seats: Sequence[SeatDraft] = (),
        **values: Any,
    ) -> int:
        """Make a body with rules by a preset, valid from its foundation (or today), and its first seats."""
        with self._store.write("Gremium angelegt") as unit:
            begin = valid_from or values.get("founded_on") or today(unit.clock)
            body = Body(name=name.strip(), **values)
            resolution_number(body.number_pattern, "2026", 1)
            body_id = unit.add(body)
            unit.add(BodyRules(body_id=body_id, valid_from=begin, **_preset(preset)))
            for draft in seats:
                _add_seat(unit, _membership(body_id, draft, begin))
            return body_id

    def update(self, id: int, version: int | None, **values: Any) -> None:
        """Change fields of a body; a body never belongs to itself or to one below it."""
        with self._store.write("Gremium geändert") as unit:
            if "parent_id" in values:
                parents = {body.id: body.parent_id for body in unit.find(Body)}
                check_tree(id, values["parent_id"], parents)
            if "number_pattern" in values:
                resolution_number(values["number_pattern"], "2026", 1)
            unit.change(Body, id, version, **values)

    def discard(self, id: int) -> None:
        """Move a body to the Papierkorb."""
        with self._store.write("Gremium gelöscht") as unit:
            unit.discard(Body, id)

    def get(self, id: int) -> Body:
        """One body."""
        with self._store.read() as unit:
            return unit.get(Body, id)

    def tree(self, *, inactive: bool = False) -> list[tuple[Body, int]]:
        """All bodies in the order of a tree with their depth; dissolved ones only with `inactive`."""
        with self._store.read() as unit:
            bodies = [body for body in unit.find(Body) if inactive or body.active]
        return _tree(bodies)

    # --- rules and terms

    def rules(self, body_id: int, day: date | None = None) -> BodyRules:
        """The rules that hold on a day (default today); `UserError` for a body without any."""
        with self._store.read() as unit:
            return rules_of(unit, body_id, day or today(unit.clock))

    def all_rules(self, body_id: int) -> list[BodyRules]:
        """Every version of the rules, newest first."""
        with self._store.read() as unit:
            return sorted(unit.find(BodyRules, body_id=body_id), key=_valid_from, reverse=True)

    def add_rules(self, body_id: int, *, valid_from: date, preset: RulesPreset | None = None, **values: Any) -> int:
        """New rules from a day on: a copy of those before (or a preset) with `values` changed."""
        with self._store.write("Regelwerk angelegt") as unit:
            if any(rules.valid_from == valid_from for rules in unit.find(BodyRules, body_id=body_id)):
                raise UserError(
                    f"Ab {valid_from:%d.%m.%Y} gilt schon ein Regelwerk. Bitte ändern Sie dieses.", help_topic="gremien"
                )
            base = rules_on(unit.find(BodyRules, body_id=body_id), valid_from)
            if preset is not None or base is None:
                base = BodyRules(body_id=body_id, **_preset(preset or RulesPreset.STEERING))
            return unit.add(replace(base, id=0, uuid="", version=0, valid_from=valid_from, **values))

    def update_rules(self, id: int, version: int | None, **values: Any) -> None:
        """Change a version of the rules."""
        with self._store.write("Regelwerk geändert") as unit:
            unit.change(BodyRules, id, version, **values)

    def terms(self, body_id: int) -> list[Term]:
        """The terms of a body, newest first."""
        with self._store.read() as unit:
            return sorted(unit.find(Term, body_id=body_id), key=lambda term: term.starts_on or date.min, reverse=True)

    def add_term(self, body_id: int, *, title: str, starts_on: date, ends_on: date, **values: Any) -> int:
        """A new term; terms of a body never overlap."""
        with self._store.write("Sitzungsperiode angelegt") as unit:
            term = Term(body_id=body_id, title=title, starts_on=starts_on, ends_on=ends_on, **values)
            check_term(term, unit.find(Term, body_id=body_id))
            return unit.add(term)

    def update_term(self, id: int, version: int | None, **values: Any) -> None:
        """Change a term; numbers drawn so far are not touched."""
        with self._store.write("Sitzungsperiode geändert") as unit:
            term = unit.get(Term, id)
            check_term(replace(term, **values), unit.find(Term, body_id=term.body_id))
            unit.change(Term, id, version, **values)

    # --- seats

    def seats(self, body_id: int, day: date | None = None) -> list[SeatView]:
        """The seats held on a day (default today): chairs first, deputies directly behind their principal."""
        with self._store.read() as unit:
            return seat_views(unit, body_id, day or today(unit.clock))

    def former_seats(self, body_id: int, day: date | None = None) -> list[SeatView]:
        """Seats that ended before a day (default today) or begin later."""
        with self._store.read() as unit:
            moment = day or today(unit.clock)
            memberships = unit.find(Membership, body_id=body_id)
            held = {seat.id for seat in seats_on(memberships, moment)}
            return _views(unit, [item for item in memberships if item.id not in held], moment)

    def votes(self, body_id: int, day: date | None = None) -> int:
        """The votes of all entitled members on a day (default today)."""
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
            return _add_seat(unit, Membership(body_id=body_id, seat=seat, starts_on=begin, **values))

    def update_seat(self, id: int, version: int | None, **values: Any) -> None:
        """Change a seat."""
        with self._store.write("Sitz geändert") as unit:
            seat = unit.get(Membership, id)
            check_membership(replace(seat, **values), unit.find(Membership, body_id=seat.body_id))
            unit.change(Membership, id, version, **values)

    def hand_over(self, id: int, *, person_id: int | None, day: date) -> int:
        """Another person takes the seat from `day` on: the old row is closed the day before, a new one opened."""
        with self._store.write("Sitz übergeben") as unit:
            seat = unit.get(Membership, id)
            unit.change(Membership, id, None, ends_on=date.fromordinal(day.toordinal() - 1))
            successor = replace(
                seat, id=0, uuid="", version=0, person_id=person_id, starts_on=day, ends_on=None, appointed_on=None
            )
            return _add_seat(unit, successor)

    def end_seat(self, id: int, day: date) -> None:
        """The seat is held for the last time on `day`."""
        with self._store.write("Sitz beendet") as unit:
            seat = unit.get(Membership, id)
            check_membership(replace(seat, ends_on=day), ())
            unit.change(Membership, id, None, ends_on=day)

    def discard_seat(self, id: int) -> None:
        """Move a seat entered by mistake to the Papierkorb."""
        with self._store.write("Sitz gelöscht") as unit:
            unit.discard(Membership, id)


# --- shared with the services of meetings ---------------------------------------------------------------------


def rules_of(unit: ReadUnit, body_id: int, day: date) -> BodyRules:
    """The rules of a body on a day; `UserError` without any."""
    found = rules_on(unit.find(BodyRules, body_id=body_id), day)
    if found is None:
        raise UserError(
            "Das Gremium hat noch kein Regelwerk. Bitte legen Sie es unter „Gremien & Sitzungen“ beim Gremium an.",
            help_topic="gremien",
        )
    return found


def ensure_term(unit: WriteUnit, body_id: int, day: date) -> Term:
    """The term a day lies in; without one the calendar year becomes it, as far as no other term holds days of it."""
    terms = unit.find(Term, body_id=body_id)
    found = term_on(terms, day)
    if found is not None:
        return found
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    for term in terms:
        if term.ends_on is not None and first <= term.ends_on < day:
            first = date.fromordinal(term.ends_on.toordinal() + 1)
        if term.starts_on is not None and day < term.starts_on <= last:
            last = date.fromordinal(term.starts_on.toordinal() - 1)
    taken = {term.title for term in terms}
    title = next(name for name in (f"{day.year}", *(f"{day.year}{c}" for c in "abcdefgh")) if name not in taken)
    return unit.get(Term, unit.add(Term(body_id=body_id, title=title, starts_on=first, ends_on=last)))


def seat_views(unit: ReadUnit, body_id: int, day: date) -> list[SeatView]:
    """The seats held on a day with names: chairs first, deputies directly behind their principal."""
    seats = seats_on(unit.find(Membership, body_id=body_id), day)
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


def _views(unit: ReadUnit, seats: Sequence[Membership], day: date) -> list[SeatView]:
    people = [seat.person_id for seat in seats if seat.person_id is not None]
    names = unit.titles("person", people)
    organisations = unit.titles("organisation", [seat.organisation_id for seat in seats])
    functions = _functions(unit, people, day)
    views: list[SeatView] = []
    for seat in seats:
        organisation = organisations.get(seat.organisation_id or 0, "")
        name = names.get(seat.person_id or 0, "") or organisation or seat.seat
        views.append(SeatView(seat, name, functions.get(seat.person_id or 0, ""), organisation))
    return views


def _functions(unit: ReadUnit, people: Sequence[int], day: date) -> dict[int, str]:
    """The function of each person on a day, the main one first."""
    found: dict[int, str] = {}
    for start in range(0, len(people), 200):
        rows = unit.find(Affiliation, person_id=tuple(people[start : start + 200]))
        for row in sorted(rows, key=lambda item: not item.is_main_contact):
            if row.person_id is not None and row.function and is_current(row.start, row.end, day):
                found.setdefault(row.person_id, row.function)
    return found


def _preset(preset: RulesPreset) -> dict[str, Any]:
    return dict(PRESETS[preset])


def _valid_from(rules: BodyRules) -> date:
    return rules.valid_from or date.min


def _membership(body_id: int, draft: SeatDraft, begin: date) -> Membership:
    return Membership(
        body_id=body_id,
        seat=draft.seat,
        role=draft.role,
        has_vote=draft.has_vote,
        person_id=draft.person_id,
        organisation_id=draft.organisation_id,
        starts_on=begin,
    )


def _add_seat(unit: WriteUnit, seat: Membership) -> int:
    if not seat.seat.strip():
        name = unit.title("organisation", seat.organisation_id) or unit.title("person", seat.person_id)
        seat = replace(seat, seat=name)
    check_membership(seat, unit.find(Membership, body_id=seat.body_id))
    return unit.add(seat)


def _tree(bodies: Sequence[Body]) -> list[tuple[Body, int]]:
    known = {body.id for body in bodies}
    children: dict[int | None, list[Body]] = {}
    for body in bodies:
        children.setdefault(body.parent_id if body.parent_id in known else None, []).append(body)
    found: list[tuple[Body, int]] = []

    def visit(parent: int | None, depth: int) -> None:
        for body in children.get(parent, ()):
            found.append((body, depth))
            visit(body.id, depth + 1)

    visit(None, 0)
    return found
