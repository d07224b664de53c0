"""Can this model be estimated from this table at all? (Fienberg and Rinaldo 2012; Chan, Silverman and Vincent 2021.)"""

import numpy as np

from reports.estimates.errors import NoMaximum, NotIdentifiable

SMALL = 1e-9


def check_estimable(design: np.ndarray, counts: np.ndarray) -> None:
    """`design` without the cells and parameters that a zero overlap takes away. Raises NotIdentifiable or NoMaximum."""
    parameters = design.shape[1]
    if np.linalg.matrix_rank(design) < parameters:
        raise NotIdentifiable("the parameters can't be told apart")
    zero = counts == 0
    if not zero.any():
        return
    free = directions(design[~zero])
    if free.shape[1] and not has_positive_balance((design[zero] @ free).T):
        raise NoMaximum("the likelihood has no maximum")


def directions(seen: np.ndarray) -> np.ndarray:
    """In which the parameters can move without changing what is expected where persons were found."""
    _left, sizes, right = np.linalg.svd(seen, full_matrices=True)
    return right[np.sum(sizes > SMALL * sizes.max(initial=0)) :].T


def has_positive_balance(matrix: np.ndarray) -> bool:
    """Is there a w, every part of it above zero, with matrix @ w = 0?

    If there is none, there is a direction that lowers the expectation of a zero cell and raises none (Stiemke's
    lemma), and the likelihood grows along it for ever. With w = 1 + u: u >= 0 and matrix @ u = -matrix @ 1.
    """
    wanted = -matrix.sum(axis=1)
    rest = wanted - matrix @ nonnegative_least_squares(matrix, wanted)
    return bool(np.linalg.norm(rest) < SMALL * max(1.0, float(np.linalg.norm(wanted))))


def nonnegative_least_squares(matrix: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """u >= 0 that brings matrix @ u nearest to `wanted` (Lawson and Hanson 1974, chapter 23)."""
    found = np.zeros(matrix.shape[1])
    active = np.zeros(matrix.shape[1], dtype=bool)
    for _round in range(10 * matrix.shape[1]):
        pull = np.where(active, -np.inf, matrix.T @ (wanted - matrix @ found))
        if pull.max(initial=-np.inf) <= SMALL:
            break
        active[int(np.argmax(pull))] = True
        while True:
            tried = np.zeros_like(found)
            tried[active] = np.linalg.lstsq(matrix[:, active], wanted, rcond=None)[0]
            if tried[active].min(initial=1) > 0:
                found = tried
                break
            below = active & (tried <= 0)
            step = np.min(found[below] / (found[below] - tried[below] + 1e-300))
            found = found + step * (tried - found)
            active &= found > SMALL
            found[~active] = 0
    return found
