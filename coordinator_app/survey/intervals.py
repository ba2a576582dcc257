"""95 % intervals of shares and means.

Sources: Korn & Graubard, Survey Methodology 24 (1998) 193–201; R `survey` `svyciprop` methods "xlogit" and "beta",
`confint(svymean(…), df = degf(…))`. Degrees of freedom = drawn units − strata of the rows behind the figure.
"""

import numpy as np
from numpy.typing import NDArray

from coordinator_app.survey.data_set import Floats
from coordinator_app.survey.distributions import beta_quantile, logistic, t_quantile_of

LEVEL = 0.95

FEW = 10.0
"""Fewer expected answers than this (on either side) and the Korn–Graubard interval is used."""


def t_quantile(df: Floats | float, level: float = LEVEL) -> Floats:
    """Upper quantile of Student's t for a two-sided interval; inf without degrees of freedom."""
    known = np.asarray(df, dtype=np.float64)
    found = t_quantile_of(0.5 + level / 2, np.maximum(known, 1e-300))
    return np.where(known > 0, found, np.inf)


def mean_interval(mean: Floats, se: Floats, df: Floats) -> tuple[Floats, Floats]:
    """Mean ± t · SE; nan where no degree of freedom is left."""
    with np.errstate(invalid="ignore"):
        half = t_quantile(df) * se
    half = np.where(np.isfinite(half), half, np.nan)
    return mean - half, mean + half


def logit_interval(share: Floats, se: Floats, df: Floats) -> tuple[Floats, Floats]:
    """Interval on the logit scale with SE(p) / (p (1 − p)); nan for shares of 0 and 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = np.log(share / (1 - share))
        half = t_quantile(df) * se / (share * (1 - share))
        low, high = logistic(middle - half), logistic(middle + half)
    return low, high


def beta_interval(share: Floats, se: Floats, df: Floats, base: Floats, effective: Floats) -> tuple[Floats, Floats]:
    """Korn–Graubard: exact binomial limits with the effective number of answers p (1 − p) / SE².

    It is corrected by (t of base − 1 / t of df)². Without a variance (share 0 or 1) Kish's effective base stands in.
    """
    spread = share * (1 - share)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where((se > 0) & (spread > 0), spread / se**2, effective)
        size = size * (t_quantile(base - 1) / t_quantile(df)) ** 2
    return _clopper_pearson(share * size, size)


def exact_interval(hits: Floats | float, of: Floats | float) -> tuple[Floats, Floats]:
    """Clopper–Pearson interval of `hits` out of `of` (need not be whole); 0 … 1 for nothing of nothing."""
    return _clopper_pearson(np.asarray(hits, dtype=np.float64), np.asarray(of, dtype=np.float64))


def _clopper_pearson(hits: Floats, of: Floats) -> tuple[Floats, Floats]:
    tail = (1 - LEVEL) / 2
    rest = of - hits
    with np.errstate(invalid="ignore"):
        low = beta_quantile(tail, np.maximum(hits, 1e-300), rest + 1)
        high = beta_quantile(1 - tail, hits + 1, np.maximum(rest, 1e-300))
    return np.where(hits <= 0, 0.0, low), np.where(rest <= 0, 1.0, high)


def share_interval(
    share: Floats, se: Floats, df: Floats, base: Floats, effective: Floats
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """The interval of a share and whether it is the Korn–Graubard one: fewer than `FEW` expected on a side.

    Shares between 0 and 1 without any variance (everybody was asked) get an interval without width.
    """
    few = np.minimum(share, 1 - share) * base < FEW
    low, high = logit_interval(share, se, df)
    if few.any():
        low[few], high[few] = beta_interval(share[few], se[few], df[few], base[few], effective[few])
    exact = (se == 0) & (share > 0) & (share < 1)
    low, high = np.where(exact, share, low), np.where(exact, share, high)
    open_ended = ~exact & ~(df > 0)
    return np.where(open_ended, np.nan, low), np.where(open_ended, np.nan, high), few & ~exact
