"""The Word renderer: a document as .docx on the styles of resources/templates/standard.docx.

The body is written as XML text and parsed once: python-docx's own table access is quadratic in the number of
cells. Look and order are those of the PDF; charts are native and editable.
"""

from collections.abc import Callable, Sequence
from typing import Any

from coordinator_app.documents.certificate_page import ARMS_HEIGHT, CertificatePage
from coordinator_app.documents.content import (
    Alignment,
    Block,
    Boxed,
    BulletList,
    Chart,
    Contents,
    Document,
    Figure,
    Heading,
    KeyValues,
    LabelledList,
    ListItem,
    Notice,
    NumberedList,
    Orientation,
    PageBreak,
    Paragraph,
    Run,
    Section,
    Signature,
    Signatures,
    SourceNote,
    Style,
    Table,
    Text,
    runs,
)
from coordinator_app.documents.layout import (
    has_words,
    heading_words,
    kept_with_next,
    label_width,
    labels_of,
    line_width,
)
from coordinator_app.documents.letter_opening import LetterOpening
from coordinator_app.documents.margin_note import LEFT, WIDTH, MarginNote
from coordinator_app.documents.text import address_of
from coordinator_app.documents.word_certificates import certificate_xml
from coordinator_app.documents.word_contents import Marks
from coordinator_app.documents.word_letters import opening_xml
from coordinator_app.documents.word_package import WordPackage
from coordinator_app.documents.word_tables import table_xml
from coordinator_app.documents.word_xml import (
    DETAIL,
    LABEL,
    LINK,
    MISSING,
    RIGHT_LINE,
    chart_graphic,
    floating_drawing,
    inline_drawing,
    margin_xml,
    one_line,
    picture_graphic,
    run_xml,
    tab_stops,
    twips,
)

_STYLES = {Style.BODY: "Normal", Style.LEAD: "Lead", Style.SMALL: "Small"}
_SIDES = {Alignment.LEFT: "", Alignment.CENTER: '<w:jc w:val="center"/>', Alignment.RIGHT: '<w:jc w:val="right"/>'}
_BAR = '<w:pBdr><w:left w:val="single" w:sz="18" w:space="9" w:color="auto"/></w:pBdr>'
_OWN_SPACE = frozenset({"Caption", "Source", "Picture", "Gap", "ResolutionTitle", "Heading1", "Heading2", "Heading3"})


def render_word(document: Document) -> bytes:
    """The document as .docx bytes."""
    return _Writer(document).write()


class _Writer:
    """Turns blocks into body XML; remembers what the next paragraph must know about the one before."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.package = WordPackage(document)
        self.marks = Marks(document)
        self.line = line_width(document.orientation)
        self.body: list[str] = []
        self._sections = [(document.orientation, self.body)]
        self._break = False
        self._after_table = False
        self._boxed = False
        self._numbers = {"Tabelle": 0, "Abbildung": 0}
        self.letters = any(isinstance(block, LetterOpening) for block in document.blocks)
        self.certificates = any(isinstance(block, CertificatePage) for block in document.blocks)

    def write(self) -> bytes:
        document = self.document
        if not (self.letters or self.certificates):
            self._letterhead()
            lower = 3100 if document.title_page else None
            self.paragraph_xml("Title", run_xml(heading_words(one_line(document.title))), before=lower)
            if document.subtitle:
                self.paragraph_xml("Subtitle", run_xml(document.subtitle))
        self.blocks(document.blocks)
        return self.package.write(self._joined())

    def _joined(self) -> list[str]:
        """All sections with their properties: inside a last paragraph, those of the last section after it."""
        filled = [(orientation, body) for orientation, body in self._sections if body]
        joined: list[str] = []
        for position, (orientation, body) in enumerate(filled):
            properties = self.package.section(
                orientation, first=position == 0 or self.letters, anew=self.letters, framed=self.certificates
            )
            if position < len(filled) - 1:
                properties = f'<w:p><w:pPr><w:pStyle w:val="Gap"/>{properties}</w:pPr></w:p>'
            joined += [*body, properties]
        return joined

    # --- Text ---

    def words(self, text: Text) -> str:
        return "".join(self._run(run) for run in runs(text))

    def _run(self, run: Run) -> str:
        address = address_of(run.link)
        look = LINK if address else MISSING if run.is_missing else ""
        look += ("<w:b/><w:bCs/>" if run.bold else "") + ("<w:i/><w:iCs/>" if run.italic else "")
        look += ("<w:strike/>" if run.struck else "") + ('<w:u w:val="single"/>' if run.inserted else "")
        xml = run_xml(run.text, look)
        return f'<w:hyperlink r:id="{self.package.link(address)}">{xml}</w:hyperlink>' if address else xml

    def paragraph_xml(
        self,
        style: str,
        inside: str,
        *,
        keep: bool = False,
        middle: str = "",
        before: int | None = None,
        after: int | None = None,
        indent: str = "",
        side: str = "",
    ) -> None:
        """Add a paragraph; `middle` = numbering, borders and tabs in schema order, spaces in twentieths of a point."""
        if self._after_table and before is None and style not in _OWN_SPACE:
            before = 160
        spaces = "".join(
            f' w:{name}="{value}"' for name, value in (("before", before), ("after", after)) if value is not None
        )
        parts = [
            f'<w:pStyle w:val="{style}"/>' if style != "Normal" else "",
            "<w:keepNext/>" if keep else "",
            "<w:pageBreakBefore/>" if self._break else "",
            middle,
            f"<w:spacing{spaces}/>" if spaces else "",
            indent,
            side,
        ]
        properties = "".join(parts)
        self.body.append(f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>")
        self._break = self._after_table = False

    # --- Blocks ---

    def blocks(self, blocks: Sequence[Block]) -> None:
        for index, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                if has_words(block.text):
                    self.paragraph(block, keep=kept_with_next(blocks, index))
            else:
                _WRITERS[type(block)](self, block)

    def heading(self, block: Heading) -> None:
        label = f"{one_line(block.label)}\N{EN SPACE}" if block.label else ""
        inside = run_xml(label + heading_words(one_line(block.text)))
        self.paragraph_xml(f"Heading{block.level}", self.marks.marked(inside))

    def paragraph(self, block: Paragraph, *, keep: bool) -> None:
        self.paragraph_xml(_STYLES[block.style], self.words(block.text), keep=keep, side=_SIDES[block.alignment])

    def bullets(self, block: BulletList) -> None:
        self._list(block.items, "ListBullet", 0)

    def numbers(self, block: NumberedList) -> None:
        self._list(block.items, "ListNumber", self.package.numbered_list(block.start))

    def _list(self, items: Sequence[Text | ListItem], style: str, number: int) -> None:
        lines: list[tuple[int, Text]] = []
        for item in items:
            if isinstance(item, ListItem):
                lines += [(0, item.text), *((1, text) for text in item.items)]
            else:
                lines.append((0, item))
        for position, (level, text) in enumerate(lines, 1):
            middle = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
            last = position == len(lines)
            self.paragraph_xml(
                f"{style}{level + 1 if level else ''}",
                self.words(text),
                keep=self._boxed and not last,
                middle=middle + (_BAR if self._boxed else ""),
                after=120 if last else None,
                indent=f'<w:ind w:left="{511 + 284 * level}" w:hanging="284"/>' if self._boxed else "",
            )

    def facts(self, block: KeyValues) -> None:
        self._hanging("Facts", block, [self.words(value) for _, value in block.pairs])

    def labels(self, block: LabelledList) -> None:
        bodies = [self.words(item.text) + self._detail(item.detail) for item in block.items]
        self._hanging("Labelled", block, bodies)

    def _detail(self, detail: Text) -> str:
        found = [run_xml(run.text, DETAIL) for run in runs(detail)]
        return "<w:r><w:br/></w:r>" + "".join(found) if found else ""

    def _hanging(self, style: str, block: KeyValues | LabelledList, bodies: Sequence[str]) -> None:
        width = twips(label_width(labels_of(block)))
        indent = f'<w:ind w:left="{width}" w:hanging="{width}"/>'
        for position, (label, body) in enumerate(zip(labels_of(block), bodies, strict=True), 1):
            inside = f"{run_xml(one_line(label), LABEL)}<w:r><w:tab/></w:r>{body}"
            after = 200 if position == len(bodies) else None
            self.paragraph_xml(style, inside, middle=tab_stops((width, "left", "")), after=after, indent=indent)

    def boxed(self, block: Boxed) -> None:
        if block.title:
            self.paragraph_xml("ResolutionTitle", self.words(block.title))
        self._boxed = True
        for position, inner in enumerate(block.blocks, 1):
            last = position == len(block.blocks)
            if isinstance(inner, Paragraph):
                before = 160 if position == 1 and not block.title else None
                self.paragraph_xml(
                    "Resolution",
                    self.words(inner.text),
                    keep=not last,
                    before=before,
                    after=200 if last else None,
                    side=_SIDES[inner.alignment],
                )
            else:
                _WRITERS[type(inner)](self, inner)
        self._boxed = False

    def notice(self, block: Notice) -> None:
        if block.title:
            self.paragraph_xml("NoticeTitle", self.words(block.title), before=200, after=0)
        self.paragraph_xml("Notice", self.words(block.text), before=None if block.title else 200, after=240)

    def table(self, block: Table) -> None:
        if not block.rows:
            caption = self.words(block.caption) + "<w:r><w:br/></w:r>" if block.caption else ""
            self.paragraph_xml("Normal", caption + self.words(block.empty_text))
            return
        if block.caption:
            self._caption("Tabelle", block.caption, keep=True)
        elif self._break or self._after_table:
            self.paragraph_xml("Gap", run_xml("\u200b"))  # Word would join two tables that follow each other
        self.body.append(table_xml(block, self.line, self.words))
        self._after_table = True

    def _caption(self, kind: str, text: Text, *, keep: bool) -> None:
        self._numbers[kind] += 1
        result = f"<w:r><w:t>{self._numbers[kind]}</w:t></w:r>"
        number = f'<w:fldSimple w:instr=" SEQ {kind} \\* ARABIC ">{result}</w:fldSimple>'
        self.paragraph_xml("Caption", run_xml(f"{kind} ") + number + run_xml(": ") + self.words(text), keep=keep)

    def figure(self, block: Figure) -> None:
        key, shape = self.package.picture(block.image)
        width = self.line * min(1.0, max(0.02, block.width))
        number = self.package.drawing_id()
        graphic = picture_graphic(key, number, width, width * shape)
        self._drawing(inline_drawing(graphic, number, width, width * shape, block.alt), block.caption)

    def chart(self, block: Chart) -> None:
        from coordinator_app.documents.chart_words import alternative_text, caption_of, empty_text
        from coordinator_app.documents.charts import chart_height

        if block.description.is_empty:
            self.paragraph_xml("Normal", run_xml(empty_text(block)))
            return
        graphic = chart_graphic(self.package.chart(block.description))
        alt = block.alt or alternative_text(block.description)
        drawing = inline_drawing(graphic, self.package.drawing_id(), self.line, chart_height(block.description), alt)
        self._drawing(drawing, caption_of(block))

    def _drawing(self, drawing: str, caption: Text) -> None:
        self.paragraph_xml("Picture", drawing, keep=bool(caption))
        if caption:
            self._caption("Abbildung", caption, keep=False)

    def source(self, block: SourceNote) -> None:
        self.paragraph_xml("Source", run_xml("Quelle: ") + self.words(block.text))

    def signatures(self, block: Signatures) -> None:
        if block.place:
            stop = tab_stops((6000, "right", RIGHT_LINE))
            self.paragraph_xml("Signature", run_xml(f"{one_line(block.place)} \t"), keep=True, middle=stop, before=360)
        for start in range(0, len(block.entries), 2):
            pair = block.entries[start : start + 2]
            self._signature_row(pair, last=start + 2 >= len(block.entries))

    def _signature_row(self, pair: Sequence[Signature], *, last: bool) -> None:
        whole, gap = twips(self.line), twips(14)
        end, second = (whole - gap) // 2, (whole + gap) // 2
        drawn = tab_stops((end, "right", RIGHT_LINE), (second, "left", ""), (whole, "right", RIGHT_LINE))
        lines = run_xml("\t" if len(pair) == 1 else "\t\t\t")
        self.paragraph_xml("Signature", lines, keep=True, middle=drawn, before=760, after=40)
        stop = tab_stops((second, "left", ""))
        if any(entry.name for entry in pair):
            names = "\t".join(one_line(entry.name) for entry in pair)
            self.paragraph_xml("Signature", run_xml(names), keep=True, middle=stop)
        roles = "\t".join(one_line(entry.role) for entry in pair)
        self.paragraph_xml("Signature", run_xml(roles, DETAIL), keep=not last, middle=stop)

    def contents(self, block: Contents) -> None:
        for entry in self.marks.entries(block.depth, self.line):
            self.paragraph_xml("Facts", entry.inside, middle=entry.tabs, after=60, indent=entry.indent)

    def page_break(self, _: PageBreak) -> None:
        self._break = True

    def section(self, block: Section) -> None:
        self.new_section(block.orientation)
        self.line = line_width(block.orientation)
        self.blocks(block.blocks)
        self.new_section(self.document.orientation)
        self.line = line_width(self.document.orientation)

    def opening(self, block: LetterOpening) -> None:
        self.new_section(self.document.orientation)
        head = self.document.letterhead
        logo = self._logo(head.logo, head.logo_alt) if head is not None and head.logo else ""
        self.body += opening_xml(block, head.lines if head is not None else (), logo)

    def certificate(self, block: CertificatePage) -> None:
        if self.body:
            self.new_section(self.document.orientation)
        head = self.document.letterhead
        arms = ""
        if head is not None and head.logo:
            key, shape = self.package.picture(head.logo)
            number, width = self.package.drawing_id(), ARMS_HEIGHT / shape
            arms = inline_drawing(
                picture_graphic(key, number, width, ARMS_HEIGHT), number, width, ARMS_HEIGHT, head.logo_alt
            )
        self.body += certificate_xml(block, self.line, arms)

    def margin_note(self, block: MarginNote) -> None:
        self.body.append(margin_xml(block.text, LEFT, WIDTH))

    def new_section(self, orientation: Orientation) -> None:
        """What follows stands on new pages that lie this way."""
        self.body = []
        self._sections.append((orientation, self.body))
        self._break = self._after_table = False

    def _letterhead(self) -> None:
        head = self.document.letterhead
        if head is None:
            return
        lines = [one_line(line) for line in head.lines if line.strip()]
        for position, line in enumerate(lines):
            logo = self._logo(head.logo, head.logo_alt) if head.logo and position == 0 else ""
            after = 480 if position == len(lines) - 1 else None
            self.paragraph_xml("Letterhead" if position else "LetterheadName", logo + run_xml(line), after=after)

    def _logo(self, image: bytes, alt: str) -> str:
        """The arms at the right margin beside the letterhead, 14 mm high."""
        key, shape = self.package.picture(image)
        number = self.package.drawing_id()
        width = 14 / shape
        return floating_drawing(picture_graphic(key, number, width, 14), number, width, 14, alt)


_WRITERS: dict[type, Callable[[_Writer, Any], None]] = {
    Heading: _Writer.heading,
    BulletList: _Writer.bullets,
    NumberedList: _Writer.numbers,
    LabelledList: _Writer.labels,
    KeyValues: _Writer.facts,
    Table: _Writer.table,
    Boxed: _Writer.boxed,
    Notice: _Writer.notice,
    Figure: _Writer.figure,
    Chart: _Writer.chart,
    SourceNote: _Writer.source,
    Signatures: _Writer.signatures,
    PageBreak: _Writer.page_break,
    Contents: _Writer.contents,
    LetterOpening: _Writer.opening,
    MarginNote: _Writer.margin_note,
    CertificatePage: _Writer.certificate,
    Section: _Writer.section,
}
