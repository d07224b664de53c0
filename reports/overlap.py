"""Who is on which of several lists."""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from itertools import combinations, product
from operator import or_

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Case, Count, Func, Q, QuerySet, TextField, Value, When

from publication.models import ListingSpan
from reports import parameters
from reports.breakdowns import Breakdown
from reports.definitions import lists as definitions
from reports.figure import Counted, Figure, Question, Text, Unit, number_of
from reports.record import who_are_in
from reports.restriction import RESTRICTIONS, restricted


def named_lists(question: Question) -> list[tuple[str, str, date]]:
    """Name in a pattern, code and day of each list asked about. A list asked about on two days bears its day."""
    codes = [code for code, _ in question["lists"]]
    lists = [(code, day or question.as_of) for code, day in question["lists"]]
    return [(code if codes.count(code) == 1 else f"{code}@{day}", code, day) for code, day in lists]


def on_any(question: Question) -> Q:
    return reduce(or_, (Q(source_list=code, days__contains=day) for _, code, day in named_lists(question)))


def overlap(question: Question) -> Counted:
    on_lists = question.record.persons(question.record.rows(ListingSpan).filter(on_any(question)))
    return number_of(restricted(on_lists, question))


def pattern(things: QuerySet, question: Question) -> QuerySet:
    """Each person with the names of their lists, joined by +, in the order asked."""
    listings = question.record.listings
    names = [
        Case(When(who_are_in(listings(code).filter(days__contains=day)), then=Value(name)), output_field=TextField())
        for name, code, day in named_lists(question)
    ]
    return things.annotate(code=Func(Value("+"), *names, function="CONCAT_WS", output_field=TextField()))


def sizes(things: QuerySet, question: Question) -> dict[str, int]:
    """How many of `things` have each pattern: in one pass over the lists, where `pattern` looks up each person."""
    lists = named_lists(question)
    names = [name for name, _, _ in lists]
    on_list = {
        f"list_{place}": BoolOr(Q(source_list=code, days__contains=day)) for place, (_, code, day) in enumerate(lists)
    }
    spans = question.record.rows(ListingSpan).filter(on_any(question), prisoner__in=things.values("public_id"))
    chosen = [ons for ons in product((True, False), repeat=len(lists)) if any(ons)]
    counts = {
        f"pattern_{place}": Count("prisoner", filter=Q(**dict(zip(on_list, ons, strict=True))))
        for place, ons in enumerate(chosen)
    }
    found = spans.values("prisoner").annotate(**on_list).aggregate(**counts)
    return {joined(names, ons): found[f"pattern_{place}"] for place, ons in enumerate(chosen)}


def joined(names: list[str], ons: tuple[bool, ...]) -> str:
    return "+".join(name for name, on in zip(names, ons, strict=True) if on)


def every_pattern(question: Question) -> list[str]:
    """All patterns that there can be, zero or not: on all lists first, on the last one alone at the end."""
    names = [name for name, _, _ in named_lists(question)]
    chosen = product((True, False), repeat=len(names))
    return [joined(names, ons) for ons in chosen if any(ons)]


def every_pair(question: Question) -> list[str]:
    """Each list by itself, then each two of them."""
    names = [name for name, _, _ in named_lists(question)]
    return [*names, *map("+".join, combinations(names, 2))]


def in_common(things: QuerySet, question: Question) -> dict[str, int]:
    """How many are on a list, or on both of two, whatever other lists have them."""
    found = sizes(things, question)
    return {code: number_on(code, found) for code in every_pair(question)}


def number_on(code: str, patterns: Mapping[str, int]) -> int:
    """The persons of every pattern that holds all the lists of `code`."""
    wanted = set(code.split("+"))
    return sum(number for pattern, number in patterns.items() if wanted <= set(pattern.split("+")))


def on_all(things: QuerySet, question: Question, code: str) -> QuerySet:
    for name, source_list, day in named_lists(question):
        if name in code.split("+"):
            things = things.filter(who_are_in(question.record.listings(source_list).filter(days__contains=day)))
    return things


def smaller(numbers: Mapping[str, int], counted: Counted, question: Question) -> dict[str, int]:
    """Of each two lists, the size of the smaller one."""
    return {code: min(numbers[name] for name in code.split("+")) for code in numbers if "+" in code}


PAIRS_NOTE = Text(
    "Cada fila cuenta a quienes están en esa lista, o en las dos, estén o no en otras: las filas no se suman. El "
    "porcentaje de dos listas es sobre la menor de ellas; el de una lista, sobre el total.",
    "Each row counts those who are on that list, or on both, whether or not others have them: the rows do not add "
    "up. The percentage of two lists is of the smaller of them; that of one list, of the total.",
)
OVERLAP = Figure(
    id="overlap",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.OVERLAP,
    count=overlap,
    parameters=(parameters.LISTS, *RESTRICTIONS),
    breakdowns=(
        Breakdown("inclusion", pattern, sizes, shown=every_pattern, vocabulary="lists"),
        Breakdown(
            "pairs",
            tally=in_common,
            behind=on_all,
            wholes=smaller,
            shown=every_pair,
            vocabulary="lists",
            is_whole=False,
            note=PAIRS_NOTE,
        ),
    ),
    usual="inclusion",
)
