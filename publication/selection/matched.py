"""Why a person was found: which part of a public name met each word typed, and how.

The rules are those of vocabulary.py, looked at for one person's names: what the index finds, this explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from publication.names import fold
from publication.selection.spelling import query_words, significant, sound, tolerance
from publication.selection.vocabulary import BEGINNING, ONE_OFF, SAME, SHORTEST_BEGINNING, SOUND, TWO_OFF

NAME, WORDS, ALIKE, NEAR = "name", "words", "alike", "near"
HOW = (NAME, WORDS, ALIKE, NEAR)
"""The whole name as typed; its words as typed, or their beginnings; one that sounds the same; a letter or two off."""


class Met(NamedTuple):
    """A word typed, and the part of a name that it met: `found` as the record writes it, from letter `start` to `end`
    (exclusive) of it. `how` is one of HOW, never the whole name."""

    typed: str
    found: str
    how: str
    start: int
    end: int


class Piece(NamedTuple):
    text: str
    is_met: bool


class Called(NamedTuple):
    """A public name, and what of it was met."""

    name: str
    met: tuple[Met, ...]

    @property
    def pieces(self) -> list[Piece]:
        """The name, cut where the parts that were met begin and end."""
        return cut(self.name, self.met)


class Matched(NamedTuple):
    """`how` is the weakest way in which a word was met, of the name shown or of `others`: the public names besides it
    that met what it did not meet as well."""

    how: str
    shown: Called
    others: tuple[Called, ...]

    @property
    def spelt_otherwise(self) -> list[str]:
        """The words of the record that the reader spelt otherwise, each once."""
        met = (one for called in (self.shown, *self.others) for one in called.met)
        return list(dict.fromkeys(one.found for one in met if one.how in (ALIKE, NEAR)))


class _Word(NamedTuple):
    """A word of a name, or one typed. `heard`: how it sounds; `joined`: how a word typed and the next sound as one."""

    text: str
    folded: str
    start: int
    heard: str
    joined: str = ""
    is_last: bool = False


class _Way(NamedTuple):
    """One way to meet words typed: `typed` of them, at that cost, by the letters from `start` to `end` of a name."""

    cost: int
    start: int
    end: int
    typed: int
    of_name: int


def explained(text: str, name: str, others: Sequence[str] = ()) -> Matched:
    """How the words of `text` met the name shown, or where that did not do as well, the other public names."""
    typed, names = _typed(text), (name, *others)
    parts = [_words_of(one) for one in names]
    ways = _best_ways(typed, parts)
    called = tuple(Called(one, tuple(_met(typed, ways, names, number))) for number, one in enumerate(names))
    return Matched(_how(typed, ways, parts), called[0], tuple(one for one in called[1:] if one.met))


Words = tuple[_Word, ...]


@lru_cache(maxsize=256)
def _typed(text: str) -> Words:
    """The words of a question: it is asked of every person of a page."""
    words = query_words(text)
    following = [*words[1:], ""]
    return tuple(
        _Word(word, word, 0, sound(word), sound(word + after) if after else "", not after)
        for word, after in zip(words, following, strict=True)
    )


@lru_cache(maxsize=8_192)
def _words_of(name: str) -> Words:
    found = ((one.group(), fold(one.group()), one.start()) for one in re.finditer(r"\w+", name))
    return tuple(_Word(text, folded, start, sound(folded)) for text, folded, start in found)


def _best_ways(typed: Words, parts: list[Words]) -> dict[int, _Way]:
    """For each word typed that was met, by its place, the cheapest way; of the name shown where no other is better."""
    found: dict[int, _Way] = {}
    taken: set[tuple[int, int]] = set()
    named = {0}
    place = 0
    while place < len(typed):
        word, names = typed[place], list(enumerate(parts))
        ways = [way for number, of_name in names for way in _as_it_sounds(word, of_name, number)]
        ways = ways or [way for number, of_name in names for way in _nearly(word, of_name, number)]
        if not ways:
            place += 1
            continue
        best = min(
            ways,
            key=lambda way: (
                way.cost / way.typed,
                way.of_name not in named,
                way.of_name,
                (way.of_name, way.start) in taken,
                way.start,
            ),
        )
        found[place] = best
        taken.add((best.of_name, best.start))
        named.add(best.of_name)
        place += best.typed
    return found


def _met(typed: Words, ways: dict[int, _Way], names: Sequence[str], number: int) -> Iterator[Met]:
    for place, way in ways.items():
        if way.of_name == number:
            words = " ".join(word.text for word in typed[place : place + way.typed])
            yield Met(words, names[number][way.start : way.end], _called(way.cost), way.start, way.end)


def _how(typed: Words, ways: dict[int, _Way], parts: list[Words]) -> str:
    wanted = {word.text for word in typed}
    if any(wanted == set(significant(one.folded for one in of_name)) for of_name in parts):
        return NAME
    if sum(way.typed for way in ways.values()) < len(typed):
        return NEAR
    return max((_called(way.cost) for way in ways.values()), key=HOW.index, default=NEAR)


def cut(name: str, met: Sequence[Met]) -> list[Piece]:
    """The name in pieces: those met and those between them."""
    marked = bytearray(len(name))
    for one in met:
        marked[one.start : one.end] = b"\1" * (one.end - one.start)
    edges = [0, *(at for at in range(1, len(name)) if marked[at] != marked[at - 1]), len(name)]
    return [
        Piece(name[start:end], bool(marked[start])) for start, end in zip(edges, edges[1:], strict=False) if end > start
    ]


def _called(cost: int) -> str:
    return WORDS if cost <= BEGINNING else ALIKE if cost <= SOUND else NEAR


def _as_it_sounds(word: _Word, parts: Words, of_name: int) -> Iterator[_Way]:
    """The same word, its beginning, one that sounds alike; two typed for one of the name, or one for two."""
    begins = len(word.text) == 1 or (word.is_last and len(word.text) >= SHORTEST_BEGINNING)
    for part in parts:
        end = part.start + len(part.text)
        if word.text == part.folded:
            yield _Way(SAME, part.start, end, 1, of_name)
        elif begins and part.folded.startswith(word.text):
            cut_short = len(part.text) == len(part.folded)
            yield _Way(BEGINNING, part.start, part.start + len(word.text) if cut_short else end, 1, of_name)
        elif word.heard == part.heard:
            yield _Way(SOUND, part.start, end, 1, of_name)
        if word.joined and word.joined == part.heard:
            yield _Way(SOUND, part.start, end, 2, of_name)
        if len(word.text) > len(part.folded) and word.text.startswith(part.folded):
            for other in parts:
                if other is not part and part.folded + other.folded == word.text:
                    last = max(part, other, key=_start)
                    yield _Way(SOUND, min(part.start, other.start), last.start + len(last.text), 1, of_name)


def _start(word: _Word) -> int:
    return word.start


def _nearly(word: _Word, parts: Words, of_name: int) -> Iterator[_Way]:
    """A letter or two off, or one in how it sounds."""
    most = tolerance(word.text)
    if not most:
        return
    for part in parts:
        distance = OSA.distance(word.text, part.folded, score_cutoff=most)
        cost = ONE_OFF if distance == 1 else TWO_OFF
        if distance > most:
            if len(word.heard) <= 3 or OSA.distance(word.heard, part.heard, score_cutoff=1) > 1:
                continue
            cost = ONE_OFF
        yield _Way(cost, part.start, part.start + len(part.text), 1, of_name)
