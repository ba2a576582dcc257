"""Hints on SMART goals: vectors for each letter."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator_app.domain.goals import Goal, GoalLevel, Indicator
from coordinator_app.domain.smart import smart_hints

GOOD = Goal(
    text="Die Beschwerden über Lärm am Bahnhofsvorplatz sinken bis 2027 um die Hälfte.",
    is_specific=True,
    is_measurable=True,
    is_accepted=True,
    is_realistic=True,
    is_timed=True,
    due=date(2027, 12, 31),
)
MEASURED = [Indicator(name="Beschwerden", baseline=47, target=25)]


def hint(letter: str, goal: Goal, indicators: list[Indicator] = MEASURED) -> str:
    found = smart_hints(goal, indicators, start=date(2027, 1, 1), end=date(2028, 6, 30))
    return next(item.text for item in found if item.letter == letter)


def test_a_goal_that_is_all_ticked_and_measured_asks_nothing() -> None:
    found = smart_hints(GOOD, MEASURED)
    assert "".join(item.letter for item in found) == "SMART"
    assert all(item.ticked and not item.text for item in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Weniger Lärm", "Sehr kurz"),
        ("wort " * 41, "Sehr lang"),
        ("Die Schule soll im Herbst einen Aktionstag durchführen.", "„durchführen“ klingt nach einer Maßnahme"),
        ("Das Sicherheitsgefühl am Bahnhof soll gestärkt und verbessert werden.", "„verbessert“ lässt offen"),
        ("Das Sicherheitsgefühl am Bahnhof verbessert sich um 10 Punkte.", "Ist klar"),
    ],
)
def test_specific_asks_about_the_words(text: str, words: str) -> None:
    assert words in hint("S", replace(GOOD, text=text, is_specific=False))
    assert hint("S", replace(GOOD, text=text)) == ""


@pytest.mark.parametrize(
    ("indicators", "ticked", "words"),
    [
        ([], True, "Woran wird gemessen"),
        ([Indicator(name="x", baseline=1)], True, "Zielwert"),
        ([Indicator(name="x", target=1)], False, "Ausgangswert"),
        ([Indicator(name="x", target=1)], True, ""),
        (MEASURED, False, ""),
    ],
)
def test_measurable_looks_at_the_indicators(indicators: list[Indicator], ticked: bool, words: str) -> None:
    found = hint("M", replace(GOOD, is_measurable=ticked), indicators)
    assert words in found
    assert bool(found) == bool(words)


def test_a_guiding_goal_is_only_asked_whether_it_is_clear_and_accepted() -> None:
    guiding = Goal(text="Mühlwerda ist sicher.", level=GoalLevel.GUIDING)
    assert [item.letter for item in smart_hints(guiding, []) if item.text] == ["S", "A"]


def test_accepted_and_realistic_ask_until_ticked() -> None:
    assert "Beteiligten" in hint("A", replace(GOOD, is_accepted=False))
    assert "Mitteln" in hint("R", replace(GOOD, is_realistic=False))
    total = replace(GOOD, text="Es gibt keine Sachbeschädigung am Bahnhof mehr.", is_realistic=False)
    assert "„keine“ ist selten zu schaffen" in hint("R", total)


@pytest.mark.parametrize(
    ("due", "text", "words"),
    [
        (None, "Die Zahl der Beschwerden halbiert sich.", "Bis wann"),
        (None, "Die Zahl der Beschwerden halbiert sich bis 2027.", ""),
        (date(2026, 1, 1), "", "vor dem Beginn"),
        (date(2030, 1, 1), "", "nach dem Ende"),
        (date(2027, 6, 1), "", ""),
    ],
)
def test_timed_looks_at_the_date(due: date | None, text: str, words: str) -> None:
    found = hint("T", replace(GOOD, due=due, text=text))
    assert words in found
    assert bool(found) == bool(words)
