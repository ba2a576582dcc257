"""What goes with records that were erased for good: links to them, contents only they named, words in the index."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from coordinator_app.storage import search_index
from coordinator_app.storage.engine import driver
from coordinator_app.storage.models.attachments import DocumentLinkRow
from coordinator_app.storage.models.base import all_rows
from coordinator_app.storage.queries.contents import remove_orphans
from coordinator_app.storage.undo_log import Touched
from coordinator_app.storage.unit_of_work import WriteUnit


def clear_up(unit: WriteUnit, touched: Iterable[Touched]) -> None:
    """Remove links from documents to records of `touched` that no longer exist, and contents nobody names."""
    rows = all_rows()
    by_kind: dict[str, set[int]] = {}
    for item in touched:
        if item.direct and item.kind in rows:
            by_kind.setdefault(item.kind, set()).add(item.id)
    for kind, ids in by_kind.items():
        table = rows[kind].__table__
        left = set(unit.connection.execute(select(table.c.id)).scalars()) if ids else set[int]()
        links = DocumentLinkRow.__table__
        for id in ids - left:
            unit.connection.execute(delete(links).where(links.c.target_kind == kind, links.c.target_id == id))
    remove_orphans(unit)


def forget_words(unit: WriteUnit) -> None:
    """Merge the search index: old segments of it still hold words of erased records."""
    search_index.forget_traces(driver(unit.connection))
