"""Discarded records across all kinds."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from coordinator_app.storage.models.base import all_rows
from coordinator_app.storage.unit_of_work import ReadUnit


@dataclass(frozen=True, slots=True)
class Discarded:
    """A record in the Papierkorb."""

    kind: str
    id: int
    kind_label: str
    title: str
    deleted_at: datetime


def discarded(unit: ReadUnit) -> list[Discarded]:
    """All discarded records, the latest first."""
    found: list[Discarded] = []
    for kind, row in all_rows().items():
        table = row.__table__
        columns = (table.c.id, table.c.display_title, table.c.deleted_at)
        rows = unit.connection.execute(select(*columns).where(table.c.deleted_at.isnot(None)))
        found += [Discarded(kind, id, row.__record__.label, title, at) for id, title, at in rows]
    return sorted(found, key=lambda item: (item.deleted_at, item.kind, item.id), reverse=True)
