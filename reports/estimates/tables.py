"""An inclusion table: how many persons are on exactly which of several lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

MOST_LISTS = 8
MOST_PERSONS = 100_000_000


@dataclass(frozen=True)
class Table:
    """`counts` by pattern. A pattern is a number whose bit i says that the person is on list i; 0, on none, is unknown
    and never among them. Patterns that are absent were found on nobody."""

    names: tuple[str, ...]
    counts: Mapping[int, int]

    @property
    def lists(self) -> int:
        return len(self.names)

    @cached_property
    def observed(self) -> int:
        """Persons on at least one list."""
        return sum(self.counts.values())

    @cached_property
    def cells(self) -> np.ndarray:
        """Every pattern that can be seen."""
        import numpy as np

        return np.arange(1, 2**self.lists)

    @cached_property
    def vector(self) -> np.ndarray:
        """How many persons have each of `cells`, zeros among them."""
        import numpy as np

        return np.array([self.counts.get(int(cell), 0) for cell in self.cells], dtype=float)

    def on_all(self, term: int) -> int:
        """Persons who are on all lists of `term`, and perhaps on others."""
        return sum(count for pattern, count in self.counts.items() if pattern & term == term)

    def by_name(self) -> Table:
        """The same with the lists in order of their names: what is drawn by chance then rests on no order."""
        places = sorted(range(self.lists), key=self.names.__getitem__)
        moved = {
            sum(1 << new for new, old in enumerate(places) if pattern >> old & 1): count
            for pattern, count in self.counts.items()
        }
        return Table(tuple(self.names[old] for old in places), moved)

    def with_vector(self, vector: np.ndarray) -> Table:
        pairs = zip(self.cells, vector, strict=True)
        return Table(self.names, {int(cell): int(count) for cell, count in pairs if count})


def pairs_of(lists: int) -> list[int]:
    """Every two of so many lists, as terms."""
    return [1 << a | 1 << b for a in range(lists) for b in range(a + 1, lists)]
