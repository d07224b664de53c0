"""What a matcher did with generated rows: shares accepted, asked, missed, and how right it was."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random

from benchmarks.linkage.noise import Row
from benchmarks.linkage.samples import Sample
from prisoners.matching.comparison import compare
from prisoners.matching.decision import Answer, Candidate, weigh
from prisoners.matching.profile import Profile
from prisoners.matching.register import Register
from prisoners.matching.rivals import held_back, judge
from prisoners.matching.scorecard import Scorecard

Z = 1.96


LEAST_CHANCE = 0.05
MOST_RIVALS = 5  # rows near a person, looked at besides the rows that are asked about


@dataclass(frozen=True)
class Question:
    """A row, its candidates beside the other rows of the list, and whether the person meant is known at all."""

    row: Row
    candidates: Sequence[Candidate]
    is_known: bool
    answer: Answer

    @property
    def best_is_right(self) -> bool:
        return bool(self.candidates) and self.candidates[0].owner == self.row.truth


@dataclass(frozen=True)
class Outcome:
    """Shares of rows: `accepted` by itself with `precision`, `review`, and of the known ones `missed` (called new).

    `recalled`: of the known ones, those whose person was among the candidates at all.
    """

    rows: int
    accepted: float
    precision: float
    review: float
    missed: float
    recalled: float
    accepted_rows: int

    @property
    def least_precision(self) -> float:
        """The lower end of Wilson's 95 % interval of the precision."""
        n, p = self.accepted_rows, self.precision
        if not n:
            return 0.0
        return (p + Z * Z / (2 * n) - Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))) / (1 + Z * Z / n)


def questions(sample: Sample, scorecard: Scorecard, *, most: int | None = None) -> list[Question]:
    """Each list in turn as the incoming one; of big lists `most` rows, with the rows that may be their rivals."""
    found = []
    for register, rows in sample.incoming():
        drawn = rows if not most or len(rows) <= most else Random(sample.seed).sample(rows, most)
        weighed = {row.number: _weigh(sample, scorecard, register, readings) for row, readings in drawn}
        asked = list(drawn)
        if len(drawn) < len(rows):
            for row, readings in _rivals(sample, rows, weighed):
                weighed[row.number] = _weigh(sample, scorecard, register, readings)
                asked.append((row, readings))
        held = held_back([weighed[row.number] for row, _readings in asked])
        verdicts = judge([weighed[row.number] for row, _readings in asked], scorecard)
        for (row, _readings), candidates, verdict in list(zip(asked, held, verdicts, strict=True))[: len(drawn)]:
            found.append(Question(row, candidates, register.knows(row.truth), verdict.answer))
    return found


def _weigh(sample: Sample, scorecard: Scorecard, register: Register, readings: list[Profile]) -> list[Candidate]:
    return weigh(readings, register.near(readings), scorecard, sample.corpus.frequencies)


def _rivals(
    sample: Sample, rows: list[tuple[Row, list[Profile]]], weighed: dict[int, list[Candidate]]
) -> list[tuple[Row, list[Profile]]]:
    """Rows of the list that may be the persons whom the drawn rows may be."""
    register = Register(sample.corpus)
    by_number = {row.number: (row, readings) for row, readings in rows}
    for row, readings in rows:
        register.add(row.number, readings)
    near: dict[Hashable, None] = {}
    for candidates in weighed.values():
        for candidate in candidates[:2]:
            if candidate.chance >= LEAST_CHANCE:
                near.update(dict.fromkeys(register.candidates(candidate.profile, most=MOST_RIVALS)))
    return [by_number[number] for number in near if number not in weighed]  # type: ignore[index]  # rows' numbers


def outcome(asked: Sequence[Question]) -> Outcome:
    tally: Counter[str] = Counter()
    for question in asked:
        answer = question.answer
        tally[answer] += 1
        tally["right"] += answer is Answer.SAME and question.best_is_right
        tally["known"] += question.is_known
        tally["missed"] += question.is_known and answer is Answer.NEW
        tally["recalled"] += any(each.owner == question.row.truth for each in question.candidates)
    accepted = tally[Answer.SAME]
    return Outcome(
        len(asked), accepted / len(asked), tally["right"] / max(accepted, 1), tally[Answer.REVIEW] / len(asked),
        tally["missed"] / max(tally["known"], 1), tally["recalled"] / max(tally["known"], 1), accepted,
    )  # fmt: skip


Judge = Callable[[Row, Row], bool]


@dataclass(frozen=True)
class Pairs:
    """Pairs of rows of different lists joined by a method, against all true ones."""

    right: int
    wrong: int
    true: int

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.true, 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(2 * self.right + self.wrong + (self.true - self.right), 1)


def true_pairs(sample: Sample) -> int:
    """Pairs of rows of different lists that mean one person."""
    lists: dict[int, Counter[str]] = defaultdict(Counter)
    for row in sample.rows:
        lists[row.truth][row.source] += 1
    return sum((sum(c.values()) ** 2 - sum(n * n for n in c.values())) // 2 for c in lists.values())


def pairs_of_rows(sample: Sample, scorecard: Scorecard) -> tuple[Pairs, float]:
    """All pairs with a score above 0 bits; and the share of true pairs that were compared at all."""
    register = Register(sample.corpus)
    for row in sample.rows:
        register.add(row.number, sample.readings[row.number])
    right = wrong = compared = 0
    for row in sample.rows:
        for owner in _others(register, sample.readings[row.number]):
            other = sample.rows[owner]
            if other.source <= row.source:
                continue
            is_true = other.truth == row.truth
            compared += is_true
            if _score(sample, scorecard, row, other) >= 0:
                right, wrong = right + is_true, wrong + (not is_true)
    true = true_pairs(sample)
    return Pairs(right, wrong, true), compared / max(true, 1)


def _others(register: Register, readings: list[Profile]) -> list[Hashable]:
    return [owner for owner, _profiles in register.near(readings, least=0)]


def _score(sample: Sample, scorecard: Scorecard, row: Row, other: Row) -> float:
    frequencies = sample.corpus.frequencies
    return max(
        scorecard.score(compare(one, two, frequencies))
        for one in sample.readings[row.number]
        for two in sample.readings[other.number]
    )
