"""How long after an arrest an organisation's list names the person for the first time."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from django.db.models import (
    Case,
    Count,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)

from publication.models import ListingSpan
from reports import parameters
from reports.breakdowns import Breakdown
from reports.definitions import lists as definitions
from reports.figure import Counted, Figure, Number, Question, Unit
from reports.percentile import Percentile
from reports.record import Record
from reports.restriction import RESTRICTIONS, restricted
from reports.rounding import one_decimal

BANDS = {"0-30": 30, "31-90": 90, "91-180": 180, "181-365": 365}
LONGEST = "366-"
QUARTILES = {"q1": 0.25, "median": 0.5, "q3": 0.75}
EVERYBODY = 2**31 - 1
"""A limit that nobody reaches: behind one PostgreSQL looks up each person's first day once, not for every number."""


class DaysBetween(Func):
    """Whole days from the second day to the first."""

    arg_joiner = " - "
    template = "(%(expressions)s)"
    output_field = IntegerField()


def first_snapshots(record: Record, lists: Iterable[str], day: date) -> dict[str, date]:
    """The first day on which each list names anybody; none for a list that did not, up to `day`."""
    spans = _until(record, day).filter(source_list__in=lists)
    return dict(spans.order_by().values_list("source_list").annotate(first=Min("days__startswith")))


def _until(record: Record, day: date) -> QuerySet:
    return record.rows(ListingSpan).filter(days__startswith__lte=day)


def ever_listed(question: Question) -> QuerySet:
    """Persons whom the list has named up to that day, with `first_listed`."""
    spans = _until(question.record, question.as_of).filter(source_list=question["list"])
    own = spans.filter(prisoner=OuterRef("public_id")).order_by("days__startswith").values("days__startswith")[:1]
    return restricted(question.record.persons(spans), question).annotate(first_listed=Subquery(own))


def listing_lag(question: Question) -> Counted:
    """Everyone ever listed is measured, or counted as left out for the first reason that holds."""
    chosen = question["list"]
    start = first_snapshots(question.record, [chosen], question.as_of).get(chosen, question.as_of)
    listed = ever_listed(question).annotate(lag=DaysBetween("first_listed", "detained_latest"))
    later = Q(first_listed__gt=start) & (Q(detained_latest__isnull=True) | Q(detained_latest__gt=start))
    certain = Q(detained_earliest__isnull=False, detained_earliest=F("detained_latest"))
    reasons = {
        "n": later & certain & Q(lag__gte=0),
        "in_first_snapshot": Q(first_listed__lte=start),
        "arrested_before": Q(first_listed__gt=start, detained_latest__lte=start),
        "listed_before_arrest": later & certain & Q(lag__lt=0),
    }
    groups = {name: listed.filter(reason) for name, reason in reasons.items()}
    groups["date_not_certain"] = listed.filter(later).exclude(certain)
    quartiles = {name: Percentile("lag", fraction=part, filter=reasons["n"]) for name, part in QUARTILES.items()}
    counts = {name: Count("public_id", filter=reason) for name, reason in reasons.items()}
    found = listed[:EVERYBODY].aggregate(everybody=Count("public_id"), **quartiles, **counts)
    numbers = {name: found[name] for name in reasons}
    numbers["date_not_certain"] = found["everybody"] - sum(numbers.values())
    q1, median, q3 = (in_days(found[name]) for name in QUARTILES)
    return Counted(groups["n"], numbers["n"], median, (median, median), {"q1": q1, "q3": q3, **numbers}, groups)


def in_days(value: float | None) -> Number:
    """Points between whole numbers of days are halves or quarters: exact as a float."""
    return None if value is None else one_decimal(Fraction(value))


def band(things: QuerySet, question: Question) -> QuerySet:
    limits = [When(lag__lte=most, then=Value(code)) for code, most in BANDS.items()]
    return things.annotate(code=Case(*limits, default=Value(LONGEST), output_field=TextField()))


LISTING_LAG = Figure(
    id="listing_lag",
    version=1,
    unit=Unit.DAYS,
    definition=definitions.LISTING_LAG,
    count=listing_lag,
    parameters=(parameters.LIST_OF_ORGANISATION, *RESTRICTIONS),
    breakdowns=(Breakdown("lag", band, shown=(*BANDS, LONGEST)),),
)
