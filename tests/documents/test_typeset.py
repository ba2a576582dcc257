"""PDF: rules of accessible documents, look of long documents, any text, same bytes."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator_app.documents.content import (
    Block,
    Boxed,
    Document,
    GroupRow,
    Heading,
    KeyValues,
    Notice,
    Paragraph,
    Run,
    Section,
    Table,
    TableColumn,
)
from coordinator_app.documents.lists import ListContent, list_document
from coordinator_app.documents.typeset import render_pdf
from coordinator_app.domain.fields import Kind
from tests.documents import samples
from tests.documents.golden import matches_golden
from tests.documents.rules import elements, pdf_findings, pdf_texts

COLUMNS = (TableColumn("Titel"), TableColumn("Beginn", Kind.DATE), TableColumn("Kosten", Kind.MONEY))


def _document(*blocks: Block) -> Document:
    return Document(title="Probe", blocks=blocks)


def _rows(count: int) -> tuple[tuple[str, None, int], ...]:
    return tuple((f"Vorhaben {number}", None, number) for number in range(count))


@pytest.mark.parametrize(
    "document",
    [
        samples.minutes(),
        samples.everything(),
        _document(),
        list_document(ListContent(title="Leer", columns=COLUMNS, rows=())),
    ],
    ids=["minutes", "everything", "title only", "empty list"],
)
def test_pdf_keeps_every_rule(document: Document) -> None:
    assert pdf_findings(render_pdf(document)) == []


@pytest.mark.parametrize(("name", "make"), [("minutes", samples.minutes), ("everything", samples.everything)])
def test_pdf_text_is_the_stored_one(name: str, make: Callable[[], Document]) -> None:
    pages = pdf_texts(render_pdf(make()))
    assert matches_golden(f"{name}.pdf.txt", "\n\f\n".join(pages) + "\n")


def test_same_content_gives_the_same_bytes() -> None:
    made = replace(samples.minutes(2), created=datetime(2026, 11, 26, 17, 2, tzinfo=UTC))
    assert render_pdf(made) == render_pdf(made)
    assert b"2026-11-26" in render_pdf(made)


def test_pages_are_counted_and_headers_repeat() -> None:
    texts = pdf_texts(render_pdf(_document(Table(COLUMNS, _rows(120)))))
    assert len(texts) == 3
    for number, text in enumerate(texts, 1):
        assert f"Seite {number} von 3" in text
        assert text.count("Beginn") == 1


def test_running_title_and_marking_stand_on_following_pages() -> None:
    first, second, *_ = pdf_texts(render_pdf(samples.minutes()))
    assert first.count("Entwurf") == second.count("Entwurf") == 1
    assert "Niederschrift über die 4. Sitzung" in second


def test_landscape_section_lies_across_between_portrait_pages() -> None:
    pdf = render_pdf(_document(Paragraph("davor"), Section((Paragraph("quer"),)), Paragraph("danach")))
    with pikepdf.open(BytesIO(pdf)) as found:
        assert [page.mediabox[2] > page.mediabox[3] for page in found.pages] == [False, True, False]


def test_headings_facts_and_tables_are_tagged_as_what_they_are() -> None:
    document = _document(Heading(1, "Eins", label="TOP 1"), KeyValues((("Ort", "Rathaus"),)), Table(COLUMNS, _rows(2)))
    with pikepdf.open(BytesIO(render_pdf(document))) as found:
        kinds = [kind for kind, _ in elements(found)]
    assert [kind for kind in kinds if kind[0] == "H" and kind[1:].isdigit()] == ["H1", "H2"]
    assert kinds.count("Lbl") == 1
    assert kinds.count("TH") == 3


def test_typed_text_is_never_read_as_a_command() -> None:
    nasty = '#panic("x") *fett* $x$ = Titel <label> @ref \\ // weg `roh` [a](b) \\u{1F600}'
    blocks = (
        Paragraph(nasty),
        Heading(1, nasty, label=nasty),
        KeyValues(((nasty, nasty),)),
        Table((TableColumn(nasty),), ((nasty,), GroupRow(nasty)), caption=nasty),
        Notice(nasty, title=nasty),
        Boxed((Paragraph(nasty),), title=nasty),
        Paragraph(Run("Link", link=nasty)),
    )
    text = re.sub(r"\s+", " ", " ".join(pdf_texts(render_pdf(Document(title=nasty, blocks=blocks)))))
    assert text.count("*fett* $x$") >= 8


def test_ten_thousand_characters_flow_over_pages() -> None:
    long = "Ein langer Satz über die Straße. " * 320
    document = _document(
        Paragraph(long), Boxed((Paragraph(long),), title="Beschluss"), Notice(long), Table(COLUMNS, ((long, None, 1),))
    )
    texts = pdf_texts(render_pdf(document))
    words = re.sub(r"\s+", " ", " ".join(texts))
    assert words.count("Ein langer Satz") >= 4 * 320 - 20  # a few stand across a page end
    assert pdf_findings(render_pdf(document)) == []


def test_row_height_makes_room_to_sign() -> None:
    low = len(pdf_texts(render_pdf(_document(Table(COLUMNS, _rows(30))))))
    high = len(pdf_texts(render_pdf(_document(Table(COLUMNS, _rows(30), row_height=15)))))
    assert (low, high) == (1, 2)


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_text_becomes_a_valid_pdf(text: str) -> None:
    blocks = (
        Paragraph((text, Run(text, bold=True, link=text))),
        Heading(1, text, label=text),
        KeyValues(((text, text),)),
        Table((TableColumn(text), TableColumn("b")), ((text, (text, Run(text, italic=True))),), caption=text),
    )
    data = render_pdf(Document(title=f"T{text}", subtitle=text, footer=text, marking=text, author=text, blocks=blocks))
    assert data.startswith(b"%PDF-1.7")
