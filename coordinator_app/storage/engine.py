"""Connections to one municipality file: a reading engine that cannot write and a writing engine of one connection.

SQLite specifics that matter here: the driver's own transaction handling is off (`isolation_level=None`), so that
a writing transaction really begins with BEGIN IMMEDIATE and waits for another writer instead of failing later.
The rollback journal is used everywhere, never the write-ahead log: that does not work on network drives, and a
person who copies or moves the one file she sees would leave the log with the last changes behind.

SQLAlchemy is imported when the first engine is made: the first page is read without it.
"""

import sqlite3
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

BUSY_SECONDS = 8.0


class Access(Enum):
    """What a connection may do; FROZEN also reads files on media nobody can write (no locks are taken)."""

    WRITE = auto()
    READ = auto()
    FROZEN = auto()


def connect(path: Path, access: Access) -> sqlite3.Connection:
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
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA synchronous=FULL")
    else:
        connection.execute("PRAGMA query_only=ON")
    return connection


def reading_engine(path: Path, *, frozen: bool = False) -> "Engine":
    """Engine for reading units, usable from any thread."""
    access = Access.FROZEN if frozen else Access.READ
    return _engine(path, lambda: connect(path, access), "BEGIN", pool_size=4)


def writing_engine(path: Path) -> "Engine":
    """Engine of exactly one connection: a second writer waits for its turn; TEMP triggers live as long as it."""
    return _engine(path, lambda: connect(path, Access.WRITE), "BEGIN IMMEDIATE", pool_size=1)


def _engine(path: Path, creator: Callable[[], sqlite3.Connection], begin: str, *, pool_size: int) -> "Engine":
    from sqlalchemy import URL, create_engine, event
    from sqlalchemy.pool import QueuePool

    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        creator=creator,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=0 if pool_size == 1 else 8,
    )

    def on_begin(connection: "Connection") -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", on_begin)
    return engine


def driver(connection: "Connection") -> sqlite3.Connection:
    """The driver connection below a Core connection."""
    found = connection.connection.driver_connection
    if not isinstance(found, sqlite3.Connection):
        message = "not an SQLite connection"
        raise TypeError(message)
    return found
