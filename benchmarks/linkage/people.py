"""People who do not exist, with the relatives and namesakes that a matcher must keep apart."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

from benchmarks.linkage.names import Names

REFERENCE = Path(__file__).resolve().parents[2] / "prisoners" / "reference"
PROVINCES = {
    "CU-03": 535, "CU-13": 214, "CU-04": 167, "CU-16": 125, "CU-15": 118, "CU-11": 110, "CU-05": 78, "CU-09": 76,
    "CU-12": 36, "CU-06": 31, "CU-14": 27, "CU-01": 20, "CU-08": 17, "CU-07": 12, "CU-10": 10, "CU-99": 10,
}  # fmt: skip
OFFENCES = {
    "desordenes_publicos": 30, "desacato": 22, "atentado": 14, "sedicion": 10, "resistencia": 7, "desobediencia": 5,
    "propaganda_enemiga": 4, "propaganda_orden_const": 4, "instigacion": 3, "sabotaje": 3, "robo_fuerza": 3,
    "danos": 2, "ultraje_simbolos": 1, "lesiones": 1,
}  # fmt: skip
YEARS = {1: 4, 2: 6, 3: 9, 4: 12, 5: 18, 6: 13, 7: 10, 8: 9, 9: 6, 10: 8, 12: 4, 15: 4, 18: 2, 20: 2, 25: 1}
WAVE, WAVE_DAYS = date(2021, 7, 11), (46, 21, 5, 4, 4, 3, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1)
FIRST_ARREST, LAST_ARREST = date(2018, 1, 1), date(2024, 10, 31)
SIBLINGS, TWINS, NAMESAKE_SONS, NAMESAKES = 0.07, 0.008, 0.025, 0.005


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody invented. `relation`: to whom he is easily taken for (sibling, twin, son, namesake), or nothing."""

    number: int
    given: str
    surname_1: str
    surname_2: str
    gender: str
    born: date
    province: str
    municipality: str
    residence: str
    detained_on: date
    facility: str
    offences: tuple[str, ...]
    sentence_months: int | None
    alias: str = ""
    relation: str = ""


@cache
def _places() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    found = []
    for name in ("municipalities.csv", "facilities.csv"):
        by_province: dict[str, list[str]] = defaultdict(list)
        with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                by_province[row["province"]].append(row["code"])
        found.append(by_province)
    return found[0], found[1]


def population(size: int, seed: int, *, relatives: float = 1.0) -> list[Invented]:
    """So many people; the same for the same size and seed. `relatives` multiplies how many are easily confused."""
    draw = Random(f"{seed} people {size}")
    names = Names(draw)
    people: list[Invented] = []
    makers = ((SIBLINGS, _sibling), (TWINS, _twin), (NAMESAKE_SONS, _son), (NAMESAKES, _namesake))
    while len(people) < size:
        one = _somebody(draw, names, len(people))
        people.append(one)
        chance = draw.random()
        for share, make in makers:
            chance -= share / 2 * relatives
            if chance < 0:
                people.append(make(draw, names, one, len(people)))
                break
    return people[:size]


def _somebody(draw: Random, names: Names, number: int) -> Invented:
    gender = "woman" if draw.random() < 0.12 else "man"
    detained_on = _arrest(draw)
    born = detained_on - timedelta(days=int(365.25 * min(75, 16 + draw.gammavariate(2.2, 8))) + draw.randrange(365))
    province, municipality = _place(draw)
    first, second = names.first_surname(), names.second_surname()
    return Invented(
        number, names.given(gender, born.year), first, second, gender, born, province, municipality,
        municipality if draw.random() < 0.85 else _town(draw, province),
        detained_on, _facility(draw, province), _charges(draw), _sentence(draw),
        alias=draw.choice(("El Chino", "Pancho", "Nano", "El Gallo", "Yoyi", "Mima", "El Ruso", "Tato"))
        if draw.random() < 0.08 else "",
    )  # fmt: skip


def _arrest(draw: Random) -> date:
    if draw.random() < 0.55:
        days = draw.choices(range(len(WAVE_DAYS)), weights=WAVE_DAYS)[0]
        return WAVE + timedelta(days=days)
    return FIRST_ARREST + timedelta(days=draw.randrange((LAST_ARREST - FIRST_ARREST).days))


def _place(draw: Random) -> tuple[str, str]:
    province = draw.choices(list(PROVINCES), weights=list(PROVINCES.values()))[0]
    return province, _town(draw, province)


def _town(draw: Random, province: str) -> str:
    towns = _places()[0][province]
    return draw.choices(towns, cum_weights=list(accumulate(1 / (rank + 1) for rank in range(len(towns)))))[0]


def _facility(draw: Random, province: str) -> str:
    near = _places()[1].get(province)
    if near and draw.random() < 0.85:
        return draw.choice(near)
    return draw.choice(_places()[1]["CU-03"])


def _charges(draw: Random) -> tuple[str, ...]:
    wanted = draw.choices((1, 2, 3), weights=(45, 35, 20))[0]
    return tuple(dict.fromkeys(draw.choices(list(OFFENCES), weights=list(OFFENCES.values()), k=wanted)))


def _sentence(draw: Random) -> int | None:
    if draw.random() < 0.12:
        return None
    years = draw.choices(list(YEARS), weights=list(YEARS.values()))[0]
    return years * 12 + (6 if draw.random() < 0.15 else 0)


def _shares_the_arrest(draw: Random, one: Invented, other: Invented) -> Invented:
    return replace(
        other, province=one.province, municipality=one.municipality, residence=one.residence,
        detained_on=one.detained_on, facility=one.facility if draw.random() < 0.7 else other.facility,
        offences=one.offences if draw.random() < 0.7 else other.offences,
        sentence_months=one.sentence_months if draw.random() < 0.3 else other.sentence_months,
    )  # fmt: skip


def _sibling(draw: Random, names: Names, one: Invented, number: int) -> Invented:
    other = _somebody(draw, names, number)
    born = one.born + timedelta(days=draw.choice((-1, 1)) * draw.randrange(330, 3000))
    other = replace(
        other, surname_1=one.surname_1, surname_2=one.surname_2, born=_old_enough(born, other.detained_on),
        given=_given_of_sibling(draw, names, one, other.gender, born.year), province=one.province,
        municipality=one.municipality, residence=one.residence, relation="sibling",
    )  # fmt: skip
    if draw.random() < 0.6:
        other = _shares_the_arrest(draw, one, other)
    return replace(other, born=_old_enough(other.born, other.detained_on))


def _given_of_sibling(draw: Random, names: Names, one: Invented, gender: str, year: int) -> str:
    """Luis Miguel and Luis Manuel: now and then brothers share their first name."""
    given = names.given(gender, year)
    if gender == one.gender and " " in one.given and draw.random() < 0.25:
        return f"{one.given.split()[0]} {given.split()[0]}"
    return given


def _twin(draw: Random, names: Names, one: Invented, number: int) -> Invented:
    other = replace(_somebody(draw, names, number), surname_1=one.surname_1, surname_2=one.surname_2, gender=one.gender)
    given = names.rhyming(one.given, one.gender, one.born.year)
    return replace(_shares_the_arrest(draw, one, other), born=one.born, given=given, relation="twin")


def _son(draw: Random, names: Names, one: Invented, number: int) -> Invented:
    """A son with his father's name, who may have his second surname from somebody else."""
    other = _somebody(draw, names, number)
    born = one.born + timedelta(days=draw.randrange(18 * 365, 32 * 365))
    other = replace(
        other, given=one.given, surname_1=one.surname_1, gender=one.gender, relation="son",
        surname_2=one.surname_2 if draw.random() < 0.4 else other.surname_2,
        province=one.province, municipality=one.municipality, residence=one.residence,
    )  # fmt: skip
    if draw.random() < 0.4:
        other = _shares_the_arrest(draw, one, other)
    return replace(other, born=_old_enough(born, other.detained_on))


def _namesake(draw: Random, names: Names, one: Invented, number: int) -> Invented:
    other = _somebody(draw, names, number)
    return replace(
        other, given=one.given, surname_1=one.surname_1, surname_2=one.surname_2, gender=one.gender,
        province=one.province, municipality=_town(draw, one.province), residence=_town(draw, one.province),
        facility=_facility(draw, one.province), relation="namesake",
    )  # fmt: skip


def _old_enough(born: date, detained_on: date) -> date:
    return min(born, detained_on - timedelta(days=15 * 365))
