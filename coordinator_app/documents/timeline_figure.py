"""The line of a project as a picture for paper: term, milestones as diamonds, events as circles, today."""

from functools import lru_cache
from io import BytesIO
from typing import Any, cast

from coordinator_app.documents.charts import Axes, paper_colors, prepare_drawing
from coordinator_app.documents.content import Figure
from coordinator_app.documents.layout import text_width
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
_MM_PER_INCH = 25.4
_FILLED = frozenset({Look.REACHED})


def timeline_figure(line: Timeline, width: float) -> Figure:
    """The figure for a text area of `width` millimetres; filled signs are done, crossed ones dropped."""
    return Figure(_png(line, width), line.sentence(), caption="Zeitstrahl: ausgefüllt erreicht, durchkreuzt entfallen")


@lru_cache(maxsize=8)
def _png(line: Timeline, width: float) -> bytes:
    """The figure as PNG; the same bytes for the same line."""
    prepare_drawing()
    import matplotlib as mpl
    from matplotlib import figure as drawing

    placed = place_words(line, width)
    lanes = max(lane for *_, lane in placed) + 1
    middle = _BELOW + _REACH
    height = middle + _REACH + 2.5 + lanes * _LANE + 1
    with cast("Any", mpl).rc_context({"font.family": ["Liberation Sans", "DejaVu Sans"], "font.size": _POINTS}):
        sheet = cast("Any", drawing.Figure(figsize=(width / _MM_PER_INCH, height / _MM_PER_INCH)))
        axes = sheet.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, width)
        axes.set_ylim(0, height)
        axes.axis("off")
        _scale(axes, line, width, middle, height)
        for mark, x, left, words, lane in placed:
            _words(axes, x, left, words, middle + _REACH + 2.5 + lane * _LANE, middle)
            _sign(axes, mark, x, middle)
        target = BytesIO()
        sheet.savefig(target, format="png", dpi=_DPI, metadata={"Software": None})
    return target.getvalue()


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


def _scale(axes: Axes, line: Timeline, width: float, middle: float, height: float) -> None:
    colors = paper_colors()
    axes.plot((_x(0, width), _x(1, width)), (middle, middle), color=colors.outline, linewidth=0.8)
    if line.term_from or line.term_to:
        start = _x(line.share(line.term_from or line.begin), width)
        stop = _x(line.share(line.term_to or line.end), width)
        axes.plot((start, stop), (middle, middle), color=colors.series[0], linewidth=2.4)
    free = float("-inf")
    for day, label in line.ticks:
        x = _x(line.share(day), width)
        axes.plot((x, x), (middle, middle - _REACH - 1), color=colors.outline, linewidth=0.6)
        length = text_width(label, _POINTS)
        if x - length / 2 > free + 2:
            axes.text(x, middle - _REACH - 2, label, ha="center", va="top", color=colors.text)
            free = x + length / 2
    if line.today is not None:
        x = _x(line.share(line.today), width)
        axes.plot((x, x), (middle - _REACH - 1, height - 1), color=colors.outline, linewidth=0.8, linestyle=(0, (4, 3)))
        axes.text(x, 0.6, "heute", ha="center", va="bottom", color=colors.text, fontstyle="italic")


def _words(axes: Axes, x: float, left: float, words: str, bottom: float, middle: float) -> None:
    if not words:
        return
    colors = paper_colors()
    axes.plot((x, x), (middle + _REACH, bottom), color=colors.outline, linewidth=0.4, zorder=1)
    box = {"facecolor": colors.background, "edgecolor": "none", "pad": 0.8}
    axes.text(left, bottom + _LANE / 2, words, ha="left", va="center", color=colors.text, bbox=box, zorder=2)


def _sign(axes: Axes, mark: Mark, x: float, middle: float) -> None:
    colors = paper_colors()
    marker = "D" if mark.kind == "milestone" else "o"
    ground = colors.series[0] if mark.look in _FILLED else colors.background
    axes.plot((x,), (middle,), marker=marker, markersize=7.5, color=ground, markeredgecolor=colors.series[0], zorder=3)
    if mark.look is Look.DROPPED:
        axes.plot((x,), (middle,), marker="x", markersize=6, color=colors.series[0], zorder=4)
    elif mark.look is Look.LATE:
        axes.text(x, middle, "!", ha="center", va="center_baseline", weight="bold", color=colors.text, zorder=4)
