"""Who left prison by our record, and is in prison by a list of a later day: the condition of a warning to reviewers.

The public page says which lists those are (publication/projector/confirmation.py); this says it beforehand, in SQL.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import DateField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from prisoners.models import Detention, DetentionKind, MatchDecision
from sources.models import ListSnapshot, SnapshotRow

IN_PRISON = "in_custody"
HELD = (DetentionKind.CRIMINAL_CASE, DetentionKind.REARREST_REVOCATION)


def _of_person() -> QuerySet[Detention]:
    return Detention.objects.filter(person=OuterRef("pk"))


def _is_outside() -> Any:
    """Left, is held by no later arrest, and was not brought back by a revocation that names no new one."""
    brought_back = Q(releases__revocation__reimprisoned_on__isnull=False, releases__revocation__new_detention=None)
    return (
        Exists(_of_person().filter(kind__in=HELD, ended_on__isnull=False))
        & ~Exists(_of_person().filter(kind__in=HELD, ended_on=None))
        & ~Exists(_of_person().filter(brought_back))
    )


def _days_of(standing: Q, about: Q) -> QuerySet[Any]:
    """Lines about the person that say prison, with the day of which they speak, as far as their list holds them still:
    no snapshot of it that stands is newer.
    """
    newer = ListSnapshot.objects.in_force().filter(
        source_list=OuterRef("snapshot__source_list"), as_of__gt=OuterRef("snapshot__as_of")
    )
    own = Cast(KeyTextTransform("confirmed_on", F("record__values")), DateField())
    rows = SnapshotRow.objects.filter(standing, about, record__values__status=IN_PRISON).filter(~Exists(newer))
    return rows.annotate(day=Coalesce(own, F("snapshot__as_of")))


def _says_in_prison() -> Q:
    """A list still says so, of the day of the last leaving or a later one. Lines about who was merged into the person
    count: apart, so that each finds its index.
    """
    standing = Q(snapshot__undone_at=None, snapshot__superseded_by=None)
    same = Q(record__entry__matches__decision=MatchDecision.SAME, record__entry__matches__withdrawn_at=None)
    begun = Coalesce(_day("detained_on", "earliest_day"), Value(date.min))
    held = Detention.objects.filter(person=OuterRef(OuterRef("pk")), kind__in=HELD, ended_on__isnull=False)
    left = held.annotate(begun=begun, left=_day("ended_on", "latest_day")).order_by("-begun", "-pk").values("left")[:1]
    found = Q()
    for path in ("person", "person__merged_into"):
        rows = _days_of(standing, same & Q(**{f"record__entry__matches__{path}": OuterRef("pk")}))
        found |= Q(Exists(rows.annotate(left=Subquery(left)).filter(day__gte=F("left"))))
    return found


def _day(column: str, function: str) -> Func:
    return Func(F(column), function=function, output_field=DateField())


STILL_LISTED = _is_outside() & _says_in_prison()
