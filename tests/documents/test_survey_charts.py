"""Charts of survey results on paper: one set of numbers for screen, Word, its workbook and the sentence."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from lxml import etree

from coordinator_app.documents.chart_colors import paper_colors
from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.chart_words import alternative_text, category_labels
from coordinator_app.documents.charts import chart_height, chart_svg
from coordinator_app.documents.content import Chart, Document
from coordinator_app.documents.result_figures import perceived_chart, portfolio_chart, result_chart
from coordinator_app.documents.survey_drawings import reach, sides, window
from coordinator_app.documents.word import render_word
from coordinator_app.documents.word_charts import chart_workbook, chart_xml
from coordinator_app.domain.result_charts import ChartChoice, chart_choices
from coordinator_app.domain.results import Figure, Perceived, Portfolio, Result, Shown
from tests.documents.result_samples import AGREE, INDEX, LIKERT, MULTIPLE, PERCEIVED, PORTFOLIO, SHARES, WAVES
from tests.documents.rules import word_findings

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DRAWN = [
    result_chart(result, choice)
    for result in (LIKERT, AGREE, SHARES, MULTIPLE, INDEX, WAVES)
    for choice in chart_choices(result)
    if choice is not ChartChoice.HEAT
] + [portfolio_chart(PORTFOLIO), perceived_chart(PERCEIVED)]
HIDDEN = Figure(None, shown=Shown.HIDDEN)


def cells(chart: ChartDescription) -> dict[str, Any]:
    sheet = openpyxl.load_workbook(BytesIO(chart_workbook(chart)))["Daten"]
    return {f"${cell.column_letter}${cell.row}": cell.value for row in sheet.rows for cell in row}


@pytest.mark.parametrize("chart", DRAWN, ids=lambda chart: f"{chart.kind.name} {chart.title}")
def test_every_number_drawn_stands_in_the_workbook(chart: ChartDescription) -> None:
    known = cells(chart)
    found = etree.fromstring(chart_xml(chart, paper_colors()))
    references = [*found.iter(f"{C}numRef"), *found.iter(f"{C}strRef")]
    assert references
    for reference in references:
        start = reference.findtext(f"{C}f").split("!")[1].split(":")[0]
        letter, first = start.rsplit("$", 1)
        for point in reference.iter(f"{C}pt"):
            cell = known[f"{letter}${int(first) + int(point.get('idx'))}"]
            text = point.findtext(f"{C}v")
            assert cell == (float(text) if reference.tag == f"{C}numRef" else text)


def test_all_shapes_are_valid_in_word_and_drawn_for_the_pdf() -> None:
    data = render_word(Document(title="Diagramme", blocks=tuple(Chart(chart) for chart in DRAWN)))
    assert word_findings(data) == []
    for chart in DRAWN:
        assert b"<svg" in chart_svg(chart, 165)
        assert chart_height(chart) > 20


def test_stacked_bars_keep_the_interval_of_the_sum_and_hide_what_is_hidden() -> None:
    chart = result_chart(LIKERT, ChartChoice.STACKED)
    good = chart.series[1]
    assert good.values == (37.0, 36.0, 40.0, None, 22.0)
    assert good.low == pytest.approx((34.0, 33.0, 37.0, None, 19.0))
    assert good.high == pytest.approx((40.0, 39.0, 43.0, None, 25.0))
    assert [bool(series.low) for series in chart.series] == [False, True, False, False]
    assert chart.additions[3] == "nicht gezeigt (kleine Fallzahl)"
    assert chart.additions[0] == "sicher 89,0\u00a0%; 86,0–92,0"
    assert category_labels(chart)[0] == "am Tag (n\u00a0=\u00a0386)\nsicher 89,0\u00a0%; 86,0–92,0"
    bare = replace(LIKERT, summary="", summary_codes=())
    assert result_chart(bare, ChartChoice.STACKED).additions[0] == ""
    unsure = replace(LIKERT.rows[0], summary=Figure(0.89))
    assert result_chart(replace(LIKERT, rows=(unsure,)), ChartChoice.STACKED).additions == ("sicher 89,0\u00a0%",)


def test_bars_with_intervals_mark_few_and_hidden_answers() -> None:
    chart = result_chart(MULTIPLE, ChartChoice.INTERVALS)
    assert chart.categories[:2] == ("Orte meiden: Altstadt", "Orte meiden: Neustadt")
    assert chart.additions[:2] == ("", "(wenige Antworten)")
    assert chart.series[0].values[5] is None
    assert chart.series[0].low[5] is None
    assert result_chart(SHARES, ChartChoice.INTERVALS).counts == ()
    plain = replace(SHARES, rows=(replace(SHARES.rows[0], cells=(Figure(0.2), Figure(0.3), Figure(0.5))),))
    assert result_chart(plain, ChartChoice.INTERVALS).series[0].low == ()
    index = result_chart(INDEX, ChartChoice.INTERVALS)
    assert (index.unit, index.series[0].values) == ("Punkte", (62.4, 48.9))


def test_waves_are_lines_with_gaps_where_nothing_is_known() -> None:
    chart = result_chart(WAVES, ChartChoice.WAVES)
    assert chart.categories == ("2021", "2026")
    assert [(series.name, series.values) for series in chart.series] == [
        ("am Tag", (86.0, 89.0)),
        ("nachts", (59.0, 53.0)),
    ]
    hidden = replace(WAVES, rows=(*WAVES.rows[:3], replace(WAVES.rows[3], shown=Shown.HIDDEN)))
    assert result_chart(hidden, ChartChoice.WAVES).series[1].values == (59.0, None)
    bare: Result = replace(WAVES, rows=tuple(replace(row, section="", summary=Figure(0.5)) for row in WAVES.rows[:2]))
    assert result_chart(bare, ChartChoice.WAVES).series == (Series("sicher", (50.0, 50.0)),)


def test_bars_from_the_middle_meet_there() -> None:
    chart = result_chart(AGREE, ChartChoice.DIVERGING)
    assert sides(chart, 0) == pytest.approx((70.0, 30.0))
    assert reach(chart) == 80.0
    found = etree.fromstring(chart_xml(chart, paper_colors()))
    assert found.find(f".//{C}catAx/{C}crossesAt").get("val") == "80"
    shift = cells(chart)
    assert shift["$G$1"] == "Abstand vom linken Rand"
    assert [shift["$G$2"], shift["$G$3"]] == pytest.approx([10.0, 20.0])
    assert reach(ChartDescription(ChartKind.DIVERGING, "leer", (), ())) == 20.0


def test_portfolio_names_points_and_divides_four_fields() -> None:
    chart = portfolio_chart(PORTFOLIO)
    found = etree.fromstring(chart_xml(chart, paper_colors()))
    assert [node.text for node in found.iter(f"{A}t")][:4] == [point.label for point in PORTFOLIO.points]
    assert [cells(chart)[place] for place in ("$D$2", "$D$3", "$E$2", "$E$3")] == [60, 60, 20, 90]
    assert window([], None) == (40.0, 60.0)
    gone: Portfolio = replace(PORTFOLIO, points=(replace(PORTFOLIO.points[0], x=HIDDEN), *PORTFOLIO.points[1:]))
    assert portfolio_chart(gone).categories == ("Sauberkeit", "Spielplätze", "Stadtfeste")
    free = replace(chart, cuts=None)
    assert "Trennlinie" not in chart_xml(free, paper_colors()).decode()
    assert b"<svg" in chart_svg(free, 165)
    with pytest.raises(ValueError, match="two series"):
        replace(chart, series=chart.series[:1])


def test_felt_and_recorded_stand_back_to_back() -> None:
    chart = perceived_chart(PERCEIVED)
    drawn = cells(chart)
    assert [drawn[f"${column}$1"] for column in "BCDE"][:2] == [
        "halten es für wahrscheinlich",
        "erfasst (neuester Wert)",
    ]
    assert (chart.series[0].values, chart.series[1].values) == ((46.0, 38.0), (29.0, 188.0))
    words = alternative_text(chart)
    assert "Wohnungseinbruch 29\u00a0Fälle" in words
    assert "Wohnungseinbruch 46\u00a0% (von 43\u00a0% bis 49\u00a0%)" in words
    first, second = PERCEIVED.pairs
    mixed: Perceived = replace(
        PERCEIVED,
        pairs=(
            replace(first, perceived_words="sorgen sich", points=(), perceived=Figure(0.4)),
            replace(second, unit="HZ"),
        ),
    )
    other = perceived_chart(mixed)
    assert (other.second_unit, other.series[0].name, other.series[1].values[0]) == ("", "gefühlt", None)
    assert b"<svg" in chart_svg(other, 165)
    alone = perceived_chart(replace(PERCEIVED, pairs=(replace(first, perceived=Figure(0.4)),)))
    assert alone.series[0].low == ()
    assert b"<svg" in chart_svg(alone, 165)
