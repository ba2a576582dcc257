"""Filling a town's Word template: one file with a page (a letter, a certificate) per entry, each a section."""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import Any, TypeAlias

from coordinator_app.common.errors import Cancelled, UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import Block
from coordinator_app.documents.house_cleaning import GERMAN, describe
from coordinator_app.documents.letter_template import TemplateParagraph, paragraphs, unlocked, wrong
from coordinator_app.documents.letter_text import LetterText, serialized
from coordinator_app.documents.template_cleaning import clean_opened, mend
from coordinator_app.documents.template_language import (
    LOOSE_BRACE,
    TAG,
    TemplateRefused,
    both_cases,
    environment,
    is_broken,
    parsed,
    rendered,
)
from coordinator_app.documents.text import clean
from coordinator_app.domain.letter_templates import TemplatePurpose, placeholders

LARGEST_FILE = 150_000_000  # characters of all pages together
_ALONE = re.compile(r"\s*\{\{\s*(?i:text)\s*\}\}\s*")
_ENDING = re.compile(r"(\s*\{\{\s*(?i:gruss|unterschrift2?|funktion2?|anlagen|angaben|dank)\s*\}\}\s*)+")
_EMPTIED = "\ue000"  # begins a paragraph that is left out when its placeholders are empty
_TABLE_TAG = re.compile(r"\{%-?\s*(?:tr|tc|colspan|for)\b")
_PARAGRAPH = re.compile(r"<w:p([ >])")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MM_PER_EMU = 1 / 36_000

Element = Any  # lxml elements of python-docx are untyped
Words: TypeAlias = str | Sequence[Mapping[str, str]]  # of a placeholder, of a list for a loop
Values: TypeAlias = Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Page:
    """What one letter or certificate says: values by placeholder, blocks in place of a {{ text }} of its own.

    `appendix` follows behind the whole page, on a page of its own in the look of the text.
    """

    values: Values
    blocks: tuple[Block, ...]
    appendix: tuple[Block, ...] = ()


def fill_template(
    data: bytes,
    pages: Sequence[Page],
    *,
    title: str,
    template: str,
    purpose: TemplatePurpose,
    context: JobContext | None = None,
) -> bytes:
    """The pages as .docx bytes on the template `data` (called `template` in messages); `UserError` in German."""
    filler = _Filler(unlocked(data, template), template, purpose)
    return filler.fill(pages, title, context or JobContext())


def try_out(data: bytes, template: str, purpose: TemplatePurpose) -> None:
    """Fill a template once with samples and once with nothing; `UserError` when letters on it would be broken."""
    offered = placeholders(purpose)
    full: dict[str, Words] = {
        entry.name: [dict.fromkeys(entry.parts, entry.sample)] * 2 if entry.parts else entry.sample for entry in offered
    }
    nothing: dict[str, Words] = {entry.name: [] if entry.parts else "" for entry in offered}
    pages = [Page(values, ()) for values in (full, nothing)]
    fill_template(data, pages, title=template, template=template, purpose=purpose)


class _Filler:
    """One opened template."""

    def __init__(self, data: bytes, name: str, purpose: TemplatePurpose) -> None:
        library: Any = import_module("docxtpl")  # it has no types
        self._paragraphs = paragraphs(data, name)
        self._name = name
        self._file: Any = library.DocxTemplate(BytesIO(data))
        self._language = environment()
        self._offered = placeholders(purpose)
        self._texts: list[LetterText] = []
        self._tables = False
        self._room = LARGEST_FILE
        self._drawings = 1000  # numbers of pictures; those of headers and footers are far below
        try:
            self._file.render_init()
            clean_opened(self._file.docx)
        except Exception as error:
            raise _told(error, name, self._paragraphs) from error

    def fill(self, pages: Sequence[Page], title: str, context: JobContext) -> bytes:
        """All pages, telling how many are done; stops between two of them when asked to."""
        try:
            body = self._file.docx.element.body
            template = self._compiled(body, marked=True)
            bodies: list[Element] = []
            for done, page in enumerate(pages):
                context.progress(done, len(pages), f"{done + 1} von {len(pages)}")
                bodies.append(self._body(template, page))
            context.progress(len(pages), len(pages), "Datei wird zusammengesetzt")
            self._file.map_tree(_joined(bodies))
            self._frames(pages)
        except Cancelled:
            raise
        except Exception as error:
            raise _told(error, self._name, self._paragraphs) from error
        self._set_properties(title, str(pages[0].values.get("kommune", "")))
        target = BytesIO()
        self._file.docx.save(target)
        return target.getvalue()

    def _set_properties(self, title: str, author: str) -> None:
        found = self._file.docx.core_properties
        found.title = clean(title)[:255]
        found.author = found.last_modified_by = clean(author)[:255]
        found.language = GERMAN
        found.revision = 1

    def _compiled(self, root: Element, *, marked: bool = False) -> Any:
        """A part of the file as a template; `TemplateRefused` when it asks for anything not allowed."""
        mend(root)
        _dissolve_controls(root)
        for text in _make_tags_whole(root):
            if is_broken(text):
                raise wrong(self._name, text, LOOSE_BRACE)
        if marked:
            self._mark(root)
        source: str = self._file.patch_xml(self._file.xml_to_string(root))
        self._tables = self._tables or _TABLE_TAG.search(source) is not None
        source = _PARAGRAPH.sub(r"\n<w:p\1", source)
        lists = frozenset(entry.name for entry in self._offered if entry.parts)
        try:
            return self._language.from_string(parsed(self._language, source, lists))
        except TemplateRefused as refused:
            lines = source.splitlines()
            where = re.sub(r"<[^>]+>", "", lines[min(refused.line, len(lines)) - 1]) if refused.line else ""
            raise wrong(self._name, where, refused.why) from refused

    def _mark(self, root: Element) -> None:
        """Paragraphs that are only {{ text }} are to be replaced whole; those at the end may vanish."""
        section = self._file.docx.sections[0]
        line = (section.page_width - section.left_margin - section.right_margin) * _MM_PER_EMU
        for paragraph in list(root.iter(_W + "p")):
            words = "".join(run.text for run in paragraph.r_lst)
            if _ALONE.fullmatch(words):
                self._texts.append(LetterText(deepcopy(paragraph), line))
                for run in paragraph.r_lst[1:]:
                    paragraph.remove(run)
                paragraph.r_lst[0].text = f"{{{{p absatz_{len(self._texts)} }}}}"
            elif _ENDING.fullmatch(words):
                first = next(text for text in paragraph.iter(_W + "t"))
                first.text = _EMPTIED + (first.text or "")

    def _body(self, template: Any, page: Page) -> Element:
        """The body of one page as an element."""
        from docx.oxml import parse_xml
        from markupsafe import Markup

        values = both_cases(_cleaned(page.values))
        for number, text in enumerate(self._texts, 1):
            values[f"absatz_{number}"] = Markup(text.xml(page.blocks))  # noqa: S704  (made by us from escaped text)
        xml = self._rendered(template, values)
        tree: Element = parse_xml(xml)
        if self._tables:
            tree = parse_xml(serialized(self._file.fix_tables(xml)))
        self._number_drawings(tree)
        _without_emptied(tree)
        if page.appendix and self._texts:
            _append(tree, self._texts[0].xml(page.appendix))
        return tree

    def _number_drawings(self, root: Element) -> None:
        """Every picture has a number of its own and a description, for screen readers."""
        describe([root])
        for drawing in root.iter(_DRAWING):
            self._drawings += 1
            drawing.set("id", str(self._drawings))

    def _rendered(self, template: Any, values: Mapping[str, Any]) -> str:
        xml = rendered(template, values)
        self._room -= len(xml)
        if self._room < 0:
            raise TemplateRefused("die Datei würde viel zu groß; bitte schreiben Sie an weniger Personen auf einmal")
        xml = xml.replace("\n<w:p", "<w:p")
        listed: str = self._file.resolve_listing(xml)
        return listed

    def _frames(self, pages: Sequence[Page]) -> None:
        """Headers and footers: all pages share them, so nothing personal goes there when there are several."""
        from docx.oxml import parse_xml

        values = _cleaned(pages[0].values) if pages else {}
        if len(pages) > 1:
            personal = [entry for entry in self._offered if entry.personal]
            values |= {entry.name: f"[{entry.name}: nur im Text möglich]" for entry in personal if not entry.parts}
            values |= {entry.name: [] for entry in personal if entry.parts}
        for kind in (self._file.HEADER_URI, self._file.FOOTER_URI):
            for key, part in list(self._file.get_headers_footers(kind)):
                root: Element = parse_xml(part.blob)
                self._number_drawings(root)
                xml = self._rendered(self._compiled(root), both_cases(values))
                self._file.map_headers_footers_xml(key, xml.encode("utf-8"))


def _told(error: Exception, name: str, found: Sequence[TemplateParagraph]) -> UserError:
    """What somebody put into a template can fail in any way while it is filled: one sentence for all."""
    if isinstance(error, UserError):
        return error
    if isinstance(error, TemplateRefused):
        return wrong(name, "", error.why)
    where = next((entry.text for entry in found if "{%" in entry.text), "")
    return wrong(name, where, "so lässt sich die Vorlage nicht ausfüllen (Anfang und Ende an dieselbe Stelle)")


def _cleaned(values: Values) -> dict[str, Words]:
    return {
        name: clean(found) if isinstance(found, str) else [{k: clean(v) for k, v in entry.items()} for entry in found]
        for name, found in values.items()
    }


def _dissolve_controls(root: Element) -> None:
    """Content controls around placeholders give way to their content: bound ones would lose what is filled in."""
    for control in list(root.iter(_W + "sdt")):
        content = control.find(_W + "sdtContent")
        words = "".join(text.text or "" for text in control.iter(_W + "t"))
        if content is None or control.getparent() is None or not TAG.search(words):
            continue
        for style in list(content.iter(_W + "rStyle")):
            if style.get(_W + "val") in ("PlaceholderText", "Platzhaltertext"):
                style.getparent().remove(style)
        for child in list(content):
            control.addprevious(child)
        control.getparent().remove(control)


def _make_tags_whole(root: Element) -> Iterator[str]:
    """A placeholder Word has split over several runs stands in the first of them; gives paragraphs with braces."""
    for paragraph in root.iter(_W + "p"):
        texts = [node for node in paragraph.iter(_W + "t") if _paragraph_of(node) is paragraph]
        whole = "".join(node.text or "" for node in texts)
        if "{" not in whole and "}" not in whole:
            continue
        yield whole
        if len(texts) > 1:
            _move_into_first(texts, [found.span() for found in TAG.finditer(whole)])


def _paragraph_of(node: Element) -> Element:
    while node is not None and node.tag != _W + "p":
        node = node.getparent()
    return node


def _move_into_first(texts: Sequence[Element], spans: Sequence[tuple[int, int]]) -> None:
    """Characters of each span go to the text element its first character stands in."""
    words: list[list[str]] = [[] for _ in texts]
    place, spans_left = 0, list(reversed(spans))
    home: int | None = None
    for number, node in enumerate(texts):
        for letter in node.text or "":
            if spans_left and place == spans_left[-1][1]:
                spans_left.pop()
                home = None
            if spans_left and place == spans_left[-1][0]:
                home = number
            words[number if home is None else home].append(letter)
            place += 1
    for node, letters in zip(texts, words, strict=True):
        node.text = "".join(letters)
        if node.text != node.text.strip():
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _append(body: Element, xml: str) -> None:
    """Put paragraphs behind everything else, on a new page."""
    from docx.oxml import parse_xml

    turned = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    more: Element = parse_xml(f'<w:body xmlns:w="{_W[1:-1]}">{turned}{xml}</w:body>')
    for node in list(more):
        if body.sectPr is None:
            body.append(node)
        else:
            body.sectPr.addprevious(node)


def _without_emptied(body: Element) -> None:
    """Lines at the end of a letter that stood for nothing (no function, no enclosures) leave no gap.

    Lines above the text stay: their distances place the subject on the page.
    """
    for paragraph in list(body.iter(f"{{{body.nsmap['w']}}}p")):
        texts = [node for node in paragraph.iter(paragraph.tag[:-1] + "t") if node.text]
        if not texts or not (texts[0].text or "").startswith(_EMPTIED):
            continue
        texts[0].text = texts[0].text.removeprefix(_EMPTIED)
        parent = paragraph.getparent()
        needed = parent.tag.endswith(("}tc", "}txbxContent"))  # these must hold a paragraph
        if not needed and not "".join(node.text for node in texts).strip():
            parent.remove(paragraph)


def _joined(bodies: Sequence[Element]) -> Element:
    """All letters in one body; every letter but the last ends its section inside its last paragraph."""
    whole = bodies[0]
    for number, body in enumerate(bodies):
        if number:
            _make_unique(body)
        section = _new_page(body.sectPr)
        if number < len(bodies) - 1:
            _end_section(body, section)
        if number:
            for child in list(body):
                whole.append(child)
    return whole


def _new_page(section: Element) -> Element:
    """Section properties that begin on a new page and count pages from 1."""
    from docx.enum.section import WD_SECTION

    if section is None:
        return None
    section.start_type = WD_SECTION.NEW_PAGE
    numbers = section.find(f"{{{section.nsmap['w']}}}pgNumType")
    if numbers is None:
        numbers = _element("pgNumType")
        before = ("lnNumType", "pgBorders", "paperSrc", "pgMar", "pgSz", "type")
        found = [section.find(f"{{{section.nsmap['w']}}}{name}") for name in before]
        place = next((element for element in found if element is not None), None)
        section.insert(0, numbers) if place is None else place.addnext(numbers)
    numbers.set(f"{{{section.nsmap['w']}}}start", "1")
    return section


def _end_section(body: Element, section: Element) -> None:
    if section is None:
        section = _element("sectPr")
    else:
        body.remove(section)
    last = body[-1] if len(body) else None
    if last is None or not last.tag.endswith("}p") or last.find(f".//{last.tag[:-1]}sectPr") is not None:
        last = _element("p")
        body.append(last)
    last.get_or_add_pPr().append(section)


def _element(name: str) -> Element:
    from docx.oxml import parse_xml

    return parse_xml(f'<w:{name} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>')


def _make_unique(body: Element) -> None:
    """Names and numbers that may occur once in a file are taken out of copies."""
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            continue
        for attribute in ("paraId", "textId"):
            element.attrib.pop(_W14 + attribute, None)
        name = element.tag.rpartition("}")[2]
        in_control = name == "id" and element.getparent().tag.endswith("}sdtPr")
        if name in ("bookmarkStart", "bookmarkEnd") or in_control:
            element.getparent().remove(element)
