"""Markdown of the help as blocks: every form the topics use, links as chapter numbers."""

import pytest

from coordinator_app.documents.content import (
    Block,
    Boxed,
    BulletList,
    Contents,
    Heading,
    ListItem,
    NumberedList,
    Paragraph,
    Run,
    Table,
    TableColumn,
)
from coordinator_app.documents.figures import Figure
from coordinator_app.documents.handbook import PICTURE_WIDTH, Chapter, chapter_blocks, handbook_document

NUMBERS = {"suche": "2.5"}


def blocks(markdown: str) -> list[Block]:
    return chapter_blocks(markdown, NUMBERS, lambda name: name.encode())


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# Titel", [Heading(2, "Titel")]),
        ("## Abschnitt", [Heading(3, "Abschnitt", numbered=False)]),
        ("eine Zeile\nund die nächste", [Paragraph(("eine Zeile und die nächste",))]),
        ("**fett** und *schräg*", [Paragraph((Run("fett", bold=True), " und ", Run("schräg", italic=True)))]),
        ("3 * 4 * 5", [Paragraph(("3 * 4 * 5",))]),
        ("`{{ name }}` bleibt", [Paragraph((Run("{{ name }}", italic=True), " bleibt"))]),
        (r"ein \* Stern", [Paragraph(("ein ", "*", " Stern"))]),
        ("siehe [Suchen](suche)", [Paragraph(("siehe ", "Suchen (Kapitel 2.5)"))]),
        ("[Qt](https://a.example)", [Paragraph((Run("Qt", link="https://a.example"),))]),
        ("![Die Seite](bilder/a.png)", [Figure(b"bilder/a.png", "Die Seite", "Die Seite", PICTURE_WIDTH)]),
        ("- a\n- b\n  und c", [BulletList((ListItem(("a",)), ListItem(("b und c",))))]),
        ("- a\n  - b\n    c\n  - d", [BulletList((ListItem(("a",), (("b c",), ("d",))),))]),
        ("3. a\n4. b", [NumberedList((ListItem(("a",)), ListItem(("b",))), start=3)]),
        ("```\nx *y*\n\nz\n```", [Boxed((Paragraph("x *y*\n\nz"),))]),
        (
            "| A | B |\n|---|---|\n| **x** | y \\| z |",
            [Table((TableColumn("A"), TableColumn("B")), (((Run("x", bold=True),), ("y | z",)),))],
        ),
        ("Satz:\n- a\nund\n\nEnde", [Paragraph(("Satz:",)), BulletList((ListItem(("a und",)),)), Paragraph(("Ende",))]),
        ("Satz\n| A |\n|---|", [Paragraph(("Satz",)), Table((TableColumn("A"),), ())]),
        ("## A\nText\n```\nb\n```", [Heading(3, "A", numbered=False), Paragraph(("Text",)), Boxed((Paragraph("b"),))]),
    ],
)
def test_markdown_becomes_blocks(markdown: str, expected: list[Block]) -> None:
    assert blocks(markdown) == expected


def test_document_numbers_parts_and_chapters() -> None:
    parts = [("Einstieg", [Chapter("a", "# A\n\n[B](b)")]), ("Mehr", [Chapter("b", "# B\n\n[A](a)")])]
    made = handbook_document(parts, lambda _: b"", version="1.0")
    assert made.numbered
    assert made.title_page
    assert any(isinstance(block, Contents) for block in made.blocks)
    texts = [block.text for block in made.blocks if isinstance(block, Paragraph)]
    assert texts == [("B (Kapitel 2.1)",), ("A (Kapitel 1.1)",)]
