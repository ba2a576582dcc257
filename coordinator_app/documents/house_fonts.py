"""How wide the type of a town's Word template runs, so that columns made for ours hold its words too."""

import re

from coordinator_app.documents.word_edit import Element, W
from coordinator_app.documents.word_styles import NORMAL, STYLE_ID

# Mean width of German text against Arial.
_WIDTHS = {
    "arial": 1.0,
    "helvetica": 1.0,
    "liberation sans": 1.0,
    "arial black": 1.3,
    "arial narrow": 0.82,
    "avenir": 1.05,
    "bookman old style": 1.12,
    "calibri": 0.9,
    "cambria": 0.95,
    "candara": 0.95,
    "carlito": 0.9,
    "century gothic": 1.13,
    "corbel": 0.95,
    "courier new": 1.25,
    "dejavu sans": 1.17,
    "dejavu serif": 1.18,
    "frutiger": 1.05,
    "futura": 1.02,
    "garamond": 0.85,
    "georgia": 1.06,
    "lucida sans": 1.12,
    "lucida sans unicode": 1.12,
    "noto sans": 1.08,
    "noto serif": 1.08,
    "open sans": 1.08,
    "segoe ui": 1.03,
    "times new roman": 0.9,
    "liberation serif": 0.9,
    "trebuchet ms": 1.01,
    "univers": 1.02,
    "verdana": 1.18,
}
_UNKNOWN = 1.05  # also where Word puts another font for one that is not installed


def type_width(styles: Element, theme: bytes) -> float:
    """Width of the template's text against ours at the same size; narrow type gains nothing (1.0)."""
    return max(1.0, _WIDTHS.get(_family(styles, theme).casefold(), _UNKNOWN))


def _family(styles: Element, theme: bytes) -> str:
    for path in (
        f"{W}style[@{STYLE_ID}='{NORMAL}']/{W}rPr/{W}rFonts",
        f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts",
    ):
        fonts = styles.find(path)
        if fonts is None:
            continue
        if fonts.get(f"{W}ascii"):
            return str(fonts.get(f"{W}ascii"))
        if fonts.get(f"{W}asciiTheme"):
            part = b"major" if "major" in fonts.get(f"{W}asciiTheme") else b"minor"
            found = re.search(rb"<a:%sFont>\s*<a:latin\b[^>]*typeface=\"([^\"]*)\"" % part, theme)
            return found[1].decode("utf-8", "replace") if found else ""
    return ""
