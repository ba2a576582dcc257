"""Two versions of something side by side: what was taken out is struck through, what was put in underlined."""

from collections.abc import Sequence

from coordinator_app.documents.content import Block, GroupRow, Paragraph, Row, Run, Style, Table, TableColumn, Text
from coordinator_app.domain.text_comparison import Change, ChangeKind, parts


def comparison_blocks(changes: Sequence[Change], old: str, new: str, scope: str) -> list[Block]:
    """Legend and table; `old` and `new` are words for the versions („Fassung 2 vom …“), `scope` what was compared.

    Changes of one section stand together below its name.
    """
    columns = (
        TableColumn("Angabe", width=2),
        TableColumn(old.partition(" vom ")[0] or "Bisher", width=4.5),
        TableColumn(new.partition(" vom ")[0] or "Neu", width=4.5),
    )
    rows: list[Row] = []
    section = ""
    for change in changes:
        if change.section != section:
            section = change.section
            rows.append(GroupRow(section))
        rows.append((change.field, *_sides(change)))
    return [Paragraph(_legend(scope), style=Style.SMALL), Table(columns, tuple(rows))]


def _legend(scope: str) -> Text:
    return (
        Run("Durchgestrichen", struck=True),
        " = entfernt, ",
        Run("unterstrichen", inserted=True),
        f" = hinzugefügt. {scope.removesuffix('.')}, Wort für Wort.",
    )


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
