"""Whom a reader may have meant where nobody was found: the nearest names of those who bear one in public."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from publication.selection.bitmaps import positions
from publication.selection.spelling import query_words
from publication.unnamed import NOT_TOLD

if TYPE_CHECKING:
    from publication.selection.selection import Selection

MOST = 5
NEAREST_WORDS = 6
MOST_OF_A_WORD = 2_000  # persons looked at of those who have a word
LEAST_LIKENESS = 0.8  # of two words, from 0 to 1
LEAST_OF_NAME = 0.4  # of the words typed, on average: one of two is near, two of three


def nearest_names(selection: Selection, *, everywhere: bool = False, most: int = MOST) -> list[str]:
    """At most so many names shown, each once, the nearest first, of persons whom the other filters choose, or of all.

    Nobody under a pseudonym is proposed, and nobody by a name that is not shown. Empty without a name asked for.
    """
    words = query_words(selection.values.get("q", ""))
    index = selection.index
    among = (index.everyone if everywhere else selection.all_but("q")) & ~index.coded["province"].get(NOT_TOLD, 0)
    likeness: dict[int, float] = defaultdict(float)
    for word in words:
        of_word: dict[int, float] = {}
        for _, alike, place in process.extract(
            word,
            index.vocabulary.words,
            scorer=JaroWinkler.normalized_similarity,
            score_cutoff=LEAST_LIKENESS,
            limit=NEAREST_WORDS,
        ):
            for row in positions(index.vocabulary.rows_of([place]) & among, limit=MOST_OF_A_WORD):
                of_word[row] = max(alike, of_word.get(row, 0))
        for row, alike in of_word.items():
            likeness[row] += alike
    near = sorted(
        (row for row in likeness if likeness[row] >= LEAST_OF_NAME * len(words)), key=lambda row: -likeness[row]
    )
    names = dict.fromkeys(index.shown[row][1] for row in near[: most * 4])
    return list(names)[:most]
