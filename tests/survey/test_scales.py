"""Index scores, alpha and relations on data made by hand."""

import numpy as np
import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.survey.scales import (
    Deletion,
    IndexItem,
    alpha,
    anova,
    index_scores,
    scores,
    spearman,
)

NAN = float("nan")


def test_missing_codes_are_no_scores() -> None:
    np.testing.assert_equal(scores(np.array([1, -9, 0], dtype=np.int32)), [1, NAN, 0])


def test_index_turns_rescales_and_needs_enough_answers() -> None:
    one = IndexItem(np.array([1.0, 4.0, NAN, NAN]), 1, 4)
    two = IndexItem(np.array([4.0, 1.0, 2.0, NAN]), 1, 4, turned=True)
    three = IndexItem(np.array([0.0, 10.0, 5.0, 5.0]), 0, 10)
    found = index_scores([one, two, three], least_valid=2, rescaled=True)
    np.testing.assert_allclose(found, [0, 100, (200 / 3 + 50) / 2, NAN])
    np.testing.assert_allclose(index_scores([one, two], least_valid=1, rescaled=False), [1, 4, 3, NAN])


def test_scales_of_different_length_are_not_mixed_unscaled() -> None:
    items = [IndexItem(np.ones(2), 1, 4), IndexItem(np.ones(2), 1, 5)]
    with pytest.raises(UserError, match="verschiedene Skalen"):
        index_scores(items, least_valid=1, rescaled=False)
    with pytest.raises(UserError, match="zwei Antwortstufen"):
        IndexItem(np.ones(2), 3, 3)


def test_alpha_of_equal_items_is_one() -> None:
    item = np.array([1.0, 2, 3, 4, 2])
    found = alpha([item, item + 1, item], Deletion.LISTWISE)
    assert found is not None
    assert found.value == pytest.approx(1)
    assert found.answers == 5
    np.testing.assert_allclose(found.item_rest, 1)


def test_alpha_needs_items_and_sheets() -> None:
    item = np.array([1.0, 2, NAN, NAN])
    assert alpha([item], Deletion.LISTWISE) is None
    assert alpha([item, item], Deletion.PAIRWISE) is None
    same = np.ones(5)
    found = alpha([same, same], Deletion.LISTWISE)
    assert found is not None
    assert np.isnan(found.value)
    assert np.isnan(found.without).all()


def test_spearman_of_perfect_order_and_of_nothing() -> None:
    up = np.array([1.0, 2, 3, 4, NAN])
    found = spearman(up, -up, within=np.ones(5, dtype=bool))
    assert found is not None
    assert (found.value, found.pairs, found.p) == (-1, 4, 0)
    assert spearman(up, np.ones(5)) is None
    assert spearman(up[:3], up[:3]) is None


def test_anova_needs_groups_that_vary() -> None:
    values, groups = np.array([1.0, 2, 3, 4]), np.array([0, 0, 1, 1])
    found = anova(values, groups)
    assert found is not None
    assert (found.statistic, found.first_df, found.second_df) == (pytest.approx(8), 1, 2)
    assert anova(values, np.zeros(4, dtype=np.intp)) is None
    assert anova(np.array([1.0, 1, 2, 2]), groups) is None
    assert anova(values, groups, within=np.array([True, False, True, False])) is None
