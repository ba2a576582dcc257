"""Ranking of needs: formula, ties, dissent, firmness and the laws they obey."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.priorities import (
    Criterion,
    Polarity,
    Score,
    Scoring,
    Spread,
    may_evaluate,
    spread_of,
    turned,
)

EXTENT, TREND, EFFORT = 1, 2, 3


def criteria(*weights: int) -> list[Criterion]:
    """Criteria with ids 1, 2, … and these weights."""
    return [Criterion(id=number, title=f"K{number}", weight=weight) for number, weight in enumerate(weights, 1)]


def scores(need: int, *by_rater: tuple[int | None, ...]) -> list[Score]:
    """One tuple per rater (ids 1, 2, …), one value per criterion."""
    return [
        Score(rater_id=rater, need_id=need, criterion_id=criterion, points=points)
        for rater, values in enumerate(by_rater, 1)
        for criterion, points in enumerate(values, 1)
    ]


def test_value_is_weighted_mean_of_medians() -> None:
    scoring = Scoring(criteria(3, 1), scores(10, (5, 2), (4, 2), (1, 5)), [10])
    assert scoring.value(10) == Fraction(3 * 4 + 1 * 2, 4)


def test_value_leaves_out_criteria_nobody_scored() -> None:
    scoring = Scoring(criteria(3, 1), scores(10, (None, 2), (None, 4)), [10])
    assert scoring.value(10) == 3


def test_value_is_missing_when_nobody_scored_or_all_weights_are_zero() -> None:
    assert Scoring(criteria(1), [], [10]).value(10) is None
    assert Scoring(criteria(0), scores(10, (4,)), [10]).value(10) is None


def test_low_is_urgent_turns_the_scale() -> None:
    assert [turned(points, Polarity.LOW_IS_URGENT) for points in (1, 3, 5)] == [5, 3, 1]
    effort = Criterion(id=1, title="Aufwand", weight=1, polarity=Polarity.LOW_IS_URGENT)
    assert Scoring([effort], scores(10, (1,)), [10]).value(10) == 5


def test_scores_of_strange_needs_and_criteria_do_not_count() -> None:
    strange = [
        Score(rater_id=1, need_id=99, criterion_id=1, points=5),
        Score(rater_id=1, need_id=10, criterion_id=7, points=5),
    ]
    assert Scoring(criteria(1), [*scores(10, (2,)), *strange], [10]).value(10) == 2


@pytest.mark.parametrize(
    ("votes", "kinds", "expected"),
    [
        ({}, {}, [(1, 10, True), (1, 20, True), (3, 30, False)]),
        ({20: 3, 10: 1}, {}, [(1, 20, False), (2, 10, False), (3, 30, False)]),
        ({}, {20: 2, 10: 1}, [(1, 20, False), (2, 10, False), (3, 30, False)]),
        ({10: 1, 20: 1}, {20: 1}, [(1, 20, False), (2, 10, False), (3, 30, False)]),
        ({30: 99}, {30: 99}, [(1, 10, True), (1, 20, True), (3, 30, False)]),
    ],
)
def test_ranking_breaks_ties_by_points_then_evidence(
    votes: dict[int, int], kinds: dict[int, int], expected: list[tuple[int, int, bool]]
) -> None:
    given_scores = scores(10, (4,)) + scores(20, (4,)) + scores(30, (2,))
    ranking = Scoring(criteria(1), given_scores, [10, 20, 30]).ranking(votes, kinds)
    assert [(standing.rank, standing.need, standing.tied) for standing in ranking] == expected


def test_ranking_puts_unscored_needs_last_without_rank() -> None:
    last = Scoring(criteria(1), scores(20, (4,)), [10, 20]).ranking()[-1]
    assert (last.need, last.rank, last.value, last.spread, last.raters, last.dissent) == (10, 0, None, None, 0, False)


def test_spread_of_one_rater_is_a_point() -> None:
    assert spread_of([3.5]) == Spread(3.5, 3.5, 3.5, 3.5, 3.5)


def test_spread_interpolates_quartiles() -> None:
    assert spread_of([4, 1, 3, 2]) == Spread(1, 1.75, 2.5, 3.25, 4)


def test_spread_uses_each_raters_own_weighted_value() -> None:
    scoring = Scoring(criteria(1, 1), scores(10, (1, 3), (5, 5), (None, None)), [10])
    assert scoring.spread(10) == Spread(2, 2.75, 3.5, 4.25, 5)
    assert Scoring(criteria(0), scores(10, (4,)), [10]).spread(10) is None


@pytest.mark.parametrize(
    ("by_rater", "criterion"),
    [
        ([(3, 3), (3, 4), (3, 3)], None),
        ([(1, 3), (5, 3), (1, 3), (5, 3)], 1),
        ([(2, 1), (4, 5), (2, 1), (4, 5)], 2),
        ([(1, 1), (5, 5), (1, 1), (5, 5)], 1),
        ([(1, 3), (2, 3), (3, 3)], None),
    ],
)
def test_dissent_names_the_criterion_with_the_widest_middle_half(
    by_rater: list[tuple[int, ...]], criterion: int | None
) -> None:
    standing = Scoring(criteria(1, 1), scores(10, *by_rater), [10]).ranking()[0]
    assert standing.dissent_criterion == criterion
    assert standing.dissent is (criterion is not None)


def test_firmness_is_one_when_one_need_leads_on_every_criterion() -> None:
    given_scores = scores(10, (5, 5)) + scores(20, (2, 2)) + scores(30, (1, 1))
    assert Scoring(criteria(1, 1), given_scores, [10, 20, 30]).firmness(1) == 1.0


def test_firmness_drops_when_the_weights_decide_and_is_reproducible() -> None:
    scoring = Scoring(criteria(1, 1), scores(10, (5, 1)) + scores(20, (1, 5)) + scores(30, (1, 1)), [10, 20, 30])
    firmness = scoring.firmness(1)
    assert 0.4 < firmness < 0.6
    assert scoring.firmness(1) == firmness
    assert scoring.firmness(1, seed=1) != firmness


def test_firmness_of_an_unscored_round_is_one() -> None:
    assert Scoring(criteria(1), [], [10]).firmness() == 1.0


@pytest.mark.parametrize(("scored", "raters", "enough"), [(0, 0, False), (1, 3, False), (2, 4, True), (2, 3, True)])
def test_may_evaluate_needs_half_of_the_raters(scored: int, raters: int, enough: bool) -> None:
    assert may_evaluate(scored, raters) is enough


tables = st.lists(st.tuples(*[st.one_of(st.none(), st.integers(1, 5))] * 3), min_size=1, max_size=5)


@given(st.lists(tables, min_size=1, max_size=5), st.tuples(*[st.integers(0, 9)] * 3), st.integers(1, 50))
def test_ranking_is_invariant_under_scaling_all_weights(
    needs: list[list[tuple[int | None, ...]]], weights: tuple[int, int, int], factor: int
) -> None:
    ids = [10 * number for number in range(1, len(needs) + 1)]
    given_scores = [score for need, table in zip(ids, needs, strict=True) for score in scores(need, *table)]
    small = Scoring(criteria(*weights), given_scores, ids).ranking()
    large = Scoring(criteria(*(weight * factor for weight in weights)), given_scores, ids).ranking()
    assert small == large


@given(tables, st.tuples(*[st.integers(1, 9)] * 3))
def test_values_stay_on_the_scale(table: list[tuple[int | None, ...]], weights: tuple[int, int, int]) -> None:
    standing = Scoring(criteria(*weights), scores(10, *table), [10]).ranking()[0]
    if standing.value is not None and standing.spread is not None:
        assert 1 <= standing.value <= 5
        assert 1 <= standing.spread.lowest <= standing.spread.median <= standing.spread.highest <= 5


@pytest.mark.parametrize(("points", "words"), [(4, "4"), (None, "weiß nicht")])
def test_score_is_said_in_words(points: int | None, words: str) -> None:
    assert Score(points=points).words == words
