"""Who left prison by our record, and is in prison by a list of a later day: the condition of a warning to reviewers.

The public page says which lists those are (publication/projector/confirmation.py); this says it beforehand, in SQL.
"""

from __future__ import annotations

from typing import Any

from django.db.models import DateField, Exists, F, Func, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from prisoners.models import Detention, DetentionKind, MatchDecision, RowMatch
from sources.models import SnapshotRow

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


def _says_in_prison() -> Exists:
    """The last word of a line about the person, of a day after every leaving."""
    standing = Q(snapshot__undone_at=None, snapshot__superseded_by=None)
    own = Cast(KeyTextTransform("confirmed_on", F("record__values")), DateField())
    left_later = Detention.objects.filter(person=OuterRef("record__entry__matches__person"), ended_on__isnull=False)
    left_later = left_later.annotate(left=Func(F("ended_on"), function="latest_day", output_field=DateField()))
    later = SnapshotRow.objects.filter(
        standing, record__entry=OuterRef("record__entry"), snapshot__as_of__gt=OuterRef("snapshot__as_of")
    )
    matches = RowMatch.objects.in_force().filter(decision=MatchDecision.SAME)
    rows = SnapshotRow.objects.filter(
        standing, record__entry__matches__in=matches, record__entry__matches__person=OuterRef("pk"),
        record__values__status=IN_PRISON,
    )  # fmt: skip
    rows = rows.annotate(day=Coalesce(own, F("snapshot__as_of")))
    return Exists(rows.filter(~Exists(later), ~Exists(left_later.filter(left__gt=OuterRef("day")))))


STILL_LISTED = _is_outside() & _says_in_prison()
