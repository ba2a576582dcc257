"""Text blocks (Textbausteine) that are typed by their short code."""

from dataclasses import dataclass
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class SnippetUse(Vocabulary):
    """Where a text block is offered first."""

    ANYWHERE = "anywhere", "überall"
    MINUTES = "minutes", "Niederschrift"
    RESOLUTION = "resolution", "Beschluss"
    LETTER = "letter", "Anschreiben"


@dataclass(frozen=True, kw_only=True, slots=True)
class Snippet(Record):
    """A text block; `code` is what is typed to get it."""

    kind: ClassVar[str] = "snippet"
    label: ClassVar[str] = "Textbaustein"
    plural: ClassVar[str] = "Textbausteine"
    title_field: ClassVar[str] = "title"

    code: str = attribute("Kürzel", required=True, max_length=30, help="Zum Beispiel „bf“ für die Beschlussfähigkeit.")
    title: str = attribute("Bezeichnung", required=True, searchable=True, max_length=200)
    text: str = attribute("Text", Kind.LONG_TEXT, required=True, searchable=True, max_length=20_000)
    use: SnippetUse = attribute("Verwendung", Kind.CHOICE, choices=SnippetUse, default=SnippetUse.ANYWHERE)
