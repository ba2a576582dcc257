"""The figure of a logic model: five boxes from means to effect with arrows between them."""

from functools import lru_cache

from coordinator_app.documents.chart_colors import paper_colors
from coordinator_app.documents.content import Figure
from coordinator_app.documents.layout import text_width
from coordinator_app.documents.sheet import Sheet
from coordinator_app.documents.text import printable
from coordinator_app.domain.logic_model import LogicModel

_POINTS, _HEAD_POINTS = 7.8, 8.5
_LINE = 3.7  # millimetres from line to line
_GAP, _PAD = 5.0, 1.6
_HEAD = 10.0
_INDENT = 1.73  # width of bullet and blank
_DPI = 220
_LEAST = 3  # letters of a divided word on each line


def logic_model_figure(model: LogicModel, width: float, share: float = 1.0) -> Figure:
    """The figure for a text area of `width` millimetres, of which it takes `share`."""
    return Figure(_png(model, width * share), model.sentence(), caption="Wirkmodell", width=share)


@lru_cache(maxsize=8)
def _png(model: LogicModel, width: float) -> bytes:
    """The figure as PNG, `width` millimetres wide; the same bytes for the same model."""
    columns = model.columns()
    box = (width - _GAP * (len(columns) - 1)) / len(columns)
    wrapped = [[line for point in points for line in wrap_point(point, box - 2 * _PAD)] for _, points in columns]
    height = _HEAD + 2 * _PAD + _LINE * max([2, *(len(lines) for lines in wrapped)])
    sheet = Sheet(width, height)
    for place, ((label, _), lines) in enumerate(zip(columns, wrapped, strict=True)):
        _box(sheet, place * (box + _GAP), box, label, lines)
        if place:
            _arrow(sheet, place * (box + _GAP))
    return sheet.png(_DPI)


def wrap_point(text: str, width: float) -> list[str]:
    """A point as lines of at most `width` millimetres, the first with a bullet; long words are cut."""
    lines: list[str] = []
    current = ""
    for word in printable(text).split():
        rest = word
        while text_width(f"• {rest}", _POINTS) > width and len(rest) > 2 * _LEAST:
            cut = _cut(rest, width)
            lines += [current] if current else []
            current = ""
            lines.append(f"{rest[:cut]}-")
            rest = rest[cut:]
        joined = f"{current} {rest}".strip()
        if current and text_width(f"• {joined}", _POINTS) > width:
            lines.append(current)
            current = rest
        else:
            current = joined
    lines.append(current)
    return [f"{'• ' if place == 0 else '   '}{line}" for place, line in enumerate(lines) if line]


def _cut(word: str, width: float) -> int:
    """How many letters of a word that is too long stay on the line; both parts keep a few."""
    fitting = (n for n in range(len(word) - _LEAST, _LEAST, -1) if text_width(f"• {word[:n]}-", _POINTS) <= width)
    return next(fitting, _LEAST)


def _box(sheet: Sheet, left: float, width: float, label: str, lines: list[str]) -> None:
    colors = paper_colors()
    edge, middle = colors.text, left + width / 2
    sheet.rect(left + 0.2, 0.2, width - 0.4, sheet.height - 0.4, colors.background, edge=edge, pen=0.21)
    sheet.rect(left + 0.2, 0.2, width - 0.4, _HEAD - 0.2, colors.soft, edge=edge, pen=0.21)
    head = _two_lines(label, width).split("\n")
    for number, words in enumerate(head):
        y = _HEAD / 2 + (number - (len(head) - 1) / 2) * _LINE
        sheet.text(middle, y, words, colors.text, points=_HEAD_POINTS, anchor="center", bold=True)
    for number, line in enumerate(lines or ["–"]):
        indent = _INDENT if line.startswith(" ") else 0.0
        y = _HEAD + _PAD + _LINE * (number + 0.45)
        sheet.text(left + _PAD + indent, y, line.strip(), colors.text, points=_POINTS)


def _two_lines(label: str, width: float) -> str:
    if text_width(label, _HEAD_POINTS, bold=True) <= width - 1:
        return label
    words = label.split()
    half = min(range(1, len(words)), key=lambda n: max(len(" ".join(words[:n])), len(" ".join(words[n:]))), default=0)
    return f"{' '.join(words[:half])}\n{' '.join(words[half:])}" if half else label


def _arrow(sheet: Sheet, right: float) -> None:
    color, middle, tip = paper_colors().text, sheet.height / 2, right - 0.6
    sheet.line([(right - _GAP + 0.6, middle), (tip - 1.2, middle)], color, 0.35)
    sheet.shape([(tip, middle), (tip - 1.6, middle - 0.8), (tip - 1.6, middle + 0.8)], color)
