"""Names for people who do not exist, in the proportions by which Cuban names repeat.

First surnames are the frequent ones; second surnames are made of syllables (and the demonstration's closed list), so
that no full name here can be somebody's. Both are Zipf-distributed, as surnames are: namesakes must be common enough
to hurt.
"""

from __future__ import annotations

from itertools import accumulate
from random import Random

from demonstration.population.name_lists import GIVEN_NAMES, INVENTED_SURNAMES, SURNAMES
from prisoners.matching.names import plain, sound

MADE_SURNAMES = 220
HEADS = (
    "Ve",
    "Ca",
    "Gui",
    "So",
    "Za",
    "Ma",
    "Ji",
    "Lla",
    "Ri",
    "Bo",
    "Te",
    "Qui",
    "Hua",
    "Ño",
    "Xa",
    "Fe",
    "Du",
    "Ce",
    "Pa",
)
MIDDLES = ("ra", "vi", "za", "lli", "ge", "be", "si", "ce", "ña", "rro", "mi", "ya", "que", "jo", "lu", "ta")
TAILS = ("zal", "nés", "bar", "yero", "rez", "jal", "cón", "llar", "vera", "güín", "sosa", "món", "tiz", "nal")
Y_HEADS = ("Yo", "Ya", "Yu", "Ye", "Yi", "Li", "Da", "Ma", "Os", "Le", "Ro", "Ka")
Y_MIDDLES = ("an", "s", "ni", "r", "dan", "ris", "dis", "le", "mi", "us", "len", "v")
Y_TAILS_MAN = ("dri", "vany", "niel", "iel", "dry", "nis", "kel", "mani", "er", "dany")
Y_TAILS_WOMAN = ("leidys", "sleidy", "dis", "lín", "mara", "dra", "isy", "lis", "nelis", "ka")
PARTICLES = ("de la", "del", "de los")


def _made(draw: Random, *parts: tuple[str, ...]) -> str:
    return "".join(draw.choice(part) for part in parts)


class Names:
    """Draws names; `draw` decides all of it."""

    def __init__(self, draw: Random) -> None:
        made = sorted({_made(Random(f"surname {n}"), HEADS, MIDDLES, TAILS) for n in range(2 * MADE_SURNAMES)})
        Random("order").shuffle(made)
        seconds = [*INVENTED_SURNAMES, *made[:MADE_SURNAMES]]
        Random("seconds").shuffle(seconds)
        self._draw = draw
        self._firsts = [*SURNAMES, *seconds[:120]]
        self._first_weights = list(accumulate([*SURNAMES.values(), *(6 / (rank + 2) for rank in range(120))]))
        self._seconds = seconds
        frequent = [*SURNAMES.values(), *(6 / (rank + 2) for rank in range(len(seconds)))]
        self._second_weights = list(accumulate(frequent[: len(seconds)]))

    def first_surname(self) -> str:
        return self._draw.choices(self._firsts, cum_weights=self._first_weights)[0]

    def second_surname(self) -> str:
        if self._draw.random() < 0.03:
            return self._draw.choice(PARTICLES) + " " + self._draw.choice(INVENTED_SURNAMES)
        return self._draw.choices(self._seconds, cum_weights=self._second_weights)[0]

    def given(self, gender: str, birth_year: int) -> str:
        """One or two given names, by sex and decade of birth."""
        first = self._one_given(gender, birth_year)
        if self._draw.random() < 0.45:
            second = self._one_given(gender, birth_year)
            if second != first and " " not in first + second:
                return f"{first} {second}"
        return first

    def _one_given(self, gender: str, birth_year: int) -> str:
        """A name of the decade, of any decade, or, for those born from 1970 on, one that parents made up."""
        chance, decades = self._draw.random(), sorted(decade for sex, decade in GIVEN_NAMES if sex == gender)
        if 1970 <= birth_year < 2000 and chance < 0.3:
            return _made(self._draw, Y_HEADS, Y_MIDDLES, Y_TAILS_MAN if gender == "man" else Y_TAILS_WOMAN)
        if chance < 0.6:
            return self._draw.choice(GIVEN_NAMES[gender, self._draw.choice(decades)])
        names = GIVEN_NAMES[gender, max((one for one in decades if one <= birth_year), default=decades[0])]
        return self._draw.choices(names, weights=[1 / (rank + 1) ** 0.7 for rank in range(len(names))])[0]

    def rhyming(self, given: str, gender: str, birth_year: int) -> str:
        """A twin's name: if there is one, with the same beginning or ending; never one that sounds the same."""
        first = given.split()[0]
        others = [self._one_given(gender, birth_year) for _ in range(60)]
        others = [name for name in others if sound(plain(name), is_given=True) != sound(plain(first), is_given=True)]
        return next((name for name in others if name[:2] == first[:2] or name[-2:] == first[-2:]), others[0])
