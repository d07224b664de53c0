"""Fits the scorecard's weights on generated lists: logistic regression with signs that cannot turn.

Pairs are those that the blocking keys bring, rows of different lists. What agrees may not count against, what differs
may not count for. Prison, offences and sentence are capped: a generator cannot know how often lists err there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log

import numpy as np

from prisoners.matching.comparison import Finding

CAPS = {
    "facility.same": 1.0, "facility.differs": 1.0, "offences.none": 1.5, "offences.all": 1.5, "offences.some": 1.5,
    "sentence.differs": 1.5, "sentence.same": 1.5, "sentence.near": 1.5, "alias.same": 3.0,
}  # fmt: skip
FOR = {
    "given.exact", "given.sound", "given.nickname", "given.close", "given.rarity", "given.crossed",
    "given.joined", "given.joined_close", "given.begins",
    "second_given.agrees", "second_given.close",
    "second_given.rarity", "surname_1.exact", "surname_1.sound", "surname_1.rarity",
    "surname_2.exact",
    "surname_2.sound", "surname_2.rarity", "birth.day", "birth.near", "birth.year", "birth.fits", "birth.age_same",
    "place.municipality", "place.rarity", "arrest.same", "arrest.rarity", "arrest.month_rarity", "facility.same",
    "facility.rarity", "offences.all", "offences.rarity", "sentence.same", "sentence.rarity", "alias.same",
}  # fmt: skip
AGAINST = {
    "given.differs", "second_given.differs", "surname_1.differs", "surname_2.differs", "birth.far", "birth.off_5",
    "birth.off_2", "birth.other_day", "birth.other_2", "birth.other_5", "birth.age_far", "gender.differs",
    "place.other_province", "arrest.other_month", "arrest.other_year", "facility.differs", "offences.none",
    "sentence.differs",
}  # fmt: skip
PENALTY = 2e-6


def fit(
    pairs: Sequence[tuple[list[Finding], bool]], *, weights: Iterable[float] | None = None
) -> tuple[float, dict[str, float]]:
    """The prior and the weights, in bits, that make the pairs' truth likeliest."""
    names = sorted({name for findings, _ in pairs for name, _ in findings})
    places = {name: place for place, name in enumerate(names)}
    table = np.zeros((len(pairs), len(names) + 1), dtype=np.float32)
    table[:, -1] = 1
    for line, (findings, _) in enumerate(pairs):
        for name, amount in findings:
            table[line, places[name]] += amount
    truth = np.array([is_same for _, is_same in pairs], dtype=np.float32)
    low = np.full(len(names) + 1, -np.inf)
    high = np.full(len(names) + 1, np.inf)
    for name, place in places.items():
        cap = CAPS.get(name, np.inf) * log(2)
        low[place] = 0 if name in FOR else -cap
        high[place] = 0 if name in AGAINST else cap
    found = _descend(table, truth, low, high)
    bits = found / log(2)
    return float(bits[-1]), {name: float(bits[place]) for name, place in places.items()}


def _descend(table: np.ndarray, truth: np.ndarray, low: np.ndarray, high: np.ndarray, rounds: int = 60) -> np.ndarray:
    """Newton steps on what is free, projected into the bounds, halved until they help."""
    beta = np.clip(np.zeros(table.shape[1]), low, high)
    loss = _loss(table, truth, beta)
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(table @ beta, -40, 40)))
        gradient = table.T @ (chance - truth) / len(truth) + 2 * PENALTY * beta
        stuck = ((beta <= low) & (gradient > 0)) | ((beta >= high) & (gradient < 0))
        free = ~stuck
        inner = table[:, free]
        curve = (inner * (chance * (1 - chance))[:, None]).T @ inner / len(truth) + 2 * PENALTY * np.eye(
            int(free.sum())
        )
        step = np.zeros_like(beta)
        step[free] = np.linalg.solve(curve, gradient[free])
        length = 1.0
        while length > 1e-4:
            tried = np.clip(beta - length * step, low, high)
            new = _loss(table, truth, tried)
            if new < loss:
                break
            length /= 2
        else:
            return beta
        if loss - new < 1e-10:
            return tried
        beta, loss = tried, new
    return beta


def _loss(table: np.ndarray, truth: np.ndarray, beta: np.ndarray) -> float:
    score = np.clip(table @ beta, -40, 40)
    return float(np.mean(np.logaddexp(0, score) - truth * score) + PENALTY * beta @ beta)
