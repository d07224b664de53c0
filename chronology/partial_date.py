"""A date known only in part: what is written, and the days it may stand for.

Written as EDTF (ISO 8601-2): `2021-07-11`, `2021-07`, `2021`, `2021-07~` and `2021~` (circa),
`../2021-07-11` (that day or before), `2021-07-11/..` (that day or after). An unknown date is None, never a text.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

FIRST_YEAR = 1900
LAST_YEAR = 2100

_FORM = re.compile(
    r"(?P<before>\.\./)?(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<circa>~)?(?P<after>/\.\.)?"
)


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    CIRCA_MONTH = "circa_month"
    CIRCA_YEAR = "circa_year"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class PartialDate:
    """A date with its precision. `value` is the first day of the month or year where only that is known.

    `before` and `after` include the day they name. Circa widens by one month or one year on each side.
    """

    value: date
    precision: Precision = Precision.DAY

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.value.year <= LAST_YEAR:
            raise ValueError(f"year {self.value.year} is outside {FIRST_YEAR}-{LAST_YEAR}")
        first = {
            Precision.MONTH: self.value.replace(day=1),
            Precision.CIRCA_MONTH: self.value.replace(day=1),
            Precision.YEAR: self.value.replace(month=1, day=1),
            Precision.CIRCA_YEAR: self.value.replace(month=1, day=1),
        }.get(self.precision, self.value)
        object.__setattr__(self, "value", first)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Reads the written form. Raises ValueError, naming the text, when it is no date of that form."""
        return _parse(text)

    @classmethod
    def _read(cls, text: str) -> PartialDate:
        form = _FORM.fullmatch(text.strip())
        if form is None:
            raise ValueError(f"“{text}” is not a date: write 2021-07-11, 2021-07, 2021, 2021~ or ../2021-07-11")
        year, month, day = int(form["year"]), int(form["month"] or 1), int(form["day"] or 1)
        if form["before"] or form["after"]:
            if not form["day"] or form["circa"] or (form["before"] and form["after"]):
                raise ValueError(f"“{text}”: before and after need one whole day")
            precision = Precision.BEFORE if form["before"] else Precision.AFTER
        elif form["day"]:
            if form["circa"]:
                raise ValueError(f"“{text}”: circa is for a month or a year")
            precision = Precision.DAY
        elif form["month"]:
            precision = Precision.CIRCA_MONTH if form["circa"] else Precision.MONTH
        else:
            precision = Precision.CIRCA_YEAR if form["circa"] else Precision.YEAR
        try:
            return cls(date(year, month, day), precision)
        except ValueError as error:
            raise ValueError(f"“{text}” is not a day of the calendar: {error}") from None

    def __str__(self) -> str:
        match self.precision:
            case Precision.MONTH:
                return f"{self.value:%Y-%m}"
            case Precision.YEAR:
                return f"{self.value:%Y}"
            case Precision.CIRCA_MONTH:
                return f"{self.value:%Y-%m}~"
            case Precision.CIRCA_YEAR:
                return f"{self.value:%Y}~"
            case Precision.BEFORE:
                return f"../{self.value}"
            case Precision.AFTER:
                return f"{self.value}/.."
        return str(self.value)

    @property
    def earliest(self) -> date | None:
        """The first day this may stand for; None when there is no such bound (`before`)."""
        match self.precision:
            case Precision.BEFORE:
                return None
            case Precision.CIRCA_MONTH:
                return (self.value - timedelta(days=1)).replace(day=1)
            case Precision.CIRCA_YEAR:
                return self.value.replace(year=self.value.year - 1)
        return self.value

    @property
    def latest(self) -> date | None:
        """The last day this may stand for, inclusive; None when there is no such bound (`after`)."""
        match self.precision:
            case Precision.AFTER:
                return None
            case Precision.MONTH:
                return _month_end(self.value)
            case Precision.CIRCA_MONTH:
                return _month_end(_month_end(self.value) + timedelta(days=1))
            case Precision.YEAR:
                return self.value.replace(month=12, day=31)
            case Precision.CIRCA_YEAR:
                return date(self.value.year + 1, 12, 31)
        return self.value

    @property
    def is_exact(self) -> bool:
        return self.precision is Precision.DAY


@lru_cache(maxsize=16_384)
def _parse(text: str) -> PartialDate:
    """The same few thousand days are read again and again, from lists and from the database."""
    return PartialDate._read(text)


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
