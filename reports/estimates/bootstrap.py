"""An interval that knows a model was chosen: the choice is made anew in every replicate (Silverman et al. 2024)."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from reports.estimates.loglinear import Fit, Model
from reports.estimates.selection import best, fits
from reports.estimates.tables import Table

BEST_MODELS = 20
STANDARD = NormalDist()


def with_selection(table: Table, found: Sequence[Fit], *, seed: int, replicates: int) -> tuple[float, float]:
    """Bias-corrected and accelerated bootstrap (Efron 1987), choosing by BIC among the best of `found`."""
    models = [one.model for one in sorted(found, key=lambda one: one.bic)[:BEST_MODELS]]
    chance = np.random.default_rng(seed)
    shares = table.vector / table.observed
    drawn = [table.with_vector(chance.multinomial(table.observed, shares)) for _replicate in range(replicates)]
    totals = sorted(total for total in (chosen_total(one, models) for one in drawn) if total is not None)
    point = min(found, key=lambda one: one.bic).total
    below = min(max(sum(total < point for total in totals), 1), len(totals) - 1) / len(totals)
    bias = STANDARD.inv_cdf(below)
    speed = acceleration(table, models)

    def end(part: float) -> float:
        moved = bias + STANDARD.inv_cdf(part)
        return float(np.quantile(totals, STANDARD.cdf(bias + moved / (1 - speed * moved))))

    return end(0.025), end(0.975)


def chosen_total(table: Table, models: Sequence[Model]) -> float | None:
    """None where no model can be estimated: such a replicate says nothing."""
    found = fits(table, models)
    return best(found, "bic").total if found else None


def acceleration(table: Table, models: Sequence[Model]) -> float:
    """From leaving out one person at a time: all of one pattern are alike."""
    values, weights = [], []
    for pattern, count in table.counts.items():
        total = chosen_total(Table(table.names, {**table.counts, pattern: count - 1}), models)
        if total is not None:
            values.append(total)
            weights.append(count)
    apart = np.average(values, weights=weights) - np.array(values)
    squares = float(np.sum(weights * apart**2))
    return float(np.sum(weights * apart**3)) / (6 * squares**1.5) if squares else 0.0
