"""Global search as services call it."""

from collections.abc import Sequence

from coordinator_app.domain.fields import Record
from coordinator_app.storage import search_index
from coordinator_app.storage.engine import driver
from coordinator_app.storage.models.base import all_rows, row_of_kind
from coordinator_app.storage.records import is_searchable
from coordinator_app.storage.search_index import Hit
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


def find_hits(unit: ReadUnit, query: str, kinds: Sequence[str], per_kind: int) -> dict[str, list[Hit]]:
    """The best hits by kind; see `search_index.search`."""
    return search_index.search(driver(unit.connection), query, kinds=kinds, per_kind=per_kind)


def record_type_of(kind: str) -> type[Record]:
    """The record type of a kind."""
    return row_of_kind(kind).__record__


def rebuild(unit: WriteUnit) -> None:
    """Write the whole search index anew from the records."""
    connection = driver(unit.connection)
    connection.execute("DELETE FROM search_doc")
    connection.execute("INSERT INTO search_fts (search_fts) VALUES ('rebuild')")
    for kind, row in all_rows().items():
        if is_searchable(row.__record__):
            search_index.refresh(connection, kind, (), unit.find(row.__record__))
