"""What a benchmark is told and what it tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

SIZES = (1_400, 10_000, 100_000)
ROUNDS = 7
QUICK_ROUNDS = 5


class Figure(NamedTuple):
    """One line of the report. Unit `x`: a ratio, the median of the ratios of single rounds."""

    name: str
    value: float
    unit: str

    def __str__(self) -> str:
        shown = f"{self.value:.0f}" if self.value >= 1000 or self.unit in COUNTS else f"{self.value:.3g}"
        return f"{self.name} {shown} {self.unit}"


COUNTS = {"of40", "B", "queries", "rows"}


@dataclass(frozen=True)
class Plan:
    """How much to measure. `sizes` are numbers of invented persons, ascending."""

    sizes: tuple[int, ...] = SIZES
    is_quick: bool = False
    rounds: int = field(default=0)

    def __post_init__(self) -> None:
        if not self.rounds:
            object.__setattr__(self, "rounds", QUICK_ROUNDS if self.is_quick else ROUNDS)

    @property
    def largest(self) -> int:
        return self.sizes[-1]

    def at_most(self, size: int) -> int:
        """The size that a slow benchmark uses: the one asked for, or the largest of the plan when that is less."""
        return min(size, self.largest)
