"""Days as the oracle reads them: from the written form of a date, by itself."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

LONG_AGO, FAR = date(1900, 1, 1), date(2200, 1, 1)
A_DAY = timedelta(1)

Bounds = tuple[date | None, date | None]


def month_end(day: date) -> date:
    while (day + A_DAY).month == day.month:
        day += A_DAY
    return day


def bounds(written: object | None) -> Bounds:
    """First and last day that `2023-01-05`, `2023-01`, `2023`, `../2023-01-05` or `2023-01-05/..` may stand for."""
    text = str(written or "")
    if not text:
        return None, None
    if text.startswith("../"):
        return None, date.fromisoformat(text[3:])
    if text.endswith("/.."):
        return date.fromisoformat(text[:-3]), None
    if len(text) == 4:
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if len(text) == 7:
        first = date.fromisoformat(f"{text}-01")
        return first, month_end(first)
    return date.fromisoformat(text), date.fromisoformat(text)


def to_the_month(written: object | None) -> str:
    """What may be told of a day of somebody who is counted without a name."""
    text = str(written or "")
    return text[:7] if len(text) == 10 else text


def months_on(day: date, months: int, *, keeps_month_end: bool = False) -> date:
    """The same day so many months later, or the last one of a month that is too short."""
    place = day.year * 12 + day.month - 1 + months
    first = date(place // 12, place % 12 + 1, 1)
    if keeps_month_end and day == month_end(day):
        return month_end(first)
    return min(first + timedelta(day.day - 1), month_end(first))


def months_between(first: date, last: date) -> Fraction:
    whole = 0
    while months_on(first, whole + 1, keeps_month_end=True) <= last:
        whole += 1
    begun = months_on(first, whole, keeps_month_end=True)
    ends = months_on(first, whole + 1, keeps_month_end=True)
    return whole + Fraction((last - begun).days, (ends - begun).days)


def days_of(first: date, last: date) -> list[date]:
    """All days from the first to the last, both included."""
    return [first + timedelta(n) for n in range((last - first).days + 1)]
