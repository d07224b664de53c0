"""How much of a sentence was served when the person left prison, and since when a part of it (domain rules 9.7 and
9.8): pure, without the database.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Protocol

from chronology.lengths import calendar_days
from chronology.partial_date import PartialDate
from prisoners.models import Sanction

WITHOUT_AN_END = {Sanction.LIFE, Sanction.DEATH}
IN_PRISON = {Sanction.IMPRISONMENT, Sanction.TCCI, Sanction.LIFE, Sanction.DEATH}


class Leaving(Protocol):
    """The first and the last day on which a stay may have ended; None: no such bound."""

    @property
    def earliest(self) -> date | None: ...

    @property
    def latest(self) -> date | None: ...


Custody = tuple[PartialDate | None, Leaving | None]
Stay = tuple[tuple[date, date], Leaving | None]  # bounds of the arrest, and the leaving


@dataclass(frozen=True, slots=True)
class Share:
    """Days served and days of the sentence where both are known to the day, and whether that is more than half.

    `more_than_half` is `yes`, `no` or `not_computable`; it may be known where the days are not.
    """

    served_days: int | None
    sentence_days: int | None
    more_than_half: str


@dataclass(frozen=True, slots=True)
class Reached:
    """The first day on which a third, half and two thirds of the sentence had been served in prison; None: unknown.

    Of who left earlier: the day on which it would have been, had the stay gone on.
    """

    third_on: date | None = None
    half_on: date | None = None
    two_thirds_on: date | None = None


NOT_COMPUTABLE = Share(None, None, "not_computable")
NOT_KNOWN = Reached()
PARTS = (Fraction(1, 3), Fraction(1, 2), Fraction(2, 3))


def of_release(
    *,
    sanction: str | None,
    months: int | None,
    days: int | None,
    counted_from: PartialDate | None,
    left_on: PartialDate | None,
    custody: Iterable[Custody],
    was_already_outside: bool = False,
    reductions: Iterable[tuple[int, int]] = (),
) -> Share:
    """The share served on `left_on` of the sentence then operative (`sanction` None: there was none).

    `custody`: arrest and leaving of every stay in prison up to this leaving, remand included; an open one (None, not a
    day of which nothing is known) lasts until `left_on`.
    `reductions`: months and days taken off the sentence, in the order in which they were granted. Not computable: no
    sentence of prison, life, death, an unknown length or day, a release that only formalised an earlier leaving, and
    part-known days when the answer differs between their bounds.
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
    length = _Length(months or 0, days or 0, tuple(reductions))
    least = _share(counted[1], left[0], known, length, widest=False)
    most = _share(counted[0], left[1], known, length, widest=True)
    if (least[0] * 2 > least[1]) != (most[0] * 2 > most[1]):
        return NOT_COMPUTABLE
    answer = "yes" if least[0] * 2 > least[1] else "no"
    return Share(*least, answer) if least == most else Share(None, None, answer)


def reached(
    *,
    sanction: str | None,
    months: int | None,
    days: int | None,
    counted_from: PartialDate | None,
    custody: Iterable[Custody],
) -> Reached:
    """When the parts of the sentence had been served, as `of_release` counts; `custody` without the leaving asked
    about, which then is open. Only where every day is known to the day.
    """
    if sanction not in IN_PRISON - WITHOUT_AN_END or not (months or days):
        return NOT_KNOWN
    start, stays = _exact(counted_from), [(_exact(arrest), leaving) for arrest, leaving in custody]
    if start is None or any(arrest is None or (leaving and not _exact(leaving)) for arrest, leaving in stays):
        return NOT_KNOWN
    ranges = [(max(arrest, start), _exact(leaving) or date.max) for arrest, leaving in stays if arrest is not None]
    length = calendar_days(start, months or 0, days or 0)
    return Reached(*(_after(ceil(length * part), ranges) for part in PARTS))


def days_inside(detained_on: PartialDate | None, left_on: PartialDate | None) -> int | None:
    """Days of one stay in prison: that of the arrest counts, that of leaving does not; None unless both are known."""
    arrest, leaving = _exact(detained_on), _exact(left_on)
    return max(0, (leaving - arrest).days) if arrest and leaving else None


def _exact(day: Leaving | None) -> date | None:
    return day.earliest if day and day.earliest == day.latest else None


def _bounds(day: PartialDate | None) -> tuple[date, date] | None:
    """The first and last day; None where one of them is not known."""
    return (day.earliest, day.latest) if day and day.earliest and day.latest else None


@dataclass(frozen=True, slots=True)
class _Length:
    months: int
    days: int
    reductions: tuple[tuple[int, int], ...]

    def from_(self, start: date) -> int:
        """Its days. What is taken off is taken off its end, as a calendar counts it: never more than all."""
        months, days = (sum(part) for part in zip(*self.reductions, strict=True)) if self.reductions else (0, 0)
        left = self.months - months
        return max(0, calendar_days(start, left, self.days) - days) if left >= 0 else 0


def _share(counted_from: date, left_on: date, stays: list[Stay], length: _Length, *, widest: bool) -> tuple[int, int]:
    """Days served and days of the sentence for one reading of the dates: the one with most, or least, time inside."""
    ranges = []
    for arrest, leaving in stays:
        first = arrest[0] if widest else arrest[1]
        ends = (left_on, left_on)
        if leaving is not None:  # nobody left before the arrest; later than the leaving asked about it does not matter
            ends = (leaving.earliest or first, leaving.latest or left_on)
        ranges.append((max(first, counted_from), min(ends[widest], left_on)))
    return sum((end - first).days for first, end in _apart(ranges)), length.from_(counted_from)


def _apart(ranges: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """The same days in half-open ranges that do not overlap, in order."""
    before = date.min
    for first, end in sorted(ranges):
        first = max(first, before)
        if end > first:
            yield first, end
            before = end


def _after(served: int, ranges: Iterable[tuple[date, date]]) -> date | None:
    """The first day before which so many days lie in the ranges; None when they hold fewer."""
    for first, end in _apart(ranges):
        if (end - first).days >= served:
            return first + timedelta(days=served)
        served -= (end - first).days
    return None
