"""The course of a project: milestones, events with counts, evaluations, the yearly „Stimmt Ihr Angebot noch?“."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class MilestoneState(Vocabulary):
    """Where a milestone stands."""

    PLANNED = "planned", "geplant"
    REACHED = "reached", "erreicht"
    DROPPED = "dropped", "entfallen"


class EventState(Vocabulary):
    """Whether an event took place."""

    PLANNED = "planned", "geplant"
    HELD = "held", "durchgeführt"
    CANCELLED = "cancelled", "ausgefallen"


class EvaluationKind(Vocabulary):
    """Who evaluates."""

    SELF = "self", "Selbstevaluation"
    EXTERNAL = "external", "Fremdevaluation"


class EvaluationSubject(Vocabulary):
    """What is evaluated."""

    PROCESS = "process", "Umsetzung"
    RESULT = "result", "Ergebnis"
    IMPACT = "impact", "Wirkung"


class EvaluationDesign(Vocabulary):
    """How change is made visible."""

    AFTER = "after", "nur nachher"
    BEFORE_AFTER = "before_after", "vorher und nachher"
    COMPARISON = "comparison", "mit Vergleichsgruppe"


class ConfirmationReply(Vocabulary):
    """What the carrier answered to the yearly question."""

    OPEN = "open", "offen"
    UNCHANGED = "unchanged", "stimmt noch"
    CHANGED = "changed", "geändert"
    ENDED = "ended", "gibt es nicht mehr"


@dataclass(frozen=True, kw_only=True, slots=True)
class Milestone(Record):
    """A milestone of a project."""

    kind: ClassVar[str] = "milestone"
    label: ClassVar[str] = "Meilenstein"
    plural: ClassVar[str] = "Meilensteine"
    title_field: ClassVar[str] = "title"

    project_id: int | None = attribute("Projekt", Kind.REFERENCE, target="project", required=True)
    title: str = attribute("Meilenstein", required=True, searchable=True, max_length=300)
    planned_on: date | None = attribute("Geplant", Kind.DATE, direction="nearest")
    reached_on: date | None = attribute("Erreicht am", Kind.DATE, direction="past")
    state: MilestoneState = attribute("Stand", Kind.CHOICE, choices=MilestoneState, default=MilestoneState.PLANNED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Event(Record):
    """An event (Veranstaltung) with counts of participants, never lists of them; `costs` are euro cents."""

    kind: ClassVar[str] = "event"
    label: ClassVar[str] = "Veranstaltung"
    plural: ClassVar[str] = "Veranstaltungen"
    title_field: ClassVar[str] = "title"

    title: str = attribute("Titel", required=True, searchable=True, max_length=300)
    event_kind_id: int | None = attribute("Art", Kind.CATALOGUE, catalogue="event_kind")
    state: EventState = attribute("Stand", Kind.CHOICE, choices=EventState, default=EventState.PLANNED)
    starts_on: date | None = attribute("Von", Kind.DATE, direction="nearest")
    ends_on: date | None = attribute("Bis", Kind.DATE, direction="nearest")
    place: str = attribute("Ort", searchable=True, max_length=200)
    area_id: int | None = attribute("Gebiet", Kind.REFERENCE, target="area")
    projects: tuple[int, ...] = attribute("Projekte", Kind.REFERENCES, target="project")
    organisers: tuple[int, ...] = attribute("Veranstaltet von", Kind.REFERENCES, target="organisation")
    field_of_action_id: int | None = attribute("Handlungsfeld", Kind.CATALOGUE, catalogue="field_of_action")
    target_groups: tuple[int, ...] = attribute("Zielgruppen", Kind.CATALOGUES, catalogue="target_group")
    planned_participants: int | None = attribute("Erwartete Teilnehmende", Kind.INTEGER)
    participants: int | None = attribute("Teilnehmende", Kind.INTEGER)
    costs: int | None = attribute("Kosten", Kind.MONEY)
    press: str = attribute("Presse", Kind.LONG_TEXT, searchable=True, help="Wo darüber berichtet wurde.")
    outcome: str = attribute("Ergebnis", Kind.LONG_TEXT, searchable=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluation(Record):
    """An evaluation of a project."""

    kind: ClassVar[str] = "evaluation"
    label: ClassVar[str] = "Evaluation"
    plural: ClassVar[str] = "Evaluationen"
    title_field: ClassVar[str] = "conclusion"

    project_id: int | None = attribute("Projekt", Kind.REFERENCE, target="project", required=True)
    evaluation_kind: EvaluationKind = attribute("Art", Kind.CHOICE, choices=EvaluationKind, default=EvaluationKind.SELF)
    subject: EvaluationSubject = attribute(
        "Gegenstand", Kind.CHOICE, choices=EvaluationSubject, default=EvaluationSubject.RESULT
    )
    design: EvaluationDesign = attribute(
        "Vorgehen", Kind.CHOICE, choices=EvaluationDesign, default=EvaluationDesign.AFTER
    )
    starts_on: date | None = attribute("Von", Kind.DATE, direction="nearest")
    ends_on: date | None = attribute("Bis", Kind.DATE, direction="nearest")
    method: str = attribute("Methode", Kind.LONG_TEXT, max_length=5000)
    result: str = attribute("Ergebnis", Kind.LONG_TEXT, searchable=True, max_length=20_000)
    conclusion: str = attribute("Schlussfolgerung", Kind.LONG_TEXT, searchable=True, max_length=10_000)
    document_id: int | None = attribute("Dokument", Kind.REFERENCE, target="document")


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmation(Record):
    """One asking of a carrier whether an offer is still as described, with the answer."""

    kind: ClassVar[str] = "confirmation"
    label: ClassVar[str] = "Bestätigung"
    plural: ClassVar[str] = "Bestätigungen"
    title_field: ClassVar[str] = "answered_by"

    project_id: int | None = attribute("Projekt", Kind.REFERENCE, target="project", required=True)
    asked_on: date | None = attribute("Gefragt am", Kind.DATE, direction="past")
    reply: ConfirmationReply = attribute(
        "Antwort", Kind.CHOICE, choices=ConfirmationReply, default=ConfirmationReply.OPEN
    )
    replied_on: date | None = attribute("Antwort am", Kind.DATE, direction="past")
    answered_by: str = attribute("Beantwortet von", max_length=200)
    changes: str = attribute("Was sich geändert hat", Kind.LONG_TEXT, max_length=5000)
