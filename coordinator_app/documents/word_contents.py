"""Lists of headings, figures and tables of a Word file: fields Word can renew, already filled, leading to their marks.

The pages are those of the PDF of the same document, which breaks lines and pages alike.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from coordinator_app.documents.content import Block, Contents, Document, FigureList, TableList
from coordinator_app.documents.outline import (
    NUMBER_WIDTHS,
    Listed,
    Places,
    captions_of,
    flat,
    heading_line,
    headings_of,
)
from coordinator_app.documents.word_xml import run_xml, tab_stops, twips

_INDENT = 5.0  # millimetres per level
_DOTS = ' w:leader="dot"'
_LISTS: dict[type, Listed] = {Contents: Listed.HEADING, FigureList: Listed.FIGURE, TableList: Listed.TABLE}
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list as XML: its style, what stands inside, its tab stops, its indent."""

    style: str
    inside: str
    tabs: str
    indent: str


class Marks:
    """Bookmarks of what the lists of a document name, in order; a document without lists has none."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._wanted = {_LISTS[type(block)] for block in flat(document.blocks) if type(block) in _LISTS}
        self._counts: Counter[Listed] = Counter()

    @property
    def wanted(self) -> bool:
        """Whether there is any list, so that pages have to be found."""
        return bool(self._wanted)

    def marked(self, kind: Listed, inside: str) -> str:
        """The runs of the next heading or caption inside its bookmark."""
        if kind not in self._wanted:
            return inside
        number = sum(self._counts.values()) + 1
        self._counts[kind] += 1
        start = f'<w:bookmarkStart w:id="{number}" w:name="{_name(kind, self._counts[kind])}"/>'
        return f'{start}{inside}<w:bookmarkEnd w:id="{number}"/>'

    def is_empty(self, block: Block) -> bool:
        """Whether a list of figures or tables has nothing to name."""
        return not captions_of(self._document, _LISTS[type(block)])

    def entries(self, block: Block, line: float, places: Places) -> Iterator[Entry]:
        """The lines of a list, `line` millimetres wide."""
        kind = _LISTS[type(block)]
        shown = list(self._headings(block) if isinstance(block, Contents) else self._captions(kind))
        code = f'\\o "1-{block.depth}" \\h \\z \\u' if isinstance(block, Contents) else f'\\h \\z \\c "{kind.value}"'
        for position, (place, style, words, left, hanging) in enumerate(shown):
            opening = _field(f" TOC {code} ") if position == 0 else ""
            closing = _END if position == len(shown) - 1 else ""
            stops = [(twips(left + hanging), "left", "")] if hanging else []
            yield Entry(
                style,
                opening + _linked(_name(kind, place), words, places.page(kind, place)) + closing,
                tab_stops(*stops, (twips(line), "right", _DOTS)),
                f'<w:ind w:left="{twips(left + hanging)}" w:hanging="{twips(hanging)}"/>',
            )

    def _headings(self, block: Contents) -> Iterator[tuple[int, str, str, float, float]]:
        """Place, style, runs, indent and width of the number of every heading shown."""
        for place, (number, heading) in enumerate(headings_of(self._document), 1):
            if heading.level <= block.depth:
                words = run_xml(f"{number}\t{heading_line(heading)}" if number else heading_line(heading))
                hanging = NUMBER_WIDTHS[heading.level - 1] + 1.0 if number else 0.0
                yield place, f"TOC{heading.level}", words, _INDENT * (heading.level - 1), hanging

    def _captions(self, kind: Listed) -> Iterator[tuple[int, str, str, float, float]]:
        for place, caption in enumerate(captions_of(self._document, kind), 1):
            yield place, "TableofFigures", run_xml(f"{kind.value} {place}: {' '.join(caption.split())}"), 0.0, 0.0


def _linked(name: str, words: str, page: int | None) -> str:
    reference = _field(f" PAGEREF {name} \\h ")
    counted = f"{reference}<w:r><w:t>{page or '–'}</w:t></w:r>{_END}"
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{words}<w:r><w:tab/></w:r>{counted}</w:hyperlink>'


def _field(code: str) -> str:
    """The beginning of a field down to its result."""
    instruction = code.replace('"', "&quot;")
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f'{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _name(kind: Listed, number: int) -> str:
    return f"_Toc{list(Listed).index(kind)}{number:05d}"
