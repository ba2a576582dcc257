"""SQL of the project list: ids in an order and by filters, sums, the next number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    type_coerce,
)

from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.projects import LIVING, OPEN, ProjectStatus, ProjectType
from coordinator_app.storage.models.catalogues import CatalogEntryRow
from coordinator_app.storage.models.contacts import OrganisationRow, PersonRow
from coordinator_app.storage.models.municipality import AreaRow
from coordinator_app.storage.models.projects import ProjectActorRow, ProjectRow
from coordinator_app.storage.models.technical import change_log

_P = ProjectRow.__table__
_LINKED = {
    "field_of_action": (ProjectRow.__links__["fields_of_action"], "catalog_entry_id"),
    "target_group": (ProjectRow.__links__["target_groups"], "catalog_entry_id"),
    "age_group": (ProjectRow.__links__["age_groups"], "catalog_entry_id"),
    "setting": (ProjectRow.__links__["settings"], "catalog_entry_id"),
    "area": (ProjectRow.__links__["areas"], "area_id"),
    "need": (ProjectRow.__links__["needs"], "need_id"),
    "resolution": (ProjectRow.__links__["resolutions"], "resolution_id"),
}


class ListedProject(NamedTuple):
    """What the list keeps of every project to find words and to add up; amounts in euro cents."""

    id: int
    text: str
    running: bool
    costs: int
    funding: int


@dataclass(frozen=True, slots=True)
class LogLine:
    """One step in the history of a record: when (UTC), who, what."""

    at: datetime
    user: str
    step: str


def next_serial(connection: Connection) -> int:
    """One more than the highest number ever drawn that still exists, also in the Papierkorb."""
    digits = cast(func.substr(_P.c.number, 3), Integer)
    highest = connection.execute(select(func.max(digits)).where(_P.c.number.like("P-%"))).scalar()
    return int(highest or 0) + 1


def listed_projects(connection: Connection, wanted: ListFilter) -> list[ListedProject]:
    """The projects that match the equalities of a filter, in the order asked for (title when none).

    Typed words are not looked at: they change with every key stroke and are found in memory.
    """
    columns = (_P.c.id, _P.c.filter_text, _P.c.status == ProjectStatus.RUNNING, _P.c.costs, _P.c.funding)
    query = select(*columns).where(*conditions(wanted))
    table, order = _ORDERS.get(wanted.sort, (None, (_P.c.sort_key,)))
    if table is not None:
        query = query.select_from(_P.outerjoin(table, table.c.id == _P.c[_JOINED[wanted.sort]]))
    for column in order:
        query = query.order_by(column.desc().nulls_last() if wanted.descending else column.asc().nulls_last())
    if wanted.sort and wanted.sort != "title":
        query = query.order_by(_P.c.sort_key)
    rows = connection.execute(query.order_by(_P.c.id))
    return [
        ListedProject(id, text, bool(running), costs or 0, funding or 0) for id, text, running, costs, funding in rows
    ]


def group_labels(connection: Connection, by: str) -> dict[int, tuple[str, str]]:
    """Order key and words of the group each project stands in; projects without one are missing.

    `by` is "status", "type", "year" (of the beginning), "carrier", "responsible", "field_of_action", "area" or
    "target_group"; of several entries the first one counts.
    """
    if by in _LINKED:
        table, column = _LINKED[by]
        target = (AreaRow if by == "area" else CatalogEntryRow).__table__
        query = select(table.c.project_id, target.c.sort_key, target.c.display_title)
        query = query.join_from(table, target, target.c.id == table.c[column]).order_by(table.c.position.desc())
        return {id: (key, words) for id, key, words in connection.execute(query)}
    if by in _JOINED:
        table = (OrganisationRow if by == "carrier" else PersonRow).__table__
        query = select(_P.c.id, table.c.sort_key, table.c.display_title)
        query = query.join_from(_P, table, table.c.id == _P.c[_JOINED[by]])
        return {id: (key, words) for id, key, words in connection.execute(query)}
    if by == "year":
        year = func.substr(_code(_P.c.start), 1, 4)
        found = connection.execute(select(_P.c.id, year).where(_P.c.start.isnot(None)))
        return {id: (words, words) for id, words in found}
    column, members = (_P.c.status, ProjectStatus) if by == "status" else (_P.c.project_type, ProjectType)
    places = {str(member): (f"{place:02}", member.label) for place, member in enumerate(members)}
    return {id: places[code] for id, code in connection.execute(select(_P.c.id, _code(column)))}


def conditions(wanted: ListFilter) -> list[ColumnElement[bool]]:
    """The WHERE parts of the equalities of a filter; unknown names are a `KeyError` (a defect of the caller)."""
    found: list[ColumnElement[bool]] = [_P.c.deleted_at.is_(None)]
    for name, value in wanted.equals.items():
        if value not in (None, "", ()):
            found.append(_condition(name, value))
    return found


def _condition(name: str, value: Any) -> ColumnElement[bool]:
    if name == "state_group":
        return _P.c.status.in_([str(status) for status in _STATE_GROUPS[value]])
    if name == "unconfirmed_before":
        living = _P.c.status.in_([str(status) for status in LIVING])
        return and_(living, or_(_P.c.confirmed_on.is_(None), _P.c.confirmed_on < value))
    if name == "actor_organisation":
        actor = ProjectActorRow.__table__
        inside = exists().where(actor.c.project_id == _P.c.id, actor.c.organisation_id == value)
        return or_(_P.c.carrier_id == value, inside)
    if name == "year":
        begins_before = or_(_P.c.start.is_(None), func.substr(_P.c.start, 1, 4) <= str(value))
        ends_after = or_(_P.c.end.is_(None), func.substr(_P.c.end, 1, 4) >= str(value))
        return and_(begins_before, ends_after)
    if name in _LINKED:
        table, column = _LINKED[name]
        return _P.c.id.in_(select(table.c.project_id).where(table.c[column] == value))
    return _P.c[name] == value


_STATE_GROUPS: Mapping[str, frozenset[ProjectStatus]] = {
    "open": OPEN,
    "living": LIVING,
    "planned": frozenset({ProjectStatus.IDEA, ProjectStatus.PLANNING, ProjectStatus.APPLIED, ProjectStatus.APPROVED}),
    "finished": frozenset({ProjectStatus.COMPLETED, ProjectStatus.EVALUATED}),
}

_JOINED = {"carrier": "carrier_id", "responsible": "responsible_id"}


def _position(column: Any, members: Any) -> ColumnElement[int]:
    return case({str(member): place for place, member in enumerate(members)}, value=_code(column))


def _code(column: Any) -> Any:
    """A choice column compared as its stored code."""
    return type_coerce(column, String)


_ORDERS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "title": (None, (_P.c.sort_key,)),
    "number": (None, (func.length(_P.c.number), _P.c.number)),
    "status": (None, (_position(_P.c.status, ProjectStatus),)),
    "type": (None, (_position(_P.c.project_type, ProjectType),)),
    "start": (None, (_P.c.start,)),
    "end": (None, (case((_P.c.is_permanent, "9999-12-31"), else_=_code(_P.c.end)),)),
    "costs": (None, (_P.c.costs,)),
    "funding": (None, (_P.c.funding,)),
    "evidence": (None, (_code(_P.c.evidence_level),)),
    "confirmed": (None, (_P.c.confirmed_on,)),
    "carrier": (OrganisationRow.__table__, (OrganisationRow.__table__.c.sort_key,)),
    "responsible": (PersonRow.__table__, (PersonRow.__table__.c.sort_key,)),
}


def record_log(connection: Connection, records: list[tuple[str, int]], limit: int = 200) -> list[LogLine]:
    """The latest steps that touched any of the records (kind, id), newest first, each once."""
    log = change_log.c
    touched = or_(*[and_(log.kind == kind, log.record_id == id) for kind, id in records])
    query = select(log.at, log.user, log.step, func.max(log.id).label("last")).where(touched)
    query = query.group_by(log.at, log.user, log.step).order_by(func.max(log.id).desc()).limit(limit)
    return [LogLine(row.at, row.user, row.step) for row in connection.execute(query)]
