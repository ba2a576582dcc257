"""Bedarfe and their Belege (states follow the SARA loop)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class NeedKind(Vocabulary):
    """What sort of need it is; strengths are recorded beside problems."""

    PROBLEM = "problem", "Problem"
    NEED = "need", "Bedarf"
    STRENGTH = "strength", "Chance oder Stärke"


class NeedStatus(Vocabulary):
    """Where a need stands on its way from the first hint to the result."""

    REPORTED = "reported", "gemeldet"
    CHECKED = "checked", "geprüft"
    SCORED = "scored", "bewertet"
    PRIORITISED = "prioritised", "priorisiert"
    WATCHED = "watched", "in Beobachtung"
    REJECTED = "rejected", "abgelehnt"
    IN_PROGRESS = "in_progress", "in Bearbeitung"
    DONE = "done", "erledigt"


NEED_TRANSITIONS: dict[NeedStatus, frozenset[NeedStatus]] = {
    NeedStatus.REPORTED: frozenset({NeedStatus.CHECKED, NeedStatus.REJECTED}),
    NeedStatus.CHECKED: frozenset({NeedStatus.SCORED, NeedStatus.WATCHED, NeedStatus.REJECTED}),
    NeedStatus.SCORED: frozenset({NeedStatus.PRIORITISED, NeedStatus.WATCHED, NeedStatus.REJECTED, NeedStatus.CHECKED}),
    NeedStatus.PRIORITISED: frozenset({NeedStatus.IN_PROGRESS, NeedStatus.CHECKED}),
    NeedStatus.WATCHED: frozenset({NeedStatus.CHECKED, NeedStatus.REJECTED}),
    NeedStatus.REJECTED: frozenset({NeedStatus.CHECKED}),
    NeedStatus.IN_PROGRESS: frozenset({NeedStatus.DONE, NeedStatus.CHECKED}),
    NeedStatus.DONE: frozenset({NeedStatus.CHECKED}),
}


class Direction(Vocabulary):
    """Whether a piece of evidence speaks for or against the need."""

    SUPPORTS = "supports", "stützt"
    CONTRADICTS = "contradicts", "widerspricht"


class Strength(Vocabulary):
    """How much weight a piece of evidence carries."""

    WEAK = "1", "schwach"
    MEDIUM = "2", "mittel"
    STRONG = "3", "stark"


@dataclass(frozen=True, kw_only=True, slots=True)
class Need(Record):
    """A Bedarf of the register; free text must not hold case data on individuals."""

    kind = "need"
    label = "Bedarf"
    plural = "Bedarfe"

    number: str = attribute("Nummer", searchable=True, max_length=20, help="Vergibt das Programm fortlaufend.")
    title: str = attribute("Titel", required=True, searchable=True, max_length=200)
    need_kind: NeedKind = attribute("Art", Kind.CHOICE, choices=NeedKind, default=NeedKind.PROBLEM)
    description: str = attribute(
        "Beschreibung",
        Kind.LONG_TEXT,
        searchable=True,
        help="Was, wo, wann, wer ist betroffen? Bitte keine Angaben zu einzelnen Personen.",
    )
    field_of_action_id: int | None = attribute("Handlungsfeld", Kind.CATALOGUE, catalogue="field_of_action")
    offence_group_id: int | None = attribute("Deliktgruppe", Kind.CATALOGUE, catalogue="offence_group")
    areas: tuple[int, ...] = attribute("Gebiete", Kind.REFERENCES, target="area")
    target_groups: tuple[int, ...] = attribute("Zielgruppen", Kind.CATALOGUES, catalogue="target_group")
    place: str = attribute("Ort", searchable=True, help="Platz, Straße oder Einrichtung in Worten.")
    since: str = attribute("Seit", help="Seit wann ist das so? Ein Jahr oder eine Angabe in Worten genügt.")
    affected: str = attribute("Betroffene", searchable=True, help="Gruppen, keine einzelnen Personen.")
    causes: str = attribute(
        "Vermutete Ursachen",
        Kind.LONG_TEXT,
        searchable=True,
        help="Risiko- und Schutzfaktoren; als Vermutung formulieren, solange sie nicht belegt sind.",
    )
    status: NeedStatus = attribute("Status", Kind.CHOICE, choices=NeedStatus, default=NeedStatus.REPORTED)
    first_reported: date | None = attribute("Erstmals gemeldet", Kind.DATE, direction="past")
    responsible_id: int | None = attribute("Zuständig", Kind.REFERENCE, target="organisation")
    places: tuple[int, ...] = attribute("Orte", Kind.REFERENCES, target="place")
    status_reason: str = attribute("Grund des Status", Kind.LONG_TEXT, max_length=2000)
    projects: tuple[int, ...] = attribute("Projekte und Angebote", Kind.REFERENCES, target="project")


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence(Record):
    """A Beleg: one finding that supports or contradicts a need, with its source."""

    kind = "evidence"
    label = "Beleg"
    plural = "Belege"
    title_field = "statement"

    need_id: int = attribute("Bedarf", Kind.REFERENCE, target="need", required=True, default=0)
    evidence_kind_id: int | None = attribute("Art des Belegs", Kind.CATALOGUE, catalogue="evidence_kind", required=True)
    statement: str = attribute(
        "Aussage", Kind.LONG_TEXT, required=True, searchable=True, help="Was zeigt der Beleg? Ein bis zwei Sätze."
    )
    source: str = attribute("Quelle", searchable=True, help="Woher stammt die Angabe, damit andere sie finden?")
    source_kind: str = attribute("Art der Quelle", max_length=40, printable=False)
    source_id: int | None = attribute("Verknüpfte Quelle", Kind.INTEGER, printable=False)
    direction: Direction = attribute("Richtung", Kind.CHOICE, choices=Direction, default=Direction.SUPPORTS)
    strength: Strength = attribute("Stärke", Kind.CHOICE, choices=Strength, default=Strength.MEDIUM)
    observed: date | None = attribute("Datum", Kind.DATE, direction="past")


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedStep(Record):
    """One change of state of a need, with its reason; never changed afterwards."""

    kind: ClassVar[str] = "need_step"
    label: ClassVar[str] = "Schritt des Bedarfs"
    plural: ClassVar[str] = "Schritte des Bedarfs"
    title_field: ClassVar[str] = "reason"

    need_id: int = attribute("Bedarf", Kind.REFERENCE, target="need", required=True, default=0)
    moved_on: date | None = attribute("Datum", Kind.DATE, direction="past")
    old_status: NeedStatus | None = attribute("Vorher", Kind.CHOICE, choices=NeedStatus)
    new_status: NeedStatus | None = attribute("Nachher", Kind.CHOICE, choices=NeedStatus)
    reason: str = attribute("Grund", Kind.LONG_TEXT, max_length=2000)


def may_become(now: NeedStatus, then: NeedStatus) -> bool:
    """Whether the need may pass directly from one state to the other."""
    return then in NEED_TRANSITIONS[now]


def evidence_score(evidence: Iterable[Evidence]) -> int:
    """Number of independent kinds of evidence that support the need (data model section 9)."""
    return len(
        {
            item.evidence_kind_id
            for item in evidence
            if item.direction is Direction.SUPPORTS and item.evidence_kind_id is not None and item.deleted_at is None
        }
    )
