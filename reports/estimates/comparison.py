"""What other methods make of the same table: for specialists who want to compare, never shown to the public."""

from __future__ import annotations

from typing import NamedTuple

from reports.estimates.errors import NotEstimable
from reports.estimates.intervals import Interval
from reports.estimates.publication_rules import Judged
from reports.estimates.tables import Table

MOST_FOR_GRAPHS = 10_000  # the weight of every total up to ten times as many is worked out
MOST_LISTS_FOR_GRAPHS = 5


class Other(NamedTuple):
    """`code` is one of stepwise, graphs, bootstrap."""

    code: str
    total: float
    interval: Interval


def other_methods(judged: Judged, *, replicates: int, seed: int) -> list[Other]:
    """Nothing where no estimate was tried; the bootstrap only when replicates of it are asked for."""
    if judged.estimate is None:
        return []
    found = [by_steps(judged.table), by_graphs(judged.table)]
    if replicates and judged.estimate.chosen:
        from reports.estimates.bootstrap import with_selection

        interval = with_selection(judged.table, judged.estimate.candidates, seed=seed, replicates=replicates)
        found.append(Other("bootstrap", judged.estimate.chosen.total, interval))
    return [other for other in found if other]


def by_steps(table: Table) -> Other | None:
    from reports.estimates.intervals import log_normal
    from reports.estimates.selection import stepwise

    try:
        found = stepwise(table)
    except NotEstimable:
        return None
    return Other("stepwise", found.total, log_normal(table.observed, found.total, found.se))


def by_graphs(table: Table) -> Other | None:
    if table.observed > MOST_FOR_GRAPHS or table.lists > MOST_LISTS_FOR_GRAPHS:
        return None
    from reports.estimates.decomposable import posterior

    found = posterior(table, most_unseen=10 * table.observed, delta=2.0**-table.lists)
    return Other("graphs", found.mean, found.interval)
