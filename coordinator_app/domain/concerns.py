"""What citizens bring forward (Bürgeranliegen): anonymous unless an answer is wanted, counted into needs."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Personal, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class ConcernChannel(Vocabulary):
    """How a concern came in."""

    PERSON = "person", "persönlich"
    PHONE = "phone", "Telefon"
    MAIL = "mail", "E-Mail"
    LETTER = "letter", "Brief"
    PORTAL = "portal", "Online-Melder"
    EVENT = "event", "Veranstaltung"


class ConcernState(Vocabulary):
    """Where a concern stands."""

    NEW = "new", "neu"
    FORWARDED = "forwarded", "weitergeleitet"
    IN_PROGRESS = "in_progress", "in Klärung"
    SETTLED = "settled", "geklärt"
    NOT_OURS = "not_ours", "nicht zuständig"
    DISMISSED = "dismissed", "nicht weiter verfolgt"
    MERGED = "merged", "zusammengeführt"


@dataclass(frozen=True, kw_only=True, slots=True)
class Concern(Record):
    """A concern; `reply_to` holds personal data and is emptied at `delete_after`."""

    kind: ClassVar[str] = "concern"
    label: ClassVar[str] = "Anliegen"
    plural: ClassVar[str] = "Anliegen"
    title_field: ClassVar[str] = "title"

    title: str = attribute("Worum es geht", required=True, searchable=True, max_length=300)
    received_on: date | None = attribute("Eingegangen am", Kind.DATE, direction="past", required=True)
    channel: ConcernChannel = attribute("Eingang", Kind.CHOICE, choices=ConcernChannel, default=ConcernChannel.PERSON)
    concern_kind_id: int | None = attribute("Art", Kind.CATALOGUE, catalogue="concern_kind")
    text: str = attribute(
        "Anliegen", Kind.LONG_TEXT, searchable=True, help="Keine Namen und keine Einzelfälle.", max_length=10_000
    )
    place: str = attribute("Ort", searchable=True, max_length=200)
    area_id: int | None = attribute("Gebiet", Kind.REFERENCE, target="area")
    anonymous: bool = attribute("Anonym", Kind.YES_NO, default=True)
    reply_to: str = attribute("Rückmeldung an", Kind.LONG_TEXT, personal=Personal.CONTACT, printable=False, max_length=500)
    state: ConcernState = attribute("Stand", Kind.CHOICE, choices=ConcernState, default=ConcernState.NEW)
    state_reason: str = attribute("Grund des Standes", Kind.LONG_TEXT, max_length=2000)
    merged_into_id: int | None = attribute("Zusammengeführt mit", Kind.REFERENCE, target="concern", printable=False)
    responsible_id: int | None = attribute("Zuständig", Kind.REFERENCE, target="organisation")
    settled_on: date | None = attribute("Erledigt am", Kind.DATE, direction="past")
    answer: str = attribute("Antwort", Kind.LONG_TEXT, max_length=5000)
    need_id: int | None = attribute("Bedarf", Kind.REFERENCE, target="need")
    delete_after: date | None = attribute("Kontaktangabe löschen ab", Kind.DATE, direction="future")
    contact_erased_on: date | None = attribute("Kontaktangabe gelöscht am", Kind.DATE, direction="past")
