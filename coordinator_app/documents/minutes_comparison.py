"""The Gegenüberstellung: what differs between two versions of minutes, side by side and as marked text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coordinator_app.common.german import plural
from coordinator_app.documents.content import (
    Block,
    Document,
    GroupRow,
    KeyValues,
    Letterhead,
    Paragraph,
    Row,
    Run,
    Style,
    Table,
    TableColumn,
    Text,
)
from coordinator_app.domain.minutes_comparison import Change, ChangeKind, parts


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
        blocks.append(Paragraph(_legend(), style=Style.SMALL))
        blocks.append(_table(head, changes))
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


def _legend() -> Text:
    return (
        Run("Durchgestrichen", struck=True),
        " = entfernt, ",
        Run("unterstrichen", inserted=True),
        " = hinzugefügt. Verglichen sind alle Angaben der Niederschrift, Wort für Wort.",
    )


def _table(head: ComparisonHead, changes: Sequence[Change]) -> Table:
    columns = (
        TableColumn("Angabe", width=2),
        TableColumn(head.old.partition(" vom ")[0] or "Bisher", width=4.5),
        TableColumn(head.new.partition(" vom ")[0] or "Neu", width=4.5),
    )
    rows: list[Row] = []
    section = ""
    for change in changes:
        if change.section != section:
            section = change.section
            rows.append(GroupRow(section))
        rows.append((change.field, *_sides(change)))
    return Table(columns, tuple(rows))


def _sides(change: Change) -> tuple[Text, Text]:
    """Before and after; in each what is not in the other is marked."""
    found = parts(change.before, change.after)
    before = tuple(
        Run(part.text, struck=part.kind is ChangeKind.REMOVED) for part in found if part.kind is not ChangeKind.ADDED
    )
    after = tuple(
        Run(part.text, inserted=part.kind is ChangeKind.ADDED) for part in found if part.kind is not ChangeKind.REMOVED
    )
    return before or "–", after or "–"
