"""Single parts of a town's template: fonts, lists of LibreOffice, headers stretched to another width, styles."""

from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from coordinator_app.documents.house_cleaning import mend_fonts, mend_numbering
from coordinator_app.documents.house_fonts import type_width
from coordinator_app.documents.house_frames import has_page_number, is_empty, stretch
from coordinator_app.documents.word_styles import merge_numbering, merge_styles, speak

PAGE, LINE = (11906, 16838), (9000, 13932)
OURS = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="TableText"><w:name w:val="Tabellentext"/>'
    '<w:basedOn w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="ListBullet">'
    '<w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)


def _parsed(tag: str, inside: str) -> Any:
    return parse_xml(f"<w:{tag} {nsdecls('w', 'wp', 'a', 'r')}>{inside}</w:{tag}>")


def _merged(theirs: str) -> tuple[Any, Any]:
    styles = _parsed("styles", theirs)
    return styles, merge_styles(styles, _parsed("styles", OURS), {1: 7})


def _style(styles: Any, key: str) -> Any:
    return next(style for style in styles if style.get(qn("w:styleId")) == key)


@pytest.mark.parametrize(
    ("fonts", "theme", "width"),
    [
        ('<w:rFonts w:ascii="Verdana"/>', b"", 1.18),
        ('<w:rFonts w:ascii="Calibri"/>', b"", 1.0),
        ('<w:rFonts w:ascii="Hausschrift"/>', b"", 1.05),
        ('<w:rFonts w:asciiTheme="minorHAnsi"/>', b'<a:minorFont><a:latin typeface="Georgia"/>', 1.06),
        ('<w:rFonts w:asciiTheme="majorHAnsi"/>', b"", 1.05),
        ('<w:rFonts w:cs="Arial"/>', b"", 1.05),
    ],
)
def test_the_width_of_type_is_known_by_its_name(fonts: str, theme: bytes, width: float) -> None:
    styles = _parsed("styles", f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}</w:rPr></w:rPrDefault></w:docDefaults>")
    assert type_width(styles, theme) == width


def test_frames_tables_and_drawings_follow_the_width_of_the_page() -> None:
    def drawing(offset: int, base: str = "page") -> str:
        return (
            f'<w:p><w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="{base}"><wp:posOffset>{offset}'
            '</wp:posOffset></wp:positionH><wp:extent cx="635000" cy="1"/></wp:anchor></w:drawing></w:r></w:p>'
        )

    header = _parsed(
        "hdr",
        drawing(635 * 1000)
        + drawing(635 * 5453)
        + drawing(635 * 8000, "margin")
        + drawing(1, "insideMargin")
        + '<w:p><w:pPr><w:framePr w:x="9000"/></w:pPr></w:p><w:p><w:pPr><w:framePr w:x="900"/></w:pPr></w:p>'
        + '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>'
        + "</w:tbl>"
        + '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid></w:tbl>'
        + '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="100"/></w:tabs></w:pPr></w:p>',
    )
    stretch(header, _parsed("styles", OURS), PAGE, LINE)
    across = PAGE[1] - PAGE[0]
    moved = [int(node.text) for node in header.iter(qn("wp:posOffset"))]
    assert moved == [635 * 1000, 635 * 5453 + across * 635 // 2, 635 * (8000 + LINE[1] - LINE[0]), 1]
    assert [node.get(qn("w:x")) for node in header.iter(qn("w:framePr"))] == [str(9000 + across), "900"]
    assert [node.get(qn("w:w")) for node in header.iter(qn("w:gridCol"))] == ["13932", "900"]
    assert header.find(f".//{qn('w:tblW')}").get(qn("w:w")) == "5000"
    assert [node.get(qn("w:pos")) for node in header.iter(qn("w:tab"))] == ["100"]


def test_a_header_with_a_line_only_is_not_empty_and_fields_count_pages() -> None:
    assert is_empty(_parsed("hdr", "<w:p><w:r><w:t> </w:t></w:r></w:p>"))
    assert not is_empty(_parsed("hdr", "<w:p><w:pPr><w:pBdr/></w:pPr></w:p>"))
    split = "<w:p><w:r><w:instrText> PA</w:instrText></w:r><w:r><w:instrText>GE </w:instrText></w:r></w:p>"
    assert has_page_number(_parsed("ftr", split))
    assert not has_page_number(_parsed("ftr", '<w:p><w:fldSimple w:instr=" NUMPAGES "/></w:p>'))


def test_tables_do_not_inherit_justified_and_indented_text() -> None:
    styles, merged = _merged(
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Standard"/><w:pPr>'
        '<w:spacing w:after="120"/><w:ind w:firstLine="400"/><w:jc w:val="both"/></w:pPr></w:style>'
    )
    look = _style(styles, "TableText").find(qn("w:pPr"))
    assert [look.find(qn(f"w:{tag}")).attrib.values() for tag in ("ind", "jc")] == [["0", "0", "0"], ["left"]]
    assert merged.renamed == {"a": "Normal"}
    assert _style(styles, "Normal").find(qn("w:name")).get(qn("w:val")) == "Normal"


def test_body_text_of_the_template_is_used_where_plain_text_has_no_room() -> None:
    body = '<w:style w:type="paragraph" w:styleId="Textkrper"><w:name w:val="Body Text"/><w:pPr>{}</w:pPr></w:style>'
    _, merged = _merged(OURS + body.format('<w:spacing w:after="140"/>'))
    assert merged.running == "Textkrper"
    styles, merged = _merged(OURS + body.format(""))
    assert _style(styles, merged.running).find(qn("w:name")).get(qn("w:val")) == "Fließtext (KPR)"


def test_a_list_style_without_marks_gets_ours_and_doubles_are_dropped() -> None:
    bare = '<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/></w:style>'
    double = '<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="zweimal"/></w:style><w:style/>'
    other = '<w:style w:type="character" w:styleId="x"><w:name w:val="Tabellentext"/></w:style>'
    styles, _ = _merged(bare + double + other)
    assert _style(styles, "ListBullet").find(f".//{qn('w:numId')}").get(qn("w:val")) == "7"
    assert _style(styles, "TableText").find(qn("w:name")).get(qn("w:val")) == "Tabellentext (KPR)"
    assert len({style.get(qn("w:styleId")) for style in styles}) == len(styles)


def test_lists_are_put_behind_those_of_the_template() -> None:
    theirs = _parsed(
        "numbering",
        '<w:abstractNum w:abstractNumId="4"/><w:num w:numId="9"><w:abstractNumId w:val="4"/></w:num>'
        '<w:numIdMacAtCleanup w:val="9"/>',
    )
    ours = _parsed(
        "numbering", '<w:abstractNum w:abstractNumId="0"/><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert merge_numbering(theirs, ours) == {1: 10}
    assert [node.tag.rpartition("}")[2] for node in theirs] == [
        *("abstractNum", "abstractNum", "num", "num", "numIdMacAtCleanup")
    ]


def test_slips_of_libreoffice_are_put_right() -> None:
    numbering = _parsed(
        "numbering", '<w:abstractNum><w:lvl><w:pStyle/><w:lvlJc w:val="start"/><w:numFmt/></w:lvl></w:abstractNum>'
    )
    mend_numbering(numbering)
    level = numbering.find(f".//{qn('w:lvl')}")
    assert [node.tag.rpartition("}")[2] for node in level] == ["numFmt", "pStyle", "lvlJc"]
    assert level[2].get(qn("w:val")) == "left"
    mend_fonts(None)  # a template may have no table of fonts


def test_a_template_that_names_no_language_becomes_german() -> None:
    styles = _parsed("styles", OURS)
    speak(styles, "de-DE")
    assert [node.get(qn("w:val")) for node in styles.iter(qn("w:lang"))] == ["de-DE"]
    speak(styles, "de-DE")
    assert len(list(styles.iter(qn("w:lang")))) == 1
