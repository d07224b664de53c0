"""How old people were when they were detained."""

from fractions import Fraction

from django.db.models import Case, Count, Q, QuerySet, Sum, TextField, Value, When

from reports import parameters
from reports.breakdowns import Breakdown
from reports.definitions import served as definitions
from reports.figure import Counted, Figure, Question, Text, Unit
from reports.percentile import Percentile
from reports.rounding import one_decimal

BANDS = {"18-20": 20, "21-25": 25, "26-30": 30, "31-35": 35, "36-40": 40, "41-50": 50, "51-59": 59}
OLDEST = "60-"
MINOR, ADULT = Q(minor_at_detention="yes"), Q(age_at_detention__isnull=False) & ~Q(minor_at_detention="yes")
SIXTY_AND_OVER = ADULT & Q(age_at_detention__gte=60)


def age_at_detention(question: Question) -> Counted:
    """The mean is of adults; what is counted, and broken down, is everybody on the list."""
    listed = question.record.on_list(question["list"], question.as_of)
    groups = {
        "n": listed.filter(ADULT),
        "minors": listed.filter(MINOR),
        "unknown": listed.exclude(ADULT | MINOR),
        "sixty_and_over": listed.filter(SIXTY_AND_OVER),
    }
    found = listed.aggregate(
        everybody=Count("pk"),
        n=Count("pk", filter=ADULT),
        minors=Count("pk", filter=MINOR),
        sixty_and_over=Count("pk", filter=SIXTY_AND_OVER),
        total=Sum("age_at_detention", filter=ADULT),
        median=Percentile("age_at_detention", fraction=0.5, filter=ADULT),
    )
    found["unknown"] = found["everybody"] - found["n"] - found["minors"]
    mean = one_decimal(Fraction(found["total"], found["n"])) if found["n"] else None
    median = None if found["median"] is None else one_decimal(Fraction(found["median"]))
    numbers = {name: found[name] for name in groups}
    return Counted(listed, found["everybody"], mean, (mean, mean), {**numbers, "median": median}, groups)


def band(things: QuerySet, question: Question) -> QuerySet:
    limits = [When(age_at_detention__lte=most, then=Value(code)) for code, most in BANDS.items()]
    under = When(minor_at_detention="yes", then=Value("under_18"))
    unknown = When(age_at_detention__isnull=True, then=Value("unknown"))
    return things.annotate(code=Case(under, unknown, *limits, default=Value(OLDEST), output_field=TextField()))


AGE_AT_DETENTION = Figure(
    id="age_at_detention",
    version=1,
    unit=Unit.YEARS,
    definition=definitions.AGE_AT_DETENTION,
    count=age_at_detention,
    parameters=(parameters.LIST_OR_CONSOLIDATED,),
    breakdowns=(
        Breakdown(
            "age",
            band,
            shown=("under_18", *BANDS, OLDEST, "unknown"),
            note=Text(
                "Edad en años cumplidos al ser detenidas por primera vez.",
                "Age in completed years when first detained.",
            ),
        ),
    ),
)
