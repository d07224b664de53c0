"""Averaging over decomposable graphs of lists (Madigan and York 1997; Johndrow, Lum and Ball's dga)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import combinations
from math import lgamma
from typing import NamedTuple

import numpy as np

from reports.estimates.tables import Table

Graph = tuple[tuple[int, ...], tuple[int, ...]]
Prior = Callable[[np.ndarray], np.ndarray]


class Posterior(NamedTuple):
    mean: float
    mode: int
    interval: tuple[int, int]


def posterior(table: Table, *, most_unseen: int, delta: float, log_prior: Prior | None = None) -> Posterior:
    """Of the total, for one to `most_unseen` persons on no list. `delta` is the prior count of every cell.

    The prior of the total is 1/N when none is given: as the code of dga does, not as its help says.
    """
    unseen = np.arange(1, most_unseen + 1)
    totals = table.observed + unseen
    margin = lru_cache(maxsize=None)(lambda lists: margin_weight(table, lists, unseen, delta))
    log_weights = np.full(len(unseen), -np.inf)
    for cliques, separators in graphs(table.lists):
        weight = sum(map(margin, cliques), np.zeros(len(unseen)))
        log_weights = np.logaddexp(log_weights, weight - sum(map(margin, separators), np.zeros(len(unseen))))
    log_weights += log_gamma(totals + 1) - log_gamma(unseen + 1)
    log_weights += -np.log(totals) if log_prior is None else log_prior(totals)
    weights = np.exp(log_weights - log_weights.max())
    weights /= weights.sum()
    share = np.cumsum(weights)
    low, high = (int(totals[int(np.searchsorted(share, part))]) for part in (0.025, 0.975))
    return Posterior(float(weights @ totals), int(totals[int(np.argmax(weights))]), (low, high))


def margin_weight(table: Table, lists: int, unseen: np.ndarray, delta: float) -> np.ndarray:
    """The marginal likelihood of the table of these lists alone, under a Dirichlet prior."""
    cells = 2**table.lists
    prior = delta * cells / 2 ** lists.bit_count()
    margin: dict[int, int] = {}
    for pattern, count in table.counts.items():
        margin[pattern & lists] = margin.get(pattern & lists, 0) + count
    on_none = margin.pop(0, 0)
    fixed = sum(lgamma(count + prior) - lgamma(prior) for count in margin.values()) - lgamma(prior)
    observed = table.observed
    sums = lgamma(delta * cells) - log_gamma(unseen + observed + delta * cells)
    return fixed + log_gamma(unseen + on_none + prior) + sums


def log_gamma(values: np.ndarray) -> np.ndarray:
    """Of consecutive values one apart: a running sum of logarithms."""
    steps = np.concatenate([[lgamma(float(values[0]))], np.log(values[:-1].astype(float))])
    return np.cumsum(steps)


@lru_cache(maxsize=8)
def graphs(lists: int) -> tuple[Graph, ...]:
    """Every decomposable graph, as its cliques and separators. The saturated one for three lists only, as in dga."""
    edges = list(combinations(range(lists), 2))
    found = []
    for size in range(len(edges) + 1):
        for chosen in combinations(edges, size):
            parts = junction(lists, set(chosen))
            if parts and (lists <= 3 or size < len(edges)):
                found.append(parts)
    return tuple(found)


def junction(lists: int, edges: set[tuple[int, int]]) -> Graph | None:
    """Cliques and separators, or None when the graph is not decomposable: a list whose neighbours all know each other
    is taken away until none is left."""
    near = {a: {b for b in range(lists) if (min(a, b), max(a, b)) in edges} for a in range(lists)}
    cliques: list[set[int]] = []
    while near:
        simplicial = next((a for a in near if all(c in near[b] for b, c in combinations(near[a], 2))), None)
        if simplicial is None:
            return None
        clique = near.pop(simplicial) | {simplicial}
        for other in near.values():
            other.discard(simplicial)
        if not any(clique <= known for known in cliques):
            cliques.append(clique)
    separators = list(running_intersections(cliques[::-1]))
    return tuple(map(as_term, cliques)), tuple(map(as_term, separators))


def running_intersections(cliques: list[set[int]]) -> Iterator[set[int]]:
    seen: set[int] = set(cliques[0])
    for clique in cliques[1:]:
        yield clique & seen
        seen |= clique


def as_term(lists: set[int]) -> int:
    return sum(1 << place for place in lists)
