"""Which words of a whole name are given names and which are surnames, by what each word usually is."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from math import log
from pathlib import Path

from prisoners.matching.names import Name, name_units, parse, plain, split_alias

WORDS = Path(__file__).with_name("words.csv")
SEEN_BEFORE = 0.5  # how much a word that was never met counts on both sides
SURNAMES_FIRST = 0.08  # share of names that a list without commas writes that way, before we know the list
SURNAMES = {1: -1.5, 2: 0.0, 3: -5.0}  # log weights: two surnames are the rule
MOST_UNITS, MOST_READINGS = 7, 2
DOUBT = 3.0  # how near the second reading must come to be kept
GIVEN = {1: 0.0, 2: -0.3, 3: -2.0, 4: -4.0}


class Words:
    """How often each word was met as a given name and as a surname. Starts from the frequent names of the country."""

    def __init__(self) -> None:
        self.given, self.surname = (Counter(side) for side in frequent_words())

    def learn(self, names: Iterable[Name]) -> None:
        """Learns from names whose parts are certain."""
        for name in names:
            self.given.update(plain(name.given).split())
            self.surname.update(word for part in (name.surname_1, name.surname_2) for word in plain(part).split())

    def odds(self, unit: str) -> float:
        """Log odds that a unit is a given name rather than a surname; above 0: rather a given name."""
        words = [word for word in plain(unit).split() if len(word) > 1]
        if not words:
            return 4.0  # an initial is a given name's
        if len(words) > 1:
            return -4.0  # only surnames have particles
        word = words[0]
        return log((self.given[word] + SEEN_BEFORE) / (self.surname[word] + SEEN_BEFORE))

    def read(self, text: str, surnames_first: float = SURNAMES_FIRST) -> list[Name]:
        """The likeliest readings of a whole name in one text, the best first; a comma settles it."""
        guess = parse(text)
        units = name_units(split_alias(text)[0])
        if guess.is_parted or not 2 <= len(units) <= MOST_UNITS:
            return [guess]
        odds = [self.odds(unit) for unit in units]
        ways = sorted(((_weight(odds, *way, surnames_first), way) for way in _ways(len(units))), reverse=True)
        best = ways[0][0]
        return [_named(units, *way, guess.alias) for weight, way in ways[:MOST_READINGS] if weight > best - DOUBT]

    def read_parted(self, name: Name) -> list[Name]:
        """A name in parts; and the other way round where the surname is as much a given name as the given name is."""
        given, surname = (name_units(part) for part in (name.given, name.surname_1))
        if not given or not surname or max(map(self.odds, given)) > min(map(self.odds, surname)):
            return [name]
        return [name, Name.written(name.surname_1, given[0], " ".join(given[1:]) or name.surname_2, name.alias)]

    def habit(self, texts: Iterable[str]) -> float:
        """The share of a list's names that put the surnames first, between 0.02 and 0.98, by those that are clear."""
        counts: Counter[bool] = Counter()
        for text in texts:
            guess = parse(text)
            units = name_units(split_alias(text)[0])
            if guess.is_parted or not 2 <= len(units) <= MOST_UNITS:
                continue
            odds = [self.odds(unit) for unit in units]
            counts[odds[0] < odds[-1]] += 1 if abs(odds[0] - odds[-1]) > 2 else 0
        return min(0.98, max(0.02, (counts[True] + 0.08) / (counts.total() + 1)))


def _ways(count: int) -> Iterator[tuple[bool, int]]:
    """(surnames first?, where to cut)"""
    for surnames in range(1, min(3, count - 1) + 1):
        yield False, count - surnames
        yield True, surnames


def _named(units: list[str], first: bool, cut: int, alias: str) -> Name:
    given, surnames = (units[cut:], units[:cut]) if first else (units[:cut], units[cut:])
    return Name.written(" ".join(given), surnames[0], " ".join(surnames[1:]), alias, is_parted=False)


def _weight(odds: list[float], first: bool, cut: int, surnames_first: float) -> float:
    given, surnames = (odds[cut:], odds[:cut]) if first else (odds[:cut], odds[cut:])
    return (
        sum(max(-4.0, min(4.0, each)) for each in given)
        - sum(max(-4.0, min(4.0, each)) for each in surnames)
        + SURNAMES[len(surnames)]
        + GIVEN.get(len(given), -6.0)
        + log(surnames_first if first else 1 - surnames_first)
    )


@cache
def frequent_words() -> tuple[dict[str, int], dict[str, int]]:
    """Frequent given names and surnames of the country, with a rough weight."""
    given: dict[str, int] = {}
    surname: dict[str, int] = {}
    with WORDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            (given if row["part"] == "given" else surname)[row["word"]] = int(row["weight"])
    return given, surname
