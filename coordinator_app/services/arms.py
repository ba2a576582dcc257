"""The town's arms or logo: a picture of the file that stands on letterheads, certificates and reports."""

from pathlib import Path

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_size
from coordinator_app.domain.attachments import Document
from coordinator_app.domain.municipality import Municipality
from coordinator_app.services.attachments import Attachments
from coordinator_app.storage.store import Store

LARGEST = 3_000_000
"""Bytes; it goes into every document."""
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff")


class Arms:
    """`workspace.arms`; choosing and removing are one undo step each."""

    def __init__(self, store: Store, attachments: Attachments) -> None:
        self._store = store
        self._attachments = attachments

    def picture(self) -> bytes:
        """The picture (PNG or JPEG); empty without one."""
        own = self._own()
        if own is None or own.logo_id is None:
            return b""
        data = self._attachments.content(own.logo_id)
        return data if data.startswith(_PICTURES) else b""

    def choose(self, path: Path) -> None:
        """Take a picture in, instead of the one before; `UserError` when it cannot stand in documents."""
        data = _read(path)
        own = self._own()
        if own is None:
            raise UserError("Bitte tragen Sie zuerst den Namen Ihrer Kommune ein.", help_topic="einstellungen")
        with self._store.write("Wappen aufgenommen") as unit:
            new = self._attachments.add_bytes(data, name=path.name, title="Wappen oder Logo")
            if own.logo_id is not None:
                unit.discard(Document, own.logo_id)
            unit.change(Municipality, own.id, None, logo_id=new)

    def remove(self) -> None:
        """Take the picture off the documents; it goes to the Papierkorb."""
        own = self._own()
        if own is None or own.logo_id is None:
            return
        with self._store.write("Wappen entfernt") as unit:
            unit.change(Municipality, own.id, None, logo_id=None)
            unit.discard(Document, own.logo_id)

    def _own(self) -> Municipality | None:
        with self._store.read() as unit:
            found = unit.find(Municipality, is_own=True)
        return found[0] if found else None


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UserError(
                f"„{path.name}“ ist mit {format_size(size)} zu groß; das Bild steht in jedem Dokument. Bitte "
                f"verkleinern Sie es auf höchstens {format_size(LARGEST)}.",
                help_topic="einstellungen",
            )
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"„{path.name}“ lässt sich nicht lesen. Ist die Datei noch da?") from error
    if not data.startswith(_PICTURES) or not _is_whole(data):
        raise UserError(
            f"„{path.name}“ ist kein Bild im Format PNG oder JPEG, oder es ist beschädigt. Bitte speichern Sie das "
            "Wappen als PNG.",
            help_topic="einstellungen",
        )
    return data


def _is_whole(data: bytes) -> bool:
    """Whether the picture ends as its format wants; one cut off would break every document."""
    return b"IEND" in data[-16:] if data.startswith(b"\x89PNG") else b"\xff\xd9" in data[-1024:]
