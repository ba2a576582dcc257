"""How states of meetings, agenda items and people in the room look, and which step a meeting is in."""

from coordinator_app.common.clock import local
from coordinator_app.common.german import format_date, format_time_span, format_weekday_date
from coordinator_app.domain.agenda import ItemState
from coordinator_app.domain.meetings import AttendanceStatus, Meeting, MeetingState
from coordinator_app.gui.widgets.chips import ChipStyle

STEPS = ("Vorbereiten", "Einladen", "Durchführen", "Nachbereiten")
PREPARE, INVITE, HOLD, FOLLOW_UP = range(4)
PAPERS = (
    ("Einladung", "invitation"),
    ("Tagesordnung", "agenda"),
    ("Anwesenheitsliste", "attendance_list"),
    ("Niederschrift", "minutes"),
)
PAPER_OF_STEP = {PREPARE: "agenda", INVITE: "invitation", HOLD: "minutes", FOLLOW_UP: "minutes"}

# Kinds of records that make the page read again, beside those it opens.
TOPICS = frozenset(
    {
        "body_rules",
        "term",
        "meeting_series",
        "agenda_template",
        "agenda_template_line",
        "topic",
        "document",
        "document_link",
        "report",
        "invitation",
        "attendance",
        "attendance_span",
        "recusal",
        "meeting_break",
        "resolution",
        "vote",
        "task",
        "minutes_version",
        "written_file",
        "person",
        "organisation",
        "ballot",
    }
)

MEETING_CHIPS = {
    MeetingState.DRAFT: ChipStyle("neutral", "pencil"),
    MeetingState.PLANNED: ChipStyle("info", "clock"),
    MeetingState.INVITED: ChipStyle("info", "mail"),
    MeetingState.RUNNING: ChipStyle("ok", "clock"),
    MeetingState.HELD: ChipStyle("attention", "pencil"),
    MeetingState.CLOSED: ChipStyle("neutral", "lock"),
    MeetingState.CANCELLED: ChipStyle("neutral", "x"),
}

ITEM_ICONS = {
    ItemState.NOTED: ("circle", "text_muted"),
    ItemState.ACCEPTED: ("circle", "text_muted"),
    ItemState.IN_PROGRESS: ("chevron-right", "accent"),
    ItemState.DONE: ("tick-circle", "ok"),
    ItemState.POSTPONED: ("pause", "attention"),
    ItemState.DROPPED: ("x-circle", "text_muted"),
}

_ABSENT_ICONS = {
    AttendanceStatus.EXPECTED: ("circle", "text_muted"),
    AttendanceStatus.EXCUSED: ("x", "text_muted"),
    AttendanceStatus.UNEXCUSED: ("x", "attention"),
    AttendanceStatus.REPRESENTED: ("person", "text_muted"),
}


def step_of(meeting: Meeting, *, has_items: bool) -> int:
    """The step a meeting is in by its state: what has to be done next; without an agenda that is preparing it."""
    return {
        MeetingState.DRAFT: PREPARE,
        MeetingState.PLANNED: INVITE if has_items else PREPARE,
        MeetingState.INVITED: HOLD,
        MeetingState.RUNNING: HOLD,
        MeetingState.HELD: FOLLOW_UP,
        MeetingState.CLOSED: FOLLOW_UP,
        MeetingState.CANCELLED: PREPARE,
    }[meeting.state]


def attendance_icon(status: AttendanceStatus, *, present: bool, was_there: bool) -> tuple[str, str]:
    """Icon and role for a line of the attendance list."""
    if present:
        return "tick", "accent"
    if was_there:
        return "leave", "text_muted"
    return _ABSENT_ICONS.get(status, ("circle", "text_muted"))


def when(meeting: Meeting, beside: str = "") -> str:
    """„Do, 26.11.2026, 17:00–19:00 Uhr“ or „noch ohne Termin“; without the day if the words `beside` name it."""
    if meeting.starts_at is None:
        return "noch ohne Termin"
    start = local(meeting.starts_at)
    end = local(meeting.ends_at).time() if meeting.ends_at else None
    hours = format_time_span(start.time(), end)
    return hours if format_date(start.date()) in beside else f"{format_weekday_date(start.date())}, {hours}"
