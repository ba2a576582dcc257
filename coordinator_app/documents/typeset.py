"""The PDF renderer: a document as tagged PDF (PDF/UA-1 and PDF/A-2a), set by Typst.

The look is in resources/templates/standard.typ. The content goes there as JSON, never as markup, so that no
text can be read as a command. Same content, same bytes: nothing in the file comes from clock or machine.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from coordinator_app.common.paths import RESOURCES
from coordinator_app.documents.certificate_page import (
    ARMS_HEIGHT,
    FRAME_INSET,
    HEADING_POINTS,
    ISSUER_POINTS,
    NAME_POINTS,
    TEXT_POINTS,
    CertificatePage,
)
from coordinator_app.documents.content import (
    Alignment,
    Block,
    Boxed,
    BulletList,
    Chart,
    Contents,
    Document,
    Figure,
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
    plain,
)
from coordinator_app.documents.formats import alignment_of, value_text
from coordinator_app.documents.layout import (
    BODY_POINTS,
    COMPACT_POINTS,
    TABLE_POINTS,
    column_widths,
    has_words,
    heading_words,
    kept_with_next,
    label_width,
    labels_of,
    line_width,
    properties_subject,
)
from coordinator_app.documents.letter_opening import (
    ADDRESS_LINE,
    FACTS_LABEL,
    FACTS_LEFT,
    FACTS_TOP,
    FACTS_WIDTH,
    PAGE_TOP,
    RETURN_HEIGHT,
    SUBJECT_TOP,
    WINDOW_LEFT,
    LetterOpening,
)
from coordinator_app.documents.margin_note import LEFT, WIDTH, MarginNote
from coordinator_app.documents.text import FONTS
from coordinator_app.documents.typeset_text import Node
from coordinator_app.documents.typeset_text import cell as _cell
from coordinator_app.documents.typeset_text import item as _item
from coordinator_app.documents.typeset_text import labelled as _labelled
from coordinator_app.documents.typeset_text import line as _line
from coordinator_app.documents.typeset_text import words as _words

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATE = RESOURCES / "templates" / "standard.typ"
STANDARDS = ("ua-1", "a-2a")
_WHOLE = 1500  # characters; a longer cell or box may break across pages, it might not fit on one
_EPOCH = 946_684_800  # 1 January 2000: a file date that is the same every time


def render_pdf(document: Document) -> bytes:
    """The document as PDF bytes."""
    return _compiled(_Setter(document), tagged=True)


def heading_pages(document: Document) -> list[int]:
    """The pages of all headings in their order, found by setting the document with its charts left blank."""
    import pypdfium2  # pyright: ignore[reportMissingTypeStubs] - it has none

    made = cast("Any", pypdfium2).PdfDocument(_compiled(_Setter(document, sketched=True), tagged=False))
    try:
        places = [entry.get_dest() for entry in made.get_toc()][1:]  # the first is the title
        return [1 + int(place.get_index()) for place in places]
    finally:
        made.close()


def _compiled(setter: "_Setter", *, tagged: bool) -> bytes:
    import typst

    document = setter.document
    content = json.dumps(setter.content(), ensure_ascii=False)
    created = int(document.created.timestamp()) if document.created else _EPOCH
    with TemporaryDirectory(prefix="kpr-") as folder:
        for name, data in setter.files.items():
            Path(folder, name).write_bytes(data)
        compiler = typst.Compiler(
            TEMPLATE.read_bytes(), root=folder, font_paths=bundled_fonts(), sys_inputs={"content": content}
        )
        made = compiler.compile(format="pdf", pdf_standards=list(STANDARDS) if tagged else None, timestamp=created)
    return cast("bytes", made)  # one file, not a list of pages


@cache
def bundled_fonts() -> "Fonts":
    """The bundled fonts only: the same page breaks on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


class _Setter:
    """Turns one document into the data the template reads; pictures become files beside it."""

    def __init__(self, document: Document, *, sketched: bool = False) -> None:
        self.document = document
        self.sketched = sketched
        self.files: dict[str, bytes] = {}
        self._line = line_width(document.orientation)
        self._numbers = {"Tabelle": 0, "Abbildung": 0}

    def content(self) -> Node:
        document = self.document
        language, _, region = document.language.partition("-")
        title = heading_words(_line(document.title))
        return {
            "title": title,
            "subtitle": _words(document.subtitle),
            "running": _line(f"{document.title} {document.subtitle}")[:110],
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
            "measure": {"body": BODY_POINTS},
            "blocks": self._blocks(document.blocks),
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

    def _blocks(self, blocks: Sequence[Block]) -> list[Node]:
        shown = [block for block in blocks if not isinstance(block, Paragraph) or has_words(block.text)]
        nodes: list[Node] = []
        note: Node | None = None
        for index, block in enumerate(shown):
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
        widths = column_widths(block, self._line)
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
            "points": COMPACT_POINTS if block.compact else TABLE_POINTS,
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
        from coordinator_app.documents.charts import chart_svg, sketch_svg

        if block.description.is_empty:
            return self.paragraph(Paragraph(empty_text(block)))
        drawn = sketch_svg if self.sketched else chart_svg
        svg = drawn(block.description, self._line).decode("utf-8")
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
        return {"t": "contents", "depth": block.depth}

    def opening(self, block: LetterOpening) -> Node:
        return {
            "t": "letter",
            "subject": heading_words(_line(block.subject)),
            "sender": _line(block.sender),
            "address": [_line(line) for line in block.address],
            "facts": [{"label": _line(key), "text": _line(value)} for key, value in block.facts],
            "places": {
                "address": block.address_top - PAGE_TOP,
                "return": block.address_top - RETURN_HEIGHT - PAGE_TOP,
                "line": ADDRESS_LINE,
                "left": FACTS_LEFT - WINDOW_LEFT,
                "facts": FACTS_TOP - PAGE_TOP,
                "width": FACTS_WIDTH,
                "label": FACTS_LABEL,
                "subject": SUBJECT_TOP - PAGE_TOP,
            },
        }

    def certificate(self, block: CertificatePage) -> Node:
        return {
            "t": "certificate",
            "heading": heading_words(_line(block.heading)),
            "issuer": [_line(line) for line in block.issuer],
            "lead": _line(block.lead),
            "name": _line(block.name),
            "detail": _line(block.detail),
            "text": [_words(text) for text in block.text],
            "place": _line(block.place),
            "day": block.has_day,
            "entries": [{"name": _line(name), "role": _line(office)} for name, office in block.signatures],
            "points": {"heading": HEADING_POINTS, "name": NAME_POINTS, "text": TEXT_POINTS, "issuer": ISSUER_POINTS},
            "arms": ARMS_HEIGHT,
            "inset": FRAME_INSET,
        }

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
    LetterOpening: _Setter.opening,
    CertificatePage: _Setter.certificate,
    Section: _Setter.section,
}
