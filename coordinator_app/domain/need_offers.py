"""Why a need exists and what answers it: factors (hypotheses), and how far an offer covers a need."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.projects import ProjectStatus
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


LEAST, MOST = 1, 5  # weight of a factor
OFFERED = frozenset({ProjectStatus.APPROVED, ProjectStatus.RUNNING})  # what is there for people now
PLANNED = frozenset({ProjectStatus.IDEA, ProjectStatus.PLANNING, ProjectStatus.APPLIED})  # what may come
_ORDER = tuple(Coverage)


def checked_importance(value: int | None) -> int:
    """The weight of a factor; `UserError` outside 1 to 5."""
    if value is None or not LEAST <= value <= MOST:
        raise UserError("Das Gewicht einer Ursache ist eine Zahl von 1 (gering) bis 5 (entscheidend).")
    return value


def in_order(factors: Iterable[Factor]) -> list[Factor]:
    """Risk factors first, then protective ones, the heaviest first."""
    kinds = list(FactorKind)
    return sorted(factors, key=lambda each: (kinds.index(each.factor_kind), -each.importance, each.id))


def coverage_of(offers: Mapping[int, ProjectStatus], judged: Mapping[int, Coverage]) -> Coverage:
    """How far a need is covered by the projects linked to it (status by id) and what was judged of them.

    Only what is there now counts; a link nobody has judged covers in part; the best judgement wins.
    """
    found = (judged.get(id, Coverage.PARTIAL) for id, status in offers.items() if status in OFFERED)
    return max(found, key=_ORDER.index, default=Coverage.NONE)


def gap_reason(offers: Mapping[int, ProjectStatus], judged: Mapping[int, Coverage]) -> str:
    """Why a need is not covered, in words; "" when it is."""
    if coverage_of(offers, judged) is not Coverage.NONE:
        return ""
    if not offers:
        return "kein Projekt oder Angebot verknüpft"
    if any(status in OFFERED for status in offers.values()):
        return "verknüpft, aber die Deckung ist mit „gar nicht“ beurteilt"
    if any(status in PLANNED for status in offers.values()):
        return "erst geplant, noch kein laufendes Angebot"
    return "verknüpft, aber nichts davon läuft"
