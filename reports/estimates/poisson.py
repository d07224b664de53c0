"""Poisson regression with a logarithmic link, by iteratively reweighted least squares."""

from __future__ import annotations

from math import lgamma
from typing import NamedTuple

import numpy as np

from reports.estimates.errors import NoMaximum

ROUNDS = 100
PRECISION = 1e-11
HIGHEST = 60.0  # of a logarithm: beyond it a fit has run away


class Regression(NamedTuple):
    coefficients: np.ndarray
    expected: np.ndarray
    information: np.ndarray

    @property
    def variance_of_first(self) -> float:
        return float(np.linalg.inv(self.information)[0, 0])


def regress(design: np.ndarray, counts: np.ndarray) -> Regression:
    """Raises NoMaximum when it does not settle."""
    expected = counts + 0.5
    logarithm = np.log(expected)
    before = np.inf
    for _round in range(ROUNDS):
        weighted = design * expected[:, None]
        information = weighted.T @ design
        working = logarithm + (counts - expected) / expected
        try:
            coefficients = np.linalg.solve(information, weighted.T @ working)
        except np.linalg.LinAlgError:
            raise NoMaximum("the normal equations can't be solved") from None
        logarithm = design @ coefficients
        if not np.all(np.abs(logarithm) < HIGHEST):
            raise NoMaximum("a parameter runs away")
        expected = np.exp(logarithm)
        kernel = float(counts @ logarithm - expected.sum())
        if abs(kernel - before) < PRECISION * (abs(kernel) + 1):
            return Regression(coefficients, expected, information)
        before = kernel
    raise NoMaximum("the fit does not settle")


def log_likelihood(counts: np.ndarray, expected: np.ndarray) -> float:
    """Of counts that are whole or not; an expected zero must have been seen zero times."""
    seen = expected > 0
    return float(
        np.sum(counts[seen] * np.log(expected[seen]) - expected[seen]) - sum(lgamma(count + 1) for count in counts)
    )
