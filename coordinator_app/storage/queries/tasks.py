"""Questions about tasks that need the day they are asked on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func, or_, select

from coordinator_app.domain.contacts import PersonStatus
from coordinator_app.domain.tasks import OPEN_TASKS, Urgency
from coordinator_app.storage.models.contacts import AffiliationRow, OrganisationRow, PersonRow
from coordinator_app.storage.models.tasks import TaskRow
from coordinator_app.storage.unit_of_work import ReadUnit


def ids_by_urgency(unit: ReadUnit, today: date, wanted: Collection[Urgency]) -> set[int]:
    """Ids of tasks standing in one of these ways against their date (the rule is `domain.tasks.urgency`)."""
    table = TaskRow.__table__
    open_ = table.c.state.in_(list(OPEN_TASKS))
    due = table.c.due_on
    soon = func.julianday(due) - table.c.remind_days <= func.julianday(today)
    rules: dict[Urgency, ColumnElement[bool]] = {
        Urgency.SETTLED: ~open_,
        Urgency.NONE: open_ & due.is_(None),
        Urgency.OVERDUE: open_ & (due < today),
        Urgency.DUE: open_ & (due == today),
        Urgency.SOON: open_ & (due > today) & soon,
        Urgency.LATER: open_ & (due > today) & ~soon,
    }
    query = select(table.c.id).where(table.c.deleted_at.is_(None), or_(*[rules[entry] for entry in wanted]))
    return {row[0] for row in unit.connection.execute(query)}


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """Tasks outside the Papierkorb: whether there are any, how many are open, and of these overdue."""

    any: bool
    open: int
    overdue: int


def task_counts(unit: ReadUnit, today: date) -> TaskCounts:
    """The counts for the head of the page, answered by an index alone."""
    table = TaskRow.__table__
    here = table.c.deleted_at.is_(None)
    open_ = select(func.count()).where(here, table.c.state.in_(list(OPEN_TASKS)))
    first = unit.connection.execute(select(table.c.id).where(here).limit(1)).first()
    late = unit.connection.execute(open_.where(table.c.due_on < today)).scalar_one()
    return TaskCounts(first is not None, unit.connection.execute(open_).scalar_one(), late)


def ids_of_departed(unit: ReadUnit, today: date) -> set[int]:
    """Ids of open tasks of people who left: by their status, or because all their work has ended."""
    task, person, work = TaskRow.__table__, PersonRow.__table__, AffiliationRow.__table__
    alive = work.c.deleted_at.is_(None) & (work.c.person_id == person.c.id)
    ended = exists().where(alive) & ~exists().where(alive, or_(work.c.end.is_(None), work.c.end >= today))
    gone = or_(person.c.status != PersonStatus.ACTIVE, person.c.deleted_at.is_not(None), ended)
    query = select(task.c.id).join(person, person.c.id == task.c.person_id)
    query = query.where(task.c.deleted_at.is_(None), task.c.state.in_(list(OPEN_TASKS)), gone)
    return {row[0] for row in unit.connection.execute(query)}


def ids_coming_back(unit: ReadUnit, _today: date) -> set[int]:
    """Ids of tasks with a repetition."""
    table = TaskRow.__table__
    query = select(table.c.id).where(table.c.deleted_at.is_(None), table.c.recurrence != "")
    return {row[0] for row in unit.connection.execute(query)}


def who_is_responsible(unit: ReadUnit) -> list[tuple[int, str]]:
    """People (by id) and organisations (by negative id) responsible for a task, in German order of their names."""
    task = TaskRow.__table__
    found: list[tuple[str, int, str]] = []
    for table, column, sign in (
        (PersonRow.__table__, task.c.person_id, 1),
        (OrganisationRow.__table__, task.c.organisation_id, -1),
    ):
        used = exists().where(column == table.c.id, task.c.deleted_at.is_(None))
        query = select(table.c.id, table.c.sort_key, table.c.display_title).where(used)
        found += [(key, sign * id, title) for id, key, title in unit.connection.execute(query)]
    return [(id, title) for _, id, title in sorted(found)]
