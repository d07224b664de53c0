"""Two or more lists among themselves: which rows of different lists speak of one person, and which must be looked at.

A pair is the same when each row is the other's best match by a clear chance, in both directions, so that brothers and
namesakes hold one another back. Nothing is joined through a third row: what A says of B and B of C an editor sees.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from prisoners.matching.corpus import Corpus
from prisoners.matching.decision import Candidate, may_be_accepted, weigh
from prisoners.matching.files import UnmappedList
from prisoners.matching.register import Register
from prisoners.matching.scorecard import Scorecard, shipped

Progress = Callable[[int, int], None]
# Chances in both directions hold one another in check, so they may be lower than for a row and a person: chosen on
# generated lists (seed 9444), precision .995 of `same`, .99 of the true pairs in `same` or `review`.
SAME, REVIEW = 0.5, 0.1


@dataclass(frozen=True)
class LinkedPair:
    """Rows of two files by their line numbers. `score` in bits; `decision`: same or review."""

    left: int
    left_line: int
    right: int
    right_line: int
    score: float
    decision: str


def link(lists: Sequence[UnmappedList], progress: Progress = lambda done, of: None) -> Iterator[LinkedPair]:
    """All pairs of different lists that are the same or worth a look, by file and line."""
    corpus = Corpus()
    rows = [(place, line, values) for place, one in enumerate(lists) for line, values in one.rows]
    readings = corpus.learn((place, values) for place, _line, values in rows)
    by_list: dict[int, list[int]] = defaultdict(list)
    registers = [Register(corpus) for _ in lists]
    for number, (place, _line, _values) in enumerate(rows):
        by_list[place].append(number)
        registers[place].add(number, readings[number])
    scorecard = shipped(max(map(len, by_list.values()), default=0))
    done, of = 0, 2 * sum(len(by_list[a]) + len(by_list[b]) for a, b in combinations(sorted(by_list), 2)) // 2
    for left, right in combinations(range(len(lists)), 2):
        both: list[dict[tuple[int, int], Candidate]] = []
        for asked, known in ((left, right), (right, left)):
            found: dict[tuple[int, int], Candidate] = {}
            for number in by_list[asked]:
                near = registers[known].near(readings[number], least=0)
                for candidate in weigh(readings[number], near, scorecard, corpus.frequencies)[:10]:
                    other = candidate.owner
                    assert isinstance(other, int)
                    found[(number, other) if asked == left else (other, number)] = candidate
                done += 1
                progress(done, of)
            both.append(found)
        for (one, two), there in sorted(both[0].items()):
            if (back := both[1].get((one, two))) is not None:
                decision = _decide(there, back, scorecard)
                if decision:
                    yield LinkedPair(left, rows[one][1], right, rows[two][1], round(there.score, 2), decision)


def _decide(there: Candidate, back: Candidate, scorecard: Scorecard) -> str:
    if min(there.chance, back.chance) >= SAME and may_be_accepted(there, scorecard):
        return "same"
    return "review" if sqrt(there.chance * back.chance) >= REVIEW else ""
