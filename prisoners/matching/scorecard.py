"""The model: a weight in bits for each finding. The sum of the weights is the score, and the sum is the explanation."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from math import log
from pathlib import Path
from typing import Any

from prisoners.matching.comparison import Finding

FILE = Path(__file__).with_name("scorecards.json")
TENFOLD = 10


@dataclass(frozen=True)
class Scorecard:
    """Weights and limits fitted for about so many `persons`. `prior`: bits before anything is compared; a score of 0
    bits means as likely as not. Accept from the chance `same` on; call new where nobody has the chance `new` or more.
    """

    version: str
    persons: int
    prior: float
    weights: dict[str, float]
    same: float
    new: float
    notes: dict[str, Any] = field(default_factory=dict)

    def score(self, findings: Iterable[Finding]) -> float:
        weights = self.weights
        return self.prior + sum([weights[name] * amount for name, amount in findings if name in weights])

    def contributions(self, findings: Iterable[Finding]) -> list[tuple[str, float]]:
        """What each finding added, in bits; with the prior they sum to the score."""
        return [(name, self.weights.get(name, 0.0) * amount) for name, amount in findings]

    def is_outgrown_by(self, persons: int) -> bool:
        """Ten times as many persons as it was fitted for: calibrate again."""
        return persons >= TENFOLD * self.persons

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Scorecard:
        return cls(**stored)

    def as_json(self) -> dict[str, Any]:
        return {
            "version": self.version, "persons": self.persons, "prior": round(self.prior, 3), "same": self.same,
            "new": self.new, "weights": {name: round(bits, 3) for name, bits in sorted(self.weights.items())},
            "notes": self.notes,
        }  # fmt: skip


def shipped(persons: int) -> Scorecard:
    """Of those that come with the program, the one fitted for the nearest number of persons, by ratio."""
    return min(_all_shipped(), key=lambda card: abs(log(max(persons, 1) / card.persons)))


def of_version(version: str) -> Scorecard | None:
    """Of those that come with the program, the one of this name; None when there is none any more."""
    return next((card for card in _all_shipped() if card.version == version), None)


@cache
def _all_shipped() -> tuple[Scorecard, ...]:
    return tuple(Scorecard.from_json(card) for card in json.loads(FILE.read_text(encoding="utf-8")))
