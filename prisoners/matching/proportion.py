"""What a random sample proves of a share: exact one-sided limits after Clopper and Pearson (Biometrika 26, 1934).

Without a table of the beta distribution: the limit is the share at which so many successes become just unlikely.
"""

from math import exp, lgamma, log, log1p

SURE = 0.95
STEPS = 60  # halvings of the interval: exact to the last digit of a float


def lower_limit(successes: int, trials: int, *, sure: float = SURE) -> float:
    """The true share is at least this, `sure` of the time: 299 of 299 prove 0.99. Nothing asked proves nothing."""
    if successes == 0:
        return 0.0
    failures = trials - successes
    if failures < successes:  # so many successes or more are so many failures or fewer: the shorter sum
        return _where(lambda share: _at_most(failures, trials, 1 - share) >= 1 - sure)
    return _where(lambda share: 1 - _at_most(successes - 1, trials, share) >= 1 - sure)


def upper_limit(successes: int, trials: int, *, sure: float = SURE) -> float:
    """The true share is at most this, `sure` of the time."""
    return 1 - lower_limit(trials - successes, trials, sure=sure)


def _at_most(successes: int, trials: int, share: float) -> float:
    """The chance of so many successes or fewer."""
    if share <= 0.0 or successes >= trials:
        return 1.0
    if share >= 1.0:
        return 0.0
    whole = lgamma(trials + 1)
    return sum(
        exp(whole - lgamma(k + 1) - lgamma(trials - k + 1) + k * log(share) + (trials - k) * log1p(-share))
        for k in range(successes + 1)
    )


def _where(holds) -> float:  # type: ignore[no-untyped-def]
    """The lowest share from which `holds`, which holds of 1 and not of 0."""
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
