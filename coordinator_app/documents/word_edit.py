"""Small changes to parts of a Word file that is there already; children keep the order of the schema."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any, TypeAlias

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VALUE = f"{W}val"
Element: TypeAlias = Any  # lxml classes are untyped
_ORDER: dict[str, tuple[str, ...]] = {
    "pPr": (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
        *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap"),
        *("overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid"),
        *("spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection"),
        *("textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    ),
    "style": (
        *("name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden"),
        *("unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose", "personalReply", "rsid"),
        *("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr"),
    ),
}


def place_of(parent: Element, tag: str) -> int:
    """Where a new child of paragraph properties or of a style belongs."""
    order = _ORDER[parent.tag.rpartition("}")[2]]
    before = set(order[: order.index(tag)])
    return sum(1 for child in parent if str(child.tag).rpartition("}")[2] in before)


def put_in_order(parent: Element) -> None:
    """Children of paragraph properties in the order of the schema, each once."""
    order = _ORDER[parent.tag.rpartition("}")[2]]
    found: dict[str, Element] = {}
    for node in parent:
        found.setdefault(str(node.tag).rpartition("}")[2], node)
    parent[:] = sorted(found.values(), key=lambda node: _rank(order, str(node.tag).rpartition("}")[2]))


def _rank(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)


def child(parent: Element, tag: str, place: int) -> Element:
    """The child with this tag; made at `place` when there is none."""
    found = parent.find(f"{W}{tag}")
    if found is None:
        found = parent.makeelement(f"{W}{tag}")
        parent.insert(place, found)
    return found


def insert(parent: Element, tag: str, values: dict[str, str]) -> None:
    """Add a child with these attributes at its place."""
    node = parent.makeelement(f"{W}{tag}", {f"{W}{key}": value for key, value in values.items()})
    known = parent.tag.rpartition("}")[2] in _ORDER
    parent.insert(place_of(parent, tag) if known else len(parent), node)


def set_tabs(paragraph: Element, stops: Iterable[tuple[int, str, str]]) -> None:
    """Give a paragraph its own tab stops (place in twips, side, leader), instead of those it has."""
    own = child(paragraph, "pPr", 0)
    for old in own.findall(f"{W}tabs"):
        own.remove(old)
    tabs = own.makeelement(f"{W}tabs")
    for place, side, leader in sorted(stops):
        values = {VALUE: side, **({f"{W}leader": leader} if leader else {}), f"{W}pos": str(place)}
        tabs.append(tabs.makeelement(f"{W}tab", values))
    own.insert(place_of(own, "tabs"), tabs)


def xml_of(node: Element) -> str:
    """The text of an element with the names it needs."""
    etree: Any = import_module("lxml.etree")  # it has no types
    return str(etree.tostring(node, encoding="unicode", with_tail=False))
