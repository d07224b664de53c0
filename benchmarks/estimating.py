"""What an estimate costs, and how often its range holds the truth: lists made up from persons whose number is known."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import numpy as np

from benchmarks.figures import Figure, Plan
from reports.estimates.families import estimate
from reports.estimates.publication_rules import SEED, judge
from reports.estimates.selection import best, candidates
from reports.estimates.tables import Table

PERSONS = 1_750
SHARES = (0.5, 0.45, 0.4, 0.35)
FIRST_SEED = 41
RUNS, QUICK_RUNS = 20, 4
VISIBILITY = 0.7
"""Standard deviation, on the logit scale, of how visible a person is to every list."""


def run(plan: Plan) -> Iterator[Figure]:
    table = listed(FIRST_SEED, visibility=0)
    yield Figure("estimating.models", len(candidates(table)), "models")
    yield Figure("estimating.selection", milliseconds(lambda: best(candidates(table), "bic")), "ms")
    yield Figure("estimating.whole", milliseconds(lambda: estimate(table, seed=SEED)), "ms")
    runs = QUICK_RUNS if plan.is_quick else RUNS
    yield Figure("estimating.first_seed", FIRST_SEED, "seed")
    for name, visibility in (("apart", 0.0), ("visibility", VISIBILITY)):
        judged = [judge(listed(FIRST_SEED + turn, visibility=visibility)) for turn in range(runs)]
        envelopes = [one.estimate.envelope for one in judged if one.estimate and one.estimate.envelope]
        bic = [one.estimate.chosen_interval for one in judged if one.estimate and one.estimate.chosen_interval]
        yield Figure(f"estimating.{name}.envelope_holds_truth", holding(envelopes), "%")
        yield Figure(f"estimating.{name}.bic_interval_holds_truth", holding(bic), "%")
        yield Figure(
            f"estimating.{name}.envelope_width", float(np.mean([high - low for low, high in envelopes])), "persons"
        )
        yield Figure(f"estimating.{name}.shown", 100 * sum(one.is_shown for one in judged) / runs, "%")


def listed(seed: int, *, visibility: float) -> Table:
    """Four lists that lean a little on one another: the second knows more of those on the first."""
    chance = np.random.default_rng(seed)
    logits = np.log(np.array(SHARES) / (1 - np.array(SHARES)))
    seen = np.zeros((PERSONS, len(SHARES)), dtype=int)
    person = chance.normal(0, visibility, PERSONS) if visibility else np.zeros(PERSONS)
    for place, logit in enumerate(logits):
        lean = 0.4 * seen[:, 0] if place == 1 else 0
        seen[:, place] = chance.random(PERSONS) < 1 / (1 + np.exp(-(logit + person + lean)))
    patterns, counts = np.unique(seen @ (1 << np.arange(len(SHARES))), return_counts=True)
    pairs = zip(patterns, counts, strict=True)
    return Table(("A", "B", "C", "D"), {int(pattern): int(count) for pattern, count in pairs if pattern})


def holding(intervals: list[tuple[float, float]]) -> float:
    return 100 * sum(low <= PERSONS <= high for low, high in intervals) / max(len(intervals), 1)


def milliseconds(work: Callable[[], object]) -> float:
    """The best of three."""
    taken = []
    for _turn in range(3):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return 1000 * min(taken)
