"""The Word renderer: a document as .docx on the styles of resources/templates/standard.docx.

The body is written as XML text and parsed once: python-docx's own table access is quadratic in the number of
cells. Look and order are those of the PDF; charts are native and editable.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.certificate_page import CertificatePage
from coordinator_app.documents.content import (
    Alignment,
    Block,
    Boxed,
    BulletList,
    Chart,
    Contents,
    Document,
    Figure,
    FigureList,
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
    Signatures,
    SourceNote,
    Style,
    Table,
    TableList,
    Text,
    runs,
)
from coordinator_app.documents.layout import (
    has_words,
    heading_words,
    kept_with_next,
)
from coordinator_app.documents.letter_opening import LetterOpening
from coordinator_app.documents.margin_note import MarginNote
from coordinator_app.documents.outline import NUMBERED_LEVELS, Listed, Numbers, Places, heading_line
from coordinator_app.documents.text import address_of
from coordinator_app.documents.typeset import find_places
from coordinator_app.documents.word_arms import certificate_arms, head_arms
from coordinator_app.documents.word_certificates import certificate_xml
from coordinator_app.documents.word_contents import Marks
from coordinator_app.documents.word_hanging import write_facts, write_labels
from coordinator_app.documents.word_letters import opening_xml
from coordinator_app.documents.word_numbering import NO_INDENT
from coordinator_app.documents.word_package import WordPackage
from coordinator_app.documents.word_signatures import write_signatures
from coordinator_app.documents.word_tables import table_xml
from coordinator_app.documents.word_template import WordTemplate
from coordinator_app.documents.word_xml import (
    LINK,
    MISSING,
    chart_graphic,
    inline_drawing,
    margin_xml,
    one_line,
    picture_graphic,
    run_xml,
)

_STYLES = {Style.LEAD: "Lead", Style.SMALL: "Small"}
_PICTURE_DPI = 220
_SIDES = {Alignment.LEFT: "", Alignment.CENTER: '<w:jc w:val="center"/>', Alignment.RIGHT: '<w:jc w:val="right"/>'}
_BAR = '<w:pBdr><w:left w:val="single" w:sz="18" w:space="9" w:color="auto"/></w:pBdr>'
_OWN_SPACE = frozenset({"Caption", "Source", "Picture", "Gap", "ResolutionTitle", "Heading1", "Heading2", "Heading3"})


def render_word(document: Document, context: JobContext | None = None, *, house: WordTemplate | None = None) -> bytes:
    """The document as .docx bytes; with a `context` it tells its progress and can be cancelled at any time.

    `house`: the town's own template. Letters and certificates have places of their own and stand on ours.
    """
    own = any(isinstance(block, LetterOpening | CertificatePage) for block in document.blocks)
    return _Writer(document, context, None if own else house).write()


class _Writer:
    """Turns blocks into body XML; remembers what the next paragraph must know about the one before."""

    def __init__(self, document: Document, context: JobContext | None, house: WordTemplate | None) -> None:
        self.document, self._context = document, context
        self.package = WordPackage(document, house)
        self.marks = Marks(document)
        self.line = self.package.line_width(document.orientation)
        self.body: list[str] = []
        self._sections = [(document.orientation, self.body)]
        self._break = self._after_table = self._boxed = False
        self._captions: Counter[Listed] = Counter()
        self._headings = Numbers(document)
        self._lists: list[tuple[list[str], int, Block, float, bool]] = []
        self.letters = any(isinstance(block, LetterOpening) for block in document.blocks)
        self.certificates = any(isinstance(block, CertificatePage) for block in document.blocks)

    def write(self) -> bytes:
        document = self.document
        places = find_places(document) if self.marks.wanted else None  # sought while the text is written
        if not (self.letters or self.certificates):
            self._letterhead()
            if not self.package.template.prints_title:
                self._title()
        self.blocks(document.blocks, top=True)
        if places is not None:
            self._fill_lists(places.result(self._context, "Die Seitenzahlen werden gesucht"))
        return self.package.write(self._joined())

    def _title(self) -> None:
        lower = 3100 if self.document.title_page else None
        self.paragraph_xml("Title", run_xml(heading_words(one_line(self.document.title))), before=lower)
        if self.document.subtitle:
            self.paragraph_xml("Subtitle", run_xml(self.document.subtitle))

    def _fill_lists(self, places: Places) -> None:
        """Put the lines of the lists where they belong; from the last to the first, so that places stay right."""
        for body, position, block, line, anew in reversed(self._lists):
            before, self.body, self._break = self.body, [], anew
            for entry in self.marks.entries(block, line, places):
                self.paragraph_xml(entry.style, entry.inside, middle=entry.tabs, indent=entry.indent)
            body[position:position], self.body = self.body, before

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
        xml = run_xml(run.text, look) + (self.package.footnotes.mark(run.note) if run.note else "")
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

    def blocks(self, blocks: Sequence[Block], *, top: bool = False) -> None:
        for index, block in enumerate(blocks):
            if self._context is not None and top:
                self._context.progress(index, len(blocks), "Text und Diagramme werden geschrieben")
            if isinstance(block, Paragraph):
                if has_words(block.text):
                    self.paragraph(block, keep=kept_with_next(blocks, index))
            else:
                _WRITERS[type(block)](self, block)

    def heading(self, block: Heading) -> None:
        numbered = bool(self._headings.next(block))
        inside = self.marks.marked(Listed.HEADING, run_xml(heading_line(block)))
        silent = self.document.numbered and not numbered and block.level <= NUMBERED_LEVELS
        self.paragraph_xml(
            f"Heading{block.level}",
            inside,
            middle=self.package.silent if silent else "",
            indent=NO_INDENT if silent else "",
        )

    def paragraph(self, block: Paragraph, *, keep: bool) -> None:
        style = self.package.template.running if block.style is Style.BODY else _STYLES[block.style]
        self.paragraph_xml(style, self.words(block.text), keep=keep, side=_SIDES[block.alignment])

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
                after=70 if last else None,
                indent=f'<w:ind w:left="{511 + 284 * level}" w:hanging="284"/>' if self._boxed else "",
            )

    def facts(self, block: KeyValues) -> None:
        write_facts(self.paragraph_xml, block, self.words, self.package.template.text_width)

    def labels(self, block: LabelledList) -> None:
        write_labels(self.paragraph_xml, block, self.words, self.package.template.text_width)

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
                    after=182 if last else None,
                    side=_SIDES[inner.alignment],
                )
            else:
                _WRITERS[type(inner)](self, inner)
        self._boxed = False

    def notice(self, block: Notice) -> None:
        if block.title:
            self.paragraph_xml("NoticeTitle", self.words(block.title), before=148, after=0)
        self.paragraph_xml("Notice", self.words(block.text), before=None if block.title else 148, after=148)

    def table(self, block: Table) -> None:
        if not block.rows:
            caption = self.words(block.caption) + "<w:r><w:br/></w:r>" if block.caption else ""
            self.paragraph_xml("Normal", caption + self.words(block.empty_text))
            return
        if block.caption:
            self._caption(Listed.TABLE, block.caption, keep=True)
        elif self._break or self._after_table:
            self.paragraph_xml("Gap", run_xml("\u200b"))  # Word would join two tables that follow each other
        self.body.append(table_xml(block, self.line, self.words, self.package.template.cell_width))
        self._after_table = True

    def _caption(self, kind: Listed, text: Text, *, keep: bool) -> None:
        self._captions[kind] += 1
        result = f"<w:r><w:t>{self._captions[kind]}</w:t></w:r>"
        number = f'<w:fldSimple w:instr=" SEQ {kind.value} \\* ARABIC ">{result}</w:fldSimple>'
        inside = run_xml(f"{kind.value} ") + number + run_xml(": ") + self.words(text)
        before = None if keep else 60  # below its picture
        self.paragraph_xml("Caption", self.marks.marked(kind, inside), keep=keep, before=before)

    def figure(self, block: Figure) -> None:
        key, shape = self.package.picture(block.image)
        width = self.line * min(1.0, max(0.02, block.width))
        number = self.package.drawing_id()
        graphic = picture_graphic(key, number, width, width * shape)
        self._drawing(inline_drawing(graphic, number, width, width * shape, block.alt), block.caption)

    def chart(self, block: Chart) -> None:
        from coordinator_app.documents.chart_words import alternative_text, caption_of, empty_text
        from coordinator_app.documents.charts import chart_height, chart_png

        chart = block.description
        if chart.is_empty:
            self.paragraph_xml("Normal", run_xml(empty_text(block)))
            return
        alt, number = block.alt or alternative_text(chart), self.package.drawing_id()
        height = chart_height(chart, self.line)
        if self.document.chart_pictures:
            key, _ = self.package.picture(chart_png(chart, self.line, _PICTURE_DPI))
            graphic = picture_graphic(key, number, self.line, height)
        else:
            graphic = chart_graphic(self.package.chart(chart, self.line))
        self._drawing(inline_drawing(graphic, number, self.line, height, alt), caption_of(block))

    def _drawing(self, drawing: str, caption: Text) -> None:
        self.paragraph_xml("Picture", drawing, keep=bool(caption))
        if caption:
            self._caption(Listed.FIGURE, caption, keep=False)

    def source(self, block: SourceNote) -> None:
        self.paragraph_xml("Source", run_xml("Quelle: ") + self.words(block.text))

    def signatures(self, block: Signatures) -> None:
        write_signatures(self.paragraph_xml, block, self.line)

    def listed(self, block: Contents | FigureList | TableList) -> None:
        """The title of a list; its lines come when the pages are known."""
        if not isinstance(block, Contents) and self.marks.is_empty(block):
            return
        if block.title:
            self.paragraph_xml("TOCHeading", run_xml(one_line(block.title)))
        self._lists.append((self.body, len(self.body), block, self.line, self._break))
        self._break = self._after_table = False

    def page_break(self, _: PageBreak) -> None:
        self._break = True

    def section(self, block: Section) -> None:
        self.new_section(block.orientation)
        self.line = self.package.line_width(block.orientation)
        self.blocks(block.blocks)
        self.new_section(self.document.orientation)
        self.line = self.package.line_width(self.document.orientation)

    def opening(self, block: LetterOpening) -> None:
        self.new_section(self.document.orientation)
        head = self.document.letterhead
        arms = head_arms(self.package, head)
        self.body += opening_xml(block, head.lines if head is not None else (), arms)

    def certificate(self, block: CertificatePage) -> None:
        if self.body:
            self.new_section(self.document.orientation)
        arms = certificate_arms(self.package, self.document.letterhead)
        self.body += certificate_xml(block, self.line, arms)

    def margin_note(self, block: MarginNote) -> None:
        self.body.append(margin_xml(block.text, *self.package.margin_place()))

    def new_section(self, orientation: Orientation) -> None:
        """What follows stands on new pages that lie this way."""
        self.body = []
        self._sections.append((orientation, self.body))
        self._break = self._after_table = False

    def _letterhead(self) -> None:
        head = self.document.letterhead
        if head is None or self.package.template.has_letterhead:
            return
        lines = [one_line(line) for line in head.lines if line.strip()]
        for position, line in enumerate(lines):
            logo = "" if position else head_arms(self.package, head)
            after = 480 if position == len(lines) - 1 else None
            self.paragraph_xml("Letterhead" if position else "LetterheadName", logo + run_xml(line), after=after)


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
    Contents: _Writer.listed,
    FigureList: _Writer.listed,
    TableList: _Writer.listed,
    LetterOpening: _Writer.opening,
    MarginNote: _Writer.margin_note,
    CertificatePage: _Writer.certificate,
    Section: _Writer.section,
}
