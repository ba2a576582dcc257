"""Creating and opening municipality files: every state a file can be in has its German sentence.

Whatever is refused stays byte for byte as it was; nothing is written before the file is known to be ours.
"""

import os
import shutil
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from coordinator_app import __version__
from coordinator_app.common.clock import Clock
from coordinator_app.common.errors import UserError
from coordinator_app.storage import lock, place
from coordinator_app.storage.engine import Access, connect
from coordinator_app.storage.faults import damaged, told_in_german
from coordinator_app.storage.schema import APPLICATION_ID, HEAD, create_schema, needed

Report = Callable[[int, int, str], None]

QUICK_CHECK_UP_TO = 3_000_000  # bytes; larger files are checked after a crash and whenever a backup is made


@dataclass(frozen=True, slots=True)
class Header:
    """What the first hundred bytes of an SQLite file say."""

    application_id: int
    user_version: int
    wal: bool
    missing_bytes: int


def _nothing() -> None:
    return None


@dataclass(slots=True)
class Opened:
    """How a file was opened; `told` says what was done with it meanwhile, `release` gives it free for others."""

    path: Path
    read_only: bool = False
    frozen: bool = False
    lock_note: str = ""
    network_note: str = ""
    told: str = ""
    release: Callable[[], None] = field(default=_nothing)


def create_file(path: Path) -> None:
    """Make a new municipality file: written beside its place, then moved there whole."""
    if path.exists():
        raise UserError(f"„{path.name}“ gibt es in diesem Ordner schon. Bitte wählen Sie einen anderen Namen.")
    part = path.with_name(f".{path.name}.neu")
    try:
        part.write_bytes(b"")  # says at once whether this folder can be written
        with told_in_german(path):
            create_schema(part)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UserError(
            f"„{path.name}“ lässt sich in „{path.parent}“ nicht anlegen: Der Ordner fehlt oder Sie dürfen dort nicht "
            "schreiben. Bitte wählen Sie einen anderen Ordner."
        ) from error
    except UserError:
        part.unlink(missing_ok=True)
        raise


def open_file(path: Path, *, clock: Clock, user: str, read_only: bool = False, report: Report | None = None) -> Opened:
    """Examine a file, lock it, bring an older one up to date, check it; `UserError` for everything refused."""
    path = path.absolute()
    header = examine(path)
    network = place.NETWORK_NOTE if place.where(path) is place.Where.NETWORK else ""
    reason = "Sie haben die Datei nur zum Lesen geöffnet." if read_only else _not_writable(path)
    held: lock.FileLock | None = None
    if not reason:
        held, reason = _locked(path, user, clock)
    try:
        frozen = bool(reason) and header.wal and not os.access(path.parent, os.W_OK)
        access = Access.FROZEN if frozen else Access.READ if reason else Access.WRITE
        _look_inside(path, access, thorough=held is not None and held.left_over)
        if header.user_version < HEAD:  # after looking inside: a journal left by a crash is played back by then
            _migrate(path, header, reason, report)
    except BaseException:
        if held is not None:
            held.release()
        raise
    return Opened(
        path,
        read_only=bool(reason),
        frozen=frozen,
        lock_note=reason,
        network_note=network,
        told=_told(path, old=header.user_version < HEAD, recovered=held is not None and held.left_over),
        release=held.release if held is not None else _nothing,
    )


def _told(path: Path, *, old: bool, recovered: bool) -> str:
    """What happened at the opening that a person should know; "" in the usual case."""
    found: list[str] = []
    if recovered:
        found.append(
            "Die Datei wurde beim letzten Mal nicht ordentlich geschlossen, etwa wegen eines Stromausfalls. Sie ist "
            "geprüft: Alles Gespeicherte ist da."
        )
    if old:
        from coordinator_app.storage.backup import folder_of  # not needed at a usual start

        found.append(
            "Die Datei stammt aus einer älteren Version und ist jetzt auf dem neuen Stand. Die alte Fassung liegt im "
            f"Ordner „{folder_of(path).name}“."
        )
    return " ".join(found)


def prepare_restore(source: Path, folder: Path) -> Path:
    """A sound copy of a backup at the newest schema version, in `folder`; the backup itself is not touched."""
    header = examine(source)
    copy = folder / "wiederherstellen.kpr"
    shutil.copyfile(source, copy)
    if header.user_version < HEAD:
        _migrate(copy, header, "", None)
    _look_inside(copy, Access.READ, thorough=True)
    return copy


def examine(path: Path) -> Header:
    """Whether a file is a municipality file this program can open; reads a hundred bytes, writes nothing."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(100)
    except FileNotFoundError:
        raise UserError(
            f"„{path.name}“ ist nicht mehr da. Vielleicht wurde die Datei verschoben oder umbenannt, "
            f"oder das Laufwerk ist nicht verbunden. Gesucht wurde in „{path.parent}“."
        ) from None
    except OSError as error:
        if path.is_dir():
            raise UserError(f"„{path.name}“ ist ein Ordner. Bitte wählen Sie die Datei der Kommune.") from error
        raise UserError(
            f"„{path.name}“ lässt sich nicht lesen. Vielleicht fehlen die Rechte oder das Laufwerk ist getrennt. "
            "Bitte wenden Sie sich an die IT-Stelle."
        ) from error
    if not start:
        raise UserError(
            f"„{path.name}“ ist leer (0 Byte). Vielleicht wurde sie nicht vollständig kopiert. "
            "Bitte öffnen Sie das Original oder eine Sicherung."
        )
    header = _header(start, size, hot=_has_journal(path))
    if header is None or header.application_id != APPLICATION_ID or header.user_version < 1:
        raise UserError(
            f"„{path.name}“ ist keine Datei dieses Programms und wurde nicht verändert. "
            "Bitte wählen Sie eine Datei mit der Endung .kpr."
        )
    if header.user_version > HEAD:
        raise UserError(
            f"„{path.name}“ wurde mit einer neueren Version des Programms gespeichert und nicht verändert. "
            f"{_needs(path)} Bitte lassen Sie das Programm aktualisieren, um die Datei zu öffnen.",
            help_topic="dateien",
        )
    if header.missing_bytes > 0:
        raise damaged(path)
    return header


def _needs(path: Path) -> str:
    version = needed(path)
    least = f"mindestens Version {version}" if version else "eine neuere Version"
    return f"Sie braucht {least}, hier läuft Version {__version__}."


def _header(start: bytes, size: int, *, hot: bool) -> Header | None:
    """Read the header (offsets of the SQLite file format); None when this is no SQLite file."""
    if len(start) < 100 or not start.startswith(b"SQLite format 3\x00"):
        return None
    page_size = struct.unpack_from(">H", start, 16)[0]
    page_size = 65536 if page_size == 1 else page_size
    changes, pages = struct.unpack_from(">II", start, 24)
    user_version, application_id, valid_for = (struct.unpack_from(">I", start, at)[0] for at in (60, 68, 92))
    known = changes == valid_for and not hot  # else the page count of the header does not count
    return Header(application_id, user_version, start[18] == 2, pages * page_size - size if known else 0)


def _has_journal(path: Path) -> bool:
    return any(path.with_name(path.name + end).exists() for end in ("-journal", "-wal"))


def _not_writable(path: Path) -> str:
    """Why a file cannot be written, as a sentence; "" when it can."""
    if not os.access(path, os.W_OK):
        return "Die Datei ist schreibgeschützt und nur zum Lesen geöffnet."
    return ""


def _locked(path: Path, user: str, clock: Clock) -> tuple[lock.FileLock | None, str]:
    try:
        found = lock.acquire(path, user=user, clock=clock)
    except OSError:
        return None, "Der Ordner der Datei ist schreibgeschützt; sie ist nur zum Lesen geöffnet."
    if isinstance(found, lock.Holder):
        return None, f"{found.sentence()} Sie ist nur zum Lesen geöffnet."
    return found, ""


def _way_out(reason: str) -> str:
    if reason.startswith("In Benutzung"):
        return "Bitte öffnen Sie sie noch einmal, wenn sie dort geschlossen ist."
    return "Bitte kopieren Sie sie in einen Ordner, in dem Sie schreiben dürfen, und öffnen Sie die Kopie."


def _migrate(path: Path, header: Header, reason: str, report: Report | None) -> None:
    if reason:
        raise UserError(
            f"„{path.name}“ stammt aus einer älteren Version des Programms und muss erst auf den neuen Stand gebracht "
            f"werden. Das geht gerade nicht: {reason} {_way_out(reason)}",
            help_topic="dateien",
        )
    from coordinator_app.storage.migration import migrate  # Alembic only when a file is old

    migrate(path, header.user_version, report=report)


def _look_inside(path: Path, access: Access, *, thorough: bool) -> None:
    """Play back a journal left over from a crash and see whether the file is sound."""
    with told_in_german(path), closing(connect(path, access)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if thorough or path.stat().st_size <= QUICK_CHECK_UP_TO:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
            if found[0] != "ok":
                raise damaged(path)
        _require_tables(connection, path)


def _require_tables(connection: sqlite3.Connection, path: Path) -> None:
    names = {"municipality", "change_log", "search_doc"}
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    if not names <= {row[0] for row in rows}:
        raise damaged(path)
