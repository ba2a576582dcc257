"""What people were told about a meeting against what holds now; the version of its calendar entry."""

from coordinator_app.domain.announcements import Announcement, changes, from_state, next_sequence, to_state
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.services.agenda import agenda_view
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


def announcement_of(unit: ReadUnit, meeting: Meeting) -> Announcement:
    """The content of an invitation made now; an automatic title with the date in it is no content of its own."""
    lines = agenda_view(unit, meeting).lines
    return Announcement(
        title=meeting.title.partition(" am ")[0],
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place.strip(),
        online_link=meeting.online_link.strip(),
        agenda=tuple(f"{line.number}\t{line.item.title}" for line in lines if line.number),
        cancelled=meeting.state is MeetingState.CANCELLED,
    )


def sequence_of(unit: ReadUnit, meeting: Meeting) -> int:
    """The SEQUENCE of a calendar file made now."""
    return next_sequence(meeting.calendar_state, meeting.calendar_sequence, announcement_of(unit, meeting))


def publish(unit: WriteUnit, meeting_id: int) -> None:
    """Note what is told now as what people know; raises the SEQUENCE exactly when it differs from before."""
    meeting = unit.get(Meeting, meeting_id)
    now = announcement_of(unit, meeting)
    unit.change(
        Meeting,
        meeting_id,
        None,
        calendar_sequence=next_sequence(meeting.calendar_state, meeting.calendar_sequence, now),
        calendar_state=to_state(now),
    )


def untold_changes(unit: ReadUnit, meeting: Meeting) -> list[str]:
    """What is different since people were told, as sentences; nothing before the invitation has left."""
    told = from_state(meeting.calendar_state)
    if told is None or meeting.invited_on is None:
        return []
    return changes(told, announcement_of(unit, meeting))
