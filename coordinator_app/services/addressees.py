"""Reading where people and institutions can be reached."""

from collections.abc import Sequence

from coordinator_app.domain.contacts import ContactPoint, Organisation, Person
from coordinator_app.domain.letters import Addressee, addressee
from coordinator_app.storage.unit_of_work import ReadUnit


def addressees_of(unit: ReadUnit, wanted: Sequence[tuple[int | None, int | None]]) -> list[Addressee]:
    """The addressees of (person, organisation) pairs, read in a few queries."""
    people = unit.many(Person, [person for person, _ in wanted if person is not None])
    organisations = unit.many(Organisation, [id for _, id in wanted if id is not None])
    points: dict[int, list[ContactPoint]] = {}
    ids = list(people)
    for start in range(0, len(ids), 400):
        for point in unit.find(ContactPoint, person_id=tuple(ids[start : start + 400])):
            points.setdefault(point.person_id or 0, []).append(point)
    return [
        addressee(people.get(person or 0), points.get(person or 0, ()), organisations.get(organisation or 0))
        for person, organisation in wanted
    ]
