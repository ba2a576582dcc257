"""Where a chart and a table stand in one document, both tell the same numbers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coordinator_app.documents.chart_description import ChartDescription, ChartKind
from coordinator_app.documents.content import Chart, Document, GroupRow, Table, plain, walk
from coordinator_app.documents.formats import value_text
from coordinator_app.domain.result_charts import ChartChoice
from coordinator_app.services.workspace import Workspace

NUMBER = re.compile(r"[-−]?\d[\d.]*(?:,\d+)?")


@pytest.fixture(scope="module")
def town(demo_file: Path) -> Iterator[Workspace]:
    with closing(Workspace.open(demo_file, read_only=True)) as opened:
        yield opened


def numbers(text: str) -> list[float]:
    return [float(found.replace("−", "-").replace(".", "").replace(",", ".")) for found in NUMBER.findall(text)]


def told(document: Document) -> dict[str, list[float]]:
    """The numbers of all tables by the words of their row (its first two cells) and by the head of their column."""
    found: dict[str, list[float]] = defaultdict(list)
    for table in (node for node in walk(document.blocks) if isinstance(node, Table)):
        for row in table.rows:
            if isinstance(row, GroupRow):
                continue
            texts = [plain(value_text(value, column.kind)) for value, column in zip(row, table.columns, strict=True)]
            for words in texts[:2]:
                found[words.strip()] += [number for text in texts for number in numbers(text)]
            for column, text in zip(table.columns[1:], texts[1:], strict=True):
                found[column.label] += numbers(text)
    return found


def shown(chart: ChartDescription) -> Iterator[tuple[str, float]]:
    """Category without its n, and value, of everything a chart shows."""
    for place, category in enumerate(chart.categories):
        words = re.sub(r" \(n = .*\)$", "", category.split("\n")[0]).strip()
        for series in chart.series:
            value = series.values[place]
            if value is not None:
                yield words, value


def compared(document: Document, kinds: Iterable[ChartKind]) -> set[ChartKind]:
    """The kinds of charts whose numbers stand in the tables of a document; fails for a number that does not."""
    found: set[ChartKind] = set()
    rows = told(document)
    for chart in (node.description for node in walk(document.blocks) if isinstance(node, Chart)):
        least = 0.5 * 10**-chart.decimals + 0.05  # both are rounded, perhaps to different places
        for words, value in shown(chart) if chart.kind in kinds else ():
            if words in rows and value:  # a table says „–“ where a bar has no length
                assert any(abs(number - value) <= least for number in rows[words]), (chart.title, words, value)
                found.add(chart.kind)
    return found


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        ("survey_report", {ChartKind.HORIZONTAL_STACKED, ChartKind.PAIRED, ChartKind.PORTFOLIO}),
        ("report", {ChartKind.HORIZONTAL, ChartKind.HORIZONTAL_STACKED}),
        ("priority_report", {ChartKind.INTERVAL}),
        ("data_series", {ChartKind.LINE}),
        ("network_partners", {ChartKind.BAR}),
    ],
)
def test_charts_tell_what_the_tables_tell(town: Workspace, key: str, kinds: set[ChartKind]) -> None:
    ids = town.documents.kind(key).subjects(town)
    assert set().union(*(compared(town.documents.document(key, id), kinds) for id in ids)) == kinds


def test_results_in_a_chosen_shape_tell_what_their_table_tells(town: Workspace) -> None:
    survey = town.documents.kind("survey_report").subjects(town)[0]
    for choice, kind in ((ChartChoice.DIVERGING, ChartKind.DIVERGING), (ChartChoice.INTERVALS, ChartKind.INTERVAL)):
        options = {"result": town.evaluation.entries(survey)[0].key, "chart": choice.value}
        assert compared(town.documents.document("survey_result", survey, options), {kind}) == {kind}
