"""Documents the tests of all renderers share: every kind of block, in a shape the real ones have."""

import struct
import zlib
from datetime import date

from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.content import (
    Block,
    Boxed,
    BulletList,
    Chart,
    Document,
    Figure,
    GroupRow,
    Heading,
    KeyValues,
    LabelledItem,
    LabelledList,
    Letterhead,
    ListItem,
    Notice,
    NumberedList,
    PageBreak,
    Paragraph,
    Run,
    Section,
    Signature,
    Signatures,
    SourceNote,
    Style,
    Table,
    TableColumn,
    bold,
    missing,
)
from coordinator_app.documents.prose import prose
from coordinator_app.domain.fields import Kind


def png(width: int = 60, height: int = 72) -> bytes:
    """A small grey shield-like picture."""
    rows = b"".join(
        b"\x00" + bytes(90 if 8 < x < width - 8 and y < height - abs(x - width // 2) else 255 for x in range(width))
        for y in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


LETTERHEAD = Letterhead(
    ("Große Kreisstadt Mühlwerda", "Kommunaler Präventionsrat", "Geschäftsstelle, Markt 1"),
    logo=png(),
    logo_alt="Wappen der Stadt Mühlwerda",
)


FACTS = KeyValues(
    (
        ("Ort", "Rathaus, Ratssaal"),
        ("Beginn / Ende", "17:02 Uhr / 18:54 Uhr"),
        ("Leitung", "Oberbürgermeisterin"),
        ("Schriftführung", missing("Schriftführung")),
        ("Anwesend", "12 von 14 stimmberechtigten Mitgliedern, 1 Gast (Anlage 1)"),
        ("Entschuldigt", "Vertretung der Polizeidirektion, Vertretung des Jugendrings, Vertretung der Kirchgemeinde"),
    )
)
DISCUSSION = """Das Ordnungsamt stellt die Zahlen vor. Am Bahnhofsvorplatz gab es 14 Beschwerden, im Vorjahr 19.
Die Zusammenarbeit mit der Verkehrsgesellschaft wird fortgesetzt.

- Beleuchtung im Tunnel
- Öffnungszeiten des Jugendclubs"""


def _item(number: int) -> list[Block]:
    vote = (bold("Abstimmung:"), " 10 Ja, 0 Nein, 1 Enthaltung. Der Beschluss ist angenommen.")
    approved = Paragraph("Die Niederschrift der 3. Sitzung vom 10. September 2026 wird genehmigt.")
    return [
        Heading(1, f"Beratungsgegenstand der Straßenbeleuchtung {number}", label=f"TOP {number}"),
        *prose(DISCUSSION),
        Boxed((approved, Paragraph(vote)), title=f"Beschluss 2026/{number:02}"),
    ]


def minutes(items: int = 12) -> Document:
    """Minutes with a Beschluss per TOP and a table of tasks, as in real life."""
    tasks = tuple(
        ("Angebot der Stadtwerke zur Beleuchtung nachfordern", "Ordnungsamt", date(2026, 12, 1 + n)) for n in range(20)
    )
    columns = (TableColumn("Festlegung"), TableColumn("Verantwortlich"), TableColumn("Frist", Kind.DATE))
    opening = (
        "Die Vorsitzende stellt fest, dass mit Schreiben vom 10.11.2026 ordnungsgemäß eingeladen wurde "
        "und die Lenkungsgruppe beschlussfähig ist."
    )
    blocks: tuple[Block, ...] = (
        FACTS,
        Paragraph(opening),
        *(block for number in range(1, items + 1) for block in _item(number)),
        Heading(1, "Offene Festlegungen"),
        Table(columns, tasks, caption="Festlegungen aus dieser Sitzung"),
        Paragraph("Einwendungen können bis zur nächsten Sitzung erhoben werden."),
        Signatures((Signature("Leitung der Sitzung", "Oberbürgermeisterin"), Signature("Schriftführung"))),
    )
    return Document(
        title="Niederschrift",
        subtitle="über die 4. Sitzung der Lenkungsgruppe am 26. November 2026",
        author="Stadt Mühlwerda",
        letterhead=LETTERHEAD,
        footer="Kommunaler Präventionsrat Mühlwerda",
        marking="Entwurf",
        blocks=blocks,
    )


OWN_WAY = (ChartKind.DIVERGING, ChartKind.PORTFOLIO, ChartKind.PAIRED)
PLAIN_KINDS = tuple(kind for kind in ChartKind if kind not in OWN_WAY)


def chart(kind: ChartKind) -> ChartDescription:
    """A chart of each kind with values a person can check."""
    categories = ("Bahnhof", "Neustadt", "Altstadt und Schlossviertel", "Gewerbegebiet Süd")
    first = Series("2025", (31.4, 22.0, None, 8.5))
    second = Series("2026", (28.0, 25.5, 12.0, 9.0))
    if kind is ChartKind.INTERVAL:
        ranked = Series("Mittelwert", (4.2, 3.8, 3.1, 1.9), low=(3.5, 2.0, 3.0, 1.0), high=(4.9, 5.0, 3.3, 2.6))
        return ChartDescription(kind, "Bedarfe nach Punkten", categories, (ranked,), "Punkte", 1, (7, 7, 6, 7))
    if kind in {ChartKind.HORIZONTAL_STACKED, ChartKind.STACKED}:
        series = (
            Series("sicher", (60.0, 45.0, 70.0, 20.0)),
            Series("teils/teils", (25.0, 30.0, 20.0, 30.0)),
            Series("unsicher", (15.0, 25.0, 10.0, 50.0)),
        )
        return ChartDescription(kind, "Sicherheitsgefühl nach Gebiet", categories, series, "%", 0, (40, 52, 61, 18))
    return ChartDescription(kind, "Beschwerden nach Gebiet", categories, (first, second), "%", 1)


AREA_COLUMNS = (
    TableColumn("Gebiet"),
    TableColumn("Vorhaben"),
    TableColumn("Kosten", Kind.MONEY),
    TableColumn("Teilnahmen", Kind.INTEGER),
)
AREA_ROWS = (
    GroupRow("Handlungsfeld Sicherheit im öffentlichen Raum"),
    ("Bahnhof", "Beleuchtung im Tunnel", 2_480_000, 14),
    ("Neustadt", ("Streetwork ", bold("mit"), " Jugendclub"), None, 12500),
    GroupRow("Handlungsfeld Sucht"),
    ("Altstadt", "Schulstunde <Klasse 7> & Elternabend", 99, None),
)
AGENDA = LabelledList(
    (
        LabelledItem("TOP 1", "Eröffnung und Begrüßung", "5 Minuten"),
        LabelledItem("TOP 2", "Genehmigung der Niederschrift vom 10.09.2026"),
        LabelledItem(
            "TOP 10", ("Lagebild, ", Run("nicht öffentlich", italic=True)), "Berichterstattung: Polizeirevier"
        ),
    )
)
SIGN_IN = Table(
    (TableColumn("Name", width=4), TableColumn("Organisation", width=4), TableColumn("Unterschrift", width=5)),
    tuple((f"Mitglied {n}", "Amt", "") for n in range(1, 6)),
    row_height=11,
)


def _texts() -> tuple[Block, ...]:
    points = (
        "Erster Punkt",
        ListItem("Zweiter Punkt", ("darunter eins", "darunter zwei")),
        (bold("Dritter"), " Punkt"),
    )
    site = Run("www.muehlwerda.example", link="https://www.muehlwerda.example")
    funded = "Diese Maßnahme wird mitfinanziert mit Steuermitteln auf Grundlage des beschlossenen Haushaltes."
    return (
        Paragraph("Ein einleitender Absatz, etwas größer gesetzt.", style=Style.LEAD),
        Heading(1, "Tagesordnung"),
        AGENDA,
        Heading(2, "Hinweise"),
        BulletList(points),
        NumberedList(("Erstens", "Zweitens", "Drittens")),
        NumberedList(("Viertens", "Fünftens"), start=4),
        Notice(funded, title="Förderhinweis"),
        Paragraph(("Näheres unter ", site, ".\nNeue Zeile\tmit Tabulator.")),
        Boxed((Paragraph("Wortlaut mit Aufzählung:"), BulletList(("erstens", "zweitens")))),
    )


def everything() -> Document:
    """One document with every block there is."""
    signers = (Signature("Vorsitz", "Oberbürgermeisterin"), Signature("Schriftführung"), Signature("Mitglied"))
    blocks: tuple[Block, ...] = (
        *_texts(),
        Heading(1, "Tabelle"),
        Table(AREA_COLUMNS, AREA_ROWS, caption="Vorhaben nach Handlungsfeld", totals=("Summe", "", 2_480_099, 12514)),
        SourceNote("eigene Erhebung 2026"),
        Table((TableColumn("Leer"),), (), empty_text="Keine Vorhaben."),
        Heading(1, "Bilder"),
        Figure(png(), "Ein grauer Schild auf weißem Grund", "Wappen", 0.2),
        *(Chart(chart(kind)) for kind in PLAIN_KINDS),
        PageBreak(),
        Heading(1, "Anwesenheit"),
        SIGN_IN,
        Table(AREA_COLUMNS, AREA_ROWS, compact=True),
        Section((Heading(1, "Anlage 1"), Table(AREA_COLUMNS, AREA_ROWS))),
        Paragraph("Mühlwerda, 26.11.2026", keep=True),
        Signatures(signers, place="Mühlwerda, den"),
    )
    return Document(
        title="Alles auf einmal", blocks=blocks, letterhead=LETTERHEAD, footer="Muster", author="Stadt Mühlwerda"
    )
