"""The line of a project as a picture for paper: term, milestones as diamonds, events as circles, today."""

from functools import lru_cache

from coordinator_app.documents.chart_colors import paper_colors
from coordinator_app.documents.content import Figure
from coordinator_app.documents.layout import text_width
from coordinator_app.documents.sheet import Sheet
from coordinator_app.documents.text import printable
from coordinator_app.domain.project_timeline import Look, Mark, Timeline

_POINTS = 8.0
_LANE = 4.4  # millimetres between two lines of words
_LANES = 6
_SIDE = 5.0
_REACH = 2.1  # half a sign
_WIDEST = 52.0
_BELOW = 9.0
_DPI = 200
_FILLED = frozenset({Look.REACHED})


def timeline_figure(line: Timeline, width: float) -> Figure:
    """The figure for a text area of `width` millimetres; filled signs are done, crossed ones dropped."""
    return Figure(_png(line, width), line.sentence(), caption="Zeitstrahl: ausgefüllt erreicht, durchkreuzt entfallen")


@lru_cache(maxsize=8)
def _png(line: Timeline, width: float) -> bytes:
    """The figure as PNG; the same bytes for the same line."""
    placed = place_words(line, width)
    lanes = max(lane for *_, lane in placed) + 1
    height = _BELOW + 2 * _REACH + 2.5 + lanes * _LANE + 1
    sheet = Sheet(width, height)
    middle = height - _BELOW - _REACH
    _scale(sheet, line, middle)
    bottoms = [middle - _REACH - 2.5 - lane * _LANE for *_, lane in placed]
    for (_, x, _, words, _), bottom in zip(placed, bottoms, strict=True):
        if words:  # all lines first: words stand over those of later marks
            sheet.line([(x, middle - _REACH), (x, bottom)], paper_colors().outline, 0.14)
    for (mark, x, left, words, _), bottom in zip(placed, bottoms, strict=True):
        _words(sheet, left, words, bottom)
        _sign(sheet, mark, x, middle)
    return sheet.png(_DPI)


def place_words(line: Timeline, width: float) -> list[tuple[Mark, float, float, str, int]]:
    """Every mark with its place, the left end and lane of its words; the topmost lane takes what finds no room."""
    ends = [float("-inf")] * _LANES
    found: list[tuple[Mark, float, float, str, int]] = []
    for mark in line.marks:
        x = _x(line.share(mark.on), width)
        words = _cut(printable(mark.title))
        length = text_width(words, _POINTS)
        left = min(max(x - _REACH, 0.5), max(width - length - 0.5, 0.5))
        lane = next((lane for lane, end in enumerate(ends) if end + 2 <= left), -1)
        if lane < 0:
            words, lane = "", _LANES - 1
        else:
            ends[lane] = left + length
        found.append((mark, x, left, words, lane))
    return found


def _x(share: float, width: float) -> float:
    return _SIDE + share * (width - 2 * _SIDE)


def _cut(text: str) -> str:
    if text_width(text, _POINTS) <= _WIDEST:
        return text
    while text and text_width(f"{text}…", _POINTS) > _WIDEST:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _scale(sheet: Sheet, line: Timeline, middle: float) -> None:
    colors, width = paper_colors(), sheet.width
    sheet.line([(_x(0, width), middle), (_x(1, width), middle)], colors.outline)
    if line.term_from or line.term_to:
        start = _x(line.share(line.term_from or line.begin), width)
        stop = _x(line.share(line.term_to or line.end), width)
        sheet.line([(start, middle), (stop, middle)], colors.series[0], 0.85)
    free = float("-inf")
    for day, label in line.ticks:
        x = _x(line.share(day), width)
        sheet.line([(x, middle), (x, middle + _REACH + 1)], colors.outline, 0.21)
        length = text_width(label, _POINTS)
        if x - length / 2 > free + 2:
            sheet.text(x, middle + _REACH + 3, label, colors.text, points=_POINTS, anchor="center")
            free = x + length / 2
    if line.today is not None:
        x = _x(line.share(line.today), width)
        sheet.line([(x, middle + _REACH + 1), (x, 1.0)], colors.outline, 0.28, (1.1, 0.85))
        y = sheet.height - 1.8
        sheet.text(x, y, "heute", colors.text, points=_POINTS, anchor="center", italic=True)


def _words(sheet: Sheet, left: float, words: str, bottom: float) -> None:
    colors, wide = paper_colors(), text_width(words, _POINTS)
    if words:
        sheet.rect(left - 0.3, bottom - _LANE + 0.5, wide + 0.6, _LANE - 1.0, colors.background)
        sheet.text(left, bottom - _LANE / 2, words, colors.text, points=_POINTS)


def _sign(sheet: Sheet, mark: Mark, x: float, middle: float) -> None:
    colors = paper_colors()
    ground, edge = colors.series[0] if mark.look in _FILLED else colors.background, colors.series[0]
    if mark.kind == "milestone":
        corners = [(x, middle - 1.75), (x + 1.75, middle), (x, middle + 1.75), (x - 1.75, middle)]
        sheet.shape(corners, ground, edge, 0.35)
    else:
        sheet.circle(x, middle, 1.35, ground, edge, 0.35)
    if mark.look is Look.DROPPED:
        for side in (-1.0, 1.0):
            sheet.line([(x - 1.05, middle - 1.05 * side), (x + 1.05, middle + 1.05 * side)], edge, 0.4)
    elif mark.look is Look.LATE:
        sheet.text(x, middle, "!", colors.text, points=_POINTS, anchor="center", bold=True)
