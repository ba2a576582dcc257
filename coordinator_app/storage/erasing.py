"""What goes with records that were erased for good: links to them, contents only they named, words in the index."""

from collections.abc import Iterable

from sqlalchemy import delete

from coordinator_app.domain.fields import Record
from coordinator_app.storage import search_index, undo_log
from coordinator_app.storage.engine import driver
from coordinator_app.storage.models.attachments import DocumentLinkRow
from coordinator_app.storage.models.base import all_rows
from coordinator_app.storage.models.correspondence import WrittenFileRow
from coordinator_app.storage.queries.contents import remove_orphans
from coordinator_app.storage.undo_log import Touched
from coordinator_app.storage.unit_of_work import WriteUnit


def lost_with(unit: WriteUnit, record_type: type[Record], id: int) -> dict[str, int]:
    """Erase a record and count by kind what its erasing takes along, itself left out; for `Store.rehearse`."""
    unit.erase(record_type, id)
    gone = _gone(unit, undo_log.collect(unit.connection).touched)
    gone[record_type.kind].discard(id)
    return {kind: len(ids) for kind, ids in gone.items() if ids}


def clear_up(unit: WriteUnit, touched: Iterable[Touched]) -> None:
    """Remove what points to records of `touched` that no longer exist, and contents nobody names.

    Names of files outside are forgotten too: „Aufgaben Erika Muster.docx“ is a trace of a person.
    """
    links, files = DocumentLinkRow.__table__, WrittenFileRow.__table__
    for kind, ids in _gone(unit, touched).items():
        for id in ids:
            unit.connection.execute(delete(links).where(links.c.target_kind == kind, links.c.target_id == id))
            unit.connection.execute(delete(files).where(files.c.subject_kind == kind, files.c.subject_id == id))
    remove_orphans(unit)


def _gone(unit: WriteUnit, touched: Iterable[Touched]) -> dict[str, set[int]]:
    """The touched records that no longer exist, by kind."""
    rows = all_rows()
    by_kind: dict[str, set[int]] = {}
    for item in touched:
        if item.direct and item.kind in rows:
            by_kind.setdefault(item.kind, set()).add(item.id)
    return {kind: ids - unit.titles(kind, ids).keys() for kind, ids in by_kind.items()}


def forget_words(unit: WriteUnit) -> None:
    """Merge the search index: old segments of it still hold words of erased records."""
    search_index.forget_traces(driver(unit.connection))
