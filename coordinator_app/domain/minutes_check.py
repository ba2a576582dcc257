"""Completeness of minutes: what must be there before they become final, and where each gap is mended."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.common.errors import UserError
from coordinator_app.domain.vocabulary import Vocabulary


class Severity(Vocabulary):
    """Weight of a finding: an error blocks the final version, a warning does not."""

    ERROR = "error", "Fehler"
    WARNING = "warning", "Hinweis"


class Place(Vocabulary):
    """Where a gap is mended."""

    HEAD = "head", "Angaben zur Sitzung"
    ROOM = "room", "Anwesenheit"
    ITEM = "item", "Tagesordnungspunkt"
    RECORD = "record", "Aufgabe oder Beschluss"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the check; `target` is (kind, id) of the record to open at a `place`, None = the meeting itself."""

    severity: Severity
    text: str
    target: tuple[str, int] | None = None
    place: Place = Place.HEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCheck:
    """An agenda item as the check sees it.

    `undecided` and `vote_problems` are (resolution, words). `approval` says what is missing about approving the
    previous minutes, `unreadable` and `confidential` are titles of attachments, `public_resolutions` those of
    public resolutions under an item that is not public.
    """

    id: int
    label: str
    is_heading: bool = False
    is_open: bool = False
    public: bool = False
    needs_resolution: bool = False
    has_resolution: bool = False
    undecided: tuple[tuple[int, str], ...] = ()
    vote_problems: tuple[tuple[int, str], ...] = ()
    has_text: bool = True
    approval: str = ""
    unreadable: tuple[str, ...] = ()
    confidential: tuple[str, ...] = ()
    public_resolutions: tuple[tuple[int, str], ...] = ()
    doubtful_marks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCheck:
    """Everything the completeness check looks at; `room` are sentences about presence and votes."""

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
    room: Sequence[str] = ()


def check_complete(meeting: MeetingCheck) -> tuple[Finding, ...]:
    """All findings, errors first; each is a sentence saying what is missing."""
    found = [*_meeting_findings(meeting), *_task_findings(meeting)]
    for item in meeting.items:
        if not item.is_heading:
            found += _item_findings(item)
            found += _publicity_findings(item)
    return tuple(sorted(found, key=lambda finding: finding.severity is Severity.WARNING))


def errors_of(findings: Sequence[Finding]) -> list[Finding]:
    """Those that block the final version."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def _meeting_findings(meeting: MeetingCheck) -> list[Finding]:
    error, warning, head, room = Severity.ERROR, Severity.WARNING, Place.HEAD, Place.ROOM
    lines = (
        (meeting.has_times, error, head, "Beginn und Ende der Sitzung fehlen."),
        (meeting.has_place, error, head, "Der Ort der Sitzung fehlt."),
        (meeting.has_chair, error, head, "Die Leitung der Sitzung fehlt."),
        (meeting.has_minute_taker, error, head, "Die Schriftführung fehlt."),
        (meeting.present > 0, error, room, "Es ist niemand als anwesend eingetragen."),
        (
            meeting.quorum_noted or not meeting.quorum_required,
            error,
            room,
            "Die Beschlussfähigkeit ist nicht festgestellt.",
        ),
        (meeting.notice_answered, warning, head, "Es ist nicht festgehalten, ob ordnungsgemäß geladen wurde."),
    )
    found = [Finding(severity, text, place=place) for there, severity, place, text in lines if not there]
    return [*found, *(Finding(warning, text, place=room) for text in meeting.room)]


def _task_findings(meeting: MeetingCheck) -> list[Finding]:
    nobody = "Niemand ist verantwortlich für die Aufgabe „{}“."
    no_date = "Die Aufgabe „{}“ hat keine Frist."
    return [
        *(
            Finding(Severity.ERROR, nobody.format(title), ("task", task_id), Place.RECORD)
            for task_id, title in meeting.tasks_without_person
        ),
        *(
            Finding(Severity.WARNING, no_date.format(title), ("task", task_id), Place.RECORD)
            for task_id, title in meeting.tasks_without_date
        ),
    ]


def _item_findings(item: ItemCheck) -> list[Finding]:
    target = ("agenda_item", item.id)
    found: list[Finding] = []

    def add(severity: Severity, text: str, where: tuple[str, int] = target) -> None:
        found.append(Finding(severity, text, where, Place.ITEM if where is target else Place.RECORD))

    if item.is_open:
        add(Severity.ERROR, f"{item.label} ist weder behandelt noch vertagt oder abgesetzt.")
    elif item.needs_resolution and not item.has_resolution:
        add(Severity.ERROR, f"{item.label} braucht einen Beschluss mit Ergebnis.")
    for _, title in item.undecided:
        add(Severity.ERROR, f"{item.label}: Der Beschluss „{title}“ hat kein Ergebnis.")
    for resolution_id, problem in item.vote_problems:
        add(Severity.WARNING, f"{item.label}: {problem}", ("resolution", resolution_id))
    if item.approval:
        add(Severity.WARNING, f"{item.label}: {item.approval}")
    if not item.has_text and not item.is_open:
        add(Severity.WARNING, f"{item.label} hat weder Text noch Beschluss noch Aufgabe.")
    for title in item.unreadable:
        text = f"{item.label}: Die Anlage „{title}“ ist nicht lesbar. Bitte fügen Sie sie neu hinzu oder entfernen sie."
        add(Severity.ERROR, text)
    return found


def _publicity_findings(item: ItemCheck) -> list[Finding]:
    """What would reach the public by mistake, or not at all."""
    target = ("agenda_item", item.id)
    found: list[Finding] = []
    if item.doubtful_marks:
        text = (
            f"{item.label}: Ein Absatz sieht aus, als sollte er nicht öffentlich sein, hat aber kein „[nö]“ am Anfang."
        )
        found.append(Finding(Severity.WARNING, text, target, Place.ITEM))
    if item.public:
        found += [
            Finding(
                Severity.WARNING,
                f"{item.label} ist öffentlich, die Anlage „{title}“ ist vertraulich und wird im Auszug nicht genannt.",
                target,
                Place.ITEM,
            )
            for title in item.confidential
        ]
        return found
    return found + [
        Finding(
            Severity.WARNING,
            f"{item.label} ist nicht öffentlich, der Beschluss „{title}“ aber als öffentlich eingetragen. "
            "Er steht nicht im öffentlichen Auszug.",
            ("resolution", resolution_id),
            Place.RECORD,
        )
        for resolution_id, title in item.public_resolutions
    ]


def check_final(findings: Sequence[Finding], *, confirmed: bool) -> None:
    """Refuse a final version while errors stand or the chair has not confirmed the text."""
    errors = [finding.text for finding in errors_of(findings)]
    if errors:
        raise UserError(
            "Die Niederschrift ist noch nicht vollständig:\n" + "\n".join(f"– {text}" for text in errors),
            help_topic="niederschrift",
        )
    if not confirmed:
        raise UserError("Bitte tragen Sie ein, wann die Leitung den Text bestätigt hat.", help_topic="niederschrift")
