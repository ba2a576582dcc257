"""Word templates as towns have them: from Word, from LibreOffice, renamed, bare, protected, damaged, huge."""

import os
import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from tests.documents import samples

FOLDER = Path(__file__).resolve().parents[1] / "data" / "templates"
SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "templates"


def saved(document: Any) -> bytes:
    """The bytes of a python-docx document."""
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def rewritten(data: bytes, change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """The package with each part changed (None = left out) and parts added (`word__x` = word/x.xml, macros .bin)."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                copy.writestr(name, content)
        for name, content in more.items():
            copy.writestr(name.replace("__", "/") + (".bin" if "vba" in name else ".xml"), content)
    return target.getvalue()


def field(frame: Any, code: str) -> None:
    """A field Word computes at the end of the first paragraph of a header or footer."""
    node = OxmlElement("w:fldSimple")
    node.set(qn("w:instr"), f" {code} ")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    node.append(run)
    frame.part.element.find(qn("w:p")).append(node)


@cache
def from_word() -> bytes:
    """A letterhead as Word saves one: logo on the first page only, running head, „Seite 1“, text to be replaced."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin = Mm(24), Mm(18), Mm(30)
    section.different_first_page_header_footer = True
    first = section.first_page_header.paragraphs[0]
    first.add_run().add_picture(BytesIO(samples.png()), height=Mm(18))
    first.add_run("\tGroße Kreisstadt Mühlwerda\tOrdnungsamt")
    section.first_page_footer.paragraphs[0].text = "Markt 1 · 09899 Mühlwerda"
    section.header.paragraphs[0].text = "{{ kommune }}\t\t{{ titel }}"
    footer = section.footer.paragraphs[0]
    footer.text = "Stadt Mühlwerda\t\tSeite "
    field(section.footer, "PAGE")
    for style, size, color in (("Heading 1", 15, "7A1F3D"), ("Title", 26, "7A1F3D")):
        font = document.styles[style].font
        font.size, font.color.rgb = Pt(size), docx.shared.RGBColor.from_string(color)
    document.add_paragraph("Hier steht Mustertext.")
    return saved(document)


def libreoffice() -> bytes:
    """Saved by LibreOffice as .docx: styles „Text body“, „Default Paragraph Style“, no theme."""
    return (FOLDER / "libreoffice.docx").read_bytes()


def libreoffice_cover() -> bytes:
    """A cover page saved by LibreOffice: a picture, placeholders in several runs, two sections."""
    return (FOLDER / "libreoffice_cover.docx").read_bytes()


def renamed() -> bytes:
    """German ids and names of one's own, as after years in German Word."""
    names = {"Heading1": "berschrift1", "Heading2": "berschrift2", "Title": "Titel", "BodyText": "Textkrper"}
    names |= {"ListBullet": "Aufzhlungszeichen", "Caption": "Beschriftung", "Normal": "Standard"}

    def change(name: str, content: bytes) -> bytes:
        if not name.startswith("word/"):
            return content
        for old, new in names.items():
            content = content.replace(b'"%s"' % old.encode(), b'"%s"' % new.encode())
        # Names of their own; the level tells what they are.
        content = content.replace(b'<w:name w:val="heading 1"/>', b'<w:name w:val="Stadt Kapitel"/>')
        return content.replace(b'<w:name w:val="heading 2"/>', b'<w:name w:val="\xc3\x9cberschrift 2"/>')

    return rewritten(from_word(), change)


def without_styles() -> bytes:
    """No style part at all, no numbering, no theme, no settings."""
    parts = "styles|stylesWithEffects|numbering|settings|webSettings|fontTable|theme/theme1"
    dropped, named = (
        re.compile(rf"word/({parts})\.xml"),
        re.compile(rf'<(Relationship|Override)\b[^>]*"[^"]*({parts})\.xml"[^>]*/>'.encode()),
    )

    def change(name: str, content: bytes) -> bytes | None:
        if dropped.fullmatch(name):
            return None
        if name in {"word/_rels/document.xml.rels", "[Content_Types].xml"}:
            content = named.sub(b"", content)
        return content

    return rewritten(from_word(), change)


@cache
def with_controls() -> bytes:
    """Text in content controls: in the header, above the content, one not filled in."""
    document = docx.Document()
    section = document.sections[0]
    section.header.part.element.find(qn("w:p")).append(_control("Stadt Mühlwerda, Fachbereich 3"))
    document.add_paragraph()
    empty = _control("Klicken Sie hier, um das Datum einzugeben.", is_empty=True)
    document.element.body.find(qn("w:p")).append(empty)
    document.add_paragraph("Deckblatt {{ titel }}")
    document.add_paragraph("{{ inhalt }}")
    document.add_paragraph("Impressum unter dem Inhalt")
    return saved(document)


def _control(text: str, *, is_empty: bool = False) -> Any:
    shown = "<w:showingPlcHdr/>" if is_empty else ""
    return parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr>{shown}<w:text/></w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t></w:r>"
        "</w:sdtContent></w:sdt>"
    )


def protected() -> bytes:
    """Editing restricted."""
    mark = b'<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'

    def change(name: str, content: bytes) -> bytes:
        return re.sub(rb"(<w:settings\b[^>]*>)", rb"\1" + mark, content) if name == "word/settings.xml" else content

    return rewritten(from_word(), change)


def damaged() -> bytes:
    """Cut off in the middle, as after a broken copy."""
    data = from_word()
    return data[: len(data) // 2]


def huge() -> bytes:
    """20 MB: a picture in the header nobody made smaller."""
    whole = from_word()
    target = BytesIO()
    with ZipFile(BytesIO(whole)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("word/media/"):
                copy.writestr(name, content + os.urandom(20_000_000), ZIP_STORED)
            else:
                copy.writestr(name, content)
    return target.getvalue()


@cache
def across() -> bytes:
    """A template whose pages lie across, with a table as header."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    table = section.header.add_table(1, 2, Mm(240))
    for cell, text in zip(table.rows[0].cells, ("Stadt Mühlwerda", "{{ datum }}"), strict=True):
        cell.text = text
    return saved(document)


@cache
def even_and_odd() -> bytes:
    """Different headers on left and right pages; a page number in the header."""
    document = docx.Document()
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    field(section.header, "PAGE")
    section.even_page_header.paragraphs[0].text = "linke Seite"
    section.footer.paragraphs[0].text = "Stadt Mühlwerda"
    return saved(document)


@cache
def cover() -> bytes:
    """A cover page with a picture and the title in two runs, then the content in a section of its own."""
    document = docx.Document()
    document.add_paragraph().add_run().add_picture(BytesIO(samples.png()), height=Mm(30))
    title = document.add_paragraph(style="Title")
    for part in ("{{ ti", "tel }}"):
        title.add_run(part)
    document.add_paragraph("{{ untertitel }} · {{ kennzeichnung }} · {{ foo }}")
    document.add_section()
    document.sections[1].header.is_linked_to_previous = False
    document.sections[1].header.paragraphs[0].text = "{{ titel }}"
    document.add_paragraph("{{ inhalt }}")
    return saved(document)


def as_template() -> bytes:
    """A Word template (.dotx)."""

    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"document.main+xml", b"template.main+xml") if name == "[Content_Types].xml" else content

    return rewritten(from_word(), change)


USABLE: dict[str, Callable[[], bytes]] = {
    "shipped": (SHIPPED / "report.docx").read_bytes,
    "our styles": (SHIPPED / "standard.docx").read_bytes,
    "dotx": as_template,
    "word": from_word,
    "libreoffice": libreoffice,
    "libreoffice cover": libreoffice_cover,
    "renamed": renamed,
    "no styles": without_styles,
    "content controls": with_controls,
    "across": across,
    "even and odd": even_and_odd,
    "cover": cover,
}
