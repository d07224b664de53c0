"""What one dossier does to the headline figures. Of a person: yes, no, or perhaps where the dates allow both.

The rules are those of the figures (domain reference, section 9), told of one person from the person's own rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from publication.models import CustodySpan, ListingSpan, ReleaseVersion
from publication.projector.listings import CONSOLIDATED
from publication.review.proposal import Proposal, Rows
from publication.review.wording import Words

NO, PERHAPS, YES = 0, 1, 2


@dataclass
class Effect:
    """One figure. `change`: what the whole figure would lose or gain by this dossier."""

    figure: str
    before: str
    after: str
    change: int

    @property
    def signed(self) -> str:
        return f"+{self.change}" if self.change > 0 else str(self.change).replace("-", "−")


def of(proposal: Proposal, words: Words) -> list[Effect]:
    """The figures that would change."""
    if proposal.listed:
        of_list = _("On the list “%(list)s”") % {"list": proposal.listed.list_code}
        counted = ((of_list, proposal.listed.listed), (_("Consolidated list"), proposal.listed.consolidated))
        return [Effect(figure, str(old), str(new), new - old) for figure, (old, new) in counted if old != new]
    befores = [dict(_counted(rows, proposal.day, words)) for rows in (proposal.before, *proposal.merged)]
    after = dict(_counted(proposal.after, proposal.day, words))
    named = {NO: _("not counted"), PERHAPS: _("perhaps counted"), YES: _("counted")}
    effects = []
    for figure in dict.fromkeys(name for rows in (*befores, after) for name in rows):
        olds, new = [rows.get(figure, NO) for rows in befores], after.get(figure, NO)
        times = olds.count(YES)
        if max(olds) != new or times > 1:
            old = _("counted as %(number)d persons") % {"number": times} if times > 1 else named[max(olds)]
            effects.append(Effect(figure, old, named[new], (new == YES) - times))
    return effects


def _counted(rows: Rows, day: date, words: Words) -> Iterator[tuple[str, int]]:
    """Figure → whether this person counts in it on that day."""
    states = rows.get(CustodySpan, [])
    yield _("Persons on the record"), YES if states or any(rows.values()) else NO
    yield _("In prison"), _state(states, "in_custody", day)
    for state in sorted({row["state"] for row in states} - {"in_custody"}):
        yield _("Custody: %(state)s") % {"state": words.term("custody_state", state)}, _state(states, state, day)
    listed = rows.get(ListingSpan, [])
    is_listed = any(row["source_list"] == CONSOLIDATED and _holds(row["days"], day) for row in listed)
    yield _("Consolidated list"), YES if is_listed else NO
    was_listed = any(row["source_list"] == CONSOLIDATED and _begun(row["days"], day) for row in listed)
    releases = rows.get(ReleaseVersion, [])
    tied = [row for row in releases if row["announcement"] and row["attribution"] != "none"]
    for code in sorted({row["announcement"] for row in tied}):
        of_it = [row for row in tied if row["announcement"] == code]
        about = {"announcement": code}
        yield _("Announced and verified (%(announcement)s)") % about, _left(of_it, day) if was_listed else NO
        free = [row for row in of_it if row["extinguishes"] == "yes"]
        yield _("Free among those released (%(announcement)s)") % about, _left(free, day)
        half = [row for row in of_it if row["more_than_half"] == "yes"]
        yield _("More than half served (%(announcement)s)") % about, _left(half, day)
        back = [row for row in of_it if row["reimprisoned_earliest"] and row["reimprisoned_earliest"] <= str(day)]
        yield _("Re-imprisoned (%(announcement)s)") % about, YES if back else NO


def _state(rows: Iterable[dict[str, Any]], state: str, day: date) -> int:
    of_it = [row for row in rows if row["state"] == state]
    if any(_holds(row["certain"], day) for row in of_it):
        return YES
    return PERHAPS if any(_holds(row["possible"], day) for row in of_it) else NO


def _left(rows: Iterable[dict[str, Any]], day: date) -> int:
    """As announcements count: certain when the last possible day of leaving has passed."""
    found = [(row["left_earliest"], row["left_latest"] or row["reported_on"]) for row in rows]
    if any(latest <= str(day) for _earliest, latest in found):
        return YES
    return PERHAPS if any(earliest is None or earliest <= str(day) for earliest, _latest in found) else NO


def _holds(days: str, day: date) -> bool:
    """Whether a half-open range, as the database writes it, holds the day."""
    if days == "empty":
        return False
    first, end = days.strip("[)(]").split(",")
    return (not first or first <= str(day)) and (not end or str(day) < end)


def _begun(days: str, day: date) -> bool:
    return days != "empty" and days.strip("[)(]").split(",")[0] <= str(day)
