"""Views of a list the user has given a name: columns, order and filter."""

from dataclasses import dataclass
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedView(Record):
    """A named view of one page; `definition` is JSON only that page understands."""

    kind: ClassVar[str] = "saved_view"
    label: ClassVar[str] = "Ansicht"
    plural: ClassVar[str] = "Ansichten"
    title_field: ClassVar[str] = "name"

    page: str = attribute("Seite", required=True, max_length=40)
    name: str = attribute("Name", required=True, max_length=80)
    definition: str = attribute("Einstellungen der Ansicht", Kind.LONG_TEXT, default="{}", printable=False)
