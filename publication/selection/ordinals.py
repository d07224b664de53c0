"""Days of rows, kept so that “on or after” and “on or before” need only look at a few of them."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from datetime import date

from publication.selection.bitmaps import bitmap

CHECKPOINTS = 64


class Ordinals:
    """`days` holds a day of each row as its ordinal, 0 when it is unknown; such a row is in no answer."""

    def __init__(self, days: list[int]) -> None:
        self.size = len(days)
        order = sorted((place for place in range(self.size) if days[place]), key=days.__getitem__)
        self._places = array("I", order)
        self._days = array("I", (days[place] for place in order))
        self._step = max(64, len(order) // CHECKPOINTS)
        # The union of the first 0, step, 2·step … rows in the order of days.
        self._first = [0]
        for start in range(0, len(order) - self._step + 1, self._step):
            self._first.append(self._first[-1] | bitmap(self._places[start : start + self._step], self.size))

    def _first_rows(self, count: int) -> int:
        checkpoint = count // self._step
        rest = self._places[checkpoint * self._step : count]
        return self._first[checkpoint] | bitmap(rest, self.size)

    def at_most(self, day: date) -> int:
        """Rows whose day is this one or an earlier one."""
        return self._first_rows(bisect_right(self._days, day.toordinal()))

    def at_least(self, day: date) -> int:
        """Rows whose day is this one or a later one."""
        all_known = self._first_rows(len(self._days))
        return all_known & ~self._first_rows(bisect_left(self._days, day.toordinal()))
