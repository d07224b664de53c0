"""How much of a sentence was served when the person left prison (domain rule 9.7): pure, without the database."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from chronology.partial_date import PartialDate
from prisoners.models import Sanction

WITHOUT_AN_END = {Sanction.LIFE, Sanction.DEATH}
IN_PRISON = {Sanction.IMPRISONMENT, Sanction.TCCI, Sanction.LIFE, Sanction.DEATH}

Custody = tuple[PartialDate | None, PartialDate | None]
Stay = tuple[tuple[date, date], PartialDate | None]  # bounds of the arrest, and the leaving


@dataclass(frozen=True, slots=True)
class Share:
    """Days served and days of the sentence where both are known to the day, and whether that is more than half.

    `more_than_half` is `yes`, `no` or `not_computable`; it may be known where the days are not.
    """

    served_days: int | None
    sentence_days: int | None
    more_than_half: str


NOT_COMPUTABLE = Share(None, None, "not_computable")


def of_release(
    *,
    sanction: str | None,
    months: int | None,
    days: int | None,
    counted_from: PartialDate | None,
    left_on: PartialDate | None,
    custody: Iterable[Custody],
    was_already_outside: bool = False,
) -> Share:
    """The share served on `left_on` of the sentence then operative (`sanction` None: there was none).

    `custody`: arrest and leaving of every stay in prison, remand included; an open one lasts until `left_on`. Not
    computable: no sentence of prison, life, death, an unknown length or day, a release that only formalised an
    earlier leaving, and part-known days when the answer differs between their bounds.
    """
    if was_already_outside or sanction not in IN_PRISON - WITHOUT_AN_END or not (months or days):
        return NOT_COMPUTABLE
    counted, left = _bounds(counted_from), _bounds(left_on)
    stays = [(_bounds(arrest), leaving) for arrest, leaving in custody]
    if counted is None or left is None:
        return NOT_COMPUTABLE
    known = [(arrest, leaving) for arrest, leaving in stays if arrest]
    if len(known) < len(stays):
        return NOT_COMPUTABLE
    least = _share(counted[1], left[0], known, months, days, widest=False)
    most = _share(counted[0], left[1], known, months, days, widest=True)
    if (least[0] * 2 > least[1]) != (most[0] * 2 > most[1]):
        return NOT_COMPUTABLE
    answer = "yes" if least[0] * 2 > least[1] else "no"
    return Share(*least, answer) if least == most else Share(None, None, answer)


def _bounds(day: PartialDate | None) -> tuple[date, date] | None:
    """The first and last day; None where one of them is not known."""
    return (day.earliest, day.latest) if day and day.earliest and day.latest else None


def calendar_days(start: date, months: int, days: int) -> int:
    """The days of so many months and days from `start`: months are added to the date, not multiplied by thirty."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    end = date(year, month + 1, min(start.day, last)) + timedelta(days=days)
    return (end - start).days


def _share(
    counted_from: date, left_on: date, stays: list[Stay], months: int | None, days: int | None, *, widest: bool
) -> tuple[int, int]:
    """Days served and days of the sentence for one reading of the dates: the one with most, or least, time inside."""
    ranges = []
    for arrest, leaving in stays:
        first = arrest[0] if widest else arrest[1]
        last = left_on if leaving is None else (leaving.latest if widest else leaving.earliest) or left_on
        ranges.append((max(first, counted_from), min(last, left_on)))
    return _union(ranges), calendar_days(counted_from, months or 0, days or 0)


def _union(ranges: list[tuple[date, date]]) -> int:
    """Days in at least one of these half-open ranges."""
    total, reached = 0, date.min
    for first, end in sorted(ranges):
        first = max(first, reached)
        if end > first:
            total, reached = total + (end - first).days, end
    return total
