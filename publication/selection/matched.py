"""Why a person was found: which part of a public name met each word typed, and how.

The rules are those of vocabulary.py, looked at for one person's names: what the index finds, this explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
    text: str
    folded: str
    start: int


class _Way(NamedTuple):
    """One way to meet words typed: `typed` of them, at that cost, by the letters from `start` to `end` of a name."""

    cost: int
    start: int
    end: int
    typed: int
    of_name: int


def explained(text: str, name: str, others: Sequence[str] = ()) -> Matched:
    """How the words of `text` met the name shown, or where that did not do as well, the other public names."""
    words, names = query_words(text), (name, *others)
    parts = [_words_of(one) for one in names]
    ways = _best_ways(words, parts)
    called = tuple(Called(one, tuple(_met(words, ways, names, number))) for number, one in enumerate(names))
    return Matched(_how(words, ways, parts), called[0], tuple(one for one in called[1:] if one.met))


def _best_ways(words: list[str], parts: list[list[_Word]]) -> dict[int, _Way]:
    """For each word typed that was met, by its place, the cheapest way; of the name shown where no other is better."""
    found: dict[int, _Way] = {}
    taken: set[tuple[int, int]] = set()
    named = {0}
    place = 0
    while place < len(words):
        ways = [way for number, of_name in enumerate(parts) for way in _ways(words, place, of_name, number)]
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


def _met(words: list[str], ways: dict[int, _Way], names: Sequence[str], number: int) -> Iterator[Met]:
    for place, way in ways.items():
        if way.of_name == number:
            typed = " ".join(words[place : place + way.typed])
            yield Met(typed, names[number][way.start : way.end], _called(way.cost), way.start, way.end)


def _how(words: list[str], ways: dict[int, _Way], parts: list[list[_Word]]) -> str:
    wanted = frozenset(words)
    if any(wanted == frozenset(significant(one.folded for one in of_name)) for of_name in parts):
        return NAME
    if sum(way.typed for way in ways.values()) < len(words):
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


def _words_of(name: str) -> list[_Word]:
    return [_Word(one.group(), fold(one.group()), one.start()) for one in re.finditer(r"\w+", name)]


def _ways(words: list[str], place: int, parts: list[_Word], of_name: int) -> Iterator[_Way]:
    word, is_last = words[place], place == len(words) - 1
    for number, part in enumerate(parts):
        end = part.start + len(part.text)
        cost = _of_one(word, part.folded, is_last=is_last)
        if cost is not None:
            is_beginning = cost == BEGINNING and len(part.text) == len(part.folded)
            yield _Way(cost, part.start, part.start + len(word) if is_beginning else end, 1, of_name)
        if not is_last and sound(word + words[place + 1]) == sound(part.folded):
            yield _Way(SOUND, part.start, end, 2, of_name)
        for other in parts[number + 1 :]:
            if word in (part.folded + other.folded, other.folded + part.folded):
                yield _Way(SOUND, part.start, other.start + len(other.text), 1, of_name)


def _of_one(word: str, of_name: str, *, is_last: bool) -> int | None:
    """What it costs that a word typed meets that word of a name; None where it does not."""
    if word == of_name:
        return SAME
    if (len(word) == 1 or (is_last and len(word) >= SHORTEST_BEGINNING)) and of_name.startswith(word):
        return BEGINNING
    heard, sounds = sound(word), sound(of_name)
    if heard == sounds:
        return SOUND
    most = tolerance(word)
    distance = OSA.distance(word, of_name, score_cutoff=most) if most else 1
    if distance <= most:
        return ONE_OFF if distance == 1 else TWO_OFF
    if most and len(heard) > 3 and OSA.distance(heard, sounds, score_cutoff=1) <= 1:
        return ONE_OFF
    return None
