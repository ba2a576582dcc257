"""What the matrix of needs and offers reads: short rows of open needs and of projects, with their words."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, select

from coordinator_app.domain.need_offers import Coverage
from coordinator_app.domain.need_states import OPEN_NEEDS
from coordinator_app.domain.needs import NeedKind
from coordinator_app.domain.projects import ProjectStatus
from coordinator_app.storage.models.concerns import NeedOfferMatchRow
from coordinator_app.storage.models.municipality import AreaRow
from coordinator_app.storage.models.needs import NeedRow
from coordinator_app.storage.models.projects import ProjectRow, project_need

_N = NeedRow.__table__
_P = ProjectRow.__table__
Links = dict[int, list[int]]


class ReadNeed(NamedTuple):
    """An open need that is no strength."""

    id: int
    number: str
    title: str
    field: int | None


class ReadOffer(NamedTuple):
    """A project or offer in one of the wanted states."""

    id: int
    number: str
    title: str
    status: ProjectStatus


class MatrixRows(NamedTuple):
    """Everything for the matrix; the links are ids by need or project."""

    needs: list[ReadNeed]
    offers: list[ReadOffer]
    need_groups: Links
    need_areas: Links
    offer_fields: Links
    offer_groups: Links
    offer_areas: Links
    project_needs: Links  # needs (also closed ones) by project
    need_projects: dict[int, dict[int, ProjectStatus]]  # all linked projects by open need
    judged: dict[int, dict[int, Coverage]]  # by need and project


def matrix_rows(connection: Connection, offered: Iterable[ProjectStatus]) -> MatrixRows:
    """Read open needs and the projects in the states `offered`; 5,000 of them in some tens of milliseconds."""
    needs = [ReadNeed(*row) for row in connection.execute(_needs_query())]
    wanted = [str(status) for status in offered]
    columns = (_P.c.id, _P.c.number, _P.c.title, _P.c.status)
    offers_query = select(*columns).where(_P.c.deleted_at.is_(None), _P.c.status.in_(wanted)).order_by(_P.c.sort_key)
    offers = [ReadOffer(*row) for row in connection.execute(offers_query)]
    project_needs, need_projects = _ties(connection)
    return MatrixRows(
        needs,
        offers,
        _links(connection, NeedRow.__links__["target_groups"], "need_id", "catalog_entry_id"),
        _links(connection, NeedRow.__links__["areas"], "need_id", "area_id"),
        _links(connection, ProjectRow.__links__["fields_of_action"], "project_id", "catalog_entry_id"),
        _links(connection, ProjectRow.__links__["target_groups"], "project_id", "catalog_entry_id"),
        _links(connection, ProjectRow.__links__["areas"], "project_id", "area_id"),
        project_needs,
        need_projects,
        judgements(connection),
    )


def _needs_query() -> Any:
    return (
        select(_N.c.id, _N.c.number, _N.c.title, _N.c.field_of_action_id)
        .where(
            _N.c.deleted_at.is_(None),
            _N.c.need_kind != NeedKind.STRENGTH,
            _N.c.status.in_([str(status) for status in OPEN_NEEDS]),
        )
        .order_by(_N.c.sort_key, _N.c.id)
    )


def _links(connection: Connection, table: Table, own: str, other: str) -> Links:
    found: Links = {}
    for id, target in connection.execute(select(table.c[own], table.c[other]).order_by(table.c.position)):
        found.setdefault(id, []).append(target)
    return found


def _ties(connection: Connection) -> tuple[Links, dict[int, dict[int, ProjectStatus]]]:
    """Needs by project, and projects with their state by need; without what lies in the Papierkorb."""
    joined = project_need.join(_P, _P.c.id == project_need.c.project_id).join(_N, _N.c.id == project_need.c.need_id)
    query = (
        select(_P.c.id, _N.c.id, _P.c.status)
        .select_from(joined)
        .where(_P.c.deleted_at.is_(None), _N.c.deleted_at.is_(None))
    )
    by_project: Links = {}
    by_need: dict[int, dict[int, ProjectStatus]] = {}
    for project, need, status in connection.execute(query):
        by_project.setdefault(project, []).append(need)
        by_need.setdefault(need, {})[project] = status
    return by_project, by_need


def judgements(connection: Connection) -> dict[int, dict[int, Coverage]]:
    """How far projects cover needs, as judged, by need and project."""
    match = NeedOfferMatchRow.__table__.c
    found: dict[int, dict[int, Coverage]] = {}
    query = select(match.need_id, match.project_id, match.coverage).where(match.deleted_at.is_(None))
    for need, project, coverage in connection.execute(query):
        found.setdefault(need, {})[project] = coverage
    return found


def area_parents(connection: Connection) -> dict[int, int | None]:
    """The area every area belongs to, by id."""
    area = AreaRow.__table__.c
    return {row[0]: row[1] for row in connection.execute(select(area.id, area.parent_id))}
