"""Invented persons in any number, the same for the same seed: names from the demonstration's lists, nobody real."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from uuid import UUID

from demonstration.population.name_lists import GIVEN_NAMES, INVENTED_SURNAMES, SURNAMES

REFERENCE = Path(__file__).resolve().parents[1] / "prisoners" / "reference"
SEED = 1171
LAST_DAY = date(2025, 3, 31)  # the day until which the editions speak
PROVINCES = (
    "CU-03", "CU-13", "CU-09", "CU-11", "CU-12", "CU-04", "CU-05", "CU-08", "CU-16", "CU-15", "CU-07", "CU-06",
    "CU-10", "CU-14", "CU-01", "CU-99",
)  # fmt: skip
PROVINCE_WEIGHTS = tuple(accumulate((28, 14, 9, 8, 7, 7, 6, 5, 4, 3, 3, 2, 1, 1, 1, 1)))
FAMILIES = {
    "desordenes_publicos": "public_order", "desacato": "authority", "sedicion": "state_security",
    "atentado": "authority", "propaganda_enemiga": "state_security", "resistencia": "authority",
    "sabotaje": "state_security", "instigacion": "public_order", "robo_fuerza": "property", "danos": "property",
}  # fmt: skip
OFFENCES = tuple(FAMILIES)
WAYS_OUT = (
    ("conditional_release", "serving_outside"), ("extrapenal_leave", "serving_outside"),
    ("sentence_completed", "free"), ("acquitted", "free"),
)  # fmt: skip
_FIRST = tuple(SURNAMES)
_FIRST_WEIGHTS = tuple(accumulate(SURNAMES.values()))
_GIVEN_WEIGHTS = tuple(accumulate(1 / rank**0.7 for rank in range(1, 21)))


@dataclass(frozen=True, slots=True)
class Invented:
    """`left_on` None: in prison to this day. `lists`: (code, first day, day after the last or None)."""

    number: int
    public_id: UUID
    given_names: str
    surname_1: str
    surname_2: str
    gender: str
    born: date
    province: str
    municipality: str
    context: str
    detained_on: date
    offences: tuple[str, ...]
    months: int | None
    decided_on: date | None
    facility: str
    way_out: tuple[str, str] | None
    left_on: date | None
    lists: tuple[tuple[str, date, date | None], ...]

    @property
    def name(self) -> str:
        return f"{self.given_names} {self.surname_1} {self.surname_2}"

    @property
    def age(self) -> int:
        return (self.detained_on - self.born).days * 100 // 36525


def invent(count: int, seed: int = SEED) -> Iterator[Invented]:
    """So many persons; a larger number begins with the persons of a smaller one."""
    draw = random.Random(seed)
    towns, prisons = _towns(), [row["code"] for row in _reference("facilities.csv")]
    for number in range(1, count + 1):
        yield _person(number, draw, towns, prisons)


def _person(number: int, draw: random.Random, towns: dict[str, list[str]], prisons: list[str]) -> Invented:
    gender = "woman" if draw.random() < 0.12 else "man"
    is_11j = draw.random() < 0.5
    detained = date(2021, 7, 11) + timedelta(days=int(draw.expovariate(0.4)) if is_11j else draw.randrange(-1200, 1300))
    born = detained - timedelta(days=int(365.25 * min(75, max(18.1, draw.gauss(36, 11)))))
    province = draw.choices(PROVINCES, cum_weights=PROVINCE_WEIGHTS)[0]
    is_sentenced = draw.random() < 0.7
    is_out = draw.random() < 0.4
    left = detained + timedelta(days=draw.randrange(200, 1500)) if is_out else None
    is_out = left is not None and left < LAST_DAY
    return Invented(
        number=number,
        public_id=UUID(int=draw.getrandbits(128), version=4),
        given_names=_given(gender, born.year, draw),
        surname_1=draw.choices(_FIRST, cum_weights=_FIRST_WEIGHTS)[0],
        surname_2=draw.choice(INVENTED_SURNAMES),
        gender=gender,
        born=born,
        province=province,
        municipality=draw.choice(towns[province]),
        context="j11" if is_11j else "before_11j" if detained < date(2021, 7, 11) else "after_11j",
        detained_on=detained,
        offences=tuple(sorted(set(draw.choices(OFFENCES, k=draw.randrange(1, 4))))),
        months=draw.choice((24, 36, 48, 60, 72, 84, 96, 120, 180)) if is_sentenced else None,
        decided_on=detained + timedelta(days=240) if is_sentenced else None,
        facility=draw.choice(prisons),
        way_out=draw.choice(WAYS_OUT) if is_out else None,
        left_on=left if is_out else None,
        lists=tuple(_lists(detained, left if is_out else None, draw)),
    )


def _given(gender: str, year: int, draw: random.Random) -> str:
    decade = min(2000, max(1960 if gender == "woman" else 1950, year // 10 * 10))
    names = GIVEN_NAMES[gender, decade]
    first = draw.choices(names, cum_weights=_GIVEN_WEIGHTS)[0]
    second = draw.choices(names, cum_weights=_GIVEN_WEIGHTS)[0] if draw.random() < 0.35 else ""
    return first if second in ("", first) else f"{first} {second}"


def _lists(detained: date, left: date | None, draw: random.Random) -> Iterator[tuple[str, date, date | None]]:
    begun = max(date(2023, 10, 31), detained.replace(day=28) + timedelta(days=32))
    if begun >= LAST_DAY or (left and left <= begun):
        return
    for code, share in (("pd-demo", 0.75), ("j11j-demo", 0.5), ("cubalex-demo", 0.4), ("ocdh-demo", 0.5)):
        if draw.random() < share:
            yield code, begun, left


def _towns() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in _reference("municipalities.csv"):
        found.setdefault(row["province"], []).append(row["code"])
    return found


def _reference(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
