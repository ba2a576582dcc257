"""Inviting: recipients from the seats, the last day of dispatch, marking as sent, replies."""

from datetime import date
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.meetings import (
    AgendaItem,
    Attendance,
    AttendanceStatus,
    Invitation,
    Meeting,
    MeetingState,
    Reply,
    check_invitable,
    check_transition,
)
from coordinator_app.domain.notice import NoticeCheck, NoticePeriod, check_notice
from coordinator_app.services.bodies import SeatView, by_name, rules_of, seat_views
from coordinator_app.services.meeting_reads import editable_meeting, meeting_day
from coordinator_app.services.public_holidays import holidays_for
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit


class Invitations:
    """Use cases around inviting; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def recipients(self, meeting_id: int) -> list[SeatView]:
        """Everybody holding a seat on the day of the meeting; deputies are not invited, their principals are."""
        with self._store.read() as unit:
            return _recipients(unit, unit.get(Meeting, meeting_id))

    def of_meeting(self, meeting_id: int) -> list[Invitation]:
        """The invitations sent, in the order of roles."""
        with self._store.read() as unit:
            return unit.find(Invitation, meeting_id=meeting_id, order="id")

    def check(self, meeting_id: int) -> NoticeCheck:
        """The Ladungsfrist of the body's rules against today, or against the day the invitation was sent."""
        with self._store.read() as unit:
            return notice_check(unit, unit.get(Meeting, meeting_id))

    def invite(self, meeting_id: int, *, sent_on: date | None = None, way: str = "E-Mail") -> NoticeCheck:
        """Mark as invited: recipients are frozen with role and voting right. A late day is told, not refused."""
        with self._store.write("Einladung versendet") as unit:
            meeting = unit.get(Meeting, meeting_id)
            if meeting.state is not MeetingState.INVITED:
                check_transition(meeting.state, MeetingState.INVITED)
            recipients = _recipients(unit, meeting)
            items = unit.find(AgendaItem, meeting_id=meeting_id)
            check_invitable(meeting, len(items), len(recipients))
            day = sent_on or today(unit.clock)
            known = {row.membership_id for row in unit.find(Invitation, meeting_id=meeting_id)}
            for view in recipients:
                if view.id not in known:
                    unit.add(_invitation(meeting_id, view, day))
            unit.change(Meeting, meeting_id, None, state=MeetingState.INVITED, invited_on=day, invited_by=way.strip())
            return notice_check(unit, unit.get(Meeting, meeting_id))

    def withdraw(self, meeting_id: int) -> None:
        """Back to planning, for an invitation marked as sent by mistake; the frozen recipients are dropped."""
        with self._store.write("Einladung zurückgenommen") as unit:
            check_transition(unit.get(Meeting, meeting_id).state, MeetingState.PLANNED)
            for row in unit.find(Invitation, meeting_id=meeting_id):
                unit.remove(Invitation, row.id)
            unit.change(Meeting, meeting_id, None, state=MeetingState.PLANNED, invited_on=None, invited_by="")

    def reply(self, id: int, reply: Reply, *, deputy_id: int | None = None, on: date | None = None) -> None:
        """Note an answer; it also reaches an attendance list that exists already."""
        with self._store.write("Antwort eingetragen") as unit:
            invitation = unit.get(Invitation, id)
            editable_meeting(unit, invitation.meeting_id)
            if reply is not Reply.DEPUTY:
                deputy_id = None
            values: dict[str, Any] = {"reply": reply, "deputy_id": deputy_id}
            values["replied_on"] = None if reply is Reply.OPEN else on or today(unit.clock)
            unit.change(Invitation, id, None, **values)
            expected = (AttendanceStatus.EXPECTED, AttendanceStatus.EXCUSED)
            for row in unit.find(Attendance, meeting_id=invitation.meeting_id, membership_id=invitation.membership_id):
                if row.status in expected:
                    status = AttendanceStatus.EXCUSED if reply is Reply.NO else AttendanceStatus.EXPECTED
                    unit.change(Attendance, row.id, None, status=status)

    def remind(self, meeting_id: int, on: date | None = None) -> int:
        """Mark everybody who has not answered as reminded; returns how many."""
        with self._store.write("Erinnerung vermerkt") as unit:
            waiting = unit.find(Invitation, meeting_id=meeting_id, reply=Reply.OPEN)
            if not waiting:
                raise UserError("Alle Eingeladenen haben geantwortet.", help_topic="sitzungen")
            for row in waiting:
                unit.change(Invitation, row.id, None, reminded_on=on or today(unit.clock))
            return len(waiting)


def notice_check(unit: ReadUnit, meeting: Meeting) -> NoticeCheck:
    """The Ladungsfrist against today or the day of dispatch."""
    day = meeting_day(meeting)
    if day is None:
        return NoticeCheck(None, None, in_time=False, sentence="Die Sitzung hat noch kein Datum.")
    rules = rules_of(unit, meeting.body_id, day)
    notice = NoticePeriod(rules.notice_days, rules.notice_count)
    return check_notice(day, notice, meeting.invited_on, today(unit.clock), holidays_for(notice, day))


def _recipients(unit: ReadUnit, meeting: Meeting) -> list[SeatView]:
    day = meeting_day(meeting) or today(unit.clock)
    views = [view for view in seat_views(unit, meeting.body_id, day) if view.seat.deputy_for_id is None]
    return sorted(views, key=by_name)


def _invitation(meeting_id: int, view: SeatView, day: date) -> Invitation:
    return Invitation(
        meeting_id=meeting_id,
        membership_id=view.id,
        person_id=view.seat.person_id,
        organisation_id=view.seat.organisation_id,
        name=view.name,
        role=view.seat.role,
        has_vote=view.seat.has_vote,
        sent_on=day,
    )
