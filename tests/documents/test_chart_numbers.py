"""One law for every kind of chart: description, workbook, cache, printed numbers and sentence say the same."""

from collections import Counter
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from coordinator_app.documents.chart_colors import paper_colors
from coordinator_app.documents.chart_description import STACKING, ChartDescription, ChartKind, Series
from coordinator_app.documents.chart_layout import ChartLayout, axis_of
from coordinator_app.documents.chart_words import alternative_text, category_labels
from coordinator_app.documents.charts import OWN_WAY, chart_svg
from coordinator_app.documents.content import Chart, Document
from coordinator_app.documents.formats import measured
from coordinator_app.documents.survey_drawings import part_fits, places_of
from coordinator_app.documents.word import render_word
from coordinator_app.documents.word_charts import chart_columns, chart_workbook, chart_xml, in_cell
from coordinator_app.domain.result_charts import Side, Tone
from tests.documents import samples
from tests.documents.rules import word_findings

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TONES = (Tone(Side.GOOD, 5), Tone(Side.NEUTRAL, 1), Tone(Side.BAD, 4))
NAMES = ("kurz", "Ein sehr langer Name eines Gebietes mit vielen Wörtern und noch mehr Wörtern", "1999", "a & <b>", "ß")
numbers = st.none() | st.sampled_from((0.0, -0.0, 1e9, -3.5, 0.1 + 0.2, 1e-7, 100.0)) | st.floats(-1e6, 1e6)
shares = st.none() | st.floats(0, 100).map(lambda value: round(value, 1))


@st.composite
def charts(draw: st.DrawFn, kind: ChartKind) -> ChartDescription:
    """A chart of this kind with nothing, zero, below zero and huge values, one to thirty categories, long labels."""
    count = draw(st.sampled_from((1, 2, 5, 30)))
    many = 2 if kind in {ChartKind.PORTFOLIO, ChartKind.PAIRED} else draw(st.integers(1, 4))
    usual = numbers if kind not in OWN_WAY or draw(st.booleans()) else shares
    toned = kind is ChartKind.DIVERGING or draw(st.booleans())
    series: list[Series] = []
    for place in range(many):
        values = tuple(draw(st.lists(usual, min_size=count, max_size=count)))
        ends: tuple[tuple[float | None, ...], ...] = ((), ())
        if draw(st.booleans()) and kind not in OWN_WAY:
            ends = tuple(tuple(None if value is None else value + side for value in values) for side in (-2.5, 4.0))
        tone = TONES[place % 3] if toned and kind not in {ChartKind.PORTFOLIO, ChartKind.PAIRED} else None
        series.append(Series(f"Reihe {place}", values, *ends, tone))
    names = tuple(f"{NAMES[number % 5]} {number}" for number in range(count))
    unit, decimals = draw(st.sampled_from((("%", 1), ("", 0), ("€", 2))))
    second = "Fälle" if kind is ChartKind.PAIRED else ""
    return ChartDescription(kind, "Titel", names, tuple(series), unit, decimals, second_unit=second)


def drawn_words(chart: ChartDescription) -> Counter[str]:
    root = etree.fromstring(chart_svg(chart, 165))
    return Counter(node.text for node in root.iter("{http://www.w3.org/2000/svg}text"))


def cells(chart: ChartDescription) -> dict[str, Any]:
    sheet = openpyxl.load_workbook(BytesIO(chart_workbook(chart)))["Daten"]
    return {f"${cell.column_letter}${cell.row}": cell.value for row in sheet.rows for cell in row}


def printed(chart: ChartDescription) -> list[set[int]]:
    """The categories of each series whose number is printed."""
    layout = ChartLayout(chart)
    if chart.kind is ChartKind.PORTFOLIO:
        return []
    if chart.kind is ChartKind.DIVERGING:
        return [{n for n, v in enumerate(s.values) if v is not None and part_fits(layout, v)} for s in chart.series]
    if chart.kind is ChartKind.PAIRED:
        return [{n for n, v in enumerate(s.values) if v is not None} for s in chart.series]
    return [set(layout.printed(place)) for place in range(len(chart.series))]


def labelled_in_word(root: Any, chart: ChartDescription) -> list[set[int]]:
    found: list[set[int]] = []
    for place, series in enumerate(root.iter(f"{C}ser")):
        if chart.kind is ChartKind.DIVERGING and place == 0:
            continue  # the part that pushes the bars to the middle
        labels = series.find(f"{C}dLbls")
        gone = {
            int(one.find(f"{C}idx").get("val"))
            for one in labels.findall(f"{C}dLbl")
            if one.find(f"{C}delete") is not None
        }
        values = chart.series[len(found)].values
        shown = labels.find(f"{C}showVal").get("val") == "1"
        found.append({n for n, value in enumerate(values) if value is not None and n not in gone} if shown else set())
    return found


def words_of(chart: ChartDescription, place: int, value: float) -> str:
    if chart.kind is ChartKind.PAIRED:
        return measured(value, places_of(value), (chart.unit, chart.second_unit)[place])
    return measured(value, chart.decimals, chart.unit)


def check(chart: ChartDescription) -> None:
    """Everything that must hold of one chart."""
    root, known = etree.fromstring(chart_xml(chart, paper_colors())), cells(chart)
    for column, (name, values) in enumerate(chart_columns(chart)):
        letter = chr(66 + column)
        assert known[f"${letter}$1"] == name
        wanted = [None if value is None else in_cell(value) for value in values]
        assert [known.get(f"${letter}${row}") for row in range(2, 2 + len(values))] == wanted
    for place, series in enumerate(chart.series):
        assert chart_columns(chart)[place][1] == series.values
    for reference in [*root.iter(f"{C}numRef"), *root.iter(f"{C}strRef")]:
        letter, first = reference.findtext(f"{C}f").split("!")[1].split(":")[0].rsplit("$", 1)
        for point in reference.iter(f"{C}pt"):
            text = point.findtext(f"{C}v")
            cell = known[f"{letter}${int(first) + int(point.get('idx'))}"]
            assert cell == (float(text) if reference.tag == f"{C}numRef" else text)
    drawn, wanted = drawn_words(chart), printed(chart)
    if wanted:
        assert labelled_in_word(root, chart) == wanted
    numbers = Counter(
        words_of(chart, place, chart.series[place].values[index] or 0.0)
        for place, indices in enumerate(wanted)
        for index in indices
        if chart.series[place].values[index] or chart.kind not in STACKING
    )
    assert not numbers - drawn
    if chart.kind is ChartKind.PAIRED:
        assert Counter(node.text for node in root.iter(f"{A}t")) == numbers


@pytest.mark.parametrize("kind", ChartKind)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_numbers_are_the_same_everywhere(kind: ChartKind, data: st.DataObject) -> None:
    check(data.draw(charts(kind)))


@pytest.mark.parametrize("kind", ChartKind)
def test_every_kind_is_valid_in_word_even_without_categories(kind: ChartKind) -> None:
    many = 2 if kind in {ChartKind.PORTFOLIO, ChartKind.PAIRED} else 1
    some = tuple(Series(f"Reihe {n}", (-12.5, None, 0.0, 4e9)) for n in range(many))
    chart = ChartDescription(kind, "Titel", NAMES[:4], some, "%", 1)
    check(chart)
    check(ChartDescription(kind, "leer", (), tuple(Series(f"Reihe {n}", ()) for n in range(many))))
    assert word_findings(render_word(Document(title="x", blocks=(Chart(chart),)))) == []


@pytest.mark.parametrize("kind", samples.PLAIN_KINDS)
def test_sentence_has_the_numbers_that_are_drawn(kind: ChartKind) -> None:
    chart = samples.chart(kind)
    sentence = alternative_text(chart)
    for place, indices in enumerate(printed(chart)):
        for index in indices:
            assert words_of(chart, place, chart.series[place].values[index] or 0.0) in sentence


def test_numbers_without_room_are_printed_nowhere() -> None:
    wide = tuple(f"Ort {number}" for number in range(30))
    bars = ChartDescription(ChartKind.BAR, "x", wide, (Series("s", (123_456.0,) * 30),), "€", 2)
    assert printed(bars) == [set()]
    parts = (Series("groß", (98.0,)), Series("klein", (2.0,)))
    assert printed(ChartDescription(ChartKind.HORIZONTAL_STACKED, "x", ("a",), parts, "%")) == [{0}, set()]
    line = ChartDescription(ChartKind.LINE, "x", wide, (Series("s", tuple(9000.0 + n for n in range(30))),))
    assert printed(line) == [{0, 29}]
    crossing = ChartDescription(ChartKind.LINE, "x", ("a", "b"), (Series("s", (1.0, 2.0)), Series("t", (2.0, 1.0))))
    assert printed(crossing) == [{1}, {1}]
    near = ChartDescription(ChartKind.LINE, "x", ("a", "b"), (Series("s", (1.0, 20.0)), Series("t", (2.0, 20.5))))
    assert printed(near) == [set(), set()]
    pieces = ChartDescription(ChartKind.LINE, "x", ("a", "b"), (Series("s", (1.0, None)), Series("t", (None, 1.0))))
    assert printed(pieces) == [{0}, {1}]


@pytest.mark.parametrize(
    ("values", "ends", "ticks"),
    [
        ((31.4, 12.0), (0.0, 40.0), [0.0, 10.0, 20.0, 30.0, 40.0]),
        ((-12.5, 5.0), (-15.0, 5.0), [-15.0, -10.0, -5.0, 0.0, 5.0]),
        ((0.03,), (0.0, 0.03), [0.0, 0.01, 0.02, 0.03]),
        ((2e9,), (0.0, 2e9), [0.0, 5e8, 1e9, 1.5e9, 2e9]),
        ((0.0, None), (0.0, 1.0), [0.0, 1.0]),
        ((2.0, 1.0), (0.0, 2.0), [0.0, 1.0, 2.0]),
        ((0.4, 0.9), (0.0, 1.0), [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
    ],
)
def test_axis_ends_at_round_numbers_around_zero(
    values: tuple[float | None, ...], ends: tuple[float, float], ticks: list[float]
) -> None:
    axis = axis_of(ChartDescription(ChartKind.BAR, "x", ("a",) * len(values), (Series("s", values),)))
    assert (axis.low, axis.high) == pytest.approx(ends)
    assert axis.ticks() == pytest.approx(ticks)


def test_whole_numbers_have_nothing_between_them_along_the_axis_of_word() -> None:
    few = ChartDescription(ChartKind.HORIZONTAL, "x", ("a", "b"), (Series("s", (2.0, 1.0)),))
    assert b'<c:crossBetween val="between"/><c:majorUnit val="1"/></c:valAx>' in chart_xml(few, paper_colors())
    many = ChartDescription(ChartKind.HORIZONTAL, "x", ("a", "b"), (Series("s", (200.0, 1.0)),))
    assert b"majorUnit" not in chart_xml(many, paper_colors())
    assert word_findings(render_word(Document(title="x", blocks=(Chart(few),)))) == []


def test_shares_above_a_hundred_are_not_cut_off() -> None:
    over = ChartDescription(ChartKind.STACKED, "x", ("a",), (Series("s", (80.0,)), Series("t", (60.0,))), "%")
    assert axis_of(over).high >= 140
    rounded = ChartDescription(ChartKind.STACKED, "x", ("a",), (Series("s", (50.1,)), Series("t", (50.0,))), "%")
    assert axis_of(rounded).high == 100


def test_labels_keep_their_second_line_and_long_ones_are_broken() -> None:
    chart = ChartDescription(
        ChartKind.HORIZONTAL, "x", ("Donaudampfschifffahrtsgesellschaftskapitänsmützen " * 2,), (Series("s", (1.0,)),),
        counts=(386,), additions=("sicher 89 %",),
    )  # fmt: skip
    (lines,) = ChartLayout(chart).labels
    assert lines[-1] == "sicher 89\u00a0%"
    assert lines[-2].endswith("(n\u00a0=\u00a0386)")
    assert len(lines) >= 4
    assert "".join(lines).replace(" ", "").startswith("Donaudampfschifffahrtsgesellschaftskapitänsmützen")
    assert category_labels(chart)[0].endswith("sicher 89 %")
