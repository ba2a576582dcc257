"""Putting complete bytes in the place of a file: never half a file, never over something else than expected.

Everything a disk, a network drive or an office program can answer is a German sentence.
"""

import errno
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from coordinator_app.common.errors import UserError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_AWAY = {
    *(errno.ENOENT, errno.ENOTDIR, errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ETIMEDOUT),
    *(errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETDOWN, errno.ENETUNREACH, errno.ENOTCONN),
}
_WINDOWS_AWAY = {21, 53, 55, 59, 64, 65, 67, 121, 1222, 1231}  # drive not ready, network path or name gone
_WINDOWS_LONG, _WINDOWS_NAME = 206, 123
_LONG_PATH = 255


def content_hash(path: Path) -> str | None:
    """SHA-256 of what lies at `path`, None when nothing does; `UserError` when it is a folder or cannot be read."""
    try:
        with path.open("rb") as file:
            digest = sha256()
            while chunk := file.read(1 << 20):
                digest.update(chunk)
            return digest.hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _told(path, error) from error


def read_whole(path: Path) -> bytes:
    """The bytes at `path`; `UserError` when they cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise _told(path, error) from error


def put_in_place(path: Path, data: bytes, *, expected: str | None) -> None:
    """Make `data` the content of `path` in one step; the old file stays whole if anything fails.

    `expected` is the hash of what may be replaced (None = nothing lies there): when something else has come in
    the meantime nothing is written. The folder must be there: one that is not may be a network drive put away.
    """
    program = open_in(path)
    if program:
        raise UserError(
            f"„{path.name}“ ist noch in {program} geöffnet. Bitte schließen Sie die Datei dort und geben Sie das "
            "Dokument dann noch einmal aus. Die vorhandene Datei ist unverändert.",
            help_topic="dokumente",
        )
    # A short name of its own: with that of the target it could be longer than the system allows.
    part = path.with_name(f".{uuid4().hex[:12]}.teil")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if content_hash(path) != expected:
            raise UserError(
                f"„{path.name}“ hat sich gerade eben geändert und ist deshalb nicht überschrieben worden. "
                "Bitte geben Sie das Dokument noch einmal aus.",
                help_topic="dokumente",
            )
        part.replace(path)
    except OSError as error:
        raise _told(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def open_in(path: Path) -> str:
    """The office program that has the file open, "" for none: Word and LibreOffice leave a small file beside it."""
    name = path.name
    word = (f"~${name}", f"~${name[1:]}", f"~${name[2:]}")  # Word shortens long names
    with suppress(OSError):
        if not path.exists():
            return ""
        if any(path.with_name(lock).exists() for lock in word):
            return "Word oder Excel"
        if path.with_name(f".~lock.{name}#").exists():
            return "LibreOffice"
    return ""


def _told(path: Path, error: OSError) -> UserError:
    """The sentence for what the system answered."""
    reason = _reason(path, error)
    return UserError(f"„{path.name}“ kann nicht geschrieben werden: {reason}", help_topic="dokumente")


def _reason(path: Path, error: OSError) -> str:
    number, windows = error.errno or 0, getattr(error, "winerror", None) or 0
    with suppress(OSError):
        if path.is_dir():
            return "Unter diesem Namen gibt es einen Ordner. Bitte wählen Sie einen anderen Namen."
    if number in _FULL:
        return "Auf dem Laufwerk ist kein Platz mehr. Eine vorhandene Datei ist unverändert."
    if number == errno.ENAMETOOLONG or windows == _WINDOWS_LONG or (number in _AWAY and _is_long(path)):
        return "Der Name oder der Pfad ist zu lang. Bitte wählen Sie einen kürzeren Namen oder einen anderen Ordner."
    if number == errno.EINVAL or windows == _WINDOWS_NAME:
        return "Der Name enthält Zeichen, die das Laufwerk nicht erlaubt. Bitte wählen Sie einen anderen Namen."
    if number in _AWAY or windows in _WINDOWS_AWAY:
        return (
            f"Den Ordner „{path.parent}“ gibt es nicht mehr, oder das Netzlaufwerk ist nicht verbunden. "
            "Bitte verbinden Sie das Laufwerk oder wählen Sie einen anderen Ordner."
        )
    return (
        "Entweder ist die Datei noch in Word, Excel oder einem anderen Programm geöffnet, oder es fehlt das Recht "
        "für diesen Ordner. Bitte schließen Sie die Datei oder wählen Sie einen anderen Ort. "
        "Eine vorhandene Datei ist unverändert."
    )


def _is_long(path: Path) -> bool:
    return len(str(path)) > _LONG_PATH
