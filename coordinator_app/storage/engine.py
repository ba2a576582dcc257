"""Connections to one municipality file: a reading engine that cannot write and a writing engine of one connection.

SQLite specifics that matter here: the driver's own transaction handling is off (`isolation_level=None`), so that
a writing transaction really begins with BEGIN IMMEDIATE and waits for another writer instead of failing later.
"""

import sqlite3
from enum import Enum, auto
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

BUSY_SECONDS = 8.0


class Access(Enum):
    """What a connection may do; FROZEN also reads files on media nobody can write (no locks are taken)."""

    WRITE = auto()
    READ = auto()
    FROZEN = auto()


def connect(path: Path, access: Access, *, wal: bool = False) -> sqlite3.Connection:
    """A driver connection with everything set that SQLite does not store in the file."""
    mode = {Access.WRITE: "rw", Access.READ: "ro", Access.FROZEN: "ro&immutable=1"}[access]
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_SECONDS,
    )
    connection.execute("PRAGMA cache_size=-16000")
    connection.execute("PRAGMA temp_store=MEMORY")  # inverse statements hold old values: never on disk
    if access is Access.WRITE:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA recursive_triggers=ON")  # the undo log must see rows that REPLACE removes
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute(f"PRAGMA journal_mode={'WAL' if wal else 'DELETE'}")
        connection.execute("PRAGMA synchronous=FULL")
    else:
        connection.execute("PRAGMA query_only=ON")
    return connection


def reading_engine(path: Path, *, frozen: bool = False) -> Engine:
    """Engine for reading units, usable from any thread."""
    access = Access.FROZEN if frozen else Access.READ
    return _engine(path, lambda: connect(path, access), "BEGIN", pool_size=4)


def writing_engine(path: Path, *, wal: bool = False) -> Engine:
    """Engine of exactly one connection: a second writer waits for its turn; TEMP triggers live as long as it."""
    return _engine(path, lambda: connect(path, Access.WRITE, wal=wal), "BEGIN IMMEDIATE", pool_size=1)


def _engine(path: Path, creator: Any, begin: str, *, pool_size: int) -> Engine:
    options: dict[str, Any] = (
        {"poolclass": QueuePool, "pool_size": pool_size, "max_overflow": 0 if pool_size == 1 else 8}
        if pool_size
        else {"poolclass": NullPool}
    )
    engine = create_engine(URL.create("sqlite", database=str(path)), creator=creator, **options)

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", on_begin)
    return engine


def driver(connection: Connection) -> sqlite3.Connection:
    """The driver connection below a Core connection."""
    found = connection.connection.driver_connection
    if not isinstance(found, sqlite3.Connection):
        message = "not an SQLite connection"
        raise TypeError(message)
    return found
