"""What happened in a period, counted in SQL: the figures behind the Bilanz in Zahlen."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, ColumnElement, Connection, and_, case, func, or_, select

from coordinator_app.domain.concerns import ConcernState
from coordinator_app.domain.meetings import AttendanceStatus, MeetingState
from coordinator_app.domain.priorities import Decision
from coordinator_app.domain.project_course import EventState
from coordinator_app.domain.projects import STARTED, ProjectStatus
from coordinator_app.domain.resolutions import ResolutionState
from coordinator_app.domain.site_walks import WalkState
from coordinator_app.storage.models.concerns import ConcernRow
from coordinator_app.storage.models.contacts import OrganisationRow
from coordinator_app.storage.models.funding import ExpenseRow, GrantRow
from coordinator_app.storage.models.goals import MeasurementRow
from coordinator_app.storage.models.meetings import AttendanceRow, MeetingRow
from coordinator_app.storage.models.needs import NeedRow
from coordinator_app.storage.models.priorities import PriorityRoundRow, PriorityRow
from coordinator_app.storage.models.project_course import EventRow
from coordinator_app.storage.models.projects import ProjectRow
from coordinator_app.storage.models.resolutions import ResolutionRow
from coordinator_app.storage.models.situation import SiteWalkRow
from coordinator_app.storage.models.tasks import TaskRow

_BERLIN = ZoneInfo("Europe/Berlin")
_HELD = (MeetingState.HELD, MeetingState.CLOSED)
_DONE = (ProjectStatus.COMPLETED, ProjectStatus.EVALUATED)
_OPEN_CONCERNS = (ConcernState.NEW, ConcernState.FORWARDED, ConcernState.IN_PROGRESS)


class _Span:
    """Counts and sums within a period, both days included."""

    def __init__(self, connection: Connection, first: date, last: date) -> None:
        self._connection = connection
        self.first, self.last = first, last

    def within(self, column: Any) -> ColumnElement[bool]:
        """A day of the period."""
        return column.between(self.first, self.last)

    def count(self, table: Any, *conditions: ColumnElement[bool]) -> int:
        """Living rows for which all conditions hold."""
        query = select(func.count()).select_from(table).where(table.c.deleted_at.is_(None), *conditions)
        return int(self._connection.execute(query).scalar() or 0)

    def total(self, column: Column[Any], *conditions: ColumnElement[bool]) -> int | None:
        """Sum over living rows; None when no row has a value."""
        query = select(func.sum(column)).where(column.table.c.deleted_at.is_(None), *conditions)
        found = self._connection.execute(query).scalar()
        return None if found is None else int(found)


def period_figures(connection: Connection, first: date, last: date) -> dict[str, int | float | None]:
    """All figures from `first` to `last` by key (see `domain.balance.FIGURES`); euro cents, shares 0 to 1."""
    span = _Span(connection, first, last)
    return {
        **_network(span),
        **_bodies(connection, span),
        **_needs(connection, span),
        **_projects(span),
        **_events(span),
        **_money(span),
    }


def first_year(connection: Connection) -> int | None:
    """The first year anything is known of; None in an empty file."""
    found: list[int] = []
    for column in (ProjectRow.__table__.c.start, NeedRow.__table__.c.first_reported, EventRow.__table__.c.starts_on):
        day = connection.execute(select(func.min(column)).where(column.table.c.deleted_at.is_(None))).scalar()
        found += [day.year] if isinstance(day, date) else []
    table = MeetingRow.__table__
    moment = connection.execute(select(func.min(table.c.starts_at)).where(table.c.deleted_at.is_(None))).scalar()
    found += [moment.year] if isinstance(moment, datetime) else []
    return min(found, default=None)


def _network(span: _Span) -> dict[str, int | float | None]:
    table = OrganisationRow.__table__
    there = and_(
        or_(table.c.partner_since.is_(None), table.c.partner_since <= span.last),
        or_(table.c.partner_until.is_(None), table.c.partner_until > span.last),
    )
    return {"partners": span.count(table, there)}


def _bodies(connection: Connection, span: _Span) -> dict[str, int | float | None]:
    resolution, task = ResolutionRow.__table__, TaskRow.__table__
    adopted = resolution.c.state == ResolutionState.ADOPTED
    return {
        "meetings": span.count(MeetingRow.__table__, _held_in(span)),
        "attendance": _attendance(connection, span),
        "adopted": span.count(resolution, adopted, span.within(resolution.c.decided_on)),
        "implemented": span.count(resolution, adopted, span.within(resolution.c.implemented_on)),
        "tasks_done": span.count(task, span.within(task.c.done_on)),
    }


def _held_in(span: _Span) -> ColumnElement[bool]:
    table = MeetingRow.__table__
    begin = datetime.combine(span.first, time(), _BERLIN).astimezone(UTC)
    end = datetime.combine(span.last + timedelta(days=1), time(), _BERLIN).astimezone(UTC)
    moment = func.coalesce(table.c.actual_start, table.c.starts_at, type_=table.c.starts_at.type)
    return and_(table.c.state.in_(_HELD), moment >= begin, moment < end)


def _attendance(connection: Connection, span: _Span) -> float | None:
    """Mean over the meetings of the share of voting seats that were there, in person, online or by a deputy."""
    meeting, line = MeetingRow.__table__, AttendanceRow.__table__
    there = case((line.c.status.in_((AttendanceStatus.PRESENT, AttendanceStatus.ONLINE)), 1.0), else_=0.0)
    rows = connection.execute(
        select(func.avg(there))
        .select_from(line.join(meeting, line.c.meeting_id == meeting.c.id))
        .where(
            _held_in(span),
            meeting.c.deleted_at.is_(None),
            line.c.deleted_at.is_(None),
            line.c.has_vote,
            line.c.status != AttendanceStatus.REPRESENTED,
        )
        .group_by(line.c.meeting_id)
    )
    shares = [float(row[0]) for row in rows if row[0] is not None]
    return sum(shares) / len(shares) if shares else None


def _needs(connection: Connection, span: _Span) -> dict[str, int | float | None]:
    need, concern, walk = NeedRow.__table__, ConcernRow.__table__, SiteWalkRow.__table__
    priority, round_ = PriorityRow.__table__, PriorityRoundRow.__table__
    decided = connection.execute(
        select(func.count())
        .select_from(priority.join(round_, priority.c.priority_round_id == round_.c.id))
        .where(
            round_.c.deleted_at.is_(None),
            span.within(round_.c.frozen_on),
            priority.c.decision == Decision.PRIORITY,
        )
    ).scalar()
    came = span.within(concern.c.received_on)
    return {
        "needs": span.count(need, span.within(need.c.first_reported)),
        "priorities": int(decided or 0),
        "concerns": span.count(concern, came),
        "concerns_settled": span.count(concern, came, concern.c.state == ConcernState.SETTLED),
        "concerns_open": span.count(concern, came, concern.c.state.in_(_OPEN_CONCERNS)),
        "walks": span.count(walk, span.within(walk.c.walked_on), walk.c.state != WalkState.PLANNED),
    }


def _projects(span: _Span) -> dict[str, int | float | None]:
    table, measured = ProjectRow.__table__, MeasurementRow.__table__
    started = table.c.status.in_(tuple(STARTED))
    running = and_(
        started,
        or_(table.c.start.is_(None), table.c.start <= span.last),
        or_(table.c.end >= span.first, and_(table.c.end.is_(None), table.c.status == ProjectStatus.RUNNING)),
    )
    return {
        "projects_begun": span.count(table, started, span.within(table.c.start)),
        "projects_running": span.count(table, running),
        "projects_done": span.count(table, table.c.status.in_(_DONE), span.within(table.c.end)),
        "measured": span.count(measured, span.within(measured.c.measured_on)),
    }


def _events(span: _Span) -> dict[str, int | float | None]:
    table = EventRow.__table__
    inside = span.within(table.c.starts_on)
    held = table.c.state == EventState.HELD
    return {
        "events_held": span.count(table, inside, held),
        "events_open": span.count(table, inside, table.c.state == EventState.PLANNED),
        "events_cancelled": span.count(table, inside, table.c.state == EventState.CANCELLED),
        "participants": span.total(table.c.participants, inside, held),
    }


def _money(span: _Span) -> dict[str, int | float | None]:
    grant, expense = GrantRow.__table__, ExpenseRow.__table__
    paid = func.coalesce(expense.c.paid_on, expense.c.dated, type_=expense.c.dated.type)
    return {
        "applied": span.total(grant.c.requested, span.within(grant.c.applied_on)),
        "granted": span.total(grant.c.approved, span.within(grant.c.approved_on)),
        "spent": span.total(expense.c.amount, span.within(paid), expense.c.grant_id.is_not(None)),
    }
