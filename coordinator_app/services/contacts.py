"""Organisations and persons: keeping them, finding them again, and why their data may be kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.bodies import Membership
from coordinator_app.domain.contacts import (
    Affiliation,
    ContactPoint,
    Organisation,
    Person,
    PersonStatus,
    PrivacyBasis,
    block_problem,
    display_name,
    is_current,
    letter_salutation,
    period_sentence,
)
from coordinator_app.domain.fields import Record
from coordinator_app.domain.projects import Project, ProjectActor
from coordinator_app.domain.retention import reviews_of
from coordinator_app.services.seats import vacate_seats_of
from coordinator_app.storage.queries.minutes import minutes_naming
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Linked:
    """A record named in another one's detail: where a click leads and what stands there."""

    kind: str
    id: int
    title: str
    text: str = ""
    current: bool = True


@dataclass(frozen=True, slots=True)
class PersonCard:
    """All about one person that the detail shows."""

    person: Person
    salutation: str
    contact_points: tuple[ContactPoint, ...]
    affiliations: tuple[tuple[Affiliation, str], ...]
    bases: tuple[PrivacyBasis, ...]
    findings: tuple[str, ...]
    projects: tuple[Linked, ...]
    seats: tuple[Linked, ...]


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    """All about one organisation that the detail shows."""

    organisation: Organisation
    kind_label: str
    parent: str
    people: tuple[tuple[Affiliation, str], ...]
    projects: tuple[Linked, ...]
    seats: tuple[Linked, ...]


class Contacts:
    """Verbs on the network; every writing verb is one undoable step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ---------------------------------------------------------------- organisations

    def create_organisation(self, **values: Any) -> int:
        """Store a new organisation (field names of `Organisation`) and return its id."""
        with self._store.write("Organisation angelegt") as unit:
            return unit.add(Organisation(**_stripped(values)))

    def update_organisation(self, id: int, version: int | None, **values: Any) -> int:
        """Change fields and return the new version; an organisation cannot belong to itself or its own parts."""
        with self._store.write("Organisation geändert", merge=f"organisation:{id}:{','.join(values)}") as unit:
            if values.get("parent_id") is not None:
                _check_parents(unit, id, values["parent_id"])
            return unit.change(Organisation, id, version, **values)

    def discard_organisation(self, id: int) -> None:
        """Move an organisation to the Papierkorb; projects and persons keep naming it."""
        with self._store.write("Organisation in den Papierkorb gelegt") as unit:
            unit.discard(Organisation, id)

    def organisations(self) -> list[Organisation]:
        """All organisations in German order."""
        with self._store.read() as unit:
            return unit.find(Organisation)

    def organisation_card(self, id: int) -> OrganisationCard:
        """What the detail of an organisation shows."""
        with self._store.read() as unit:
            organisation = unit.get(Organisation, id)
            people = unit.find(Affiliation, organisation_id=id)
            names = unit.titles("person", [row.person_id for row in people])
            return OrganisationCard(
                organisation,
                unit.title("catalog_entry", organisation.organisation_kind_id),
                unit.title("organisation", organisation.parent_id),
                tuple((row, names.get(row.person_id or 0, "")) for row in people),
                _projects(unit, carrier_id=id, actor={"organisation_id": id}),
                _seats(unit, today(self._store.clock), organisation_id=id),
            )

    # ---------------------------------------------------------------- persons

    def create_person(self, *, organisation_id: int | None = None, function: str = "", **values: Any) -> int:
        """Store a new person, with a first activity for an organisation if one is given; returns the person's id."""
        values = _stripped(values)
        with self._store.write("Person angelegt") as unit:
            person = Person(**values)
            new = unit.add(replace(person, display_name=display_name(person)))
            if organisation_id is not None:
                start = today(self._store.clock)
                unit.add(Affiliation(person_id=new, organisation_id=organisation_id, function=function, start=start))
            return new

    def update_person(self, id: int, version: int | None, **values: Any) -> int:
        """Change fields and return the new version; the display name follows title and names.

        „gesperrt“ is set by `block_person`, which asks for the reason.
        """
        if values.get("status") is PersonStatus.BLOCKED:
            raise UserError("Eine Person sperren Sie unter „Datenschutz“: Dort nennen Sie den Grund.")
        with self._store.write("Person geändert", merge=f"person:{id}:{','.join(values)}") as unit:
            if "status" in values:
                values |= {"blocked_on": None, "blocked_reason": ""}
            changed = replace(unit.get(Person, id), **values)
            return unit.change(Person, id, version, **{**values, "display_name": display_name(changed)})

    def discard_person(self, id: int) -> None:
        """Move a person to the Papierkorb: seats become vacant, final minutes keep the name as it was."""
        with self._store.write("Person in den Papierkorb gelegt") as unit:
            vacate_seats_of(unit, id, today(unit.clock))
            unit.discard(Person, id)

    def block_person(self, id: int, *, reason: str) -> None:
        """Restrict the use of somebody's data (Art. 18 and 21 GDPR): kept, but in no list and never written to."""
        with self._store.write("Person gesperrt") as unit:
            day = today(unit.clock)
            _refuse(block_problem(tuple(unit.find(PrivacyBasis, person_id=id)), reason, day))
            unit.change(Person, id, None, status=PersonStatus.BLOCKED, blocked_on=day, blocked_reason=reason.strip())

    def release_person(self, id: int) -> None:
        """Lift the block."""
        with self._store.write("Sperre aufgehoben") as unit:
            unit.change(Person, id, None, status=PersonStatus.ACTIVE, blocked_on=None, blocked_reason="")

    def named_for_good(self, id: int) -> str:
        """Where the name stays when the person goes, in a sentence: sealed minutes never change. "" for nowhere."""
        with self._store.read() as unit:
            name = unit.get(Person, id).display_name
            found = minutes_naming(unit, name)
        if not found:
            return ""
        where = found[0] if len(found) == 1 else f"{len(found)} abgeschlossenen Niederschriften"
        word = f"in der abgeschlossenen „{where}“" if len(found) == 1 else f"in {where}"
        return f"{name} bleibt {word} genannt; aus allen Listen verschwindet der Name."

    def persons(self) -> list[Person]:
        """All persons sorted by surname."""
        with self._store.read() as unit:
            return unit.find(Person)

    def person_card(self, id: int) -> PersonCard:
        """What the detail of a person shows."""
        day = today(self._store.clock)
        with self._store.read() as unit:
            person = unit.get(Person, id)
            work = unit.find(Affiliation, person_id=id, order="-start")
            names = unit.titles("organisation", [row.organisation_id for row in work])
            bases = tuple(unit.find(PrivacyBasis, person_id=id, order="id"))
            return PersonCard(
                person,
                letter_salutation(person),
                tuple(unit.find(ContactPoint, person_id=id, order="-is_preferred,id")),
                tuple((row, names.get(row.organisation_id or 0, "")) for row in work),
                bases,
                tuple(review.sentence for review in reviews_of(person, bases, day)),
                _projects(unit, responsible_id=id, actor={"person_id": id}),
                _seats(unit, day, person_id=id),
            )

    def leave_organisation(self, affiliation_id: int, day: date) -> int:
        """Close an activity on `day`; returns how many seats the organisation still fills with this person."""
        with self._store.write("Tätigkeit beendet") as unit:
            row = unit.get(Affiliation, affiliation_id)
            _refuse(period_sentence(row.start, day))
            unit.change(Affiliation, affiliation_id, None, end=day, is_main_contact=False)
            seats = unit.find(Membership, person_id=row.person_id)
            sent = [seat for seat in seats if seat.organisation_id == row.organisation_id]
            return sum(1 for seat in sent if is_current(seat.starts_on, seat.ends_on, day))

    # ---------------------------------------------------------------- parts of a person

    def add_part(self, part: Record) -> int:
        """Store a contact point, an activity or a legal basis and return its id."""
        _refuse(_part_problem(part))
        with self._store.write(f"{part.label} hinzugefügt") as unit:
            new = unit.add(part)
            if isinstance(part, ContactPoint) and part.is_preferred:
                _only_preferred(unit, new, part.person_id)
            return new

    def update_part(self, part_type: type[R], id: int, version: int | None, **values: Any) -> int:
        """Change a contact point, an activity or a legal basis; returns the new version."""
        with self._store.write(
            f"{part_type.label} geändert", merge=f"{part_type.kind}:{id}:{','.join(values)}"
        ) as unit:
            changed = replace(unit.get(part_type, id), **values)
            _refuse(_part_problem(changed))
            version = unit.change(part_type, id, version, **values)
            if isinstance(changed, ContactPoint) and values.get("is_preferred"):
                _only_preferred(unit, id, changed.person_id)
            return version

    def remove_part(self, part_type: type[Record], id: int) -> None:
        """Remove a contact point, an activity or a legal basis; undoable."""
        with self._store.write(f"{part_type.label} entfernt") as unit:
            unit.remove(part_type, id)

    def person_of(self, kind: str, id: int) -> int:
        """The person a contact point, activity or legal basis belongs to; `UserError` when it is gone."""
        with self._store.read() as unit:
            part = unit.get(_PARTS[kind], id)
        return int(getattr(part, "person_id", 0) or 0)


_PARTS: dict[str, type[Record]] = {
    "contact_point": ContactPoint,
    "affiliation": Affiliation,
    "privacy_basis": PrivacyBasis,
}


def _stripped(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if type(value) is str else value for name, value in values.items()}


def _refuse(sentence: str) -> None:
    if sentence:
        raise UserError(sentence)


def _part_problem(part: Record) -> str:
    if isinstance(part, Affiliation):
        return period_sentence(part.start, part.end)
    if isinstance(part, PrivacyBasis):
        return period_sentence(part.dated, part.withdrawn_on)
    return ""


def _only_preferred(unit: WriteUnit, id: int, person_id: int | None) -> None:
    for point in unit.find(ContactPoint, person_id=person_id, is_preferred=True):
        if point.id != id:
            unit.change(ContactPoint, point.id, None, is_preferred=False)


def _check_parents(unit: ReadUnit, id: int, parent_id: int) -> None:
    seen: set[int] = set()
    above: int | None = parent_id
    while above is not None and above not in seen:
        if above == id:
            raise UserError("Eine Organisation kann nicht zu sich selbst oder zu ihren eigenen Teilen gehören.")
        seen.add(above)
        above = unit.get(Organisation, above).parent_id


def _projects(unit: ReadUnit, *, actor: dict[str, Any], **equals: Any) -> tuple[Linked, ...]:
    roles: dict[int, str] = {}
    own = "Träger" if "carrier_id" in equals else "verantwortlich"
    for project in unit.find(Project, **equals):
        roles[project.id] = own
    for row in unit.find(ProjectActor, **actor):
        if row.project_id is not None:
            roles.setdefault(row.project_id, row.role.label)
    projects = unit.many(Project, list(roles))
    shown = [item for item in projects.values() if item.deleted_at is None]
    return tuple(Linked("project", item.id, item.title, f"{roles[item.id]} · {item.status.label}") for item in shown)


def _seats(unit: ReadUnit, day: date, **equals: Any) -> tuple[Linked, ...]:
    seats: Sequence[Membership] = unit.find(Membership, **equals)
    names = unit.titles("body", [seat.body_id for seat in seats])
    return tuple(
        Linked(
            "body",
            seat.body_id,
            names.get(seat.body_id, ""),
            seat.role.label,
            current=is_current(seat.starts_on, seat.ends_on, day),
        )
        for seat in seats
    )
