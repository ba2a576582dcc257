"""Questions about tasks that need the day they are asked on."""

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select

from coordinator_app.domain.tasks import OPEN_TASKS, Urgency
from coordinator_app.storage.models.tasks import TaskRow
from coordinator_app.storage.unit_of_work import ReadUnit

SOON = timedelta(days=7)


def ids_by_urgency(unit: ReadUnit, today: date, wanted: Collection[Urgency]) -> set[int]:
    """Ids of tasks standing in one of these ways against their date (the rule is `domain.tasks.urgency`)."""
    table = TaskRow.__table__
    open_ = table.c.state.in_(list(OPEN_TASKS))
    due = table.c.due_on
    rules: dict[Urgency, ColumnElement[bool]] = {
        Urgency.SETTLED: ~open_,
        Urgency.NONE: open_ & due.is_(None),
        Urgency.OVERDUE: open_ & (due < today),
        Urgency.DUE: open_ & (due == today),
        Urgency.SOON: open_ & (due > today) & (due <= today + SOON),
        Urgency.LATER: open_ & (due > today + SOON),
    }
    query = select(table.c.id).where(table.c.deleted_at.is_(None), or_(*[rules[entry] for entry in wanted]))
    return {row[0] for row in unit.connection.execute(query)}
