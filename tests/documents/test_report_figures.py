"""Charts of reports: only where there is something to draw, with the numbers that were counted."""

from collections.abc import Mapping

import pytest

from coordinator_app.documents.chart_description import ChartKind
from coordinator_app.documents.content import Chart, Paragraph, SourceNote, plain
from coordinator_app.documents.report_figures import (
    count_bars,
    light_words,
    lights_chart,
    money_bars,
    series_blocks,
    year_charts,
    yearly_chart,
)
from coordinator_app.domain.balance import balance
from coordinator_app.domain.data_series import DataPoint, DataSeries
from coordinator_app.domain.goals import Light

YEAR: Mapping[str, int | float | None] = {
    "meetings": 4,
    "attendance": 0.8,
    "adopted": 9,
    "tasks_done": 12,
    "participants": 3400,
    "needs": None,
    "granted": 1_250_050,
    "applied": 0,
}
BEFORE = {"meetings": 5, "adopted": 0, "granted": None, "applied": 0}


def test_year_stands_beside_the_year_before_counts_and_money_apart() -> None:
    counts, money = (chart.description for chart in year_charts(2025, balance(YEAR, BEFORE)))
    assert counts.categories == ("Sitzungen", "Beschlüsse gefasst", "Aufgaben erledigt")
    assert [(series.name, series.values) for series in counts.series] == [
        ("2025", (4, 9, 12)),
        ("2024", (5, 0, None)),
    ]
    assert (money.categories, money.unit) == (("Fördermittel bewilligt",), "€")
    assert money.series[0].values == (12500.5,)
    assert year_charts(2025, balance({}, {})) == []


def test_counts_need_two_names_and_a_number() -> None:
    chart = count_bars("Beschlüsse nach Stand", (("umgesetzt", 5), ("offen", 2.5)), "Stück")
    assert chart is not None
    assert (chart.description.unit, chart.description.decimals) == ("Stück", 1)
    assert count_bars("x", (("a", 5),)) is None
    assert count_bars("x", (("a", 0), ("b", None))) is None


def test_money_leaves_out_what_nobody_pays() -> None:
    rows = (("Streetwork", (1_000_000, 0, 250_000)), ("Beleuchtung", (None, 0, 99)))
    chart = money_bars("Finanzierung", ("Förderung", "Spenden", "Eigenmittel"), rows)
    assert chart is not None
    assert chart.description.kind is ChartKind.HORIZONTAL_STACKED
    assert [(one.name, one.values) for one in chart.description.series] == [
        ("Förderung", (10_000, None)),
        ("Eigenmittel", (2500, 0.99)),
    ]
    single = money_bars("Finanzierung", ("Förderung", "Spenden"), (("Streetwork", (100, 0)),))
    assert single is not None
    assert single.description.kind is ChartKind.HORIZONTAL
    assert money_bars("Finanzierung", ("Förderung",), (("Streetwork", (None,)),)) is None


def test_lights_are_counted_by_group_and_told_without_colour() -> None:
    chart = lights_chart("Indikatoren", (("Sucht", (Light.GREEN, Light.RED, Light.RED)), ("leer", ())))
    assert chart is not None
    assert chart.description.categories == ("Sucht",)
    assert [(one.name, one.values) for one in chart.description.series] == [("im Plan", (1,)), ("gefährdet", (2,))]
    assert lights_chart("Indikatoren", (("Sucht", ()),)) is None
    signs = [light_words(light) for light in Light]
    assert "✓ erreicht" in signs
    assert len({words[0] for words in signs}) == len(Light)


@pytest.mark.parametrize(("values", "drawn"), [((1.0, 2.0), True), ((1.0, None), False), ((), False)])
def test_years_need_two_values(values: tuple[float | None, ...], drawn: bool) -> None:
    chart = yearly_chart("Partner", tuple(range(2024, 2024 + len(values))), values)
    assert (chart is not None) is drawn


def test_figures_over_time_name_their_breaks_and_source() -> None:
    series = DataSeries(title="Einbrüche", unit="Fälle", breaks="2019: alt\n2024: neue Erfassung")
    points = [DataPoint(period=str(2022 + n), value=float(30 - n)) for n in range(4)]
    chart, source, note = series_blocks(series, points, "Polizeidirektion, 2026")
    assert isinstance(chart, Chart)
    assert isinstance(source, SourceNote)
    assert isinstance(note, Paragraph)
    assert [one.name for one in chart.description.series] == ["2022 bis 2023", "2024 bis 2025"]
    assert plain(note.text) == "Werte vor und nach einem Bruch sind nicht vergleichbar (ab 2024: neue Erfassung)."
    assert len(series_blocks(DataSeries(title="Einbrüche"), points)) == 1
    assert series_blocks(series, points[:1], "x") == []
