"""Reading the change history: steps as people made them, newest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from coordinator_app.storage.models.technical import change_log
from coordinator_app.storage.unit_of_work import ReadUnit


@dataclass(frozen=True, slots=True)
class LoggedStep:
    """One step: when, who, what; `count` records of the kinds named were touched directly."""

    id: int
    at: datetime
    user: str
    step: str
    kinds: tuple[str, ...]
    count: int


def logged_steps(unit: ReadUnit, limit: int) -> list[LoggedStep]:
    """The latest steps (lines of one moment, user and name belong together)."""
    log = change_log.c
    query = (
        select(
            func.max(log.id).label("id"),
            log.at,
            log.user,
            log.step,
            func.group_concat(log.kind.distinct()).label("kinds"),
            func.count().label("records"),
        )
        .group_by(log.at, log.user, log.step)
        .order_by(func.max(log.id).desc())
        .limit(limit)
    )
    return [
        LoggedStep(row.id, row.at, row.user, row.step, tuple(sorted(row.kinds.split(","))), row.records)
        for row in unit.connection.execute(query)
    ]
