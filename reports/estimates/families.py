"""The whole estimate: four families of models, which err in different ways, and the envelope of their intervals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reports.estimates.errors import NotEstimable
from reports.estimates.heterogeneity import at_least, visible_models
from reports.estimates.intervals import Interval, log_normal, profile
from reports.estimates.latent_class import latent_class
from reports.estimates.loglinear import Fit
from reports.estimates.selection import Criterion, averaged, best, candidates
from reports.estimates.tables import Table

BURN_IN = 500
TURNS = 500


@dataclass(frozen=True)
class Family:
    """What one family says of the total. `code` is one of bic_average, aic_average, latent_class, visibility."""

    code: str
    total: float
    interval: Interval


@dataclass(frozen=True)
class Estimate:
    """All that was computed from a table, before anybody asks whether it may be shown (publication_rules.py)."""

    table: Table
    candidates: tuple[Fit, ...]
    families: tuple[Family, ...]
    chosen: Fit | None  # by BIC; None: no model can be told from this table
    chosen_interval: Interval | None
    at_least: float | None

    @property
    def envelope(self) -> Interval | None:
        """None unless every family gave an answer."""
        if len(self.families) < len(FAMILIES):
            return None
        return min(one.interval[0] for one in self.families), max(one.interval[1] for one in self.families)


def estimate(table: Table, *, seed: int) -> Estimate:
    """For three lists and more. The same table gives the same numbers."""
    found = candidates(table)
    chosen = best(found, "bic") if found else None
    families = [Family(code, *answer) for code, work in FAMILIES.items() if (answer := work(table, found, seed))]
    return Estimate(table, tuple(found), tuple(families), chosen, interval_of(chosen), at_least(table))


Answer = tuple[float, Interval] | None


def interval_of(chosen: Fit | None) -> Interval | None:
    """By profile likelihood; where that has no end, by the log-normal."""
    if chosen is None:
        return None
    try:
        return profile(chosen)
    except NotEstimable:
        return log_normal(chosen.table.observed, chosen.total, chosen.se)


def by_average(criterion: Criterion) -> Callable[[Table, list[Fit], int], Answer]:
    def work(table: Table, found: list[Fit], seed: int) -> Answer:
        if not found:
            return None
        mean = averaged(found, criterion)
        return mean.total, log_normal(table.observed, mean.total, mean.se)

    return work


def by_hidden_groups(table: Table, found: list[Fit], seed: int) -> Answer:
    draws = latent_class(table.by_name(), seed=seed, burn_in=BURN_IN, turns=TURNS)
    return draws.median, draws.interval


def by_visibility(table: Table, found: list[Fit], seed: int) -> Answer:
    return by_average("bic")(table, visible_models(table), seed)


FAMILIES: dict[str, Callable[[Table, list[Fit], int], Answer]] = {
    "bic_average": by_average("bic"),
    "aic_average": by_average("aic"),
    "latent_class": by_hidden_groups,
    "visibility": by_visibility,
}
