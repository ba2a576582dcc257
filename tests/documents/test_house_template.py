"""Documents on a town's own Word template: its styles, frames and page win, what is missing is added, all is valid."""

import re
import runpy
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from coordinator_app.documents.content import (
    BulletList,
    Contents,
    Document,
    Heading,
    KeyValues,
    NumberedList,
    Orientation,
    Paragraph,
    Section,
    Table,
    TableColumn,
    footnote,
)
from coordinator_app.documents.house_sample import sample_document
from coordinator_app.documents.house_template import Prepared, prepare
from coordinator_app.documents.margin_note import MarginNote
from coordinator_app.documents.word import render_word
from coordinator_app.domain.fields import Kind
from tests.documents import samples
from tests.documents import template_corpus as corpus
from tests.documents.rules import word_findings

DOCUMENT = Document(
    title="Jahresbericht",
    subtitle="über das Jahr 2026",
    author="Stadt Mühlwerda",
    footer="Präventionsrat",
    letterhead=samples.LETTERHEAD,
    blocks=(
        Heading(1, "Lage"),
        Paragraph("Text"),
        BulletList(("a",)),
        NumberedList(("eins",)),
        Section((Paragraph("quer"),)),
        Heading(2, "Ausblick"),
    ),
)


def _made(data: bytes, document: Document = DOCUMENT) -> Any:
    return docx.Document(BytesIO(render_word(document, house=_prepared(data).template)))


@cache
def _prepared(data: bytes) -> Prepared:
    return prepare(data, "Vorlage.docx")


def _words(prepared: Prepared) -> str:
    return "\n".join(("! " if finding.is_wrong else "") + finding.text for finding in prepared.findings)


def _text(part: Any) -> str:
    return "".join(node.text or "" for node in part.part.element.iter(qn("w:t")))


def _changed(change: Callable[[str, bytes], bytes | None], data: bytes | None = None) -> bytes:
    return corpus.rewritten(data if data is not None else corpus.from_word(), change)


@pytest.mark.parametrize("name", corpus.USABLE)
def test_documents_on_every_template_keep_all_rules(name: str) -> None:
    prepared = prepare(corpus.USABLE[name](), f"{name}.docx")
    document = sample_document(letterhead=samples.LETTERHEAD, town="Mühlwerda")
    assert word_findings(render_word(document, house=prepared.template)) == []


def test_the_example_is_what_its_script_writes_and_has_nothing_to_mend(tmp_path: Path) -> None:
    example = (corpus.SHIPPED / "report.docx").read_bytes()
    script = runpy.run_path(str(corpus.SHIPPED.parents[1] / "packaging" / "make_report_template.py"))
    script["write"](tmp_path / "report.docx")
    assert (tmp_path / "report.docx").read_bytes() == example
    prepared = prepare(example, "report.docx")
    assert not [finding for finding in prepared.findings if finding.is_wrong]
    assert prepared.template.has_letterhead


def test_a_template_of_20_megabytes_works_and_says_what_it_costs() -> None:
    prepared = prepare(corpus.huge(), "Groß.docx")
    assert "mindestens 20" in _words(prepared)
    assert len(render_word(DOCUMENT, house=prepared.template)) > 20_000_000


# --- Styles -----------------------------------------------------------------------------------------------


def test_styles_of_the_town_win_and_keep_their_look() -> None:
    made = _made(corpus.from_word())
    assert [p.style.style_id for p in made.paragraphs[:3]] == ["Title", "Subtitle", "Heading1"]
    assert made.styles["Heading 1"].font.size == Pt(15)
    assert str(made.styles["Title"].font.color.rgb) == "7A1F3D"


def test_renamed_styles_are_found_by_name_id_and_level() -> None:
    made = _made(corpus.renamed())
    heads = {p.style.style_id: p.style for p in made.paragraphs if p.style.style_id.startswith("Heading")}
    assert heads["Heading1"].name == "Stadt Kapitel"
    assert heads["Heading2"].name == "Heading 2"  # „Überschrift 2“ is the built-in style under its own name again
    assert heads["Heading1"].font.size == Pt(15)


def test_text_stands_in_the_style_that_follows_a_heading() -> None:
    made = _made(corpus.libreoffice())
    text = next(p for p in made.paragraphs if p.text == "Text")
    assert text.style.name == "Body Text"


def test_text_without_room_between_paragraphs_gets_some() -> None:
    def change(name: str, content: bytes) -> bytes:
        return re.sub(rb'<w:spacing w:after="200"[^>]*/>', b"", content) if name == "word/styles.xml" else content

    text = next(p for p in _made(_changed(change)).paragraphs if p.text == "Text")
    assert text.style.paragraph_format.space_after == Pt(6)


def test_lists_have_marks_and_numbers_of_their_own() -> None:
    made = _made(corpus.libreoffice())
    item = next(p for p in made.paragraphs if p.text == "a")
    number = item.style.element.find(f".//{qn('w:numId')}").get(qn("w:val"))
    numbering = made.part.numbering_part.element
    assert number in {node.get(qn("w:numId")) for node in numbering.findall(qn("w:num"))}
    first_num = list(numbering).index(numbering.find(qn("w:num")))
    assert all(node.tag == qn("w:num") for node in list(numbering)[first_num:])


def test_a_style_that_only_bears_our_id_keeps_its_look_under_another() -> None:
    def change(name: str, content: bytes) -> bytes:
        own = (
            b'<w:style w:type="paragraph" w:customStyle="1" w:styleId="Notice"><w:name w:val="Ganz anderes"/></w:style>'
        )
        return content.replace(b"</w:styles>", own + b"</w:styles>") if name == "word/styles.xml" else content

    names = {style.style_id: style.name for style in _made(_changed(change)).styles}
    assert names["Notice"] == "Hinweis"
    assert names["NoticeVorlage"] == "Ganz anderes"


def test_numbers_of_the_templates_headings_stand_only_in_numbered_documents() -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != "word/styles.xml":
            return content
        for level in (1, 2, 3):
            own = b'<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="1"/></w:numPr><w:spacing' % (level - 1)
            place = content.index(b'w:styleId="Heading%d"' % level)
            content = content[:place] + content[place:].replace(b"<w:spacing", own, 1)
        return content

    data = _changed(change)
    assert "sind nummeriert" in _words(_prepared(data))
    for numbered in (False, True):
        made = _made(data, replace(DOCUMENT, numbered=numbered))
        assert (made.styles["Heading 1"].element.find(f".//{qn('w:numPr')}") is not None) is numbered


def test_all_text_is_german() -> None:
    made = _made(corpus.from_word())
    assert {node.get(qn("w:val")) for node in made.styles.element.iter(qn("w:lang"))} == {"de-DE"}


def test_wide_type_gets_wider_columns() -> None:
    table = Table((TableColumn("Vorhaben"), TableColumn("Frist", Kind.DATE)), (("a " * 60, date(2026, 12, 1)),))
    document = Document(title="x", blocks=(table, KeyValues((("Schriftführung", "x"),))))

    def width(data: bytes) -> int:
        return int(_made(data, document).element.findall(f".//{qn('w:gridCol')}")[1].get(qn("w:w")))

    def verdana(name: str, content: bytes) -> bytes:
        fonts = rb"<w:rFonts [^>]*/>"
        return re.sub(fonts, b'<w:rFonts w:ascii="Verdana"/>', content) if name == "word/styles.xml" else content

    assert width(_changed(verdana)) > width(corpus.from_word()) * 1.1


# --- Page, headers, footers -------------------------------------------------------------------------------


def test_page_margins_and_first_page_are_those_of_the_town() -> None:
    made = _made(corpus.from_word())
    first, wide, last = made.sections
    assert (first.left_margin.mm, first.right_margin.mm) == pytest.approx((24, 18), abs=0.2)
    assert [s.different_first_page_header_footer for s in made.sections] == [True, False, False]
    assert [s.page_width > s.page_height for s in made.sections] == [False, True, False]
    assert "Große Kreisstadt Mühlwerda" in _text(first.first_page_header)
    assert _text(first.header) == "Stadt MühlwerdaJahresbericht"
    assert _text(wide.header) == _text(last.header) == "Stadt MühlwerdaJahresbericht"
    assert made.paragraphs[0].text == "Jahresbericht"  # the letterhead of the program is left out


def test_tab_stops_reach_the_edge_of_pages_that_lie_across() -> None:
    made = _made(corpus.from_word())
    style, wide = (
        [tab.position.twips for tab in found.paragraph_format.tab_stops if "CLEAR" not in str(tab.alignment)]
        for found in (made.styles["Header"], made.sections[1].header.paragraphs[0])
    )
    across = 16838 - 11906
    assert wide == [style[0] + across // 2, style[1] + across]
    assert not made.sections[0].header.paragraphs[0].paragraph_format.tab_stops


def test_the_page_number_is_added_only_where_there_is_none() -> None:
    assert "NUMPAGES" not in _made(corpus.from_word()).sections[0].footer.part.element.xml
    assert "NUMPAGES" not in _made(corpus.even_and_odd()).sections[0].footer.part.element.xml
    made = _made(corpus.with_controls())
    assert "NUMPAGES" in made.sections[0].footer.part.element.xml
    assert "keine Seitenzahl" in _words(_prepared(corpus.with_controls()))


def test_the_marking_stands_on_every_page() -> None:
    for make in (corpus.from_word, corpus.libreoffice, corpus.even_and_odd):
        made = _made(make(), replace(DOCUMENT, marking="nicht öffentlich"))
        for section in made.sections:
            shown = [section.header]
            shown += [section.first_page_header] if section.different_first_page_header_footer else []
            assert all("nicht öffentlich" in _text(header) for header in shown)


def test_a_template_across_has_upright_pages_too() -> None:
    made = _made(corpus.across())
    assert made.sections[0].page_width < made.sections[0].page_height
    upright, wide = (section.header.tables[0] for section in made.sections[:2])
    assert upright.columns[0].width < wide.columns[0].width
    whole = _made(corpus.across(), replace(DOCUMENT, orientation=Orientation.LANDSCAPE, blocks=(Paragraph("x"),)))
    assert whole.sections[0].page_width > whole.sections[0].page_height


def test_drawings_at_the_right_edge_move_with_it() -> None:
    def change(name: str, content: bytes) -> bytes:
        if not re.fullmatch(r"word/header\d\.xml", name) or b"<wp:inline" not in content:
            return content
        anchor = (
            b'<wp:anchor simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"'
            b'\\1><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>6300000</wp:posOffset>'
            b'</wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        )
        content = re.sub(rb"<wp:inline([^>]*)>", anchor, content).replace(b"</wp:inline>", b"</wp:anchor>")
        return re.sub(rb"(<wp:extent[^>]*/>)", rb"\1<wp:wrapNone/>", content)

    prepared = _prepared(_changed(change)).template
    document = replace(DOCUMENT, orientation=Orientation.LANDSCAPE, blocks=(Paragraph("x"),))
    wide = docx.Document(BytesIO(render_word(document, house=prepared))).sections[0].first_page_header.part.element.xml
    assert int(re.search(r"posOffset>(\d+)", wide)[1]) == pytest.approx(6300000 + (16838 - 11906) * 635, abs=2000)


def test_a_narrow_margin_leaves_room_for_remarks() -> None:
    def change(name: str, content: bytes) -> bytes:
        return re.sub(rb'w:left="\d+"', b'w:left="720"', content) if name == "word/document.xml" else content

    document = Document(title="x", blocks=(MarginNote("nicht öffentlich"), Paragraph("Text")))
    frame = _made(_changed(change), document).element.find(f".//{qn('w:framePr')}")
    assert int(frame.get(qn("w:x"))) + int(frame.get(qn("w:w"))) < 720


# --- Words of the template --------------------------------------------------------------------------------


def test_what_stands_above_the_content_is_kept_and_filled() -> None:
    document = replace(DOCUMENT, created=datetime(2026, 11, 26, 12, tzinfo=UTC))
    made = _made(corpus.cover(), document)
    assert [p.text for p in made.paragraphs[1:3]] == [
        "Jahresbericht",
        "über das Jahr 2026 ·  · [Unbekannter Platzhalter: foo]",
    ]
    assert sum(p.text == "Jahresbericht" for p in made.paragraphs) == 1  # the title is not printed twice
    assert "foo" in _words(_prepared(corpus.cover()))


def test_the_day_is_filled_into_headers() -> None:
    document = replace(DOCUMENT, created=datetime(2026, 11, 26, 12, tzinfo=UTC))
    table = _made(corpus.across(), document).sections[0].header.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["Stadt Mühlwerda", "26.11.2026"]


def test_nothing_of_the_author_and_no_link_to_other_files_stays() -> None:
    link = b'<w:attachedTemplate r:id="rId99"/><w:mailMerge><w:mainDocumentType w:val="formLetters"/></w:mailMerge>'

    def change(name: str, content: bytes) -> bytes:
        if name == "word/settings.xml":
            return re.sub(rb"(<w:zoom[^>]*/>)", rb"\1" + link, content)
        return content.replace(b"python-docx", b"Erika Beispiel") if name == "docProps/core.xml" else content

    data = render_word(DOCUMENT, house=_prepared(_changed(change)).template)
    with ZipFile(BytesIO(data)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
        assert len(archive.namelist()) == len(set(archive.namelist()))
    for leftover in (b"attachedTemplate", b"mailMerge", b"Erika", b"Mustertext", b"thumbnail"):
        assert leftover not in whole


# --- Together with long documents -------------------------------------------------------------------------


def test_footnotes_and_lists_of_contents_work_on_a_template() -> None:
    blocks = (
        Contents(),
        Heading(1, "Lage"),
        Paragraph(
            ("Text", footnote("Quelle: eigene")),
        ),
    )
    data = render_word(replace(DOCUMENT, blocks=blocks), house=_prepared(corpus.from_word()).template)
    assert word_findings(data) == []
    with ZipFile(BytesIO(data)) as archive:
        assert "Quelle: eigene" in archive.read("word/footnotes.xml").decode()
        assert 'w:dirty="true"' in archive.read("word/document.xml").decode()  # Word counts the pages of the town


def test_same_content_gives_the_same_bytes_and_letters_keep_their_own_place() -> None:
    house = _prepared(corpus.from_word()).template
    assert render_word(samples.everything(), house=house) == render_word(samples.everything(), house=house)


@pytest.mark.parametrize("make", [corpus.from_word, corpus.libreoffice])
def test_a_document_from_right_to_left_stands_on_the_template(make: Callable[[], bytes]) -> None:
    document = replace(DOCUMENT, language="ar", page_words="صفحة {page} من {pages}", marking="مسودة")
    made = _made(make(), document)
    assert (
        made.styles.element.find(f"{qn('w:style')}[@{qn('w:styleId')}='Normal']/{qn('w:pPr')}/{qn('w:bidi')}")
        is not None
    )
    assert "مسودة" in _text(made.sections[0].header)
