"""What citizens bring forward (Bürgeranliegen): anonymous unless an answer is wanted, counted into needs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from coordinator_app.common.german import NBSP, format_date
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
    reply_to: str = attribute(
        "Rückmeldung an",
        Kind.LONG_TEXT,
        personal=Personal.CONTACT,
        printable=False,
        max_length=500,
        help="Nur wenn jemand eine Antwort möchte, sonst bleibt das Anliegen anonym.",
    )
    state: ConcernState = attribute("Stand", Kind.CHOICE, choices=ConcernState, default=ConcernState.NEW)
    state_reason: str = attribute("Grund des Standes", Kind.LONG_TEXT, max_length=2000)
    merged_into_id: int | None = attribute("Zusammengeführt mit", Kind.REFERENCE, target="concern", printable=False)
    responsible_id: int | None = attribute("Zuständig", Kind.REFERENCE, target="organisation")
    settled_on: date | None = attribute("Erledigt am", Kind.DATE, direction="past")
    answer: str = attribute("Antwort", Kind.LONG_TEXT, max_length=5000)
    need_id: int | None = attribute("Bedarf", Kind.REFERENCE, target="need")
    delete_after: date | None = attribute("Kontaktangabe löschen ab", Kind.DATE, direction="future")
    contact_erased_on: date | None = attribute("Kontaktangabe gelöscht am", Kind.DATE, direction="past")


KEEP_DAYS = 183  # contact data after closing: half a year for questions
SETTLED_STATES = frozenset({ConcernState.SETTLED, ConcernState.NOT_OURS, ConcernState.DISMISSED, ConcernState.MERGED})
OPEN_CONCERNS = frozenset(ConcernState) - SETTLED_STATES
COUNTED = frozenset(ConcernState) - {ConcernState.DISMISSED, ConcernState.MERGED}  # as evidence of a need
_OPEN = frozenset({ConcernState.NEW, ConcernState.FORWARDED, ConcernState.IN_PROGRESS})
_END = frozenset({ConcernState.SETTLED, ConcernState.NOT_OURS, ConcernState.DISMISSED})
_REASONS = {
    ConcernState.NOT_OURS: "Wer ist zuständig, und wurde das Anliegen dorthin gegeben?",
    ConcernState.DISMISSED: "Warum wird das Anliegen nicht weiter verfolgt?",
}
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}|(?<!\w)(?:\+49|0)[\d /()-]{6,}\d")


def concern_steps(now: ConcernState) -> frozenset[ConcernState]:
    """The states a concern may pass to; merging is an act of its own, a merged one may only come back."""
    if now is ConcernState.MERGED:
        return frozenset({ConcernState.NEW})
    if now in _END:
        return frozenset({ConcernState.IN_PROGRESS})
    return (_OPEN | _END) - {now, ConcernState.NEW}


def reason_question(state: ConcernState) -> str:
    """What has to be told to reach a state; "" = nothing."""
    return _REASONS.get(state, "")


def erase_after(closed: date) -> date:
    """The day from which the contact of a closed concern is erased."""
    return closed + timedelta(days=KEEP_DAYS)


def is_due_for_erasing(concern: Concern, today: date) -> bool:
    """Whether the contact has to be erased now."""
    return bool(concern.reply_to) and concern.delete_after is not None and concern.delete_after <= today


def holds_contact(text: str) -> bool:
    """Whether a text that should be anonymous seems to hold a mail address or a telephone number."""
    return _CONTACT.search(text) is not None


def evidence_words(concerns: Sequence[Concern]) -> str:
    """Concerns as one finding: „3 Anliegen aus der Bürgerschaft, 02.05.2026 bis 14.06.2026“; "" without any."""
    if not concerns:
        return ""
    days = sorted(concern.received_on for concern in concerns if concern.received_on)
    span = ""
    if days:
        span = f", {format_date(days[0])}" + (f" bis {format_date(days[-1])}" if days[-1] > days[0] else "")
    return f"{len(concerns)}{NBSP}Anliegen aus der Bürgerschaft{span}"
