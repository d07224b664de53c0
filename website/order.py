"""The order of what happened to a person: by days, and within what cannot be told apart by days, as cases go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from chronology.partial_date import PartialDate

ARREST, HELD, AFTER_PRISON = 0, 1, 100

# A sentence of this step, and a stage of this code, come after all before them: the court decides, then the decision
# is final, then it may be reviewed or reduced.
_CASE = (
    "summoned", "house_siege", "short_detention", "detained", "disappeared", "under_investigation", "remand",
    "precautionary_outside", "prosecutor_request", "charged", "awaiting_trial", "tried_awaiting_sentence",
    "first_instance", "sentenced_first", "appeal_pending", "appeal", "cassation_pending", "cassation",
    "acquitted", "dismissed", "closed_no_case", "security_measure", "final", "review", "joint_sentence", "reduction",
    "extinguished",
)  # fmt: skip
_RANKS = {step: rank for rank, step in enumerate(_CASE, start=HELD + 1)}
_PENDING = {"appeal": "appeal_pending", "cassation": "cassation_pending"}


class Dated(Protocol):
    """What can be put in order: `on` is a date as known (EDTF) or empty, `rank` its place in a case."""

    @property
    def on(self) -> str: ...
    @property
    def rank(self) -> int: ...


Step = TypeVar("Step", bound=Dated)


def rank_of_sentence(step: str) -> int:
    return _RANKS.get(step, AFTER_PRISON - 1)


def rank_of_stage(stage: str) -> int:
    """A stage named like a decision of a court is the wait for it."""
    return rank_of_sentence(_PENDING.get(stage, stage))


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Those with a date by their days, as cases go where days do not decide; then the others, before what follows."""
    logical = sorted(steps, key=lambda step: step.rank)
    told: list[Step] = []
    for step in (step for step in logical if step.on):
        told.insert(_after_all_but_later(told, step), step)
    for step in (step for step in logical if not step.on):
        told.insert(_before_what_follows(told, step), step)
    return told


def _after_all_but_later(told: list[Step], step: Step) -> int:
    """The place after the last of those that are not certainly later. Nothing stands before the arrest."""
    last_day = PartialDate.parse(step.on).latest or date.max
    for place in range(len(told), 0, -1):
        before = told[place - 1]
        if before.rank == ARREST or (PartialDate.parse(before.on).earliest or date.min) <= last_day:
            return place
    return 0


def _before_what_follows(told: list[Step], step: Step) -> int:
    """Where somebody was held says nothing of how far the case had come."""
    if step.rank == ARREST:
        return 0
    least = AFTER_PRISON if step.rank == HELD else step.rank + 1
    return next((place for place, other in enumerate(told) if other.rank >= least), len(told))
