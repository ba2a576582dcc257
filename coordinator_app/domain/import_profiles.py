"""Remembered ways of reading foreign tables."""

from dataclasses import dataclass
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportProfile(Record):
    """Which column of a table with these headings means what; `mapping` is JSON {heading: field}."""

    kind: ClassVar[str] = "import_profile"
    label: ClassVar[str] = "Importvorlage"
    plural: ClassVar[str] = "Importvorlagen"
    title_field: ClassVar[str] = "title"

    title: str = attribute("Name", required=True, max_length=200)
    subject: str = attribute("Wofür", required=True, max_length=40, printable=False)
    headings: str = attribute("Überschriften", Kind.LONG_TEXT, printable=False, max_length=20_000)
    mapping: str = attribute("Zuordnung", Kind.LONG_TEXT, printable=False, max_length=20_000)
