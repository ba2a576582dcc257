"""Named undo by TEMP triggers: every change of a tracked table leaves its inverse statement.

The triggers live on the writing connection and write into a TEMP table, so a rolled back transaction leaves no
trace, and cascades, bulk statements and raw SQL are seen as well as single edits. At commit the unit of work
collects the statements as one step. Undoing executes them backwards; the triggers record the inverse of that,
which is the redo step. Untracked tables (`info["tracked"]` False) are derived or append-only.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from coordinator_app.storage.engine import driver

if TYPE_CHECKING:
    from sqlalchemy import Connection, MetaData, Table

DEPTH = 50
_ROWS_PER_STATEMENT = 200
MERGE_WITHIN = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Touched:
    """A record a transaction touched; `direct` is False when only a link to it changed."""

    kind: str
    id: int
    direct: bool


@dataclass(frozen=True, slots=True)
class Recording:
    """What the triggers saw in one transaction: inverse statements, last change first, and touched records."""

    inverse: tuple[str, ...]
    touched: frozenset[Touched]


@dataclass(slots=True)
class Step:
    """One undoable user action; `size` counts the records it touched."""

    name: str
    merge: str
    at: datetime
    inverse: tuple[str, ...]
    size: int = 0


@dataclass(slots=True)
class UndoStack:
    """The steps that can be undone and redone; pure bookkeeping, no database."""

    done: list[Step] = field(default_factory=list[Step])
    undone: list[Step] = field(default_factory=list[Step])

    def push(self, step: Step) -> None:
        """Add a committed step; it joins the previous one when both carry the same merge key within two seconds."""
        last = self.done[-1] if self.done else None
        joins = last is not None and step.merge and last.merge == step.merge and not self.undone
        if last is not None and joins and step.at - last.at <= MERGE_WITHIN:
            last.inverse = step.inverse + last.inverse
            last.at = step.at
            last.size += step.size
        else:
            self.done.append(step)
            del self.done[:-DEPTH]
        self.undone.clear()

    def clear(self) -> None:
        """Forget everything (imports, erasing, restoring)."""
        self.done.clear()
        self.undone.clear()


def install(connection: "Connection", metadata: "MetaData") -> None:
    """Create the TEMP table and the triggers of all tracked tables; call outside a transaction."""
    driver(connection).executescript(_script(metadata))


@lru_cache(maxsize=1)
def _script(metadata: "MetaData") -> str:
    """The statements of `install`; the tables stay the same as long as the program runs."""
    script = [
        "CREATE TEMP TABLE undo_state (recording INTEGER NOT NULL);",
        "INSERT INTO undo_state VALUES (1);",
        (
            "CREATE TEMP TABLE undo_log"
            " (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id INTEGER, direct INTEGER NOT NULL, inverse TEXT);"
        ),
    ]
    for table in metadata.sorted_tables:
        if table.info.get("tracked", True):
            script += _triggers(table)
    return "BEGIN;" + "\n".join(script) + "COMMIT;"


def begin(connection: "Connection", *, undoable: bool) -> None:
    """Empty the log at the start of a transaction; a step that is not undoable only notes what it touched."""
    driver(connection).execute("UPDATE undo_state SET recording = ?", (int(undoable),))


def collect(connection: "Connection") -> Recording:
    """Take what the triggers saw since `begin` out of the log."""
    cursor = driver(connection)
    rows = cursor.execute("SELECT kind, record_id, direct, inverse FROM undo_log ORDER BY seq DESC").fetchall()
    cursor.execute("DELETE FROM undo_log")
    return Recording(
        inverse=tuple(condensed(row[3] for row in rows if row[3] is not None)),
        touched=_strongest(rows),
    )


def condensed(statements: Iterable[str]) -> Iterator[str]:
    """The same statements with neighbouring single-row deletions and insertions of a table made into one.

    Preparing a deletion costs a hundred times its running: SQLite compiles the foreign key actions of all tables.
    """
    begin, end = "", ""
    rows: list[str] = []
    for statement in statements:
        shape = _shape(statement)
        if shape is None or shape[0] != begin or len(rows) >= _ROWS_PER_STATEMENT:
            if begin:
                yield f"{begin}{','.join(rows)}{end}"
            begin, rows = "", []
        if shape is None:
            yield statement
        else:
            begin, end = shape[0], shape[2]
            rows.append(shape[1])
    if begin:
        yield f"{begin}{','.join(rows)}{end}"


def _shape(statement: str) -> tuple[str, str, str] | None:
    """Beginning, part of the row and end of a statement that takes several rows; None for the others.

    The first occurrence of the dividing words is ours: names of tables and columns come before any value.
    """
    if statement.startswith("DELETE"):
        begin, divider, row = statement.partition(' WHERE "id"=')
        return (f'{begin} WHERE "id" IN (', row, ")") if divider else None
    begin, divider, row = statement.partition(") VALUES (")
    return (f"{begin}) VALUES ", f"({row}", "") if statement.startswith("INSERT") and divider else None


def _strongest(rows: Iterable[tuple[str, int | None, int, str | None]]) -> frozenset[Touched]:
    direct = {(kind, record_id): False for kind, record_id, _, _ in rows if record_id is not None}
    for kind, record_id, is_direct, _ in rows:
        if is_direct and record_id is not None:
            direct[kind, record_id] = True
    return frozenset(Touched(kind, record_id, flag) for (kind, record_id), flag in direct.items())


def replay(connection: "Connection", inverse: Sequence[str]) -> None:
    """Execute inverse statements; foreign keys are checked at commit, so their order does not matter."""
    cursor = driver(connection)
    cursor.execute("PRAGMA defer_foreign_keys=ON")
    for statement in inverse:
        cursor.execute(statement)


# ---------------------------------------------------------------- triggers from the table metadata


def _triggers(table: "Table") -> list[str]:
    return [
        _trigger(table, "INSERT", "NEW", _delete_statement(table)),
        _trigger(table, "UPDATE", "OLD", _update_statement(table)),
        _trigger(table, "DELETE", "OLD", _insert_statement(table)),
    ]


def _trigger(table: "Table", event: str, row: str, inverse: str) -> str:
    body = [
        "INSERT INTO undo_log (kind, record_id, direct, inverse) SELECT "
        f"{kind}, {record_id.format(row=row)}, {direct}, {statement};"
        for kind, record_id, direct, statement in _log_lines(table, inverse)
    ]
    return (
        f'CREATE TEMP TRIGGER "undo_{table.name}_{event.lower()}" AFTER {event} ON main."{table.name}"'
        f" BEGIN {' '.join(body)} END;"
    )


def _log_lines(table: "Table", inverse: str) -> list[tuple[str, str, int, str]]:
    """Kind, id expression, direct flag and statement expression of each line one change leaves."""
    recorded = f"CASE (SELECT recording FROM undo_state) WHEN 1 THEN {inverse} END"
    info = table.info
    if "owner" in info:
        own, other = info["own_column"], info["target_column"]
        return [
            (_literal(info["owner"]), f'{{row}}."{own}"', 1, recorded),
            (_literal(info["target"]), f'{{row}}."{other}"', 0, "NULL"),
        ]
    record_id = '{row}."id"' if "id" in table.c else "0"
    return [(_literal(table.name), record_id, 1, recorded)]


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _where(table: "Table", row: str) -> str:
    """SQL expression that yields the WHERE clause naming the row by its primary key."""
    parts = [f"""'"{c.name}"='||quote({row}."{c.name}")""" for c in table.primary_key.columns]
    return "||' AND '||".join(parts)


def _delete_statement(table: "Table") -> str:
    return f"""'DELETE FROM "{table.name}" WHERE '||{_where(table, "NEW")}"""


def _insert_statement(table: "Table") -> str:
    names = ",".join(f'"{column.name}"' for column in table.columns)
    values = "||','||".join(f'quote(OLD."{column.name}")' for column in table.columns)
    return f"""'INSERT INTO "{table.name}" ({names}) VALUES ('||{values}||')'"""


def _update_statement(table: "Table") -> str:
    """Sets back only what differs: long unchanged texts are not copied, and an unchanged key is not even named.

    (Naming it would make SQLite prepare the foreign key actions of all tables that refer to this one.)
    """
    names = [column.name for column in table.columns]
    first = "version" if "version" in names else next(c.name for c in table.columns if not c.primary_key)
    parts = [f"""'"{first}"='||quote(OLD."{first}")"""]
    parts += [
        f"""CASE WHEN OLD."{name}" IS NOT NEW."{name}" THEN ',"{name}"='||quote(OLD."{name}") ELSE '' END"""
        for name in names
        if name != first
    ]
    return f"""'UPDATE "{table.name}" SET '||{"||".join(parts)}||' WHERE '||{_where(table, "NEW")}"""
