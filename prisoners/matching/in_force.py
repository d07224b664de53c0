"""The scorecard that decides: one that came with the program; with limits chosen on editors' answers, if any."""

from __future__ import annotations

from dataclasses import replace

from prisoners.matching.scorecard import Scorecard, of_version, shipped
from prisoners.models import MatchLimits


def scorecard_in_force(persons: int) -> Scorecard:
    """For so many persons. Limits that were stored hold until they are taken back, whatever the number of persons."""
    stored = MatchLimits.objects.in_force()
    base = of_version(stored.base) if stored else None
    if stored is None or base is None:
        return shipped(persons)
    return replace(
        base, version=stored.version, persons=stored.persons, same=stored.same, new=stored.new,
        notes=base.notes | stored.notes,
    )  # fmt: skip


def orphaned_limits() -> MatchLimits | None:
    """Stored limits whose scorecard the program no longer brings: they decide nothing, and somebody must be told."""
    stored = MatchLimits.objects.in_force()
    return stored if stored and of_version(stored.base) is None else None
