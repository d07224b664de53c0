"""How long those who left prison had been inside, what was left to serve, and since when they could have left."""

from fractions import Fraction
from math import ceil

from django.db.models import Case, Count, F, QuerySet, Sum, TextField, Value, When

from reports import parameters
from reports.attributed import of_announcement_or_period
from reports.breakdowns import Breakdown
from reports.definitions import served as definitions
from reports.figure import Counted, Figure, Number, Parameter, Question, Text, Unit
from reports.listing_lag import QUARTILES, DaysBetween, in_days
from reports.percentile import Percentile
from reports.record import Record
from reports.rounding import one_decimal, percent

YEAR = Fraction(1461, 4)
MONTH = YEAR / 12
BANDS = {"left_0-6": 6, "left_6-12": 12, "left_12-24": 24, "left_24-36": 36, "left_36-60": 60}
LONGEST = "left_60-"
PARTS = {"third": "third_on", "half": "half_on", "two_thirds": "two_thirds_on"}
GAPS = {"gap_1-90": 90, "gap_91-365": 365, "gap_366-730": 730}
LONGEST_GAP = "gap_731-"


def in_years(days: Fraction | float | None) -> Number:
    return None if days is None else one_decimal(Fraction(days) / YEAR)


def time_inside(question: Question) -> Counted:
    releases = of_announcement_or_period(question).certain.filter(was_already_outside=False)
    measured = releases.filter(days_inside__isnull=False)
    found = measured.aggregate(
        n=Count("pk"), total=Sum("days_inside"), median=Percentile("days_inside", fraction=QUARTILES["median"])
    )
    mean = in_years(Fraction(found["total"], found["n"])) if found["n"] else None
    unknown = releases.filter(days_inside__isnull=True)
    return Counted(
        measured,
        found["n"],
        mean,
        (mean, mean),
        {"n": found["n"], "unknown": unknown.count(), "median": in_years(found["median"])},
        {"n": question.record.persons(measured), "unknown": question.record.persons(unknown)},
    )


def months_left(question: Question) -> Counted:
    releases = of_announcement_or_period(question)
    value = releases.certain.count()
    known = releases.certain.filter(served_days__isnull=False, sentence_days__isnull=False)
    return Counted(
        releases.certain,
        value,
        value,
        (value, releases.possible.count()),
        {"n": known.count(), "unknown": value - known.count()},
        {"n": question.record.persons(known)},
    )


def band_left(things: QuerySet, question: Question) -> QuerySet:
    """Less than nothing is left of a sentence served beyond its end: the first band."""
    days = F("sentence_days") - F("served_days")
    limits = [When(left__lt=ceil(MONTH * months), then=Value(code)) for code, months in BANDS.items()]
    unknown = When(left__isnull=True, then=Value("unknown"))
    return things.annotate(left=days).annotate(
        code=Case(unknown, *limits, default=Value(LONGEST), output_field=TextField())
    )


def read_part(text: str, record: Record) -> str:
    if text not in PARTS:
        raise parameters.NotKnown(list(PARTS))
    return text


PART = Parameter(
    "part",
    Text(
        "parte de la pena: third (un tercio), half (la mitad) o two_thirds (dos tercios)",
        "part of the sentence: third, half or two_thirds",
    ),
    read_part,
    default="half",
)


def could_have_left(question: Question) -> Counted:
    """Of departures on a day known exactly; of those on paper only the part served is not known."""
    releases = of_announcement_or_period(question).certain
    gap = DaysBetween("left_earliest", PARTS[question["part"]])
    everybody = releases.annotate(gap=Case(When(left_earliest=F("left_latest"), then=gap), default=None))
    measured = everybody.filter(gap__isnull=False)
    reached = measured.filter(gap__gt=0)
    found = measured.aggregate(
        n=Count("pk"), **{name: Percentile("gap", fraction=part) for name, part in QUARTILES.items()}
    )
    value, unknown = reached.count(), everybody.filter(gap__isnull=True)
    return Counted(
        reached,
        value,
        value,
        (value, value),
        {
            "n": found["n"],
            "unknown": unknown.count(),
            "share": percent(value, found["n"]),
            **{f"{name}_gap": in_days(found[name]) for name in QUARTILES},
        },
        {"n": question.record.persons(measured), "unknown": question.record.persons(unknown)},
    )


def band_of_gap(things: QuerySet, question: Question) -> QuerySet:
    limits = [When(gap__lte=most, then=Value(code)) for code, most in GAPS.items()]
    return things.annotate(code=Case(*limits, default=Value(LONGEST_GAP), output_field=TextField()))


ANNOUNCEMENT_OR_PERIOD = (parameters.ANNOUNCEMENT_OR_PERIOD, parameters.FROM, parameters.TO)
TIME_INSIDE = Figure(
    id="time_inside",
    version=1,
    unit=Unit.YEARS,
    definition=definitions.TIME_INSIDE,
    count=time_inside,
    parameters=ANNOUNCEMENT_OR_PERIOD,
)
MONTHS_LEFT = Figure(
    id="months_left",
    version=1,
    unit=Unit.RELEASES,
    definition=definitions.MONTHS_LEFT,
    count=months_left,
    parameters=ANNOUNCEMENT_OR_PERIOD,
    breakdowns=(Breakdown("months_left", band_left, shown=(*BANDS, LONGEST, "unknown")),),
)
COULD_HAVE_LEFT = Figure(
    id="could_have_left",
    version=1,
    unit=Unit.RELEASES,
    definition=definitions.COULD_HAVE_LEFT,
    count=could_have_left,
    parameters=(*ANNOUNCEMENT_OR_PERIOD, PART),
    breakdowns=(Breakdown("gap", band_of_gap, shown=(*GAPS, LONGEST_GAP), rest=""),),
)
