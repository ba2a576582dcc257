"""Word: rules of accessible documents, any text there and back, same bytes, structure as stored."""

import runpy
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator_app.documents.content import (
    Block,
    Boxed,
    BulletList,
    Document,
    Figure,
    Heading,
    Orientation,
    PageBreak,
    Paragraph,
    Run,
    Section,
    Table,
    TableColumn,
    missing,
)
from coordinator_app.documents.lists import ListContent, list_document
from coordinator_app.documents.text import bound, clean
from coordinator_app.documents.word import render_word
from coordinator_app.domain.fields import Kind
from tests.documents import samples
from tests.documents.golden import matches_golden, word_lines
from tests.documents.rules import word_findings

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = (TableColumn("Titel"), TableColumn("Beginn", Kind.DATE), TableColumn("Kosten", Kind.MONEY))


def _document(*blocks: Block) -> Document:
    return Document(title="Probe", blocks=blocks)


def _opened(document: Document) -> Any:
    return docx.Document(BytesIO(render_word(document)))


@pytest.mark.parametrize(
    "document",
    [
        samples.minutes(),
        samples.everything(),
        _document(),
        list_document(ListContent(title="Leer", columns=COLUMNS, rows=())),
        replace(samples.minutes(1), orientation=Orientation.LANDSCAPE, line_numbers=True, letterhead=None),
        _document(Table(COLUMNS, (("a", None, 1),)), Table(COLUMNS, (("b", None, 2),))),
        _document(Section((Paragraph("quer"),)), Section((Paragraph("noch einmal quer"),))),
    ],
    ids=["minutes", "everything", "title only", "empty list", "landscape", "two tables", "ends across"],
)
def test_word_keeps_every_rule(document: Document) -> None:
    assert word_findings(render_word(document)) == []


@pytest.mark.parametrize(("name", "make"), [("minutes", samples.minutes), ("everything", samples.everything)])
def test_word_structure_is_the_stored_one(name: str, make: Callable[[], Document]) -> None:
    assert matches_golden(f"{name}.docx.txt", "\n".join(word_lines(render_word(make()))) + "\n")


def test_same_content_gives_the_same_bytes() -> None:
    assert render_word(samples.everything()) == render_word(samples.everything())


def test_properties_say_title_author_language_and_time() -> None:
    made = datetime(2026, 11, 26, 17, 2, tzinfo=UTC)
    found = _opened(replace(samples.minutes(1), created=made, subject="4. Sitzung")).core_properties
    assert (found.title, found.subject, found.author) == ("Niederschrift", "4. Sitzung", "Stadt Mühlwerda")
    assert found.language == "de-DE"
    assert found.created.replace(tzinfo=UTC) == made


def test_pages_are_counted_by_fields_and_first_page_has_no_running_title() -> None:
    with zipfile.ZipFile(BytesIO(render_word(samples.minutes(1)))) as archive:
        footer, header, first = (archive.read(f"word/{n}.xml").decode() for n in ("footer", "header", "header_first"))
    assert " PAGE " in footer
    assert " NUMPAGES " in footer
    assert "Kommunaler Präventionsrat Mühlwerda" in footer
    assert "Niederschrift über die 4. Sitzung" in header
    assert "Entwurf" in header
    assert "Niederschrift" not in first
    assert "Entwurf" in first


def test_table_rows_stay_whole_and_numbers_stand_right() -> None:
    opened = _opened(_document(Table(COLUMNS, (("a", date(2026, 1, 2), 150),), totals=("Summe", "", 150))))
    rows = opened.tables[0].rows
    assert [cell.text for cell in rows[1].cells] == ["a", "02.01.2026", "1,50\u00a0€"]
    assert rows[1].cells[2].paragraphs[0].style.name == "Tabellenzahl"
    assert rows[2].cells[0].paragraphs[0].runs[0].bold


def test_sections_lie_as_asked_and_no_page_is_left_empty() -> None:
    opened = _opened(_document(Paragraph("hoch"), Section((Paragraph("quer"),))))
    assert [section.page_width > section.page_height for section in opened.sections] == [False, True]
    after = _opened(_document(Section((Paragraph("quer"),)), Paragraph("hoch")))
    assert [section.page_width > section.page_height for section in after.sections] == [False, True, False]


def test_missing_values_links_and_boxes_have_their_styles() -> None:
    link = Run("Seite", link="https://muehlwerda.example/ü?a=b c")
    document = _document(
        Paragraph((missing("Ort"), " ", link, Run("fremd", link="javascript:alert(1)"))),
        Boxed((Paragraph("Wortlaut"), BulletList(("a",))), title="Beschluss 1"),
        PageBreak(),
        Paragraph("neue Seite"),
    )
    opened = _opened(document)
    assert opened.paragraphs[1].runs[0].style.name == "Angabe fehlt"
    assert [found.address for found in opened.paragraphs[1].hyperlinks] == ["https://muehlwerda.example/%C3%BC?a=b%20c"]
    assert [p.style.name for p in opened.paragraphs[2:5]] == ["Beschluss Titel", "Beschluss", "List Bullet"]
    assert opened.paragraphs[5].paragraph_format.page_break_before


def test_picture_that_is_none_is_a_defect_of_the_builder() -> None:
    with pytest.raises(ValueError, match="PNG or JPEG"):
        render_word(_document(Figure(b"kein Bild", "etwas")))


def test_template_is_what_its_script_writes(tmp_path: Path) -> None:
    script = runpy.run_path(str(ROOT / "packaging" / "make_template.py"))
    script["write"](tmp_path / "neu.docx")
    shipped = ROOT / "resources" / "templates" / "standard.docx"
    with zipfile.ZipFile(tmp_path / "neu.docx") as new, zipfile.ZipFile(shipped) as old:
        assert {name: new.read(name) for name in new.namelist()} == {name: old.read(name) for name in old.namelist()}
    assert word_findings(shipped.read_bytes()) == []


@settings(max_examples=60)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_survives_the_way_to_word_and_back(text: str, cell: str) -> None:
    opened = _opened(_document(Paragraph(("»", text, Run(cell, bold=True))), Table((TableColumn("a"),), ((cell,),))))
    assert opened.paragraphs[1].text == "»" + bound(clean(text)) + bound(clean(cell))
    assert opened.tables[0].rows[1].cells[0].text == (bound(clean(cell)) if cell else "")


def test_empty_paragraphs_are_left_out_and_empty_headings_are_marked() -> None:
    lines = word_lines(render_word(_document(Paragraph(""), Heading(1, " "), Paragraph("Text"))))
    assert lines == ["[Title] Probe", "[Heading1] [Überschrift fehlt]", "[Normal] Text"]
