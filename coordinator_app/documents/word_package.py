"""The Word file around the text: style template, headers and footers, properties, pictures, charts."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from coordinator_app.common.paths import RESOURCES
from coordinator_app.documents.chart_description import ChartDescription
from coordinator_app.documents.content import Document, Orientation
from coordinator_app.documents.layout import properties_subject
from coordinator_app.documents.letter_opening import LetterOpening
from coordinator_app.documents.word_certificates import frame_xml
from coordinator_app.documents.word_languages import in_direction, set_language
from coordinator_app.documents.word_xml import one_line, run_xml, tab_stops

TEMPLATE = RESOURCES / "templates" / "standard.docx"
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
_WIDTHS = {Orientation.PORTRAIT: 9355, Orientation.LANDSCAPE: 14287}  # text area in twentieths of a point
_SIZES = {
    Orientation.PORTRAIT: '<w:pgSz w:w="11906" w:h="16838"/>',
    Orientation.LANDSCAPE: '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>',
}

Package: TypeAlias = Any  # python-docx: lxml classes below it are untyped


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


class WordPackage:
    """One Word file in the making: knows its parts, gives relationship ids, writes the bytes."""

    def __init__(self, document: Document) -> None:
        import docx
        from docx.oxml import parse_xml

        self.document = document
        self._file: Package = docx.Document(BytesIO(_template()))
        self._part: Package = self._file.part
        self._parse: Package = parse_xml
        self._charts = 0
        self._drawings = 0
        self._lists = 2  # lists 1 and 2 are those of the styles
        self._frames = {
            relation.target_part.partname.split("/")[-1].removesuffix(".xml"): key
            for key, relation in self._part.rels.items()
            if relation.reltype in {_RELATION + "header", _RELATION + "footer"}
        }
        self._fill_frames()
        set_language(self._file.styles.element, document.language, self._parse)

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

    def chart(self, chart: ChartDescription) -> str:
        """Relationship id of a new chart part with its workbook."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        from coordinator_app.documents.charts import paper_colors
        from coordinator_app.documents.word_charts import chart_workbook, chart_xml

        self._charts += 1
        package = self._part.package
        sheet = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{self._charts}.xlsx")
        workbook = Part(sheet, _WORKBOOK_TYPE, chart_workbook(chart), package)
        name = PackURI(f"/word/charts/chart{self._charts}.xml")
        part = Part(name, _CHART_TYPE, chart_xml(chart, paper_colors()), package)
        part.relate_to(workbook, _RELATION + "package")
        return self._part.relate_to(part, _RELATION + "chart")

    def numbered_list(self, start: int) -> int:
        """Number of a new list that counts from `start`."""
        self._lists += 1
        begins = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{first}"/></w:lvlOverride>'
            for level, first in ((0, start), (1, 1))
        )
        xml = f'<w:num {SPACES} w:numId="{self._lists}"><w:abstractNumId w:val="1"/>{begins}</w:num>'
        self._part.numbering_part.element.append(self._parse(xml))
        return self._lists

    # --- Headers, footers, sections ---

    def _fill_frames(self) -> None:
        document = self.document
        running = one_line(f"{document.title} {document.subtitle}")[:110]
        marking = run_xml(one_line(document.marking), "<w:b/><w:bCs/>")
        counted = not any(isinstance(block, LetterOpening) for block in document.blocks)
        pages = _page_number(document.page_words, counted=counted)
        first = f'<w:p><w:pPr><w:pStyle w:val="Header"/><w:jc w:val="right"/></w:pPr>{marking}</w:p>'
        self._frame("header_first", "hdr", first)
        for ending, orientation in (("", Orientation.PORTRAIT), ("_wide", Orientation.LANDSCAPE)):
            stop = tab_stops((9354, "clear", ""), (_WIDTHS[orientation], "right", ""))
            head = f"{run_xml(running)}<w:r><w:tab/></w:r>{marking}"
            foot = f"{run_xml(one_line(document.footer))}<w:r><w:tab/></w:r>{pages}"
            for stem, style, element, inside in (("header", "Header", "hdr", head), ("footer", "Footer", "ftr", foot)):
                xml = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{stop}</w:pPr>{inside}</w:p>'
                self._frame(stem + ending, element, xml)

    def _frame(self, stem: str, element: str, inside: str) -> None:
        target = self._part.related_parts[self._frames[stem]].element
        for child in list(target):
            target.remove(child)
        target.extend(list(self._parse(f"<w:{element} {SPACES}>{inside}</w:{element}>")))

    def section(self, orientation: Orientation, *, first: bool, anew: bool = False, framed: bool = False) -> str:
        """Section properties; a `first` section has a first page without running title, `anew` counts from 1.

        A `framed` one has a border around the page and nothing above and below it.
        """
        if framed:
            return _framed_section(orientation)
        wide = "_wide" if orientation is Orientation.LANDSCAPE else ""
        footer = self._frames["footer" + wide]
        parts = [
            f'<w:headerReference w:type="default" r:id="{self._frames["header" + wide]}"/>',
            f'<w:footerReference w:type="default" r:id="{footer}"/>',
        ]
        if first:
            parts.append(f'<w:headerReference w:type="first" r:id="{self._frames["header_first"]}"/>')
            parts.append(f'<w:footerReference w:type="first" r:id="{footer}"/>')
        margins = 'w:top="1134" w:right="1134" w:bottom="1247" w:left="1417" w:header="624" w:footer="567" w:gutter="0"'
        parts += ['<w:type w:val="nextPage"/>', _SIZES[orientation], f"<w:pgMar {margins}/>"]
        if self.document.line_numbers:
            parts.append('<w:lnNumType w:countBy="1" w:restart="continuous"/>')
        parts += ['<w:pgNumType w:start="1"/>'] if anew else []
        parts += ['<w:cols w:space="708"/>'] + (["<w:titlePg/>"] if first else [])
        return f"<w:sectPr>{''.join(parts)}</w:sectPr>"

    # --- Writing ---

    def write(self, body: Sequence[str]) -> bytes:
        """The file with this body (paragraphs, tables and the last section properties as XML).

        The text never becomes a tree: handing a parsed table of 10,000 rows to python-docx takes a second.
        """
        self._set_properties()
        saved, target = BytesIO(), BytesIO()
        self._part.save(saved)
        inside = in_direction("".join(body), self.document.language)
        text = f"{_DECLARATION}<w:document {SPACES}><w:body>{inside}</w:body></w:document>".encode()
        with ZipFile(saved) as parts, ZipFile(target, "w", ZIP_DEFLATED) as archive:
            for entry in parts.infolist():
                data = text if entry.filename == "word/document.xml" else parts.read(entry)
                archive.writestr(ZipInfo(entry.filename, _ZIP_TIME), data, ZIP_DEFLATED)
        return target.getvalue()

    def _set_properties(self) -> None:
        document, found = self.document, self._file.core_properties
        found.title, found.subject = one_line(document.title)[:255], one_line(properties_subject(document))[:255]
        found.author = found.last_modified_by = one_line(document.author)[:255]
        found.language = document.language
        found.created = found.modified = (document.created or _EPOCH).astimezone(UTC).replace(tzinfo=None)
        found.revision = 1


def _framed_section(orientation: Orientation) -> str:
    margins = 'w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="624" w:footer="567" w:gutter="0"'
    return (
        f'<w:sectPr><w:type w:val="nextPage"/>{_SIZES[orientation]}<w:pgMar {margins}/>{frame_xml()}'
        '<w:cols w:space="708"/></w:sectPr>'
    )


def _page_number(words: str, *, counted: bool) -> str:
    """„Seite 1 von 4“; not `counted` is „Seite 1“, because LibreOffice cannot count the pages of one letter."""
    before, _, rest = words.partition("{page}")
    between, _, after = rest.partition("{pages}")
    number = run_xml(before) + _field("PAGE")
    return number + run_xml(between) + _field("NUMPAGES") + (run_xml(after) if after else "") if counted else number


def _field(name: str) -> str:
    """A field with its result filled in, so that viewers which do not compute show a number."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
