"""The beginning of a letter in Word: frames at fixed places on the page, so that the address shows in the window."""

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
    WINDOW_WIDTH,
    LetterOpening,
)
from coordinator_app.documents.word_xml import one_line, run_xml, tab_stops, twips

_NAME, _LINE = 16.0, 12.0  # points: exact line heights of the styles LetterName and LetterLine
_FACT_LINE = 13.0
_MM_PER_POINT = 0.3528


def opening_xml(block: LetterOpening, head: tuple[str, ...], logo: str) -> list[str]:
    """The paragraphs of a letter down to its subject; `head` = lines of the letterhead, `logo` = a floating run."""
    frame_top = block.address_top
    found = [
        _framed("LetterReturn", block.sender, WINDOW_LEFT, frame_top - RETURN_HEIGHT, WINDOW_WIDTH, RETURN_HEIGHT),
        *(
            _framed("LetterAddress", line, WINDOW_LEFT, frame_top, WINDOW_WIDTH, ADDRESS_LINE * len(block.address))
            for line in block.address
        ),
    ]
    height = len(block.facts) * _FACT_LINE * _MM_PER_POINT + 1
    stop = tab_stops((twips(FACTS_LABEL), "left", ""))
    for label, value in block.facts:
        frame = _frame(FACTS_LEFT, FACTS_TOP, FACTS_WIDTH, height, rule="atLeast")
        indent = f'<w:ind w:left="{twips(FACTS_LABEL)}" w:hanging="{twips(FACTS_LABEL)}"/>'
        found.append(_paragraph("LetterFacts", f"{one_line(label)}\t{one_line(value)}", frame + stop, indent))
    return [*found, *_head(head, logo), _paragraph("LetterSubject", heading_words(one_line(block.subject)))]


def _head(lines: tuple[str, ...], logo: str) -> list[str]:
    """The letterhead from the top margin on; the space after its last line reaches down to the subject."""
    shown = [one_line(line) for line in lines if line.strip()] or ["\u00a0"]
    used = (_NAME + _LINE * (len(shown) - 1)) * _MM_PER_POINT
    rest = f'<w:spacing w:after="{twips(max(0.0, SUBJECT_TOP - PAGE_TOP - used))}"/>'
    return [
        _paragraph(
            "LetterLine" if place else "LetterName",
            line,
            spacing=rest if place == len(shown) - 1 else "",
            lead="" if place else logo,
        )
        for place, line in enumerate(shown)
    ]


def _framed(style: str, text: str, left: float, top: float, width: float, height: float) -> str:
    return _paragraph(style, one_line(text), _frame(left, top, width, height))


def _frame(left: float, top: float, width: float, height: float, rule: str = "exact") -> str:
    """Paragraphs with equal frames that follow each other share one."""
    return (
        f'<w:framePr w:w="{twips(width)}" w:h="{twips(height)}" w:hRule="{rule}" w:wrap="around" w:vAnchor="page" '
        f'w:hAnchor="page" w:x="{twips(left)}" w:y="{twips(top)}"/>'
    )


def _paragraph(style: str, text: str, middle: str = "", indent: str = "", spacing: str = "", lead: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{middle}{spacing}{indent}</w:pPr>{lead}{run_xml(text)}</w:p>'
