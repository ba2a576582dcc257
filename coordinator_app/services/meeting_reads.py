"""Reading helpers the services of meetings share."""

from datetime import date, datetime

from coordinator_app.common.clock import local
from coordinator_app.domain.meetings import BEFORE, Meeting, MeetingState, check_editable
from coordinator_app.storage.unit_of_work import ReadUnit

HELD_STATES = (MeetingState.HELD, MeetingState.CLOSED)


def meeting_day(meeting: Meeting) -> date | None:
    """The local day of a meeting: as it was held, else as it is planned."""
    moment = meeting.actual_start or meeting.starts_at
    return local(moment).date() if moment else None


def last_meeting(unit: ReadUnit, body_id: int, before: datetime | None) -> Meeting | None:
    """The latest held meeting of a body before a moment; without one the latest that is at least planned."""
    found = [
        meeting
        for meeting in unit.find(Meeting, body_id=body_id, order="-starts_at")
        if meeting.starts_at and (before is None or meeting.starts_at < before)
    ]
    held = [meeting for meeting in found if meeting.state in HELD_STATES]
    planned = [meeting for meeting in found if meeting.state is not MeetingState.CANCELLED]
    return next(iter(held or planned), None)


def next_meeting_day(unit: ReadUnit, body_id: int, after: date) -> date | None:
    """The day of the body's next planned meeting after a day."""
    days = [
        day
        for meeting in unit.find(Meeting, body_id=body_id, state=tuple(BEFORE))
        if (day := meeting_day(meeting)) is not None and day > after
    ]
    return min(days, default=None)


def editable_meeting(unit: ReadUnit, meeting_id: int) -> Meeting:
    """The meeting if its parts may be changed, else `UserError`."""
    meeting = unit.get(Meeting, meeting_id)
    check_editable(meeting.state)
    return meeting
