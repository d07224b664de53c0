"""What a figure should say: its number, range, further numbers, persons and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any
from uuid import UUID

from tests.oracle.people import Counted, Departed, World

Number = int | Decimal | None
Rows = dict[str, list[UUID]]
"""By code, the person of each thing counted in the row: the same one twice for two departures."""


@dataclass(frozen=True)
class Asked:
    """A question as texts, and the day that it speaks of."""

    world: World
    texts: dict[str, str]
    day: date

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")

    def day_of(self, name: str) -> date | None:
        return date.fromisoformat(self.texts[name]) if self.texts.get(name) else None

    @property
    def period(self) -> tuple[date, date]:
        """The first day, after whose close counting begins, and the last."""
        return date.fromisoformat(self.texts["from"]), self.day_of("to") or self.day

    def everybody(self) -> list[Counted]:
        """The persons of the edition, those of the province and the context asked for."""
        found = self.world.persons.values()
        return [one for one in found if self._is_of(one)]

    def _is_of(self, one: Counted) -> bool:
        province, context = self["province"], self["context"]
        of_province = not province or province_told(one) == province
        return of_province and (not context or CONTEXTS.get(one.context, "unknown") == context)


CONTEXTS = {"j11": "11j", "before_11j": "before", "after_11j": "after"}


@dataclass
class Expected:
    """`rows` by breakdown and code; `wholes`: of what number the rows' shares are, where not of all that is counted."""

    value: Number
    possible: tuple[Number, Number]
    things: list[UUID]
    extras: dict[str, Number] = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)
    groups: dict[str, list[UUID]] = field(default_factory=dict)
    wholes: dict[str, dict[str, int]] = field(default_factory=dict)


Oracle = Callable[[Asked], Expected]
ORACLES: dict[str, Oracle] = {}


def oracle(figure_id: str) -> Callable[[Oracle], Oracle]:
    def register(work: Oracle) -> Oracle:
        ORACLES[figure_id] = work
        return work

    return register


def one_decimal(number: Fraction | None) -> Decimal | None:
    return None if number is None else Decimal(floor(number * 10 + Fraction(1, 2))) / 10


def percent(part: int, whole: int | None) -> Decimal | None:
    return one_decimal(Fraction(100 * part, whole)) if whole else None


def mean(numbers: Iterable[Fraction]) -> Fraction | None:
    found = list(numbers)
    return Fraction(sum(found), len(found)) if found else None


def quantile(numbers: Iterable[Any], part: Fraction) -> Fraction | None:
    """In order, the point with that part of them below it; between two, the proportional point."""
    found = sorted(numbers)
    if not found:
        return None
    place = part * (len(found) - 1)
    low = floor(place)
    high = min(low + 1, len(found) - 1)
    return found[low] + (place - low) * Fraction(found[high] - found[low])


def median(numbers: Iterable[Any]) -> Fraction | None:
    return quantile(numbers, Fraction(1, 2))


def of_persons(counted: list[Counted], code: Callable[[Counted], str | None]) -> Rows:
    """Persons under their code; those without one are in no row."""
    found: Rows = {}
    for one in counted:
        name = code(one)
        if name is not None:
            found.setdefault(name, []).append(one.public_id)
    return found


def of_departures(counted: list[Departed], code: Callable[[Departed], str]) -> Rows:
    found: Rows = {}
    for one in counted:
        found.setdefault(code(one), []).append(one.person)
    return found


def ids(counted: Iterable[Counted]) -> list[UUID]:
    return [one.public_id for one in counted]


def who(counted: Iterable[Departed]) -> list[UUID]:
    return [one.person for one in counted]


def counts(rows: Rows) -> Counter[str]:
    return Counter({code: len(found) for code, found in rows.items() if found})


GENDER_SUM = {"women": ("woman", "trans_woman")}


def by_gender(counted: list[Counted]) -> Rows:
    rows = of_persons(counted, lambda one: one.gender)
    return {**rows, "women": [one for code in GENDER_SUM["women"] for one in rows.get(code, [])]}


def by_province(counted: list[Counted]) -> Rows:
    return of_persons(counted, province_told)


def province_told(one: Counted) -> str:
    """Of whoever is not named no province is told (decision 0007)."""
    return (one.province or "unknown") if one.is_named else "not_told"


def by_context(counted: list[Counted]) -> Rows:
    return of_persons(counted, lambda one: CONTEXTS.get(one.context, "unknown"))


def by_state(counted: list[Counted], day: date) -> Rows:
    return of_persons(counted, lambda one: one.custody.certain(day) or "unknown")


SHOWN = {
    "in_custody": "in_prison",
    "serving_outside": "outside",
    "awaiting_outside": "outside",
    "outside_unknown": "unknown",
}


def by_custody(counted: list[Counted], day: date) -> Rows:
    return of_persons(
        counted, lambda one: SHOWN.get(one.custody.certain(day) or "unknown", one.custody.certain(day) or "unknown")
    )


def by_band(number: Any, upper_ends: Iterable[tuple[Any, str]], beyond: str) -> str:
    return next((code for most, code in upper_ends if number <= most), beyond)
