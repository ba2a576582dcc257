"""Contents of attachments, stored once by their SHA-256 and removed when no document names them."""

from collections.abc import Mapping

from sqlalchemy import Select, delete, func, insert, select

from coordinator_app.storage.models.attachments import DocumentRow
from coordinator_app.storage.models.technical import document_content
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


def write_content(unit: WriteUnit, sha256: str, data: bytes) -> None:
    """Store a content unless it is there already."""
    there = select(document_content.c.size).where(document_content.c.sha256 == sha256)
    if unit.connection.execute(there).first() is None:
        unit.connection.execute(insert(document_content).values(sha256=sha256, size=len(data), data=data))


def read_content(unit: ReadUnit, sha256: str) -> bytes | None:
    """The bytes of a content; None when the file does not hold it."""
    query = select(document_content.c.data).where(document_content.c.sha256 == sha256)
    return unit.connection.execute(query).scalar()


def missing_contents(unit: ReadUnit, sizes: Mapping[str, int]) -> frozenset[str]:
    """Those contents (hash → expected bytes) the file does not hold in their full length."""
    found: dict[str, int] = {}
    wanted = list(sizes)
    for start in range(0, len(wanted), 400):
        chosen = document_content.c.sha256.in_(wanted[start : start + 400])
        query = select(document_content.c.sha256, func.length(document_content.c.data)).where(chosen)
        found.update((row[0], row[1]) for row in unit.connection.execute(query))
    return frozenset(name for name, size in sizes.items() if found.get(name) != size)


def remove_orphans(unit: WriteUnit) -> int:
    """Remove contents no document names any more (undone or erased ones); returns how many."""
    used: Select[str] = select(DocumentRow.__table__.c.sha256)
    orphans = document_content.c.sha256.not_in(used)
    return unit.connection.execute(delete(document_content).where(orphans)).rowcount


def total_size(unit: ReadUnit) -> int:
    """Bytes of all contents together."""
    return unit.connection.execute(select(func.coalesce(func.sum(document_content.c.size), 0))).scalar_one()
