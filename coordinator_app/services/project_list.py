"""The project list as data: one declaration of columns for screen, print, Word and Excel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coordinator_app.domain.columns import Column, ListFilter
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.projects import Project
from coordinator_app.services.lists import ListRow, RecordList, column
from coordinator_app.storage.queries.projects import ListedProject, listed_projects
from coordinator_app.storage.queries.record_lists import Listing, matching_ids
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit

ProjectRow = ListRow[Project]


def _status(row: ProjectRow) -> Any:
    return row.record.status


def _type(row: ProjectRow) -> Any:
    return row.record.project_type.label.partition(" (")[0]


def _end(row: ProjectRow) -> Any:
    """The day, or „dauerhaft“ where there is none to come."""
    return "dauerhaft" if row.record.is_permanent else row.record.end


def _column(name: str, **changes: Any) -> Column[ProjectRow]:
    return replace(column(Project, name), **changes)


COLUMNS: tuple[Column[ProjectRow], ...] = (
    _column("number", width=8, shown=False),
    _column("title", width=28, stretch=True),
    _column("status", width=13, value=_status, kind=Kind.CHOICE),
    _column("project_type", width=16, value=_type, kind=Kind.TEXT, sort="type", shown=False),
    _column("fields_of_action", width=22, shown=False),
    _column("target_groups", width=20, shown=False),
    _column("age_groups", width=14, shown=False),
    _column("settings", width=14, shown=False),
    _column("areas", width=16, shown=False),
    _column("location", width=18, shown=False, sort=""),
    _column("carrier_id", width=22, sort="carrier", shown=False),
    _column("responsible_id", width=18, sort="responsible", shown=False),
    _column("start", width=9, shown=False),
    _column("end", width=9, value=_end),
    _column("costs", width=13, shown=False, total=True),
    _column("funding", width=13, shown=False, total=True),
    _column("funding_source", width=18, shown=False, sort=""),
    _column("prevention_types", width=18, shown=False),
    _column("planned_reach", width=10, shown=False, sort=""),
    _column("evidence_level", width=18, sort="evidence", shown=False),
    _column("is_pit", width=7, shown=False, sort=""),
    _column("is_public", width=9, shown=False, sort=""),
    _column("needs", width=22, shown=False),
    _column("resolutions", width=22, shown=False),
    _column("confirmed_on", width=12, sort="confirmed", shown=False, label="Bestätigt am"),
    _column("short_description", width=34, shown=False, sort=""),
)


@dataclass(frozen=True, slots=True)
class ProjectTotals:
    """Sums over a filtered list; amounts in euro cents."""

    count: int
    running: int
    costs: int
    funding: int


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read for one filter and order; words are found in memory until something is stored."""

    key: tuple[int, str, str, bool]
    listing: Listing
    projects: dict[int, ListedProject]
    funding: dict[int, int]


class ProjectList:
    """List source of the projects; `equals` knows the names of `queries.projects.conditions`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows = RecordList(store, Project, COLUMNS)
        self._read: _Read | None = None

    @property
    def columns(self) -> Sequence[Column[ProjectRow]]:
        """All columns on offer, in their order."""
        return COLUMNS

    def ids(self, wanted: ListFilter) -> list[int]:
        """Ids of all matching projects in the order asked for."""
        with self._store.read() as unit:
            read = self._current(unit, wanted)
            found = matching_ids(unit, Project, read.listing, wanted.text)
        return list(read.listing.ids) if found is None else [id for id in read.listing.ids if id in found]

    def rows(self, ids: Sequence[int]) -> dict[int, ProjectRow]:
        """The rows of these ids; ids deleted since are missing."""
        return self._rows.rows(ids)

    def totals(self, wanted: ListFilter) -> Mapping[str, int]:
        """The sum for the foot of the list: funding of everything that matches, in euro cents."""
        with self._store.read() as unit:
            read = self._current(unit, wanted)
            found = matching_ids(unit, Project, read.listing, wanted.text)
        if found is None:
            return {"funding": sum(read.funding.values())}
        return {"funding": sum(map(read.funding.__getitem__, found & read.funding.keys()))}

    def summary(self, wanted: ListFilter) -> ProjectTotals:
        """Count, running projects and sums over everything that matches."""
        with self._store.read() as unit:
            read = self._current(unit, wanted)
            found = matching_ids(unit, Project, read.listing, wanted.text)
        projects = read.projects.values()
        if found is not None:
            projects = [read.projects[id] for id in found if id in read.projects]
        return ProjectTotals(
            len(projects),
            sum(project.running for project in projects),
            sum(project.costs for project in projects),
            sum(project.funding for project in projects),
        )

    def _current(self, unit: ReadUnit, wanted: ListFilter) -> _Read:
        equals = repr(sorted(wanted.equals.items()))
        key = (self._store.revision, equals, wanted.sort, wanted.descending)
        read = self._read
        if read is None or read.key != key or self._store.read_only:
            found = listed_projects(unit.connection, wanted)
            listing = Listing([item.id for item in found], [item.text for item in found])
            funding = {item.id: item.funding for item in found}
            read = _Read(key, listing, {item.id: item for item in found}, funding)
            self._read = read
        return read
