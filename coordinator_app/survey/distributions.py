"""The distribution functions the engine needs, typed; the only place that knows where they come from."""

from typing import cast

import numpy as np
from scipy import special  # pyright: ignore[reportMissingTypeStubs]  # it has none

from coordinator_app.survey.data_set import Floats


def t_quantile_of(probability: float, df: Floats) -> Floats:
    """Quantile of Student's t; df above 0."""
    return cast("Floats", special.stdtrit(df, probability))


def t_probability(t: Floats | float, df: Floats | float) -> Floats:
    """Two-sided p value of a t statistic."""
    return cast("Floats", 2 * special.stdtr(df, -np.abs(np.asarray(t, dtype=np.float64))))


def f_probability(statistic: float, first: float, second: float) -> float:
    """Upper tail of the F distribution; degrees of freedom need not be whole."""
    return float(special.fdtrc(first, second, statistic))


def chi_square_probability(statistic: float, df: float) -> float:
    """Upper tail of the χ² distribution."""
    return float(special.chdtrc(df, statistic))


def beta_quantile(probability: float, first: Floats, second: Floats) -> Floats:
    """Quantile of the beta distribution; both parameters above 0."""
    return cast("Floats", special.betaincinv(first, second, probability))


def logistic(value: Floats) -> Floats:
    """1 / (1 + exp(−x)) without overflow."""
    return cast("Floats", special.expit(value))
