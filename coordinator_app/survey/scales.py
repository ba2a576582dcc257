"""Scales and relations without a design: index scores, Cronbach's alpha, Spearman, analysis of variance.

Items and scores are float columns, nan = missing. Sources: Cronbach, Psychometrika 16 (1951); R `psych::alpha`,
`survey::svycralpha`, `cor.test(method = "spearman")`, `aov`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from coordinator_app.common.errors import UserError
from coordinator_app.survey.data_set import Codes, Floats, Mask, Places
from coordinator_app.survey.distributions import f_probability, t_probability


def scores(values: Codes) -> Floats:
    """Codes as numbers; missing codes (negative) as nan."""
    return np.where(values >= 0, values, np.nan).astype(np.float64)


@dataclass(frozen=True, eq=False)
class IndexItem:
    """One item of an index: its scores, both ends of its scale, and whether it is turned before it counts."""

    values: Floats
    lowest: float
    highest: float
    turned: bool = False

    def __post_init__(self) -> None:
        if not self.lowest < self.highest:
            raise UserError("Ein Index braucht Fragen mit mindestens zwei Antwortstufen.", help_topic="auswertung")

    @property
    def aligned(self) -> Floats:
        """The scores with all items pointing the same way."""
        return self.lowest + self.highest - self.values if self.turned else self.values


def index_scores(items: Sequence[IndexItem], *, least_valid: int, rescaled: bool) -> Floats:
    """Mean of the valid items of each sheet; nan where fewer than `least_valid` are valid.

    `rescaled`: every item from 0 (lowest) to 100 (highest), so that scales of different lengths may be mixed.
    Not rescaled they must share one scale.
    """
    if not rescaled and len({(item.lowest, item.highest) for item in items}) > 1:
        raise UserError(
            "Die Fragen dieses Index haben verschiedene Skalen. Bitte auf 0 bis 100 umrechnen lassen.",
            help_topic="auswertung",
        )
    columns = [
        (item.aligned - item.lowest) / (item.highest - item.lowest) * 100 if rescaled else item.aligned
        for item in items
    ]
    values = np.stack(columns, axis=1)
    valid = ~np.isnan(values)
    count = valid.sum(axis=1)
    total = np.where(valid, values, 0.0).sum(axis=1)
    enough = count >= max(least_valid, 1)
    return np.where(enough, total / np.maximum(count, 1), np.nan)


class Deletion(Enum):
    """Which sheets alpha uses: those with all items valid, or for every pair of items those with both."""

    LISTWISE = "listwise"
    PAIRWISE = "pairwise"


@dataclass(frozen=True, eq=False)
class Alpha:
    """Cronbach's alpha (raw). `answers`: sheets with all items; `without`: alpha without each item.

    `item_rest`: correlation of each item with the sum of the others. nan where nothing varies.
    """

    value: float
    deletion: Deletion
    answers: int
    without: Floats
    item_rest: Floats


def alpha(items: Sequence[Floats], deletion: Deletion, weights: Floats | None = None) -> Alpha | None:
    """Alpha of items that already point the same way; None for fewer than two items or three sheets."""
    if len(items) < 2:
        return None
    values = np.stack(items, axis=1)
    complete = ~np.isnan(values).any(axis=1)
    if int(complete.sum()) < 3:
        return None
    used = values[complete] if deletion is Deletion.LISTWISE else values
    weight = np.ones(values.shape[0]) if weights is None else weights
    spread = _covariance(used, weight[complete] if deletion is Deletion.LISTWISE else weight)
    keep = ~np.eye(len(items), dtype=np.bool_)
    without = np.array([_alpha_of(spread[np.ix_(row, row)]) for row in keep])
    rest = spread.sum(axis=1) - np.diag(spread)
    rest_variance = spread.sum() - 2 * rest - np.diag(spread)
    with np.errstate(divide="ignore", invalid="ignore"):
        item_rest = rest / np.sqrt(np.diag(spread) * rest_variance)
    return Alpha(_alpha_of(spread), deletion, int(complete.sum()), without, item_rest)


def _alpha_of(spread: Floats) -> float:
    count, whole = spread.shape[0], float(spread.sum())
    if count < 2 or whole == 0:
        return float("nan")
    return count / (count - 1) * (1 - float(np.trace(spread)) / whole)


def _covariance(values: Floats, weights: Floats) -> Floats:
    """Weighted covariances, each of the sheets with both items; divisor as with n − 1."""
    valid = ~np.isnan(values)
    filled = np.where(valid, values, 0.0)
    there = valid.astype(np.float64)
    weighted = there * weights[:, None]
    mass = weighted.T @ there
    count = there.T @ there
    with np.errstate(divide="ignore", invalid="ignore"):
        sums = (filled * weights[:, None]).T @ there / mass
        products = (filled * weights[:, None]).T @ filled / mass
        return (products - sums * sums.T) * count / (count - 1)


@dataclass(frozen=True, slots=True)
class Correlation:
    """Spearman's rank correlation of n pairs and its two-sided p (t approximation)."""

    value: float
    pairs: int
    p: float


def spearman(first: Floats, second: Floats, *, within: Mask | None = None) -> Correlation | None:
    """Rank correlation with average ranks for ties; None for fewer than four pairs or no variation."""
    valid = ~np.isnan(first) & ~np.isnan(second)
    if within is not None:
        valid &= within
    pairs = int(valid.sum())
    if pairs < 4:
        return None
    one, two = _ranks(first[valid]), _ranks(second[valid])
    one, two = one - one.mean(), two - two.mean()
    size = float(np.sqrt((one @ one) * (two @ two)))
    if size == 0:
        return None
    value = float(np.clip(one @ two / size, -1.0, 1.0))
    if abs(value) == 1:
        return Correlation(value, pairs, 0.0)
    t = value * np.sqrt((pairs - 2) / (1 - value**2))
    return Correlation(value, pairs, float(t_probability(float(t), pairs - 2)))


def _ranks(values: Floats) -> Floats:
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count).astype(np.float64)
    return (last - (count - 1) / 2)[place]


@dataclass(frozen=True, slots=True)
class Anova:
    """One-way analysis of variance without weights: F, both degrees of freedom, p, share of variance explained."""

    statistic: float
    first_df: int
    second_df: int
    p: float
    eta_squared: float


def anova(values: Floats, groups: Places, *, within: Mask | None = None) -> Anova | None:
    """F test of equal means in the groups that occur; None for fewer than two groups or no variation inside."""
    inside = ~np.isnan(values) & (groups >= 0)
    if within is not None:
        inside &= within
    names, group = np.unique(groups[inside], return_inverse=True)
    size, count = int(inside.sum()), int(names.size)
    if count < 2 or size <= count:
        return None
    value = values[inside]
    number = np.bincount(group, minlength=count)
    means = np.bincount(group, value, minlength=count) / number
    between = float(number @ (means - value.mean()) ** 2)
    inner = float(((value - means[group]) ** 2).sum())
    if inner <= 0:
        return None
    statistic = between / (count - 1) / (inner / (size - count))
    p = f_probability(statistic, count - 1, size - count)
    return Anova(statistic, count - 1, size - count, p, between / (between + inner))
