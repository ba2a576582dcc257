"""Papers about the network: distribution lists, partners over the years, notes of erasing, the information sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from coordinator_app.common.german import format_date, plural
from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.content import (
    Block,
    BulletList,
    Chart,
    Document,
    GroupRow,
    Heading,
    Letterhead,
    Paragraph,
    Row,
    Table,
    TableColumn,
)
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.network import PartnerYear

INFORMATION = "Information über Ihre Daten"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One recipient of a list: `way` is the e-mail address, the postal address, or what is missing."""

    name: str
    organisation: str = ""
    email: str = ""
    address: str = ""
    problem: str = ""


def distribution_list(
    title: str,
    purpose: str,
    entries: Sequence[ListEntry],
    *,
    as_of: date,
    town: str = "",
    letterhead: Letterhead | None = None,
    created: datetime | None = None,
) -> Document:
    """Everybody on a list with the ways to reach them."""
    columns = (
        TableColumn("Name", width=4),
        TableColumn("Organisation", width=4),
        TableColumn("E-Mail", width=5.4),
        TableColumn("Postanschrift", width=4.4),
    )
    rows: tuple[Row, ...] = tuple(
        (one.name, one.organisation or None, one.email or None, one.address or one.problem or None) for one in entries
    )
    count = plural(len(entries), "Empfänger", "Empfänger")
    blocks: list[Block] = [Paragraph(purpose)] if purpose else []
    blocks += [
        Paragraph(f"{count}, Stand {format_date(as_of)}."),
        Table(columns, rows, compact=True, empty_text="Niemand steht auf diesem Verteiler."),
    ]
    return Document(
        title=f"Verteiler „{title}“",
        author=town,
        blocks=tuple(blocks),
        letterhead=letterhead,
        footer=town,
        marking="nur für den Dienstgebrauch",
        created=created,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A partner organisation with its contact person."""

    name: str
    kind: str = ""
    contact: str = ""
    since: date | None = None
    until: date | None = None


def partners_report(
    partners: Sequence[Partner],
    years: Sequence[PartnerYear],
    *,
    as_of: date,
    town: str = "",
    letterhead: Letterhead | None = None,
    created: datetime | None = None,
) -> Document:
    """The partners of the network by kind, and how many there were at the end of each year."""
    blocks: list[Block] = []
    if years:
        blocks += _years(years, as_of)
    columns = (
        TableColumn("Organisation", width=5),
        TableColumn("Ansprechperson", width=4),
        TableColumn("Partner seit", Kind.DATE, width=2.2),
        TableColumn("bis", Kind.DATE, width=2.2),
    )
    rows: list[Row] = []
    kinds = sorted({partner.kind for partner in partners})
    for kind in kinds:
        found = [partner for partner in partners if partner.kind == kind]
        rows.append(GroupRow(f"{kind or 'Ohne Art'} ({len(found)})"))
        rows += [(one.name, one.contact or None, one.since, one.until) for one in found]
    blocks += [
        Heading(1, "Partner"),
        Table(columns, tuple(rows), compact=True, empty_text="Noch keine Partner im Netzwerk."),
    ]
    return Document(
        title="Netzwerk der kommunalen Prävention",
        subtitle=f"Stand {format_date(as_of)}",
        author=town,
        blocks=tuple(blocks),
        letterhead=letterhead,
        footer=town,
        created=created,
    )


def _years(years: Sequence[PartnerYear], as_of: date) -> list[Block]:
    labels = tuple(str(one.year) for one in years)
    chart = ChartDescription(
        kind=ChartKind.BAR,
        title="Netzwerkpartner am Jahresende",
        categories=labels,
        series=(Series("Partner", tuple(float(one.partners) for one in years)),),
    )
    columns = tuple(TableColumn(label, kind, width=2) for label, kind in _YEAR_COLUMNS)
    rows = tuple((str(one.year), one.partners, one.joined, one.left) for one in years)
    last = years[-1]
    running = f" Das Jahr {last.year} ist bis zum {format_date(as_of)} gezählt." if last.year == as_of.year else ""
    return [
        Heading(1, "Partner im Zeitverlauf"),
        Paragraph(f"Gezählt sind Organisationen mit einem Beginn der Partnerschaft.{running}"),
        Chart(chart),
        Table(columns, rows, caption="Partner am Jahresende, Zugänge und Abgänge"),
    ]


_YEAR_COLUMNS = (
    ("Jahr", Kind.TEXT),
    ("Partner", Kind.INTEGER),
    ("neu im Jahr", Kind.INTEGER),
    ("ausgeschieden", Kind.INTEGER),
)


def erasure_log(
    notes: Sequence[tuple[date | None, str, int, int]],
    *,
    as_of: date,
    town: str = "",
    letterhead: Letterhead | None = None,
    created: datetime | None = None,
) -> Document:
    """That people were erased: day, reason, texts cleaned, final minutes that keep the name; no data of anybody."""
    columns = (
        TableColumn("Gelöscht am", Kind.DATE, width=2.4),
        TableColumn("Anlass", width=5),
        TableColumn("Bereinigte Stellen", Kind.INTEGER, width=3),
        TableColumn("Niederschriften mit Namen", Kind.INTEGER, width=3.6),
    )
    return Document(
        title="Löschprotokoll",
        subtitle=f"Stand {format_date(as_of)}",
        author=town,
        blocks=(
            Paragraph(
                "Dieses Protokoll weist nach, dass und warum Daten von Personen gelöscht wurden. Es enthält keine "
                "Angaben über sie. Abgeschlossene Niederschriften bleiben als Nachweis unverändert."
            ),
            Table(columns, tuple(notes), empty_text="Noch niemand wurde gelöscht."),
        ),
        letterhead=letterhead,
        footer=town,
        created=created,
    )


def information_blocks(purposes: Sequence[tuple[str, str]], source: str, town: str) -> tuple[Block, ...]:
    """What stands in the letter by which somebody is informed about the data kept (Art. 13 and 14 GDPR)."""
    used = [f"{purpose}: {ground}" for purpose, ground in purposes]
    origin = f" Wir haben sie erhalten durch: {source}." if source else ""
    return (
        Paragraph(
            "im Rahmen der kommunalen Prävention speichern wir Ihren Namen, Ihre dienstliche Erreichbarkeit und Ihre "
            f"Funktion.{origin}"
        ),
        Paragraph("Wozu und auf welcher Grundlage:", keep=True),
        BulletList(tuple(used) or ("Gremienarbeit: öffentliche Aufgabe (Art. 6 Abs. 1 e)",)),
        Paragraph(
            "Einladungen und Niederschriften erhalten die Mitglieder des Gremiums, in dem Sie mitwirken. Wir behalten "
            "die Daten, solange Sie mitarbeiten, und prüfen danach, ob sie zu löschen sind. Niederschriften werden "
            "dauerhaft aufbewahrt."
        ),
        Paragraph(
            "Sie können Auskunft über Ihre Daten verlangen, sie berichtigen, löschen oder ihre Nutzung einschränken "
            "lassen und der Nutzung widersprechen. Eine Einwilligung können Sie jederzeit widerrufen. Beschwerden "
            "nimmt die Sächsische Datenschutz- und Transparenzbeauftragte entgegen."
        ),
        Paragraph(f"Verantwortlich ist {town or 'die Kommune'}; Rückfragen beantworten wir gern."),
    )
