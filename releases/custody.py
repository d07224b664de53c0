"""Where a person stands on each day, derived from detentions and releases: pure, without the database.

A history is a chain of changes, each on a day known to lie between two bounds. From the bounds follow, for every
state, the days on which it certainly held and those on which it possibly held. Days are Havana days, ranges half-open:
in prison on the day of the arrest, not on the day of leaving (domain reference, sections 1.4, 9.1 and 9.2).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from chronology.partial_date import PartialDate
from releases.models.vocabulary import CustodyState

FIRST, LAST = date.min, date.max  # no bound
NEVER_STALE = {CustodyState.FREE, CustodyState.EXILED, CustodyState.DECEASED}
OUTSIDE = {
    CustodyState.SERVING_OUTSIDE,
    CustodyState.AWAITING_OUTSIDE,
    CustodyState.OUTSIDE_UNKNOWN,
    CustodyState.FREE,
}

Days = tuple[date, date]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Departure:
    """A release, or a change of figure outside prison (`was_already_outside`). `left_on` None: unknown, but not
    after `reported_on`.
    """

    state_after: str
    left_on: PartialDate | None
    reported_on: date
    release_type: str = ""
    was_already_outside: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A detention. An unknown or open-ended day is bounded by `not_before` (start of the event) and `known_by`
    (the first day on which somebody said that the person was held).

    `departures`: what took the person out, then the changes of figure, in the order in which they happened.
    `is_brief`: a short detention, of which an unknown end means no claim. `is_missing`: taken, and the authorities do
    not say where, since `missing_from`. `follows`: the `key` of the detention that this one came after, by the records
    and not by its dates alone.
    """

    detained_on: PartialDate | None
    not_before: date | None = None
    known_by: date | None = None
    departures: tuple[Departure, ...] = ()
    place: str = ""
    is_brief: bool = False
    is_missing: bool = False
    missing_from: PartialDate | None = None
    key: int | None = None
    follows: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A state over its certain days (None: on no day certain) and its possible days. FIRST and LAST: no bound."""

    state: str
    detail: str
    certain: Days | None
    possible: Days


@dataclass(frozen=True, slots=True)
class Standing:
    """The state that the records tell last. `since`: the last day on which it may have begun (LAST: no bound);
    `told_on`: the day on which its release was made known (FIRST: no release led to it).
    """

    state: str
    since: date
    told_on: date

    def is_confirmed_by(self, state: str) -> bool:
        """Who says this very state; outside prison, also who does not know the figure, or where we do not."""
        both = {self.state, state}
        return self.state == state or (both <= OUTSIDE and CustodyState.OUTSIDE_UNKNOWN in both)

    def is_denied_by(self, state: str) -> bool:
        """Who says another state. Where either knows nothing, nobody contradicts."""
        return CustodyState.UNKNOWN not in (self.state, state or CustodyState.UNKNOWN) and not self.is_confirmed_by(
            state
        )


@dataclass(slots=True)
class _Change:
    state: str
    detail: str
    earliest: date
    latest: date
    confirmed: date = field(default=FIRST)


def state_after(state: str, *, exile_condition: str) -> str:
    """The state a release leads to: who may leave only for abroad is exiled, whatever legal figure was used."""
    return CustodyState.EXILED if exile_condition == "yes" else state


def in_order(history: Iterable[Held]) -> list[Held]:
    """Detentions in the order in which they happened, as far as dates tell: by the last day each may have begun.

    A return to prison never comes before the detention that it followed, whatever their dates leave open.
    """

    def last_days(held: Held) -> Days:
        _, left = _departure(held.departures[0]) if held.departures else (FIRST, LAST)
        _, begun = _bounds(held.detained_on, held.not_before, held.known_by)
        return min(begun, left), left

    return followers_last(sorted(history, key=last_days), key=lambda held: held.key, follows=lambda held: held.follows)


def followers_last(
    rows: Iterable[Row], *, key: Callable[[Row], int | None], follows: Callable[[Row], int | None]
) -> list[Row]:
    """The same rows in the same order, but for those that came before one that they follow."""
    waiting, found = list(rows), []
    while waiting:
        later = {key(row) for row in waiting} - {None}
        place = next((n for n, row in enumerate(waiting) if follows(row) not in later), 0)
        found.append(waiting.pop(place))
    return found


def spans(history: Iterable[Held], *, confirmed_on: date | None = None, staleness: int) -> list[Span]:
    """The states of one person whose detentions come in the order in which they happened; empty without any.

    From the latest possible day of the first detention on, every day lies in exactly one certain range: that of
    `unknown` where the records allow two states. An open state is claimed until `staleness` days after the last
    confirmation, inclusive (the change itself confirms it), and `unknown` from then on.
    """
    changes = _in_bounds(_changes(history))
    if not changes:
        return []
    _let_go_stale(changes, confirmed_on, staleness)
    ends = [*(change.latest for change in changes[1:]), LAST]
    certain: dict[int | None, Days] = {}
    found = []
    for index, days in _certain_days(changes, ends):
        if index is None:
            found.append(Span(CustodyState.UNKNOWN, "", days, days))
        else:
            certain[index] = (certain[index][0], days[1]) if index in certain else days
    for index, (change, end) in enumerate(zip(changes, ends, strict=True)):
        if change.earliest < end:
            found.append(Span(change.state, change.detail, certain.get(index), (change.earliest, end)))
    return sorted(found, key=lambda span: (span.certain or span.possible, span.possible, span.state))


def standing(history: Iterable[Held]) -> Standing | None:
    """Where the detentions, in the order in which they happened, leave the person; None without any."""
    changes = _in_bounds(_changes(history))
    return Standing(changes[-1].state, changes[-1].latest, changes[-1].confirmed) if changes else None


def _changes(history: Iterable[Held]) -> Iterator[_Change]:
    for held in history:
        begun = _detention(held)
        yield begun
        if held.is_missing and not held.departures:
            since = held.missing_from
            yield _Change(CustodyState.MISSING, "", *_bounds(since, None, None if since else held.known_by))
        elif held.is_brief and not held.departures:
            latest = begun.latest if begun.latest == LAST else begun.latest + timedelta(days=1)
            yield _Change(CustodyState.UNKNOWN, "", begun.earliest, latest)
        for number, departure in enumerate(held.departures):
            earliest, latest = _departure(departure)
            if number == 0 and departure.was_already_outside:
                earliest = FIRST  # had left at some time before, we do not know when
            yield _Change(departure.state_after, departure.release_type, earliest, latest, departure.reported_on)


def _departure(departure: Departure) -> Days:
    return _bounds(departure.left_on, None, departure.reported_on)


def _detention(held: Held) -> _Change:
    return _Change(CustodyState.IN_CUSTODY, held.place, *_bounds(held.detained_on, held.not_before, held.known_by))


def _bounds(day: PartialDate | None, not_before: date | None, known_by: date | None) -> Days:
    """The first and last day of a change; the two other days bound it only where the date itself does not."""
    earliest = (day.earliest if day else None) or not_before or FIRST
    latest = (day.latest if day else None) or known_by or LAST
    return earliest, max(earliest, latest)


def _in_bounds(changes: Iterable[_Change]) -> list[_Change]:
    """Changes follow each other: none is earlier than the one before, or later than the one after, may be."""
    chain = list(changes)
    for before, after in pairwise(chain):
        after.earliest = max(after.earliest, before.earliest)
    for before, after in reversed(list(pairwise(chain))):
        before.latest = min(before.latest, after.latest)
    for change in chain:
        change.latest = max(change.latest, change.earliest)
    return chain


def _let_go_stale(changes: list[_Change], confirmed_on: date | None, staleness: int) -> None:
    last = changes[-1]
    if last.state in NEVER_STALE or last.latest == LAST:
        return
    confirmed = max(confirmed_on or FIRST, last.latest, last.confirmed)
    stale = confirmed + timedelta(days=staleness + 1)
    if last.state != CustodyState.UNKNOWN:
        changes.append(_Change(CustodyState.UNKNOWN, "", stale, stale))


def _certain_days(changes: list[_Change], ends: list[date]) -> Iterator[tuple[int | None, Days]]:
    """Stretches of days, without gap, with the change whose state certainly holds; None where two states may."""
    start = changes[0].latest
    cuts = {start, LAST, *(change.earliest for change in changes), *(change.latest for change in changes)}
    days = sorted(day for day in cuts if day >= start)
    unsure: date | None = None
    for first, after in pairwise(days):
        open_ = [i for i, change in enumerate(changes) if change.earliest <= first < ends[i]]
        if len({changes[i].state for i in open_}) > 1:
            unsure = unsure or first
            continue
        if unsure:
            yield None, (unsure, first)
            unsure = None
        yield open_[0], (first, after)
    if unsure:
        yield None, (unsure, LAST)
