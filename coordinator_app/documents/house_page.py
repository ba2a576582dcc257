"""The page of a town's Word template: size, margins, what of a section is kept."""

import re

from coordinator_app.common.errors import UserError
from coordinator_app.documents.word_edit import Element, W, xml_of
from coordinator_app.documents.word_template import Page


def is_wide(section: Element) -> bool:
    """Whether the pages of a section lie across."""
    size = section.find(f"{W}pgSz")
    return size is not None and float(size.get(f"{W}w", "1")) > float(size.get(f"{W}h", "2"))


def page_of(section: Element) -> Page:
    """Size and margins; what a section does not say is as in our own look."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    found: dict[str, int] = {}
    if size is not None:
        sides = [round(float(size.get(f"{W}{key}", "0"))) for key in ("w", "h")]
        if min(sides) > 0:
            found |= {"width": min(sides), "height": max(sides)}
    for key in ("top", "right", "bottom", "left", "header", "footer", "gutter"):
        value = margins.get(f"{W}{key}") if margins is not None else None
        if value is not None:
            found[key] = round(float(value))
    page = Page(**found, extra=_extra(section))
    if found.get("width", page.width) - page.left - page.right - page.gutter < page.width // 3:
        raise UserError(
            "Die Seitenränder der Vorlage lassen keinen Platz für Text. Bitte ändern Sie sie in Word "
            "(Layout ▸ Seitenränder).",
            help_topic="word-vorlagen",
        )
    return page


def _extra(section: Element) -> str:
    kept = [node for tag in ("paperSrc", "pgBorders") for node in section.findall(f"{W}{tag}")]
    xml = "".join(xml_of(node) for node in kept)
    return re.sub(r' xmlns:\w+="[^"]*"', "", xml)
