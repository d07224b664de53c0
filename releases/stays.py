"""The stays that the day of a detention touches, as they are on record."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

from django.db.models import Q

from chronology.partial_date import PartialDate
from prisoners.models import Detention
from releases.contradictions import Stay, contradiction, stay_of
from releases.models import Release, ReleaseType, Revocation


def objects_to_day(detention: Detention, day: PartialDate) -> bool:
    """Whether the detention's own releases, or the release after which it was a return, contradict this day of it."""
    moved = copy(detention)
    moved.detained_on = day
    return any(contradiction(stay) for stay in _stays(moved))


def _stays(moved: Detention) -> Iterator[Stay]:
    figures = ReleaseType.objects.in_bulk()
    touched = Q(pk=moved.pk) | Q(releases__revocation__new_detention=moved.pk)
    for held in Detention.objects.filter(touched).select_related("person").distinct():
        revocations = list(
            Revocation.objects.filter(release__detention=held).select_related("release", "new_detention__person")
        )
        for one in revocations:
            if one.new_detention_id == moved.pk:
                one.new_detention = moved
        releases = list(Release.objects.filter(detention=held).order_by("pk"))
        yield stay_of(moved if held == moved else held, releases, revocations, figures)
