"""Sentences about results: tests, differences, what stands out, findings."""

from dataclasses import replace
from typing import Any

import pytest

from coordinator_app.domain.result_sentences import (
    ABOVE,
    BELOW,
    NO_DIFFERENCE,
    coded_words,
    difference_lines,
    finding_statement,
    finding_title,
    notice,
    p_words,
    rest_words,
    subtitle,
    wave_words,
)
from coordinator_app.domain.result_sentences import test_words as words_of_test
from coordinator_app.domain.results import Figure, Result, ResultKind, ResultRow, Shown, row_key

SAFE = ("sehr sicher", "eher sicher", "eher unsicher", "sehr unsicher")


def _row(label: str, value: float | None, width: float = 0.03, **more: Any) -> ResultRow:
    summary = None if value is None else Figure(value, value - width, value + width, 100)
    row = ResultRow(label, 386, 350.0, (Figure(0.1), Figure(0.2), Figure(0.4), Figure(0.3)), summary, key=label)
    return replace(row, **more)


def _result(*rows: ResultRow, **more: Any) -> Result:
    found = Result(
        key="q:7",
        kind=ResultKind.LIKERT,
        title="Sicherheit bei Dunkelheit",
        wording="Wie sicher?",
        number=7,
        variable="E03",
        columns=SAFE,
        codes=(1, 2, 3, 4),
        good=2,
        rows=rows,
        summary="sicher",
        summary_codes=(1, 2),
        weighted=True,
    )
    return replace(found, **more)


@pytest.mark.parametrize(("p", "words"), [(0.0001, "p < 0,001"), (0.042, "p = 0,042"), (1.2, "p = 1,000")])
def test_p_in_words(p: float, words: str) -> None:
    assert p_words(p).replace("\u00a0", " ") == words


def test_tests_say_what_is_certain() -> None:
    assert "gesichert unterschiedlich" in words_of_test(0.01)
    assert "keinen gesicherten Unterschied" in words_of_test(0.2)
    assert [rest_words(0.1, 0.01), rest_words(-0.1, 0.01), rest_words(0.1, 0.06)] == [ABOVE, BELOW, NO_DIFFERENCE]


@pytest.mark.parametrize(
    ("values", "unit", "words"),
    [
        ((0.062, 0.01, 0.114), "%", "+6,2 Prozentpunkte gegenüber 2022 (95-%-Bereich +1,0 bis +11,4)"),
        (
            (-0.03, -0.07, 0.0),
            "%",
            "−3,0 Prozentpunkte gegenüber 2022: kein gesicherter Unterschied (95-%-Bereich −7,0 bis 0,0)",
        ),
        ((0.5, 0.2, 0.8), "", "+0,5 Punkte gegenüber 2022 (95-%-Bereich +0,2 bis +0,8)"),
        ((2.0, 1.0, 3.0), "Jahre", "+2,0 Jahre gegenüber 2022 (95-%-Bereich +1,0 bis +3,0)"),
    ],
)
def test_difference_of_surveys_in_words(values: tuple[float, float, float], unit: str, words: str) -> None:
    assert wave_words(*values, unit, "2022") == words


@pytest.mark.parametrize(
    ("written", "coded", "words"),
    [
        (0, 0, "Niemand hat"),
        (1, 0, "1 Person hat hier etwas geschrieben; noch keiner Angabe"),
        (114, 100, "114 Personen haben hier etwas geschrieben, 100 davon mit Kategorie"),
    ],
)
def test_open_answers_are_counted_in_words(written: int, coded: int, words: str) -> None:
    assert coded_words(written, coded).startswith(words)


@pytest.mark.parametrize(
    ("result", "dont_know", "words"),
    [
        (_result(), False, "Frage 7, Angaben in Prozent, gewichtet; ohne „weiß nicht“"),
        (_result(weighted=False), True, "Frage 7, Angaben in Prozent, ungewichtet; mit „weiß nicht“"),
        (
            _result(kind=ResultKind.MULTIPLE),
            False,
            "Frage 7, Angaben in Prozent, gewichtet; mehrere Nennungen möglich",
        ),
        (_result(kind=ResultKind.NUMBERS, unit="Jahre"), False, "Frage 7, in Jahre, gewichtet"),
        (_result(kind=ResultKind.INDEX, unit="", number=0), False, "Index, gewichtet"),
        (_result(kind=ResultKind.TEXTS), False, "Frage 7, Angaben in Prozent"),
    ],
)
def test_line_below_the_title_says_how_it_was_counted(result: Result, dont_know: bool, words: str) -> None:
    assert subtitle(result, dont_know=dont_know) == words


# --- what stands out ------------------------------------------------------------------------------------------

BAD = {"summary": "ziemlich oder sehr", "summary_codes": (3, 4)}


@pytest.mark.parametrize(
    ("result", "row", "text"),
    [
        (_result(_row("Markt", 0.6), _row("Bahnhof", 0.31)), 1, "weniger als ein Drittel sagt „sicher“"),
        (_result(_row("Markt", 0.6), _row("Bahnhof", 0.2)), 1, "weniger als ein Viertel sagt „sicher“"),
        (_result(_row("Tag", 0.9), _row("Nacht", 0.52)), 1, "52,0\u00a0% sagen „sicher“"),
        (_result(_row("Einbruch", 0.4), _row("Betrug", 0.8), **BAD), 1, "mehr als drei Viertel sagt „ziemlich oder"),
        (_result(_row("Einbruch", 0.4), _row("Betrug", 0.49), **BAD), 1, "49,0\u00a0% sagen"),
    ],
)
def test_row_apart_from_all_others_is_noticed(result: Result, row: int, text: str) -> None:
    found = notice(result)
    assert found is not None
    assert (found.row, found.strong) == (row, result.rows[row].label)
    assert found.text.startswith(text)
    assert found.text.endswith("Abstand zu allen anderen gesichert.")


@pytest.mark.parametrize(
    "result",
    [
        _result(),
        _result(_row("Markt", 0.6)),
        _result(_row("Markt", 0.6), _row("Bahnhof", 0.56)),
        _result(_row("Markt", 0.6), _row("Bahnhof", 0.2), good=0),
        _result(_row("Markt", 0.6), _row("Bahnhof", 0.2), wave="2022 / 2026"),
        _result(_row("Markt", 0.6), _row("Bahnhof", 0.2, shown=Shown.BRACKETED)),
        _result(_row("Markt", 0.6), _row("Bahnhof", None)),
        _result(_row("Mitte", 0.6, key="E|Q|1"), _row("Süd", 0.2, key="E|Q|2", section="Tag"), group="Ortsteil"),
        _result(_row("Mitte", 0.6, key="E|Q|1"), _row("Süd", 0.2, key="E|Q|2"), group="Ortsteil"),
    ],
)
def test_nothing_is_noticed_without_certainty(result: Result) -> None:
    assert notice(result) is None


def _groups(*differs: str) -> Result:
    rows = [_row("insgesamt", 0.5, key="E03")]
    rows += [
        _row(f"Gebiet {place}", 0.3 + place / 10, key=row_key("E03", "Q03", place), differs=words)
        for place, words in enumerate(differs)
    ]
    return _result(*rows, group="Ortsteil")


def test_group_that_differs_most_is_noticed() -> None:
    found = notice(_groups(BELOW, NO_DIFFERENCE, "", NO_DIFFERENCE))
    assert found is not None
    assert found.strong == "Gebiet 0"
    assert found.text == "30,0\u00a0% „sicher“, gesichert niedriger als die übrigen."


def test_group_is_noticed_by_its_only_share() -> None:
    cells = (Figure(0.2, 0.1, 0.3),)
    rows = [
        _row(f"Gebiet {place}", None, key=row_key("M1", "Q03", place), cells=cells, differs=BELOW if place else "")
        for place in range(2)
    ]
    found = notice(_result(*rows, group="Ortsteil", columns=("genannt",), summary="", good=0))
    assert found is not None
    assert found.text == "20,0\u00a0%, gesichert niedriger als die übrigen."


def test_differences_are_listed_below_the_chart() -> None:
    assert difference_lines(_result(_row("a", 0.5))) == ()
    assert difference_lines(_groups(NO_DIFFERENCE)) == ()
    assert difference_lines(_groups(BELOW, ABOVE, ABOVE)) == (
        "gesichert höher: Gebiet 1, Gebiet 2; gesichert niedriger: Gebiet 0 (als die übrigen, nach Holm).",
    )
    section = _result(_row("Mitte", 0.5, section="am Tag", differs=ABOVE), group="Ortsteil")
    assert difference_lines(section)[0].startswith("am Tag: gesichert höher: Mitte")
    waves = _result(
        _row("2022", 0.5), _row("2026", 0.6, differs="mehr"), _row("2026", 0.6, differs="x", section="Tag"), wave="w"
    )
    assert difference_lines(waves) == ("2026: mehr.", "Tag, 2026: x.")


# --- findings -------------------------------------------------------------------------------------------------


def test_finding_names_row_figures_and_base() -> None:
    result = _result(_row("am Bahnhof", 0.314))
    assert finding_title(result, result.rows[0]) == "Sicherheit bei Dunkelheit: am Bahnhof"
    words = finding_statement(result, result.rows[0]).replace("\u00a0", " ")
    assert words == "„Wie sicher?“ – am Bahnhof: 31,4 % „sicher“ (95-%-Bereich 28,4–34,4; n = 386; gewichtet)."


def test_finding_on_a_group_says_how_it_differs() -> None:
    result = _groups(BELOW)
    words = finding_statement(result, result.rows[1])
    assert "(Ortsteil: Gebiet 0)" in words
    assert words.endswith("Gegenüber den übrigen: gesichert niedriger als die übrigen.")
    assert "Ortsteil" not in finding_statement(result, result.rows[0])
    assert finding_title(result, result.rows[0]) == "Sicherheit bei Dunkelheit"


def test_finding_without_summary_takes_the_largest_share() -> None:
    row = _row("insgesamt", None)
    result = _result(row, summary="", good=0, weighted=False)
    words = finding_statement(result, row).replace("\u00a0", " ")
    assert words == "„Wie sicher?“: 40,0 % „eher unsicher“ (n = 386; ungewichtet)."
    empty = replace(row, cells=(Figure(None, shown=Shown.HIDDEN),))
    assert "–" in finding_statement(_result(empty, summary=""), empty)
