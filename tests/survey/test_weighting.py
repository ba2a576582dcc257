"""Weights: base weights, raking, trimming, refusals with proposals, and the report."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.survey.weighting import (
    Margin,
    TooFewAnswers,
    base_weights,
    kish,
    merged,
    proposals,
    rake,
)


def margin(name: str, places: list[int], register: list[float]) -> Margin:
    return Margin(
        name, np.array(places), np.array(register), tuple(f"{name} {place}" for place in range(len(register)))
    )


def test_base_weight_is_persons_per_letter() -> None:
    found = base_weights(np.array([1, 2, -9, 3]), {1: 1000, 2: 300, 3: 50}, {1: 100, 2: 100})
    np.testing.assert_allclose(found, [10, 3, 6.5, 6.5])


def test_base_weights_need_figures() -> None:
    with pytest.raises(UserError, match="Anschreiben"):
        base_weights(np.array([1]), {1: 1000}, {})


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_raking_meets_every_margin(seed: int) -> None:
    dice = np.random.default_rng(seed)
    base = dice.uniform(0.5, 2, 600)
    margins = [
        Margin(name, dice.integers(-1, size, 600), dice.uniform(300, 900, size), tuple(map(str, range(size))))
        for name, size in (("Ortsteil", 5), ("Alter", 6), ("Geschlecht", 2))
    ]
    found = rake(base, margins, limits=None)
    assert found.converged
    assert not found.words
    assert found.weights.sum() == pytest.approx(margins[0].register.sum())
    for check in found.margins:
        assert check.after == pytest.approx(check.register, abs=1e-8)


def test_sheets_without_the_variable_keep_their_share() -> None:
    found = rake(np.ones(40), [margin("Alter", [0] * 20 + [1] * 10 + [-1] * 10, [300, 700])], limits=None)
    assert found.weights[30:].sum() / found.weights.sum() == pytest.approx(0.25)
    assert [check.after for check in found.margins] == pytest.approx([0.3, 0.7])
    assert [check.before for check in found.margins] == pytest.approx([2 / 3, 1 / 3])


def test_trimming_holds_limits_and_margins() -> None:
    dice = np.random.default_rng(2)
    district, age = dice.integers(0, 4, 400), dice.integers(0, 3, 400)
    age[district == 3] = np.where(dice.random((district == 3).sum()) < 0.4, 0, age[district == 3])
    margins = [
        Margin("Ortsteil", district, np.array([100.0, 100, 100, 260]), tuple("abcd")),
        Margin("Alter", age, np.array([150.0, 150, 260]), tuple("xyz")),
    ]
    free, held = rake(np.ones(400), margins, limits=None), rake(np.ones(400), margins, limits=(0.3, 3.0))
    assert free.most > 3
    assert held.most <= 3 * 1.001
    assert held.least >= 0.3 * 0.999
    assert held.trimmed > 0
    assert not held.words
    assert held.deff < free.deff
    for check in held.margins:
        assert check.after == pytest.approx(check.register, abs=1e-6)


def test_limits_that_cannot_be_held_are_said() -> None:
    found = rake(np.ones(100), [margin("Ortsteil", [0] * 90 + [1] * 10, [100, 900])], limits=(0.3, 3.0))
    assert "0,3 bis 3" in found.words
    assert found.most == pytest.approx(3)
    assert found.converged
    assert found.margins[1].after == pytest.approx(0.3)  # 10 % of the sheets, each for three


def test_margins_that_contradict_the_answers_are_said() -> None:
    # Everybody of the first district is young: both margins cannot be met.
    margins = [
        margin("Ortsteil", [0] * 10 + [1] * 10, [300, 700]),
        margin("Alter", [0] * 10 + [1] * 10, [600, 400]),
    ]
    found = rake(np.ones(20), margins)
    assert not found.converged
    assert "nicht zur Ruhe" in found.words


def test_few_answers_are_refused_with_a_proposal() -> None:
    few = margin("Alter", [0] * 20 + [1] * 4 + [2] * 9, [500, 300, 200])
    with pytest.raises(TooFewAnswers) as refused:
        rake(np.ones(33), [few])
    (proposal,) = refused.value.proposals
    assert (proposal.place, proposal.into, proposal.answers) == (1, 2, 4)
    assert "„Alter 1“ hat nur 4 Antworten" in refused.value.text
    assert "„Alter 2“" in proposal.words


@pytest.mark.parametrize(("place", "into"), [(1, 2), (2, 1)])
def test_merging_as_proposed_makes_it_work(place: int, into: int) -> None:
    few = margin("Alter", [0] * 20 + [1] * 4 + [2] * 9 + [3] * 6 + [-1], [500, 300, 200, 100])
    together = merged(few, place, into)
    assert together.labels == ("Alter 0", "Alter 1 / Alter 2", "Alter 3")
    assert together.register.tolist() == [500, 500, 100]
    assert together.answers.tolist() == [20, 13, 6]
    assert rake(np.ones(40), [together]).converged


def test_a_cell_nobody_answered_is_proposed_and_an_empty_one_is_not() -> None:
    assert [found.place for found in proposals([margin("Alter", [0] * 9 + [2] * 9, [5, 7, 9])])] == [1]
    assert not proposals([margin("Alter", [0] * 9 + [2] * 9, [5, 0, 9])])
    assert not proposals([margin("Alter", [0], [5])])


def test_a_missing_register_figure_is_named() -> None:
    with pytest.raises(UserError, match="Alter 1"):
        rake(np.ones(12), [margin("Alter", [0] * 6 + [1] * 6, [10, 0])])


def test_nothing_to_weight_is_said() -> None:
    with pytest.raises(UserError, match="noch keine Antworten"):
        rake(np.zeros(0), [])


def test_without_margins_base_weights_stay() -> None:
    found = rake(np.array([1.0, 3.0]), [], limits=None)
    assert found.weights.tolist() == [1, 3]
    assert (found.deff, found.effective) == (pytest.approx(1.25), pytest.approx(1.6))
    assert kish(np.zeros(0))[1] == 0
