"""Hierarchical log-linear models: how strongly lists go together, and from it how many are on none.

The logarithm of how many persons are expected with a pattern is a sum of parameters, one for each set of lists (a
*term*, written as a pattern) that the pattern holds; the empty term gives those on no list. Every model has all terms
of one list. Sparse tables: an overlap of nobody puts its term at minus infinity (Chan, Silverman and Vincent 2021).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import log, sqrt

import numpy as np

from reports.estimates.existence import check_estimable
from reports.estimates.poisson import log_likelihood, regress
from reports.estimates.tables import Table, pairs_of


@dataclass(frozen=True)
class Model:
    """The terms of two and more lists, and further columns by name (heterogeneity.py)."""

    terms: frozenset[int] = frozenset()
    extras: tuple[str, ...] = ()

    def name(self, lists: int) -> str:
        """By its largest terms, as the literature writes it: [123,14,34]."""
        every = [*self.terms, *(1 << place for place in range(lists))]
        largest = [term for term in every if not any(other != term and other & term == term for other in every)]
        written = ["".join(str(place + 1) for place in range(lists) if term >> place & 1) for term in largest]
        generators = ",".join(sorted(written, key=lambda text: (-len(text), text)))
        return "+".join((f"[{generators}]", *self.extras))


@dataclass(frozen=True)
class Fit:
    """A model estimated from a table. `unseen` are those on no list, `total` everybody."""

    table: Table
    model: Model
    unseen: float
    variance: float  # of the logarithm of `unseen`
    log_likelihood: float
    parameters: int
    expected: np.ndarray

    @property
    def total(self) -> float:
        return self.table.observed + self.unseen

    @property
    def se(self) -> float:
        return sqrt(self.unseen + self.unseen**2 * self.variance)

    @cached_property
    def bic(self) -> float:
        return self.parameters * log(self.table.observed) - 2 * self.log_likelihood

    @cached_property
    def aic(self) -> float:
        return 2 * self.parameters - 2 * self.log_likelihood


@dataclass(frozen=True)
class Design:
    """A model's columns over the cells that a zero overlap leaves; the first is the empty term."""

    matrix: np.ndarray
    kept: np.ndarray
    parameters: int  # those at minus infinity too


def fit(table: Table, model: Model, columns: Sequence[np.ndarray] = (), *, kept: np.ndarray | None = None) -> Fit:
    """`columns` are the model's extras over all cells; with `kept`, only those cells speak. Raises NotEstimable."""
    design = design_of(table, model, columns, kept=kept)
    counts = table.vector[design.kept]
    check_estimable(design.matrix, counts)
    found = regress(design.matrix, counts)
    expected = np.zeros(len(table.cells))
    expected[design.kept] = found.expected
    return Fit(
        table=table,
        model=model,
        unseen=float(np.exp(found.coefficients[0])),
        variance=found.variance_of_first,
        log_likelihood=log_likelihood(table.vector, expected),
        parameters=design.parameters,
        expected=expected,
    )


def design_of(
    table: Table, model: Model, columns: Sequence[np.ndarray] = (), *, kept: np.ndarray | None = None
) -> Design:
    terms = [0, *(1 << place for place in range(table.lists)), *sorted(model.terms)]
    empty = [term for term in model.terms if table.on_all(term) == 0]
    kept = np.ones(len(table.cells), dtype=bool) if kept is None else kept.copy()
    for term in empty:
        kept &= table.cells & term != term
    left = np.array([term for term in terms if not any(term & gone == gone for gone in empty)])
    cells = table.cells[kept]
    matrix = ((cells[:, None] & left[None, :]) == left[None, :]).astype(float)
    if columns:
        matrix = np.column_stack([matrix, *(column[kept] for column in columns)])
    return Design(matrix, kept, len(terms) + len(columns))


def hierarchical_models(lists: int, order: int) -> Iterator[Model]:
    """All of them up to terms of `order` (2 or 3) lists: 113 for four lists and order 3."""
    pairs = pairs_of(lists)
    triples = [sum(1 << place for place in three) for three in combinations(range(lists), 3)] if order > 2 else []
    for chosen in every_choice(pairs):
        possible = [term for term in triples if sum(pair & term == pair for pair in chosen) == 3]
        for more in every_choice(possible):
            yield Model(frozenset((*chosen, *more)))


def every_choice(terms: Sequence[int]) -> Iterable[tuple[int, ...]]:
    return (chosen for size in range(len(terms) + 1) for chosen in combinations(terms, size))
