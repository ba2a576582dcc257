"""The annex with all projects and offers: the columns chosen, a sum, and a Steckbrief each where it is wanted."""

from collections.abc import Sequence

from coordinator_app.common.german import plural
from coordinator_app.documents.content import Block, Document, Heading, PageBreak, Paragraph, Section, Table
from coordinator_app.documents.levels import lowered
from coordinator_app.documents.lists import COMPACT_FROM, ListContent

_PORTRAIT = 5  # columns an upright page takes


def project_annex(content: ListContent, sheets: Sequence[Document] = ()) -> tuple[Block, ...]:
    """The list (on lying pages when it is wide), then the sheets, each on a page of its own."""
    if not content.rows:
        return (Paragraph("Projekte und Angebote sind im Berichtszeitraum nicht erfasst."),)
    count = plural(len(content.rows), "Projekt oder Angebot", "Projekte und Angebote")
    table = Table(
        content.columns,
        content.rows,
        "Projekte und Angebote im Berichtszeitraum",
        totals=content.totals,
        compact=len(content.columns) >= COMPACT_FROM or len(content.columns) > _PORTRAIT,
    )
    words = Paragraph(f"Im Berichtszeitraum {'lief' if len(content.rows) == 1 else 'liefen'} {count}.")
    blocks: list[Block] = [words, table]
    found: list[Block] = [words, Section((table,))] if len(content.columns) > _PORTRAIT else blocks
    for sheet in sheets:
        found += [PageBreak(), Heading(2, sheet.title), *lowered(sheet.blocks, 2)]
    return tuple(found)
