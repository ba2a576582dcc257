"""The town's own Word templates for letters."""

from dataclasses import dataclass
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterTemplate(Record):
    """A Word file with the town's letterhead and placeholders, kept as a document; `document_id` is the file."""

    kind: ClassVar[str] = "letter_template"
    label: ClassVar[str] = "Briefvorlage"
    plural: ClassVar[str] = "Briefvorlagen"
    title_field: ClassVar[str] = "title"

    title: str = attribute("Bezeichnung", required=True, max_length=200)
    document_id: int | None = attribute("Word-Datei", Kind.REFERENCE, target="document")
    body_id: int | None = attribute("Gremium", Kind.REFERENCE, target="body", help="Leer: für alle Gremien.")
    is_default: bool = attribute("Üblich", Kind.YES_NO)
