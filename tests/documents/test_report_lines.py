"""Blocks of a report as lines that can be compared."""

import pytest

from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.content import (
    Block,
    Boxed,
    BulletList,
    Chart,
    Figure,
    GroupRow,
    Heading,
    KeyValues,
    LabelledItem,
    LabelledList,
    ListItem,
    Notice,
    PageBreak,
    Paragraph,
    Section,
    SourceNote,
    Table,
    TableColumn,
    bold,
    footnote,
)
from coordinator_app.documents.report_lines import lines_of
from coordinator_app.domain.fields import Kind

COLUMNS = (TableColumn("Projekt"), TableColumn("Kosten", Kind.MONEY))


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Paragraph(("Es gab ", bold("3"), " Treffen.\nUnd Kuchen.")), ("Es gab 3 Treffen. Und Kuchen.",)),
        (Heading(2, "Mittel", label="A"), ("# A Mittel",)),
        (BulletList(("eins", ListItem("zwei", ("zwei a",)))), ("eins", "zwei", "zwei a")),
        (LabelledList((LabelledItem("TOP 1", "Eröffnung"),)), ("TOP 1 | Eröffnung",)),
        (KeyValues((("Ort", "Rathaus"),)), ("Ort | Rathaus",)),
        (
            Table(COLUMNS, (GroupRow("Jugend"), ("Treff", 1050), ("Fest", None)), "Projekte", totals=("Summe", 1050)),
            ("Projekte", "# Jugend", "Treff | 10,50 €", "Fest | –", "Summe | 10,50 €"),
        ),
        (Table(COLUMNS, ()), ()),
        (Boxed((Paragraph("Angenommen."),), title="Beschluss"), ("Angenommen.", "Beschluss")),
        (Notice("Gefördert.", "Förderhinweis"), ("Gefördert.", "Förderhinweis")),
        (Section((Paragraph("Quer."),)), ("Quer.",)),
        (SourceNote("Amt"), ("Amt",)),
        (Figure(b"", "Ein Haus"), ("Ein Haus",)),
        (PageBreak(), ()),
        (Paragraph(("57 Fälle", footnote("PKS 2025"))), ("57 Fälle", "PKS 2025")),
    ],
)
def test_everything_a_block_says_is_a_line(block: Block, expected: tuple[str, ...]) -> None:
    assert tuple(line.replace("\N{NO-BREAK SPACE}", " ") for line in lines_of([block])) == expected


def test_every_number_of_a_chart_counts() -> None:
    months = tuple(f"Monat {number}" for number in range(1, 40))
    first = ChartDescription(ChartKind.BAR, "Fälle", months, (Series("Fälle", tuple(range(39))),))
    other = ChartDescription(ChartKind.BAR, "Fälle", months, (Series("Fälle", (*range(38), 99)),))
    assert lines_of([Chart(first)]) != lines_of([Chart(other)])
