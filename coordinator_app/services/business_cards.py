"""Business cards: people out as vCards, vCards in with a look at what they would change before anything is stored.

Reading the same file twice stores nothing the second time: a card is known again by its number (the uuid of the
person), an e-mail address, or name and organisation.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordinator_app.common.clock import today
from coordinator_app.common.german import plural, sort_key
from coordinator_app.domain.contacts import (
    Affiliation,
    Channel,
    ContactPoint,
    Organisation,
    Person,
    PersonStatus,
    Salutation,
    display_name,
    is_current,
)
from coordinator_app.exchange.vcards import Address, Card, read_vcards, vcard_bytes
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

_CHANNELS = {"phone": Channel.PHONE, "mobile": Channel.MOBILE, "fax": Channel.FAX}
_KINDS = {channel: kind for kind, channel in _CHANNELS.items()}
_WORDS = {Salutation.MRS: "Frau", Salutation.MR: "Herr"}
_SALUTATIONS = {word: salutation for salutation, word in _WORDS.items()}


@dataclass(frozen=True, slots=True)
class CardPlan:
    """What one card would do: `person_id` is who it is (None = somebody new), `changes` what is added, in words."""

    card: Card
    person_id: int | None
    organisation_id: int | None
    changes: tuple[str, ...]

    @property
    def words(self) -> str:
        """„neu“, „ergänzt: E-Mail a@b.de“ or „schon bekannt“."""
        if self.person_id is None:
            return "neu"
        return f"ergänzt: {', '.join(self.changes)}" if self.changes else "schon bekannt"


class BusinessCards:
    """`workspace.business_cards`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def export(self, person_ids: Sequence[int]) -> bytes:
        """The cards of these people; blocked ones and such in the Papierkorb are left out."""
        with self._store.read() as unit:
            people = unit.many(Person, person_ids)
            usable = [one for one in people.values() if one.deleted_at is None]
            return vcard_bytes([_card(unit, one) for one in usable if one.status is not PersonStatus.BLOCKED])

    def plan(self, data: bytes) -> list[CardPlan]:
        """What the cards of a file would do; cards of organisations without a person are left out."""
        with self._store.read() as unit:
            known = _Known.read(unit)
            return [known.plan(unit, card) for card in read_vcards(data) if card.last_name or card.first_name]

    def take_in(self, plans: Sequence[CardPlan]) -> str:
        """Store what the plans say as one step; returns what was done in a sentence."""
        new = changed = 0
        with self._store.write("Visitenkarten eingelesen") as unit:
            known = _Known.read(unit)
            for entry in plans:
                plan = known.plan(unit, entry.card)  # an earlier card of the same file may have brought the person
                if plan.person_id is None:
                    known.add(unit, plan.card, _add(unit, plan, known))
                    new += 1
                elif plan.changes:
                    _complete(unit, plan.person_id, plan.card, known)
                    changed += 1
        words = [plural(new, "Person", "Personen") + " neu" if new else "", f"{changed} ergänzt" if changed else ""]
        return ", ".join(filter(None, words)) + "." if new or changed else "Alle Karten waren schon bekannt."


# --- out


def _card(unit: ReadUnit, person: Person) -> Card:
    points = unit.find(ContactPoint, person_id=person.id, is_business=True, order="-is_preferred,id")
    work = _current(unit, person.id)
    house = unit.get(Organisation, work.organisation_id) if work is not None and work.organisation_id else None
    own = [Address(street=point.value) for point in points if point.channel is Channel.POST]
    if not own and house is not None and (house.street or house.town):
        own = [Address(street=house.street, postcode=house.postcode, town=house.town)]
    return Card(
        uid=person.uuid,
        first_name=person.first_name,
        last_name=person.last_name,
        title=person.academic_title,
        salutation=_WORDS.get(person.salutation, ""),
        organisation=house.name if house is not None else "",
        department=work.department if work is not None else "",
        function=work.function if work is not None else "",
        phones=tuple((_KINDS[point.channel], point.value) for point in points if point.channel in _KINDS),
        emails=tuple(point.value for point in points if point.channel is Channel.EMAIL),
        addresses=tuple(own),
        website=house.website if house is not None else "",
        changed=person.updated_at,
    )


def _current(unit: ReadUnit, person_id: int) -> Affiliation | None:
    day = today(unit.clock)
    rows = unit.find(Affiliation, person_id=person_id, order="-is_main_contact,-start")
    return next((row for row in rows if is_current(row.start, row.end, day)), None)


# --- in


@dataclass
class _Known:
    """Who and what the file knows, by the forms cards are recognised by."""

    uuids: dict[str, int]
    emails: dict[str, int]
    names: dict[tuple[str, str], int]
    houses: dict[str, int]

    @classmethod
    def read(cls, unit: ReadUnit) -> "_Known":
        people = unit.find(Person)
        there = {person.id: person for person in people}
        emails = {
            point.value.strip().lower(): point.person_id or 0
            for point in unit.find(ContactPoint, channel=Channel.EMAIL)
            if point.person_id in there
        }
        names: dict[tuple[str, str], int] = {}
        titles = unit.titles("organisation", [row.organisation_id for row in unit.find(Affiliation)])
        for row in unit.find(Affiliation):
            person = there.get(row.person_id or 0)
            if person is not None:
                names[
                    _name(person.first_name, person.last_name), sort_key(titles.get(row.organisation_id or 0, ""))
                ] = person.id
        for person in people:
            names.setdefault((_name(person.first_name, person.last_name), ""), person.id)
        houses = {sort_key(house.name): house.id for house in unit.find(Organisation)}
        houses |= {sort_key(house.short_name): house.id for house in unit.find(Organisation) if house.short_name}
        return cls({person.uuid: person.id for person in people}, emails, names, houses)

    def plan(self, unit: ReadUnit, card: Card) -> CardPlan:
        """Who a card is, and what it would add."""
        house = self.houses.get(sort_key(card.organisation)) if card.organisation else None
        person_id = self._find(card)
        changes = tuple(_missing(unit, person_id, card)) if person_id is not None else ()
        return CardPlan(card, person_id, house, changes)

    def _find(self, card: Card) -> int | None:
        if card.uid in self.uuids:
            return self.uuids[card.uid]
        name = _name(card.first_name, card.last_name)
        same_mail = [self.emails[email.lower()] for email in card.emails if email.lower() in self.emails]
        by_name = {id for (known, _), id in self.names.items() if known == name}
        for id in same_mail:
            if id in by_name:  # an address may be shared by an office
                return id
        if (name, sort_key(card.organisation)) in self.names:
            return self.names[name, sort_key(card.organisation)]
        return None

    def add(self, unit: ReadUnit, card: Card, id: int) -> None:
        """Remember somebody just stored."""
        person = unit.get(Person, id)
        self.uuids[person.uuid] = id
        if card.uid:
            self.uuids[card.uid] = id
        self.emails |= {email.lower(): id for email in card.emails}
        name = _name(card.first_name, card.last_name)
        self.names[name, sort_key(card.organisation)] = id
        self.names.setdefault((name, ""), id)


def _name(first: str, last: str) -> str:
    return sort_key(f"{last} {first}")


def _points(card: Card) -> list[tuple[Channel, str]]:
    found = [(_CHANNELS[kind], number) for kind, number in card.phones]
    found += [(Channel.EMAIL, email) for email in card.emails]
    return found + [(Channel.POST, address.text) for address in card.addresses]


def _plain(value: str) -> str:
    """A number or address as it is compared: without blanks, brackets and case."""
    return "".join(letter for letter in value.lower() if letter.isalnum() or letter in "@+")


def _missing(unit: ReadUnit, person_id: int, card: Card) -> list[str]:
    """What the card knows and the file does not, in words."""
    have = {_plain(point.value) for point in unit.find(ContactPoint, person_id=person_id)}
    house = _current(unit, person_id)
    if house is not None and house.organisation_id is not None:  # its address is that of the person
        at = unit.get(Organisation, house.organisation_id)
        have.add(_plain(Address(street=at.street, postcode=at.postcode, town=at.town).text))
    found = [f"{channel.label} {value}" for channel, value in _points(card) if _plain(value) not in have]
    if card.organisation and not _works_for(unit, person_id, card.organisation):
        found.append(f"Tätigkeit bei {card.organisation}")
    return found


def _works_for(unit: ReadUnit, person_id: int, organisation: str) -> bool:
    rows = unit.find(Affiliation, person_id=person_id)
    houses = unit.many(Organisation, [row.organisation_id for row in rows if row.organisation_id])
    wanted = sort_key(organisation)
    return any(wanted in {sort_key(house.name), sort_key(house.short_name)} for house in houses.values())


def _add(unit: WriteUnit, plan: CardPlan, known: _Known) -> int:
    card = plan.card
    person = Person(
        first_name=card.first_name,
        last_name=card.last_name or card.first_name,
        academic_title=card.title,
        salutation=_SALUTATIONS.get(card.salutation, Salutation.NEUTRAL),
    )
    if not card.last_name:
        person = replace(person, first_name="")
    new = unit.add(replace(person, display_name=display_name(person)))
    _complete(unit, new, card, known)
    return new


def _complete(unit: WriteUnit, person_id: int, card: Card, known: _Known) -> None:
    have = {_plain(point.value) for point in unit.find(ContactPoint, person_id=person_id)}
    house = known.houses.get(sort_key(card.organisation)) if card.organisation else None
    if card.organisation and house is None:
        house = unit.add(Organisation(name=card.organisation, website=card.website))
        known.houses[sort_key(card.organisation)] = house
    if house is not None:
        at = unit.get(Organisation, house)
        have.add(_plain(Address(street=at.street, postcode=at.postcode, town=at.town).text))
    for channel, value in _points(card):
        if _plain(value) not in have:
            have.add(_plain(value))
            unit.add(ContactPoint(person_id=person_id, channel=channel, value=value))
    if house is not None and not _works_for(unit, person_id, card.organisation):
        work = Affiliation(
            person_id=person_id,
            organisation_id=house,
            function=card.function,
            department=card.department,
            start=today(unit.clock),
        )
        unit.add(work)
