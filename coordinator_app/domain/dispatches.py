"""What left the house, when, how and to whom."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Personal, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class Occasion(Vocabulary):
    """Why something was sent."""

    INVITATION = "invitation", "Einladung"
    CHANGE = "change", "Änderung der Einladung"
    REMINDER = "reminder", "Erinnerung"
    CANCELLATION = "cancellation", "Absage"
    MINUTES_REVIEW = "minutes_review", "Entwurf der Niederschrift zur Abstimmung"
    MINUTES = "minutes", "Niederschrift"
    TASKS = "tasks", "Offene Aufgaben"
    CIRCULATION = "circulation", "Umlaufbeschluss"
    CERTIFICATES = "certificates", "Berufungsurkunden"
    CONFIRMATION = "confirmation", "Stimmt Ihr Angebot noch?"
    MAILING = "mailing", "Rundschreiben"


class Way(Vocabulary):
    """How something reaches one recipient."""

    EMAIL = "email", "E-Mail"
    POST = "post", "Post"
    HAND = "hand", "persönlich"
    NONE = "none", "nicht einladen"


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispatch(Record):
    """One sending; `recipients` is a snapshot, one name with address per line."""

    kind: ClassVar[str] = "dispatch"
    label: ClassVar[str] = "Versand"
    plural: ClassVar[str] = "Versand"
    title_field: ClassVar[str] = "way"

    occasion: Occasion = attribute("Anlass", Kind.CHOICE, choices=Occasion, default=Occasion.INVITATION)
    target_kind: str = attribute("Gehört zu (Art)", max_length=40, printable=False)
    target_id: int = attribute("Gehört zu", Kind.INTEGER, default=0, printable=False)
    sent_on: date | None = attribute("Versendet am", Kind.DATE, direction="past")
    way: str = attribute("Versandweg", max_length=60)
    recipients: str = attribute("Empfänger", Kind.LONG_TEXT, personal=Personal.CONTACT, max_length=200_000)
    contents: str = attribute("Inhalt", Kind.LONG_TEXT, help="Was versendet wurde.", max_length=10_000)
