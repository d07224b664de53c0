"""The consolidated list: everyone whom at least one accepted organisation counts as a political prisoner."""

from django.db.models import QuerySet

from reports import breakdowns
from reports.definitions import lists as definitions
from reports.figure import Counted, Figure, Question, Unit, number_on_list
from reports.record import CONSOLIDATED as CONSOLIDATED_LIST


def consolidated(question: Question) -> Counted:
    return number_on_list(question, CONSOLIDATED_LIST)


def stock(question: Question) -> tuple[QuerySet, str]:
    return question.record.listings(CONSOLIDATED_LIST), "days"


CONSOLIDATED = Figure(
    id="consolidated",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.CONSOLIDATED,
    count=consolidated,
    breakdowns=(breakdowns.CONTEXT, breakdowns.CUSTODY, breakdowns.GENDER, breakdowns.PROVINCE),
    stock=stock,
)
BY_PROVINCE = Figure(
    id="by_province",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.BY_PROVINCE,
    count=consolidated,
    breakdowns=(breakdowns.PROVINCE,),
    stock=stock,
)
