"""Native Word charts of surveys that need plots of their own: from the middle, four fields, back to back.

Everything drawn refers to cells of the workbook behind the chart: the numbers as they are, and beside them what is
drawn besides or instead. Only one pair of axes each: other office programs do not know more.
"""

from collections.abc import Sequence
from dataclasses import replace
from xml.sax.saxutils import escape

from coordinator_app.documents.chart_colors import ChartColors, hatches
from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.chart_layout import ChartLayout
from coordinator_app.documents.chart_words import category_labels
from coordinator_app.documents.formats import measured
from coordinator_app.documents.survey_drawings import ROOM, part_fits, places_of, reach, side_top, sides, windows
from coordinator_app.documents.text import clean
from coordinator_app.documents.word_chart_colors import line, solid
from coordinator_app.documents.word_charts import (
    LEGEND,
    NAMES_OFF,
    NO_LABELS,
    THIN,
    bar_look,
    chart_columns,
    ink_on,
    number_format,
    number_labels,
    numbers_reference,
    whiskers_xml,
    without_labels,
    words_reference,
)

_AXES = (333_331, 333_332)
_QUIET = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
_NO_LINE = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
SHIFT = "Abstand vom linken Rand"
LEFT, RIGHT = "gezeichnet nach links", "gezeichnet nach rechts (auf die Länge der linken Seite gebracht)"
CUTS = ("Trennlinie senkrecht", "Trennlinie waagerecht")
_DIGITS = 9


def drawn_columns(chart: ChartDescription) -> list[tuple[str, Sequence[float | None]]]:
    """What these charts draw besides or instead of their numbers, as further columns of the workbook."""
    if chart.kind is ChartKind.DIVERGING:
        end, count = reach(chart), len(chart.categories)
        return [(SHIFT, [round(end - sides(chart, place)[0], _DIGITS) for place in range(count)])]
    if chart.kind is ChartKind.PAIRED:
        first, second = chart.series
        factor = side_top(first) / side_top(second)
        return [(LEFT, _times(first, -1.0)), (RIGHT, _times(second, factor))]
    if chart.cuts is not None:
        (low_x, high_x), (low_y, high_y) = windows(chart)
        x, y = chart.cuts
        return [
            (f"{CUTS[0]}: x", (x, x)),
            (f"{CUTS[0]}: y", (low_y, high_y)),
            (f"{CUTS[1]}: x", (low_x, high_x)),
            (f"{CUTS[1]}: y", (y, y)),
        ]
    return []


def _times(series: Series, factor: float) -> list[float | None]:
    return [None if value is None else round(value * factor, _DIGITS) for value in series.values]


def special_plot(layout: ChartLayout, colors: ChartColors) -> tuple[str, str]:
    """What is plotted with its axes, and the legend ("" = none)."""
    if layout.chart.kind is ChartKind.DIVERGING:
        return _diverging(layout, colors), LEGEND
    if layout.chart.kind is ChartKind.PAIRED:
        return _paired(layout.chart, colors), LEGEND
    return _portfolio(layout.chart, colors), ""


def _column(chart: ChartDescription, name: str) -> int:
    return [each for each, _ in chart_columns(chart)].index(name) + 1


def _series(place: int, name: str, inside: str) -> str:
    return f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx>{name}</c:tx>{inside}</c:ser>'


def _categories(chart: ChartDescription) -> str:
    return f"<c:cat>{words_reference(1, 0, len(chart.categories), category_labels(chart))}</c:cat>"


# --- from the middle


def _diverging(layout: ChartLayout, colors: ChartColors) -> str:
    """An invisible first part pushes each bar so that good and bad meet in the middle."""
    chart, lines = layout.chart, hatches(layout.chart, colors)
    clear = '<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:invertIfNegative val="0"/>'
    column = _column(chart, SHIFT)
    shift = numbers_reference(column, dict(chart_columns(chart))[SHIFT])
    parts = _series(0, "<c:v> </c:v>", f"{clear}{NO_LABELS}{_categories(chart)}<c:val>{shift}</c:val>")
    for place, series in enumerate(chart.series):
        color = colors.of(series, place)
        inside = bar_look(color, lines[place], colors) + _part_labels(layout, series, color, lines[place], colors)
        inside += f"{_categories(chart)}<c:val>{numbers_reference(place + 1, series.values)}</c:val>"
        parts += _series(place + 1, words_reference(0, place + 1, 0, [series.name]), inside)
    end = reach(chart)
    return (
        _bars(parts) + _category_axis(colors, end) + _value_axis(colors, _AXES[1], _AXES[0], (0, 2 * end), hidden=True)
    )


def _part_labels(layout: ChartLayout, series: Series, color: str, hatch: str, colors: ChartColors) -> str:
    """Numbers in the parts that are long enough; on a hatched one with a plain ground."""
    values = series.values
    short = [place for place, value in enumerate(values) if value is not None and not part_fits(layout, value)]
    code, ground = number_format(layout.chart.decimals, layout.chart.unit), solid(color) if hatch else "<a:noFill/>"
    return number_labels(code, ink_on(color, colors), "ctr", ground=ground, single=without_labels(short))


def _bars(parts: str, grouping: str = "stacked") -> str:
    return (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>'
        f'{parts}<c:gapWidth val="60"/><c:overlap val="100"/><c:axId val="{_AXES[0]}"/><c:axId val="{_AXES[1]}"/>'
        "</c:barChart>"
    )


# --- two sides


def _paired(chart: ChartDescription, colors: ChartColors) -> str:
    """Both sides in one plot: the left one negative, the right one brought to its length; labels tell the numbers."""
    drawn = dict(chart_columns(chart))
    parts = ""
    for place, (series, unit, name) in enumerate(
        zip(chart.series, (chart.unit, chart.second_unit), (LEFT, RIGHT), strict=True)
    ):
        color = colors.of(series, place)
        look = (ink_on(color, colors), "inBase") if place == 0 else (colors.text, "outEnd")
        single = "".join(
            _worded(index, measured(value, places_of(value), unit), *look)
            for index, value in enumerate(series.values)
            if value is not None
        )
        inside = bar_look(color, "", colors)
        inside += number_labels('"General"', *look, single=single)
        inside += _left_whiskers(chart, series, colors) if place == 0 else ""
        inside += f"{_categories(chart)}<c:val>{numbers_reference(_column(chart, name), drawn[name])}</c:val>"
        parts += _series(place, words_reference(0, place + 1, 0, [series.name]), inside)
    end = side_top(chart.series[0]) * ROOM
    axes = _category_axis(colors, 0) + _value_axis(colors, _AXES[1], _AXES[0], (-end, end), hidden=True)
    return _bars(parts, "clustered") + axes


def _left_whiskers(chart: ChartDescription, series: Series, colors: ChartColors) -> str:
    """Whiskers of bars that run to the left: up is towards the middle."""
    swapped = Series(series.name, series.values, series.high, series.low)
    return whiskers_xml(replace(chart, series=(swapped, *chart.series[1:])), swapped, colors)


def _worded(place: int, words: str, ink: str, where: str) -> str:
    """The label of one point with words of its own."""
    return (
        f'<c:dLbl><c:idx val="{place}"/><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r>'
        f'<a:rPr lang="de-DE" sz="800">{solid(ink)}</a:rPr><a:t>{escape(clean(words))}</a:t></a:r></a:p></c:rich>'
        "</c:tx>"
        f'<c:dLblPos val="{where}"/><c:showLegendKey val="0"/><c:showVal val="1"/>{NAMES_OFF}</c:dLbl>'
    )


# --- four fields


def _portfolio(chart: ChartDescription, colors: ChartColors) -> str:
    parts = _points(chart, colors)
    if chart.cuts is not None:
        parts += "".join(_cut(chart, colors, place, name) for place, name in enumerate(CUTS, 1))
    ids = f'<c:axId val="{_AXES[0]}"/><c:axId val="{_AXES[1]}"/>'
    plot = f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{parts}{ids}</c:scatterChart>'
    across, up = windows(chart)
    names = [series.name for series in chart.series]
    return (
        plot
        + _value_axis(colors, _AXES[0], _AXES[1], across, chart.unit, side="b", title=names[0])
        + _value_axis(colors, _AXES[1], _AXES[0], up, chart.unit, side="l", title=names[1])
    )


def _points(chart: ChartDescription, colors: ChartColors) -> str:
    across, up = chart.series
    names = "".join(_worded(place, name, colors.text, "r") for place, name in enumerate(category_labels(chart)))
    marker = (
        '<c:spPr><a:ln w="19050"><a:noFill/></a:ln></c:spPr><c:marker><c:symbol val="circle"/><c:size val="7"/>'
        f"<c:spPr>{solid(colors.series[0])}</c:spPr></c:marker>"
    )
    values = (
        f"<c:xVal>{numbers_reference(1, across.values)}</c:xVal>"
        f'<c:yVal>{numbers_reference(2, up.values)}</c:yVal><c:smooth val="0"/>'
    )
    labels = number_labels('"General"', colors.text, "r", single=names)
    return _series(0, words_reference(0, 2, 0, [up.name]), marker + labels + values)


def _cut(chart: ChartDescription, colors: ChartColors, place: int, name: str) -> str:
    columns = dict(chart_columns(chart))
    across, up = f"{name}: x", f"{name}: y"
    dashed = line(colors.outline, 3 * THIN // 2, '<a:prstDash val="dash"/>')
    look = f'<c:spPr>{dashed}</c:spPr><c:marker><c:symbol val="none"/></c:marker>'
    values = (
        f"<c:xVal>{numbers_reference(_column(chart, across), columns[across])}</c:xVal>"
        f'<c:yVal>{numbers_reference(_column(chart, up), columns[up])}</c:yVal><c:smooth val="0"/>'
    )
    return _series(place, f"<c:v>{escape(name)}</c:v>", look + NO_LABELS + values)


# --- axes


def _category_axis(colors: ChartColors, middle: float) -> str:
    """Names from top to bottom at the left, the line of the axis where the value is `middle`."""
    ink = f"<c:spPr>{line(colors.text, 3 * THIN // 2)}</c:spPr>"
    return (
        f'<c:catAx><c:axId val="{_AXES[0]}"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="l"/>{_QUIET}<c:tickLblPos val="low"/>{ink}<c:crossAx val="{_AXES[1]}"/>'
        f'<c:crossesAt val="{middle:g}"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(
    colors: ChartColors,
    own: int,
    other: int,
    ends: tuple[float, float],
    unit: str = "",
    *,
    hidden: bool = False,
    side: str = "b",
    title: str = "",
) -> str:
    grid = f"<c:majorGridlines><c:spPr>{line(colors.grid, THIN)}</c:spPr></c:majorGridlines>"
    words = (
        '<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="de-DE" sz="900" b="0"/>'
        f'<a:t>{escape(clean(title))} →</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
        if title
        else ""
    )
    code = number_format(0, unit if unit == "%" else "")
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{ends[1]:g}"/><c:min val="{ends[0]:g}"/></c:scaling><c:delete val="{int(hidden)}"/>'
        f'<c:axPos val="{side}"/>{"" if hidden else grid}{words}<c:numFmt formatCode={code} sourceLinked="0"/>'
        f'{_QUIET}<c:tickLblPos val="{"low" if title else "nextTo"}"/>{_NO_LINE}<c:crossAx val="{other}"/>'
        f'<c:crosses val="{"min" if title else "max"}"/>'
        f'<c:crossBetween val="{"midCat" if title else "between"}"/></c:valAx>'
    )
