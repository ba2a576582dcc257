"""Minutes: states, completeness check, and the chain of hashes that seals final versions."""

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


class Severity(Vocabulary):
    """Weight of a finding: an error blocks the final version, a warning does not."""

    ERROR = "error", "Fehler"
    WARNING = "warning", "Hinweis"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the completeness check; `target` is (kind, id) of the record to open, None = the meeting."""

    severity: Severity
    text: str
    target: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCheck:
    """An agenda item as the check sees it; `resolution_state` None = no resolution, `vote_gap` = missing votes."""

    id: int
    label: str
    is_heading: bool = False
    is_open: bool = False
    needs_resolution: bool = False
    has_resolution: bool = False
    undecided: tuple[tuple[int, str], ...] = ()
    vote_problems: tuple[tuple[int, str], ...] = ()
    has_text: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCheck:
    """Everything the completeness check looks at."""

    has_times: bool = True
    has_place: bool = True
    has_chair: bool = True
    has_minute_taker: bool = True
    present: int = 1
    quorum_required: bool = False
    quorum_noted: bool = True
    notice_answered: bool = True
    items: Sequence[ItemCheck] = ()
    tasks_without_person: Sequence[tuple[int, str]] = ()
    tasks_without_date: Sequence[tuple[int, str]] = ()
    approval_recorded: bool = True


def check_complete(meeting: MeetingCheck) -> tuple[Finding, ...]:
    """All findings, errors first; each is a sentence saying what is missing."""
    found = [*_meeting_findings(meeting), *_task_findings(meeting)]
    for item in meeting.items:
        if not item.is_heading:
            found += _item_findings(item)
    return tuple(sorted(found, key=lambda finding: finding.severity is Severity.WARNING))


def _meeting_findings(meeting: MeetingCheck) -> list[Finding]:
    error, warning = Severity.ERROR, Severity.WARNING
    lines = (
        (meeting.has_times, error, "Beginn und Ende der Sitzung fehlen."),
        (meeting.has_place, error, "Der Ort der Sitzung fehlt."),
        (meeting.has_chair, error, "Die Leitung der Sitzung fehlt."),
        (meeting.has_minute_taker, error, "Die Schriftführung fehlt."),
        (meeting.present > 0, error, "Es ist niemand als anwesend eingetragen."),
        (meeting.quorum_noted or not meeting.quorum_required, error, "Die Beschlussfähigkeit ist nicht festgestellt."),
        (meeting.notice_answered, warning, "Es ist nicht festgehalten, ob ordnungsgemäß geladen wurde."),
        (meeting.approval_recorded, warning, "Die Genehmigung der vorigen Niederschrift ist nicht festgehalten."),
    )
    return [Finding(severity, text) for there, severity, text in lines if not there]


def _task_findings(meeting: MeetingCheck) -> list[Finding]:
    return [
        *(
            Finding(Severity.ERROR, f"Niemand ist verantwortlich für die Aufgabe „{title}“.", ("task", task_id))
            for task_id, title in meeting.tasks_without_person
        ),
        *(
            Finding(Severity.WARNING, f"Die Aufgabe „{title}“ hat keine Frist.", ("task", task_id))
            for task_id, title in meeting.tasks_without_date
        ),
    ]


def _item_findings(item: ItemCheck) -> list[Finding]:
    target = ("agenda_item", item.id)
    found: list[Finding] = []
    if item.is_open:
        found.append(Finding(Severity.ERROR, f"{item.label} ist weder behandelt noch vertagt oder abgesetzt.", target))
    elif item.needs_resolution and not item.has_resolution:
        found.append(Finding(Severity.ERROR, f"{item.label} braucht einen Beschluss mit Ergebnis.", target))
    for resolution_id, title in item.undecided:
        where = ("resolution", resolution_id)
        found.append(Finding(Severity.ERROR, f"{item.label}: Der Beschluss „{title}“ hat kein Ergebnis.", where))
    for resolution_id, problem in item.vote_problems:
        found.append(Finding(Severity.WARNING, f"{item.label}: {problem}", ("resolution", resolution_id)))
    if not item.has_text and not item.is_open:
        found.append(Finding(Severity.WARNING, f"{item.label} hat weder Text noch Beschluss noch Aufgabe.", target))
    return found


def check_transition(state: MinutesState, target: MinutesState) -> None:
    """Refuse a step the life of minutes does not know; approved minutes never change again."""
    if target not in _TRANSITIONS[state]:
        raise UserError(
            f"Eine Niederschrift im Status „{state.label}“ kann nicht auf „{target.label}“ gesetzt werden.",
            help_topic="niederschrift",
        )


def check_final(findings: Sequence[Finding], *, confirmed: bool) -> None:
    """Refuse a final version while errors stand or the chair has not confirmed the text."""
    errors = [finding.text for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise UserError(
            "Die Niederschrift ist noch nicht vollständig:\n" + "\n".join(f"– {text}" for text in errors),
            help_topic="niederschrift",
        )
    if not confirmed:
        raise UserError("Bitte tragen Sie ein, wann die Leitung den Text bestätigt hat.", help_topic="niederschrift")


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
