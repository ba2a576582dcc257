"""A town's own Word file (.docx) made ready for reports, minutes and lists, and what is said about it in German.

Kept: styles, theme, fonts, headers, footers, page, margins, and what stands above {{ inhalt }}. The rest of its text,
links to other files, drafts of mail merges and notes of its author go.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import Any, TypeAlias
from zipfile import BadZipFile

from coordinator_app.common.errors import UserError
from coordinator_app.documents.content import Orientation
from coordinator_app.documents.house_check import Facts, count_links, findings_of, styles_speak
from coordinator_app.documents.house_cleaning import (
    GERMAN,
    clean_package,
    clean_settings,
    describe,
    drop_relations,
    mend_fonts,
    mend_numbering,
    mend_paragraphs,
)
from coordinator_app.documents.house_fonts import type_width
from coordinator_app.documents.house_frames import (
    PLACEHOLDER,
    has_page_number,
    is_empty,
    placeholders,
    stretch,
    words_of,
)
from coordinator_app.documents.house_page import is_wide, page_of
from coordinator_app.documents.letter_template import unlocked
from coordinator_app.documents.word_edit import VALUE, Element, W, xml_of
from coordinator_app.documents.word_styles import (
    TEXT_SIZE,
    Merged,
    base_size,
    headings_are_numbered,
    merge_numbering,
    merge_styles,
    rename_references,
    speak,
)
from coordinator_app.documents.word_template import RELATION, TEMPLATE, Content, Frame, Pages, WordTemplate
from coordinator_app.documents.word_template import Element as FrameElement
from coordinator_app.domain.house_template import CONTENT, TemplateFinding

TOPIC = "word-vorlagen"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_FRONT_DROPPED = (
    *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "proofErr"),
    *("permStart", "permEnd", "footnoteReference", "endnoteReference", "lastRenderedPageBreak"),
)

Package: TypeAlias = Any  # python-docx and lxml are untyped


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template ready for use, and what a person should know about it."""

    template: WordTemplate
    findings: tuple[TemplateFinding, ...]


def prepare(data: bytes, name: str) -> Prepared:
    """Make a Word file ready; `UserError` with what to do when none can be made from it."""
    xml_error: type[Exception] = import_module("lxml.etree").XMLSyntaxError  # it has no types
    data = unlocked(data, name)
    try:
        return _Making(data, name).made()
    except (BadZipFile, xml_error, KeyError, ValueError, AttributeError, TypeError, OSError, EOFError) as error:
        raise UserError(
            f"Die Vorlage „{name}“ ist beschädigt. Bitte öffnen Sie sie in Word oder LibreOffice und speichern Sie sie "
            "neu als Word-Dokument (.docx).",
            help_topic=TOPIC,
        ) from error


class _Making:
    """One template on its way: each step changes the opened package."""

    def __init__(self, data: bytes, name: str) -> None:
        import docx

        self.name = name
        self.file: Package = docx.Document(BytesIO(data))
        self.ours: Package = docx.Document(str(TEMPLATE))
        self.main: Package = self.file.part
        self.body: Element = self.main.element.find(f"{W}body")
        self.frames: dict[tuple[bool, FrameElement, Pages], Frame] = {}
        self.made_frames = 90

    def made(self) -> Prepared:
        self._complete_styles()
        sections = [node for node in self.body.iter(f"{W}sectPr") if node.getparent().tag != f"{W}sectPrChange"]
        self.front, mark = self._front()
        section = self._section(sections, mark)
        self.page = page_of(section)
        self._settle_frames(sections, section)
        own = tuple(part for _, part in self.own_frames())
        dropped = tuple(node for node in self.body if node not in self.front and node is not mark)
        links = count_links((*own, *self.front))
        template = self._template(own)
        facts = Facts(
            added=self.merged.added,
            frames=own,
            front=tuple(self.front),
            dropped=dropped,
            page=self.page,
            languages=self.languages,
            weight=len(template.data),
            links=links,
            has_mark=mark is not None,
            has_header=template.has_letterhead,
            has_number=self.counted,
            numbered_headings=headings_are_numbered(self.styles),
        )
        return Prepared(template, findings_of(facts))

    def _complete_styles(self) -> None:
        self.styles: Element = self._part("styles", "styles+xml").element
        self.languages = styles_speak(self.styles)
        self.numbering: Element = self._part("numbering", "numbering+xml").element
        self.numbers = merge_numbering(self.numbering, self._our("numbering").element)
        self.merged = merge_styles(self.styles, self._our("styles").element, self.numbers)
        speak(self.styles, GERMAN)
        self._theme()
        self._rename(self.merged)

    def _template(self, own: tuple[Element, ...]) -> WordTemplate:
        """The package without its text, and how it is written on."""
        width = type_width(self.styles, self._found("theme").blob)
        describe([*self.front, *own])
        mend_paragraphs([*self.front, *own])
        root, front = self._root(self.front), self._front_xml(self.front)
        self._clean(self.front)
        return WordTemplate(
            data=self._bytes(),
            frames=self.frames,
            page=self.page,
            different_first=any(kind == "first" for _, _, kind in self.frames),
            front=front,
            root=root,
            list_pattern=_pattern_of(self.numbering, self.numbers[2]),
            running=self.merged.running,
            text_width=max(1.0, width * base_size(self.styles) / TEXT_SIZE),
            cell_width=width,
            is_house=True,
            has_letterhead=self._has_letterhead(self.front),
            prints_title=_asks_for("titel", self.front),
            prints_marking=_asks_for("kennzeichnung", own),
        )

    # --- Parts ---

    def _found(self, kind: str) -> Package:
        """A part of the template; None where it has none."""
        return next((r.target_part for r in self.main.rels.values() if r.reltype == RELATION + kind), None)

    def _our(self, kind: str) -> Package:
        return next(r.target_part for r in self.ours.part.rels.values() if r.reltype == RELATION + kind)

    def _part(self, kind: str, content_type: str) -> Package:
        """A part of the template, a copy of ours where it has none."""
        found = self._found(kind)
        return found if found is not None else self._added(kind, content_type)

    def _added(self, kind: str, content_type: str) -> Package:
        from docx.opc.packuri import PackURI

        ours = self._our(kind)
        element = deepcopy(ours.element)
        if kind in {"numbering", "styles"}:  # filled when ours are merged
            element[:] = element.findall(f"{W}docDefaults")
        part = type(ours)(PackURI(f"/word/{kind}.xml"), _WORDML + content_type, element, self.main.package)
        self.main.relate_to(part, RELATION + kind)
        return part

    def _theme(self) -> None:
        """Charts take their colours from the theme, so there must be one; Word wants a table of fonts."""
        from docx.opc.part import Part

        for kind in ("theme", "fontTable"):
            if self._found(kind) is None:
                ours = self._our(kind)
                part = Part(ours.partname, ours.content_type, ours.blob, self.main.package)
                self.main.relate_to(part, RELATION + kind)

    def _rename(self, merged: Merged) -> None:
        for relation in self.main.rels.values():
            part = None if relation.is_external else relation.target_part
            if part is not None and hasattr(part, "element"):
                rename_references(part.element, merged.renamed)
        rename_references(self.main.element, merged.renamed)

    # --- Text before the content ---

    def _front(self) -> tuple[list[Element], Element | None]:
        """What stands above the mark for the content, and the child of the body with the mark."""
        children = list(self.body)
        for place, node in enumerate(children):
            texts = [words_of(paragraph) for paragraph in node.iter(f"{W}p")]
            if any(found[1].lower() == CONTENT for text in texts for found in PLACEHOLDER.finditer(text)):
                return children[:place], node
        return [], None

    def _section(self, sections: list[Element], mark: Element | None) -> Element:
        """The section the content stands in: that of the mark, else the last upright one."""
        if not sections:
            return self.body.makeelement(f"{W}sectPr")
        if mark is not None:
            order = {node: place for place, node in enumerate(self.body.iter())}
            return next((node for node in sections if order[node] > order[mark]), sections[-1])
        upright = [node for node in sections if not is_wide(node)]
        return (upright or sections)[-1]

    def _front_xml(self, front: list[Element]) -> str:
        for node in front:
            for part in [*node.iter(*(f"{W}{tag}" for tag in _FRONT_DROPPED))]:
                part.getparent().remove(part)
            for part in node.iter():
                for key in [key for key in part.attrib if "/office/word/201" in key]:
                    del part.attrib[key]
        return "".join(xml_of(node) for node in front)

    def _root(self, front: list[Element]) -> str:
        """Names of namespaces readers may ignore, for text taken over from the template."""
        ignorable = self.main.element.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable")
        if not front or not ignorable:
            return ""
        names = self.main.element.nsmap
        known = [prefix for prefix in ignorable.split() if prefix in names]
        declared = "".join(f' xmlns:{prefix}="{names[prefix]}"' for prefix in known)
        mc = ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        return f'{declared}{mc} mc:Ignorable="{" ".join(known)}"'

    # --- Headers and footers ---

    def _theirs(self, sections: list[Element], section: Element, element: FrameElement, kind: Pages) -> str:
        """Relationship id of a header or footer; a section without takes that of the one before."""
        until = sections[: sections.index(section) + 1] if section in sections else []
        for each in reversed(until):
            for reference in each.findall(f"{W}{element}Reference"):
                key = reference.get(f"{_R}id")
                if reference.get(f"{W}type") == kind and key in self.main.rels:
                    return "" if is_empty(self.main.related_parts[key].element) else str(key)
        return ""

    def _settle_frames(self, sections: list[Element], section: Element) -> None:
        usual = {e: self._theirs(sections, section, e, "default") for e in ("header", "footer")}
        first = {e: self._theirs(sections, section, e, "first") for e in ("header", "footer")}
        self.counted = any(key and has_page_number(self.main.related_parts[key].element) for key in usual.values())
        self._add_frame("header", "default", usual["header"], "running")
        self._add_frame("footer", "default", usual["footer"], "footer")
        if _is_on(section.find(f"{W}titlePg")):
            self._add_frame("header", "first", first["header"], "first")
            if first["footer"] or not self.counted:
                self._add_frame("footer", "first", first["footer"], "footer")
        elif not usual["header"]:
            self._add_frame("header", "first", "", "first")
            self.frames[False, "footer", "first"] = self.frames[False, "footer", "default"]
        if _is_on(self._part("settings", "settings+xml").element.find(f"{W}evenAndOddHeaders")):
            for element in ("header", "footer"):
                even = self._theirs(sections, section, element, "even")
                kept = self.frames[False, element, "default"]
                self.frames[False, element, "even"] = Frame(even, numbered=kept.numbered) if even else kept
        self._across(is_wide=is_wide(section))

    def _add_frame(self, element: FrameElement, kind: Pages, relation: str, content: Content) -> None:
        numbered = element == "footer" and not self.counted
        if relation:
            self.frames[False, element, kind] = Frame(relation, numbered=numbered)
        else:
            self.frames[False, element, kind] = Frame(self._new_part(element), content, numbered)

    def _new_part(self, element: FrameElement, pattern: Package | None = None) -> str:
        """Relationship id of a new header or footer: empty, or a copy with its pictures and links."""
        from docx.opc.packuri import PackURI
        from docx.parts.hdrftr import FooterPart, HeaderPart

        self.made_frames += 1
        tag, kind = (f"{W}hdr", HeaderPart) if element == "header" else (f"{W}ftr", FooterPart)
        root = self.body.makeelement(tag) if pattern is None else deepcopy(pattern.element)
        if pattern is None:
            root.append(root.makeelement(f"{W}p"))
        name = PackURI(f"/word/{element}{self.made_frames}.xml")
        part: Package = kind(name, f"{_WORDML}{element}+xml", root, self.main.package)
        for key, relation in pattern.rels.items() if pattern is not None else ():
            target = relation.target_ref if relation.is_external else relation.target_part
            part.load_rel(relation.reltype, target, key, relation.is_external)
        return str(self.main.relate_to(part, RELATION + element))

    def _across(self, *, is_wide: bool) -> None:
        """The same headers and footers for pages that lie the other way, as wide as those."""
        page = self.page
        pages: tuple[int, int] = (page.width, page.height)
        lines: tuple[int, int] = (page.line(Orientation.PORTRAIT), page.line(Orientation.LANDSCAPE))
        if is_wide:
            pages, lines = (pages[1], pages[0]), (lines[1], lines[0])
        made: dict[str, str] = {}
        turned: dict[tuple[bool, FrameElement, Pages], Frame] = {}
        for (_, element, kind), frame in self.frames.items():
            if frame.relation not in made:
                pattern = None if frame.content else self.main.related_parts[frame.relation]
                made[frame.relation] = self._new_part(element, pattern)
                if pattern is not None:
                    stretch(self.main.related_parts[made[frame.relation]].element, self.styles, pages, lines)
            turned[not is_wide, element, kind] = Frame(made[frame.relation], frame.content, frame.numbered)
        kept: dict[tuple[bool, FrameElement, Pages], Frame] = {
            (is_wide, element, kind): frame for (_, element, kind), frame in self.frames.items()
        }
        self.frames = {**kept, **turned}

    def own_frames(self) -> Iterator[tuple[tuple[bool, FrameElement, Pages], Element]]:
        """The town's own headers and footers."""
        seen: set[str] = set()
        for key, frame in self.frames.items():
            if not frame.content and frame.relation not in seen:
                seen.add(frame.relation)
                yield key, self.main.related_parts[frame.relation].element

    def _has_letterhead(self, front: list[Element]) -> bool:
        """Whether the first page shows who writes: in its header, or above the content."""
        kind: Pages = "first" if (False, "header", "first") in self.frames else "default"
        if not self.frames[False, "header", kind].content:
            return True
        return any(not is_empty(node) for node in front)

    # --- Writing ---

    def _clean(self, front: list[Element]) -> None:
        used = {frame.relation for frame in self.frames.values()}
        for node in front:
            used |= {value for part in node.iter() for key, value in part.attrib.items() if key.startswith(_R)}
        drop_relations(self.main, used)
        clean_settings(self._part("settings", "settings+xml"))
        mend_fonts(self._found("fontTable"))
        mend_numbering(self._part("numbering", "numbering+xml").element)
        clean_package(self.main.package)
        self.file.core_properties._element[:] = []  # noqa: SLF001  (who wrote the template is nobody's business)
        self.body[:] = [self.body.makeelement(f"{W}sectPr")]

    def _bytes(self) -> bytes:
        target = BytesIO()
        self.main.package.save(target)
        return target.getvalue()


def _is_on(node: Element | None) -> bool:
    return node is not None and node.get(VALUE, "1") not in {"0", "false", "off"}


def _pattern_of(numbering: Element, number: int) -> int:
    """The definition a list uses."""
    found = next(node for node in numbering.findall(f"{W}num") if node.get(f"{W}numId") == str(number))
    return int(found.find(f"{W}abstractNumId").get(VALUE))


def _asks_for(name: str, nodes: Iterable[Element]) -> bool:
    return any(word.lower() == name for node in nodes for word, _ in placeholders(node))
