"""Profiles found again by their keys, in memory: for files, for lists of some thousand persons, for measuring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from math import log2

from prisoners.matching.corpus import Corpus
from prisoners.matching.keys import all_keys
from prisoners.matching.profile import Profile, with_pooled

MOST_CANDIDATES = 60
LEAST_SHARED = 0.2  # of what the nearest is worth: who shares less with a row is not compared
MOST_NEARNESS = 7.0  # bits
Ranked = tuple[float, int, Sequence[Profile]]


class Register:
    """Persons by their profiles; several for one person when several sources speak of them."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._bearers: dict[int, list[int]] = defaultdict(list)
        self._owners: list[Hashable] = []
        self._of: dict[Hashable, list[Profile]] = {}

    def __len__(self) -> int:
        return len(self._of)

    def add(self, owner: Hashable, profiles: Sequence[Profile]) -> None:
        """A person, once, with what each source says; what they say together is put first."""
        self._of[owner] = with_pooled(profiles)
        for key in all_keys(self._of[owner], self._corpus.spelling, is_demo=False):
            self._bearers[key].append(len(self._owners))
        self._owners.append(owner)

    def knows(self, owner: Hashable) -> bool:
        return owner in self._of

    def near(
        self, readings: Sequence[Profile], *, least: float = LEAST_SHARED
    ) -> list[tuple[Hashable, Sequence[Profile]]]:
        """The persons who share the rarest keys with a row, with their profiles, the likeliest first (see nearest)."""
        return [(self._owners[place], of) for _worth, place, of in nearest(self._ranked(readings), least)]

    def candidates(self, row: Profile, *, most: int) -> list[Hashable]:
        """The owners who share the rarest keys with the row, the likeliest first, however little they share."""
        return [self._owners[place] for _worth, place, _of in self._ranked([row])[:most]]

    def _ranked(self, readings: Sequence[Profile]) -> list[Ranked]:
        found: dict[int, float] = defaultdict(float)
        total = len(self._owners) + 1
        for key in all_keys(readings, self._corpus.spelling, is_demo=False):
            bearers = self._bearers.get(key, ())
            if bearers:
                worth = log2(total / len(bearers))
                for place in bearers:
                    found[place] += worth
        return by_nearness(readings, ((worth, place, self._of[self._owners[place]]) for place, worth in found.items()))


def by_nearness(readings: Sequence[Profile], found: Iterable[Ranked]) -> list[Ranked]:
    """Persons with what they share with a row in bits, and what nearness adds to it, the nearest first."""
    ranked = [
        (worth + max(nearness(reading, of[0]) for reading in readings), person, of) for worth, person, of in found
    ]
    return sorted(ranked, key=lambda each: (-each[0], each[1]))


def nearest(ranked: list[Ranked], least: float) -> list[Ranked]:
    """Those who are compared, of persons with what they share in bits, the nearest first: of this one's `least` part
    at least. It is 0 where the nearest may be who is asked about."""
    return [each for each in ranked[:MOST_CANDIDATES] if not least or each[0] >= least * ranked[0][0]]


def nearness(row: Profile, other: Profile) -> float:
    """What place, birth and arrest add to the order of candidates, at most MOST_NEARNESS; it decides nothing."""
    worth = 0.0
    if row.province and row.province == other.province:
        worth += 2.0
    if row.born and other.born:
        worth += 3.0 if row.born[0] <= other.born[1] + 366 and other.born[0] <= row.born[1] + 366 else -3.0
    if row.arrests and other.arrests:
        (first, last), (start, end) = row.arrests[0], other.arrests[0]
        worth += 2.0 if first <= end + 31 and start <= last + 31 else -1.0
    return worth
