"""Papers made for the folder of a meeting alone: its table of contents, its resolutions and its tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from coordinator_app.common.german import format_date
from coordinator_app.documents.content import (
    Block,
    Document,
    GroupRow,
    Letterhead,
    Paragraph,
    Row,
    Table,
    TableColumn,
)
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.minutes_content import MinutesContent, ResolutionContent


@dataclass(frozen=True, slots=True)
class FolderPaper:
    """One file of the folder: `path` within it, what it is."""

    path: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderHead:
    """What stands over all papers of a folder."""

    title: str
    body: str
    day: date | None = None
    town: str = ""
    letterhead: Letterhead | None = None
    created: datetime | None = None


def contents_page(head: FolderHead, papers: Sequence[FolderPaper], *, public: bool, missing: Sequence[str]) -> Document:
    """The table of contents, folder by folder; what could not be put in is told at the top."""
    blocks: list[Block] = [Paragraph(_introduction(public=public))]
    blocks += [Paragraph(f"Fehlt: {line}") for line in missing]
    columns = (TableColumn("Datei", width=3), TableColumn("Inhalt", width=2))
    rows: list[Row] = []
    folder = ""
    for paper in papers:
        place, _, name = paper.path.rpartition("/")
        if place != folder:
            rows.append(GroupRow(place))
            folder = place
        rows.append((name, paper.title))
    blocks.append(Table(columns, tuple(rows)))
    return _document(head, "Sitzungsmappe" if not public else "Sitzungsmappe für die Öffentlichkeit", blocks)


def _introduction(*, public: bool) -> str:
    if public:
        return (
            "Diese Mappe enthält nur öffentliche Tagesordnungspunkte und keine Angaben zu Personen. "
            "Die Daten im Ordner „OParl“ liest das Ratsinformationssystem."
        )
    return (
        "Diese Mappe enthält auch nicht öffentliche Punkte und Angaben zu Personen. Bitte geben Sie sie nur an "
        "Berechtigte weiter; für die Öffentlichkeit gibt es eine eigene Mappe."
    )


def resolutions_paper(head: FolderHead, content: MinutesContent) -> Document:
    """All resolutions of the meeting with wording and votes."""
    columns = (
        TableColumn("TOP", width=1),
        TableColumn("Nummer", width=2),
        TableColumn("Beschluss", width=6),
        TableColumn("Ergebnis", width=2),
        TableColumn("Ja", Kind.INTEGER, width=1),
        TableColumn("Nein", Kind.INTEGER, width=1),
        TableColumn("Enth.", Kind.INTEGER, width=1),
    )
    rows = [
        (item.number, entry.number, _wording(entry), entry.state.label, entry.yes, entry.no, entry.abstain)
        for item in content.items
        for entry in item.resolutions
    ]
    table = Table(columns, tuple(rows), empty_text="In dieser Sitzung wurde nichts beschlossen.")
    return _document(head, "Beschlüsse der Sitzung", [table])


def _wording(entry: ResolutionContent) -> str:
    return entry.wording if not entry.title or entry.title in entry.wording else f"{entry.title}: {entry.wording}"


def tasks_paper(head: FolderHead, content: MinutesContent) -> Document:
    """All tasks set in the meeting."""
    columns = (
        TableColumn("TOP", width=1),
        TableColumn("Aufgabe", width=6),
        TableColumn("Verantwortlich", width=3),
        TableColumn("Frist", Kind.DATE, width=2),
    )
    rows = [(item.number, task.title, task.responsible, task.due) for item in content.items for task in item.tasks]
    table = Table(columns, tuple(rows), empty_text="In dieser Sitzung wurde nichts festgelegt.")
    return _document(head, "Aufgaben aus der Sitzung", [table])


def _document(head: FolderHead, title: str, blocks: Sequence[Block]) -> Document:
    day = f" am {format_date(head.day)}" if head.day and " am " not in head.title else ""
    return Document(
        title=title,
        subtitle=f"{head.title}{day}",
        subject=head.title,
        author=head.town,
        letterhead=head.letterhead,
        footer=f"{head.body} · {head.title}",
        created=head.created,
        blocks=tuple(blocks),
    )
