"""The Probedokument: everything documents are made of, to judge a town's Word template by."""

from datetime import date

from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.content import (
    Block,
    Boxed,
    BulletList,
    Chart,
    Contents,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Notice,
    NumberedList,
    Paragraph,
    Section,
    Signature,
    Signatures,
    SourceNote,
    Style,
    Table,
    TableColumn,
    bold,
    footnote,
)
from coordinator_app.domain.fields import Kind

_COLUMNS = (
    TableColumn("Vorhaben"),
    TableColumn("Verantwortlich"),
    TableColumn("Beginn", Kind.DATE),
    TableColumn("Kosten", Kind.MONEY),
)
_ROWS = (
    ("Beleuchtung am Bahnhofsvorplatz", "Ordnungsamt", date(2026, 3, 1), 1_250_000),
    ("Offener Treff in der Neustadt", "Jugendhaus", date(2026, 4, 15), 840_000),
    ("Schulstunde Medien und Recht", "Schulsozialarbeit", date(2026, 9, 1), 96_000),
)


def sample_document(*, letterhead: Letterhead | None, town: str) -> Document:
    """A made-up document of three pages; `town` is printed as its author."""
    return Document(
        title="Probedokument",
        subtitle="So sehen Niederschriften, Berichte und Listen auf Ihrer Vorlage aus",
        blocks=(*_text(), *_figures(), _annex()),
        author=town,
        letterhead=letterhead,
        footer=town,
        marking="Entwurf",
        numbered=True,
    )


def _text() -> tuple[Block, ...]:
    wording = "Die Lenkungsgruppe stimmt der Beleuchtung des Bahnhofsvorplatzes zu."
    return (
        Contents(depth=2, title="Inhalt"),
        Heading(1, "Text und Listen"),
        Paragraph("Ein einleitender Absatz steht über dem Text und ist etwas größer gesetzt.", style=Style.LEAD),
        Paragraph(
            (
                "Im Jahr 2026 hat der Präventionsrat viermal getagt",
                footnote("Quelle: Niederschriften der Lenkungsgruppe."),
                ". Dieser Absatz zeigt Schrift, Zeilenabstand und Silbentrennung des laufenden Textes. ",
                bold("Wichtiges steht fett."),
            )
        ),
        BulletList(("Beleuchtung im Tunnel", "Öffnungszeiten des Jugendclubs")),
        NumberedList(("Angebote einholen", "Auftrag vergeben")),
        Heading(2, "Eckdaten und Beschlüsse"),
        KeyValues((("Ort", "Rathaus, Ratssaal"), ("Beginn", "17:00 Uhr"), ("Leitung", "Bürgermeisterin"))),
        Boxed((Paragraph(wording), Paragraph("Abstimmung: 10 Ja, 0 Nein, 1 Enthaltung.")), title="Beschluss 2026/04"),
        Notice("Diese Maßnahme wird mitfinanziert durch Steuermittel.", title="Hinweis"),
    )


def _figures() -> tuple[Block, ...]:
    chart = ChartDescription(
        ChartKind.BAR,
        "Hinweise aus der Bürgerschaft",
        ("Bahnhof", "Neustadt", "Altstadt"),
        (Series("2025", (19, 12, 7)), Series("2026", (14, 13, 5))),
    )
    return (
        Heading(1, "Tabellen und Diagramme"),
        Table(_COLUMNS, _ROWS, caption="Vorhaben des Jahres", totals=("Summe", "", "", 2_186_000)),
        SourceNote("erfundene Zahlen"),
        Chart(chart, caption="Hinweise nach Gebiet"),
        Signatures((Signature("Vorsitz"), Signature("Schriftführung")), place="Ort, den"),
    )


def _annex() -> Section:
    wide = (*_COLUMNS, TableColumn("Stand"), TableColumn("Nächster Schritt"))
    rows = tuple((*row, "läuft", "Zwischenbericht in der nächsten Sitzung") for row in _ROWS)
    return Section((Heading(1, "Anlage im Querformat"), Table(wide, rows)))
