"""`python -m benchmarks.linkage.fit [PERSONS…] [--limits]`: fits the scorecards that come with the program.

Weights from TRAINING, limits from CALIBRATION: other people, other seeds, and heaviness of noise that the test never
uses; neither sees the respellings that are held back for the test. With --limits the weights stay as they are.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from datetime import date

from benchmarks.linkage.fitting import fit
from benchmarks.linkage.measures import Question, questions
from benchmarks.linkage.samples import Sample
from prisoners.matching.comparison import Finding, compare
from prisoners.matching.decision import LEAST_SAME, may_be_accepted
from prisoners.matching.register import Register
from prisoners.matching.rivals import RIVAL
from prisoners.matching.scorecard import FILE, Scorecard, shipped

HEAVINESS = (0.6, 0.9, 1.3, 2.2)


@dataclass(frozen=True)
class Plan:
    """For about so many persons: samples (persons, seed, heaviness), and what is wanted of the decisions."""

    training: tuple[tuple[int, int, float], ...]
    calibration: tuple[tuple[int, int, float], ...]
    precision: float
    missed: float


PLANS = {
    1_400: Plan(
        tuple((1_400, 100 + n, HEAVINESS[n % 4]) for n in range(16)),
        tuple((1_400, 500 + n, (0.9, 1.2, 1.5, 1.9)[n % 4]) for n in range(8)),
        0.9967, 0.0082,
    ),
    10_000: Plan(tuple((10_000, 300 + n, 1.2) for n in range(1)), ((10_000, 600, 1.2),), 0.9955, 0.008),
    100_000: Plan(((30_000, 400, 1.2),), ((100_000, 700, 1.2),), 0.9945, 0.009),
}  # fmt: skip
ASKED = 2_000  # rows of each list, in big samples
MOST_PAIRS = 40
RELATIVES = 3.0  # so many times as many brothers and namesakes in training: they are what must be told apart


def pairs(sample: Sample, former: Scorecard) -> list[tuple[list[Finding], bool]]:
    """Rows of different lists that share a key, and whether they mean one person; of several readings the best."""
    register, frequencies = Register(sample.corpus), sample.corpus.frequencies
    for row in sample.rows:
        register.add(row.number, sample.readings[row.number])
    found = []
    for row in sample.rows:
        readings = sample.readings[row.number]
        for owner in dict.fromkeys(o for reading in readings for o in register.candidates(reading, most=MOST_PAIRS)):
            other = sample.rows[owner]
            if other.source > row.source:
                ways = [compare(a, b, frequencies) for a in readings for b in sample.readings[owner]]
                found.append((max(ways, key=former.score), other.truth == row.truth))
    return found


def limits(asked: list[Question], scorecard: Scorecard, precision: float, missed: float) -> dict[str, float]:
    """The lowest chance from which accepting is right so often, and the chance of nobody that misses so few."""
    beside = [
        (q.candidates[0].chance, q.best_is_right)
        for q in asked
        if q.candidates and may_be_accepted(q.candidates[0], scorecard)
    ]
    same, right = 1.0, 0
    for number, (chance, is_right) in enumerate(sorted(beside, reverse=True), 1):
        right += is_right
        if right / number >= precision:
            same = chance
    nobody = sorted((1 - sum(each.chance for each in q.candidates) for q in asked if q.is_known), reverse=True)
    new = nobody[int(len(nobody) * missed)] + 1e-6
    same = max(same, LEAST_SAME)
    return {"same": round(same, 4), "new": round(min(new, 0.9999), 4)}


def with_limits(card: Scorecard, plan: Plan) -> Scorecard:
    asked = [
        question
        for each in plan.calibration
        for question in questions(Sample(*each, held_back=False), card, most=ASKED)
    ]
    notes = card.notes | {
        "calibration": plan.calibration, "wanted": {"precision": plan.precision, "missed": plan.missed},
    }  # fmt: skip
    return replace(card, notes=notes, **limits(asked, card, plan.precision, plan.missed))


def fitted(persons: int, plan: Plan, former: Scorecard) -> Scorecard:
    train = [
        pair for each in plan.training for pair in pairs(Sample(*each, held_back=False, relatives=RELATIVES), former)
    ]
    prior, bits = fit(train)
    bits[RIVAL] = 1.0  # its amount is in bits already
    same = sum(is_same for _findings, is_same in train)
    notes = {
        "fitted_on": f"{len(train)} pairs of generated rows, of which {same} mean one person",
        "training": plan.training,
    }  # fmt: skip
    day = f"{date.today():%Y-%m-%d}"  # noqa: DTZ011 - a label, no computation
    return with_limits(Scorecard(f"{day}-{persons}", persons, prior, bits, 1.0, 1.0, notes), plan)


def main() -> int:
    cards = []
    wanted = [int(each) for each in sys.argv[1:] if each.isdecimal()] or list(PLANS)
    fit_one = (lambda persons, plan, card: with_limits(card, plan)) if "--limits" in sys.argv else fitted
    for persons, plan in PLANS.items():
        if persons not in wanted:
            cards.append(shipped(persons))
            continue
        cards.append(fit_one(persons, plan, shipped(persons)))
        print(persons, cards[-1].same, cards[-1].new, flush=True)
    FILE.write_text(
        json.dumps([card.as_json() for card in cards], indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
