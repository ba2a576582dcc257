"""The schema of the file: marks that tell a municipality file from others, creating a new one, comparing two."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

APPLICATION_ID = 0x4B505241  # "KPRA"
HEAD = 5
"""Schema version of this program = number of the newest migration; stored as `user_version`."""

SINCE = "0.9.0"
"""The first version of the program that reads schema `HEAD`; raised together with it. Each file made or brought up
to date carries it, so that an older program can name the version the file needs."""

NEEDED = "program/needed"

SUFFIX = ".kpr"


def create_schema(path: Path) -> None:
    """Write a new, empty file with all tables at the newest schema version."""
    from sqlalchemy import create_engine  # nothing of this is needed for opening
    from sqlalchemy.pool import StaticPool

    from coordinator_app.storage import search_index
    from coordinator_app.storage.models.base import all_rows, metadata

    all_rows()
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
        connection.execute("PRAGMA page_size=4096")
        with engine.connect() as core:
            core.exec_driver_sql("BEGIN IMMEDIATE")  # not before: making the first connection ends a transaction
            metadata.create_all(core)
            connection.execute(search_index.SCHEMA)
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={HEAD}")
            note_needed(connection)
            core.exec_driver_sql("COMMIT")
    finally:
        connection.close()


def note_needed(connection: sqlite3.Connection) -> None:
    """Write down which version of the program this schema needs."""
    connection.execute("REPLACE INTO file_setting (key, value) VALUES (?, ?)", (NEEDED, SINCE))


def needed(path: Path) -> str:
    """Which version of the program a file says it needs; "" when it does not tell (any later schema may come)."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT value FROM file_setting WHERE key = ?", (NEEDED,)).fetchone()
    except sqlite3.Error:
        return ""
    return str(found[0]) if found else ""


def described(path: Path) -> dict[str, list[str]]:
    """Tables and indexes of a file with the sorted parts of their SQL: order and quotes mean nothing."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: _parts(sql) for name, sql in rows}


def _parts(sql: str) -> list[str]:
    head, _, rest = re.sub(r"\s+", " ", sql.replace('"', "")).partition("(")
    return [head.strip(), *sorted(part.strip() for part in rest.strip().removesuffix(")").split(", "))]
