"""Colours of charts: the theme of a Word file wins, tones of a scale stay, everything is told apart in grey."""

import re
import zipfile
from io import BytesIO

import pytest

from coordinator_app.documents.chart_colors import (
    ChartColors,
    ThemeColor,
    contrast,
    darker,
    grey,
    hatches,
    paper_colors,
)
from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.content import Chart, Document
from coordinator_app.documents.word import render_word
from coordinator_app.documents.word_chart_colors import color_xml, fill, line, word_colors
from coordinator_app.domain.result_charts import Side, Tone
from tests.documents import samples

OFFICE = ("4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47")


def theme(accents: tuple[str, ...] = OFFICE, prefix: str = "a:") -> bytes:
    """A theme part as Word writes it: black and white are system colours."""
    known = [
        ("dk1", '<{p}sysClr val="windowText" lastClr="000000"/>'),
        ("lt1", '<{p}sysClr val="window" lastClr="FFFFFF"/>'),
    ]
    known += [(f"accent{number}", f'<{{p}}srgbClr val="{color}"/>') for number, color in enumerate(accents, 1)]
    inner = "".join(f"<{prefix}{name}>{color.format(p=prefix)}</{prefix}{name}>" for name, color in known)
    return f"<{prefix}theme><{prefix}clrScheme>{inner}</{prefix}clrScheme></{prefix}theme>".encode()


@pytest.mark.parametrize("prefix", ["a:", "", "draw:"])
def test_colours_are_those_of_the_theme(prefix: str) -> None:
    colors = word_colors(theme(prefix=prefix))
    assert colors.series[:6] == tuple(f"#{color}" for color in OFFICE)
    assert (colors.text, colors.background) == ("#000000", "#FFFFFF")
    assert colors.good == paper_colors().good
    assert color_xml(colors.series[1]) == '<a:schemeClr val="accent2"/>'
    assert color_xml(colors.grid) == '<a:schemeClr val="bg1"><a:lumMod val="85000"/></a:schemeClr>'
    assert 'val="accent1"><a:lumMod val="50000"/><a:lumOff val="50000"/><a:satMod' in color_xml(colors.soft)
    assert color_xml("#0F5A62") == '<a:srgbClr val="0F5A62"/>'


@pytest.mark.parametrize("part", [None, b"", b"<a:theme/>", theme(OFFICE[:5]), theme((*OFFICE[:5], "kein"))])
def test_without_a_whole_theme_the_colours_are_those_of_paper(part: bytes | None) -> None:
    assert word_colors(part) == paper_colors()


def test_light_colours_get_an_edge_and_darker_lines() -> None:
    colors = word_colors(theme())
    yellow, blue = colors.series[3], colors.series[0]
    assert colors.edge(yellow) == colors.outline
    assert colors.edge(blue) == colors.background
    stroke = colors.stroke(yellow)
    assert isinstance(stroke, ThemeColor)
    assert (stroke.name, contrast(stroke, "#FFFFFF") >= 3) == ("accent4", True)
    assert colors.stroke(blue) == blue
    white = word_colors(theme(("FFFFFF",) * 6))
    assert contrast(white.stroke(white.series[0]), "#FFFFFF") >= 3
    assert grey(darker("#71B7FA", 0.5)) < grey("#71B7FA")


@pytest.mark.parametrize("colors", [paper_colors(), word_colors(theme()), word_colors(theme(("808080",) * 6))])
def test_series_differ_in_grey_or_by_lines(colors: ChartColors) -> None:
    chart = ChartDescription(ChartKind.BAR, "x", ("a",), tuple(Series(f"s{n}", (1.0,)) for n in range(6)))
    looks = list(zip(hatches(chart, colors), (grey(colors.series[n]) for n in range(6)), strict=True))
    for place, (hatch, shade) in enumerate(looks):
        for other_hatch, other in looks[:place]:
            assert hatch != other_hatch or abs(shade - other) >= 24


def test_lines_stand_over_the_bad_end_and_over_no_line_chart() -> None:
    series = (Series("gut", (1.0,), tone=Tone(Side.GOOD, 5)), Series("schlecht", (1.0,), tone=Tone(Side.BAD, 5)))
    bars = ChartDescription(ChartKind.HORIZONTAL_STACKED, "x", ("a",), series)
    assert hatches(bars, paper_colors()) == ["", "up"]
    lines = ChartDescription(ChartKind.LINE, "x", ("a",), series)
    assert hatches(lines, paper_colors()) == ["", ""]


def test_fills_and_lines_as_xml() -> None:
    assert fill("#010203", "", "#FFFFFF") == '<a:solidFill><a:srgbClr val="010203"/></a:solidFill>'
    assert fill("#010203", "cross", "#FFFFFF").startswith(
        '<a:pattFill prst="openDmnd"><a:fgClr><a:srgbClr val="FFFFFF"/>'
    )
    assert line("#010203", 6350) == '<a:ln w="6350"><a:solidFill><a:srgbClr val="010203"/></a:solidFill></a:ln>'


def test_our_own_theme_names_the_colours_of_charts() -> None:
    """A Word document of ours looks like its PDF: its accents are the first colours of a series."""
    data = render_word(Document(title="x", blocks=(Chart(samples.chart(ChartKind.BAR)),)))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        part, drawn = archive.read("word/theme/theme1.xml"), archive.read("word/charts/chart1.xml").decode()
    assert word_colors(part).series[:6] == paper_colors().series[:6]
    assert '<a:schemeClr val="accent1"/>' in drawn
    assert '<a:latin typeface="+mn-lt"/>' in drawn
    assert re.findall("srgbClr", drawn) == []
