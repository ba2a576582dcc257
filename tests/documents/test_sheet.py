"""Drawings: words stay words at their place, hatching keeps inside its box, nothing is left over."""

import re

import pytest
from lxml import etree

from coordinator_app.documents.chart_colors import HATCHES
from coordinator_app.documents.sheet import MM_PER_POINT, Sheet

SVG = "{http://www.w3.org/2000/svg}"
POINTS = 72 / 25.4  # matplotlib counts in points


def drawing(sheet: Sheet) -> etree._Element:
    return etree.fromstring(sheet.svg())


@pytest.mark.parametrize(("anchor", "word"), [("left", "start"), ("center", "middle"), ("right", "end")])
def test_words_can_be_read_and_stand_at_their_place(anchor: str, word: str) -> None:
    sheet = Sheet(100, 50)
    sheet.text(30, 20, "Straße <a> & „b“", "#102030", anchor=anchor, bold=True, italic=True)
    (text,) = drawing(sheet).iter(f"{SVG}text")
    assert text.text == "Straße <a> & „b“"
    assert f"text-anchor: {word}" in text.get("style")
    assert {"font-weight: 700", "font-style: italic", "fill: #102030"} <= set(text.get("style").split("; "))
    assert float(text.get("x")) == pytest.approx(30 * POINTS, abs=0.01)
    assert float(text.get("y")) == pytest.approx((20 + 0.36 * 9 * MM_PER_POINT) * POINTS, abs=0.01)


def test_turned_words_stand_on_end() -> None:
    sheet = Sheet(100, 50)
    sheet.text(30, 20, "aufwärts", "#000000", turned=90)
    (text,) = drawing(sheet).iter(f"{SVG}text")
    assert text.get("transform").startswith("rotate(-90 ")


def test_empty_words_and_a_line_without_length_leave_nothing() -> None:
    sheet = Sheet(10, 10)
    sheet.text(1, 1, " ", "#000000")
    sheet.line([(1, 1)], "#000000")
    assert sheet.svg() == Sheet(10, 10).svg()


@pytest.mark.parametrize("hatch", HATCHES)
@pytest.mark.parametrize("size", [(40.0, 6.0), (3.0, 30.0), (0.4, 0.4), (0.0, 5.0)])
def test_hatching_stays_in_its_box(hatch: str, size: tuple[float, float]) -> None:
    sheet = Sheet(100, 50)
    sheet.rect(10, 10, *size, "#123456", hatch=hatch, ink="#FEDCBA")
    found = [node for node in drawing(sheet).iter(f"{SVG}path") if "stroke: #fedcba" in (node.get("style") or "")]
    numbers = [float(number) for node in found for number in re.findall(r"-?\d+\.?\d*", node.get("d"))]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    for x, y in pairs:
        assert 10 * POINTS - 0.1 <= x <= (10 + size[0]) * POINTS + 0.1
        assert 10 * POINTS - 0.1 <= y <= (10 + size[1]) * POINTS + 0.1
    assert bool(pairs) is (min(size) > 3 or (size == (3.0, 30.0)))


def test_every_sign_of_a_series_looks_different() -> None:
    shapes: list[bytes] = []
    for place in range(7):
        sheet = Sheet(20, 20)
        sheet.sign(place, 10, 10, "#000000")
        shapes.append(sheet.svg())
    assert len(set(shapes)) == 7
