"""Reads of needs whose SQL is special: the next number, kinds of evidence per need, pieces of evidence per need."""

from collections.abc import Sequence

from sqlalchemy import Connection, Integer, cast, func, select

from coordinator_app.domain.needs import Direction
from coordinator_app.storage.models.needs import EvidenceRow, NeedRow

_CHUNK = 500
_N = NeedRow.__table__
_E = EvidenceRow.__table__


def next_serial(connection: Connection) -> int:
    """One more than the highest number that still exists, also in the Papierkorb."""
    digits = cast(func.substr(_N.c.number, 3), Integer)
    return int(connection.execute(select(func.max(digits)).where(_N.c.number.like("B-%"))).scalar() or 0) + 1


def evidence_scores(connection: Connection, needs: Sequence[int]) -> dict[int, int]:
    """Number of independent kinds of supporting evidence by need; needs without any are missing."""
    found: dict[int, int] = {}
    for start in range(0, len(needs), _CHUNK):
        rows = connection.execute(
            select(_E.c.need_id, func.count(_E.c.evidence_kind_id.distinct()))
            .where(
                _E.c.need_id.in_(needs[start : start + _CHUNK]),
                _E.c.deleted_at.is_(None),
                _E.c.direction == Direction.SUPPORTS,
            )
            .group_by(_E.c.need_id)
        )
        found.update((row[0], row[1]) for row in rows)
    return found
