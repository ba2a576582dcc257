"""Inviting: who and how, the last day of dispatch, marking as sent, answers, what must still be told."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.bodies import Membership, Role
from coordinator_app.domain.dispatches import Dispatch, Occasion, Way
from coordinator_app.domain.letters import plain_line, sent_to
from coordinator_app.domain.meetings import (
    AgendaItem,
    Attendance,
    Invitation,
    Meeting,
    MeetingState,
    Reply,
    check_editable,
    check_invitable,
    check_transition,
)
from coordinator_app.domain.notice import ExpectedQuorum, NoticeCheck, NoticePeriod, ReplyCounts, check_notice
from coordinator_app.services.announcing import publish, untold_changes
from coordinator_app.services.bodies import SeatView, by_name, rules_of, seat_views
from coordinator_app.services.meeting_reads import editable_meeting, meeting_day
from coordinator_app.services.public_holidays import holidays_for
from coordinator_app.services.recipients import Recipient, recipients_of
from coordinator_app.services.replies import check_deputy, counts_of, deputies_of, expected_of, follow_reply
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


@dataclass(frozen=True, slots=True)
class ReplyState:
    """The answers so far and what they mean for the quorum."""

    counts: ReplyCounts
    quorum: ExpectedQuorum


class Invitations:
    """Use cases around inviting; every method that writes is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- who and how

    def recipients(self, meeting_id: int) -> list[SeatView]:
        """Everybody holding a seat on the day of the meeting; deputies are not invited, their principals are."""
        with self._store.read() as unit:
            meeting = unit.get(Meeting, meeting_id)
            day = meeting_day(meeting) or today(unit.clock)
            views = [view for view in seat_views(unit, meeting.body_id, day) if view.seat.deputy_for_id is None]
            return sorted(views, key=by_name)

    def plan(self, meeting_id: int) -> list[Recipient]:
        """Everybody who is or can be invited, with way, address and what is missing: members, deputies, guests."""
        with self._store.read() as unit:
            return recipients_of(unit, unit.get(Meeting, meeting_id))

    def of_meeting(self, meeting_id: int) -> list[Invitation]:
        """The invitations sent, in the order they were made."""
        with self._store.read() as unit:
            return sent_rows(unit, meeting_id)

    def set_way(self, meeting_id: int, keys: Collection[str], way: Way) -> None:
        """How these recipients (`Recipient.key`) get their invitation; `Way.NONE` leaves them out."""
        with self._store.write("Versandweg geändert") as unit:
            meeting = editable_meeting(unit, meeting_id)
            for found in recipients_of(unit, meeting):
                if found.key not in keys:
                    continue
                if found.invitation is not None:
                    unit.change(Invitation, found.invitation.id, None, way=way)
                else:
                    unit.add(_row(meeting_id, found, way))

    def add_guest(
        self,
        meeting_id: int,
        *,
        person_id: int | None = None,
        name: str = "",
        organisation: str = "",
        address: str = "",
    ) -> int:
        """Somebody without a seat: a known person, or a name with an e-mail address or an address of several lines."""
        with self._store.write("Gast eingeladen") as unit:
            meeting = editable_meeting(unit, meeting_id)
            words = plain_line(name) or unit.title("person", person_id)
            if not words:
                raise UserError("Bitte wählen Sie eine Person oder geben Sie einen Namen ein.", help_topic="einladen")
            for found in recipients_of(unit, meeting):
                if person_id is not None and found.addressee.person_id == person_id and not found.for_information:
                    raise UserError(f"{words} steht schon unter den Empfängern.", help_topic="einladen")
            row = Invitation(
                meeting_id=meeting_id,
                person_id=person_id,
                name=words,
                organisation=plain_line(organisation),
                role=Role.STANDING_GUEST,
                address=address.strip(),
                way=Way.POST if "\n" in address.strip() and "@" not in address else Way.EMAIL,
            )
            return unit.add(row)

    def remove_guest(self, invitation_id: int) -> None:
        """Take an extra guest off again (Papierkorb)."""
        with self._store.write("Gast von der Einladung genommen") as unit:
            row = unit.get(Invitation, invitation_id)
            editable_meeting(unit, row.meeting_id)
            if row.membership_id is not None:
                raise UserError("Mitglieder lassen Sie mit „nicht einladen“ weg.", help_topic="einladen")
            unit.discard(Invitation, invitation_id)

    # --- sending

    def check(self, meeting_id: int) -> NoticeCheck:
        """The Ladungsfrist of the body's rules against today, or against the day the invitation was sent."""
        with self._store.read() as unit:
            return notice_check(unit, unit.get(Meeting, meeting_id))

    def check_for(self, meeting_id: int, sent_on: date) -> NoticeCheck:
        """The Ladungsfrist if the invitation left the house on this day."""
        with self._store.read() as unit:
            return notice_check(unit, replace(unit.get(Meeting, meeting_id), invited_on=sent_on))

    def invite(
        self,
        meeting_id: int,
        *,
        sent_on: date | None = None,
        way: str = "",
        keys: Collection[str] | None = None,
        contents: str = "",
    ) -> NoticeCheck:
        """Mark as invited: recipients are frozen with role, right to vote and address. A late day is told, not refused.

        Done again it adds who came new. `keys` = only these recipients (those a letter or draft was made for; None =
        everybody), `contents` says what was sent.
        """
        with self._store.write("Einladung versendet") as unit:
            meeting = unit.get(Meeting, meeting_id)
            if meeting.state is not MeetingState.INVITED:
                check_transition(meeting.state, MeetingState.INVITED)
            wanted = [found for found in recipients_of(unit, meeting) if found.way is not Way.NONE]
            wanted = [found for found in wanted if keys is None or found.key in keys]
            items = unit.find(AgendaItem, meeting_id=meeting_id)
            check_invitable(meeting, len(items), len([found for found in wanted if not found.for_information]))
            day = sent_on or today(unit.clock)
            new = [found for found in wanted if not found.sent]
            for found in new:
                _freeze(unit, meeting_id, found, day)
            words = way.strip() or ways_in_words(wanted)
            first = meeting.state is not MeetingState.INVITED
            if first:
                unit.change(Meeting, meeting_id, None, state=MeetingState.INVITED, invited_on=day, invited_by=words)
            if first or not untold_changes(unit, meeting):
                publish(unit, meeting_id)
            if new:
                note(unit, Occasion.INVITATION, meeting_id, new, way=words, contents=contents, on=day)
            return notice_check(unit, unit.get(Meeting, meeting_id))

    def withdraw(self, meeting_id: int) -> None:
        """Back to planning, for an invitation marked as sent by mistake; answers are dropped, guests stay."""
        with self._store.write("Einladung zurückgenommen") as unit:
            check_transition(unit.get(Meeting, meeting_id).state, MeetingState.PLANNED)
            for row in unit.find(Invitation, meeting_id=meeting_id):
                if row.membership_id is None:
                    blank = {"replied_on": None, "deputy_id": None, "deputy_name": "", "reminded_on": None}
                    unit.change(Invitation, row.id, None, sent_on=None, reply=Reply.OPEN, **blank)
                else:
                    unit.remove(Invitation, row.id)
            for record in unit.find(
                Dispatch, target_kind="meeting", target_id=meeting_id, occasion=Occasion.INVITATION
            ):
                unit.discard(Dispatch, record.id)
            unit.change(Meeting, meeting_id, None, state=MeetingState.PLANNED, invited_on=None, invited_by="")

    def changes(self, meeting_id: int) -> list[str]:
        """What has changed since people were told, as sentences; a cancellation counts."""
        with self._store.read() as unit:
            return untold_changes(unit, unit.get(Meeting, meeting_id))

    def calendar_given_out(self, meeting_id: int) -> None:
        """Note that a calendar file left the house on its own; after the invitation `tell` and `invite` do that."""
        if self._store.read_only:
            return
        with self._store.write("Kalenderdatei gespeichert", undoable=False) as unit:
            if unit.get(Meeting, meeting_id).invited_on is None:
                publish(unit, meeting_id)

    def tell(
        self,
        meeting_id: int,
        occasion: Occasion,
        *,
        sent_on: date | None = None,
        keys: Collection[str] | None = None,
        contents: str = "",
    ) -> int:
        """Note that those invited were told of a change or cancellation, or reminded; returns how many."""
        with self._store.write(f"{occasion.label} versendet") as unit:
            meeting = unit.get(Meeting, meeting_id)
            found = addressed(recipients_of(unit, meeting), occasion)
            found = [one for one in found if keys is None or one.key in keys]
            if not found:
                raise UserError(_nobody(occasion), help_topic="einladen")
            day = sent_on or today(unit.clock)
            if occasion is Occasion.REMINDER:
                check_editable(meeting.state)
                for one in found:
                    if one.invitation is not None:
                        unit.change(Invitation, one.invitation.id, None, reminded_on=day)
            else:
                publish(unit, meeting_id)
            note(unit, occasion, meeting_id, found, way=ways_in_words(found), contents=contents, on=day)
            return len(found)

    def remind(self, meeting_id: int, on: date | None = None) -> int:
        """Mark everybody who has not answered as reminded; returns how many."""
        return self.tell(meeting_id, Occasion.REMINDER, sent_on=on)

    # --- answers

    def reply(
        self,
        id: int,
        reply: Reply,
        *,
        deputy_id: int | None = None,
        deputy_name: str = "",
        on: date | None = None,
    ) -> None:
        """Note an answer, of a deputy the person or a name; it also reaches an attendance list that exists already."""
        with self._store.write("Antwort eingetragen") as unit:
            invitation = unit.get(Invitation, id)
            meeting = editable_meeting(unit, invitation.meeting_id)
            name = ""
            if reply is Reply.DEPUTY:
                name = plain_line(deputy_name) or unit.title("person", deputy_id)
                check_deputy(unit, meeting, invitation, deputy_id, name)
            else:
                deputy_id = None
            values: dict[str, Any] = {"reply": reply, "deputy_id": deputy_id, "deputy_name": name}
            values["replied_on"] = None if reply is Reply.OPEN else on or today(unit.clock)
            unit.change(Invitation, id, None, **values)
            if unit.find(Attendance, meeting_id=meeting.id):
                follow_reply(unit, unit.get(Invitation, id))

    def deputies(self, id: int) -> list[tuple[int, str]]:
        """The people who may come for somebody by the seats of the body: (person id, name)."""
        with self._store.read() as unit:
            return deputies_of(unit, unit.get(Invitation, id))

    def state(self, meeting_id: int) -> ReplyState:
        """The answers so far and the quorum they promise."""
        with self._store.read() as unit:
            meeting = unit.get(Meeting, meeting_id)
            rows = sent_rows(unit, meeting_id)
            return ReplyState(counts_of(rows), expected_of(unit, meeting, rows))


# --- shared with the services of meetings -----------------------------------------------------------------------------


def sent_rows(unit: ReadUnit, meeting_id: int) -> list[Invitation]:
    """The invitations that have left the house."""
    return [row for row in unit.find(Invitation, meeting_id=meeting_id, order="id") if row.sent_on is not None]


def notice_check(unit: ReadUnit, meeting: Meeting) -> NoticeCheck:
    """The Ladungsfrist against today or the day of dispatch."""
    day = meeting_day(meeting)
    if day is None:
        return NoticeCheck(None, None, in_time=False, sentence="Die Sitzung hat noch kein Datum.")
    rules = rules_of(unit, meeting.body_id, day)
    notice = NoticePeriod(rules.notice_days, rules.notice_count)
    return check_notice(day, notice, meeting.invited_on, today(unit.clock), holidays_for(notice, day))


def addressed(recipients: list[Recipient], occasion: Occasion) -> list[Recipient]:
    """Who gets a message: for an invitation those not invited yet, for a reminder those who owe an answer, else all."""
    if occasion is Occasion.INVITATION:
        return [found for found in recipients if not found.sent and found.way is not Way.NONE]
    sent = [found for found in recipients if found.sent and found.way is not Way.NONE]
    if occasion is Occasion.REMINDER:
        return [
            found
            for found in sent
            if found.invitation is not None and found.invitation.reply is Reply.OPEN and not found.for_information
        ]
    return sent


def ways_in_words(recipients: list[Recipient]) -> str:
    """„E-Mail, Post“ in the order of the vocabulary."""
    used = {found.way for found in recipients}
    return ", ".join(way.label for way in Way if way in used and way is not Way.NONE)


def note(
    unit: WriteUnit,
    occasion: Occasion,
    meeting_id: int,
    recipients: list[Recipient],
    *,
    way: str,
    contents: str,
    on: date,
) -> None:
    """Record a sending about a meeting."""
    unit.add(
        Dispatch(
            occasion=occasion,
            target_kind="meeting",
            target_id=meeting_id,
            sent_on=on,
            way=way[:60],
            recipients="\n".join(found.line for found in recipients),
            contents=contents.strip(),
        )
    )


def _nobody(occasion: Occasion) -> str:
    if occasion is Occasion.REMINDER:
        return "Alle Eingeladenen haben geantwortet."
    return "Es ist noch niemand eingeladen, dem etwas mitzuteilen wäre."


def _row(meeting_id: int, found: Recipient, way: Way) -> Invitation:
    return Invitation(
        meeting_id=meeting_id,
        membership_id=found.membership_id,
        person_id=found.addressee.person_id,
        organisation_id=found.addressee.organisation_id,
        name=found.name,
        organisation=found.words[:200] if found.membership_id is None else "",
        role=found.role,
        has_vote=found.has_vote,
        for_information=found.for_information,
        way=way,
    )


def _freeze(unit: WriteUnit, meeting_id: int, found: Recipient, day: date) -> None:
    """The row of a recipient as it was when the invitation left: role, vote, way and address."""
    values: dict[str, Any] = {"sent_on": day, "way": found.way}
    if found.invitation is None or found.membership_id is not None:
        values["address"] = sent_to(found.addressee, found.way)
    if found.membership_id is not None:
        seat = unit.get(Membership, found.membership_id)
        values |= {
            "role": found.role,
            "has_vote": found.has_vote,
            "person_id": seat.person_id,
            "organisation_id": seat.organisation_id,
            "name": found.name,
            "for_information": found.for_information,
        }
    id = found.invitation.id if found.invitation is not None else unit.add(_row(meeting_id, found, found.way))
    unit.change(Invitation, id, None, **values)
