"""Who left prison after an announcement and is verified, with all that the ledger and the report say of them.

One row for each departure attributed to the announcement whose person is, or was at some time, on the list of an
accepted organisation: the persons of the figure `announced_verified`. Days are the first on which a thing holds:
`certain` when the latest day that the dates allow has come, `possible` from the earliest. No day lies in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from publication.models import CustodySpan, ListingSpan, PrisonerVersion, ReleaseVersion
from reports import kept
from reports.record import Record


class Since(NamedTuple):
    """The first day on which something certainly, and on which it possibly, has happened; None: on no day known."""

    certain: date | None
    possible: date | None

    def later(self, other: Since) -> Since:
        """Both have happened."""
        return Since(_both(self.certain, other.certain), _both(self.possible, other.possible))

    def earlier(self, other: Since) -> Since:
        """One of them has happened."""
        return Since(_either(self.certain, other.certain), _either(self.possible, other.possible))

    def has_by(self, day: date) -> bool:
        return self.certain is not None and self.certain <= day


NEVER = Since(None, None)
ALWAYS = Since(date.min, date.min)


def _both(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def _either(one: date | None, other: date | None) -> date | None:
    return other if one is None else one if other is None else min(one, other)


@dataclass(frozen=True)
class Departure:
    """`left_by`: the last day on which the person can have left. `verified`: left, and on an accepted list by then.

    What follows is of those verified: nothing comes before it. `known`: verified, and made known. `exiled`: left on
    condition of leaving the country, or in exile later.
    """

    prisoner: UUID
    row: ReleaseVersion
    left_by: date
    verified: Since
    known: Since
    already_outside: Since
    revoked: Since
    back: Since
    exiled: Since
    died: Since


def departures(record: Record, announcement: str) -> list[Departure]:
    """One query, kept with the answers of the edition. The first to have left come first."""
    about = ("departures", announcement)
    return kept.of_edition(
        record.edition, about, lambda: [_departure(row) for row in _rows(record, announcement)], is_own_day=True
    )


def _rows(record: Record, announcement: str) -> QuerySet[ReleaseVersion]:
    of_person = {"prisoner": OuterRef("prisoner")}
    listed = record.rows(ListingSpan).filter(source_list__in=record.accepted_lists(), days__isempty=False)
    from_then_on = Coalesce(OuterRef("left_earliest"), Value(date.min))  # a state that began before did not follow
    afterwards = record.rows(CustodySpan).filter(possible__startswith__gte=from_then_on)
    rows = record.rows(ReleaseVersion).filter(
        Exists(record.rows(PrisonerVersion).filter(public_id=OuterRef("prisoner"))),
        Exists(listed.filter(**of_person)),
        announcement=announcement,
    )
    columns = {"left_by": Coalesce("left_latest", "reported_on"), "listed_from": _first(listed, "days")}
    for state in ("exiled", "deceased"):
        spans = afterwards.filter(state=state)
        columns |= {f"{state}_certain": _first(spans, "certain"), f"{state}_possible": _first(spans, "possible")}
    return rows.exclude(attribution="none").annotate(**columns).order_by("left_by", "pk")


def _first(spans: QuerySet, column: str) -> Subquery:
    """The first day of these spans of the person; before all days where one has no beginning."""
    found = spans.filter(prisoner=OuterRef("prisoner"), **{f"{column}__isempty": False}).order_by()
    first = Min(Coalesce(f"{column}__startswith", Value(date.min)))
    return Subquery(found.values("prisoner").annotate(first=first).values("first"))


def _departure(row) -> Departure:
    left = Since(row.left_by, row.left_earliest or date.min)
    verified = left.later(Since(row.listed_from, row.listed_from))
    exiled = Since(row.exiled_certain, row.exiled_possible)
    if row.state_after == "exiled":
        exiled = ALWAYS
    return Departure(
        prisoner=row.prisoner,
        row=row,
        left_by=row.left_by,
        verified=verified,
        known=verified.later(Since(row.reported_on, row.reported_on)),
        already_outside=verified if row.was_already_outside else NEVER,
        revoked=verified.later(_revoked(row)),
        back=verified.later(_back(row)),
        exiled=verified.later(exiled),
        died=verified.later(Since(row.deceased_certain, row.deceased_possible)),
    )


def _back(row: ReleaseVersion) -> Since:
    """A day known from one side only (on or before, on or after) is open on the other."""
    earliest, latest = row.reimprisoned_earliest, row.reimprisoned_latest
    if earliest is None and latest is None:
        return NEVER
    return Since(latest, earliest or date.min)


def _revoked(row: ReleaseVersion) -> Since:
    """As the figure `revoked`: of a revocation without a last day it is certain when the person is back in prison."""
    if not (row.revoked_on or row.ground_official or row.ground_alleged or row.reimprisoned_latest):
        return NEVER
    certain = row.revoked_latest or row.reimprisoned_latest
    return Since(certain, _either(row.revoked_earliest or date.min, certain))
