"""Parts of a whole: nothing is lost or won by a cent, the shares of a grant always make up everything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.shares import (
    WHOLE,
    format_share,
    parse_share,
    part_of,
    share_of,
    split,
    with_added,
    with_share,
    without,
)

CENTS = st.integers(min_value=0, max_value=10**12)
STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "set", "remove"]), st.integers(1, 6), st.integers(0, WHOLE)), max_size=25
)


@given(CENTS, st.lists(st.integers(0, WHOLE), max_size=12))
def test_parts_add_up_to_the_whole(total: int, weights: list[int]) -> None:
    parts = split(total, weights)
    assert len(parts) == len(weights)
    assert sum(parts) == (total if weights else 0)
    assert all(type(part) is int and part >= 0 for part in parts)


@given(CENTS, st.lists(st.integers(1, 50), min_size=1, max_size=8))
def test_each_part_is_within_a_cent_of_its_weight(total: int, weights: list[int]) -> None:
    for part, weight in zip(split(total, weights), weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)


@given(STEPS)
def test_shares_of_a_grant_are_always_everything(steps: list[tuple[str, int, int]]) -> None:
    shares: dict[int, int] = {}
    for verb, project, share in steps:
        if verb == "add":
            shares = with_added(shares, project)
        elif verb == "set":
            shares = with_share(shares, project, share)
        else:
            shares = without(shares, project)
        assert sum(shares.values()) == (WHOLE if shares else 0)
        assert all(0 <= value <= WHOLE for value in shares.values())


def test_a_new_holder_gets_an_equal_part_and_keeps_it_when_added_twice() -> None:
    three = with_added(with_added(with_added({}, 1), 2), 3)
    assert three == {1: 334, 2: 333, 3: 333}
    assert with_added(three, 2) == three


def test_a_changed_share_leaves_the_rest_in_proportion() -> None:
    assert with_share({1: 500, 2: 300, 3: 200}, 1, 750) == {1: 750, 2: 150, 3: 100}
    assert with_share({1: 1000}, 1, 20) == {1: WHOLE}
    assert with_share({1: 1000, 2: 0}, 1, 400) == {1: 400, 2: 600}


@pytest.mark.parametrize("share", [-1, WHOLE + 1])
def test_an_impossible_share_is_refused(share: int) -> None:
    with pytest.raises(UserError, match="zwischen 0 und 100"):
        with_share({1: 500, 2: 500}, 1, share)


def test_shares_of_amounts_are_whole_cents() -> None:
    assert part_of(1, 500) == 1
    assert part_of(333, 900) == 300
    assert share_of(1984000, 2480000) == 800
    assert share_of(5, 0) == 0


@pytest.mark.parametrize(
    ("tenths", "text"), [(900, "90\u00a0%"), (125, "12,5\u00a0%"), (0, "0\u00a0%"), (-15, "−1,5\u00a0%"), (None, "")]
)
def test_a_share_is_written_in_per_cent(tenths: int | None, text: str) -> None:
    assert format_share(tenths) == text


@pytest.mark.parametrize(
    ("text", "tenths"),
    [("90", 900), ("12,5 %", 125), ("12.50", 125), ("100\u00a0%", 1000), ("", None), ("  ", None), ("0", 0)],
)
def test_a_typed_share_is_read(text: str, tenths: int | None) -> None:
    assert parse_share(text) == tenths


@pytest.mark.parametrize("text", ["101", "viel", "12,55", "-3", "1000"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="kein Anteil"):
        parse_share(text)
