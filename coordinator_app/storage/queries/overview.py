"""What „Heute“ needs, counted and cut off by the database: never whole tables."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, exists, func, or_, select

from coordinator_app.domain.meetings import MeetingState, Reply
from coordinator_app.domain.needs import NeedStatus
from coordinator_app.domain.projects import ProjectStatus, ProjectType
from coordinator_app.domain.resolutions import UNFINISHED, ResolutionState
from coordinator_app.domain.tasks import OPEN_TASKS
from coordinator_app.storage.models.contacts import PrivacyBasisRow
from coordinator_app.storage.models.meetings import InvitationRow, MeetingRow
from coordinator_app.storage.models.needs import NeedRow
from coordinator_app.storage.models.projects import ProjectRow, project_need, project_resolution
from coordinator_app.storage.models.resolutions import ResolutionRow
from coordinator_app.storage.models.tasks import TaskRow

_M, _I, _T = MeetingRow.__table__, InvitationRow.__table__, TaskRow.__table__
_N, _P, _R, _B = NeedRow.__table__, ProjectRow.__table__, ResolutionRow.__table__, PrivacyBasisRow.__table__

_AHEAD = (MeetingState.DRAFT, MeetingState.PLANNED, MeetingState.INVITED)
_ANSWERED = (NeedStatus.REJECTED, NeedStatus.DONE, NeedStatus.WATCHED)


@dataclass(frozen=True, slots=True)
class DueCounts:
    """Open tasks by urgency."""

    overdue: int
    today: int
    later: int


def next_meeting_id(connection: Connection, now: datetime) -> int | None:
    """The running meeting, or the next one ahead; one that has begun today still counts as ahead."""
    running = connection.execute(
        _living(select(_M.c.id), _M).where(_M.c.state == MeetingState.RUNNING).order_by(_M.c.starts_at.desc()).limit(1)
    ).scalar()
    if running is not None:
        return int(running)
    ahead = _living(select(_M.c.id), _M).where(_M.c.state.in_(_AHEAD), _M.c.starts_at >= now)
    found = connection.execute(ahead.order_by(_M.c.starts_at).limit(1)).scalar()
    return None if found is None else int(found)


def unfinished_minutes(connection: Connection, limit: int) -> list[int]:
    """Meetings that were held but whose minutes are not final, the oldest first."""
    query = _living(select(_M.c.id), _M).where(_M.c.state == MeetingState.HELD).order_by(_M.c.starts_at).limit(limit)
    return list(connection.execute(query).scalars())


def due_counts(connection: Connection, day: date) -> DueCounts:
    """How many open tasks are overdue, due today and due later (those without a date count as later)."""
    overdue = func.count().filter(_T.c.due_on < day)
    due = func.count().filter(_T.c.due_on == day)
    row = connection.execute(select(overdue, due, func.count()).where(*_open_tasks())).one()
    return DueCounts(row[0], row[1], row[2] - row[0] - row[1])


def due_task_ids(connection: Connection, limit: int) -> list[int]:
    """Open tasks, the most urgent first."""
    query = select(_T.c.id).where(*_open_tasks()).order_by(_T.c.due_on.asc().nulls_last(), _T.c.priority, _T.c.id)
    return list(connection.execute(query.limit(limit)).scalars())


def reply_counts(connection: Connection, meeting_id: int) -> dict[Reply, int]:
    """Answers to the invitations of a meeting."""
    query = select(_I.c.reply, func.count()).where(_I.c.deleted_at.is_(None), _I.c.meeting_id == meeting_id)
    return {row[0]: row[1] for row in connection.execute(query.group_by(_I.c.reply))}


def invited_meeting_ids(connection: Connection, now: datetime, limit: int) -> list[int]:
    """Meetings ahead whose invitation is out, the nearest first."""
    query = _living(select(_M.c.id), _M).where(_M.c.state == MeetingState.INVITED, _M.c.starts_at >= now)
    return list(connection.execute(query.order_by(_M.c.starts_at).limit(limit)).scalars())


def unconfirmed_offers(connection: Connection, before: date) -> int:
    """Running offers nobody has confirmed since a day."""
    confirmed = or_(_P.c.confirmed_on.is_(None), _P.c.confirmed_on < before)
    return _count(
        connection, _P, _P.c.project_type == ProjectType.OFFER, _P.c.status == ProjectStatus.RUNNING, confirmed
    )


def expired_contacts(connection: Connection, day: date) -> int:
    """Persons with a legal basis to be reviewed or whose data is due for deletion."""
    due = or_(_B.c.review_on <= day, _B.c.delete_after <= day)
    query = select(func.count(_B.c.person_id.distinct())).where(_B.c.deleted_at.is_(None), due)
    return int(connection.execute(query).scalar_one())


def needs_without_project(connection: Connection, limit: int) -> tuple[int, list[int]]:
    """How many open needs have no project or offer, and the first of them."""
    tied = exists().where(project_need.c.need_id == _N.c.id)
    return _gap(connection, _N, limit, _N.c.status.not_in(_ANSWERED), ~tied)


def resolutions_without_task(connection: Connection, limit: int) -> tuple[int, list[int]]:
    """How many adopted, unfinished resolutions have neither a task nor a project, and the first of them."""
    # Sets read once: asking for the tasks of each resolution in turn took seconds after twenty years.
    of_item = or_(_R.c.agenda_item_id.is_(None), _R.c.agenda_item_id.not_in(_task_sources("agenda_item")))
    untasked = (_R.c.id.not_in(_task_sources("resolution")), of_item)
    project = exists().where(project_resolution.c.resolution_id == _R.c.id)
    pending = (_R.c.state == ResolutionState.ADOPTED, _R.c.implementation.in_(tuple(UNFINISHED)))
    return _gap(connection, _R, limit, *pending, *untasked, ~project)


def _task_sources(kind: str) -> Select[tuple[int]]:
    """Ids of the records of one kind that tasks come from."""
    return select(_T.c.source_id).where(
        _T.c.deleted_at.is_(None), _T.c.source_kind == kind, _T.c.source_id.is_not(None)
    )


def _open_tasks() -> tuple[ColumnElement[bool], ...]:
    return (_T.c.deleted_at.is_(None), _T.c.state.in_(tuple(OPEN_TASKS)))


def _living(query: Select[Any], table: Table) -> Select[Any]:
    return query.where(table.c.deleted_at.is_(None))


def _count(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(table).where(table.c.deleted_at.is_(None), *conditions)
    return int(connection.execute(query).scalar_one())


def _gap(connection: Connection, table: Table, limit: int, *conditions: ColumnElement[bool]) -> tuple[int, list[int]]:
    query = select(table.c.id).where(table.c.deleted_at.is_(None), *conditions).order_by(table.c.id.desc())
    ids = list(connection.execute(query).scalars())
    return len(ids), ids[:limit]
