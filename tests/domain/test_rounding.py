"""Printed figures: rounded alone, half up, and a note where parts do not add up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.rounding import ROUNDED_NOTE, adds_up, note_for, percent, percent_words, rounded


@pytest.mark.parametrize(
    ("share", "places", "words"),
    [
        (57 / 200, 0, "29\u00a0%"),
        (0.285, 1, "28,5\u00a0%"),
        (1 / 3, 1, "33,3\u00a0%"),
        (0.0, 0, "0\u00a0%"),
        (1.0, 1, "100,0\u00a0%"),
        (0.004, 0, "unter\u00a01\u00a0%"),
        (0.0004, 1, "unter\u00a00,1\u00a0%"),
        (0.996, 0, "über\u00a099\u00a0%"),
        (0.9996, 1, "über\u00a099,9\u00a0%"),
    ],
)
def test_percent_is_printed_half_up_and_never_as_none_or_all(share: float, places: int, words: str) -> None:
    assert percent_words(share, places) == words


def test_negative_numbers_round_away_from_zero() -> None:
    assert (rounded(-0.5, 0), rounded(0.5, 0), rounded(2.675, 2)) == (-1, 1, 2.68)


@given(st.integers(1, 3_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(0, 2))
def test_a_share_of_answers_is_rounded_as_its_exact_fraction(counted: tuple[int, int], places: int) -> None:
    hits, base = counted
    scaled = Fraction(hits * 100 * 10**places, base)
    exact = int(scaled + Fraction(1, 2))
    assert Decimal(str(percent(hits / base, places))) * 10**places == exact


@given(st.lists(st.integers(0, 500), min_size=1, max_size=12).filter(any), st.integers(0, 1))
def test_printed_parts_add_up_or_carry_the_note(counts: list[int], places: int) -> None:
    shares = [count / sum(counts) for count in counts]
    printed = sum(Decimal(str(percent(share, places))) for share in shares)
    assert (note_for([(shares, 1.0)], places) == "") is (printed == 100) is adds_up(shares, 1.0, places)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 2))
def test_order_survives_rounding(first: float, second: float, places: int) -> None:
    low, high = sorted((first, second))
    assert percent(low, places) <= percent(high, places)


def test_three_thirds_carry_the_note() -> None:
    assert note_for([((1 / 3, 1 / 3, 1 / 3), 1.0)]) == ROUNDED_NOTE
    assert not note_for([((0.25, 0.25, 0.5), 1.0), ((0.25, 0.25), 0.5)])
