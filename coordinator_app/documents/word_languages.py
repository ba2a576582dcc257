"""Word files in other languages than German: language of the spelling check, lines from right to left."""

import re
from collections.abc import Callable
from typing import Any

from coordinator_app.documents.word_edit import child, place_of

GERMAN = "de-DE"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he"})
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RUN = re.compile(r"<w:r>(?:<w:rPr>(.*?)</w:rPr>)?")


def is_right_to_left(locale: str) -> bool:
    """Whether a language is written from right to left."""
    return locale.partition("-")[0] in RIGHT_TO_LEFT


def set_language(styles: Any, locale: str, parse: Callable[[str], Any]) -> None:
    """Set the language of all text in the style part (an lxml tree), and the direction of its lines."""
    if locale == GERMAN:
        return
    for language in styles.iter(f"{_W}lang"):
        language.set(f"{_W}bidi" if is_right_to_left(locale) else f"{_W}val", locale)
    if not is_right_to_left(locale):
        return
    for denied in list(styles.iter(f"{_W}bidi")):  # LibreOffice writes into every style that it is not
        denied.getparent().remove(denied)
    for style in styles.iter(f"{_W}style"):
        if style.get(f"{_W}type") == "paragraph" and style.find(f"{_W}basedOn") is None:
            _insert_direction(style, parse)


def _insert_direction(style: Any, parse: Callable[[str], Any]) -> None:
    """Lines from right to left in a paragraph style; children stand in the order of the schema."""
    look = child(style, "pPr", place_of(style, "pPr"))
    look.insert(place_of(look, "bidi"), parse(f"<w:bidi {_NAMES}/>"))


def in_direction(body: str, locale: str) -> str:
    """The body with its tables and words from right to left where the language is (no style can say that)."""
    if not is_right_to_left(locale):
        return body
    tables = body.replace('<w:tblStyle w:val="ReportTable"/>', '<w:tblStyle w:val="ReportTable"/><w:bidiVisual/>')
    return _RUN.sub(_turned, tables)


def _turned(run: re.Match[str]) -> str:
    return f"<w:r><w:rPr>{run[1] or ''}<w:rtl/></w:rPr>"
