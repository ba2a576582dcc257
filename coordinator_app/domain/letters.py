"""To whom something is sent: address lines for a window envelope, salutation, checked e-mail address."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.domain.contacts import (
    Channel,
    ContactPoint,
    Organisation,
    Person,
    PersonStatus,
    PrivacyBasis,
    Salutation,
    display_name,
    letter_salutation,
)
from coordinator_app.domain.dispatches import Way

EVERYBODY = "Sehr geehrte Damen und Herren"
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9äöüÄÖÜß](?:[A-Za-z0-9äöüÄÖÜß-]*)\.)+[A-Za-z]{2,24}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """One recipient; `address` are the lines of the envelope with the name, () when no postal address is known.

    `salutation` stands without comma. `email` is "" when there is none that can be used; `problem` says why, or
    what else is odd about the contact data, as a sentence. Who is `refused` must not be written to at all.
    """

    name: str
    address: tuple[str, ...] = ()
    salutation: str = EVERYBODY
    email: str = ""
    person_id: int | None = None
    organisation_id: int | None = None
    problem: str = ""
    refused: bool = False


def plain_line(text: str) -> str:
    """Text as one line without control characters: what may stand in a header, a file name, an address line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def usable_email(text: str) -> str:
    """The address if a mail can be sent to it, else "": exactly one address, nothing that could reach a header."""
    address = text.strip().removeprefix("mailto:")
    found = _EMAIL.fullmatch(address) is not None and len(address) <= 254 and ".." not in address
    return address if found else ""


def best_point(points: Iterable[ContactPoint], channel: Channel) -> str:
    """The value of the way to use: the preferred one, else one at work; "" without any."""
    found = [point for point in points if point.channel is channel and point.value.strip()]
    ordered = sorted(found, key=lambda point: (not point.is_preferred, not point.is_business, point.id))
    return ordered[0].value.strip() if ordered else ""


def barred(person: Person, bases: Sequence[PrivacyBasis], day: date) -> str:
    """Why a person must not be written to, as a sentence; "" when nothing stands against it."""
    name = plain_line(display_name(person))
    if person.deleted_at is not None:
        return f"{name} liegt im Papierkorb und wird nicht angeschrieben."
    if person.status is PersonStatus.BLOCKED:
        return f"{name} ist gesperrt und wird nicht angeschrieben."
    if bases and all(basis.withdrawn_on is not None and basis.withdrawn_on <= day for basis in bases):
        return f"{name} hat die Nutzung der Daten widerrufen und wird nicht angeschrieben."
    return ""


def addressee(
    person: Person | None, points: Sequence[ContactPoint], organisation: Organisation | None, refused: str = ""
) -> Addressee:
    """Where and how to write to a person (of an institution), or to an institution as such.

    An address of the person's own wins; else the institution's is used with the person's name below it. `refused`
    (see `barred`) leaves only the name.
    """
    if person is not None and refused:
        return Addressee(name=plain_line(display_name(person)), person_id=person.id, problem=refused, refused=True)
    own_mail = best_point(points, Channel.EMAIL)
    mail = usable_email(own_mail)
    problem = f"Die E-Mail-Adresse „{plain_line(own_mail)}“ ist nicht verwendbar." if own_mail and not mail else ""
    if not mail and organisation is not None:
        mail = usable_email(organisation.email)
        if organisation.email.strip() and not mail:
            problem = f"Die E-Mail-Adresse „{plain_line(organisation.email)}“ ist nicht verwendbar."
        elif mail and person is not None:
            problem = problem or f"Die E-Mail geht an {plain_line(organisation.name)}."
    institution = plain_line(organisation.name) if organisation is not None else ""
    return Addressee(
        name=plain_line(display_name(person)) if person is not None else institution,
        address=_address(person, best_point(points, Channel.POST), organisation),
        salutation=plain_line(letter_salutation(person)) if person is not None else EVERYBODY,
        email=mail,
        person_id=person.id if person is not None else None,
        organisation_id=organisation.id if organisation is not None else None,
        problem=problem,
    )


def _address(person: Person | None, own: str, organisation: Organisation | None) -> tuple[str, ...]:
    name = _envelope_name(person) if person is not None else ""
    if own:
        lines = [plain_line(line) for line in re.split(r"[\n\r;]+|,(?=\s*(?:D-)?\d{5}\b)|,(?=\s)", own)]
        rest = [line for line in lines if line]
        if person is not None and any(plain_line(person.last_name) in line for line in rest):
            return tuple(rest)  # the stored address names the person already
        return (name, *rest) if name else tuple(rest)
    if organisation is None:
        return ()
    town = plain_line(f"{organisation.postcode} {organisation.town}")
    if not (plain_line(organisation.street) or organisation.postcode.strip()):
        return ()
    return tuple(filter(None, (plain_line(organisation.name), name, plain_line(organisation.street), town)))


def _envelope_name(person: Person) -> str:
    """„Frau Dr. Anna Weber“, „Herrn Max Thiele“."""
    word = {Salutation.MRS: "Frau", Salutation.MR: "Herrn"}.get(person.salutation, "")
    return plain_line(f"{word} {display_name(person)}")


def usual_way(found: Addressee) -> Way:
    """E-mail where there is an address, else post; nothing for those who must not be written to."""
    if found.refused:
        return Way.NONE
    return Way.EMAIL if found.email or not found.address else Way.POST


def way_problem(found: Addressee, way: Way) -> str:
    """What is missing to reach somebody this way, as a sentence; "" when all is there."""
    if found.refused:
        return found.problem
    if way is Way.EMAIL and not found.email:
        why = f" {found.problem}" if found.problem else ""
        return f"Für {found.name} ist keine E-Mail-Adresse eingetragen.{why}" if not why else f"{found.name}:{why}"
    if way is Way.POST and not found.address:
        return f"Für {found.name} ist keine Postanschrift eingetragen."
    return ""


def sent_to(found: Addressee, way: Way) -> str:
    """The address a sending went to, for the record."""
    if way is Way.EMAIL:
        return found.email
    return ", ".join(found.address[1:]) if way is Way.POST else ""
