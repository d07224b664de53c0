"""How often each name and each fact stands in the lists at hand: what is rare says more when it agrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from math import log2
from typing import TYPE_CHECKING

from prisoners.matching.names import sound
from prisoners.matching.readings import frequent_words

if TYPE_CHECKING:
    from prisoners.matching.profile import Profile

MOST_BITS = 18.0
KNOWN = 3
SLIP = 0.1  # of those who bear a name, at most so many are written with one and the same slip
FEW, MIDDLING = 200, 3.0  # values counted, below which nobody knows what is rare: all is taken as rather frequent


class Frequencies:
    """Counts by field over many profiles: `given` and `surname` by sound, facts by their code."""

    FIELDS = ("given", "surname", "municipality", "province", "arrest", "month", "facility", "offence", "sentence")

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {field: Counter() for field in self.FIELDS}
        self.totals: Counter[str] = Counter()
        self._bits: dict[tuple[str, str], float] = {}

    @classmethod
    def from_counts(cls, counts: Mapping[str, Mapping[str, int]]) -> Frequencies:
        found = cls()
        for field, known in counts.items():
            found.counts[field] = Counter(known)
            found.totals[field] = sum(known.values())
        return found

    def add(self, profile: Profile) -> None:
        for field, values in profile.counted():
            self.counts[field].update(values)
            self.totals[field] += len(values)
        self._bits.clear()

    def rarity(self, field: str, value: str) -> float:
        """Bits that an agreement on this value is worth: 1 for what half of all say, at most 18; never seen: rare."""
        if self.totals[field] < FEW:
            return MIDDLING
        known = self._bits.get((field, value))
        if known is None:
            known = min(MOST_BITS, log2((self.totals[field] + 10) / (self.counts[field][value] + 0.5)))
            self._bits[field, value] = known
        return known

    def is_known(self, field: str, value: str) -> bool:
        """Borne often enough, here or in the country, to be a name and no slip of the pen."""
        return self.counts[field][value] >= KNOWN or value in _frequent(field)

    def are_both_known(self, field: str, one: str, other: str) -> bool:
        """Noel and Yoel are a letter apart and two names; a slip of the pen makes a word that few or nobody bear."""
        if not (self.is_known(field, one) and self.is_known(field, other)):
            return False
        rarer, usual = sorted((one, other), key=lambda each: self.counts[field][each])
        return rarer in _frequent(field) or self.counts[field][rarer] >= SLIP * self.counts[field][usual]


@cache
def _frequent(field: str) -> frozenset[str]:
    given, surnames = frequent_words()
    return frozenset(sound(word, is_given=field == "given") for word in (given if field == "given" else surnames))
