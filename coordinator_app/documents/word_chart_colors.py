"""Colours of native Word charts: those of the document's own theme, so that the town's look wins.

Series, lines and lettering name theme colours; whoever changes the theme in Word changes the charts. The tones of a
scale from good to bad are fixed: a theme knows no good and bad.
"""

import re
from dataclasses import replace
from functools import lru_cache

from coordinator_app.documents.chart_colors import ChartColors, ThemeColor, paper_colors

_ENTRY = re.compile(r"<(?:\w+:)?(dk1|lt1|accent[1-6])\s*>(.*?)</(?:\w+:)?\1\s*>", re.DOTALL)
_LAST, _VALUE = (re.compile(rf'\b{name}="([0-9A-Fa-f]{{6}})"') for name in ("lastClr", "val"))
_ACCENTS = tuple(f"accent{number}" for number in range(1, 7))
_PATTERNS = {"up": "wdUpDiag", "dots": "pct20", "down": "wdDnDiag", "cross": "openDmnd", "lines": "dkHorz"}


@lru_cache(maxsize=4)
def word_colors(theme: bytes | None) -> ChartColors:
    """The colours of charts in a document with this theme part; without a readable one those of paper."""
    paper = paper_colors()
    known = _scheme(theme) if theme else {}
    if not {"dk1", "lt1", *_ACCENTS} <= known.keys():
        return paper
    accents = [ThemeColor(known[name], name) for name in _ACCENTS]
    lighter = [ThemeColor(known[name], name, 0.5, 0.5, 0.35) for name in _ACCENTS[:2]]
    dark, light = (ThemeColor(known[key], name) for key, name in (("dk1", "tx1"), ("lt1", "bg1")))
    return replace(
        paper,
        series=(*accents, *lighter),
        text=dark,
        background=light,
        outline=ThemeColor(known["dk1"], "tx1", 0.65, 0.35),
        grid=ThemeColor(known["lt1"], "bg1", 0.85),
        soft=lighter[0],
    )


def _scheme(theme: bytes) -> dict[str, str]:
    """The colours of a theme part by name; what is no colour is left out."""
    found: dict[str, str] = {}
    for name, inside in _ENTRY.findall(theme.decode("utf-8", "replace")):
        value = _LAST.search(inside) or _VALUE.search(inside)
        if value is not None and name not in found:
            found[name] = f"#{value[1].upper()}"
    return found


def color_xml(color: str) -> str:
    """A colour in DrawingML: by its name in the theme where it has one."""
    if not isinstance(color, ThemeColor):
        return f'<a:srgbClr val="{color.lstrip("#")}"/>'
    changes = f'<a:lumMod val="{round(color.times * 100_000)}"/>' if color.times != 1 else ""
    changes += f'<a:lumOff val="{round(color.plus * 100_000)}"/>' if color.plus else ""
    changes += f'<a:satMod val="{round(color.strength * 100_000)}"/>' if color.strength != 1 else ""
    return (
        f'<a:schemeClr val="{color.name}">{changes}</a:schemeClr>' if changes else f'<a:schemeClr val="{color.name}"/>'
    )


def solid(color: str) -> str:
    """A fill in one colour."""
    return f"<a:solidFill>{color_xml(color)}</a:solidFill>"


def line(color: str, width: int, extra: str = "") -> str:
    """A line `width` EMU wide."""
    return f'<a:ln w="{width}">{solid(color)}{extra}</a:ln>'


def fill(color: str, hatch: str, ground: str) -> str:
    """A fill, with lines in the colour `ground` over it where it has a hatch."""
    if not hatch:
        return solid(color)
    inner = f"<a:fgClr>{color_xml(ground)}</a:fgClr><a:bgClr>{color_xml(color)}</a:bgClr>"
    return f'<a:pattFill prst="{_PATTERNS[hatch]}">{inner}</a:pattFill>'
