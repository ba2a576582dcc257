"""Documents kept inside the file: adding, linking to records, opening, exporting."""

import hashlib
import mimetypes
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import file_name, format_size
from coordinator_app.domain.attachments import Document, DocumentLink, LinkRole
from coordinator_app.storage.queries.contents import read_content, remove_orphans, total_size, write_content
from coordinator_app.storage.store import Store

LARGEST = 50_000_000
"""Bytes of the largest attachment; larger ones belong on the town's drive, with a link in the note."""


class Attachments:
    """Documents with their contents; the same content is stored once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._exports: tempfile.TemporaryDirectory[str] | None = None

    def document(self, id: int) -> Document:
        """One document."""
        with self._store.read() as unit:
            return unit.get(Document, id)

    def linked(self, kind: str, id: int) -> list[tuple[DocumentLink, Document]]:
        """The documents of a record with their links, by number."""
        with self._store.read() as unit:
            links = unit.find(DocumentLink, target_kind=kind, target_id=id, order="number")
            documents = unit.many(Document, [link.document_id for link in links])
        found = [(link, documents[link.document_id]) for link in links]
        return [(link, document) for link, document in found if document.deleted_at is None]

    def add_file(self, path: Path, *, kind: str = "", id: int = 0, **values: Any) -> int:
        """Take a file in, linked to a record when `kind` and `id` are given; returns the document's id."""
        return self.add_files([path], kind=kind, id=id, **values)[0]

    def add_files(self, paths: Iterable[Path], *, kind: str = "", id: int = 0, **values: Any) -> list[int]:
        """Take several files in as one step; nothing is stored when one of them cannot be read or is too large."""
        contents = [(path, _read(path)) for path in paths]
        with self._store.write("Anlage hinzugefügt" if len(contents) == 1 else "Anlagen hinzugefügt"):
            return [
                self.add_bytes(data, name=path.name, kind=kind, id=id, **{"title": path.stem, **values})
                for path, data in contents
            ]

    def add_bytes(self, data: bytes, *, name: str, title: str, kind: str = "", id: int = 0, **values: Any) -> int:
        """Take a content in under a file name; returns the document's id."""
        if len(data) > LARGEST:
            raise UserError(_too_large(name, len(data)))
        digest = hashlib.sha256(data).hexdigest()
        mime_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        with self._store.write("Anlage hinzugefügt") as unit:
            write_content(unit, digest, data)
            document = Document(
                title=title[:300], file_name=name[-255:], mime_type=mime_type, size=len(data), sha256=digest, **values
            )
            new = unit.add(document)
            if kind:
                self.link(new, kind=kind, id=id)
            return new

    def link(self, document_id: int, *, kind: str, id: int, role: LinkRole = LinkRole.ATTACHMENT) -> int:
        """Link a document to a record; one that is linked already keeps its link and number."""
        with self._store.write("Anlage verknüpft") as unit:
            existing = unit.find(DocumentLink, target_kind=kind, target_id=id, order="number")
            for link in existing:
                if link.document_id == document_id:
                    return link.id
            number = max((link.number for link in existing if link.role is role), default=0) + 1
            return unit.add(
                DocumentLink(document_id=document_id, target_kind=kind, target_id=id, role=role, number=number)
            )

    def unlink(self, link_id: int) -> None:
        """Take a document off a record; the document itself stays in the file."""
        with self._store.write("Anlage entfernt") as unit:
            unit.remove(DocumentLink, link_id)

    def update(self, id: int, version: int | None, **values: Any) -> int:
        """Change title, kind, date, author or description of a document."""
        with self._store.write("Dokument geändert", merge=f"document:{id}") as unit:
            return unit.change(Document, id, version, **values)

    def discard(self, id: int) -> None:
        """Move a document to the Papierkorb."""
        with self._store.write("Dokument gelöscht") as unit:
            unit.discard(Document, id)

    def content(self, id: int) -> bytes:
        """The bytes of a document."""
        with self._store.read() as unit:
            document = unit.get(Document, id)
            data = read_content(unit, document.sha256)
        if data is None or hashlib.sha256(data).hexdigest() != document.sha256:
            raise UserError(
                f"Der Inhalt von „{document.file_name}“ ist in der Datei beschädigt. Bitte holen Sie ihn aus einer "
                "Sicherung (Einstellungen ▸ Datensicherung).",
                help_topic="datensicherung",
            )
        return data

    def export(self, id: int, folder: Path) -> Path:
        """Write a document into a folder under its own name (numbered when taken); returns the path."""
        own = Path(self.document(id).file_name)
        name = Path(f"{file_name(own.stem)}{own.suffix[:12]}")  # a long name must not lose its ending
        target, number = folder / name, 2
        while target.exists():
            target, number = folder / f"{name.stem} ({number}){name.suffix}", number + 1
        try:
            target.write_bytes(self.content(id))
        except OSError as error:
            raise UserError(f"„{target.name}“ lässt sich in „{folder}“ nicht speichern. Ist dort Platz?") from error
        return target

    def export_to_open(self, id: int) -> Path:
        """Write a document into a temporary folder for another program; it is removed when the file is closed."""
        if self._exports is None:
            self._exports = tempfile.TemporaryDirectory(prefix="kpr-", ignore_cleanup_errors=True)
        folder = Path(self._exports.name) / str(id)
        folder.mkdir(exist_ok=True)
        return self.export(id, folder)

    def total_size(self) -> int:
        """Bytes of all contents in the file."""
        with self._store.read() as unit:
            return total_size(unit)

    def clean_up(self) -> None:
        """Remove contents nobody names any more and exported copies; only when nothing can be undone any more."""
        if self._exports is not None:
            self._exports.cleanup()
            self._exports = None
        if not self._store.read_only:
            with self._store.write("Aufgeräumt", undoable=False) as unit:
                remove_orphans(unit)


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UserError(_too_large(path.name, size))
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"„{path.name}“ lässt sich nicht lesen. Ist die Datei noch da und nicht geöffnet?") from error


def _too_large(name: str, size: int) -> str:
    return (
        f"„{name}“ ist mit {format_size(size)} zu groß; möglich sind {format_size(LARGEST)}. "
        "Bitte verkleinern Sie die Datei oder legen Sie sie im Netzlaufwerk ab und notieren Sie den Ort."
    )
