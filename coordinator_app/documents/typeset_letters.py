"""Letters and certificates as data for the PDF template."""

from coordinator_app.documents.certificate_page import (
    ARMS_HEIGHT,
    FRAME_INSET,
    HEADING_POINTS,
    ISSUER_POINTS,
    NAME_POINTS,
    TEXT_POINTS,
    CertificatePage,
)
from coordinator_app.documents.layout import heading_words
from coordinator_app.documents.letter_opening import (
    ADDRESS_LINE,
    FACTS_LABEL,
    FACTS_LEFT,
    FACTS_TOP,
    FACTS_WIDTH,
    PAGE_TOP,
    RETURN_HEIGHT,
    SUBJECT_TOP,
    WINDOW_LEFT,
    LetterOpening,
)
from coordinator_app.documents.typeset_text import Node, line, words


def opening_node(block: LetterOpening) -> Node:
    """The beginning of a letter; places in millimetres from the top margin."""
    return {
        "t": "letter",
        "subject": heading_words(line(block.subject)),
        "sender": line(block.sender),
        "address": [line(part) for part in block.address],
        "facts": [{"label": line(key), "text": line(value)} for key, value in block.facts],
        "places": {
            "address": block.address_top - PAGE_TOP,
            "return": block.address_top - RETURN_HEIGHT - PAGE_TOP,
            "line": ADDRESS_LINE,
            "left": FACTS_LEFT - WINDOW_LEFT,
            "facts": FACTS_TOP - PAGE_TOP,
            "width": FACTS_WIDTH,
            "label": FACTS_LABEL,
            "subject": SUBJECT_TOP - PAGE_TOP,
        },
    }


def certificate_node(block: CertificatePage) -> Node:
    """One certificate."""
    return {
        "t": "certificate",
        "heading": heading_words(line(block.heading)),
        "issuer": [line(part) for part in block.issuer],
        "lead": line(block.lead),
        "name": line(block.name),
        "detail": line(block.detail),
        "text": [words(text) for text in block.text],
        "place": line(block.place),
        "day": block.has_day,
        "entries": [{"name": line(name), "role": line(office)} for name, office in block.signatures],
        "points": {"heading": HEADING_POINTS, "name": NAME_POINTS, "text": TEXT_POINTS, "issuer": ISSUER_POINTS},
        "arms": ARMS_HEIGHT,
        "inset": FRAME_INSET,
    }
