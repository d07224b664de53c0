"""Words that a slip of the pen may have made of a known one: found by the letters that are left when one is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz.distance import OSA

KNOWN = 3  # a word borne so often is no slip of the pen
MOST_VARIANTS = 3
SHORTEST = 4


class Spelling:
    """The words (by sound) that names at hand are made of. Deletion neighbourhoods, as in SymSpell (Garbe 2012)."""

    def __init__(self, counts: Mapping[str, int] | None = None) -> None:
        self.counts: Counter[str] = Counter(counts or {})
        self._shortened: dict[str, list[str]] | None = None
        self._found: dict[str, tuple[str, ...]] = {}

    def add(self, words: Iterable[str]) -> None:
        self.counts.update(words)
        self._shortened = None
        self._found = {}

    def variants(self, word: str) -> tuple[str, ...]:
        """Known words one slip away, the most frequent first; none for a word that is known itself."""
        if self.counts[word] >= KNOWN or len(word) < SHORTEST:
            return ()
        if word not in self._found:
            shortened = self._known_words()
            near = {known for short in _shortened(word) for known in shortened.get(short, ())} - {word}
            near = {known for known in near if OSA.distance(word, known, score_cutoff=1) <= 1}
            self._found[word] = tuple(sorted(near, key=lambda known: (-self.counts[known], known))[:MOST_VARIANTS])
        return self._found[word]

    def _known_words(self) -> dict[str, list[str]]:
        if self._shortened is None:
            self._shortened = defaultdict(list)
            for word, times in self.counts.items():
                if times >= KNOWN and len(word) >= SHORTEST:
                    for short in _shortened(word):
                        self._shortened[short].append(word)
        return self._shortened


def _shortened(word: str) -> Iterator[str]:
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
