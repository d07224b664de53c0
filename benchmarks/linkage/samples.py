"""Generated lists made ready: rows read as the product reads them, and the questions that a matcher is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from benchmarks.linkage.noise import HABITS, Row, lists
from benchmarks.linkage.people import population
from prisoners.matching.corpus import Corpus
from prisoners.matching.profile import Profile
from prisoners.matching.register import Register

ON_A_LIST = 0.8  # about so many of a population stand on one of the four lists


@dataclass(frozen=True)
class Sample:
    """Four lists of one population. `persons`: roughly how many are on any of them."""

    persons: int
    seed: int
    heaviness: float
    held_back: bool = True
    relatives: float = 1.0

    @cached_property
    def rows(self) -> list[Row]:
        people = population(round(self.persons / ON_A_LIST), self.seed, relatives=self.relatives)
        return lists(people, self.seed, self.heaviness, held_back=self.held_back)

    @cached_property
    def corpus(self) -> Corpus:
        return self._read[0]

    @cached_property
    def readings(self) -> list[list[Profile]]:
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[Corpus, list[list[Profile]]]:
        corpus = Corpus()
        return corpus, corpus.learn((row.source, row.values) for row in self.rows)

    def incoming(self) -> Iterator[tuple[Register, list[tuple[Row, list[Profile]]]]]:
        """Each list in turn as the new one, against persons put together (by the truth) from the three others."""
        for habit in HABITS:
            known: dict[int, list[Profile]] = defaultdict(list)
            new = []
            for row in self.rows:
                if row.source == habit.code:
                    new.append((row, self.readings[row.number]))
                else:
                    known[row.truth] += self.readings[row.number]
            register = Register(self.corpus)
            for person, profiles in known.items():
                register.add(person, profiles)
            yield register, new
