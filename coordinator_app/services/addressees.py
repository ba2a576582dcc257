"""Reading where people and institutions can be reached."""

from collections.abc import Sequence

from coordinator_app.common.clock import today
from coordinator_app.domain.contacts import ContactPoint, Organisation, Person, PrivacyBasis
from coordinator_app.domain.letters import Addressee, addressee, barred
from coordinator_app.storage.unit_of_work import ReadUnit


def addressees_of(unit: ReadUnit, wanted: Sequence[tuple[int | None, int | None]]) -> list[Addressee]:
    """The addressees of (person, organisation) pairs, read in a few queries."""
    people = unit.many(Person, [person for person, _ in wanted if person is not None])
    organisations = unit.many(Organisation, [id for _, id in wanted if id is not None])
    points: dict[int, list[ContactPoint]] = {}
    bases: dict[int, list[PrivacyBasis]] = {}
    ids = list(people)
    for start in range(0, len(ids), 400):
        chunk = tuple(ids[start : start + 400])
        for point in unit.find(ContactPoint, person_id=chunk):
            points.setdefault(point.person_id or 0, []).append(point)
        for basis in unit.find(PrivacyBasis, person_id=chunk):
            bases.setdefault(basis.person_id or 0, []).append(basis)
    day = today(unit.clock)
    refused = {id: barred(person, bases.get(id, ()), day) for id, person in people.items()}
    return [
        addressee(
            people.get(person or 0),
            points.get(person or 0, ()),
            organisations.get(organisation or 0),
            refused.get(person or 0, ""),
        )
        for person, organisation in wanted
    ]
