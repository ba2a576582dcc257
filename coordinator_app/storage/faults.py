"""What the database says when something outside the program is wrong, as German sentences."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from coordinator_app.common.errors import ReadOnly, UserError


class DamagedFile(UserError):
    """The file is no intact municipality file; nothing was changed in it."""


class FileBusy(UserError):
    """Somebody else holds the file at this moment."""


def fault(error: sqlite3.Error, path: Path) -> UserError | None:
    """The sentence for a database error caused by disk, network, rights or damage; None = a defect of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary == sqlite3.SQLITE_FULL:
        return UserError(
            f"Auf dem Datenträger von „{path.name}“ ist kein Platz mehr. Der letzte Schritt wurde nicht gespeichert. "
            "Bitte schaffen Sie Platz und wiederholen Sie den Schritt.",
            help_topic="speichern",
        )
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return FileBusy(
            f"„{path.name}“ wird gerade von einem anderen Programm benutzt, etwa einer Datensicherung. "
            "Der letzte Schritt wurde nicht gespeichert. Bitte versuchen Sie es gleich noch einmal.",
            help_topic="speichern",
        )
    if primary in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return damaged(path)
    if primary in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
        return ReadOnly(
            f"„{path.name}“ darf gerade nicht geändert werden: Es fehlen die Rechte dafür. Der letzte Schritt wurde "
            "nicht gespeichert. Bitte wenden Sie sich an die IT-Stelle oder speichern Sie eine Kopie an anderem Ort.",
            help_topic="speichern",
        )
    if primary in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}:
        return UserError(
            f"„{path.name}“ ist nicht erreichbar. Vielleicht ist das Netzlaufwerk getrennt oder der USB-Stick gezogen. "
            "Der letzte Schritt wurde nicht gespeichert.",
            help_topic="speichern",
        )
    return None


def damaged(path: Path) -> DamagedFile:
    """The sentence for a damaged file."""
    return DamagedFile(
        f"„{path.name}“ ist beschädigt und wurde nicht verändert. Bitte öffnen Sie die letzte Sicherung aus dem Ordner "
        f"„{path.stem} Sicherungen“, speichern Sie davon eine Kopie (Datei ▸ Kopie speichern) und arbeiten Sie mit "
        "der Kopie weiter. Bewahren Sie die beschädigte Datei auf.",
        help_topic="datensicherung",
    )


@contextmanager
def told_in_german(path: Path) -> Generator[None]:
    """Turn database errors the user can do something about into `UserError`; all others pass unchanged."""
    try:
        yield
    except Exception as error:
        told = _told(error, path)
        if told is None:
            raise
        raise told from error


def _told(error: Exception, path: Path) -> UserError | None:
    cause: object = getattr(error, "orig", error)  # where SQLAlchemy, not loaded at start, keeps the driver's error
    return fault(cause, path) if isinstance(cause, sqlite3.Error) else None
