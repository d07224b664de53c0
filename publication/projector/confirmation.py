"""The last day on which somebody said the state that the records tell last, and which lists say another.

A list that holds somebody to be in prison after a release confirms nothing: it contradicts the release, or has not
heard of it. Until a source says the new state, what confirms it is the day on which the release was made known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from publication.document import Denial
from publication.projector.dossiers import Dossier
from publication.projector.listings import Listed, Lists
from releases.custody import FIRST, LAST, Held, Standing, standing


class Confirmation(NamedTuple):
    """`on` None: nobody has said so since the state began. `denied`: each list's latest word where it differs."""

    on: date | None
    denied: list[Denial]


def of(dossier: Dossier, told: list[Held], lists: Lists) -> Confirmation:
    """`told`: the person's history, in order. What a dossier itself holds as the last confirmation is an editor's word
    or that of a line without a state, unless a line that says another state is of that day or a later one. A line that
    its list has dropped since denies nothing any more.
    """
    last, ours = standing(told), dossier.person.last_confirmed_on
    if last is None or last.since == LAST:
        return Confirmation(ours, [])
    said = [word for row in dossier.listed for word in _words(row)]
    confirmed = [day for day, state in said if last.is_confirmed_by(state)]
    others = max((day for day, state in said if last.is_denied_by(state)), default=FIRST)
    days = [*confirmed, *([ours] if ours and ours > others else [])]
    known = [day for day in (*days, last.told_on) if day >= last.since and day != FIRST]
    return Confirmation(max(known, default=None), list(_denials(_standing(dossier.listed, lists), last)))


def _words(row: Listed) -> Iterator[tuple[date, str]]:
    """What the line said of where the person is, and of which day: the list's, or an earlier one of its own."""
    own = _own_day(row)
    for day, (_snapshot, state) in zip(row.days, row.appearances, strict=True):
        yield min(day, own), state


def _own_day(row: Listed) -> date:
    """The last day of which the line itself speaks; the list's where it names none."""
    day = row.values.get("confirmed_on")
    return date.fromisoformat(day) if day else row.as_of


def _standing(rows: list[Listed], lists: Lists) -> list[Listed]:
    """Those that the newest snapshot in force of their list still holds."""
    return [row for row in rows if row.as_of >= lists.snapshots[row.source_list][-1][1]]


def _denials(rows: list[Listed], last: Standing) -> Iterator[Denial]:
    for row in sorted(rows, key=lambda row: (row.organisation, row.as_of, row.source_list)):
        state = row.appearances[-1][1]
        if last.is_denied_by(state) and _own_day(row) >= last.since:
            appeared = zip(reversed(row.days), reversed(row.appearances), strict=True)
            same = [day for day, _ in takewhile(lambda each: each[1][1] == state, appeared)]  # noqa: B023 - used at once
            yield Denial(organisation=row.organisation, value=state, since=str(same[-1]), as_of=str(row.as_of))
