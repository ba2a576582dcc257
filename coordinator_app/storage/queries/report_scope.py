"""Which fields of action have something a report can tell."""

from sqlalchemy import Connection, select, union

from coordinator_app.storage.models.needs import NeedRow
from coordinator_app.storage.models.projects import ProjectRow

_N = NeedRow.__table__
_P = ProjectRow.__table__


def used_fields(connection: Connection) -> set[int]:
    """The catalogue entries of fields of action that needs or projects are in."""
    link = ProjectRow.__links__["fields_of_action"]
    of_needs = select(_N.c.field_of_action_id).where(_N.c.deleted_at.is_(None), _N.c.field_of_action_id.isnot(None))
    of_projects = (
        select(link.c.catalog_entry_id).join(_P, _P.c.id == link.c.project_id).where(_P.c.deleted_at.is_(None))
    )
    return {row[0] for row in connection.execute(union(of_needs, of_projects))}
