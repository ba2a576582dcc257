"""The sheet of a figure: newest value in words, chart with its breaks, values, source and limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date, format_decimal
from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.content import (
    Block,
    BulletList,
    Chart,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Paragraph,
    SourceNote,
    Style,
    Table,
    TableColumn,
)
from coordinator_app.domain.data_series import (
    DataPoint,
    DataSeries,
    latest_in_words,
    period_text,
    read_breaks,
    segments,
)
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.recorded_crime import PKS_LIMITS, RateLine, rate_notes
from coordinator_app.domain.result_charts import Side, Tone


@dataclass(frozen=True, slots=True)
class RecordedSeries:
    """A recorded figure of the Lagedaten with its values and where they come from."""

    series: DataSeries
    points: Sequence[DataPoint]
    area: str = ""
    source: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesSheet:
    """What the sheet says; `source` in words, `remarks` are the limits of the data."""

    series: DataSeries
    points: Sequence[DataPoint]
    area: str = ""
    source: str = ""
    remarks: str = ""
    rates: Sequence[RateLine] = ()
    as_of: date
    letterhead: Letterhead | None = None


def series_sheet(sheet: SeriesSheet) -> Document:
    """One figure on one page."""
    series = sheet.series
    breaks = read_breaks(series.breaks)
    facts = (("Gebiet", sheet.area), ("Einheit", series.unit), ("Schlüssel", series.key))
    blocks: list[Block] = [Paragraph(latest_in_words(sheet.points, breaks, series.unit), style=Style.LEAD)]
    shown = tuple((label, text) for label, text in facts if text)
    if shown:
        blocks.append(KeyValues(shown))
    if any(point.value is not None for point in sheet.points):
        blocks.append(Chart(series_chart(series, sheet.points)))
    if breaks:
        blocks += [
            Heading(1, "Brüche"),
            Paragraph("Werte vor und nach einem Bruch sind nicht vergleichbar; die Linie beginnt dort neu."),
            BulletList(tuple(f"ab {period_text(each.period)}: {each.reason}" for each in breaks)),
        ]
    if sheet.points:
        blocks += [Heading(1, "Werte"), _values(series, sheet.points)]
    blocks.append(SourceNote(sheet.source or "nicht angegeben"))
    if sheet.rates:
        blocks += [Heading(1, "Häufigkeitszahl"), _rates(sheet.rates, series.rate_base)]
        blocks.append(BulletList(tuple(rate_notes(sheet.rates, series.rate_base))))
    remarks = [text for text in (sheet.remarks, series.caveats) if text]
    if remarks or series.key:
        blocks.append(Heading(1, "Hinweise zu den Daten"))
        blocks += [Paragraph(text) for text in remarks]
        blocks += [BulletList(PKS_LIMITS)] if series.key else []
    blocks.append(Paragraph(f"Stand: {format_date(sheet.as_of)}.", style=Style.SMALL))
    return Document(
        title=series.title,
        subtitle="Kennzahl" + (f" · {sheet.area}" if sheet.area else ""),
        subject="Kennzahl",
        letterhead=sheet.letterhead,
        blocks=tuple(blocks),
        marking="" if series.public else "intern",
    )


def series_chart(series: DataSeries, points: Sequence[DataPoint]) -> ChartDescription:
    """The values as lines of one colour: one per piece between two breaks, named by its first and last period."""
    ordered = sorted(points, key=lambda each: each.period)
    categories = tuple(period_text(point.period) for point in ordered)
    pieces = segments(ordered, read_breaks(series.breaks))
    lines = tuple(
        Series(
            _piece_name(series, piece, len(pieces)),
            tuple(point.value if point in piece else None for point in ordered),
            tone=Tone(Side.PLAIN, 0),
        )
        for piece in pieces
    )
    whole = all(point.value is None or float(point.value).is_integer() for point in ordered)
    unit = series.unit if len(series.unit) <= 12 else ""
    return ChartDescription(ChartKind.LINE, series.title, categories, lines, unit=unit, decimals=0 if whole else 1)


def _piece_name(series: DataSeries, piece: Sequence[DataPoint], pieces: int) -> str:
    if pieces == 1:
        return series.title
    first, last = period_text(piece[0].period), period_text(piece[-1].period)
    return first if first == last else f"{first} bis {last}"


def _rates(lines: Sequence[RateLine], base: int) -> Table:
    columns = (
        TableColumn("Jahr", width=3),
        TableColumn("Fälle", Kind.DECIMAL, width=3),
        TableColumn("Einwohner", Kind.DECIMAL, width=3),
        TableColumn(f"je {format_decimal(base, 0)} Einwohner", width=4),
    )
    rows = tuple(
        (
            line.period,
            line.cases,
            line.population,
            format_decimal(line.rate, 1) if line.sure else f"({format_decimal(line.rate, 1)})",
        )
        for line in lines
    )
    return Table(columns, rows)


def _values(series: DataSeries, points: Sequence[DataPoint]) -> Table:
    columns = (
        TableColumn("Zeitraum", width=3),
        TableColumn(f"Wert ({series.unit})" if series.unit else "Wert", Kind.DECIMAL, width=3),
        TableColumn("Bemerkung", width=7),
    )
    rows = tuple((period_text(point.period), point.value, point.comment or "") for point in points)
    return Table(columns, rows)
