"""Taking in lists of contacts: a row is a person with an organisation, or an organisation alone."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from coordinator_app.common.german import plural
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.contacts import (
    Affiliation,
    Channel,
    ContactPoint,
    Organisation,
    Person,
    Salutation,
    display_name,
)
from coordinator_app.exchange.matching import PersonName, organisation_key, word_key
from coordinator_app.exchange.parsed_rows import ParsedRow
from coordinator_app.exchange.record_columns import CONTACTS, EMAIL, FAX, MOBILE, ORGANISATION, PHONE
from coordinator_app.exchange.record_rows import PERSON, POINTS, parse_records
from coordinator_app.exchange.tables import TableData
from coordinator_app.services.list_import import ListImport
from coordinator_app.services.list_import_doubles import Candidate, Doubles
from coordinator_app.services.list_import_plan import ImportOptions, ImportPlan, ImportResult, RowPlan
from coordinator_app.services.record_import_run import RecordRun, cut
from coordinator_app.storage.unit_of_work import ReadUnit

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

_CHANNELS = {PHONE: Channel.PHONE, MOBILE: Channel.MOBILE, FAX: Channel.FAX, EMAIL: Channel.EMAIL}
_ORGANISATION_FIELDS = (
    *("short_name", "organisation_kind_id", "street", "postcode", "town", "website", "fields_of_action", "areas"),
)
_NOTE = 10_000  # characters


class ContactImport(ListImport):
    """Persons and organisations; a person is the same by name at the same organisation, or by an e-mail address."""

    subject = CONTACTS

    def _parse(self, data: TableData, targets: Sequence[str], day: date) -> list[ParsedRow]:
        del day
        rows = parse_records(data, targets, CONTACTS)
        for row in rows:
            if PERSON not in row.values:
                row.words.pop(ORGANISATION, None)  # the row itself is the organisation
        return rows

    def _doubles(
        self, unit: ReadUnit, rows: Sequence[ParsedRow], options: ImportOptions, job: JobContext
    ) -> list[RowPlan]:
        """People are compared with people, organisations with organisations."""
        people = Doubles([row for row in rows if PERSON in row.values], _people(unit), _person, hints=True)
        others = Doubles([row for row in rows if PERSON not in row.values], _organisations(unit), _organisation)
        found = [*people.plan(options.rows, job), *others.plan(options.rows, job)]
        return sorted(found, key=_line)

    def _carry_out(self, plan: ImportPlan, job: JobContext) -> ImportResult:
        step = f"Kontaktliste eingelesen ({plural(len(plan.taken), 'Zeile', 'Zeilen')})"
        with self._workspace.store.write(step) as unit:
            return _ContactRun(self._workspace, plan, unit, job).all(step)


def _line(plan: RowPlan) -> int:
    return plan.row.line


def _people(unit: ReadUnit) -> list[Candidate]:
    work: dict[int, set[str]] = {}
    names = {item.id: organisation_key(item.name) for item in unit.find(Organisation, deleted=None)}
    for row in unit.find(Affiliation, order="id"):
        work.setdefault(row.person_id or 0, set()).add(names.get(row.organisation_id or 0, ""))
    mails: dict[int, set[str]] = {}
    for point in unit.find(ContactPoint, channel=Channel.EMAIL, order="id"):
        mails.setdefault(point.person_id or 0, set()).add(point.value.casefold())
    return [
        Candidate(
            person.display_name,
            word_key(f"{person.first_name} {person.last_name}"),
            frozenset(work.get(person.id, ())),
            marks=frozenset(mails.get(person.id, ())),
            id=person.id,
        )
        for person in unit.find(Person, order="id")
    ]


def _organisations(unit: ReadUnit) -> list[Candidate]:
    return [Candidate(item.name, organisation_key(item.name), id=item.id) for item in unit.find(Organisation)]


def _person(row: ParsedRow) -> Candidate:
    mails = frozenset(value.casefold() for way, value in row.values.get(POINTS, ()) if way == EMAIL)
    groups = frozenset(organisation_key(word) for word in row.words.get(ORGANISATION, ()))
    return Candidate(row.title, word_key(row.title), groups, marks=mails, line=row.line)


def _organisation(row: ParsedRow) -> Candidate:
    return Candidate(row.title, organisation_key(row.title), line=row.line)


class _ContactRun(RecordRun):
    """A contact import under way."""

    def __init__(self, workspace: "Workspace", plan: ImportPlan, unit: Any, job: JobContext) -> None:
        super().__init__(workspace, plan, unit, job)
        self._contacts = workspace.contacts

    def create(self, row: ParsedRow) -> int:
        """A new person or organisation; its id."""
        if PERSON not in row.values:
            key = ("organisation", organisation_key(row.title))
            if key not in self._book.made:  # a person's row above may have made it
                self._book.made[key] = self._contacts.create_organisation(name=row.title)
            self._complete(row, self._book.made[key])
            return self._book.made[key]
        name: PersonName = row.values[PERSON]
        person = Person(
            salutation=name.salutation,
            academic_title=name.academic_title,
            first_name=name.first_name,
            last_name=name.last_name,
        )
        id = self._unit.add(replace(person, display_name=display_name(person)))
        self._attach(row, id)
        self._add_note(Person, id, row)
        return id

    def merge(self, row: ParsedRow, id: int) -> bool:
        """Complete a person or organisation; whether anything was changed."""
        if PERSON not in row.values:
            return self._complete(row, id)
        name: PersonName = row.values[PERSON]
        values: dict[str, Any] = {"academic_title": name.academic_title, "first_name": name.first_name}
        changed = self._attach(row, id)
        person = self._unit.get(Person, id)
        wanted = {key: value for key, value in values.items() if value and not getattr(person, key)}
        if person.salutation is Salutation.NEUTRAL and name.salutation is not Salutation.NEUTRAL:
            wanted["salutation"] = name.salutation
        if wanted:
            changed_person = replace(person, **wanted)
            wanted["display_name"] = display_name(changed_person)
            changed |= self._unit.change(Person, id, None, **wanted) != person.version
        return self._add_note(Person, id, row) or changed

    def _complete(self, row: ParsedRow, id: int) -> bool:
        """Fill what the row says about an organisation."""
        values = self._organisation_values(row)
        for way, value in row.values.get(POINTS, ()):
            if way in {PHONE, EMAIL} and way not in values:
                values[way] = value
            else:
                row.remember(row.columns[way], value)
        return self._fill(Organisation, id, values, row)

    def _organisation_values(self, row: ParsedRow) -> dict[str, Any]:
        fields = {name: CONTACTS.fields[name] for name in _ORGANISATION_FIELDS}
        return self._references(row, fields, CONTACTS.words)

    def _attach(self, row: ParsedRow, person_id: int) -> bool:
        """Organisation, activity and ways to reach a person; whether anything was added."""
        changed = False
        words = row.words.get(ORGANISATION, ())
        if words:
            organisation_id = self._book.id("organisation", words[0], row, row.columns[ORGANISATION])
            if organisation_id:
                values = self._organisation_values(row)
                changed |= self._fill(Organisation, organisation_id, values, ParsedRow(row.line)) if values else False
                changed |= self._work_for(row, person_id, organisation_id)
        else:
            for column, name in (("Funktion", "function"), ("Abteilung", "department")):
                row.remember(column, str(row.values.get(name, "")))
        known = {_same(point.value) for point in self._unit.find(ContactPoint, person_id=person_id, order="id")}
        for way, value in row.values.get(POINTS, ()):
            if _same(value) not in known:
                known.add(_same(value))
                self._unit.add(ContactPoint(person_id=person_id, channel=_CHANNELS[way], value=value))
                changed = True
        return changed

    def _work_for(self, row: ParsedRow, person_id: int, organisation_id: int) -> bool:
        values = {name: row.values[name] for name in ("function", "department") if row.values.get(name)}
        known = self._unit.find(Affiliation, person_id=person_id, organisation_id=organisation_id, order="-start,-id")
        if not known:
            self._unit.add(Affiliation(person_id=person_id, organisation_id=organisation_id, **values))
            return True
        current = known[0]
        wanted = {name: value for name, value in values.items() if not getattr(current, name)}
        for name in values.keys() - wanted.keys():
            if getattr(current, name) != values[name]:
                row.remember(f"{CONTACTS.fields[name].label} laut Liste", values[name])
        return bool(wanted) and self._unit.change(Affiliation, current.id, None, **wanted) != current.version

    def _add_note(self, record_type: type[Person], id: int, row: ParsedRow) -> bool:
        record = self._unit.get(record_type, id)
        lines = [line for line in row.note if line not in record.note.split("\n")]
        note = cut([*filter(None, [record.note]), *lines], _NOTE)
        return self._unit.change(record_type, id, None, note=note) != record.version


def _same(value: str) -> str:
    """What makes two numbers or addresses the same: digits of numbers, e-mail addresses without regard to case."""
    return value.casefold() if "@" in value else re.sub(r"\D", "", value.replace("+49", "0"))
