"""The engine where R has nothing to say: both ways of counting agree, and hostile data ends in sentences or nan."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.survey.comparison import compare_means, compare_shares, differences_of, holm
from coordinator_app.survey.contingency import chi_square, freedom, rao_scott
from coordinator_app.survey.data_set import DataSet, Design, codes_present, compact, encode
from coordinator_app.survey.intervals import beta_interval, exact_interval, mean_interval, share_interval
from coordinator_app.survey.means import QuantileRule, means, quantiles
from coordinator_app.survey.multiple import multiple_table
from coordinator_app.survey.shares import Of, share_table
from coordinator_app.survey.sums import cell_sums, covariance, row_variances, variances


@st.composite
def designs(draw: st.DrawFn) -> Design:
    size = draw(st.integers(1, 60))
    dice = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    population = np.full(size, draw(st.sampled_from([60.0, 10_000.0, np.inf])))
    return Design(
        dice.uniform(0.2, 4, size),
        strata=dice.integers(0, 4, size) if draw(st.booleans()) else None,
        clusters=dice.integers(0, 12, size) if draw(st.booleans()) else None,
        population=population if draw(st.booleans()) else None,
        margins=(dice.integers(0, 3, size), dice.integers(5, 7, size)) if draw(st.booleans()) else (),
    )


@settings(max_examples=60, deadline=None)
@given(designs(), st.integers(0, 2**32 - 1))
def test_counting_by_cell_and_by_row_give_the_same_variance(design: Design, seed: int) -> None:
    dice = np.random.default_rng(seed)
    cell = dice.integers(-1, 6, design.size)
    influence = dice.normal(size=(6, 4))
    rows = np.where(cell[:, None] >= 0, influence[np.maximum(cell, 0)], 0.0)
    expected = row_variances(rows, design)
    sums = cell_sums(cell, 1, 6, design)
    np.testing.assert_allclose(variances(sums, influence[None])[0], expected, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(np.diag(covariance(sums, influence)), expected, rtol=1e-9, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(designs(), st.integers(0, 2**32 - 1))
def test_shares_of_a_row_add_up_and_lie_in_their_intervals(design: Design, seed: int) -> None:
    dice = np.random.default_rng(seed)
    table = share_table(dice.integers(-1, 4, design.size), 4, design, groups=dice.integers(-1, 3, design.size), rows=3)
    filled = table.base[:, 0] > 0
    np.testing.assert_allclose(table.share[filled].sum(axis=1), 1)
    assert np.isnan(table.share[~filled]).all()
    assert (table.effective[filled] <= table.base[filled] + 1e-9).all()
    known = ~np.isnan(table.low) & ~np.isnan(table.share)
    assert (table.low[known] <= table.share[known] + 1e-12).all()
    assert (table.share[known] <= table.high[known] + 1e-12).all()


@settings(max_examples=40, deadline=None)
@given(designs(), st.integers(0, 2**32 - 1))
def test_tests_and_means_of_any_answers_end_quietly(design: Design, seed: int) -> None:
    dice = np.random.default_rng(seed)
    answers, groups = dice.integers(-1, 3, design.size), dice.integers(-1, 3, design.size)
    scores = np.where(answers >= 0, answers, np.nan).astype(np.float64)
    found = rao_scott(groups, answers, design)
    assert found is None or 0 <= found.p <= 1
    compared = compare_shares(answers, (0, 0, 1), design, groups=groups, rows=3)
    known = ~np.isnan(compared.holm)
    assert (compared.holm[known] >= compared.p[known]).all()
    middle = quantiles(scores, design, groups=groups, rows=3)
    mean = means(scores, design, groups=groups, rows=3)
    assert (np.isnan(middle.value) == np.isnan(mean.value)).all()


def test_compare_shares_and_means_agree_under_every_design() -> None:
    dice = np.random.default_rng(1)
    for design in (
        Design.equal(80),
        Design(dice.uniform(1, 3, 80), strata=np.arange(80) % 3, margins=(np.arange(80) % 4,)),
        Design(dice.uniform(1, 3, 80), clusters=np.arange(80) // 4),
    ):
        answers, groups = dice.integers(-1, 3, 80), dice.integers(-1, 4, 80)
        scores = (0.0, 1.0, 5.0)
        values = np.where(answers >= 0, np.array(scores)[answers], np.nan)
        one = compare_shares(answers, scores, design, groups=groups, rows=4)
        two = compare_means(values, design, groups=groups, rows=4)
        for field in ("value", "se", "df", "p", "holm"):
            np.testing.assert_allclose(getattr(one, field), getattr(two, field), rtol=1e-9)


def test_the_vector_of_the_api_sample_is_met() -> None:
    # apistrat of R's survey package: schools by type meeting their target, n = 100, 50, 50.
    met = np.repeat([1, 0, 1, 0, 1, 0], [91, 9, 26, 24, 35, 15])
    kind = np.repeat([0, 1, 2], [100, 50, 50])
    counts, sampled = np.array([4421.0, 755.0, 1018.0]), np.array([100, 50, 50])
    design = Design((counts / sampled)[kind], strata=kind, population=counts[kind])
    table = share_table(met, 2, design, groups=kind, rows=3)
    np.testing.assert_allclose(table.share[:, 1], [0.91, 0.52, 0.70])
    np.testing.assert_allclose(table.se[1:, 1], [0.06896763, 0.06383743], rtol=1e-6)
    found = rao_scott(kind, met, design)
    assert found is not None
    assert (round(found.statistic, 3), round(found.first_df, 4), round(found.second_df, 2)) == (17.247, 1.8287, 360.25)
    whole = share_table(met, 2, design)
    assert [float(end[0, 1]) for end in (whole.low, whole.high)] == pytest.approx([0.7745397, 0.8708149], rel=1e-6)
    beta = beta_interval(whole.share, whole.se, whole.df, whole.base, whole.effective)
    assert [float(end[0, 1]) for end in beta] == pytest.approx([0.7741713, 0.8734316], rel=1e-6)


def test_rare_answers_get_the_korn_graubard_interval() -> None:
    answers = np.repeat([1, 0], [8, 392])
    table = share_table(answers, 2, Design.equal(400))
    low, high = exact_interval(8, 400)
    assert table.few.all()
    assert table.low[0, 1] == pytest.approx(float(low), rel=0.02)
    assert table.high[0, 1] == pytest.approx(float(high), rel=0.02)


def test_nobody_and_everybody_get_one_sided_intervals() -> None:
    table = share_table(np.zeros(100, dtype=np.intp), 2, Design.equal(100))
    assert (table.low[0, 1], table.high[0, 0], table.se[0, 0]) == (0.0, 1.0, 0.0)
    assert table.high[0, 1] == pytest.approx(0.0362, abs=1e-4)  # 1 − 0.025 ** (1 / 100)


def test_everybody_asked_leaves_no_width() -> None:
    answers = np.repeat([0, 1], [30, 10])
    table = share_table(answers, 2, Design(np.ones(40), population=np.full(40, 40.0)))
    assert (table.low == table.share).all()
    assert (table.high == table.share).all()


def test_a_single_answer_has_no_interval() -> None:
    table = share_table(np.array([0]), 2, Design.equal(1))
    assert np.isnan(table.low).all()
    assert np.isnan(table.high).all()
    found = mean_interval(np.array([3.0]), np.array([0.0]), np.array([0.0]))
    assert np.isnan(found).all()


def test_exact_interval_of_an_error_rate() -> None:
    low, high = exact_interval(np.array([0.0, 2.0, 5.0]), np.array([1000.0, 1330.0, 5.0]))
    np.testing.assert_allclose(low, [0, 0.000182, 0.478176], atol=1e-6)
    np.testing.assert_allclose(high, [0.003682, 0.005421, 1], atol=1e-6)


def test_column_shares_of_one_question_are_all_of_it() -> None:
    table = share_table(np.array([0, 0, 1, -1]), 3, Design.equal(4), of=Of.COLUMN)
    np.testing.assert_array_equal(table.share, [[1, 1, np.nan]])


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        ([0.01, 0.04, 0.03], [0.03, 0.06, 0.06]),
        ([0.5, float("nan"), 0.9], [1.0, float("nan"), 1.0]),
        ([], []),
    ],
)
def test_holm_steps_down(p: list[float], expected: list[float]) -> None:
    np.testing.assert_allclose(holm(np.array(p)), expected)


def test_nothing_certain_where_nothing_varies() -> None:
    found = differences_of(np.array([0.0, 1.0]), np.array([0.0, 0.1]), np.array([10.0, 0.0]))
    assert not found.certain().any()


def test_no_test_without_a_table() -> None:
    one, two = np.zeros(10, dtype=np.intp), np.arange(10) % 2
    assert rao_scott(one, two, Design.equal(10)) is None
    assert chi_square(two, one, within=np.ones(10, dtype=bool)) is None
    assert rao_scott(two, two, Design(np.ones(10), strata=np.arange(10))) is None
    assert freedom(Design.equal(0)) == 0


@pytest.mark.parametrize(
    ("rule", "values", "expected"),
    [
        (QuantileRule.SCHOOL, [2.0, 4.0], 3.0),
        (QuantileRule.MATH, [2.0, 4.0], 2.0),
        (QuantileRule.SCHOOL, [1.0, 2.0, 7.0], 2.0),
        (QuantileRule.SCHOOL, [float("nan")] * 2, float("nan")),
    ],
)
def test_median_by_rule(rule: QuantileRule, values: list[float], expected: float) -> None:
    found = quantiles(np.array(values), Design.equal(len(values)), rule=rule)
    np.testing.assert_equal(float(found.value[0]), expected)


def test_means_of_a_domain_leave_the_others_in_the_design() -> None:
    values, inside = np.array([1.0, 2.0, 3.0, 9.0]), np.array([True, True, True, False])
    found = means(values, Design.equal(4), within=inside)
    assert (found.value[0], found.base[0]) == (2.0, 3.0)
    assert found.se[0] == pytest.approx(np.sqrt(4 / 3 * 2) / 3)


def test_multiple_choice_counts_cases() -> None:
    one = np.array([1, 0, -9, 1, -5], dtype=np.int32)
    two = np.array([1, 1, -9, -6, -5], dtype=np.int32)
    found = multiple_table([one, two], Design.equal(5))
    np.testing.assert_allclose(found.table.share, [[2 / 3, 2 / 3]])
    assert found.table.base[0, 0] == 3
    assert found.mentions[0] == pytest.approx(4 / 3)


@pytest.mark.parametrize(
    ("values", "codes", "expected"),
    [
        ([1, 3, -9, 2], (1, 2, 3), [0, 2, -1, 1]),
        ([1, -8], (1, -8), [0, 1]),
        ([5], (), [-1]),
        ([], (1,), []),
        ([1_000_000_007, 4, 5], (4, 1_000_000_007), [1, 0, -1]),
    ],
)
def test_encode_gives_places(values: list[int], codes: tuple[int, ...], expected: list[int]) -> None:
    assert encode(np.array(values, dtype=np.int32), codes).tolist() == expected


def test_compact_numbers_codes_without_gaps() -> None:
    assert compact(np.array([7, -2, 7, 90])).tolist() == [1, 0, 1, 2]
    assert compact(np.array([2_000_000_000, 5])).tolist() == [1, 0]
    assert compact(np.array([], dtype=np.int32)).size == 0
    assert codes_present(np.array([3, -9, 1, 3])) == (1, 3)


def test_unknown_variable_is_a_sentence() -> None:
    data = DataSet({"Q1": np.array([1], dtype=np.int32)}, np.array([0]), 1)
    assert "Q1" in data
    assert data["Q1"].tolist() == [1]
    with pytest.raises(UserError, match="Q2"):
        data["Q2"]


def test_impossible_designs_are_sentences() -> None:
    with pytest.raises(UserError, match="größer als 0"):
        Design(np.array([1.0, 0.0]))
    with pytest.raises(UserError, match="größer als 0"):
        Design(np.array([1.0, np.nan]))
    with pytest.raises(UserError, match="Schicht"):
        _ = Design(np.ones(3), population=np.full(3, 2.0)).scale


def test_share_interval_without_freedom_is_open() -> None:
    one = np.ones(1)
    low, high, _ = share_interval(one * 0.5, one * 0.1, one * 0, one * 40, one * 40)
    assert np.isnan([low, high]).all()
