"""How well rows of lists find their persons: the matcher's figures on generated lists, beside other methods.

Fresh seeds, noise that the fit never saw (heaviness 1.0 and 1.7, respellings held back). Precision and shares first,
then speed. `--quick` takes one population instead of three and 10,000 persons instead of 100,000.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from time import perf_counter

from benchmarks.figures import Figure, Plan
from benchmarks.linkage.measures import Pairs, outcome, pairs_of_rows, questions
from benchmarks.linkage.others import OTHERS
from benchmarks.linkage.samples import Sample
from prisoners.matching.scorecard import shipped

SMALL, BIG, ROWS_OF_BIG = 1_400, 100_000, 750
NOISE = {"usual": 1.0, "heavy": 1.7}
POPULATIONS = 3


def run(plan: Plan) -> Iterator[Figure]:
    seed = random.SystemRandom().randrange(10_000, 1_000_000)
    yield Figure("matching.seed", seed, "seed")
    for name, heaviness in NOISE.items():
        samples = [Sample(SMALL, seed + n, heaviness) for n in range(1 if plan.is_quick else POPULATIONS)]
        yield from _decisions(f"matching.{name}", samples, SMALL, None)
        yield from _pairs(f"matching.{name}", samples)
    yield from _others(Sample(SMALL, seed, NOISE["usual"]))
    persons = 10_000 if plan.is_quick else BIG
    yield from _decisions(f"matching.{persons}", [Sample(persons, seed + 9, 1.0)], persons, ROWS_OF_BIG)


def _decisions(name: str, samples: list[Sample], persons: int, most: int | None) -> Iterator[Figure]:
    card = shipped(persons)
    for sample in samples:
        _ = sample.readings
    began = perf_counter()
    asked = [question for sample in samples for question in questions(sample, card, most=most)]
    taken = perf_counter() - began
    found = outcome(asked)
    yield Figure(f"{name}.accepted", found.accepted * 100, "%")
    yield Figure(f"{name}.precision", found.precision * 100, "%")
    yield Figure(f"{name}.precision_at_least", found.least_precision * 100, "%")
    yield Figure(f"{name}.review", found.review * 100, "%")
    yield Figure(f"{name}.missed", found.missed * 100, "%")
    yield Figure(f"{name}.candidates_recalled", found.recalled * 100, "%")
    yield Figure(f"{name}.in_memory", taken / len(asked) * 1000, "ms/row")


def _pairs(name: str, samples: list[Sample]) -> Iterator[Figure]:
    right = wrong = true = 0
    compared = 0.0
    for sample in samples:
        found, share = pairs_of_rows(sample, shipped(SMALL))
        right, wrong, true = right + found.right, wrong + found.wrong, true + found.true
        compared += share * found.true
    pairs = Pairs(right, wrong, true)
    yield Figure(f"{name}.pairs_f1", pairs.f1, "f1")
    yield Figure(f"{name}.pairs_compared", compared / true * 100, "%")


def _others(sample: Sample) -> Iterator[Figure]:
    """The same pairs by methods that others use, each at its best threshold on these very lists."""
    for name, method in OTHERS.items():
        found = method(sample)
        if found is not None:
            yield Figure(f"matching.pairs_f1.{name}", found.f1, "f1")
