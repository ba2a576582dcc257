"""The Gegenüberstellung: what differs between two versions of minutes, side by side and as marked text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coordinator_app.common.german import plural
from coordinator_app.documents.comparison_table import comparison_blocks
from coordinator_app.documents.content import (
    Block,
    Document,
    KeyValues,
    Letterhead,
    Paragraph,
    Text,
)
from coordinator_app.domain.text_comparison import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonHead:
    """What is compared: `old` and `new` are words for the versions, `reason` that of the correction."""

    title: str
    town: str = ""
    footer: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""
    created: datetime | None = None


def minutes_comparison(
    head: ComparisonHead, changes: Sequence[Change], letterhead: Letterhead | None = None
) -> Document:
    """The document; changes of one section stand together below its name."""
    pairs: list[tuple[str, Text]] = [("Bisher", head.old), ("Neu", head.new)]
    if head.reason:
        pairs.append(("Grund", head.reason))
    pairs.append(("Unterschiede", plural(len(changes), "Stelle", "Stellen") if changes else "keine"))
    blocks: list[Block] = [KeyValues(tuple(pairs))]
    if changes:
        blocks += comparison_blocks(changes, head.old, head.new, "Verglichen sind alle Angaben der Niederschrift.")
    else:
        blocks.append(Paragraph("Beide Fassungen stimmen in allen Angaben überein."))
    return Document(
        title="Gegenüberstellung zweier Fassungen",
        subtitle=head.title,
        subject=head.title,
        author=head.town,
        letterhead=letterhead,
        footer=head.footer,
        created=head.created,
        blocks=tuple(blocks),
    )
