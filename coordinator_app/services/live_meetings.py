"""Holding a meeting: start, calling items one after the other, quorum, the end.

Every text typed goes through `Agenda.write` and `Resolutions.write`; here are the steps between.
"""

from datetime import datetime

from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemState, ItemType, next_line
from coordinator_app.domain.attendance import Quorum, close, closing_minute, reopen
from coordinator_app.domain.bodies import Body, Term, genitive
from coordinator_app.domain.meetings import (
    AgendaItem,
    Attendance,
    AttendanceStatus,
    Meeting,
    MeetingState,
    NoticeAnswer,
    Topic,
    TopicState,
    check_finish,
    check_transition,
    meeting_title,
)
from coordinator_app.domain.minutes import Minutes
from coordinator_app.domain.resolutions import DECIDED, OPEN, Resolution, ResolutionState
from coordinator_app.domain.tasks import Task, TaskState
from coordinator_app.services.agenda import Agenda, agenda_view, as_line
from coordinator_app.services.attendance import open_list, presence_view, spans_of, write_spans
from coordinator_app.services.bodies import ensure_term
from coordinator_app.services.invitations import notice_check
from coordinator_app.services.meeting_breaks import end_breaks
from coordinator_app.services.meeting_reads import editable_meeting, meeting_day
from coordinator_app.services.minutes_approval import take_back_approval, treat_approval
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

URGENT = "urgent"  # origin of an item put on the agenda during the meeting
_NEVER_THERE = (AttendanceStatus.EXPECTED, AttendanceStatus.PRESENT, AttendanceStatus.ONLINE)
_SETTLED = (ItemState.DONE, ItemState.POSTPONED, ItemState.DROPPED)


class LiveMeetings:
    """Use cases of the running meeting; every method is one undo step. Times default to now, to the minute."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def start(self, meeting_id: int, *, at: datetime | None = None, notice: NoticeAnswer | None = None) -> int:
        """Open the meeting and draw its number (returned); everybody marked present before is there from now on.

        After a missed Ladungsfrist the question „ordnungsgemäß geladen?“ must be answered by `notice`.
        """
        with self._store.write("Sitzung eröffnet") as unit:
            meeting = unit.get(Meeting, meeting_id)
            check_transition(meeting.state, MeetingState.RUNNING)
            answer = _answer(unit, meeting, notice)
            moment = at or _now(unit)
            body = unit.get(Body, meeting.body_id)
            number = meeting.number or _draw_number(unit, meeting, moment)
            day = meeting_day(meeting)
            automatic = meeting.title == meeting_title(None, genitive(body), meeting.meeting_type, day)
            title = meeting_title(number, genitive(body), meeting.meeting_type, day) if automatic else meeting.title
            unit.change(
                Meeting,
                meeting_id,
                None,
                state=MeetingState.RUNNING,
                number=number,
                title=title,
                actual_start=moment,
                notice_answer=answer,
            )
            open_list(unit, meeting)
            return number

    def note_quorum(self, meeting_id: int, at: datetime | None = None) -> Quorum:
        """Record whether the body can decide; computed from the attendance list, returned with its sentence."""
        with self._store.write("Beschlussfähigkeit festgestellt") as unit:
            meeting = editable_meeting(unit, meeting_id)
            moment = at or meeting.actual_end or _now(unit)
            found = presence_view(unit, meeting, moment).quorum
            unit.change(Meeting, meeting_id, None, quorum_at=moment, quorum_met=found.met)
            return found

    def call(self, item_id: int, at: datetime | None = None) -> None:
        """Call an item: the one treated so far ends, this one begins (or goes on where it was)."""
        with self._store.write("TOP aufgerufen") as unit:
            item = unit.get(AgendaItem, item_id)
            meeting = editable_meeting(unit, item.meeting_id)
            if meeting.state is not MeetingState.RUNNING:
                raise UserError(
                    "Die Sitzung läuft nicht. Bitte eröffnen Sie sie zuerst.", help_topic="sitzung-durchfuehren"
                )
            if item.is_heading or item.skipped:
                raise UserError("Zwischentitel und ausgelassene Punkte werden nicht aufgerufen.")
            moment = at or _now(unit)
            for other in unit.find(AgendaItem, meeting_id=meeting.id, state=ItemState.IN_PROGRESS):
                if other.id != item_id:
                    _finish_item(unit, meeting, other, moment)
            take_back_approval(unit, item)
            unit.change(
                AgendaItem,
                item_id,
                None,
                state=ItemState.IN_PROGRESS,
                started_at=item.started_at or moment,
                ended_at=None,
                moved_to_id=None,
            )

    def call_next(self, meeting_id: int, at: datetime | None = None) -> int | None:
        """F8: end the current item and call the next open one; returns its id, None when all are treated."""
        with self._store.write("Nächster TOP") as unit:
            meeting = editable_meeting(unit, meeting_id)
            items = unit.find(AgendaItem, meeting_id=meeting_id)
            current = next((item for item in items if item.state is ItemState.IN_PROGRESS), None)
            following = next_line([as_line(item) for item in items], current.id if current else None)
            if following is not None:
                self.call(following, at)
            elif current is not None:
                _finish_item(unit, meeting, current, at or _now(unit))
            return following

    def finish_item(self, item_id: int, at: datetime | None = None) -> None:
        """An item is treated; one for a decision needs a result."""
        with self._store.write("TOP behandelt") as unit:
            item = unit.get(AgendaItem, item_id)
            meeting = editable_meeting(unit, item.meeting_id)
            _finish_item(unit, meeting, item, at or meeting.actual_end or _now(unit))

    def postpone(self, item_id: int, to_meeting_id: int | None = None) -> None:
        """Put an item off to the next meeting (or a given one); its undecided resolutions are put off with it."""
        self._settle(item_id, ItemState.POSTPONED, to_meeting_id)

    def drop(self, item_id: int) -> None:
        """Take an item off the agenda of the running meeting."""
        self._settle(item_id, ItemState.DROPPED, None)

    def reopen_item(self, item_id: int) -> None:
        """Treat an item again as long as the meeting is not closed."""
        with self._store.write("TOP wieder geöffnet") as unit:
            item = unit.get(AgendaItem, item_id)
            editable_meeting(unit, item.meeting_id)
            take_back_approval(unit, item)
            unit.change(AgendaItem, item_id, None, state=ItemState.ACCEPTED, ended_at=None, moved_to_id=None)
            for resolution in unit.find(Resolution, agenda_item_id=item_id, state=ResolutionState.POSTPONED):
                unit.change(Resolution, resolution.id, None, state=ResolutionState.TO_VOTE)

    def insert_urgent(
        self,
        meeting_id: int,
        *,
        title: str,
        grounds: str = "",
        after_id: int | None = None,
        item_type: ItemType = ItemType.CONSULTATION,
    ) -> int:
        """„Dringlichkeit“: put an item on the agenda of the running meeting, behind `after_id` or at the end.

        It carries its grounds, for the minutes; items behind it are counted anew by themselves.
        """
        with self._store.write("Dringlicher TOP aufgenommen") as unit:
            meeting = editable_meeting(unit, meeting_id)
            if meeting.state is not MeetingState.RUNNING:
                raise UserError(
                    "Dringliche Punkte kommen während der Sitzung dazu. Vorher gehören sie unter „Vorbereiten“.",
                    help_topic="sitzung-durchfuehren",
                )
            if not title.strip():
                raise UserError("Bitte geben Sie dem Tagesordnungspunkt einen Titel.")
            reason = f"Dringlich, in der Sitzung aufgenommen: {grounds.strip()}".rstrip(": ")
            return Agenda(self._store).add(
                meeting_id,
                title=title,
                after_id=after_id,
                item_type=item_type,
                origin_key=URGENT,
                reason=reason[:400],
            )

    def finish(self, meeting_id: int, at: datetime | None = None) -> None:
        """End the meeting: every item must be settled (the current one is ended); times of presence are closed."""
        with self._store.write("Sitzung beendet") as unit:
            meeting = unit.get(Meeting, meeting_id)
            check_transition(meeting.state, MeetingState.HELD)
            moment = at or _closing_minute(unit, meeting)
            for item in unit.find(AgendaItem, meeting_id=meeting_id, state=ItemState.IN_PROGRESS):
                _finish_item(unit, meeting, item, moment)
            lines = [line for line in agenda_view(unit, meeting).lines if line.number]
            check_finish([(f"{line.label} {line.item.title}", line.item.state) for line in lines])
            _close_attendance(unit, meeting, moment)
            end_breaks(unit, meeting_id, moment)
            for task in unit.find(Task, body_id=meeting.body_id, state=TaskState.DONE, reported_in_id=None):
                unit.change(Task, task.id, None, reported_in_id=meeting_id)
            unit.change(Meeting, meeting_id, None, state=MeetingState.HELD, actual_end=moment)
            if not unit.find(Minutes, deleted=None, meeting_id=meeting_id):
                unit.add(Minutes(meeting_id=meeting_id, title=f"Niederschrift {meeting.title}"))

    def resume(self, meeting_id: int) -> None:
        """Go on with a meeting ended by mistake."""
        with self._store.write("Sitzung fortgesetzt") as unit:
            meeting = unit.get(Meeting, meeting_id)
            if meeting.state is not MeetingState.HELD:
                raise UserError("Nur eine beendete, noch nicht abgeschlossene Sitzung kann fortgesetzt werden.")
            if any(minutes.current_version for minutes in unit.find(Minutes, meeting_id=meeting_id)):
                raise UserError("Die Niederschrift ist schon fertig. Bitte berichtigen Sie dort, was fehlt.")
            if meeting.actual_end is not None:
                _reopen_attendance(unit, meeting, meeting.actual_end)
            unit.change(Meeting, meeting_id, None, state=MeetingState.RUNNING, actual_end=None)

    def _settle(self, item_id: int, state: ItemState, to_meeting_id: int | None) -> None:
        with self._store.write(f"TOP {state.label}") as unit:
            item = unit.get(AgendaItem, item_id)
            meeting = editable_meeting(unit, item.meeting_id)
            resolutions = unit.find(Resolution, agenda_item_id=item_id)
            if any(resolution.state in DECIDED for resolution in resolutions):
                raise UserError(
                    f"Zu diesem Punkt wurde schon beschlossen; er kann nicht mehr {state.label} werden.",
                    help_topic="sitzung-durchfuehren",
                )
            for resolution in resolutions:
                if resolution.state in OPEN:
                    unit.change(Resolution, resolution.id, None, state=ResolutionState.POSTPONED)
            ended = _now(unit) if item.started_at and meeting.state is MeetingState.RUNNING else None
            unit.change(AgendaItem, item_id, None, state=state, ended_at=ended, moved_to_id=to_meeting_id)


def _now(unit: ReadUnit) -> datetime:
    return unit.clock.now().replace(second=0, microsecond=0)


def _answer(unit: ReadUnit, meeting: Meeting, notice: NoticeAnswer | None) -> NoticeAnswer:
    check = notice_check(unit, meeting)
    if notice is not None and notice is not NoticeAnswer.OPEN:
        return notice
    if check.in_time:
        return NoticeAnswer.YES
    raise UserError(
        f"Die Ladungsfrist wurde nicht eingehalten. {check.sentence} Bitte stellen Sie fest, "
        "ob trotzdem ordnungsgemäß geladen ist (zum Beispiel, weil niemand widerspricht).",
        help_topic="sitzung-durchfuehren",
    )


def _draw_number(unit: WriteUnit, meeting: Meeting, moment: datetime) -> int:
    """The next meeting number of the term; a meeting keeps it for good."""
    day = meeting_day(meeting) or moment.date()
    term = unit.get(Term, meeting.term_id) if meeting.term_id else ensure_term(unit, meeting.body_id, day)
    unit.change(Term, term.id, None, next_meeting_number=term.next_meeting_number + 1)
    unit.change(Meeting, meeting.id, None, term_id=term.id)
    return term.next_meeting_number


def _finish_item(unit: WriteUnit, meeting: Meeting, item: AgendaItem, moment: datetime) -> None:
    """„behandelt“: decisions have results; the topic is ticked off unless it recurs; minutes get approved."""
    if item.state in _SETTLED:
        return
    resolutions = unit.find(Resolution, agenda_item_id=item.id)
    undecided = [resolution for resolution in resolutions if resolution.state in OPEN]
    needs = item.item_type in (ItemType.RESOLUTION, ItemType.ELECTION)
    if undecided or (needs and not resolutions):
        label = next((line.label for line in agenda_view(unit, meeting).lines if line.id == item.id), item.title)
        what = (
            f"Der Beschluss „{undecided[0].title}“ hat noch kein Ergebnis." if undecided else "Es fehlt der Beschluss."
        )
        raise UserError(
            f"{label}: {what} Bitte stimmen Sie ab, oder vertagen Sie den Punkt oder setzen Sie ihn ab.",
            help_topic="sitzung-durchfuehren",
        )
    unit.change(AgendaItem, item.id, None, state=ItemState.DONE, ended_at=moment)
    if item.topic_id is not None and not item.recurring:
        unit.change(Topic, item.topic_id, None, state=TopicState.DONE)
    treat_approval(unit, meeting, unit.get(AgendaItem, item.id))


def _closing_minute(unit: ReadUnit, meeting: Meeting) -> datetime:
    """Now; a minute later when somebody came within this very minute."""
    rows = unit.find(Attendance, meeting_id=meeting.id)
    spans = [span for own in spans_of(unit, [row.id for row in rows]).values() for span in own]
    return closing_minute(spans, _now(unit))


def _reopen_attendance(unit: WriteUnit, meeting: Meeting, end: datetime) -> None:
    """Who was there when the meeting was ended is there again."""
    rows = unit.find(Attendance, meeting_id=meeting.id)
    for id, spans in spans_of(unit, [row.id for row in rows]).items():
        if (opened := reopen(spans, end)) != spans:
            write_spans(unit, id, opened)


def _close_attendance(unit: WriteUnit, meeting: Meeting, moment: datetime) -> None:
    """Close open times; people who were never there are absent without excuse."""
    rows = unit.find(Attendance, meeting_id=meeting.id)
    spans = spans_of(unit, [row.id for row in rows])
    for row in rows:
        own = spans.get(row.id, ())
        closed = close(own, moment)
        if closed != own:
            write_spans(unit, row.id, closed)
        if not closed and row.status in _NEVER_THERE:
            unit.change(Attendance, row.id, None, status=AttendanceStatus.UNEXCUSED)
    there = {row.represents_id for row in rows if spans.get(row.id)}
    for row in rows:
        if row.status is AttendanceStatus.REPRESENTED and row.id not in there and not spans.get(row.id):
            unit.change(Attendance, row.id, None, status=AttendanceStatus.EXCUSED)  # the deputy did not come
