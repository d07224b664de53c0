"""How long the sentences in force are."""

from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, F, IntegerField, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from publication.models import ChargeVersion, SentenceVersion
from reports import parameters
from reports.definitions import custody as definitions
from reports.figure import Counted, Figure, Question, Unit
from reports.percentile import Percentile
from reports.record import who_are_in
from reports.rounding import one_decimal

WITH_TERM = ("imprisonment", "tcci")
DEPRIVES_OF_LIBERTY = (*WITH_TERM, "life", "death")

# A year is 365.25 days and twelve months: in sixteenths of a day all three are whole numbers, and sums stay exact.
YEAR, MONTH, DAY = 5_844, 487, 16


def charged(question: Question) -> QuerySet:
    """Persons on the list that day whose principal offence it is."""
    charges = question.record.rows(ChargeVersion).filter(offence=question["offence"], is_principal=True)
    return question.record.on_list(question["list"], question.as_of).filter(who_are_in(charges))


def sentence_length(question: Question) -> Counted:
    """Of a person with two sentences in force, one for each detention, the longer one counts."""
    accused = charged(question)
    in_force = question.record.rows(SentenceVersion).filter(
        operative__contains=question.as_of, sanction__in=DEPRIVES_OF_LIBERTY
    )
    with_length = in_force.filter(Q(months__isnull=False) | Q(days__isnull=False), sanction__in=WITH_TERM)
    sentenced = accused.filter(who_are_in(in_force))
    measured = accused.filter(who_are_in(with_length))
    length = Coalesce(F("months") * MONTH, 0, output_field=IntegerField()) + Coalesce(
        F("days") * DAY, 0, output_field=IntegerField()
    )
    lengths = (
        with_length.filter(prisoner__in=measured.values("public_id")).values("prisoner").annotate(longest=Max(length))
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
