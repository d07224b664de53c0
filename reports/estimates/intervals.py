"""How sure an estimate is: intervals at 95 %."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma, log, sqrt

import numpy as np

from reports.estimates.loglinear import Fit, design_of
from reports.estimates.poisson import regress

NORMAL = 1.959963984540054
HALF_CHI_SQUARE = NORMAL**2 / 2
Interval = tuple[float, float]


def log_normal(observed: float, total: float, se: float) -> Interval:
    """Never below those observed: the logarithm of the unseen is taken as normal (Burnham et al. 1987)."""
    unseen = total - observed
    if unseen <= 0:
        return observed, observed
    factor = exp(NORMAL * sqrt(log(1 + (se / unseen) ** 2)))
    return observed + unseen / factor, observed + unseen * factor


def profile(found: Fit) -> Interval:
    """Where the multinomial profile likelihood is not yet too low (Cormack 1992, as closedpCI of Rcapture)."""
    likelihood = profile_likelihood(found)
    top = highest(likelihood, found.unseen)
    level = likelihood(top) - HALF_CHI_SQUARE
    above = max(1.0, top)
    while likelihood(top + above) > level and above < 1e9:
        above *= 2
    low = 0.0 if likelihood(0.0) > level else crossing(likelihood, level, 0.0, top)
    observed = found.table.observed
    return observed + low, observed + crossing(likelihood, level, top, top + above)


def profile_likelihood(found: Fit) -> Callable[[float], float]:
    """Of the number unseen: the best that the model can do if they were so many."""
    table = found.table
    design = design_of(table, found.model)
    empty = np.zeros(design.matrix.shape[1])
    empty[0] = 1
    matrix = np.vstack([empty, design.matrix])
    counts = table.vector[design.kept]

    def likelihood(unseen: float) -> float:
        seen = np.concatenate([[unseen], counts])
        total = unseen + table.observed
        expected = regress(matrix, seen).expected
        return float(seen @ np.log(expected / total)) + lgamma(total + 1) - lgamma(unseen + 1)

    return likelihood


def highest(value: Callable[[float], float], near: float) -> float:
    """The top of a curve with one top, by golden section."""
    golden = (sqrt(5) - 1) / 2
    low, high = near / 4, near * 4 + 1
    left, right = high - golden * (high - low), low + golden * (high - low)
    at_left, at_right = value(left), value(right)
    while high - low > 1e-3 * (1 + near / 100):
        if at_left > at_right:
            high, right, at_right = right, left, at_left
            left = high - golden * (high - low)
            at_left = value(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + golden * (high - low)
            at_right = value(right)
    return (low + high) / 2


def crossing(value: Callable[[float], float], level: float, low: float, high: float) -> float:
    """Where the curve passes `level` between two points on its two sides."""
    rises = value(low) < level
    for _step in range(60):
        middle = (low + high) / 2
        if (value(middle) < level) == rises:
            low = middle
        else:
            high = middle
        if high - low < 1e-3:
            break
    return (low + high) / 2
