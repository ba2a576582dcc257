"""A certificate in Word: centred paragraphs with sizes of their own in a framed section."""

from coordinator_app.documents.certificate_page import (
    FRAME_INSET,
    HEADING_POINTS,
    ISSUER_POINTS,
    NAME_POINTS,
    TEXT_POINTS,
    CertificatePage,
)
from coordinator_app.documents.layout import heading_words
from coordinator_app.documents.word_xml import DETAIL, RIGHT_LINE, one_line, run_xml, tab_stops, twips

_CENTER = '<w:jc w:val="center"/>'
_TOP, _TOP_WITH_ARMS, _ABOVE_PLACE = 1500, 500, 2000  # twentieths of a point
_SIDES = ("top", "left", "bottom", "right")


def certificate_xml(block: CertificatePage, line: float, arms: str) -> list[str]:
    """The paragraphs of one certificate; `line` = width of a line in millimetres, `arms` = a run with the picture."""
    found = [_paragraph(arms, before=_TOP_WITH_ARMS, after=120)] if arms else []
    for place, words in enumerate(block.issuer):
        look = _look(ISSUER_POINTS, bold=True) if place == 0 else _look(11)
        above = _TOP if place == 0 and not arms else 0
        found.append(_paragraph(run_xml(one_line(words), look), before=above, after=40, keep=True))
    heading = run_xml(heading_words(one_line(block.heading)), _look(HEADING_POINTS, bold=True, spread=20))
    found.append(_paragraph(heading, style="Heading1", before=1000, after=700, keep=True))
    found.append(_paragraph(run_xml(one_line(block.lead), _look(TEXT_POINTS)), after=240, keep=True))
    found.append(_paragraph(run_xml(one_line(block.name), _look(NAME_POINTS, bold=True)), after=100, keep=True))
    if block.detail:
        found.append(_paragraph(run_xml(one_line(block.detail), _look(12)), after=100, keep=True))
    for place, words in enumerate(block.text):
        inside = run_xml(words, _look(TEXT_POINTS))
        found.append(_paragraph(inside, before=360 if place == 0 else 200, after=160, keep=True))
    return [*found, _place(block), *_signatures(block, line)]


def frame_xml() -> str:
    """The page border of a section with certificates."""
    space = round(FRAME_INSET * 72 / 25.4)
    lines = "".join(f'<w:{side} w:val="double" w:sz="6" w:space="{min(31, space)}" w:color="auto"/>' for side in _SIDES)
    return f'<w:pgBorders w:offsetFrom="page">{lines}</w:pgBorders>'


def _place(block: CertificatePage) -> str:
    words = run_xml(one_line(block.place) if block.has_day else f"{one_line(block.place)} \t")
    stop = "" if block.has_day else tab_stops((6000, "right", RIGHT_LINE))
    return _paragraph(words, style="Signature", middle=stop, before=_ABOVE_PLACE, keep=True, side="")


def _signatures(block: CertificatePage, line: float) -> list[str]:
    """Lines to sign on, two in a row, as those of other documents."""
    whole, gap = twips(line), twips(14)
    end, second = (whole - gap) // 2, (whole + gap) // 2
    drawn = tab_stops((end, "right", RIGHT_LINE), (second, "left", ""), (whole, "right", RIGHT_LINE))
    stop = tab_stops((second, "left", ""))
    found: list[str] = []
    for start in range(0, len(block.signatures), 2):
        pair = block.signatures[start : start + 2]
        last = start + 2 >= len(block.signatures)
        ruled = run_xml("\t" if len(pair) == 1 else "\t\t\t")
        found.append(_paragraph(ruled, style="Signature", middle=drawn, before=900, after=40, keep=True, side=""))
        if any(name for name, _ in pair):
            names = run_xml("\t".join(one_line(name) for name, _ in pair))
            found.append(_paragraph(names, style="Signature", middle=stop, keep=True, side=""))
        offices = run_xml("\t".join(one_line(office) for _, office in pair), DETAIL)
        found.append(_paragraph(offices, style="Signature", middle=stop, keep=not last, side=""))
    return found


def _look(points: int, *, bold: bool = False, spread: int = 0) -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    wide = f'<w:spacing w:val="{spread}"/>' if spread else ""
    return f'{weight}{wide}<w:sz w:val="{points * 2}"/><w:szCs w:val="{points * 2}"/>'


def _paragraph(
    inside: str,
    *,
    style: str = "Normal",
    middle: str = "",
    before: int = 0,
    after: int = 0,
    keep: bool = False,
    side: str = _CENTER,
) -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style != "Normal" else ""
    kept = "<w:keepNext/>" if keep else ""
    spaces = f'<w:spacing w:before="{before}" w:after="{after}"/>'
    return f"<w:p><w:pPr>{named}{kept}{middle}{spaces}{side}</w:pPr>{inside}</w:p>"
