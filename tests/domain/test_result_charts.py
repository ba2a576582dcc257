"""Which charts suit a result, their bars and tones, and the words of figures."""

from dataclasses import replace

import pytest

from coordinator_app.domain.result_charts import (
    ChartChoice,
    Side,
    Tone,
    bar_unit,
    boundary,
    chart_choices,
    chart_lines,
    tones,
)
from coordinator_app.domain.result_words import (
    base_words,
    figure_words,
    interval_words,
    number_words,
    rounding_note,
    row_words,
    scaled,
)
from coordinator_app.domain.results import YEARS, Figure, Result, ResultKind, ResultRow, Shown
from coordinator_app.domain.rounding import ROUNDED_NOTE
from tests.documents.result_samples import AGREE, INDEX, LIKERT, MULTIPLE, SHARES, WAVES

STACKED, DIVERGING, INTERVALS, LINES, HEAT = ChartChoice
MANY = replace(MULTIPLE, rows=MULTIPLE.rows * 9)
TEXTS = replace(SHARES, kind=ResultKind.TEXTS, columns=(), codes=(), rows=(ResultRow("Antwort", 1, 1.0, ()),))
THIRTY = tuple(ResultRow("a", 50, 50.0, (Figure(0.1),)) for _ in range(30))
BY_GROUP = replace(SHARES, rows=(*SHARES.rows, *SHARES.rows), group="Geschlecht")


@pytest.mark.parametrize(
    ("result", "offered"),
    [
        (LIKERT, (STACKED, DIVERGING, INTERVALS, HEAT)),
        (SHARES, (INTERVALS,)),
        (BY_GROUP, (STACKED, INTERVALS, HEAT)),
        (MULTIPLE, (INTERVALS, HEAT)),
        (MANY, (HEAT,)),
        (INDEX, (INTERVALS,)),
        (WAVES, (LINES, INTERVALS)),
        (TEXTS, ()),
        (replace(MANY, columns=("Anteil",), rows=THIRTY), (INTERVALS,)),
        (replace(WAVES, rows=SHARES.rows, columns=SHARES.columns, good=0), (INTERVALS,)),
    ],
)
def test_charts_offered_suit_the_result(result: Result, offered: tuple[ChartChoice, ...]) -> None:
    assert chart_choices(result) == offered


def test_bars_run_by_summary_answer_or_group() -> None:
    by_summary = chart_lines(LIKERT, INTERVALS)
    assert [(line.label, line.figure, line.shown) for line in by_summary][:1] == [
        ("am Tag", LIKERT.rows[0].summary, Shown.FULL)
    ]
    assert by_summary[3].shown is Shown.HIDDEN
    answers = chart_lines(SHARES, INTERVALS)
    assert [(line.section, line.label, line.row) for line in answers] == [
        ("", "unter 5 Jahre", 0),
        ("", "5 bis 20 Jahre", 0),
        ("", "über 20 Jahre", 0),
    ]
    groups = chart_lines(MULTIPLE, INTERVALS)
    assert [(line.section, line.label) for line in groups[:4]] == [
        ("Orte meiden", "Altstadt"),
        ("Orte meiden", "Neustadt"),
        ("Orte meiden", "Bahnhofsviertel"),
        ("Wohnung sichern", "Altstadt"),
    ]
    assert groups[5].shown is Shown.HIDDEN
    single = replace(SHARES, columns=("Anteil",), codes=(1,), rows=(replace(SHARES.rows[0], cells=(Figure(0.5),)),))
    assert [line.label for line in chart_lines(single, INTERVALS)] == ["Gesamt"]
    assert [line.cells for line in chart_lines(LIKERT, STACKED)] == [row.cells for row in LIKERT.rows]


def test_scale_runs_from_strong_good_to_strong_bad() -> None:
    good, neutral, bad, plain = Side
    assert tones(LIKERT) == (Tone(good, 5), Tone(good, 3), Tone(bad, 3), Tone(bad, 5))
    assert tones(AGREE)[2] == Tone(neutral, 1)
    seven = replace(LIKERT, columns=tuple("abcdefg"), good=3)
    assert [tone.step for tone in tones(seven)] == [5, 4, 2, 1, 2, 4, 5]
    assert tones(replace(LIKERT, columns=("ja", "nein"), good=1)) == (Tone(good, 5), Tone(bad, 5))
    assert tones(SHARES) == (Tone(plain, 0), Tone(plain, 1), Tone(plain, 2))
    assert tones(replace(LIKERT, good=3))[0].side is plain


def test_interval_of_the_summary_stands_where_its_parts_end() -> None:
    first = LIKERT.rows[0]
    assert boundary(LIKERT, first) == (1, first.summary)
    place, figure = boundary(replace(LIKERT, summary_codes=(4, 3)), first) or (9, Figure(None))
    assert place == 1
    assert (figure.value, figure.low, figure.high) == pytest.approx((0.11, 0.08, 0.14))
    bare = replace(first, summary=Figure(0.6))
    assert boundary(replace(LIKERT, summary_codes=(4, 3)), bare) == (1, Figure(0.4))
    assert boundary(LIKERT, LIKERT.rows[3]) is None
    assert boundary(replace(LIKERT, summary_codes=(2, 3)), first) is None
    assert boundary(replace(LIKERT, good=0, summary_codes=()), first) is None


def test_unit_of_a_chart_is_that_of_its_bars() -> None:
    assert bar_unit(replace(LIKERT, summary_unit="Punkte"), INTERVALS) == "Punkte"
    assert bar_unit(replace(LIKERT, summary_unit="Punkte"), STACKED) == "%"
    assert bar_unit(SHARES, INTERVALS) == "%"


@pytest.mark.parametrize(
    ("figure", "unit", "words"),
    [
        (Figure(0.52), "%", "52,0\u00a0%"),
        (Figure(0.52, shown=Shown.BRACKETED), "%", "(52,0\u00a0%)"),
        (Figure(0.52, shown=Shown.HIDDEN), "%", "•"),
        (Figure(None), "%", "–"),
        (None, "%", "–"),
        (Figure(3.44), "", "3,4"),
    ],
)
def test_figure_words_say_what_may_be_said(figure: Figure | None, unit: str, words: str) -> None:
    assert figure_words(figure, unit) == words


def test_intervals_bases_and_numbers_are_written_the_german_way() -> None:
    assert interval_words(Figure(0.5, 0.461, 0.539)) == "46,1–53,9"
    assert interval_words(Figure(3.0, 2.5, 3.5), "Punkte") == "2,5–3,5"
    for figure in (None, Figure(0.5), Figure(0.5, 0.4), Figure(None, 0.1, 0.2, shown=Shown.HIDDEN)):
        assert interval_words(figure) == ""
    assert base_words(1386) == "n\u00a0=\u00a01.386"
    assert number_words(0.125, places=0) == "13\u00a0%"
    assert number_words(0.0002) == "unter\u00a00,1\u00a0%"
    assert scaled(None, "%") is None
    assert number_words(1987.0, YEARS) == "1987"
    assert number_words(1987.44, YEARS) == "1987,4"
    assert interval_words(Figure(1987.0, 1985.26, 1989.0), YEARS) == "1985,3–1989,0"
    assert interval_words(Figure(2.0, 1.0, 3.0), "Jahre") == "1–3"
    assert number_words(45.0, "Jahre") == "45\u00a0Jahre"
    assert chart_choices(replace(INDEX, unit=YEARS)) == ()


def test_note_on_rounding_stands_where_parts_do_not_add_up() -> None:
    assert rounding_note(LIKERT) == ""
    odd = replace(LIKERT.rows[0], cells=tuple(map(Figure, (0.334, 0.333, 0.222, 0.111))), summary=Figure(0.667))
    assert rounding_note(replace(LIKERT, rows=(odd,))) == ROUNDED_NOTE
    assert rounding_note(replace(LIKERT, rows=(LIKERT.rows[3],))) == ""
    assert rounding_note(MULTIPLE) == rounding_note(INDEX) == rounding_note(SHARES) == ""
    unsummed = replace(LIKERT.rows[0], summary=None)
    assert rounding_note(replace(LIKERT, rows=(unsummed,))) == ""


def test_row_is_told_as_a_sentence() -> None:
    row = LIKERT.rows[4]
    assert row_words(LIKERT, row).startswith("am Bahnhof und im Tunnel (n\u00a0=\u00a0297): sehr sicher 9,0\u00a0%;")
    assert row_words(LIKERT, row).endswith("sicher 31,0\u00a0%, 95-%-Bereich 28,0–34,0; gesicherter Unterschied.")
    assert row_words(LIKERT, LIKERT.rows[3]) == "im Stadtpark: wegen kleiner Fallzahl nicht gezeigt."
    assert row_words(WAVES, WAVES.rows[0]).startswith("am Tag, 2021")
    assert row_words(INDEX, INDEX.rows[0]).count("Mittelwert") == 1
    one = Result(
        key="a",
        kind=ResultKind.SHARES,
        title="a",
        wording="a",
        columns=("ja",),
        rows=(ResultRow("Gesamt", 50, 50.0, (Figure(0.5, 0.4, 0.6),)), ResultRow("x", 9, 9.0, (Figure(0.5),))),
    )
    assert row_words(one, one.rows[0]).endswith("ja 50,0\u00a0%; 95-%-Bereich 40,0–60,0.")
    assert row_words(one, one.rows[1]).endswith("ja 50,0\u00a0%.")
    bare = replace(one, summary="Median", rows=(replace(one.rows[1], summary=Figure(None, shown=Shown.HIDDEN)),))
    assert row_words(bare, bare.rows[0]).endswith("Median •.")
