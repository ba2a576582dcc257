"""Meetings: making and preparing them, their states; the parts of a meeting's life have services of their own.

`Meetings.agenda`, `.invitations`, `.attendance` and `.live` hold the use cases of the agenda, the invitation,
the attendance list and the running meeting.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coordinator_app.common.clock import local, today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.bodies import Body, genitive
from coordinator_app.domain.carry_over import NewLine, Plan, Preparation, plan
from coordinator_app.domain.meetings import (
    BacklogItem,
    BacklogState,
    Meeting,
    MeetingState,
    MeetingType,
    check_editable,
    check_transition,
    meeting_title,
)
from coordinator_app.domain.minutes import Minutes, MinutesState
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.services.bodies import ensure_term
from coordinator_app.services.meeting_reads import last_meeting, meeting_day
from coordinator_app.services.minutes_approval import reopen_minutes
from coordinator_app.services.preparation import carry_over, insert_lines, situation
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import WriteUnit

if TYPE_CHECKING:
    from coordinator_app.services.agenda import Agenda
    from coordinator_app.services.agenda_templates import AgendaTemplates
    from coordinator_app.services.attendance import AttendanceList
    from coordinator_app.services.invitations import Invitations
    from coordinator_app.services.live_meetings import LiveMeetings
    from coordinator_app.services.meeting_breaks import MeetingBreaks
    from coordinator_app.services.meeting_series import SeriesOfMeetings


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
    def templates(self) -> "AgendaTemplates":
        """Templates of agendas."""
        from coordinator_app.services.agenda_templates import AgendaTemplates

        return AgendaTemplates(self._store)

    @cached_property
    def series(self) -> "SeriesOfMeetings":
        """Meeting series and the meetings made from them."""
        from coordinator_app.services.meeting_series import SeriesOfMeetings

        return SeriesOfMeetings(self._store, self)

    # --- making

    def create(self, *, body_id: int, starts_at: datetime | None = None, title: str = "", **values: Any) -> int:
        """A meeting; with a date it is planned (its term is made if need be), without one a draft."""
        with self._store.write("Sitzung angelegt") as unit:
            return _create(unit, body_id, starts_at, title, values)

    def prepare_next(self, *, body_id: int, starts_at: datetime, **values: Any) -> int:
        """The next meeting of a body from its last one: place, length, chair, minute taker and carried-over TOPs."""
        with self._store.write("Nächste Sitzung vorbereitet") as unit:
            last = last_meeting(unit, body_id, starts_at)
            inherited: dict[str, Any] = {}
            if last is not None:
                inherited = {
                    "place": last.place,
                    "online_link": last.online_link,
                    "chair_id": last.chair_id,
                    "minute_taker_id": last.minute_taker_id,
                    "previous_id": last.id,
                    "hint": last.hint if last.hint_pinned else "",
                    "hint_pinned": last.hint_pinned,
                }
                if last.starts_at and last.ends_at:
                    inherited["ends_at"] = starts_at + (last.ends_at - last.starts_at)
            meeting_id = _create(unit, body_id, starts_at, "", inherited | values)
            carry_over(unit, meeting_id)
            return meeting_id

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

    def take_offer(self, meeting_id: int, key: str) -> int:
        """Put an offered idea („backlog:5“) on the agenda; returns the id of the new item."""
        with self._store.write("Thema auf die Tagesordnung gesetzt") as unit:
            meeting = unit.get(Meeting, meeting_id)
            offers = {idea.key: idea for idea in plan(situation(unit, meeting)).offers}
            if key not in offers:
                raise UserError("Das Thema steht schon auf der Tagesordnung.", help_topic="sitzungen")
            idea = offers[key]
            unit.change(BacklogItem, int(key.partition(":")[2]), None, state=BacklogState.SCHEDULED)
            line = NewLine(
                key=key,
                title=idea.title,
                reason="Aus dem Themenspeicher.",
                item_type=ItemType.CONSULTATION,
                minutes=idea.minutes,
                facts=idea.text,
            )
            return insert_lines(unit, meeting, [line])[0]

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
                values |= _dated(unit, meeting, begin, renamed="title" in values)
            unit.change(Meeting, id, version, **values)

    def cancel(self, id: int, reason: str) -> None:
        """Call a meeting off; its invitations stay on record."""
        if not reason.strip():
            raise UserError("Bitte geben Sie an, warum die Sitzung abgesagt wird.", help_topic="sitzungen")
        with self._store.write("Sitzung abgesagt") as unit:
            check_transition(unit.get(Meeting, id).state, MeetingState.CANCELLED)
            unit.change(Meeting, id, None, state=MeetingState.CANCELLED, cancel_reason=reason.strip())

    def reinstate(self, id: int) -> None:
        """Take back a cancellation."""
        with self._store.write("Absage zurückgenommen") as unit:
            meeting = unit.get(Meeting, id)
            check_transition(meeting.state, MeetingState.DRAFT)
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

    # --- store of topics

    def add_idea(self, *, body_id: int, title: str, **values: Any) -> int:
        """Something for a later agenda (fields of `BacklogItem`)."""
        with self._store.write("Thema vorgemerkt") as unit:
            values.setdefault("proposed_on", today(unit.clock))
            return unit.add(BacklogItem(body_id=body_id, title=title, **values))

    def ideas(self, body_id: int) -> list[BacklogItem]:
        """Open entries of the store of topics, those with a wish date first."""
        with self._store.read() as unit:
            found = unit.find(BacklogItem, body_id=body_id, state=BacklogState.OPEN)
        return sorted(found, key=lambda item: (item.wanted_on or date.max, item.title))

    def idea(self, id: int) -> BacklogItem:
        """One entry of the store of topics."""
        with self._store.read() as unit:
            return unit.get(BacklogItem, id)

    def update_idea(self, id: int, version: int | None, **values: Any) -> None:
        """Change an entry of the store of topics, or set it aside with `state`."""
        with self._store.write("Thema geändert") as unit:
            unit.change(BacklogItem, id, version, **values)


def _check_times(begin: datetime | None, end: datetime | None) -> None:
    if begin is not None and end is not None and end <= begin:
        raise UserError("Das Ende der Sitzung liegt vor ihrem Beginn. Bitte prüfen Sie die Uhrzeiten.")


def _create(unit: WriteUnit, body_id: int, starts_at: datetime | None, title: str, values: dict[str, Any]) -> int:
    body = unit.get(Body, body_id)
    _check_times(starts_at, values.get("ends_at"))
    day = local(starts_at).date() if starts_at else None
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
