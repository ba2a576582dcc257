"""Headers and footers of a town's Word template: what is in them, filling them, copies for pages that lie across."""

import re
from collections.abc import Iterator, Mapping

from coordinator_app.documents.word_edit import VALUE, Element, W, set_tabs
from coordinator_app.documents.word_styles import tab_stops_of

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_PAGE = re.compile(r"(?:^|\s)PAGE(?:\s|$)")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_GRAPHIC = tuple(f"{W}{name}" for name in ("drawing", "pict", "object"))
_FROM = frozenset({"page", "margin", "column", "character"})
_EMU = 635  # per twentieth of a point


def words_of(paragraph: Element) -> str:
    """The text of a paragraph, without that of text boxes anchored in it."""
    return "".join(node.text or "" for node in _texts(paragraph))


def _texts(paragraph: Element) -> list[Element]:
    return [node for node in paragraph.iter(f"{W}t") if next(node.iterancestors(f"{W}p")) is paragraph]


def is_empty(part: Element) -> bool:
    """Whether nothing of a header or footer shows: no words, pictures, fields or lines."""
    if any((node.text or "").strip() for node in part.iter(f"{W}t")):
        return False
    shown = (*_GRAPHIC, f"{W}fldSimple", f"{W}fldChar", f"{W}pBdr", f"{W}tblBorders")
    return next(part.iter(*shown), None) is None


def has_page_number(part: Element) -> bool:
    """Whether a page number is printed."""
    for paragraph in part.iter(f"{W}p"):
        codes = "".join(node.text or "" for node in paragraph.iter(f"{W}instrText"))
        codes += " ".join(node.get(f"{W}instr") or "" for node in paragraph.iter(f"{W}fldSimple"))
        if _PAGE.search(codes):
            return True
    return False


def placeholders(part: Element) -> Iterator[tuple[str, str]]:
    """Every placeholder with the paragraph it stands in."""
    for paragraph in part.iter(f"{W}p"):
        text = words_of(paragraph)
        for found in PLACEHOLDER.finditer(text):
            yield found[1], text


def fill(part: Element, values: Mapping[str, str]) -> None:
    """Put values for placeholders, also where Word cut one into several runs; unknown ones become a visible mark."""
    for paragraph in part.iter(f"{W}p"):
        text = words_of(paragraph)
        for found in reversed(list(PLACEHOLDER.finditer(text))):
            value = values.get(found[1].lower(), f"[Unbekannter Platzhalter: {found[1]}]")
            _replace(_texts(paragraph), found.start(), found.end(), value)


def _replace(nodes: list[Element], start: int, end: int, value: str) -> None:
    place, put = 0, value
    for node in nodes:
        own = node.text or ""
        first, last = max(0, start - place), min(len(own), end - place)
        place += len(own)
        if first < last:
            node.text = own[:first] + put + own[last:]
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            put = ""


def stretch(part: Element, styles: Element, page: tuple[int, int], line: tuple[int, int]) -> None:
    """Fit a header or footer to pages of another width: `page` and `line` are (old, new) in twips.

    Tab stops at the right edge and in the middle, tables over the line and drawings in the right half move along.
    """
    for paragraph in part.iter(f"{W}p"):
        if next(paragraph.iterancestors(f"{W}tc"), None) is None:
            _move_tabs(paragraph, styles, line)
    for table in part.iter(f"{W}tbl"):
        _widen(table, line)
    for anchor in part.iter(f"{_DRAWING}anchor"):
        _move_drawing(anchor, page, line)
    for frame in part.iter(f"{W}framePr"):
        _move_frame(frame, page)


def _move_tabs(paragraph: Element, styles: Element, line: tuple[int, int]) -> None:
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    inherited = tab_stops_of(styles, named.get(VALUE) if named is not None else "Normal")
    own: dict[int, tuple[str, str]] = {
        int(float(tab.get(f"{W}pos"))): (tab.get(VALUE), tab.get(f"{W}leader") or "")
        for tab in paragraph.findall(f"{W}pPr/{W}tabs/{W}tab")
    }
    stops: dict[int, tuple[str, str]] = {place: (side, "") for place, side in inherited.items()}
    stops.update(own)
    moved = {place: _moved_stop(place, side, line) for place, (side, _) in stops.items() if side != "clear"}
    if all(place == new for place, new in moved.items()):
        return
    kept = [(new, stops[place][0], stops[place][1]) for place, new in moved.items()]
    cleared = [(place, "clear", "") for place in inherited if place not in moved.values()]
    set_tabs(paragraph, kept + cleared)


def _moved_stop(place: int, side: str, line: tuple[int, int]) -> int:
    old, new = line
    if side in {"right", "end"} and place > 0.8 * old:
        return place + new - old
    if side == "center" and abs(place - old / 2) < 0.15 * old:
        return place + (new - old) // 2
    return place


def _widen(table: Element, line: tuple[int, int]) -> None:
    columns = [node for node in table.findall(f"{W}tblGrid/{W}gridCol") if node.get(f"{W}w")]
    if sum(float(node.get(f"{W}w")) for node in columns) < 0.6 * line[0]:
        return
    share = line[1] / line[0]
    cells = [*table.findall(f"{W}tblPr/{W}tblW"), *table.findall(f"{W}tr/{W}tc/{W}tcPr/{W}tcW")]
    for node in [*columns, *(cell for cell in cells if cell.get(f"{W}type") in {None, "dxa"})]:
        if node.get(f"{W}w"):
            node.set(f"{W}w", str(round(float(node.get(f"{W}w")) * share)))


def _move_drawing(anchor: Element, page: tuple[int, int], line: tuple[int, int]) -> None:
    offset: Element = anchor.find(f"{_DRAWING}positionH/{_DRAWING}posOffset")
    extent: Element = anchor.find(f"{_DRAWING}extent")
    if offset is None or extent is None or offset.getparent().get("relativeFrom") not in _FROM:
        return
    old, new = page if offset.getparent().get("relativeFrom") == "page" else line
    middle = (int(float(offset.text)) + int(extent.get("cx")) / 2) / _EMU
    if middle > 0.6 * old:
        offset.text = str(int(float(offset.text)) + (new - old) * _EMU)
    elif middle > 0.4 * old:
        offset.text = str(int(float(offset.text)) + (new - old) * _EMU // 2)


def _move_frame(frame: Element, page: tuple[int, int]) -> None:
    place = frame.get(f"{W}x")
    if place is not None and float(place) > page[0] / 2:
        frame.set(f"{W}x", str(round(float(place)) + page[1] - page[0]))
