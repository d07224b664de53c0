"""Names as a reader who heard them might type them: one slip in each, forty of them for a record."""

from __future__ import annotations

import random
import re
from itertools import islice

from benchmarks.persons import invent
from publication.names import fold

SLIPS = (
    (r"^y", "j"), (r"^h", ""), (r"b", "v"), (r"v", "b"), (r"s", "z"), (r"z", "s"), (r"c(?=[ei])", "s"),
    (r"ll", "y"), (r"qu", "k"), (r"ge", "je"), (r"rr", "r"), (r"n", "nn"),
)  # fmt: skip
COUNT = 40


def queries(size: int, seed: int = 40) -> list[tuple[str, str]]:
    """(what is typed, the name meant), of persons of that record; the same forty for the same record."""
    draw = random.Random(seed * 1_000_003 + size)
    wanted = set(draw.sample(range(size), COUNT))
    found = []
    for number, one in enumerate(islice(invent(size), size)):
        if number in wanted:
            found.append((misspelt(one.name, draw), one.name))
    return found


def misspelt(name: str, draw: random.Random) -> str:
    """A slip in one word: a sound written otherwise, a letter lost, doubled or swapped. Accents are never typed."""
    words = fold(name).split()
    place = draw.choice([number for number, word in enumerate(words) if len(word) > 3])
    word = words[place]
    ways = [re.sub(pattern, other, word, count=1) for pattern, other in SLIPS if re.search(pattern, word)]
    at = draw.randrange(1, len(word) - 1)
    ways.append(word[:at] + word[at + 1 :])
    ways.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    words[place] = draw.choice([way for way in ways if way != word])
    return " ".join(words)
