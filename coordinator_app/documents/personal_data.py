"""The Auskunft (Art. 15 GDPR): everything the file holds about one person, and what the law says about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from coordinator_app.common.german import format_date, format_long_date, plural
from coordinator_app.documents.content import (
    Block,
    BulletList,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Notice,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Style,
    Table,
    TableColumn,
)
from coordinator_app.domain.fields import Kind

TITLE = "Auskunft nach Art. 15 DSGVO"
AUTHORITY = "Sächsische Datenschutz- und Transparenzbeauftragte"


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisEntry:
    """A legal basis in words."""

    purpose: str
    ground: str
    source: str
    dated: date | None = None
    informed_on: date | None = None
    review_on: date | None = None
    delete_after: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """What is told: pairs (label, value), rows of tables, lists of words. `town` is the controller."""

    name: str
    salutation: str
    address: tuple[str, ...] = ()
    town: str = ""
    office: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    contact_points: tuple[tuple[str, str], ...] = ()
    activities: tuple[tuple[str, str, str], ...] = ()
    bases: tuple[BasisEntry, ...] = ()
    roles: tuple[tuple[str, str, str, str], ...] = ()
    interactions: tuple[tuple[date | None, str, str], ...] = ()
    passages: tuple[tuple[str, str], ...] = ()
    sealed: tuple[str, ...] = ()
    attached: tuple[tuple[str, str], ...] = ()
    steps: int = 0


def disclosure(
    data: PersonalData, *, as_of: date, letterhead: Letterhead | None = None, created: datetime | None = None
) -> Document:
    """The letter with everything that is stored, as of a day."""
    blocks: list[Block] = [
        Paragraph("\n".join(data.address or (data.name,))),
        Paragraph(format_long_date(as_of)),
        Paragraph(f"{data.salutation},"),
        Paragraph(
            "auf Ihren Wunsch teilen wir Ihnen mit, welche Daten über Sie in der Datei der kommunalen Prävention "
            f"gespeichert sind. Stand ist der {format_date(as_of)}."
        ),
        *_own(data),
        *_legal(data),
        *_named(data),
        *_rights(data),
        Signatures(
            (Signature(data.office or "Koordination kommunale Prävention"),),
            place=f"{data.town}, den" if data.town else "",
        ),
    ]
    return Document(
        title=TITLE,
        subtitle=f"Gespeicherte Daten zu {data.name}",
        author=data.town,
        blocks=tuple(blocks),
        letterhead=letterhead,
        footer=data.town,
        marking="vertraulich",
        created=created,
    )


def _own(data: PersonalData) -> list[Block]:
    blocks: list[Block] = [Heading(1, "Ihre Angaben"), KeyValues((("Name", data.name), *data.facts))]
    if data.contact_points:
        blocks += [Heading(2, "Erreichbarkeit"), KeyValues(data.contact_points)]
    if data.activities:
        columns = (TableColumn("Organisation", width=4), TableColumn("Funktion", width=4), TableColumn("Zeit", width=3))
        blocks += [Heading(2, "Tätigkeiten"), Table(columns, data.activities)]
    return blocks


def _legal(data: PersonalData) -> list[Block]:
    columns = (
        TableColumn("Zweck", width=2.4),
        TableColumn("Rechtsgrundlage", width=3.6),
        TableColumn("Herkunft der Daten", width=3.4),
        TableColumn("Dauer", width=3.2),
    )
    rows = tuple((entry.purpose, entry.ground, entry.source or None, _duration(entry)) for entry in data.bases)
    return [
        Heading(1, "Wozu, warum und wie lange"),
        Table(columns, rows, empty_text="Zu Ihren Daten ist noch keine Rechtsgrundlage eingetragen."),
    ]


def _duration(entry: BasisEntry) -> str:
    words = [
        f"seit {format_date(entry.dated)}" if entry.dated else "",
        f"informiert am {format_date(entry.informed_on)}" if entry.informed_on else "",
        f"Prüfung am {format_date(entry.review_on)}" if entry.review_on else "",
        f"Löschung ab {format_date(entry.delete_after)}" if entry.delete_after else "",
        f"widerrufen am {format_date(entry.withdrawn_on)}" if entry.withdrawn_on else "",
    ]
    return ", ".join(filter(None, words)) or "solange der Zweck besteht"


def _named(data: PersonalData) -> list[Block]:
    blocks: list[Block] = []
    if data.roles:
        columns = tuple(TableColumn(label, width=width) for label, width in _ROLE_COLUMNS)
        blocks += [Heading(1, "Gremien, Sitzungen, Projekte und Aufgaben"), Table(columns, data.roles, compact=True)]
    if data.interactions:
        contacts = (
            TableColumn("Datum", Kind.DATE, width=2),
            TableColumn("Weg", width=2),
            TableColumn("Inhalt", width=7),
        )
        blocks += [Heading(1, "Gespräche und Schreiben"), Table(contacts, data.interactions)]
    if data.passages:
        places = (TableColumn("Stelle", width=4), TableColumn("Auszug", width=7))
        rows: tuple[Row, ...] = data.passages
        blocks += [Heading(1, "Texte und Sendungen, die Sie nennen"), Table(places, rows, compact=True)]
    if data.sealed:
        blocks += [
            Heading(1, "Abgeschlossene Niederschriften"),
            Paragraph("In diesen Niederschriften stehen Sie mit Namen. Sie werden dauerhaft aufbewahrt:"),
            BulletList(data.sealed),
        ]
    if data.attached:
        files = (TableColumn("Dokument", width=6), TableColumn("Datei", width=5))
        blocks += [Heading(1, "Dokumente"), Table(files, data.attached)]
    if data.steps:
        blocks.append(
            Paragraph(f"Im Änderungsverlauf stehen Sie {plural(data.steps, 'Mal', 'Mal')} als bearbeitende Person.")
        )
    return blocks


_ROLE_COLUMNS = (("Was", 2.6), ("Wo", 5), ("Als", 2.4), ("Wann", 2.6))


def _rights(data: PersonalData) -> list[Block]:
    town = data.town or "die Kommune"
    return [
        Heading(1, "Wer Ihre Daten erhält"),
        Paragraph(
            "Ihre Daten nutzt die Koordination der kommunalen Prävention. Einladungen und Niederschriften erhalten die "
            "Mitglieder des jeweiligen Gremiums. Eine Übermittlung in Staaten außerhalb der Europäischen Union findet "
            "nicht statt, ebenso keine automatisierte Entscheidung und kein Profiling."
        ),
        Heading(1, "Ihre Rechte"),
        BulletList(
            (
                "Berichtigung unrichtiger und Vervollständigung unvollständiger Daten (Art. 16 DSGVO)",
                "Löschung, soweit die Daten nicht mehr gebraucht werden (Art. 17 DSGVO)",
                "Einschränkung der Verarbeitung (Art. 18 DSGVO)",
                "Widerspruch gegen die Verarbeitung aus Gründen Ihrer besonderen Situation (Art. 21 DSGVO)",
                "Widerruf einer Einwilligung mit Wirkung für die Zukunft (Art. 7 Abs. 3 DSGVO)",
                f"Beschwerde bei der Aufsichtsbehörde, in Sachsen: {AUTHORITY} (Art. 77 DSGVO)",
            )
        ),
        Paragraph(f"Verantwortlich im Sinne der DSGVO ist {town}.", style=Style.SMALL),
    ]


def check_note(passages: Sequence[tuple[str, str]]) -> Notice | None:
    """What to do before an Auskunft with passages leaves the house; None without any."""
    if not passages:
        return None
    return Notice(
        "Die Auszüge können Angaben über andere Menschen enthalten. Bitte lesen Sie sie vor dem Versand und schwärzen "
        "Sie in Word, was die Rechte anderer berührt (Art. 15 Abs. 4 DSGVO). Löschen Sie dann diesen Hinweis.",
        title="Vor dem Versand prüfen",
    )
