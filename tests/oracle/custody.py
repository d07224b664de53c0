"""Where a person may have been on a day: every order of days that the records allow is a possible world."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tests.oracle.calendar_days import A_DAY, FAR, LONG_AGO, Bounds


@dataclass
class Chain:
    """Changes of state in the order in which they happened, each on a day between two bounds.

    After the last change, a claim that nobody confirmed for longer than the staleness is a change to `unknown`.
    """

    changes: list[tuple[str, date, date]]
    _known: dict[date, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, changes: list[tuple[str, Bounds]]) -> Chain:
        return cls([(state, first or LONG_AGO, last or FAR) for state, (first, last) in changes])

    def states(self, day: date) -> frozenset[str]:
        """The states of all possible worlds when that day closes; `""`: not detained yet."""
        if day not in self._known:
            names = ["", *(state for state, _, _ in self.changes)]
            self._known[day] = frozenset(
                names[happened] for happened in range(len(names)) if self._is_possible(happened, day)
            )
        return self._known[day]

    def _is_possible(self, happened: int, day: date) -> bool:
        """Whether in some world just the first so many changes had happened: each as early as it may be, in order."""
        before = LONG_AGO
        for place, (_, first, last) in enumerate(self.changes):
            on = max(first, before) if place < happened else max(first, before, day + A_DAY)
            if on > last or (place < happened and on > day):
                return False
            before = on
        return True

    def may_be(self, state: str, day: date) -> bool:
        return state in self.states(day)

    def certain(self, day: date) -> str:
        """The state in every world; `unknown` where worlds differ and `""` where the arrest is not certain yet."""
        states = self.states(day)
        if "" in states or not states:
            return ""
        return next(iter(states)) if len(states) == 1 else "unknown"

    def is_consistent(self) -> bool:
        return bool(self.states(FAR - A_DAY))
