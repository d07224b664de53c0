"""Two lists: Chapman's estimate. It supposes that being on one says nothing of being on the other: to teach with."""

from math import sqrt
from typing import NamedTuple


class TwoLists(NamedTuple):
    total: float
    se: float
    observed: int

    @property
    def interval(self) -> tuple[float, float]:
        """Never below the persons on either list."""
        return max(float(self.observed), self.total - 1.96 * self.se), self.total + 1.96 * self.se


def chapman(first: int, second: int, both: int) -> TwoLists:
    """`first` and `second` are all on each list, those on both among them (Chapman 1951; variance of Seber 1970)."""
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    return TwoLists(total, sqrt(variance), first + second - both)
