"""Roter Faden of a need on one sheet of A4: station by station, gaps named."""

from coordinator_app.documents.content import (
    Document,
    Letterhead,
    Paragraph,
    Run,
    Style,
    Table,
    TableColumn,
    Text,
    bold,
)
from coordinator_app.domain.thread_sheet import ThreadSection, ThreadSheet, fitted, is_long, shortened

_SUMMARY = 420


def build(sheet: ThreadSheet, *, letterhead: Letterhead | None = None, state: str = "") -> Document:
    """The sheet; entries are left out until it fits one page."""
    sections = fitted(sheet.sections)
    blocks = [
        Paragraph((bold(f"Stand: {sheet.outcome}. "), shortened(sheet.summary, _SUMMARY)), style=Style.SMALL),
        Table(
            columns=(TableColumn("Station", width=1.5), TableColumn("Was vorliegt", width=8.5)),
            rows=tuple((bold(section.caption), _cell(section)) for section in sections),
            compact=is_long(sections),
        ),
        Paragraph(_gaps(sheet), style=Style.SMALL),
    ]
    return Document(
        title="Roter Faden",
        subtitle=shortened(" ".join(filter(None, (sheet.number, sheet.title))), 120),
        subject="Roter Faden eines Bedarfs",
        letterhead=letterhead,
        footer=" · ".join(filter(None, (f"Roter Faden {sheet.number}".strip(), state))),
        blocks=tuple(blocks),
    )


def _cell(section: ThreadSection) -> Text:
    if not section.entries:
        return Run(section.missing, italic=True)
    lines = [entry.text for entry in section.entries]
    if section.more:
        lines.append(f"und {section.more} weitere")
    return "\n".join(lines)


def _gaps(sheet: ThreadSheet) -> str:
    if not sheet.gaps:
        return "Der Faden ist geschlossen: Vom Befund bis zum Messwert fehlt keine Station."
    return f"Hier reißt der Faden ab: {', '.join(sheet.gaps)}."
