"""The Word file around the text: style template, headers and footers, properties, pictures, charts."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from coordinator_app.documents.chart_description import ChartDescription
from coordinator_app.documents.content import Document, Orientation
from coordinator_app.documents.formats import running_title
from coordinator_app.documents.house_content import fill_frame, filled_front
from coordinator_app.documents.layout import line_width, properties_subject
from coordinator_app.documents.letter_opening import LetterOpening
from coordinator_app.documents.margin_note import LEFT, WIDTH
from coordinator_app.documents.word_certificates import frame_xml
from coordinator_app.documents.word_footnotes import Footnotes
from coordinator_app.documents.word_languages import in_direction, set_language
from coordinator_app.documents.word_numbering import number_headings, silent_list
from coordinator_app.documents.word_styles import headings_are_numbered, tab_stops_of, unnumber_headings
from coordinator_app.documents.word_template import (
    TWIPS_PER_MM,
    Element,
    Frame,
    Page,
    Pages,
    WordTemplate,
    standard_template,
)
from coordinator_app.documents.word_xml import one_line, run_xml, tab_stops

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # no clock time inside: the same content gives the same bytes
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_PACKED = (".png", ".jpg", ".jpeg", ".gif", ".xlsx")  # compressed already
_CONTENTS = '<w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC '
_CONTENTS_ANEW = _CONTENTS.replace("/>", ' w:dirty="true"/>', 1)
_HOUSE_DRAWINGS = 1000  # pictures of a template are counted below

Package: TypeAlias = Any  # python-docx: lxml classes below it are untyped


class WordPackage:
    """One Word file in the making: knows its parts, gives relationship ids, writes the bytes.

    With `house` it stands on the template of the town; without, on our own.
    """

    def __init__(self, document: Document, house: WordTemplate | None = None) -> None:
        import docx
        from docx.oxml import parse_xml
        from docx.oxml.ns import qn

        self.document = document
        self.template = house or standard_template()
        self._file: Package = docx.Document(BytesIO(self.template.data))
        self._part: Package = self._file.part
        self._parse: Package = parse_xml
        named = [str(part.partname) for part in self._part.package.iter_parts()] if house is not None else []
        self._charts = sum(name.startswith(("/word/charts/", "/word/embeddings/")) for name in named)
        self._drawings = _HOUSE_DRAWINGS if house is not None else 0
        self.footnotes = Footnotes()
        self.silent = ""  # paragraph property of a heading without number
        self._numbering: Package = self._part.numbering_part.element
        self._number(document)
        self._lists = max(int(node.get(qn("w:numId"))) for node in self._numbering.findall(qn("w:num")))
        self._fill_frames()
        set_language(self._file.styles.element, document.language, self._parse)

    def _number(self, document: Document) -> None:
        """Numbers of headings: the template's own where all three levels have one, else ours."""
        styles = self._file.styles.element
        own = document.numbered and headings_are_numbered(styles)
        if self.template.is_house and not own:
            unnumber_headings(styles)
        if document.numbered:
            self.silent = silent_list(self._numbering, self._parse)
        if document.numbered and not own:
            number_headings(self._numbering, styles, self._parse)

    def line_width(self, orientation: Orientation) -> float:
        """Width of the text area in millimetres."""
        return self.template.page.line_width(orientation) if self.template.is_house else line_width(orientation)

    def margin_place(self) -> tuple[float, float]:
        """Where a remark in the left margin stands and how wide it is, in millimetres."""
        room = self.template.page.left / TWIPS_PER_MM - LEFT - 2.5
        return (LEFT, min(WIDTH, room)) if room >= WIDTH - 6 else (2.0, max(8.0, room + LEFT - 2.0))

    # --- Parts ---

    def drawing_id(self) -> int:
        """A number no other drawing has."""
        self._drawings += 1
        return self._drawings

    def link(self, address: str) -> str:
        """Relationship id of an outside address."""
        return self._part.relate_to(address, _RELATION + "hyperlink", is_external=True)

    def picture(self, image: bytes) -> tuple[str, float]:
        """Relationship id of a picture and its height as a share of its width; `ValueError` if it is none."""
        from docx.image.exceptions import UnrecognizedImageError

        try:
            key, found = self._part.get_or_add_image(BytesIO(image))
        except UnrecognizedImageError:
            raise ValueError("not a PNG or JPEG picture") from None
        return key, found.px_height / max(1, found.px_width)

    def chart(self, chart: ChartDescription, width: float) -> str:
        """Relationship id of a new chart part `width` millimetres wide with its workbook, in colours of the theme."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        from coordinator_app.documents.word_chart_colors import word_colors
        from coordinator_app.documents.word_charts import chart_workbook, chart_xml

        self._charts += 1
        package = self._part.package
        sheet = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{self._charts}.xlsx")
        workbook = Part(sheet, _WORKBOOK_TYPE, chart_workbook(chart), package)
        name = PackURI(f"/word/charts/chart{self._charts}.xml")
        themes = (each.target_part.blob for each in self._part.rels.values() if each.reltype == _RELATION + "theme")
        part = Part(name, _CHART_TYPE, chart_xml(chart, word_colors(next(themes, None)), width), package)
        part.relate_to(workbook, _RELATION + "package")
        return self._part.relate_to(part, _RELATION + "chart")

    def numbered_list(self, start: int) -> int:
        """Number of a new list that counts from `start`."""
        self._lists += 1
        pattern = self.template.list_pattern
        begins = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{first}"/></w:lvlOverride>'
            for level, first in ((0, start), (1, 1))
        )
        xml = f'<w:num {SPACES} w:numId="{self._lists}"><w:abstractNumId w:val="{pattern}"/>{begins}</w:num>'
        self._numbering.insert(self._place_of_lists(), self._parse(xml))
        return self._lists

    def _place_of_lists(self) -> int:
        """Behind the last list; only a note for Macs may stand below."""
        from docx.oxml.ns import qn

        return len(self._numbering) - len(self._numbering.findall(qn("w:numIdMacAtCleanup")))

    # --- Headers, footers, sections ---

    def _fill_frames(self) -> None:
        filled: set[str] = set()
        for (is_wide, element, _), frame in self.template.frames.items():
            if frame.relation in filled:
                continue
            filled.add(frame.relation)
            root = self._part.related_parts[frame.relation].element
            if frame.content:
                self._write_frame(root, element, frame, is_wide=is_wide)
            else:
                marked = element == "header" and not self.template.prints_marking
                pages = self._pages() if frame.numbered else ""
                fill_frame(root, self.document, pages, self._inside, is_marked=marked)

    def _inside(self, xml: str) -> Package:
        """Parsed elements of a header or footer."""
        return list(self._parse(f"<w:hdr {SPACES}>{xml}</w:hdr>"))

    def _pages(self) -> str:
        letters = any(isinstance(block, LetterOpening) for block in self.document.blocks)
        return _page_number(self.document.page_words, counted=not letters)

    def _write_frame(self, root: Package, element: Element, frame: Frame, *, is_wide: bool) -> None:
        """A header or footer of our own."""
        document = self.document
        marking = run_xml(one_line(document.marking), "<w:b/><w:bCs/>")
        if frame.content == "first":
            xml = f'<w:p><w:pPr><w:pStyle w:val="Header"/><w:jc w:val="right"/></w:pPr>{marking}</w:p>'
        else:
            orientation = Orientation.LANDSCAPE if is_wide else Orientation.PORTRAIT
            stop = self._right_stop(element, self.template.page.line(orientation))
            if element == "header":
                left, right = run_xml(one_line(running_title(document.title, document.subtitle))), marking
            else:
                left, right = run_xml(one_line(document.footer)), self._pages() if frame.numbered else ""
            inside = f"{left}<w:r><w:tab/></w:r>{right}"
            xml = f'<w:p><w:pPr><w:pStyle w:val="{element.capitalize()}"/>{stop}</w:pPr>{inside}</w:p>'
        root[:] = self._inside(xml)

    def _right_stop(self, element: Element, place: int) -> str:
        """One tab stop at the right edge, instead of those of the style."""
        style = tab_stops_of(self._file.styles.element, element.capitalize())
        cleared = [(old, "clear", "") for old in style if old != place]
        return tab_stops(*sorted([*cleared, (place, "right", "")]))

    def _references(self, orientation: Orientation, kind: Pages) -> list[str]:
        found = [
            (element, self.template.frames.get((orientation is Orientation.LANDSCAPE, element, kind)))
            for element in ("header", "footer")
        ]
        return [
            f'<w:{element}Reference w:type="{kind}" r:id="{frame.relation}"/>'
            for element, frame in found
            if frame is not None
        ]

    def section(self, orientation: Orientation, *, first: bool, anew: bool = False, framed: bool = False) -> str:
        """Section properties; a `first` section has a first page without running title, `anew` counts from 1.

        A `framed` one has a border around the page and nothing above and below it.
        """
        if framed:
            return _framed_section(orientation)
        template = self.template
        has_first = first and template.different_first
        parts = [*self._references(orientation, "default"), *self._references(orientation, "even")]
        parts += self._references(orientation, "first") if has_first else []
        parts += ['<w:type w:val="nextPage"/>', template.page.xml(orientation)]
        if self.document.line_numbers:
            parts.append('<w:lnNumType w:countBy="1" w:restart="continuous"/>')
        parts += ['<w:pgNumType w:start="1"/>'] if anew else []
        parts += ['<w:cols w:space="708"/>'] + (["<w:titlePg/>"] if has_first else [])
        return f"<w:sectPr>{''.join(parts)}</w:sectPr>"

    # --- Writing ---

    def write(self, body: Sequence[str]) -> bytes:
        """The file with this body (paragraphs, tables and the last section properties as XML).

        The text never becomes a tree: handing a parsed table of 10,000 rows to python-docx takes a second.
        """
        self._set_properties()
        self.footnotes.attach(self._part, self._file.settings.element, self._parse)
        saved, target = BytesIO(), BytesIO()
        self._part.save(saved)
        inside = in_direction("".join(body), self.document.language)
        if self.template.is_house:
            inside = inside.replace(_CONTENTS, _CONTENTS_ANEW)  # its pages are not those of our PDF
        if self.template.front:
            inside = filled_front(self.template, self.document, self._parse) + inside
        root = f"<w:document {SPACES}{self.template.root}>"
        text = f"{_DECLARATION}{root}<w:body>{inside}</w:body></w:document>".encode()
        with ZipFile(saved) as parts, ZipFile(target, "w", ZIP_DEFLATED) as archive:
            for entry in parts.infolist():
                data = text if entry.filename == "word/document.xml" else parts.read(entry)
                is_packed = entry.filename.lower().endswith(_PACKED)
                packing = ZIP_STORED if is_packed else ZIP_DEFLATED
                archive.writestr(ZipInfo(entry.filename, _ZIP_TIME), data, packing)
        return target.getvalue()

    def _set_properties(self) -> None:
        document, found = self.document, self._file.core_properties
        found.title, found.subject = one_line(document.title)[:255], one_line(properties_subject(document))[:255]
        found.author = found.last_modified_by = one_line(document.author)[:255]
        found.language = document.language
        found.created = found.modified = (document.created or _EPOCH).astimezone(UTC).replace(tzinfo=None)
        found.revision = 1


def _framed_section(orientation: Orientation) -> str:
    page = Page(top=1417, right=1417, bottom=1417, extra=frame_xml())
    return f'<w:sectPr><w:type w:val="nextPage"/>{page.xml(orientation)}<w:cols w:space="708"/></w:sectPr>'


def _page_number(words: str, *, counted: bool) -> str:
    """„Seite 1 von 4“; not `counted` is „Seite 1“, because LibreOffice cannot count the pages of one letter."""
    before, _, rest = words.partition("{page}")
    between, _, after = rest.partition("{pages}")
    number = run_xml(before) + _field("PAGE")
    return number + run_xml(between) + _field("NUMPAGES") + (run_xml(after) if after else "") if counted else number


def _field(name: str) -> str:
    """A field with its result filled in, so that viewers which do not compute show a number."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
