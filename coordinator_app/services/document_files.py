"""Writing finished documents to folders without ever destroying somebody's work.

A file is written beside its target and then put in its place in one step. What was written is remembered as a
hash in the municipality file: a target that has changed since (edited in Word) or was not written by the
program is never replaced; the caller decides between keeping it and writing a second file beside it.
"""

import json
import os
from contextlib import suppress
from enum import Enum, auto
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, cast

from coordinator_app.common.errors import ReadOnly, UserError
from coordinator_app.storage.queries.file_settings import read_setting, write_setting

if TYPE_CHECKING:
    from coordinator_app.storage.store import Store

SETTING = "documents.written"
REMEMBERED = 1000  # files; the oldest are forgotten first, their next writing asks


class WhenEdited(Enum):
    """What happens to a target that was edited by hand or comes from somewhere else."""

    ASK = auto()  # raise `HandEdited`
    KEEP = auto()  # leave it as it is and write nothing
    BESIDE = auto()  # write a new file with a number beside it


class HandEdited(UserError):
    """The target at `path` must not be replaced; write again with `WhenEdited.KEEP` or `WhenEdited.BESIDE`."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"„{path.name}“ wurde von Hand bearbeitet oder stammt nicht aus diesem Programm und wird nicht "
            "überschrieben. Sie können die vorhandene Datei behalten oder die neue daneben speichern.",
            help_topic="dokumente",
        )
        self.path = path


class DocumentFiles:
    """Writes files and remembers what it wrote; works on a read-only municipality file too (then until closing)."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._session: dict[str, str] = {}

    def write(self, path: Path, data: bytes, when_edited: WhenEdited = WhenEdited.ASK) -> Path:
        """Write `data` to `path` and return where it went; `UserError` when the target cannot be written."""
        if path.exists() and not self._is_ours(path):
            if when_edited is WhenEdited.ASK:
                raise HandEdited(path)
            if when_edited is WhenEdited.KEEP:
                return path
            path = free_name(path)
        _replace(path, data)
        self._remember(path, data)
        return path

    def _is_ours(self, path: Path) -> bool:
        """Whether the file is byte for byte what the program wrote there last."""
        try:
            found = sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise _not_writable(path) from error
        return self._known().get(_key(path)) == found

    def _known(self) -> dict[str, str]:
        with self._store.read() as unit:
            text = read_setting(unit, SETTING, "{}")
        try:
            stored = json.loads(text)
        except ValueError:
            stored = None
        known = cast("dict[str, str]", stored) if isinstance(stored, dict) else {}
        return {**known, **self._session}

    def _remember(self, path: Path, data: bytes) -> None:
        known, key = self._known(), _key(path)
        known.pop(key, None)
        known[key] = self._session[key] = sha256(data).hexdigest()
        kept = dict(list(known.items())[-REMEMBERED:])
        with suppress(ReadOnly), self._store.write("Dokument gespeichert", undoable=False) as unit:
            write_setting(unit, SETTING, json.dumps(kept))


def free_name(path: Path) -> Path:
    """The path, or with „ (2)“, „ (3)“ … before its ending: the first that does not exist."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free


def _key(path: Path) -> str:
    """Paths are remembered as hashes: names of files can be personal data."""
    return sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _replace(path: Path, data: bytes) -> None:
    """Put complete bytes in the place of `path`; the old file stays whole if anything fails."""
    if _is_open_elsewhere(path):
        raise _not_writable(path)
    part = path.with_name(f"{path.name}.{os.getpid()}.teil")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise _not_writable(path) from error


def _is_open_elsewhere(path: Path) -> bool:
    """Whether Word („~$…“) or LibreOffice („.~lock.…#“) has the file open; both leave a small file beside it."""
    word = (f"~${path.name}", f"~${path.name[1:]}", f"~${path.name[2:]}")  # Word shortens long names
    return path.exists() and any(path.with_name(name).exists() for name in (*word, f".~lock.{path.name}#"))


def _not_writable(path: Path) -> UserError:
    return UserError(
        f"„{path.name}“ kann nicht geschrieben werden. Ist die Datei noch in Word, Excel oder LibreOffice geöffnet, "
        "oder fehlt das Recht für diesen Ordner? Bitte schließen Sie die Datei oder wählen Sie einen anderen Ort. "
        "Die vorhandene Datei ist unverändert.",
        help_topic="dokumente",
    )
