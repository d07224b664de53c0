"""What the State announced against what is verified, day by day: what had happened, and what was known of it (9.14).

For every day `verified` is the value of the figure `announced_verified` as of that day, and `known` its value as of
that day with `known_by` the same day, so that what was known is always a part of what had happened.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from publication.models import AnnouncementVersion
from reports import kept
from reports.departures import NEVER, Departure, Since, departures
from reports.record import Record

FACTS = ("verified", "known", "already_outside", "revoked", "back", "exiled", "died")


class Number(NamedTuple):
    """How many persons certainly, and how many at most."""

    certain: int
    possible: int

    @property
    def is_range(self) -> bool:
        return self.certain != self.possible


@dataclass(frozen=True)
class GapDay:
    """At the close of `day`. `announced` and `not_identified` are None while no number is announced."""

    day: date
    announced: int | None
    verified: Number
    known: Number
    already_outside: Number
    revoked: Number
    back: Number
    exiled: Number
    died: Number

    @property
    def not_identified(self) -> int | None:
        return None if self.announced is None else max(0, self.announced - self.verified.certain)


@dataclass(frozen=True)
class Gap:
    """The ledger of one announcement. `since`: for each fact the persons, with the first day on which it holds."""

    announced: int | None
    announced_earliest: date | None
    since: Mapping[str, Mapping[UUID, Since]]

    def on(self, day: date) -> GapDay:
        numbers = {fact: Number(*(bisect_right(days, day) for days in self._sorted[fact])) for fact in FACTS}
        is_yet_to_come = self.announced_earliest is not None and day < self.announced_earliest
        return GapDay(day, None if is_yet_to_come else self.announced, **numbers)

    def persons(self, fact: str, day: date) -> frozenset[UUID]:
        """Public ids of those of whom it is certain on that day."""
        return frozenset(person for person, since in self.since[fact].items() if since.has_by(day))

    def days(self, last: date) -> list[GapDay]:
        """The day of the announcement, every later day on which a number changes, and `last`; none before it began."""
        changes = {day for columns in self._sorted.values() for days in columns for day in days}
        changes.discard(date.min)  # possible at all times: not the news of a day
        if self.announced_earliest:
            changes.add(self.announced_earliest)
        begins = min((day for day in (self.announced_earliest, *changes) if day), default=None)
        if begins is None or begins > last:
            return []
        return [self.on(day) for day in sorted({begins, last, *(day for day in changes if begins <= day <= last)})]

    @cached_property
    def _sorted(self) -> dict[str, tuple[list[date], list[date]]]:
        """For each fact the days from which it certainly, and possibly, holds: one for each person."""
        return {fact: _columns(self.since[fact]) for fact in FACTS}


def _columns(since: Mapping[UUID, Since]) -> tuple[list[date], list[date]]:
    certain = sorted(one.certain for one in since.values() if one.certain is not None)
    return certain, sorted(one.possible for one in since.values() if one.possible is not None)


def gap(record: Record, announcement: AnnouncementVersion) -> Gap:
    """Of one edition; kept with its answers."""
    about = ("gap", announcement.code)
    return kept.of_edition(
        record.edition, about, lambda: _gap(announcement, departures(record, announcement.code)), is_own_day=True
    )


def _gap(announcement: AnnouncementVersion, rows: list[Departure]) -> Gap:
    since: dict[str, dict[UUID, Since]] = {fact: {} for fact in FACTS}
    for row in rows:
        for fact, persons in since.items():
            persons[row.prisoner] = persons.get(row.prisoner, NEVER).earlier(getattr(row, fact))
    return Gap(announcement.number, announcement.announced_earliest, since)
