"""Lists of resolutions: the register and the Beschlusskontrolle, one declaration for screen, print, Word and Excel."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.columns import Column, ListFilter
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.register import natural_key
from coordinator_app.domain.resolutions import UNFINISHED, Resolution, ResolutionState
from coordinator_app.domain.sentences import due_phrase
from coordinator_app.domain.tasks import Urgency
from coordinator_app.services.lists import ListRow, RecordList, columns
from coordinator_app.services.meeting_lists import choice, names, pick
from coordinator_app.storage.queries import resolutions as queries
from coordinator_app.storage.store import Store

_VOTE, _DAY, _BODY = (
    "last_vote",
    "last_report",
    "short_body",
)  # kinds of titles that are no records: by id of the resolution


class ResolutionList:
    """List source of resolutions.

    `ListFilter.equals` knows besides the fields of `Resolution` the keys „year“ (of the decision), „responsible“ (a
    person, or an organisation by its negative id), „standing“ (an `Urgency` or several, of those not carried out),
    „open“ (True = adopted and not carried out), „newly_done“ (True = carried out after the last meeting of its
    body) and „unpublished“ (True = public, not published yet); `numbered` leaves those that hold a number. Sorting
    by „number“ counts numbers as numbers.
    """

    def __init__(self, store: Store, shown: Sequence[str], *, numbered: bool = False, **fixed: Any) -> None:
        self._store, self._numbered = store, numbered
        self._columns = self._declare(shown)
        self._rows: RecordList[Resolution] = RecordList(store, Resolution, self._columns, **fixed)

    @property
    def columns(self) -> Sequence[Column[ListRow[Resolution]]]:
        """All columns on offer, in their order."""
        return self._columns

    def ids(self, wanted: ListFilter) -> list[int]:
        """Ids of all matching resolutions in the order asked for."""
        equals = dict(wanted.equals)
        asked = {key: equals.pop(key) for key in ("year", "standing", "newly_done") if key in equals}
        ids = self._rows.ids(replace(wanted, equals=_of_fields(equals)))
        with self._store.read() as unit:
            fitting: list[set[int]] = []
            if asked.get("year"):
                fitting.append(queries.ids_of_year(unit, int(asked["year"])))
            if asked.get("newly_done"):
                fitting.append(queries.ids_newly_done(unit))
            if asked.get("standing"):
                found: Any = asked["standing"]
                several = (found,) if isinstance(found, str) else tuple(found)
                fitting.append(queries.ids_by_standing(unit, today(unit.clock), [Urgency(each) for each in several]))
            numbers = queries.numbers(unit)
        if self._numbered:
            ids = [id for id in ids if id in numbers]
        for found in fitting:
            ids = [id for id in ids if id in found]
        return _by_number(ids, numbers, wanted) if wanted.sort == "number" else ids

    def rows(self, ids: Sequence[int]) -> dict[int, ListRow[Resolution]]:
        """The rows of these ids; ids deleted since are missing."""
        rows = self._rows.rows(ids)
        with self._store.read() as unit:
            votes = queries.last_votes(unit, list(rows))
            days: dict[int, Any] = queries.last_report_days(unit, list(rows))
            found = unit.many(Body, {row.record.body_id for row in rows.values()})
        short = {id: body.short_name or body.name for id, body in found.items()}
        more = {_VOTE: votes, _DAY: days, _BODY: short}
        return {id: replace(row, titles={**row.titles, **more}) for id, row in rows.items()}

    def _standing(self, row: ListRow[Resolution]) -> str:
        found = row.record
        if found.state is not ResolutionState.ADOPTED or found.implementation not in UNFINISHED:
            return ""
        return due_phrase(found.due_on, today(self._store.clock))

    def _declare(self, shown: Sequence[str]) -> tuple[Column[ListRow[Resolution]], ...]:
        declared = pick(
            columns(Resolution, *[name for name in shown if name not in _COMPUTED]),
            number={"width": 9},
            title={"width": 28},
            body_id={"value": _body, "width": 8},
            state={"value": choice("state"), "kind": Kind.CHOICE, "width": 13},
            implementation={"value": choice("implementation"), "kind": Kind.CHOICE, "width": 12},
            responsible_id={"value": _responsible, "label": "Verantwortlich", "width": 18},
            report={"label": "Letzter Bericht", "width": 30},
        )
        computed = (
            Column("votes", "Ja / Nein / Enth.", Kind.TEXT, _votes, width=12, shown="votes" in shown),
            Column(
                "standing", "Stand der Frist", Kind.TEXT, self._standing, "due_on", width=18, shown="standing" in shown
            ),
            Column("reported_on", "Berichtet am", Kind.DATE, _reported, width=10, shown="reported_on" in shown),
        )
        every = {column.key: column for column in (*declared, *computed)}
        order = [*shown, *(key for key in every if key not in shown)]
        return tuple(every[key] for key in order)


_COMPUTED = {"votes", "standing", "reported_on"}


def resolution_register(store: Store, **fixed: Any) -> ResolutionList:
    """Beschlussregister: every resolution that holds a number, whatever became of it; sort by „number“."""
    shown = ("number", "body_id", "title", "state", "decided_on", "implementation", "votes")
    return ResolutionList(store, shown, numbered=True, **fixed)


def resolution_control(store: Store, **fixed: Any) -> ResolutionList:
    """Beschlusskontrolle: adopted resolutions; „open“ in the filter leaves those not carried out yet."""
    shown = ("number", "body_id", "title", "standing", "implementation", "responsible_id", "reported_on", "report")
    return ResolutionList(store, shown, state=ResolutionState.ADOPTED, **fixed)


def years_decided(store: Store) -> list[int]:
    """The years in which anything was decided, for filters."""
    with store.read() as unit:
        return queries.years(unit)


def responsibles(store: Store) -> list[tuple[int, str]]:
    """Who is responsible for resolutions, for filters: organisations by their negative id."""
    with store.read() as unit:
        return queries.who_is_responsible(unit)


def _of_fields(equals: dict[str, Any]) -> dict[str, Any]:
    """Keys of the list turned into equalities of fields."""
    responsible = equals.pop("responsible", None)
    if responsible:
        equals["responsible_id" if responsible > 0 else "responsible_organisation_id"] = abs(responsible)
    if equals.pop("open", None):
        equals.setdefault("implementation", tuple(UNFINISHED))
    if equals.pop("unpublished", None):
        equals |= {"public": True, "published_on": None}
    return equals


def _by_number(ids: list[int], numbers: dict[int, str], wanted: ListFilter) -> list[int]:
    """By number as people count; those without one always at the end."""
    numbered = [id for id in ids if id in numbers]
    numbered.sort(key=lambda id: natural_key(numbers[id]), reverse=wanted.descending)
    return [*numbered, *(id for id in ids if id not in numbers)]


def _responsible(row: ListRow[Resolution]) -> str:
    return names(row, row.record.responsible_id, row.record.responsible_organisation_id)


def _body(row: ListRow[Resolution]) -> str:
    return row.titles.get(_BODY, {}).get(row.record.body_id, "")


def _votes(row: ListRow[Resolution]) -> str:
    return row.titles.get(_VOTE, {}).get(row.record.id, "")


def _reported(row: ListRow[Resolution]) -> date | None:
    days: Any = row.titles.get(_DAY, {})
    return days.get(row.record.id)
