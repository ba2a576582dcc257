"""Resolutions and votes: records, states, what a decision needs, and following up on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.domain.votes import ChairVote, Majority, Outcome, Procedure


class ResolutionType(Vocabulary):
    """What a resolution is."""

    SUBSTANTIVE = "substantive", "Sachbeschluss"
    RECOMMENDATION = "recommendation", "Empfehlung"
    ELECTION = "election", "Wahl"
    PROCEDURAL = "procedural", "Verfahrensantrag"
    NOTED = "noted", "Kenntnisnahme"


class ResolutionState(Vocabulary):
    """Where a resolution stands."""

    DRAFT = "draft", "Entwurf"
    TO_VOTE = "to_vote", "zur Abstimmung"
    ADOPTED = "adopted", "angenommen"
    REJECTED = "rejected", "abgelehnt"
    POSTPONED = "postponed", "vertagt"
    REFERRED = "referred", "verwiesen"
    WITHDRAWN = "withdrawn", "zurückgezogen"


DECIDED = frozenset({ResolutionState.ADOPTED, ResolutionState.REJECTED})
OPEN = frozenset({ResolutionState.DRAFT, ResolutionState.TO_VOTE})


class Implementation(Vocabulary):
    """How far an adopted resolution is carried out."""

    OPEN = "open", "offen"
    IN_PROGRESS = "in_progress", "in Arbeit"
    DONE = "done", "umgesetzt"
    VOID = "void", "hinfällig"
    REPLACED = "replaced", "abgelöst"


UNFINISHED = frozenset({Implementation.OPEN, Implementation.IN_PROGRESS})


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolution(Record):
    """A resolution with its wording; `number` is drawn when it is decided and never given to another one.

    `sequence` is the running number within the term behind `number`.
    """

    kind: ClassVar[str] = "resolution"
    label: ClassVar[str] = "Beschluss"
    plural: ClassVar[str] = "Beschlüsse"
    title_field: ClassVar[str] = "title"

    body_id: int = attribute("Gremium", Kind.REFERENCE, target="body", required=True, default=0)
    meeting_id: int | None = attribute("Sitzung", Kind.REFERENCE, target="meeting")
    agenda_item_id: int | None = attribute("TOP", Kind.REFERENCE, target="agenda_item")
    term_id: int | None = attribute("Sitzungsperiode", Kind.REFERENCE, target="term")
    number: str = attribute("Nummer", searchable=True, max_length=60)
    sequence: int | None = attribute("Laufende Nummer", Kind.INTEGER, printable=False)
    title: str = attribute("Titel", required=True, searchable=True, max_length=500)
    wording: str = attribute("Wortlaut", Kind.LONG_TEXT, searchable=True, max_length=50_000)
    grounds: str = attribute("Begründung", Kind.LONG_TEXT, searchable=True, max_length=50_000)
    mover: str = attribute("Antrag von", searchable=True, max_length=200)
    resolution_type: ResolutionType = attribute(
        "Art", Kind.CHOICE, choices=ResolutionType, default=ResolutionType.SUBSTANTIVE
    )
    state: ResolutionState = attribute("Ergebnis", Kind.CHOICE, choices=ResolutionState, default=ResolutionState.DRAFT)
    decided_on: date | None = attribute("Beschlossen am", Kind.DATE, direction="past")
    implementation: Implementation = attribute(
        "Umsetzung", Kind.CHOICE, choices=Implementation, default=Implementation.OPEN
    )
    replaced_by_id: int | None = attribute("Abgelöst durch", Kind.REFERENCE, target="resolution")
    responsible_id: int | None = attribute("Verantwortlich", Kind.REFERENCE, target="person")
    responsible_organisation_id: int | None = attribute(
        "Verantwortliche Organisation", Kind.REFERENCE, target="organisation"
    )
    due_on: date | None = attribute("Umsetzen bis", Kind.DATE, direction="future")
    report: str = attribute("Bericht zur Umsetzung", Kind.LONG_TEXT, searchable=True, max_length=50_000)
    implemented_on: date | None = attribute("Umgesetzt am", Kind.DATE, direction="past")
    candidates: str = attribute(
        "Wahlvorschläge", Kind.LONG_TEXT, max_length=5000, help="Ein Name je Zeile; nur bei Wahlen."
    )
    elected: str = attribute("Gewählt", searchable=True, max_length=300)
    projects: tuple[int, ...] = attribute("Projekte", Kind.REFERENCES, target="project")
    needs: tuple[int, ...] = attribute("Bedarfe", Kind.REFERENCES, target="need")
    public: bool = attribute("Öffentlich", Kind.YES_NO)
    published_on: date | None = attribute("Veröffentlicht am", Kind.DATE, direction="past")


@dataclass(frozen=True, kw_only=True, slots=True)
class Vote(Record):
    """A vote on a resolution with its bases at that moment; `round` counts repeated votes from 1."""

    kind: ClassVar[str] = "vote"
    label: ClassVar[str] = "Abstimmung"
    plural: ClassVar[str] = "Abstimmungen"
    title_field: ClassVar[str] = "sentence"

    resolution_id: int = attribute("Beschluss", Kind.REFERENCE, target="resolution", required=True, default=0)
    round: int = attribute("Durchgang", Kind.INTEGER, default=1)
    procedure: Procedure = attribute("Verfahren", Kind.CHOICE, choices=Procedure, default=Procedure.OPEN)
    majority: Majority = attribute("Mehrheit", Kind.CHOICE, choices=Majority, default=Majority.SIMPLE)
    taken_at: datetime | None = attribute("Zeitpunkt", Kind.DATE_TIME, direction="past")
    present: int = attribute("Stimmberechtigte Anwesende", Kind.INTEGER, default=0)
    members: int = attribute("Stimmberechtigte Mitglieder", Kind.INTEGER, default=0)
    base_reason: str = attribute("Grund der abweichenden Zahl", max_length=500)
    yes: int = attribute("Ja", Kind.INTEGER, default=0)
    no: int = attribute("Nein", Kind.INTEGER, default=0)
    abstain: int = attribute("Enthaltung", Kind.INTEGER, default=0)
    invalid: int = attribute("Ungültig", Kind.INTEGER, default=0)
    not_voting: int = attribute("Nicht teilgenommen", Kind.INTEGER, default=0)
    candidates: str = attribute("Stimmen je Wahlvorschlag", Kind.LONG_TEXT, max_length=5000)
    chair_vote: ChairVote = attribute("Stichentscheid", Kind.CHOICE, choices=ChairVote, default=ChairVote.NONE)
    outcome: Outcome = attribute("Ergebnis", Kind.CHOICE, choices=Outcome, default=Outcome.UNDECIDED)
    reason: str = attribute("Rechenweg", max_length=1000)
    sentence: str = attribute("Ergebnis als Satz", max_length=1000, searchable=True)
    override_reason: str = attribute("Grund des abweichenden Ergebnisses", max_length=1000)


@dataclass(frozen=True, kw_only=True, slots=True)
class ImplementationReport(Record):
    """One word about how far a resolution is carried out; never changed afterwards, the newest one counts."""

    kind: ClassVar[str] = "implementation_report"
    label: ClassVar[str] = "Umsetzungsbericht"
    plural: ClassVar[str] = "Umsetzungsberichte"
    title_field: ClassVar[str] = "text"

    resolution_id: int = attribute("Beschluss", Kind.REFERENCE, target="resolution", required=True, default=0)
    reported_on: date | None = attribute("Berichtet am", Kind.DATE)
    meeting_id: int | None = attribute("Berichtet in", Kind.REFERENCE, target="meeting")
    old_state: Implementation | None = attribute("Vorher", Kind.CHOICE, choices=Implementation)
    new_state: Implementation | None = attribute("Nachher", Kind.CHOICE, choices=Implementation)
    text: str = attribute("Bericht", Kind.LONG_TEXT, max_length=50_000)


def state_of(outcome: Outcome) -> ResolutionState:
    """The state of a resolution after its vote; an undecided vote leaves it up for voting."""
    return {
        Outcome.ADOPTED: ResolutionState.ADOPTED,
        Outcome.REJECTED: ResolutionState.REJECTED,
        Outcome.UNDECIDED: ResolutionState.TO_VOTE,
    }[outcome]


def check_votable(resolution: Resolution) -> None:
    """Refuse a vote on a resolution that is settled or has no wording."""
    if resolution.state not in OPEN:
        raise UserError(
            f"Über diesen Beschluss wurde schon entschieden ({resolution.state.label}). "
            "Mit „Abstimmung wiederholen“ können Sie ihn wieder öffnen.",
            help_topic="sitzung-durchfuehren",
        )
    if not resolution.wording.strip():
        raise UserError(
            "Der Beschluss hat noch keinen Wortlaut. Bitte geben Sie ein, worüber abgestimmt wird.",
            help_topic="sitzung-durchfuehren",
        )


def check_discard(resolution: Resolution) -> None:
    """Refuse to throw away a resolution that holds a number: the register must stay without gaps."""
    if resolution.number:
        raise UserError(
            f"Die Nummer {resolution.number} ist vergeben und bleibt im Beschlussregister. "
            "Bitte setzen Sie den Beschluss auf „zurückgezogen“, statt ihn zu löschen.",
            help_topic="beschluesse",
        )


def check_implementation(resolution: Resolution, target: Implementation, report: str, replaced_by: int | None) -> None:
    """Refuse following up on what was not adopted, „umgesetzt“ without a report, „abgelöst“ without the successor."""
    if resolution.state is not ResolutionState.ADOPTED:
        raise UserError(
            f"Nur angenommene Beschlüsse werden umgesetzt; dieser ist „{resolution.state.label}“.",
            help_topic="beschluesse",
        )
    if target is Implementation.DONE and not report.strip():
        raise UserError(
            "Bitte schreiben Sie in den Bericht, wie der Beschluss umgesetzt wurde.", help_topic="beschluesse"
        )
    if target is Implementation.REPLACED and replaced_by is None:
        raise UserError("Bitte wählen Sie den Beschluss, der diesen ablöst.", help_topic="beschluesse")


def check_successor(resolution_id: int, successor: Resolution, successors: Mapping[int, int]) -> None:
    """Refuse a successor that is the resolution itself, was never adopted, or is replaced by it in turn.

    `successors` maps resolutions to what replaced them.
    """
    if successor.state in (ResolutionState.REJECTED, ResolutionState.WITHDRAWN):
        raise UserError(
            f"„{successor.title}“ ist {successor.state.label} und kann keinen Beschluss ablösen.",
            help_topic="beschluesse",
        )
    current: int | None = successor.id
    seen: set[int] = set()
    while current is not None and current not in seen:
        if current == resolution_id:
            raise UserError(
                "Ein Beschluss kann sich nicht selbst ablösen, auch nicht über andere. "
                "Bitte wählen Sie einen späteren Beschluss.",
                help_topic="beschluesse",
            )
        seen.add(current)
        current = successors.get(current)
