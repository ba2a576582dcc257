"""What a chart says in words: labels, caption, and the sentence for readers who do not see it."""

from coordinator_app.common.german import format_integer
from coordinator_app.documents.chart_description import STACKING, ChartDescription, ChartKind, Series
from coordinator_app.documents.content import Chart
from coordinator_app.documents.formats import measured

_SHAPES = {
    ChartKind.BAR: "Säulendiagramm",
    ChartKind.STACKED: "gestapeltes Säulendiagramm",
    ChartKind.HORIZONTAL: "Balkendiagramm",
    ChartKind.HORIZONTAL_STACKED: "gestapeltes Balkendiagramm",
    ChartKind.INTERVAL: "Balkendiagramm mit Spannweiten",
    ChartKind.LINE: "Liniendiagramm",
    ChartKind.DIVERGING: "gestapeltes Balkendiagramm von der Mitte aus",
    ChartKind.PORTFOLIO: "Streudiagramm mit vier Feldern",
    ChartKind.PAIRED: "Balkendiagramm mit zwei Seiten",
}


def category_labels(chart: ChartDescription) -> list[str]:
    """Categories as printed, with n where it is known and their second line."""
    counts = chart.counts or (None,) * len(chart.categories)
    additions = chart.additions or ("",) * len(chart.categories)
    return [
        (name if n is None else f"{name} (n\u00a0=\u00a0{format_integer(n)})") + (f"\n{more}" if more else "")
        for name, n, more in zip(chart.categories, counts, additions, strict=True)
    ]


def caption_of(block: Chart) -> str:
    """The caption of a chart: its own, else the title of the description."""
    return block.caption or block.description.title


def empty_text(block: Chart) -> str:
    """What is printed instead of a chart without values."""
    return f"{caption_of(block)}: Es liegen keine Werte vor."


def alternative_text(chart: ChartDescription, limit: int = 900) -> str:
    """What the chart shows as sentences with all its numbers; shortened to the extremes beyond `limit` characters."""
    shape = _SHAPES[chart.kind]
    opening = f"{shape[0].upper()}{shape[1:]}: {chart.title}."
    sentences = [_series_sentence(chart, series) for series in chart.series]
    whole = " ".join([opening, *sentences])
    if len(whole) <= limit:
        return whole
    return " ".join([opening, *(_extremes(chart, series) for series in chart.series)])[: 2 * limit]


def _series_sentence(chart: ChartDescription, series: Series) -> str:
    parts: list[str] = []
    for index, (name, value) in enumerate(zip(chart.categories, series.values, strict=True)):
        text = f"{name} {_number(chart, series, value)}"
        if series.low and series.high and value is not None and chart.kind not in STACKING:
            text += (
                f" (von {_number(chart, series, series.low[index])} bis {_number(chart, series, series.high[index])})"
            )
        parts.append(text)
    return f"{series.name}: {'; '.join(parts)}."


def _extremes(chart: ChartDescription, series: Series) -> str:
    known = [(value, name) for name, value in zip(chart.categories, series.values, strict=True) if value is not None]
    if not known:
        return f"{series.name}: keine Werte."
    (low, low_name), (high, high_name) = min(known), max(known)
    least = f"am niedrigsten {low_name} mit {_number(chart, series, low)}"
    return f"{series.name}: {least}, am höchsten {high_name} mit {_number(chart, series, high)}."


def _number(chart: ChartDescription, series: Series, value: float | None) -> str:
    unit = chart.second_unit if chart.second_unit and series is chart.series[-1] else chart.unit
    return "ohne Wert" if value is None else measured(value, chart.decimals, unit)
