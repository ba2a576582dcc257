"""Photographs of projects and events: consent of those shown, description, and what may leave the house."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.documents.pictures import is_picture, reduced
from coordinator_app.domain.attachments import Document, DocumentLink, LinkRole, photo_problem
from coordinator_app.services.attachments import Attachments
from coordinator_app.storage.store import Store

HELP = "projekte"


@dataclass(frozen=True, slots=True)
class Photo:
    """One picture of a record; `problem` says why it does not leave the house ("" = it may)."""

    link: DocumentLink
    document: Document

    @property
    def id(self) -> int:
        """The id of the document."""
        return self.document.id

    @property
    def problem(self) -> str:
        """Why it stays inside; "" when it may be printed."""
        return photo_problem(self.document)


@dataclass(frozen=True, slots=True)
class PrintedPhoto:
    """A picture as it goes into a document: JPEG bytes, description, caption."""

    image: bytes
    alt: str
    caption: str


class Photos:
    """`workspace.photos`: verbs on pictures; the bytes are kept as they came, copies for paper are made smaller."""

    def __init__(self, store: Store, attachments: Attachments) -> None:
        self._store = store
        self._attachments = attachments

    def of(self, kind: str, id: int) -> list[Photo]:
        """The pictures of a record in their order."""
        linked = self._attachments.linked(kind, id)
        return [Photo(link, document) for link, document in linked if link.role is LinkRole.IMAGE]

    def add(self, paths: Iterable[Path], *, kind: str, id: int) -> list[int]:
        """Take pictures in as one step; `UserError` names the first file that is none."""
        found = list(paths)
        with self._store.write("Bild hinzugefügt" if len(found) == 1 else f"{len(found)} Bilder hinzugefügt"):
            new = self._attachments.add_files(found)
            for document_id, path in zip(new, found, strict=True):
                content = self._attachments.content(document_id)
                if not is_picture(content):
                    text = f"„{path.name}“ ist kein Bild, das gedruckt werden kann. Möglich sind JPEG und PNG."
                    raise UserError(text, help_topic=HELP)
                reduced(content, 64)  # a damaged one is refused now, not when it is printed
                self._attachments.link(document_id, kind=kind, id=id, role=LinkRole.IMAGE)
        return new

    def describe(self, id: int, version: int | None, **values: Any) -> int:
        """Change title, description, consent, date or author; returns the new version."""
        with self._store.write("Bild beschrieben", merge=f"photo:{id}") as unit:
            return unit.change(Document, id, version, **values)

    def remove(self, link_id: int) -> None:
        """Take a picture off its record and, when no other record has it, out of the documents; undoable."""
        with self._store.write("Bild entfernt") as unit:
            link = unit.get(DocumentLink, link_id)
            unit.remove(DocumentLink, link_id)
            if not unit.count(DocumentLink, document_id=link.document_id):
                unit.discard(Document, link.document_id)

    def small(self, id: int, longest: int) -> bytes:
        """The picture as JPEG for the screen."""
        return reduced(self._attachments.content(id), longest)

    def printed(self, kind: str, ids: Sequence[int], most: int) -> tuple[PrintedPhoto, ...]:
        """At most so many pictures of records that may leave the house, ready for paper."""
        found = [photo for id in ids for photo in self.of(kind, id) if not photo.problem]
        return tuple(
            PrintedPhoto(
                reduced(self._attachments.content(photo.id)), photo.document.alt_text.strip(), _caption(photo.document)
            )
            for photo in found[:most]
        )


def _caption(document: Document) -> str:
    return document.title + (f" (Foto: {document.author})" if document.author else "")
