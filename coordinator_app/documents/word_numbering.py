"""Numbers of headings in Word: one list of several levels bound to the heading styles, so that Word counts itself."""

from collections.abc import Callable, Sequence
from typing import Any

from coordinator_app.documents.outline import NUMBER_WIDTHS
from coordinator_app.documents.word_xml import twips

HEADING_STYLES = ("Heading1", "Heading2", "Heading3")
_SILENT = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="none"/><w:suff w:val="nothing"/><w:lvlText w:val=""/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
)
NO_INDENT = '<w:ind w:left="0" w:firstLine="0"/>'
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_SPACE}}}"
_BEFORE_NUMBER = frozenset(
    f"{_W}{name}" for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)


def number_headings(
    numbering: Any, styles: Any, parse: Callable[[str], Any], ids: Sequence[str] = HEADING_STYLES
) -> None:
    """Bind a new list to the heading styles with these ids (level 1 first); a style with a list of its own keeps it.

    `numbering` and `styles` are the roots of those parts (lxml).
    """
    number = _add(numbering, "multilevel", "".join(_level(place, style) for place, style in enumerate(ids)), parse)
    for style in styles.iter(f"{_W}style"):
        if style.get(f"{_W}styleId") in ids and style.find(f"{_W}pPr/{_W}numPr") is None:
            _bind(style, ids.index(style.get(f"{_W}styleId")), number, parse)


def silent_list(numbering: Any, parse: Callable[[str], Any]) -> str:
    """The paragraph property that takes the number off a single heading: a new list without numbers."""
    number = _add(numbering, "singleLevel", _SILENT, parse)
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def _add(numbering: Any, kind: str, levels: str, parse: Callable[[str], Any]) -> int:
    """Add a list with these levels; its number. All definitions stand before all lists."""
    key, number = _next(numbering, "abstractNum", "abstractNumId"), _next(numbering, "num", "numId")
    defined = f'<w:multiLevelType w:val="{kind}"/>{levels}'
    first = numbering.find(f"{_W}num")
    place = list(numbering).index(first) if first is not None else len(numbering)
    numbering.insert(
        place, parse(f'<w:abstractNum xmlns:w="{_SPACE}" w:abstractNumId="{key}">{defined}</w:abstractNum>')
    )
    last = max(at for at, child in enumerate(numbering) if child.tag in {f"{_W}num", f"{_W}abstractNum"})
    used = f'<w:num xmlns:w="{_SPACE}" w:numId="{number}"><w:abstractNumId w:val="{key}"/></w:num>'
    numbering.insert(last + 1, parse(used))
    return number


def _next(numbering: Any, tag: str, key: str) -> int:
    return 1 + max((int(node.get(f"{_W}{key}")) for node in numbering.findall(f"{_W}{tag}")), default=0)


def _level(place: int, style: str) -> str:
    width = twips(NUMBER_WIDTHS[place])
    words = ".".join(f"%{part}" for part in range(1, place + 2))
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{words}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{width}" w:hanging="{width}"/></w:pPr></w:lvl>'
    )


def _bind(style: Any, level: int, number: int, parse: Callable[[str], Any]) -> None:
    """Name list and level in a paragraph style; children stand in the order of the schema."""
    look = style.find(f"{_W}pPr")
    if look is None:
        look = parse(f'<w:pPr xmlns:w="{_SPACE}"/>')
        run = style.find(f"{_W}rPr")
        style.insert(list(style).index(run) if run is not None else len(style), look)
    at = next((at for at, child in enumerate(look) if child.tag not in _BEFORE_NUMBER), len(look))
    depth = f'<w:ilvl w:val="{level}"/>' if level else ""
    look.insert(at, parse(f'<w:numPr xmlns:w="{_SPACE}">{depth}<w:numId w:val="{number}"/></w:numPr>'))
