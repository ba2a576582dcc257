"""Meetings: making and preparing them, their states; the parts of a meeting's life have services of their own.

`Meetings.agenda`, `.invitations`, `.attendance` and `.live` hold the use cases of the agenda, the invitation,
the attendance list and the running meeting.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coordinator_app.common.clock import local, today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.bodies import Body, genitive
from coordinator_app.domain.carry_over import Plan, Preparation, plan
from coordinator_app.domain.deadlines import check_meeting_day
from coordinator_app.domain.meetings import (
    AgendaItem,
    Meeting,
    MeetingState,
    MeetingType,
    check_editable,
    check_transition,
    meeting_title,
)
from coordinator_app.domain.minutes import Minutes, MinutesState
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.seats import check_meets
from coordinator_app.services.backlog import keep_topics, release_topics
from coordinator_app.services.bodies import ensure_term
from coordinator_app.services.meeting_reads import last_meeting, meeting_day
from coordinator_app.services.minutes_approval import reopen_minutes
from coordinator_app.services.preparation import carry_over, situation
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import WriteUnit

if TYPE_CHECKING:
    from coordinator_app.services.agenda import Agenda
    from coordinator_app.services.agenda_moves import AgendaMoves
    from coordinator_app.services.agenda_templates import AgendaTemplates
    from coordinator_app.services.attendance import AttendanceList
    from coordinator_app.services.backlog import Backlog
    from coordinator_app.services.invitations import Invitations
    from coordinator_app.services.live_meetings import LiveMeetings
    from coordinator_app.services.meeting_breaks import MeetingBreaks
    from coordinator_app.services.meeting_series import SeriesOfMeetings
    from coordinator_app.services.presentation import Presentations


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting with the names a page shows."""

    meeting: Meeting
    body: str
    chair: str
    minute_taker: str


class Meetings:
    """Use cases around one meeting as a whole; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def agenda(self) -> "Agenda":
        """Agenda items."""
        from coordinator_app.services.agenda import Agenda

        return Agenda(self._store)

    @cached_property
    def invitations(self) -> "Invitations":
        """Recipients, Ladungsfrist, sending, replies."""
        from coordinator_app.services.invitations import Invitations

        return Invitations(self._store)

    @cached_property
    def attendance(self) -> "AttendanceList":
        """Who is there, since when, and who may vote."""
        from coordinator_app.services.attendance import AttendanceList

        return AttendanceList(self._store)

    @cached_property
    def live(self) -> "LiveMeetings":
        """Holding a meeting."""
        from coordinator_app.services.live_meetings import LiveMeetings

        return LiveMeetings(self._store)

    @cached_property
    def breaks(self) -> "MeetingBreaks":
        """Interruptions of the running meeting."""
        from coordinator_app.services.meeting_breaks import MeetingBreaks

        return MeetingBreaks(self._store)

    @cached_property
    def moves(self) -> "AgendaMoves":
        """Items between agendas."""
        from coordinator_app.services.agenda_moves import AgendaMoves

        return AgendaMoves(self._store)

    @cached_property
    def backlog(self) -> "Backlog":
        """The Themenspeicher."""
        from coordinator_app.services.backlog import Backlog

        return Backlog(self._store)

    @cached_property
    def templates(self) -> "AgendaTemplates":
        """Templates of agendas."""
        from coordinator_app.services.agenda_templates import AgendaTemplates

        return AgendaTemplates(self._store)

    @cached_property
    def series(self) -> "SeriesOfMeetings":
        """Meeting series and the meetings made from them."""
        from coordinator_app.services.meeting_series import SeriesOfMeetings

        return SeriesOfMeetings(self._store, self)

    @cached_property
    def presentations(self) -> "Presentations":
        """What the projector shows."""
        from coordinator_app.services.presentation import Presentations

        return Presentations(self._store)

    # --- making

    def create(self, *, body_id: int, starts_at: datetime | None = None, title: str = "", **values: Any) -> int:
        """A meeting; with a date it is planned (its term is made if need be), without one a draft."""
        with self._store.write("Sitzung angelegt") as unit:
            return _create(unit, body_id, starts_at, title, values)

    def prepare_next(self, *, body_id: int, starts_at: datetime, template_id: int | None = None, **values: Any) -> int:
        """The next meeting of a body from its last one: place, length, chair, minute taker and carried-over TOPs.

        A template given stands in for the recurring items of the last meeting.
        """
        with self._store.write("Nächste Sitzung vorbereitet") as unit:
            last = last_meeting(unit, body_id, starts_at)
            inherited = _inherited(last, starts_at) if last else {}
            meeting_id = _create(unit, body_id, starts_at, "", inherited | values)
            carry_over(unit, meeting_id, template_id)
            return meeting_id

    def waiting_for_preparation(self, body_id: int) -> Meeting | None:
        """The next meeting to come that has a date but no agenda yet, as a series makes them."""
        with self._store.read() as unit:
            now = unit.clock.now()
            for meeting in unit.find(Meeting, body_id=body_id, state=MeetingState.PLANNED, order="starts_at"):
                if meeting.starts_at and meeting.starts_at >= now and not unit.count(AgendaItem, meeting_id=meeting.id):
                    return meeting
        return None

    def prepare(self, meeting_id: int, *, template_id: int | None = None, **values: Any) -> Preparation:
        """Prepare a meeting already planned as `prepare_next` does; what it has of its own stays."""
        with self._store.write("Nächste Sitzung vorbereitet") as unit:
            meeting = unit.get(Meeting, meeting_id)
            check_editable(meeting.state)
            last = last_meeting(unit, meeting.body_id, meeting.starts_at)
            inherited = _inherited(last, meeting.starts_at) if last else {}
            missing = {name: value for name, value in inherited.items() if not getattr(meeting, name)}
            if missing | values:
                self.update(meeting_id, None, **missing | values)
            return carry_over(unit, meeting_id, template_id)

    def carry_over(self, meeting_id: int) -> Preparation:
        """Add what the last meeting hands on; doing it twice changes nothing. The new lines say why they are there."""
        with self._store.write("Tagesordnung übernommen") as unit:
            meeting = unit.get(Meeting, meeting_id)
            check_editable(meeting.state)
            return carry_over(unit, meeting_id)

    def preview_carry_over(self, meeting_id: int) -> Plan:
        """What `carry_over` would add, and the ideas it offers."""
        with self._store.read() as unit:
            return plan(situation(unit, unit.get(Meeting, meeting_id)))

    # --- changing

    def get(self, id: int) -> Meeting:
        """One meeting."""
        with self._store.read() as unit:
            return unit.get(Meeting, id)

    def view(self, id: int) -> MeetingView:
        """One meeting with the names of its body, chair and minute taker."""
        with self._store.read() as unit:
            meeting = unit.get(Meeting, id)
            people = unit.titles("person", [meeting.chair_id, meeting.minute_taker_id])
            body = unit.title("body", meeting.body_id)
            chair, taker = people.get(meeting.chair_id or 0, ""), people.get(meeting.minute_taker_id or 0, "")
            return MeetingView(meeting, body, chair, taker)

    def of_body(self, body_id: int) -> list[Meeting]:
        """The meetings of a body, newest first, drafts without a date on top."""
        with self._store.read() as unit:
            dated = unit.find(Meeting, body_id=body_id, order="-starts_at")
        return sorted(dated, key=lambda meeting: meeting.starts_at is not None)

    def update(self, id: int, version: int | None, **values: Any) -> None:
        """Change fields of a meeting that is not closed; a new date re-names it and settles its term."""
        with self._store.write("Sitzung geändert") as unit:
            meeting = unit.get(Meeting, id)
            check_editable(meeting.state)
            if "state" in values or "number" in values:
                raise ValueError(values)
            begin, end = values.get("starts_at", meeting.starts_at), values.get("ends_at", meeting.ends_at)
            _check_times(begin, end)
            if "starts_at" in values and begin is not None and begin != meeting.starts_at:
                check_meeting_day(local(begin).date(), today(unit.clock))
                values |= _dated(unit, meeting, begin, renamed="title" in values)
            unit.change(Meeting, id, version, **values)

    def cancel(self, id: int, reason: str) -> None:
        """Call a meeting off; its invitations stay on record."""
        if not reason.strip():
            raise UserError("Bitte geben Sie an, warum die Sitzung abgesagt wird.", help_topic="sitzungen")
        with self._store.write("Sitzung abgesagt") as unit:
            meeting = unit.get(Meeting, id)
            check_transition(meeting.state, MeetingState.CANCELLED)
            keep_topics(unit, meeting)
            unit.change(Meeting, id, None, state=MeetingState.CANCELLED, cancel_reason=reason.strip())

    def reinstate(self, id: int) -> None:
        """Take back a cancellation."""
        with self._store.write("Absage zurückgenommen") as unit:
            meeting = unit.get(Meeting, id)
            check_transition(meeting.state, MeetingState.DRAFT)
            release_topics(unit, meeting)
            state = MeetingState.PLANNED if meeting.starts_at else MeetingState.DRAFT
            unit.change(Meeting, id, None, state=state, cancel_reason="")

    def close(self, id: int) -> None:
        """Close a held meeting; its minutes must be final."""
        with self._store.write("Sitzung abgeschlossen") as unit:
            check_transition(unit.get(Meeting, id).state, MeetingState.CLOSED)
            minutes = unit.find(Minutes, meeting_id=id)
            if not minutes or minutes[0].state not in (MinutesState.FINAL, MinutesState.APPROVED):
                raise UserError(
                    "Die Niederschrift ist noch nicht abgeschlossen. Bitte stellen Sie sie zuerst fertig.",
                    help_topic="niederschrift",
                )
            unit.change(Meeting, id, None, state=MeetingState.CLOSED)

    def reopen(self, id: int, reason: str) -> None:
        """Open a closed meeting again; a final version of the minutes is then corrected, never overwritten."""
        if not reason.strip():
            raise UserError("Zum Wiederöffnen ist eine Begründung nötig.", help_topic="sitzungen")
        with self._store.write("Sitzung wieder geöffnet") as unit:
            if unit.get(Meeting, id).state is not MeetingState.CLOSED:
                raise UserError("Nur abgeschlossene Sitzungen werden wieder geöffnet.", help_topic="sitzungen")
            reopen_minutes(unit, id, reason.strip())
            unit.change(Meeting, id, None, state=MeetingState.HELD, reopen_reason=reason.strip())

    def discard(self, id: int) -> None:
        """Move a meeting to the Papierkorb; one with numbered resolutions stays."""
        with self._store.write("Sitzung gelöscht") as unit:
            numbered = [entry for entry in unit.find(Resolution, meeting_id=id) if entry.number]
            if numbered:
                raise UserError(
                    f"In dieser Sitzung wurde der Beschluss {numbered[0].number} gefasst. Das Beschlussregister "
                    "bleibt ohne Lücken; die Sitzung kann deshalb nicht gelöscht werden.",
                    help_topic="sitzungen",
                )
            unit.discard(Meeting, id)


def _inherited(last: Meeting, starts_at: datetime | None) -> dict[str, Any]:
    """What a meeting takes from the one before it."""
    values: dict[str, Any] = {
        "place": last.place,
        "online_link": last.online_link,
        "chair_id": last.chair_id,
        "minute_taker_id": last.minute_taker_id,
        "previous_id": last.id,
        "hint": last.hint if last.hint_pinned else "",
        "hint_pinned": last.hint_pinned,
    }
    if starts_at and last.starts_at and last.ends_at:
        values["ends_at"] = starts_at + (last.ends_at - last.starts_at)
    return values


def _check_times(begin: datetime | None, end: datetime | None) -> None:
    if begin is not None and end is not None and end <= begin:
        raise UserError("Das Ende der Sitzung liegt vor ihrem Beginn. Bitte prüfen Sie die Uhrzeiten.")


def _create(unit: WriteUnit, body_id: int, starts_at: datetime | None, title: str, values: dict[str, Any]) -> int:
    body = unit.get(Body, body_id)
    _check_times(starts_at, values.get("ends_at"))
    day = local(starts_at).date() if starts_at else None
    if day is not None:
        check_meeting_day(day, today(unit.clock))
    check_meets(body, day)
    term = ensure_term(unit, body_id, day) if day else None
    meeting_type = values.get("meeting_type", MeetingType.ORDINARY)
    return unit.add(
        Meeting(
            body_id=body_id,
            starts_at=starts_at,
            term_id=term.id if term else None,
            title=title or meeting_title(None, genitive(body), meeting_type, day),
            state=MeetingState.PLANNED if starts_at else MeetingState.DRAFT,
            **values,
        )
    )


def _dated(unit: WriteUnit, meeting: Meeting, begin: datetime, *, renamed: bool) -> dict[str, Any]:
    """What follows from a new date: term, state, and the title as long as it is the automatic one."""
    body, day = unit.get(Body, meeting.body_id), local(begin).date()
    automatic = meeting_title(meeting.number, genitive(body), meeting.meeting_type, meeting_day(meeting))
    values: dict[str, Any] = {}
    if meeting.number is None:
        values["term_id"] = ensure_term(unit, meeting.body_id, day).id
    if meeting.state is MeetingState.DRAFT:
        values["state"] = MeetingState.PLANNED
    if not renamed and meeting.title == automatic:
        values["title"] = meeting_title(meeting.number, genitive(body), meeting.meeting_type, day)
    return values
