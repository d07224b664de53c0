"""How many of those released are still outside after so many days, by the method of Kaplan and Meier (1958).

Pure arithmetic on exact fractions; who could not be followed for so long counts for as long as they could.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Followed:
    """So many, followed for `days` whole days after leaving; `has_returned`: and then back in prison."""

    days: int
    has_returned: bool
    number: int = 1


@dataclass(frozen=True, slots=True)
class Point:
    """`share` (None: nobody was followed so long) still outside when `days` are over. `at_risk`: followed for at least
    so long and not back before; `returned`: back within them, the last day included.
    """

    days: int
    share: Fraction | None
    at_risk: int
    returned: int


def still_outside(followed: Iterable[Followed], days: int) -> Point:
    """Who returns on the very day until which others were followed does so while they still count."""
    everybody = list(followed)
    lengths, returns = Counter[int](), Counter[int]()
    for one in everybody:
        lengths[one.days] += one.number
        if one.has_returned:
            returns[one.days] += one.number
    in_order = sorted(lengths)
    reached = [*accumulate((lengths[day] for day in reversed(in_order)), initial=0)][::-1]

    def at_least(day: int) -> int:
        return reached[bisect_left(in_order, day)]

    share = Fraction(1)
    for day in sorted(day for day in returns if day <= days):
        share *= 1 - Fraction(returns[day], at_least(day))
    returned = sum(number for day, number in returns.items() if day <= days)
    is_known = share == 0 or at_least(days) > 0
    return Point(days, share if everybody and is_known else None, at_least(days) - returns[days], returned)
