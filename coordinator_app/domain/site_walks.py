"""Site walks (Ortsbegehungen) and what was found there."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class WalkState(Vocabulary):
    """Where a walk stands."""

    PLANNED = "planned", "geplant"
    HELD = "held", "durchgeführt"
    EVALUATED = "evaluated", "ausgewertet"


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteWalk(Record):
    """A walk through a place; participants by function, not by name."""

    kind: ClassVar[str] = "site_walk"
    label: ClassVar[str] = "Begehung"
    plural: ClassVar[str] = "Begehungen"
    title_field: ClassVar[str] = "title"

    title: str = attribute("Titel", required=True, searchable=True, max_length=300)
    walked_on: date | None = attribute("Datum", Kind.DATE, direction="nearest")
    time_of_day: str = attribute("Tageszeit", max_length=60, help="Zum Beispiel „nach Einbruch der Dunkelheit“.")
    weather: str = attribute("Wetter", max_length=120)
    place: str = attribute("Ort", searchable=True, max_length=300)
    area_id: int | None = attribute("Gebiet", Kind.REFERENCE, target="area")
    participants: str = attribute("Teilnehmende", Kind.LONG_TEXT, max_length=2000, help="Funktionen, keine Namen.")
    occasion: str = attribute("Anlass", Kind.LONG_TEXT, max_length=2000)
    state: WalkState = attribute("Stand", Kind.CHOICE, choices=WalkState, default=WalkState.PLANNED)
    summary: str = attribute("Zusammenfassung", Kind.LONG_TEXT, searchable=True, max_length=10_000)


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteWalkFinding(Record):
    """A finding at a spot: feature, rating 1 (good) to 5 (bad), what to do and who."""

    kind: ClassVar[str] = "site_walk_finding"
    label: ClassVar[str] = "Befund der Begehung"
    plural: ClassVar[str] = "Befunde der Begehung"
    title_field: ClassVar[str] = "text"

    walk_id: int = attribute("Begehung", Kind.REFERENCE, target="site_walk", required=True, default=0)
    position: int = attribute("Nummer", Kind.INTEGER, default=0)
    spot: str = attribute("Stelle", max_length=300)
    feature_id: int | None = attribute("Merkmal", Kind.CATALOGUE, catalogue="walk_feature")
    rating: int | None = attribute("Bewertung", Kind.INTEGER, help="1 gut bis 5 schlecht.")
    text: str = attribute("Befund", required=True, searchable=True, max_length=2000)
    measure: str = attribute("Maßnahme", max_length=1000)
    responsible_id: int | None = attribute("Zuständig", Kind.REFERENCE, target="organisation")
    latitude: float | None = attribute("Breite", Kind.DECIMAL, unit="°")
    longitude: float | None = attribute("Länge", Kind.DECIMAL, unit="°")
    need_id: int | None = attribute("Bedarf", Kind.REFERENCE, target="need")
