"""What a report says about results, and its chapters."""

from dataclasses import replace

import pytest

from coordinator_app.domain.evaluation import ReportChapterText
from coordinator_app.domain.report_chapters import (
    METHOD,
    SUMMARY,
    TABLES,
    chapter_states,
    chapters,
    module_key,
)
from coordinator_app.domain.report_sentences import changes, differences, everybody, reading
from coordinator_app.domain.result_sentences import ABOVE, BELOW, NO_DIFFERENCE
from coordinator_app.domain.results import Figure, Result, ResultKind, Shown, row_key
from tests.documents.result_samples import INDEX, LIKERT, MULTIPLE, SHARES, WAVES, figure

HIDDEN = Figure(None, shown=Shown.HIDDEN)
ONE_ROW = replace(LIKERT, rows=LIKERT.rows[:1])
MEAN = replace(
    INDEX,
    rows=(replace(INDEX.rows[0], label="insgesamt", summary=None, key="i"),),
    columns=("Mittelwert", "Median"),
    group="",
    summary="",
)


def mean_rows(result: Result) -> Result:
    """The index by groups with everybody first, without summaries."""
    groups = [replace(row, summary=None, key=row_key("i", "Q03", place)) for place, row in enumerate(INDEX.rows, 1)]
    return replace(result, rows=(replace(INDEX.rows[0], label="insgesamt", summary=None, key="i"), *groups), summary="")


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (
            LIKERT,
            (
                "Am höchsten ist der Anteil „sicher“ bei „am Tag“ mit 89,0\u00a0% (86,0–92,0), am niedrigsten bei "
                "„am Bahnhof und im Tunnel“ mit 31,0\u00a0% (28,0–34,0)."
            ),
        ),
        (ONE_ROW, "89,0\u00a0% sagen „sicher“ (95-%-Bereich 86,0–92,0; n\u00a0=\u00a0386)."),
        (
            SHARES,
            (
                "Am häufigsten: „über 20 Jahre“ 45,0\u00a0% (42,0–48,0), „5 bis 20 Jahre“ 35,0\u00a0% (32,0–38,0) und "
                "„unter 5 Jahre“ 20,0\u00a0% (17,0–23,0) (n\u00a0=\u00a0400)."
            ),
        ),
        (
            replace(MULTIPLE, rows=MULTIPLE.rows[:1], columns=MULTIPLE.columns),
            (
                "Am häufigsten genannt: „Wohnung sichern“ 55,0\u00a0% (52,0–58,0), "
                "„Orte meiden“ 40,0\u00a0% (37,0–43,0) "
                "und „nichts davon“ 20,0\u00a0% (17,0–23,0) (n\u00a0=\u00a0120)."
            ),
        ),
        (
            INDEX,
            (
                "Am höchsten ist der Wert „Mittelwert“ bei „Altstadt“ mit "
                "62,4\u00a0Punkte (58,1–66,7), am niedrigsten bei "
                "„Neustadt“ mit 48,9\u00a0Punkte (44,0–53,8)."
            ),
        ),
        (
            replace(INDEX, rows=INDEX.rows[:1]),
            "Mittelwert: 62,4\u00a0Punkte (95-%-Bereich 58,1–66,7; n\u00a0=\u00a0120).",
        ),
        (replace(LIKERT, rows=LIKERT.rows[3:4]), "Die Angaben sind zu wenige, um Werte zu zeigen."),
        (
            replace(SHARES, rows=(replace(SHARES.rows[0], cells=(HIDDEN, figure(0.5), HIDDEN)),)),
            "„5 bis 20 Jahre“: 50,0\u00a0% (95-%-Bereich 47,0–53,0; n\u00a0=\u00a0400).",
        ),
        (
            replace(SHARES, rows=(replace(SHARES.rows[0], cells=(HIDDEN, Figure(0.5), HIDDEN)),)),
            "„5 bis 20 Jahre“: 50,0\u00a0% (n\u00a0=\u00a0400).",
        ),
    ],
)
def test_result_is_read_in_one_sentence(result: Result, words: str) -> None:
    assert reading(result) == [words]


def test_means_are_told_by_their_first_column() -> None:
    row = replace(MEAN.rows[0], cells=(Figure(3.4, 3.1, 3.7, 120), Figure(3.0)))
    told = reading(replace(MEAN, rows=(row,), unit="Jahre"))
    assert told == ["Mittelwert: 3,4\u00a0Jahre (95-%-Bereich 3,1–3,7; n\u00a0=\u00a0120)."]
    groups = mean_rows(INDEX)
    assert reading(groups)[0].startswith("Am höchsten ist der Wert „Mittelwert“ bei „Altstadt“ mit 62,4")
    assert reading(replace(LIKERT, rows=())) == []
    few = replace(SHARES.rows[0], cells=tuple(figure(0.3, shown=Shown.BRACKETED) for _ in range(3)))
    assert reading(replace(SHARES, rows=(few,))) == ["Die Angaben sind zu wenige, um Werte zu zeigen."]
    bracketed = replace(LIKERT.rows[0], summary=figure(0.4, shown=Shown.BRACKETED))
    assert len(reading(replace(LIKERT, rows=(bracketed, LIKERT.rows[1])))) == 1
    bare = replace(LIKERT.rows[0], summary=Figure(0.4))
    assert "mit 40,0\u00a0%," not in reading(replace(LIKERT, rows=(bare, LIKERT.rows[1])))[0]
    several = replace(MULTIPLE, group="")
    assert reading(several)[0].startswith("Am häufigsten genannt: „Bahnhofsviertel“ 61,0")


def test_certain_differences_are_named_by_group() -> None:
    rows = (
        replace(LIKERT.rows[0], section="am Tag", label="Altstadt", differs=ABOVE),
        replace(LIKERT.rows[1], section="am Tag", label="Neustadt", differs=BELOW),
        replace(LIKERT.rows[2], section="nachts", label="Altstadt", differs=NO_DIFFERENCE),
    )
    assert differences(replace(LIKERT, rows=rows, group="Ortsteil")) == [
        (
            "„am Tag“ nach Ortsteil: gesichert höher als die übrigen: Altstadt "
            "(89,0\u00a0%); gesichert niedriger als die "
            "übrigen: Neustadt (53,0\u00a0%)."
        )
    ]
    cell = replace(MULTIPLE.rows[0], differs=ABOVE)
    assert differences(replace(MULTIPLE, rows=(cell,))) == [
        "„Vorsicht im Alltag“ nach Ortsteil: gesichert höher als die übrigen: Altstadt (40,0\u00a0%)."
    ]
    assert everybody(replace(cell, key="H01"))
    assert not everybody(replace(cell, key=row_key("H01", "Q03", 2)))


def test_changes_name_what_is_certain_and_gather_the_rest() -> None:
    quiet = replace(WAVES.rows[1], differs=f"+1,0 Prozentpunkte gegenüber 2021: {NO_DIFFERENCE} (…)")
    assert changes(replace(WAVES, rows=(WAVES.rows[0], quiet, *WAVES.rows[2:]))) == [
        "„nachts“: gesicherter Rückgang.",
        "Kein gesicherter Unterschied bei „am Tag“.",
    ]
    alone = replace(WAVES.rows[3], section="")
    assert changes(replace(WAVES, rows=(alone,))) == [f"„{WAVES.title}“: gesicherter Rückgang."]


def test_chapters_stand_in_order_and_keep_texts_and_ticks() -> None:
    keys = [chapter.key for chapter in chapters(("Wohnen", "Sicherheit"))]
    assert keys[:6] == [SUMMARY, "occasion", METHOD, "sample", "module:Wohnen", "module:Sicherheit"]
    assert keys[-1] == TABLES
    assert len(set(keys)) == len(keys)
    assert len(module_key("x" * 90)) == 60
    stored = {
        METHOD: ReportChapterText(survey_id=1, chapter=METHOD, text="Eigenes"),
        TABLES: ReportChapterText(survey_id=1, chapter=TABLES, left_out=True),
    }
    states = {state.chapter.key: state for state in chapter_states(("Wohnen",), stored)}
    assert (states[METHOD].text, states[METHOD].included) == ("Eigenes", True)
    assert (states[TABLES].text, states[TABLES].included) == ("", False)
    assert states["module:Wohnen"].included


def test_open_questions_are_told_by_their_categories() -> None:
    texts = replace(SHARES, kind=ResultKind.TEXTS)
    assert reading(texts)[0].startswith("Am häufigsten genannt: „über 20 Jahre“ 45,0")
