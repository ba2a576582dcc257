"""What lists of persons show beside the person: current organisation, function, telephone and e-mail."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordinator_app.common.clock import today
from coordinator_app.domain.contacts import Affiliation, Channel, ContactPoint, is_current
from coordinator_app.storage.unit_of_work import CHUNK, ReadUnit


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Words about one person; "" where nothing is known."""

    organisation: str = ""
    function: str = ""
    phone: str = ""
    email: str = ""


def person_facts(unit: ReadUnit, ids: Sequence[int]) -> dict[int, PersonFacts]:
    """Facts by person id; main contacts and preferred contact points win."""
    found = {id: PersonFacts() for id in ids}
    day = today(unit.clock)
    for start in range(0, len(ids), CHUNK):
        chunk = tuple(ids[start : start + CHUNK])
        work = unit.find(Affiliation, person_id=chunk, order="-is_main_contact,-start")
        names = unit.titles("organisation", [row.organisation_id for row in work])
        for row in work:
            person = row.person_id or 0
            if is_current(row.start, row.end, day) and not found[person].organisation:
                name = names.get(row.organisation_id or 0, "")
                found[person] = replace(found[person], organisation=name, function=row.function)
        for point in unit.find(ContactPoint, person_id=chunk, order="-is_preferred,id"):
            person = point.person_id or 0
            if point.channel in {Channel.PHONE, Channel.MOBILE} and not found[person].phone:
                found[person] = replace(found[person], phone=point.value)
            elif point.channel is Channel.EMAIL and not found[person].email:
                found[person] = replace(found[person], email=point.value)
    return found
