"""Finding persons by what a reader remembers of a name.

Each word typed is met by words of the record: the same, a beginning, the same sound, a letter or two off. The cost of a
person is the sum over the words typed. First come those who bear the very name typed, then the others in the order of
cost, then of fewer words that were not typed, then of name. Why somebody was found: matched.py.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from publication.selection.bitmaps import bitmap, everything, positions
from publication.selection.spelling import near, query_words, sound, tolerance

# What each way of meeting a word costs. One letter off counts more than eight words that only sound alike; a word is
# left out only when nobody has them all.
SAME, BEGINNING, SOUND, ONE_OFF, TWO_OFF, LEFT_OUT = 0, 1, 2, 20, 33, 47
DEAREST = 94
ENOUGH = 10  # with so many persons found by spelling and sound, letters off are not looked for
SHORTEST_BEGINNING = 3
WORDS_KEPT = 200


@dataclass(frozen=True)
class Ranked:
    """Persons found: `tiers` are disjoint bitmaps, the best first; `found` is all of them."""

    found: int
    tiers: tuple[int, ...]


Names = Mapping[int, tuple[frozenset[str], ...]]


class Vocabulary:
    """The words of an edition's names. `word_counts` says how many words, particles apart, each row's name has;
    `names`: of those rows alone that have several names, the words of each.
    """

    def __init__(
        self, postings: Mapping[str, array], word_counts: bytes | bytearray, size: int, names: Names | None = None
    ) -> None:
        self.size = size
        self.names = names or {}
        self.has_several = bitmap(self.names, size)
        self.everyone = everything(size)
        self.words = sorted(postings)
        dense = size // 32
        self.rows = [
            bitmap(postings[word], size) if len(postings[word]) > dense else postings[word] for word in self.words
        ]
        self.places = {word: place for place, word in enumerate(self.words)}
        by_sound = defaultdict(list)
        for place, word in enumerate(self.words):
            by_sound[sound(word)].append(place)
        self.sounds = sorted(by_sound)
        self.by_sound = {key: tuple(by_sound[key]) for key in self.sounds}
        by_length: dict[int, array] = defaultdict(lambda: array("I"))
        for row, count in enumerate(word_counts):
            by_length[count].append(row)
        self.lengths = {count: bitmap(by_length[count], size) for count in sorted(by_length)}
        self._met: OrderedDict[tuple[str, bool, bool], dict[int, int]] = OrderedDict()

    def search(self, text: str) -> Ranked:
        """Everybody whose names answer the words typed, in any order. No word at all: nobody."""
        words = query_words(text)
        if not words or not self.size:
            return Ranked(0, ())
        tiers = self._tiers(words)
        if sum(tier.bit_count() for tier in tiers) < ENOUGH:
            tiers = self._tiers(words, widely=True)
        if not tiers and len(words) > 2:
            tiers = self._tiers(words, widely=True, but_one=True)
        whole = self._whole(words)
        shortest_first = [
            part for tier in tiers for length in self.lengths.values() if (part := tier & length & ~whole)
        ]
        found = whole
        for tier in tiers:
            found |= tier
        return Ranked(found, (whole, *shortest_first) if whole else tuple(shortest_first))

    def _whole(self, words: list[str]) -> int:
        """Who bears exactly these words as a name, in whatever order."""
        wanted, rows = frozenset(words), self.everyone
        for word in wanted:
            rows &= self.rows_of([self.places[word]]) if word in self.places else 0
        of_one_name = rows & self.lengths.get(len(wanted), 0) & ~self.has_several
        several = [place for place in positions(rows & self.has_several) if wanted in self.names[place]]
        return of_one_name | bitmap(several, self.size)

    def _tiers(self, words: list[str], *, widely: bool = False, but_one: bool = False) -> list[int]:
        """Disjoint bitmaps in the order of cost. `widely`: letters off too; `but_one`: one word may meet nothing."""
        before: list[dict[int, int]] = [{0: self.everyone}]
        left_out: list[dict[int, int]] = [{}]
        for number, word in enumerate(words):
            met = self._meet(word, is_last=number == len(words) - 1, widely=widely)
            now, gap = _both(before[-1], met), _both(left_out[-1], met)
            if but_one:
                _join(gap, {cost + LEFT_OUT: rows for cost, rows in before[-1].items()})
            if number:
                joined = self._meet_exactly(words[number - 1] + word)
                _join(now, _both(before[-2], joined))
            before.append(now)
            left_out.append(gap)
        final = before[-1]
        if but_one:
            _join(final, left_out[-1])
        tiers, seen = [], 0
        for cost in sorted(final):
            tiers.append(final[cost] & ~seen)
            seen |= final[cost]
        return tiers

    def _meet(self, word: str, *, is_last: bool, widely: bool) -> dict[int, int]:
        """Cost → bitmap of the persons who have a word that meets this one."""
        key = (word, is_last, widely)
        if key not in self._met:
            costs: dict[int, int] = {}
            for place, cost in self._words_met(word, is_last=is_last, widely=widely):
                costs[place] = min(cost, costs.get(place, cost))
            rows = {
                cost: self.rows_of([place for place in costs if costs[place] == cost]) for cost in {*costs.values()}
            }
            _join(rows, {SOUND: self._split(word)})
            self._met[key] = rows
            if len(self._met) > WORDS_KEPT:
                self._met.popitem(last=False)
        return self._met[key]

    def _words_met(self, word: str, *, is_last: bool, widely: bool) -> Iterator[tuple[int, int]]:
        if word in self.places:
            yield self.places[word], SAME
        heard = sound(word)
        for place in self.by_sound.get(heard, ()):
            yield place, SOUND
        if len(word) == 1 or (is_last and len(word) >= SHORTEST_BEGINNING):
            for place in self._beginning(word):
                yield place, BEGINNING
        if widely:
            most = tolerance(word)
            for place, distance in near(word, self.words, most):
                yield place, ONE_OFF if distance == 1 else TWO_OFF
            for key_place, _distance in near(heard, self.sounds, min(most, 1) if len(heard) > 3 else 0):
                for place in self.by_sound[self.sounds[key_place]]:
                    yield place, ONE_OFF

    def _beginning(self, start: str) -> Iterator[int]:
        for place in range(bisect_left(self.words, start), len(self.words)):
            if not self.words[place].startswith(start):
                return
            yield place

    def _meet_exactly(self, word: str) -> dict[int, int]:
        """Two words typed for one of the record: “juan carlos” for “Juancarlos”."""
        return {SOUND: self.rows_of(self.by_sound.get(sound(word), ()))}

    def _split(self, word: str) -> int:
        """One word typed for two of the record: “juancarlos” for “Juan Carlos”."""
        rows = 0
        for cut in range(3, len(word) - 2):
            one, two = self.places.get(word[:cut]), self.places.get(word[cut:])
            if one is not None and two is not None:
                rows |= self.rows_of([one]) & self.rows_of([two])
        return rows

    def rows_of(self, places: Iterable[int]) -> int:
        """Everybody who has one of these words, named by their places."""
        found, sparse = 0, []
        for place in places:
            rows = self.rows[place]
            if isinstance(rows, int):
                found |= rows
            else:
                sparse.append(rows)
        for rows in sparse[1:]:
            sparse[0] = sparse[0] + rows
        return found | bitmap(sparse[0], self.size) if sparse else found


def _both(left: Mapping[int, int], right: Mapping[int, int]) -> dict[int, int]:
    costs: dict[int, int] = {}
    for cost, rows in left.items():
        for more, others in right.items():
            both = rows & others
            if both and cost + more <= DEAREST:
                costs[cost + more] = costs.get(cost + more, 0) | both
    return costs


def _join(costs: dict[int, int], more: Mapping[int, int]) -> None:
    for cost, rows in more.items():
        if rows:
            costs[cost] = costs.get(cost, 0) | rows
