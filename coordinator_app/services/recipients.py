"""Who gets an invitation and how: seats of the day, deputies for information, extra guests, with their addresses."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordinator_app.common.clock import today
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.dispatches import Way
from coordinator_app.domain.letters import Addressee, plain_line, sent_to, usable_email, usual_way, way_problem
from coordinator_app.domain.meetings import Invitation, Meeting
from coordinator_app.services.addressees import addressees_of
from coordinator_app.services.meeting_reads import meeting_day
from coordinator_app.services.seats import SeatView, by_name, seat_views
from coordinator_app.storage.unit_of_work import ReadUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody who may be invited; `invitation` is the stored row, None while nothing differs from the usual.

    `for_information` marks deputies: they answer nothing and are not counted. `problem` says in a sentence what is
    missing to reach them this way.
    """

    name: str
    role: Role
    has_vote: bool
    way: Way
    addressee: Addressee
    invitation: Invitation | None = None
    membership_id: int | None = None
    deputy_for: str = ""
    words: str = ""
    problem: str = ""

    @property
    def key(self) -> str:
        """„seat:4“ or „guest:7“ (the id of the invitation)."""
        if self.membership_id is not None:
            return f"seat:{self.membership_id}"
        return f"guest:{self.invitation.id if self.invitation else 0}"

    @property
    def sent(self) -> bool:
        """Whether the invitation has left the house."""
        return self.invitation is not None and self.invitation.sent_on is not None

    @property
    def for_information(self) -> bool:
        """Whether it is only sent to be known."""
        return bool(self.deputy_for)

    @property
    def line(self) -> str:
        """Name and address for the record of a sending."""
        return ", ".join(filter(None, (self.name, sent_to(self.addressee, self.way))))


def recipients_of(unit: ReadUnit, meeting: Meeting) -> list[Recipient]:
    """Everybody who is invited or can be: members by role and name, each followed by the deputies, then guests."""
    day = meeting_day(meeting) or today(unit.clock)
    rows = unit.find(Invitation, meeting_id=meeting.id, order="id")
    by_seat = {row.membership_id: row for row in rows if row.membership_id is not None}
    views = seat_views(unit, meeting.body_id, day)
    ordered = _with_deputies(views)
    listed = {view.id for view in ordered}
    others = [row for row in rows if row.membership_id not in listed]
    pairs = [(view.seat.person_id, view.seat.organisation_id) for view in ordered]
    pairs += [(row.person_id, row.organisation_id) for row in others]
    found = addressees_of(unit, pairs)
    names = {view.id: view.name for view in views}
    members = [
        _of_seat(view, to, by_seat.get(view.id), names.get(view.seat.deputy_for_id or 0, ""))
        for view, to in zip(ordered, found, strict=False)
    ]
    return members + [_of_row(row, to) for row, to in zip(others, found[len(ordered) :], strict=True)]


def _with_deputies(views: Sequence[SeatView]) -> list[SeatView]:
    deputies: dict[int, list[SeatView]] = {}
    for view in views:
        if view.seat.deputy_for_id is not None:
            deputies.setdefault(view.seat.deputy_for_id, []).append(view)
    principals = sorted((view for view in views if view.seat.deputy_for_id is None), key=by_name)
    return [entry for view in principals for entry in (view, *deputies.get(view.id, ()))]


def _of_seat(view: SeatView, to: Addressee, row: Invitation | None, principal: str) -> Recipient:
    to = to if to.name else replace(to, name=plain_line(view.name))
    way = row.way if row is not None else Way.NONE if principal else usual_way(to)
    words = [word for word in (view.function or view.seat.seat, view.organisation) if word and word != view.name]
    return Recipient(
        name=view.name,
        role=view.seat.role,
        has_vote=view.seat.has_vote and not principal,
        way=way,
        addressee=to,
        invitation=row,
        membership_id=view.id,
        deputy_for=principal,
        words=", ".join(dict.fromkeys(words)),
        problem=way_problem(to, way),
    )


def _of_row(row: Invitation, to: Addressee) -> Recipient:
    """A guest, or somebody invited whose seat is held no more."""
    if not to.name:
        to = _typed(row)
    return Recipient(
        name=row.name,
        role=row.role,
        has_vote=row.has_vote,
        way=row.way,
        addressee=to,
        invitation=row,
        words=row.organisation,
        problem=way_problem(to, row.way),
    )


def _typed(row: Invitation) -> Addressee:
    """A guest who is in no contact list: the address typed is an e-mail address or lines for an envelope."""
    email = usable_email(row.address)
    lines = tuple(filter(None, (plain_line(line) for line in row.address.splitlines())))
    name = plain_line(row.name)
    address = () if email or not lines else lines if lines[0] == name else (name, *lines)
    return Addressee(name=name, address=address, email=email)
