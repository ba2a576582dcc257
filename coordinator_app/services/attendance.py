"""The attendance list of a meeting: who is there, since when, who may vote, and whether there is a quorum."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from coordinator_app.common.clock import local
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import sort_key
from coordinator_app.domain.attendance import (
    Participant,
    Presence,
    Quorum,
    Span,
    arrive,
    check_spans,
    is_present,
    leave,
    presence_at,
    quorum,
    take_back,
    visible_spans,
)
from coordinator_app.domain.bodies import ROLE_ORDER, Membership, Role, seats_on, votes_of
from coordinator_app.domain.meetings import (
    Attendance,
    AttendanceSpan,
    AttendanceStatus,
    Invitation,
    Meeting,
    MeetingState,
    Recusal,
)
from coordinator_app.domain.sentences import surname_first
from coordinator_app.services.attendance_people import check_deputy, same_person
from coordinator_app.services.bodies import SeatView, rules_of, seat_views
from coordinator_app.services.meeting_reads import editable_meeting, meeting_day
from coordinator_app.services.replies import add_announced, status_of
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


@dataclass(frozen=True, slots=True)
class AttendanceView:
    """A line of the list: the record, its times of presence, whether the person is there now and may vote now."""

    attendance: Attendance
    spans: tuple[Span, ...]
    present: bool
    entitled: bool
    recused: bool
    represents: str

    @property
    def id(self) -> int:
        """Id of the attendance."""
        return self.attendance.id


@dataclass(frozen=True, slots=True)
class PresenceView:
    """The room at a moment: lines in order, votes present, votes of all members, quorum by the body's rules."""

    lines: tuple[AttendanceView, ...]
    votes: int
    members: int
    quorum: Quorum


class AttendanceList:
    """Use cases around who is there; every method is one undo step. Times default to now."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def view(self, meeting_id: int, *, at: datetime | None = None, item_id: int | None = None) -> PresenceView:
        """The room at a moment (default now, or the end once the meeting is over); with an item its recused are out."""
        with self._store.read() as unit:
            meeting = unit.get(Meeting, meeting_id)
            return presence_view(unit, meeting, at or _moment(unit, meeting), item_id)

    def open(self, meeting_id: int) -> list[int]:
        """Make the list from the invitations (else from the seats of that day); lines that exist are left alone."""
        with self._store.write("Anwesenheitsliste angelegt") as unit:
            return open_list(unit, editable_meeting(unit, meeting_id))

    def arrive(self, ids: Iterable[int], at: datetime | None = None, *, online: bool = False) -> None:
        """These people come (or were there from `at` on); entering it later or in any order gives the same presence."""
        with self._store.write("Anwesenheit geändert") as unit:
            for id in ids:
                attendance, moment = _moment_for(unit, id, at)
                for line in same_person(unit, attendance):
                    write_spans(unit, line.id, arrive(spans_of(unit, [line.id]).get(line.id, ()), moment))
                    status = AttendanceStatus.ONLINE if online else AttendanceStatus.PRESENT
                    if line.status is not AttendanceStatus.GUEST:
                        unit.change(Attendance, line.id, None, status=status, reason="")

    def leave(self, ids: Iterable[int], at: datetime | None = None) -> None:
        """These people go; they stay in the list with the times they were there."""
        with self._store.write("Anwesenheit geändert") as unit:
            for id in ids:
                attendance, moment = _moment_for(unit, id, at)
                for line in same_person(unit, attendance):
                    write_spans(unit, line.id, leave(spans_of(unit, [line.id]).get(line.id, ()), moment))

    def toggle(self, id: int, at: datetime | None = None) -> bool:
        """Strg+P: the person comes if absent, goes if present; returns whether they are there now.

        Who is let go within the minute of the arrival was entered by mistake: the arrival is taken back.
        """
        with self._store.write("Anwesenheit geändert") as unit:
            attendance, moment = _moment_for(unit, id, at)
            if not is_present(spans_of(unit, [id]).get(id, ()), moment):
                self.arrive([id], moment)
                return True
            lines = same_person(unit, attendance)
            for line in lines:
                before = spans_of(unit, [line.id]).get(line.id, ())
                after = take_back(before, moment)
                write_spans(unit, line.id, after if after != before else leave(before, moment))
                if not after and line.status in (AttendanceStatus.PRESENT, AttendanceStatus.ONLINE):
                    unit.change(Attendance, line.id, None, status=AttendanceStatus.EXPECTED)
            return False

    def set_spans(self, id: int, spans: Sequence[Span]) -> None:
        """Correct the times of presence by hand, also after the end; who has times was there, who has none was not."""
        with self._store.write("Anwesenheitszeiten geändert") as unit:
            attendance = _editable(unit, id)
            found = check_spans(spans, unit.get(Meeting, attendance.meeting_id).actual_end)
            write_spans(unit, id, found)
            present = attendance.status in (AttendanceStatus.PRESENT, AttendanceStatus.ONLINE)
            if attendance.status is AttendanceStatus.GUEST or present is bool(found):
                return
            status = AttendanceStatus.PRESENT if found else AttendanceStatus.UNEXCUSED
            unit.change(Attendance, id, None, status=status, reason="")

    def mark_absent(self, id: int, *, excused: bool = True, reason: str = "") -> None:
        """Somebody is not coming; times entered so far are removed."""
        with self._store.write("Abwesenheit eingetragen") as unit:
            _editable(unit, id)
            write_spans(unit, id, ())
            status = AttendanceStatus.EXCUSED if excused else AttendanceStatus.UNEXCUSED
            unit.change(Attendance, id, None, status=status, reason=reason.strip())

    def represent(
        self, principal_id: int, *, name: str = "", person_id: int | None = None, at: datetime | None = None
    ) -> int:
        """A deputy comes for an absent member and votes while that one is away; returns the deputy's line."""
        with self._store.write("Vertretung eingetragen") as unit:
            principal = _editable(unit, principal_id)
            meeting = unit.get(Meeting, principal.meeting_id)
            day = meeting_day(meeting) or local(unit.clock.now()).date()
            rules = rules_of(unit, meeting.body_id, day)
            if not rules.deputies_allowed:
                raise UserError("Das Regelwerk des Gremiums erlaubt keine Vertretung.", help_topic="gremien")
            words = name.strip() or unit.title("person", person_id)
            check_deputy(unit, principal, words, person_id, transfer=rules.transfer_allowed)
            deputy = unit.add(
                Attendance(
                    meeting_id=meeting.id,
                    person_id=person_id,
                    name=words,
                    function=f"Vertretung für {principal.name}",
                    organisation=principal.organisation,
                    status=AttendanceStatus.PRESENT,
                    represents_id=principal_id,
                )
            )
            unit.change(Attendance, principal_id, None, status=AttendanceStatus.REPRESENTED)
            write_spans(unit, deputy, arrive((), at or _moment(unit, meeting)))
            return deputy

    def add_guest(
        self,
        meeting_id: int,
        *,
        name: str = "",
        organisation: str = "",
        person_id: int | None = None,
        at: datetime | None = None,
    ) -> int:
        """A guest with the right to speak but no vote; `at` = there from then on (None = only expected)."""
        with self._store.write("Gast eingetragen") as unit:
            editable_meeting(unit, meeting_id)
            words = name.strip() or unit.title("person", person_id)
            guest = Attendance(
                meeting_id=meeting_id,
                person_id=person_id,
                name=words,
                organisation=organisation.strip(),
                role=Role.STANDING_GUEST,
                status=AttendanceStatus.GUEST,
            )
            id = unit.add(guest)
            if at is not None:
                write_spans(unit, id, arrive((), at))
            return id

    def vote_findings(self, meeting_id: int) -> list[tuple[int, str]]:
        """Resolutions (id, sentence) whose vote no longer fits the times of presence."""
        from coordinator_app.services.attendance_checks import vote_findings

        with self._store.read() as unit:
            return vote_findings(unit, meeting_id)

    def discard(self, id: int) -> None:
        """Take a line entered by mistake off the list."""
        with self._store.write("Teilnahme gelöscht") as unit:
            attendance = _editable(unit, id)
            if attendance.represents_id is not None:
                unit.change(Attendance, attendance.represents_id, None, status=AttendanceStatus.EXPECTED)
            unit.remove(Attendance, id)

    def recuse(self, item_id: int, attendance_id: int, *, reason: str = "", leaves_room: bool = True) -> None:
        """Somebody takes no part in one agenda item and is not counted in its votes."""
        with self._store.write("Befangenheit eingetragen") as unit:
            _editable(unit, attendance_id)
            if unit.find(Recusal, agenda_item_id=item_id, attendance_id=attendance_id):
                return
            unit.add(
                Recusal(agenda_item_id=item_id, attendance_id=attendance_id, reason=reason, leaves_room=leaves_room)
            )

    def unrecuse(self, item_id: int, attendance_id: int) -> None:
        """Take a recusal back."""
        with self._store.write("Befangenheit zurückgenommen") as unit:
            _editable(unit, attendance_id)
            for recusal in unit.find(Recusal, agenda_item_id=item_id, attendance_id=attendance_id):
                unit.remove(Recusal, recusal.id)


# --- shared with the other services of meetings --------------------------------------------------------------------


def spans_of(unit: ReadUnit, ids: Sequence[int]) -> dict[int, tuple[Span, ...]]:
    """The stored spans of attendances by attendance id."""
    found: dict[int, list[Span]] = {}
    for start in range(0, len(ids), 400):
        chunk = tuple(ids[start : start + 400])
        for row in unit.find(AttendanceSpan, attendance_id=chunk, order="starts_at"):
            if row.starts_at is not None:
                found.setdefault(row.attendance_id, []).append(Span(row.starts_at, row.ends_at))
    return {id: tuple(spans) for id, spans in found.items()}


def members_votes(unit: ReadUnit, meeting: Meeting) -> int:
    """The votes of all entitled members of the body on the day of the meeting."""
    day = meeting_day(meeting) or local(unit.clock.now()).date()
    return votes_of(seats_on(unit.find(Membership, body_id=meeting.body_id), day))


def presence(unit: ReadUnit, meeting_id: int, at: datetime, item_id: int | None = None) -> Presence:
    """Who is present and entitled at a moment; with an item its recused people are left out."""
    rows = unit.find(Attendance, meeting_id=meeting_id)
    spans = spans_of(unit, [row.id for row in rows])
    return presence_at([_participant(row, spans) for row in rows], at, _recused(unit, item_id))


def presence_view(unit: ReadUnit, meeting: Meeting, at: datetime, item_id: int | None = None) -> PresenceView:
    """The room at a moment, ready to show."""
    rows = unit.find(Attendance, meeting_id=meeting.id)
    spans = spans_of(unit, [row.id for row in rows])
    recused = _recused(unit, item_id)
    now = presence_at([_participant(row, spans) for row in rows], at, recused)
    names = {row.id: row.name for row in rows}
    lines = [
        AttendanceView(
            row,
            visible_spans(spans.get(row.id, ())),
            row.id in now.present,
            row.id in now.entitled,
            row.id in recused,
            names.get(row.represents_id or 0, ""),
        )
        for row in sorted(rows, key=lambda row: (_group(row, rows), _listed(row)))
    ]
    members = members_votes(unit, meeting)
    rules = rules_of(unit, meeting.body_id, local(at).date())
    base = presence_at([_participant(row, spans) for row in rows], at).votes
    return PresenceView(tuple(lines), now.votes, members, quorum(rules.quorum_kind, rules.quorum_value, base, members))


def open_list(unit: WriteUnit, meeting: Meeting) -> list[int]:
    """Make missing lines of the attendance list from the invitations sent, else from the seats of the day.

    Answers are preset: who has declined is excused, who sends a deputy is represented and the deputy expected.
    """
    day = meeting_day(meeting) or local(unit.clock.now()).date()
    views = {view.id: view for view in seat_views(unit, meeting.body_id, day) if view.seat.deputy_for_id is None}
    rows = unit.find(Attendance, deleted=None, meeting_id=meeting.id)
    known = {row.membership_id for row in rows}
    sent = [row for row in unit.find(Invitation, meeting_id=meeting.id) if row.sent_on and not row.for_information]
    invitations = {row.membership_id: row for row in sent if row.membership_id is not None}
    wanted = [id for id in views if (not invitations or id in invitations) and id not in known]
    made = {id: unit.add(_line(meeting, views[id], invitations.get(id))) for id in wanted}
    return [*made.values(), *add_announced(unit, sent, made, {row.name for row in rows})]


def _line(meeting: Meeting, view: SeatView, invitation: Invitation | None) -> Attendance:
    return Attendance(
        meeting_id=meeting.id,
        membership_id=view.id,
        person_id=view.seat.person_id,
        name=view.name,
        function=view.function or ("" if view.name == view.seat.seat else view.seat.seat),
        organisation="" if view.organisation == view.name else view.organisation,
        role=view.seat.role,
        status=status_of(invitation),
        has_vote=view.seat.has_vote,
        weight=view.seat.weight,
    )


def write_spans(unit: WriteUnit, id: int, spans: Sequence[Span]) -> None:
    """Replace the stored spans of an attendance."""
    for row in unit.find(AttendanceSpan, attendance_id=id):
        unit.remove(AttendanceSpan, row.id)
    for span in spans:
        unit.add(AttendanceSpan(attendance_id=id, starts_at=span.start, ends_at=span.end))


def _moment(unit: ReadUnit, meeting: Meeting) -> datetime:
    """Now, to the minute while it runs; before and after the meeting its planned start or its end."""
    if meeting.actual_end is not None:
        return meeting.actual_end
    now = unit.clock.now().replace(second=0, microsecond=0)
    if meeting.state is not MeetingState.RUNNING and meeting.starts_at is not None:
        return meeting.starts_at
    return now


def _moment_for(unit: ReadUnit, id: int, at: datetime | None) -> tuple[Attendance, datetime]:
    """The line and when its person comes or goes; „now“ has no meaning once the meeting is over."""
    attendance = _editable(unit, id)
    meeting = unit.get(Meeting, attendance.meeting_id)
    if at is None and meeting.actual_end is not None:
        raise UserError(
            "Die Sitzung ist beendet. Mit „Zeiten berichtigen …“ tragen Sie nach, wann jemand da war.",
            help_topic="sitzung-durchfuehren",
        )
    return attendance, at or _moment(unit, meeting)


def _editable(unit: ReadUnit, id: int) -> Attendance:
    attendance = unit.get(Attendance, id)
    editable_meeting(unit, attendance.meeting_id)
    return attendance


def _participant(row: Attendance, spans: dict[int, tuple[Span, ...]]) -> Participant:
    return Participant(row.id, row.has_vote, row.weight, row.represents_id, spans.get(row.id, ()))


def _recused(unit: ReadUnit, item_id: int | None) -> frozenset[int]:
    if item_id is None:
        return frozenset()
    return frozenset(row.attendance_id for row in unit.find(Recusal, agenda_item_id=item_id))


def _listed(row: Attendance) -> str:
    """People by surname, institutions by their name."""
    is_person = row.person_id is not None or row.membership_id is None
    return sort_key(surname_first(row.name) if is_person else row.name)


def _group(row: Attendance, rows: Sequence[Attendance]) -> tuple[int, int]:
    """Members by role, a deputy directly with them, guests last."""
    if row.status is AttendanceStatus.GUEST:
        return (2, 0)
    principal = next((other for other in rows if other.id == row.represents_id), None)
    return (0 if (principal or row).has_vote else 1, ROLE_ORDER[(principal or row).role])
