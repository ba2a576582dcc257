"""Verteiler: who is on a list by hand or by its rule, how they are reached, mail drafts and data for mail merge."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import file_name, plural, sort_key
from coordinator_app.documents.data_table import data_table
from coordinator_app.domain.bodies import Membership, seats_on
from coordinator_app.domain.columns import Column
from coordinator_app.domain.contacts import Affiliation, Organisation, Person, PersonStatus, Salutation, is_current
from coordinator_app.domain.dispatches import Dispatch, Occasion
from coordinator_app.domain.letters import EVERYBODY, Addressee
from coordinator_app.domain.network import (
    DistributionList,
    ListRule,
    OrganisationFacts,
    WorkFacts,
    chosen_by,
    rule_from,
    rule_text,
)
from coordinator_app.exchange.mail_drafts import MailAddress, MailDraft, draft_bytes
from coordinator_app.services.addressees import addressees_of
from coordinator_app.services.documents import Workspace
from coordinator_app.services.lists import ListRow, RecordList, column
from coordinator_app.storage.queries.contacts import person_facts
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit

MERGE_COLUMNS = (
    *("Anrede", "Titel", "Vorname", "Nachname", "Name", "Briefanrede", "Funktion", "Institution"),
    *("Adresszeile1", "Adresszeile2", "Adresszeile3", "Adresszeile4", "E-Mail", "Telefon"),
)
_SALUTATIONS = {Salutation.MRS: "Frau", Salutation.MR: "Herr"}
LIST_COLUMNS: tuple[Column[ListRow[DistributionList]], ...] = (
    column(DistributionList, "title", width=24, stretch=True),
    column(DistributionList, "purpose", width=24),
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a list: by hand or by the rule; `addressee` knows how to reach them or why not."""

    person_id: int | None
    organisation_id: int | None
    name: str
    organisation: str
    by_hand: bool
    addressee: Addressee

    @property
    def postal(self) -> str:
        """Street and town on one line, without the names; "" when no postal address is known."""
        names = [name for name in (self.name, self.organisation) if name]
        lines = [line for line in self.addressee.address if not any(name in line for name in names)]
        return ", ".join(lines)

    @property
    def key(self) -> tuple[str, int]:
        """Kind and id of the record behind it."""
        return ("person", self.person_id) if self.person_id else ("organisation", self.organisation_id or 0)


@dataclass(frozen=True, slots=True)
class ListView:
    """A list with everybody on it by name; `excluded` are people the rule finds who are left out."""

    record: DistributionList
    rule: ListRule
    members: tuple[Member, ...]
    excluded: tuple[tuple[int, str], ...]
    dispatches: tuple[Dispatch, ...]

    @property
    def reachable(self) -> tuple[Member, ...]:
        """Who can get an e-mail."""
        return tuple(member for member in self.members if member.addressee.email)


class DistributionListList(RecordList[DistributionList]):
    """List source of the lists."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, DistributionList, LIST_COLUMNS)


class DistributionLists:
    """`workspace.distribution_lists`: verbs on lists; each writing one is one undoable step."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store: Store = workspace.store

    def create(self, *, title: str, rule: ListRule | None = None, **values: Any) -> int:
        """Store a new list and return its id."""
        with self._store.write("Verteiler angelegt") as unit:
            return unit.add(DistributionList(title=title.strip(), rule=rule_text(rule or ListRule()), **values))

    def update(self, id: int, version: int | None, **values: Any) -> int:
        """Change name, purpose or note and return the new version."""
        with self._store.write("Verteiler geändert", merge=f"distribution_list:{id}:{','.join(values)}") as unit:
            return unit.change(DistributionList, id, version, **values)

    def set_rule(self, id: int, rule: ListRule) -> None:
        """Choose who belongs to the list by themselves."""
        with self._store.write("Regel des Verteilers geändert") as unit:
            unit.change(DistributionList, id, None, rule=rule_text(rule))

    def add(self, id: int, *, persons: Sequence[int] = (), organisations: Sequence[int] = ()) -> None:
        """Put people or organisations on the list by hand; who had been left out is on it again."""
        with self._store.write("In den Verteiler aufgenommen") as unit:
            row = unit.get(DistributionList, id)
            unit.change(
                DistributionList,
                id,
                None,
                persons=(*row.persons, *persons),
                organisations=(*row.organisations, *organisations),
                excluded=tuple(person for person in row.excluded if person not in persons),
            )

    def take_off(self, id: int, member: Member) -> None:
        """Take somebody off the list: a person the rule finds is left out from now on."""
        with self._store.write("Aus dem Verteiler genommen") as unit:
            row = unit.get(DistributionList, id)
            kind, other = member.key
            if kind == "organisation" and not member.by_hand:
                raise UserError(
                    "Diese Organisation steht durch die Regel im Verteiler. Bitte ändern Sie die Regel.",
                    help_topic="verteiler",
                )
            values: dict[str, Any] = {
                "persons": tuple(found for found in row.persons if (kind, found) != ("person", other)),
                "organisations": tuple(
                    found for found in row.organisations if (kind, found) != ("organisation", other)
                ),
            }
            if kind == "person" and not member.by_hand:
                values["excluded"] = (*row.excluded, other)
            unit.change(DistributionList, id, None, **values)

    def discard(self, id: int) -> None:
        """Move a list to the Papierkorb; nobody on it is touched."""
        with self._store.write("Verteiler in den Papierkorb gelegt") as unit:
            unit.discard(DistributionList, id)

    # --- reading

    def view(self, id: int) -> ListView:
        """The list with everybody on it today."""
        with self._store.read() as unit:
            row = unit.get(DistributionList, id)
            rule = rule_from(row.rule)
            dispatches = unit.find(Dispatch, target_kind="distribution_list", target_id=id, order="-id")
            left_out = unit.titles("person", row.excluded)
            return ListView(row, rule, tuple(_members(unit, row, rule)), tuple(left_out.items()), tuple(dispatches))

    def count(self, rule: ListRule) -> int:
        """How many a rule finds now."""
        with self._store.read() as unit:
            return len(_members(unit, DistributionList(title="-"), rule))

    # --- what leaves the house

    def mail(self, id: int, *, subject: str, text: str) -> tuple[str, bytes, tuple[str, ...]]:
        """File name without ending, the draft with everybody as BCC, and who has no address and gets it otherwise."""
        view = self.view(id)
        members = [member for member in view.members if not member.addressee.refused]
        with_address = {
            member.addressee.email.lower(): member for member in reversed(members) if member.addressee.email
        }
        if not with_address:
            raise UserError("Auf diesem Verteiler hat niemand eine E-Mail-Adresse.", help_topic="verteiler")
        sender = self._workspace.letters.sender()
        lines = [self._store.user, *(sender.letterhead.lines if sender.letterhead is not None else ())]
        closing = "\n".join(filter(None, lines))
        words = "\n\n".join(filter(None, (f"{EVERYBODY},", text.strip(), "Mit freundlichen Grüßen", closing)))
        recipients = [MailAddress(member.name, member.addressee.email) for member in reversed(with_address.values())]
        own = MailAddress(sender.name, sender.email) if sender.email else None
        draft = MailDraft(subject=subject.strip() or view.record.title, text=words, bcc=recipients, sender=own)
        away = tuple(member.name for member in members if not member.addressee.email)
        return self._stem(view.record, "E-Mail"), draft_bytes(draft), away

    def note_sent(self, id: int, *, way: str, contents: str) -> int:
        """Note that something went to everybody on the list; returns the id of the note."""
        members = [member for member in self.view(id).members if not member.addressee.refused]
        by_mail = way == "E-Mail"
        recipients = [
            ", ".join(filter(None, (each.name, each.addressee.email if by_mail else each.postal)))
            for each in members
            if each.addressee.email or not by_mail
        ]
        noted: int = self._workspace.dispatches.record(
            Occasion.MAILING, "distribution_list", id, way=way, recipients=recipients, contents=contents
        )
        return noted

    def merge_data(self, id: int, file_format: str) -> bytes:
        """Everybody on the list as a table for Word's mail merge, "xlsx" or "csv"; refused people are left out."""
        members = [member for member in self.view(id).members if not member.addressee.refused]
        with self._store.read() as unit:
            people = unit.many(Person, [member.person_id for member in members if member.person_id])
            facts = person_facts(unit, list(people))
        rows: list[tuple[str, ...]] = []
        for member in members:
            person, to = people.get(member.person_id or 0), member.addressee
            known = facts.get(member.person_id or 0)
            lines = [*to.address, "", "", "", ""][:4]
            rows.append(
                (
                    _SALUTATIONS.get(person.salutation, "") if person else "",
                    person.academic_title if person else "",
                    person.first_name if person else "",
                    person.last_name if person else "",
                    member.name,
                    to.salutation,
                    known.function if known else "",
                    member.organisation,
                    *lines,
                    to.email,
                    known.phone if known else "",
                )
            )
        return data_table(MERGE_COLUMNS, rows, file_format)

    def merge_stem(self, id: int) -> str:
        """The file name proposed for the data of a mail merge."""
        with self._store.read() as unit:
            return self._stem(unit.get(DistributionList, id), "Seriendruckdaten")

    def _stem(self, row: DistributionList, word: str) -> str:
        return file_name(f"{today(self._workspace.clock):%Y-%m-%d} {row.title} {word}", 120)


def _members(unit: ReadUnit, row: DistributionList, rule: ListRule) -> list[Member]:
    """Everybody on a list by name; blocked people and such in the Papierkorb are on none."""
    work = [each for each in unit.find(Affiliation) if is_current(each.start, each.end, today(unit.clock))]
    work.sort(key=lambda each: (not each.is_main_contact, each.id))
    home: dict[int, int] = {}
    for each in work:
        home.setdefault(each.person_id or 0, each.organisation_id or 0)
    by_hand: list[tuple[int | None, int | None]] = [(person, home.get(person)) for person in row.persons]
    by_hand += [(None, organisation) for organisation in row.organisations]
    known = {pair[0] or -(pair[1] or 0) for pair in by_hand}
    found = [pair for pair in _by_rule(unit, rule, work) if (pair[0] or -(pair[1] or 0)) not in known]
    pairs = [*by_hand, *(pair for pair in found if pair[0] not in row.excluded)]
    people = unit.many(Person, [person for person, _ in pairs if person is not None])
    usable = {id for id, one in people.items() if one.deleted_at is None and one.status is not PersonStatus.BLOCKED}
    houses = unit.titles("organisation", [house for _, house in pairs])
    kept = [pair for pair in pairs if (pair[0] in usable if pair[0] is not None else pair[1] in houses)]
    members = [
        Member(person, house, to.name, houses.get(house or 0, "") if person else "", (person, house) in by_hand, to)
        for (person, house), to in zip(kept, addressees_of(unit, kept), strict=True)
    ]
    keys = {id: one.last_name for id, one in people.items()}
    return sorted(members, key=lambda one: sort_key(f"{keys.get(one.person_id or 0, one.name)} {one.name}"))


def _by_rule(unit: ReadUnit, rule: ListRule, work: Sequence[Affiliation]) -> list[tuple[int | None, int | None]]:
    if rule.is_empty:
        return []
    organisations = [
        OrganisationFacts(
            id=each.id,
            kind=each.organisation_kind_id,
            fields_of_action=frozenset(each.fields_of_action),
            areas=frozenset(each.areas),
        )
        for each in unit.find(Organisation)
    ]
    facts = [
        WorkFacts(person=each.person_id or 0, organisation=each.organisation_id or 0, is_main=each.is_main_contact)
        for each in work
    ]
    seated: dict[int, int | None] = {}
    for body in rule.bodies:
        for seat in seats_on(unit.find(Membership, body_id=body), today(unit.clock)):
            if seat.person_id is not None and not seat.vacant:
                seated.setdefault(seat.person_id, seat.organisation_id)
    return chosen_by(rule, organisations, facts, seated)


def rule_words(workspace: Workspace, rule: ListRule) -> str:
    """The rule in a sentence: „alle, die für Schulen arbeiten und einen Sitz im Präventionsrat haben“."""
    if rule.is_empty:
        return "Keine Regel: Wer auf dem Verteiler steht, wählen Sie von Hand."
    with workspace.store.read() as unit:
        kinds = unit.titles("catalog_entry", rule.organisation_kinds)
        fields_of_action = unit.titles("catalog_entry", rule.fields_of_action)
        areas, bodies = unit.titles("area", rule.areas), unit.titles("body", rule.bodies)
    parts = [
        f"Art: {' oder '.join(kinds.values())}" if kinds else "",
        f"Handlungsfeld: {' oder '.join(fields_of_action.values())}" if fields_of_action else "",
        f"Gebiet: {' oder '.join(areas.values())}" if areas else "",
        f"Sitz in: {' oder '.join(bodies.values())}" if bodies else "",
        "nur Hauptkontakte" if rule.main_contacts else "",
        "Organisationen ohne Ansprechperson selbst" if rule.institutions else "",
    ]
    return " · ".join(filter(None, parts))


def members_line(view: ListView) -> str:
    """„14 auf dem Verteiler, 12 mit E-Mail“."""
    total = plural(len(view.members), "Empfänger", "Empfänger")
    return f"{total}, {len(view.reachable)} mit E-Mail-Adresse"
