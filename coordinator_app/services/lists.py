"""A list of records of one type as ids and pages: filtered and sorted by the database, titles joined in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from coordinator_app.domain.columns import Column, ListFilter
from coordinator_app.domain.fields import FieldInfo, Kind, Record, fields_of
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.storage.queries.record_lists import Listing, listing, matching_ids, sums
from coordinator_app.storage.store import Store

R = TypeVar("R", bound=Record)

_WIDTHS: dict[Kind, int] = {
    Kind.DATE: 10,
    Kind.DATE_TIME: 16,
    Kind.INTEGER: 8,
    Kind.DECIMAL: 8,
    Kind.MONEY: 12,
    Kind.YES_NO: 6,
    Kind.CHOICE: 12,
    Kind.LONG_TEXT: 40,
}
_ROWS_KEPT = 2_000  # pages seen while a list is filtered; read anew once something is stored
_REFERENCES = {Kind.REFERENCE: "one", Kind.CATALOGUE: "one", Kind.REFERENCES: "many", Kind.CATALOGUES: "many"}


@dataclass(frozen=True, slots=True)
class ListRow(Generic[R]):
    """A row of a list: the record and the titles of what it refers to."""

    record: R
    titles: Mapping[str, Mapping[int, str]]

    def shown(self, info: FieldInfo) -> Any:
        """The value a column shows: label of a choice, titles of references, else the value itself."""
        value = getattr(self.record, info.name)
        if isinstance(value, Vocabulary):
            return value.label
        if info.kind in _REFERENCES:
            known = self.titles.get(_target(info), {})
            return ", ".join(known[id] for id in _ids(value) if id in known)
        return value


@dataclass(frozen=True, slots=True)
class _Shown(Generic[R]):
    """Takes the shown value of one field out of a row."""

    info: FieldInfo

    def __call__(self, row: ListRow[R]) -> Any:
        return row.shown(self.info)


def column(record_type: type[R], name: str, **changes: Any) -> Column[ListRow[R]]:
    """The list column of a declared field; `changes` replace properties of `Column` (width, shown, label …)."""
    info = fields_of(record_type)[name]
    text = info.kind in _REFERENCES or info.kind is Kind.CHOICE
    options: dict[str, Any] = {
        "label": info.label,
        "kind": Kind.TEXT if text else info.kind,
        "sort": name if info.sortable and _REFERENCES.get(info.kind) != "many" else "",
        "width": _WIDTHS.get(info.kind, 18),
    }
    shown: _Shown[R] = _Shown(info)
    return Column(key=name, value=shown, **{**options, **changes})


def columns(record_type: type[R], *shown: str) -> tuple[Column[ListRow[R]], ...]:
    """Columns of all printable fields: those named in `shown` first and visible, the others on offer."""
    printable = [name for name, info in fields_of(record_type).items() if info.printable]
    rest = [name for name in printable if name not in shown]
    title = record_type.title_field
    return tuple(column(record_type, name, shown=name in shown, stretch=name == title) for name in [*shown, *rest])


class RecordList(Generic[R]):
    """A list source over one record type.

    `fixed` are equalities that always hold (`body_id=3`); a `ListFilter.equals` value None means „empty“, a tuple
    „one of“; a field with several references matches when it contains one of the ids. `Papierkorb` records are out.
    """

    def __init__(self, store: Store, record_type: type[R], columns: Sequence[Column[ListRow[R]]], **fixed: Any) -> None:
        self._store = store
        self._record_type = record_type
        self._columns = tuple(columns)
        self._fixed = fixed
        self._listed = Listing([], [])
        self._listed_key: tuple[int, str, str, bool] | None = None
        self._kept: dict[int, ListRow[R]] = {}
        self._titles: dict[str, dict[int, str]] = {}
        self._kept_revision = -1

    @property
    def columns(self) -> Sequence[Column[ListRow[R]]]:
        """All columns on offer, in their order."""
        return self._columns

    def ids(self, wanted: ListFilter) -> list[int]:
        """Ids of all matching records in the order asked for.

        Order and texts are kept until something is stored, so that a key stroke only costs finding the words.
        """
        equals = {**wanted.equals, **self._fixed}
        key = (self._store.revision, repr(sorted(equals.items())), wanted.sort, wanted.descending)
        with self._store.read() as unit:
            if key != self._listed_key or self._store.read_only:
                sort, descending = wanted.sort, wanted.descending
                self._listed = listing(unit, self._record_type, equals=equals, sort=sort, descending=descending)
                self._listed_key = key
            listed = self._listed
            found = matching_ids(unit, self._record_type, listed, wanted.text)
        return list(listed.ids) if found is None else [id for id in listed.ids if id in found]

    def totals(self, wanted: ListFilter) -> dict[str, Any]:
        """Sums of the columns marked `total` over all matching records."""
        names = [column.key for column in self._columns if column.total]
        equals = {**wanted.equals, **self._fixed}
        with self._store.read() as unit:
            return sums(unit, self._record_type, names, text=wanted.text, equals=equals)

    def rows(self, ids: Sequence[int]) -> dict[int, ListRow[R]]:
        """The rows of these ids; ids deleted since are missing."""
        if self._store.revision != self._kept_revision or self._store.read_only or len(self._kept) > _ROWS_KEPT:
            self._kept, self._titles, self._kept_revision = {}, {}, self._store.revision
        missing = [id for id in ids if id not in self._kept]
        if missing:
            self._kept.update(self._read(missing))
        return {id: self._kept[id] for id in ids if id in self._kept}

    def _read(self, ids: Sequence[int]) -> dict[int, ListRow[R]]:
        references = [info for info in fields_of(self._record_type).values() if info.kind in _REFERENCES]
        with self._store.read() as unit:
            records = unit.many(self._record_type, ids)
            wanted: dict[str, set[int]] = {}
            for info in references:
                for record in records.values():
                    wanted.setdefault(_target(info), set()).update(_ids(getattr(record, info.name)))
            for kind, found in wanted.items():
                known = self._titles.setdefault(kind, {})
                known.update(unit.titles(kind, found - known.keys()) if found - known.keys() else {})
        return {id: ListRow(record, self._titles) for id, record in records.items()}


def _ids(value: int | tuple[int, ...] | None) -> tuple[int, ...]:
    """The value of a field with one or several references as several."""
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _target(info: FieldInfo) -> str:
    return info.target or "catalog_entry"
