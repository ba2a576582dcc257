"""Native Word charts: chart XML with filled caches and the workbook behind „Daten bearbeiten“.

Written as DrawingML text: no library makes valid Word charts, and this takes two milliseconds instead of a
hundred for a picture. Numbers in workbook, cache and description are the same (tested).
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, cast
from xml.sax.saxutils import escape, quoteattr

from coordinator_app.documents.chart_description import LYING, STACKING, ChartDescription, ChartKind, Series
from coordinator_app.documents.chart_words import category_labels
from coordinator_app.documents.charts import OWN_WAY, ChartColors, is_dark, top_of
from coordinator_app.documents.text import clean
from coordinator_app.domain.result_charts import Side

SHEET = "Daten"
_CATEGORY_AXIS, _VALUE_AXIS = 111_111, 222_222  # must be positive: UInt32 in the schema
_LINE = 12_700  # one point in EMU
_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_SYMBOLS = ("circle", "square", "diamond", "triangle", "x", "plus", "star", "dash")


def chart_xml(chart: ChartDescription, colors: ChartColors) -> bytes:
    """The chart part; the workbook must be its relationship `rId1`."""
    if chart.kind in OWN_WAY:
        from coordinator_app.documents.word_survey_charts import special_plot

        area, legend = special_plot(chart, colors)
        return _space(area, legend, colors)
    plot = _Plot(chart, colors)
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    return _space(f"{plot.series()}{plot.axes()}", legend, colors)


def _space(area: str, legend: str, colors: ChartColors) -> bytes:
    """The whole chart part around what is plotted."""
    text = (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900">{solid(colors.text)}'
        '<a:latin typeface="Arial"/></a:defRPr></a:pPr><a:endParaRPr lang="de-DE"/></a:p></c:txPr>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {_SPACES}><c:date1904 val="0"/>'
        '<c:lang val="de-DE"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea><c:layout/>{area}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text}<c:externalData r:id="rId1">'
        '<c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def chart_workbook(chart: ChartDescription) -> bytes:
    """The Excel workbook behind the chart: categories in column A, one column per series, then the whiskers."""
    import xlsxwriter  # pyright: ignore[reportMissingTypeStubs] - it has none

    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with cast("Any", xlsxwriter).Workbook(target, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - Excel knows no time zones
        sheet = book.add_worksheet(SHEET)
        sheet.set_column(0, 0, 32)
        sheet.write_column(1, 0, [clean(label) for label in category_labels(chart)])
        for column, (name, values) in enumerate(chart_columns(chart), 1):
            sheet.write_string(0, column, clean(name))
            for row, value in enumerate(values, 1):
                if value is not None:
                    sheet.write_number(row, column, value)
    return target.getvalue()


def chart_columns(chart: ChartDescription) -> list[tuple[str, Sequence[float | None]]]:
    """Columns of the workbook from B on: the series, distances to the ends of the whiskers, what is drawn instead."""
    found: list[tuple[str, Sequence[float | None]]] = [(series.name, series.values) for series in chart.series]
    for series in chart.series:
        if series.low and series.high:
            found.append((f"{series.name}: Abstand nach unten", _distances(series, series.low)))
            found.append((f"{series.name}: Abstand nach oben", _distances(series, series.high)))
    if chart.kind in OWN_WAY:
        from coordinator_app.documents.word_survey_charts import drawn_columns

        found += drawn_columns(chart)
    return found


def _distances(series: Series, ends: Sequence[float | None]) -> list[float | None]:
    pairs = zip(series.values, ends, strict=True)
    return [None if value is None or end is None else round(abs(end - value), 9) for value, end in pairs]


def solid(color: str) -> str:
    """A fill in one colour."""
    return f'<a:solidFill><a:srgbClr val="{color.lstrip("#")}"/></a:solidFill>'


def part_fill(series: Series, color: str, colors: ChartColors) -> str:
    """The ground of a bar: lines over the bad end of a scale, so that it can be told in grey."""
    if series.tone is None or series.tone.side is not Side.BAD:
        return solid(color)
    inner = (f'<a:srgbClr val="{each.lstrip("#")}"/>' for each in (colors.background, color))
    return '<a:pattFill prst="wdUpDiag"><a:fgClr>{}</a:fgClr><a:bgClr>{}</a:bgClr></a:pattFill>'.format(*inner)


def number_fill(series: Series, color: str) -> str:
    """The ground of the numbers in a bar."""
    return solid(color) if series.tone is not None and series.tone.side is Side.BAD else "<a:noFill/>"


def _letter(column: int) -> str:
    """Column letters: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Plot:
    """The parts of the plot area."""

    def __init__(self, chart: ChartDescription, colors: ChartColors) -> None:
        self.chart, self.colors = chart, colors
        self.has_whiskers = any(len(series.low) > 0 for series in chart.series)
        digits = "." + "0" * chart.decimals if chart.decimals else ""
        unit = '\\ "' + clean(chart.unit).replace('"', "") + '"' if chart.unit else ""
        self.format = quoteattr(f"#,##0{digits}{unit}")
        self.axis_format = quoteattr("General" + (unit if chart.unit in {"%", "€"} else ""))

    def series(self) -> str:
        chart = self.chart
        parts = "".join(self._one(index, series) for index, series in enumerate(chart.series))
        axes = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
        if chart.kind is ChartKind.LINE:
            return (
                '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
                f'{parts}<c:marker val="1"/>{axes}</c:lineChart>'
            )
        direction = "bar" if chart.kind in LYING else "col"
        stacked = chart.kind in STACKING
        overlap = '<c:overlap val="100"/>' if stacked else ""
        return (
            f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{"stacked" if stacked else "clustered"}"/>'
            f'<c:varyColors val="0"/>{parts}<c:gapWidth val="60"/>'
            f"{overlap}{axes}</c:barChart>"
        )

    def _one(self, index: int, series: Series) -> str:
        chart = self.chart
        line = chart.kind is ChartKind.LINE
        color = self.colors.soft if self.chart.kind is ChartKind.INTERVAL else self._color(index)
        words = words_reference(0, index + 1, 0, [series.name])
        name = f'<c:idx val="{index}"/><c:order val="{index}"/><c:tx>{words}</c:tx>'
        if line:
            look = f'<c:spPr><a:ln w="{2 * _LINE}">{solid(color)}</a:ln></c:spPr>'
            look += (
                f'<c:marker><c:symbol val="{_SYMBOLS[index % len(_SYMBOLS)]}"/><c:size val="6"/>'
                f"<c:spPr>{solid(color)}</c:spPr></c:marker>"
            )
        else:
            edge = self.colors.outline if index >= 5 else self.colors.background
            ground = part_fill(series, color, self.colors)
            look = f'<c:spPr>{ground}<a:ln w="6350">{solid(edge)}</a:ln></c:spPr><c:invertIfNegative val="0"/>'
        rows = len(self.chart.categories)
        categories = f"<c:cat>{words_reference(1, 0, rows, category_labels(self.chart))}</c:cat>"
        values = f"<c:val>{numbers_reference(index + 1, series.values)}</c:val>"
        smooth = '<c:smooth val="0"/>' if line else ""
        bars = whiskers_xml(chart, series, self.colors)
        return f"<c:ser>{name}{look}{self._labels(series, color)}{bars}{categories}{values}{smooth}</c:ser>"

    def _labels(self, series: Series, color: str) -> str:
        chart = self.chart
        show = not (chart.kind is ChartKind.LINE and len(chart.series) > 1 and not self.has_whiskers)
        shown = f'<c:showVal val="{int(show)}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        rest = f'<c:showLegendKey val="0"/>{shown}<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
        if not show:
            return f"<c:dLbls>{rest}</c:dLbls>"
        place = "t" if chart.kind is ChartKind.LINE else "outEnd"
        ink = self.colors.text
        if chart.kind in STACKING:
            place, ink = "ctr", self.colors.background if is_dark(color) else self.colors.text
        if chart.kind is ChartKind.INTERVAL:
            place = "inBase"
        text = (
            f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="800">{solid(ink)}</a:defRPr></a:pPr>'
            '<a:endParaRPr lang="de-DE"/></a:p></c:txPr>'
        )
        number = f'<c:numFmt formatCode={self.format} sourceLinked="0"/>'
        short = narrow_labels(series, 100.0) if series.tone is not None and chart.kind in STACKING else ""
        ground = number_fill(series, color)
        return f'<c:dLbls>{short}{number}<c:spPr>{ground}</c:spPr>{text}<c:dLblPos val="{place}"/>{rest}</c:dLbls>'

    def axes(self) -> str:
        lying = self.chart.kind in LYING
        order = "maxMin" if lying else "minMax"
        ink = f'<c:spPr><a:ln w="6350">{solid(self.colors.outline)}</a:ln></c:spPr>'
        grid = f'<c:majorGridlines><c:spPr><a:ln w="6350">{solid(self.colors.grid)}</a:ln></c:spPr></c:majorGridlines>'
        highest = top_of(self.chart)
        top = f'<c:max val="{highest:g}"/>' if highest is not None else ""
        known = [value for series in self.chart.series for value in (*series.values, *series.low) if value is not None]
        bottom = '<c:min val="0"/>' if min(known, default=0) >= 0 else ""
        quiet = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        return (
            f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
            f'<c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/>{quiet}<c:tickLblPos val="low"/>{ink}'
            f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
            '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
            f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{top}{bottom}</c:scaling>'
            f'<c:delete val="0"/><c:axPos val="{"b" if lying else "l"}"/>{grid}'
            f'<c:numFmt formatCode={self.axis_format} sourceLinked="0"/>{quiet}<c:tickLblPos val="nextTo"/>'
            f'<c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:crossAx val="{_CATEGORY_AXIS}"/>'
            f'<c:crosses val="{"max" if lying else "autoZero"}"/><c:crossBetween val="between"/></c:valAx>'
        )

    def _color(self, index: int) -> str:
        return self.colors.of(self.chart.series[index], index)


def words_reference(row: int, column: int, rows: int, words: Sequence[str]) -> str:
    """Text from cells of the workbook, with the words themselves; `row` and `column` from 0, heading included."""
    points = "".join(f'<c:pt idx="{index}"><c:v>{escape(clean(word))}</c:v></c:pt>' for index, word in enumerate(words))
    where = _range(row, column, max(1, rows))
    count = f'<c:ptCount val="{len(words)}"/>'
    return f"<c:strRef><c:f>{where}</c:f><c:strCache>{count}{points}</c:strCache></c:strRef>"


def numbers_reference(column: int, values: Sequence[float | None], row: int = 1) -> str:
    """Numbers from a column of the workbook, with the numbers themselves."""
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{value!r}</c:v></c:pt>' for index, value in enumerate(values) if value is not None
    )
    where = _range(row, column, max(1, len(values)))
    cache = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
    return f"<c:numRef><c:f>{where}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"


def narrow_labels(series: Series, whole: float) -> str:
    """No number in parts of a bar too narrow for one (under a 25th of the axis)."""
    return "".join(
        f'<c:dLbl><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>'
        for place, value in enumerate(series.values)
        if value is not None and value * 25 < whole
    )


def whiskers_xml(chart: ChartDescription, series: Series, colors: ChartColors) -> str:
    """Error bars of a series from the distances in the workbook; nothing without intervals."""
    if not (series.low and series.high):
        return ""
    names = [name for name, _ in chart_columns(chart)]
    low = names.index(f"{series.name}: Abstand nach unten") + 1
    plus = numbers_reference(low + 1, _distances(series, series.high))
    minus = numbers_reference(low, _distances(series, series.low))
    pen = f'<c:spPr><a:ln w="{3 * _LINE // 2}">{solid(colors.text)}</a:ln></c:spPr>'
    direction = '<c:errDir val="y"/>' if chart.kind is ChartKind.LINE else ""
    return (
        f'<c:errBars>{direction}<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{plus}</c:plus><c:minus>{minus}</c:minus>{pen}</c:errBars>"
    )


def _range(row: int, column: int, rows: int) -> str:
    """Absolute reference to `rows` cells below each other."""
    letter = _letter(column)
    first = f"${letter}${row + 1}"
    return f"{SHEET}!{first}" if rows == 1 and row == 0 else f"{SHEET}!{first}:${letter}${row + rows}"
