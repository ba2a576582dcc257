"""What leaves the house when a project is passed on to another town, as a page to look at before."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.documents.content import (
    Block,
    BulletList,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    ListItem,
    Notice,
    Paragraph,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeContent:
    """The content of an exchange file in words: rows of (label, text), goals, names of people if they travel."""

    title: str
    town: str
    rows: Sequence[tuple[str, str]]
    goals: Sequence[str]
    people: Sequence[str]
    letterhead: Letterhead | None = None


def exchange_sheet(content: ExchangeContent) -> Document:
    """The page."""
    blocks: list[Block] = [
        Paragraph(
            "Diese Angaben stehen in der Datei für die andere Kommune. Notizen, Bedarfe, Beschlüsse, Förderakten, "
            "Dokumente und Fotos bleiben hier."
        ),
        KeyValues(tuple(content.rows)),
    ]
    if content.goals:
        blocks += [Heading(1, "Ziele und Indikatoren"), BulletList(tuple(ListItem(goal) for goal in content.goals))]
    if content.people:
        blocks += [
            Heading(1, "Namen"),
            Notice(
                "Die Datei nennt Personen. Geben Sie sie nur weiter, wenn diese Personen es wissen und es für die "
                "Zusammenarbeit nötig ist."
            ),
            BulletList(tuple(ListItem(name) for name in content.people)),
        ]
    else:
        blocks.append(Paragraph("Namen von Personen sind nicht enthalten. Bitte prüfen Sie die freien Texte darauf."))
    return Document(
        title=f"Austauschdatei: {content.title}",
        subject="Austauschdatei",
        blocks=tuple(blocks),
        letterhead=content.letterhead,
        footer=content.town,
        author=content.town,
    )
