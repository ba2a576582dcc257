"""What every document we write must keep, for the tests of all builders: `assert word_findings(data) == []`.

Word: valid Open XML, German, titled, headings in order, described pictures, repeating table headers, no holes.
PDF: tagged PDF/UA-1 and PDF/A-2a (judged by page-validation), German, titled, A4, fonts embedded, readable text.
"""

import re
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
import pypdfium2
from lxml import etree
from openxml_audit import OpenXmlValidator
from page import validate_pdf_bytes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|\bNone\b|\bnan\b|coordinator_app|object at 0x")
GARBLED = re.compile("[\ufffd\x00\ufb00-\ufb06\ue000-\uf8ff]")
_WITH_CONTENT = {f"{W}{name}" for name in ("drawing", "sectPr", "br", "fldChar", "pict")}


def word_findings(data: bytes, *, valid: bool = True) -> list[str]:
    """Broken rules of a .docx file; `valid`: also judge the file against the schemas, which takes longest."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body, styles = (etree.fromstring(parts[f"word/{name}.xml"]) for name in ("document", "styles"))
    core = etree.fromstring(parts["docProps/core.xml"])
    found = [] if (core.findtext("{http://purl.org/dc/elements/1.1/}title") or "").strip() else ["no title"]
    if "de-DE" not in {lang.get(f"{W}val") for lang in styles.iter(f"{W}lang")}:
        found.append("styles are not German")
    found += [*_headings(body), *_drawings(body), *_tables(body), *_blanks(body), *_texts(parts)]
    return found + (_open_xml(data) if valid else [])


def word_text(data: bytes) -> str:
    """All words of a .docx file's body, paragraphs without anything between them."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return _text(etree.fromstring(archive.read("word/document.xml")))


def _text(node: Any) -> str:
    return "".join(part.text or "" for part in node.iter(f"{W}t"))


def _headings(body: Any) -> Iterator[str]:
    before = 0
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        named = re.fullmatch(r"Heading(\d)", style.get(f"{W}val")) if style is not None else None
        if named and int(named[1]) > before + 1:
            yield f"heading level {named[1]} follows {before}: {_text(paragraph)}"
        before = int(named[1]) if named else before


def _drawings(body: Any) -> Iterator[str]:
    numbers = [drawing.get("id") for drawing in body.iter(DOC_PR)]
    if len(numbers) != len(set(numbers)):
        yield "drawings share a number"
    for drawing in body.iter(DOC_PR):
        if len((drawing.get("descr") or "").strip()) < 5:
            yield f"{drawing.get('name')} has no description"


def _tables(body: Any) -> Iterator[str]:
    for table in body.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        if len(rows) > 1 and rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield f"table without header row: {_text(rows[0])[:40]}"
        if any(row.find(f"{W}trPr/{W}cantSplit") is None for row in rows):
            yield "a row may split"
        if table.getnext() is not None and table.getnext().tag == f"{W}tbl":
            yield "two tables touch: Word joins them"


def _blanks(body: Any) -> Iterator[str]:
    empty = 0
    for paragraph in body.find(f"{W}body").findall(f"{W}p"):
        blank = not _text(paragraph).strip() and not any(node.tag in _WITH_CONTENT for node in paragraph.iter())
        empty = empty + 1 if blank else 0
        if empty == 2:
            yield "two empty paragraphs in a row"


def _texts(parts: dict[str, bytes]) -> Iterator[str]:
    for name, data in parts.items():
        if re.fullmatch(r"word/(document|header\w*|footer\w*)\.xml", name):
            text = _text(etree.fromstring(data))
            if LEFTOVER.search(text):
                yield f"leftover in {name}: {LEFTOVER.search(text)}"


@cache
def _validator() -> OpenXmlValidator:
    """One for all files: making it costs as much as a file."""
    return OpenXmlValidator()


def _open_xml(data: bytes) -> list[str]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.docx")
        path.write_bytes(data)
        result = _validator().validate(str(path))
    return [f"open xml: {error.part_uri} {error.description}" for error in result.errors]


def pdf_findings(data: bytes, *, valid: bool = True) -> list[str]:
    """Broken rules of a .pdf file; `valid`: also judge it as PDF/UA and PDF/A, which takes longest."""
    found = [
        f"{profile}: {failure.message}"
        for profile in (("ua1", "2a") if valid else ())
        for failure in validate_pdf_bytes(data, profile=profile).failures
        if "STREAM-LENGTH" not in failure.rule_id  # it counts a CR at the end of correct data
    ]
    with pikepdf.open(BytesIO(data)) as pdf:
        found += [*_catalogue(pdf), *_structure(pdf), *_fonts(pdf)]
    return found + _pages(data)


def _catalogue(pdf: pikepdf.Pdf) -> Iterator[str]:
    if not str(pdf.Root.get("/Lang", "")).startswith("de"):
        yield "language is not German"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        if not str(metadata.get("dc:title", "")).strip():
            yield "no title"
    if len(pdf.pages) > 6 and "/First" not in pdf.Root.get("/Outlines", pikepdf.Dictionary()):
        yield "no bookmarks"


def elements(pdf: pikepdf.Pdf) -> list[tuple[str, Any]]:
    """Kind and dictionary of every structure element, in reading order."""
    roles = {str(key): str(value) for key, value in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()}

    def below(node: Any) -> Iterator[tuple[str, Any]]:
        if isinstance(node, pikepdf.Array):
            for part in node:
                yield from below(part)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield roles.get(str(node.S), str(node.S)).lstrip("/"), node
            yield from below(node.get("/K"))

    return list(below(pdf.Root.StructTreeRoot.K))


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    before, found = 0, elements(pdf)
    for kind, node in found:
        if re.fullmatch(r"H[1-6]", kind):
            if int(kind[1]) > before + 1:
                yield f"heading {kind} follows level {before}"
            before = int(kind[1])
        elif kind == "Figure" and not str(node.get("/Alt", "")).strip():
            yield "figure without description"
    kinds = [kind for kind, _ in found]
    if not before:
        yield "no heading"
    if "Table" in kinds and "TH" not in kinds:
        yield "table without header cells"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and item.get("/Subtype") != "/Type0":
            descriptor = item.get("/FontDescriptor", pikepdf.Dictionary())
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                yield f"font {item.get('/BaseFont')} is not embedded"


def pdf_texts(data: bytes) -> list[str]:
    """The text of every page as a reader copies it, lines ending in a line feed."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in pdf]
    finally:
        pdf.close()


def _pages(data: bytes) -> list[str]:
    found: list[str] = []
    for number, text in enumerate(pdf_texts(data), 1):
        marks = (GARBLED.search(text), LEFTOVER.search(text))
        found += [f"page {number}: {what[0]!r}" for what in marks if what]
    return found
