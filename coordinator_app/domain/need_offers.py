"""Why a need exists and what answers it: factors (hypotheses), and how far an offer covers a need."""

from dataclasses import dataclass
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class FactorKind(Vocabulary):
    """What a factor does."""

    RISK = "risk", "Risikofaktor"
    PROTECTIVE = "protective", "Schutzfaktor"


class FactorLevel(Vocabulary):
    """Where a factor works."""

    INDIVIDUAL = "individual", "Person"
    FAMILY = "family", "Familie"
    SCHOOL = "school", "Schule"
    PEERS = "peers", "Gleichaltrige"
    COMMUNITY = "community", "Nachbarschaft und Gemeinde"
    PLACE = "place", "Ort und Gelegenheit"


class Coverage(Vocabulary):
    """How far an offer answers a need."""

    NONE = "none", "gar nicht"
    PARTIAL = "partial", "teilweise"
    FULL = "full", "voll"


@dataclass(frozen=True, kw_only=True, slots=True)
class Factor(Record):
    """A cause of a need as a hypothesis, with its weight 1 (small) to 5 (decisive)."""

    kind: ClassVar[str] = "factor"
    label: ClassVar[str] = "Ursache"
    plural: ClassVar[str] = "Ursachen"
    title_field: ClassVar[str] = "text"

    need_id: int = attribute("Bedarf", Kind.REFERENCE, target="need", required=True, default=0)
    factor_kind: FactorKind = attribute("Art", Kind.CHOICE, choices=FactorKind, default=FactorKind.RISK)
    level: FactorLevel = attribute("Bereich", Kind.CHOICE, choices=FactorLevel, default=FactorLevel.COMMUNITY)
    text: str = attribute("Ursache", required=True, searchable=True, max_length=1000)
    importance: int = attribute("Gewicht", Kind.INTEGER, default=3, help="1 gering bis 5 entscheidend.")
    backed_by: str = attribute("Woher wir das wissen", max_length=500)


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedOfferMatch(Record):
    """The judgement how far a project answers a need; the link itself is that of need and project."""

    kind: ClassVar[str] = "need_offer_match"
    label: ClassVar[str] = "Abgleich"
    plural: ClassVar[str] = "Abgleiche"
    title_field: ClassVar[str] = "reason"

    need_id: int = attribute("Bedarf", Kind.REFERENCE, target="need", required=True, default=0)
    project_id: int = attribute("Projekt", Kind.REFERENCE, target="project", required=True, default=0)
    coverage: Coverage = attribute("Deckung", Kind.CHOICE, choices=Coverage, default=Coverage.PARTIAL)
    reason: str = attribute("Begründung", max_length=1000)
