"""Where persons were on a day: in prison, and in each of the ten states."""

from django.db.models import QuerySet

from publication.models import CustodySpan, PrisonerVersion
from reports import breakdowns, parameters
from reports.definitions import custody as definitions
from reports.figure import Counted, Figure, Parts, Question, Text, Unit, number_of
from reports.monthly_flow import month_by_month, of_the_year
from reports.record import who_are_in
from reports.rounding import percent

IN_CUSTODY = "in_custody"


def in_prison(question: Question) -> Counted:
    record, day = question.record, question.as_of
    return number_of(
        record.persons(record.custody(day).filter(state=IN_CUSTODY)),
        possible=record.persons(record.possible_custody(day).filter(state=IN_CUSTODY)),
    )


def in_prison_on_days(question: Question) -> tuple[QuerySet, str]:
    return question.record.rows(CustodySpan).filter(state=IN_CUSTODY), "certain"


def custody(question: Question) -> Counted:
    record, day = question.record, question.as_of
    return number_of(record.persons(record.custody(day)), possible=record.persons(record.possible_custody(day)))


def arrested_in_prison(question: Question) -> Counted:
    record, day = question.record, question.as_of
    arrested = record.rows(PrisonerVersion).filter(events__overlap=question["event"])
    still = arrested.filter(who_are_in(record.custody(day).filter(state=IN_CUSTODY)))
    perhaps = arrested.filter(who_are_in(record.possible_custody(day).filter(state=IN_CUSTODY)))
    numerator, denominator = still.count(), arrested.count()
    value = percent(numerator, denominator)
    return Counted(
        still,
        numerator,
        value,
        (value, percent(perhaps.count(), denominator)),
        {"numerator": numerator, "denominator": denominator},
        {"numerator": still, "denominator": arrested},
    )


IN_PRISON = Figure(
    id="in_prison",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.IN_PRISON,
    count=in_prison,
    breakdowns=(breakdowns.GENDER, breakdowns.PROVINCE, breakdowns.CONTEXT),
    stock=in_prison_on_days,
    table=month_by_month,
    flow=of_the_year,
)
CUSTODY = Figure(
    id="custody",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.CUSTODY,
    count=custody,
    breakdowns=(breakdowns.STATE,),
)
ARRESTED_IN_PRISON = Figure(
    id="arrested_in_prison",
    version=1,
    unit=Unit.PERCENT,
    definition=definitions.ARRESTED_IN_PRISON,
    count=arrested_in_prison,
    parameters=(parameters.EVENT,),
    breakdowns=(breakdowns.GENDER, breakdowns.PROVINCE, breakdowns.AFFILIATION),
    parts=Parts(
        (("numerator", Text("en prisión", "in prison")),),
        "denominator",
        Text("ya no, o sin certeza", "no longer, or not certain"),
    ),
)
