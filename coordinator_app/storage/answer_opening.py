"""Making and opening answer files: the tables, and a German sentence for every state a file can be in.

An answer file (`.kpra`) is an SQLite database of its own beside the municipality file. One that cannot be used stays
byte for byte as it was.
"""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from coordinator_app.common.clock import Clock
from coordinator_app.common.errors import UserError
from coordinator_app.storage import lock
from coordinator_app.storage.engine import Access, connect
from coordinator_app.storage.faults import told_in_german

APPLICATION_ID = 0x4B505245  # "KPRE": Erhebung
FORMAT = 1
SUFFIX = ".kpra"
HELP = "ruecklauf"

_SCHEMA = """
CREATE TABLE info (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE form (
    code TEXT PRIMARY KEY, position INTEGER NOT NULL, content_hash TEXT NOT NULL, language TEXT NOT NULL,
    content TEXT NOT NULL, variables TEXT NOT NULL
);
CREATE TABLE sheet (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, number INTEGER NOT NULL,
    form_code TEXT NOT NULL REFERENCES form(code), mode TEXT NOT NULL, language TEXT NOT NULL, state TEXT NOT NULL,
    entered_at TEXT NOT NULL, entered_by TEXT NOT NULL, pair_uuid TEXT NOT NULL, source TEXT NOT NULL,
    answers BLOB NOT NULL, received_on TEXT, cursor TEXT NOT NULL DEFAULT '', deleted_at TEXT
);
CREATE INDEX sheet_pair ON sheet(pair_uuid) WHERE pair_uuid <> '';
CREATE INDEX sheet_number ON sheet(number) WHERE number > 0;
CREATE TABLE sheet_text (
    sheet_id INTEGER NOT NULL REFERENCES sheet(id) ON DELETE CASCADE, variable TEXT NOT NULL, text TEXT NOT NULL,
    categories TEXT NOT NULL DEFAULT '', PRIMARY KEY (sheet_id, variable)
) WITHOUT ROWID;
CREATE TABLE decision (
    uuid TEXT NOT NULL, variable TEXT NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL, taken TEXT NOT NULL,
    decided_at TEXT NOT NULL, decided_by TEXT NOT NULL, PRIMARY KEY (uuid, variable)
) WITHOUT ROWID;
CREATE TABLE merged (
    package TEXT NOT NULL, name TEXT NOT NULL, merged_at TEXT NOT NULL, sheets INTEGER NOT NULL, known INTEGER NOT NULL
);
"""


@dataclass(slots=True)
class OpenedAnswers:
    """A connection to an answer file; `note` says why it is open for reading only."""

    path: Path
    connection: sqlite3.Connection
    note: str
    held: lock.FileLock | None


def create(path: Path, info: dict[str, str]) -> None:
    """Write a new, empty answer file beside its place, then move it there whole."""
    if path.exists():
        raise UserError(f"„{path.name}“ gibt es in diesem Ordner schon. Bitte wählen Sie einen anderen Namen.")
    part = path.with_name(f".{path.name}.neu")
    try:
        part.unlink(missing_ok=True)
        with told_in_german(path), closing(sqlite3.connect(part)) as connection:
            connection.executescript(_SCHEMA)
            connection.executemany("INSERT INTO info VALUES (?, ?)", list(info.items()))
            connection.commit()
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={FORMAT}")
        part.replace(path)
    except (OSError, UserError) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise UserError(
            f"„{path.name}“ lässt sich in „{path.parent}“ nicht anlegen: Der Ordner fehlt, ist voll oder Sie dürfen "
            "dort nicht schreiben. Bitte wählen Sie einen anderen Ordner.",
            help_topic=HELP,
        ) from error


def open_answers(path: Path, *, read_only: bool, clock: Clock, user: str) -> OpenedAnswers:
    """Examine, lock and check an answer file; one in use elsewhere is opened for reading only."""
    path = path.absolute()
    _examine(path)
    note = "Die Antworten sind nur zum Lesen geöffnet." if read_only else ""
    if not note and not os.access(path, os.W_OK):
        note = "Die Antwortdatei ist schreibgeschützt."
    held: lock.FileLock | None = None
    if not note:
        held, note = _locked(path, user, clock)
    try:
        with told_in_german(path):
            connection = connect(path, Access.READ if note else Access.WRITE)
            try:
                _look_inside(connection, path)
            except BaseException:
                connection.close()
                raise
    except BaseException:
        if held is not None:
            held.release()
        raise
    return OpenedAnswers(path, connection, note, held)


def belongs_to(path: Path) -> str:
    """The uuid of the survey an answer file belongs to; „“ for packages and for everything that is none."""
    try:
        _examine(path.absolute())
        with closing(connect(path, Access.READ)) as connection:
            found = dict(connection.execute("SELECT key, value FROM info").fetchall())
    except (UserError, sqlite3.Error):
        return ""
    return "" if found.get("kind") == "package" else str(found.get("survey_uuid", ""))


def backup_path(path: Path) -> Path:
    """The copy of the last session beside an answer file."""
    return path.with_name(f"{path.name}.bak")


def keep_backup(path: Path) -> None:
    """Copy the file as it was before this session; without room or rights there is none."""
    part = path.with_name(f".{path.name}.bak.teil")
    try:
        shutil.copyfile(path, part)
        part.replace(backup_path(path))
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _locked(path: Path, user: str, clock: Clock) -> tuple[lock.FileLock | None, str]:
    try:
        found = lock.acquire(path, user=user, clock=clock)
    except OSError:
        return None, "Der Ordner der Antwortdatei ist schreibgeschützt."
    if isinstance(found, lock.Holder):
        return None, f"Antwortdatei: {found.sentence()}"
    return found, ""


def _examine(path: Path) -> None:
    """Whether these first hundred bytes are those of an answer file this program can read."""
    try:
        with path.open("rb") as file:
            start = file.read(100)
    except FileNotFoundError:
        raise UserError(
            f"Die Antwortdatei „{path.name}“ ist nicht da. Gesucht wurde in „{path.parent}“. Bitte legen Sie sie "
            "dorthin zurück oder wählen Sie den neuen Ort.",
            help_topic=HELP,
        ) from None
    except OSError as error:
        raise UserError(
            f"„{path.name}“ lässt sich nicht lesen. Vielleicht fehlen die Rechte oder das Laufwerk ist getrennt. "
            "Bitte wenden Sie sich an die IT-Stelle.",
            help_topic=HELP,
        ) from error
    known = start.startswith(b"SQLite format 3\x00") and int.from_bytes(start[68:72], "big") == APPLICATION_ID
    if len(start) < 100 or not known:
        raise UserError(
            f"„{path.name}“ ist keine Antwortdatei dieses Programms und wurde nicht verändert. "
            f"Bitte wählen Sie eine Datei mit der Endung {SUFFIX}.",
            help_topic=HELP,
        )
    if int.from_bytes(start[60:64], "big") > FORMAT:
        raise UserError(
            f"„{path.name}“ wurde mit einer neueren Version des Programms gespeichert und nicht verändert. "
            "Bitte aktualisieren Sie das Programm, um die Datei zu öffnen.",
            help_topic=HELP,
        )


def _look_inside(connection: sqlite3.Connection, path: Path) -> None:
    """Play back a journal left by a crash and see whether the file is sound."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    tables = {row[0] for row in rows}
    sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    if not sound or not {"info", "form", "sheet", "sheet_text", "decision", "merged"} <= tables:
        spare = backup_path(path)
        hint = f" Der Stand vor der letzten Sitzung liegt in „{spare.name}“." if spare.exists() else ""
        raise UserError(
            f"Die Antwortdatei „{path.name}“ ist beschädigt und wurde nicht verändert.{hint}", help_topic=HELP
        )
