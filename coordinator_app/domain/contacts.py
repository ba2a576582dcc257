"""Organisations and persons of the network, how to reach them and why the town may keep their data."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Personal, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class OrganisationStatus(Vocabulary):
    """Whether an organisation takes part in the network."""

    ACTIVE = "active", "aktiv"
    DORMANT = "dormant", "ruht"
    FORMER = "former", "ehemalig"


class PersonStatus(Vocabulary):
    """Whether a person may be used; blocked persons are hidden from lists but stay in final minutes."""

    ACTIVE = "active", "aktiv"
    LEFT = "left", "ausgeschieden"
    BLOCKED = "blocked", "gesperrt"


class Salutation(Vocabulary):
    """How a person is addressed in letters."""

    MRS = "mrs", "Frau"
    MR = "mr", "Herr"
    NEUTRAL = "neutral", "ohne Anrede"


class Channel(Vocabulary):
    """The way a contact point reaches its person."""

    PHONE = "phone", "Telefon"
    MOBILE = "mobile", "Mobil"
    EMAIL = "email", "E-Mail"
    FAX = "fax", "Fax"
    POST = "post", "Postanschrift"


class Purpose(Vocabulary):
    """What a person's data is kept for."""

    BODY_WORK = "body_work", "Gremienarbeit"
    MAILING = "mailing", "Verteiler"
    PROJECT_WORK = "project_work", "Projektarbeit"
    EVENT = "event", "Veranstaltung"
    PHOTO = "photo", "Foto"


class Ground(Vocabulary):
    """Legal ground of Art. 6 (1) GDPR."""

    PUBLIC_TASK = "public_task", "öffentliche Aufgabe (Art. 6 Abs. 1 e)"
    CONTRACT = "contract", "Vertrag (Art. 6 Abs. 1 b)"
    CONSENT = "consent", "Einwilligung (Art. 6 Abs. 1 a)"
    DUTY = "duty", "rechtliche Pflicht (Art. 6 Abs. 1 c)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation(Record):
    """A partner of the network: authority, school, association or company."""

    kind: ClassVar[str] = "organisation"
    label: ClassVar[str] = "Organisation"
    plural: ClassVar[str] = "Organisationen"
    title_field: ClassVar[str] = "name"

    name: str = attribute("Name", required=True, searchable=True, max_length=200)
    short_name: str = attribute("Kurzname", searchable=True, max_length=60, help="So erscheint sie in Tabellen.")
    organisation_kind_id: int | None = attribute("Art", Kind.CATALOGUE, catalogue="organisation_kind")
    parent_id: int | None = attribute("Gehört zu", Kind.REFERENCE, target="organisation")
    street: str = attribute("Straße und Hausnummer", max_length=200)
    postcode: str = attribute("Postleitzahl", max_length=10)
    town: str = attribute("Ort", searchable=True, max_length=120)
    phone: str = attribute("Telefon", max_length=60)
    email: str = attribute("E-Mail", searchable=True, max_length=200)
    website: str = attribute("Internetseite", max_length=300)
    fields_of_action: tuple[int, ...] = attribute("Handlungsfelder", Kind.CATALOGUES, catalogue="field_of_action")
    areas: tuple[int, ...] = attribute("Gebiete", Kind.REFERENCES, target="area")
    partner_since: date | None = attribute("Netzwerkpartner seit", Kind.DATE, direction="past")
    partner_until: date | None = attribute("Netzwerkpartner bis", Kind.DATE)
    status: OrganisationStatus = attribute(
        "Status", Kind.CHOICE, default=OrganisationStatus.ACTIVE, choices=OrganisationStatus
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Person(Record):
    """A contact person. `display_name` is generated from title and names; `letter_salutation` may be overridden."""

    kind: ClassVar[str] = "person"
    label: ClassVar[str] = "Person"
    plural: ClassVar[str] = "Personen"
    title_field: ClassVar[str] = "display_name"
    sort_fields: ClassVar[tuple[str, ...]] = ("last_name", "first_name")
    hidden_when_discarded: ClassVar[bool] = True

    display_name: str = attribute("Anzeigename", searchable=True, personal=Personal.CONTACT, max_length=300)
    salutation: Salutation = attribute(
        "Anrede", Kind.CHOICE, default=Salutation.NEUTRAL, choices=Salutation, personal=Personal.CONTACT
    )
    academic_title: str = attribute(
        "Titel", personal=Personal.CONTACT, max_length=60, help="Akademischer Grad, zum Beispiel „Dr.“"
    )
    first_name: str = attribute("Vorname", personal=Personal.CONTACT, max_length=100)
    last_name: str = attribute("Nachname", required=True, personal=Personal.CONTACT, max_length=100)
    letter_salutation: str = attribute(
        "Briefanrede",
        personal=Personal.CONTACT,
        max_length=200,
        help="Leer lassen, dann bildet das Programm sie aus Anrede und Namen.",
    )
    language: str = attribute("Sprache", max_length=60, help="Nur angeben, wenn nicht Deutsch.")
    status: PersonStatus = attribute("Status", Kind.CHOICE, default=PersonStatus.ACTIVE, choices=PersonStatus)
    blocked_on: date | None = attribute("Gesperrt am", Kind.DATE, direction="past", personal=Personal.CONTACT)
    blocked_reason: str = attribute("Grund der Sperre", personal=Personal.CONTACT, max_length=300)


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactPoint(Record):
    """One way to reach a person."""

    kind: ClassVar[str] = "contact_point"
    label: ClassVar[str] = "Kontaktweg"
    plural: ClassVar[str] = "Kontaktwege"
    title_field: ClassVar[str] = "value"

    person_id: int | None = attribute("Person", Kind.REFERENCE, target="person", required=True)
    channel: Channel = attribute("Weg", Kind.CHOICE, default=Channel.PHONE, choices=Channel)
    value: str = attribute(
        "Nummer oder Adresse", required=True, searchable=True, personal=Personal.CONTACT, max_length=300
    )
    is_business: bool = attribute("dienstlich", Kind.YES_NO, default=True)
    is_preferred: bool = attribute("bevorzugt", Kind.YES_NO)


@dataclass(frozen=True, kw_only=True, slots=True)
class Affiliation(Record):
    """What a person does for an organisation, with the period; a closed period keeps the history."""

    kind: ClassVar[str] = "affiliation"
    label: ClassVar[str] = "Tätigkeit"
    plural: ClassVar[str] = "Tätigkeiten"
    title_field: ClassVar[str] = "function"

    person_id: int | None = attribute("Person", Kind.REFERENCE, target="person", required=True)
    organisation_id: int | None = attribute("Organisation", Kind.REFERENCE, target="organisation", required=True)
    function: str = attribute("Funktion", searchable=True, personal=Personal.CONTACT, max_length=200)
    department: str = attribute("Abteilung", personal=Personal.CONTACT, max_length=200)
    start: date | None = attribute("von", Kind.DATE)
    end: date | None = attribute("bis", Kind.DATE)
    is_main_contact: bool = attribute("Hauptkontakt", Kind.YES_NO)


@dataclass(frozen=True, kw_only=True, slots=True)
class PrivacyBasis(Record):
    """Why and how long a person's data may be kept (Art. 6, 13 and 14 GDPR)."""

    kind: ClassVar[str] = "privacy_basis"
    label: ClassVar[str] = "Rechtsgrundlage"
    plural: ClassVar[str] = "Rechtsgrundlagen"
    title_field: ClassVar[str] = "source"

    person_id: int | None = attribute("Person", Kind.REFERENCE, target="person", required=True)
    purpose: Purpose = attribute("Zweck", Kind.CHOICE, default=Purpose.BODY_WORK, choices=Purpose)
    ground: Ground = attribute("Rechtsgrundlage", Kind.CHOICE, default=Ground.PUBLIC_TASK, choices=Ground)
    source: str = attribute("Herkunft der Daten", max_length=300, help="Zum Beispiel „Entsendung durch die Schule“.")
    dated: date | None = attribute("Datum", Kind.DATE, direction="past")
    document_id: int | None = attribute("Nachweis", Kind.REFERENCE, target="document")
    withdrawn_on: date | None = attribute("Widerrufen am", Kind.DATE, direction="past")
    informed_on: date | None = attribute("Informiert am (Art. 13/14)", Kind.DATE, direction="past")
    review_on: date | None = attribute("Prüfen am", Kind.DATE, direction="future")
    delete_after: date | None = attribute("Löschen ab", Kind.DATE, direction="future")


def display_name(person: Person) -> str:
    """Title, first name and surname, as they stand in lists and minutes („Dr. Anna Weber“)."""
    return " ".join(part for part in (person.academic_title, person.first_name, person.last_name) if part).strip()


def letter_salutation(person: Person) -> str:
    """The salutation line of a letter, without comma: the overridden one or the generated one.

    Only „Prof.“ and „Dr.“ of a title belong into a salutation; degrees like „Dipl.-Ing.“ or „med.“ do not.
    """
    if person.letter_salutation:
        return person.letter_salutation.strip().rstrip(",")
    titles = [word for word in person.academic_title.split() if word.lower().startswith(("prof", "dr."))]
    if person.salutation is Salutation.MRS:
        return " ".join(["Sehr geehrte Frau", *titles, person.last_name])
    if person.salutation is Salutation.MR:
        return " ".join(["Sehr geehrter Herr", *titles, person.last_name])
    return " ".join(["Guten Tag", *titles, *filter(None, (person.first_name,)), person.last_name])


def period_sentence(start: date | None, end: date | None) -> str:
    """What is wrong with a period, as a sentence; "" when it is fine."""
    if start is not None and end is not None and end < start:
        return f"Das Ende ({end:%d.%m.%Y}) liegt vor dem Beginn ({start:%d.%m.%Y}). Bitte ein Datum berichtigen."
    return ""


def is_current(start: date | None, end: date | None, day: date) -> bool:
    """Whether a period holds on `day`; open ends count as holding."""
    return (start is None or start <= day) and (end is None or day <= end)


def block_problem(bases: tuple[PrivacyBasis, ...], reason: str, day: date) -> str:
    """Why a person cannot be blocked now, as a sentence: it takes a reason, or a legal basis that has ended."""
    ended = any(
        (basis.delete_after is not None and basis.delete_after <= day)
        or (basis.withdrawn_on is not None and basis.withdrawn_on <= day)
        for basis in bases
    )
    if ended or reason.strip():
        return ""
    return "Bitte nennen Sie den Grund der Sperre, zum Beispiel „Widerspruch vom 3. März“."
