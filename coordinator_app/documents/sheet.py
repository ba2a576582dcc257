"""Drawings in millimetres with matplotlib: rectangles with hatching, lines, signs and words, as SVG or PNG.

The artists are drawn one by one: axes, ticks and layouts cost five times as much as all that is drawn. Words stay
words, so that they can be searched and read aloud in a PDF. The same drawing gives the same bytes.
"""

import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO, StringIO
from math import cos, pi, sin
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeAlias, cast

from coordinator_app.common.paths import PROGRAM
from coordinator_app.documents.text import FONTS, printable

# matplotlib's own stubs leave most parameters untyped; under strict checking they help nobody.
Artist: TypeAlias = Any

MM_PER_POINT = 0.3528
_MM_PER_INCH = 25.4
_FAMILY = ("Liberation Sans", "DejaVu Sans")
_MIDDLE = 0.36  # from the middle of capitals to their base line, in type sizes
_STEP = 1.5  # millimetres between the lines of a hatching
Point = tuple[float, float]


PACKED_LIST = PROGRAM / "schriftliste"
"""In a package: the list matplotlib would else make from all fonts of the PC, which may take seconds; ours suffice."""


def cache_folder() -> Path:
    """Where matplotlib may keep its font list between starts: the user's cache folder, else a temporary one."""
    home = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(home) / "kpr-arbeitsplatz" / "diagramme"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for packed in PACKED_LIST.glob("fontlist-*.json"):
            if not (folder / packed.name).exists():
                shutil.copyfile(packed, folder / packed.name)
    except OSError:
        return Path(mkdtemp(prefix="kpr-"))
    return folder


@cache
def prepare_drawing() -> None:
    """Set matplotlib up once: our fonts, and a cache folder that lasts (a frozen program would build it every time)."""
    if not os.environ.get("MPLCONFIGDIR"):
        os.environ["MPLCONFIGDIR"] = str(cache_folder())
    # The first start builds a list of fonts and says so as a warning; nobody has to act on it.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    from matplotlib import font_manager

    for path in sorted(FONTS.glob("*.ttf")):
        cast("Any", font_manager).fontManager.addfont(str(path))


@cache
def _font(*, bold: bool, italic: bool) -> Any:
    from matplotlib import font_manager

    look = {"weight": "bold" if bold else "normal", "style": "italic" if italic else "normal"}
    return cast("Any", font_manager).FontProperties(family=_FAMILY, **look)


@cache
def _words_class() -> Any:
    """Text of matplotlib that is not laid out for SVG: a viewer anchors words itself, which halves the work."""
    from matplotlib import text

    base = cast("Any", text).Text

    class Words(base):
        """One line of words at its anchor on the base line."""

        measured = True  # whether the drawing needs to know how wide the words are

        def draw(self, renderer: Any) -> None:
            """Hand the words to an SVG as they are."""
            if self.measured:
                base.draw(self, renderer)
                return
            x, y = self.get_transform().transform(self.get_unitless_position())
            context = renderer.new_gc()
            context.set_foreground(self.get_color())
            place = (x, renderer.get_canvas_width_height()[1] - y, self.get_text(), self.get_fontproperties())
            renderer.draw_text(context, *place, self.get_rotation(), ismath=False, mtext=self)
            context.restore()

    return Words


class Sheet:
    """A drawing in the making; x to the right, y downwards, in millimetres."""

    def __init__(self, width: float, height: float) -> None:
        prepare_drawing()
        from matplotlib import lines, patches, path

        self.width, self.height = width, height
        self._lines, self._patches, self._path = (cast("Any", module) for module in (lines, patches, path))
        self._words: list[Any] = []
        self._artists: list[Artist] = []

    def _add(self, artist: Artist) -> None:
        """Put an artist on the sheet, above all earlier ones."""
        artist.set_zorder(len(self._artists))
        self._artists.append(artist)

    def _drawn_at(self, scale: float, to_paper: Any = None) -> list[Artist]:
        """The artists, a millimetre `scale` long, y upwards, then moved `to_paper`."""
        from matplotlib import transforms

        places = cast("Any", transforms).Affine2D().scale(1, -1).translate(0, self.height).scale(scale)
        for artist in self._artists:
            artist.set_transform(places if to_paper is None else places + to_paper)
        return self._artists

    def rect(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        fill: str,
        *,
        edge: str = "",
        pen: float = 0.28,
        hatch: str = "",
        ink: str = "",
    ) -> None:
        """A filled rectangle; `hatch` are lines over it in the colour `ink`."""
        box = (left, top), width, height
        self._add(self._patches.Rectangle(*box, facecolor=fill, edgecolor="none", linewidth=0))
        if hatch and width > 0 and height > 0:
            self._hatch(hatch, (left, top, width, height), ink)
        if edge:
            self._add(self._patches.Rectangle(*box, fill=False, edgecolor=edge, linewidth=_points(pen)))

    def _hatch(self, kind: str, box: tuple[float, float, float, float], ink: str) -> None:
        ends = [point for pair in _HATCHED[kind](*box) for point in pair]
        if not ends:
            return
        marks = self._path.Path(ends, [1, 2] * (len(ends) // 2))
        look = {"linewidth": _points(0.55), "capstyle": "round"} if kind == "dots" else {"linewidth": _points(0.25)}
        self._add(self._patches.PathPatch(marks, fill=False, edgecolor=ink, **look))

    def line(self, points: Sequence[Point], color: str, pen: float = 0.28, dash: Sequence[float] = ()) -> None:
        """A line through points; `dash` = lengths in millimetres."""
        if len(points) < 2:
            return
        across, down = zip(*points, strict=True)
        drawn = self._lines.Line2D(across, down, color=color, linewidth=_points(pen), solid_capstyle="butt")
        if dash:
            drawn.set_linestyle((0, tuple(length / pen for length in dash)))
        self._add(drawn)

    def shape(self, points: Sequence[Point], fill: str, edge: str = "", pen: float = 0.28) -> None:
        """A filled polygon."""
        look = {"edgecolor": edge or "none", "linewidth": _points(pen) if edge else 0}
        self._add(self._patches.Polygon(points, closed=True, facecolor=fill, **look))

    def circle(self, x: float, y: float, radius: float, fill: str, edge: str = "", pen: float = 0.28) -> None:
        """A filled circle."""
        look = {"edgecolor": edge or "none", "linewidth": _points(pen) if edge else 0}
        self._add(self._patches.Circle((x, y), radius, facecolor=fill, **look))

    def sign(self, place: int, x: float, y: float, color: str, size: float = 0.9) -> None:
        """The sign of the series at `place`: circle, square, triangle, diamond, triangle upside down, stars."""
        corners = _SIGNS[place % len(_SIGNS)]
        if not corners:
            self.circle(x, y, size, color)
        else:
            self.shape([(x + size * across, y + size * down) for across, down in corners], color)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        color: str,
        *,
        points: float = 9.0,
        anchor: str = "left",
        bold: bool = False,
        italic: bool = False,
        turned: float = 0.0,
    ) -> None:
        """One line of words, its capitals centred at `y`; its left end, center or right end stands at `x`.

        `turned` are degrees against the clock, around that point.
        """
        shown = printable(words)
        if not shown.strip():
            return
        middle = _MIDDLE * points * MM_PER_POINT
        place = (x + (middle if turned else 0.0), y + (0.0 if turned else middle))
        look = {"ha": anchor, "va": "baseline", "rotation": turned, "rotation_mode": "anchor", "parse_math": False}
        font = _font(bold=bold, italic=italic).copy()
        font.set_size(points)
        drawn = _words_class()(*place, shown, color=color, fontproperties=font, **look)
        self._words.append(drawn)
        self._add(drawn)

    def svg(self) -> bytes:
        """The finished drawing as SVG, written without a figure: loading one takes half a second."""
        import matplotlib as mpl
        from matplotlib.backends import backend_svg

        target, scale = StringIO(), 72 / _MM_PER_INCH
        self._measure(needed=False)
        with cast("Any", mpl).rc_context({"svg.hashsalt": "kpr", "svg.fonttype": "none"}):
            size = (self.width * scale, self.height * scale)
            renderer = cast("Any", backend_svg).RendererSVG(*size, target, metadata={"Date": None, "Creator": None})
            for artist in self._drawn_at(scale):
                artist.draw(renderer)
            renderer.finalize()
        return target.getvalue().encode()

    def png(self, dpi: int) -> bytes:
        """The finished drawing as PNG on white; the last that is done with it."""
        import matplotlib as mpl
        from matplotlib import figure

        target, scale = BytesIO(), 1 / _MM_PER_INCH
        paper = cast("Any", figure).Figure(figsize=(self.width * scale, self.height * scale))
        self._measure(needed=True)
        for artist in self._drawn_at(scale, paper.dpi_scale_trans):
            artist.set_figure(paper)
            paper.artists.append(artist)
        with cast("Any", mpl).rc_context({"text.hinting": "none"}):  # letters as wide as measured
            paper.savefig(target, format="png", dpi=dpi, metadata={"Software": None})
        return target.getvalue()

    def _measure(self, *, needed: bool) -> None:
        for words in self._words:
            words.measured = needed


def _points(millimetres: float) -> float:
    return millimetres / MM_PER_POINT


# --- Hatching: pairs of ends inside a rectangle -------------------------------------------------------------


def _slanted(left: float, top: float, width: float, height: float) -> Iterator[tuple[Point, Point]]:
    """Lines rising to the right."""
    offset = _STEP
    while offset < width + height:
        start = (left + min(offset, width), top + max(0.0, offset - width))
        end = (left + max(0.0, offset - height), top + min(offset, height))
        yield end, start
        offset += _STEP


def _falling(left: float, top: float, width: float, height: float) -> Iterator[tuple[Point, Point]]:
    for (x, y), (to_x, to_y) in _slanted(left, top, width, height):
        yield (x, 2 * top + height - y), (to_x, 2 * top + height - to_y)


def _crossed(left: float, top: float, width: float, height: float) -> Iterator[tuple[Point, Point]]:
    yield from _slanted(left, top, width, height)
    yield from _falling(left, top, width, height)


def _level(left: float, top: float, width: float, height: float) -> Iterator[tuple[Point, Point]]:
    offset = _STEP * 0.6
    while offset < height:
        yield (left, top + offset), (left + width, top + offset)
        offset += _STEP


def _dotted(left: float, top: float, width: float, height: float) -> Iterator[tuple[Point, Point]]:
    y, odd = 0.7, False
    while y < height:
        x = 1.4 if odd else 0.7
        while x < width:
            yield (left + x, top + y), (left + x + 0.01, top + y)
            x += 1.4
        y, odd = y + 1.2, not odd


_HATCHED = {"up": _slanted, "down": _falling, "cross": _crossed, "lines": _level, "dots": _dotted}


@cache
def _star(points: int, inner: float) -> tuple[Point, ...]:
    corners = range(2 * points)
    return tuple(
        ((1.3 if n % 2 == 0 else inner) * sin(n * pi / points), -(1.3 if n % 2 == 0 else inner) * cos(n * pi / points))
        for n in corners
    )


_SIGNS: tuple[tuple[Point, ...], ...] = (
    (),
    ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    ((0, -1.2), (1.1, 0.9), (-1.1, 0.9)),
    ((0, -1.3), (1.1, 0), (0, 1.3), (-1.1, 0)),
    ((0, 1.2), (1.1, -0.9), (-1.1, -0.9)),
    _star(4, 0.45),
    _star(5, 0.55),
)
