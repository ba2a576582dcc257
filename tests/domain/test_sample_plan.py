"""Letters, ± points and letters per stratum."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.sample_plan import (
    Allocation,
    Comparison,
    Expectation,
    StratumSize,
    allocate,
    allocations,
    answers_expected,
    check_expectation,
    expectation_of,
    letters_needed,
    margin_points,
    outlook,
)
from coordinator_app.domain.surveys import Survey, SurveyMode

USUAL = Expectation(400, 40, 0)


@pytest.mark.parametrize(
    ("answers", "points"),
    [
        *((800, 3.5), (600, 4.0), (400, 4.9), (300, 5.7), (200, 6.9)),
        *((100, 9.8), (60, 12.7), (40, 15.5), (30, 17.9), (20, 21.9)),
    ],
)
def test_points_are_those_of_the_usual_table(answers: int, points: float) -> None:
    assert round(margin_points(answers), 1) == points


@pytest.mark.parametrize("answers", [800, 600, 400, 300, 200])
def test_finite_population_changes_less_than_six_tenths_from_3000_persons_on(answers: int) -> None:
    assert 0 < margin_points(answers) - margin_points(answers, 3000) < 0.6


@pytest.mark.parametrize(
    ("answers", "population", "points"),
    [(0, None, math.inf), (1, 1, 0.0), (50, 40, 0.0), (100, 101, 100 * 1.959963984540054 * math.sqrt(0.25e-4))],
)
def test_points_at_the_limits(answers: int, population: int | None, points: float) -> None:
    assert margin_points(answers, population) == pytest.approx(points)


@pytest.mark.parametrize(
    ("wanted", "returned", "undeliverable", "letters"),
    [(400, 40, 0, 1000), (400, 40, 4, 1042), (397, 40, 0, 993), (1, 100, 0, 1), (400, 35, 4, 1191), (1, 1, 50, 200)],
)
def test_letters_are_rounded_up(wanted: int, returned: int, undeliverable: int, letters: Any) -> None:
    assert letters_needed(Expectation(wanted, returned, undeliverable)) == letters


@given(st.integers(1, 5000), st.integers(1, 100), st.integers(0, 50))
def test_letters_needed_bring_the_wanted_answers_and_one_less_does_not(
    wanted: int, returned: int, undeliverable: int
) -> None:
    letters = letters_needed(Expectation(wanted, returned, undeliverable))
    assert letters * returned * (100 - undeliverable) >= wanted * 10_000
    assert (letters - 1) * returned * (100 - undeliverable) < wanted * 10_000


def test_expected_answers_are_rounded() -> None:
    assert answers_expected(1000, Expectation(400, 35, 4)) == 336
    assert answers_expected(1, Expectation(1, 50, 0)) == 1


def test_what_is_not_entered_is_the_usual_of_the_mode() -> None:
    assert expectation_of(Survey(title="B")) == Expectation(400, 35, 4)
    assert expectation_of(Survey(title="B", mode=SurveyMode.ONLINE)) == Expectation(400, 20, 4)
    own = Survey(title="B", wanted_answers=300, expected_return=45, expected_undeliverable=0)
    assert expectation_of(own) == Expectation(300, 45, 0)


@pytest.mark.parametrize(
    ("values", "words"),
    [((0, 35, 4), "ab 1"), ((400, 0, 4), "1 bis 100"), ((400, 101, 4), "1 bis 100"), ((400, 35, 51), "0 bis 50")],
)
def test_impossible_expectations_are_told(values: Any, words: str) -> None:
    with pytest.raises(UserError, match=words):
        check_expectation(*values)
    check_expectation(None, None, None)


# --- letters per stratum


@pytest.mark.parametrize(
    ("total", "sizes", "how", "minimum", "letters"),
    [
        (100, [500, 300, 200], Allocation.PROPORTIONAL, 0, [50, 30, 20]),
        (10, [1, 1, 1], Allocation.PROPORTIONAL, 0, [1, 1, 1]),
        (4, [5, 5, 5], Allocation.PROPORTIONAL, 0, [2, 1, 1]),
        (90, [500, 300, 200], Allocation.EQUAL, 0, [30, 30, 30]),
        (90, [500, 300, 10], Allocation.EQUAL, 0, [40, 40, 10]),
        (100, [900, 80, 20], Allocation.MINIMUM, 15, [70, 15, 15]),
        (100, [900, 80, 4], Allocation.MINIMUM, 15, [81, 15, 4]),
        (20, [900, 80, 20], Allocation.MINIMUM, 15, [7, 7, 6]),
        (100, [500, 300, 200], Allocation.MINIMUM, 5, [50, 30, 20]),
        (100, [800, 112, 50, 38], Allocation.MINIMUM, 11, [67, 11, 11, 11]),
        (100, [], Allocation.PROPORTIONAL, 0, []),
        (100, [0, 10], Allocation.EQUAL, 0, [0, 10]),
    ],
)
def test_letters_are_shared_out(total: int, sizes: list[int], how: Allocation, minimum: int, letters: Any) -> None:
    assert allocate(total, sizes, how, minimum) == letters


@given(
    st.integers(0, 3000),
    st.lists(st.integers(0, 2000), max_size=8),
    st.sampled_from(list(Allocation)),
    st.integers(0, 200),
)
def test_letters_sum_up_and_never_exceed_the_persons(
    total: int, sizes: list[int], how: Allocation, minimum: int
) -> None:
    letters = allocate(total, sizes, how, minimum)
    assert sum(letters) == min(total, sum(sizes))
    assert all(0 <= got <= size for got, size in zip(letters, sizes, strict=True))
    if how is Allocation.MINIMUM and sum(min(minimum, size) for size in sizes) < total:
        assert all(got >= min(minimum, size) for got, size in zip(letters, sizes, strict=True))


# --- outlook


def test_proportional_letters_lose_nothing_and_equal_letters_do() -> None:
    even = [StratumSize("Alt", 6000, 600), StratumSize("Neu", 3000, 300), StratumSize("Dorf", 1000, 100)]
    found = outlook(even, USUAL, letters=0, population=None)
    assert (found.letters, found.answers) == (1000, 400)
    assert found.design_effect == pytest.approx(1.0)
    assert found.points == pytest.approx(margin_points(400, 10_000), abs=0.01)
    equal = [StratumSize(size.title, size.persons, 333) for size in even]
    loss = outlook(equal, USUAL, letters=0, population=None)
    assert loss.design_effect == pytest.approx(3 * (0.36 + 0.09 + 0.01))
    assert loss.points > found.points
    assert [round(each.points, 1) for each in loss.strata] == [8.4, 8.3, 7.9]


def test_small_strata_are_told_not_to_be_comparable() -> None:
    sizes = [
        StratumSize("Kernstadt", 9000, 900),
        StratumSize("Weiler", 300, 30),
        StratumSize("Dorf", 500, 60),
        StratumSize("Siedlung", 1500, 150),
        StratumSize("ohne Personen", 0, 0),
    ]
    found = outlook(sizes, USUAL, letters=0, population=None)
    assert [each.comparison for each in found.strata] == [
        *(Comparison.GOOD, Comparison.HIDDEN, Comparison.BRACKETS, Comparison.ROUGH)
    ]
    assert [each.title for each in found.not_comparable] == ["Weiler", "Dorf"]
    sentences = found.sentences
    assert sentences[0].startswith("Kernstadt: Vergleich möglich, erst ab etwa")
    assert "nicht gezeigt" in sentences[1]
    assert "kein Vergleich vertretbar" in sentences[2]
    assert "nur große Unterschiede erkennbar" in sentences[3]


def test_parts_with_the_same_answer_are_named_together() -> None:
    found = outlook([StratumSize(title, 1000, 200) for title in ("Nord", "Süd")], USUAL, letters=0, population=None)
    assert [words.split(":")[0] for words in found.sentences] == ["Nord, Süd"]
    assert [each.sentence.split(":")[0] for each in found.strata] == ["Nord", "Süd"]


def test_without_strata_the_letters_of_the_town_count() -> None:
    found = outlook([], USUAL, letters=1000, population=8000)
    assert (found.letters, found.answers, found.strata) == (1000, 400, ())
    assert found.points == pytest.approx(margin_points(400, 8000))


def test_a_stratum_without_letters_leaves_the_town_without_points() -> None:
    found = outlook([StratumSize("A", 100, 50), StratumSize("B", 100, 0)], USUAL, letters=0, population=None)
    assert math.isinf(found.points)
    assert math.isinf(found.strata[1].difference)
    nothing = outlook([StratumSize("A", 100, 0)], USUAL, letters=0, population=None)
    assert nothing.design_effect == 1.0


def test_ways_to_share_out_stand_beside_each_other() -> None:
    sizes = [StratumSize("Kernstadt", 9000, 0), StratumSize("Dorf", 500, 0), StratumSize("leer", 0, 0)]
    found = {each.how: each for each in allocations(sizes, USUAL, 1000, 75)}
    assert [round(each.points, 1) for each in found.values()] == [4.8, 6.5, 4.8]
    assert [each.worst_title for each in found.values()] == ["Dorf", "Kernstadt", "Dorf"]
    assert found[Allocation.EQUAL].worst < found[Allocation.MINIMUM].worst < found[Allocation.PROPORTIONAL].worst
    words = found[Allocation.EQUAL].sentence
    assert words == "gleich viele je Schicht: ±\xa06,5 für die Kommune, ±\xa06,9 für Kernstadt"
    assert allocations(sizes[:1], USUAL, 1000, 75) == []
    none = allocations(sizes, USUAL, 2, 0)[0]
    assert none.sentence == "im Verhältnis der Einwohner: keine Antworten aus Dorf zu erwarten"
