"""Persons differ in how visible they are: models with one more column over the number of lists that hold a person."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from reports.estimates.errors import NotEstimable
from reports.estimates.loglinear import Fit, Model, fit
from reports.estimates.tables import Table, pairs_of

MOST_PAIRS = 2


def lists_of(table: Table) -> np.ndarray:
    return np.array([int(cell).bit_count() for cell in table.cells], dtype=float)


def darroch(table: Table) -> np.ndarray:
    """Darroch's column (1993): k squared over 2."""
    return lists_of(table) ** 2 / 2


def poisson2(table: Table) -> np.ndarray:
    """Rivest and Baillargeon's Poisson column with a = 2 (2007)."""
    return 2 ** lists_of(table) - 1


def visible(table: Table, terms: frozenset[int] = frozenset()) -> Fit:
    """Mth with Darroch's column. Raises NotEstimable."""
    return fit(table, Model(terms, ("Darroch",)), [darroch(table)])


def visible_models(table: Table) -> list[Fit]:
    """Mth with up to two overlaps of their own, those that this table can tell."""
    found = []
    for size in range(MOST_PAIRS + 1):
        for pairs in combinations(pairs_of(table.lists), size):
            try:
                found.append(visible(table, frozenset(pairs)))
            except NotEstimable:
                continue
    return found


def at_least(table: Table) -> float | None:
    """Chao's lower bound, lists of unequal reach: only those on one and on two lists say how many are on none.

    None where the table can't tell it.
    """
    try:
        return fit(table, Model(), kept=lists_of(table) <= 2).total
    except NotEstimable:
        return None
