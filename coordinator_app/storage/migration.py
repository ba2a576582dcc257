"""Bringing an older file to the schema of this program: on a copy, checked, then put in its place.

Alembic changes tables by copying them; with foreign keys on, that silently deletes child rows. So they are off,
the work is done on a copy, and the copy replaces the file only after integrity, foreign keys and schema are right.
The old file is kept among the backups.
"""

import importlib.util
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from types import ModuleType

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from coordinator_app.common.clock import BERLIN
from coordinator_app.common.errors import UserError
from coordinator_app.storage import backup
from coordinator_app.storage.engine import Access, connect
from coordinator_app.storage.faults import DamagedFile, told_in_german
from coordinator_app.storage.schema import HEAD, create_schema, described, note_needed

VERSIONS = Path(__file__).parent / "migrations" / "versions"

Report = Callable[[int, int, str], None]


def migrate(
    path: Path, version: int, *, head: int = HEAD, versions: Path = VERSIONS, report: Report | None = None
) -> None:
    """Bring a file from schema `version` to `head`; on any failure the file stays as it was (`UserError`)."""
    tell = report or _silent
    copy = path.with_name(f".{path.name}.umstellung")
    try:
        copy.unlink(missing_ok=True)
        tell(0, 4, "Kopie anlegen")
        with told_in_german(path):
            _copy(path, copy)
        tell(1, 4, "Auf den neuen Stand bringen")
        upgrade(copy, version, head, versions)
        if versions == VERSIONS:
            with closing(sqlite3.connect(copy)) as connection, connection:
                note_needed(connection)
        tell(2, 4, "Prüfen")
        _check(path, copy, compare=versions == VERSIONS)
        tell(3, 4, "Alte Datei aufheben")
        _keep_old(path, version)
        copy.replace(path)
        tell(4, 4, "Fertig")
    except OSError as error:
        raise UserError(
            f"„{path.name}“ stammt aus einer älteren Version und ließ sich nicht auf den neuen Stand bringen: "
            "Im Ordner fehlen Platz oder Rechte. Die Datei ist unverändert."
        ) from error
    finally:
        with suppress(OSError):
            copy.unlink(missing_ok=True)


def _silent(_done: int, _total: int, _text: str) -> None:
    return None


def _copy(path: Path, copy: Path) -> None:
    with closing(connect(path, Access.READ)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def _check(path: Path, copy: Path, *, compare: bool) -> None:
    """Nothing may be broken, no reference lost, and the schema must be that of a new file."""
    try:
        backup.verify(copy)
        sound = not compare or _like_new(copy)
    except DamagedFile:
        sound = False
    if not sound:
        raise UserError(
            f"„{path.name}“ stammt aus einer älteren Version und ließ sich nicht auf den neuen Stand bringen: "
            "Die Prüfung danach hat einen Fehler gefunden. Die Datei ist unverändert; Sie können sie mit der "
            "bisherigen Programmversion weiter benutzen. Bitte melden Sie uns den Fehler."
        )


def _like_new(copy: Path) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "neu.kpr"
        create_schema(fresh)
        return described(fresh) == described(copy)


def _keep_old(path: Path, version: int) -> None:
    folder = backup.folder_of(path)
    folder.mkdir(exist_ok=True)
    day = datetime.now(BERLIN).strftime("%Y-%m-%d %H-%M-%S")
    old = folder / f"{path.stem} {day} {backup.BEFORE_UPDATE} (Stand {version}).kpr"
    shutil.copyfile(path, old)
    handle = os.open(old, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def upgrade(path: Path, version: int, head: int, versions: Path = VERSIONS) -> None:
    """Run the migrations after `version` up to `head` on a file nobody has open, foreign keys off."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        upgrade_connection(connection, version, head, versions)


def upgrade_connection(connection: sqlite3.Connection, version: int, head: int, versions: Path = VERSIONS) -> None:
    """Run migrations on a bare connection, all in one transaction."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA legacy_alter_table=ON")  # renaming a table must not rewrite references to it
    with engine.connect() as core, Operations.context(MigrationContext.configure(core)):
        core.exec_driver_sql("BEGIN IMMEDIATE")  # here: making the engine's first connection ends a transaction
        for number, script in scripts(versions):
            if version < number <= head:
                script.upgrade()
        core.exec_driver_sql(f"PRAGMA user_version={head}")
        core.exec_driver_sql("COMMIT")


def scripts(versions: Path = VERSIONS) -> Iterator[tuple[int, ModuleType]]:
    """The migrations in order: number and module of every `0001_….py`."""
    for file in sorted(versions.glob("[0-9][0-9][0-9][0-9]_*.py")):
        spec = importlib.util.spec_from_file_location(f"migration_{file.stem}", file)
        if spec is None or spec.loader is None:
            continue
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield int(file.name[:4]), module
