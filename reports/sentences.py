"""How long the sentences in force are."""

from decimal import Decimal
from fractions import Fraction

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from publication.models import ChargeVersion, SentenceVersion
from reports import parameters
from reports.breakdowns import Breakdown
from reports.definitions import custody as definitions
from reports.definitions.served import SENTENCED as SENTENCED_DEFINITION
from reports.figure import Counted, Figure, Question, Text, Unit, number_of
from reports.percentile import Percentile
from reports.record import who_are_in
from reports.rounding import one_decimal

WITH_TERM = ("imprisonment", "tcci")
DEPRIVES_OF_LIBERTY = (*WITH_TERM, "life", "death")

# A year is 365.25 days and twelve months: in sixteenths of a day all three are whole numbers, and sums stay exact.
YEAR, MONTH, DAY = 5_844, 487, 16
HAS_LENGTH = Q(months__isnull=False) | Q(days__isnull=False)
LENGTH = Coalesce(F("months") * MONTH, 0, output_field=IntegerField()) + Coalesce(
    F("days") * DAY, 0, output_field=IntegerField()
)


BANDS = {"to_1": 1, "to_3": 3, "to_5": 5, "to_8": 8, "to_10": 10, "to_15": 15, "to_20": 20}
LONGEST, FOR_LIFE = "over_20", "life"


def charged(question: Question) -> QuerySet:
    """Persons on the list that day whose principal offence it is."""
    charges = question.record.rows(ChargeVersion).filter(offence=question["offence"], is_principal=True)
    return question.record.on_list(question["list"], question.as_of).filter(who_are_in(charges))


def sentence_length(question: Question) -> Counted:
    """Of a person with two sentences in force, one for each detention, the longer one counts."""
    accused = charged(question)
    with_length = in_force(question).filter(HAS_LENGTH, sanction__in=WITH_TERM)
    sentenced = accused.filter(who_are_in(in_force(question)))
    measured = accused.filter(who_are_in(with_length))
    lengths = (
        with_length.filter(prisoner__in=measured.values("public_id")).values("prisoner").annotate(longest=Max(LENGTH))
    )
    found = lengths.aggregate(n=Count("*"), total=Sum("longest"), median=Percentile("longest", fraction=0.5))
    mean = one_decimal(Fraction(found["total"], found["n"] * YEAR)) if found["n"] else None
    return Counted(
        measured,
        found["n"],
        mean,
        (mean, mean),
        {
            "n": found["n"],
            "charged": accused.count(),
            "sentenced": sentenced.count(),
            "median": median_in_years(found["median"]),
        },
        {"n": measured, "charged": accused, "sentenced": sentenced},
    )


def in_force(question: Question) -> QuerySet:
    """Sentences to deprivation of liberty that are operative on the day."""
    rows = question.record.rows(SentenceVersion)
    return rows.filter(operative__contains=question.as_of, sanction__in=DEPRIVES_OF_LIBERTY)


def sentenced(question: Question) -> Counted:
    listed = question.record.on_list(question["list"], question.as_of)
    return number_of(listed.filter(who_are_in(in_force(question))))


def length_of_longest(things: QuerySet, question: Question) -> QuerySet:
    """Each person with the band of their longest sentence: for life, else by its length where it is known."""
    own = in_force(question).filter(prisoner=OuterRef("public_id")).values("prisoner")
    longest = own.annotate(longest=Max(LENGTH, filter=Q(sanction__in=WITH_TERM) & HAS_LENGTH))
    limits = [When(longest__lte=years * YEAR, then=Value(code)) for code, years in BANDS.items()]
    unknown = When(longest__isnull=True, then=Value("unknown"))
    band = Case(unknown, *limits, default=Value(LONGEST), output_field=TextField())
    for_life = who_are_in(in_force(question).exclude(sanction__in=WITH_TERM))
    by_length = Subquery(longest.annotate(band=band).values("band")[:1])  # the band, not the length: looked up once
    return things.annotate(
        code=Case(
            When(for_life, then=Value(FOR_LIFE)),
            default=Coalesce(by_length, Value("unknown"), output_field=TextField()),
            output_field=TextField(),
        )
    )


def median_in_years(sixteenths: float | None) -> Decimal | None:
    """The median of whole numbers is whole or a half: exact as a float."""
    return None if sixteenths is None else one_decimal(Fraction(sixteenths) / YEAR)


SENTENCE_LENGTH = Figure(
    id="sentence_length",
    version=1,
    unit=Unit.YEARS,
    definition=definitions.SENTENCE_LENGTH,
    count=sentence_length,
    parameters=(parameters.OFFENCE, parameters.LIST_OR_CONSOLIDATED),
)
SENTENCED = Figure(
    id="sentenced",
    version=1,
    unit=Unit.PERSONS,
    definition=SENTENCED_DEFINITION,
    count=sentenced,
    parameters=(parameters.LIST_OR_CONSOLIDATED,),
    breakdowns=(
        Breakdown(
            "length",
            length_of_longest,
            shown=(*BANDS, LONGEST, FOR_LIFE, "unknown"),
            note=Text(
                "De dos penas vigentes cuenta la más larga. Cada tramo incluye su límite superior.",
                "Of two sentences in force the longer one counts. Each band includes its upper end.",
            ),
        ),
    ),
)
