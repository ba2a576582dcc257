"""Reads of needs whose SQL is special: the next number, kinds of evidence per need, what was measured."""

from collections.abc import Sequence

from sqlalchemy import Connection, Integer, cast, func, select, union_all

from coordinator_app.domain.catalogues import Catalogue
from coordinator_app.domain.concerns import COUNTED
from coordinator_app.domain.needs import Direction
from coordinator_app.storage.models.catalogues import CatalogEntryRow
from coordinator_app.storage.models.concerns import ConcernRow
from coordinator_app.storage.models.goals import GoalRow, IndicatorRow, MeasurementRow
from coordinator_app.storage.models.needs import EvidenceRow, NeedRow

_CHUNK = 500
_N = NeedRow.__table__
_E = EvidenceRow.__table__
_C = ConcernRow.__table__


def next_serial(connection: Connection) -> int:
    """One more than the highest number that still exists, also in the Papierkorb."""
    digits = cast(func.substr(_N.c.number, 3), Integer)
    return int(connection.execute(select(func.max(digits)).where(_N.c.number.like("B-%"))).scalar() or 0) + 1


def evidence_scores(connection: Connection, needs: Sequence[int]) -> dict[int, int]:
    """Number of independent kinds of supporting evidence by need; needs without any are missing.

    Concerns tied to a need count as evidence of the kind „Anliegen aus der Bürgerschaft“.
    """
    kind = concern_evidence_kind(connection)
    found: dict[int, int] = {}
    for start in range(0, len(needs), _CHUNK):
        chunk = needs[start : start + _CHUNK]
        own = select(_E.c.need_id, _E.c.evidence_kind_id).where(
            _E.c.need_id.in_(chunk), _E.c.deleted_at.is_(None), _E.c.direction == Direction.SUPPORTS
        )
        voiced = (
            select(_C.c.need_id, cast(kind, Integer).label("evidence_kind_id"))
            .where(_C.c.need_id.in_(chunk), _C.c.deleted_at.is_(None), _C.c.state.in_(list(COUNTED)))
            .where(cast(kind, Integer).is_not(None))
        )
        both = union_all(own, voiced).subquery()
        rows = connection.execute(
            select(both.c.need_id, func.count(both.c.evidence_kind_id.distinct())).group_by(both.c.need_id)
        )
        found.update((row[0], row[1]) for row in rows)
    return found


def concern_evidence_kind(connection: Connection) -> int | None:
    """The kind of evidence that concerns of citizens are; None when the town has erased it."""
    entry = CatalogEntryRow.__table__.c
    query = select(entry.id).where(
        entry.catalogue == Catalogue.EVIDENCE_KIND, entry.code == "concern", entry.deleted_at.is_(None)
    )
    return connection.execute(query).scalar()


def is_measured(connection: Connection, projects: Sequence[int]) -> bool:
    """Whether any of these projects has a measurement of an indicator."""
    goal, indicator, value = GoalRow.__table__, IndicatorRow.__table__, MeasurementRow.__table__
    joined = value.join(indicator, indicator.c.id == value.c.indicator_id).join(goal, goal.c.id == indicator.c.goal_id)
    there = (table.c.deleted_at.is_(None) for table in (goal, indicator, value))
    query = select(value.c.id).select_from(joined).where(goal.c.project_id.in_(list(projects)), *there).limit(1)
    return connection.execute(query).scalar() is not None
