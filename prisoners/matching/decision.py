"""From scores to a decision: the same person, somebody new, or a question for an editor.

Each candidate's score is turned into odds; the chance of the best is its odds among all of them and nobody (1). So a
second likely candidate lowers the first, as it must among brothers and namesakes. The limits are chosen on calibration
data for a number of persons (scorecards.json), never on names alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prisoners.matching.comparison import Finding, compare
from prisoners.matching.frequencies import Frequencies
from prisoners.matching.profile import Profile
from prisoners.matching.scorecard import Scorecard

MOST_SHOWN = 5
WORTH_SHOWING = 0.005  # chance
# Bits of what is known together below which no single source makes a candidate, and above which none is needed.
WORTH_A_LOOK, SURE = -18.0, 14.0
LIKELY = 1e-5  # chance below which a candidate changes nothing
MOST_BITS = 60.0
LEAST_SAME = 0.52  # chance: of two who are as likely, neither is accepted, whatever calibration would allow
LEAST_BESIDES = 0.1  # bits that must come from something other than the name
# Brothers and twins share all the rest: with one of these an editor decides, whatever the sum.
MARKS_OF_KIN = {
    "given.close_known", "given.alike", "given.differs", "second_given.close_known", "second_given.differs",
}  # fmt: skip
OF_NAMES = ("given", "second_given", "surname_1", "surname_2", "surnames", "alias")


class Answer(StrEnum):
    SAME = "same"
    REVIEW = "review"
    NEW = "new"


@dataclass(frozen=True)
class Candidate:
    """A person a row may speak of: `score` in bits, by which `findings`; `chance` among all candidates and nobody."""

    owner: Hashable
    score: float
    findings: tuple[Finding, ...]
    profile: Profile
    chance: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """`answer`, the candidates worth showing (best first), and the chance that the row is somebody new."""

    answer: Answer
    candidates: tuple[Candidate, ...]
    chance_new: float

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None


def weigh(
    readings: Sequence[Profile],
    persons: Iterable[tuple[Hashable, Sequence[Profile]]],
    scorecard: Scorecard,
    frequencies: Frequencies,
) -> list[Candidate]:
    """Candidates by falling score. A person's first profile holds all that is known; the others are its sources."""
    found = []
    for owner, profiles in persons:
        best = _best(readings, profiles[:1], scorecard, frequencies, owner)
        if len(profiles) > 1 and WORTH_A_LOOK < best.score < SURE:
            other = _best(readings, profiles[1:], scorecard, frequencies, owner)
            best = max(best, other, key=lambda each: each.score)
        found.append(best)
    found.sort(key=lambda each: -each.score)
    return with_chances(found)


def likely(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those who may change a decision: of a long list no more is kept."""
    return [each for each in candidates if each.chance >= LIKELY]


def decide(candidates: Sequence[Candidate], scorecard: Scorecard) -> Verdict:
    chance_new = 1 - sum(each.chance for each in candidates)
    shown = tuple(each for each in candidates[:MOST_SHOWN] if each.chance >= WORTH_SHOWING)
    best = candidates[0] if candidates else None
    if best is None or chance_new >= scorecard.new:
        return Verdict(Answer.NEW, shown, chance_new)
    if best.chance >= scorecard.same and may_be_accepted(best, scorecard):
        return Verdict(Answer.SAME, shown, chance_new)
    return Verdict(Answer.REVIEW, shown, chance_new)


def may_be_accepted(candidate: Candidate, scorecard: Scorecard) -> bool:
    return is_acceptable(scorecard.contributions(candidate.findings))


def is_acceptable(parts: Iterable[tuple[str, float]]) -> bool:
    """Of findings and their bits: something besides the name must agree, and nothing may look like a relative."""
    known = list(parts)
    besides = sum(bits for name, bits in known if bits > 0 and name.partition(".")[0] not in OF_NAMES)
    return besides >= LEAST_BESIDES and not any(name in MARKS_OF_KIN for name, _bits in known)


def _best(
    readings: Sequence[Profile],
    profiles: Sequence[Profile],
    scorecard: Scorecard,
    frequencies: Frequencies,
    owner: Hashable,
) -> Candidate:
    best: tuple[float, list[Finding], Profile] | None = None
    for reading in readings:
        for profile in profiles:
            findings = compare(reading, profile, frequencies)
            score = scorecard.score(findings)
            if best is None or score > best[0]:
                best = score, findings, profile
    assert best is not None, "a person has at least one profile"
    return Candidate(owner, best[0], tuple(best[1]), best[2])


def with_chances(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The same candidates, each with its chance among all of them and nobody."""
    odds = [2.0 ** min(each.score, MOST_BITS) for each in candidates]
    whole = 1 + sum(odds)
    return [
        Candidate(each.owner, each.score, each.findings, each.profile, part / whole)
        for each, part in zip(candidates, odds, strict=True)
    ]
