"""Documents kept inside the municipality file and where they belong."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class LinkRole(Vocabulary):
    """What a document is to the record it is linked to."""

    ATTACHMENT = "attachment", "Anlage"
    PROOF = "proof", "Nachweis"
    SOURCE = "source", "Quelle"
    IMAGE = "image", "Bild"
    HAND_EDITED = "hand_edited", "von Hand bearbeitet"


class PhotoConsent(Vocabulary):
    """Whether the people in a picture agreed to its being shown."""

    UNKNOWN = "unknown", "nicht geprüft"
    NOBODY = "nobody", "niemand erkennbar"
    GIVEN = "given", "liegt vor"
    REFUSED = "refused", "nicht erteilt"


@dataclass(frozen=True, kw_only=True, slots=True)
class Document(Record):
    """A file stored once by its content; `sha256` names the content."""

    kind: ClassVar[str] = "document"
    label: ClassVar[str] = "Dokument"
    plural: ClassVar[str] = "Dokumente"

    title: str = attribute("Titel", required=True, searchable=True, max_length=300)
    document_kind_id: int | None = attribute("Dokumentart", Kind.CATALOGUE, catalogue="document_kind")
    file_name: str = attribute("Dateiname", required=True, searchable=True, max_length=255)
    mime_type: str = attribute("Dateityp", printable=False, max_length=120)
    size: int = attribute("Größe", Kind.INTEGER, unit="Byte", default=0)
    sha256: str = attribute("Prüfsumme", required=True, printable=False, max_length=64)
    dated: date | None = attribute("Datum", Kind.DATE, direction="past")
    author: str = attribute("Urheber", max_length=200)
    confidential: bool = attribute("Vertraulich", Kind.YES_NO)
    keep_until: date | None = attribute("Aufbewahren bis", Kind.DATE, direction="future")
    photo_consent: PhotoConsent = attribute(
        "Einwilligung der Abgebildeten", Kind.CHOICE, choices=PhotoConsent, default=PhotoConsent.UNKNOWN
    )
    alt_text: str = attribute("Bildbeschreibung", Kind.LONG_TEXT, help="Für Menschen, die das Bild nicht sehen.")


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentLink(Record):
    """A document attached to a record of any kind (`target_kind`, `target_id`)."""

    kind: ClassVar[str] = "document_link"
    label: ClassVar[str] = "Anlage"
    plural: ClassVar[str] = "Anlagen"
    title_field: ClassVar[str] = "target_kind"

    document_id: int = attribute("Dokument", Kind.REFERENCE, target="document", required=True)
    target_kind: str = attribute("Gehört zu (Art)", required=True, printable=False, max_length=40)
    target_id: int = attribute("Gehört zu", Kind.INTEGER, required=True, printable=False, default=0)
    role: LinkRole = attribute("Rolle", Kind.CHOICE, choices=LinkRole, default=LinkRole.ATTACHMENT)
    number: int = attribute("Nummer der Anlage", Kind.INTEGER, default=0)


def photo_problem(document: Document) -> str:
    """Why a picture must not leave the house, as a sentence; "" when consent and description are there."""
    if document.confidential:
        return "Das Bild ist vertraulich."
    if document.photo_consent is PhotoConsent.REFUSED:
        return "Die Einwilligung der Abgebildeten ist nicht erteilt."
    if document.photo_consent is PhotoConsent.UNKNOWN:
        return "Die Einwilligung der Abgebildeten ist nicht geprüft."
    if not document.alt_text.strip():
        return "Die Bildbeschreibung fehlt."
    return ""
