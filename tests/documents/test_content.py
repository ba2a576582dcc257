"""The neutral document: text, prose, warnings."""

from datetime import date

import pytest

from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.content import (
    BulletList,
    Document,
    KeyValues,
    Paragraph,
    Run,
    Table,
    TableColumn,
    bold,
    missing,
    plain,
    runs,
    warnings_of,
)
from coordinator_app.documents.prose import prose
from tests.documents import samples


def test_text_of_strings_and_runs_is_flattened_without_empty_parts() -> None:
    assert runs(("a", Run(""), bold("b"))) == (Run("a"), Run("b", bold=True))
    assert runs("") == ()
    assert plain(("Ja: ", bold("10"))) == "Ja: 10"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", ()),
        ("ein Absatz", (Paragraph("ein Absatz"),)),
        ("eins\n\n\nzwei", (Paragraph("eins"), Paragraph("zwei"))),
        ("Zeile\r\nZeile", (Paragraph("Zeile\nZeile"),)),
        ("Punkte:\n- a\n• b", (Paragraph("Punkte:"), BulletList(("a", "b")))),
        ("- a\n  weiter\nText", (BulletList(("a weiter",)), Paragraph("Text"))),
    ],
)
def test_prose_reads_paragraphs_and_bullets(text: str, blocks: tuple[object, ...]) -> None:
    assert prose(text) == blocks


def test_warnings_name_every_gap_once() -> None:
    document = Document(
        title="x",
        blocks=(
            KeyValues((("Ort", missing("Ort")), ("Ort", missing("Ort")))),
            Table((TableColumn("a"),), ((("b ", missing("Frist")),),)),
            Paragraph("Glocke\x07 und 中"),
        ),
    )
    assert warnings_of(document) == (
        "Ort fehlt",
        "Frist fehlt",
        "Steuerzeichen entfernt in „Glocke und 中“",
    )
    assert warnings_of(Document(title="x", blocks=(Paragraph("中文 gut"),))) == (
        "Im PDF nicht darstellbar (als □ gedruckt): 中文",
    )


def test_clean_document_has_no_warnings() -> None:
    assert warnings_of(samples.everything()) == ()


def test_chart_with_values_that_do_not_fit_its_categories_is_refused() -> None:
    with pytest.raises(ValueError, match="2 categories"):
        ChartDescription(ChartKind.BAR, "x", ("a", "b"), (Series("s", (1.0,)),))


def test_documents_are_values_that_can_be_compared() -> None:
    assert samples.minutes() == samples.minutes()
    assert samples.minutes(2) != samples.minutes(3)
    assert Table((), ((date(2026, 1, 1),),)) == Table((), ((date(2026, 1, 1),),))
