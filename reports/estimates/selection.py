"""Which models to believe: by information criteria, by averaging over them, or step by step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp, lgamma, log, sqrt
from typing import Literal, NamedTuple

import numpy as np

from reports.estimates.errors import NotEstimable
from reports.estimates.loglinear import Fit, Model, fit, hierarchical_models
from reports.estimates.tables import Table, pairs_of

Criterion = Literal["bic", "aic"]
STEP = 0.02


class Average(NamedTuple):
    """The mean of several models' totals by weight, and its standard error, that between the models included."""

    total: float
    se: float


def fits(table: Table, models: Iterable[Model]) -> list[Fit]:
    """Those that this table can tell."""
    found = []
    for model in models:
        try:
            found.append(fit(table, model))
        except NotEstimable:
            continue
    return found


def candidates(table: Table) -> list[Fit]:
    """All models of up to four lists short of the saturated one, all of pairs for five, and for more lists those met
    on the way to the best: no table makes this work without end."""
    if table.lists <= 4:
        return fits(table, hierarchical_models(table.lists, order=table.lists - 1))
    if table.lists == 5:
        return fits(table, hierarchical_models(table.lists, order=2))
    return met_on_the_way(table)


def met_on_the_way(table: Table) -> list[Fit]:
    """From independence, the pair whose coming or going betters the BIC most, until none does."""
    met: dict[Model, Fit | None] = {}

    def tried(model: Model) -> Fit | None:
        if model not in met:
            met[model] = next(iter(fits(table, [model])), None)
        return met[model]

    best = tried(Model())
    terms: frozenset[int] = frozenset()
    while True:
        near = [tried(Model(terms ^ {pair})) for pair in pairs_of(table.lists)]
        better = min((found for found in near if found), key=lambda found: found.bic, default=None)
        if better is None or (best is not None and better.bic >= best.bic):
            return [found for found in met.values() if found]
        best, terms = better, better.model.terms


def best(found: Sequence[Fit], criterion: Criterion) -> Fit:
    return min(found, key=lambda one: (getattr(one, criterion), len(one.model.terms)))


def averaged(found: Sequence[Fit], criterion: Criterion) -> Average:
    """Weights exp(-criterion / 2), and the unconditional standard error of Burnham and Anderson (2002)."""
    lowest = min(getattr(one, criterion) for one in found)
    weights = [exp((lowest - getattr(one, criterion)) / 2) for one in found]
    whole = sum(weights)
    total = sum(weight * one.total for weight, one in zip(weights, found, strict=True)) / whole
    spread = (weight * sqrt(one.se**2 + (one.total - total) ** 2) for weight, one in zip(weights, found, strict=True))
    return Average(total, sum(spread) / whole)


def stepwise(table: Table, threshold: float = STEP) -> Fit:
    """Adds, one at a time, the pair of lists whose overlap is least likely under the model so far, while that is less
    likely than `threshold` (Chan, Silverman and Vincent 2021)."""
    current = fit(table, Model())
    while True:
        rest = [pair for pair in pairs_of(table.lists) if pair not in current.model.terms]
        ranked = sorted((tail(table, current, pair), pair) for pair in rest)
        for chance, pair in ranked:
            if chance > threshold:
                return current
            found = fits(table, [Model(current.model.terms | {pair})])
            if found:
                current = found[0]
                break
        else:
            return current


def tail(table: Table, current: Fit, pair: int) -> float:
    """How likely an overlap at least as far from what the model expects is: a Poisson tail."""
    expected = float(current.expected[(table.cells & pair) == pair].sum())
    seen = table.on_all(pair)
    if seen > expected:
        return 1 - at_most(seen - 1, expected)
    return at_most(seen, expected)


def at_most(number: int, expected: float) -> float:
    """P(X <= number) of a Poisson variable."""
    if expected <= 0:
        return 1.0
    first = max(0, int(expected - 40 * sqrt(expected)) - 40)  # below it there is nothing that a number of ours can hold
    values = np.arange(first, number + 1)
    logarithms = values * log(expected) - expected - np.array([lgamma(value + 1) for value in values])
    return float(min(1.0, np.exp(logarithms).sum()))
