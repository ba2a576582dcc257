"""Writing finished documents to folders without ever destroying somebody's work.

A file is written beside its target and then put in its place in one step. What was written is remembered with its
hash in the municipality file (`WrittenFile`): a target that has changed since (edited in Word), holds another
document or was not written by the program is never replaced without asking. Remembering is no step that could be
undone: the file outside stays what it is.
"""

from contextlib import suppress
from dataclasses import replace
from enum import Enum, auto
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator_app.common.clock import today
from coordinator_app.common.errors import ReadOnly, UserError
from coordinator_app.common.german import sort_key
from coordinator_app.domain.attachments import DocumentLink, LinkRole
from coordinator_app.domain.written_files import (
    FileState,
    Source,
    Standing,
    WrittenFile,
    asked_sentence,
    fitting_stem,
    name_beside,
    same_place,
    standing,
)
from coordinator_app.services.attachments import Attachments
from coordinator_app.services.safe_writing import content_hash, put_in_place, read_whole

if TYPE_CHECKING:
    from coordinator_app.storage.store import Store
    from coordinator_app.storage.unit_of_work import WriteUnit

LONGEST_KEPT = 1000  # characters of a path; a file at a longer one is remembered until closing only
_UNNAMED = "file"  # key of what no document kind declares


class WhenEdited(Enum):
    """What happens to a target that was edited by hand or comes from somewhere else."""

    ASK = auto()  # raise `HandEdited`
    KEEP = auto()  # leave it as it is and write nothing
    BESIDE = auto()  # write a new file with a name of its own beside it
    TAKE_IN = auto()  # keep the edited file as an attachment of the record, then replace it


class HandEdited(UserError):
    """The target at `path` must not be replaced; write again with another `WhenEdited` than ASK.

    `beside` is where BESIDE would write; `can_take_in`: there is a record the edited file can be kept with.
    """

    def __init__(self, path: Path, text: str, beside: Path, *, can_take_in: bool) -> None:
        super().__init__(text, help_topic="dokumente")
        self.path = path
        self.beside = beside
        self.can_take_in = can_take_in


class DocumentFiles:
    """Writes files and remembers what it wrote; works on a read-only municipality file too (then until closing)."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._session: list[WrittenFile] = []

    # --- writing

    def write(
        self, path: Path, data: bytes, when_edited: WhenEdited = WhenEdited.ASK, source: Source | None = None
    ) -> Path:
        """Write `data` to `path` and return where it went; `UserError` when the target cannot be written."""
        path, source = path.absolute(), source or Source(_UNNAMED)
        known = self._known(path)
        found = content_hash(path)
        if found == sha256(data).hexdigest():  # nothing to replace: the very bytes lie there already
            self._remember(path, data, source, known)
            return path
        place = standing(found, known, source)
        if place in (Standing.FREE, Standing.OURS):
            put_in_place(path, data, expected=found)
            self._remember(path, data, source, known)
            return path
        if when_edited is WhenEdited.KEEP:
            return path
        beside = self._beside(path, source)
        if when_edited is WhenEdited.BESIDE:
            return self.write(beside, data, WhenEdited.ASK, source)
        if when_edited is WhenEdited.TAKE_IN and self._can_take_in(source):
            return self._replace_edited(path, data, source, known)
        moment = max((entry.written_at for entry in known if entry.written_at), default=None)
        text = asked_sentence(path.name, place, moment)
        raise HandEdited(path, text, beside, can_take_in=self._can_take_in(source))

    def _replace_edited(self, path: Path, data: bytes, source: Source, known: list[WrittenFile]) -> Path:
        """The edited bytes are safe in the municipality file before theirs are replaced."""
        edited = read_whole(path)
        document_id = self._take_in(path, edited, source)
        put_in_place(path, data, expected=sha256(edited).hexdigest())
        self._remember(path, data, source, known, document_id)
        return path

    def _can_take_in(self, source: Source) -> bool:
        return bool(source.subject_kind and source.subject_id) and not self._store.read_only

    def _take_in(self, path: Path, data: bytes, source: Source) -> int:
        """Keep the edited file as an attachment without number; what is there already is not kept twice.

        Aside of the undo list: taking the attachment back would destroy what the file outside no longer holds.
        """
        kind, id = source.subject_kind, source.subject_id
        attachments, digest = Attachments(self._store), sha256(data).hexdigest()
        for link, document in attachments.linked(kind, id):
            if link.role is LinkRole.HAND_EDITED and document.sha256 == digest:
                return document.id
        with self._store.write("Von Hand bearbeitete Datei übernommen", aside=True) as unit:
            title = f"{path.stem[:260]} (von Hand bearbeitet)"
            document_id = attachments.add_bytes(data, name=path.name, title=title, dated=today(unit.clock))
            link = DocumentLink(document_id=document_id, target_kind=kind, target_id=id, role=LinkRole.HAND_EDITED)
            unit.add(link)
            return document_id

    def _beside(self, path: Path, source: Source) -> Path:
        """A free name beside the target, or one that holds an untouched earlier writing of the same document."""

        def is_free(name: str) -> bool:
            there = path.with_name(name)
            with suppress(UserError):
                found = content_hash(there)
                return standing(found, self._known(there), source) in (Standing.FREE, Standing.OURS)
            return False

        return path.with_name(name_beside(path.stem, path.suffix, today(self._store.clock), is_free))

    # --- what is remembered

    def of_record(self, kind: str, id: int) -> list[WrittenFile]:
        """The files written of documents about a record, the latest first."""
        with self._store.read() as unit:
            found = unit.find(WrittenFile, subject_kind=kind, subject_id=id, order="-written_at")
        session = [entry for entry in self._session if (entry.subject_kind, entry.subject_id) == (kind, id)]
        return [*reversed(session), *found]

    def state(self, entry: WrittenFile) -> FileState:
        """What became of a file; reads it, so call it in a job (the folder may be on a slow network)."""
        path = Path(entry.path)
        try:
            if content_hash(path) == entry.sha256:
                return FileState.UNCHANGED
            if path.exists():
                return FileState.EDITED
            return FileState.GONE if path.parent.is_dir() else FileState.UNREACHABLE
        except (OSError, UserError):
            return FileState.UNREACHABLE

    def proposal(self, stem: str, ending: str, folder: Path) -> Path:
        """Where a document is proposed to be saved: its name in the folder, cut to what every system takes."""
        return folder / f"{fitting_stem(stem, f'.{ending}', len(str(folder)))}.{ending}"

    def _known(self, path: Path) -> list[WrittenFile]:
        """What was written to a place before; ways of spelling it that only differ in case count as one."""
        text = _spelled(path)
        with self._store.read() as unit:
            stored = unit.find(WrittenFile, sort_key=sort_key(text))
        return [entry for entry in (*self._session, *stored) if same_place(entry.path, text)]

    def _remember(
        self,
        path: Path,
        data: bytes,
        source: Source,
        known: list[WrittenFile],
        document_id: int | None = None,
    ) -> None:
        entry = WrittenFile(
            document_key=source.key,
            subject_kind=source.subject_kind,
            subject_id=source.subject_id,
            path=_spelled(path),
            sha256=sha256(data).hexdigest(),
            version_number=source.version,
            written_at=self._store.clock.now(),
            document_id=document_id,
        )
        try:
            if len(entry.path) > LONGEST_KEPT:
                raise ReadOnly(entry.path)
            with self._store.write("Dokument ausgegeben", aside=True) as unit:
                _store_entry(unit, entry, [old.id for old in known if old.id])
        except ReadOnly:
            self._session = [old for old in self._session if not same_place(old.path, entry.path)]
            self._session.append(entry)


def _store_entry(unit: "WriteUnit", entry: WrittenFile, earlier: list[int]) -> None:
    """One row per place: the first of `earlier` takes the new values, others (spelled differently) go."""
    for id in earlier[1:]:
        unit.remove(WrittenFile, id)
    if not earlier:
        unit.add(entry)
        return
    kept = unit.get(WrittenFile, earlier[0])
    entry = replace(entry, document_id=entry.document_id or kept.document_id)
    names = ("document_key", "subject_kind", "subject_id", "path", "sha256", "version_number", "written_at")
    values = {name: getattr(entry, name) for name in (*names, "document_id")}
    unit.change(WrittenFile, kept.id, None, **values)


def _spelled(path: Path) -> str:
    """The path as it is remembered: absolute, links resolved where that is possible."""
    with suppress(OSError):
        return str(path.resolve())
    return str(path.absolute())
