"""Write resources/fonts/coverage.txt: the characters that can be printed with the bundled fonts.

A character counts when all faces of the text font have it, or the fallback font has it. Run after changing
a font; a test says when the file is out of date. Needs fontTools (comes with matplotlib).
"""

from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"


def points(path: Path) -> set[int]:
    """Code points a font file has glyphs for."""
    with TTFont(path) as font:
        return set(font.getBestCmap())


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
    """The content of the file."""
    text_faces = [points(path) for path in sorted(FONTS.glob("LiberationSans-*.ttf"))]
    private = set(range(0xE000, 0xF900)) | set(range(0xF0000, 0x110000))  # logos, not letters
    control = set(range(0x20)) | set(range(0x7F, 0xA0))
    printable = set.intersection(*text_faces) | points(FONTS / "DejaVuSans.ttf")
    return "\n".join(ranges(printable - private - control)) + "\n"


if __name__ == "__main__":
    (FONTS / "coverage.txt").write_text(coverage(), encoding="ascii")
