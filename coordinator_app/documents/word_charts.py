"""Native Word charts: chart XML with filled caches and the workbook behind „Daten bearbeiten“.

Written as DrawingML text: no library makes valid Word charts, and this takes two milliseconds instead of a
hundred for a picture. Numbers in workbook, cache and description are the same (tested), and the same ones are
printed as in the drawing (`ChartLayout.printed`).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, cast
from xml.sax.saxutils import escape, quoteattr

from coordinator_app.documents.chart_colors import ChartColors, hatches, is_dark
from coordinator_app.documents.chart_description import LYING, STACKING, ChartDescription, ChartKind, Series
from coordinator_app.documents.chart_layout import USUAL_WIDTH, ChartLayout, is_counted, top_of
from coordinator_app.documents.chart_words import category_labels
from coordinator_app.documents.charts import OWN_WAY
from coordinator_app.documents.text import clean
from coordinator_app.documents.word_chart_colors import fill, line, solid

SHEET = "Daten"
_CATEGORY_AXIS, _VALUE_AXIS = 111_111, 222_222  # must be positive: UInt32 in the schema
POINT = 12_700  # one point in EMU
THIN = POINT // 2
_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_SYMBOLS = ("circle", "square", "triangle", "diamond", "x", "plus", "star", "dash")
LEGEND = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
NAMES_OFF = '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
NO_LABELS = f'<c:dLbls><c:showLegendKey val="0"/><c:showVal val="0"/>{NAMES_OFF}</c:dLbls>'


def chart_xml(chart: ChartDescription, colors: ChartColors, width: float = USUAL_WIDTH) -> bytes:
    """The chart part of a chart `width` millimetres wide; the workbook must be its relationship `rId1`."""
    layout = ChartLayout(chart, width)
    if chart.kind in OWN_WAY:
        from coordinator_app.documents.word_survey_charts import special_plot

        area, legend = special_plot(layout, colors)
        return _space(area, legend, colors)
    plot = _Plot(layout, colors)
    return _space(f"{plot.series()}{plot.axes()}", LEGEND if len(chart.series) > 1 else "", colors)


def _space(area: str, legend: str, colors: ChartColors) -> bytes:
    """The whole chart part around what is plotted; its letters are those of the document's theme."""
    text = (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900">{solid(colors.text)}'
        '<a:latin typeface="+mn-lt"/></a:defRPr></a:pPr><a:endParaRPr lang="de-DE"/></a:p></c:txPr>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {_SPACES}><c:date1904 val="0"/>'
        '<c:lang val="de-DE"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea><c:layout/>{area}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text}<c:externalData r:id="rId1">'
        '<c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


# --- Numbers ------------------------------------------------------------------------------------------------


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
                    sheet.write_number(row, column, in_cell(value))
    return target.getvalue()


def in_cell(value: float) -> float:
    """A number with the fifteen digits a cell of Excel keeps."""
    return float(f"{value:.15g}")


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


def words_reference(row: int, column: int, rows: int, words: Sequence[str]) -> str:
    """Text from cells of the workbook, with the words themselves; `row` and `column` from 0, heading included."""
    points = "".join(f'<c:pt idx="{index}"><c:v>{escape(clean(word))}</c:v></c:pt>' for index, word in enumerate(words))
    where = _range(row, column, max(1, rows))
    count = f'<c:ptCount val="{len(words)}"/>'
    return f"<c:strRef><c:f>{where}</c:f><c:strCache>{count}{points}</c:strCache></c:strRef>"


def numbers_reference(column: int, values: Sequence[float | None], row: int = 1) -> str:
    """Numbers from a column of the workbook, with the numbers themselves."""
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{in_cell(value)!r}</c:v></c:pt>'
        for index, value in enumerate(values)
        if value is not None
    )
    where = _range(row, column, max(1, len(values)))
    cache = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
    return f"<c:numRef><c:f>{where}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"


def _range(row: int, column: int, rows: int) -> str:
    """Absolute reference to `rows` cells below each other."""
    letter = _letter(column)
    first = f"${letter}${row + 1}"
    return f"{SHEET}!{first}" if rows == 1 and row == 0 else f"{SHEET}!{first}:${letter}${row + rows}"


def _letter(column: int) -> str:
    """Column letters: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# --- Pieces of all plots ------------------------------------------------------------------------------------


def number_format(decimals: int, unit: str) -> str:
    """The format of numbers with their unit, as an attribute: one decimal is „#,##0.0“."""
    digits = "." + "0" * decimals if decimals else ""
    return quoteattr(f"#,##0{digits}" + ('\\ "' + clean(unit).replace('"', "") + '"' if unit else ""))


def bar_look(color: str, hatch: str, colors: ChartColors) -> str:
    """Fill and edge of a bar."""
    edge = line(colors.edge(color), THIN)
    return f'<c:spPr>{fill(color, hatch, colors.background)}{edge}</c:spPr><c:invertIfNegative val="0"/>'


def ink_on(color: str, colors: ChartColors) -> str:
    """The colour of lettering on a fill."""
    return colors.background if is_dark(color) else colors.text


def label_text(ink: str) -> str:
    """The lettering of numbers in the plot."""
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="800">{solid(ink)}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="de-DE"/></a:p></c:txPr>'
    )


def number_labels(code: str, ink: str, place: str, *, ground: str = "<a:noFill/>", single: str = "") -> str:
    """Labels with the numbers of a series in a format; `single` are those of single points, before the rest."""
    return (
        f'<c:dLbls>{single}<c:numFmt formatCode={code} sourceLinked="0"/><c:spPr>{ground}</c:spPr>'
        f'{label_text(ink)}<c:dLblPos val="{place}"/><c:showLegendKey val="0"/><c:showVal val="1"/>{NAMES_OFF}'
        "</c:dLbls>"
    )


def without_labels(places: Iterable[int]) -> str:
    """No number at these points."""
    return "".join(f'<c:dLbl><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>' for place in places)


def whiskers_xml(chart: ChartDescription, series: Series, colors: ChartColors) -> str:
    """Error bars of a series from the distances in the workbook; nothing without intervals."""
    if not (series.low and series.high):
        return ""
    names = [name for name, _ in chart_columns(chart)]
    low = names.index(f"{series.name}: Abstand nach unten") + 1
    plus = numbers_reference(low + 1, _distances(series, series.high))
    minus = numbers_reference(low, _distances(series, series.low))
    direction = '<c:errDir val="y"/>' if chart.kind is ChartKind.LINE else ""
    return (
        f'<c:errBars>{direction}<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{plus}</c:plus><c:minus>{minus}</c:minus><c:spPr>{line(colors.text, 3 * THIN)}</c:spPr></c:errBars>"
    )


# --- Bars and lines -----------------------------------------------------------------------------------------


class _Plot:
    """The parts of the plot area."""

    def __init__(self, layout: ChartLayout, colors: ChartColors) -> None:
        self.layout, self.chart, self.colors = layout, layout.chart, colors
        self.hatches = hatches(layout.chart, colors)

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
        is_line = chart.kind is ChartKind.LINE
        color = self.colors.soft if chart.kind is ChartKind.INTERVAL else self.colors.of(series, index)
        words = words_reference(0, index + 1, 0, [series.name])
        name = f'<c:idx val="{index}"/><c:order val="{index}"/><c:tx>{words}</c:tx>'
        look = self._line_look(index, color) if is_line else bar_look(color, self.hatches[index], self.colors)
        categories = f"<c:cat>{words_reference(1, 0, len(chart.categories), category_labels(chart))}</c:cat>"
        values = f"<c:val>{numbers_reference(index + 1, series.values)}</c:val>"
        smooth = '<c:smooth val="0"/>' if is_line else ""
        bars = whiskers_xml(chart, series, self.colors)
        return f"<c:ser>{name}{look}{self._labels(index, color)}{bars}{categories}{values}{smooth}</c:ser>"

    def _line_look(self, index: int, color: str) -> str:
        shade = self.colors.stroke(color)
        return (
            f"<c:spPr>{line(shade, 2 * POINT)}</c:spPr><c:marker>"
            f'<c:symbol val="{_SYMBOLS[index % len(_SYMBOLS)]}"/><c:size val="6"/>'
            f"<c:spPr>{solid(shade)}</c:spPr></c:marker>"
        )

    def _labels(self, index: int, color: str) -> str:
        """The numbers that are printed in the drawing as well."""
        chart, printed = self.chart, self.layout.printed(index)
        if not printed:
            return NO_LABELS
        values = chart.series[index].values
        left_out = [place for place, value in enumerate(values) if value is not None and place not in printed]
        place, ink = ("t" if chart.kind is ChartKind.LINE else "outEnd"), self.colors.text
        if chart.kind in STACKING:
            place, ink = "ctr", ink_on(color, self.colors)
        if chart.kind is ChartKind.INTERVAL:
            place = "inBase"
        ground = solid(color) if self.hatches[index] and chart.kind in STACKING else "<a:noFill/>"
        code = number_format(chart.decimals, chart.unit)
        return number_labels(code, ink, place, ground=ground, single=without_labels(left_out))

    def axes(self) -> str:
        chart, lying = self.chart, self.chart.kind in LYING
        order = "maxMin" if lying else "minMax"
        ink = f"<c:spPr>{line(self.colors.outline, THIN)}</c:spPr>"
        grid = f"<c:majorGridlines><c:spPr>{line(self.colors.grid, THIN)}</c:spPr></c:majorGridlines>"
        highest = top_of(chart)
        top = f'<c:max val="{highest:g}"/>' if highest is not None else ""
        known = [value for series in chart.series for value in (*series.values, *series.low) if value is not None]
        bottom = '<c:min val="0"/>' if min(known, default=0) >= 0 else ""
        quiet = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        turned = '<c:txPr><a:bodyPr rot="-5400000" vert="horz"/><a:lstStyle/><a:p><a:pPr><a:defRPr/></a:pPr>'
        turned = f'{turned}<a:endParaRPr lang="de-DE"/></a:p></c:txPr>' if self.layout.turned else ""
        every = f'<c:tickLblSkip val="{self.layout.every}"/>'
        axis, code = self.layout.axis, self._axis_format()
        unit = '<c:majorUnit val="1"/>' if axis.step == 1 and is_counted(chart) else ""
        return (
            f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
            f'<c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/>{quiet}<c:tickLblPos val="low"/>{ink}{turned}'
            f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
            f'<c:lblOffset val="100"/>{every}<c:noMultiLvlLbl val="1"/></c:catAx>'
            f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{top}{bottom}</c:scaling>'
            f'<c:delete val="0"/><c:axPos val="{"b" if lying else "l"}"/>{grid}'
            f'<c:numFmt formatCode={code} sourceLinked="0"/>{quiet}<c:tickLblPos val="nextTo"/>'
            f'<c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:crossAx val="{_CATEGORY_AXIS}"/>'
            f'<c:crosses val="{"max" if lying else "autoZero"}"/><c:crossBetween val="between"/>{unit}</c:valAx>'
        )

    def _axis_format(self) -> str:
        """Numbers along the axis: grouped, with the decimals of its steps and with % or €."""
        step = self.layout.axis.step
        decimals = next((n for n in range(4) if abs(step * 10**n - round(step * 10**n)) < 1e-6), 3)
        return number_format(decimals, self.chart.unit if self.chart.unit in {"%", "€"} else "")
