"""Who is who in an attendance list: one person may stand in several lines, and has one vote unless votes move."""

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import sort_key
from coordinator_app.domain.meetings import Attendance, AttendanceStatus
from coordinator_app.storage.unit_of_work import ReadUnit


def same_person(unit: ReadUnit, attendance: Attendance) -> list[Attendance]:
    """The lines of one person, who may hold a transferred vote beside the own one: they come and go together."""
    rows = unit.find(Attendance, meeting_id=attendance.meeting_id)
    return [row for row in rows if row.id == attendance.id or is_same(row, attendance.name, attendance.person_id)]


def is_same(row: Attendance, name: str, person_id: int | None) -> bool:
    """Whether a line means a person; without contact only deputies of the same name (others may share a name)."""
    if person_id is not None or row.person_id is not None:
        return row.person_id == person_id
    return row.represents_id is not None and sort_key(row.name) == sort_key(name)


def check_deputy(unit: ReadUnit, principal: Attendance, name: str, person_id: int | None, *, transfer: bool) -> None:
    """One person has one vote: no second principal, no deputy with an own vote, unless votes may be transferred."""
    if not name:
        raise UserError("Bitte wählen Sie eine Person oder geben Sie einen Namen ein.")
    if principal.represents_id is not None or principal.status is AttendanceStatus.GUEST:
        raise UserError(f"{principal.name} hat keinen eigenen Sitz und kann nicht vertreten werden.")
    rows = unit.find(Attendance, meeting_id=principal.meeting_id)
    lines = [row for row in rows if is_same(row, name, person_id)]
    if any(principal.id in (row.id, row.represents_id) for row in lines):
        raise UserError(f"{name} steht für diesen Sitz schon in der Liste.")
    voting = next((row for row in lines if row.has_vote or row.represents_id is not None), None)
    if voting is None or transfer:
        return
    names = {row.id: row.name for row in rows}
    if voting.represents_id is not None:
        why = f"{name} vertritt schon {names.get(voting.represents_id, 'jemanden')} und hat nur eine Stimme."
    else:
        why = f"{name} ist selbst stimmberechtigt und kann nicht für eine zweite Person abstimmen."
    raise UserError(
        f"{why} Bitte benennen Sie jemand anderen, oder erlauben Sie im Regelwerk die Stimmübertragung.",
        help_topic="gremien",
    )
