"""Files the program wrote outside: what lay in them, so that hand-edited ones are recognised and never overwritten."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute


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
    written_at: datetime | None = attribute("Geschrieben", Kind.DATE_TIME)
    document_id: int | None = attribute("Von Hand bearbeitet", Kind.REFERENCE, target="document")
