"""How four lists write down the same people: what each leaves out, misspells, mistakes or has out of date.

`heaviness` multiplies every rate. The fit of the model sees heaviness 0.6 to 2.2 but never 1.0 and 1.7, which the test
uses, and only SEEN of the respellings; the test uses all of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from benchmarks.linkage.people import OFFENCES, Invented, _facility, _place, _town

SEEN = (
    (r"v", "b"), (r"b", "v"), (r"z", "s"), (r"s(?=[aeiou])", "z"), (r"c(?=[ei])", "s"), (r"ll", "y"), (r"y$", "i"),
    (r"i$", "y"), (r"^Y(?=[aeou])", "J"), (r"^J(?=[aeou])", "Y"), (r"g(?=[ei])", "j"), (r"qu(?=[ei])", "k"),
    (r"(?<=[aeiou])h", ""), (r"^H", ""), (r"s$", "z"),
)  # fmt: skip
HELD_BACK = (
    (r"y(?=[aeou])", "ll"), (r"^([AEO])", r"H\1"), (r"x", "s"), (r"k", "c"), (r"c(?=[ao])", "k"),
    (r"(?<=[aeiou])n(?=[aeiou])", "nn"),
    (r"rr", "r"), (r"ie$", "i"), (r"(?<=[a-z]{3})s$", ""), (r"j(?=[ei])", "g"), (r"^W", "Gu"),
)  # fmt: skip
NICKNAMES = {
    "José": "Pepe", "Francisco": "Pancho", "Jesús": "Chucho", "Roberto": "Tito", "Rafael": "Rafa", "Ramón": "Mongo",
    "Manuel": "Manolo", "Ernesto": "Neto", "Alejandro": "Ale", "Alberto": "Beto", "Eduardo": "Edu", "Daniel": "Dani",
    "Isabel": "Isa", "Mercedes": "Merci", "Caridad": "Cachita", "Guadalupe": "Lupe", "Ignacio": "Nacho",
}  # fmt: skip
LETTERS = "abcdefghijlmnoprstuvyz"


@dataclass(frozen=True)
class Habit:
    """How one list writes. Rates of what goes wrong in a row; `bias`: what doubles the chance of being listed."""

    code: str
    share: float
    bias: str = ""
    second_surname_missing: float = 0.1
    accents_dropped: float = 0.3
    capitals: bool = False
    in_parts: bool = False
    surnames_first: float = 0.0
    respelt: float = 0.07
    typo: float = 0.02
    second_given_missing: float = 0.15
    nickname: float = 0.01
    swapped: float = 0.01
    glued: float = 0.02
    alias: float = 0.5
    birth: tuple[float, float, float] = (0.4, 0.2, 0.25)  # whole date, year, age; else nothing
    gender: float = 0.8
    place: tuple[float, float] = (0.7, 0.2)  # municipality, province alone; else nothing
    residence: float = 0.3
    arrest: tuple[float, float, float] = (0.7, 0.1, 0.05)  # whole date, month, year
    arrest_off: float = 0.05
    facility: float = 0.5
    moved: float = 0.2
    offences: float = 0.6
    other_offences: float = 0.2
    sentence: float = 0.6
    other_sentence: float = 0.12
    twice: float = 0.01


HABITS = (
    Habit(
        "a", 0.56, bias="july", second_surname_missing=0.08, accents_dropped=0.05, in_parts=True, respelt=0.05,
        birth=(0.45, 0.2, 0.2),
    ),
    Habit(
        "b", 0.34, second_surname_missing=0.05, accents_dropped=1.0, capitals=True, surnames_first=0.9,
        respelt=0.06, typo=0.03, birth=(0.6, 0.1, 0.1), sentence=0.8,
    ),
    Habit(
        "c", 0.42, bias="havana", second_surname_missing=0.15, accents_dropped=0.3, respelt=0.08,
        birth=(0.1, 0.2, 0.5), nickname=0.02, place=(0.5, 0.4), facility=0.7,
    ),
    Habit(
        "d", 0.27, second_surname_missing=0.28, accents_dropped=0.5, respelt=0.1, typo=0.03,
        birth=(0.1, 0.1, 0.35), place=(0.4, 0.35), arrest=(0.45, 0.2, 0.15), offences=0.4, sentence=0.35,
        twice=0.015,
    ),
)  # fmt: skip


@dataclass
class Row:
    """A line of a list as we read it, and what only the test knows: `truth`, the person meant."""

    source: str
    number: int
    truth: int
    relation: str
    values: dict[str, Any] = field(default_factory=dict)


def lists(people: list[Invented], seed: int, heaviness: float, *, held_back: bool) -> list[Row]:
    """The rows of all four lists. Who is more visible is on more of them, so the lists depend on one another."""
    draw = Random(f"{seed} lists {heaviness}")
    rules = SEEN + HELD_BACK if held_back else SEEN
    rows = []
    visibility = [draw.lognormvariate(0, 0.7) for _ in people]
    for habit in HABITS:
        weights = [seen * _bias(habit, one) for seen, one in zip(visibility, people, strict=True)]
        scale = _scale(weights, habit.share)
        for one, weight in zip(people, weights, strict=True):
            if draw.random() >= 1 - 2.718281828 ** (-scale * weight):
                continue
            for _ in range(2 if draw.random() < habit.twice * heaviness else 1):
                rows.append(
                    Row(
                        habit.code, len(rows), one.number, one.relation, _Writer(draw, habit, heaviness, rules).row(one)
                    )
                )
    return rows


def _bias(habit: Habit, one: Invented) -> float:
    is_july = one.detained_on.year == 2021 and one.detained_on.month == 7
    return 2.0 if (habit.bias == "july" and is_july) or (habit.bias == "havana" and one.province == "CU-03") else 1.0


def _scale(weights: list[float], share: float) -> float:
    """The factor by which being listed comes true for that share."""
    low, high = 0.0, 20.0
    for _ in range(40):
        middle = (low + high) / 2
        found = sum(1 - 2.718281828 ** (-middle * weight) for weight in weights) / len(weights)
        low, high = (middle, high) if found < share else (low, middle)
    return low


class _Writer:
    def __init__(self, draw: Random, habit: Habit, heaviness: float, rules: Any) -> None:
        self._draw, self._habit, self._heaviness, self._rules = draw, habit, heaviness, rules

    def _slips(self, rate: float) -> bool:
        return self._draw.random() < min(0.95, rate * self._heaviness)

    def _has(self, rate: float) -> bool:
        """What is left out more often in heavy noise."""
        return self._draw.random() < 1 - min(0.95, (1 - rate) * (0.5 + 0.5 * self._heaviness))

    def row(self, one: Invented) -> dict[str, Any]:
        return {**dict(self._name(one)), **dict(self._person(one)), **dict(self._case(one))}

    def _name(self, one: Invented) -> Iterator[tuple[str, str]]:
        habit, given = self._habit, one.given.split(" ")
        if len(given) > 1 and self._slips(habit.second_given_missing):
            given = [given[0], given[1][0] + "."] if self._draw.random() < 0.3 else given[:1]
        if given[0] in NICKNAMES and self._slips(habit.nickname * 5):
            given[0] = NICKNAMES[given[0]]
        first, second = one.surname_1, one.surname_2
        if self._slips(habit.swapped):
            first, second = second, first
        if self._slips(habit.second_surname_missing):
            second = ""
        given, (first, second) = (
            [self._misspelt(word) for word in given],
            (self._misspelt(first), self._misspelt(second)),
        )
        joined = "".join(given).capitalize() if len(given) > 1 and self._slips(habit.glued) else " ".join(given)
        alias = one.alias if one.alias and self._draw.random() < habit.alias else ""
        if habit.in_parts:
            yield "given_names", self._written(joined)
            yield "surname_1", self._written(first)
            if second:
                yield "surname_2", self._written(second)
            if alias:
                yield "alias", alias
            return
        surnames = f"{first} {second}".strip()
        if self._draw.random() < habit.surnames_first:
            whole = f"{surnames}, {joined}" if self._draw.random() < 0.6 else f"{surnames} {joined}"
        else:
            whole = f"{joined} {surnames}" if not alias else f"{joined} “{alias}” {surnames}"
        yield "name", self._written(whole)

    def _misspelt(self, text: str) -> str:
        words = text.split(" ")
        for place, word in enumerate(words):
            if word.endswith("."):
                continue
            if self._slips(self._habit.respelt):
                ways = [re.sub(rule, other, word, count=1) for rule, other in self._rules if re.search(rule, word)]
                word = self._draw.choice([way for way in ways if way != word] or [word])
            if len(word) > 3 and self._slips(self._habit.typo):
                word = self._typo(word)
            words[place] = word
        return " ".join(words)

    def _typo(self, word: str) -> str:
        at, kind = self._draw.randrange(1, len(word) - 1), self._draw.randrange(4)
        if kind == 0:
            return word[:at] + word[at + 1 :]
        if kind == 1:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return word[:at] + self._draw.choice(LETTERS) + word[at + (kind == 2) :]

    def _written(self, text: str) -> str:
        if self._draw.random() < self._habit.accents_dropped:
            parts = unicodedata.normalize("NFKD", text)
            text = "".join(letter for letter in parts if not unicodedata.combining(letter))
        return text.upper() if self._habit.capitals else text

    def _person(self, one: Invented) -> Iterator[tuple[str, Any]]:
        habit, draw = self._habit, self._draw
        whole, year, age = habit.birth
        chance = draw.random()
        if chance < whole:
            yield "birth_date", str(self._other_day(one.born) if self._slips(0.03) else one.born)
        elif chance < whole + year:
            yield "birth_date", str(one.born.year + (draw.choice((-1, 1)) if self._slips(0.04) else 0))
        elif chance < whole + year + age:
            yield "age_at_detention", self._age(one)
        if self._has(habit.gender):
            yield "gender", ("man" if one.gender == "woman" else "woman") if self._slips(0.005) else one.gender
        municipality, province = habit.place
        chance, is_elsewhere = draw.random(), self._slips(0.02)
        town = one.residence if draw.random() < habit.residence else one.municipality
        if chance < municipality:
            yield "province", _place(draw)[0] if is_elsewhere else one.province
            yield "municipality", _town(draw, one.province) if self._slips(0.04) else town
        elif chance < municipality + province:
            yield "province", _place(draw)[0] if is_elsewhere else one.province

    def _age(self, one: Invented) -> int:
        age = (one.detained_on - one.born).days * 4 // 1461
        if self._slips(0.12):
            age += self._draw.choice((-1, 1, 1, 2))
        elif self._slips(0.01) and age > 19:
            age = int(str(age)[::-1]) or age
        return max(14, min(age, 99))

    def _other_day(self, day: date) -> date:
        kind = self._draw.randrange(3)
        if kind == 0 and day.day <= 12:
            return day.replace(month=day.day, day=min(day.month, 28))
        if kind == 1:
            return day + timedelta(days=self._draw.choice((-1, 1, 10, -10)))
        return day.replace(year=day.year + self._draw.choice((-1, 1)), day=min(day.day, 28))

    def _case(self, one: Invented) -> Iterator[tuple[str, Any]]:
        habit, draw = self._habit, self._draw
        whole, month, year = habit.arrest
        chance, day = draw.random(), one.detained_on
        if self._slips(habit.arrest_off):
            day = draw.choice((day + timedelta(days=draw.choice((-2, -1, 1, 2, 5))), self._other_day(day)))
        if chance < whole:
            yield "detained_on", str(day)
        elif chance < whole + month:
            yield "detained_on", f"{day:%Y-%m}"
        elif chance < whole + month + year:
            yield "detained_on", f"{day:%Y}"
        if self._has(habit.facility):
            yield "facility", _facility(draw, one.province) if self._slips(habit.moved) else one.facility
        if self._has(habit.offences):
            yield "offences", list(self._other_charges(one) if self._slips(habit.other_offences) else one.offences)
        if one.sentence_months and self._has(habit.sentence):
            other = draw.choice((12, -12, 24, 6))
            yield "sentence_months", max(6, one.sentence_months + (other if self._slips(habit.other_sentence) else 0))

    def _other_charges(self, one: Invented) -> tuple[str, ...]:
        other = self._draw.choice(list(OFFENCES))
        return one.offences[:1] if self._draw.random() < 0.4 else tuple(dict.fromkeys((*one.offences[1:], other)))
