"""Every combination of keys stands on at least k rows, whatever the data; rare numbers are grouped."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator_app.survey.anonymity import bands, protect

CODE = -4


def column(*values: int) -> "np.ndarray":
    return np.asarray(values, np.int32)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 6), st.integers(1, 4), st.sampled_from([1, 2, -9])), max_size=60),
    st.integers(2, 7),
)
def test_every_combination_stands_on_k_rows(rows: list[tuple[int, int, int]], k: int) -> None:
    table = np.asarray(rows, np.int32).reshape(-1, 3)
    columns = {name: table[:, place].copy() for place, name in enumerate("abc")}
    safe = protect(columns, list("abc"), k, CODE)
    found = list(zip(*(safe.columns[name].tolist() for name in "abc"), strict=True))
    for combination in set(found):
        assert found.count(combination) >= k or (len(rows) < k and set(combination) == {CODE})
    for name in "abc":
        changed = safe.columns[name] != columns[name]
        assert (safe.columns[name][changed] == CODE).all()
        assert safe.removed[name] == changed.sum()
    assert safe.groups == len(set(found))


def test_only_the_rare_lose_their_district() -> None:
    district = column(*[1] * 20, *[2] * 20, 3, 3)
    sex = column(*[1, 2] * 21)
    safe = protect({"ortsteil": district, "geschlecht": sex}, ["ortsteil", "geschlecht"], 5, CODE)
    assert safe.removed == {"ortsteil": 5, "geschlecht": 5}  # two rare ones, hidden among three others
    assert safe.smallest == 5
    assert protect({}, [], 5, CODE).groups == 0


@pytest.mark.parametrize(
    ("values", "k", "limits"),
    [
        ([1] * 5 + [2] * 5 + [9], 5, ((1, 1), (2, 9))),
        ([1, 2], 5, ((1, 2),)),
        ([-9, -9], 5, ()),
        (list(range(100)), 5, (*((start, start + 12) for start in range(0, 78, 13)), (78, 99))),
    ],
)
def test_bands_hold_k_rows(values: list[int], k: int, limits: tuple[tuple[int, int], ...]) -> None:
    found = bands(column(*values), k)
    assert found.limits == limits
    for code in set(found.codes.tolist()):
        assert code < 0 or (found.codes == code).sum() >= min(k, len(values))
