"""The project list as data: one declaration of columns for screen, print, Word and Excel."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from coordinator_app.common.german import format_money, plural
from coordinator_app.domain.columns import Column, ListFilter
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.projects import Project
from coordinator_app.services.lists import ListRow, RecordList, column
from coordinator_app.storage.queries.projects import ListedProject, group_labels, listed_projects
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
class ProjectGroup:
    """Projects of one Handlungsfeld, one carrier …: words, ids in the order of the list, what they add up to."""

    title: str
    ids: tuple[int, ...]
    totals: ProjectTotals


GROUPINGS = (
    ("field_of_action", "Handlungsfeld"),
    ("status", "Status"),
    ("type", "Art"),
    ("target_group", "Zielgruppe"),
    ("area", "Gebiet"),
    ("carrier", "Träger"),
    ("responsible", "Verantwortlich"),
    ("year", "Beginn im Jahr"),
)


_WITHOUT = ("", "ohne Angabe")
_ID, _RUNNING, _COSTS, _FUNDING = (attrgetter(name) for name in ("id", "running", "costs", "funding"))


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
        self._grouped: tuple[tuple[int, str], dict[int, tuple[str, str]]] | None = None

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
        return _totals(projects)

    def totals_of(self, ids: Sequence[int]) -> ProjectTotals:
        """What these projects add up to."""
        with self._store.read() as unit:
            read = self._with(unit, ids)
        return _totals([read.projects[id] for id in ids if id in read.projects])

    def groups(self, ids: Sequence[int], by: str) -> list[ProjectGroup]:
        """These projects in groups, each once: under its first entry where there are several, last those without."""
        with self._store.read() as unit:
            labels = self._labels(unit, by)
            read = self._with(unit, ids)
        found: dict[tuple[str, str], list[ListedProject]] = {}
        projects = read.projects
        for id in ids:
            label = labels.get(id, _WITHOUT)
            if label in found:
                found[label].append(projects[id])
            else:
                found[label] = [projects[id]]
        ordered = sorted(found.items(), key=_group_order)
        return [ProjectGroup(label[1], tuple(map(_ID, members)), _totals(members)) for label, members in ordered]

    def _labels(self, unit: ReadUnit, by: str) -> dict[int, tuple[str, str]]:
        """The groups, kept until something is stored: they do not change with typed words."""
        key = (self._store.revision, by)
        if self._grouped is None or self._grouped[0] != key or self._store.read_only:
            self._grouped = (key, group_labels(unit.connection, by))
        return self._grouped[1]

    def _with(self, unit: ReadUnit, ids: Sequence[int]) -> _Read:
        """What was read last if it holds all of these projects, else everything."""
        if self._read is not None and all(id in self._read.projects for id in ids):
            return self._read
        return self._current(unit, ListFilter())

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


class GroupedProjects:
    """The list of projects in the order of its groups, for print: a list source that knows its heads."""

    def __init__(self, source: ProjectList, by: str) -> None:
        self._source, self._by = source, by

    @property
    def columns(self) -> Sequence[Column[ProjectRow]]:
        """Those of the list."""
        return self._source.columns

    def ids(self, wanted: ListFilter) -> list[int]:
        """Ids group by group, in the order asked for within each."""
        return [id for group in self._groups(wanted) for id in group.ids]

    def rows(self, ids: Sequence[int]) -> dict[int, ProjectRow]:
        """As the list."""
        return self._source.rows(ids)

    def heads(self, wanted: ListFilter) -> list[tuple[str, int]]:
        """Words of each head with the number of rows below it."""
        return [(group_words(group), len(group.ids)) for group in self._groups(wanted)]

    def _groups(self, wanted: ListFilter) -> list[ProjectGroup]:
        return self._source.groups(self._source.ids(wanted), self._by)


def group_words(group: ProjectGroup) -> str:
    """„Sucht · 4 Projekte, 3 laufend · Förderung 12.000,00 €“."""
    return f"{group.title} · {group_sums(group.totals)}"


def group_sums(totals: ProjectTotals) -> str:
    """„4 Projekte, 3 laufend · Förderung 12.000,00 €“."""
    running = f", {totals.running} laufend" if totals.running else ""
    funding = f" · Förderung {format_money(totals.funding)}" if totals.funding else ""
    return f"{plural(totals.count, 'Projekt', 'Projekte')}{running}{funding}"


def _totals(projects: Collection[ListedProject]) -> ProjectTotals:
    return ProjectTotals(
        len(projects), sum(map(_RUNNING, projects)), sum(map(_COSTS, projects)), sum(map(_FUNDING, projects))
    )


def _group_order(group: tuple[tuple[str, str], list[ListedProject]]) -> tuple[bool, str, str]:
    key, words = group[0]
    return group[0] == _WITHOUT, key, words
