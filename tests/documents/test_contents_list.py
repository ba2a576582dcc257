"""The list of contents: filled, with the pages of the PDF, in Word as a field that leads to the headings."""

import zipfile
from io import BytesIO

from lxml import etree

from coordinator_app.documents.content import Contents, Document, Heading, KeyValues, PageBreak, Paragraph
from coordinator_app.documents.typeset import find_places, render_pdf
from coordinator_app.documents.word import render_word
from tests.documents import samples
from tests.documents.rules import pdf_texts, word_findings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = Document(
    title="Bericht",
    subtitle="Ergebnisse",
    title_page=True,
    blocks=(
        KeyValues((("Stand", "2026"),)),
        PageBreak(),
        Contents(2),
        PageBreak(),
        Heading(1, "Anfang & <Weg>", label="1"),
        Paragraph("Wort " * 900),
        Heading(2, "Darunter"),
        Paragraph("Wort"),
        Heading(3, "Zu tief für die Liste"),
        PageBreak(),
        Heading(1, "Ende", label="2"),
        samples.Chart(samples.chart(samples.ChartKind.BAR)),
    ),
)


def body(document: Document) -> etree._Element:
    with zipfile.ZipFile(BytesIO(render_word(document))) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def test_pages_are_those_of_the_pdf() -> None:
    pages = pdf_texts(render_pdf(DOCUMENT))
    assert find_places(DOCUMENT).result(None, "").headings == (3, 4, 4, 5)
    assert [line for line in pages[1].splitlines() if line.strip("\r")][1:] != []
    for words, page in (("Anfang & <Weg>", "3"), ("Darunter", "4"), ("Ende", "5")):
        line = next(line for line in pages[1].splitlines() if words in line)
        assert line.strip().endswith(page)
    assert "Zu tief" not in pages[1]
    assert "Bericht" not in pages[1].replace("Bericht · Ergebnisse", "")


def test_word_list_is_filled_and_leads_to_the_headings() -> None:
    assert word_findings(render_word(DOCUMENT)) == []
    root = body(DOCUMENT)
    links = root.findall(f".//{W}hyperlink")
    targets = {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    assert len(targets) == 4
    assert all(link.get(f"{W}anchor") in targets for link in links)
    words = ["".join(node.text or "" for node in link.iter(f"{W}t")) for link in links]
    assert words == ["1\u2002Anfang & <Weg>3", "Darunter4", "2\u2002Ende5"]
    codes = [node.text for node in root.iter(f"{W}instrText")]
    assert codes[0] == ' TOC \\o "1-2" \\h \\z \\u '
    kinds = [node.get(f"{W}fldCharType") for node in root.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate") == 4


def test_headings_have_no_marks_without_a_list() -> None:
    plain = Document(title="Brief", blocks=(Heading(1, "Anfang"),))
    assert not list(body(plain).iter(f"{W}bookmarkStart"))
    empty = Document(title="Leer", blocks=(Contents(1), Paragraph("Wort")))
    assert word_findings(render_word(empty)) == []
    assert "Wort" in pdf_texts(render_pdf(empty))[0]
