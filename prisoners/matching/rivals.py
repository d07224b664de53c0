"""Rows of one list hold one another back: a list names a person once, save by mistake.

Where several rows would be the same person, those that fit less well lose odds by the chance of the better ones. What a
row loses is a finding of its own, so that it stands in the sum which an editor reads.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Hashable, Sequence
from dataclasses import replace
from itertools import accumulate
from math import log2
from operator import mul

from prisoners.matching.decision import Answer, Candidate, Verdict, decide, with_chances
from prisoners.matching.scorecard import Scorecard

TWICE = 0.01  # of the rows of a list, about so many are a person's second one
LEAST = -0.05  # bits that are worth a line
RIVAL = "list.rival"
# What makes a list's second row of somebody no question. Father and son of one name, and namesakes, are not born alike.
BIRTH = {"birth.day", "birth.year", "birth.fits", "birth.age_same"}
SURNAMES = [{f"{field}.{level}" for level in ("exact", "sound", "close")} for field in ("surname_1", "surname_2")]
CHANGING = {"facility", "offences", "sentence"}  # in these two rows of one person often differ
NO_WITNESS = {"missing", "rarity", "rival"}  # they cost bits and say nothing against it


def judge(
    rows: Sequence[Sequence[Candidate]],
    scorecard: Scorecard,
    *,
    here: Container[Hashable] = (),
    before: Container[Hashable] = (),
) -> list[Verdict]:
    """A verdict for each row of one list, given as its candidates.

    `here`: persons of whom other rows of the list speak; `before`: of whom rows spoke that are gone, perhaps for this
    one. The row that fits best is taken. The others are asked, whether the list errs or two people are alike, unless
    both surnames and birth agree and nothing speaks against it.
    """
    verdicts = [decide(row, scorecard) for row in held_back(rows, here)]
    first: dict[Hashable, int] = {}
    for place, each in enumerate(verdicts):
        if each.answer is Answer.SAME and each.best:
            former = verdicts[first.setdefault(each.best.owner, place)].best
            if former and each.best.score > former.score:
                first[each.best.owner] = place

    def is_accepted(place: int, best: Candidate) -> bool:
        is_first = first[best.owner] == place and best.owner not in here
        return best.owner not in before and (is_first or _is_surely_another(best, scorecard))

    return [
        Verdict(Answer.REVIEW, each.candidates, each.chance_new)
        if each.answer is Answer.SAME and each.best and not is_accepted(place, each.best)
        else each
        for place, each in enumerate(verdicts)
    ]


def _is_surely_another(candidate: Candidate, scorecard: Scorecard) -> bool:
    """True of a second row in which a person's surnames and birth agree and nothing lasting is contradicted."""
    told = {name for name, _amount in candidate.findings}
    against = [name.split(".") for name, bits in scorecard.contributions(candidate.findings) if bits < 0]
    is_contradicted = any(field not in CHANGING and level not in NO_WITNESS for field, level in against)
    return not is_contradicted and all(told & agreeing for agreeing in (BIRTH, *SURNAMES))


def held_back(rows: Sequence[Sequence[Candidate]], taken: Container[Hashable] = ()) -> list[list[Candidate]]:
    """The candidates of each row with their chances beside the other rows of the list, best first."""
    claims: dict[Hashable, _Claims] = defaultdict(_Claims)
    for row in rows:
        for each in row:
            claims[each.owner].add(each.chance)
    found = []
    for row in rows:
        held = [_beside(each, 0.0 if each.owner in taken else claims[each.owner].free(each.chance)) for each in row]
        found.append(with_chances(sorted(held, key=lambda each: -each.score)))
    return found


class _Claims:
    """The chances with which rows of a list would be one person."""

    def __init__(self) -> None:
        self._falling: list[float] = []  # negated
        self._free: list[float] = []  # for each number of the best rows: that none of them is the person

    def add(self, chance: float) -> None:
        self._falling.append(-chance)

    def free(self, chance: float) -> float:
        """The chance that no other row, which fits as well as one of this chance or better, is the person."""
        if not self._free:
            self._falling.sort()
            self._free = list(accumulate((1 + each for each in self._falling), mul, initial=1.0))
        better, as_good = bisect_left(self._falling, -chance), bisect_right(self._falling, -chance)
        return self._free[better] * (1 - chance) ** (as_good - better - 1)


def _beside(candidate: Candidate, free: float) -> Candidate:
    """The candidate with what it loses where the person is free for it with this chance."""
    bits = log2(TWICE + (1 - TWICE) * free)
    if bits > LEAST:
        return candidate
    return replace(candidate, score=candidate.score + bits, findings=(*candidate.findings, (RIVAL, round(bits, 2))))
