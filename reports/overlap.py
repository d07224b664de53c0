"""Who is on which of several lists."""

from datetime import date
from functools import reduce
from itertools import product
from operator import or_

from django.db.models import Case, Func, Q, QuerySet, TextField, Value, When

from publication.models import ListingSpan
from reports import parameters
from reports.breakdowns import Breakdown
from reports.definitions import lists as definitions
from reports.figure import Counted, Figure, Question, Unit, number_of
from reports.record import who_are_in


def named_lists(question: Question) -> list[tuple[str, str, date]]:
    """Name in a pattern, code and day of each list asked about. A list asked about on two days bears its day."""
    codes = [code for code, _ in question["lists"]]
    lists = [(code, day or question.as_of) for code, day in question["lists"]]
    return [(code if codes.count(code) == 1 else f"{code}@{day}", code, day) for code, day in lists]


def overlap(question: Question) -> Counted:
    on_any = reduce(or_, (Q(source_list=code, days__contains=day) for _, code, day in named_lists(question)))
    return number_of(question.record.persons(question.record.rows(ListingSpan).filter(on_any)))


def pattern(things: QuerySet, question: Question) -> QuerySet:
    """Each person with the names of their lists, joined by +, in the order asked."""
    listings = question.record.listings
    names = [
        Case(When(who_are_in(listings(code).filter(days__contains=day)), then=Value(name)), output_field=TextField())
        for name, code, day in named_lists(question)
    ]
    return things.annotate(code=Func(Value("+"), *names, function="CONCAT_WS", output_field=TextField()))


def every_pattern(question: Question) -> list[str]:
    """All patterns that there can be, zero or not: on all lists first, on the last one alone at the end."""
    names = [name for name, _, _ in named_lists(question)]
    chosen = product((True, False), repeat=len(names))
    return ["+".join(name for name, on in zip(names, ons, strict=True) if on) for ons in chosen if any(ons)]


OVERLAP = Figure(
    id="overlap",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.OVERLAP,
    count=overlap,
    parameters=(parameters.LISTS,),
    breakdowns=(Breakdown("inclusion", pattern, shown=every_pattern, vocabulary="lists"),),
)
