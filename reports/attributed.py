"""Releases by the announcement that they are attributed to, or by the days of a period."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from publication.models import ReleaseVersion
from reports.errors import BadParameter
from reports.figure import Question
from reports.listed import period


@dataclass(frozen=True)
class Releases:
    """Those that certainly, and those that possibly, happened by the day asked about, or in the period."""

    certain: QuerySet
    possible: QuerySet


def with_bounds(question: Question) -> QuerySet:
    """Releases with `left_by`, the last day on which the person can have left: never after it was made known."""
    return question.record.rows(ReleaseVersion).annotate(left_by=Coalesce(F("left_latest"), F("reported_on")))


def possibly_by(day: date) -> Q:
    return Q(left_earliest__isnull=True) | Q(left_earliest__lte=day)


def of_announcement(question: Question) -> Releases:
    """Attributed to the announcement, and happened by the day asked about."""
    rows = with_bounds(question).filter(announcement=question["announcement"].code).exclude(attribution="none")
    possible = rows.filter(possibly_by(question.as_of))
    return Releases(rows.filter(left_by__lte=question.as_of), possible)


def of_announcement_or_period(question: Question) -> Releases:
    is_of_period = bool(question["from"] or question["to"])
    if is_of_period == bool(question["announcement"]):
        raise BadParameter("announcement", _("give either the announcement, or from and to"))
    if not is_of_period:
        return of_announcement(question)
    first, last = period(question)
    rows = with_bounds(question)
    return Releases(
        rows.filter(left_earliest__gt=first, left_by__lte=last), rows.filter(possibly_by(last), left_by__gt=first)
    )
