"""The figure of a logic model: five boxes from means to effect with arrows between them."""

from functools import lru_cache
from io import BytesIO
from typing import Any, cast

from coordinator_app.documents.charts import Axes, paper_colors, prepare_drawing
from coordinator_app.documents.content import Figure
from coordinator_app.documents.layout import text_width
from coordinator_app.documents.text import printable
from coordinator_app.domain.logic_model import LogicModel

_POINTS, _HEAD_POINTS = 7.8, 8.5
_LINE = 3.7  # millimetres from line to line
_GAP, _PAD = 5.0, 1.6
_HEAD = 10.0
_DPI = 220
_LEAST = 3  # letters of a divided word on each line
_MM_PER_INCH = 25.4


def logic_model_figure(model: LogicModel, width: float, share: float = 1.0) -> Figure:
    """The figure for a text area of `width` millimetres, of which it takes `share`."""
    return Figure(_png(model, width * share), model.sentence(), caption="Wirkmodell", width=share)


@lru_cache(maxsize=8)
def _png(model: LogicModel, width: float) -> bytes:
    """The figure as PNG, `width` millimetres wide; the same bytes for the same model."""
    prepare_drawing()
    import matplotlib as mpl
    from matplotlib import figure as drawing

    columns = model.columns()
    box = (width - _GAP * (len(columns) - 1)) / len(columns)
    wrapped = [[line for point in points for line in wrap_point(point, box - 2 * _PAD)] for _, points in columns]
    height = _HEAD + 2 * _PAD + _LINE * max([2, *(len(lines) for lines in wrapped)])
    with cast("Any", mpl).rc_context({"font.family": ["Liberation Sans", "DejaVu Sans"]}):
        sheet = cast("Any", drawing.Figure(figsize=(width / _MM_PER_INCH, height / _MM_PER_INCH)))
        axes = sheet.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, width)
        axes.set_ylim(0, height)
        axes.axis("off")
        for place, ((label, _), lines) in enumerate(zip(columns, wrapped, strict=True)):
            _box(axes, place * (box + _GAP), box, height, label, lines)
            if place:
                _arrow(axes, place * (box + _GAP), height)
        target = BytesIO()
        sheet.savefig(target, format="png", dpi=_DPI, metadata={"Software": None})
    return target.getvalue()


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


def _box(axes: Axes, left: float, width: float, height: float, label: str, lines: list[str]) -> None:
    from matplotlib import patches

    colors, shapes = paper_colors(), cast("Any", patches)
    frame = {"edgecolor": colors.text, "linewidth": 0.6}
    axes.add_patch(shapes.Rectangle((left + 0.2, 0.2), width - 0.4, height - 0.4, facecolor=colors.background, **frame))
    axes.add_patch(
        shapes.Rectangle((left + 0.2, height - _HEAD), width - 0.4, _HEAD - 0.2, facecolor=colors.soft, **frame)
    )
    middle = {"ha": "center", "va": "center", "color": colors.text}
    axes.text(
        left + width / 2, height - _HEAD / 2, _two_lines(label, width), fontsize=_HEAD_POINTS, weight="bold", **middle
    )
    top = height - _HEAD - _PAD
    for number, line in enumerate(lines or ["–"]):
        axes.text(left + _PAD, top - number * _LINE, line, fontsize=_POINTS, va="top", color=colors.text)


def _two_lines(label: str, width: float) -> str:
    if text_width(label, _HEAD_POINTS, bold=True) <= width - 1:
        return label
    words = label.split()
    half = min(range(1, len(words)), key=lambda n: max(len(" ".join(words[:n])), len(" ".join(words[n:]))), default=0)
    return f"{' '.join(words[:half])}\n{' '.join(words[half:])}" if half else label


def _arrow(axes: Axes, right: float, height: float) -> None:
    look = {"arrowstyle": "-|>", "color": paper_colors().text, "linewidth": 1.0, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", xy=(right - 0.6, height / 2), xytext=(right - _GAP + 0.6, height / 2), arrowprops=look)
