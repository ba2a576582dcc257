"""Ranking of needs: formula, ties, dissent, firmness and the laws they obey."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.priorities import (
    Criterion,
    Decision,
    Polarity,
    RoundStatus,
    Score,
    may_evaluate,
    takes_scores,
)
from coordinator_app.domain.ranking import (
    Change,
    MatrixPoint,
    Move,
    Place,
    Scoring,
    Spread,
    TieBreak,
    compare,
    dots_left,
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
    ranking = Scoring(criteria(1), given_scores, [10, 20, 30], dots=votes, evidence=kinds).ranking()
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


@pytest.mark.parametrize(
    ("votes", "kinds", "expected"),
    [
        ({}, {}, [TieBreak.BODY, TieBreak.BODY, TieBreak.NONE]),
        ({20: 3}, {}, [TieBreak.DOTS, TieBreak.DOTS, TieBreak.NONE]),
        ({}, {20: 2}, [TieBreak.EVIDENCE, TieBreak.EVIDENCE, TieBreak.NONE]),
    ],
)
def test_standing_says_what_broke_a_tie(votes: dict[int, int], kinds: dict[int, int], expected: list[TieBreak]) -> None:
    given_scores = scores(10, (4,)) + scores(20, (4,)) + scores(30, (2,))
    ranking = Scoring(criteria(1), given_scores, [10, 20, 30], dots=votes, evidence=kinds).ranking()
    assert [item.tie_break for item in ranking] == expected


def test_round_of_dots_ranks_by_dots_then_evidence_then_the_body() -> None:
    scoring = Scoring([], [], [10, 20, 30, 40], dots={20: 5, 30: 2, 40: 2}, evidence={40: 1}, by_dots=True)
    ranking = scoring.ranking()
    assert [(item.need, item.rank, item.dots, item.value) for item in ranking] == [
        (20, 1, 5, None),
        (40, 2, 2, None),
        (30, 3, 2, None),
        (10, 4, 0, None),
    ]
    assert ranking[1].tie_break is TieBreak.EVIDENCE
    assert scoring.sensitivity().leaders_stay == 1.0


def test_round_of_dots_without_any_dot_has_no_ranks() -> None:
    assert [item.rank for item in Scoring([], [], [10, 20], by_dots=True).ranking()] == [0, 0]


@pytest.mark.parametrize(("given_dots", "heads", "left"), [(0, 1, 3), (3, 1, 0), (4, 1, -1), (20, 14, 22), (1, 0, 2)])
def test_dots_left_counts_the_heads_behind_a_poster(given_dots: int, heads: int, left: int) -> None:
    assert dots_left(given_dots, 3, heads) == left


def test_leaders_stay_when_one_need_leads_on_every_criterion() -> None:
    given_scores = scores(10, (5, 5)) + scores(20, (2, 2)) + scores(30, (1, 1))
    found = Scoring(criteria(1, 1), given_scores, [10, 20, 30]).sensitivity(1)
    assert (found.leaders_stay, found.stays) == (1.0, {10: 1.0, 20: 1.0, 30: 1.0})


def test_firmness_drops_when_the_weights_decide_and_is_reproducible() -> None:
    scoring = Scoring(criteria(1, 1), scores(10, (5, 1)) + scores(20, (1, 5)) + scores(30, (1, 1)), [10, 20, 30])
    found = scoring.sensitivity(1, draws=400)
    assert 0.4 < found.leaders_stay < 0.6
    assert found.stays[30] == 1.0
    assert scoring.sensitivity(1, draws=400) == found
    assert scoring.sensitivity(1, draws=400, seed=1) != found


def test_shared_rank_holds_while_both_stay_among_the_places_shared() -> None:
    scoring = Scoring(criteria(1, 1), scores(10, (5, 1)) + scores(20, (1, 5)) + scores(30, (1, 1)), [10, 20, 30])
    assert scoring.sensitivity(2, draws=100).stays == {10: 1.0, 20: 1.0, 30: 1.0}


def test_sensitivity_of_an_unscored_round_is_one_and_progress_is_told() -> None:
    assert Scoring(criteria(1), [], [10]).sensitivity().leaders_stay == 1.0
    told: list[tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        told.append((done, total))

    Scoring(criteria(1), scores(10, (5,)), [10]).sensitivity(draws=250, report=report)
    assert told == [(0, 250), (100, 250), (200, 250)]


def test_matrix_sets_one_criterion_against_the_others() -> None:
    scoring = Scoring(criteria(3, 1, 1), scores(10, (5, 2, 4)) + scores(20, (None, None, 4)), [10, 20])
    assert scoring.matrix(3) == [MatrixPoint(10, Fraction(4), Fraction(17, 4))]


def place(need: int, rank: int) -> Place:
    return Place(need, f"Bedarf {need}", rank, None, Decision.PRIORITY)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (3, 1, Change.UP),
        (1, 2, Change.DOWN),
        (2, 2, Change.SAME),
        (0, 4, Change.UP),
        (None, 1, Change.NEW),
        (1, None, Change.GONE),
    ],
)
def test_move_between_rounds(before: int | None, after: int | None, change: Change) -> None:
    move = Move(None if before is None else place(10, before), None if after is None else place(10, after))
    assert move.change is change
    assert move.title == "Bedarf 10"


def test_compare_keeps_the_new_order_and_lists_what_is_gone() -> None:
    moves = compare([place(10, 1), place(20, 2)], [place(30, 1), place(20, 2)])
    assert [(move.title, move.change) for move in moves] == [
        ("Bedarf 30", Change.NEW),
        ("Bedarf 20", Change.SAME),
        ("Bedarf 10", Change.GONE),
    ]


@pytest.mark.parametrize(("status", "open_"), [(RoundStatus.SCORING, True), (RoundStatus.EVALUATING, False)])
def test_scores_are_taken_until_the_scoring_is_closed(status: RoundStatus, open_: bool) -> None:
    assert takes_scores(status) is open_


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
    small = Scoring(criteria(*weights), given_scores, ids)
    large = Scoring(criteria(*(weight * factor for weight in weights)), given_scores, ids)
    assert small.ranking() == large.ranking()
    assert small.sensitivity(draws=20) == large.sensitivity(draws=20)


@given(tables, st.tuples(*[st.integers(1, 9)] * 3))
def test_values_stay_on_the_scale(table: list[tuple[int | None, ...]], weights: tuple[int, int, int]) -> None:
    standing = Scoring(criteria(*weights), scores(10, *table), [10]).ranking()[0]
    if standing.value is not None and standing.spread is not None:
        assert 1 <= standing.value <= 5
        assert 1 <= standing.spread.lowest <= standing.spread.median <= standing.spread.highest <= 5


@pytest.mark.parametrize(("points", "words"), [(4, "4"), (None, "weiß nicht")])
def test_score_is_said_in_words(points: int | None, words: str) -> None:
    assert Score(points=points).words == words
