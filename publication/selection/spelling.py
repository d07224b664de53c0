"""How a name sounds in Cuba's Spanish, and which words of the record a misspelt word may mean.

The rules are those by which lists spell the same person differently: y/j/i at the start, silent h, b/v, s/z/c/x,
k/c/qu, ll/y, g/j, doubled letters, a final s that comes and goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from publication.names import fold

PARTICLES = frozenset({"de", "del", "la", "las", "los", "y"})
MOST_WORDS = 8

# Applied in this order; `č` stands for the sound of ch, which no other rule may touch.
SOUNDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"ph", "f"),
        (r"sh", "s"),
        (r"ch(?=[aeiouy]|$)", "č"),
        (r"^h?w?u(?=[aeiou])|^gu(?=[aeiou])|^w", "w"),
        (r"h", ""),
        (r"v", "b"),
        (r"gu(?=[eiy])", "G"),
        (r"g(?=[eiy])", "j"),
        (r"G", "g"),
        (r"qu|ck|q", "k"),
        (r"z|c(?=[eiy])|x", "s"),
        (r"c", "k"),
        (r"ll", "y"),
        (r"^j(?=[aeiou])|^i(?=[aeou])", "y"),
        (r"y(?![aeiou])|ie$", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?<=...)s$", ""),
    )
)


def significant(words: Iterable[str]) -> list[str]:
    """These folded words without particles; all of them where there is nothing else."""
    words = list(words)
    return [word for word in words if word not in PARTICLES] or words


def query_words(text: str) -> list[str]:
    """The folded words that a reader typed, in order, without particles unless there is nothing else; at most eight.

    A “y” joins two surnames only between two words: at either end, or before a full stop, it is an initial.
    """
    folded = fold(text)
    found = list(re.finditer(r"\w+", folded))
    words = [one.group() for one in found]
    kept = [
        one.group()
        for place, one in enumerate(found)
        if one.group() not in PARTICLES
        or (one.group() == "y" and (place in (0, len(found) - 1) or folded[one.end() : one.end() + 1] == "."))
    ]
    return (kept or words)[:MOST_WORDS]


@lru_cache(maxsize=16_384)
def sound(word: str) -> str:
    """A folded word as it sounds: `yohandry`, `yoandri` and `johandris` are one."""
    for pattern, replacement in SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def tolerance(word: str) -> int:
    """How many letters may be wrong, missing, added or swapped: none in a short word, two in a long one."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


def near(word: str, vocabulary: list[str], most: int) -> Iterator[tuple[int, int]]:
    """Places in the vocabulary that differ from the word by at most so many letters, with how many."""
    if most:
        for _, distance, place in process.extract_iter(word, vocabulary, scorer=OSA.distance, score_cutoff=most):
            yield place, int(distance)
