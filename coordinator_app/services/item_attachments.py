"""Attachments of agenda items: „Anlage 1 zu TOP 4“; numbers close up until the minutes are final, then they stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import moved
from coordinator_app.domain.attachments import Document, DocumentLink, LinkRole
from coordinator_app.domain.meetings import AgendaItem
from coordinator_app.domain.minutes import Minutes, MinutesVersion
from coordinator_app.services.attachments import Attachments
from coordinator_app.services.meeting_reads import editable_meeting
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


@dataclass(frozen=True, slots=True)
class ItemAttachment:
    """An attachment of an agenda item with its number there."""

    link: DocumentLink
    document: Document

    @property
    def number(self) -> int:
        """Its number within the item."""
        return self.link.number


class ItemAttachments:
    """Use cases around the attachments of agenda items; every method is one undo step."""

    def __init__(self, store: Store, attachments: Attachments) -> None:
        self._store, self._attachments = store, attachments

    def of_item(self, item_id: int) -> list[ItemAttachment]:
        """The attachments of an item by their numbers."""
        found = self._attachments.linked(AgendaItem.kind, item_id)
        return [ItemAttachment(link, document) for link, document in found if link.role is not LinkRole.HAND_EDITED]

    def add_files(self, item_id: int, paths: Sequence[Path]) -> list[int]:
        """Take files in as the next attachments; returns the documents."""
        with self._store.write("Anlage hinzugefügt" if len(paths) == 1 else "Anlagen hinzugefügt") as unit:
            editable_meeting(unit, unit.get(AgendaItem, item_id).meeting_id)
            return self._attachments.add_files(paths, kind=AgendaItem.kind, id=item_id)

    def rename(self, document_id: int, title: str) -> None:
        """Give an attachment another title; the file keeps its name."""
        if not title.strip():
            raise UserError("Bitte geben Sie der Anlage einen Titel.", help_topic="tagesordnung")
        self._attachments.update(document_id, None, title=title.strip())

    def remove(self, link_id: int) -> None:
        """Take an attachment off its item; those behind it close up. The file stays in the municipality file.

        Once minutes with the item were final the attachment stays: papers already name its number.
        """
        with self._store.write("Anlage entfernt") as unit:
            link = unit.get(DocumentLink, link_id)
            self._check_free(unit, link)
            unit.remove(DocumentLink, link_id)
            _number(unit, [other.id for other in _links(unit, link.target_id)])

    def move(self, link_id: int, offset: int) -> None:
        """Move an attachment up (-1) or down (+1); the numbers follow."""
        with self._store.write("Anlagen umgestellt") as unit:
            link = unit.get(DocumentLink, link_id)
            self._check_free(unit, link)
            _number(unit, moved([other.id for other in _links(unit, link.target_id)], link_id, offset))

    def fixed(self, item_id: int) -> bool:
        """Whether the numbers of an item's attachments stand in final minutes and stay as they are."""
        with self._store.read() as unit:
            return _was_final(unit, unit.get(AgendaItem, item_id).meeting_id)

    def _check_free(self, unit: ReadUnit, link: DocumentLink) -> None:
        meeting = editable_meeting(unit, unit.get(AgendaItem, link.target_id).meeting_id)
        if _was_final(unit, meeting.id):
            raise UserError(
                f"Die Niederschrift nennt diese Anlage als Anlage {link.number}. Sie behält ihre Nummer und bleibt "
                "beim Tagesordnungspunkt.",
                help_topic="tagesordnung",
            )


def _was_final(unit: ReadUnit, meeting_id: int) -> bool:
    minutes = unit.find(Minutes, meeting_id=meeting_id)
    return any(unit.count(MinutesVersion, minutes_id=entry.id) for entry in minutes)


def _links(unit: ReadUnit, item_id: int) -> list[DocumentLink]:
    found = unit.find(DocumentLink, target_kind=AgendaItem.kind, target_id=item_id, order="number")
    return [link for link in found if link.role is not LinkRole.HAND_EDITED]


def _number(unit: WriteUnit, order: Sequence[int]) -> None:
    for number, link_id in enumerate(order, 1):
        unit.change(DocumentLink, link_id, None, number=number)
