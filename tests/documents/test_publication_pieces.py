"""What the publication check gets to see of a document."""

from datetime import date

from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.content import (
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
    PageBreak,
    Paragraph,
    Run,
    Section,
    Signature,
    Signatures,
    Table,
    TableColumn,
    footnote,
)
from coordinator_app.documents.publication_pieces import pieces_of
from coordinator_app.domain.fields import Kind


def test_words_stand_below_their_headings() -> None:
    document = Document(
        title="Bericht",
        letterhead=Letterhead(("Stadt", "Tel. 0123 456")),
        blocks=(
            Heading(1, "Lage"),
            Paragraph(("Es wurde ", Run("ruhiger", bold=True), footnote("Quelle: Revier"))),
            Heading(2, "Orte", label="1.1"),
            BulletList(("Bahnhof", ListItem("Park", ("Pavillon",)))),
            Boxed((Paragraph("Angenommen."),), title="Beschluss"),
            Heading(1, "Rest"),
            Notice("Gefördert.", "Förderhinweis"),
            LabelledList((LabelledItem("TOP 1", "Begrüßung", "durch den Vorsitz"),)),
            Section((Paragraph("Quer."),)),
            Figure(b"", "Bild", "Der Tunnel"),
            Signatures((Signature("Leitung", "Anna Weber"), Signature("Protokoll"))),
            PageBreak(),
        ),
    )
    passages, grids = pieces_of(document)
    found = [(each.where, each.text) for each in passages]
    assert found == [
        ("", "Bericht"),
        ("Lage", "Lage"),
        ("Lage", "Es wurde ruhiger\nQuelle: Revier"),
        ("Lage › 1.1 Orte", "1.1 Orte"),
        ("Lage › 1.1 Orte", "Bahnhof"),
        ("Lage › 1.1 Orte", "Park"),
        ("Lage › 1.1 Orte", "Pavillon"),
        ("Lage › 1.1 Orte", "Beschluss"),
        ("Lage › 1.1 Orte", "Angenommen."),
        ("Rest", "Rest"),
        ("Rest", "Förderhinweis: Gefördert."),
        ("Rest", "TOP 1 Begrüßung\ndurch den Vorsitz"),
        ("Rest", "Quer."),
        ("Rest", "Der Tunnel"),
        ("Rest", "Anna Weber, Leitung"),
    ]
    assert grids == []


def test_numbers_of_tables_charts_and_facts_are_numbers() -> None:
    columns = (
        TableColumn("Delikt"),
        TableColumn("Fälle", Kind.INTEGER),
        TableColumn("Schaden", Kind.MONEY),
        TableColumn("Tag", Kind.DATE),
    )
    table = Table(
        columns,
        (
            GroupRow("Bahnhof"),
            ("Raub", 3, 400, date(2026, 1, 2)),
            ("Betrug", "unter 5", None, None),
            ("Brand", "1.204", 0, True),
        ),
        "Delikte",
        ("Summe", 9, None, ""),
    )
    chart = Chart(ChartDescription(ChartKind.BAR, "Verlauf", ("2024", "2025"), (Series("Fälle", (4.0, None)),)))
    pairs = KeyValues((("Teilnehmende", "3"), ("Ort", "Rathaus")))
    passages, grids = pieces_of(Document(title="", blocks=(table, chart, pairs)))
    assert grids[0].rows == (
        ("Bahnhof, Raub", 3, "4,00\u00a0€", "02.01.2026"),
        ("Bahnhof, Betrug", "unter 5", None, None),
        ("Bahnhof, Brand", 1204, "0,00\u00a0€", None),
    )
    assert (grids[0].caption, grids[0].totals) == ("Delikte", ("Summe", 9, None, ""))
    assert (grids[1].columns, grids[1].rows) == (("", "Fälle"), (("2024", 4.0), ("2025", None)))
    assert grids[2].rows == (("Teilnehmende", 3),)
    assert "Raub · 4,00\u00a0€ · 02.01.2026" in [each.text for each in passages]
    assert passages[-1].text == "Ort: Rathaus"
