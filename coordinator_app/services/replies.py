"""Answers to invitations: deputies, the votes they promise, and how they reach the attendance list."""

from collections.abc import Collection, Mapping, Sequence

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.bodies import Membership, Role, seats_on, votes_of
from coordinator_app.domain.meetings import Attendance, AttendanceStatus, Invitation, Meeting, Reply
from coordinator_app.domain.notice import ExpectedQuorum, ReplyCounts, expected_quorum
from coordinator_app.services.bodies import rules_of
from coordinator_app.services.meeting_reads import meeting_day
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


def counts_of(rows: Sequence[Invitation]) -> ReplyCounts:
    """The answers of those asked."""
    asked = [row.reply for row in rows if not row.for_information]
    return ReplyCounts(*(asked.count(reply) for reply in (Reply.YES, Reply.NO, Reply.DEPUTY, Reply.OPEN)))


def expected_of(unit: ReadUnit, meeting: Meeting, rows: Sequence[Invitation]) -> ExpectedQuorum:
    """The quorum the answers promise; one deputy holds one vote unless the rules let votes be transferred."""
    day = meeting_day(meeting) or today(unit.clock)
    rules = rules_of(unit, meeting.body_id, day)
    seats = {seat.id: seat for seat in seats_on(unit.find(Membership, body_id=meeting.body_id), day)}
    voting = [row for row in rows if row.has_vote and not row.for_information]
    votes, coming = 0, set[object]()
    for row in sorted(voting, key=lambda row: row.reply is Reply.DEPUTY):
        if row.reply not in (Reply.YES, Reply.DEPUTY):
            continue
        who = _who(row.deputy_id, row.deputy_name) if row.reply is Reply.DEPUTY else _who(row.person_id, "") or row.id
        if who in coming and not rules.transfer_allowed:
            continue
        coming.add(who)
        seat = seats.get(row.membership_id or 0)
        votes += seat.weight if seat is not None else 1
    waiting = sum(1 for row in voting if row.reply is Reply.OPEN)
    return expected_quorum(rules.quorum_kind, rules.quorum_value, votes, votes_of(seats.values()), waiting)


def deputies_of(unit: ReadUnit, invitation: Invitation) -> list[tuple[int, str]]:
    """The people sitting as deputies of somebody's seat."""
    if invitation.membership_id is None:
        return []
    meeting = unit.get(Meeting, invitation.meeting_id)
    day = meeting_day(meeting) or today(unit.clock)
    seats = seats_on(unit.find(Membership, body_id=meeting.body_id, deputy_for_id=invitation.membership_id), day)
    people = [seat.person_id for seat in seats if seat.person_id is not None]
    names = unit.titles("person", people)
    return [(person, names[person]) for person in dict.fromkeys(people) if person in names]


def check_deputy(unit: ReadUnit, meeting: Meeting, invitation: Invitation, person_id: int | None, name: str) -> None:
    """Refuse a deputy the rules do not know: none allowed, nobody named, or somebody whose vote is given already."""
    day = meeting_day(meeting) or today(unit.clock)
    rules = rules_of(unit, meeting.body_id, day)
    if not rules.deputies_allowed:
        raise UserError("Das Regelwerk des Gremiums erlaubt keine Vertretung.", help_topic="gremien")
    if not name:
        raise UserError("Bitte wählen Sie eine Person oder geben Sie einen Namen ein.", help_topic="einladen")
    who = _who(person_id, name)
    if who == _who(invitation.person_id, invitation.name):
        raise UserError(f"{name} kann sich nicht selbst vertreten.", help_topic="einladen")
    if rules.transfer_allowed or not invitation.has_vote:
        return
    for row in unit.find(Invitation, meeting_id=meeting.id):
        if row.id == invitation.id or row.sent_on is None or row.for_information or not row.has_vote:
            continue
        if row.reply is Reply.DEPUTY and _who(row.deputy_id, row.deputy_name) == who:
            why = f"{name} vertritt schon {row.name} und hat nur eine Stimme."
        elif _who(row.person_id, row.name) == who and row.reply is not Reply.NO:
            why = f"{name} ist selbst stimmberechtigt und kann nicht für eine zweite Person abstimmen."
        else:
            continue
        raise UserError(
            f"{why} Bitte benennen Sie jemand anderen, oder erlauben Sie im Regelwerk die Stimmübertragung.",
            help_topic="gremien",
        )


def _who(person_id: int | None, name: str) -> object:
    """What tells people apart: the record; only without one the name (two people may have the same)."""
    return person_id if person_id is not None else name.casefold()


def follow_reply(unit: WriteUnit, invitation: Invitation) -> None:
    """Carry an answer into the attendance list, as long as nobody has entered anything there by hand."""
    rows = unit.find(Attendance, meeting_id=invitation.meeting_id)
    own = next((row for row in rows if _is_of(row, invitation)), None)
    settled = (AttendanceStatus.EXPECTED, AttendanceStatus.EXCUSED, AttendanceStatus.REPRESENTED)
    if own is None or own.status not in settled:
        return
    for row in rows:
        if row.represents_id == own.id and row.status is AttendanceStatus.EXPECTED:
            unit.remove(Attendance, row.id)
    left = [row for row in rows if row.represents_id == own.id and row.status is not AttendanceStatus.EXPECTED]
    if left:
        return
    unit.change(Attendance, own.id, None, status=status_of(invitation))
    if invitation.reply is Reply.DEPUTY:
        unit.add(deputy_line(invitation, own))


def add_announced(
    unit: WriteUnit, sent: Sequence[Invitation], made: Mapping[int, int], names: Collection[str]
) -> list[int]:
    """Lines of invited guests (by `names` not listed yet) and of announced deputies of the lines `made` by seat."""
    found = [unit.add(guest_line(row)) for row in sent if row.membership_id is None and row.name not in names]
    for row in sent:
        own = made.get(row.membership_id or 0)
        if own is not None and row.reply is Reply.DEPUTY:
            found.append(unit.add(deputy_line(row, unit.get(Attendance, own))))
    return found


def status_of(invitation: Invitation | None) -> AttendanceStatus:
    """How somebody stands in the list before the meeting, by the answer."""
    if invitation is None:
        return AttendanceStatus.EXPECTED
    known = {Reply.NO: AttendanceStatus.EXCUSED, Reply.DEPUTY: AttendanceStatus.REPRESENTED}
    return known.get(invitation.reply, AttendanceStatus.EXPECTED)


def deputy_line(invitation: Invitation, principal: Attendance) -> Attendance:
    """The line of a deputy who was announced; expected, not there yet."""
    return Attendance(
        meeting_id=invitation.meeting_id,
        person_id=invitation.deputy_id,
        name=invitation.deputy_name or "Vertretung",
        function=f"Vertretung für {principal.name}"[:200],
        organisation=principal.organisation,
        represents_id=principal.id,
    )


def guest_line(invitation: Invitation) -> Attendance:
    """The line of an invited guest."""
    declined = invitation.reply is Reply.NO
    return Attendance(
        meeting_id=invitation.meeting_id,
        person_id=invitation.person_id,
        name=invitation.name,
        organisation=invitation.organisation,
        role=Role.STANDING_GUEST,
        status=AttendanceStatus.EXCUSED if declined else AttendanceStatus.GUEST,
    )


def _is_of(row: Attendance, invitation: Invitation) -> bool:
    if invitation.membership_id is not None:
        return row.membership_id == invitation.membership_id
    return row.membership_id is None and row.represents_id is None and row.name == invitation.name
