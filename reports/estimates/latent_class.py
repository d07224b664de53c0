"""Hidden groups of persons, the lists independent within each (Manrique-Vallier 2016, LCMCR): a Gibbs sampler.

It works on patterns, not on persons, so that its cost does not grow with them, and walks several chains abreast, from
starts of their own. The same seed gives the same draws.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reports.estimates.tables import Table

GROUPS = 10
CHAINS = 20
SHAPE = RATE = 0.25  # of the gamma prior of the concentration
SMALLEST = 1e-12  # a chance is never quite 0 or 1


class Draws(NamedTuple):
    """Of the total: a row for each turn, a column for each chain."""

    totals: np.ndarray

    @property
    def median(self) -> float:
        return float(np.median(self.totals))

    @property
    def interval(self) -> tuple[float, float]:
        low, high = np.quantile(self.totals, (0.025, 0.975))
        return float(low), float(high)


def latent_class(
    table: Table, *, seed: int, burn_in: int = 300, turns: int = 1_000, groups: int = GROUPS, chains: int = CHAINS
) -> Draws:
    """`burn_in` turns are walked and forgotten, then `turns` kept, of each chain."""
    chance = np.random.default_rng(seed)
    patterns = np.array(sorted(table.counts))
    counts = np.array([table.counts[pattern] for pattern in patterns])
    on = (patterns[:, None] >> np.arange(table.lists) & 1).astype(float)
    # most persons in one group that the lists hardly reach: a chain that starts with few unseen is slow to find more
    inclusion = within(chance.beta(1, 4, (chains, groups, table.lists)))
    weights = np.full((chains, groups), 0.1 / (groups - 1))
    weights[:, 0] = 0.9
    concentration = np.ones(chains)
    totals = np.empty((turns, chains))
    for turn in range(-burn_in, turns):
        log_weights, log_on, log_off = np.log(weights), np.log(inclusion), np.log1p(-inclusion)
        on_none = log_weights + log_off.sum(axis=2)
        # which group each person of a pattern is in
        joint = on_none[:, None, :] + np.einsum("pl,cgl->cpg", on, log_on - log_off)
        joint = np.exp(joint - joint.max(axis=2, keepdims=True))
        joint /= joint.sum(axis=2, keepdims=True)
        seen = chance.multinomial(counts[None, :], joint)
        # those whom no list holds, and their groups
        missed = np.exp(on_none)
        share = missed.sum(axis=1, keepdims=True)
        unseen = chance.negative_binomial(table.observed, np.clip(1 - share[:, 0], SMALLEST, 1))
        unseen_in = chance.multinomial(unseen, missed / share)
        # how each group is listed, and how large it is
        members = seen.sum(axis=1) + unseen_in
        listed = np.einsum("cpg,pl->cgl", seen, on)
        inclusion = within(chance.beta(1 + listed, 1 + members[:, :, None] - listed))
        later = members[:, ::-1].cumsum(axis=1)[:, ::-1] - members
        broken = within(chance.beta(1 + members[:, :-1], concentration[:, None] + later[:, :-1]))
        left = np.concatenate([np.zeros((chains, 1)), np.log1p(-broken).cumsum(axis=1)], axis=1)
        weights = np.maximum(np.exp(left) * np.concatenate([broken, np.ones((chains, 1))], axis=1), 1e-300)
        concentration = np.maximum(chance.gamma(SHAPE + groups - 1, 1 / (RATE - left[:, -1])), SMALLEST)
        if turn >= 0:
            totals[turn] = table.observed + unseen
    return Draws(totals)


def within(chances: np.ndarray) -> np.ndarray:
    return np.clip(chances, SMALLEST, 1 - SMALLEST)
