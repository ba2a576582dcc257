"""Papers of a body: list of members, its rules in words, certificates of appointment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date, format_long_date, plural
from coordinator_app.documents.certificate_page import CertificatePage
from coordinator_app.documents.content import (
    Block,
    Document,
    GroupRow,
    Heading,
    KeyValues,
    Letterhead,
    Orientation,
    Paragraph,
    Row,
    Run,
    Style,
    Table,
    TableColumn,
    Text,
    missing,
)
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.rules_in_words import RuleChange, RuleWords

THANKS = "Die Stadt dankt für die Bereitschaft, an einem sicheren und guten Zusammenleben mitzuwirken."


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberEntry:
    """A line of the list of members; `votes` 0 = none, `deputies` are names below the principal."""

    name: str
    seat: str = ""
    organisation: str = ""
    role: str = ""
    votes: int = 1
    since: date | None = None
    until: date | None = None
    vacant: bool = False
    contact: str = ""
    deputies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberGroup:
    """A group of the list: „Stimmberechtigte Mitglieder“."""

    title: str
    members: tuple[MemberEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesVersion:
    """A version of the rules with what it changed against the one before."""

    title: str
    valid_from: date | None
    changes: tuple[RuleChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateEntry:
    """One appointment: who, in which capacity, since when; `genitive` is the body's name („der Lenkungsgruppe“)."""

    name: str
    detail: str
    role: Role
    genitive: str
    begin: date | None
    term: str = ""
    seat: str = ""
    is_deputy: bool = False
    has_vote: bool = True


def member_list(
    body: str,
    groups: Sequence[MemberGroup],
    *,
    as_of: date,
    contacts: bool = False,
    town: str = "",
    letterhead: Letterhead | None = None,
) -> Document:
    """Who sits in a body on a day, in groups; with `contacts` telephone and mail, lying."""
    columns = [
        TableColumn("Nr.", Kind.INTEGER, width=0.7),
        TableColumn("Name", width=4.4),
        TableColumn("Sitz, Funktion", width=3.3),
        TableColumn("Institution", width=3.8),
        TableColumn("Stimmen", Kind.INTEGER, width=1.7),
        TableColumn("Seit", Kind.DATE, width=1.9),
    ]
    columns[4:4] = [TableColumn("Erreichbar", width=4)] if contacts else []
    rows: list[Row] = []
    number = 0
    for group in groups:
        if not group.members:
            continue
        rows.append(GroupRow(group.title))
        for member in group.members:
            number += 1
            rows.append(_member_row(number, member, contacts=contacts))
    return Document(
        title="Mitgliederliste",
        subtitle=body,
        subject=f"Mitglieder: {body}",
        author=town,
        letterhead=letterhead,
        footer=body,
        orientation=Orientation.LANDSCAPE if contacts else Orientation.PORTRAIT,
        blocks=(
            Paragraph(f"{_state(groups)}, Stand {format_date(as_of)}.", style=Style.SMALL),
            Table(tuple(columns), tuple(rows), empty_text="Das Gremium hat an diesem Tag keine Sitze."),
        ),
    )


def _state(groups: Sequence[MemberGroup]) -> str:
    """„15 Sitze, 13 Stimmen, 1 Sitz unbesetzt“."""
    people = [member for group in groups for member in group.members]
    votes = sum(member.votes for member in people if not member.vacant)
    vacant = sum(member.vacant for member in people)
    state = f"{plural(len(people), 'Sitz', 'Sitze')}, {plural(votes, 'Stimme', 'Stimmen')}"
    return f"{state}, {plural(vacant, 'Sitz', 'Sitze')} unbesetzt" if vacant else state


def _member_row(number: int, member: MemberEntry, *, contacts: bool) -> Row:
    deputies = "\nVertretung: " + "; ".join(member.deputies) if member.deputies else ""
    role = f"{member.role[:1].upper()}{member.role[1:]}" if member.role else ""
    seat = "\n".join(dict.fromkeys(part for part in (role, member.seat) if part and part != member.name))
    organisation = member.organisation if member.organisation not in (member.name, member.seat) else ""
    until = f"\nbis {format_date(member.until)}" if member.until else ""
    name: Text = (Run(member.name, bold=not member.vacant, italic=member.vacant), deputies, until)
    votes = member.votes or None
    cells: list[object] = [number, name, seat, organisation, None if member.vacant else votes, member.since]
    if contacts:
        cells.insert(4, member.contact)
    return tuple(cells)


def rules_sheet(
    body: str,
    title: str,
    valid_from: date | None,
    words: Sequence[RuleWords],
    versions: Sequence[RulesVersion],
    *,
    usual: bool = False,
    town: str = "",
    letterhead: Letterhead | None = None,
) -> Document:
    """The rules in plain German; below what later versions changed. `usual` = the body has none of its own."""
    blocks: list[Block] = []
    if usual:
        blocks.append(Paragraph("Das Gremium hat sich noch keine Regeln gegeben; es gelten die üblichen."))
    blocks.append(KeyValues(tuple((entry.subject, entry.text) for entry in words)))
    changed = [version for version in versions if version.changes]
    if changed:
        blocks.append(Heading(1, "Was sich geändert hat"))
    for version in changed:
        blocks.append(Heading(2, f"Fassung ab {format_date(version.valid_from)}: {version.title}"))
        rows = tuple((change.label, change.before, change.after) for change in version.changes)
        columns = (TableColumn("Regel", width=3), TableColumn("bisher", width=3), TableColumn("neu", width=3))
        blocks.append(Table(columns, rows))
    since = f", gültig ab {format_long_date(valid_from)}" if valid_from and not usual else ""
    return Document(
        title="So arbeitet das Gremium",
        subtitle=f"{body}: {title}{since}",
        subject=f"Regeln: {body}",
        author=town,
        letterhead=letterhead,
        footer=body,
        blocks=tuple(blocks),
    )


def certificates(
    title: str,
    entries: Sequence[CertificateEntry],
    *,
    heading: str,
    issuer: tuple[str, ...],
    place: str,
    day: date | None,
    signatures: tuple[tuple[str, str], ...],
    letterhead: Letterhead | None = None,
) -> Document:
    """One page per person; without anybody one page says so. `day` None leaves room to write it by hand."""
    where = f"{place}, den" if place else "Ort, den"
    if day is not None:
        where += f" {format_long_date(day)}"
    author = issuer[0] if issuer else ""
    if not entries:
        empty: Text = "Es ist niemand zu berufen: Kein Sitz ist an diesem Tag mit einer Person besetzt."
        return Document(title=heading, subtitle=title, author=author, letterhead=letterhead, blocks=(Paragraph(empty),))
    pages = tuple(
        CertificatePage(
            heading=heading,
            issuer=issuer or (missing("Name der Kommune").text,),
            lead="Hiermit wird",
            name=entry.name,
            detail=entry.detail,
            text=(_appointment(entry), THANKS),
            place=where,
            signatures=signatures,
        )
        for entry in entries
    )
    return Document(title=heading, subtitle=title, subject=title, author=author, letterhead=letterhead, blocks=pages)


_TO = {
    Role.CHAIR: "mit dem Vorsitz {body} betraut.",
    Role.CO_CHAIR: "mit dem gemeinsamen Vorsitz {body} betraut.",
    Role.DEPUTY_CHAIR: "mit dem stellvertretenden Vorsitz {body} betraut.",
    Role.MANAGER: "mit der Geschäftsführung {body} betraut.",
    Role.MINUTE_TAKER: "mit der Schriftführung {body} betraut.",
    Role.ADVISORY: "zum beratenden Mitglied {body} berufen.",
    Role.STANDING_GUEST: "als ständiger Gast zu den Sitzungen {body} eingeladen.",
}


def _appointment(entry: CertificateEntry) -> str:
    """The sentence after the name: „mit Wirkung vom 1. September 2026 … zum Mitglied … berufen“."""
    first = f"mit Wirkung vom {format_long_date(entry.begin)}" if entry.begin else "mit sofortiger Wirkung"
    if entry.term:
        first += f" für die Periode {entry.term}"
    body = _of_body(entry.genitive)
    if entry.is_deputy:
        last = f"zur Vertretung des Sitzes „{entry.seat}“ {body} berufen."
    elif entry.role in _TO:
        last = _TO[entry.role].format(body=body)
    else:
        vote = "stimmberechtigten " if entry.has_vote else ""
        last = f"zum {vote}Mitglied {body} berufen."
    return f"{first}\n{last}"


def _of_body(genitive: str) -> str:
    """„der Lenkungsgruppe“; a name without known form („– Runder Tisch“) becomes „des Gremiums „Runder Tisch““."""
    return f"des Gremiums „{genitive[2:]}“" if genitive.startswith("– ") else genitive
