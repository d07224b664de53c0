"""Who entered prison in a period, who left it, and who passed through: persons, and admissions beside them.

The period is (from, to], closed at midnight; what is counted is certain, and the ranges say what is possible (rules
9.2, 9.4, 9.5).
"""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, TextField, Value, When

from publication.models import CustodySpan, PrisonerVersion
from reports import kept, parameters
from reports.breakdowns import STATES, Breakdown
from reports.custody import IN_CUSTODY
from reports.definitions import flows as definitions
from reports.figure import Counted, Figure, Number, Question, Text, Unit
from reports.listed import months_between, period
from reports.record import who_are_in
from reports.rounding import one_decimal, percent

A_DAY = timedelta(1)


def inside(question: Question) -> QuerySet:
    return question.record.rows(CustodySpan).filter(state=IN_CUSTODY)


def inside_on(question: Question, day: date) -> QuerySet:
    return inside(question).filter(certain__contains=day)


def perhaps_on(question: Question, day: date) -> QuerySet:
    return inside(question).filter(Q(certain__contains=day) | Q(possible__contains=day))


def inside_between(question: Question, first: date, last: date) -> QuerySet:
    """Spans with a certain day from `first` to `last`, both included."""
    return inside(question).filter(certain__overlap=DateRange(first, last + A_DAY))


def perhaps_between(question: Question, first: date, last: date) -> QuerySet:
    days = DateRange(first, last + A_DAY)
    return inside(question).filter(Q(certain__overlap=days) | Q(possible__overlap=days))


def admissions(question: Question) -> QuerySet:
    """Spans with which somebody certainly entered prison: they do not go on where another one ended."""
    spans = inside(question)
    before = spans.filter(prisoner=OuterRef("prisoner"), certain__endswith=OuterRef("certain__startswith"))
    return spans.filter(~Exists(before), certain__isempty=False)


def entered(question: Question) -> Counted:
    first, last = period(question)
    persons = question.record.persons
    was_inside = who_are_in(inside_on(question, first))
    came = persons(inside_between(question, first + A_DAY, last))
    new = came.filter(~was_inside)
    surely = came.filter(~who_are_in(perhaps_on(question, first)))
    perhaps = persons(perhaps_between(question, first + A_DAY, last)).filter(~was_inside)
    value, months = new.count(), months_between(first, last)
    days = {"certain__startswith__gt": first, "certain__startswith__lte": last}
    return Counted(
        new,
        value,
        value,
        (surely.count(), perhaps.count()),
        {
            **_stocks(question, first, last),
            "admissions": admissions(question).filter(**days).count(),
            "monthly_mean": one_decimal(value / months) if months else None,
        },
    )


def through(question: Question) -> Counted:
    first, last = period(question)
    persons = question.record.persons(inside_between(question, first, last))
    perhaps = question.record.persons(perhaps_between(question, first, last))
    value = persons.count()
    return Counted(persons, value, value, (value, perhaps.count()), _stocks(question, first, last))


def left(question: Question) -> Counted:
    first, last = period(question)
    is_inside = who_are_in(inside_on(question, last))
    passed = question.record.persons(inside_between(question, first, last))
    gone = passed.filter(~is_inside)
    surely = passed.filter(~who_are_in(perhaps_on(question, last)))
    perhaps = question.record.persons(perhaps_between(question, first, last)).filter(~is_inside)
    value = gone.count()
    return Counted(gone, value, value, (surely.count(), perhaps.count()), _stocks(question, first, last))


def _stocks(question: Question, first: date, last: date) -> dict[str, Number]:
    """What the flows lead from and to."""
    return {"in_prison_before": number_inside(question, first), "in_prison_after": number_inside(question, last)}


def number_inside(question: Question, day: date) -> int:
    """Counted once, for all flows that lead from or to that day."""
    persons = question.record.persons(inside_on(question, day))
    return kept.small_of_edition(question.record.edition, ("in prison on", day), persons.count)


def repeat_detentions(question: Question) -> Counted:
    record, day = question.record, question.as_of
    times = admissions(question).filter(certain__startswith__lte=day).order_by().values("prisoner")
    again = times.annotate(times=Count("pk")).filter(times__gte=2)
    persons = record.rows(PrisonerVersion).filter(public_id__in=again.values("prisoner"))
    ever = record.persons(inside(question).filter(certain__startswith__lte=day))
    value, whole = persons.count(), ever.count()
    return Counted(persons, value, value, (value, value), {"n": whole, "share": percent(value, whole)}, {"n": ever})


def first_time_or_again(things: QuerySet, question: Question) -> QuerySet:
    """Whether somebody had certainly been in prison before the period."""
    before = who_are_in(inside(question).filter(certain__startswith__lte=period(question)[0]))
    code = Case(When(before, then=Value("again")), default=Value("first_time"), output_field=TextField())
    return things.annotate(code=code)


def state_at_the_end(things: QuerySet, question: Question) -> QuerySet:
    spans = question.record.custody(period(question)[1])
    return spans.filter(prisoner__in=things.values("public_id")).annotate(code=F("state"))


TIMES = {"twice": {"times": 2}, "three_times": {"times": 3}, "more_often": {"times__gte": 4}}


def each_with_times(things: QuerySet, question: Question) -> QuerySet:
    own = admissions(question).filter(prisoner__in=things.values("public_id"), certain__startswith__lte=question.as_of)
    return own.order_by().values("prisoner").annotate(times=Count("pk"))


def by_times(things: QuerySet, question: Question) -> dict[str, int]:
    counts = {code: Count("prisoner", filter=Q(**times)) for code, times in TIMES.items()}
    return each_with_times(things, question).aggregate(**counts)


def of_so_many_times(things: QuerySet, question: Question, code: str) -> QuerySet:
    each = each_with_times(things, question).filter(**TIMES[code])
    return things.filter(public_id__in=each.values("prisoner"))


FROM_TO = (parameters.FROM, parameters.TO)
PRISON_ENTERED = Figure(
    id="prison_entered",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.PRISON_ENTERED,
    count=entered,
    parameters=FROM_TO,
    breakdowns=(
        Breakdown(
            "entry",
            first_time_or_again,
            shown=("first_time", "again"),
            rest="",
            note=Text(
                "“Otra vez”: ya constaba en prisión antes del período.",
                "“Again”: had certainly been in prison before the period.",
            ),
        ),
    ),
)
PRISON_LEFT = Figure(
    id="prison_left",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.PRISON_LEFT,
    count=left,
    parameters=FROM_TO,
    breakdowns=(Breakdown("state", state_at_the_end, vocabulary="custody_state", shown=STATES[1:]),),
)
PRISON_THROUGH = Figure(
    id="prison_through",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.PRISON_THROUGH,
    count=through,
    parameters=FROM_TO,
)
REPEAT_DETENTIONS = Figure(
    id="repeat_detentions",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.REPEAT_DETENTIONS,
    count=repeat_detentions,
    breakdowns=(Breakdown("times", tally=by_times, behind=of_so_many_times, shown=tuple(TIMES)),),
)
