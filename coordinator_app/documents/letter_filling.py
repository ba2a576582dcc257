"""Filling a town's letter template: one Word file with a letter per recipient, each in a section of its own."""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from importlib import import_module
from io import BytesIO
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_long_date
from coordinator_app.documents.content import Block, missing
from coordinator_app.documents.letter_opening import ADDRESS_LINES
from coordinator_app.documents.letter_template import (
    PERSONAL,
    both_cases,
    environment,
    paragraphs,
    template_error,
    unlocked,
)
from coordinator_app.documents.letter_text import LetterText, plain_text, serialized
from coordinator_app.documents.letters import Body, LetterBody, Sender, body_for, fitted
from coordinator_app.documents.text import clean
from coordinator_app.domain.letter_templates import PLACEHOLDERS
from coordinator_app.domain.letters import Addressee

_ALONE = re.compile(r"\s*\{\{\s*(?i:text)\s*\}\}\s*")
_ENDING = re.compile(r"(\s*\{\{\s*(?i:gruss|unterschrift|funktion|anlagen)\s*\}\}\s*)+")
_EMPTIED = "\ue000"  # begins a paragraph that is left out when its placeholders are empty
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MM_PER_EMU = 1 / 36_000

Element = Any  # lxml elements of python-docx are untyped


def fill_letters(
    data: bytes,
    recipients: Sequence[Addressee],
    body: Body,
    sender: Sender,
    day: date,
    *,
    title: str,
    template: str,
) -> bytes:
    """The letters as .docx bytes on the template `data` (called `template` in messages)."""
    filler = _Filler(unlocked(data, template), template)
    written = [(found, body_for(body, found)) for found in recipients if not found.refused]
    if not written:
        raise UserError("Für diese Briefe gibt es niemanden, der angeschrieben werden darf.", help_topic="briefe")
    return filler.fill([(values_of(found, words, sender, day), words) for found, words in written], title)


def _blocks(words: LetterBody) -> tuple[Block, ...]:
    """What replaces the text of a letter: its paragraphs, with the form to send back behind them."""
    return (*words.blocks, *words.appendix)


def values_of(addressee: Addressee, words: LetterBody, sender: Sender, day: date) -> dict[str, str]:
    """What the placeholders of one letter stand for."""
    enclosures = "; ".join(words.enclosures)
    label = "Anlage" if len(words.enclosures) == 1 else "Anlagen"
    return {
        "anschrift": "\n".join(
            fitted(addressee.address or (addressee.name, missing("Postanschrift").text), ADDRESS_LINES)
        ),
        "name": addressee.name,
        "anrede": f"{addressee.salutation},",
        "betreff": words.subject,
        "text": plain_text(_blocks(words)),
        "gruss": words.closing,
        "unterschrift": words.signatory,
        "funktion": words.role,
        "anlagen": f"{label}: {enclosures}" if enclosures else "",
        "zeichen": words.reference,
        "datum": format_long_date(day),
        "ort": sender.town,
        "kommune": sender.name,
        "dienststelle": sender.office,
        "absender": sender.return_line,
        "telefon": sender.phone,
        "email": sender.email,
        "internet": sender.website,
    }


def sample_letter() -> tuple[Addressee, LetterBody]:
    """A made-up recipient and text for a test letter."""
    from coordinator_app.documents.content import BulletList, Paragraph

    samples = {entry.name: entry.sample for entry in PLACEHOLDERS}
    address = tuple(samples["anschrift"].splitlines())
    found = Addressee(name=samples["name"], address=address, salutation=samples["anrede"].rstrip(","))
    blocks = (
        Paragraph("dies ist ein Testbrief. So sehen Absätze, Aufzählungen und der Gruß auf Ihrer Vorlage aus."),
        BulletList(("ein Punkt einer Aufzählung", "noch ein Punkt")),
        Paragraph("Bitte prüfen Sie, ob die Anschrift im Fenster des Umschlags steht."),
    )
    words = LetterBody(
        subject=samples["betreff"],
        blocks=blocks,
        signatory=samples["unterschrift"],
        role=samples["funktion"],
        enclosures=("Tagesordnung",),
        reference=samples["zeichen"],
    )
    return found, words


class _Filler:
    """One opened template."""

    def __init__(self, data: bytes, name: str) -> None:
        library: Any = import_module("docxtpl")  # it has no types
        self._paragraphs = paragraphs(data, name)
        self._name = name
        self._file: Any = library.DocxTemplate(BytesIO(data))
        self._file.render_init()
        self._env = environment()
        self._texts: list[LetterText] = []

    def fill(self, letters: Sequence[tuple[Mapping[str, str], LetterBody]], title: str) -> bytes:
        try:
            source: str = self._file.patch_xml(self._marked())
            bodies = [self._body(source, values, words) for values, words in letters]
            self._file.map_tree(_joined(bodies))
            self._frames(letters)
        except Exception as error:
            raise self._told(error) from error
        self._file.docx.core_properties.title = clean(title)[:255]
        target = BytesIO()
        self._file.docx.save(target)
        return target.getvalue()

    def _told(self, error: Exception) -> Exception:
        """What somebody wrote into a template can fail in any way while it is filled: one sentence for all."""
        return template_error(error, self._name, self._paragraphs)

    def _marked(self) -> str:
        """The body with every paragraph that is only {{ text }} marked to be replaced by whole paragraphs."""
        root = self._file.docx.element.body
        section = self._file.docx.sections[0]
        line = (section.page_width - section.left_margin - section.right_margin) * _MM_PER_EMU
        for paragraph in list(root.iter(f"{{{root.nsmap['w']}}}p")):
            words = "".join(run.text for run in paragraph.r_lst)
            if _ALONE.fullmatch(words):
                self._texts.append(LetterText(deepcopy(paragraph), line))
                for run in paragraph.r_lst[1:]:
                    paragraph.remove(run)
                paragraph.r_lst[0].text = f"{{{{p absatz_{len(self._texts)} }}}}"
            elif _ENDING.fullmatch(words):
                first = next(text for text in paragraph.iter(paragraph.tag[:-1] + "t"))
                first.text = _EMPTIED + (first.text or "")
        xml: str = self._file.get_xml()
        return xml

    def _body(self, source: str, values: Mapping[str, str], words: LetterBody) -> Element:
        """The body of one letter as an element."""
        from docx.oxml import parse_xml
        from markupsafe import Markup

        context = both_cases({name: clean(value) for name, value in values.items()})
        for number, text in enumerate(self._texts, 1):
            context[f"absatz_{number}"] = Markup(text.xml(_blocks(words)))  # noqa: S704  (made by us from escaped text)
        xml: str = self._file.render_xml_part(source, self._file.docx.part, context, self._env)
        tree = self._file.fix_tables(xml)
        self._file.fix_docpr_ids(tree)
        return _without_emptied(parse_xml(serialized(tree)))

    def _frames(self, letters: Sequence[tuple[Mapping[str, str], LetterBody]]) -> None:
        """Headers and footers: all letters share them, so nothing personal goes there when there are several."""
        values = {name: clean(value) for name, value in letters[0][0].items()} if letters else {}
        if len(letters) > 1:
            values |= {name: f"[{name}: nur im Text möglich]" for name in PERSONAL}
        for kind in (self._file.HEADER_URI, self._file.FOOTER_URI):
            made = list(self._file.build_headers_footers_xml(both_cases(values), kind, self._env))
            for key, xml in made:
                self._file.map_headers_footers_xml(key, xml)


def _without_emptied(body: Element) -> Element:
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
    return body


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
