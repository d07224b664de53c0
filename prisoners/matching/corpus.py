"""What the lists at hand teach: which words are given names, how frequent each value is, which words are misspelt."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from prisoners.matching.frequencies import Frequencies
from prisoners.matching.keys import words_of
from prisoners.matching.names import name_of
from prisoners.matching.profile import Profile, of_values
from prisoners.matching.readings import SURNAMES_FIRST, Words
from prisoners.matching.spelling import Spelling

Values = Mapping[str, Any]


@dataclass
class Corpus:
    """Learns from rows and reads rows. `habits`: share of names with the surnames first, by list."""

    words: Words = field(default_factory=Words)
    frequencies: Frequencies = field(default_factory=Frequencies)
    habits: dict[Hashable, float] = field(default_factory=dict)
    spelling: Spelling = field(default_factory=Spelling)

    def learn(self, rows: Iterable[tuple[Hashable, Values]]) -> list[list[Profile]]:
        """Learns from rows (list, values), then reads them: for each the profiles of its likely readings."""
        kept = list(rows)
        texts = defaultdict(list)
        for source, values in kept:
            name = name_of(values)
            if name.is_parted:
                self.words.learn([name])
            elif written := _whole(values):
                texts[source].append(written)
        for source, names in texts.items():
            self.habits[source] = self.words.habit(names)
        read = [self.read(source, values) for source, values in kept]
        self.count(profiles[0] for profiles in read)
        return read

    def count(self, profiles: Iterable[Profile]) -> None:
        """Counts values and words."""
        counted = list(profiles)
        for profile in counted:
            self.frequencies.add(profile)
        self.spelling = Spelling(self.spelling.counts)
        self.spelling.add(word for profile in counted for word in words_of(profile))

    def read(self, source: Hashable, values: Values) -> list[Profile]:
        """The profiles of a row, the likeliest reading of its name first."""
        name = name_of(values)
        if name.is_parted:
            names = self.words.read_parted(name)
        else:
            names = self.words.read(_whole(values), self.habits.get(source, SURNAMES_FIRST))
        return [of_values(values, each, alias=name.alias) for each in names]

    def as_json(self) -> dict[str, Any]:
        """Counts, for storing."""
        return {
            "given": dict(self.words.given), "surname": dict(self.words.surname),
            "spelling": dict(self.spelling.counts),
            "fields": {field: dict(counts) for field, counts in self.frequencies.counts.items()},
            "habits": {str(source): share for source, share in self.habits.items()},
        }  # fmt: skip

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Corpus:
        """An empty one when nothing is stored."""
        found = cls()
        if stored:
            found.words.given, found.words.surname = Counter(stored["given"]), Counter(stored["surname"])
            found.spelling = Spelling(stored["spelling"])
            found.frequencies = Frequencies.from_counts(stored["fields"])
            found.habits = dict(stored["habits"])
        return found


def _whole(values: Values) -> str:
    return values.get("name") or " ".join(
        values[part] for part in ("given_names", "surname_1", "surname_2") if values.get(part)
    )
