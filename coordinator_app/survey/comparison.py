"""Differences: every group against all others (with Holm), and waves or surveys against each other.

Each group against the rest is the design-based t test of R `survey` (`svyttest(y ~ I(group == g), design)`): the
covariance of the two means counts, degrees of freedom = drawn units − strata − 1. Holm, Scand. J. Stat. 6 (1979).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coordinator_app.survey.contingency import freedom
from coordinator_app.survey.data_set import Design, Floats, Mask, Places, sums_by
from coordinator_app.survey.distributions import t_probability
from coordinator_app.survey.intervals import t_quantile
from coordinator_app.survey.means import valid_scores
from coordinator_app.survey.shares import grid_sums
from coordinator_app.survey.sums import one_row, row_variances, variances


@dataclass(frozen=True, eq=False)
class Differences:
    """Differences with SE, 95 % interval, t, df and p; `holm` is p corrected for the number of comparisons.

    nan where one side is empty or nothing varies.
    """

    value: Floats
    se: Floats
    low: Floats
    high: Floats
    t: Floats
    df: Floats
    p: Floats
    holm: Floats

    def certain(self, level: float = 0.05) -> Mask:
        """Which differences are secured after the correction; False for nan."""
        with np.errstate(invalid="ignore"):
            return self.holm < level


def compare_shares(
    answers: Places,
    scores: Sequence[float],
    design: Design,
    *,
    groups: Places,
    rows: int,
    within: Mask | None = None,
) -> Differences:
    """Each group minus all others in the mean of `scores` (one per answer; 1 and 0: a share such as top-2)."""
    columns = len(scores)
    sums = grid_sums(answers, columns, design, groups, rows, within)
    score = np.asarray(scores, dtype=np.float64)
    weight = sums.weight
    total, mass = weight @ score, weight.sum(axis=1)
    other_total, other_mass = total.sum() - total, mass.sum() - mass
    with np.errstate(divide="ignore", invalid="ignore"):
        mean, rest = total / mass, other_total / other_mass
        own = (score[None, :] - mean[:, None]) / mass[:, None]
        other = -(score[None, :] - rest[:, None]) / other_mass[:, None]
    influence = np.repeat(other.T[None, :, :], rows, axis=0)
    influence[np.arange(rows), :, np.arange(rows)] = own
    known = (mass > 0) & (other_mass > 0)
    flat = np.nan_to_num(influence, nan=0.0, posinf=0.0, neginf=0.0).reshape(1, rows * columns, rows)
    se = np.where(known, np.sqrt(variances(one_row(sums), flat)[0]), np.nan)
    df = float(sums.whole_present[0]) - 1
    return differences_of(np.where(known, mean - rest, np.nan), se, np.full(rows, df))


def compare_means(
    scores: Floats, design: Design, *, groups: Places, rows: int, within: Mask | None = None
) -> Differences:
    """Each group minus all others in the mean of any scores (nan = missing), such as an index."""
    group, value = valid_scores(scores, groups, within)
    inside = group >= 0
    weights = design.weights[inside]
    mass = sums_by(group[inside], weights, rows)
    total = sums_by(group[inside], weights * value[inside], rows)
    other_total, other_mass = total.sum() - total, mass.sum() - mass
    known = (mass > 0) & (other_mass > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean, rest = total / mass, other_total / other_mass
        mine = group[:, None] == np.arange(rows)[None, :]
        own = (value[:, None] - mean) / mass
        other = -(value[:, None] - rest) / other_mass
    influence = np.where(inside[:, None] & known, np.where(mine, own, other), 0.0)
    se = np.where(known, np.sqrt(row_variances(np.nan_to_num(influence), design)), np.nan)
    return differences_of(np.where(known, mean - rest, np.nan), se, np.full(rows, float(freedom(design, inside) - 1)))


def between(
    first: Floats, first_se: Floats, first_df: Floats, second: Floats, second_se: Floats, second_df: Floats
) -> Differences:
    """Second minus first of two independent samples (waves, towns): variances and degrees of freedom add up."""
    return differences_of(second - first, np.hypot(first_se, second_se), first_df + second_df)


def differences_of(value: Floats, se: Floats, df: Floats) -> Differences:
    """Intervals, tests and Holm's correction of differences whose SE is known."""
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(se > 0, value / se, np.nan)
        p = np.where(df > 0, t_probability(t, np.maximum(df, 1.0)), np.nan)
        half = np.where(df > 0, t_quantile(df) * se, np.nan)
    return Differences(value, se, value - half, value + half, t, df, p, holm(p))


def holm(p: Floats) -> Floats:
    """P values corrected by Holm's step-down rule; nan stays nan and does not count as a comparison."""
    found = np.full(p.shape, np.nan)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    steps = np.arange(order.size, 0, -1)
    found[order] = np.minimum(np.maximum.accumulate(p[order] * steps), 1.0)
    return found
