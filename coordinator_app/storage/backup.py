"""Backups: complete, verified copies in a folder beside the file, thinned out as they age.

Names carry time and reason (`Mühlwerda 2026-11-26 17-02-05 beim Schließen.kpr`), so the folder tells its story
without the program. A copy gets its name only after it has been checked.
"""

import os
import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from coordinator_app.common.clock import BERLIN, local
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import file_name
from coordinator_app.storage.engine import Access, connect
from coordinator_app.storage.faults import DamagedFile

KEEP_LAST = 10
BEFORE_UPDATE = "vor der Aktualisierung"
KEEP_DAYS, KEEP_WEEKS, KEEP_MONTHS = 14, 8, 24

_NAME = re.compile(r".* (\d{4}-\d{2}-\d{2} \d{2}-\d{2}-\d{2}) (.+)\.kpr")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: `made_at` is local German time, `reason` as the name says („beim Schließen“)."""

    path: Path
    made_at: datetime
    reason: str
    size: int


def folder_of(path: Path) -> Path:
    """The folder of a file's backups."""
    return path.with_name(f"{path.stem} Sicherungen")


def make(path: Path, folder: Path, *, reason: str, now: datetime) -> Backup:
    """Copy the open file into `folder`, check the copy, then give it its name; `UserError` when that fails.

    The file itself is only read. Half-written copies are removed.
    """
    moment = local(now)
    target = _free_name(folder, f"{path.stem} {moment:%Y-%m-%d %H-%M-%S} {file_name(reason, 60)}")
    write_copy(path, target)
    return Backup(target, moment.replace(microsecond=0), reason, target.stat().st_size)


def write_copy(path: Path, target: Path) -> None:
    """A complete, checked copy of a file under a name of its own (replacing what is there); else a `UserError`."""
    part = target.with_name(f"{target.name}.teil")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        _copy(path, part)
        verify(part)
        part.replace(target)
    except DamagedFile:
        raise
    except (OSError, sqlite3.Error) as error:
        raise UserError(_failure(target.parent, error), help_topic="datensicherung") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _free_name(folder: Path, stem: str) -> Path:
    target, number = folder / f"{stem}.kpr", 2
    while target.exists():
        target, number = folder / f"{stem} {number}.kpr", number + 1
    return target


def _failure(folder: Path, error: Exception) -> str:
    full = getattr(error, "errno", None) == 28 or getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
    why = (
        "Auf dem Datenträger ist kein Platz mehr." if full else "Der Ordner ist nicht erreichbar oder schreibgeschützt."
    )
    return (
        f"Die Sicherung in „{folder}“ ist nicht gelungen. {why} Ihre Daten sind unverändert in der Datei gespeichert. "
        "Bitte schaffen Sie Abhilfe oder wählen Sie in den Einstellungen einen anderen Ordner."
    )


def _copy(source: Path, target: Path) -> None:
    with closing(connect(source, Access.READ)) as from_file, closing(sqlite3.connect(target)) as to_file:
        from_file.backup(to_file)
        to_file.execute("PRAGMA journal_mode=DELETE")
    handle = os.open(target, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def verify(path: Path) -> None:
    """Check a copy completely; `DamagedFile` with the sentence for the user when something is wrong."""
    with closing(connect(path, Access.READ)) as connection:
        try:
            sound = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
        except sqlite3.DatabaseError:
            sound, orphan = False, None
    if not sound or orphan is not None:
        raise DamagedFile(
            "Die Prüfung der Sicherung hat einen Fehler gefunden: Die Datei ist wahrscheinlich beschädigt. Bitte "
            "arbeiten Sie nicht weiter und stellen Sie die letzte gute Sicherung wieder her.",
            help_topic="datensicherung",
        )


def listed(folder: Path) -> list[Backup]:
    """The backups of a folder, newest first; other files are ignored, a missing folder is empty.

    Names know whole seconds only: of two made in the same one, the file written later is the newer.
    """
    found: list[tuple[datetime, int, Backup]] = []
    with suppress(OSError):
        for path in folder.iterdir():
            match = _NAME.fullmatch(path.name)
            if match:
                with suppress(ValueError, OSError):
                    made = datetime.strptime(match[1], "%Y-%m-%d %H-%M-%S").replace(tzinfo=BERLIN)
                    file = path.stat()
                    found.append((made, file.st_mtime_ns, Backup(path, made, match[2], file.st_size)))
    return [backup for _, _, backup in sorted(found, key=_moment, reverse=True)]


def _moment(found: tuple[datetime, int, Backup]) -> tuple[datetime, int, str]:
    made, written, backup = found
    return made, written, backup.path.name


def kept(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """Which backups stay: the last ten, the newest of each day, week and month for a while (newest first).

    Files kept from before a change of the schema always stay: they are the way back to the older program.
    """
    stay = {*backups[:KEEP_LAST], *(backup for backup in backups if backup.reason.startswith(BEFORE_UPDATE))}
    stay |= _newest_each(backups, now - timedelta(days=KEEP_DAYS), "%Y-%m-%d")
    stay |= _newest_each(backups, now - timedelta(weeks=KEEP_WEEKS), "%G-%V")
    stay |= _newest_each(backups, now - timedelta(days=31 * KEEP_MONTHS), "%Y-%m")
    return [backup for backup in backups if backup in stay]


def _newest_each(backups: Iterable[Backup], since: datetime, period: str) -> set[Backup]:
    newest: dict[str, Backup] = {}
    for backup in backups:
        if backup.made_at >= since:
            newest.setdefault(backup.made_at.strftime(period), backup)
    return set(newest.values())


def thin_out(folder: Path, now: datetime) -> None:
    """Delete the backups that are no longer kept; one that cannot be deleted stays without a word."""
    backups = listed(folder)
    stay = set(kept(backups, now))
    for backup in backups:
        if backup not in stay:
            with suppress(OSError):
                backup.path.unlink()


def copy_to(backup: Backup, folder: Path) -> None:
    """Put a finished backup into a second folder (USB stick, network drive); `UserError` when that fails."""
    write_copy(backup.path, folder / backup.path.name)


def counts(path: Path, tables: Sequence[str]) -> dict[str, int]:
    """How many records outside the Papierkorb a backup holds per table; tables it does not have are left out."""
    with closing(connect(path, Access.READ)) as connection:
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        found: dict[str, int] = {}
        for table in tables:
            if table in there:
                sql = f'SELECT count(*) FROM "{table}" WHERE deleted_at IS NULL'
                found[table] = int(connection.execute(sql).fetchone()[0])
        return found
