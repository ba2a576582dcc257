"""How a line of the attendance list looks in the live view."""

from coordinator_app.domain.bodies import Role
from coordinator_app.domain.meetings import AttendanceStatus
from coordinator_app.domain.sentences import clock_time, surname_first
from coordinator_app.gui.pages.meetings.looks import attendance_icon
from coordinator_app.gui.pages.meetings.row_list import Row
from coordinator_app.services.attendance import AttendanceView


def listed_name(line: AttendanceView) -> str:
    """People as lists sort them, „Marschner, Cornelia“; institutions by their name."""
    attendance = line.attendance
    is_person = attendance.person_id is not None or attendance.membership_id is None
    return surname_first(attendance.name) if is_person else attendance.name


def may_be_represented(line: AttendanceView) -> bool:
    """Whether a deputy may come for this person: a member with an own seat who is not there."""
    attendance = line.attendance
    member = attendance.represents_id is None and attendance.status is not AttendanceStatus.GUEST
    return member and not line.present


def attendance_row(line: AttendanceView, name: str) -> Row:
    """Name, function and time of a person; `name` tells namesakes apart."""
    attendance = line.attendance
    was_there = bool(line.spans)
    icon, role = attendance_icon(attendance.status, present=line.present, was_there=was_there)
    if line.present:
        value = f"seit {clock_time(line.spans[-1].start)}"
    elif was_there and line.spans[-1].end is not None:
        value = f"gegangen {clock_time(line.spans[-1].end)}"
    else:
        value = attendance.status.label
    if line.recused:
        value = "befangen"
    role_words = attendance.role.label if attendance.role is not Role.MEMBER else ""
    second = attendance.organisation or attendance.function or role_words
    if role_words and attendance.status is not AttendanceStatus.GUEST and attendance.role is Role.CHAIR:
        second = "Vorsitz"
    if attendance.status is AttendanceStatus.ONLINE and line.present:
        second = f"{second} · online" if second else "online"
    return Row(
        str(line.id),
        name,
        icon=icon,
        icon_role=role,
        second=attendance.function if line.represents else second,
        value=value,
        muted=not line.present,
        tip=f"{attendance.name}: {attendance.status.label}" if not line.present else "",
    )
