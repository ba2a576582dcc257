"""Bodies with their rules and terms; their seats stand in `services/seats.py`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coordinator_app.common.clock import local, today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.attendance import QuorumKind
from coordinator_app.domain.bodies import (
    PRESETS,
    Body,
    BodyRules,
    Membership,
    RulesPreset,
    Term,
    check_term,
    check_tree,
    default_rules,
    rules_on,
    term_on,
)
from coordinator_app.domain.meetings import BEFORE, Meeting, MeetingState
from coordinator_app.domain.number_pattern import resolution_number
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.rules_in_words import check_rules, version_span
from coordinator_app.domain.seats import check_dissolution, check_numbers, check_removal, check_term_removal
from coordinator_app.services.seats import SeatDraft, SeatUseCases, SeatView, add_row, by_name, end_row, seat_views
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

if TYPE_CHECKING:
    from coordinator_app.services.body_links import BodyLinks
    from coordinator_app.services.constitutions import Constitutions

__all__ = [
    "Bodies",
    "RulesUse",
    "SeatDraft",
    "SeatView",
    "by_name",
    "ensure_term",
    "rules_of",
    "seat_views",
]
_HELD = frozenset({MeetingState.RUNNING, MeetingState.HELD, MeetingState.CLOSED})


@dataclass(frozen=True, slots=True)
class RulesUse:
    """How many meetings were held under a version of the rules, and the day of the last one."""

    meetings: int
    last: date | None


class Bodies(SeatUseCases):
    """Use cases around bodies; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)

    @cached_property
    def constitution(self) -> "Constitutions":
        """Constituting a body anew for another Wahlperiode."""
        from coordinator_app.services.constitutions import Constitutions

        return Constitutions(self._store)

    @cached_property
    def links(self) -> "BodyLinks":
        """What a body decided, what is open, which projects and rounds it dealt with."""
        from coordinator_app.services.body_links import BodyLinks

        return BodyLinks(self._store)

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
                add_row(unit, _membership(body_id, draft, begin))
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
        """Move a body entered by mistake to the Papierkorb; one that met or has others below it stays."""
        with self._store.write("Gremium gelöscht") as unit:
            body = unit.get(Body, id)
            children = [child.name for child in unit.find(Body, parent_id=id)]
            check_removal(body.name, len(unit.find(Meeting, body_id=id)), children)
            unit.discard(Body, id)

    def move(self, id: int, parent_id: int | None) -> None:
        """Put a body below another one, or to the top."""
        with self._store.write("Gremium verschoben") as unit:
            check_tree(id, parent_id, {body.id: body.parent_id for body in unit.find(Body)})
            unit.change(Body, id, None, parent_id=parent_id)

    def indent(self, id: int) -> bool:
        """Put a body below the one that stands before it on the same level; False when there is none."""
        return self._move_beside(id, inward=True)

    def outdent(self, id: int) -> bool:
        """Put a body beside the one it belongs to; False when it stands at the top."""
        return self._move_beside(id, inward=False)

    def _move_beside(self, id: int, *, inward: bool) -> bool:
        shown = [body for body, _ in self.tree(inactive=True)]
        body = next((body for body in shown if body.id == id), None)
        if body is None:
            return False
        known = {other.id: other for other in shown}
        parent = known.get(body.parent_id or 0)
        if not inward:
            if parent is None:
                return False
            self.move(id, parent.parent_id if parent.parent_id in known else None)
            return True
        siblings = [other for other in shown if known.get(other.parent_id or 0) == parent]
        place = siblings.index(body)
        if not place:
            return False
        self.move(id, siblings[place - 1].id)
        return True

    def dissolve(self, id: int, day: date) -> None:
        """The body and its seats end on `day`; resolutions and minutes stay. Later meetings stand against it."""
        with self._store.write("Gremium aufgelöst") as unit:
            body = unit.get(Body, id)
            later = [
                meeting.title
                for meeting in unit.find(Meeting, body_id=id, state=tuple(BEFORE | {MeetingState.RUNNING}))
                if meeting.starts_at is None or local(meeting.starts_at).date() > day
            ]
            check_dissolution(body.name, day, later)
            for seat in unit.find(Membership, body_id=id):
                if seat.starts_on is not None and seat.starts_on > day:
                    unit.discard(Membership, seat.id)
                elif seat.deputy_for_id is None and (seat.ends_on is None or seat.ends_on > day):
                    end_row(unit, seat, day)
            unit.change(Body, id, None, active=False, dissolved_on=day)

    def reactivate(self, id: int) -> int:
        """Take a dissolved body up again; seats that ended on its last day run on. Returns how many."""
        with self._store.write("Gremium wieder aufgenommen") as unit:
            body = unit.get(Body, id)
            ended = [seat for seat in unit.find(Membership, body_id=id) if seat.ends_on == body.dissolved_on]
            for seat in ended if body.dissolved_on is not None else ():
                unit.change(Membership, seat.id, None, ends_on=None)
            unit.change(Body, id, None, active=True, dissolved_on=None)
            return len(ended) if body.dissolved_on is not None else 0

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
        """The rules that hold on a day (default today); the usual ones (id 0) for a body that has none."""
        with self._store.read() as unit:
            return rules_of(unit, body_id, day or today(unit.clock))

    def all_rules(self, body_id: int) -> list[BodyRules]:
        """Every version of the rules, newest first."""
        with self._store.read() as unit:
            return sorted(unit.find(BodyRules, body_id=body_id), key=_valid_from, reverse=True)

    def rules_use(self, id: int) -> RulesUse:
        """The meetings held while a version of the rules was the one to follow."""
        with self._store.read() as unit:
            rules = unit.get(BodyRules, id)
            first, last = version_span(rules, unit.find(BodyRules, body_id=rules.body_id))
            found = unit.find(Meeting, body_id=rules.body_id, state=tuple(_HELD))
        days = [local(meeting.starts_at).date() for meeting in found if meeting.starts_at is not None]
        inside = [day for day in days if (first is None or first <= day) and (last is None or day <= last)]
        return RulesUse(len(inside), max(inside, default=None))

    def add_rules(self, body_id: int, *, valid_from: date, preset: RulesPreset | None = None, **values: Any) -> int:
        """New rules from a day on: a copy of those before (or a preset) with `values` changed."""
        with self._store.write("Regelwerk angelegt") as unit:
            versions = unit.find(BodyRules, body_id=body_id)
            base = rules_on(versions, valid_from)
            if preset is not None or base is None:
                base = BodyRules(body_id=body_id, **_preset(preset or RulesPreset.STEERING))
            new = replace(base, id=0, uuid="", version=0, **{"valid_from": valid_from, **values})
            check_rules(new, versions)
            return unit.add(new)

    def update_rules(self, id: int, version: int | None, **values: Any) -> None:
        """Change a version of the rules."""
        with self._store.write("Regelwerk geändert") as unit:
            rules = unit.get(BodyRules, id)
            check_rules(_consistent(rules, values), unit.find(BodyRules, body_id=rules.body_id))
            unit.change(BodyRules, id, version, **values)

    def discard_rules(self, id: int) -> None:
        """Move a version of the rules to the Papierkorb; one that meetings were held under stays."""
        use = self.rules_use(id)
        if use.meetings:
            raise UserError(
                "Nach dieser Fassung der Regeln wurden schon Sitzungen gehalten; sie bleibt deshalb erhalten.",
                help_topic="gremien",
            )
        with self._store.write("Regelwerk gelöscht") as unit:
            unit.discard(BodyRules, id)

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
        """Change a term; its next numbers never go back to a number drawn."""
        with self._store.write("Sitzungsperiode geändert") as unit:
            term = unit.get(Term, id)
            new = replace(term, **values)
            check_term(new, unit.find(Term, body_id=term.body_id))
            meetings = [meeting.number for meeting in unit.find(Meeting, deleted=None, term_id=id) if meeting.number]
            drawn = [entry.sequence for entry in unit.find(Resolution, deleted=None, term_id=id) if entry.sequence]
            check_numbers(new, meetings, drawn)
            unit.change(Term, id, version, **values)

    def discard_term(self, id: int) -> None:
        """Move a term to the Papierkorb; one with meetings stays."""
        with self._store.write("Sitzungsperiode gelöscht") as unit:
            check_term_removal(unit.get(Term, id), len(unit.find(Meeting, term_id=id)))
            unit.discard(Term, id)


# --- shared with the services of meetings ---------------------------------------------------------------------


def rules_of(unit: ReadUnit, body_id: int, day: date) -> BodyRules:
    """The rules of a body on a day; the usual ones (id 0) for a body that gave itself none."""
    return rules_on(unit.find(BodyRules, body_id=body_id), day) or default_rules(body_id, day)


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


def _preset(preset: RulesPreset) -> dict[str, Any]:
    return dict(PRESETS[preset])


def _consistent(rules: BodyRules, values: dict[str, Any]) -> BodyRules:
    """The rules after a change of single fields: a kind of quorum chosen before its number starts with a usual one."""
    kind = values.get("quorum_kind")
    if (
        kind in _USUAL_QUORUM
        and "quorum_value" not in values
        and not _USUAL_QUORUM[kind][0] <= rules.quorum_value <= 100
    ):
        values["quorum_value"] = _USUAL_QUORUM[kind][1]
    return replace(rules, **values)


# lowest value that makes sense, value to begin with
_USUAL_QUORUM: dict[Any, tuple[int, int]] = {QuorumKind.SHARE: (1, 50), QuorumKind.NUMBER: (1, 3)}


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
