"""Minutes: states, and the chain of hashes that seals final versions (completeness: `domain.minutes_check`)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class MinutesType(Vocabulary):
    """How much minutes tell."""

    RESULT = "result", "Ergebnisprotokoll"
    COURSE = "course", "Verlaufsprotokoll"


class MinutesState(Vocabulary):
    """Where minutes stand."""

    DRAFT = "draft", "Entwurf"
    IN_REVIEW = "in_review", "in Abstimmung"
    FINAL = "final", "fertig"
    CORRECTING = "correcting", "wird berichtigt"
    APPROVED = "approved", "genehmigt"


SEALED = frozenset({MinutesState.FINAL, MinutesState.APPROVED})
_TRANSITIONS: dict[MinutesState, frozenset[MinutesState]] = {
    MinutesState.DRAFT: frozenset({MinutesState.IN_REVIEW}),
    MinutesState.IN_REVIEW: frozenset({MinutesState.DRAFT, MinutesState.FINAL}),
    MinutesState.FINAL: frozenset({MinutesState.CORRECTING, MinutesState.APPROVED}),
    MinutesState.CORRECTING: frozenset({MinutesState.FINAL}),
    MinutesState.APPROVED: frozenset(),
}


class Stage(Vocabulary):
    """What a stored version is."""

    FINAL = "final", "Fassung"
    CORRECTED = "corrected", "berichtigte Fassung"


@dataclass(frozen=True, kw_only=True, slots=True)
class Minutes(Record):
    """The minutes of one meeting; their text lives in the meeting until they are final."""

    kind: ClassVar[str] = "minutes"
    label: ClassVar[str] = "Niederschrift"
    plural: ClassVar[str] = "Niederschriften"
    title_field: ClassVar[str] = "title"

    meeting_id: int = attribute("Sitzung", Kind.REFERENCE, target="meeting", required=True, default=0)
    title: str = attribute("Titel", searchable=True, max_length=300)
    minutes_type: MinutesType = attribute("Art", Kind.CHOICE, choices=MinutesType, default=MinutesType.RESULT)
    state: MinutesState = attribute("Status", Kind.CHOICE, choices=MinutesState, default=MinutesState.DRAFT)
    current_version: int = attribute("Fassung", Kind.INTEGER, default=0)
    confirmed_on: date | None = attribute("Von der Leitung bestätigt am", Kind.DATE, direction="past")
    sent_on: date | None = attribute(
        "Versendet am", Kind.DATE, direction="past", help="Ab diesem Tag läuft die Einwendungsfrist."
    )
    correction_reason: str = attribute("Grund der Berichtigung", Kind.LONG_TEXT)
    approved_item_id: int | None = attribute("Genehmigt durch TOP", Kind.REFERENCE, target="agenda_item")
    approved_on: date | None = attribute("Genehmigt am", Kind.DATE, direction="past")


@dataclass(frozen=True, kw_only=True, slots=True)
class MinutesVersion(Record):
    """A final version: the complete content as JSON, sealed by its hash and that of the version before."""

    kind: ClassVar[str] = "minutes_version"
    label: ClassVar[str] = "Fassung"
    plural: ClassVar[str] = "Fassungen"
    title_field: ClassVar[str] = "reason"

    minutes_id: int = attribute("Niederschrift", Kind.REFERENCE, target="minutes", required=True, default=0)
    number: int = attribute("Fassung", Kind.INTEGER, default=1)
    stage: Stage = attribute("Stand", Kind.CHOICE, choices=Stage, default=Stage.FINAL)
    content_json: str = attribute("Inhalt", Kind.LONG_TEXT, printable=False, max_length=50_000_000)
    content_hash: str = attribute("Prüfsumme", printable=False, max_length=64)
    previous_hash: str = attribute("Prüfsumme davor", printable=False, max_length=64)
    reason: str = attribute("Grund", Kind.LONG_TEXT)
    made_at: datetime | None = attribute("Erzeugt", Kind.DATE_TIME, direction="past")
    made_by: str = attribute("Von", max_length=120)


def check_transition(state: MinutesState, target: MinutesState) -> None:
    """Refuse a step the life of minutes does not know; approved minutes never change again."""
    if target not in _TRANSITIONS[state]:
        raise UserError(
            f"Eine Niederschrift im Status „{state.label}“ kann nicht auf „{target.label}“ gesetzt werden.",
            help_topic="niederschrift",
        )


def canonical(content: Mapping[str, Any]) -> str:
    """The one text of a content: JSON with sorted keys, so that equal contents have equal hashes."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal(content_json: str, previous_hash: str) -> str:
    """SHA-256 over the hash before and the content: nobody can change an old version unnoticed."""
    return hashlib.sha256(f"{previous_hash}\n{content_json}".encode()).hexdigest()


def broken_versions(versions: Sequence[MinutesVersion]) -> tuple[int, ...]:
    """Numbers of versions whose seal does not fit (versions in order); empty = all untouched."""
    broken: list[int] = []
    previous = ""
    for version in versions:
        if version.previous_hash != previous or seal(version.content_json, previous) != version.content_hash:
            broken.append(version.number)
        previous = version.content_hash
    return tuple(broken)
