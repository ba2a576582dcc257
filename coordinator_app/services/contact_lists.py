"""The lists of organisations and persons as data: columns for screen, print, Word and Excel."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from coordinator_app.domain.columns import Column
from coordinator_app.domain.contacts import Organisation, Person, PersonStatus
from coordinator_app.domain.fields import Kind
from coordinator_app.services.lists import ListRow, RecordList, column
from coordinator_app.storage.queries.contacts import PersonFacts, person_facts
from coordinator_app.storage.store import Store

_USABLE = tuple(status for status in PersonStatus if status is not PersonStatus.BLOCKED)


def _organisation_status(row: ListRow[Organisation]) -> Any:
    return row.record.status


def _organisation(name: str, **changes: Any) -> Column[ListRow[Organisation]]:
    return replace(column(Organisation, name), **changes)


ORGANISATION_COLUMNS: tuple[Column[ListRow[Organisation]], ...] = (
    _organisation("name", width=28, stretch=True),
    _organisation("organisation_kind_id", width=16),
    _organisation("status", width=10, value=_organisation_status, kind=Kind.CHOICE, shown=False),
    _organisation("short_name", width=12, shown=False),
    _organisation("parent_id", width=20, shown=False),
    _organisation("street", width=20, shown=False),
    _organisation("postcode", width=8, shown=False),
    _organisation("town", width=14, shown=False),
    _organisation("phone", width=16, shown=False),
    _organisation("email", width=24, shown=False),
    _organisation("website", width=24, shown=False),
    _organisation("fields_of_action", width=20, shown=False),
    _organisation("areas", width=16, shown=False),
    _organisation("partner_since", width=10, shown=False),
    _organisation("partner_until", width=10, shown=False),
)


class PersonRow:
    """A person with what others say about them: organisation, function, preferred ways to reach them."""

    __slots__ = ("facts", "record")

    def __init__(self, record: Person, facts: PersonFacts) -> None:
        self.record = record
        self.facts = facts


def _person_field(name: str) -> Any:
    def take(row: PersonRow) -> Any:
        return getattr(row.record, name)

    return take


def _person_fact(name: str) -> Any:
    def take(row: PersonRow) -> Any:
        return getattr(row.facts, name)

    return take


def _surname_first(row: PersonRow) -> str:
    person = row.record
    return ", ".join(part for part in (person.last_name, person.first_name) if part)


PERSON_COLUMNS: tuple[Column[PersonRow], ...] = (
    Column("name", "Name", Kind.TEXT, _surname_first, sort="display_name", width=22, stretch=True),
    Column("organisation", "Organisation", Kind.TEXT, _person_fact("organisation"), width=22),
    Column("function", "Funktion", Kind.TEXT, _person_fact("function"), width=18, shown=False),
    Column("phone", "Telefon", Kind.TEXT, _person_fact("phone"), width=16, shown=False),
    Column("email", "E-Mail", Kind.TEXT, _person_fact("email"), width=24, shown=False),
    Column("academic_title", "Titel", Kind.TEXT, _person_field("academic_title"), width=8, shown=False),
    Column("status", "Status", Kind.CHOICE, _person_field("status"), sort="status", width=12, shown=False),
)


class OrganisationList(RecordList[Organisation]):
    """List source of the organisations."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, Organisation, ORGANISATION_COLUMNS)


class PersonList:
    """List source of the persons; typed words also find their organisation and function."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names = RecordList(store, Person, (column(Person, "display_name"),))

    @property
    def columns(self) -> Sequence[Column[PersonRow]]:
        """All columns on offer, in their order."""
        return PERSON_COLUMNS

    def ids(self, wanted: Any) -> list[int]:
        """Ids of all matching persons in the order asked for; blocked ones only where they are asked for."""
        sort = "" if wanted.sort == "display_name" else wanted.sort
        equals = {"status": _USABLE, **wanted.equals}
        return self._names.ids(replace(wanted, sort=sort, equals=equals))

    def rows(self, ids: Sequence[int]) -> dict[int, PersonRow]:
        """The rows of these ids; ids deleted since are missing."""
        with self._store.read() as unit:
            people = unit.many(Person, ids)
            facts = person_facts(unit, list(people))
        return {id: PersonRow(person, facts.get(id, PersonFacts())) for id, person in people.items()}
