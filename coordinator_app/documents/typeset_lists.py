"""Lines of the lists of headings, figures and tables, as high as Typst sets them."""

from coordinator_app.documents.content import Document
from coordinator_app.documents.outline import NUMBER_WIDTHS, Listed, captions_of, heading_line, headings_of
from coordinator_app.documents.typeset_text import Node, line

_INDENT = 5.0  # millimetres per level
_CAPTION_LEFT = {Listed.FIGURE: 22.0, Listed.TABLE: 18.0}


def contents_lines(document: Document, depth: int) -> list[Node]:
    """The headings down to a level, `left` in millimetres."""
    return [
        {
            "level": heading.level,
            "left": _INDENT * (heading.level - 1) + (NUMBER_WIDTHS[heading.level - 1] + 1 if number else 0),
            "text": line(heading_line(heading)),
        }
        for number, heading in headings_of(document)
        if heading.level <= depth
    ]


def caption_lines(document: Document, kind: Listed) -> list[Node]:
    """The captions of one kind."""
    return [{"level": 2, "left": _CAPTION_LEFT[kind], "text": line(text)} for text in captions_of(document, kind)]
