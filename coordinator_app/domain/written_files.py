"""Files the program wrote outside: what lay in them, so that hand-edited ones are recognised and never overwritten."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from typing import ClassVar

from coordinator_app.common.german import file_name, format_date_time
from coordinator_app.domain.fields import Kind, Record, attribute

LONGEST_PATH = 240  # characters; Windows takes 259, Word and a copy beside need some of them
SHORTEST_STEM = 24  # a folder that leaves less room cannot be helped by cutting the name


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenFile(Record):
    """A document written to `path`; `sha256` is that of its bytes as written, the subject the record it is about.

    `document_id` is the hand-edited file taken in as an attachment, when the user did so.
    """

    kind: ClassVar[str] = "written_file"
    label: ClassVar[str] = "Ausgegebene Datei"
    plural: ClassVar[str] = "Ausgegebene Dateien"
    title_field: ClassVar[str] = "path"

    document_key: str = attribute("Dokument", required=True, max_length=60, printable=False)
    subject_kind: str = attribute("Gehört zu (Art)", max_length=40, printable=False)
    subject_id: int = attribute("Gehört zu", Kind.INTEGER, default=0, printable=False)
    path: str = attribute("Datei", required=True, max_length=1000)
    sha256: str = attribute("Prüfsumme", required=True, max_length=64, printable=False)
    version_number: int = attribute("Fassung", Kind.INTEGER, default=0)
    written_at: datetime | None = attribute("Geschrieben", Kind.DATE_TIME, direction="past")
    document_id: int | None = attribute("Von Hand bearbeitet", Kind.REFERENCE, target="document")


@dataclass(frozen=True, slots=True)
class Source:
    """Which document a file holds: its kind (`key`), the record it is about, the number of its version (0 = none)."""

    key: str = ""
    subject_kind: str = ""
    subject_id: int = 0
    version: int = 0


class Standing(Enum):
    """How a place a document shall be written to stands against what the program remembers of it."""

    FREE = auto()  # nothing is there
    OURS = auto()  # byte for byte what the program wrote there for the same document
    OTHER = auto()  # what the program wrote there, but another document
    EDITED = auto()  # the program wrote it, somebody changed it since
    FOREIGN = auto()  # it comes from somewhere else


def standing(found: str | None, known: Iterable[WrittenFile], source: Source) -> Standing:
    """How a target stands: `found` is the hash of what lies there (None = nothing), `known` what was written there."""
    if found is None:
        return Standing.FREE
    written = list(known)
    same = [entry for entry in written if entry.sha256 == found]
    if any(is_of(entry, source) for entry in same):
        return Standing.OURS
    if same:
        return Standing.OTHER
    return Standing.EDITED if written else Standing.FOREIGN


def is_of(entry: WrittenFile, source: Source) -> bool:
    """Whether a file remembered holds the document `source` (in whatever version)."""
    return (entry.document_key, entry.subject_kind, entry.subject_id) == (
        source.key,
        source.subject_kind,
        source.subject_id,
    )


def same_place(one: str, other: str) -> bool:
    """Whether two paths name one place where file systems ignore case and the way accents are written.

    On systems that tell them apart it takes two files for one: then it is asked once too often, never too seldom.
    """
    return _folded(one) == _folded(other)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def name_beside(stem: str, ending: str, day: date, is_free: Callable[[str], bool]) -> str:
    """„Niederschrift (neu 2026-11-26).docx“: the name of a new version beside a hand-edited file; counts up."""
    number = 1
    while True:
        mark = f" (neu {day:%Y-%m-%d})" if number == 1 else f" (neu {day:%Y-%m-%d}, {number})"
        name = f"{file_name(stem, 120 - len(mark))}{mark}{ending}"
        if is_free(name):
            return name
        number += 1


def fitting_stem(stem: str, ending: str, folder_length: int) -> str:
    """A file name every system takes in a folder whose path has `folder_length` characters; the ending is kept free."""
    room = LONGEST_PATH - folder_length - 1 - len(ending)
    return file_name(stem, max(SHORTEST_STEM, min(120, room)))


def asked_sentence(name: str, found: Standing, written_at: datetime | None) -> str:
    """What is told before anything is replaced."""
    if found is Standing.EDITED:
        since = f" am {format_date_time(written_at)}" if written_at else ""
        return f"„{name}“ wurde nach der letzten Ausgabe{since} von Hand bearbeitet."
    if found is Standing.OTHER:
        return f"Unter „{name}“ liegt ein anderes Dokument aus diesem Programm."
    return f"„{name}“ gibt es schon; die Datei stammt nicht aus diesem Programm."


class FileState(Enum):
    """What became of a file since it was written."""

    UNCHANGED = auto()
    EDITED = auto()
    GONE = auto()
    UNREACHABLE = auto()


def state_sentence(entry: WrittenFile, state: FileState) -> str:
    """„zuletzt ausgegeben am 26.11.2026, 17:20 Uhr, seitdem von Hand bearbeitet“."""
    words = {
        FileState.UNCHANGED: "",
        FileState.EDITED: ", seitdem von Hand bearbeitet",
        FileState.GONE: ", liegt nicht mehr dort",
        FileState.UNREACHABLE: ", der Ordner ist gerade nicht erreichbar",
    }
    version = f" (Fassung {entry.version_number})" if entry.version_number else ""
    return f"zuletzt ausgegeben am {format_date_time(entry.written_at)}{version}{words[state]}"
