"""Protecting persons in data of single sheets: keys that fit too few are taken out, rare numbers are grouped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int32]
_MOST_TRIED = 4


@dataclass(frozen=True, eq=False)
class Protected:
    """Key columns after protection; `removed` counts the values taken out by key, `groups` different combinations."""

    columns: Mapping[str, Codes]
    removed: Mapping[str, int]
    groups: int
    smallest: int


def protect(columns: Mapping[str, Codes], keys: Sequence[str], k: int, code: int) -> Protected:
    """Replace values of keys by `code` until every combination of all keys stands on at least `k` rows.

    `code` counts as a value of its own. The keys are taken out one after the other in the order that costs the fewest
    values (beyond four keys: most different values first). If a few rows lose all keys, others join them until they
    are `k` as well. Rows fewer than `k` altogether lose everything.
    """
    if not keys:
        return Protected({}, {}, 0, 0)
    given = np.column_stack([columns[name] for name in keys]).astype(np.int32)
    usual = tuple(sorted(range(len(keys)), key=lambda place: -len(np.unique(given[:, place]))))
    orders = list(permutations(usual)) if len(keys) <= _MOST_TRIED else [usual]
    table = min((_taken_out(given, order, k, code) for order in orders), key=lambda found: int((found == code).sum()))
    found = {name: np.ascontiguousarray(table[:, place]) for place, name in enumerate(keys)}
    removed = {name: int(((found[name] == code) & (columns[name] != code)).sum()) for name in keys}
    sizes = np.unique(table, axis=0, return_counts=True)[1]
    return Protected(found, removed, len(sizes), int(sizes.min()) if len(sizes) else 0)


def _taken_out(given: Codes, order: Sequence[int], k: int, code: int) -> Codes:
    table = given.copy()
    for place in order:
        table[_counts(table) < k, place] = code
    _fill_up(table, k, code)
    return table


def _counts(table: Codes) -> NDArray[np.int64]:
    """For every row how many rows have the same combination."""
    _, places, counts = np.unique(table, axis=0, return_inverse=True, return_counts=True)
    return counts[places.ravel()].astype(np.int64)


def _fill_up(table: Codes, k: int, code: int) -> None:
    """Let rows join those without any key until they are `k`.

    A few of the largest combination if it can spare them, else the whole smallest one.
    """
    while True:
        bare = (table == code).all(axis=1)
        lacking = min(k, len(table)) - int(bare.sum())
        if not bare.any() or lacking <= 0:
            return
        sizes = np.where(bare, 0, _counts(table))
        row = int(sizes.argmax())
        if sizes[row] - lacking < k:
            row, lacking = int(np.where(bare, len(table) + 1, sizes).argmin()), len(table)
        table[np.flatnonzero((table == table[row]).all(axis=1))[:lacking]] = code


@dataclass(frozen=True, eq=False)
class Bands:
    """Numbers in groups: codes 1, 2, … with the smallest and largest number of each."""

    codes: Codes
    limits: tuple[tuple[int, int], ...]


def bands(values: Codes, k: int, most: int = 8) -> Bands:
    """Group the numbers ≥ 0 of a column so that every group has at least `k` rows and there are at most `most`.

    Negative codes stay; fewer than `k` numbers become one group.
    """
    given = values >= 0
    numbers, counts = np.unique(values[given], return_counts=True)
    wanted = max(k, -(-int(counts.sum()) // most))
    limits: list[tuple[int, int]] = []
    start, total = 0, 0
    for place, count in enumerate(counts.tolist()):
        total += count
        if total >= wanted:
            limits.append((int(numbers[start]), int(numbers[place])))
            start, total = place + 1, 0
    if start < len(numbers):
        last = int(numbers[-1])
        if limits:
            limits[-1] = (limits[-1][0], last)
        else:
            limits.append((int(numbers[start]), last))
    codes = values.astype(np.int32).copy()
    for code, (low, high) in enumerate(limits, 1):
        codes[given & (values >= low) & (values <= high)] = code
    return Bands(codes, tuple(limits))
