"""Answers as columns and the sample design behind them: what every function of the engine works on.

Rows are sheets. Answers are codes (int32): ≥ 0 an answer, negative a missing code of
`domain.questionnaires.MISSING_CODES`. The engine counts in *places*: `encode` turns the codes of a variable into
positions 0, 1, … of the answers that count, −1 for everything else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
from numpy.typing import NDArray

from coordinator_app.common.errors import UserError

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]
Places = NDArray[np.intp]
Mask = NDArray[np.bool_]
Whole = NDArray[np.integer]
"""Any array of whole numbers."""


@dataclass(frozen=True, eq=False)
class DataSet:
    """The answers of one survey: one int32 column per variable, `mode` (any codes) and number of sheets."""

    columns: Mapping[str, Codes]
    mode: NDArray[np.generic]
    size: int

    def __getitem__(self, variable: str) -> Codes:
        """The codes of a variable; an unknown one is a `UserError`."""
        found = self.columns.get(variable)
        if found is None:
            raise UserError(f"Die Variable „{variable}“ gibt es in den Antworten dieser Erhebung nicht.")
        return found

    def __contains__(self, variable: str) -> bool:
        return variable in self.columns


@dataclass(frozen=True, eq=False)
class Design:
    """How the rows came into the sample; what the width of every interval rests on.

    `weights`: above 0, any scale. `strata`: codes per row. `clusters`: the unit drawn (households), within strata.
    `population`: per row the number of units of its stratum in the register (finite population correction;
    None = as good as infinite). `margins`: per weighting variable the codes the weights were raked to; given, the
    variances are those of the raked estimate (residuals on the margins, as R `survey` does after `rake`).
    A stratum with a single unit counts its deviation from the whole (R: lonely.psu = "adjust").
    """

    weights: Floats
    strata: NDArray[np.integer] | None = None
    clusters: NDArray[np.integer] | None = None
    population: Floats | None = None
    margins: tuple[NDArray[np.integer], ...] = ()

    @classmethod
    def equal(cls, size: int) -> "Design":
        """A simple random sample without weights from a large population."""
        return cls(np.ones(size))

    def __post_init__(self) -> None:
        if self.weights.size and not (np.isfinite(self.weights).all() and self.weights.min() > 0):
            raise UserError("Alle Gewichte müssen größer als 0 sein. Bitte prüfen Sie die Gewichtung.")

    @property
    def size(self) -> int:
        """Number of rows."""
        return int(self.weights.size)

    @cached_property
    def squared_weights(self) -> Floats:
        """The weights squared."""
        return self.weights * self.weights

    @cached_property
    def stratum(self) -> Places:
        """Per row the number of its stratum, counted from 0."""
        return compact(self.strata) if self.strata is not None else np.zeros(self.size, dtype=np.intp)

    @cached_property
    def strata_count(self) -> int:
        """Number of strata that occur."""
        return int(self.stratum.max()) + 1 if self.size else 0

    @cached_property
    def unit(self) -> Places | None:
        """Per row the number of its drawn unit (cluster within stratum); None = every row is a unit."""
        if self.clusters is None:
            return None
        return compact(self.stratum * np.intp(self.clusters.size + 1) + compact(self.clusters))

    @cached_property
    def unit_stratum(self) -> Places:
        """Per unit the number of its stratum."""
        if self.unit is None:
            return self.stratum
        found = np.zeros(int(self.unit.max()) + 1 if self.size else 0, dtype=np.intp)
        found[self.unit] = self.stratum
        return found

    @cached_property
    def units(self) -> Floats:
        """Per stratum the number of units in the sample."""
        return np.bincount(self.unit_stratum, minlength=self.strata_count).astype(np.float64)

    @cached_property
    def scale(self) -> Floats:
        """Per stratum the factor f · n / (n − 1) of the sum of squares; f alone for a single unit."""
        share = np.ones(self.strata_count)
        if self.population is not None:
            size = np.zeros(self.strata_count)
            size[self.stratum] = self.population
            if (size < self.units).any():
                raise UserError(
                    "In einer Schicht liegen mehr Antworten vor, als das Melderegister Personen nennt. "
                    "Bitte prüfen Sie die Personenzahlen der Schichten.",
                    help_topic="auswertung",
                )
            known = np.where(np.isinf(size), 1.0, size)
            share = np.where(np.isinf(size), 1.0, (known - self.units) / known)
        return np.where(self.units > 1, share * self.units / np.maximum(self.units - 1, 1), share)

    @cached_property
    def atom(self) -> Places:
        """Per row the number of its atom: rows of one stratum with the same codes in all margins."""
        key = self.stratum
        for margin in self.margins:
            place = compact(margin)
            key = compact(key * np.intp(place.max() + 1 if place.size else 1) + place)
        return key

    @cached_property
    def atom_stratum(self) -> Places:
        """Per atom the number of its stratum."""
        found = np.zeros(int(self.atom.max()) + 1 if self.size else 0, dtype=np.intp)
        found[self.atom] = self.stratum
        return found

    @cached_property
    def atom_margins(self) -> Floats:
        """Atoms × codes of all margins, 1 where the atom has the code; no column without margins."""
        blocks: list[Floats] = []
        for margin in self.margins:
            place = compact(margin)
            block = np.zeros((self.atom_stratum.size, int(place.max()) + 1))
            block[self.atom, place] = 1.0
            blocks.append(block)
        return np.hstack(blocks) if blocks else np.zeros((self.atom_stratum.size, 0))

    @cached_property
    def margin_solver(self) -> Floats:
        """Matrix that turns sums of a variable by atom into its fitted value by atom (least squares on margins)."""
        rows = np.bincount(self.atom, minlength=self.atom_stratum.size).astype(np.float64)
        dummies = self.atom_margins
        return dummies @ np.linalg.pinv((dummies * rows[:, None]).T @ dummies, hermitian=True) @ dummies.T


def compact(codes: NDArray[np.integer]) -> Places:
    """Numbers 0, 1, … in the order of the codes that occur, without gaps."""
    if not codes.size:
        return np.zeros(0, dtype=np.intp)
    low = int(codes.min())
    span = int(codes.max()) - low + 1
    if span > max(4 * codes.size, 1 << 16):
        return np.unique(codes, return_inverse=True)[1].astype(np.intp)
    shifted = (codes - low).astype(np.intp)
    number = np.cumsum(np.bincount(shifted, minlength=span) > 0) - 1
    return number[shifted]


def sums_by(places: Places, weights: Floats, size: int) -> Floats:
    """Σ of the weights at each place from 0 to `size` − 1."""
    return cast("Floats", np.bincount(places, weights, minlength=size))


def encode(values: NDArray[np.integer], codes: Sequence[int]) -> Places:
    """Position of each value in `codes`, −1 where it is none of them (missing, not counted)."""
    if not values.size or not codes:
        return np.full(values.size, -1, dtype=np.intp)
    low = min(int(values.min()), *codes)
    span = max(int(values.max()), *codes) - low + 1
    if span > 1 << 22:
        return _encode_wide(values, codes)
    table = np.full(span, -1, dtype=np.intp)
    table[np.asarray(codes, dtype=np.intp) - low] = np.arange(len(codes))
    return table[values - low] if low else table[values]


def _encode_wide(values: NDArray[np.integer], codes: Sequence[int]) -> Places:
    order = np.argsort(codes)
    known = np.asarray(codes, dtype=np.int64)[order]
    at = np.minimum(np.searchsorted(known, values), len(codes) - 1)
    return np.where(known[at] == values, order[at], -1)


def codes_present(values: NDArray[np.integer], *, least: int = 0) -> tuple[int, ...]:
    """The codes ≥ `least` that occur, in order: what numbers and open code fields are tabulated by."""
    return tuple(int(code) for code in np.unique(values) if code >= least)
