"""Site walks (Ortsbegehungen) and what was found there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.common.errors import UserError
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


RATING_WORDS = {1: "gut", 2: "eher gut", 3: "mittel", 4: "eher schlecht", 5: "schlecht"}
BAD = 4  # from here on something is to be done
_PRIORITIES = {5: 1, 4: 2, 3: 3, 2: 4, 1: 5}


def rating_text(rating: int | None) -> str:
    """„4 eher schlecht“; "" without a rating."""
    return f"{rating} {RATING_WORDS[rating]}" if rating in RATING_WORDS else ""


def check_rating(rating: int | None) -> None:
    """Refuse a rating that is none of the five."""
    if rating is not None and rating not in RATING_WORDS:
        raise UserError("Die Bewertung ist eine Zahl von 1 (gut) bis 5 (schlecht).", help_topic="begehungen")


def check_walk_state(state: WalkState, walked_on: date | None, findings: int, today: date) -> None:
    """Guards of the states: a walk held has a day that is not ahead, one evaluated has a finding."""
    if state is WalkState.PLANNED:
        return
    if walked_on is None or walked_on > today:
        raise UserError(
            "Bitte tragen Sie zuerst den Tag ein, an dem die Begehung war; er darf nicht in der Zukunft liegen.",
            help_topic="begehungen",
        )
    if state is WalkState.EVALUATED and not findings:
        raise UserError(
            "Eine ausgewertete Begehung hat mindestens einen Befund, auch einen guten.", help_topic="begehungen"
        )


def task_title(finding: SiteWalkFinding) -> str:
    """What is to be done: the measure, else the finding itself; with the spot."""
    words = finding.measure.strip() or finding.text.strip()
    spot = finding.spot.strip()
    return f"{words} ({spot})"[:300] if spot and spot.lower() not in words.lower() else words[:300]


def task_priority(finding: SiteWalkFinding) -> int:
    """The worse the rating, the more urgent: 5 gives 1 (highest)."""
    return _PRIORITIES.get(finding.rating or 3, 3)


@dataclass(frozen=True, slots=True)
class FeatureMean:
    """How one feature was rated over a walk."""

    feature_id: int | None
    count: int
    mean: float
    worst: int


def by_feature(findings: Sequence[SiteWalkFinding]) -> list[FeatureMean]:
    """The rated findings by feature, the worst mean first; findings without a rating do not count."""
    groups: dict[int | None, list[int]] = {}
    for finding in findings:
        if finding.rating is not None:
            groups.setdefault(finding.feature_id, []).append(finding.rating)
    means = [FeatureMean(key, len(found), sum(found) / len(found), max(found)) for key, found in groups.items()]
    return sorted(means, key=lambda mean: (-mean.mean, -mean.worst, mean.feature_id or 0))
