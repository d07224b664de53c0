"""The list of one organisation: who is on it on a day, who came, who went, who passed through."""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reports import breakdowns, parameters
from reports.definitions import lists as definitions
from reports.errors import BadParameter, WrongMoment
from reports.figure import Counted, Figure, Question, Unit, number_of, number_on_list
from reports.record import who_are_in
from reports.rounding import one_decimal

MONTHS_IN_A_YEAR = 12


def listed(question: Question) -> Counted:
    return number_on_list(question, question["list"])


def stock(question: Question) -> tuple[QuerySet, str]:
    return question.record.listings(question["list"]), "days"


def period(question: Question) -> tuple[date, date]:
    """The days between whose closings we count. Without `to` it ends on the day of the answer."""
    first, last = question["from"], question["to"] or question.as_of
    if first is None:
        raise BadParameter("from", _("is missing: the period begins when this day closes"))
    if last < first:
        raise WrongMoment("from", _("The period begins after its end: “from” must not be later than “to”."))
    return first, last


def months_between(first: date, last: date) -> Fraction:
    """Months from the close of one day to the close of another; month ends are whole months apart.

    The days left over are a part of the month that they begin: 31 January to 14 March is 1 14/31 months.
    """
    is_at_month_ends = is_month_end(first) and is_month_end(last)
    whole = (last.year - first.year) * MONTHS_IN_A_YEAR + last.month - first.month
    if is_at_month_ends:
        return Fraction(whole)
    if months_later(first, whole) > last:
        whole -= 1
    begun, ends = months_later(first, whole), months_later(first, whole + 1)
    return whole + Fraction((last - begun).days, (ends - begun).days)


def is_month_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def months_later(day: date, months: int) -> date:
    """The same day that many months later, or the last day of that month; a month end stays a month end."""
    year, month = divmod(day.year * MONTHS_IN_A_YEAR + day.month - 1 + months, MONTHS_IN_A_YEAR)
    length = monthrange(year, month + 1)[1]
    return date(year, month + 1, length if is_month_end(day) else min(day.day, length))


def listed_new(question: Question) -> Counted:
    first, last = period(question)
    listings = question.record.listings(question["list"])
    came = listings.filter(days__overlap=DateRange(first + timedelta(1), last + timedelta(1)))
    new = question.record.persons(came).filter(~who_are_in(listings.filter(days__contains=first)))
    counted = number_of(new)
    months = months_between(first, last)
    counted.extras["monthly_mean"] = one_decimal(counted.size / months) if months else None
    return counted


def listed_through(question: Question) -> Counted:
    first, last = period(question)
    listings = question.record.listings(question["list"])
    return number_of(question.record.persons(listings.filter(days__overlap=DateRange(first, last + timedelta(1)))))


def listed_left(question: Question) -> Counted:
    last = period(question)[1]
    listings = question.record.listings(question["list"])
    return number_of(listed_through(question).things.filter(~who_are_in(listings.filter(days__contains=last))))


LISTED = Figure(
    id="listed",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.LISTED,
    count=listed,
    parameters=(parameters.LIST,),
    breakdowns=(
        breakdowns.GENDER,
        breakdowns.MINORS,
        breakdowns.MEDICAL,
        breakdowns.MENTAL,
        breakdowns.CUSTODY,
        breakdowns.OFFENCE,
        breakdowns.PROVINCE,
    ),
    stock=stock,
)
LISTED_NEW = Figure(
    id="listed_new",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.LISTED_NEW,
    count=listed_new,
    parameters=(parameters.LIST, parameters.FROM, parameters.TO),
)
LISTED_LEFT = Figure(
    id="listed_left",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.LISTED_LEFT,
    count=listed_left,
    parameters=(parameters.LIST, parameters.FROM, parameters.TO),
)
LISTED_THROUGH = Figure(
    id="listed_through",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.LISTED_THROUGH,
    count=listed_through,
    parameters=(parameters.LIST, parameters.FROM, parameters.TO),
)
