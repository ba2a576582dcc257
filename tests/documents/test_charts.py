"""Charts: whiskers, awkward words, sentences, drawings."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from coordinator_app.common.paths import RESOURCES
from coordinator_app.documents.chart_colors import is_dark, paper_colors, theme_colors
from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.chart_layout import top_of
from coordinator_app.documents.chart_words import alternative_text
from coordinator_app.documents.charts import chart_png, chart_svg
from coordinator_app.documents.content import Chart, Document
from coordinator_app.documents.sheet import cache_folder
from coordinator_app.documents.typeset import render_pdf
from coordinator_app.documents.word import render_word
from coordinator_app.documents.word_charts import chart_workbook, chart_xml
from tests.documents import samples
from tests.documents.golden import word_lines
from tests.documents.rules import pdf_texts, word_findings

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def _sheet(chart: ChartDescription) -> list[list[Any]]:
    book = openpyxl.load_workbook(BytesIO(chart_workbook(chart)))
    return [[cell.value for cell in column] for column in book["Daten"].columns]


def test_whiskers_reach_from_low_to_high() -> None:
    chart = samples.chart(ChartKind.INTERVAL)
    (node,) = etree.fromstring(chart_xml(chart, paper_colors())).findall(f".//{C}ser")
    bars, (series,) = node.find(f"{C}errBars"), chart.series
    plus, minus = ([float(v.text) for v in bars.findall(f"{C}{tag}//{C}v")] for tag in ("plus", "minus"))
    assert [v + p for v, p in zip(series.values, plus, strict=True)] == pytest.approx(list(series.high))
    assert [v - m for v, m in zip(series.values, minus, strict=True)] == pytest.approx(list(series.low))
    assert _sheet(chart)[2][0] == "Mittelwert: Abstand nach unten"


@pytest.mark.parametrize("kind", samples.PLAIN_KINDS)
def test_native_chart_with_awkward_words_is_valid(kind: ChartKind) -> None:
    series = (Series('<a> & "b"', (1.0, None)), Series("=SUMME(1)", (2.5, 0.0)))
    chart = ChartDescription(kind, "T & <x>", ("ä\x07", "=1+1"), series, 'a "b" %', 1, (3, None))
    data = render_word(Document(title="x", blocks=(Chart(chart), Chart(chart, caption="zweites"))))
    assert word_findings(data) == []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {"word/charts/chart2.xml", "word/embeddings/Microsoft_Excel_Sheet2.xlsx"} <= set(archive.namelist())


def test_sentence_tells_all_numbers() -> None:
    text = alternative_text(samples.chart(ChartKind.INTERVAL))
    assert text.startswith("Balkendiagramm mit Spannweiten: Bedarfe nach Punkten. Mittelwert: Bahnhof 4,2\u00a0Punkte")
    assert "(von 3,5\u00a0Punkte bis 4,9\u00a0Punkte)" in text
    assert "Altstadt und Schlossviertel ohne Wert" in alternative_text(samples.chart(ChartKind.BAR))


def test_sentence_of_a_large_chart_names_the_extremes() -> None:
    names = tuple(f"Ortsteil mit Namen {n}" for n in range(60))
    series = (Series("Fälle", tuple(float(n) for n in range(60))), Series("leer", (None,) * 60))
    text = alternative_text(ChartDescription(ChartKind.LINE, "Verlauf", names, series))
    assert "am niedrigsten Ortsteil mit Namen 0 mit 0, am höchsten Ortsteil mit Namen 59 mit 59" in text
    assert "leer: keine Werte." in text
    assert len(text) < 900


@pytest.mark.parametrize("kind", samples.PLAIN_KINDS)
def test_drawing_is_the_same_every_time(kind: ChartKind) -> None:
    chart = samples.chart(kind)
    assert chart_svg(chart, 165) == chart_svg(chart, 165)
    assert chart_png(chart, 100, 72).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("chart", "top"),
    [
        (samples.chart(ChartKind.STACKED), 100.0),
        (samples.chart(ChartKind.INTERVAL), 5.0),
        (samples.chart(ChartKind.BAR), None),
        (ChartDescription(ChartKind.INTERVAL, "x", ("a",), (Series("s", (0.0,), (0.0,), (0.0,)),)), None),
    ],
)
def test_axis_ends_at_whole_percentages_and_above_the_whiskers(chart: ChartDescription, top: float | None) -> None:
    assert top_of(chart) == top


@pytest.mark.parametrize("kind", samples.PLAIN_KINDS)
def test_empty_many_and_negative_values_are_drawn(kind: ChartKind) -> None:
    many = tuple(Series(f"Reihe {n}", (-3.0, 5.0)) for n in range(10))
    for chart in (ChartDescription(kind, "leer", (), ()), ChartDescription(kind, "viele", ("a" * 90, "中"), many)):
        assert b"<svg" in chart_svg(chart, 165)


def test_colours_come_from_the_theme_and_ink_from_their_brightness() -> None:
    dark = theme_colors(RESOURCES / "themes" / "dunkel.toml")
    assert dark.series != paper_colors().series
    assert is_dark(paper_colors().series[0])
    assert not is_dark(paper_colors().soft)


def test_chart_without_values_is_a_sentence_in_word_and_pdf() -> None:
    empty = Chart(ChartDescription(ChartKind.BAR, "Beschwerden", ("a",), (Series("s", (None,)),)))
    document = Document(title="x", blocks=(empty,))
    assert "Beschwerden: Es liegen keine Werte vor." in pdf_texts(render_pdf(document))[0]
    assert word_lines(render_word(document))[-1] == "[Normal] Beschwerden: Es liegen keine Werte vor."


def test_font_list_is_kept_in_the_users_cache_or_a_temporary_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "kpr-arbeitsplatz" / "diagramme"
    (tmp_path / "datei").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "datei"))
    assert cache_folder().is_dir()
