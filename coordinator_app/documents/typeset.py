"""The PDF renderer: a document as tagged PDF (PDF/UA-1 and PDF/A-2a), set by Typst.

The look is in resources/templates/standard.typ. The content goes there as JSON, never as markup, so that no
text can be read as a command. Same content, same bytes: nothing in the file comes from clock or machine.
"""

import json
from collections.abc import Callable, Sequence
from functools import partial
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
    GroupRow,
    Heading,
    KeyValues,
    LabelledList,
    Notice,
    NumberedList,
    Orientation,
    PageBreak,
    Paragraph,
    Section,
    Signatures,
    SourceNote,
    Table,
    TableList,
    plain,
)
from coordinator_app.documents.formats import alignment_of, running_title, value_text
from coordinator_app.documents.layout import (
    BODY_POINTS,
    has_words,
    heading_words,
    kept_with_next,
    label_width,
    labels_of,
    line_width,
    properties_subject,
)
from coordinator_app.documents.letter_opening import LetterOpening
from coordinator_app.documents.margin_note import LEFT, WIDTH, MarginNote
from coordinator_app.documents.outline import NUMBER_WIDTHS, Listed, Numbers, Places
from coordinator_app.documents.table_widths import table_widths
from coordinator_app.documents.typeset_compile import Running, set_pdf, set_places
from coordinator_app.documents.typeset_letters import certificate_node, opening_node
from coordinator_app.documents.typeset_lists import caption_lines, contents_lines
from coordinator_app.documents.typeset_text import Node
from coordinator_app.documents.typeset_text import cell as _cell
from coordinator_app.documents.typeset_text import item as _item
from coordinator_app.documents.typeset_text import labelled as _labelled
from coordinator_app.documents.typeset_text import line as _line
from coordinator_app.documents.typeset_text import words as _words

_WHOLE = 1500  # characters; a longer cell or box may break across pages, it might not fit on one
_EPOCH = 946_684_800  # 1 January 2000: a file date that is the same every time


def render_pdf(document: Document, context: JobContext | None = None) -> bytes:
    """The document as PDF bytes; with a `context` it tells its progress and can be cancelled at any time."""
    setter = _Setter(document, context=context)
    content = setter.content()
    created = int(document.created.timestamp()) if document.created else _EPOCH
    if context is None:
        return set_pdf(content, setter.files, created)
    return Running(partial(set_pdf, content, setter.files, created)).result(context, "Die Seiten werden gesetzt")


def find_places(document: Document) -> Running[Places]:
    """Begin to find the pages of headings, figures and tables: the document is set with its charts left blank."""
    setter = _Setter(document, sketched=True)
    return Running(partial(set_places, setter.content(), setter.files))


class _Setter:
    """Turns one document into the data the template reads; pictures become files beside it."""

    def __init__(self, document: Document, *, sketched: bool = False, context: JobContext | None = None) -> None:
        self.document = document
        self._context = context
        self.sketched = sketched
        self.files: dict[str, bytes] = {}
        self._line = line_width(document.orientation)
        self._numbers = Numbers(document)

    def content(self) -> Node:
        document = self.document
        language, _, region = document.language.partition("-")
        title = heading_words(_line(document.title))
        return {
            "title": title,
            "subtitle": _words(document.subtitle),
            "running": _line(running_title(document.title, document.subtitle)),
            "subject": _line(properties_subject(document)),
            "author": _line(document.author),
            "language": language,
            "region": region or None,
            "letterhead": self._letterhead(),
            "footer": _words(document.footer),
            "marking": _line(document.marking),
            "landscape": document.orientation is Orientation.LANDSCAPE,
            "line_numbers": document.line_numbers,
            "title_page": document.title_page,
            "contents": any(isinstance(block, Contents) for block in document.blocks),
            "certificates": any(isinstance(block, CertificatePage) for block in document.blocks),
            "letters": any(isinstance(block, LetterOpening) for block in document.blocks),
            "measure": {"body": BODY_POINTS, "numbers": NUMBER_WIDTHS},
            "sketched": self.sketched,
            "blocks": self._blocks(document.blocks, top=True),
        }

    def _letterhead(self) -> Node | None:
        head = self.document.letterhead
        if head is None or not any(head.lines):
            return None
        logo = self._file(head.logo) if head.logo else None
        return {"lines": [_line(line) for line in head.lines if line], "logo": logo, "alt": _line(head.logo_alt)}

    def _file(self, data: bytes) -> str:
        ending = "png" if data.startswith(b"\x89PNG") else "jpg"
        name = f"{len(self.files) + 1}.{ending}"
        self.files[name] = data
        return name

    def _blocks(self, blocks: Sequence[Block], *, top: bool = False) -> list[Node]:
        shown = [block for block in blocks if not isinstance(block, Paragraph) or has_words(block.text)]
        nodes: list[Node] = []
        note: Node | None = None
        for index, block in enumerate(shown):
            if self._context is not None and top:
                self._context.progress(index, len(shown), "Text und Diagramme werden gezeichnet")
            if isinstance(block, MarginNote):
                note = {"text": _line(block.text), "left": LEFT, "width": WIDTH}
                continue
            nodes.append(self._block(shown, index))
            if note is not None:
                nodes[-1]["margin"] = note
                note = None
        return nodes

    def _block(self, blocks: Sequence[Block], index: int) -> Node:
        block = blocks[index]
        node = _NODES[type(block)](self, block)
        if isinstance(block, Paragraph):
            node["keep"] = kept_with_next(blocks, index)
        return node

    def heading(self, block: Heading) -> Node:
        return {
            "t": "heading",
            "level": block.level,
            "number": self._numbers.next(block),
            "text": heading_words(_line(block.text)),
            "label": _line(block.label),
        }

    def paragraph(self, block: Paragraph) -> Node:
        return {
            "t": "paragraph",
            "text": _words(block.text),
            "style": block.style.name.lower(),
            "side": _SIDES[block.alignment],
            "keep": block.keep,
        }

    def bullets(self, block: BulletList) -> Node:
        return {"t": "bullets", "items": [_item(item) for item in block.items]}

    def numbers(self, block: NumberedList) -> Node:
        return {"t": "numbers", "start": block.start, "items": [_item(item) for item in block.items]}

    def labels(self, block: LabelledList) -> Node:
        return {"t": "labels", "width": label_width(labels_of(block)), "items": [_labelled(i) for i in block.items]}

    def facts(self, block: KeyValues) -> Node:
        items = [{"label": _line(key), "text": _words(value)} for key, value in block.pairs]
        return {"t": "facts", "width": label_width(labels_of(block)), "items": items}

    def table(self, block: Table) -> Node:
        sides = [_SIDES[alignment_of(column)] for column in block.columns]
        found = table_widths(block, self._line)
        widths = found.columns
        columns = [
            {"label": _line(column.label), "side": side, "width": round(width, 2)}
            for column, side, width in zip(block.columns, sides, widths, strict=True)
        ]
        kinds = [column.kind for column in block.columns]
        fits = [max(8, int(width / 1.9)) for width in widths]
        longest = 0
        rows: list[Any] = []
        for row in block.rows:
            if isinstance(row, GroupRow):
                rows.append({"group": _line(row.text)})
                continue
            texts = [value_text(value, kind) for value, kind in zip(row, kinds, strict=True)]
            if self.sketched and found.hold(texts):
                rows.append("")  # as high as any other row of one line
                continue
            rows.append([_cell(text, fit) for text, fit in zip(texts, fits, strict=True)])
            longest = max(longest, *(len(text) if isinstance(text, str) else len(plain(text)) for text in texts))
        totals = None
        if block.totals is not None:
            totals = [_words(value_text(value, kind)) for value, kind in zip(block.totals, kinds, strict=True)]
        return {
            "t": "table",
            "columns": columns,
            "rows": rows,
            "totals": totals,
            "caption": _words(block.caption),
            "height": block.row_height,
            "points": found.points,
            "breakable": longest > _WHOLE,
            "empty": _words(block.empty_text),
        }

    def boxed(self, block: Boxed) -> Node:
        blocks = self._blocks(block.blocks)
        long = len(json.dumps(blocks)) > 2 * _WHOLE
        return {"t": "boxed", "title": _words(block.title), "blocks": blocks, "breakable": long}

    def notice(self, block: Notice) -> Node:
        long = len(plain(block.text)) > _WHOLE
        return {"t": "notice", "title": _words(block.title), "text": _words(block.text), "breakable": long}

    def figure(self, block: Figure) -> Node:
        return {
            "t": "figure",
            "file": self._file(block.image),
            "svg": None,
            "alt": _line(block.alt),
            "caption": _words(block.caption),
            "width": block.width,
        }

    def chart(self, block: Chart) -> Node:
        from coordinator_app.documents.chart_words import alternative_text, caption_of, empty_text
        from coordinator_app.documents.charts import chart_height, chart_svg

        if block.description.is_empty:
            return self.paragraph(Paragraph(empty_text(block)))
        if self.sketched:
            return {"t": "blank", "height": chart_height(block.description), "caption": _words(caption_of(block))}
        svg = chart_svg(block.description, self._line).decode("utf-8")
        alt = _line(block.alt or alternative_text(block.description))
        return {"t": "figure", "file": None, "svg": svg, "alt": alt, "caption": _words(caption_of(block)), "width": 1.0}

    def source(self, block: SourceNote) -> Node:
        return {"t": "source", "text": _words(block.text)}

    def signatures(self, block: Signatures) -> Node:
        entries = [{"role": _line(entry.role), "name": _line(entry.name)} for entry in block.entries]
        return {"t": "signatures", "entries": entries, "place": _line(block.place)}

    def page_break(self, _: PageBreak) -> Node:
        return {"t": "break"}

    def contents(self, block: Contents) -> Node:
        lines = contents_lines(self.document, block.depth) if self.sketched else []
        return {"t": "contents", "depth": block.depth, "title": _line(block.title), "lines": lines}

    def figures(self, block: FigureList) -> Node:
        return self._captions(block.title, Listed.FIGURE)

    def tables(self, block: TableList) -> Node:
        return self._captions(block.title, Listed.TABLE)

    def _captions(self, title: str, kind: Listed) -> Node:
        lines = caption_lines(self.document, kind)
        return {"t": "captions", "kind": kind.name.lower(), "title": _line(title), "lines": lines}

    def opening(self, block: LetterOpening) -> Node:
        return opening_node(block)

    def certificate(self, block: CertificatePage) -> Node:
        return certificate_node(block)

    def section(self, block: Section) -> Node:
        before, self._line = self._line, line_width(block.orientation)
        landscape = block.orientation is Orientation.LANDSCAPE
        node = {"t": "section", "landscape": landscape, "blocks": self._blocks(block.blocks)}
        self._line = before
        return node


_SIDES = {Alignment.LEFT: "l", Alignment.CENTER: "c", Alignment.RIGHT: "r"}
_NODES: dict[type, Callable[[_Setter, Any], Node]] = {
    Heading: _Setter.heading,
    Paragraph: _Setter.paragraph,
    BulletList: _Setter.bullets,
    NumberedList: _Setter.numbers,
    LabelledList: _Setter.labels,
    KeyValues: _Setter.facts,
    Table: _Setter.table,
    Boxed: _Setter.boxed,
    Notice: _Setter.notice,
    Figure: _Setter.figure,
    Chart: _Setter.chart,
    SourceNote: _Setter.source,
    Signatures: _Setter.signatures,
    PageBreak: _Setter.page_break,
    Contents: _Setter.contents,
    FigureList: _Setter.figures,
    TableList: _Setter.tables,
    LetterOpening: _Setter.opening,
    CertificatePage: _Setter.certificate,
    Section: _Setter.section,
}
