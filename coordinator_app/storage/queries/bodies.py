"""What bodies dealt with: projects and needs on their agendas and in their resolutions, the last meeting of terms."""

from datetime import datetime

from sqlalchemy import func, select

from coordinator_app.storage.models.meetings import AgendaItemRow, MeetingRow
from coordinator_app.storage.models.priorities import PriorityRoundRow
from coordinator_app.storage.models.projects import ProjectRow, project_resolution
from coordinator_app.storage.models.resolutions import ResolutionRow
from coordinator_app.storage.unit_of_work import ReadUnit


def projects_of_body(unit: ReadUnit, body_id: int) -> dict[int, int]:
    """Ids of the projects a body had on its agenda or decided on, with how often; the most often treated first."""
    return _treated(unit, body_id, "projects", "project_id")


def needs_of_body(unit: ReadUnit, body_id: int) -> dict[int, int]:
    """Ids of the needs a body had on its agenda, with how often; the most often treated first."""
    return _treated(unit, body_id, "needs", "need_id")


def _treated(unit: ReadUnit, body_id: int, links: str, column: str) -> dict[int, int]:
    link = AgendaItemRow.__links__[links]
    item, meeting = AgendaItemRow.__table__, MeetingRow.__table__
    target = link.c[column]
    query = (
        select(target, func.count())
        .join(item, item.c.id == link.c.agenda_item_id)
        .join(meeting, meeting.c.id == item.c.meeting_id)
        .where(meeting.c.body_id == body_id, meeting.c.deleted_at.is_(None), item.c.deleted_at.is_(None))
        .group_by(target)
    )
    found = {row[0]: int(row[1]) for row in unit.connection.execute(query)}
    if column == "project_id":
        for id in _decided(unit, body_id):
            found[id] = found.get(id, 0) + 1
    return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))


def _decided(unit: ReadUnit, body_id: int) -> list[int]:
    """Projects linked to resolutions of the body, once per resolution."""
    resolution, project = ResolutionRow.__table__, ProjectRow.__table__
    query = (
        select(project_resolution.c.project_id)
        .join(resolution, resolution.c.id == project_resolution.c.resolution_id)
        .join(project, project.c.id == project_resolution.c.project_id)
        .where(resolution.c.body_id == body_id, resolution.c.deleted_at.is_(None), project.c.deleted_at.is_(None))
    )
    return [row[0] for row in unit.connection.execute(query)]


def rounds_of_body(unit: ReadUnit, body_id: int) -> list[int]:
    """Ids of the rounds a body rates or decided, the latest first."""
    table, resolution = PriorityRoundRow.__table__, ResolutionRow.__table__
    decided = select(resolution.c.id).where(resolution.c.body_id == body_id)
    query = (
        select(table.c.id)
        .where(table.c.deleted_at.is_(None), (table.c.body_id == body_id) | table.c.resolution_id.in_(decided))
        .order_by(table.c.year.desc(), table.c.id.desc())
    )
    return [row[0] for row in unit.connection.execute(query)]


def last_meetings_of_terms(unit: ReadUnit, body_id: int) -> dict[int, datetime | None]:
    """The begin of the last meeting in each term of a body that has meetings (None: only undated ones)."""
    table = MeetingRow.__table__
    query = (
        select(table.c.term_id, func.max(table.c.starts_at))
        .where(table.c.body_id == body_id, table.c.deleted_at.is_(None), table.c.term_id.is_not(None))
        .group_by(table.c.term_id)
    )
    return {row[0]: row[1] for row in unit.connection.execute(query)}
