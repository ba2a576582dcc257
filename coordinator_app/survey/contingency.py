"""Tests of a whole cross table: Rao–Scott for weighted answers, χ² with Cramér's V for unweighted counts.

Source: Rao & Scott, Annals of Statistics 12 (1984) 46–60; second-order correction with F reference distribution as
R `survey` `svychisq` (statistic "F", and "Chisq" with the first-order correction).
"""

from dataclasses import dataclass

import numpy as np

from coordinator_app.survey.data_set import Design, Floats, Mask, Places, compact
from coordinator_app.survey.distributions import chi_square_probability, f_probability
from coordinator_app.survey.shares import share_covariance
from coordinator_app.survey.sums import cell_sums


@dataclass(frozen=True, slots=True)
class RaoScott:
    """F with its degrees of freedom and p; `pearson` is the X² of the weighted table, `chi_p` its corrected p.

    `pearson` is scaled to the number of rows of the domain, as R does.
    """

    statistic: float
    first_df: float
    second_df: float
    p: float
    pearson: float
    chi_df: int
    chi_p: float


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """Pearson's χ² of unweighted counts, p and Cramér's V; `least_expected` says whether to trust it (≥ 5)."""

    statistic: float
    df: int
    p: float
    cramers_v: float
    least_expected: float


def freedom(design: Design, within: Mask | None = None) -> int:
    """Drawn units − strata among the rows of a domain (R: `degf`)."""
    if not design.size:
        return 0
    inside = np.ones(design.size, dtype=np.bool_) if within is None else within
    units = int(inside.sum()) if design.unit is None else int(np.unique(design.unit[inside]).size)
    return units - int(np.unique(design.stratum[inside]).size)


def rao_scott(rows: Places, columns: Places, design: Design, *, within: Mask | None = None) -> RaoScott | None:
    """Test whether `columns` depend on `rows` (places, −1 = missing); None where there is no table to test.

    Rows and columns nobody is in are left out. None also when no degree of freedom is left.
    """
    inside = (rows >= 0) & (columns >= 0)
    if within is not None:
        inside &= within
    row, column = compact(rows[inside]), compact(columns[inside])
    if not row.size or row.max() == 0 or column.max() == 0:
        return None
    shape = int(row.max()) + 1, int(column.max()) + 1
    cell = np.full(rows.size, -1, dtype=np.intp)
    cell[inside] = row * shape[1] + column
    share, spread = share_covariance(cell_sums(cell, 1, shape[0] * shape[1], design))
    size = design.size if within is None else int(within.sum())
    nu = freedom(design, within)
    table = share.reshape(shape)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True)
    pearson = float(size * ((table - expected) ** 2 / expected).sum())
    generalised = _design_effects(share, spread, shape) * size
    trace = float(np.trace(generalised))
    squared = float((generalised * generalised.T).sum())
    if nu <= 0 or trace <= 0:
        return None
    first = trace**2 / squared
    statistic = pearson / trace
    count = generalised.shape[0]
    return RaoScott(
        statistic=statistic,
        first_df=first,
        second_df=first * nu,
        p=f_probability(statistic, first, first * nu),
        pearson=pearson,
        chi_df=count,
        chi_p=chi_square_probability(pearson / (trace / count), count),
    )


def _design_effects(share: Floats, spread: Floats, shape: tuple[int, int]) -> Floats:
    """Generalised design effects of the interaction, up to the factor n: (C'D⁻¹C)⁻¹ C'D⁻¹VD⁻¹C."""
    contrasts = np.kron(_helmert(shape[0]), _helmert(shape[1]))
    inverse = np.divide(1.0, share, out=np.zeros_like(share), where=share > 0)
    weighted = contrasts * inverse[:, None]
    inner, outer = contrasts.T @ weighted, weighted.T @ spread @ weighted
    if (share > 0).all():
        return np.linalg.solve(inner, outer).astype(np.float64)
    return np.linalg.pinv(inner, hermitian=True) @ outer


def _helmert(size: int) -> Floats:
    """Contrasts orthogonal to the constant: size × (size − 1)."""
    found = np.zeros((size, size - 1))
    for column in range(size - 1):
        found[: column + 1, column] = -1.0
        found[column + 1, column] = column + 1.0
    return found / np.linalg.norm(found, axis=0)


def chi_square(rows: Places, columns: Places, *, within: Mask | None = None) -> ChiSquare | None:
    """Pearson's test without weights and without continuity correction; None where there is no table to test."""
    inside = (rows >= 0) & (columns >= 0)
    if within is not None:
        inside &= within
    row, column = compact(rows[inside]), compact(columns[inside])
    if not row.size or row.max() == 0 or column.max() == 0:
        return None
    shape = int(row.max()) + 1, int(column.max()) + 1
    table = np.bincount(row * shape[1] + column, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)
    size = float(table.sum())
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True) / size
    statistic = float(((table - expected) ** 2 / expected).sum())
    df = (shape[0] - 1) * (shape[1] - 1)
    return ChiSquare(
        statistic=statistic,
        df=df,
        p=chi_square_probability(statistic, df),
        cramers_v=float(np.sqrt(statistic / (size * min(shape[0] - 1, shape[1] - 1)))),
        least_expected=float(expected.min()),
    )
