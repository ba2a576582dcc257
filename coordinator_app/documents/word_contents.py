"""The list of contents of a Word file: a field Word can renew, already filled, and the marks its entries lead to.

The pages are those of the PDF of the same document, which breaks lines and pages alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from coordinator_app.documents.content import Contents, Document, Heading, walk
from coordinator_app.documents.layout import heading_words
from coordinator_app.documents.word_xml import one_line, run_xml, tab_stops, twips

_INDENT = 5.0  # millimetres per level
_DOTS = ' w:leader="dot"'


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list as XML: what stands inside, its tab stop, its indent."""

    inside: str
    tabs: str
    indent: str


class Marks:
    """Bookmarks of the headings in their order; a document without a list of contents has none."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._wanted = any(isinstance(block, Contents) for block in document.blocks)
        self._count = 0

    def marked(self, inside: str) -> str:
        """The runs of the next heading inside its bookmark."""
        if not self._wanted:
            return inside
        self._count += 1
        start = f'<w:bookmarkStart w:id="{self._count}" w:name="{_name(self._count)}"/>'
        return f'{start}{inside}<w:bookmarkEnd w:id="{self._count}"/>'

    def entries(self, depth: int, line: float) -> Iterator[Entry]:
        """The lines of the list, `line` millimetres wide."""
        from coordinator_app.documents.typeset import heading_pages

        headings = [node for node in walk(self._document.blocks) if isinstance(node, Heading)]
        shown = [
            (number, heading, page)
            for number, (heading, page) in enumerate(zip(headings, heading_pages(self._document), strict=True), 1)
            if heading.level <= depth
        ]
        for place, (number, heading, page) in enumerate(shown, 1):
            opening = _field(f' TOC \\o "1-{depth}" \\h \\z \\u ', "begin", "separate") if place == 1 else ""
            closing = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if place == len(shown) else ""
            left = twips(_INDENT * (heading.level - 1))
            yield Entry(
                opening + _linked(number, heading, page) + closing,
                tab_stops((twips(line), "right", _DOTS)),
                f'<w:ind w:left="{left}" w:firstLine="0"/>',
            )


def _linked(number: int, heading: Heading, page: int) -> str:
    label = f"{one_line(heading.label)}\N{EN SPACE}" if heading.label else ""
    words = run_xml(label + heading_words(one_line(heading.text)))
    counted = _field(f" PAGEREF {_name(number)} \\h ", "begin", "separate") + f"<w:r><w:t>{page}</w:t></w:r>"
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    inside = f"{words}<w:r><w:tab/></w:r>{counted}{end}"
    return f'<w:hyperlink w:anchor="{_name(number)}" w:history="1">{inside}</w:hyperlink>'


def _field(code: str, first: str, last: str) -> str:
    instruction = code.replace('"', "&quot;")
    return (
        f'<w:r><w:fldChar w:fldCharType="{first}"/></w:r><w:r><w:instrText xml:space="preserve">{instruction}'
        f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="{last}"/></w:r>'
    )


def _name(number: int) -> str:
    return f"_Toc{number:06d}"
