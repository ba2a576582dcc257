"""Keeping the network: what was talked about with whom, and lists of addressees."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Personal, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class InteractionChannel(Vocabulary):
    """How people were in touch."""

    MEETING = "meeting", "Treffen"
    PHONE = "phone", "Telefon"
    MAIL = "mail", "E-Mail"
    LETTER = "letter", "Brief"


class InteractionDirection(Vocabulary):
    """Who got in touch."""

    OUT = "out", "von uns"
    IN = "in", "an uns"


@dataclass(frozen=True, kw_only=True, slots=True)
class Interaction(Record):
    """A contact with persons or organisations (Kontaktvorgang)."""

    kind: ClassVar[str] = "interaction"
    label: ClassVar[str] = "Kontaktvorgang"
    plural: ClassVar[str] = "Kontaktvorgänge"
    title_field: ClassVar[str] = "subject"

    happened_on: date | None = attribute("Datum", Kind.DATE, direction="past", required=True)
    channel: InteractionChannel = attribute(
        "Weg", Kind.CHOICE, choices=InteractionChannel, default=InteractionChannel.PHONE
    )
    direction: InteractionDirection = attribute(
        "Richtung", Kind.CHOICE, choices=InteractionDirection, default=InteractionDirection.OUT
    )
    subject: str = attribute("Betreff", required=True, searchable=True, max_length=300)
    text: str = attribute("Inhalt", Kind.LONG_TEXT, searchable=True, personal=Personal.CONTACT, max_length=10_000)
    persons: tuple[int, ...] = attribute("Personen", Kind.REFERENCES, target="person")
    organisations: tuple[int, ...] = attribute("Organisationen", Kind.REFERENCES, target="organisation")
    project_id: int | None = attribute("Projekt", Kind.REFERENCE, target="project")


@dataclass(frozen=True, kw_only=True, slots=True)
class DistributionList(Record):
    """A Verteiler: chosen members, and everybody who fits `rule` (a saved filter as JSON, "" = none)."""

    kind: ClassVar[str] = "distribution_list"
    label: ClassVar[str] = "Verteiler"
    plural: ClassVar[str] = "Verteiler"
    title_field: ClassVar[str] = "title"

    title: str = attribute("Name", required=True, searchable=True, max_length=200)
    purpose: str = attribute("Zweck", max_length=300)
    rule: str = attribute("Regel", max_length=5000, printable=False)
    persons: tuple[int, ...] = attribute("Personen", Kind.REFERENCES, target="person")
    organisations: tuple[int, ...] = attribute("Organisationen", Kind.REFERENCES, target="organisation")
    excluded: tuple[int, ...] = attribute(
        "Ausgenommen", Kind.REFERENCES, target="person", help="Wen die Regel findet und wer trotzdem nichts erhält."
    )


class ErasureReason(Vocabulary):
    """Why a person was erased."""

    REQUEST = "request", "Antrag der Person (Art. 17)"
    WITHDRAWN = "withdrawn", "Einwilligung widerrufen"
    OBJECTION = "objection", "Widerspruch der Person (Art. 21)"
    RETENTION = "retention", "Löschfrist erreicht"
    NOT_NEEDED = "not_needed", "nicht mehr erforderlich"


@dataclass(frozen=True, kw_only=True, slots=True)
class ErasureNote(Record):
    """That somebody was erased, when and why, without any data of the person (Löschvermerk).

    `subject_uuid` is the uuid the person had: a backup from before that is restored can be cleaned again.
    """

    kind: ClassVar[str] = "erasure_note"
    label: ClassVar[str] = "Löschvermerk"
    plural: ClassVar[str] = "Löschvermerke"
    title_field: ClassVar[str] = "reason"

    subject_uuid: str = attribute("Kennung", required=True, max_length=36, printable=False)
    erased_on: date | None = attribute("Gelöscht am", Kind.DATE, direction="past", required=True)
    reason: ErasureReason = attribute("Anlass", Kind.CHOICE, choices=ErasureReason, default=ErasureReason.NOT_NEEDED)
    passages: int = attribute("Bereinigte Stellen", Kind.INTEGER, default=0)
    kept: int = attribute(
        "Genannt in abgeschlossenen Niederschriften", Kind.INTEGER, default=0, help="Diese bleiben, wie sie sind."
    )
