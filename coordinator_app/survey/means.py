"""Weighted means, medians and quantiles of codes or scores, with linearised standard errors.

Means: t intervals with the degrees of freedom of the rows they rest on. Quantiles: Woodruff intervals, that is the
interval of the share up to the quantile, read back as values (R `survey` 4.1: `svyquantile`, interval.type "mean").
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from coordinator_app.survey.data_set import Design, Floats, Mask, Places, sums_by
from coordinator_app.survey.intervals import mean_interval, t_quantile
from coordinator_app.survey.sums import cell_sums, row_variances


class QuantileRule(Enum):
    """How a quantile is read: `MATH` the smallest value reached, `SCHOOL` the middle of two where both are reached.

    SCHOOL is the rule taught in schools (2 and 4: median 3; Hyndman & Fan 2); R: qrule "math" and "school".
    """

    MATH = "math"
    SCHOOL = "school"


@dataclass(frozen=True, eq=False)
class Means:
    """One value per group with SE and 95 % interval; nan for empty groups. `effective` is Kish's n_eff."""

    value: Floats
    se: Floats
    low: Floats
    high: Floats
    base: Floats
    effective: Floats
    weight: Floats
    df: Floats


def valid_scores(scores: Floats, groups: Places | None, within: Mask | None) -> tuple[Places, Floats]:
    """Group of each row (−1 = left out) and its score with 0 in place of nan."""
    group = np.zeros(scores.size, dtype=np.intp) if groups is None else groups
    inside = ~np.isnan(scores) & (group >= 0)
    if within is not None:
        inside &= within
    return np.where(inside, group, -1), np.where(inside, scores, 0.0)


def means(
    scores: Floats, design: Design, *, groups: Places | None = None, rows: int = 1, within: Mask | None = None
) -> Means:
    """The mean of `scores` (nan = missing) in each group."""
    group, value = valid_scores(scores, groups, within)
    sums = cell_sums(group, rows, 1, design)
    weight = sums.weight[:, 0]
    inside = group >= 0
    total = sums_by(group[inside], (design.weights * value)[inside], rows)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / weight
        effective = weight**2 / sums.squares[:, 0]
    influence = np.zeros((scores.size, rows))
    at = np.flatnonzero(inside)
    influence[at, group[at]] = (value[at] - mean[group[at]]) / weight[group[at]]
    se = np.where(weight > 0, np.sqrt(row_variances(influence, design)), np.nan)
    low, high = mean_interval(mean, se, sums.present)
    return Means(mean, se, low, high, sums.base[:, 0], effective, weight, sums.present)


def quantiles(
    scores: Floats,
    design: Design,
    at: float = 0.5,
    *,
    groups: Places | None = None,
    rows: int = 1,
    within: Mask | None = None,
    rule: QuantileRule = QuantileRule.SCHOOL,
) -> Means:
    """The quantile of `scores` in each group; a limit is nan where the interval of the share leaves 0 … 1."""
    group, value = valid_scores(scores, groups, within)
    ordered = [_Ordered.of(value[group == row], design.weights[group == row]) for row in range(rows)]
    point = np.array([part.quantile(at, rule) for part in ordered])
    known = np.where(group >= 0, point[np.maximum(group, 0)], np.nan)
    reached = np.where(group >= 0, (value <= known).astype(np.float64), np.nan)
    share = means(reached, design, groups=group, rows=rows)
    low = np.array([part.limit(p, rule) for part, p in zip(ordered, share.low, strict=True)])
    high = np.array([part.limit(p, rule) for part, p in zip(ordered, share.high, strict=True)])
    se = (high - low) / (2 * t_quantile(share.df))
    return Means(point, se, low, high, share.base, share.effective, share.weight, share.df)


@dataclass(frozen=True, eq=False)
class _Ordered:
    """Scores in order with the share of the weight reached up to each."""

    scores: Floats
    reached: Floats

    @classmethod
    def of(cls, scores: Floats, weights: Floats) -> "_Ordered":
        order = np.argsort(scores, kind="stable")
        return cls(scores[order], np.cumsum(weights[order]))

    def quantile(self, at: float, rule: QuantileRule) -> float:
        """The value at which `at` of the weight is reached; nan of nothing."""
        if not self.scores.size:
            return float("nan")
        whole = float(self.reached[-1])
        wanted, slack = at * whole, 1e-12 * whole
        last = self.scores.size - 1
        here = min(int(np.searchsorted(self.reached, wanted - slack)), last)
        if rule is QuantileRule.SCHOOL and abs(float(self.reached[here]) - wanted) <= slack and here < last:
            return float(self.scores[here] + self.scores[here + 1]) / 2
        return float(self.scores[here])

    def limit(self, at: float, rule: QuantileRule) -> float:
        """The quantile at a limit of the share; nan outside 0 … 1."""
        return self.quantile(at, rule) if 0 <= at <= 1 else float("nan")
