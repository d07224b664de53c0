"""How many of those released are still outside after so many days, by the method of Kaplan and Meier (1958).

Pure arithmetic on exact fractions; who could not be followed for so long counts for as long as they could.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterable, Sequence
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
    return course(followed, [days])[0]


def course(followed: Iterable[Followed], days: Sequence[int]) -> list[Point]:
    """A point for each of `days`, which are in ascending order."""
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

    points, share, returned, to_come = [], Fraction(1), 0, deque(sorted(returns))
    for day in days:
        while to_come and to_come[0] <= day:
            back = to_come.popleft()
            share *= 1 - Fraction(returns[back], at_least(back))
            returned += returns[back]
        is_known = share == 0 or at_least(day) > 0
        points.append(Point(day, share if everybody and is_known else None, at_least(day) - returns[day], returned))
    return points
