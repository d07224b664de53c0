"""Totals as organisations print them: behind bars of a list, in prison of those arrested over an event."""

from django.db.models import QuerySet

from publication.models import CustodySpan, PrisonerVersion
from reports import breakdowns, parameters
from reports.custody import IN_CUSTODY
from reports.definitions import totals as definitions
from reports.figure import Counted, Figure, Question, Unit, number_of
from reports.record import who_are_in


def in_prison_among(persons: QuerySet, question: Question) -> Counted:
    """Those of `persons` who were certainly in prison; in the range, those who possibly were."""
    record, day = question.record, question.as_of
    return number_of(
        persons.filter(who_are_in(record.custody(day).filter(state=IN_CUSTODY))),
        possible=persons.filter(who_are_in(record.possible_custody(day).filter(state=IN_CUSTODY))),
    )


def behind_bars(question: Question) -> Counted:
    return in_prison_among(question.record.on_list(question["list"], question.as_of), question)


def arrested_over(question: Question) -> QuerySet[PrisonerVersion]:
    return question.record.rows(PrisonerVersion).filter(events__overlap=question["event"])


def arrested_event_in_prison(question: Question) -> Counted:
    return in_prison_among(arrested_over(question), question)


def stock(question: Question) -> tuple[QuerySet, str]:
    arrested = arrested_over(question).values("public_id")
    return question.record.rows(CustodySpan).filter(state=IN_CUSTODY, prisoner__in=arrested), "certain"


BEHIND_BARS = Figure(
    id="behind_bars",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.BEHIND_BARS,
    count=behind_bars,
    parameters=(parameters.LIST_OF_ORGANISATION,),
    breakdowns=(breakdowns.GENDER, breakdowns.PROVINCE, breakdowns.CONTEXT),
)
ARRESTED_EVENT_IN_PRISON = Figure(
    id="arrested_event_in_prison",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.ARRESTED_EVENT_IN_PRISON,
    count=arrested_event_in_prison,
    parameters=(parameters.EVENT,),
    breakdowns=(breakdowns.GENDER, breakdowns.PROVINCE, breakdowns.AFFILIATION),
    stock=stock,
)
