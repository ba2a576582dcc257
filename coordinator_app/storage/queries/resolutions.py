"""Questions about the register of resolutions that generic lists cannot answer."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, extract, func, or_, select

from coordinator_app.domain.meetings import MeetingState
from coordinator_app.domain.register import Numbered
from coordinator_app.domain.resolutions import UNFINISHED, Implementation, ResolutionState
from coordinator_app.domain.tasks import Urgency
from coordinator_app.storage.models.contacts import OrganisationRow, PersonRow
from coordinator_app.storage.models.meetings import MeetingRow
from coordinator_app.storage.models.resolutions import ImplementationReportRow, ResolutionRow, VoteRow
from coordinator_app.storage.unit_of_work import CHUNK, ReadUnit

_HELD = (MeetingState.HELD, MeetingState.CLOSED)
_SOON_DAYS = 7


def numbers(unit: ReadUnit) -> dict[int, str]:
    """The numbers of all resolutions that hold one."""
    table = ResolutionRow.__table__
    rows = unit.connection.execute(select(table.c.id, table.c.number).where(table.c.number != ""))
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class HeldNumber:
    """A number drawn in a term, also of a resolution in the Papierkorb."""

    body_id: int
    term_id: int
    numbered: Numbered


def held_numbers(unit: ReadUnit) -> list[HeldNumber]:
    """All numbers drawn so far, in their order."""
    table = ResolutionRow.__table__
    query = select(
        table.c.body_id, table.c.term_id, table.c.sequence, table.c.number, table.c.state, table.c.deleted_at
    ).where(table.c.number != "", table.c.sequence.is_not(None), table.c.term_id.is_not(None))
    return [
        HeldNumber(
            body, term or 0, Numbered(sequence=sequence or 0, number=number, state=state, thrown=gone is not None)
        )
        for body, term, sequence, number, state, gone in unit.connection.execute(query.order_by(table.c.sequence))
    ]


def bodies_with_numbers(unit: ReadUnit) -> set[int]:
    """Ids of the bodies that decided anything."""
    table = ResolutionRow.__table__
    query = select(table.c.body_id).where(table.c.number != "", table.c.deleted_at.is_(None)).distinct()
    return {row[0] for row in unit.connection.execute(query)}


def years(unit: ReadUnit) -> list[int]:
    """The years in which anything was decided, the newest first."""
    table = ResolutionRow.__table__
    year = extract("year", table.c.decided_on)
    query = select(year).where(table.c.deleted_at.is_(None), table.c.decided_on.is_not(None)).distinct()
    return sorted((int(row[0]) for row in unit.connection.execute(query)), reverse=True)


def ids_of_year(unit: ReadUnit, year: int) -> set[int]:
    """Ids of what was decided in a year."""
    table = ResolutionRow.__table__
    inside = table.c.decided_on.between(date(year, 1, 1), date(year, 12, 31))
    return _ids(unit, inside)


def ids_by_standing(unit: ReadUnit, today: date, wanted: Collection[Urgency]) -> set[int]:
    """Ids of adopted, unfinished resolutions standing in one of these ways against their date."""
    table = ResolutionRow.__table__
    due = table.c.due_on
    soon = func.julianday(due) - _SOON_DAYS <= func.julianday(today)
    rules: dict[Urgency, ColumnElement[bool]] = {
        Urgency.NONE: due.is_(None),
        Urgency.OVERDUE: due < today,
        Urgency.DUE: due == today,
        Urgency.SOON: (due > today) & soon,
        Urgency.LATER: (due > today) & ~soon,
    }
    return _ids(unit, _unfinished(), or_(*[rules[each] for each in wanted if each in rules]))


def ids_newly_done(unit: ReadUnit) -> set[int]:
    """Ids of what was carried out after the last held meeting of its body: listed once more in the next one."""
    table, meeting = ResolutionRow.__table__, MeetingRow.__table__
    begin = func.coalesce(meeting.c.actual_start, meeting.c.starts_at)
    last = select(func.max(func.date(begin, "localtime"))).where(
        meeting.c.body_id == table.c.body_id, meeting.c.deleted_at.is_(None), meeting.c.state.in_(_HELD)
    )
    newly = func.coalesce(last.scalar_subquery(), "") < func.date(table.c.implemented_on)
    return _ids(unit, table.c.implementation == Implementation.DONE, newly)


def who_is_responsible(unit: ReadUnit) -> list[tuple[int, str]]:
    """People (by id) and organisations (by negative id) responsible for a resolution, by name."""
    table = ResolutionRow.__table__
    found: list[tuple[str, int, str]] = []
    for other, column, sign in (
        (PersonRow.__table__, table.c.responsible_id, 1),
        (OrganisationRow.__table__, table.c.responsible_organisation_id, -1),
    ):
        used = exists().where(column == other.c.id, table.c.deleted_at.is_(None))
        query = select(other.c.id, other.c.sort_key, other.c.display_title).where(used)
        found += [(key, sign * id, title) for id, key, title in unit.connection.execute(query)]
    return [(id, title) for _, id, title in sorted(found)]


def last_votes(unit: ReadUnit, ids: Sequence[int]) -> dict[int, str]:
    """„9 / 1 / 1“ (yes, no, abstaining) of the last vote on each resolution."""
    table = VoteRow.__table__
    columns = (table.c.resolution_id, table.c.yes, table.c.no, table.c.abstain)
    found: dict[int, str] = {}
    for chunk in _chunks(ids):
        query = select(*columns).where(table.c.resolution_id.in_(chunk)).order_by(table.c.round)
        found.update((id, f"{yes} / {no} / {abstain}") for id, yes, no, abstain in unit.connection.execute(query))
    return found


def last_report_days(unit: ReadUnit, ids: Sequence[int]) -> dict[int, date]:
    """The day of the newest report on each resolution."""
    table = ImplementationReportRow.__table__
    found: dict[int, date] = {}
    for chunk in _chunks(ids):
        query = select(table.c.resolution_id, func.max(table.c.reported_on)).where(
            table.c.resolution_id.in_(chunk), table.c.deleted_at.is_(None)
        )
        rows = unit.connection.execute(query.group_by(table.c.resolution_id))
        found.update((row[0], row[1]) for row in rows if row[1] is not None)
    return found


def _unfinished() -> ColumnElement[bool]:
    table = ResolutionRow.__table__
    adopted = table.c.state == ResolutionState.ADOPTED
    return adopted & table.c.implementation.in_(list(UNFINISHED))


def _ids(unit: ReadUnit, *conditions: ColumnElement[Any]) -> set[int]:
    table = ResolutionRow.__table__
    query = select(table.c.id).where(table.c.deleted_at.is_(None), *conditions)
    return {row[0] for row in unit.connection.execute(query)}


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
