"""The course of a project: milestones, events with counts, evaluations, the yearly „Stimmt Ihr Angebot noch?“."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from coordinator_app.common.german import format_integer
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
    title_field: ClassVar[str] = "heading"

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

    @property
    def heading(self) -> str:
        """What it is called: „Selbstevaluation: Wirkung“."""
        return f"{self.evaluation_kind.label}: {self.subject.label}"


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


def is_late(milestone: Milestone, day: date) -> bool:
    """Whether a milestone should have been reached before `day`."""
    planned = milestone.planned_on
    return milestone.state is MilestoneState.PLANNED and planned is not None and planned < day


def settled(milestone: Milestone) -> Milestone:
    """The milestone with day and state telling the same: a day makes it reached, another state takes the day away."""
    if milestone.state is MilestoneState.PLANNED and milestone.reached_on is not None:
        return replace(milestone, state=MilestoneState.REACHED)
    if milestone.state is MilestoneState.DROPPED:
        return replace(milestone, reached_on=None)
    return milestone


def milestone_sentence(milestone: Milestone, day: date) -> str:
    """What forbids to store a milestone; "" when nothing does."""
    if milestone.reached_on is not None and milestone.reached_on > day:
        return f"Der {milestone.reached_on:%d.%m.%Y} liegt in der Zukunft. Erreicht ist ein Meilenstein erst dann."
    if milestone.state is MilestoneState.REACHED and milestone.reached_on is None:
        return "Bitte eintragen, wann der Meilenstein erreicht wurde."
    if milestone.state is MilestoneState.PLANNED and milestone.planned_on is None:
        return "Bitte eintragen, bis wann der Meilenstein erreicht sein soll."
    return ""


def event_sentence(event: Event, day: date) -> str:
    """What forbids to store an event; "" when nothing does."""
    if event.starts_on is not None and event.ends_on is not None and event.ends_on < event.starts_on:
        return "Das Ende der Veranstaltung liegt vor ihrem Beginn. Bitte die Tage prüfen."
    for label, number in (
        ("Erwartete Teilnehmende", event.planned_participants),
        ("Teilnehmende", event.participants),
        ("Kosten", event.costs),
    ):
        if number is not None and number < 0:
            return f"{label}: Eine Anzahl oder ein Betrag kann nicht negativ sein."
    if event.state is EventState.HELD and event.starts_on is not None and event.starts_on > day:
        return f"Die Veranstaltung am {event.starts_on:%d.%m.%Y} steht noch bevor. Durchgeführt ist sie erst danach."
    return ""


@dataclass(frozen=True, slots=True)
class EventTotals:
    """Counts over events; `uncounted` were held without a number of participants, `costs` are euro cents."""

    planned: int = 0
    held: int = 0
    cancelled: int = 0
    participants: int = 0
    uncounted: int = 0
    costs: int = 0

    def words(self) -> str:
        """„3 durchgeführt, 1 geplant, 124 Teilnehmende“; "" without events."""
        counts = (
            (self.held, "durchgeführt"),
            (self.planned, "geplant"),
            (self.cancelled, "ausgefallen"),
            (self.participants, "Teilnehmende"),
        )
        found = [f"{format_integer(number)} {word}" for number, word in counts if number]
        if self.uncounted:
            found.append(f"{format_integer(self.uncounted)} ohne Zählung")
        return ", ".join(found)


def event_totals(events: Iterable[Event]) -> EventTotals:
    """Counts of events by state, participants and costs of those that were held."""
    found = list(events)
    held = [event for event in found if event.state is EventState.HELD]
    return EventTotals(
        planned=sum(event.state is EventState.PLANNED for event in found),
        held=len(held),
        cancelled=sum(event.state is EventState.CANCELLED for event in found),
        participants=sum(event.participants or 0 for event in held),
        uncounted=sum(event.participants is None for event in held),
        costs=sum(event.costs or 0 for event in held),
    )


def reply_sentence(confirmation: Confirmation, day: date) -> str:
    """What forbids to store an answer of a carrier; "" when nothing does."""
    if confirmation.replied_on is not None and confirmation.replied_on > day:
        return f"Der {confirmation.replied_on:%d.%m.%Y} liegt in der Zukunft. Bitte den Tag der Antwort eintragen."
    if confirmation.reply is ConfirmationReply.CHANGED and not confirmation.changes.strip():
        return "Bitte eintragen, was sich geändert hat."
    return ""
