"""Overviews of what happened around meetings: meetings of a body, answers to an invitation, what was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date, plural
from coordinator_app.documents.content import (
    Document,
    Letterhead,
    Orientation,
    Paragraph,
    Style,
    Table,
    TableColumn,
)
from coordinator_app.domain.fields import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEntry:
    """A meeting of a body; `present` and `entitled` count people with a vote, None before it was held."""

    number: int | None
    day: date | None
    title: str
    place: str = ""
    chair: str = ""
    state: str = ""
    invited_on: date | None = None
    present: int | None = None
    entitled: int | None = None
    resolutions: int = 0
    tasks: int = 0
    minutes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyEntry:
    """Somebody invited, and the answer."""

    name: str
    organisation: str = ""
    role: str = ""
    has_vote: bool = False
    way: str = ""
    sent_on: date | None = None
    reply: str = ""
    replied_on: date | None = None
    deputy: str = ""
    reminded_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchEntry:
    """A sending: why, about what, how, to how many; `names` only where they may be printed."""

    day: date | None
    occasion: str
    about: str = ""
    way: str = ""
    count: int = 0
    names: str = ""
    contents: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewHead:
    """What stands over an overview and when it was made."""

    subtitle: str
    as_of: date
    town: str = ""
    letterhead: Letterhead | None = None


def meetings_overview(head: OverviewHead, entries: Sequence[MeetingEntry]) -> Document:
    """The meetings of a body, oldest first."""
    columns = (
        TableColumn("Nr.", Kind.INTEGER, width=0.8),
        TableColumn("Datum", Kind.DATE, width=1.8),
        TableColumn("Sitzung", width=3.3),
        TableColumn("Ort", width=2.5),
        TableColumn("Leitung", width=2.6),
        TableColumn("Status", width=3),
        TableColumn("Eingeladen", Kind.DATE, width=2.2),
        TableColumn("Anwesend", Kind.INTEGER, width=2.1),
        TableColumn("Stimmen", Kind.INTEGER, width=1.7),
        TableColumn("Beschlüsse", Kind.INTEGER, width=2),
        TableColumn("Aufgaben", Kind.INTEGER, width=1.8),
        TableColumn("Niederschrift", width=2.3),
    )
    rows = tuple(
        (
            entry.number,
            entry.day,
            entry.title,
            entry.place or None,
            entry.chair or None,
            entry.state,
            entry.invited_on,
            entry.present,
            entry.entitled,
            entry.resolutions,
            entry.tasks,
            entry.minutes or None,
        )
        for entry in entries
    )
    table = Table(columns, rows, compact=True, empty_text="Dieses Gremium hat noch keine Sitzung.")
    return _document("Sitzungen", head, plural(len(rows), "Sitzung", "Sitzungen"), table)


def replies_overview(head: OverviewHead, entries: Sequence[ReplyEntry]) -> Document:
    """Who was invited and how they answered."""
    columns = (
        TableColumn("Name", width=3.4),
        TableColumn("Institution", width=3.4),
        TableColumn("Rolle", width=2.2),
        TableColumn("Stimmrecht", Kind.YES_NO, width=1.4),
        TableColumn("Weg", width=1.5),
        TableColumn("Gesendet", Kind.DATE, width=1.7),
        TableColumn("Antwort", width=2),
        TableColumn("Antwort am", Kind.DATE, width=1.7),
        TableColumn("Vertretung", width=2.6),
        TableColumn("Erinnert", Kind.DATE, width=1.7),
    )
    rows = tuple(
        (
            entry.name,
            entry.organisation or None,
            entry.role,
            entry.has_vote,
            entry.way,
            entry.sent_on,
            entry.reply,
            entry.replied_on,
            entry.deputy or None,
            entry.reminded_on,
        )
        for entry in entries
    )
    table = Table(columns, rows, compact=True, empty_text="Es ist noch niemand eingeladen.")
    return _document("Rückmeldungen zur Einladung", head, plural(len(rows), "Eintrag", "Einträge"), table)


def dispatch_overview(head: OverviewHead, entries: Sequence[DispatchEntry], *, names: bool) -> Document:
    """What left the house, the latest first; with `names` who got it."""
    columns = [
        TableColumn("Datum", Kind.DATE, width=1.7),
        TableColumn("Anlass", width=2.6),
        TableColumn("Betrifft", width=4),
        TableColumn("Weg", width=1.8),
        TableColumn("Empfänger", Kind.INTEGER, width=1.4),
        TableColumn("Inhalt", width=4),
    ]
    columns += [TableColumn("Namen", width=5)] if names else []
    rows = tuple(
        (
            entry.day,
            entry.occasion,
            entry.about or None,
            entry.way or None,
            entry.count,
            entry.contents or None,
            *([entry.names or None] if names else []),
        )
        for entry in entries
    )
    table = Table(tuple(columns), rows, compact=names, empty_text="Es wurde noch nichts versendet.")
    return _document("Versandliste", head, plural(len(rows), "Versand", "Sendungen"), table)


def _document(title: str, head: OverviewHead, count: str, table: Table) -> Document:
    return Document(
        title=title,
        subtitle=head.subtitle,
        subject=f"{title}: {head.subtitle}" if head.subtitle else title,
        author=head.town,
        letterhead=head.letterhead,
        footer=f"{head.town} · {title}" if head.town else title,
        orientation=Orientation.LANDSCAPE,
        blocks=(Paragraph(f"{count} · Stand {format_date(head.as_of)}", style=Style.SMALL, keep=True), table),
    )
