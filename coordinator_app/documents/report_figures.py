"""Charts a report needs: figures of a year against the year before, counts, money, lights, figures over time.

Each gives nothing where there is nothing to draw, so that a chapter can add what it gets.
"""

from collections.abc import Sequence
from statistics import median

from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.content import Block, Chart, Paragraph, SourceNote, Style
from coordinator_app.documents.series_sheet import series_chart
from coordinator_app.domain.balance import Figure
from coordinator_app.domain.data_series import DataPoint, DataSeries, period_text, read_breaks
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.goals import Light
from coordinator_app.domain.result_charts import Side, Tone

_TOWERING = 10  # a count so many times the usual one would leave the others without a bar; the table has it
_LEAST = 2  # bars that make a chart
_SIGNS = {Light.REACHED: "✓", Light.GREEN: "●", Light.AMBER: "▲", Light.RED: "✗", Light.OPEN: "○"}
_LIGHT_TONES = {
    Light.REACHED: Tone(Side.GOOD, 5),
    Light.GREEN: Tone(Side.GOOD, 3),
    Light.OPEN: Tone(Side.NEUTRAL, 1),
    Light.AMBER: Tone(Side.BAD, 2),
    Light.RED: Tone(Side.BAD, 4),
}


def year_charts(year: int, figures: Sequence[Figure]) -> list[Chart]:
    """Bars of a year against the year before: what was counted, then amounts of money.

    Shares and figures without a value stay in the table, as does a count that towers above all others.
    """
    counted = [one for one in figures if one.info.kind is Kind.INTEGER and one.value is not None]
    usual = median([float(one.value or 0) for one in counted if one.value] or [0.0])
    counted = [one for one in counted if (one.value or one.previous) and (one.value or 0) <= _TOWERING * usual]
    money = [one for one in figures if one.info.kind is Kind.MONEY and (one.value or one.previous)]
    found = [_against(f"Kennzahlen {year} und {year - 1}", year, counted)]
    found.append(_against(f"Fördermittel {year} und {year - 1}", year, money, "€"))
    return [chart for chart in found if chart is not None]


def _against(title: str, year: int, figures: Sequence[Figure], unit: str = "") -> Chart | None:
    if not figures:
        return None
    part = 100 if unit else 1  # money is in cents
    now, before = (
        Series(str(name), tuple(None if value is None else value / part for value in values))
        for name, values in (
            (year, [one.value for one in figures]),
            (year - 1, [one.previous for one in figures]),
        )
    )
    names = tuple(one.info.label for one in figures)
    return Chart(ChartDescription(ChartKind.HORIZONTAL, title, names, (now, before), unit=unit))


def count_bars(title: str, counts: Sequence[tuple[str, float | None]], unit: str = "") -> Chart | None:
    """Lying bars, one per name in the order given; None for fewer than two or nothing but zeros."""
    if len(counts) < _LEAST or not any(value for _, value in counts):
        return None
    series = Series(unit or "Anzahl", tuple(value for _, value in counts))
    names = tuple(name for name, _ in counts)
    return Chart(ChartDescription(ChartKind.HORIZONTAL, title, names, (series,), unit=unit, decimals=_digits(series)))


def money_bars(title: str, parts: Sequence[str], rows: Sequence[tuple[str, Sequence[int | None]]]) -> Chart | None:
    """Lying bars stacked from amounts in cents: one bar per row, `parts` names them („Förderung“, „Eigenmittel“).

    Parts that are zero everywhere are left out.
    """
    series = [
        Series(name, tuple(None if cents[place] is None else (cents[place] or 0) / 100 for _, cents in rows))
        for place, name in enumerate(parts)
    ]
    series = [one for one in series if any(one.values)]
    if not series:
        return None
    names = tuple(name for name, _ in rows)
    kind = ChartKind.HORIZONTAL_STACKED if len(series) > 1 else ChartKind.HORIZONTAL
    return Chart(ChartDescription(kind, title, names, tuple(series), unit="€"))


def lights_chart(title: str, groups: Sequence[tuple[str, Sequence[Light]]]) -> Chart | None:
    """How many indicators of each group stand where, from reached to at risk; None without an indicator."""
    shown = [(name, lights) for name, lights in groups if lights]
    series = tuple(
        Series(light.label, tuple(float(lights.count(light)) or None for _, lights in shown), tone=tone)
        for light, tone in _LIGHT_TONES.items()
        if any(light in lights for _, lights in shown)
    )
    if not series:
        return None
    return Chart(ChartDescription(ChartKind.HORIZONTAL_STACKED, title, tuple(name for name, _ in shown), series))


def light_words(light: Light) -> str:
    """A light as sign and word, told apart without colour: „✓ erreicht“."""
    return f"{_SIGNS[light]} {light.label}"


def yearly_chart(
    title: str, years: Sequence[int], values: Sequence[float | None], unit: str = "", decimals: int = 0
) -> Chart | None:
    """Upright bars, one per year; None for fewer than two known values."""
    if sum(value is not None for value in values) < _LEAST:
        return None
    series = Series(unit or "Anzahl", tuple(values))
    names = tuple(str(year) for year in years)
    return Chart(ChartDescription(ChartKind.BAR, title, names, (series,), unit=unit, decimals=decimals))


def series_blocks(series: DataSeries, points: Sequence[DataPoint], source: str = "") -> list[Block]:
    """The chart of a figure over time, its source and what a reader must know about its breaks."""
    known = [point for point in points if point.value is not None]
    if len(known) < _LEAST:
        return []
    first = min(point.period for point in known)
    found: list[Block] = [Chart(series_chart(series, points))]
    if source:
        found.append(SourceNote(source))
    breaks = [each for each in read_breaks(series.breaks) if each.period > first]
    if breaks:
        named = "; ".join(f"ab {period_text(each.period)}: {each.reason}" for each in breaks)
        words = f"Werte vor und nach einem Bruch sind nicht vergleichbar ({named})."
        found.append(Paragraph(words, style=Style.SMALL))
    return found


def _digits(series: Series) -> int:
    return 0 if all(value is None or float(value).is_integer() for value in series.values) else 1
