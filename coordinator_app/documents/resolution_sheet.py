"""Beschlussausfertigung: one resolution on a sheet of its own, with vote and certification."""

from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date, format_long_date
from coordinator_app.documents.content import (
    Block,
    Boxed,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Notice,
    Paragraph,
    Signature,
    Signatures,
    Text,
    missing,
)
from coordinator_app.documents.prose import prose


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContent:
    """Everything a sheet tells. `sentence` is the result of the vote in words, `numbers` its counts by label.

    `draft_minutes` = the minutes the sheet is an extract of are not finished yet.
    """

    number: str
    title: str
    wording: str
    body: str
    meeting: str = ""
    item: str = ""
    decided_on: date | None = None
    grounds: str = ""
    mover: str = ""
    elected: str = ""
    result: str = ""
    sentence: str = ""
    numbers: tuple[tuple[str, int], ...] = ()
    public: bool = True
    draft_minutes: bool = False
    replaced_by: str = ""


def resolution_sheet(
    content: SheetContent,
    *,
    as_of: date,
    certified: bool = True,
    grounds: bool = True,
    town: str = "",
    letterhead: Letterhead | None = None,
) -> Document:
    """The sheet; `certified` adds the line of certification with room for seal and signature."""
    blocks: list[Block] = [KeyValues(_facts(content))]
    if content.draft_minutes:
        blocks.append(Notice("Die Niederschrift dieser Sitzung ist noch nicht abgeschlossen.", title="Vorläufig"))
    blocks.append(Heading(1, "Beschluss"))
    body = prose(content.wording) or (Paragraph(missing("Wortlaut")),)
    blocks.append(Boxed(body, title=content.title if content.title != content.wording else ""))
    if content.elected:
        blocks.append(KeyValues((("Gewählt", content.elected),)))
    blocks.append(Heading(1, "Abstimmung"))
    blocks.append(Paragraph(content.sentence or missing("Ergebnis der Abstimmung")))
    if content.numbers:
        blocks.append(KeyValues(tuple((label, str(count)) for label, count in content.numbers)))
    if grounds and content.grounds.strip():
        blocks.append(Heading(1, "Begründung"))
        blocks += prose(content.grounds)
    if content.replaced_by:
        blocks.append(
            Notice(f"Dieser Beschluss wurde abgelöst durch {content.replaced_by}.", title="Nicht mehr gültig")
        )
    if certified:
        blocks += _certification(content, town)
    return Document(
        title=f"Beschluss {content.number}",
        subtitle=content.body,
        subject=content.title,
        author=town,
        letterhead=letterhead,
        footer=f"{content.body} · Beschluss {content.number} · Stand {format_date(as_of)}",
        marking="" if content.public else "nicht öffentlich",
        blocks=tuple(blocks),
    )


def _facts(content: SheetContent) -> tuple[tuple[str, Text], ...]:
    decided: Text = format_long_date(content.decided_on) if content.decided_on else missing("Tag der Beschlussfassung")
    pairs: list[tuple[str, Text]] = [("Nummer", content.number), ("Beschlossen am", decided)]
    if content.meeting:
        pairs.append(("Sitzung", content.meeting))
    if content.item:
        pairs.append(("Tagesordnungspunkt", content.item))
    if content.mover:
        pairs.append(("Antrag von", content.mover))
    pairs.append(("Ergebnis", content.result))
    return tuple(pairs)


def _certification(content: SheetContent, town: str) -> list[Block]:
    source = f"der Niederschrift ({content.meeting})" if content.meeting else "den Unterlagen des Umlaufverfahrens"
    return [
        Heading(1, "Ausfertigung"),
        Paragraph(f"Die Übereinstimmung dieser Ausfertigung mit {source} wird bestätigt.", keep=True),
        Signatures((Signature("Unterschrift, Siegel"),), place=f"{town}, den" if town else "Ort, Datum"),
    ]
