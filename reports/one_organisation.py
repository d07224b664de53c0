"""Persons whom a single organisation documents: were its list lost, nobody would name them."""

from collections.abc import Mapping

from django.db.models import Case, Count, F, QuerySet, TextField, Value, When

from publication.models import ListingSpan, PrisonerVersion
from reports.breakdowns import Breakdown
from reports.definitions import lists as definitions
from reports.figure import Counted, Figure, Question, Text, Unit
from reports.record import CONSOLIDATED
from reports.restriction import RESTRICTIONS, restricted
from reports.rounding import percent


def listings(question: Question) -> QuerySet:
    """Who is on whose list that day: `code` is the organisation's, or the list's where nobody is said to keep it."""
    organisations = question.record.lists_by_organisation.items()
    owners = [When(source_list__in=lists, then=Value(code)) for code, lists in organisations]
    spans = question.record.rows(ListingSpan).filter(days__contains=question.as_of).exclude(source_list=CONSOLIDATED)
    owner = Case(*owners, default=F("source_list"), output_field=TextField())
    return spans.annotate(code=owner)


def one_organisation(question: Question) -> Counted:
    spans = listings(question)
    documented = restricted(question.record.persons(spans), question)
    alone = spans.values("prisoner").annotate(organisations=Count("code", distinct=True)).filter(organisations=1)
    persons = documented.filter(public_id__in=alone.values("prisoner"))
    value, listed = persons.count(), documented.count()
    extras = {"on_any_list": listed, "share": percent(value, listed)}
    return Counted(persons, value, value, (value, value), extras, {"on_any_list": documented})


def who_documents(things: QuerySet, question: Question) -> QuerySet:
    return listings(question).filter(prisoner__in=things.values("public_id"))


def all_of_each(numbers: Mapping[str, int], counted: Counted, question: Question) -> dict[str, int]:
    """How many each organisation documents, with others or alone."""
    documented = restricted(question.record.rows(PrisonerVersion), question)
    rows = who_documents(documented, question).order_by().values_list("code")
    found = dict(rows.annotate(n=Count("prisoner", distinct=True)))
    return {code: found.get(code, 0) for code in numbers}


ONE_ORGANISATION = Figure(
    id="one_organisation",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.ONE_ORGANISATION,
    count=one_organisation,
    parameters=RESTRICTIONS,
    breakdowns=(
        Breakdown(
            "organisation",
            who_documents,
            vocabulary="organisations",
            shown=lambda question: list(question.record.lists_by_organisation),
            wholes=all_of_each,
            note=Text(
                "El porcentaje es sobre todas las personas que esa organización documenta ese día.",
                "The percentage is of all the persons whom that organisation documents that day.",
            ),
        ),
    ),
)
