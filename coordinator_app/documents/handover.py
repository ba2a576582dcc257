"""Übergabebericht: what a successor has to know on the first day, and what lies in the hand-over package."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from coordinator_app.common.german import format_date
from coordinator_app.documents.content import (
    Block,
    BulletList,
    Document,
    Heading,
    Letterhead,
    ListItem,
    Notice,
    Paragraph,
    Table,
    TableColumn,
)


@dataclass(frozen=True, slots=True)
class HandoverSection:
    """One table of the report; `empty` is said when there is nothing."""

    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverContent:
    """All the report says; `papers` are the folders of the package in words."""

    town: str
    day: date
    sections: Sequence[HandoverSection]
    papers: Sequence[str] = ()
    missing: Sequence[str] = ()
    letterhead: Letterhead | None = None
    created: datetime | None = None


TALK = (
    "Zugänge und Kennwörter: stehen nicht in dieser Mappe. Wer richtet sie ein, bis wann?",
    "Postfach, Kalender und Laufwerk: Was liegt nur dort?",
    "Zusagen, die nirgends stehen: Wem wurde was versprochen?",
    "Wen sollte die neue Person in den ersten vier Wochen kennenlernen?",
    "Was ist heikel, was läuft von allein?",
)


def handover_report(content: HandoverContent) -> Document:
    """The report."""
    blocks: list[Block] = [
        Paragraph(
            f"Stand {format_date(content.day)}. Der Bericht nennt, was offen ist und was läuft; alles Übrige steht in "
            "den Listen und Unterlagen der Mappe."
        ),
        Notice(
            "Diese Mappe enthält auch Angaben zu Personen und nicht öffentliche Unterlagen. Bitte geben Sie sie nur an "
            "die Nachfolge weiter und löschen Sie Kopien, die nicht mehr gebraucht werden.",
            title="Vertraulich",
        ),
    ]
    for section in content.sections:
        blocks.append(Heading(1, f"{section.title} ({len(section.rows)})"))
        if section.rows:
            blocks.append(Table(section.columns, section.rows))
        else:
            blocks.append(Paragraph(section.empty))
    blocks.append(Heading(1, "Für das Übergabegespräch"))
    blocks.append(BulletList(tuple(ListItem(line) for line in TALK)))
    if content.papers:
        blocks.append(Heading(1, "Was in der Mappe liegt"))
        blocks.append(BulletList(tuple(ListItem(line) for line in content.papers)))
    if content.missing:
        blocks.append(Heading(1, "Was fehlt"))
        blocks.append(BulletList(tuple(ListItem(line) for line in content.missing)))
    return Document(
        title="Übergabebericht",
        subject="Übergabe",
        blocks=tuple(blocks),
        letterhead=content.letterhead,
        footer=content.town,
        author=content.town,
        created=content.created,
    )


def read_first(content: HandoverContent) -> str:
    """The text file at the top of the package."""
    lines = [
        f"Übergabemappe {content.town}".strip(),
        f"Stand {format_date(content.day)}",
        "",
        "Bitte zuerst lesen: „00 Übergabebericht.pdf“.",
        "",
        *content.papers,
        "",
        "So geht es weiter:",
        "1. Die Datei im Ordner „04 Datei“ an ihren künftigen Ort kopieren und mit dem Programm öffnen.",
        "2. Unter „Einstellungen“ die Ansprechperson und den Briefkopf ändern.",
        "3. Die offenen Aufgaben und Fristen durchgehen und neu zuordnen.",
        "",
        "„Prüfsummen.txt“ nennt für jede Datei die SHA-256-Prüfsumme: So lässt sich zeigen, dass nichts verändert",
        "wurde. Die Mappe enthält keine Zugangsdaten.",
        *(["", "Was fehlt:", *content.missing] if content.missing else []),
    ]
    return "\r\n".join(lines) + "\r\n"
