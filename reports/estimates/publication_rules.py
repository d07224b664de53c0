"""When an estimate is not shown: each reason has a name and a sentence. One that may mislead is worse than none.

The rules and their numbers: Whitehead et al. (2021) argue against such estimates altogether; these are the cases where
simulated lists, whose truth is known, were told wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports.estimates.tables import Table, pairs_of

if TYPE_CHECKING:
    from reports.estimates.families import Estimate

FEWEST_LISTS = 3
SEED = 20210711
"""Of the draws, when no other is given: the same table has the same estimate for ever."""

FEWEST_PERSONS = 50
FEWEST_IN_COMMON = 10
FEWEST_IN_A_CELL = 10
COPIED_SHARE = 0.95
NEAR_IN_BIC = 6
MOST_APART = 1.5
WIDEST = 4
MOST_OPEN_SHARE = 0.02


@dataclass(frozen=True)
class Reason:
    """Why no estimate is given: `code` names the rule, `facts` fill its sentence (wording.py)."""

    code: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class Circumstances:
    """What the table alone does not say. `restricted`: names of lists that hold only a part of the population;
    `unknown_scope`: those of which nobody knows whom they hold; `is_stratum`: the table is of a part of the population;
    `open_rows`: rows of the lists that nobody has tied to a person yet; `previous`: the range before;
    `link_spread`: standard deviation of the total when doubtful links are drawn at random."""

    restricted: tuple[str, ...] = ()
    unknown_scope: tuple[str, ...] = ()
    is_stratum: bool = False
    open_rows: int = 0
    previous: tuple[float, float] | None = None
    link_spread: float = 0.0


@dataclass(frozen=True)
class Judged:
    """`estimate` is None when it was not even tried. Shown only when there is no reason against it."""

    table: Table
    estimate: Estimate | None
    reasons: tuple[Reason, ...]

    @property
    def is_shown(self) -> bool:
        return not self.reasons

    @property
    def range(self) -> tuple[int, int] | None:
        """The envelope, outwards to two significant digits; never below those documented."""
        if self.reasons or self.estimate is None or self.estimate.envelope is None:
            return None
        low, high = outwards(self.estimate.envelope)
        return max(low, self.table.observed), high


def judge(
    table: Table, circumstances: Circumstances | None = None, *, seed: int = SEED, is_public: bool = False
) -> Judged:
    """Estimates, and says what speaks against showing it.

    With `is_public`, a table that may not be shown anyway is not worked on: readers can't make the server toil.
    """
    known = circumstances or Circumstances()
    before = (*of_the_table(table), *of_the_circumstances(table, known))
    if any(is_public or reason.code in IMPOSSIBLE for reason in before):
        return Judged(table, None, before)
    from reports.estimates.families import estimate

    found = estimate(table, seed=seed)
    judged = Judged(table, found, (*before, *of_the_estimate(found, known)))
    return compared(judged, known.previous) if known.previous else judged


def compared(judged: Judged, previous: tuple[float, float]) -> Judged:
    """Adds a reason when the new range has nothing in common with the one before."""
    envelope = judged.estimate.envelope if judged.estimate else None
    if envelope is None or (envelope[0] <= previous[1] and previous[0] <= envelope[1]):
        return judged
    moved = Reason("moved", {"least": two_digits(previous[0]), "most": two_digits(previous[1], up=True)})
    return Judged(judged.table, judged.estimate, (*judged.reasons, moved))


IMPOSSIBLE = {"too_few_lists", "too_few_persons"}


def of_the_table(table: Table) -> Iterator[Reason]:
    if table.lists < FEWEST_LISTS:
        yield Reason("too_few_lists", {"lists": table.lists, "fewest": FEWEST_LISTS})
    if table.observed < FEWEST_PERSONS:
        yield Reason("too_few_persons", {"persons": table.observed, "fewest": FEWEST_PERSONS})
    for first, second in copied(table):
        yield Reason("copied", {"first": first, "second": second, "share": round(100 * COPIED_SHARE)})
    shared = [table.on_all(pair) for pair in pairs_of(table.lists)]
    if shared and min(shared) == 0:
        yield Reason("nobody_in_common", {"pairs": sum(number == 0 for number in shared)})
    elif sum(number < FEWEST_IN_COMMON for number in shared) * 2 > len(shared):
        yield Reason("too_few_in_common", {"fewest": FEWEST_IN_COMMON})


def copied(table: Table) -> Iterator[tuple[str, str]]:
    """A list that holds nearly all of another, and whose own share of the rest is small: it may have been copied."""
    sizes = [table.on_all(1 << place) for place in range(table.lists)]
    for one in range(table.lists):
        for other in range(table.lists):
            if one == other or not sizes[one]:
                continue
            both = table.on_all(1 << one | 1 << other)
            is_smaller = (sizes[one], one) < (sizes[other], other)
            if is_smaller and both > COPIED_SHARE * sizes[one]:
                yield table.names[one], table.names[other]


def of_the_circumstances(table: Table, known: Circumstances) -> Iterator[Reason]:
    for name in known.restricted:
        yield Reason("restricted_list", {"list": name})
    for name in known.unknown_scope:
        yield Reason("unknown_scope", {"list": name})
    if known.is_stratum and min(table.counts.values()) < FEWEST_IN_A_CELL:
        yield Reason("small_cells", {"fewest": FEWEST_IN_A_CELL})
    if known.open_rows > MOST_OPEN_SHARE * table.observed:
        yield Reason("open_rows", {"rows": known.open_rows, "share": round(100 * MOST_OPEN_SHARE)})


def of_the_estimate(found: Estimate, known: Circumstances) -> Iterator[Reason]:
    if found.chosen is None or found.envelope is None:
        yield Reason("no_model", {})
        return
    near = [one for one in found.candidates if one.bic - found.chosen.bic < NEAR_IN_BIC]
    totals = [one.total for one in near]
    if max(totals) > MOST_APART * min(totals):
        yield Reason("models_disagree", {"least": two_digits(min(totals)), "most": two_digits(max(totals), up=True)})
    observed = found.table.observed
    low, high = found.envelope
    if high - observed > WIDEST * (low - observed):
        least, most = outwards((max(low - observed, 0), high - observed))
        yield Reason("too_wide", {"least": least, "most": most})
    if found.chosen.unseen > observed / 2:
        yield Reason("mostly_unseen", {"at_least": two_digits(max(found.at_least or 0, observed))})
    if known.link_spread > (high - low) / 2:
        yield Reason("uncertain_links", {})


def outwards(interval: tuple[float, float]) -> tuple[int, int]:
    return two_digits(interval[0]), two_digits(interval[1], up=True)


def two_digits(number: float, *, up: bool = False) -> int:
    """To two significant digits, outwards: down, or `up`."""
    step = 10 ** max(len(str(int(number))) - 2, 0)
    whole = int(number) // step * step
    return whole + step if up and whole < number else whole
