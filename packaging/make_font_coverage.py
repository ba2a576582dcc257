"""Write what documents need to know about the bundled fonts: resources/fonts/coverage.txt and widths.txt.

coverage.txt: characters that can be printed; one counts when all faces of the text font have it, or the
fallback font has it. widths.txt: advance widths in thousandths of the type size of the characters U+0020 to
U+017F, regular face in the first line, bold in the second. Run after changing a font; a test says when a file
is out of date. Needs fontTools (comes with matplotlib).
"""

from pathlib import Path
from typing import Any, cast

from fontTools import ttLib  # pyright: ignore[reportMissingTypeStubs] - it has none

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"


def _font(path: Path) -> Any:
    """The open font file; fontTools is untyped."""
    return cast("Any", ttLib).TTFont(path)


def points(path: Path) -> set[int]:
    """Code points a font file has glyphs for."""
    return set(cast("dict[int, str]", _font(path).getBestCmap()))


def widths() -> str:
    """The content of widths.txt."""
    lines: list[str] = []
    for face in ("Regular", "Bold"):
        font = _font(FONTS / f"LiberationSans-{face}.ttf")
        glyphs, advances, units = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
        found = (advances[glyphs[point]][0] if point in glyphs else units // 2 for point in range(0x20, 0x180))
        lines.append(" ".join(str(round(width / units * 1000)) for width in found))
    return "\n".join(lines) + "\n"


def ranges(numbers: set[int]) -> list[str]:
    """The numbers as sorted hexadecimal ranges."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return [f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in found]


def coverage() -> str:
    """The content of coverage.txt."""
    text_faces = [points(path) for path in sorted(FONTS.glob("LiberationSans-*.ttf"))]
    private = set(range(0xE000, 0xF900)) | set(range(0xF0000, 0x110000))  # logos, not letters
    control = set(range(0x20)) | set(range(0x7F, 0xA0))
    printable = set[int].intersection(*text_faces) | points(FONTS / "DejaVuSans.ttf")
    return "\n".join(ranges(printable - private - control)) + "\n"


if __name__ == "__main__":
    (FONTS / "coverage.txt").write_text(coverage(), encoding="ascii")
    (FONTS / "widths.txt").write_text(widths(), encoding="ascii")
