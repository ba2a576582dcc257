"""Meetings with agenda, invitations and attendance: records, states and the guards between the states."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import enumerate_words, format_date
from coordinator_app.domain.agenda import OPEN_STATES, ItemState, ItemType
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.dispatches import Way
from coordinator_app.domain.fields import Kind, Personal, Record, attribute
from coordinator_app.domain.meeting_states import MeetingState
from coordinator_app.domain.vocabulary import Vocabulary


class MeetingType(Vocabulary):
    """What sort of meeting it is."""

    ORDINARY = "ordinary", "ordentlich"
    EXTRAORDINARY = "extraordinary", "außerordentlich"
    CONSTITUENT = "constituent", "konstituierend"
    CIRCULATION = "circulation", "Umlauf"


TRANSITIONS: dict[MeetingState, frozenset[MeetingState]] = {
    MeetingState.DRAFT: frozenset({MeetingState.PLANNED, MeetingState.CANCELLED}),
    MeetingState.PLANNED: frozenset({MeetingState.INVITED, MeetingState.CANCELLED, MeetingState.DRAFT}),
    MeetingState.INVITED: frozenset({MeetingState.RUNNING, MeetingState.CANCELLED, MeetingState.PLANNED}),
    MeetingState.RUNNING: frozenset({MeetingState.HELD}),
    MeetingState.HELD: frozenset({MeetingState.CLOSED}),  # going on is a use case of its own, see `resume`
    MeetingState.CLOSED: frozenset({MeetingState.HELD}),
    MeetingState.CANCELLED: frozenset({MeetingState.DRAFT}),
}
BEFORE = frozenset({MeetingState.DRAFT, MeetingState.PLANNED, MeetingState.INVITED})
EDITABLE = frozenset({*BEFORE, MeetingState.RUNNING, MeetingState.HELD})


class NoticeAnswer(Vocabulary):
    """Whether the body was duly invited, as established at the start."""

    OPEN = "open", "noch nicht festgestellt"
    YES = "yes", "ordnungsgemäß und fristgerecht"
    WAIVED = "waived", "verspätet, niemand hat widersprochen"
    NO = "no", "nicht ordnungsgemäß"


class Reply(Vocabulary):
    """The answer to an invitation."""

    OPEN = "open", "offen"
    YES = "yes", "zugesagt"
    NO = "no", "abgesagt"
    DEPUTY = "deputy", "Vertretung kommt"


class AttendanceStatus(Vocabulary):
    """How somebody stands in the attendance list."""

    EXPECTED = "expected", "erwartet"
    PRESENT = "present", "anwesend"
    ONLINE = "online", "online"
    EXCUSED = "excused", "entschuldigt"
    UNEXCUSED = "unexcused", "unentschuldigt"
    REPRESENTED = "represented", "vertreten"
    GUEST = "guest", "Gast"


class TopicState(Vocabulary):
    """Whether a topic comes back."""

    OPEN = "open", "offen"
    DONE = "done", "erledigt"


class BacklogState(Vocabulary):
    """What became of an idea for an agenda."""

    OPEN = "open", "offen"
    SCHEDULED = "scheduled", "eingeplant"
    REJECTED = "rejected", "abgelehnt"


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting(Record):
    """A meeting of a body; `number` is drawn when it starts. Times are aware UTC."""

    kind: ClassVar[str] = "meeting"
    label: ClassVar[str] = "Sitzung"
    plural: ClassVar[str] = "Sitzungen"
    title_field: ClassVar[str] = "title"

    body_id: int = attribute("Gremium", Kind.REFERENCE, target="body", required=True, default=0)
    term_id: int | None = attribute("Sitzungsperiode", Kind.REFERENCE, target="term")
    series_id: int | None = attribute("Sitzungsreihe", Kind.REFERENCE, target="meeting_series")
    series_day: date | None = attribute("Tag in der Sitzungsreihe", Kind.DATE, printable=False)
    number: int | None = attribute("Nummer", Kind.INTEGER)
    title: str = attribute("Titel", required=True, searchable=True, max_length=250)
    meeting_type: MeetingType = attribute("Art", Kind.CHOICE, choices=MeetingType, default=MeetingType.ORDINARY)
    starts_at: datetime | None = attribute("Beginn", Kind.DATE_TIME)
    ends_at: datetime | None = attribute("Geplantes Ende", Kind.DATE_TIME)
    actual_start: datetime | None = attribute("Tatsächlicher Beginn", Kind.DATE_TIME, direction="past")
    actual_end: datetime | None = attribute("Tatsächliches Ende", Kind.DATE_TIME, direction="past")
    place: str = attribute("Ort", searchable=True, max_length=200, help="Haus und Raum.")
    online_link: str = attribute("Einwahl", max_length=400)
    state: MeetingState = attribute("Status", Kind.CHOICE, choices=MeetingState, default=MeetingState.DRAFT)
    chair_id: int | None = attribute("Leitung", Kind.REFERENCE, target="person")
    minute_taker_id: int | None = attribute("Schriftführung", Kind.REFERENCE, target="person")
    previous_id: int | None = attribute("Vorige Sitzung", Kind.REFERENCE, target="meeting")
    invitation_text: str = attribute("Text der Einladung", Kind.LONG_TEXT, searchable=True)
    invited_on: date | None = attribute("Eingeladen am", Kind.DATE, direction="past")
    invited_by: str = attribute("Versandweg", max_length=60, help="Zum Beispiel E-Mail, Post, persönlich.")
    notice_answer: NoticeAnswer = attribute(
        "Ordnungsgemäß geladen", Kind.CHOICE, choices=NoticeAnswer, default=NoticeAnswer.OPEN
    )
    quorum_at: datetime | None = attribute("Beschlussfähigkeit festgestellt", Kind.DATE_TIME, direction="past")
    quorum_met: bool = attribute("Beschlussfähig", Kind.YES_NO)
    hint: str = attribute("Hinweis an alle", Kind.LONG_TEXT)
    hint_pinned: bool = attribute("Hinweis auch in der nächsten Sitzung", Kind.YES_NO)
    next_meeting_on: date | None = attribute("Nächster Termin", Kind.DATE, direction="future")
    cancel_reason: str = attribute("Grund der Absage", Kind.LONG_TEXT)
    calendar_sequence: int = attribute("Stand der Kalenderdatei", Kind.INTEGER, default=0, printable=False)
    calendar_state: str = attribute("Inhalt der Kalenderdatei", printable=False, max_length=500_000)
    reopen_reason: str = attribute("Grund der Wiederöffnung", Kind.LONG_TEXT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitation(Record):
    """Who is invited, frozen with role and voting right as they were when the invitation left the house.

    Without `sent_on` it is only a wish for the sending: another way than the usual one, or an extra guest.
    """

    kind: ClassVar[str] = "invitation"
    label: ClassVar[str] = "Einladung"
    plural: ClassVar[str] = "Einladungen"
    title_field: ClassVar[str] = "name"

    meeting_id: int = attribute("Sitzung", Kind.REFERENCE, target="meeting", required=True, default=0)
    membership_id: int | None = attribute("Sitz", Kind.REFERENCE, target="membership")
    person_id: int | None = attribute("Person", Kind.REFERENCE, target="person")
    organisation_id: int | None = attribute("Organisation", Kind.REFERENCE, target="organisation")
    name: str = attribute("Name", required=True, max_length=300, personal=Personal.CONTACT)
    role: Role = attribute("Rolle", Kind.CHOICE, choices=Role, default=Role.MEMBER)
    has_vote: bool = attribute("Stimmrecht", Kind.YES_NO)
    organisation: str = attribute("Institution", max_length=200)
    for_information: bool = attribute("Zur Kenntnis", Kind.YES_NO, help="Zum Beispiel Vertretungen.")
    way: Way = attribute("Weg", Kind.CHOICE, choices=Way, default=Way.EMAIL)
    address: str = attribute("Gesendet an", Kind.LONG_TEXT, personal=Personal.CONTACT, max_length=1000)
    reply: Reply = attribute("Antwort", Kind.CHOICE, choices=Reply, default=Reply.OPEN)
    deputy_id: int | None = attribute("Vertretung", Kind.REFERENCE, target="person")
    deputy_name: str = attribute("Name der Vertretung", max_length=300, personal=Personal.CONTACT)
    replied_on: date | None = attribute("Antwort am", Kind.DATE, direction="past")
    sent_on: date | None = attribute("Gesendet am", Kind.DATE, direction="past")
    reminded_on: date | None = attribute("Erinnert am", Kind.DATE, direction="past")


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendance(Record):
    """A line of the attendance list; name, function and organisation are snapshots that outlive the contact."""

    kind: ClassVar[str] = "attendance"
    label: ClassVar[str] = "Teilnahme"
    plural: ClassVar[str] = "Teilnahmen"
    title_field: ClassVar[str] = "name"

    meeting_id: int = attribute("Sitzung", Kind.REFERENCE, target="meeting", required=True, default=0)
    membership_id: int | None = attribute("Sitz", Kind.REFERENCE, target="membership")
    person_id: int | None = attribute("Person", Kind.REFERENCE, target="person")
    name: str = attribute("Name", required=True, max_length=300, personal=Personal.CONTACT)
    function: str = attribute("Funktion", max_length=200, personal=Personal.CONTACT)
    organisation: str = attribute("Organisation", max_length=200)
    role: Role = attribute("Rolle", Kind.CHOICE, choices=Role, default=Role.MEMBER)
    status: AttendanceStatus = attribute(
        "Anwesenheit", Kind.CHOICE, choices=AttendanceStatus, default=AttendanceStatus.EXPECTED
    )
    has_vote: bool = attribute("Stimmrecht", Kind.YES_NO)
    weight: int = attribute("Stimmgewicht", Kind.INTEGER, default=1)
    represents_id: int | None = attribute("Vertritt", Kind.REFERENCE, target="attendance")
    signed: bool = attribute("Unterschrieben", Kind.YES_NO)
    reason: str = attribute("Grund", max_length=200, help="Grund der Abwesenheit, wenn er angegeben wurde.")


@dataclass(frozen=True, kw_only=True, slots=True)
class AttendanceSpan(Record):
    """A time of presence (see `domain.attendance.Span`)."""

    kind: ClassVar[str] = "attendance_span"
    label: ClassVar[str] = "Anwesenheitszeit"
    plural: ClassVar[str] = "Anwesenheitszeiten"
    title_field: ClassVar[str] = "note"

    attendance_id: int = attribute("Teilnahme", Kind.REFERENCE, target="attendance", required=True, default=0)
    starts_at: datetime | None = attribute("Von", Kind.DATE_TIME, required=True)
    ends_at: datetime | None = attribute("Bis", Kind.DATE_TIME)


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaItem(Record):
    """An agenda item; its printed number is computed, `reason` says why the carry-over put it here."""

    kind: ClassVar[str] = "agenda_item"
    label: ClassVar[str] = "Tagesordnungspunkt"
    plural: ClassVar[str] = "Tagesordnungspunkte"
    title_field: ClassVar[str] = "title"

    meeting_id: int = attribute("Sitzung", Kind.REFERENCE, target="meeting", required=True, default=0)
    parent_id: int | None = attribute("Unterpunkt von", Kind.REFERENCE, target="agenda_item")
    position: int = attribute("Position", Kind.INTEGER, default=0, printable=False)
    is_heading: bool = attribute("Zwischentitel", Kind.YES_NO)
    title: str = attribute("Titel", required=True, searchable=True, max_length=500)
    item_type: ItemType = attribute("Art", Kind.CHOICE, choices=ItemType, default=ItemType.CONSULTATION)
    public: bool = attribute("Öffentlich", Kind.YES_NO)
    minutes: int = attribute("Dauer", Kind.INTEGER, default=10, unit="Minuten")
    reporter: str = attribute("Berichterstattung", searchable=True, max_length=300)
    guests: str = attribute("Gäste zu diesem Punkt", max_length=300)
    facts: str = attribute("Sachverhalt", Kind.LONG_TEXT, searchable=True, max_length=200_000)
    proposal: str = attribute("Beschlussvorschlag", Kind.LONG_TEXT, searchable=True, max_length=50_000)
    discussion: str = attribute("Diskussion", Kind.LONG_TEXT, searchable=True, max_length=200_000)
    outcome: str = attribute("Ergebnis", Kind.LONG_TEXT, searchable=True, max_length=50_000)
    state: ItemState = attribute("Status", Kind.CHOICE, choices=ItemState, default=ItemState.NOTED)
    recurring: bool = attribute("Wiederkehrend", Kind.YES_NO, help="Kommt in jeder Sitzung wieder.")
    skipped: bool = attribute("Diesmal nicht", Kind.YES_NO)
    topic_id: int | None = attribute("Thema", Kind.REFERENCE, target="topic")
    previous_id: int | None = attribute("Übernommen von", Kind.REFERENCE, target="agenda_item")
    moved_to_id: int | None = attribute("Vertagt auf", Kind.REFERENCE, target="meeting")
    moved_from_id: int | None = attribute("Verschoben aus", Kind.REFERENCE, target="meeting")
    origin_key: str = attribute("Herkunft", max_length=80, printable=False)
    reason: str = attribute("Warum auf der Tagesordnung", max_length=400)
    projects: tuple[int, ...] = attribute("Projekte", Kind.REFERENCES, target="project")
    needs: tuple[int, ...] = attribute("Bedarfe", Kind.REFERENCES, target="need")
    started_at: datetime | None = attribute("Aufgerufen", Kind.DATE_TIME, direction="past")
    ended_at: datetime | None = attribute("Beendet", Kind.DATE_TIME, direction="past")


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic(Record):
    """A thread through the meetings of a body; agenda items are its occurrences."""

    kind: ClassVar[str] = "topic"
    label: ClassVar[str] = "Thema"
    plural: ClassVar[str] = "Themen"
    title_field: ClassVar[str] = "title"

    body_id: int = attribute("Gremium", Kind.REFERENCE, target="body", required=True, default=0)
    title: str = attribute("Titel", required=True, searchable=True, max_length=500)
    recurring: bool = attribute("Wiederkehrend", Kind.YES_NO)
    pinned: str = attribute("Angeheftete Hinweise", Kind.LONG_TEXT, searchable=True)
    state: TopicState = attribute("Status", Kind.CHOICE, choices=TopicState, default=TopicState.OPEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class BacklogItem(Record):
    """Something for a later agenda; offered when its day is near, never put in by itself."""

    kind: ClassVar[str] = "backlog_item"
    label: ClassVar[str] = "Eintrag im Themenspeicher"
    plural: ClassVar[str] = "Themenspeicher"
    title_field: ClassVar[str] = "title"

    body_id: int = attribute("Gremium", Kind.REFERENCE, target="body", required=True, default=0)
    title: str = attribute("Titel", required=True, searchable=True, max_length=500)
    proposed_by: str = attribute("Vorschlag von", searchable=True, max_length=200)
    proposed_on: date | None = attribute("Vorgeschlagen am", Kind.DATE, direction="past")
    text: str = attribute("Text", Kind.LONG_TEXT, searchable=True)
    wanted_on: date | None = attribute("Wunschtermin", Kind.DATE, direction="future")
    minutes: int = attribute("Dauer", Kind.INTEGER, default=10, unit="Minuten")
    source_kind: str = attribute("Art der Quelle", max_length=40, printable=False)
    source_id: int | None = attribute("Quelle", Kind.INTEGER, printable=False)
    state: BacklogState = attribute("Status", Kind.CHOICE, choices=BacklogState, default=BacklogState.OPEN)
    reject_reason: str = attribute("Grund der Ablehnung", Kind.LONG_TEXT, max_length=2000)


@dataclass(frozen=True, kw_only=True, slots=True)
class Recusal(Record):
    """Somebody who may not take part in one agenda item."""

    kind: ClassVar[str] = "recusal"
    label: ClassVar[str] = "Befangenheit"
    plural: ClassVar[str] = "Befangenheiten"
    title_field: ClassVar[str] = "reason"

    agenda_item_id: int = attribute("TOP", Kind.REFERENCE, target="agenda_item", required=True, default=0)
    attendance_id: int = attribute("Person", Kind.REFERENCE, target="attendance", required=True, default=0)
    reason: str = attribute("Grund", max_length=500)
    leaves_room: bool = attribute("Verlässt den Raum", Kind.YES_NO, default=True)


def check_transition(state: MeetingState, target: MeetingState) -> None:
    """Refuse a step the life of a meeting does not know."""
    if target not in TRANSITIONS[state]:
        raise UserError(
            f"Eine Sitzung im Status „{state.label}“ kann nicht auf „{target.label}“ gesetzt werden.",
            help_topic="sitzungen",
        )


def check_editable(state: MeetingState) -> None:
    """Refuse changes to a closed or cancelled meeting."""
    if state is MeetingState.CLOSED:
        raise UserError(
            "Die Sitzung ist abgeschlossen. Mit „Berichtigen“ im Schritt „Nachbereiten“ und einer Begründung können "
            "Sie sie ändern.",
            help_topic="sitzungen",
        )
    if state is MeetingState.CANCELLED:
        raise UserError("Die Sitzung ist abgesagt und kann nicht geändert werden.", help_topic="sitzungen")


def check_invitable(meeting: Meeting, items: int, recipients: int) -> None:
    """Refuse to invite without agenda, recipients, time or place."""
    gaps = [
        word
        for word, there in (
            ("die Tagesordnung (mindestens ein TOP)", items > 0),
            ("Empfänger (das Gremium hat am Sitzungstag keine Sitze)", recipients > 0),
            ("der Beginn", meeting.starts_at is not None),
            ("der Ort oder die Einwahl", bool(meeting.place or meeting.online_link)),
        )
        if not there
    ]
    if gaps:
        raise UserError(
            f"Für die Einladung fehlt noch: {enumerate_words(gaps)}. Bitte ergänzen Sie das unter „Vorbereiten“.",
            help_topic="sitzungen",
        )


def check_finish(items: Sequence[tuple[str, ItemState]]) -> None:
    """Refuse to end a meeting while agenda items (label, state) are open."""
    left = [label for label, state in items if state in OPEN_STATES]
    if left:
        shown = enumerate_words(left[:5]) + (" und weitere" if len(left) > 5 else "")
        raise UserError(
            f"Noch nicht behandelt: {shown}. Bitte behandeln, vertagen oder absetzen Sie diese Punkte, "
            "bevor Sie die Sitzung beenden.",
            help_topic="sitzung-durchfuehren",
        )


def meeting_title(number: int | None, body_genitive: str, meeting_type: MeetingType, day: date | None) -> str:
    """„4. Sitzung der Lenkungsgruppe“; before a number is drawn „Sitzung der Lenkungsgruppe am 26.11.2026“."""
    if number is not None:
        return f"{number}. Sitzung {body_genitive}"
    when = f" am {format_date(day)}" if day else ""
    if meeting_type is MeetingType.CIRCULATION:
        return f"Umlaufbeschluss {body_genitive}{when}"
    if meeting_type is MeetingType.ORDINARY:
        return f"Sitzung {body_genitive}{when}"
    return f"{meeting_type.label.capitalize()}e Sitzung {body_genitive}{when}"
