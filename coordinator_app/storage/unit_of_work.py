"""Reading and writing records: the only generic way to the tables, used by services inside `Store.read`/`write`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, text, true, update
from sqlalchemy.exc import IntegrityError

from coordinator_app.common.clock import Clock
from coordinator_app.common.errors import StaleRecord, UserError
from coordinator_app.domain.fields import Record
from coordinator_app.storage.models.base import row_of_kind
from coordinator_app.storage.records import Binding, Link, binding, check, cleaned, derived

R = TypeVar("R", bound=Record)

CHUNK = 500  # ids per IN list; SQLite on Windows allows 32,766 parameters at most


class ReadUnit:
    """A consistent look at the file; valid inside its `with` block only."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self.connection = connection
        self.clock = clock

    def get(self, record_type: type[R], id: int) -> R:
        """The record of this id, also from the Papierkorb; `UserError` when it no longer exists."""
        found = self.many(record_type, [id])
        if id not in found:
            raise _gone(record_type)
        return found[id]

    def find(
        self, record_type: type[R], *, deleted: bool | None = False, order: str = "sort_key", **equals: Any
    ) -> list[R]:
        """Records whose fields equal the given values, in order.

        None means „is empty“, a tuple/list/set of values means „one of them“ (short lists); a field with several
        references matches when it contains the given id. `deleted=True` looks into the Papierkorb, None everywhere.
        `order` names columns separated by commas, a leading minus reverses one.
        """
        bound = binding(record_type)
        query = bound.selection.where(*_conditions(bound, deleted, equals))
        query = query.order_by(*_order(bound, order), bound.table.c.id)
        return self._records(record_type, bound, self.connection.execute(query).all())

    def many(self, record_type: type[R], ids: Iterable[int]) -> dict[int, R]:
        """The records of these ids by id; ids that no longer exist are missing."""
        bound = binding(record_type)
        found: dict[int, R] = {}
        for chunk in _chunks(ids):
            rows = self.connection.execute(bound.by_id, {"ids": chunk}).all()
            found.update((record.id, record) for record in self._records(record_type, bound, rows))
        return {id: found[id] for id in ids if id in found}

    def count(self, record_type: type[Record], *, deleted: bool | None = False, **equals: Any) -> int:
        """How many records `find` would return."""
        bound = binding(record_type)
        query = select(func.count()).select_from(bound.table).where(*_conditions(bound, deleted, equals))
        return self.connection.execute(query).scalar_one()

    def title(self, kind: str, id: int | None) -> str:
        """Display title of one record; "" for none."""
        return self.titles(kind, [id]).get(id or 0, "")

    def titles(self, kind: str, ids: Iterable[int | None]) -> dict[int, str]:
        """Display titles of records of one kind by id; None (no reference) is left out.

        People who lie in the Papierkorb are left out too: no list names them any more.
        """
        row = row_of_kind(kind)
        table = row.__table__
        shown = table.c.deleted_at.is_(None) if row.__record__.hidden_when_discarded else true()
        found: dict[int, str] = {}
        for chunk in _chunks(id for id in ids if id is not None):
            query = select(table.c.id, table.c.display_title).where(table.c.id.in_(chunk), shown)
            rows = self.connection.execute(query)
            found.update((row[0], row[1]) for row in rows)
        return found

    def _records(self, record_type: type[R], bound: Binding, rows: Sequence[Row[Any]]) -> list[R]:
        links = self._links(bound, [row.id for row in rows]) if bound.links and rows else {}
        records: list[R] = []
        for row in rows:
            values: dict[str, Any] = dict(zip(bound.names, row, strict=True))
            values |= {name: tuple(links[name].get(row.id, ())) for name in bound.links}
            records.append(record_type(**values))
        return records

    def _links(self, bound: Binding, ids: Sequence[int]) -> dict[str, dict[int, list[int]]]:
        found: dict[str, dict[int, list[int]]] = {}
        for name, link in bound.links.items():
            targets = found.setdefault(name, {})
            for chunk in _chunks(ids):
                for own, other in self.connection.execute(link.selection, {"ids": chunk}):
                    targets.setdefault(own, []).append(other)
        return found


class WriteUnit(ReadUnit):
    """A transaction that is one named step of the user."""

    def __init__(self, connection: Connection, clock: Clock, *, undoable: bool) -> None:
        super().__init__(connection, clock)
        self.undoable = undoable
        self.erased = False

    def add(self, record: Record) -> int:
        """Store a new record and return its id; id, version and times are given here, a uuid only if it has none."""
        bound = binding(type(record))
        record, row = self._new_row(bound, record)
        new: int = self.connection.execute(bound.insertion, row).scalar_one()
        for name, link in bound.links.items():
            self._write_links(link, new, (), getattr(record, name))
        return new

    def add_many(self, records: Sequence[Record]) -> list[int]:
        """As `add` for many new records of one type, several times as fast; their ids in the same order."""
        if not records:
            return []
        bound = binding(type(records[0]))
        table = bound.table
        # No id is ever used twice (AUTOINCREMENT), and nobody else writes in this transaction.
        used = text("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = :name")
        first: int = self.connection.execute(used, {"name": table.name}).scalar_one() + 1
        rows: list[dict[str, Any]] = []
        links: dict[str, list[dict[str, int]]] = {name: [] for name in bound.links}
        for new, record in enumerate(records, first):
            clean, row = self._new_row(bound, record)
            rows.append({**row, "id": new})
            for name, link in bound.links.items():
                links[name] += _link_rows(link, new, getattr(clean, name))
        self.connection.execute(insert(table), rows)
        for name, link in bound.links.items():
            if links[name]:
                self.connection.execute(link.insertion, links[name])
        return list(range(first, first + len(records)))

    def _new_row(self, bound: Binding, record: R) -> tuple[R, dict[str, Any]]:
        """The record as it is stored, and its row without the id."""
        values = {name: cleaned(info, getattr(record, name)) for name, info in bound.fields.items()}
        for name, info in bound.fields.items():
            check(info, values[name])
        now = self.clock.now()
        technical: dict[str, Any] = {"version": 1, "created_at": now, "updated_at": now, "deleted_at": None}
        record = replace(record, **values, uuid=record.uuid or str(uuid4()), **technical)
        row = {name: getattr(record, name) for name in bound.names if name != "id"}
        return record, row | derived(record)

    def change(self, record_type: type[Record], id: int, version: int | None, **values: Any) -> int:
        """Change fields of a record and return its new version.

        `version` is the one that was read (`StaleRecord` when somebody changed the record since), None = no check.
        When nothing differs nothing is written and the version stays.
        """
        bound = binding(record_type)
        current = self.get(record_type, id)
        if version is not None and current.version != version:
            raise _stale(record_type)
        wanted: dict[str, Any] = {}
        for name, value in values.items():
            clean = cleaned(bound.fields[name], value)
            if clean != getattr(current, name):
                check(bound.fields[name], clean)
                wanted[name] = clean
        if not wanted:
            return current.version
        changed = replace(current, **wanted)
        self._update(bound, changed, [name for name in wanted if name not in bound.links])
        for name, link in bound.links.items():
            if name in wanted:
                self._write_links(link, id, getattr(current, name), wanted[name])
        return current.version + 1

    def discard(self, record_type: type[Record], id: int) -> None:
        """Move a record to the Papierkorb; one that is there already stays as it is."""
        current = self.get(record_type, id)
        if current.deleted_at is None:
            self._update(binding(record_type), replace(current, deleted_at=self.clock.now()), ["deleted_at"])

    def restore(self, record_type: type[Record], id: int) -> None:
        """Take a record back from the Papierkorb."""
        current = self.get(record_type, id)
        if current.deleted_at is not None:
            self._update(binding(record_type), replace(current, deleted_at=None), ["deleted_at"])

    def erase(self, record_type: type[Record], id: int) -> None:
        """Remove a record for good, with what depends on it; the step can no longer be undone.

        `UserError` when other records still need it.
        """
        self.remove(record_type, id)
        self.undoable = False
        self.erased = True

    def remove(self, record_type: type[Record], id: int) -> None:
        """Delete a part of something (an attendance span, an agenda item) at once, without Papierkorb; undoable.

        `UserError` when other records still need it.
        """
        table = binding(record_type).table
        try:
            gone = self.connection.execute(delete(table).where(table.c.id == id)).rowcount == 1
        except IntegrityError as error:
            raise UserError(
                f"Der Datensatz ({record_type.label}) wird noch an anderer Stelle gebraucht und kann deshalb nicht "
                "gelöscht werden. Bitte lösen Sie zuerst die Verknüpfung."
            ) from error
        if not gone:
            raise _gone(record_type)

    def _update(self, bound: Binding, record: Record, names: Iterable[str]) -> None:
        values = {name: getattr(record, name) for name in names} | derived(record)
        values |= {"version": record.version + 1, "updated_at": self.clock.now()}
        table = bound.table
        where = (table.c.id == record.id) & (table.c.version == record.version)
        if self.connection.execute(update(table).where(where).values(**values)).rowcount != 1:
            raise _stale(bound.record_type)

    def _write_links(self, link: Link, own: int, before: Sequence[int], after: Sequence[int]) -> None:
        """Bring the links of one record from `before` to `after`, touching only those that differ."""
        table = link.table
        for other in set(before) - set(after):
            self.connection.execute(delete(table).where(link.own == own, link.other == other))
        rows = _link_rows(link, own, after, before)
        if rows:
            self.connection.execute(link.insertion, rows)
        if link.is_owner:
            self._move_links(link, own, before, after)

    def _move_links(self, link: Link, own: int, before: Sequence[int], after: Sequence[int]) -> None:
        for position, other in enumerate(after):
            if other in before and before.index(other) != position:
                where = (link.own == own) & (link.other == other)
                self.connection.execute(update(link.table).where(where).values(position=position))


def _link_rows(link: Link, own: int, after: Sequence[int], before: Sequence[int] = ()) -> list[dict[str, int]]:
    """Rows for the links that are not there yet, at their places."""
    return [
        {link.own.name: own, link.other.name: other, "position": position}
        for position, other in enumerate(after)
        if other not in before
    ]


def _conditions(bound: Binding, deleted: bool | None, equals: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    found = [equals_condition(bound, name, value) for name, value in equals.items()]
    if deleted is not None:
        stamp = bound.table.c.deleted_at
        found.append(stamp.isnot(None) if deleted else stamp.is_(None))
    return found


def equals_condition(bound: Binding, name: str, value: Any) -> ColumnElement[bool]:
    """SQL for „field equals value“: None = is empty, a tuple/list/set = one of them, a link field = contains."""
    several: list[Any] | None = None
    if isinstance(value, tuple | list | set | frozenset):
        several = [*value]
    if name in bound.links:
        link = bound.links[name]
        if value is None:
            return bound.table.c.id.not_in(select(link.own))
        return bound.table.c.id.in_(select(link.own).where(link.other.in_([value] if several is None else several)))
    column = bound.table.c[name]
    if several is not None:
        return column.in_(several)
    return column.is_(None) if value is None else column == value


def _order(bound: Binding, order: str) -> list[ColumnElement[Any]]:
    columns = [part.strip() for part in order.split(",") if part.strip()]
    return [bound.table.c[name[1:]].desc() if name[0] == "-" else bound.table.c[name].asc() for name in columns]


def _chunks(ids: Iterable[int]) -> list[list[int]]:
    unique = list(dict.fromkeys(ids))
    return [unique[start : start + CHUNK] for start in range(0, len(unique), CHUNK)]


def _gone(record_type: type[Record]) -> StaleRecord:
    return StaleRecord(
        f"Der Datensatz ({record_type.label}) ist nicht mehr vorhanden. Vielleicht wurde er inzwischen gelöscht."
    )


def _stale(record_type: type[Record]) -> StaleRecord:
    return StaleRecord(
        f"Der Datensatz ({record_type.label}) wurde inzwischen an anderer Stelle geändert. "
        "Ihre Eingabe wurde nicht gespeichert. Bitte sehen Sie den neuen Stand an und ändern Sie dann erneut."
    )
