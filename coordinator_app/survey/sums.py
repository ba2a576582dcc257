"""Sums by cell and atom, and the linearised variance of everything that depends on the cell of a row only.

A statistic is given by its influence per cell: row i contributes u_i = w_i · z[cell of i] to the estimate. The
variance is that of the total of u under the design (Taylor linearisation): within each stratum
f · n/(n−1) · Σ (u_unit − mean)², over strata added (Wolter 2007; R `survey`: `svyrecvar`). Because rows of one cell
and atom differ in their weight only, three sums per cell (n, Σw, Σw²) are enough, however many rows there are.
Cells are a grid of `rows` × `columns`; a statistic belongs to one row of the grid and may use all cells of that row.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coordinator_app.survey.data_set import Design, Floats, Mask, Places, sums_by

_NOISE = 1e-13


@dataclass(frozen=True, eq=False)
class CellSums:
    """n, Σw and Σw² by grid row, atom and column: arrays of shape rows × atoms × columns.

    `units` has per drawn unit Σw in place of the atoms (only with clusters), else None. `present` and
    `whole_present` are the degrees of freedom of each grid row and of all rows together: units − strata that occur.
    """

    design: Design
    counts: Floats
    first: Floats
    second: Floats
    units: Floats | None
    present: Floats
    whole_present: Floats

    @property
    def base(self) -> Floats:
        """Unweighted n by grid row and column."""
        return self.counts.sum(axis=1)

    @property
    def weight(self) -> Floats:
        """Σw by grid row and column."""
        return self.first.sum(axis=1)

    @property
    def squares(self) -> Floats:
        """Σw² by grid row and column."""
        return self.second.sum(axis=1)


def cell_sums(cell: Places, rows: int, columns: int, design: Design) -> CellSums:
    """Sums over the rows whose `cell` (row · columns + column) is ≥ 0; the others lie outside."""
    cells = rows * columns
    atoms = design.atom_stratum.size
    everything = not cell.size or int(cell.min()) >= 0
    inside = slice(None) if everything else cell >= 0
    weights = design.weights[inside]
    squared = design.squared_weights[inside]
    place = cell[inside]
    if atoms > 1:
        place = design.atom[inside] * cells + place
    size = max(atoms, 1) * cells
    counts = np.bincount(place, minlength=size)
    first = sums_by(place, weights, size)
    second = sums_by(place, squared, size)

    def grid(sums: Floats) -> Floats:
        return sums.reshape(-1, rows, columns).transpose(1, 0, 2)

    grids = grid(counts.astype(np.float64)), grid(first), grid(second)
    if design.unit is None:
        occurs, strata = counts.reshape(-1, rows, columns).sum(axis=2), design.atom_stratum
        return CellSums(design, *grids, None, *_freedom(occurs, strata, design.strata_count, whole=counts.sum()))
    unit = design.unit[inside]
    at = unit * cells + cell[inside]
    units = sums_by(at, weights, design.unit_stratum.size * cells)
    there = units.reshape(-1, rows, columns).sum(axis=2) > 0
    whole = float(there.any(axis=1).sum())
    return CellSums(
        design, *grids, grid(units), *_freedom(there, design.unit_stratum, design.strata_count, whole=whole)
    )


def _freedom(
    units: NDArray[np.integer] | Mask, strata: Places, strata_count: int, *, whole: float
) -> tuple[Floats, Floats]:
    """Drawn units − strata that occur, by grid row and for all (`whole` units); `units` are counts by part and row."""
    by_stratum = np.zeros((strata_count, units.shape[1]))
    np.add.at(by_stratum, strata, units.astype(np.float64))
    occurring = by_stratum > 0
    return by_stratum.sum(axis=0) - occurring.sum(axis=0), np.array([whole - occurring.any(axis=1).sum()])


def _by_stratum(sums: Floats, design: Design) -> Floats:
    """Sums by atom (first axis) added up by stratum."""
    if design.atom_stratum.size == design.strata_count:
        return sums
    found = np.zeros((design.strata_count, *sums.shape[1:]))
    np.add.at(found, design.atom_stratum, sums)
    return found


def one_row(sums: CellSums) -> CellSums:
    """The same cells as one long row: statistics may then use all of them."""

    def flat(values: Floats) -> Floats:
        return values.transpose(1, 0, 2).reshape(1, values.shape[1], -1)

    return CellSums(
        sums.design,
        flat(sums.counts),
        flat(sums.first),
        flat(sums.second),
        None if sums.units is None else flat(sums.units),
        sums.whole_present,
        sums.whole_present,
    )


def variances(sums: CellSums, influence: Floats) -> Floats:
    """Variance of each statistic: `influence` is rows × columns × statistics, the answer rows × statistics."""
    centre = _fitted(sums, influence)
    if sums.units is not None:
        return _unit_variances(sums, influence, centre)
    design = sums.design
    scale = design.scale[design.atom_stratum]
    squares = size = np.tensordot(scale, sums.second @ influence**2, axes=(0, 1))
    totals = sums.first @ influence
    if centre is not None:
        own, squared = _atom_weights(design)
        squares = squares + np.tensordot(
            scale, squared[None, :, None] * centre**2 - 2 * centre * (sums.second @ influence), axes=(0, 1)
        )
        totals = totals - own[None, :, None] * centre
    by_stratum = _by_stratum(totals.transpose(1, 0, 2), design)
    return _clean(squares - np.tensordot(_centring(design), by_stratum**2, axes=(0, 0)), size)


def _clean(variance: Floats, size: Floats) -> Floats:
    """Variances without the noise of subtracting: what vanishes against the sum of squares `size` is 0."""
    return np.where(variance > _NOISE * size, variance, 0.0)


def covariance(sums: CellSums, influence: Floats) -> Floats:
    """Covariance matrix of the statistics of a grid with one row: `influence` is columns × statistics."""
    centre = _fitted(sums, influence[None])
    design = sums.design
    if sums.units is not None:
        totals = _unit_totals(sums, influence[None], centre)[0]
        within = (totals * design.scale[design.unit_stratum][:, None]).T @ totals
        by_stratum = np.zeros((design.strata_count, totals.shape[1]))
        np.add.at(by_stratum, design.unit_stratum, totals)
        return within - (by_stratum * _centring(design)[:, None]).T @ by_stratum
    scale = design.scale[design.atom_stratum]
    second = sums.second[0]
    within = (influence * (scale @ second)[:, None]).T @ influence
    totals = sums.first[0] @ influence
    if centre is not None:
        own, squared = _atom_weights(design)
        mixed = (second @ influence * scale[:, None]).T @ centre[0]
        within = within - mixed - mixed.T + (centre[0] * (scale * squared)[:, None]).T @ centre[0]
        totals = totals - own[:, None] * centre[0]
    by_stratum = _by_stratum(totals, design)
    return within - (by_stratum * _centring(design)[:, None]).T @ by_stratum


def _centring(design: Design) -> Floats:
    """Per stratum what the squared total is multiplied with; nothing for a single unit (lonely.psu = adjust)."""
    return np.where(design.units > 1, design.scale / np.maximum(design.units, 1), 0.0)


def _fitted(sums: CellSums, influence: Floats) -> Floats | None:
    """Per grid row, atom and statistic the value fitted on the margins; None when weights were not raked."""
    if not sums.design.margins:
        return None
    return sums.design.margin_solver @ (sums.counts @ influence)


def _atom_weights(design: Design) -> tuple[Floats, Floats]:
    size = design.atom_stratum.size
    return (
        sums_by(design.atom, design.weights, size),
        sums_by(design.atom, design.squared_weights, size),
    )


def _unit_totals(sums: CellSums, influence: Floats, centre: Floats | None) -> Floats:
    """Rows × units × statistics: what each unit contributes."""
    if sums.units is None or sums.design.unit is None:  # pragma: no cover - asked for with clusters only
        raise ValueError("The design has no clusters.")
    totals = sums.units @ influence
    if centre is None:
        return totals
    design = sums.design
    atoms, units = design.atom_stratum.size, design.unit_stratum.size
    place = sums.design.unit * atoms + design.atom
    shared = sums_by(place, design.weights, units * atoms).reshape(units, atoms)
    return totals - shared @ centre


def _unit_variances(sums: CellSums, influence: Floats, centre: Floats | None) -> Floats:
    design = sums.design
    totals = _unit_totals(sums, influence, centre)
    within = np.tensordot(design.scale[design.unit_stratum], totals**2, axes=(0, 1))
    by_stratum = np.zeros((design.strata_count, totals.shape[0], totals.shape[2]))
    np.add.at(by_stratum, design.unit_stratum, totals.transpose(1, 0, 2))
    return _clean(within - np.tensordot(_centring(design), by_stratum**2, axes=(0, 0)), within)


def row_variances(values: Floats, design: Design) -> Floats:
    """Variance of the totals of w · z for values z per row and statistic (n × k): any influence, also not by cell."""
    spread = values
    if design.margins:
        sums = np.zeros((design.atom_stratum.size, values.shape[1]))
        np.add.at(sums, design.atom, values)
        spread = values - (design.margin_solver @ sums)[design.atom]
    spread = spread * design.weights[:, None]
    if design.unit is not None:
        units = np.zeros((design.unit_stratum.size, values.shape[1]))
        np.add.at(units, design.unit, spread)
        spread = units
    strata = np.zeros((design.strata_count, values.shape[1]))
    np.add.at(strata, design.unit_stratum, spread)
    within = design.scale[design.unit_stratum] @ spread**2
    return _clean(within - _centring(design) @ strata**2, within)
