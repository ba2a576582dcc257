"""Colours of charts: of the light theme for paper, of the theme of a Word file; what keeps them apart in grey."""

import tomllib
from collections.abc import Sequence
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from coordinator_app.common.paths import RESOURCES
from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.domain.result_charts import Side

HATCHES = ("up", "dots", "down", "cross", "lines")  # lines over a fill, in order of use
_NEAR = 24  # two fills whose greys (0–255) are nearer are not told apart in print
_POINTED = frozenset({ChartKind.LINE, ChartKind.PORTFOLIO})
_READABLE = 3.0  # contrast of a line or an edge against its ground (WCAG 2.2, 1.4.11)


class ThemeColor(str):
    """A colour „#RRGGBB“ made from one of the theme of a Word file: `base`, called `name` there.

    Its brightness is that of the base times `times` plus `plus`, its saturation that of the base times `strength`.
    """

    __slots__ = ("base", "name", "plus", "strength", "times")
    base: str
    name: str
    times: float
    plus: float
    strength: float

    def __new__(cls, base: str, name: str, times: float = 1.0, plus: float = 0.0, strength: float = 1.0) -> Self:
        """The colour `base` of the theme, made lighter, darker or duller."""
        made = super().__new__(cls, _lit(base, times, plus, strength))
        made.base, made.name, made.times, made.plus, made.strength = base, name, times, plus, strength
        return made


@dataclass(frozen=True, slots=True)
class ChartColors:
    """The theme roles a chart uses, each „#RRGGBB“; `series` in order of use."""

    series: tuple[str, ...]
    outline: str
    grid: str
    text: str
    background: str
    soft: str  # ground on which text and whiskers stand
    good: tuple[str, ...] = ()  # ramps of a scale, weak to strong
    bad: tuple[str, ...] = ()
    neutral: str = ""

    def of(self, series: Series, place: int) -> str:
        """The colour of a series: its tone on a scale, else the one of its place."""
        tone = series.tone
        if tone is None or tone.side is Side.PLAIN:
            return self.series[(place if tone is None else tone.step) % len(self.series)]
        if tone.side is Side.NEUTRAL:
            return self.neutral
        return (self.good if tone.side is Side.GOOD else self.bad)[tone.step - 1]

    def edge(self, color: str) -> str:
        """The edge of a fill: one that can be seen where the fill hardly differs from the ground."""
        return self.background if contrast(color, self.background) >= _READABLE else self.outline

    def stroke(self, color: str) -> str:
        """The colour of a line: darker where it could hardly be seen on the ground."""
        steps = (1.0, 0.75, 0.5, 0.25)
        shades = (color if step == 1 else darker(color, step) for step in steps)
        return next((shade for shade in shades if contrast(shade, self.background) >= _READABLE), self.text)


@cache
def paper_colors() -> ChartColors:
    """Colours for print: those of the light theme on white."""
    return theme_colors(RESOURCES / "themes" / "hell.toml")


def theme_colors(path: Path) -> ChartColors:
    """Chart colours of a theme file."""
    theme = tomllib.loads(path.read_text(encoding="utf-8"))
    roles, chart = theme["rollen"], theme["diagramm"]
    return ChartColors(
        series=tuple(chart["reihen"]),
        outline=chart["umriss"],
        grid=chart["gitter"],
        text=roles["text"],
        background=roles["raised"],
        soft=theme["rampen"]["menge"][2],
        good=tuple(theme["rampen"]["menge"]),
        bad=tuple(theme["rampen"]["belastung"]),
        neutral=chart["neutral"],
    )


def hatches(chart: ChartDescription, colors: ChartColors) -> list[str]:
    """The lines over each series ("" = none), so that it can be told in grey.

    Over the bad end of a scale, and over a fill whose grey an earlier plain one already has.
    """
    if chart.kind in _POINTED:
        return [""] * len(chart.series)
    found: list[str] = []
    plain: list[float] = []
    for place, series in enumerate(chart.series):
        if series.tone is not None and series.tone.side is not Side.PLAIN:
            found.append(HATCHES[0] if series.tone.side is Side.BAD else "")
            continue
        own = grey(colors.of(series, place))
        if any(abs(own - other) < _NEAR for other in plain):
            used = sum(1 for each in found if each)
            found.append(HATCHES[used % len(HATCHES)])
        else:
            found.append("")
            plain.append(own)
    return found


def darker(color: str, times: float) -> str:
    """A colour with its brightness times `times`; one of a theme stays one."""
    if isinstance(color, ThemeColor):
        return ThemeColor(color.base, color.name, color.times * times, color.plus * times, color.strength)
    return _lit(color, times)


def _lit(color: str, times: float, plus: float = 0.0, strength: float = 1.0) -> str:
    """A colour with another brightness and saturation (HSL), as Word reckons `lumMod`, `lumOff` and `satMod`."""
    if times == 1 and not plus and strength == 1:
        return str(color)
    hue, light, full = rgb_to_hls(*(value / 255 for value in _channels(color)))
    parts = hls_to_rgb(hue, min(1.0, max(0.0, light * times + plus)), min(1.0, full * strength))
    return "#{:02X}{:02X}{:02X}".format(*(round(part * 255) for part in parts))


def _channels(color: str) -> tuple[int, int, int]:
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue


def grey(color: str) -> float:
    """The grey (0–255) a black and white printer makes of a colour („#RRGGBB“)."""
    red, green, blue = _channels(color)
    return 0.299 * red + 0.587 * green + 0.114 * blue


def is_dark(color: str) -> bool:
    """Whether white lettering reads better than black on this colour („#RRGGBB“)."""
    return grey(color) < 140


def contrast(first: str, second: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((_luminance(_channels(first)), _luminance(_channels(second))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(channels: Sequence[int]) -> float:
    parts = [value / 255 for value in channels]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
