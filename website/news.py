"""What was made known last: departures from prison and returns to it, of those who are named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from publication.models import ReleaseVersion
from publication.selection.releases import with_names
from website.moment import Moment

MOST = 6


@dataclass(frozen=True)
class Change:
    """`row` with `name` and `slug`. `day`: of a departure, when it was made known; of a return, when it happened."""

    day: date
    is_return: bool
    row: Any


def latest(moment: Moment, most: int = MOST) -> list[Change]:
    """The newest first, none from after the day asked about. Two queries."""
    rows: QuerySet[Any] = with_names(ReleaseVersion.objects.in_edition(moment.edition.number), moment.edition)
    named = rows.filter(is_withheld=False)
    left = named.filter(reported_on__lte=moment.as_of).order_by(F("reported_on").desc(), "pk")
    ended = named.annotate(ended=Coalesce("reimprisoned_latest", "revoked_latest"))
    returned = ended.filter(ended__lte=moment.as_of).order_by(F("ended").desc(), "pk")
    changes = [
        *(Change(row.ended, True, row) for row in returned[:most]),
        *(Change(row.reported_on, False, row) for row in left[:most]),
    ]
    return sorted(changes, key=lambda change: change.day, reverse=True)[:most]
